"""The cheapest cells that meet every finding so far: of each finding at least one cell must be hidden.

A greedy choice first. Then one chosen cell at a time is refused and others do what it did, as long as that is cheaper.
No clock, and no chance but what is drawn with a fixed seed: the same findings give the same choice.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from math import inf

from datameent.disclosure.opgave import Opgave
from datameent.disclosure.stelsel import Bewijs

_LEDEN = 200
"""Of a finding so many of its cheapest cells are looked at; dearer ones are hardly ever chosen."""
_ALTIJD = -1
_VER = 4
"""A repair that costs so many times what it replaces is given up: what it makes superfluous never makes up for it."""
_PER_RIJ = 4
"""What a greedy choice costs per row, in cells looked at."""


class Dekking:
    """Findings as rows of cells, cheapest first, and the cells chosen.

    `baas`: per row the cell that must be chosen before the row asks anything (who is hidden for another must be safe
    itself, but only then), or `_ALTIJD`. `werk`: cells looked at so far, which is the only clock here.

    >>> from datameent.disclosure.opgave import Regel
    >>> from datameent.disclosure.stelsel import Stelsel
    >>> drie = Opgave.van(Stelsel((9, 5, 6, 3), ()), [False, False, False, True], Regel(), kosten=None, vast=set(),
    ...                   eenlingen=None)
    >>> dekking = Dekking(drie)
    >>> dekking.leer([(3, [0, 1]), (3, [0, 2])]), dekking.kies()
    (True, frozenset({0}))
    """

    def __init__(self, opgave: Opgave, hopeloos: AbstractSet[int] = frozenset()) -> None:
        self.opgave = opgave
        self.hopeloos = hopeloos
        # Of two choices that cost the same, the one with fewer cells.
        self.prijs = [(k << 20) + 1 for k in opgave.kosten]
        self.rijen: list[tuple[int, ...]] = []
        self.baas: list[int] = []
        self.door: list[set[int]] = []  # per row the chosen cells in it
        self.in_rij: dict[int, list[int]] = {}
        self.van_baas: dict[int, list[int]] = {}
        self.gezien: set[tuple[int, tuple[int, ...]]] = set()
        self.gekozen: set[int] = set()
        self.werk = 0

    def leer(self, bewijzen: Iterable[Bewijs]) -> bool:
        """Add what was found; False when nothing of it is new, or can be helped."""
        nieuw = False
        for cel, leden in bewijzen:
            if cel in self.hopeloos:
                continue
            rij = tuple(heapq.nsmallest(_LEDEN, filter(self.opgave.kan_weg, leden), key=lambda c: (self.prijs[c], c)))
            baas = _ALTIJD if self.opgave.onveilig[cel] else cel
            if rij and (baas, rij) not in self.gezien:
                self.gezien.add((baas, rij))
                self._voeg_toe(baas, rij)
                nieuw = True
        return nieuw

    def kies(self, koers: Koers | None = None) -> frozenset[int]:
        """Choose from nothing: greedily, without what turns out superfluous, then cell by cell to something cheaper."""
        self.werk += _PER_RIJ * len(self.rijen)
        self._stel(frozenset())
        self._kies_gretig(koers or Koers(None))
        self._ruim_op(self.gekozen)
        self._daal(self.gekozen)
        return frozenset(self.gekozen)

    def schud(self, keuze: frozenset[int], werk: int, kans: random.Random) -> frozenset[int]:
        """Look for something cheaper than `keuze` by refusing a few cells together, at prices drawn a little off."""
        self._stel(keuze)
        tot, lijst = self.werk + werk, sorted(self.gekozen)
        while lijst and self.werk < tot:
            self.werk += 1
            cel = kans.choice(lijst)
            naast = sorted(self._buren([cel]) - {cel})
            weg = [cel, *kans.sample(naast, min(len(naast), kans.choice((1, 1, 2))))]
            if anders := self._vervang(weg, Koers(kans)):
                self._daal(self._buren(anders))
                lijst = sorted(self.gekozen)
        return frozenset(self.gekozen)

    def kost(self, keuze: Iterable[int]) -> int:
        """The price of a choice."""
        return sum(self.prijs[cel] for cel in keuze)

    def ondergrens(self) -> int:
        """What every choice costs at least: each row pays what is left of the price of its cheapest cell."""
        over: dict[int, int] = {}
        som = 0
        for leden in sorted((rij for rij, baas in zip(self.rijen, self.baas, strict=True) if baas == _ALTIJD), key=len):
            minst = min(over.get(cel, self.prijs[cel]) for cel in leden)
            som += minst
            over.update((cel, over.get(cel, self.prijs[cel]) - minst) for cel in leden)
        return som

    # rows and choices

    def _stel(self, keuze: frozenset[int]) -> None:
        for cel in self.gekozen - keuze:
            self._laat(cel)
        for cel in keuze - self.gekozen:
            self._kies(cel)

    def _voeg_toe(self, baas: int, rij: tuple[int, ...]) -> None:
        nummer = len(self.rijen)
        self.rijen.append(rij)
        self.baas.append(baas)
        self.door.append(self.gekozen.intersection(rij))
        for cel in rij:
            self.in_rij.setdefault(cel, []).append(nummer)
        if baas != _ALTIJD:
            self.van_baas.setdefault(baas, []).append(nummer)

    def _vraagt(self, rij: int) -> bool:
        return self.baas[rij] == _ALTIJD or self.baas[rij] in self.gekozen

    def _open(self, rij: int) -> bool:
        return not self.door[rij] and self._vraagt(rij)

    def _kies(self, cel: int) -> list[int]:
        """Choose a cell; returns the rows that this opens."""
        self.gekozen.add(cel)
        for rij in self.in_rij.get(cel, ()):
            self.door[rij].add(cel)
        return [rij for rij in self.van_baas.get(cel, ()) if not self.door[rij]]

    def _met_gevolg(self, cel: int) -> int:
        """The price of a cell with the cheapest cells of the rows that it would open."""
        gevolg = [self.rijen[rij][0] for rij in self.van_baas.get(cel, ()) if not self.door[rij]]
        return self.prijs[cel] + sum(self.prijs[c] for c in gevolg)

    def _laat(self, cel: int) -> None:
        self.gekozen.discard(cel)
        for rij in self.in_rij.get(cel, ()):
            self.door[rij].discard(cel)

    def _duurste_eerst(self, cellen: Iterable[int]) -> list[int]:
        return sorted(cellen, key=lambda c: (-self.prijs[c], c))

    def _ruim_op(self, cellen: Collection[int]) -> list[int]:
        """Let go of what is superfluous among these chosen cells; returns it."""
        weg = []
        for cel in self._duurste_eerst(cellen):
            if all(len(self.door[rij]) > 1 or not self._vraagt(rij) for rij in self.in_rij.get(cel, ())):
                self._laat(cel)
                weg.append(cel)
        return weg

    def _buren(self, cellen: Iterable[int]) -> set[int]:
        """The chosen cells that share a row with these, or are in a row that these ask for."""
        rijen = {rij for cel in cellen for lijst in (self.in_rij, self.van_baas) for rij in lijst.get(cel, ())}
        return set[int]().union(*(self.door[rij] for rij in rijen))

    # greedy

    def _kies_gretig(self, koers: Koers) -> None:
        """The cell that costs least per open row, again and again."""
        open_ = {rij for rij in range(len(self.rijen)) if self._open(rij)}
        wachtrij: list[tuple[float, int]] = []

        def zet_klaar(rijen: Iterable[int]) -> None:
            for cel in dict.fromkeys(c for rij in rijen for c in self.rijen[rij]):
                raakt = sum(r in open_ for r in self.in_rij[cel])
                heapq.heappush(wachtrij, (self._met_gevolg(cel) * koers.van(cel) / raakt, cel))

        zet_klaar(sorted(open_))
        while open_:
            per_rij, cel = heapq.heappop(wachtrij)
            raakt = [rij for rij in self.in_rij[cel] if rij in open_]
            if not raakt:
                continue
            nu = self._met_gevolg(cel) * koers.van(cel) / len(raakt)
            if nu > per_rij:  # it was worth more when it was put in
                heapq.heappush(wachtrij, (nu, cel))
                continue
            nieuw = self._kies(cel)
            open_.difference_update(raakt)
            open_.update(nieuw)
            zet_klaar(nieuw)

    # one by one

    def _daal(self, cellen: Collection[int]) -> None:
        """Refuse these cells one by one, the dearest first, and then what is near to what that changed."""
        while cellen:
            volgende: set[int] = set()
            for cel in self._duurste_eerst(cellen):
                if cel in self.gekozen and (anders := self._vervang([cel], Koers(None))):
                    volgende |= self._buren(anders)
            cellen = volgende

    def _vervang(self, weg: list[int], koers: Koers) -> list[int]:
        """Let others do what these cells do, the first of them not; what changed, or nothing when it is not cheaper."""
        winst = sum(self.prijs[cel] for cel in weg)
        for cel in weg:
            self._laat(cel)
        erbij, kosten = self._herstel({rij for cel in weg for rij in self.in_rij.get(cel, ())}, weg[0], winst, koers)
        af = self._ruim_op(self._buren([*erbij, *weg])) if kosten < inf else []
        if kosten < winst + sum(self.prijs[cel] for cel in af):
            return [*weg, *erbij, *af]
        for cel in (*weg, *af):
            if cel not in self.gekozen:
                self._kies(cel)
        for cel in erbij:
            if cel in self.gekozen and cel not in weg:
                self._laat(cel)
        return []

    def _herstel(self, rijen: Collection[int], verboden: int, winst: int, koers: Koers) -> tuple[list[int], float]:
        """Meet these rows again without one cell: the cells it takes and their price, infinite when it cannot be."""
        erbij: list[int] = []
        kosten = 0
        open_ = sorted(rij for rij in rijen if self._open(rij))
        while open_:
            cel = self._beste(open_, verboden, koers)
            if cel is None or kosten + self.prijs[cel] > _VER * winst:
                return erbij, inf
            kosten += self.prijs[cel]
            erbij.append(cel)
            nieuw = self._kies(cel)
            open_ = sorted(rij for rij in {*open_, *nieuw} if self._open(rij))
        return erbij, kosten

    def _beste(self, rijen: Collection[int], verboden: int, koers: Koers) -> int | None:
        """The cell that costs least per row of these."""
        vaak: dict[int, int] = {}
        plafond: float = inf
        for rij in rijen:
            for cel in self.rijen[rij]:
                self.werk += 1
                if cel == verboden:
                    continue
                if self.prijs[cel] > plafond:
                    break  # even in all rows it would cost more per row than a cheaper one in its own
                plafond = min(plafond, self._met_gevolg(cel) * len(rijen))
                vaak[cel] = vaak.get(cel, 0) + 1
        return min(vaak, key=lambda c: (self._met_gevolg(c) * koers.van(c) / vaak[c], c), default=None)


class Koers:
    """What prices are multiplied by: drawn once per cell, a little off; without `kans` just 1."""

    def __init__(self, kans: random.Random | None) -> None:
        self.kans = kans
        self.getrokken: dict[int, float] = {}

    def van(self, cel: int) -> float:
        """The factor of this cell."""
        if self.kans is None:
            return 1.0
        if cel not in self.getrokken:
            self.getrokken[cel] = self.kans.uniform(0.7, 1.4)
        return self.getrokken[cel]
