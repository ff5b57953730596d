"""Error pages in the style of the house: what happened, what you can do now. Never a detail of the request."""

from __future__ import annotations

import sys
from typing import Final

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from datameent.web.accounts.bewaard import ONZICHTBAAR, woord
from datameent.web.api.probleem import even_weg_probleem
from datameent.web.permissions.paginas import ACTIES
from datameent.web.permissions.rollen import Actie

_CSRF: Final = "csrfmiddlewaretoken"
_KORT: Final = 60
"""Longer texts get a field with lines."""


def verzoek(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return render(request, "fouten/400.html", status=400)


def geen_toegang(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return render(request, "fouten/403.html", status=403)


def niet_gevonden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return render(request, "fouten/404.html", status=404)


def storing(request: HttpRequest) -> HttpResponse:
    """500; touches neither the database nor a release, because one of those may be what failed.

    When it was the database, 503: a page that says so and holds what was typed.
    """
    if isinstance(sys.exc_info()[1], DatabaseError):
        return even_weg(request)
    return render(None, "fouten/500.html", status=500)


def even_weg(request: HttpRequest) -> HttpResponse:
    """503: the app database is locked or gone. What somebody sent stands in the page, to be sent again."""
    if request.path.startswith("/api/"):
        return even_weg_probleem().als_antwoord(request.path)
    velden = [(n, w) for n, waarden in request.POST.lists() for w in waarden] if _mag_terug(request) else []
    context = {
        "csrf": next((w for n, w in velden if n == _CSRF), ""),
        "mee": [(n, w) for n, w in velden if n in ONZICHTBAAR],
        "velden": [(n, woord(n), w, len(w) > _KORT or "\n" in w) for n, w in velden if n not in {_CSRF, *ONZICHTBAAR}],
        "adres": request.get_full_path(),
    }
    antwoord = render(None, "fouten/503.html", context, status=503)
    antwoord.headers["Retry-After"] = "60"
    return antwoord


def _mag_terug(request: HttpRequest) -> bool:
    """Not for pages about passwords: those are not for on a screen."""
    try:
        # What failed may have come before anything looked at the address.
        naam = (request.resolver_match or resolve(request.path_info)).view_name
    except Resolver404:
        return False
    actie = ACTIES.get(naam)
    return request.method == "POST" and actie not in {None, Actie.INLOGGEN, Actie.EIGEN_ACCOUNT}


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 because the form was too old or came from elsewhere."""
    return render(request, "fouten/csrf.html", status=403)
