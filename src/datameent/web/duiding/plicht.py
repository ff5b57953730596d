"""Which figures may not be published without a reading that is set, and which of those still have none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from datameent.release.read import ReleaseMeta
from datameent.release.schema import LEEST
from datameent.web.accounts.models import Gebruiker, eigen_gemeente
from datameent.web.audit.toegang import GeenRelease, open_release
from datameent.web.duiding.forms import PlichtForm
from datameent.web.duiding.models import LEZERS, VASTGESTELD, Duiding, Plicht
from datameent.web.permissions.domeinen import ALLE
from datameent.web.stukken.formulier import verwerk


def ontbrekende_duiding(
    cijfers: ReleaseMeta | Iterable[str], doelgroep: str, *, peildatum: date | None = None, gemeente: str = ""
) -> list[str]:
    """The indicators that may not go to this audience yet: marked, and without a reading that is set and still counts.

    `cijfers`: the indicators of a release, or its meta (then every marked indicator is asked for, at its peildatum).
    Without a `peildatum` the age of a reading does not matter. Sorted.
    """
    plichten = Plicht.objects.filter(doelgroep=doelgroep, verplicht=True)
    if isinstance(cijfers, ReleaseMeta):
        peildatum, gemeente = cijfers.peildatum, gemeente or cijfers.gemeente_code
    else:
        plichten = plichten.filter(indicator__in=list(cijfers))
    gemeente = gemeente or eigen_gemeente()
    plichten = plichten.filter(gemeente=gemeente)
    gezet = Duiding.objects.filter(
        gemeente=gemeente,
        status=VASTGESTELD,
        doelgroep__in=LEEST[doelgroep],
        indicator__in=plichten.values("indicator"),
    )
    dagen: dict[str, list[date]] = {}
    for indicator, bewijs in gezet.values_list("indicator", "bewijs"):
        dagen.setdefault(indicator, []).append(date.fromisoformat(bewijs["peildatum"]))
    return sorted(p.indicator for p in plichten if not _geldt(dagen.get(p.indicator, []), peildatum, p.maanden))


def _geldt(dagen: Iterable[date], peildatum: date | None, maanden: int) -> bool:
    """Whether one of the readings is about figures that are not older than so many months before this day.

    >>> _geldt([date(2025, 1, 31)], date(2025, 4, 30), 3), _geldt([date(2025, 1, 31)], date(2025, 5, 31), 3)
    (True, False)
    """
    if peildatum is None:
        return any(True for _ in dagen)
    return any((peildatum.year - d.year) * 12 + peildatum.month - d.month <= maanden for d in dagen)


@dataclass(frozen=True, slots=True)
class Stand:
    """One mark, and whether there is what it asks for."""

    plicht: Plicht
    naam: str
    lezers: str
    klaar: bool


def stand(namen: dict[str, str], gemeente: str, peildatum: date | None) -> list[Stand]:
    """Every mark of a municipality, with what is missing for figures up to this day."""
    missen = {
        d: set(ontbrekende_duiding(namen, d, peildatum=peildatum, gemeente=gemeente))
        for d, _ in LEZERS
        if d != "beleid"
    }
    return [
        Stand(p, namen.get(p.indicator, p.indicator), p.get_doelgroep_display(), p.indicator not in missen[p.doelgroep])
        for p in Plicht.objects.filter(gemeente=gemeente, verplicht=True)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def verplicht(request: HttpRequest) -> HttpResponse:
    """Mark a figure, for an audience. A mark that is there already is changed, not made twice."""
    try:
        release = open_release(request)
    except GeenRelease:
        return render(request, "figures/geen_release.html", status=503)
    door = cast(Gebruiker, request.user)
    cijfers = [(k.code, k.naam) for k in release.indicatoren()]
    vraag = request.POST or request.GET
    bestaand = Plicht.objects.filter(
        gemeente=door.gemeente, indicator=vraag.get("indicator", ""), doelgroep=vraag.get("doelgroep", "")
    ).first()
    plicht = bestaand or Plicht(domein=ALLE)
    begin: dict[str, Any] = {"indicator": request.GET.get("indicator", "")}
    form = PlichtForm(request.POST or None, instance=plicht, cijfers=cijfers, initial=begin)
    if request.method == "POST" and bestaand and not request.POST.get("gezien"):
        # The form of a new mark, for a figure that has one: who sends it means this mark.
        data = request.POST.copy()
        data["gezien"] = str(bestaand.versie)
        form = PlichtForm(data, instance=plicht, cijfers=cijfers)
    extra = {"inleiding": "Zo zorgt u dat een cijfer nooit zonder uitleg naar de raad of naar inwoners gaat."}
    return verwerk(
        request,
        form,
        naar=lambda _: reverse("duidingen"),
        titel="Bij welk cijfer is een duiding verplicht?",
        extra=extra,
    )
