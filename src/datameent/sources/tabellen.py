"""The CSV tables: bevolking, postcodes, gebieden, aanbieders, producten, tarieven. Comma, UTF-8, a header, ISO dates.

A file is taken whole or refused whole, with line and column of every finding and never a value.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from datameent.domain.errors import Plaats
from datameent.sources.bevinding import FOUT, BerichtKop, Bevinding, Gelezen, Stuk
from datameent.sources.codes import TEKST, Code
from datameent.sources.istandaarden import kolommen as k
from datameent.sources.limieten import Limieten

_Rijen = npt.NDArray[np.int64]
_BUURT = "^BU[0-9]{8}$"
_GEBIED = {"gemeente": "^GM[0-9]{4}$", "wijk": "^WK[0-9]{6}$", "buurt": _BUURT}


@dataclass(frozen=True, slots=True)
class _Kolom:
    """A column: its Arrow type, whether it may be empty, the form of its text, the range of its number."""

    naam: str
    soort: pa.DataType
    leeg: bool = False
    vorm: str = ""
    bereik: tuple[int, int] = (0, 2**31 - 1)


@dataclass(frozen=True, slots=True)
class _Tabel:
    """A CSV table: the bron table it becomes, its columns, its key, and the rules over more than one column."""

    bron: str
    kolommen: tuple[_Kolom, ...]
    sleutel: tuple[str, ...]
    regels: Callable[[pa.Table], Sequence[tuple[Code, str, _Rijen]]] = field(default=lambda _: ())


def _geldig(table: pa.Table) -> list[tuple[Code, str, _Rijen]]:
    return [(Code.CSV_BEREIK, "geldig_tot", _waar(pc.less(table["geldig_tot"], table["geldig_vanaf"])))]


def _periode(table: pa.Table) -> list[tuple[Code, str, _Rijen]]:
    return [
        *_geldig(table),
        (Code.CSV_BEREIK, "huisnummer_tot", _waar(pc.less(table["huisnummer_tot"], table["huisnummer_van"]))),
    ]


def _maand(table: pa.Table) -> list[tuple[Code, str, _Rijen]]:
    return [(Code.CSV_DATUM, "maand", _waar(pc.not_equal(pc.day(table["maand"]), 1)))]


def _gebieden(table: pa.Table) -> list[tuple[Code, str, _Rijen]]:
    found = []
    known = pc.is_in(table["soort"], value_set=pa.array(list(_GEBIED)))
    found.append((Code.CSV_VORM, "soort", _waar(pc.invert(known))))
    for kind, form in _GEBIED.items():
        of_kind = pc.equal(table["soort"], kind)
        bad = pc.and_(of_kind, pc.invert(pc.match_substring_regex(table["code"], form)))
        found.append((Code.CSV_VORM, "code", _waar(bad)))
    orphan = pc.invert(pc.is_in(table["ouder_code"], value_set=table["code"].combine_chunks()))
    found.append((Code.CSV_OUDER, "ouder_code", _waar(pc.and_(pc.is_valid(table["ouder_code"]), orphan))))
    rootless = pc.and_(pc.not_equal(table["soort"], "gemeente"), pc.is_null(table["ouder_code"]))
    found.append((Code.CSV_OUDER, "ouder_code", _waar(rootless)))
    return found


_S, _D, _I16, _I32, _I64 = pa.string(), pa.date32(), pa.int16(), pa.int32(), pa.int64()

# Agreement → table (docs/ontwikkel/seams.md).
TABELLEN: Mapping[str, _Tabel] = {
    "bevolking": _Tabel(
        "bevolking",
        (
            _Kolom("maand", _D),
            _Kolom("buurt_code", _S, vorm=_BUURT),
            _Kolom("leeftijd", _I16, bereik=(0, 130)),
            _Kolom("aantal", _I32),
        ),
        ("maand", "buurt_code", "leeftijd"),
        _maand,
    ),
    "postcodes": _Tabel(
        "postcode",
        (
            _Kolom("postcode", _S, vorm="^[1-9][0-9]{3}[A-Z]{2}$"),
            _Kolom("huisnummer_van", _I32, leeg=True, bereik=(0, 99999)),
            _Kolom("huisnummer_tot", _I32, leeg=True, bereik=(0, 99999)),
            _Kolom("buurt_code", _S, vorm=_BUURT),
            _Kolom("geldig_vanaf", _D),
            _Kolom("geldig_tot", _D, leeg=True),
        ),
        ("postcode", "huisnummer_van", "huisnummer_tot", "buurt_code", "geldig_vanaf"),
        _periode,
    ),
    "gebieden": _Tabel(
        "gebied",
        (_Kolom("code", _S), _Kolom("naam", _S), _Kolom("soort", _S), _Kolom("ouder_code", _S, leeg=True)),
        ("code",),
        _gebieden,
    ),
    "aanbieders": _Tabel("aanbieder", (_Kolom("agb", _S, vorm="^[0-9]{8}$"), _Kolom("naam", _S)), ("agb",)),
    "producten": _Tabel(
        "product",
        (
            _Kolom("wet", _S, vorm="^(wmo|jeugdwet)$"),
            _Kolom("productcategorie", _S, vorm="^[0-9A-Z]{2}$"),
            _Kolom("productcode", _S, vorm="^[0-9A-Z]{5}$"),
            _Kolom("geldig_vanaf", _D),
            _Kolom("geldig_tot", _D, leeg=True),
        ),
        ("wet", "productcategorie", "productcode", "geldig_vanaf"),
        _geldig,
    ),
    "tarieven": _Tabel(
        "tarief",
        (
            _Kolom("aanbieder", _S, vorm="^[0-9]{8}$"),
            _Kolom("productcode", _S, vorm="^[0-9A-Z]{5}$"),
            _Kolom("eenheid", _S, vorm="^[0-9]{2}$"),
            _Kolom("tarief_cent", _I64, bereik=(0, 99_999_999)),
            _Kolom("geldig_vanaf", _D),
            _Kolom("geldig_tot", _D, leeg=True),
        ),
        ("aanbieder", "productcode", "eenheid", "geldig_vanaf", "tarief_cent"),
        _geldig,
    ),
}


class _Geweigerd(Exception):
    """The file as a whole cannot be read; holds where and which rule."""

    def __init__(self, code: Code, regel: int | None = None, kolom: str | None = None) -> None:
        super().__init__(code)
        self.code, self.regel, self.kolom = code, regel, kolom


def lees(stukken: Sequence[Stuk], *, tabel: str, limieten: Limieten, dagtekening: date | None = None) -> Gelezen:
    """Read CSV files of one table; `tabel` is its agreement, a key of `TABELLEN`.

    Each file has one head, with berichttype `csv`. `dagtekening` is the day it counts as sent (default: today).
    KeyError when there is no such table.
    """
    spec = TABELLEN[tabel]
    heads, tables, refused = [], [], {}
    for stuk in stukken:
        data = stuk.bron if isinstance(stuk.bron, bytes) else stuk.bron.read_bytes()
        table, findings = _lees_bestand(stuk.bestand, data, spec, limieten)
        if table is None:
            refused[stuk.bestand] = findings
            continue
        digest = hashlib.sha256(data).hexdigest()
        day = dagtekening or date.today()
        heads.append(BerichtKop(digest, stuk.bestand, "csv", "1", "csv", "", "", tabel, day))
        shared = {"bericht_id": pa.repeat(digest, table.num_rows), "wet": pa.nulls(table.num_rows, _S)}
        tables.append(pa.table({**shared, **dict(zip(table.column_names, table.columns, strict=True))}))
    return Gelezen(tuple(heads), {spec.bron: pa.concat_tables(tables)} if tables else {}, refused)


def _lees_bestand(
    bestand: str, data: bytes, spec: _Tabel, limieten: Limieten
) -> tuple[pa.Table | None, tuple[Bevinding, ...]]:
    try:
        raw = _ruw(data, spec, limieten)
    except _Geweigerd as refused:
        return None, (_bevinding(bestand, refused.code, refused.regel, refused.kolom),)
    found: list[tuple[Code, str, _Rijen]] = []
    table = pa.table({kolom.naam: _typeer(raw[kolom.naam], kolom, found) for kolom in spec.kolommen})
    if not any(len(rows) for _, _, rows in found):
        found += spec.regels(table)
        found.append((Code.CSV_DUBBEL, spec.sleutel[0], _herhaald(table, spec.sleutel)))
    findings = [
        _bevinding(bestand, code, int(row) + 2, column)
        for code, column, rows in found
        for row in rows[: limieten.max_bevindingen]
    ]
    ordered = sorted(findings, key=lambda b: b.plaats.regel or 0)[: limieten.max_bevindingen]
    return (None, tuple(ordered)) if ordered else (table, ())


def _bevinding(bestand: str, code: Code, regel: int | None, kolom: str | None) -> Bevinding:
    return Bevinding(code, FOUT, "bestand", Plaats(bestand, regel, None, kolom), TEKST[code])


def _ruw(data: bytes, spec: _Tabel, limieten: Limieten) -> pa.Table:
    """The table as text, or _Geweigerd."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    if len(data) > limieten.max_bestand:
        raise _Geweigerd(Code.TE_GROOT)
    names = [kolom.naam for kolom in spec.kolommen]
    _codering(data)
    header = data.partition(b"\n")[0].rstrip(b"\r").decode().replace('"', "").split(",")
    if [h.strip() for h in header] != names:
        raise _Geweigerd(Code.CSV_KOP, 1)
    odd: list[int | None] = []

    def note(row: csv.InvalidRow) -> str:
        odd.append(row.number)
        return "skip"

    try:
        raw = csv.read_csv(
            io.BytesIO(data),
            csv.ReadOptions(use_threads=False, skip_rows=1, column_names=names, encoding="utf8"),
            csv.ParseOptions(newlines_in_values=False, ignore_empty_lines=False, invalid_row_handler=note),
            csv.ConvertOptions(
                column_types=dict.fromkeys(names, _S),
                strings_can_be_null=True,
                null_values=[""],
                quoted_strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid:
        raise _Geweigerd(Code.CSV_RIJ) from None
    if odd:
        raise _Geweigerd(Code.CSV_RIJ, odd[0])
    return raw.combine_chunks()


def _codering(data: bytes) -> None:
    if not data.strip():
        raise _Geweigerd(Code.CSV_LEEG, 1)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _Geweigerd(Code.CSV_CODERING, data.count(b"\n", 0, error.start) + 1) from None
    if b"\0" in data:
        raise _Geweigerd(Code.CSV_CODERING, data.count(b"\n", 0, data.index(b"\0")) + 1)


def _typeer(ruw: pa.ChunkedArray, kolom: _Kolom, found: list[tuple[Code, str, _Rijen]]) -> pa.Array:
    whole = ruw.combine_chunks()
    text = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
    if not kolom.leeg:
        found.append((Code.CSV_LEEG, kolom.naam, _waar(pc.is_null(text))))
    if kolom.soort == _S:
        if kolom.vorm:
            fits = pc.match_substring_regex(text, kolom.vorm)
            found.append((Code.CSV_VORM, kolom.naam, _waar(pc.invert(fits))))
        return text
    typed = k.datums(text) if kolom.soort == _D else k.getallen(text)
    code = Code.CSV_DATUM if kolom.soort == _D else Code.CSV_TYPE
    for rule, rows in typed.fouten:
        found.append((Code.CSV_BEREIK if rule == Code.NEGATIEF else code, kolom.naam, rows))
    return typed.waarden if kolom.soort == _D else _in_bereik(typed.waarden, kolom, found)


def _in_bereik(waarden: pa.Array, kolom: _Kolom, found: list[tuple[Code, str, _Rijen]]) -> pa.Array:
    low, high = kolom.bereik
    outside = pc.or_(pc.less(waarden, low), pc.greater(waarden, high))
    found.append((Code.CSV_BEREIK, kolom.naam, _waar(outside)))
    return pc.if_else(pc.fill_null(outside, False), pa.scalar(None, pa.int64()), waarden).cast(kolom.soort)


def _herhaald(table: pa.Table, sleutel: Sequence[str]) -> _Rijen:
    """Rows whose key occurred on an earlier row."""
    numbered = table.select(list(sleutel)).append_column("_rij", pa.array(np.arange(table.num_rows)))
    first = numbered.group_by(list(sleutel), use_threads=False).aggregate([("_rij", "min")])["_rij_min"]
    again = np.ones(table.num_rows, dtype=bool)
    again[first.to_numpy()] = False
    return np.flatnonzero(again)


def _waar(mask: pa.Array | pa.ChunkedArray) -> _Rijen:
    filled = pc.fill_null(mask, False)
    return np.flatnonzero(filled.to_numpy() if isinstance(filled, pa.ChunkedArray) else filled.to_numpy(False))
