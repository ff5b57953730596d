"""The view of an alderman: per domain the goals, what was promised to look back on, surprises, and who disagrees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from datameent.release.read import Release
from datameent.web.accounts.models import Gebruiker
from datameent.web.besluiten.models import CONCEPT, VASTGESTELD, Besluit
from datameent.web.doelen.boom import Meting, meet
from datameent.web.doelen.models import Knoop, Maatregel
from datameent.web.duiding.models import Duiding, Tegengeluid
from datameent.web.duiding.tegenspraak import tot
from datameent.web.figures.verhaal import vorige_periode
from datameent.web.figures.verwijzing import Stand, cel_op, lees_stand, release_of_niets
from datameent.web.lezers.verwacht import Nu, Uitkomst, toets
from datameent.web.permissions.domeinen import DOMEINEN
from datameent.web.permissions.toets import zichtbare
from datameent.web.stukken.opslag import versies
from datameent.web.vragen.models import Antwoordcijfer, Vraag

VOORUIT: Final = timedelta(days=90)
"""How far ahead a promise to look back is shown."""


@dataclass(frozen=True, slots=True)
class Belofte:
    """Something to look back on. `verlopen`: the day is today or over."""

    titel: str
    adres: str
    dag: Any
    verlopen: bool


@dataclass(frozen=True, slots=True)
class Naast:
    """What was expected beside what is: where it was written, its own words, the figure, and how they compare."""

    titel: str
    adres: str
    verwachting: str
    stand: Stand
    uitkomst: Uitkomst
    zin: str


@dataclass(frozen=True, slots=True)
class Portefeuille:
    """One domain of an alderman."""

    code: str
    naam: str
    doelen: tuple[tuple[Knoop, Meting | None], ...]
    beloften: tuple[Belofte, ...]
    anders: tuple[Naast, ...]
    overig: tuple[Naast, ...]
    oneens: tuple[tuple[Duiding, tuple[Tegengeluid, ...]], ...]


@require_safe
def wethouder(request: HttpRequest) -> HttpResponse:
    """All domains of this account that have something in them."""
    release = release_of_niets(request)
    gebruiker = cast(Gebruiker, request.user)
    delen = [_portefeuille(gebruiker, code, naam, release) for code, naam in DOMEINEN]
    context = {
        "delen": [p for p in delen if p.doelen or p.beloften or p.anders or p.overig or p.oneens],
        "meta": release.meta if release else None,
    }
    return render(request, "lezers/wethouder.html", context)


def _portefeuille(gebruiker: Gebruiker, domein: str, naam: str, release: Release | None) -> Portefeuille:
    knopen = zichtbare(gebruiker, Knoop._default_manager.filter(domein=domein, vervallen=False)).order_by("pk")
    naast = [*_uit_vragen(gebruiker, domein, release), *_uit_besluiten(gebruiker, domein, release)]
    duidingen = zichtbare(gebruiker, Duiding.objects.filter(domein=domein, tegengeluiden__isnull=False)).distinct()
    return Portefeuille(
        domein,
        naam,
        tuple((k, meet(k, release)) for k in knopen if k.niveau == "doel" or k.cijfer),
        tuple(_beloften(gebruiker, domein)),
        tuple(n for n in naast if n.uitkomst is Uitkomst.ANDERS),
        tuple(n for n in naast if n.uitkomst is not Uitkomst.ANDERS),
        tuple((d, tot(d)) for d in duidingen.prefetch_related("tegengeluiden__antwoorden")),
    )


def _beloften(gebruiker: Gebruiker, domein: str) -> Sequence[Belofte]:
    vandaag = timezone.localdate()
    besluiten = zichtbare(gebruiker, Besluit.objects.filter(domein=domein, status=VASTGESTELD))
    maatregelen = zichtbare(gebruiker, Maatregel._default_manager.filter(domein=domein, geevalueerd_op__isnull=True))
    uit = [
        Belofte(b.titel, f"/besluiten/{b.pk}/", b.evaluatie_op, b.evaluatie_op <= vandaag)
        for b in besluiten.filter(evaluatie_op__lte=vandaag + VOORUIT)
    ]
    uit += [
        Belofte(m.naam, m.get_absolute_url(), m.evaluatiedatum, m.evaluatiedatum <= vandaag)
        for m in maatregelen.filter(startdatum__isnull=False, evaluatiedatum__lte=vandaag + VOORUIT)
        if m.evaluatiedatum is not None
    ]
    return sorted(uit, key=lambda b: (b.dag, b.titel))


def _uit_vragen(gebruiker: Gebruiker, domein: str, release: Release | None) -> Iterator[Naast]:
    """Every figure that answers a question, beside what was expected in the first version of it."""
    vragen = zichtbare(gebruiker, Vraag._default_manager.filter(domein=domein)).order_by("pk")
    for vraag in vragen:
        alle = versies(vraag)
        eerst = str(alle[0].inhoud["verwachting"]) if alle else vraag.verwachting
        for cijfer in Antwoordcijfer._default_manager.filter(vraag=vraag, vervallen=False):
            yield _naast(vraag.vraag, vraag.get_absolute_url(), eerst, cijfer.cijfer, release)


def _uit_besluiten(gebruiker: Gebruiker, domein: str, release: Release | None) -> Iterator[Naast]:
    """Every figure under a decision, beside what was expected of it."""
    for besluit in zichtbare(gebruiker, Besluit.objects.filter(domein=domein).exclude(status=CONCEPT)).order_by("pk"):
        for bewijs in besluit.bewijzen:
            adres = f"/cijfers/{bewijs.indicator}/?{bewijs.vraagtekst}"
            naast = _naast(besluit.titel, f"/besluiten/{besluit.pk}/", besluit.verwachting, adres, release)
            yield te_vroeg(naast) if naast.stand.periode[:4] <= str(besluit.genomen_op.year) else naast


def te_vroeg(naast: Naast) -> Naast:
    """A figure of the year of the decision, or of before, says nothing of what was expected of it."""
    zin = "Het cijfer is nog van het jaar van het besluit of van ervoor. Het zegt dus nog niets over de verwachting."
    return replace(naast, uitkomst=Uitkomst.ZELF, zin=zin)


def _naast(titel: str, pagina: str, verwachting: str, adres: str, release: Release | None) -> Naast:
    stand = lees_stand(release, adres)
    vorige = cel_op(release, adres, vorige_periode(stand.periode)) if stand.periode else None
    vorig = vorige.waarde if vorige else None
    return Naast(titel, pagina, verwachting, stand, *toets(verwachting, Nu(stand.waarde, vorig, stand.eenheid)))
