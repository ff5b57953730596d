"""What the shell of every page needs to know."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_noop

from datameent import __version__
from datameent.web.accounts.bewaard import haal, leesbaar
from datameent.web.audit.toegang import wat_is_ingetrokken
from datameent.web.components.menu import menu_voor
from datameent.web.permissions.poort import doelgroep_van, rol_van, van_hier
from datameent.web.permissions.rollen import NAMEN, Rol
from datameent.web.publicatie.toestand import Toestand
from datameent.web.taal import taalcontext

LANGSTE_PLEK = 600
_LEZERS = {
    "beleid": gettext_noop("voor de gemeente zelf"),
    "raad": gettext_noop("voor de gemeenteraad"),
    "openbaar": gettext_noop("voor iedereen"),
}


def schil(request: HttpRequest) -> dict[str, Any]:
    """Role, menu and audience of whoever reads."""
    rol = rol_van(request) if hasattr(request, "user") else Rol.BEZOEKER
    return {
        "rol": rol.value,
        "rolnaam": NAMEN[rol],
        "ingelogd": rol is not Rol.BEZOEKER,
        "lezers": gettext(_LEZERS[doelgroep_van(request) if hasattr(request, "user") else "openbaar"]),
        "ingetrokken": _ingetrokken(request),
        "menu": menu_voor(rol, hier=hasattr(request, "user") and van_hier(request)),
        "contact": settings.SITE.contact,
        "gemeente": settings.SITE.gemeente_naam,
        "huisstijl": {n.partition(".")[0] for n in settings.HUISSTIJL},
        "versie": __version__,
        "pad": request.path,
        "hier": "" if request.path.startswith("/meldingen/") else request.path[:LANGSTE_PLEK],
        "teruggevonden": _teruggevonden(request),
        **taalcontext(request),
    }


def _ingetrokken(request: HttpRequest) -> Toestand | None:
    """What was withdrawn from this reader; nothing when the database does not answer: other parts say that."""
    try:
        return wat_is_ingetrokken(doelgroep_van(request)) if hasattr(request, "user") else None
    except DatabaseError:
        return None


def _teruggevonden(request: HttpRequest) -> list[tuple[str, str]]:
    """What the reader had typed when the session ended, on the page it was for."""
    velden = haal(request) if hasattr(request, "user") and hasattr(request, "session") else None
    return leesbaar(velden) if velden else []
