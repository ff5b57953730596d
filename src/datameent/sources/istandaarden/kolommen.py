"""From raw text to typed columns, and which rows break a rule. Never a value in what comes back about a rule.

Text repeats (dates, codes), so what is not plainly right is judged once per distinct text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from datameent.sources.codes import Code

Rijen = npt.NDArray[np.int64]
_DATUM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIJD = re.compile(r"([0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.[0-9]+)?")
_GETAL = re.compile(r"[+-]?[0-9]{1,18}")
_WIT = " \t\r\n"  # what XML calls whitespace; dates, times and numbers may have it around them
_BSN_GEWICHT = np.array((9, 8, 7, 6, 5, 4, 3, 2, -1), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Getypt:
    """A typed column, and per broken rule the rows that break it (their value is null)."""

    waarden: pa.Array
    fouten: tuple[tuple[Code, Rijen], ...] = ()


def datums(tekst: pa.Array) -> Getypt:
    """Text to date32; a date must exist and be written YYYY-MM-DD.

    >>> datums(pa.array(["2024-02-29", "2023-02-29"])).fouten[0][1].tolist()
    [1]
    """
    return _per_tekst(tekst, _datum, pa.date32(), Code.DATUM)


def tijden(tekst: pa.Array) -> Getypt:
    """Text to HH:MM:SS (text); a time must exist."""
    return _per_tekst(tekst, _tijd, pa.string(), Code.TIJD)


def ja_nee(tekst: pa.Array) -> Getypt:
    """COD260: 1 is true, 2 is false; anything else is null and for the code list to find."""
    return _zonder_fouten(_per_tekst(tekst, {"1": True, "2": False}.get, pa.bool_(), Code.CODELIJST))


def debet_credit(tekst: pa.Array) -> Getypt:
    """COD043: D is 1, C is -1; anything else is null and for the code list to find."""
    return _zonder_fouten(_per_tekst(tekst, {"D": 1, "C": -1}.get, pa.int64(), Code.CODELIJST))


def getallen(tekst: pa.Array) -> Getypt:
    """Text to int64, zero or more.

    >>> [(str(c), r.tolist()) for c, r in getallen(pa.array(["7", "-1", "x", None])).fouten]
    [('DM-BER-008', [2]), ('DM-BER-009', [1])]
    """
    values = _snel_getal(tekst)
    if values is not None:
        return Getypt(values)
    slow = _per_tekst(tekst, _getal, pa.int64(), Code.GETAL)
    below = _rijen(pc.less(slow.waarden, 0))
    if not len(below):
        return slow
    cleared = pc.if_else(pc.less(slow.waarden, 0), pa.scalar(None, pa.int64()), slow.waarden)
    return Getypt(cleared, (*slow.fouten, (Code.NEGATIEF, below)))


def nummers(tekst: pa.Array) -> Getypt:
    """A whole number as text without leading zeros, so that one number is always the same text.

    >>> nummers(pa.array(["12", "007", None])).waarden.to_pylist()
    ['12', '7', None]
    """
    odd = pc.fill_null(pc.match_substring_regex(tekst, r"^0[0-9]|[^0-9]"), False)
    rows = np.flatnonzero(odd.to_numpy(zero_copy_only=False))
    if not len(rows):
        return Getypt(tekst)
    # Only these: what becomes of a number does not depend on the others that are read with it.
    numbers = getallen(tekst.take(pa.array(rows)))
    values = pc.replace_with_mask(tekst, odd, numbers.waarden.cast(pa.string()))
    return Getypt(values, tuple((code, rows[found]) for code, found in numbers.fouten))


def bedragen(bedrag: Getypt, teken: Getypt) -> pa.Array:
    """Eurocents with their sign: credit is below zero."""
    return pc.multiply(bedrag.waarden, teken.waarden)


def geboortedatums(datum: pa.Array, gebruik: pa.Array) -> pa.Array:
    """ISO text of a birth date in which what is not known is zeros (COD170): `2010-02-14`, `2010-02-00`, `2010-00-00`;
    null when nothing is known."""
    if gebruik.null_count == len(gebruik):
        return datum
    known = datum
    for code, length, rest in (("1", 7, "-00"), ("2", 4, "-00-00")):
        cut = pc.binary_join_element_wise(pc.utf8_slice_codeunits(known, 0, length), rest, "")
        known = pc.if_else(_is(gebruik, code), cut, known)
    return pc.if_else(_is(gebruik, "3"), pa.scalar(None, pa.string()), known)


def _is(column: pa.Array, code: str) -> pa.Array:
    return pc.fill_null(pc.equal(column, code), False)


def _per_tekst(tekst: pa.Array, lees: Callable[[str], object | None], soort: pa.DataType, code: Code) -> Getypt:
    encoded = tekst.dictionary_encode()
    read = [lees(t) for t in encoded.dictionary.to_pylist()]
    values = pa.array(read, soort).take(encoded.indices)
    if None not in read:
        return Getypt(values)
    return Getypt(values, ((code, _rijen(pc.and_(pc.is_null(values), pc.is_valid(tekst)))),))


def _zonder_fouten(getypt: Getypt) -> Getypt:
    return Getypt(getypt.waarden)


def _rijen(mask: pa.Array) -> Rijen:
    return np.flatnonzero(pc.fill_null(mask, False).to_numpy(zero_copy_only=False))


def _datum(tekst: str) -> date | None:
    trimmed = tekst.strip(_WIT)
    try:
        return date.fromisoformat(trimmed) if _DATUM.fullmatch(trimmed) else None
    except ValueError:
        return None


def _tijd(tekst: str) -> str | None:
    found = _TIJD.fullmatch(tekst.strip(_WIT))
    try:
        return time.fromisoformat(found[1]).isoformat() if found else None
    except ValueError:
        return None


def _getal(tekst: str) -> int | None:
    trimmed = tekst.strip(_WIT)
    return int(trimmed) if _GETAL.fullmatch(trimmed) else None


def _snel_getal(tekst: pa.Array) -> pa.Array | None:
    # Digits only and not too many, checked first: Arrow's own cast would also take hexadecimal.
    if pc.any(pc.match_substring_regex(tekst, "[^0-9]")).as_py() or (pc.max(pc.binary_length(tekst)).as_py() or 0) > 18:
        return None
    return tekst.cast(pa.int64())


def elfproef(tekst: pa.Array) -> npt.NDArray[np.bool_]:
    """Which texts pass the elfproef, or are absent (the reference is domain.bsn.elfproef).

    >>> elfproef(pa.array(["999900006", "999900007", "99990000", None])).tolist()
    [True, False, False, True]
    """
    good: npt.NDArray[np.bool_] = pc.is_null(tekst).to_numpy(zero_copy_only=False).copy()
    nine = np.flatnonzero(pc.fill_null(pc.equal(pc.binary_length(tekst), 9), False).to_numpy(zero_copy_only=False))
    if not len(nine):
        return good
    chosen = tekst.take(pa.array(nine)).cast(pa.binary()).cast(pa.binary(9))
    raw = np.frombuffer(chosen.buffers()[1], dtype=np.uint8)[chosen.offset * 9 :][: len(nine) * 9]
    digits = raw.reshape(-1, 9).astype(np.int64) - ord("0")
    plain = ((digits >= 0) & (digits <= 9)).all(axis=1)
    good[nine] = plain & (digits @ _BSN_GEWICHT % 11 == 0) & digits.any(axis=1)
    return good
