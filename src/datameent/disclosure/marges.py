"""How narrow a hidden cell can be estimated: its interval from everything that is shown, by linear programming.

The sums, the bounds that the reason codes tell and the shown cells leave a hidden cell an interval. Exact values are
found by elimination, which is cheaper and comes first; this finds what is nearly exact. Solutions are shared: a point
that moves one cell moves others too, so most cells are proved wide without a program of their own.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from datameent.disclosure.stelsel import Bewijs, Ruimte, Stelsel

_TOLERANTIE = 1e-6
_BEURTEN = 8
"""How often all cells of a group are moved at once, before they are asked one by one."""
Marge = tuple[int, int]


def marges(stelsel: Stelsel, zichtbaar: Sequence[bool], ruimte: Ruimte) -> dict[int, Marge]:
    """Per hidden cell the least and the greatest whole number that agree with what is shown.

    No budget: for small tables and for tests. A cell that nothing bounds gets a bound far above all values.

    >>> s = Stelsel((30, 3, 7, 20), ((0, 1, 2, 3),))
    >>> r = Ruimte.van_personen(s.personen, [False, True, True, False], 10, 4)
    >>> marges(s, [True, False, False, True], r)
    {1: (1, 9), 2: (1, 9)}
    """
    uit: dict[int, Marge] = {}
    for groep in stelsel.groepen(zichtbaar):
        programma = _Programma(stelsel, groep, zichtbaar, ruimte)
        for plek, cel in enumerate(groep):
            laag, _ = programma.uiterste(plek, 1)
            hoog, _ = programma.uiterste(plek, -1)
            uit[cel] = _naar_binnen(laag, hoog)
    return dict(sorted(uit.items()))


def _naar_binnen(laag: float, hoog: float) -> Marge:
    return math.ceil(laag - _TOLERANTIE), math.floor(hoog + _TOLERANTIE)


class Zoeker:
    """Looks for hidden cells with a narrow interval, while more and more cells are hidden.

    Hiding only widens intervals, so what was wide once is not looked at again.
    """

    def __init__(self, stelsel: Stelsel, ruimte: Ruimte) -> None:
        self.stelsel = stelsel
        self.ruimte = ruimte
        self.over = ruimte.budget
        self.wijd: set[int] = set()
        self._smal: dict[int, Sequence[int]] = {}
        self._ongezien: set[int] = set()

    def smal(self) -> tuple[int, ...]:
        """The hidden cells that were narrow when last looked at."""
        return tuple(sorted(self._smal))

    def niet_gezocht(self) -> tuple[int, ...]:
        """The hidden cells that the budget did not reach."""
        return tuple(sorted(self._ongezien))

    def proef(self, groepen: Sequence[Sequence[int]], zichtbaar: Sequence[bool]) -> bool:
        """Whether these groups would be wide enough; what is not reached is not, nor what was narrow before."""
        ander = Zoeker(self.stelsel, replace(self.ruimte, budget=self.over))
        smal = (bewijs for groep in groepen for bewijs in ander._groep(groep, zichtbaar))  # the first one is enough
        goed = next(smal, None) is None and not ander._ongezien
        self.over = ander.over
        return goed

    def bewijzen(self, zichtbaar: Sequence[bool]) -> list[Bewijs]:
        """The hidden cells that are narrow now, each with the shown cells that make it so."""
        self._ongezien.clear()
        gevonden: list[Bewijs] = []
        for groep in self.stelsel.groepen(zichtbaar):
            if not self.wijd.issuperset(groep):
                gevonden += self._groep(groep, zichtbaar)
        self._smal = dict(gevonden)
        return gevonden

    def _groep(self, groep: Sequence[int], zichtbaar: Sequence[bool]) -> Iterator[Bewijs]:
        nog = self._nog_smal(groep, zichtbaar)
        yield from nog.items()
        zoek = [(plek, cel) for plek, cel in enumerate(groep) if cel not in self.wijd and cel not in nog]
        if not zoek:
            return
        if self.over < 2 * len(groep):
            self._ongezien.update(cel for _, cel in zoek)
            return
        programma = _Programma(self.stelsel, groep, zichtbaar, self.ruimte)
        self.over -= 10 * len(groep)  # to make it, about as much as solving it a few times
        programma.duw([plek for plek, _ in zoek])
        for plek, cel in zoek:
            if programma.gezien_wijd(plek):
                self.wijd.add(cel)
            elif self.over < 2 * len(groep):
                self._ongezien.add(cel)
            else:
                self.over -= 2 * len(groep)
                yield from self._cel(programma, plek, cel)

    def _nog_smal(self, groep: Sequence[int], zichtbaar: Sequence[bool]) -> dict[int, Sequence[int]]:
        """The cells of which the last proof still holds: everything that it rests on is shown."""
        bewijzen = {cel: self._smal[cel] for cel in groep if cel in self._smal}
        return {cel: leden for cel, leden in bewijzen.items() if all(zichtbaar[c] for c in leden)}

    def _cel(self, programma: _Programma, plek: int, cel: int) -> list[Bewijs]:
        laag, eerste = programma.uiterste(plek, 1)
        if programma.gezien_wijd(plek):
            self.wijd.add(cel)
            return []
        hoog, tweede = programma.uiterste(plek, -1)
        binnen = _naar_binnen(laag, hoog)
        if binnen[1] - binnen[0] >= programma.nodig[plek]:
            self.wijd.add(cel)
            return []
        return [(cel, sorted(programma.leden(eerste) | programma.leden(tweede)))]


class _Programma:
    """The linear program of one group of hidden cells, solved again and again for another cell."""

    def __init__(self, stelsel: Stelsel, groep: Sequence[int], zichtbaar: Sequence[bool], ruimte: Ruimte) -> None:
        self.stelsel = stelsel
        self.zichtbaar = zichtbaar
        self.groep = groep
        self.sommen = sorted({v for cel in groep for v in stelsel.van_cel[cel]})
        waarden = np.array([ruimte.waarden[c] for c in groep], dtype=float)
        ver = 10.0 * (
            1 + max((abs(ruimte.waarden[c]) for v in self.sommen for c in stelsel.vergelijkingen[v]), default=0)
        )
        ver += 10.0 * max((ruimte.nodig[c] for c in groep), default=0)
        laag, hoog = ([grens[c] for c in groep] for grens in (ruimte.laag, ruimte.hoog))
        # The truth is always possible: bounds that it breaks would make the program say nothing.
        self.laag = np.minimum([-ver if g is None else g for g in laag], waarden)
        self.hoog = np.maximum([ver if g is None else g for g in hoog], waarden)
        self.nodig = np.minimum([ruimte.nodig[c] for c in groep], self.hoog - self.laag)
        self.minst, self.meest = waarden.copy(), waarden.copy()
        self.highs = self._model(ruimte.waarden)

    def _model(self, waarden: Sequence[int]) -> Any:
        import highspy

        plek = {cel: i for i, cel in enumerate(self.groep)}
        start, index, coefficient, rechts = [0], [], [], []
        for som in self.sommen:
            over = 0
            for cel, teken in self.stelsel.tekens(som):
                if cel in plek:
                    index.append(plek[cel])
                    coefficient.append(float(teken))
                    over += teken * waarden[cel]
            start.append(len(index))
            rechts.append(float(over))
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.groep), len(self.sommen)
        model.col_cost_ = np.zeros(len(self.groep))
        model.col_lower_, model.col_upper_ = self.laag, self.hoog
        model.row_lower_ = model.row_upper_ = np.array(rechts)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_, model.a_matrix_.index_ = np.array(start), np.array(index)
        model.a_matrix_.value_ = np.array(coefficient)
        highs = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy has no types here
        for optie, waarde in (("output_flag", False), ("threads", 1), ("presolve", "off"), ("simplex_strategy", 4)):
            highs.setOptionValue(optie, waarde)
        highs.passModel(model)
        return highs

    def uiterste(self, plek: int, teken: int) -> tuple[float, NDArray[np.float64]]:
        """The least (teken 1) or greatest (-1) value of a cell, and the weight of every sum in the proof of it.

        The basis of the solution before this one is where the next starts.
        """
        punt, gewichten = self._los_op({plek: float(teken)})
        return float(punt[plek]), gewichten

    def _los_op(self, kosten: Mapping[int, float]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The cheapest point and the weight of every sum there; the point counts for what was seen."""
        plekken = np.array(list(kosten), dtype=np.int32)
        self.highs.changeColsCost(len(plekken), plekken, np.array(list(kosten.values())))
        self.highs.run()
        oplossing = self.highs.getSolution()
        self.highs.changeColsCost(len(plekken), plekken, np.zeros(len(plekken)))
        punt = np.asarray(oplossing.col_value)
        np.minimum(self.minst, punt, out=self.minst)
        np.maximum(self.meest, punt, out=self.meest)
        return punt, np.asarray(oplossing.row_dual)

    def duw(self, plekken: Sequence[int]) -> None:
        """Move all these cells that are not wide yet at once, this way and that: that shows most of them wide."""
        kans = random.Random(len(self.groep))  # noqa: S311 - weights, no secret: the same table gives the same result
        gewicht: dict[int, float] = {}
        for beurt in range(_BEURTEN):
            if beurt % 2:
                gewicht = {plek: -g for plek, g in gewicht.items()}
            else:
                krap = [plek for plek in plekken if not self.gezien_wijd(plek)]
                gewicht = {plek: kans.choice((-1, 1)) * kans.uniform(1, 2) for plek in krap}
            if gewicht:
                self._los_op(gewicht)

    def gezien_wijd(self, plek: int) -> bool:
        """Whether the points seen so far already show that the cell has room enough."""
        laag, hoog = _naar_binnen(float(self.minst[plek]), float(self.meest[plek]))
        return bool(hoog - laag >= self.nodig[plek])

    def leden(self, gewichten: NDArray[np.float64]) -> set[int]:
        """The shown cells that a combination of sums rests on."""
        som: dict[int, float] = {}
        for nummer in np.flatnonzero(np.abs(gewichten) > _TOLERANTIE):
            for cel, teken in self.stelsel.tekens(self.sommen[nummer]):
                if self.zichtbaar[cel]:
                    som[cel] = som.get(cel, 0.0) + teken * gewichten[nummer]
        return {cel for cel, gewicht in som.items() if abs(gewicht) > _TOLERANTIE}
