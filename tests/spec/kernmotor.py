"""The kern of drawn messages: the expressions of `conform` are compiled once, a test only changes the rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import ibis
import pyarrow as pa

from datameent.kern import KERN_TABELLEN
from datameent.kern import conform as echt
from datameent.kern.berichten import bekend
from datameent.lake.schemas import BRON, KERN
from datameent.lake.store import sql_van


class Motor:
    """All expressions as SQL on empty bron tables; a peildatum works on the table of messages only."""

    def __init__(self) -> None:
        self.con = ibis.duckdb.connect(threads=1)
        self.leeg = {n: self.con.create_table(n, schema=ibis.Schema.from_pyarrow(s)) for n, s in BRON.items()}
        self.tussen: dict[str, str] = {}
        kern = echt(self.leeg, None, tussen=self._bewaar)
        assert tuple(kern) == KERN_TABELLEN
        assert {n: list(t.columns) for n, t in kern.items()} == {n: KERN[n].names for n in KERN_TABELLEN}
        self.kern = kern
        self.eind = {naam: sql_van(self.con, t) for naam, t in kern.items()}

    def _bewaar(self, naam: str, tabel: Any) -> Any:
        self.tussen[f"tussen_{naam}"] = sql_van(self.con, tabel)
        return self.con.create_table(f"tussen_{naam}", schema=tabel.schema(), temp=True)

    def draai(self, bron: Mapping[str, pa.Table], peildatum: date | None) -> dict[str, pa.Table]:
        """The kern tables of these bron tables."""
        db = self.con.con
        for naam, tabel in bron.items():
            db.execute(f'DELETE FROM "{naam}"')
            if len(tabel):
                db.register("erbij", tabel)
                db.execute(f'INSERT INTO "{naam}" SELECT * FROM erbij')
                db.unregister("erbij")
        berichten = sql_van(self.con, bekend(self.leeg, peildatum))
        for naam, sql in {**self.tussen, "tussen_berichten": berichten}.items():
            db.execute(f'DELETE FROM "{naam}"')
            db.execute(f'INSERT INTO "{naam}" {sql}')
        return {n: db.execute(sql).to_arrow_table() for n, sql in self.eind.items()}


@cache
def motor() -> Motor:
    """The one motor of a test run."""
    return Motor()


def conform(bron: Mapping[str, Any], peildatum: date | None = None) -> dict[str, Any]:
    """As `datameent.kern.conform`, for the tables of `spec.tafel.bron`."""
    uit = motor().draai({naam: tabel.to_pyarrow() for naam, tabel in bron.items()}, peildatum)
    return {naam: ibis.memtable(tabel) for naam, tabel in uit.items()}
