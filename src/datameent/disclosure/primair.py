"""The primary rules: is this one cell unsafe by itself?

The rules about amounts compare the largest contributions with the amount. Contributions are absolute; the amount is
what would be shown, after credits. It is never more than the contributions together, so with credits a rule can
only become stricter than its textbook form, which divides by the sum of the absolute contributions (Hundepool et al.,
Statistical Disclosure Control, 2012, chapter 4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from datameent.disclosure.beleid import Beleid
from datameent.disclosure.celtabel import TOTAAL, Celtabel
from datameent.domain.cel import Status


@dataclass(frozen=True, slots=True)
class Bijdragen:
    """Who an amount comes from: how many providers, and the largest contributions in absolute cents; None: unknown."""

    aanbieders: int | None = None
    grootste_persoon_cent: int | None = None
    tweede_persoon_cent: int | None = None
    grootste_aanbieder_cent: int | None = None
    tweede_aanbieder_cent: int | None = None


def beoordeel_primair(tabel: Celtabel, beleid: Beleid) -> list[Status]:
    """Per cell the first rule that it breaks, else published (or `geen-noemer` where there is nothing to divide).

    Order: persons (of the figure, then of its denominator), dominance in euros, providers. The rules about providers
    do not apply to a table that is broken out by provider: there the provider is the subject, and whether an
    audience gets such a table is decided by the table plan.
    """
    per_aanbieder = "aanbieder" in tabel.dimensies
    kolommen = zip(
        tabel.waarde,
        tabel.personen,
        tabel.kolom("noemer"),
        _minima(tabel, beleid),
        tabel.kolom("aanbieders"),
        tabel.kolom("grootste_persoon_cent"),
        tabel.kolom("tweede_persoon_cent"),
        tabel.kolom("grootste_aanbieder_cent"),
        tabel.kolom("tweede_aanbieder_cent"),
        strict=True,
    )
    return [
        beoordeel_cel(beleid, waarde, n, noemer, Bijdragen(*van), per_aanbieder=per_aanbieder, minimum=minimum)
        for waarde, n, noemer, minimum, *van in kolommen
    ]


def beoordeel_cel(
    beleid: Beleid,
    waarde: int | None,
    personen: int,
    noemer: int | None = None,
    bijdragen: Bijdragen | None = None,
    *,
    per_aanbieder: bool = False,
    minimum: int | None = None,
) -> Status:
    """The primary rules on one cell, where nothing else of its table is shown.

    `minimum`: the persons that this cell needs (default: what the policy asks of every cell).

    >>> beoordeel_cel(Beleid(), 120_00, 9).value, beoordeel_cel(Beleid(), 120_00, 10).value
    ('te-weinig-personen', '')
    >>> beoordeel_cel(Beleid(p_procent=10), 100, 40, bijdragen=Bijdragen(3, None, None, 70, 24)).value
    'een-bepaalt-bedrag'
    """
    if _te_weinig(personen, noemer, minimum or beleid.minimum_personen, beleid.nul_veilig):
        return Status.TE_WEINIG_PERSONEN
    if waarde is None:
        return Status.GEEN_NOEMER
    if bijdragen is None:
        return Status.GEPUBLICEERD
    eerste, tweede = bijdragen.grootste_persoon_cent, bijdragen.tweede_persoon_cent
    te_schatten = tweede is not None and _te_schatten(eerste, tweede, waarde, beleid.p_procent)
    if te_schatten or _domineert(eerste, waarde, beleid.dominantie_persoon):
        return Status.EEN_BEPAALT_BEDRAG
    return Status.GEPUBLICEERD if per_aanbieder else _aanbiederregels(waarde, bijdragen, beleid)


def _minima(tabel: Celtabel, beleid: Beleid) -> list[int]:
    """Per cell the persons it needs."""
    dimensies = [g.dimensie for g in beleid.gevoelig if g.dimensie in tabel.dimensies]
    if not dimensies:
        return [beleid.minimum_personen] * len(tabel)
    bekend: dict[tuple[str, ...], int] = {}
    minima = []
    for codes in tabel.sleutels(dimensies):
        if codes not in bekend:
            bekend[codes] = beleid.minimum_voor(_gekozen(dimensies, codes))
        minima.append(bekend[codes])
    return minima


def _gekozen(dimensies: list[str], codes: tuple[str, ...]) -> Mapping[str, str]:
    return {d: code for d, code in zip(dimensies, codes, strict=True) if code != TOTAAL}


def _te_weinig(personen: int, noemer: int | None, minimum: int, nul_veilig: bool) -> bool:
    if 0 < personen < minimum or (noemer is not None and 0 < noemer < minimum):
        return True
    return personen == 0 and not nul_veilig


def _aanbiederregels(waarde: int, van: Bijdragen, beleid: Beleid) -> Status:
    eerste, tweede = van.grootste_aanbieder_cent, van.tweede_aanbieder_cent or 0
    samen = None if eerste is None else eerste + tweede
    if (
        _domineert(eerste, waarde, beleid.dominantie_aanbieder)
        or _domineert(samen, waarde, beleid.dominantie_twee_aanbieders)
        or _te_schatten(eerste, tweede, waarde, beleid.p_procent)
    ):
        return Status.EEN_BEPAALT_BEDRAG
    minimum = beleid.minimum_aanbieders
    # How many providers a count of people rests on is no secret: the rule is about amounts.
    if minimum is not None and eerste is not None and van.aanbieders and van.aanbieders < minimum:
        return Status.TE_WEINIG_AANBIEDERS
    return Status.GEPUBLICEERD


def _domineert(grootste: int | None, bedrag: int, procent: int | None) -> bool:
    """(1,k) and (2,k): whether the largest contribution is more than so many percent of the amount.

    Credits can bring an amount to zero or below while contributions remain; then any contribution dominates.
    """
    if procent is None or not grootste:
        return False
    return grootste * 100 > procent * max(bedrag, 0)


def _te_schatten(eerste: int | None, tweede: int, bedrag: int, procent: int | None) -> bool:
    """The p% rule: the second largest knows the largest to within p percent, by taking its own from the amount."""
    if procent is None or not eerste:
        return False
    return (max(bedrag, 0) - eerste - tweede) * 100 < procent * eerste
