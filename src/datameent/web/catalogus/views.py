"""The page with all figures, and a search in it that has an address of its own."""

from __future__ import annotations

from typing import cast

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from datameent.release.read import Release
from datameent.release.schema import TOTAAL
from datameent.web.accounts.models import Gebruiker
from datameent.web.catalogus.lijst import Doel, alle_items, gevonden, lees_zoekvraag
from datameent.web.doelen.models import Knoop
from datameent.web.duiding.bij_figuur import geduide_cijfers
from datameent.web.figures.views import met_release
from datameent.web.permissions.poort import rol_van
from datameent.web.permissions.rollen import INTERNE_DOELGROEPEN, Actie, mag
from datameent.web.stukken.zicht import zichtbaar


@met_release()
def catalogus(request: HttpRequest, release: Release) -> HttpResponse:
    """All figures of this reader, or those that were searched for."""
    items = alle_items(release, *_teksten(request, release))
    vraag = lees_zoekvraag(request.GET, release, items)
    doelen = {d.pk: d for i in items for d in i.doelen}
    berichten = [b.laatste_bericht for b in release.bronnen() if b.laatste_bericht]
    context = {
        "meta": release.meta,
        "vraag": vraag,
        "items": gevonden(items, vraag),
        "aantal": len(items),
        "wetten": [w for w in release.dimensie("wet") if w.code != TOTAAL],
        "doelen": [(str(d.pk), d.naam) for d in doelen.values()],
        "eigenaren": sorted({i.eigenaar for i in items if i.eigenaar}),
        "laatste_bericht": max(berichten, default=None),
        "bronnen": release.bronnen(),
    }
    return render(request, "catalogus/catalogus.html", context)


def _teksten(request: HttpRequest, release: Release) -> tuple[set[str], dict[str, list[Doel]]]:
    """Which figures have a reading, and the goals per figure; none, for everybody, while the database is away."""
    try:
        return geduide_cijfers(request), _doelen(request)
    except DatabaseError:
        if release.meta.doelgroep in INTERNE_DOELGROEPEN:
            raise
        return set(), {}


def _doelen(request: HttpRequest) -> dict[str, list[Doel]]:
    if not mag(rol_van(request), Actie.DOELEN_ZIEN):
        return {}
    per_code: dict[str, list[Doel]] = {}
    knopen = zichtbaar(Knoop._default_manager.exclude(indicator=""), cast(Gebruiker, request.user))
    for knoop in knopen.filter(vervallen=False):
        per_code.setdefault(knoop.indicator, []).append(Doel(knoop.pk, knoop.naam, knoop.get_absolute_url()))
    return per_code
