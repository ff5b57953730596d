"""The page of the open data and its files. Always the public release, whoever asks."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from datameent.release.read import Release, TabelKop
from datameent.web.audit.toegang import GeenRelease, open_openbaar
from datameent.web.opendata import bestand, catalogus


def _met_openbaar(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def buiten(request: HttpRequest, **delen: str) -> HttpResponse:
        try:
            release = open_openbaar()
        except GeenRelease:
            return render(request, "figures/geen_release.html", status=503)
        return view(request, release, **delen)

    return cast(Callable[..., HttpResponse], require_safe(buiten))


@_met_openbaar
def pagina(request: HttpRequest, release: Release) -> HttpResponse:
    """Every table, by indicator, with its files."""
    groepen = [
        (kop, [(bestand.titel(release, t), t) for t in release.tabellen() if t.indicator == kop.code])
        for kop in release.indicatoren()
    ]
    context = {"meta": release.meta, "groepen": [g for g in groepen if g[1]]}
    return render(request, "opendata/pagina.html", context)


@_met_openbaar
def catalogusbestand(request: HttpRequest, release: Release) -> HttpResponse:
    """The catalogue, for a portal that comes and reads it."""
    adres, site = request.build_absolute_uri("/opendata/"), request.build_absolute_uri("/")
    tekst = catalogus.als_jsonld(release, adres, site, settings.SITE.contact)
    return _vrij(HttpResponse(tekst, content_type="application/ld+json"))


@_met_openbaar
def csv(request: HttpRequest, release: Release, naam: str) -> HttpResponse:
    """A table as CSV."""
    tabel = _tabel(release, naam)
    # The mark at the begin lets a spreadsheet see that this is UTF-8.
    antwoord = HttpResponse("\ufeff" + bestand.als_csv(release, tabel), content_type="text/csv; charset=utf-8")
    antwoord.headers["Content-Disposition"] = f'attachment; filename="{tabel.naam}.csv"'
    return _vrij(antwoord)


@_met_openbaar
def json(request: HttpRequest, release: Release, naam: str) -> HttpResponse:
    """A table as JSON."""
    return _vrij(HttpResponse(bestand.als_json(release, _tabel(release, naam)), content_type="application/json"))


def _tabel(release: Release, naam: str) -> TabelKop:
    for tabel in release.tabellen():
        if tabel.naam == naam:
            return tabel
    raise Http404


def _vrij(antwoord: HttpResponse) -> HttpResponse:
    """Open data may be read from any site."""
    antwoord.headers["Access-Control-Allow-Origin"] = "*"
    antwoord.headers["Cache-Control"] = "public, max-age=300"
    return antwoord
