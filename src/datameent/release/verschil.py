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

UIT_KOSTEN = frozenset(("uitgaven",))
"""Amounts whose facts are kostenmaand and nothing else: of these an earlier day costs little."""

Aantallen = dict[tuple[str, frozenset[tuple[str, str]]], int]

_ONTHOUDEN: dict[tuple[str, str, date, str], pa.Table] = {}
_GETELD: dict[tuple[str, str, date, str], dict[Kruising, Aantallen]] = {}


def veranderde_personen(
    meting: Meting, toen: date, indicator: str, kruisingen: Iterable[Kruising]
) -> dict[tuple[str, frozenset[tuple[str, str]]], int]:
    """How many persons have another amount in a cell than they had on the day `toen`; absent when nobody.

    A cell is its period and its (dimension, code) pairs. Who moved money from one aanbieder to another changed both
    cells of an aanbieder and not the total of them. What the lake knew on `toen` is worked out again; what it gave is
    kept for the next audience.
    """
    gevraagd = sorted(set(kruisingen))
    bekend = _GETELD.setdefault((*_staat(meting), toen, indicator), {})
    if nieuw := [k for k in gevraagd if k not in bekend]:
        bekend.update(zip(nieuw, _tel(meting, toen, indicator, nieuw), strict=True))
    return {cel: personen for kruising in gevraagd for cel, personen in bekend[kruising].items()}


def _tel(meting: Meting, toen: date, indicator: str, kruisingen: list[Kruising]) -> list[Aantallen]:
    per = [(k.korrel, *k.dimensies) for k in kruisingen]
    dimensies = list(dict.fromkeys(d for kruising in per for d in kruising))
    blok = Blok.van(_verschil(meting, toen, indicator).to_reader(), dimensies)
    return [
        {
            (codes[0], frozenset(zip(kruising.dimensies, codes[1:], strict=True))): personen
            for codes, personen in zip(cellen.sleutels, cellen.maten["personen"], strict=True)
            if personen
        }
        for kruising, cellen in zip(kruisingen, tel_alle(blok, per, partial(tel, indicator), meting._lees), strict=True)
    ]


def _staat(meting: Meting) -> tuple[str, str]:
    """One state of the lake at a time is kept."""
    staat = (str(meting.home.root.absolute()), meting.vingerafdruk)
    for oud in [k for k in (*_ONTHOUDEN, *_GETELD) if k[:2] != staat]:
        _ONTHOUDEN.pop(oud, None)
        _GETELD.pop(oud, None)
    return staat


def _verschil(meting: Meting, toen: date, indicator: str) -> pa.Table:
    """The facts of now, and those of then with the opposite amount, as far as they differ."""
    sleutel = (*_staat(meting), toen, indicator)
    if sleutel not in _ONTHOUDEN:
        was = _feiten_van_toen(meting, toen, indicator)
        plek = was.schema.get_field_index("_cent")
        was = was.set_column(plek, was.schema.field(plek), pc.negate(was.column(plek)))
        _ONTHOUDEN[sleutel] = _gesaldeerd(pa.concat_tables([_feiten(meting, indicator), was]))
    return _ONTHOUDEN[sleutel]


def _gesaldeerd(feiten: pa.Table) -> pa.Table:
    """Without what is the same on both days, nearly everything: added up before it is repeated for every crossing."""
    vast = {naam: _genummerd(feiten.column(naam)) for naam in feiten.column_names if naam != "_cent"}
    genummerd = pa.table({**vast, "_cent": feiten.column("_cent"), "_rij": pa.array(range(len(feiten)))})
    saldo = genummerd.group_by(list(vast)).aggregate([("_cent", "sum"), ("_rij", "min")])
    saldo = saldo.filter(pc.not_equal(saldo.column("_cent_sum"), 0))
    plek = feiten.schema.get_field_index("_cent")
    return feiten.take(saldo.column("_rij_min")).set_column(plek, feiten.schema.field(plek), saldo.column("_cent_sum"))


def _genummerd(kolom: pa.ChunkedArray) -> pa.ChunkedArray:
    """Numbers for texts: grouping is much faster on those."""
    return kolom.combine_chunks().dictionary_encode().indices if pa.types.is_string(kolom.type) else kolom


def _feiten_van_toen(meting: Meting, toen: date, indicator: str) -> pa.Table:
    if toen >= meting.peildatum:
        return _feiten(meting, indicator)
    if indicator in UIT_KOSTEN:
        return meting.lake.stroom(
            meting._con, feiten_van(indicator, {"kostenmaand": meting.kosten_op(toen)})
        ).read_all()
    with Meting(meting.home, toen) as eerder:
        return _feiten(eerder, indicator)


def _feiten(meting: Meting, indicator: str) -> pa.Table:
    return meting.lake.stroom(meting._con, feiten_van(indicator, meting.kern)).read_all()
