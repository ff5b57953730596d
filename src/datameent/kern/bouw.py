"""Write today's kern to the lake: one transaction, in bounded memory, and nothing when nothing changed."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from ibis.expr import types as ir

from datameent.kern.conform import BRON_TABELLEN, conform
from datameent.lake.store import Lake
from datameent.quality.meting import kwaliteit
from datameent.quality.volledigheid import volledigheid

KERN_VERSIE = 2
"""Raise this when a rule changes: every kern that an older version built is then built again."""


@dataclass(frozen=True)
class KernResultaat:
    """What a build did: `gebouwd` is False when the kern was already up to date; `rijen` per table when it was not."""

    gebouwd: bool
    rijen: Mapping[str, int]
    seconden: float


def bouw(lake: Lake, *, volledig: bool = False) -> KernResultaat:
    """Conform the committed bron tables and replace the kern tables in one transaction.

    Skips when the same versions of the bron tables were built before by the same rules, unless `volledig`. The engine
    spills to disk, and rows go to Delta batch by batch. Raises DM-LAKE-001 when another writer is at work.
    """
    begin = time.perf_counter()
    with lake.schrijf("kern") as tx:
        # Inside the lock: what is read here is what the transaction builds on.
        vers = Lake.open(lake.home)
        staat = bronstaat(vers)
        if not volledig and is_bij(vers):
            return KernResultaat(False, {}, time.perf_counter() - begin)
        con = vers.engine()
        try:
            rijen = _schrijf(vers, con, tx)
        finally:
            con.disconnect()
        tx.vervang("kern", "bouwstaat", _als_tabel(staat))
    return KernResultaat(True, rijen, time.perf_counter() - begin)


def bronstaat(lake: Lake) -> dict[str, int]:
    """What a kern is built from: the Delta version of every bron table it reads, and the version of the rules."""
    versies = {naam: lake.versies.get(("bron", naam), -1) for naam in BRON_TABELLEN}
    return {**versies, "regels": KERN_VERSIE}


def is_bij(lake: Lake) -> bool:
    """Whether the kern was built by these rules from exactly the bron tables that count now."""
    return _gebouwd(lake) == bronstaat(lake)


def _gebouwd(lake: Lake) -> dict[str, int]:
    rijen = lake.arrow("kern", "bouwstaat").to_pylist()
    return {str(r["naam"]): int(r["versie"]) for r in rijen}


def _als_tabel(staat: Mapping[str, int]) -> pa.Table:
    return pa.table({"naam": list(staat), "versie": pa.array(list(staat.values()), pa.int64())})


def _schrijf(lake: Lake, con: Any, tx: Any) -> dict[str, int]:
    bron = {naam: lake.tabel(con, "bron", naam) for naam in BRON_TABELLEN}

    def bewaar(naam: str, tabel: ir.Table) -> ir.Table:
        return con.create_table(f"tussen_{naam}", obj=tabel, temp=True)

    kern = conform(bron, None, tussen=bewaar)
    kern["kwaliteit"] = kwaliteit(bron, kern["declaratieregel"])
    kern["volledigheid"] = volledigheid(kern["declaratieregel"])
    rijen: dict[str, int] = {}
    for naam in kern:
        teller = _Teller()
        stroom = lake.stroom(con, kern[naam])
        tx.vervang("kern", naam, pa.RecordBatchReader.from_batches(stroom.schema, teller.tel(stroom)))
        rijen[naam] = teller.rijen
    return rijen


class _Teller:
    """Counts rows as they pass."""

    def __init__(self) -> None:
        self.rijen = 0

    def tel(self, stroom: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
        """The same batches."""
        for batch in stroom:
            self.rijen += batch.num_rows
            yield batch
