"""How narrowly a reader can place every hidden figure: linear programming on all that is published.

Nothing here comes from `disclosure`. The unknowns are shifted by their true value, so that every sum between hidden
cells has a zero on its right-hand side: the truth is then a feasible point, counts of persons that do not quite add up
(who moved is in two wijken) make no contradiction, and amounts of a hundred million keep their cents.

A feasible point is proof: what it says of a cell, the cell could be. So a few programs with drawn weights, in which
every cell is pushed up or down at the same time, prove most cells wide enough at once. Only what is left is asked one
by one, the narrowest first; of a cell in `volledig` until both its ends are known.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

Sleutel = tuple[str, ...]
Rij = list[tuple[int, int]]

_RONDEN = 6
_SAMEN = 1_500
"""Parts that no sum connects are asked together up to so many cells: one program is faster than a thousand."""
_KORREL = 1e-5
"""How far a whole number may be off before it is rounded inwards."""


@dataclass(frozen=True, slots=True)
class Verborgen:
    """What a reader does not see: the true value, the bounds that its reason gives, and the width it must keep.

    `laag` and `hoog` are null where the reason says nothing. `nodig` is at least 1: nothing may follow exactly.
    """

    waarde: int
    laag: int | None = 0
    hoog: int | None = None
    nodig: int = 1


@dataclass(frozen=True, slots=True)
class Ruimte:
    """Between which whole numbers a cell lies for a reader; `exact`: both are real ends, not only possible values.

    An end that lies a thousand times further than the width to keep is not followed; `begrensd`: `hoog` is not such.
    """

    laag: int
    hoog: int
    exact: bool
    begrensd: bool = True

    @property
    def breedte(self) -> int:
        """How many steps lie between both ends; 0 when the value follows."""
        return self.hoog - self.laag


def intervallen(
    cellen: Mapping[Sleutel, Verborgen],
    stelsel: Iterable[Sequence[Sleutel]],
    *,
    volledig: AbstractSet[Sleutel] = frozenset(),
) -> dict[Sleutel, Ruimte]:
    """The interval of every hidden cell. `stelsel`: sums, the total first, shown cells included.

    An interval is only followed until it is as wide as it must be, of the cells in `volledig` to its ends; one that
    stays narrower is exact.

    >>> cel = {("a",): Verborgen(3, 1, 9), ("b",): Verborgen(12)}
    >>> r = intervallen(cel, [(("totaal",), ("a",), ("b",), ("c",))], volledig=cel.keys())
    >>> [(r[k].laag, r[k].hoog) for k in cel]
    [(1, 9), (6, 14)]
    """
    plek = {sleutel: i for i, sleutel in enumerate(cellen)}
    rijen: list[Rij] = []
    for totaal, *delen in stelsel:
        rij = [(plek[d], 1) for d in delen if d in plek]
        if totaal in plek:
            rij.append((plek[totaal], -1))
        if rij:
            rijen.append(rij)
    proef = _Proef(list(cellen.values()), rijen)
    proef.voer_uit({plek[sleutel] for sleutel in volledig})
    return {sleutel: proef.ruimte(i) for sleutel, i in plek.items()}


def te_nauw(cellen: Mapping[Sleutel, Verborgen], ruimten: Mapping[Sleutel, Ruimte]) -> Iterator[tuple[Sleutel, str]]:
    """The cells whose interval is narrower than it must be, and how that is called."""
    for cel, ruimte in ruimten.items():
        if ruimte.breedte < cellen[cel].nodig:
            yield cel, "te-nauw" if ruimte.breedte else "volgt-uit-grenzen"


class _Proef:
    """The cells by number, with the furthest that each was seen to move."""

    def __init__(self, cellen: Sequence[Verborgen], rijen: Sequence[Rij]) -> None:
        self.cellen = cellen
        self.rijen = rijen
        self.ver = ver = 1_000 * max((c.nodig for c in cellen), default=1)
        # A bound that the truth breaks would be a mistake about what the reason says; the truth stands.
        self.onder = [max(-ver, min(0, c.laag - c.waarde)) if c.laag is not None else -ver for c in cellen]
        self.boven = [min(ver, max(0, c.hoog - c.waarde)) if c.hoog is not None else ver for c in cellen]
        self.laagst = [0.0] * len(cellen)
        self.hoogst = [0.0] * len(cellen)
        self.exact: set[int] = set()

    def voer_uit(self, volledig: AbstractSet[int]) -> None:
        delen = self._delen()
        for cel in range(len(self.cellen)):  # in no sum at all: only the reason says something
            if cel not in self.van_cel:
                self.laagst[cel], self.hoogst[cel] = self.onder[cel], self.boven[cel]
                self.exact.add(cel)
        for groep in _bundel(delen):
            self._duw(groep)
        for deel in delen:
            wie = [c for c in deel if not self._klaar(c, c in volledig)]
            if wie:
                self._vraag_een_voor_een(deel, wie, volledig)

    def ruimte(self, cel: int) -> Ruimte:
        """The interval as whole numbers, rounded inwards."""
        laag = ceil(self.laagst[cel] - _KORREL)
        hoog = floor(self.hoogst[cel] + _KORREL)
        waarde = self.cellen[cel].waarde
        begrensd = self.hoogst[cel] < self.ver - 1
        return Ruimte(waarde + laag, waarde + hoog, cel in self.exact or self._rand(cel), begrensd)

    def _ruim(self, cel: int) -> bool:
        return floor(self.hoogst[cel] + _KORREL) - ceil(self.laagst[cel] - _KORREL) >= self.cellen[cel].nodig

    def _klaar(self, cel: int, volledig: bool) -> bool:
        return self._rand(cel) or (not volledig and self._ruim(cel))

    def _rand(self, cel: int) -> bool:
        """Whether both ends are those that the reason gives, so that nothing wider can be found."""
        return (
            self.laagst[cel] <= self.onder[cel] + _KORREL and self.hoogst[cel] >= self.boven[cel] - _KORREL
        ) or cel in self.exact

    def _delen(self) -> list[list[int]]:
        """The cells that sums connect, part by part; sets `van_cel`: the sums of a cell."""
        self.van_cel: dict[int, list[int]] = {}
        for nummer, rij in enumerate(self.rijen):
            for cel, _ in rij:
                self.van_cel.setdefault(cel, []).append(nummer)
        gezien: set[int] = set()
        delen = []
        for begin in sorted(self.van_cel):
            if begin in gezien:
                continue
            gezien.add(begin)
            deel, stapel = [], [begin]
            while stapel:
                cel = stapel.pop()
                deel.append(cel)
                buren = {c for nummer in self.van_cel[cel] for c, _ in self.rijen[nummer]} - gezien
                gezien |= buren
                stapel += buren
            delen.append(sorted(deel))
        return delen

    def _programma(self, groep: Sequence[int]) -> _Programma:
        nummers = sorted({n for cel in groep for n in self.van_cel[cel]})
        return _Programma(groep, [self.rijen[n] for n in nummers], self.onder, self.boven)

    def _duw(self, groep: Sequence[int]) -> None:
        """Push all cells at the same time, this way and that, until nothing new comes of it."""
        toeval = random.Random(len(groep))  # noqa: S311 - weights, no secret: the same release gives the same audit
        programma = None
        for ronde in range(_RONDEN):
            krap = [cel for cel in groep if not self._ruim(cel)]
            if not krap:
                return
            programma = programma or self._programma(groep)
            if ronde % 2 == 0:
                gewicht = {cel: toeval.choice((-1, 1)) * toeval.uniform(1, 2) for cel in krap}
            else:  # the same the other way round
                gewicht = {cel: -g for cel, g in gewicht.items()}
            self._zie(groep, programma.hoogste(gewicht))

    def _vraag_een_voor_een(self, deel: Sequence[int], wie: Sequence[int], volledig: AbstractSet[int]) -> None:
        programma = self._programma(deel)
        for cel in sorted(wie, key=lambda c: (self.hoogst[c] - self.laagst[c], c)):
            if self._klaar(cel, cel in volledig):  # by a point that was found for another cell
                continue
            for richting in (1, -1):
                self._zie(deel, programma.hoogste({cel: richting}))
            self.exact.add(cel)

    def _zie(self, groep: Sequence[int], punt: Sequence[float]) -> None:
        for cel, plek in zip(groep, punt, strict=True):
            self.laagst[cel] = min(self.laagst[cel], plek)
            self.hoogst[cel] = max(self.hoogst[cel], plek)


def _bundel(delen: Iterable[list[int]]) -> Iterable[list[int]]:
    """Parts put together up to `_SAMEN` cells; a larger part stays by itself."""
    groep: list[int] = []
    for deel in delen:
        if groep and len(groep) + len(deel) > _SAMEN:
            yield groep
            groep = []
        groep = groep + deel
    if groep:
        yield groep


class _Programma:
    """One linear program that is asked again and again; each answer starts from the last."""

    def __init__(
        self, groep: Sequence[int], rijen: Sequence[Rij], onder: Sequence[float], boven: Sequence[float]
    ) -> None:
        import highspy  # slow to load, and only the audit needs it
        import numpy as np

        self._np = np
        self.plek = {cel: i for i, cel in enumerate(groep)}
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(groep), len(rijen)
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_ = np.zeros(len(groep))
        lp.col_lower_ = np.array([onder[c] for c in groep], dtype=float)
        lp.col_upper_ = np.array([boven[c] for c in groep], dtype=float)
        lp.row_lower_ = lp.row_upper_ = np.zeros(len(rijen))
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *map(len, rijen)])
        lp.a_matrix_.index_ = np.array([self.plek[cel] for rij in rijen for cel, _ in rij])
        lp.a_matrix_.value_ = np.array([teken for rij in rijen for _, teken in rij], dtype=float)
        self._goed = highspy.HighsModelStatus.kOptimal
        self.highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy has no types
        for optie, waarde in (("output_flag", False), ("threads", 1), ("presolve", "off")):
            self.highs.setOptionValue(optie, waarde)
        self.highs.passModel(lp)
        self.gevraagd: list[int] = []

    def hoogste(self, gewicht: Mapping[int, float]) -> list[float]:
        """A point where the weighted sum is highest; the truth (all zeros) when there was no answer."""
        nieuw = {self.plek[cel]: float(g) for cel, g in gewicht.items()}
        plekken = sorted({*self.gevraagd, *nieuw})
        kosten = self._np.array([nieuw.get(p, 0.0) for p in plekken])
        self.highs.changeColsCost(len(plekken), self._np.array(plekken, dtype=self._np.int32), kosten)
        self.gevraagd = list(nieuw)
        self.highs.run()
        if self.highs.getModelStatus() != self._goed:
            return [0.0] * len(self.plek)
        return list(self.highs.getSolution().col_value)
