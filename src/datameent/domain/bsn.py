"""The elfproef: the check on a BSN (Besluit burgerservicenummer, art. 2)."""

from __future__ import annotations

_GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def elfproef(bsn: str) -> bool:
    """Whether nine digits weighted 9 to 2 and -1 sum to a multiple of eleven; not all zeros.

    >>> elfproef("999900006"), elfproef("999900007"), elfproef("000000000")
    (True, False, False)
    """
    if len(bsn) != 9 or not (bsn.isascii() and bsn.isdigit()) or bsn == "000000000":
        return False
    return sum(w * int(c) for w, c in zip(_GEWICHTEN, bsn, strict=True)) % 11 == 0
