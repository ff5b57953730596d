"""What the shell of every page needs to know."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_noop

from datameent import __version__
from datameent.web.components.menu import menu_voor
from datameent.web.permissions.poort import rol_van
from datameent.web.permissions.rollen import DOELGROEP, NAMEN, Rol
from datameent.web.taal import taalcontext

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
        "lezers": gettext(_LEZERS[DOELGROEP[rol]]),
        "menu": menu_voor(rol),
        "contact": settings.SITE.contact,
        "gemeente": settings.SITE.gemeente_naam,
        "huisstijl": {n.partition(".")[0] for n in settings.HUISSTIJL},
        "versie": __version__,
        "pad": request.path,
        **taalcontext(request),
    }
