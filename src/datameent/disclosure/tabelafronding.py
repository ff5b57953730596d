"""Rounding the counts of linked tables: one rounded value per cell, whatever tables it stands in, and sums that hold.

Counts of distinct persons do not always add up: who lived in two wijken is in both. What a sum counts too often is
taken as one more cell of it, which is rounded with the rest and not shown. So every sum that holds in truth holds
after rounding, and the rounded table is itself a possible truth. A surplus of less than the base rather becomes
nothing: then that sum seems to hold too, and tells no more than any rounded zero. Amounts, ratios and medians are not
rounded: a base of persons does not protect them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from datameent.disclosure.afronding import rond_af
from datameent.disclosure.celtabel import PERIODE, Celsleutel, Celtabel, celsleutel
from datameent.disclosure.hierarchie import Hierarchie
from datameent.disclosure.ladder import Ladder, ladders
from datameent.disclosure.sluiting import controleer_codes
from datameent.disclosure.sommen import sommen
from datameent.disclosure.stelsel import Stelsel

_Sleutel = tuple[str, ...]
_LIEVER_NIETS = 10.0
"""How much a surplus below the base wants to be nothing; the preference of a cell is at most 1."""


@dataclass(frozen=True)
class Afgerondetabellen:
    """What to show per table, in its order; None where there was no value.

    `niet_optellend`: per indicator the dimensions over which rounded cells do not add up everywhere. `buiten`: per
    indicator the number of cells that are a base or more away from the truth (0 when the rounding is zero-restricted).
    """

    waarden: Sequence[Sequence[int | None]]
    niet_optellend: Mapping[str, tuple[str, ...]]
    buiten: Mapping[str, int]


def rond_tabellen_af(
    tabellen: Sequence[Celtabel],
    basis: int,
    voorkeur: Mapping[Celsleutel, float] | None = None,
    *,
    hierarchieen: Mapping[str, Sequence[Hierarchie]] | None = None,
) -> Afgerondetabellen:
    """Round the counts of these tables (soort `frequentie`) to multiples of `basis`; the same input, the same output.

    `voorkeur`: how much a cell would rather go up (to 1, or more for what must not give way) than down (to -1); a
    cell without goes to the nearest. `hierarchieen`: as for `beoordeel`. ValueError for a table of another kind.
    Errors: those of `rond_af`, and DM-ONT-007, 009 and 017 for the hierarchies.

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
    gevonden = {naam: _indicator(groep, basis, voorkeur or {}, eigen) for naam, groep in per.items()}
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


def _indicator(
    tabellen: Sequence[Celtabel],
    basis: int,
    voorkeur: Mapping[Celsleutel, float],
    eigen: Mapping[str, Sequence[Ladder]],
) -> _Ronde:
    dimensies = tuple(sorted({PERIODE, *(d for t in tabellen for d in t.dimensies)}))
    waar: dict[_Sleutel, int] = {}
    for tabel in tabellen:
        paren = zip(tabel.sleutels(dimensies), tabel.waarde, strict=True)
        waar.update({sleutel: w for sleutel, w in paren if w is not None})
    sleutels = sorted(waar)
    waarden = [waar[s] for s in sleutels]
    namen = [celsleutel(tabellen[0].indicator, dimensies, s) for s in sleutels]
    wil = [voorkeur.get(naam, _naaste(w, basis)) for naam, w in zip(namen, waarden, strict=True)]
    alle = sommen(sleutels, dimensies, any(t.tijd_telt_op for t in tabellen), eigen, list(waarden))
    sluitend = []
    for totaal, *delen in (som.cellen for som in alle):
        teveel = sum(waarden[d] for d in delen) - waarden[totaal]
        if teveel:
            delen.append(len(waarden))
            waarden.append(-teveel)
            wil.append(_naar_niets(-teveel, basis))
        sluitend.append((totaal, *delen))
    uit = rond_af(Stelsel(waarden, sluitend), waarden, basis, voorkeur=wil)
    los = {
        as_
        for som in alle
        if uit.waarden[som.cellen[0]] != sum(uit.waarden[d] for d in som.cellen[1:])
        for as_ in som.assen
    }
    rond = dict(zip(sleutels, uit.waarden, strict=False))  # what is counted too often comes last
    buiten = sum(cel < len(sleutels) for cel in uit.buiten)
    return _Ronde(dimensies, rond, tuple(dimensies[as_] for as_ in sorted(los)), buiten)


def _naaste(waarde: int, basis: int) -> float:
    """The preference of going to the nearest: 1 just below a multiple, -1 just above one."""
    return (2 * (waarde % basis) - basis) / basis


def _naar_niets(waarde: int, basis: int) -> float:
    if abs(waarde) >= basis:
        return _naaste(waarde, basis)
    return _LIEVER_NIETS if waarde < 0 else -_LIEVER_NIETS
