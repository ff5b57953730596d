"""The attackers as the suppressor knows them: each finding is a cell, with the shown cells that expose it.

A finding stays true whatever else is hidden: as long as all those cells are shown, the cell is exposed.
"""

from __future__ import annotations

from collections.abc import Sequence

from datameent.disclosure.eenling import geraden
from datameent.disclosure.eliminatie import Herleiding
from datameent.disclosure.opgave import Opgave, Regel
from datameent.disclosure.stelsel import Bewijs, Stelsel


def aanval(opgave: Opgave, zichtbaar: Sequence[bool]) -> list[Bewijs]:
    """Everything that sums, thresholds and who is alone in a cell give away of an outcome.

    A total of 30 over 3, 7 and 20 with only the 3 hidden:

    >>> s = Stelsel((30, 3, 7, 20), ((0, 1, 2, 3),))
    >>> wat = Opgave.van(s, [False, True, False, False], Regel(), kosten=None, vast=frozenset(), eenlingen=None)
    >>> aanval(wat, [True, False, True, True])
    [(1, [0, 2, 3])]
    """
    bewijzen = volgt(opgave.stelsel, zichtbaar)
    if opgave.regel.samen:
        bewijzen += te_krap(opgave.stelsel, zichtbaar, opgave.onveilig, opgave.regel)
    if opgave.eenlingen:
        bewijzen += geraden(opgave.stelsel, zichtbaar, opgave.onveilig, opgave.eenlingen)
    return bewijzen


def volgt(stelsel: Stelsel, zichtbaar: Sequence[bool]) -> list[Bewijs]:
    """The hidden cells that follow from what is shown."""
    bewijzen: list[Bewijs] = []
    for groep in stelsel.groepen(zichtbaar):
        herleiding = Herleiding.van(stelsel, groep, zichtbaar)
        cellen = herleiding.bepaald()
        bewijzen += zip(cellen, herleiding.bewijzen(cellen, zichtbaar), strict=True)
    return bewijzen


def te_krap(stelsel: Stelsel, zichtbaar: Sequence[bool], onveilig: Sequence[bool], regel: Regel) -> list[Bewijs]:
    """The hidden cells whose shown total tells too much about them together, each with what is shown of that sum."""
    bewijzen: list[Bewijs] = []
    for cellen in stelsel.vergelijkingen:
        if not zichtbaar[cellen[0]]:
            continue
        verborgen = [c for c in cellen if not zichtbaar[c]]
        if len(verborgen) > 1 and krap(stelsel.personen, onveilig, verborgen, regel):
            leden = [c for c in cellen if zichtbaar[c]]
            bewijzen += [(cel, leden) for cel in verborgen]
    return bewijzen


def krap(personen: Sequence[int], onveilig: Sequence[bool], verborgen: Sequence[int], regel: Regel) -> bool:
    """Whether the hidden parts of a shown total are too few persons, or fixed by the thresholds alone.

    The reason code of a cell tells a reader that it has 1 to N-1 persons, or at least N.
    """
    n = regel.minimum
    som = sum(personen[c] for c in verborgen)
    klein = [bool(onveilig[c]) and personen[c] < n for c in verborgen]
    laag = sum((1 if regel.nul_veilig else 0) if k else n for k in klein)
    vol = all(klein) and som >= (n - 1) * len(klein)
    return som < n or som <= laag or vol
