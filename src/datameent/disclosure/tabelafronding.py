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
from datameent.disclosure.oordeel import vergelijkingen
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


def rond_tabellen_af(tabellen: Sequence[Celtabel], basis: int) -> Afgerondetabellen:
    """Round the counts of these tables (soort `frequentie`) to multiples of `basis`; the same input, the same output.

    ValueError for a table of another kind. Errors: those of `rond_af`.

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
    gevonden = {naam: _indicator(groep, basis) for naam, groep in per.items()}
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


def _indicator(tabellen: Sequence[Celtabel], basis: int) -> _Ronde:
    dimensies = tuple(sorted({PERIODE, *(d for t in tabellen for d in t.dimensies)}))
    waar: dict[_Sleutel, int] = {}
    for tabel in tabellen:
        paren = zip(tabel.sleutels(dimensies), tabel.waarde, strict=True)
        waar.update({sleutel: w for sleutel, w in paren if w is not None})
    sleutels = sorted(waar)
    plek = {sleutel: i for i, sleutel in enumerate(sleutels)}
    waarden = [waar[s] for s in sleutels]
    sommen = [
        (_as(sleutels[totaal], sleutels[delen[0]]), (totaal, *delen))
        for totaal, *delen in vergelijkingen(sleutels, plek, dimensies, any(t.tijd_telt_op for t in tabellen))
    ]
    los = {as_ for as_, (totaal, *delen) in sommen if waarden[totaal] != sum(waarden[d] for d in delen)}
    uit = rond_af(Stelsel(waarden, [som for as_, som in sommen if as_ not in los]), waarden, basis)
    rond = dict(zip(sleutels, uit.waarden, strict=True))
    return _Ronde(dimensies, rond, tuple(dimensies[as_] for as_ in sorted(los)), len(uit.buiten))


def _as(totaal: _Sleutel, deel: _Sleutel) -> int:
    """The axis over which a sum goes."""
    return next(i for i, (t, d) in enumerate(zip(totaal, deel, strict=True)) if t != d)
