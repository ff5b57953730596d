"""Months as numbers (year x 12 + month - 1) and days as ordinals: cheap to count with, exact to write."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import numpy as np

_EPOCH = date(1970, 1, 1).toordinal()
NOOIT = 3_000_000
"""An ordinal far after every date: 'not ended'."""


def maand_van(dag: date) -> int:
    """The month number of a date.

    >>> maand_van(date(2024, 3, 5)) - maand_van(date(2023, 12, 31))
    3
    """
    return dag.year * 12 + dag.month - 1


@lru_cache(maxsize=4096)
def eerste(maand: int) -> int:
    """Ordinal of the first day of a month number."""
    return date(maand // 12, maand % 12 + 1, 1).toordinal()


def laatste(maand: int) -> int:
    """Ordinal of the last day of a month number."""
    return eerste(maand + 1) - 1


@lru_cache(maxsize=65536)
def iso(ordinaal: int) -> str:
    """An ordinal as a date is written.

    >>> iso(date(2024, 2, 29).toordinal())
    '2024-02-29'
    """
    return date.fromordinal(ordinaal).isoformat()


@lru_cache(maxsize=65536)
def maand_van_dag(ordinaal: int) -> int:
    """The month number of an ordinal."""
    dag = date.fromordinal(ordinaal)
    return dag.year * 12 + dag.month - 1


def map_naam(maand: int) -> str:
    """The folder of a month.

    >>> map_naam(maand_van(date(2024, 3, 1)))
    '2024-03'
    """
    return f"{maand // 12:04d}-{maand % 12 + 1:02d}"


def plus_maanden(ordinaal: int, maanden: int) -> int:
    """The day so many months later; a day that does not exist there becomes the last of that month.

    >>> iso(plus_maanden(date(2024, 1, 31).toordinal(), 1))
    '2024-02-29'
    """
    dag = date.fromordinal(ordinaal)
    doel = maand_van(dag) + maanden
    return min(eerste(doel) + dag.day - 1, laatste(doel))


def dagen_overlap(begin: np.ndarray, eind: np.ndarray, maand: int) -> np.ndarray:
    """Days of the closed periods that fall in a month (0 or more)."""
    return np.asarray(np.clip(np.minimum(eind, laatste(maand)) - np.maximum(begin, eerste(maand)) + 1, 0, None))


def maanden_van_dagen(dagen: np.ndarray) -> np.ndarray:
    """The month numbers of ordinals.

    >>> maanden_van_dagen(np.array([date(2024, 3, 31).toordinal()])).tolist() == [maand_van(date(2024, 3, 1))]
    True
    """
    dagen = np.asarray(dagen, dtype=np.int64) - _EPOCH
    return np.asarray(dagen.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + 1970 * 12)
