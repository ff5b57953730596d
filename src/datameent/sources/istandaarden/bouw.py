"""Typed columns of messages to bron tables, with the raw door columns, for the messages that broke no rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from datameent.sources.istandaarden.specificatie import (
    Adreskeuze,
    Berichtspecificatie,
    Kolom,
    Tabel,
    specificaties,
)
from datameent.sources.istandaarden.toetsen import Getoetst
from datameent.sources.istandaarden.uitpakken import Indexen

_TYPE = {
    "datum": pa.date32(),
    "getal": pa.int64(),
    "bedrag": pa.int64(),
    "BedragMetDC": pa.int64(),
    "TotaalBedragMetDC": pa.int64(),
    "janee": pa.bool_(),
}


@dataclass(frozen=True, slots=True)
class Deel:
    """Rows of one bron table with for each row the index of its message."""

    tabel: pa.Table
    bericht: Indexen


def soort_type(soort: str) -> pa.DataType:
    """The Arrow type of a kind of text.

    >>> soort_type("datum")
    DataType(date32[day])
    """
    return _TYPE.get(soort, pa.string())


def bouw(done: Getoetst, bericht_ids: Sequence[str], goed: Indexen) -> dict[str, pa.Table]:
    """The bron tables of the messages `goed` (indexes, ascending); `bericht_ids` is by message."""
    keep = np.zeros(len(bericht_ids), dtype=bool)
    keep[goed] = True
    parts: dict[str, list[Deel]] = {}
    for tabel in done.spec.tabellen:
        if tabel.naam != "bericht":
            parts.setdefault(tabel.naam, []).append(_deel(done, tabel, keep))
    ids = pa.array(bericht_ids, pa.string())
    tables = {name: _samen(done.spec, name, found, ids) for name, found in parts.items()}
    return {"bericht": _berichten(done, ids, goed), **tables}


def _deel(done: Getoetst, tabel: Tabel, keep: np.ndarray) -> Deel:
    table = _rijtabel(done, tabel.rij)
    message = done.ruw.bericht(table)
    rows = np.flatnonzero(keep[message])
    whole = len(rows) == len(message)
    columns = {kolom.naam: _kolom(done, kolom, table, None if whole else rows) for kolom in tabel.kolommen}
    if tabel.adres:
        columns |= _adres(done, tabel.adres, None if whole else rows)
    for name, value in tabel.vast:
        columns[name] = pa.repeat(value, len(rows))
    return Deel(pa.table(columns), message[rows])


def _rijtabel(done: Getoetst, rij: str) -> str:
    # A row element that does not repeat is read with what encloses it.
    return done.tabel_van(rij)


def _kolom(done: Getoetst, kolom: Kolom, tabel: str, rijen: Indexen | None) -> pa.Array:
    source = done.tabel_van(kolom.pad)
    values = done.kolommen[kolom.pad]
    if source != tabel:
        at = done.ruw.naar(tabel, source)
        return values.take(pa.array(at if rijen is None else at[rijen]))
    return values if rijen is None else values.take(pa.array(rijen))


def _adres(done: Getoetst, keuze: Adreskeuze, rijen: Indexen | None) -> dict[str, pa.Array]:
    """Per message the address columns of the contact that counts (see the specification)."""
    count = done.ruw.rijen("")
    chosen = _gekozen(done, keuze, count)
    index = pa.array(chosen if rijen is None else chosen[rijen], mask=(chosen if rijen is None else chosen[rijen]) < 0)
    return {kolom.naam: done.kolommen[kolom.pad].take(index) for kolom in keuze.kolommen}


def _gekozen(done: Getoetst, keuze: Adreskeuze, count: int) -> Indexen:
    table = done.tabel_van(keuze.rij)
    message = done.ruw.bericht(table)
    kinds = pc.index_in(done.kolommen[keuze.soort], value_set=pa.array(keuze.voorkeur))
    rank = pc.fill_null(kinds, len(keuze.voorkeur)).to_numpy(zero_copy_only=False).astype(np.int64)
    empty = np.ones(len(message), dtype=bool)
    for kolom in keuze.kolommen:
        empty &= done.kolommen[kolom.pad].is_null().to_numpy(zero_copy_only=False)
    day = done.kolommen["Header/BerichtIdentificatie/Dagtekening"].take(pa.array(message))
    ended = pc.fill_null(pc.less(done.kolommen[keuze.einde], day), False).to_numpy(zero_copy_only=False)
    rank = rank + 10 * ended + 100 * empty
    order = np.lexsort((np.arange(len(message)), rank, message))
    chosen = np.full(count, -1, dtype=np.int64)
    chosen[message[order][::-1]] = order[::-1]  # written last is the first of its message
    return chosen


def _samen(spec: Berichtspecificatie, naam: str, parts: list[Deel], ids: pa.Array) -> pa.Table:
    table = pa.concat_tables([p.tabel for p in parts], promote_options="default") if len(parts) > 1 else parts[0].tabel
    message = np.concatenate([p.bericht for p in parts])
    if len(parts) > 1:
        order = np.argsort(message, kind="stable")
        table, message = table.take(pa.array(order)), message[order]
    shared = {"bericht_id": ids.take(pa.array(message)), "wet": pa.repeat(spec.wet, len(message))}
    if next(t for t in spec.tabellen if t.naam == naam).volgnr:
        shared["volgnr"] = pa.array(volgnummers(message))
    columns = {**shared, **dict(zip(table.column_names, table.columns, strict=True))}
    schema = schemas(spec.release)[naam]
    missing = {f.name: pa.nulls(len(message), f.type) for f in schema if f.name not in columns}
    return pa.table({**columns, **missing}).select(schema.names).cast(schema)


@cache
def schemas(release: str) -> Mapping[str, pa.Schema]:
    """The Arrow schema of every bron table this release's messages give, door columns included.

    A table that several types of message fill has the columns of all of them.
    """
    found: dict[str, dict[str, pa.DataType]] = {}
    for spec in specificaties(release).values():
        for tabel in spec.tabellen:
            columns = found.setdefault(tabel.naam, {"bericht_id": pa.string(), "wet": pa.string()})
            if tabel.volgnr:
                columns["volgnr"] = pa.int32()
            for kolom in (*tabel.kolommen, *(tabel.adres.kolommen if tabel.adres else ())):
                columns[kolom.naam] = soort_type(kolom.soort)
            columns |= {name: pa.string() for name, _ in tabel.vast}
    return {name: pa.schema(list(columns.items())) for name, columns in found.items()}


def volgnummers(message: Indexen) -> np.ndarray:
    """0-based position within each message, for messages in ascending order.

    >>> volgnummers(np.array([3, 3, 5, 5, 5])).tolist()
    [0, 1, 0, 1, 2]
    """
    return (np.arange(len(message)) - np.searchsorted(message, message, side="left")).astype(np.int32)


def _berichten(done: Getoetst, ids: pa.Array, goed: Indexen) -> pa.Table:
    spec = done.spec
    own, answered = eigen_en_beantwoord(spec)
    rows = pa.array(goed)
    columns = {p: done.kolommen[p].take(rows) for p in (*own, *answered) if p}
    sender, receiver = (done.kolommen[p].take(rows) for p in ("Header/Afzender", "Header/Ontvanger"))
    gemeente, aanbieder = (sender, receiver) if spec.afzender == "gemeente" else (receiver, sender)
    count = len(goed)
    return pa.table(
        {
            "bericht_id": ids.take(rows),
            "wet": pa.repeat(spec.wet, count),
            "standaard": pa.repeat(spec.standaard, count),
            "release": pa.repeat(spec.release, count),
            "berichttype": pa.repeat(spec.berichttype, count),
            "afzender": sender,
            "ontvanger": receiver,
            "gemeente": gemeente,
            "aanbieder": aanbieder,
            "identificatie": columns[own[0]],
            "dagtekening": columns[own[1]],
            "identificatie_retour": columns[answered[0]] if answered[0] else pa.nulls(count, pa.string()),
            "dagtekening_retour": columns[answered[1]] if answered[1] else pa.nulls(count, pa.date32()),
        }
    )


def eigen_en_beantwoord(spec: Berichtspecificatie) -> tuple[tuple[str, str], tuple[str, str]]:
    """Where a message has its own identification and date, and those of the message it answers (empty: none).

    A return message repeats the header of the message it answers and adds its own identification
    (invulinstructie IV028); a 325 has its own header and names the declaration.
    """
    header = ("Header/BerichtIdentificatie/Identificatie", "Header/BerichtIdentificatie/Dagtekening")
    if spec.retour:
        return ("Header/IdentificatieRetour", "Header/DagtekeningRetour"), header
    if spec.beantwoordt:
        return header, (f"{spec.beantwoordt}/Identificatie", f"{spec.beantwoordt}/Dagtekening")
    return header, ("", "")
