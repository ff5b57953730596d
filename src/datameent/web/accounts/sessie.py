"""How long somebody stays logged in, and what every page needs first: a second step, where the role asks for one.

A session also ends at the next click when the password, the role, the municipality or the second step of the account
changed (`Gebruiker.get_session_auth_hash`), and when the account was closed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final, cast

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from datameent.web.accounts.models import Gebruiker
from datameent.web.accounts.tweestap import is_verplicht

ORGANISATIE: Final = "datameent.web.oidc.achterkant.Organisatie"
"""The backend of who logs in with the organisation."""
_OPNIEUW: Final = 60
"""Seconds before the moment of the last click is written again: not every click needs a write."""
_ZONDER_TWEESTAP: Final = frozenset({"tweestap", "uitloggen", "inloggen", "inloggen-code", "health", "privacy"})


def begin(request: HttpRequest) -> None:
    """Note when this session began."""
    request.session["sinds"] = request.session["laatst"] = time.time()


class Sessiewacht:
    """Ends a session that is too old or was left alone too long, before anything looks at who is asking."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Check, and go on as whoever is left."""
        if request.user.is_authenticated:
            _waak(request)
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Lead to the second step who must have one and has none yet."""
        naam = request.resolver_match.view_name if request.resolver_match else ""
        if not request.user.is_authenticated or naam in _ZONDER_TWEESTAP:
            return None
        gebruiker = cast(Gebruiker, request.user)
        if (
            is_verplicht(gebruiker)
            and not gebruiker.totp_sinds
            and not elders_bewezen(request.session[BACKEND_SESSION_KEY])
        ):
            return redirect("tweestap")
        return None


def elders_bewezen(backend: str) -> bool:
    """Whether the organisation that logged somebody in asked for a second step itself, as the settings say."""
    oidc = settings.SITE.oidc
    return bool(backend == ORGANISATIE and oidc and oidc.tweestap)


def _waak(request: HttpRequest) -> None:
    nu = time.time()
    sinds, laatst = request.session.get("sinds"), request.session.get("laatst")
    if sinds is None or laatst is None:  # of before there was a limit, or made by a test: it begins now
        begin(request)
        return
    # A clock that was put back far makes a session look newer than now; such a session ends too.
    stil, oud = nu - laatst, nu - sinds
    if not -_SPELING <= stil <= settings.SITE.sessie_stil_minuten * 60 or oud > settings.SITE.sessie_uren * 3600:
        request.verlopen_van = request.user.pk  # type: ignore[attr-defined]  # for the page that keeps what was typed
        logout(request)
    elif stil > _OPNIEUW:
        request.session["laatst"] = nu


_SPELING: Final = 300
"""Seconds that the clock of the server may be put back without ending sessions."""
