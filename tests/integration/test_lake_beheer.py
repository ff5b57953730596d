"""Looking after a lake: backup and back, retention, reloading from the vault after a new key."""

from __future__ import annotations

import hashlib
import json
import stat
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.integration.ingest_berichten import BSNS, POSTCODES, Map, declaratie, toewijzing

from datameent.domain.errors import DatameentError
from datameent.domain.home import Home
from datameent.lake import schemas
from datameent.lake.bewaren import grens, pas_bewaartermijn_toe
from datameent.lake.herlaad import herlaad
from datameent.lake.ingest import ingest
from datameent.lake.reservekopie import backup, restore
from datameent.lake.schrijven import DEEL
from datameent.lake.stand import status
from datameent.lake.start import init_home
from datameent.lake.store import Lake
from datameent.privacy import keys
from datameent.vault.kluis import Kluis
from datameent.vault.ledger import Ledger

VANDAAG = date(2030, 9, 1)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Messages of two laws and of two years, one refused."""
    home, map_ = init_home(tmp_path / "home"), Map(tmp_path / "in")
    map_.leg("w/oud.xml", toewijzing(1, BSNS[0], dag="2016-03-01"))
    map_.leg("w/nieuw.xml", toewijzing(2, BSNS[1]))
    map_.leg("w/oude-declaratie.xml", declaratie(3, list(BSNS[:3]), dag="2021-04-01"))
    map_.leg("w/kapot.xml", b"<kapot")
    map_.leg("j/nieuw.xml", toewijzing(1, BSNS[0], std="ijw"))
    ingest(home, [map_.pad / "w"], "iwmo", vandaag=VANDAAG)
    ingest(home, [map_.pad / "j"], "ijw", vandaag=VANDAAG)
    return home


def rijen(home: Home, naam: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = Lake.open(home).arrow("bron", naam).to_pylist()
    return sorted(found, key=lambda r: (r["wet"] or "", r["bericht_id"], r.get("volgnr", 0)))


def alles(home: Home) -> dict[str, list[dict[str, Any]]]:
    return {n: rijen(home, n) for n in Lake.open(home).namen("bron")}


def test_status_counts_what_is_there(home: Home) -> None:
    stand = status(home, VANDAAG)
    assert (stand["berichten"], stand["prestaties"], stand["clienten"]) == (4, 3, 5 - 1)
    assert stand["bronnen"]["iwmo"] == {
        "leeftijd_dagen": (VANDAAG - date(2025, 1, 15)).days,
        "geladen": 3,
        "afgekeurd": 1,
        "in_quarantaine": 1,
        "te_laat": True,
    }
    assert stand["bronnen"]["postcodes"]["leeftijd_dagen"] is None
    json.dumps(stand)


def test_backup_and_back(home: Home, tmp_path: Path) -> None:
    gemaakt = backup(home, tmp_path / "kopie", met_sleutels=True)
    assert gemaakt["met_sleutels"] is True
    nieuw = Home(tmp_path / "nieuw")
    assert restore(tmp_path / "kopie", nieuw)["sleutels"] is True
    assert alles(nieuw) == alles(home)
    assert {stat.S_IMODE(p.stat().st_mode) for p in nieuw.keys.iterdir()} == {0o600}
    assert ingest(nieuw, [tmp_path / "in" / "w"], "iwmo", vandaag=VANDAAG).al_geladen == 3


def test_backup_has_no_keys_unless_asked(home: Home, tmp_path: Path) -> None:
    backup(home, tmp_path / "kopie")
    geheimen = [p.read_bytes().strip() for p in home.keys.iterdir()]
    for path in (p for p in (tmp_path / "kopie").rglob("*") if p.is_file()):
        assert not [g for g in geheimen if g in path.read_bytes()], path
    nieuw = Home(tmp_path / "nieuw")
    assert restore(tmp_path / "kopie", nieuw)["sleutels"] is False
    with pytest.raises(DatameentError, match="DM-SLEUTEL-001"):
        ingest(nieuw, [], "iwmo", vandaag=VANDAAG)


def test_backup_refuses_a_folder_in_use_and_half_a_backup(home: Home, tmp_path: Path) -> None:
    with pytest.raises(DatameentError, match="DM-LAKE-009"):
        backup(home, home.root)
    backup(home, tmp_path / "kopie")
    with pytest.raises(DatameentError, match="DM-LAKE-009"):
        restore(tmp_path / "kopie", home)
    next((tmp_path / "kopie" / "kluis").glob("*.pack")).unlink()
    with pytest.raises(DatameentError, match="DM-LAKE-010"):
        restore(tmp_path / "kopie", Home(tmp_path / "nieuw"))
    with pytest.raises(DatameentError, match="DM-LAKE-010"):
        restore(tmp_path / "in", Home(tmp_path / "nieuw"))
    assert not (tmp_path / "nieuw").exists()


def test_retention_only_counts_until_asked(home: Home) -> None:
    before = alles(home)
    # The old 301: header, client, product. The old 323: header, declaration, three clients, three lines.
    assert pas_bewaartermijn_toe(home, vandaag=VANDAAG) == {"ijw": 0, "iwmo": 3 + 8}
    assert alles(home) == before


def test_retention_deletes_rows_history_and_original(home: Home, tmp_path: Path) -> None:
    oud = [(tmp_path / "in/w" / n).read_bytes() for n in ("oud.xml", "oude-declaratie.xml")]
    weg = {hashlib.sha256(d).hexdigest() for d in oud}
    blijft = {n: [r for r in rs if r["bericht_id"] not in weg] for n, rs in alles(home).items()}
    assert pas_bewaartermijn_toe(home, uitvoeren=True, vandaag=VANDAAG) == {"ijw": 0, "iwmo": 11}
    assert alles(home) == blijft
    for path in home.lake.rglob("*.parquet"):
        assert not weg & set(pq.read_table(path)["bericht_id"].to_pylist())
    with Ledger.open(home.ledger) as ledger:
        kluis = Kluis(home.kluis, ledger, keys.laad(home.keys).kluissleutels())
        for inhoud in weg:
            with pytest.raises(DatameentError, match="DM-KLUIS-001"):
                kluis.lees(inhoud)
        nieuw = (tmp_path / "in/w/nieuw.xml").read_bytes()
        assert kluis.lees(hashlib.sha256(nieuw).hexdigest()) == nieuw
    # What is gone does not come back with the next delivery, and doing it again finds nothing.
    assert ingest(home, [tmp_path / "in/w"], "iwmo", vandaag=VANDAAG).al_geladen == 3
    assert pas_bewaartermijn_toe(home, uitvoeren=True, vandaag=VANDAAG) == {"ijw": 0, "iwmo": 0}
    regels = [json.loads(r) for r in (home.logs / "verwerkingen.jsonl").read_text().splitlines()]
    assert [r["aantallen"] for r in regels if r["wat"] == "bewaartermijn"] == [{"berichten": 2, "rijen": 11}]


def test_retention_also_empties_what_releases_were_made_from(home: Home) -> None:
    """It holds the same persons, of an earlier day: none of them may stay longer than the messages they came from."""
    rij = {veld.name: None for veld in schemas.UITGAVE["kosten"]} | {
        "wet": "wmo",
        "pseudoniem": "weg",
        DEEL: "2024-01-31",
    }
    tabel = pa.Table.from_pylist([rij], schema=schemas.UITGAVE["kosten"].append(pa.field(DEEL, pa.string())))
    with Lake.open(home).schrijf("test") as tx:
        tx.vervang_delen("uitgave", "kosten", tabel.to_reader())
    assert Lake.open(home).aantal("uitgave", "kosten") == 1
    pas_bewaartermijn_toe(home, uitvoeren=True, vandaag=VANDAAG)
    assert Lake.open(home).aantal("uitgave", "kosten") == 0
    over = [p for p in (home.lake / "uitgave").rglob("*.parquet") if pq.read_table(p, partitioning=None).num_rows]
    assert over == []


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 300))
def test_first_day_kept_is_so_many_months_ago(dag: date, maanden: int) -> None:
    uit = grens(dag, maanden)
    assert (dag.year - uit.year) * 12 + dag.month - uit.month == maanden
    assert uit.day == dag.day or (uit.day < dag.day and (uit.replace(day=28) - uit).days <= 0)


def test_new_pseudonym_key_makes_everything_again(home: Home, tmp_path: Path) -> None:
    before = alles(home)
    keys.roteer(home.keys, "pseudoniem")
    uit = herlaad(home, vandaag=VANDAAG)
    assert (uit.berichten, uit.afgekeurd) == (4, 0)
    after = alles(home)
    assert before.keys() == after.keys()
    oud_nieuw = {}
    for naam in before:
        assert len(before[naam]) == len(after[naam])
        for een, twee in zip(before[naam], after[naam], strict=True):
            if een.get("pseudoniem"):
                oud_nieuw.setdefault(een["pseudoniem"], set()).add(twee["pseudoniem"])
            assert {k: v for k, v in een.items() if k != "pseudoniem"} == {
                k: v for k, v in twee.items() if k != "pseudoniem"
            }
    assert all(len(n) == 1 for n in oud_nieuw.values()), "one person stays one person"
    assert not set(oud_nieuw) & set().union(*oud_nieuw.values())
    # And ingest goes on under the new key.
    Map(tmp_path / "in").leg("w/later.xml", toewijzing(77, BSNS[0]))
    assert ingest(home, [tmp_path / "in/w"], "iwmo", vandaag=VANDAAG).berichten == 1


def test_reloading_finds_buurten_that_came_later(home: Home, tmp_path: Path) -> None:
    assert {r["buurt_status"] for r in rijen(home, "client")} == {"onbekende_postcode", None}
    ingest(home, [Map(tmp_path / "in").leg("p.csv", POSTCODES.encode())], "postcodes", vandaag=VANDAAG)
    herlaad(home, vandaag=VANDAAG)
    assert {r["buurt_code"] for r in rijen(home, "client") if r["buurt_status"]} == {"BU99990101"}


def test_csv_replaces_and_knows_what_it_has(home: Home, tmp_path: Path) -> None:
    een = Map(tmp_path / "csv").leg("a.csv", b"agb,naam\n99101234,Een\n99105678,Twee\n")
    twee = Map(tmp_path / "csv").leg("b.csv", b"agb,naam\n99101234,Drie\n")
    for paths, verwacht in (([een], ["Een", "Twee"]), ([twee], ["Drie"]), ([een], ["Een", "Twee"])):
        assert ingest(home, paths, "aanbieders", vandaag=VANDAAG).berichten == 1
        assert sorted(Lake.open(home).arrow("bron", "aanbieder")["naam"].to_pylist()) == verwacht
    before = Lake.open(home).versies
    assert ingest(home, [een], "aanbieders", vandaag=VANDAAG).al_geladen == 1
    assert Lake.open(home).versies == before


def test_half_a_csv_delivery_replaces_nothing(home: Home, tmp_path: Path) -> None:
    goed = Map(tmp_path / "csv").leg("a.csv", b"agb,naam\n99101234,Een\n")
    ingest(home, [goed], "aanbieders", vandaag=VANDAAG)
    slecht = Map(tmp_path / "csv").leg("b.csv", b"agb,naam\n99105678\n")
    erbij = Map(tmp_path / "csv").leg("c.csv", b"agb,naam\n99105679,Vier\n")
    uit = ingest(home, [erbij, slecht], "aanbieders", vandaag=VANDAAG)
    assert (uit.berichten, uit.afgekeurd) == (0, 1)
    assert Lake.open(home).arrow("bron", "aanbieder")["naam"].to_pylist() == ["Een"]
