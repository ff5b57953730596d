"""Whose figures changed between two days: the persons behind the difference of two releases."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from datameent.indicators.evaluate import feiten_van, tel
from datameent.release.blok import Blok, tel_alle
from datameent.release.meten import Meting
from datameent.release.plan import Kruising

_ONTHOUDEN: dict[tuple[str, str, date, str], pa.Table] = {}


def veranderde_personen(
    meting: Meting, toen: date, indicator: str, kruisingen: Iterable[Kruising]
) -> dict[tuple[str, frozenset[tuple[str, str]]], int]:
    """How many persons have another amount in a cell than they had on the day `toen`; absent when nobody.

    A cell is its period and its (dimension, code) pairs. Who moved money from one aanbieder to another changed both
    cells of an aanbieder and not the total of them. The lake as it was on `toen` is conformed again, which takes about
    as long as `datameent build`; what it gave is kept for the next audience.
    """
    lijst = sorted(set(kruisingen))
    if not lijst:
        return {}
    per = [(k.korrel, *k.dimensies) for k in lijst]
    dimensies = list(dict.fromkeys(d for kruising in per for d in kruising))
    blok = Blok.van(_verschil(meting, toen, indicator).to_reader(), dimensies)
    geteld = tel_alle(blok, per, partial(tel, indicator), meting._lees)
    aantallen: dict[tuple[str, frozenset[tuple[str, str]]], int] = {}
    for kruising, cellen in zip(lijst, geteld, strict=True):
        for codes, personen in zip(cellen.sleutels, cellen.maten["personen"], strict=True):
            if personen:
                aantallen[codes[0], frozenset(zip(kruising.dimensies, codes[1:], strict=True))] = personen
    return aantallen


def _verschil(meting: Meting, toen: date, indicator: str) -> pa.Table:
    """The facts of now, and those of then with the opposite amount."""
    sleutel = (str(meting.home.root.absolute()), meting.vingerafdruk, toen, indicator)
    if sleutel not in _ONTHOUDEN:
        for oud in [k for k in _ONTHOUDEN if k[:2] != sleutel[:2]]:
            del _ONTHOUDEN[oud]  # one state of the lake at a time
        with Meting(meting.home, toen) as eerder:
            was = _feiten(eerder, indicator)
        plek = was.schema.get_field_index("_cent")
        was = was.set_column(plek, was.schema.field(plek), pc.negate(was.column(plek)))
        _ONTHOUDEN[sleutel] = pa.concat_tables([_feiten(meting, indicator), was])
    return _ONTHOUDEN[sleutel]


def _feiten(meting: Meting, indicator: str) -> pa.Table:
    return meting.lake.stroom(meting._con, feiten_van(indicator, meting.kern)).read_all()
