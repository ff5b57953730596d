"""Where a build keeps what it makes: temporary tables of the engine, and kern tables of the lake, whole or in parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import ibis
import pyarrow as pa
from ibis.expr import types as ir

from datameent.kern.rekenen import deel_naar_beneden, maandnummer
from datameent.lake.schemas import KERN, WERK
from datameent.lake.schrijven import DEEL, Transactie
from datameent.lake.store import Lake, tijdelijk

IN_DELEN: Mapping[str, str] = {
    "lijn": "dagtekening",
    "declaratieregel": "dagtekening",
    "prestatie_geldig": "dagtekening",
    "trajectgebeurtenis": "dagtekening",
    "kostenmaand": "maand",
}
"""Tables that lie on disk in parts, and the day that tells the part of a row."""


SCHEMAS: Mapping[str, pa.Schema] = {**KERN, **WERK}
"""Tables that a build makes, for others (zone `kern`) and for the next build (zone `werk`)."""


def zone(naam: str) -> str:
    """Where such a table lies."""
    return "kern" if naam in KERN else "werk"


def met_deel(naam: str, tabel: ir.Table, maanden: int) -> ir.Table:
    """The table with `deel`: the number of a stretch of so many months; events of declarations are apart."""
    nummer = deel_naar_beneden(maandnummer(tabel[IN_DELEN[naam]]), ibis.literal(maanden, "int64")).cast("string")
    if naam == "trajectgebeurtenis":
        nummer = ibis.ifelse(tabel.berichttype == "323", "d", "r") + nummer
    return tabel.mutate(**{DEEL: nummer})


class Opslag(Protocol):
    """What an increment needs of the place where it works. `delen` are tables of one column, `deel`."""

    maanden: int

    def oud(self, naam: str) -> ir.Table:
        """A kern table as the last build left it."""

    def oud_in(self, naam: str, delen: ir.Table) -> ir.Table:
        """The rows of it in these parts, with `deel`."""

    def tussen(self, naam: str, tabel: ir.Table) -> ir.Table:
        """Keep rows for what follows."""

    def vervang(self, naam: str, tabel: ir.Table) -> ir.Table:
        """Make these the rows of a kern table; gives the table."""

    def vervang_in(self, naam: str, tabel: ir.Table, delen: ir.Table) -> ir.Table:
        """Make these (with `deel`) the rows of these parts of a kern table; gives the whole table."""


class LakeOpslag:
    """In a lake: temporary tables in the engine, kern tables in the transaction."""

    def __init__(self, lake: Lake, con: Any, tx: Transactie, maanden: int) -> None:
        self.lake = lake
        self.con = con
        self.tx = tx
        self.maanden = maanden
        self._namen = 0
        self._oud: dict[str, ir.Table] = {}

    def oud(self, naam: str) -> ir.Table:
        """A kern table as the last build left it."""
        if naam not in self._oud:
            self._oud[naam] = self.lake.tabel(self.con, zone(naam), naam)
        return self._oud[naam]

    def oud_in(self, naam: str, delen: ir.Table) -> ir.Table:
        """Only the files of these parts are read."""
        bestanden = self.lake.bestanden_in(zone(naam), naam, self._lijst(delen))
        if not bestanden:
            return met_deel(naam, ibis.memtable(SCHEMAS[naam].empty_table()), self.maanden)
        self._namen += 1
        tabel = self.con.read_parquet(bestanden, table_name=f"delen_{self._namen}", hive_partitioning=False)
        return met_deel(naam, tabel, self.maanden)

    def tussen(self, naam: str, tabel: ir.Table) -> ir.Table:
        """A temporary table that spills to disk."""
        return tijdelijk(self.con, f"tussen_{naam}", tabel)

    def vervang(self, naam: str, tabel: ir.Table) -> ir.Table:
        """Write the whole table."""
        self.schrijf(naam, tabel)
        return self._nu(naam)

    def schrijf(self, naam: str, tabel: ir.Table) -> None:
        """Write the whole table, in parts when it lies in parts."""
        if naam in IN_DELEN:
            self.tx.vervang_delen(zone(naam), naam, self._stroom(met_deel(naam, tabel, self.maanden)))
        else:
            self.tx.vervang(zone(naam), naam, self._stroom(tabel))

    def vervang_in(self, naam: str, tabel: ir.Table, delen: ir.Table) -> ir.Table:
        """Write only these parts."""
        lijst = self._lijst(delen)  # first: an open stream keeps the connection busy
        if lijst:
            self.tx.vervang_delen(zone(naam), naam, self._stroom(tabel), lijst)
        return self._nu(naam)

    def rijen(self, naam: str) -> int:
        """How many rows a kern table has after this build."""
        return self._lake_nu().aantal(zone(naam), naam)

    def _lake_nu(self) -> Lake:
        return Lake(self.lake.home, {**self.lake.versies, **self.tx.versies})

    def _nu(self, naam: str) -> ir.Table:
        return self._lake_nu().tabel(self.con, zone(naam), naam)

    def _stroom(self, tabel: ir.Table) -> pa.RecordBatchReader:
        return self.lake.stroom(self.con, tabel)

    def _lijst(self, delen: ir.Table) -> Sequence[str]:
        return sorted(self.con.to_pyarrow(delen.select(DEEL).distinct())[DEEL].to_pylist())
