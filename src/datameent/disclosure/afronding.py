"""Controlled rounding: every value a multiple of one base, and every sum still a sum.

Conventional rounding gives 1 + 1 + 1 = 5 when the base is 5. Controlled rounding chooses up or down per cell such that
the rounded table adds up (Causey, Cox & Ernst 1985; Salazar-Gonzalez et al. 2004; Hundepool et al., Statistical
Disclosure Control, 2012, chapter 5). It is zero-restricted when a multiple of the base stays what it is and every
other value goes to one of the two multiples around it.

How: per group of cells that sums connect. A tree is solved from the top down: whatever a total became, its parts can
follow, the largest remainders going up. A table with two margins is a network, so the corner points of its linear
program are whole numbers; anything else is an integer program. Where no zero-restricted rounding exists (three
linked margins can be like that) the bounds widen step by step; how far is told (`Afronding.buiten`). Nothing found at
all is an error, never a table that does not add up.

What a reader learns from a rounded x with base b: the true whole number is within b of it, so x-b+1 to x+b-1, and not
below 0 for a count. The other cells tell no more than that: the rounded table is itself a possible truth (it adds up),
and so is the same table with one inner cell and everything above it moved by at most b-1. What may tell more: a cell
outside the base, of which only `afwijking` is known, and how this program chooses between up and down. Who knows that
a cell goes to the nearest multiple has half the interval; a caller that gives a `voorkeur` drawn from something secret
takes that away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from datameent.disclosure.fouten import Foutcode
from datameent.disclosure.stelsel import Stelsel
from datameent.domain.errors import DatameentError, ExitStatus

_VERRUIMING = (0, 1, 2, 4, 8, 16, 64)
"""How many multiples beyond the two around a value are tried, one after the other."""
_KNOPEN = 2_000
_SECONDEN = 60.0
_OPLOSSINGEN = (1, 50)
"""After how many ever nearer solutions an integer program stops: within the base the first will do, beyond it not."""


@dataclass(frozen=True)
class Afronding:
    """A rounded table. `afwijking`: the largest distance to the truth; `buiten`: cells that are a base or more away.

    With `buiten` empty the rounding is zero-restricted.
    """

    waarden: tuple[int, ...]
    basis: int
    afwijking: int
    buiten: tuple[int, ...]


def rond_af(
    stelsel: Stelsel, waarden: Sequence[int], basis: int, *, voorkeur: Sequence[float] | None = None
) -> Afronding:
    """Round to multiples of `basis` such that every equation of the system holds.

    `waarden`: the true whole numbers per cell (persons, cents). `voorkeur`: per cell how much it would rather go up
    (above 0) than down; by default to the nearest, and beyond the base always. The same input gives the same output;
    an integer program stops at a number of solutions or nodes, and after a minute only as an emergency brake. Errors:
    DM-ONT-013 when the true values do not add up, DM-ONT-014 when no rounding is found.

    >>> rond_af(Stelsel((3, 1, 1, 1), ((0, 1, 2, 3),)), (3, 1, 1, 1), 5).waarden
    (5, 5, 0, 0)
    >>> rond_af(Stelsel((3, 1, 1, 1), ((0, 1, 2, 3),)), (3, 1, 1, 1), 5, voorkeur=(1, -1, -1, 1)).waarden
    (5, 0, 0, 5)
    """
    _eis_optelling(stelsel, waarden)
    opgave = _Opgave(stelsel, waarden, basis, voorkeur or [float(2 * (w % basis) - basis) for w in waarden])
    uit = [0] * len(waarden)
    for groep in stelsel.groepen([False] * len(waarden)):
        keuze = _boom(opgave, groep)
        if keuze is None:
            keuze = _programma(opgave, groep)
        for cel, veelvoud in keuze.items():
            uit[cel] = veelvoud * basis
    ver = [abs(u - w) for u, w in zip(uit, waarden, strict=True)]
    buiten = tuple(cel for cel, afstand in enumerate(ver) if afstand >= basis)
    return Afronding(tuple(uit), basis, max(ver, default=0), buiten)


def naaste(waarde: int, basis: int) -> int:
    """How many times the base is nearest to a value; half goes up.

    >>> naaste(7, 5), naaste(8, 5), naaste(-7, 5), naaste(5, 10)
    (1, 2, -1, 1)
    """
    return (2 * waarde + basis) // (2 * basis)


def speelruimte(afgerond: int, basis: int, *, aantal: bool = True) -> tuple[int, int]:
    """The true whole numbers that a zero-restricted rounded value leaves open, both ends included.

    >>> speelruimte(10, 5), speelruimte(0, 5), speelruimte(0, 5, aantal=False)
    ((6, 14), (0, 4), (-4, 4))
    """
    laag = afgerond - basis + 1
    return (max(0, laag) if aantal else laag), afgerond + basis - 1


def _eis_optelling(stelsel: Stelsel, waarden: Sequence[int]) -> None:
    for totaal, *delen in stelsel.vergelijkingen:
        if waarden[totaal] != sum(waarden[d] for d in delen):
            raise DatameentError(
                Foutcode.TELT_NIET_OP,
                "A total of the table to round is not the sum of its parts",
                "Give totals that are sums, or leave the equations out that do not hold",
                exit_status=ExitStatus.USAGE,
            )


@dataclass(frozen=True)
class _Opgave:
    """What is to be rounded."""

    stelsel: Stelsel
    waarden: Sequence[int]
    basis: int
    voorkeur: Sequence[float]


def _boom(opgave: _Opgave, groep: Sequence[int]) -> dict[int, int] | None:
    """Multiples per cell of a group that is a tree, from the top down; None when it is not a tree."""
    stelsel = opgave.stelsel
    sommen = {v for cel in groep for v in stelsel.van_cel[cel]}
    onder: dict[int, tuple[int, ...]] = {}
    boven: set[int] = set()
    for totaal, *delen in (stelsel.vergelijkingen[v] for v in sorted(sommen)):
        if totaal in onder or not boven.isdisjoint(delen) or len(set(delen)) < len(delen):
            return None
        onder[totaal] = tuple(delen)
        boven.update(delen)
    stapel = [cel for cel in groep if cel not in boven]
    keuze = {cel: _los(opgave, cel) for cel in stapel}
    while stapel:
        totaal = stapel.pop()
        onderdelen = onder.get(totaal, ())
        keuze.update(_verdeel(opgave, keuze[totaal], onderdelen))
        stapel.extend(onderdelen)
    return keuze if len(keuze) == len(groep) else None  # what was not reached goes round in a circle


def _los(opgave: _Opgave, cel: int) -> int:
    """How many times the base for a cell that follows no total; half goes up."""
    onder, rest = divmod(opgave.waarden[cel], opgave.basis)
    return onder + (rest > 0 and opgave.voorkeur[cel] >= 0)


def _verdeel(opgave: _Opgave, totaal: int, delen: Sequence[int]) -> dict[int, int]:
    """Parts under a total that was rounded: all down, then those up that want it most.

    The total is one of the multiples around the sum, so what lacks is between 0 and the parts that are no multiple.
    """
    if not delen:
        return {}
    keuze = {cel: opgave.waarden[cel] // opgave.basis for cel in delen}
    tekort = totaal - sum(keuze.values())
    wie = sorted((-opgave.voorkeur[cel], cel) for cel in delen if opgave.waarden[cel] % opgave.basis)
    for _, cel in wie[:tekort]:
        keuze[cel] += 1
    return keuze


def _programma(opgave: _Opgave, groep: Sequence[int]) -> dict[int, int]:
    """Multiples per cell of any group: zero-restricted where that exists, else as near as is found."""
    for extra in _VERRUIMING:
        gevonden = _Rooster(opgave, groep, extra).los_op()
        if gevonden is not None and _klopt(opgave.stelsel, gevonden):
            return gevonden
    raise DatameentError(
        Foutcode.AFRONDING_NIET_GEVONDEN,
        "No rounding was found that keeps every sum",
        "Round fewer tables together, or hide instead of rounding",
        exit_status=ExitStatus.REFUSED,
    )


def _klopt(stelsel: Stelsel, keuze: dict[int, int]) -> bool:
    """The solver works with floating point numbers: its answer counts only when the whole numbers add up."""
    sommen = {v for cel in keuze for v in stelsel.van_cel[cel]}
    return all(keuze[t] == sum(keuze[d] for d in delen) for t, *delen in (stelsel.vergelijkingen[v] for v in sommen))


class _Rooster:
    """The program of one group: per cell how many bases above its rounding down, at the most preference.

    Without room beyond the two multiples around a value that is linear in the choice. With room the total distance
    counts instead: every cell has a second variable, at least as large as its distance on either side.
    """

    def __init__(self, opgave: _Opgave, groep: Sequence[int], extra: int) -> None:
        stelsel, basis = opgave.stelsel, opgave.basis
        self.groep = groep
        self.onder = [opgave.waarden[c] // basis for c in groep]
        self.rest = [opgave.waarden[c] % basis for c in groep]
        self.voorkeur = [opgave.voorkeur[c] for c in groep]
        self.basis, self.extra = basis, extra
        self.rijen: list[tuple[dict[int, float], float, float]] = []
        plek = {cel: i for i, cel in enumerate(groep)}
        for som in sorted({v for cel in groep for v in stelsel.van_cel[cel]}):
            rij: dict[int, float] = {}
            over = 0
            for cel, teken in stelsel.tekens(som):
                rij[plek[cel]] = rij.get(plek[cel], 0.0) + teken
                over -= teken * self.onder[plek[cel]]
            self.rijen.append((rij, float(over), float(over)))

    def los_op(self) -> dict[int, int] | None:
        """The whole-number choice per cell, or None when there is none or none was found."""
        import highspy

        kolommen, grenzen, prijzen = self._kolommen()
        highs = self._model(highspy, kolommen, grenzen, prijzen)
        highs.run()
        if highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return None
        punt = self._punt(highs)
        if punt is None:  # no corner of whole numbers: search for one
            geheel = np.array([highspy.HighsVarType.kInteger] * len(self.groep))
            highs.changeColsIntegrality(len(self.groep), np.arange(len(self.groep), dtype=np.int32), geheel)
            highs.run()
            punt = self._punt(highs)
        return punt

    def _kolommen(self) -> tuple[int, list[tuple[float, float]], list[float]]:
        """How many variables, their bounds, and their price."""
        n, basis = len(self.groep), self.basis
        if not self.extra:
            return n, [(0.0, 1.0 if r else 0.0) for r in self.rest], [-float(v) for v in self.voorkeur]
        for i, r in enumerate(self.rest):
            self.rijen.append(({n + i: 1.0, i: -float(basis)}, -float(r), np.inf))
            self.rijen.append(({n + i: 1.0, i: float(basis)}, float(r), np.inf))
        ruim = (-float(self.extra), 1.0 + self.extra)
        return 2 * n, [ruim] * n + [(0.0, np.inf)] * n, [0.0] * n + [1.0] * n

    def _model(self, highspy: Any, n: int, grenzen: list[tuple[float, float]], prijzen: list[float]) -> Any:
        start, index, gewicht = [0], list[int](), list[float]()
        for rij, _, _ in self.rijen:
            index += rij.keys()
            gewicht += rij.values()
            start.append(len(index))
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = n, len(self.rijen)
        model.col_cost_ = np.array(prijzen)
        model.col_lower_, model.col_upper_ = np.array([g[0] for g in grenzen]), np.array([g[1] for g in grenzen])
        model.row_lower_, model.row_upper_ = np.array([r[1] for r in self.rijen]), np.array([r[2] for r in self.rijen])
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_, model.a_matrix_.index_ = np.array(start), np.array(index)
        model.a_matrix_.value_ = np.array(gewicht)
        highs = highspy.Highs()
        genoeg = _OPLOSSINGEN[self.extra > 0]
        opties = (("output_flag", False), ("threads", 1), ("random_seed", 0), ("solver", "simplex"),
                  ("time_limit", _SECONDEN), ("mip_max_nodes", _KNOPEN),
                  ("mip_max_improving_sols", genoeg))  # fmt: skip
        for optie, waarde in opties:
            highs.setOptionValue(optie, waarde)
        highs.passModel(model)
        return highs

    def _punt(self, highs: Any) -> dict[int, int] | None:
        """The solution when it is one of whole numbers."""
        oplossing = highs.getSolution()
        if not oplossing.value_valid:
            return None
        keuze = np.asarray(oplossing.col_value)[: len(self.groep)]
        geheel = np.rint(keuze)
        if np.abs(keuze - geheel).max() > 1e-6:
            return None
        return {cel: o + int(g) for cel, o, g in zip(self.groep, self.onder, geheel, strict=True)}
