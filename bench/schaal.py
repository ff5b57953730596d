"""A large data home out of a small one: copies of its messages that are independent of each other.

    python -m bench.schaal maak DEMO HOME --prestaties 1000000 [--houd-achter 1]
    python -m bench.schaal later HOME

Every copy has pseudonyms, toewijzingnummers, referentienummers, identifications and bericht_ids of its own; what refers
to what stays the same within a copy. Aanbieders, gemeente, products, days and amounts are those of the demo. Months are
loaded one after the other, as they would have come in, and the ledger names what counts. `--houd-achter N` leaves the
messages of the last N months out; every `later` brings one of them in. There are no originals in the vault.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from datameent.domain.home import Home
from datameent.lake import schemas, velden
from datameent.lake.schrijven import Transactie, nu
from datameent.lake.start import init_home
from datameent.lake.store import Lake

PLAN = "schaal.json"
_BATCH = 200_000
_NUMMERS = {
    "toewijzingnummer",
    "referentienummer",
    "vorig_referentienummer",
    "referentie_aanbieder",
    "beschikkingnummer",
    "declaratienummer",
    "identificatie",
    "identificatie_retour",
    "declaratie_identificatie",
    "sleutel",
}
_BERICHTEN = velden.tabellen("iwmo")
_BRONNEN = ("iwmo", "ijw")


def maak(demo: Path, doel: Path, prestaties: int, houd_achter: int) -> dict[str, Any]:
    """Make the home and load all months but the last ones; gives what it holds."""
    bron = Lake.open(Home(demo))
    con = _open(bron)
    aantal = con.execute("SELECT count(*) FROM prestatie").fetchone()[0]
    maanden = [m for (m,) in con.execute("SELECT DISTINCT maand FROM kop ORDER BY 1").fetchall()]
    plan = {
        "demo": str(demo.absolute()),
        "kopieen": max(1, -(-prestaties // aantal)),
        "maanden": maanden,
        "geladen": 0,
    }
    home = init_home(doel)
    shutil.copytree(Home(demo).config, home.config, dirs_exist_ok=True)
    for pad in Home(demo).keys.iterdir():
        shutil.copy2(pad, home.keys / pad.name)
    with Lake.open(home).schrijf("schaal") as tx:
        for naam in sorted(set(schemas.BRON) - set(_BERICHTEN)):
            _tabel(bron, con, tx, naam, plan["kopieen"])
    for _ in range(len(maanden) - houd_achter):
        laad_maand(home, bron, con, plan)
    return _stand(home, plan)


def later(doel: Path) -> dict[str, Any]:
    """Bring the next month that was held back in."""
    home = Home(doel)
    plan = json.loads((home.root / PLAN).read_text(encoding="utf-8"))
    bron = Lake.open(Home(Path(plan["demo"])))
    laad_maand(home, bron, _open(bron), plan)
    return _stand(home, plan)


def laad_maand(home: Home, bron: Lake, con: Any, plan: dict[str, Any]) -> None:
    """One month of messages of all copies, as one commit: a lading per law."""
    nummer = plan["geladen"]
    maand = plan["maanden"][nummer]
    with Lake.open(home).schrijf("lading") as tx:
        for naam in _BERICHTEN:
            if naam in bron.namen("bron"):
                stroom = _stroom(con, naam, maand, nummer, plan["kopieen"])
                _voeg_toe(tx, naam, stroom)
        tx.bij_vastlegging(lambda c, vastlegging: _boek(c, vastlegging, con, nummer, maand, plan["kopieen"]))
    plan["geladen"] = nummer + 1
    (home.root / PLAN).write_text(json.dumps(plan, indent=1), encoding="utf-8")


def _open(bron: Lake) -> Any:
    con = duckdb.connect()
    con.execute("SET preserve_insertion_order=false")
    for naam in bron.namen("bron"):
        bestanden = bron.bestanden("bron", naam)
        con.read_parquet(bestanden, hive_partitioning=False).create(naam)
    con.execute("CREATE TABLE kop AS SELECT bericht_id, strftime(dagtekening, '%Y-%m') AS maand FROM bericht")
    return con


def _uitdrukking(kolom: str) -> str:
    """A column of a copy: `c` is its number, `l` the first of the two ladingen of the month."""
    if kolom == "bericht_id":
        return "sha256(t.bericht_id || ':' || c) AS bericht_id"
    if kolom == "pseudoniem":
        return "sha256(t.pseudoniem || ':' || c)[:length(t.pseudoniem)] AS pseudoniem"
    if kolom == "lading_id":
        return "CAST(l + CAST(t.bron = 'ijw' AS int) AS bigint) AS lading_id"
    if kolom in _NUMMERS:
        return f"t.{kolom} || lpad(CAST(c AS varchar), 5, '0') AS {kolom}"
    return f"t.{kolom}"


def _stroom(con: Any, naam: str, maand: str, nummer: int, kopieen: int) -> pa.RecordBatchReader:
    # A demo that an older version made may lack a column.
    eigen = {rij[0] for rij in con.execute(f"DESCRIBE {naam}").fetchall()}
    kolommen = ", ".join(_uitdrukking(k) for k in schemas.BRON[naam].names if k in eigen)
    vraag = (
        f"SELECT {kolommen} FROM (FROM {naam} SEMI JOIN (FROM kop WHERE maand = '{maand}') USING (bericht_id)) t,"
        f" range({kopieen}) r(c), (SELECT {2 * nummer + 1} AS l)"
    )
    return con.sql(vraag).to_arrow_reader(_BATCH)


def _voeg_toe(tx: Transactie, naam: str, stroom: pa.RecordBatchReader) -> None:
    """A stream is appended in pieces, so that a month need not fit in memory."""
    stuk: list[pa.RecordBatch] = []
    for batch in stroom:
        stuk.append(batch)
        if sum(b.num_rows for b in stuk) >= 10 * _BATCH:
            tx.voeg_toe("bron", naam, pa.Table.from_batches(stuk))
            stuk = []
    if stuk:
        tx.voeg_toe("bron", naam, pa.Table.from_batches(stuk))


def _tabel(bron: Lake, con: Any, tx: Transactie, naam: str, kopieen: int) -> None:
    """A table that is no message comes along as it is; of the population there are as many more."""
    if naam not in bron.namen("bron"):
        return
    meer = f"REPLACE (CAST(aantal * {kopieen} AS int) AS aantal)" if naam == "bevolking" else ""
    tx.voeg_toe("bron", naam, con.sql(f"SELECT * {meer} FROM {naam}").to_arrow_table())


_INVOEGEN = """
INSERT INTO bericht(lading_id, inhoud, bron, bestand, overeenkomst_versie, standaard, berichttype, identificatie,
  afzender, dagtekening, tijd, prestaties, uitkomst) VALUES (?, ?, ?, ?, '1', ?, ?, ?, ?, ?, ?, ?, 'geladen')
"""


def _boek(boek: sqlite3.Connection, vastlegging: int, con: Any, nummer: int, maand: str, kopieen: int) -> None:
    tijd = nu()
    for plek, bron in enumerate(_BRONNEN):
        lading = 2 * nummer + 1 + plek
        boek.execute("INSERT INTO lading VALUES (?, ?, ?, '1', ?, 0, 0, 0, 0)", (lading, vastlegging, bron, tijd))
        for rijen in _posten(con, bron, maand, kopieen):
            boek.executemany(_INVOEGEN, ((lading, i, bron, i, *rest[:5], tijd, rest[5]) for i, *rest in rijen))
        boek.execute(
            "UPDATE lading SET (bestanden, prestaties) ="
            " (SELECT count(*), coalesce(sum(prestaties), 0) FROM bericht WHERE lading_id = lading.id) WHERE id = ?",
            (lading,),
        )


def _posten(con: Any, bron: str, maand: str, kopieen: int) -> Iterator[list[tuple[Any, ...]]]:
    kolommen = ("bericht_id", "standaard", "berichttype", "identificatie", "afzender")
    uit = ", ".join(_uitdrukking(k) for k in kolommen)
    vraag = con.execute(
        f"SELECT {uit}, CAST(t.dagtekening AS varchar), coalesce(p.n, 0) FROM bericht t JOIN kop USING (bericht_id)"
        " LEFT JOIN (SELECT bericht_id, count(*) n FROM prestatie GROUP BY 1) p USING (bericht_id),"
        f" range({kopieen}) r(c) WHERE t.bron = '{bron}' AND kop.maand = '{maand}'"
    )
    while rijen := vraag.fetchmany(_BATCH):
        yield rijen


def _stand(home: Home, plan: dict[str, Any]) -> dict[str, Any]:
    lake = Lake.open(home)
    rijen = {n: sum(int(a["num_records"]) for a in _bestanden(lake, n)) for n in lake.namen("bron")}
    achter = plan["maanden"][plan["geladen"] :]
    return {"kopieen": plan["kopieen"], "achtergehouden": achter, "rijen": rijen}


def _bestanden(lake: Lake, naam: str) -> list[dict[str, Any]]:
    tabel = lake.delta("bron", naam)
    return [] if tabel is None else pa.table(tabel.get_add_actions(flatten=True)).to_pylist()


def main() -> int:
    """Make a home, or bring a month in."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = ask.add_subparsers(dest="wat", required=True)
    new = what.add_parser("maak")
    new.add_argument("demo", type=Path)
    new.add_argument("home", type=Path)
    new.add_argument("--prestaties", type=int, default=1_000_000)
    new.add_argument("--houd-achter", type=int, default=0)
    what.add_parser("later").add_argument("home", type=Path)
    said = ask.parse_args()
    begin = time.perf_counter()
    new_home = said.wat == "maak"
    result = maak(said.demo, said.home, said.prestaties, said.houd_achter) if new_home else later(said.home)
    print(json.dumps({**result, "seconden": round(time.perf_counter() - begin, 1)}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
