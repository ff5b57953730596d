"""Run the rules across messages: all of them or some, for all messages or for given ones.

A rule is never passed in silence: what could not be judged, because facts from outside are not loaded, is named.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import ibis
import pyarrow as pa
from ibis.expr import types as ir

import datameent.regels as kamer
from datameent.lake.store import tijdelijk
from datameent.regels.bronnen import Bronnen
from datameent.regels.register import OVERSTIJGEND, Overstijgend

_TEKST = pa.string()
SCHEMA = pa.schema({"bericht_id": _TEKST, "tabel": _TEKST, "volgnr": pa.int32()})
"""One row per broken rule and row; volgnr is null when the rule is about the message as a whole."""


@dataclass(frozen=True)
class Uitslag:
    """What the rules say: per judged code the rows that break it (columns of `SCHEMA`, sorted; empty: none), and per
    code that could not be judged the tables of facts that it needs and that hold no rows."""

    bevindingen: Mapping[str, pa.Table]
    niet_beoordeeld: Mapping[str, tuple[str, ...]]


@dataclass
class Tussentabellen:
    """A place for intermediates: each name is calculated once into a temporary table, which the engine may spill.

    Give the instance as `tussen` of `Bronnen`; `con` is an ibis DuckDB connection (see `Lake.engine`).
    """

    con: Any
    _klaar: dict[str, ir.Table] = field(default_factory=dict)

    def __call__(self, naam: str, tabel: ir.Table) -> ir.Table:
        """The table of that name; `tabel` is calculated when it was not there yet."""
        if naam not in self._klaar:
            self._klaar[naam] = tijdelijk(self.con, f"tussen_{naam}", tabel)
        return self._klaar[naam]


@cache
def toetsen() -> tuple[Overstijgend, ...]:
    """Every rule across messages, in the order of code and table. Imports the modules of this room: a rule is
    registered when its module is read."""
    for module in sorted(m.name for m in pkgutil.iter_modules(kamer.__path__)):
        importlib.import_module(f"{kamer.__name__}.{module}")
    return tuple(OVERSTIJGEND[sleutel] for sleutel in sorted(OVERSTIJGEND))


def zonder_feiten(bronnen: Bronnen, *, codes: Collection[str] | None = None) -> dict[str, tuple[str, ...]]:
    """The codes that cannot be judged, with the tables of facts that are absent or empty."""
    aanwezig: dict[str, bool] = {}

    def heeft(naam: str) -> bool:
        if naam not in aanwezig:
            tabel = bronnen.bron.get(naam)
            aanwezig[naam] = tabel is not None and tabel.limit(1).to_pyarrow().num_rows > 0
        return aanwezig[naam]

    gevraagd = [t for t in toetsen() if codes is None or t.code in codes]
    mist = {t.code: tuple(n for n in t.nodig if not heeft(n)) for t in gevraagd}
    return {code: namen for code, namen in mist.items() if namen}


def uitdrukkingen(bronnen: Bronnen, *, codes: Collection[str] | None = None) -> Iterator[tuple[Overstijgend, ir.Table]]:
    """Per rule that can be judged the expression of the rows that break it: bericht_id and volgnr (int32), in which a
    row may stand twice. An expression is made when it is asked for, so intermediates are made one rule at a time."""
    mist = zonder_feiten(bronnen, codes=codes)
    for t in toetsen():
        if (codes is None or t.code in codes) and t.code not in mist:
            rijen = t.toets(bronnen)
            yield t, rijen.select("bericht_id", volgnr=rijen.volgnr.cast("int32"))


def toets(
    bronnen: Bronnen,
    *,
    codes: Collection[str] | None = None,
    berichten: Collection[str] | None = None,
    na_regel: Callable[[str], None] | None = None,
) -> Uitslag:
    """Judge and bring the findings into memory: for candidates and tests. For a whole lake see `regels.lake`.

    `na_regel` hears the code of each rule that is done.
    """
    keuze = None if berichten is None else ibis.memtable(pa.table({"bericht_id": pa.array(sorted(berichten), _TEKST)}))
    delen: dict[str, list[pa.Table]] = {}
    for t, rijen in uitdrukkingen(bronnen, codes=codes):
        uniek = rijen.distinct() if keuze is None else rijen.distinct().semi_join(keuze, "bericht_id")
        tabel = uniek.to_pyarrow()
        tabel = tabel.append_column("tabel", pa.repeat(pa.scalar(t.tabel), tabel.num_rows))
        delen.setdefault(t.code, []).append(tabel.select(SCHEMA.names).cast(SCHEMA))
        if na_regel is not None:
            na_regel(t.code)
    volgorde = [("bericht_id", "ascending"), ("tabel", "ascending"), ("volgnr", "ascending")]
    gevonden = {code: pa.concat_tables(stukken).sort_by(volgorde) for code, stukken in delen.items()}
    return Uitslag(gevonden, zonder_feiten(bronnen, codes=codes))
