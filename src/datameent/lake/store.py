"""The lake: Delta tables at the version the ledger names, read through an engine that can read nothing else."""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
from deltalake import DeltaTable

from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home
from datameent.lake import schemas
from datameent.lake.schrijven import DEEL, Transactie, herstel, ruim_op
from datameent.lake.slot import schrijfslot
from datameent.vault.ledger import Ledger, ledgerfouten

_TELLER = itertools.count()
_RIJEN_PER_BATCH = 256_000
_MEGABYTES = 5_000


class Lake:
    """The read side never blocks; `schrijf` is the one way to change anything."""

    def __init__(self, home: Home, versies: Mapping[tuple[str, str], int]) -> None:
        self.home = home
        self._versies = dict(versies)
        self._geopend: dict[tuple[str, str, int], DeltaTable] = {}

    @classmethod
    def open(cls, home: Home) -> Lake:
        """Open at what the ledger names now; later commits by others are not seen. DM-KLUIS-004 without a ledger."""
        with Ledger.open(home.ledger, alleen_lezen=True) as ledger:
            return cls(home, ledger.versies())

    @property
    def versies(self) -> Mapping[tuple[str, str], int]:
        """(zone, naam) to the Delta version this lake reads."""
        return dict(self._versies)

    def namen(self, zone: str) -> tuple[str, ...]:
        """Tables of a zone that hold at least one commit."""
        return tuple(sorted(n for z, n in self._versies if z == zone))

    def delta(self, zone: str, naam: str) -> DeltaTable | None:
        """The Delta table at the committed version, or None when nothing was ever committed."""
        schemas.schema(zone, naam)
        versie = self._versies.get((zone, naam))
        if versie is None:
            return None
        sleutel = (zone, naam, versie)
        try:
            if sleutel not in self._geopend:  # what a version holds never changes
                self._geopend[sleutel] = DeltaTable(str(self.home.lake / zone / naam), version=versie)
            return self._geopend[sleutel]
        except Exception:
            raise DatameentError(
                "DM-LAKE-005",
                "A table of the lake lacks the version that the ledger names",
                "Restore a backup, or load the source again",
                Plaats(bestand=f"{zone}/{naam}"),
                ExitStatus.STORAGE,
            ) from None

    def bestanden(self, zone: str, naam: str) -> list[str]:
        """Parquet files of the committed version; empty when there is nothing."""
        tabel = self.delta(zone, naam)
        return [] if tabel is None else [_pad(u) for u in tabel.file_uris()]

    def controleer(self) -> int:
        """Whether every file of every committed version is there; returns the number of tables. Error: DM-LAKE-005."""
        for zone, naam in self._versies:
            if not all(Path(b).is_file() for b in self.bestanden(zone, naam)):
                raise DatameentError(
                    "DM-LAKE-005",
                    "A table of the lake lacks a file of the version that the ledger names",
                    "Restore a backup, or load the source again",
                    Plaats(bestand=f"{zone}/{naam}"),
                    ExitStatus.STORAGE,
                )
        return len(self._versies)

    def bestanden_in(self, zone: str, naam: str, delen: Sequence[str]) -> list[str]:
        """Those of them that hold these parts of a table that lies in parts (`Transactie.vervang_delen`)."""
        mappen = {f"{DEEL}={deel}" for deel in delen}
        return [b for b in self.bestanden(zone, naam) if Path(b).parent.name in mappen]

    def aantal(self, zone: str, naam: str) -> int:
        """How many rows the committed version has, told by its log."""
        tabel = self.delta(zone, naam)
        if tabel is None:
            return 0
        return int(sum(pa.table(tabel.get_add_actions(flatten=True)).column("num_records").to_pylist()))

    def engine(self, *, threads: int | None = None, memory_limit: str | None = None) -> Any:
        """An ibis DuckDB connection that can read this lake and nothing else, and whose settings are locked.

        It spills to a folder of its own inside the lake when it would hold more than `memory_limit` (`geheugen`).
        Close it with `con.disconnect()`.
        """
        import ibis

        spil = self.home.lake / ".spil" / f"{os.getpid()}-{next(_TELLER)}"
        with contextlib.suppress(OSError):  # a lake that may only be read is read without spilling
            spil.parent.mkdir(exist_ok=True)
        opties: dict[str, Any] = {
            "temp_directory": str(spil),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "memory_limit": memory_limit or geheugen(),
        }
        if threads:
            opties["threads"] = threads
        con = ibis.duckdb.connect(**opties)
        toegestaan = str(self.home.lake.absolute()).replace("'", "''")
        con.raw_sql(f"SET allowed_directories=['{toegestaan}']")
        con.raw_sql("SET enable_external_access=false")
        # A bar on stdout would stand in the JSON that a command writes there.
        con.raw_sql("SET enable_progress_bar=false")
        con.raw_sql("SET lock_configuration=true")
        return con

    def tabel(self, con: Any, zone: str, naam: str) -> Any:
        """An ibis table of the committed rows; empty with the right schema when nothing was loaded yet."""
        import ibis

        bestanden = self.bestanden(zone, naam)
        if not bestanden:
            return ibis.memtable(schemas.schema(zone, naam).empty_table())
        versie = self._versies[(zone, naam)]
        # A table in parts has them in the names of its folders: no column of the table.
        tabel = con.read_parquet(
            bestanden, table_name=f"{zone}_{naam}_{versie}", hive_partitioning=False, union_by_name=True
        )
        return _met_alle_kolommen(tabel, schemas.schema(zone, naam))

    def stroom(self, con: Any, expr: Any) -> pa.RecordBatchReader:
        """The rows of an ibis expression as a stream of Arrow batches, for `Transactie.vervang`.

        Drain it before asking this connection anything else: DuckDB 2 holds one open result per connection. Ibis 12
        streams through a DuckDB method that no longer exists, hence this way round it.
        """
        return con.con.sql(sql_van(con, expr)).to_arrow_reader(_RIJEN_PER_BATCH)

    def arrow(self, zone: str, naam: str, kolommen: list[str] | None = None) -> pa.Table:
        """The committed rows as an Arrow table, for small tables and tests."""
        import pyarrow.parquet as pq

        doel = schemas.schema(zone, naam)
        if kolommen is not None:
            doel = pa.schema([doel.field(k) for k in kolommen])
        bestanden = self.bestanden(zone, naam)
        delen = [pq.read_table(b, columns=doel.names, partitioning=None) for b in bestanden]
        return pa.concat_tables([_in_schema(deel, doel) for deel in delen]) if delen else doel.empty_table()

    @contextmanager
    def schrijf(self, soort: str = "bouw") -> Iterator[Transactie]:
        """Take the write lock, recover what a crash left, and give a transaction that commits on a clean exit.

        Afterwards this lake reads what was committed. DM-LAKE-001 when another writer is at work, DM-LAKE-004 when
        the disk refuses.
        """
        with self.sessie() as sessie, sessie.transactie(soort) as tx:
            yield tx

    @contextmanager
    def sessie(self) -> Iterator[Sessie]:
        """Hold the write lock for several transactions, after recovery."""
        with ledgerfouten(), schrijfslot(self.home.lock), Ledger.open(self.home.ledger) as ledger:
            herstel(self.home, ledger)
            try:
                yield Sessie(self.home, ledger)
            finally:
                self._versies = dict(ledger.versies())


class Sessie:
    """The one writer at work: holds the lock and the ledger. Made by `Lake.sessie`."""

    def __init__(self, home: Home, ledger: Ledger) -> None:
        self.home = home
        self.ledger = ledger

    @contextmanager
    def transactie(self, soort: str) -> Iterator[Transactie]:
        """One transaction; any exception leaves nothing of it."""
        tx = Transactie(self.home, self.ledger, soort)
        try:
            yield tx
            tx.commit()
        except BaseException:
            # What was written but not committed is undone now if it can be; else the next writer does it.
            tx.laat_vallen()
            raise
        ruim_op(self.home, tx)


def geheugen() -> str:
    """What an engine may hold before it spills: 5 GB, and no more than half of what the machine has."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{min(_MEGABYTES, machine // 2 // 1_000_000)}MB"


def sql_van(con: Any, expr: Any) -> str:
    """The SQL of an ibis expression, with the tables in memory that it names made known to the engine.

    Selects are left as they stand: the engine folds them, and folding them here takes longer than the questions
    themselves on a small lake.
    """
    import ibis
    from ibis.expr import operations as ops

    for node in expr.op().find(ops.InMemoryTable):
        con.con.register(node.name, node.data.to_pyarrow(node.schema))
    before, ibis.options.sql.fuse_selects = ibis.options.sql.fuse_selects, False
    try:
        return str(con.compile(expr))
    finally:
        ibis.options.sql.fuse_selects = before


def tijdelijk(con: Any, naam: str, expr: Any) -> Any:
    """Keep the rows of an ibis expression in a temporary table of the engine, which it may spill; gives the table.

    Columns have the types that the expression promises, also where those of the engine are wider (sums).
    """
    tabel = con.create_table(naam, schema=expr.schema(), temp=True)
    con.con.execute(f'INSERT INTO "{naam}" {sql_van(con, expr)}')
    return tabel


def _met_alle_kolommen(tabel: Any, doel: pa.Schema) -> Any:
    """A table that an older version wrote lacks the columns that came since: they are null."""
    import ibis

    mist = [veld for veld in doel if veld.name not in tabel.columns]
    if not mist:
        return tabel
    leeg = {veld.name: ibis.null(ibis.Schema.from_pyarrow(pa.schema([veld]))[veld.name]) for veld in mist}
    return tabel.mutate(**leeg).select(*doel.names)


def _in_schema(tabel: pa.Table, doel: pa.Schema) -> pa.Table:
    kolommen = [
        tabel.column(veld.name).cast(veld.type)
        if veld.name in tabel.column_names
        else pa.nulls(tabel.num_rows, veld.type)
        for veld in doel
    ]
    return pa.Table.from_arrays(kolommen, schema=doel)


def _pad(uri: str) -> str:
    return str(Path(uri.removeprefix("file://")))
