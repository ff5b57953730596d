"""The pages of events, and the events that belong to a figure: numbered, on its time axis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from datameent.domain.periode import Periode
from datameent.release.read import Release
from datameent.release.schema import TOTAAL
from datameent.web.audit.toegang import GeenRelease, open_release
from datameent.web.components import opmaak
from datameent.web.duiding.forms import GebeurtenisForm
from datameent.web.duiding.gevonden import nagaan_voor
from datameent.web.duiding.models import Contextgebeurtenis
from datameent.web.duiding.views import eis, gebruiker_van
from datameent.web.figures.keuze import Keuze
from datameent.web.figures.tekens import Teken
from datameent.web.permissions.domeinen import ALLE
from datameent.web.permissions.rollen import Actie
from datameent.web.stukken.formulier import verwerk
from datameent.web.stukken.opslag import Botsing, wijzig

MEESTE = 12
"""More numbers than this on one axis cannot be told apart; the newest are shown."""


def hoort_bij(g: Contextgebeurtenis, keuze: Keuze) -> bool:
    """Whether an event touches what this choice is about."""
    wet = keuze.waar.get("wet", "")
    return (
        (not wet or g.domein in {ALLE, wet})
        and (not g.wijk or keuze.waar.get("wijk", g.wijk) == g.wijk)
        and (not g.productcategorie or keuze.waar.get("productcategorie", g.productcategorie) == g.productcategorie)
    )


def tekens(
    gebeurtenissen: Iterable[Contextgebeurtenis], release: Release, perioden: Sequence[str]
) -> tuple[Teken, ...]:
    """The events in these periods, numbered by time."""
    geraakt = [(g, _perioden(g, perioden)) for g in sorted(gebeurtenissen, key=lambda g: (g.begin, g.pk))]
    getoond = [(g, p) for g, p in geraakt if p][-MEESTE:]
    return tuple(
        Teken(i, p, g.titel, _wanneer(g), _waar(g, release), g.toelichting) for i, (g, p) in enumerate(getoond, 1)
    )


def _perioden(g: Contextgebeurtenis, perioden: Sequence[str]) -> tuple[str, ...]:
    eind = g.eind or g.begin
    return tuple(p for p in perioden if Periode(p).begin <= eind and Periode(p).eind >= g.begin)


def _wanneer(g: Contextgebeurtenis) -> str:
    return f"{opmaak.datum(g.begin)} tot en met {opmaak.datum(g.eind)}" if g.eind else opmaak.datum(g.begin)


def _waar(g: Contextgebeurtenis, release: Release) -> str:
    delen = [] if g.domein == ALLE else [g.get_domein_display()]
    delen += [
        release.label(d, c) for d, c in (("wijk", g.wijk), ("productcategorie", g.productcategorie)) if c
    ]  # fmt: skip
    return ", ".join(delen)


def _vind(request: HttpRequest, pk: int, actie: Actie) -> Contextgebeurtenis:
    gevonden = Contextgebeurtenis.objects.filter(pk=pk, gemeente=gebruiker_van(request).gemeente).first()
    if gevonden is None:
        raise Http404
    eis(request, actie, gevonden)
    return gevonden


@require_http_methods(["GET", "HEAD", "POST"])
def nieuw(request: HttpRequest) -> HttpResponse:
    """Write down what happened."""
    return _formulier(request, Contextgebeurtenis(), "Wat gebeurde er?", "gemaakt")


@require_http_methods(["GET", "HEAD", "POST"])
def wijzig_gebeurtenis(request: HttpRequest, pk: int) -> HttpResponse:
    """Change it; whoever said yes to it said so to the text of before."""
    stuk = _vind(request, pk, Actie.DUIDING_SCHRIJVEN)
    stuk.akkoord_door = ""
    return _formulier(request, stuk, "Gebeurtenis wijzigen", "gewijzigd")


def _formulier(request: HttpRequest, stuk: Contextgebeurtenis, titel: str, wat: str) -> HttpResponse:
    try:
        release = open_release(request)
    except GeenRelease:
        return render(request, "figures/geen_release.html", status=503)
    form = GebeurtenisForm(
        request.POST or None,
        instance=stuk,
        nagaan=nagaan_voor(request, release, None),
        wijken=_codes(release, "wijk"),
        producten=_codes(release, "productcategorie"),
    )
    if request.method == "POST" and form.is_valid():
        stuk.gemeente = gebruiker_van(request).gemeente
        eis(request, Actie.DUIDING_SCHRIJVEN, stuk)
    return verwerk(request, form, naar=lambda _: reverse("duidingen"), titel=titel, wat=form.wat(wat))


def _codes(release: Release, dimensie: str) -> list[tuple[str, str]]:
    return [(w.code, w.label) for w in release.dimensie(dimensie) if w.code not in {TOTAAL, "onbekend"}]


@require_http_methods(["GET", "HEAD", "POST"])
def akkoord(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes to an event for council or residents; not to one of your own."""
    stuk: Any = _vind(request, pk, Actie.DUIDING_VASTSTELLEN)
    door = gebruiker_van(request)
    if request.method == "POST":
        if stuk.eigenaar == door:
            raise PermissionDenied
        gezien = request.POST.get("gezien", "")
        stuk.akkoord_door = door.gebruikersnaam
        try:
            wijzig(stuk, door, gezien=int(gezien) if gezien.isdecimal() else 0, wat="akkoord")
        except Botsing:
            return render(request, "fouten/botsing.html", {"terug": reverse("duidingen")}, status=409)
        except DatabaseError:
            return render(request, "fouten/storing.html", {"terug": reverse("duidingen")}, status=503)
    return redirect("duidingen")
