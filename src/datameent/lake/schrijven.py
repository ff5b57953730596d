"""The write side of the lake: a transaction over many Delta tables, and recovery of what a crash left behind."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
from deltalake import DeltaTable, WriterProperties, write_deltalake
from deltalake.exceptions import DeltaError

from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home
from datameent.lake import schemas
from datameent.vault.ledger import Ledger, leg_versies_vast

Naam = tuple[str, str]
Vastlegger = Callable[[sqlite3.Connection, int], object]

DEEL = "deel"
"""The column by which a table lies on disk in parts (`vervang_delen`)."""

_PARQUET = WriterProperties(compression="ZSTD", compression_level=1)
# ENOSPC, EFBIG, EDQUOT, EROFS, EACCES, EIO as the Rust engine writes them.
_SCHIJF = tuple(f"os error {n})" for n in (28, 27, 122, 30, 13, 5))
_VEEL_BESTANDEN = 48
_RUIM_KERN_OM = 10


def stap(naam: str) -> None:
    """Marks a moment between two writes; does nothing. Crash tests put a crash here."""


def nu() -> str:
    """The moment of now, UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Transactie:
    """Writes to many tables that count together or not at all. Made by `Lake.schrijf`."""

    def __init__(self, home: Home, ledger: Ledger, soort: str) -> None:
        self.home = home
        self.ledger = ledger
        self.soort = soort
        self.versies: dict[Naam, int] = {}
        self._begin = ledger.versies()
        self._vastleggers: list[Vastlegger] = []

    def voeg_toe(self, zone: str, naam: str, table: pa.Table) -> None:
        """Append rows; absent columns become null. An empty table writes nothing."""
        if table.num_rows:
            # A table of an older version gets the columns that came since.
            self._schrijf(zone, naam, schemas.pas_in(zone, naam, table), "append", schema_mode="merge")

    def vervang(self, zone: str, naam: str, data: pa.Table | pa.RecordBatchReader) -> None:
        """Replace all rows of a table; a reader is written batch by batch, so it need not fit in memory."""
        pas_in = schemas.pas_in if isinstance(data, pa.Table) else _pas_stroom_in
        self._schrijf(zone, naam, pas_in(zone, naam, data), "overwrite", partition_by=[], schema_mode="overwrite")

    def vervang_delen(
        self, zone: str, naam: str, stroom: pa.RecordBatchReader, delen: Sequence[str] | None = None
    ) -> None:
        """Replace the rows of some parts of a table that lies on disk in parts; without `delen` the whole table.

        `stroom` has, beside the columns of the schema, the text column `deel`: the part a row belongs to. Readers never
        see it: it is in the name of a folder and not in the files. With `delen` only these parts change, and the rows
        must all be of them; a part without rows is gone.
        """
        data = _pas_stroom_in(zone, naam, stroom, DEEL)
        if delen is None:
            self._schrijf(zone, naam, data, "overwrite", partition_by=[DEEL], schema_mode="overwrite")
        elif delen:
            genoemd = ", ".join("'" + d.replace("'", "''") + "'" for d in delen)
            self._schrijf(zone, naam, data, "overwrite", predicate=f"{DEEL} in ({genoemd})")

    def verwijder(self, zone: str, naam: str, voorwaarde: str) -> int:
        """Delete the rows for which a Delta predicate holds; gives how many."""
        map_ = self._map(zone, naam)
        if (zone, naam) not in self._begin:
            return 0
        with schijffouten(zone, naam):
            tabel = DeltaTable(str(map_))
            uitkomst = tabel.delete(voorwaarde)
            self.versies[(zone, naam)] = tabel.version()
        return int(uitkomst["num_deleted_rows"] or 0)

    def bij_vastlegging(self, vastlegger: Vastlegger) -> None:
        """Run this inside the ledger transaction that commits: it gets the connection and the id of the record."""
        self._vastleggers.append(vastlegger)

    def commit(self) -> None:
        """Bring everything to disk and let it count, in one ledger transaction. Called by `Lake.schrijf`."""
        if not self.versies and not self._vastleggers:
            return
        for (zone, naam), versie in self.versies.items():
            with schijffouten(zone, naam):
                _naar_schijf(self._map(zone, naam), self._begin.get((zone, naam), -1), versie)
        stap("voor-vastlegging")
        with self.ledger.transactie() as con:
            nummer = leg_versies_vast(con, self.soort, nu(), self.versies)
            for vastlegger in self._vastleggers:
                vastlegger(con, nummer)
            stap("in-vastlegging")
        stap("na-vastlegging")

    def laat_vallen(self) -> None:
        """Undo what was written, as far as the disk lets us; the next writer does the rest."""
        with contextlib.suppress(Exception):
            herstel(self.home, self.ledger)

    def _map(self, zone: str, naam: str) -> Path:
        return self.home.lake / zone / naam

    def _schrijf(self, zone: str, naam: str, data: Any, mode: Any, **hoe: Any) -> None:
        map_ = self._map(zone, naam)
        with schijffouten(zone, naam):
            map_.mkdir(parents=True, exist_ok=True)
            write_deltalake(str(map_), data, mode=mode, writer_properties=_PARQUET, **hoe)
            self.versies[(zone, naam)] = _nieuwste(map_)
        stap(f"tabel {zone}/{naam}")


@contextlib.contextmanager
def schijffouten(zone: str, naam: str) -> Any:
    """Turn what the storage engine says into DM-LAKE-004, without its text: that may hold values."""
    try:
        yield
    except (OSError, DeltaError, pa.ArrowException) as exc:
        if isinstance(exc, OSError) or any(teken in str(exc) for teken in _SCHIJF):
            code, what = "DM-LAKE-004", "The disk refused to write a table"
            todo = "Check free space, quota and permissions of the data home; nothing of this was kept, run it again"
        else:
            code, what = "DM-LAKE-012", f"The storage engine could not write a table ({type(exc).__name__})"
            todo = "Check that the data home is whole; nothing of this was kept, run it again or restore a backup"
        raise DatameentError(code, what, todo, Plaats(bestand=f"{zone}/{naam}"), ExitStatus.STORAGE) from None


def herstel(home: Home, ledger: Ledger) -> tuple[str, ...]:
    """Bring every Delta table back to the version the ledger names; gives the tables that were ahead.

    Only under the write lock. A table that no commit ever named is removed; one that is ahead is restored, which is
    a new Delta version that the ledger then names.
    """
    bekend = ledger.versies()
    terug: dict[Naam, int] = {}
    geraakt: list[str] = []
    for zone in schemas.OVERAL:
        for map_ in sorted(p for p in (home.lake / zone).glob("*") if p.is_dir()):
            versie = bekend.get((zone, map_.name))
            if versie is None:
                shutil.rmtree(map_)
                geraakt.append(f"{zone}/{map_.name}")
            elif _nieuwste(map_) > versie:
                with schijffouten(zone, map_.name):
                    tabel = DeltaTable(str(map_))
                    tabel.restore(versie)
                terug[(zone, map_.name)] = _nieuwste(map_)
                geraakt.append(f"{zone}/{map_.name}")
    if terug:
        with ledger.transactie() as con:
            leg_versies_vast(con, "herstel", nu(), terug)
    return tuple(geraakt)


def ruim_op(home: Home, klaar: Transactie) -> None:
    """After a commit, as a transaction of its own: join many small files, drop files of old kern builds."""
    werk = Transactie(home, klaar.ledger, "onderhoud")
    for (zone, naam), versie in klaar.versies.items():
        map_ = home.lake / zone / naam
        veel = zone == "bron" and len(DeltaTable(str(map_)).file_uris()) > _VEEL_BESTANDEN
        oud = zone != "bron" and versie % _RUIM_KERN_OM == 0
        if not (veel or oud):
            continue
        with schijffouten(zone, naam):
            tabel = DeltaTable(str(map_))
            if veel:
                tabel.optimize.compact(writer_properties=_PARQUET)
            else:
                tabel.vacuum(retention_hours=24, dry_run=False, enforce_retention_duration=False)
            werk.versies[(zone, naam)] = _nieuwste(map_)
    werk.commit()


def _nieuwste(map_: Path) -> int:
    """The newest version in the log of a table, by file name; -1 when there is none."""
    logs = (p.stem for p in (map_ / "_delta_log").glob("*.json"))
    return max((int(s) for s in logs if s.isdigit()), default=-1)


def _naar_schijf(map_: Path, vanaf: int, tot: int) -> None:
    """Force the log entries of these versions and the files they add, with their folders, out of the page cache."""
    log = map_ / "_delta_log"
    mappen = {map_, log}
    for versie in range(vanaf + 1, tot + 1):
        regel = log / f"{versie:020d}.json"
        for actie in regel.read_text(encoding="utf-8").splitlines():
            toegevoegd: Mapping[str, Any] | None = json.loads(actie).get("add")
            if toegevoegd is not None:
                bestand = map_ / unquote(toegevoegd["path"])
                _fsync(bestand)
                mappen.add(bestand.parent)
        _fsync(regel)
    for te_doen in sorted(mappen, reverse=True):
        _fsync(te_doen)


def _fsync(path: Path) -> None:
    with contextlib.suppress(FileNotFoundError):  # added and removed again within one transaction
        fd = os.open(path, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)


def _pas_stroom_in(zone: str, naam: str, stroom: pa.RecordBatchReader, *naast: str) -> pa.RecordBatchReader:
    """The batches with exactly the columns of their schema, and the text columns `naast` behind them."""
    doel = schemas.schema(zone, naam)
    for kolom in naast:
        doel = doel.append(pa.field(kolom, pa.string()))

    def delen() -> Iterator[pa.RecordBatch]:
        for batch in stroom:
            passend = schemas.pas_in(zone, naam, pa.Table.from_batches([batch]).drop_columns(list(naast)))
            for kolom in naast:
                passend = passend.append_column(kolom, batch.column(kolom).cast(pa.string()))
            yield from passend.to_batches()

    return pa.RecordBatchReader.from_batches(doel, delen())
