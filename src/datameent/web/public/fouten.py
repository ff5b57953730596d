"""Error pages in the style of the house: what happened, what you can do now. Never a detail of the request."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


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
    """500; touches neither the database nor a release, because one of those may be what failed."""
    return render(None, "fouten/500.html", status=500)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 because the form was too old or came from elsewhere."""
    return render(request, "fouten/csrf.html", status=403)
