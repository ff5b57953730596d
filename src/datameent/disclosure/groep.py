"""Group disclosure: a row of which every person falls in one category says something about each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from datameent.disclosure.celtabel import TOTAAL

Sleutel = tuple[str, ...]


def verraden_cellen(personen: Mapping[Sleutel, int], as_: int) -> set[Sleutel]:
    """The cells of the rows over one axis of which all persons are in one category: that category and the empty ones.

    `personen`: persons per cell, a cell being one code per axis, `totaal` where an axis is not broken out. Hiding
    the full category alone would not help: the zeros beside it, or the reason why it is hidden, would say which one
    it is. A row whose total is not there is taken to be the sum of its categories. Source: Hundepool et al.,
    Statistical Disclosure Control (2012), chapter 5, on group attribute disclosure in frequency tables.

    All 25 of w1 have help b; the 12 of w2 are spread:

    >>> w1, w2 = {("w1", "a"): 0, ("w1", "b"): 25, ("w1", "c"): 0}, {("w2", "a"): 4, ("w2", "b"): 8, ("w2", "c"): 0}
    >>> sorted(verraden_cellen({**w1, **w2, ("w1", "totaal"): 25}, 1))
    [('w1', 'a'), ('w1', 'b'), ('w1', 'c')]
    """
    rijen: dict[Sleutel, list[Sleutel]] = defaultdict(list)
    for cel in personen:
        if cel[as_] != TOTAAL:
            rijen[(*cel[:as_], TOTAAL, *cel[as_ + 1 :])].append(cel)
    gevonden: set[Sleutel] = set()
    for totaal, rij in rijen.items():
        allen = personen.get(totaal, sum(personen[c] for c in rij))
        if allen > 0 and any(personen[c] >= allen for c in rij):
            gevonden.update(c for c in rij if personen[c] >= allen or personen[c] == 0)
    return gevonden
