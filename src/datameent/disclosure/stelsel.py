"""The cells of linked tables as unknowns, and the sums between them as equations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Stelsel:
    """Cells 0..n-1 and equations between them.

    `personen`: contributing persons per cell. `vergelijkingen`: tuples of cells, the first is the sum of the rest.

    >>> s = Stelsel((30, 10, 20), ((0, 1, 2),))
    >>> s.van_cel[1], s.tekens(0)
    ([0], ((0, -1), (1, 1), (2, 1)))
    """

    personen: Sequence[int]
    vergelijkingen: Sequence[tuple[int, ...]]

    @cached_property
    def van_cel(self) -> list[list[int]]:
        """Per cell the equations it is in."""
        lijst: list[list[int]] = [[] for _ in self.personen]
        for nummer, cellen in enumerate(self.vergelijkingen):
            for cel in cellen:
                lijst[cel].append(nummer)
        return lijst

    def tekens(self, vergelijking: int) -> tuple[tuple[int, int], ...]:
        """The cells of an equation with their coefficient: the total -1, the parts 1."""
        totaal, *delen = self.vergelijkingen[vergelijking]
        return ((totaal, -1), *((deel, 1) for deel in delen))
