"""Complementary suppression: hide more, until no sum gives a hidden cell away, and not more than that.

Three steps. (1) The simple rule, per equation and to a fixed point: never exactly one unknown; and hidden parts of
a shown total together hold at least the minimum of persons, with room on both sides of what the thresholds say.
(2) The exact rule, over all equations at once: a hidden cell that still follows from a combination of sums gets the
cheapest shown cell of that combination hidden beside it. (3) Back: every cell hidden in 1 and 2 that is not needed is
shown again, the largest first. Zeros are never hidden here: a known zero protects nothing.

The cost of hiding a cell is its number of persons; ties go to the first cell, so the same tables give the same
result.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from datameent.disclosure.eliminatie import Herleiding
from datameent.disclosure.stelsel import Stelsel


@dataclass(frozen=True, slots=True)
class Regel:
    """What the complementary step must reach: `minimum` persons; `samen` also per shown total; zeros known or not."""

    minimum: int = 10
    samen: bool = True
    nul_veilig: bool = True


def bescherm(stelsel: Stelsel, onveilig: Sequence[bool], regel: Regel) -> list[bool]:
    """Per cell whether it must be hidden: the unsafe ones and what protects them.

    Two regions of 3 and 20 under a shown total of 23: the small one alone would follow from the sum.

    >>> bescherm(Stelsel((23, 3, 20), ((0, 1, 2),)), [False, True, False], Regel())
    [False, True, True]
    """
    return _Bescherming(stelsel, onveilig, regel).uitkomst()


class _Bescherming:
    def __init__(self, stelsel: Stelsel, onveilig: Sequence[bool], regel: Regel) -> None:
        self.stelsel = stelsel
        self.personen = stelsel.personen
        self.onveilig = onveilig
        self.regel = regel
        self.zichtbaar = [not o for o in onveilig]
        self.herleid: dict[tuple[int, int], Herleiding] = {}

    def uitkomst(self) -> list[bool]:
        onveilig = [cel for cel, o in enumerate(self.onveilig) if o]
        self._eenvoudig(onveilig)
        vuil: set[int] | None = None
        while True:
            nieuw = [
                cel
                for groep in self._groepen()
                if vuil is None or not vuil.isdisjoint(groep)
                for cel in self._exact(groep)
            ]
            if not nieuw:
                break
            vuil = set(nieuw) | set(self._eenvoudig(nieuw))
        for groep in self._groepen():
            self._terug(groep)
        return [not z for z in self.zichtbaar]

    def _verberg(self, cel: int) -> None:
        self.zichtbaar[cel] = False

    # (1) per equation

    def _eenvoudig(self, begin: Iterable[int]) -> list[int]:
        """To a fixed point from the equations of these cells; returns the cells that were hidden."""
        van_cel = self.stelsel.van_cel
        rij = deque(sorted({v for cel in begin for v in van_cel[cel]}))
        wacht = set(rij)
        verborgen: list[int] = []
        while rij:
            vergelijking = rij.popleft()
            wacht.discard(vergelijking)
            while self._tekort(vergelijking) and (keus := self._goedkoopste(vergelijking)) is not None:
                self._verberg(keus)
                verborgen.append(keus)
                for ander in van_cel[keus]:
                    if ander not in wacht and ander != vergelijking:
                        wacht.add(ander)
                        rij.append(ander)
        return verborgen

    def _tekort(self, vergelijking: int) -> bool:
        """Whether this equation on its own gives something away about its hidden cells."""
        totaal, *delen = self.stelsel.vergelijkingen[vergelijking]
        verborgen = [d for d in delen if not self.zichtbaar[d]]
        if not self.zichtbaar[totaal]:
            return not verborgen
        if not verborgen:
            return False
        return len(verborgen) == 1 or (self.regel.samen and self._te_krap(verborgen))

    def _te_krap(self, verborgen: Sequence[int]) -> bool:
        """Whether the hidden parts of a shown total are too few persons, or fixed by the thresholds alone.

        The reason code of a cell tells a reader that it has 1 to N-1 persons, or at least N.
        """
        n = self.regel.minimum
        som = sum(self.personen[c] for c in verborgen)
        klein = [self._is_klein(c) for c in verborgen]
        laag = sum((1 if self.regel.nul_veilig else 0) if k else n for k in klein)
        vol = all(klein) and som >= (n - 1) * len(klein)
        return som < n or som <= laag or vol

    def _is_klein(self, cel: int) -> bool:
        return bool(self.onveilig[cel]) and self.personen[cel] < self.regel.minimum

    def _goedkoopste(self, vergelijking: int) -> int | None:
        keuzen = [c for c in self.stelsel.vergelijkingen[vergelijking] if self.zichtbaar[c] and self.personen[c] > 0]
        return min(keuzen, key=lambda c: (self.personen[c], c), default=None)

    # (2) over all equations

    def _groepen(self) -> list[list[int]]:
        """The hidden cells, split in groups that no equation connects."""
        gezien: set[int] = set()
        groepen: list[list[int]] = []
        for begin, zichtbaar in enumerate(self.zichtbaar):
            if zichtbaar or begin in gezien:
                continue
            groep, stapel = [], [begin]
            gezien.add(begin)
            while stapel:
                cel = stapel.pop()
                groep.append(cel)
                for buur in self._buren(cel):
                    if buur not in gezien:
                        gezien.add(buur)
                        stapel.append(buur)
            groepen.append(sorted(groep))
        return groepen

    def _buren(self, cel: int) -> list[int]:
        vergelijkingen = self.stelsel.vergelijkingen
        return [b for v in self.stelsel.van_cel[cel] for b in vergelijkingen[v] if not self.zichtbaar[b]]

    def _exact(self, groep: Sequence[int]) -> list[int]:
        """Hide the cheapest cell of every proof that determines a hidden cell; returns what was hidden."""
        if not self._herleid(groep).bepaald():
            return []
        herleiding = Herleiding.van(self.stelsel, groep, self.zichtbaar)
        nieuw: list[int] = []
        bewijzen = [herleiding.bewijs(cel, self.zichtbaar) for cel in herleiding.bepaald()]
        for bewijs in bewijzen:
            if any(not self.zichtbaar[c] for c in bewijs):
                continue  # a cell hidden for another proof breaks this one too
            keuzen = [c for c in bewijs if self.personen[c] > 0]
            if keuzen:
                keus = min(keuzen, key=lambda c: (self.personen[c], c))
                self._verberg(keus)
                nieuw.append(keus)
        return nieuw

    def _herleid(self, groep: Sequence[int]) -> Herleiding:
        """The reduction of a group, kept: as long as cells are only hidden, a group of this size is the same group."""
        sleutel = (groep[0], len(groep))
        if sleutel not in self.herleid:
            self.herleid[sleutel] = Herleiding.van(self.stelsel, groep, self.zichtbaar, met_herkomst=False)
        return self.herleid[sleutel]

    # (3) back

    def _terug(self, groep: Sequence[int]) -> None:
        extra = [c for c in groep if not self.onveilig[c]]
        if not extra:
            return
        nulruimte = self._herleid(groep).nulruimte(groep)
        for cel in sorted(extra, key=lambda c: (-self.personen[c], c)):
            if self.zichtbaar[cel]:
                continue
            samen = [cel, *nulruimte.bepaalt(cel)]
            if not any(self.onveilig[c] for c in samen) and self._past(samen):
                for ander in samen:
                    nulruimte.toon(ander)

    def _past(self, cellen: Sequence[int]) -> bool:
        """Show these cells if all their equations then still hold the simple rule; whether it was done."""
        for cel in cellen:
            self.zichtbaar[cel] = True
        if not any(self._tekort(v) for cel in cellen for v in self.stelsel.van_cel[cel]):
            return True
        for cel in cellen:
            self.zichtbaar[cel] = False
        return False
