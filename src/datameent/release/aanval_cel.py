"""What the policy says of one shown cell, measured again: the audit's own reading of the rules."""

from __future__ import annotations

from typing import NamedTuple

from datameent.disclosure.beleid import Beleid
from datameent.release.aanval_lezen import Sleutel
from datameent.release.meten import Gemeten
from datameent.release.schema import DIMENSIES, TOTAAL


class Feiten(NamedTuple):
    """What the lake says of a cell. `noemer_cent`: the most that was assigned to one person."""

    waarde: int | None
    personen: int
    noemer: int | None
    persoon_cent: int | None
    aanbieder_cent: int | None
    tweede_cent: int | None
    aanbieders: int | None
    teller: int | None = None
    noemer_cent: int | None = None


NIEMAND = Feiten(0, 0, None, None, None, None, None)
"""A cell of which the lake knows nothing."""


def lees_feiten(gemeten: Gemeten, dims: tuple[str, ...]) -> dict[Sleutel, Feiten]:
    """The cells of one crossing by their full key."""
    m = gemeten.maten
    feiten: dict[Sleutel, Feiten] = {}
    for rij, codes in enumerate(gemeten.sleutels):
        eigen = dict(zip(dims, codes[1:], strict=True))
        feiten[(codes[0], *(eigen.get(d, TOTAAL) for d in DIMENSIES))] = Feiten(
            m["waarde"][rij],
            m["personen"][rij] or 0,
            m["noemer"][rij],
            m["grootste_persoon_cent"][rij],
            m["grootste_aanbieder_cent"][rij],
            m["tweede_aanbieder_cent"][rij],
            m["aanbieders"][rij],
            m["teller"][rij],
            m["grootste_noemer_cent"][rij],
        )
    return feiten


def te_weinig(feit: Feiten, cel: Sleutel, beleid: Beleid) -> str:
    """The rule about persons that this shown cell breaks, or an empty string."""
    n = minimum(cel, beleid)
    te_klein = [p for p in (feit.personen, feit.noemer) if p is not None and 1 <= p <= n - 1]
    if te_klein or (feit.personen == 0 and not beleid.nul_veilig):
        return "te-weinig-personen"
    return ""


def minimum(cel: Sleutel, beleid: Beleid) -> int:
    """The least number of persons of this cell: more where one of its codes is sensitive."""
    eigen = dict(zip(("periode", *DIMENSIES), cel, strict=True))
    streng = [beleid.minimum_personen]
    for regel in beleid.gevoelig:
        if eigen.get(regel.dimensie) in regel.codes:
            streng.append(regel.minimum_personen)
    return max(streng)


def bedrag(waarde: int, feit: Feiten, cel: Sleutel, beleid: Beleid) -> str:
    """The rule about contributions that this shown amount breaks, or an empty string."""
    grenzen = [(feit.persoon_cent, beleid.dominantie_persoon)]
    if cel[1 + DIMENSIES.index("aanbieder")] == TOTAAL:
        twee = None if feit.aanbieder_cent is None else feit.aanbieder_cent + (feit.tweede_cent or 0)
        grenzen += [(feit.aanbieder_cent, beleid.dominantie_aanbieder), (twee, beleid.dominantie_twee_aanbieders)]
        euro = feit.aanbieder_cent is not None  # how many providers a count of people rests on is no secret
        if euro and beleid.minimum_aanbieders and feit.aanbieders and feit.aanbieders < beleid.minimum_aanbieders:
            return "te-weinig-aanbieders"
        if _te_schatten(waarde, feit, beleid):
            return "een-bepaalt-bedrag"
    for bijdrage, procent in grenzen:
        if procent is not None and bijdrage and (waarde <= 0 or bijdrage / waarde > procent / 100):
            return "een-bepaalt-bedrag"
    return ""


def _te_schatten(waarde: int, feit: Feiten, beleid: Beleid) -> bool:
    """Whether the second provider can work out the first to within p percent: the rest is too little to hide behind."""
    p = beleid.p_procent
    if p is None or not feit.aanbieder_cent:
        return False
    rest = waarde - feit.aanbieder_cent - (feit.tweede_cent or 0)
    return rest * 100 < p * feit.aanbieder_cent
