"""The search for the cheapest outcome: choices and attacks in turn.

A choice that was made from all findings so far is attacked and completed to an outcome; what is found on the way counts
for the next choice. Parts of a table that no sum connects stand alone: of each the cheapest outcome
is kept, wherever it came from. Bounded by work, not by a clock, and what is drawn has a fixed seed: the same table
gives the same result.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import partial

from datameent.disclosure.afscherming import WEGINGEN, Afscherming
from datameent.disclosure.dekking import Dekking, Koers
from datameent.disclosure.eliminatie import Herleiding
from datameent.disclosure.opgave import Opgave

_RONDEN = 25
_WERK, _PER_CEL, _AANVAL = 30_000, 40, 12
"""Work to spend, in cells looked at (some 400,000 a second): on any table; more per hidden cell before the first
outcome that holds; and what an attack counts for per hidden cell."""
_HAP, _GEDULD = 600, 12
"""Work for one try at something cheaper, and how many tries in a row may find nothing."""
_GOED = 1.005
"""A choice that costs no more than so many times the least that any choice can cost is good enough."""


class Zoektocht:
    """The cheapest outcome so far, `beste`: the cells hidden beside the unsafe ones.

    Of the three parts of 63 the 20 goes with the 3, not the 40:

    >>> from datameent.disclosure.opgave import Regel
    >>> from datameent.disclosure.stelsel import Stelsel
    >>> wat = Opgave.van(Stelsel((63, 3, 40, 20), ((0, 1, 2, 3),)), [False, True, False, False], Regel(), kosten=None,
    ...                  vast=set(), eenlingen=None)
    >>> Zoektocht(wat, [Afscherming(wat, [True, False, False, True])]).voer_uit()
    [True, False, True, False]
    """

    def __init__(self, opgave: Opgave, gokken: Sequence[Afscherming], basis: Herleiding | None = None) -> None:
        self.opgave = opgave
        self.basis = basis
        hopeloos = frozenset[int]().union(*(gok.hopeloos for gok in gokken))
        self.dekking = Dekking(opgave, hopeloos)
        self.beste = self._extra(gokken[0])
        for gok in gokken:
            self.dekking.leer(gok.gevonden)
            self._oogst(self._extra(gok))

    def voer_uit(self) -> list[bool]:
        """Search; per cell whether it stays visible."""
        dekking = self.dekking
        verborgen = sum(self.opgave.onveilig) + len(self.beste)
        self._reeks(dekking.kies, _WERK + _PER_CEL * verborgen)
        kans = random.Random(0)  # noqa: S311 - which cells to try, no secret: the same table gives the same result
        geduld = _GEDULD if self._kost() > _GOED * dekking.ondergrens() else 0
        while geduld and dekking.werk < _WERK:
            voor = self._kost()
            anders = partial(dekking.schud, frozenset(self.beste), _HAP, kans)
            self._reeks(partial(dekking.kies, Koers(kans)) if geduld % 2 else anders, _WERK)
            geduld = geduld - 1 if self._kost() == voor else _GEDULD
        return self.opgave.zonder(self.beste)

    def _reeks(self, kies: Callable[[], frozenset[int]], tot: int) -> None:
        """A choice, completed to an outcome, and made again with what was found on the way; until that is no news."""
        dekking = self.dekking
        for _ in range(_RONDEN):
            keuze = kies()
            if dekking.kost(keuze) >= self._kost():
                return
            af = Afscherming(self.opgave, self.opgave.zonder(keuze), WEGINGEN[1], self.basis)
            af.zoek()
            dekking.werk += _AANVAL * (sum(self.opgave.onveilig) + len(keuze))
            self._oogst(self._extra(af))
            if not dekking.leer(af.gevonden) or dekking.werk > tot:
                return
            kies = dekking.kies

    def _oogst(self, keuze: set[int]) -> None:
        """Keep of an outcome the parts that cost less than what is kept of them."""
        opgave, dekking = self.opgave, self.dekking
        for groep in opgave.stelsel.groepen(opgave.zonder(self.beste | keuze)):
            oud, nieuw = (extra.intersection(groep) for extra in (self.beste, keuze))
            if dekking.kost(nieuw) < dekking.kost(oud):
                self.beste -= oud
                self.beste |= nieuw

    def _extra(self, afscherming: Afscherming) -> set[int]:
        onveilig = self.opgave.onveilig
        return {cel for cel, zicht in enumerate(afscherming.zichtbaar) if not zicht and not onveilig[cel]}

    def _kost(self) -> int:
        return self.dekking.kost(self.beste)
