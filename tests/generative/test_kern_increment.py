"""Batches that arrive in any order: the kern that is brought up to date is the kern that is built again."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

import ibis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ibis.expr import types as ir

from datameent.kern import KERN_TABELLEN
from datameent.kern.bouw import BEWAARD
from datameent.kern.conform import BRON_TABELLEN
from datameent.kern.opslag import IN_DELEN, SCHEMAS, met_deel
from datameent.kern.verschil import vul_aan
from datameent.lake.schemas import BRON
from datameent.lake.schrijven import DEEL
from datameent.lake.store import sql_van
from datameent.quality.meting import kwaliteit
from datameent.quality.volledigheid import volledigheid
from generative.test_kern_reference import Bron, bron
from spec.kernmotor import motor
from spec.tafel import arrow

VOORBEELDEN = int(os.environ.get("DATAMEENT_VOORBEELDEN", "3"))
TABELLEN = (*KERN_TABELLEN, "kwaliteit", "volledigheid", *BEWAARD.values())
_NAMEN = {
    "pseudoniem",
    "toewijzingnummer",
    "referentie_aanbieder",
    "referentienummer",
    "vorig_referentienummer",
    "sleutel",
}
_ALTIJD = {"bericht_id", "identificatie", "identificatie_retour", "declaratie_identificatie", "pseudoniem"}
Stap = tuple[str, str]


class _Opslag:
    """Writes down every step as SQL instead of doing it, so that it can be done again with other rows."""

    def __init__(self, con: Any, maanden: int) -> None:
        self.con = con
        self.maanden = maanden
        self.stappen: list[Stap] = []
        self.misplaatst: list[str] = []

    def oud(self, naam: str) -> ir.Table:
        return self.con.table(f"kern_{naam}")

    def oud_in(self, naam: str, delen: ir.Table) -> ir.Table:
        return met_deel(naam, self.oud(naam), self.maanden).semi_join(delen, DEEL)

    def tussen(self, naam: str, tabel: ir.Table) -> ir.Table:
        return self._stap(f"erbij_{naam}", tabel, tabel.schema())

    def vervang(self, naam: str, tabel: ir.Table) -> ir.Table:
        schema = SCHEMAS[naam]
        return self._stap(f"nieuw_{naam}", tabel.select(*schema.names), ibis.Schema.from_pyarrow(schema))

    def vervang_in(self, naam: str, tabel: ir.Table, delen: ir.Table) -> ir.Table:
        assert naam in IN_DELEN
        self.misplaatst.append(sql_van(self.con, tabel.anti_join(delen, DEEL).count()))
        blijft = met_deel(naam, self.oud(naam), self.maanden).anti_join(delen, DEEL)
        namen = SCHEMAS[naam].names
        return self.vervang(naam, blijft.select(*namen).union(tabel.select(*namen)))

    def _stap(self, naam: str, tabel: ir.Table, schema: ibis.Schema) -> ir.Table:
        self.stappen.append((naam, sql_van(self.con, tabel)))
        return self.con.create_table(naam, schema=schema, temp=True)


class _Motor:
    """Both ways to build, compiled once; the whole build is that of `spec.kernmotor`. New rows have lading 1, all
    others 0."""

    def __init__(self) -> None:
        geheel = motor()
        self.con = geheel.con
        self.bron = {n: geheel.leeg[n] for n in BRON_TABELLEN}
        for naam in TABELLEN:
            self.con.create_table(f"kern_{naam}", schema=ibis.Schema.from_pyarrow(SCHEMAS[naam]))
        self.erbij = _Opslag(self.con, 2)
        self.niet_gesloten = sql_van(self.con, vul_aan(self.bron, 0, self.erbij).count())
        self.alles = list(geheel.tussen.items())
        regels = geheel.kern["declaratieregel"]
        meer = {"kwaliteit": kwaliteit(self.bron, regels), "volledigheid": volledigheid(regels)}
        meer |= {tabel: self.con.table(f"tussen_{naam}") for naam, tabel in BEWAARD.items()}
        self.eind = dict(geheel.eind)
        self.eind |= {n: sql_van(self.con, t.select(*SCHEMAS[n].names)) for n, t in meer.items()}

    def begin(self) -> None:
        for naam in (*self.bron, *(f"kern_{n}" for n in TABELLEN)):
            self.con.con.execute(f'DELETE FROM "{naam}"')

    def laad(self, deel: Bron) -> None:
        for naam in self.bron:
            self.con.con.execute(f'UPDATE "{naam}" SET lading_id = 0')
            tabel = arrow(BRON[naam], [{**r, "lading_id": 1} for r in deel[naam]])
            self.con.con.register("erbij", tabel)
            self.con.con.execute(f'INSERT INTO "{naam}" SELECT * FROM erbij')
            self.con.con.unregister("erbij")

    def vul_aan(self) -> bool:
        """Bring up to date; False when only a whole build is certain (then nothing is changed)."""
        self._doe(self.erbij.stappen)
        if self._getal(self.niet_gesloten):
            return False
        assert [self._getal(sql) for sql in self.erbij.misplaatst] == [0] * len(self.erbij.misplaatst)
        for naam in TABELLEN:
            self._zet(naam, f'SELECT * FROM "nieuw_{naam}"')
        return True

    def bouw(self) -> dict[str, list[Any]]:
        """The tables of a whole build."""
        self._doe(self.alles)
        return {naam: self._rijen(sql) for naam, sql in self.eind.items()}

    def neem_over(self) -> None:
        """Make the tables of a whole build those that are there."""
        self._doe(self.alles)
        for naam, sql in self.eind.items():
            self._zet(naam, sql)

    def staat(self) -> dict[str, list[Any]]:
        return {naam: self._rijen(f'SELECT * FROM "kern_{naam}"') for naam in self.eind}

    def _zet(self, naam: str, sql: str) -> None:
        self.con.con.execute(f'DELETE FROM "kern_{naam}"')
        self.con.con.execute(f'INSERT INTO "kern_{naam}" {sql}')

    def _doe(self, stappen: list[Stap]) -> None:
        for naam, sql in stappen:
            self.con.con.execute(f'DELETE FROM "{naam}"')
            self.con.con.execute(f'INSERT INTO "{naam}" {sql}')

    def _getal(self, sql: str) -> int:
        return int(self.con.con.execute(sql).fetchone()[0])

    def _rijen(self, sql: str) -> list[Any]:
        return sorted(self.con.con.execute(sql).fetchall(), key=repr)


@cache
def _motor() -> _Motor:
    return _Motor()


@st.composite
def werelden(draw: st.DrawFn) -> tuple[Bron, list[str]]:
    """Two or three groups of persons, who may share numbers, and their messages in some order of arrival."""
    samen: Bron = {naam: [] for naam in BRON}
    for i in range(draw(st.integers(2, 3))):
        los = draw(st.sampled_from([True, True, True, False]))
        for naam, rijen in draw(bron()).items():
            samen[naam] += [_eigen(r, str(i), _NAMEN | _ALTIJD if los else _ALTIJD) for r in rijen]
    return samen, draw(st.permutations(sorted({r["bericht_id"] for r in samen["bericht"]})))


def _eigen(rij: dict[str, Any], achter: str, kolommen: set[str]) -> dict[str, Any]:
    return {k: f"{v}-{achter}" if k in kolommen and v is not None else v for k, v in rij.items()}


def _deel(b: Bron, berichten: list[str]) -> Bron:
    welke = set(berichten)
    return {naam: [r for r in rijen if r.get("bericht_id") in welke] for naam, rijen in b.items()}


@settings(max_examples=VOORBEELDEN, deadline=None, suppress_health_check=list(HealthCheck))
@given(werelden(), st.lists(st.integers(1, 12), min_size=1, max_size=3))
def test_brought_up_to_date_is_built_again(wereld: tuple[Bron, list[str]], groottes: list[int]) -> None:
    b, volgorde = wereld
    beide = _motor()
    beide.begin()
    eerst = max(0, len(volgorde) - sum(groottes))
    beide.laad(_deel(b, volgorde[:eerst]))
    beide.neem_over()
    for grootte in groottes:
        beide.laad(_deel(b, volgorde[eerst : eerst + grootte]))
        eerst += grootte
        bijgewerkt = beide.vul_aan()
        gebouwd = beide.bouw()
        if not bijgewerkt:
            beide.neem_over()
        nu = beide.staat()
        for naam in TABELLEN:
            assert nu[naam] == gebouwd[naam], naam
