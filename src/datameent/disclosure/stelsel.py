"""The cells of linked tables as unknowns, and the sums between them as equations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

# A cell, and shown cells that tell too much about it: as long as all of them are shown it stays exposed.
Bewijs = tuple[int, Sequence[int]]


@dataclass(frozen=True)
class Stelsel:
    """Cells 0..n-1 and equations between them.

    `personen`: contributing persons per cell. `vergelijkingen`: tuples of cells, the first is the sum of the rest.

    >>> s = Stelsel((30, 10, 20), ((0, 1, 2),))
    >>> s.van_cel[1], s.tekens(0), s.groepen([True, False, False])
    ([0], ((0, -1), (1, 1), (2, 1)), [[1, 2]])
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

    def groepen(self, zichtbaar: Sequence[bool], bij: Iterable[int] | None = None) -> list[list[int]]:
        """The hidden cells, split in groups that no equation connects; each group sorted, the groups by first cell.

        `bij`: only the groups that hold one of these cells.
        """
        gezien: set[int] = set()
        groepen: list[list[int]] = []
        for begin in range(len(zichtbaar)) if bij is None else bij:
            if zichtbaar[begin] or begin in gezien:
                continue
            groep, stapel, sommen = [], [begin], set[int]()
            gezien.add(begin)
            while stapel:
                cel = stapel.pop()
                groep.append(cel)
                for v in self.van_cel[cel]:
                    if v in sommen:
                        continue
                    sommen.add(v)
                    buren = [b for b in self.vergelijkingen[v] if not zichtbaar[b] and b not in gezien]
                    gezien.update(buren)
                    stapel += buren
            groepen.append(sorted(groep))
        return sorted(groepen)


@dataclass(frozen=True)
class Ruimte:
    """What a reader knows of a hidden cell beforehand, and the interval that the sums must leave it. All per cell.

    `waarden`: what would be shown; `laag` and `hoog`: the bounds that its reason code tells (None: none); `nodig`:
    the least width of the interval that can be worked out. `budget`: work to spend, in cells times linear programs;
    what is not reached is reported, never silently passed.
    """

    waarden: Sequence[int]
    laag: Sequence[int | None]
    hoog: Sequence[int | None]
    nodig: Sequence[int]
    budget: int = 4_000_000

    @classmethod
    def van_personen(
        cls, personen: Sequence[int], onveilig: Sequence[bool], minimum: int, speling: int, *, nul_veilig: bool = True
    ) -> Ruimte:
        """For counts: an unsafe cell below the minimum has 1 (or 0) to minimum-1, any other hidden one the minimum.

        >>> r = Ruimte.van_personen([3, 20], [True, False], 10, 4)
        >>> r.laag, r.hoog
        ([1, 10], [9, None])
        """
        klein = [bool(o) and p < minimum for p, o in zip(personen, onveilig, strict=True)]
        laag: list[int | None] = [
            (1 if nul_veilig else 0) if k else (0 if o else min(minimum, p))
            for p, k, o in zip(personen, klein, onveilig, strict=True)
        ]
        hoog = [minimum - 1 if k else None for k in klein]
        return cls(personen, laag, hoog, [speling] * len(personen))
