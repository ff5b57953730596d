"""What belongs to a figure on its page: readings, the sentence under the answer, what happened, and what is missing.

Who is not of the municipality itself sees only what is set for them, and of dissent what was there when it was set.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from django.db import DatabaseError
from django.db.models import QuerySet
from django.http import HttpRequest

from datameent.release.read import Release
from datameent.release.schema import LEEST
from datameent.web.accounts.models import Gebruiker, eigen_gemeente
from datameent.web.duiding.gebeurtenis import hoort_bij, tekens
from datameent.web.duiding.models import VASTGESTELD, Contextgebeurtenis, Duiding, Plicht, Tegengeluid
from datameent.web.duiding.tegenspraak import tot
from datameent.web.figures.keuze import Keuze
from datameent.web.figures.tekens import Teken
from datameent.web.permissions.poort import doelgroep_van, rol_van
from datameent.web.permissions.rollen import INTERNE_DOELGROEPEN, Actie, mag
from datameent.web.permissions.toets import zichtbare
from datameent.web.stukken.onthouden import Onthouden

MEESTE = 10
MEESTE_ONTHOUDEN = 500


@dataclass(frozen=True, slots=True)
class Lezing:
    """A reading as it stands at a figure. `elders`: what it is about, when that is another choice or another day."""

    duiding: Duiding
    elders: str
    tegengeluiden: tuple[Tegengeluid, ...]


@dataclass(frozen=True, slots=True)
class Bij:
    """All of it. `stempel` changes when anything of it does: pages are kept by it."""

    lezingen: tuple[Lezing, ...]
    zin: str
    gebeurd: Callable[[Sequence[str]], tuple[Teken, ...]]
    mag_schrijven: bool
    mag_lezen: bool
    mag_besluiten: bool
    verplicht_voor: str
    stempel: str


def bij(request: HttpRequest, release: Release, keuze: Keuze) -> Bij:
    """What belongs to this choice for this reader; nothing, for everybody, while the database does not answer."""
    try:
        vraag = (str(release.pad), keuze.indicator, keuze.vraagtekst())
        return _onthouden.geef(request, vraag, lambda: _bij(request, release, keuze))
    except DatabaseError:
        if release.meta.doelgroep in INTERNE_DOELGROEPEN:
            raise
        return Bij((), "", lambda _: (), False, False, False, "", "storing")


_onthouden: Onthouden[Bij] = Onthouden(MEESTE_ONTHOUDEN)


def _bij(request: HttpRequest, release: Release, keuze: Keuze) -> Bij:
    rol = rol_van(request)
    intern = mag(rol, Actie.DUIDING_LEZEN)
    duidingen = list(_duidingen(request, keuze.indicator, intern).prefetch_related("tegengeluiden__antwoorden")[:50])
    gebeurd = [g for g in _gebeurtenissen(request, intern) if hoort_bij(g, keuze)]
    lezingen = sorted((_lezing(d, release, keuze, intern) for d in duidingen), key=lambda x: bool(x.elders))
    zin = next((x.duiding.antwoordzin for x in lezingen if not x.elders and _is_vast(x.duiding)), "")
    plichten = [p.get_doelgroep_display() for p in _plichten(request, keuze.indicator)] if intern else []
    rechten = (mag(rol, Actie.DUIDING_SCHRIJVEN), intern, mag(rol, Actie.BESLUIT_SCHRIJVEN))
    kern = [
        doelgroep_van(request), rechten, plichten, [(g.pk, g.versie) for g in gebeurd],
        [(x.duiding.pk, x.duiding.versie, [(t.pk, [a.pk for a in t.gegeven]) for t in x.tegengeluiden])
         for x in lezingen],
    ]  # fmt: skip
    return Bij(
        tuple(lezingen[:MEESTE]),
        zin,
        lambda perioden: tekens(gebeurd, release, perioden),
        *rechten,
        " en ".join(p.lower() for p in plichten),
        hashlib.sha256(repr(kern).encode()).hexdigest(),
    )


def _is_vast(duiding: Duiding) -> bool:
    return duiding.status == VASTGESTELD and bool(duiding.antwoordzin)


def _lezing(d: Duiding, release: Release, keuze: Keuze, intern: bool) -> Lezing:
    elders = ""
    if d.bewijs["vraagtekst"] != keuze.vraagtekst():
        elders = str(d.bewijs["titel"])
    elif d.bewijs["peildatum"] != release.meta.peildatum.isoformat():
        elders = "eerdere cijfers"
    # Set is set: nothing changed of it since, so what was there then is older than the last change.
    return Lezing(d, elders, tot(d, None if intern else d.gewijzigd_op))


def geduide_cijfers(request: HttpRequest) -> set[str]:
    """The figures that have a reading that this reader may see."""
    rijen = _leesbaar(request, Duiding.objects.all(), mag(rol_van(request), Actie.DUIDING_LEZEN))
    return set(rijen.order_by().values_list("indicator", flat=True).distinct())


def _duidingen(request: HttpRequest, indicator: str, intern: bool) -> QuerySet[Duiding]:
    return _leesbaar(request, Duiding.objects.filter(indicator=indicator), intern)


def _leesbaar(request: HttpRequest, rijen: QuerySet[Duiding], intern: bool) -> QuerySet[Duiding]:
    if intern:
        return zichtbare(cast(Gebruiker, request.user), rijen)
    leest = LEEST[doelgroep_van(request)]
    return rijen.filter(gemeente=eigen_gemeente(), status=VASTGESTELD, doelgroep__in=_zonder_intern(leest))


def _gebeurtenissen(request: HttpRequest, intern: bool) -> QuerySet[Contextgebeurtenis]:
    rijen = Contextgebeurtenis.objects.all()
    if intern:
        return zichtbare(cast(Gebruiker, request.user), rijen)
    leest = LEEST[doelgroep_van(request)]
    return rijen.filter(gemeente=eigen_gemeente(), doelgroep__in=_zonder_intern(leest)).exclude(akkoord_door="")


def _zonder_intern(leest: Sequence[str]) -> list[str]:
    """Who may not read readings reads none that are for the municipality itself, whatever releases they may open."""
    return [d for d in leest if d != "beleid"]


def _plichten(request: HttpRequest, indicator: str) -> QuerySet[Plicht]:
    return Plicht.objects.filter(
        gemeente=cast(Gebruiker, request.user).gemeente, indicator=indicator, verplicht=True
    ).order_by("-doelgroep")
