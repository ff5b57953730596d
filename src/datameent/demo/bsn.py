"""BSNs that pass the elfproef and are never issued to a person: nine digits that start with 999, then 998, 997 ..."""

from __future__ import annotations

import numpy as np

from datameent.demo.toeval import stroom


def geldige(kop: int) -> np.ndarray:
    """Every nine-digit number with these first three digits that passes the elfproef.

    >>> len(geldige(999)), str(geldige(999)[0])
    (90909, '999000007')
    """
    acht = kop * 100_000 + np.arange(100_000)
    cijfers = (acht[:, None] // 10 ** np.arange(7, -1, -1)) % 10
    rest = (cijfers * np.arange(9, 1, -1)).sum(axis=1) % 11
    return np.asarray((acht * 10 + rest)[rest < 10])


class BsnReeks:
    """Hands out distinct BSNs in an order that says nothing, from 999 downwards (909,000 numbers from 990 up)."""

    def __init__(self, seed: int, vanaf: int = 1000) -> None:
        self._seed = seed
        self._kop = vanaf  # one above the first three digits it begins with
        self._voorraad: list[int] = []

    def volgende(self) -> str:
        """The next BSN."""
        if not self._voorraad:
            self._kop -= 1
            nummers = geldige(self._kop)
            stroom(self._seed, "bsn", self._kop).shuffle(nummers)
            self._voorraad = nummers.tolist()
        return str(self._voorraad.pop())
