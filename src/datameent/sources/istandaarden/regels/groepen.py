"""Rows that are the same and periods that overlap, for all messages at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Getallen = npt.NDArray[np.int64]
Waarheden = npt.NDArray[np.bool_]
_EEUWIG = 10_000_000  # days since 1970; no date that can be written comes near
_VAK = 4 * _EEUWIG  # room for every day, and those before 1970, within one group
_MEEST = 2**62


def nummer(kolommen: Sequence[pa.Array | Getallen]) -> Getallen:
    """One number per row, the same for rows with the same values in every column; absent equals absent.

    >>> nummer([pa.array(["a", None, "a", None]), pa.array([1, 1, 2, 1])]).tolist()
    [2, 0, 3, 0]
    """
    found = np.zeros(len(kolommen[0]), dtype=np.int64)
    size = 1
    for column in kolommen:
        codes, count = _codes(column)
        if size > _MEEST // max(count, 1):
            found = np.unique(found, return_inverse=True)[1].astype(np.int64)
            size = len(found) + 1
        found = found * count + codes
        size *= count
    return found


def _codes(column: pa.Array | Getallen) -> tuple[Getallen, int]:
    values = column if isinstance(column, pa.Array) else pa.array(column)
    encoded = values.dictionary_encode()
    codes = np.asarray(pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False), dtype=np.int64) + 1
    if not values.null_count:
        codes -= 1
    return codes, len(encoded.dictionary) + bool(values.null_count)


def herhaald(nummers: Getallen) -> Waarheden:
    """Which numbers stand there for the second time or later.

    >>> herhaald(np.array([7, 5, 7, 7])).tolist()
    [False, False, True, True]
    """
    order = np.argsort(nummers, kind="stable")
    ordered = nummers[order]
    again = np.zeros(len(nummers), dtype=bool)
    again[order[1:]] = ordered[1:] == ordered[:-1]
    return again


def overlapt(groep: Getallen, begin: pa.Array, einde: pa.Array, doet_mee: Waarheden) -> Waarheden:
    """Which periods overlap another one of their group; both days included, no end is for ever.

    A row that does not take part, has no begin, or ends before it begins, overlaps nothing.

    >>> day = lambda *d: pa.array(d, pa.date32())
    >>> overlapt(np.array([1, 1, 2]), day(0, 9, 0), day(9, None, None), np.ones(3, dtype=bool)).tolist()
    [True, True, False]
    """
    first = _dagen(begin, -_EEUWIG)
    last = _dagen(einde, _EEUWIG)
    inside = doet_mee & (first > -_EEUWIG) & (last >= first)
    rows = np.flatnonzero(inside)
    group = np.unique(groep[rows], return_inverse=True)[1].astype(np.int64) * _VAK
    starts, ends = np.sort(group + first[rows]), np.sort(group + last[rows])
    begun = np.searchsorted(starts, group + last[rows], side="right")
    over = np.searchsorted(ends, group + first[rows], side="left")
    found = np.zeros(len(groep), dtype=bool)
    found[rows[begun - over > 1]] = True
    return found


def _dagen(datum: pa.Array, leeg: int) -> Getallen:
    days = pc.fill_null(datum.cast(pa.int32()), leeg)
    return np.asarray(days.to_numpy(zero_copy_only=False), dtype=np.int64)
