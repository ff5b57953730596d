"""Rounding the counts of linked tables: one rounded value per cell, whatever tables it stands in, and sums that hold.

Counts of distinct persons do not always add up: who lived in two wijken is in both. A dimension over which the true
counts of an indicator do not add up everywhere is left out of the sums as a whole (`niet_optellend`), so that leaving
it out says nothing about one cell. Amounts, ratios and medians are not rounded: a base of persons does not protect
them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from datameent.disclosure.afronding import rond_af
from datameent.disclosure.celtabel import PERIODE, Celtabel
from datameent.disclosure.hierarchie import Hierarchie
from datameent.disclosure.ladder import Ladder, ladders
from datameent.disclosure.sluiting import controleer_codes
from datameent.disclosure.sommen import sommen
from datameent.disclosure.stelsel import Stelsel

_Sleutel = tuple[str, ...]


@dataclass(frozen=True)
class Afgerondetabellen:
    """What to show per table, in its order; None where there was no value.

    `niet_optellend`: per indicator the dimensions over which rounded cells do not add up. `buiten`: per indicator the
    number of cells that are a base or more away from the truth (0 when the rounding is zero-restricted).
    """

    waarden: Sequence[Sequence[int | None]]
    niet_optellend: Mapping[str, tuple[str, ...]]
    buiten: Mapping[str, int]


def rond_tabellen_af(
    tabellen: Sequence[Celtabel], basis: int, *, hierarchieen: Mapping[str, Sequence[Hierarchie]] | None = None
) -> Afgerondetabellen:
    """Round the counts of these tables (soort `frequentie`) to multiples of `basis`; the same input, the same output.

    `hierarchieen`: as for `beoordeel`. ValueError for a table of another kind. Errors: those of `rond_af`, and
    DM-ONT-007, 009 and 017 for the hierarchies.

    >>> wijken = Celtabel("clienten", "frequentie", ("periode", "wijk"), (["2024"] * 3, ["a", "b", "c"]),
    ...                   [1, 1, 1], [1, 1, 1])
    >>> totaal = Celtabel("clienten", "frequentie", ("periode",), (["2024"],), [3], [3])
    >>> rond_tabellen_af([wijken, totaal], 5).waarden
    [[5, 0, 0], [5]]
    """
    if any(t.soort != "frequentie" for t in tabellen):
        raise ValueError("only counts can be rounded")
    per: dict[str, list[Celtabel]] = {}
    for tabel in tabellen:
        per.setdefault(tabel.indicator, []).append(tabel)
    eigen = {d: ladders(d, bomen) for d, bomen in (hierarchieen or {}).items() if bomen}
    controleer_codes(tabellen, eigen)
    gevonden = {naam: _indicator(groep, basis, eigen) for naam, groep in per.items()}
    waarden: list[list[int | None]] = []
    for tabel in tabellen:
        ronde = gevonden[tabel.indicator]
        waarden.append([ronde.waarden.get(s) for s in tabel.sleutels(ronde.dimensies)])
    return Afgerondetabellen(
        waarden,
        {naam: ronde.los for naam, ronde in gevonden.items() if ronde.los},
        {naam: ronde.buiten for naam, ronde in gevonden.items()},
    )


@dataclass(frozen=True)
class _Ronde:
    dimensies: tuple[str, ...]
    waarden: Mapping[_Sleutel, int]
    los: tuple[str, ...]
    buiten: int


def _indicator(tabellen: Sequence[Celtabel], basis: int, eigen: Mapping[str, Sequence[Ladder]]) -> _Ronde:
    dimensies = tuple(sorted({PERIODE, *(d for t in tabellen for d in t.dimensies)}))
    waar: dict[_Sleutel, int] = {}
    for tabel in tabellen:
        paren = zip(tabel.sleutels(dimensies), tabel.waarde, strict=True)
        waar.update({sleutel: w for sleutel, w in paren if w is not None})
    sleutels = sorted(waar)
    waarden = [waar[s] for s in sleutels]
    alle = sommen(sleutels, dimensies, any(t.tijd_telt_op for t in tabellen), eigen, waarden)
    niet = [set(som.assen) for som in alle if waarden[som.cellen[0]] != sum(waarden[c] for c in som.cellen[1:])]
    los = {as_ for assen in niet if len(assen) == 1 for as_ in assen}
    los |= {as_ for assen in niet if assen.isdisjoint(los) for as_ in assen}
    uit = rond_af(Stelsel(waarden, [som.cellen for som in alle if los.isdisjoint(som.assen)]), waarden, basis)
    rond = dict(zip(sleutels, uit.waarden, strict=True))
    return _Ronde(dimensies, rond, tuple(dimensies[as_] for as_ in sorted(los)), len(uit.buiten))
