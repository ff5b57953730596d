"""Who is alone in a hidden cell knows it, and can subtract: what follows for them must be safe too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from datameent.disclosure.eliminatie import Herleiding, Nulruimte
from datameent.disclosure.stelsel import Bewijs, Stelsel


def geraden(
    stelsel: Stelsel, zichtbaar: Sequence[bool], onveilig: Sequence[bool], eenlingen: Mapping[int, int]
) -> list[Bewijs]:
    """The unsafe cells that a contributor who is alone in other cells can work out, with the shown cells it takes.

    `eenlingen`: cell with one contributor → number of that contributor; cells with one number are known together.

    Two hidden wijken under a total of 30: who is alone in the first knows the second.

    >>> wijken = Stelsel((30, 1, 8, 21), ((0, 1, 2, 3),))
    >>> geraden(wijken, [True, False, False, True], [False, True, True, False], {1: 7})
    [(2, [0, 3])]
    """
    bewijzen: list[Bewijs] = []
    for groep in stelsel.groepen(zichtbaar):
        eigen: dict[int, list[int]] = {}
        for cel in groep:
            if cel in eenlingen:
                eigen.setdefault(eenlingen[cel], []).append(cel)
        if not eigen or sum(1 for cel in groep if onveilig[cel]) < 2:
            continue
        nulruimte = Herleiding.van(stelsel, groep, zichtbaar).nulruimte(groep)
        for bekend in eigen.values():
            if len(bekend) > 1 or _leert(nulruimte, bekend[0], onveilig):
                bewijzen += _bewijzen(stelsel, groep, bekend, zichtbaar, onveilig)
    return bewijzen


def _leert(nulruimte: Nulruimte, cel: int, onveilig: Sequence[bool]) -> bool:
    return any(onveilig[ander] for ander in nulruimte.bepaalt(cel))


def _bewijzen(
    stelsel: Stelsel, groep: Sequence[int], bekend: Sequence[int], zichtbaar: Sequence[bool], onveilig: Sequence[bool]
) -> list[Bewijs]:
    """What follows when these cells are known too, and was hidden without them."""
    gezien = list(zichtbaar)
    for cel in bekend:
        gezien[cel] = True
    rest = [cel for cel in groep if not gezien[cel]]
    herleiding = Herleiding.van(stelsel, rest, gezien)
    geleerd = [cel for cel in herleiding.bepaald() if onveilig[cel]]
    leden = herleiding.bewijzen(geleerd, gezien)
    return [(cel, [c for c in bewijs if zichtbaar[c]]) for cel, bewijs in zip(geleerd, leden, strict=True)]
