"""The gate: middleware that looks up the action of the page and the role of the reader before any view runs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from datameent.web.accounts.bewaard import uitgelogd
from datameent.web.audit.keten import Soort, leg_vast
from datameent.web.permissions.paginas import ACTIES
from datameent.web.permissions.rollen import DOELGROEP, HUIS, Actie, Rol, mag


def rol_van(request: HttpRequest) -> Rol:
    """The role of whoever asks; `bezoeker` for nobody in particular."""
    gebruiker = request.user
    if not gebruiker.is_authenticated:
        return Rol.BEZOEKER
    return Rol(cast(Any, gebruiker).rol)


def van_hier(request: HttpRequest) -> bool:
    """Whether whoever asks works for the municipality of this home."""
    return request.user.is_authenticated and _werkt_hier(request.user)


def doelgroep_van(request: HttpRequest) -> str:
    """Which release whoever asks sees: that of the role, but who works elsewhere sees what everybody sees."""
    return ziet(request.user) if request.user.is_authenticated else DOELGROEP[Rol.BEZOEKER]


def ziet(gebruiker: Any) -> str:
    """Which release an account sees."""
    return DOELGROEP[Rol(gebruiker.rol) if _werkt_hier(gebruiker) else Rol.BEZOEKER]


def _werkt_hier(gebruiker: Any) -> bool:
    return bool(gebruiker.gemeente == settings.SITE.gemeente_code)


class Poort:
    """Default deny: a page without an action, or a role without the right, gets nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Refuse, send to the login page, or let through."""
        match = request.resolver_match
        actie = ACTIES.get(match.view_name) if match else None
        rol = rol_van(request)
        if mag(rol, actie) and (actie not in HUIS or van_hier(request)):
            return None
        if rol is Rol.BEZOEKER and actie is not None:
            # What was typed in the meantime is not lost: it comes back after logging in.
            if request.method == "POST" and actie is not Actie.EIGEN_ACCOUNT:
                return uitgelogd(request)
            return redirect_to_login(request.get_full_path())
        _schrijf_op(request, rol)
        raise PermissionDenied


def _schrijf_op(request: HttpRequest, rol: Rol) -> None:
    """Who was refused what, for the privacy officer. Refusing does not wait for the database."""
    with suppress(DatabaseError):
        leg_vast(Soort.GEWEIGERD, gebruiker=request.user.get_username(), rol=rol.value, pagina=request.path)
