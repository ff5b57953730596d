"""What a total of too few persons is made up of: when its zeros have to be hidden with it.

Nine persons over nine categories, every one of them hidden because it is too small: who knows that an empty category
would be shown, knows that each holds exactly one. So where the reasons alone leave too little room, the empty
categories under such a total are hidden as well, for the same reason. From then on nobody can tell which are empty,
and not in a row without empty categories either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from datameent.disclosure.stelsel import Stelsel
from datameent.domain.cel import Status

_ZEGT_HOEVEEL = (
    Status.GEPUBLICEERD,  # hidden from now on, to protect another
    Status.TE_WEINIG_PERSONEN,
    Status.BESCHERMT_ANDER,
    Status.EERDER_GEPUBLICEERD,
)


class Opbouw:
    """The rows under totals of too few persons, for these statuses per cell of a system.

    >>> te_klein, leeg = Status.TE_WEINIG_PERSONEN, Status.GEPUBLICEERD
    >>> rij = Opbouw(Stelsel((9, 4, 5, 0), ((0, 1, 2, 3),)), [te_klein, te_klein, te_klein, leeg])
    >>> rij.misschien_leeg(), rij.te_verbergen([1])
    (set(), {3})
    """

    def __init__(self, stelsel: Stelsel, statussen: Sequence[Status]) -> None:
        self.stelsel = stelsel
        self.statussen = statussen

    @cached_property
    def _rijen(self) -> list[tuple[int, tuple[int, ...], tuple[int, ...]]]:
        """Total, parts and the zeros among them that are shown and could be hidden."""
        klein = Status.TE_WEINIG_PERSONEN
        return [
            (totaal, tuple(delen), tuple(d for d in delen if self._getoond_leeg(d) and not self._moet_leeg(d)))
            for totaal, *delen in self.stelsel.vergelijkingen
            if self.statussen[totaal] is klein
        ]

    def _getoond_leeg(self, cel: int) -> bool:
        return not self.stelsel.personen[cel] and not self.statussen[cel].onderdrukt

    def _moet_leeg(self, cel: int) -> bool:
        """Whether it is a part of a total that is shown to be empty: then it is empty, hidden or not."""
        sommen = (self.stelsel.vergelijkingen[v] for v in self.stelsel.van_cel[cel])
        return any(self._getoond_leeg(totaal) for totaal, *delen in sommen if cel in delen)

    def misschien_leeg(self) -> set[int]:
        """The cells that may be empty for all that a reader can see: no empty cell is shown in their row."""
        return {deel for _, delen, nullen in self._rijen if not nullen for deel in delen}

    def te_verbergen(self, smal: Iterable[int]) -> set[int]:
        """The zeros to hide, when these hidden cells have too little room, or follow because zeros are shown."""
        nauw = set(smal)
        return {nul for totaal, delen, nullen in self._rijen if not nauw.isdisjoint((totaal, *delen)) for nul in nullen}

    def die_wachtten(self, smal: Iterable[int], wachtend: AbstractSet[int]) -> set[int]:
        """The zeros that may wait as well, beside hidden cells that have too little room or follow.

        `wachtend`: the cells that were shown once and withheld since. One that is empty again tells nobody so, as long
        as it keeps waiting.

        >>> rij = Opbouw(Stelsel((9, 9, 0), ((0, 1, 2),)), [Status.TE_WEINIG_PERSONEN] * 2 + [Status.GEPUBLICEERD])
        >>> rij.die_wachtten([1], {2}), rij.die_wachtten([1], set())
        ({2}, set())
        """
        sommen = {v for cel in smal for v in self.stelsel.van_cel[cel]}
        return {c for v in sommen for c in self.stelsel.vergelijkingen[v] if c in wachtend and self._getoond_leeg(c)}

    def zonder_reden(self, smal: AbstractSet[int], verborgen: Sequence[bool]) -> set[int]:
        """The hidden cells with a reason that says how many they are, in one sum with those of too little room.

        Of 25 persons in three cells, each of less than 10, every cell has 7 at least:

        >>> getoond, weg = Status.GEPUBLICEERD, Status.TE_WEINIG_PERSONEN
        >>> rij = Opbouw(Stelsel((25, 9, 9, 7), ((0, 1, 2, 3),)), [getoond, weg, weg, weg])
        >>> rij.zonder_reden({1}, [False, True, True, True])
        {1, 2, 3}
        """
        sommen = {v for cel in smal for v in self.stelsel.van_cel[cel]}
        naast = {c for v in sommen for c in self.stelsel.vergelijkingen[v]} | smal
        return {c for c in naast if verborgen[c] and self.statussen[c] in _ZEGT_HOEVEEL}
