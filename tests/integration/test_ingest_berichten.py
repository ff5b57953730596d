"""Ingest of messages: whole or not at all, once, under an agreement, with nothing identifying left."""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import json
import sqlite3
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
import yaml
from tests.integration.ingest_berichten import BSNS, POSTCODES, Map, declaratie, toewijzing

from datameent.domain.errors import DatameentError, ExitStatus
from datameent.domain.home import Home
from datameent.lake import lading, ploeg, werk
from datameent.lake.ingest import IngestResultaat, ingest
from datameent.lake.stand import status
from datameent.lake.start import init_home
from datameent.lake.store import Lake
from datameent.privacy import keys
from datameent.vault.kluis import Kluis
from datameent.vault.ledger import Ledger

VANDAAG = date(2025, 9, 1)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return init_home(tmp_path / "home")


@pytest.fixture
def map_(tmp_path: Path) -> Map:
    return Map(tmp_path / "in")


def laad(home: Home, *paths: Path, bron: str = "iwmo", **opties: Any) -> IngestResultaat:
    return ingest(home, paths, bron, vandaag=VANDAAG, **opties)


def rijen(home: Home, naam: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = Lake.open(home).arrow("bron", naam).to_pylist()
    return found


def codes(resultaat: IngestResultaat) -> list[str]:
    return [str(b.code) for b in resultaat.bevindingen if b.ernst == "fout"]


def afdruk(home: Home) -> tuple[Any, ...]:
    """All that must stay the same when nothing changes: table versions, ledger rows, packs."""
    with sqlite3.connect(home.ledger) as con:
        posten = con.execute("SELECT * FROM bericht ORDER BY id").fetchall()
        ladingen = con.execute("SELECT * FROM lading ORDER BY id").fetchall()
    packs = sorted((p.name, p.stat().st_size) for p in home.kluis.glob("*.pack"))
    return Lake.open(home).versies, posten, ladingen, packs


def test_a_message_becomes_rows_with_pseudonym_and_buurt(home: Home, map_: Map) -> None:
    laad(home, map_.leg("postcodes.csv", POSTCODES.encode()), bron="postcodes")
    voor, na = toewijzing(1, BSNS[0]), toewijzing(2, BSNS[0], dag="2025-07-15")
    uit = laad(
        home,
        map_.leg("a.xml", voor),
        map_.leg("b.xml", na),
        map_.leg("c.xml", toewijzing(3, BSNS[1], postcode="9999ZZ")),
    )
    assert (uit.berichten, uit.clienten, uit.afgekeurd, uit.al_geladen) == (3, 2, 0, 0)
    een, twee, drie = rijen(home, "client")
    assert een["bericht_id"] == hashlib.sha256(voor).hexdigest()
    assert een["pseudoniem"] == twee["pseudoniem"] != drie["pseudoniem"]
    assert (een["geboortejaar"], een["geboortemaand"], een["geslacht"], een["wet"]) == (1950, 3, "2", "wmo")
    # A move of the border: the table that was valid on the day of the message decides.
    assert [(r["buurt_code"], r["buurt_status"]) for r in (een, twee, drie)] == [
        ("BU99990101", "gevonden"),
        ("BU99990202", "gevonden"),
        (None, "onbekende_postcode"),
    ]
    assert {r["lading_id"] for r in (een, twee, drie)} == {2}


def test_two_laws_give_unrelated_pseudonyms(home: Home, map_: Map) -> None:
    laad(home, map_.leg("w.xml", toewijzing(1, BSNS[0])))
    laad(home, map_.leg("j.xml", toewijzing(1, BSNS[0], std="ijw")), bron="ijw")
    jeugd, wmo = sorted(rijen(home, "client"), key=lambda r: r["wet"])
    assert (wmo["wet"], jeugd["wet"]) == ("wmo", "jeugdwet")
    assert wmo["pseudoniem"] != jeugd["pseudoniem"]


def test_amounts_arrive_to_the_cent(home: Home, map_: Map) -> None:
    uit = laad(home, map_.leg("d.xml", declaratie(7, list(BSNS[:40]), bedrag=1230)))
    assert (uit.prestaties, uit.clienten) == (40, 40)
    assert sum(r["bedrag_cent"] for r in rijen(home, "prestatie")) == 40 * 1230
    assert [r["volgnr"] for r in rijen(home, "prestatie")] == list(range(40))
    assert rijen(home, "declaratie")[0]["totaal_cent"] == 40 * 1230


def test_the_same_files_again_change_nothing(home: Home, map_: Map) -> None:
    map_.leg("a.xml", toewijzing(1, BSNS[0]))
    map_.leg("sub/d.xml", declaratie(7, list(BSNS[:3])))
    map_.leg("kapot.xml", b"<geen xml")
    laad(home, map_.pad)
    before = afdruk(home)
    again = laad(home, map_.pad)
    assert (again.berichten, again.al_geladen, again.afgekeurd) == (0, 2, 1)
    assert afdruk(home) == before


def test_same_content_under_another_name_and_in_archives_is_the_same(home: Home, map_: Map) -> None:
    data = toewijzing(1, BSNS[0])
    laad(home, map_.leg("a.xml", data))
    with zipfile.ZipFile(map_.pad / "z.zip", "w") as z:
        z.writestr("x.xml", data)
        z.writestr("y.xml", toewijzing(2, BSNS[1]))
    map_.leg("c.xml.gz", gzip.compress(toewijzing(2, BSNS[1])))
    map_.leg("copy.xml", data)
    uit = laad(home, map_.pad)
    assert uit.berichten == 1
    assert len(rijen(home, "client")) == 2


def test_same_identification_with_other_content_is_refused(home: Home, map_: Map) -> None:
    laad(home, map_.leg("a.xml", declaratie(7, [BSNS[0]])))
    uit = laad(home, map_.leg("b.xml", declaratie(7, [BSNS[1]])), map_.leg("c.xml", declaratie(8, [BSNS[1]])))
    assert (uit.berichten, uit.afgekeurd, codes(uit)) == (1, 1, ["DM-LADE-002"])
    assert uit.bevindingen[0].retourcode == "9056"
    assert len(rijen(home, "prestatie")) == 2
    # Per type of message and per law the numbers are the sender's own.
    assert laad(home, map_.leg("d.xml", toewijzing(7, BSNS[0]))).berichten == 1
    assert laad(home, map_.leg("e.xml", declaratie(7, [BSNS[0]], std="ijw")), bron="ijw").berichten == 1


def test_same_identification_twice_in_one_run_keeps_the_first(
    home: Home, map_: Map, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("datameent.lake.bundels.BUNDEL_BYTES", 1)  # every file a bundle of its own
    uit = laad(
        home, map_.leg("a.xml", declaratie(7, [BSNS[0]])), map_.leg("b.xml", declaratie(7, [BSNS[1]], bedrag=20))
    )
    assert (uit.berichten, codes(uit)) == (1, ["DM-LADE-002"])
    assert [r["bedrag_cent"] for r in rijen(home, "prestatie")] == [1000]


SLECHT = {
    "geen-xml": b"dit is geen xml",
    "leeg": b"",
    "afgekapt": declaratie(1, [BSNS[0]])[:-200],
    "doctype": toewijzing(1, BSNS[0]).replace(b"?>\n", b'?>\n<!DOCTYPE x [<!ENTITY a "b">]>\n', 1),
    "ruimte": toewijzing(1, BSNS[0]).replace(b"3_2/wmo301", b"3_1/wmo301"),
    "berichtcode": toewijzing(1, BSNS[0]).replace(b">414<", b">415<"),
    "bsn": toewijzing(1, "999900007"),
    "datum": toewijzing(1, BSNS[0], dag="2025-02-30"),
    "volume": declaratie(1, [BSNS[0]]).replace(b"<m:GeleverdVolume>10", b"<m:GeleverdVolume>-10"),
    "totaal": declaratie(1, [BSNS[0]], totaal=999),
}


def test_messages_of_the_other_law_are_left_out_and_nothing_of_them_stays(home: Home, map_: Map) -> None:
    """One folder may hold both laws. What this agreement is not about goes neither to the lake nor to the vault."""
    vreemd = map_.leg("ander.xml", toewijzing(1, BSNS[0], std="ijw"))
    uit = laad(home, map_.leg("goed.xml", toewijzing(55, BSNS[5])), vreemd)
    assert (uit.berichten, uit.afgekeurd, uit.overgeslagen) == (1, 0, 1)
    assert [w.code for w in uit.waarschuwingen][-1] == "DM-LADE-001"
    assert not list(home.quarantaine.iterdir())
    with Ledger.open(home.ledger, alleen_lezen=True) as ledger:
        assert len(ledger.con.execute("SELECT 1 FROM bericht").fetchall()) == 1
        stukken = ledger.con.execute("SELECT inhoud FROM object").fetchall()
    assert (hashlib.sha256(vreemd.read_bytes()).hexdigest(),) not in stukken


@pytest.mark.parametrize("wat", SLECHT)
def test_a_bad_file_is_quarantined_and_the_rest_goes_on(home: Home, map_: Map, wat: str) -> None:
    uit = laad(home, map_.leg("goed.xml", toewijzing(55, BSNS[5])), map_.leg("slecht.xml", SLECHT[wat]))
    assert (uit.berichten, uit.afgekeurd) == (1, 1)
    assert len(rijen(home, "client")) == 1
    for tabel in Lake.open(home).namen("bron"):
        assert {r["bericht_id"] for r in rijen(home, tabel)} == {
            hashlib.sha256((map_.pad / "goed.xml").read_bytes()).hexdigest()
        }
    (bestand,) = home.quarantaine.glob("*.json")
    document = json.loads(bestand.read_text(encoding="utf-8"))
    assert document["bevindingen"]
    assert document["bestand"].endswith("slecht.xml")
    assert all(
        b["code"].startswith(("DM-", "CS", "TR")) and "slecht.xml" in b["plaats"] for b in document["bevindingen"]
    )
    assert status(home)["bronnen"]["iwmo"]["in_quarantaine"] == 1
    with Ledger.open(home.ledger) as ledger:
        kluis = Kluis(home.kluis, ledger, keys.laad(home.keys).kluissleutels())
        assert kluis.lees(document["inhoud"]) == SLECHT[wat]


def test_what_was_refused_can_come_in_later(home: Home, map_: Map, monkeypatch: pytest.MonkeyPatch) -> None:
    bestand = map_.leg("a.xml", toewijzing(1, BSNS[0]))
    with monkeypatch.context() as m:

        def broken(*_: object, **__: object) -> None:
            raise KeyError("999900006")

        m.setattr(werk, "lees", broken)
        uit = laad(home, bestand)
    assert codes(uit) == ["DM-LADE-008"]
    assert "999900006" not in str(uit)
    again = laad(home, bestand)
    assert (again.berichten, again.afgekeurd) == (1, 0)
    assert not list(home.quarantaine.iterdir())
    assert status(home)["bronnen"]["iwmo"]["in_quarantaine"] == 0


def test_a_message_that_breaks_the_reader_does_not_keep_others_out(
    home: Home, map_: Map, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(9):
        map_.leg(f"{n}.xml", toewijzing(n, BSNS[n]))
    real = werk.lees

    def broken(stukken: Any, **opties: Any) -> Any:
        if any(s.bestand.endswith("4.xml") for s in stukken):
            raise ZeroDivisionError
        return real(stukken, **opties)

    monkeypatch.setattr(werk, "lees", broken)
    uit = laad(home, map_.pad)
    assert (uit.berichten, codes(uit)) == (8, ["DM-LADE-008"])
    assert len(rijen(home, "client")) == 8


def test_the_door_stops_a_bsn_that_a_reader_let_through(home: Home, map_: Map, monkeypatch: pytest.MonkeyPatch) -> None:
    real = werk.lees

    def lax(stukken: Any, **opties: Any) -> Any:
        gelezen = real(stukken, **opties)
        slecht = pc.equal(gelezen.tabellen["client"]["bericht_id"], gelezen.koppen[0].bericht_id)
        tabellen = dict(gelezen.tabellen)
        for naam in ("client", "toegewezen_product"):
            plek = tabellen[naam].column_names.index("_bsn")
            bsn = pc.if_else(slecht, "999900007", tabellen[naam]["_bsn"])
            tabellen[naam] = tabellen[naam].set_column(plek, "_bsn", bsn)
        return dataclasses.replace(gelezen, tabellen=tabellen)

    monkeypatch.setattr(werk, "lees", lax)
    uit = laad(home, map_.leg("a.xml", toewijzing(1, BSNS[0])), map_.leg("b.xml", toewijzing(2, BSNS[1])))
    assert (uit.berichten, codes(uit)) == (1, ["DM-LADE-003"])
    assert len(rijen(home, "client")) == len(rijen(home, "toegewezen_product")) == len(rijen(home, "bericht")) == 1


def wijzig_velden(home: Home, weg: set[str], **nieuw: Any) -> None:
    path = home.overeenkomsten / "iwmo.yaml"
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    document["velden"] = [{**v, **nieuw.get(v["veld"], {})} for v in document["velden"] if v["veld"] not in weg]
    path.write_text(yaml.safe_dump(document), encoding="utf-8")


def test_fields_the_agreement_does_not_name_stay_empty(home: Home, map_: Map) -> None:
    laad(home, map_.leg("postcodes.csv", POSTCODES.encode()), bron="postcodes")
    weg = {
        "Client.Geslacht",
        "Client.Bsn",
        "Contact.Adres.Postcode",
        "ToegewezenProduct.Omvang.Volume",
        "Header.Ontvanger",
    }
    wijzig_velden(home, weg, **{"Client.Geboortedatum": {"precisie": "jaar"}})
    laad(home, map_.leg("a.xml", toewijzing(1, BSNS[0])))
    (client,) = rijen(home, "client")
    assert {
        k: client[k] for k in ("geslacht", "pseudoniem", "buurt_code", "buurt_status", "geboortemaand")
    } == dict.fromkeys(("geslacht", "pseudoniem", "buurt_code", "buurt_status", "geboortemaand"))
    assert client["geboortejaar"] == 1950
    (product,) = rijen(home, "toegewezen_product")
    assert product["volume"] is None
    assert product["eenheid"] == "01"
    (bericht,) = rijen(home, "bericht")
    assert (bericht["ontvanger"], bericht["aanbieder"], bericht["gemeente"]) == (None, None, None)


def test_an_agreement_with_an_unknown_field_is_refused(home: Home, map_: Map) -> None:
    wijzig_velden(home, set(), **{"Client.Geslacht": {"veld": "Client.Geslagt"}})
    with pytest.raises(DatameentError) as caught:
        laad(home, map_.leg("a.xml", toewijzing(1, BSNS[0])))
    assert (caught.value.code, caught.value.exit_status) == ("DM-LADE-007", ExitStatus.AGREEMENT)
    assert "Client.Geslagt" in caught.value.what


def test_expired_agreement_loads_nothing(home: Home, map_: Map) -> None:
    path = home.overeenkomsten / "iwmo.yaml"
    path.write_text(path.read_text().replace("geldig_tot: null", "geldig_tot: 2025-08-31"))
    with pytest.raises(DatameentError, match="DM-OVK-004"):
        laad(home, map_.leg("a.xml", toewijzing(1, BSNS[0])))
    assert Lake.open(home).versies == {}


@pytest.mark.parametrize("soort", keys.SOORTEN)
def test_missing_key_loads_nothing(home: Home, map_: Map, soort: str) -> None:
    (home.keys / f"{soort}-0001.sleutel").unlink()
    with pytest.raises(DatameentError) as caught:
        laad(home, map_.leg("a.xml", toewijzing(1, BSNS[0])))
    assert (caught.value.code, caught.value.exit_status) == ("DM-SLEUTEL-001", ExitStatus.KEY)
    assert Lake.open(home).versies == {}


def test_another_pseudonym_key_is_refused_before_it_does_harm(home: Home, map_: Map) -> None:
    laad(home, map_.leg("a.xml", toewijzing(1, BSNS[0])))
    keys.roteer(home.keys, "pseudoniem")
    with pytest.raises(DatameentError, match="DM-LAKE-008"):
        laad(home, map_.leg("b.xml", toewijzing(2, BSNS[0])))
    assert len(rijen(home, "client")) == 1


def test_another_writer_keeps_us_out(home: Home, map_: Map) -> None:
    with Lake.open(home).schrijf(), pytest.raises(DatameentError, match="DM-LAKE-001"):
        laad(home, map_.leg("a.xml", toewijzing(1, BSNS[0])))


def test_many_ladings_and_worker_processes_give_the_same(
    home: Home, map_: Map, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(60):
        map_.leg(f"m{n:02d}.xml", declaratie(n, list(BSNS[n : n + 5])) if n % 2 else toewijzing(n, BSNS[n]))
    map_.leg("m30x.xml", b"<kapot")
    alleen = init_home(home.root.parent / "alleen")
    for h, naam in ((home, "keys"), (alleen, "keys")):
        assert getattr(h, naam).is_dir()
    for path in alleen.keys.iterdir():
        path.write_bytes((home.keys / path.name).read_bytes())
    laad(alleen, map_.pad, werkers=1)
    monkeypatch.setattr("datameent.lake.bundels.BUNDEL_BYTES", 20_000)
    monkeypatch.setattr("datameent.lake.ingest.LADING_BYTES", 60_000)
    uit = laad(home, map_.pad, werkers=2)
    assert (uit.berichten, uit.afgekeurd) == (60, 1)
    with Ledger.open(home.ledger) as ledger:
        assert ledger.con.execute("SELECT count(*) > 2 FROM lading").fetchone()[0]
    for naam in Lake.open(alleen).namen("bron"):
        een, twee = (Lake.open(h).arrow("bron", naam).drop_columns(["lading_id"]) for h in (alleen, home))
        sleutel = [(k, "ascending") for k in een.column_names if k in ("bericht_id", "volgnr")]
        assert een.sort_by(sleutel) == twee.sort_by(sleutel), naam
    assert laad(home, map_.pad, werkers=2).al_geladen == 60


def test_a_killed_worker_is_an_error_and_leaves_whole_ladings(
    home: Home, map_: Map, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ploeg, "doe", sterf)
    with pytest.raises(DatameentError, match="DM-LAKE-007"):
        laad(home, map_.leg("a.xml", toewijzing(1, BSNS[0])), werkers=2)
    assert Lake.open(home).versies == {}


def sterf(_: object) -> None:
    """In a worker process: gone at once."""
    import os

    os._exit(9)


def test_missing_postcode_table_is_a_warning(home: Home, map_: Map) -> None:
    uit = laad(home, map_.leg("a.xml", toewijzing(1, BSNS[0])))
    assert [str(b.code) for b in uit.waarschuwingen] == ["DM-LADE-004"]
    assert uit.bevindingen == ()
    assert uit.afgekeurd == 0


def test_too_large_a_share_refused_is_a_warning(home: Home, map_: Map) -> None:
    laad(home, map_.leg("postcodes.csv", POSTCODES.encode()), bron="postcodes")
    uit = laad(home, map_.leg("a.xml", toewijzing(1, BSNS[0])), map_.leg("b.xml", b"<"))
    assert [(b.code, b.ernst) for b in uit.waarschuwingen] == [("DM-LADE-005", "waarschuwing")]


def test_no_bsn_in_a_file_name_goes_anywhere(home: Home, map_: Map) -> None:
    uit = laad(home, map_.leg(f"{BSNS[0]}.xml", b"<kapot"), map_.leg(f"{BSNS[1]}_301.xml", toewijzing(1, BSNS[1])))
    tekst = str(uit.bevindingen) + "".join(p.read_text() + p.name for p in home.quarantaine.iterdir())
    with sqlite3.connect(home.ledger) as con:
        tekst += str(con.execute("SELECT * FROM bericht").fetchall())
    assert "*********" in tekst
    assert not [b for b in BSNS[:2] if b in tekst]


def test_processing_log_has_purpose_and_counts(home: Home, map_: Map) -> None:
    laad(home, map_.leg("d.xml", declaratie(7, list(BSNS[:3]))), map_.leg("k.xml", b"<"))
    (regel,) = [json.loads(r) for r in (home.logs / "verwerkingen.jsonl").read_text().splitlines()]
    assert regel["wat"] == "laden"
    assert regel["bron"] == "iwmo"
    assert "beleid" in regel["doelen"]
    assert regel["aantallen"] == {"lading": 1, "bestanden": 1, "prestaties": 3, "geweigerd": 1}


def test_originals_come_back_from_the_vault_byte_for_byte(home: Home, map_: Map) -> None:
    data = {n: toewijzing(n, BSNS[n]) for n in range(20)}
    for n, d in data.items():
        map_.leg(f"{n}.xml", d)
    laad(home, map_.pad)
    assert len(list(home.kluis.glob("*.pack"))) == 1
    keys.roteer(home.keys, "kluis")
    laad(home, map_.leg("later.xml", toewijzing(99, BSNS[99])))
    with Ledger.open(home.ledger) as ledger:
        kluis = Kluis(home.kluis, ledger, keys.laad(home.keys).kluissleutels())
        for d in (*data.values(), toewijzing(99, BSNS[99])):
            assert kluis.lees(hashlib.sha256(d).hexdigest()) == d
        with pytest.raises(DatameentError, match="DM-KLUIS-001"):
            kluis.lees("0" * 64)


def test_a_large_message_goes_by_path(home: Home, map_: Map) -> None:
    (home.config / "instellingen.yaml").write_text("limieten: {als_pad_vanaf: 10000}\n")
    data = declaratie(7, list(BSNS[:200]))
    assert len(data) > 10000
    uit = laad(home, map_.leg("groot.xml", data))
    assert (uit.berichten, uit.prestaties) == (1, 200)
    with Ledger.open(home.ledger) as ledger:
        kluis = Kluis(home.kluis, ledger, keys.laad(home.keys).kluissleutels())
        assert kluis.lees(hashlib.sha256(data).hexdigest()) == data


def test_a_file_that_is_not_there(home: Home, map_: Map) -> None:
    uit = laad(home, map_.pad / "weg.xml", map_.leg("a.xml", toewijzing(1, BSNS[0])))
    assert (uit.berichten, uit.afgekeurd) == (1, 1)
    map_.leg("weg.xml", toewijzing(2, BSNS[1]))
    assert laad(home, map_.pad).berichten == 1
    assert status(home)["bronnen"]["iwmo"]["in_quarantaine"] == 0


def test_no_raw_column_can_reach_the_lake(home: Home, map_: Map, monkeypatch: pytest.MonkeyPatch) -> None:
    laad(home, map_.leg("a.xml", toewijzing(1, BSNS[0])))
    for naam in Lake.open(home).namen("bron"):
        assert not [k for k in Lake.open(home).arrow("bron", naam).column_names if k.startswith("_")]
    # Even a door that forgot to drop one is stopped by the schema of the lake.
    monkeypatch.setattr(
        lading, "met_herkomst", lambda t, *_: t.append_column("_bsn", pa.array(["x"] * t.num_rows, pa.string()))
    )
    with pytest.raises(DatameentError, match="DM-LAKE-003"):
        laad(home, map_.leg("b.xml", toewijzing(2, BSNS[0])))
