"""Chance by name: every draw of a month comes from a stream of its own.

A stream is a counter-based generator (Philox) keyed by seed, name and month. What happens in one month can
therefore never change what was drawn in another, and a run that goes on one month longer repeats the earlier
months exactly.
"""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
from numpy.random import Generator, Philox


def stroom(seed: int, naam: str, *sleutels: int) -> Generator:
    """A generator for this seed, name and keys.

    >>> a, b = stroom(1, "instroom", 3), stroom(1, "instroom", 3)
    >>> float(a.random()) == float(b.random()), float(a.random()) == float(stroom(1, "instroom", 4).random())
    (True, False)
    """
    tekst = "|".join((str(seed), naam, *map(str, sleutels)))
    return Generator(Philox(key=int.from_bytes(blake2b(tekst.encode(), digest_size=16).digest(), "big")))


def kies(cum: np.ndarray, u: np.ndarray) -> np.ndarray:
    """The column each row's draw falls in; `cum` has a cumulative share per row (last column 1).

    >>> kies(np.array([[0.2, 1.0], [0.9, 1.0]]), np.array([0.5, 0.5])).tolist()
    [1, 0]
    """
    return np.asarray(np.minimum((u[:, None] >= cum).sum(axis=1), cum.shape[1] - 1))
