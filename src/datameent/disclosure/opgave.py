"""What the complementary step is asked: the sums, the unsafe cells, the rule, and what hiding each cell costs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from datameent.disclosure.stelsel import Bewijs, Stelsel


@dataclass(frozen=True, slots=True)
class Regel:
    """What the complementary step must reach: `minimum` persons; `samen` also per shown total; zeros known or not."""

    minimum: int = 10
    samen: bool = True
    nul_veilig: bool = True


@dataclass(frozen=True, slots=True)
class Opgave:
    """What is asked, with the gaps filled in: costs, no cell unsafe that was published before.

    `verklikt`: what `eenling.geraden` found so far; costs have nothing to do with it.
    """

    stelsel: Stelsel
    onveilig: Sequence[bool]
    regel: Regel
    kosten: Sequence[int]
    vast: AbstractSet[int]
    eenlingen: Mapping[int, int]
    verklikt: dict[tuple[int, ...], list[Bewijs]] = field(default_factory=dict)

    @classmethod
    def van(
        cls,
        stelsel: Stelsel,
        onveilig: Sequence[bool],
        regel: Regel,
        *,
        kosten: Sequence[int] | None,
        vast: AbstractSet[int],
        eenlingen: Mapping[int, int] | None,
    ) -> Opgave:
        """From the arguments of `aanvullend.bescherming`."""
        weg = [bool(o) and cel not in vast for cel, o in enumerate(onveilig)]
        return cls(stelsel, weg, regel, stelsel.personen if kosten is None else kosten, vast, eenlingen or {})

    def kan_weg(self, cel: int) -> bool:
        """Whether this cell can be hidden for another: a known zero protects nothing, nor what was published before."""
        return self.stelsel.personen[cel] > 0 and not self.onveilig[cel] and cel not in self.vast

    def zonder(self, keuze: AbstractSet[int]) -> list[bool]:
        """Per cell whether it is visible when these are hidden beside the unsafe ones."""
        return [not o and cel not in keuze for cel, o in enumerate(self.onveilig)]

    def verlies(self, zichtbaar: Sequence[bool]) -> tuple[int, int]:
        """What is hidden to protect others: cost and cells; less is better."""
        extra = [c for c, z in enumerate(zichtbaar) if not z and not self.onveilig[c]]
        return sum(self.kosten[c] for c in extra), len(extra)


def informatiekosten(personen: Sequence[int]) -> list[int]:
    """What hiding costs when information counts: the logarithm, in thousandths, so that ties stay ties.

    >>> informatiekosten([0, 1, 1000])
    [1, 694, 6910]
    """
    return [1 + round(1000 * math.log(1 + p)) for p in personen]


def stabiele_kosten(kosten: Sequence[int], eerder: AbstractSet[int]) -> list[int]:
    """The same costs, a thousandth for a cell that was hidden in the release before: the same cells go again.

    >>> stabiele_kosten([30, 20], {0})
    [30, 20000]
    """
    return [k if cel in eerder else 1000 * k for cel, k in enumerate(kosten)]
