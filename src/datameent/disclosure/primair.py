"""The primary rules: is this one cell unsafe by itself?"""

from __future__ import annotations

from datameent.disclosure.beleid import Beleid
from datameent.disclosure.celtabel import Celtabel
from datameent.domain.cel import Status


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
        tabel.kolom("aanbieders"),
        tabel.kolom("grootste_persoon_cent"),
        tabel.kolom("grootste_aanbieder_cent"),
        tabel.kolom("tweede_aanbieder_cent"),
        strict=True,
    )
    return [
        beoordeel_cel(
            beleid,
            waarde,
            personen,
            noemer,
            aanbieders=aanbieders,
            grootste_persoon_cent=persoon,
            grootste_aanbieder_cent=eerste,
            tweede_aanbieder_cent=tweede,
            per_aanbieder=per_aanbieder,
        )
        for waarde, personen, noemer, aanbieders, persoon, eerste, tweede in kolommen
    ]


def beoordeel_cel(
    beleid: Beleid,
    waarde: int | None,
    personen: int,
    noemer: int | None = None,
    *,
    aanbieders: int | None = None,
    grootste_persoon_cent: int | None = None,
    grootste_aanbieder_cent: int | None = None,
    tweede_aanbieder_cent: int | None = None,
    per_aanbieder: bool = False,
) -> Status:
    """The primary rules on one cell, where nothing else of its table is shown.

    >>> beoordeel_cel(Beleid(), 120_00, 9).value, beoordeel_cel(Beleid(), 120_00, 10).value
    ('te-weinig-personen', '')
    """
    if _te_weinig(personen, noemer, beleid):
        return Status.TE_WEINIG_PERSONEN
    if waarde is None:
        return Status.GEEN_NOEMER
    if _domineert(grootste_persoon_cent, waarde, beleid.dominantie_persoon):
        return Status.EEN_BEPAALT_BEDRAG
    if per_aanbieder:
        return Status.GEPUBLICEERD
    return _aanbiederregels(waarde, aanbieders, grootste_aanbieder_cent, tweede_aanbieder_cent, beleid)


def _te_weinig(personen: int, noemer: int | None, beleid: Beleid) -> bool:
    n = beleid.minimum_personen
    if 0 < personen < n or (noemer is not None and 0 < noemer < n):
        return True
    return personen == 0 and not beleid.nul_veilig


def _aanbiederregels(
    waarde: int, aanbieders: int | None, eerste: int | None, tweede: int | None, beleid: Beleid
) -> Status:
    if _domineert(eerste, waarde, beleid.dominantie_aanbieder):
        return Status.EEN_BEPAALT_BEDRAG
    if eerste is not None and _domineert(eerste + (tweede or 0), waarde, beleid.dominantie_twee_aanbieders):
        return Status.EEN_BEPAALT_BEDRAG
    minimum = beleid.minimum_aanbieders
    if minimum is not None and aanbieders is not None and 0 < aanbieders < minimum:
        return Status.TE_WEINIG_AANBIEDERS
    return Status.GEPUBLICEERD


def _domineert(grootste: int | None, bedrag: int, procent: int | None) -> bool:
    """Whether the largest contribution is more than so many percent of the amount.

    Credits can bring an amount to zero or below while contributions remain; then any contribution dominates.
    """
    if procent is None or not grootste:
        return False
    return grootste * 100 > procent * max(bedrag, 0)
