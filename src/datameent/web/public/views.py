"""Explaining pages. Sources belong to a release, so that page goes through the same door as the figures."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from datameent import __version__
from datameent.release.read import Release
from datameent.web.audit.tellen import wie_keek
from datameent.web.audit.toegang import openbare_release
from datameent.web.figures.views import met_release
from datameent.web.permissions.rollen import DOELGROEP, NAMEN, Rol
from datameent.web.permissions.woorden import wie_mag_wat
from datameent.web.public.begrippen import BEGRIPPEN
from datameent.web.public.kaarten import maak_kaart
from datameent.web.public.verlies import maak_verlies

LEZERS = {"beleid": "De gemeente zelf", "raad": "De gemeenteraad", "openbaar": "Iedereen"}


@met_release()
def bronnen(request: HttpRequest, release: Release) -> HttpResponse:
    """Where the figures come from, and under which agreement."""
    kaarten = [maak_kaart(k) for k in release.overeenkomsten()]
    context = {
        "meta": release.meta,
        "bronnen": release.bronnen(),
        "kaarten": kaarten,
        "verlies": maak_verlies(release),
        "wie_keek": wie_keek(),
    }
    return render(request, "public/bronnen.html", context)


@require_safe
def begrippen(request: HttpRequest) -> HttpResponse:
    """The words of the site."""
    return render(request, "public/begrippen.html", {"begrippen": BEGRIPPEN})


@require_safe
def toegankelijkheid(request: HttpRequest) -> HttpResponse:
    """How accessible the site is, and what to do when it is not."""
    return render(request, "public/toegankelijkheid.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people in the figures and about readers; how often internal figures were looked at."""
    rollen = [(NAMEN[r], DOELGROEP[r]) for r in Rol]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_gebeurtenis WHERE soort IN ('gezien', 'gedownload')")
        gezien = cursor.fetchone()[0]
    return render(request, "public/privacy.html", {"rollen": rollen, "gezien": gezien})


@require_safe
def wie_ziet_wat(request: HttpRequest) -> HttpResponse:
    """Who may see and do what: the table that the gate itself reads."""
    context = {"rollen": [(NAMEN[r], LEZERS[DOELGROEP[r]]) for r in Rol], "acties": wie_mag_wat()}
    return render(request, "public/wie.html", context)


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """For a monitor: 200 when pages can be served, 503 when not. Says nothing about internal releases."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM audit_gebeurtenis LIMIT 1")
        database = True
    except Exception:  # any failure means the same to a monitor
        database = False
    release = openbare_release()
    document = {
        "status": "ok" if database else "fout",
        "versie": __version__,
        "database": database,
        "openbaar": release.meta.peildatum.isoformat() if release else None,
    }
    return JsonResponse(document, status=200 if database else 503)
