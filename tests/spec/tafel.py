"""Tables drawn as text, so that a specification can be read by someone who does not program.

A table has a first line with column names and a line per row; columns are split by `|`. A dash means "empty". Euros are
written in whole cents in columns whose name ends in `_cent`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import ibis
import pyarrow as pa

from datameent.lake.schemas import BRON, KERN


def tafel(tekst: str) -> list[dict[str, str | None]]:
    """The rows of a drawn table, every value as written; a dash is None.

    >>> tafel('''
    ... wet  | bedrag_cent
    ... wmo  | 100
    ... wmo  | -
    ... ''')
    [{'wet': 'wmo', 'bedrag_cent': '100'}, {'wet': 'wmo', 'bedrag_cent': None}]
    """
    regels = [r for r in tekst.splitlines() if r.strip()]
    if not regels:
        return []
    kop, *rest = ([v.strip() for v in r.split("|")] for r in regels)
    for rij in rest:
        if len(rij) != len(kop):
            raise ValueError(f"a row has {len(rij)} values and the table {len(kop)} columns: {rij}")
    return [{k: (None if v == "-" else v) for k, v in zip(kop, rij, strict=True)} for rij in rest]


def _waarde(soort: pa.DataType, tekst: Any) -> Any:
    if tekst is None or not isinstance(tekst, str):
        return tekst
    if pa.types.is_date(soort):
        return date.fromisoformat(tekst)
    if pa.types.is_integer(soort):
        return int(tekst.replace(".", ""))
    if pa.types.is_boolean(soort):
        return {"ja": True, "nee": False}[tekst]
    return tekst


def arrow(schema: pa.Schema, rijen: list[dict[str, Any]]) -> pa.Table:
    """Rows as an Arrow table of this schema; columns that are not drawn are empty."""
    onbekend = {k for r in rijen for k in r} - set(schema.names)
    if onbekend:
        raise ValueError(f"columns that the schema does not know: {sorted(onbekend)}")
    kolommen = [pa.array([_waarde(f.type, r.get(f.name)) for r in rijen], f.type) for f in schema]
    return pa.Table.from_arrays(kolommen, schema=schema)


def bron_arrow(**tabellen: str | list[dict[str, Any]]) -> dict[str, pa.Table]:
    """All bron tables as Arrow; the ones that are not drawn are empty. `wet` is jeugdwet where it is not drawn."""
    uit = {}
    for naam, schema in BRON.items():
        gegeven = tabellen.get(naam, [])
        rijen = tafel(gegeven) if isinstance(gegeven, str) else list(gegeven)
        uit[naam] = arrow(
            schema,
            [
                {"wet": "jeugdwet", "volgnr": 0, **r} if "volgnr" in schema.names else {"wet": "jeugdwet", **r}
                for r in rijen
            ],
        )
    if onbekend := set(tabellen) - set(BRON):
        raise ValueError(f"no such bron tables: {sorted(onbekend)}")
    return uit


def bron(**tabellen: str | list[dict[str, Any]]) -> dict[str, Any]:
    """All bron tables as Ibis tables."""
    return {naam: ibis.memtable(t) for naam, t in bron_arrow(**tabellen).items()}


def kern(**tabellen: str | list[dict[str, Any]]) -> dict[str, Any]:
    """All kern tables as Ibis tables; the ones that are not drawn are empty."""
    uit = {}
    for naam, schema in KERN.items():
        gegeven = tabellen.get(naam, [])
        rijen = tafel(gegeven) if isinstance(gegeven, str) else list(gegeven)
        uit[naam] = ibis.memtable(arrow(schema, rijen))
    return uit


def lees(tabel: Any, *kolommen: str) -> list[dict[str, Any]]:
    """The rows of an Ibis table, sorted, only these columns, as plain Python values."""
    t = tabel.select(*kolommen) if kolommen else tabel
    rijen: list[dict[str, Any]] = t.to_pyarrow().to_pylist()
    return sorted(rijen, key=lambda r: [(v is not None, str(v)) for v in r.values()])


def verwacht(tekst: str, soorten: Mapping[str, pa.DataType] | None = None) -> list[dict[str, Any]]:
    """The rows of a drawn table as `lees` gives them: dates, numbers and yes/no recognised by how they are written."""
    rijen = [{k: _raad(k, v) for k, v in r.items()} for r in tafel(tekst)]
    return sorted(rijen, key=lambda r: [(v is not None, str(v)) for v in r.values()])


_GETALLEN = (
    "waarde",
    "teller",
    "noemer",
    "personen",
    "aanbieders",
    "leeftijd",
    "toewijzingen",
    "volume",
    "dagen",
    "aantal",
)


def _raad(kolom: str, tekst: str | None) -> Any:
    if tekst is None:
        return None
    if kolom.endswith("_cent") or kolom in _GETALLEN:
        return int(tekst.replace(".", ""))
    if tekst in {"ja", "nee"}:
        return tekst == "ja"
    if len(tekst) == 10 and tekst[4] == tekst[7] == "-":
        return date.fromisoformat(tekst)
    return tekst
