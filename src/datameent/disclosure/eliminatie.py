"""What sums give away exactly: Gauss-Jordan elimination on the hidden cells, modulo a prime.

The reader knows every shown cell and every equation. What remains unknown is the null space of the equations
restricted to the hidden cells. A hidden cell is determined exactly when every vector of that null space is zero
there. Showing a hidden cell gives away exactly the hidden cells that are a fixed multiple of it in that space.

Coefficients are computed modulo a prime. That is exact unless a subdeterminant of the small whole numbers here is
a multiple of the prime; the tests hold the result to elimination with fractions.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from datameent.disclosure.stelsel import Stelsel

PRIEM = 2**31 - 1

Vector = dict[int, int]


def _trek_af(doel: Vector, factor: int, bron: Vector) -> tuple[list[int], list[int]]:
    """doel -= factor * bron, in place; returns the keys that appeared and that vanished."""
    erbij: list[int] = []
    eraf: list[int] = []
    for sleutel, waarde in bron.items():
        oud = doel.get(sleutel)
        if oud is None:  # a product of two numbers that the prime does not divide
            doel[sleutel] = -factor * waarde % PRIEM
            erbij.append(sleutel)
        elif nieuw := (oud - factor * waarde) % PRIEM:
            doel[sleutel] = nieuw
        else:
            del doel[sleutel]
            eraf.append(sleutel)
    return erbij, eraf


def _volgorde(rijen: Mapping[int, Vector]) -> list[tuple[int, int | None]]:
    """The order to add equations in, with the pivot where it is free.

    A cell that is in one equation only is a pivot that changes no other row. Taking that equation away leaves new
    such cells, and so on; what remains is the hard core. The core goes first (short rows first, which keeps the
    fill-in small), then what was taken away, the last taken first.
    """
    in_rijen: dict[int, set[int]] = {}
    for nummer, rij in rijen.items():
        for cel in rij:
            in_rijen.setdefault(cel, set()).add(nummer)
    vrij = deque(cel for cel, nummers in in_rijen.items() if len(nummers) == 1)
    weg: dict[int, int] = {}
    while vrij:
        spil = vrij.popleft()
        if not in_rijen[spil]:
            continue
        nummer = next(iter(in_rijen[spil]))
        weg[nummer] = spil
        for cel in rijen[nummer]:
            in_rijen[cel].discard(nummer)
            if len(in_rijen[cel]) == 1:
                vrij.append(cel)
    kern = sorted((n for n in rijen if n not in weg), key=lambda n: (len(rijen[n]), n))
    return [*((n, None) for n in kern), *reversed(weg.items())]


@dataclass
class Stappen:
    """Every step on rows, in order: row a minus factor times row b, or (b is None) row a times factor.

    Kept per row as well, so that doing the steps again to a few rows, or working them back, passes by the others.
    """

    lijst: list[tuple[int, int, int | None]] = field(default_factory=list)
    op: dict[int, list[int]] = field(default_factory=dict)
    uit: dict[int, list[int]] = field(default_factory=dict)

    def zet(self, rij: int, factor: int, bron: int | None) -> None:
        """One more."""
        plek = len(self.lijst)
        self.lijst.append((rij, factor, bron))
        self.op.setdefault(rij, []).append(plek)
        self.uit.setdefault(rij if bron is None else bron, []).append(plek)

    def kopie(self) -> Stappen:
        """The same, to go on with apart from this one."""
        op, uit = ({rij: list(plekken) for rij, plekken in van.items()} for van in (self.op, self.uit))
        return Stappen(list(self.lijst), op, uit)

    def doe_na(self, rijen: dict[int, Vector]) -> None:
        """Do all steps, first to last, to columns that came in after them."""
        wachtrij = [plek for rij in rijen for plek in self.uit.get(rij, ())]
        heapq.heapify(wachtrij)
        while wachtrij:
            plek = heapq.heappop(wachtrij)
            rij, factor, bron = self.lijst[plek]
            if bron is None:
                rijen[rij] = {c: w * factor % PRIEM for c, w in rijen[rij].items()}
            elif rijen[bron]:
                if rij not in rijen:
                    rijen[rij] = {}
                    for later in self.uit.get(rij, ()):
                        if later > plek:
                            heapq.heappush(wachtrij, later)
                _trek_af(rijen[rij], factor, rijen[bron])

    def werk_terug(self, rijen: dict[int, Vector]) -> None:
        """From weights of rows as they are now to weights of the equations that they began as: last step to first."""
        wachtrij = [-plek for rij in rijen for plek in self.op.get(rij, ())]
        heapq.heapify(wachtrij)
        while wachtrij:
            plek = -heapq.heappop(wachtrij)
            rij, factor, bron = self.lijst[plek]
            if bron is None:
                rijen[rij] = {c: w * factor % PRIEM for c, w in rijen[rij].items()}
            elif rijen[rij]:
                if bron not in rijen:
                    rijen[bron] = {}
                    for eerder in self.op.get(bron, ()):
                        if eerder < plek:
                            heapq.heappush(wachtrij, -eerder)
                _trek_af(rijen[bron], factor, rijen[rij])


@dataclass
class Herleiding:
    """The equations of a set of hidden cells in reduced row echelon form.

    `rijen`: pivot cell → row (pivot coefficient 1); `in_rij`: cell that is not a pivot → pivots of the rows that hold
    it; `nummer`: pivot cell → the equation that its row began as, `spil_van` the other way; `stappen`: what was done to
    rows, by those numbers, so that the few proofs that are asked for can be worked back.
    """

    stelsel: Stelsel
    rijen: dict[int, Vector] = field(default_factory=dict)
    in_rij: dict[int, set[int]] = field(default_factory=dict)
    nummer: dict[int, int] = field(default_factory=dict)
    spil_van: dict[int, int] = field(default_factory=dict)
    stappen: Stappen = field(default_factory=Stappen)

    @classmethod
    def van(cls, stelsel: Stelsel, verborgen: Iterable[int], zichtbaar: Sequence[bool]) -> Herleiding:
        """Reduce all equations that hold one of the cells `verborgen`; `zichtbaar` per cell of the system."""
        herleiding = cls(stelsel)
        rijen = {
            nummer: {c: t % PRIEM for c, t in stelsel.tekens(nummer) if not zichtbaar[c]}
            for nummer in sorted({v for cel in verborgen for v in stelsel.van_cel[cel]})
        }
        for nummer, spil in _volgorde(rijen):
            herleiding._voeg_toe(nummer, rijen[nummer], spil)
        return herleiding

    def kopie(self) -> Herleiding:
        """The same, to go on with apart from this one."""
        rijen = {spil: dict(rij) for spil, rij in self.rijen.items()}
        in_rij = {cel: set(spillen) for cel, spillen in self.in_rij.items()}
        return Herleiding(self.stelsel, rijen, in_rij, dict(self.nummer), dict(self.spil_van), self.stappen.kopie())

    def neem_op(self, cellen: Iterable[int]) -> None:
        """Take in more hidden cells, by doing to their columns what was done to the rows: far cheaper than anew."""
        kolommen: dict[int, Vector] = {}
        for cel in cellen:
            for nummer in self.stelsel.van_cel[cel]:
                totaal = self.stelsel.vergelijkingen[nummer][0] == cel
                kolommen.setdefault(nummer, {})[cel] = PRIEM - 1 if totaal else 1
        self.stappen.doe_na(kolommen)
        los = []
        for nummer, rij in kolommen.items():
            spil = self.spil_van.get(nummer)
            if spil is None:
                los.append(nummer)
                continue
            self.rijen[spil].update(rij)
            for cel in rij:
                self.in_rij.setdefault(cel, set()).add(spil)
        for nummer in sorted(los, key=lambda n: (len(kolommen[n]), n)):
            self._voeg_toe(nummer, kolommen[nummer], None)

    def _voeg_toe(self, nummer: int, rij: Vector, spil: int | None) -> None:
        for cel in [c for c in rij if c in self.rijen]:
            factor = rij[cel]  # rows hold no pivot of another row, so this coefficient is still the first one
            _trek_af(rij, factor, self.rijen[cel])
            self.stappen.zet(nummer, factor, self.nummer[cel])
        if not rij:
            return
        if spil is None:
            spil = min(rij, key=lambda c: (len(self.in_rij.get(c, ())), c))
        if rij[spil] != 1:
            omgekeerd = pow(rij[spil], -1, PRIEM)
            rij = {c: w * omgekeerd % PRIEM for c, w in rij.items()}
            self.stappen.zet(nummer, omgekeerd, None)
        for ander in self.in_rij.pop(spil, ()):
            self._veeg(ander, spil, rij, nummer)
        self.rijen[spil], self.nummer[spil], self.spil_van[nummer] = rij, nummer, spil
        for cel in rij:
            if cel != spil:
                self.in_rij.setdefault(cel, set()).add(spil)

    def _veeg(self, ander: int, spil: int, rij: Vector, nummer: int) -> None:
        """Take a new pivot out of an earlier row, and keep the index of who holds which cell."""
        doel = self.rijen[ander]
        factor = doel[spil]
        erbij, eraf = _trek_af(doel, factor, rij)
        self.stappen.zet(self.nummer[ander], factor, nummer)
        for cel in erbij:
            self.in_rij.setdefault(cel, set()).add(ander)
        for cel in eraf:
            if cel != spil:
                self.in_rij[cel].discard(ander)

    def bepaald(self) -> list[int]:
        """The hidden cells whose value follows from what is shown, sorted."""
        return sorted(spil for spil, rij in self.rijen.items() if len(rij) == 1)

    def bewijzen(self, cellen: Sequence[int], zichtbaar: Sequence[bool]) -> list[list[int]]:
        """Per determined cell the shown cells from which it follows, sorted."""
        return self.bewijzen_van([{cel: 1} for cel in cellen], zichtbaar)

    def bewijzen_van(self, sommen: Sequence[Vector], zichtbaar: Sequence[bool]) -> list[list[int]]:
        """Per weighted sum of hidden cells that is determined, the shown cells from which it follows, sorted."""
        spillen = sorted({cel for som in sommen for cel in som if cel in self.rijen})
        herkomst = dict(zip(spillen, self._herkomst(spillen), strict=True))
        uit = []
        for som in sommen:
            gewichten: Vector = {}
            for cel, factor in som.items():
                _trek_af(gewichten, PRIEM - factor, herkomst.get(cel, {}))
            uit.append(self._leden(gewichten, zichtbaar))
        return uit

    def _leden(self, gewichten: Vector, zichtbaar: Sequence[bool]) -> list[int]:
        """The shown cells that stay in a combination of equations, sorted."""
        som: Vector = {}
        for nummer, factor in gewichten.items():
            for lid, teken in self.stelsel.tekens(nummer):
                if zichtbaar[lid]:
                    som[lid] = (som.get(lid, 0) + factor * teken) % PRIEM
        return sorted(lid for lid, waarde in som.items() if waarde)

    def _herkomst(self, cellen: Sequence[int]) -> list[Vector]:
        """Per pivot cell the combination of equations that gave its row: all steps back, for all of them at once."""
        per_rij: dict[int, Vector] = {self.nummer[cel]: {plek: 1} for plek, cel in enumerate(cellen)}
        self.stappen.werk_terug(per_rij)
        uit: list[Vector] = [{} for _ in cellen]
        for nummer, gewichten in per_rij.items():
            for plek, waarde in gewichten.items():
                uit[plek][nummer] = waarde
        return uit

    def nulruimte(self, verborgen: Iterable[int]) -> Nulruimte:
        """The null space: per hidden cell its coordinates on the free cells."""
        vectoren: dict[int, Vector] = {}
        for cel in verborgen:
            if cel in self.rijen:
                vectoren[cel] = {c: PRIEM - w for c, w in self.rijen[cel].items() if c != cel}
            else:
                vectoren[cel] = {cel: 1}
        return Nulruimte(vectoren)


class Nulruimte:
    """The freedom left in the hidden cells; showing a cell takes one dimension away."""

    def __init__(self, vectoren: dict[int, Vector]) -> None:
        self.vectoren = vectoren
        self.in_vector: dict[int, set[int]] = {}
        for cel, vector in vectoren.items():
            for vrij in vector:
                self.in_vector.setdefault(vrij, set()).add(cel)

    def bepaalt(self, cel: int) -> list[int]:
        """The other hidden cells that would follow if this cell were shown: those that move with it."""
        vector = self.vectoren[cel]
        if not vector:
            return []
        as_ = min(vector, key=lambda v: (len(self.in_vector[v]), v))
        return [ander for ander in self.in_vector[as_] if ander != cel and self._evenredig(vector, ander, as_)]

    def volgt_uit(self, bekend: Collection[int]) -> Iterator[tuple[int, Vector]]:
        """The other hidden cells that follow when these are known, each with a weighted sum that is determined."""
        trap: list[tuple[int, Vector, Vector]] = []
        for cel in bekend:
            vector, som = self._verminder(cel, trap)
            if vector:
                as_ = min(vector, key=lambda v: (len(self.in_vector[v]), v))
                deler = pow(vector[as_], -1, PRIEM)
                vector, som = ({c: w * deler % PRIEM for c, w in deel.items()} for deel in (vector, som))
                trap.append((as_, vector, som))
        for ander in sorted({c for as_, _, _ in trap for c in self.in_vector[as_]}.difference(bekend)):
            vector, som = self._verminder(ander, trap)
            if not vector:
                yield ander, som

    def _verminder(self, cel: int, trap: Iterable[tuple[int, Vector, Vector]]) -> tuple[Vector, Vector]:
        """What is left of a cell when what is known is taken out, and the weighted sum of cells that this is."""
        vector, som = dict(self.vectoren[cel]), {cel: 1}
        for as_, rij, deel in trap:
            if factor := vector.get(as_):
                _trek_af(vector, factor, rij)
                _trek_af(som, factor, deel)
        return vector, som

    def _evenredig(self, vector: Vector, ander: int, as_: int) -> bool:
        tweede = self.vectoren[ander]
        if tweede.keys() != vector.keys():
            return False
        a, b = vector[as_], tweede[as_]
        return all(tweede[k] * a % PRIEM == w * b % PRIEM for k, w in vector.items())

    def toon(self, cel: int) -> None:
        """Show a cell: eliminate one free coordinate from all others."""
        vector = self.vectoren.pop(cel)
        for vrij in vector:
            self.in_vector[vrij].discard(cel)
        if not vector:
            return
        as_ = min(vector, key=lambda v: (len(self.in_vector[v]), v))
        omgekeerd = pow(vector[as_], -1, PRIEM)
        for ander in list(self.in_vector[as_]):
            doel = self.vectoren[ander]
            erbij, eraf = _trek_af(doel, doel[as_] * omgekeerd % PRIEM, vector)
            for vrij in erbij:
                self.in_vector[vrij].add(ander)
            for vrij in eraf:
                self.in_vector[vrij].discard(ander)
