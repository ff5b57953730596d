"""Who is alone in a hidden cell knows it, and can subtract: what follows for them must be safe too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from datameent.disclosure.eliminatie import Herleiding
from datameent.disclosure.stelsel import Bewijs, Stelsel

_PER_CEL = 4
"""Of a cell that many can work out, the first so many are told: enough to go on with."""


Bekend = dict[tuple[int, ...], list[Bewijs]]
"""What was found in a group of hidden cells: all that sums connect it with is shown, so only the group counts."""


def geraden(
    stelsel: Stelsel,
    zichtbaar: Sequence[bool],
    onveilig: Sequence[bool],
    eenlingen: Mapping[int, int],
    bekend: Bekend | None = None,
) -> list[Bewijs]:
    """The unsafe cells that a contributor who is alone in other cells can work out, with the shown cells it takes.

    `eenlingen`: cell with one contributor → number of that contributor; cells with one number are known together.
    `bekend`: kept from one call to the next, where only `zichtbaar` differs.

    Two hidden wijken under a total of 30: who is alone in the first knows the second.

    >>> wijken = Stelsel((30, 1, 8, 21), ((0, 1, 2, 3),))
    >>> geraden(wijken, [True, False, False, True], [False, True, True, False], {1: 7})
    [(2, [0, 3])]
    """
    bekend = {} if bekend is None else bekend
    bewijzen: list[Bewijs] = []
    for groep in stelsel.groepen(zichtbaar):
        if not _kan_raden(groep, onveilig, eenlingen):
            continue
        if tuple(groep) not in bekend:
            herleiding = Herleiding.van(stelsel, groep, zichtbaar)
            geleerd = list(_geleerd(herleiding, groep, onveilig, eenlingen))
            leden = herleiding.bewijzen_van([som for _, som in geleerd], zichtbaar)
            bekend[tuple(groep)] = list(zip((cel for cel, _ in geleerd), leden, strict=True))
        bewijzen += bekend[tuple(groep)]
    return bewijzen


def raadt_iemand(
    herleiding: Herleiding, groep: Sequence[int], onveilig: Sequence[bool], eenlingen: Mapping[int, int]
) -> bool:
    """Whether `geraden` would find anything in this group, of which the reduction is there already."""
    return _kan_raden(groep, onveilig, eenlingen) and any(_geleerd(herleiding, groep, onveilig, eenlingen))


def _kan_raden(groep: Sequence[int], onveilig: Sequence[bool], eenlingen: Mapping[int, int]) -> bool:
    return any(cel in eenlingen for cel in groep) and sum(1 for cel in groep if onveilig[cel]) >= 2


def _geleerd(
    herleiding: Herleiding, groep: Sequence[int], onveilig: Sequence[bool], eenlingen: Mapping[int, int]
) -> Iterator[tuple[int, dict[int, int]]]:
    """The unsafe cells that someone learns, each with the weighted sum of cells that gives it away."""
    eigen: dict[int, list[int]] = {}
    for cel in groep:
        if cel in eenlingen:
            eigen.setdefault(eenlingen[cel], []).append(cel)
    nulruimte = herleiding.nulruimte(groep)
    hoe_vaak: Counter[int] = Counter()
    for bekend in eigen.values():
        for cel, som in nulruimte.volgt_uit(bekend):
            if onveilig[cel] and hoe_vaak[cel] < _PER_CEL:
                hoe_vaak[cel] += 1
                yield cel, som
