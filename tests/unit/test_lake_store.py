"""The lake: one writer, one commit point, and recovery from every moment between two writes."""

from __future__ import annotations

import threading
from pathlib import Path

import pyarrow as pa
import pytest

from datameent.domain.errors import DatameentError, ExitStatus
from datameent.domain.home import Home
from datameent.lake import schemas, schrijven
from datameent.lake.slot import schrijfslot
from datameent.lake.start import init_home
from datameent.lake.store import Lake, geheugen
from datameent.vault.ledger import Ledger


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return init_home(tmp_path / "home")


def regels(*bedragen: int) -> pa.Table:
    return pa.table({"bericht_id": [f"b{n}" for n in bedragen], "bedrag_cent": list(bedragen)})


def bedragen(lake: Lake, naam: str = "prestatie") -> list[int]:
    return sorted(lake.arrow("bron", naam)["bedrag_cent"].to_pylist())


def schrijf_twee(lake: Lake, breek: bool = True) -> None:
    """Two tables written, and then something of the caller goes wrong."""
    with lake.schrijf() as tx:
        tx.voeg_toe("bron", "prestatie", regels(2))
        tx.voeg_toe("bron", "antwoord", pa.table({"bericht_id": ["x"]}))
        if breek:
            raise RuntimeError


def test_empty_lake_has_every_table_with_its_schema(home: Home) -> None:
    lake = Lake.open(home)
    con = lake.engine()
    for zone, tabellen in schemas.ZONES.items():
        assert lake.namen(zone) == ()
        for naam, schema in tabellen.items():
            leeg = con.to_pyarrow(lake.tabel(con, zone, naam))
            assert (leeg.num_rows, leeg.column_names) == (0, schema.names)


def test_append_and_replace(home: Home) -> None:
    lake = Lake.open(home)
    with lake.schrijf() as tx:
        tx.voeg_toe("bron", "prestatie", regels(1, 2))
        tx.voeg_toe("bron", "prestatie", regels(3))
    assert bedragen(lake) == [1, 2, 3]
    with lake.schrijf() as tx:
        tx.vervang("bron", "prestatie", regels(9))
    assert bedragen(lake) == [9]
    con = lake.engine()
    assert con.execute(lake.tabel(con, "bron", "prestatie").bedrag_cent.sum()) == 9


def test_reader_keeps_the_version_it_opened(home: Home) -> None:
    with Lake.open(home).schrijf() as tx:
        tx.voeg_toe("bron", "prestatie", regels(1))
    reader = Lake.open(home)
    with Lake.open(home).schrijf() as tx:
        tx.vervang("bron", "prestatie", regels(2))
    assert bedragen(reader) == [1]
    assert bedragen(Lake.open(home)) == [2]


def test_stream_of_a_query_replaces_a_table(home: Home) -> None:
    lake = Lake.open(home)
    with lake.schrijf() as tx:
        tx.voeg_toe("bron", "prestatie", regels(*range(1000)))
    con = lake.engine()
    bron = lake.tabel(con, "bron", "prestatie")
    with lake.schrijf() as tx:
        tx.vervang("kern", "kostenmaand", lake.stroom(con, bron.select("bedrag_cent")))
    assert sum(lake.arrow("kern", "kostenmaand")["bedrag_cent"].to_pylist()) == sum(range(1000))


def test_error_in_the_middle_leaves_nothing(home: Home) -> None:
    lake = Lake.open(home)
    with lake.schrijf() as tx:
        tx.voeg_toe("bron", "prestatie", regels(1))
    with pytest.raises(RuntimeError):
        schrijf_twee(lake)
    assert bedragen(lake) == [1]
    assert lake.namen("bron") == ("prestatie",)
    assert not (home.lake / "bron" / "antwoord").exists()


STAPPEN = ("tabel bron/prestatie", "tabel bron/antwoord", "voor-vastlegging", "in-vastlegging")


@pytest.mark.parametrize("waar", STAPPEN)
def test_crash_before_the_commit_is_undone_by_the_next_writer(
    home: Home, monkeypatch: pytest.MonkeyPatch, waar: str
) -> None:
    class Crash(BaseException):
        pass

    def crash(naam: str) -> None:
        if naam == waar:
            raise Crash

    lake = Lake.open(home)
    with lake.schrijf() as tx:
        tx.voeg_toe("bron", "prestatie", regels(1))
    with monkeypatch.context() as m:
        m.setattr(schrijven, "stap", crash)
        m.setattr(schrijven.Transactie, "laat_vallen", lambda _: None)  # as if the process was gone
        with pytest.raises(Crash):
            schrijf_twee(lake, breek=False)
    assert bedragen(Lake.open(home)) == [1]
    with Lake.open(home).schrijf() as tx:
        tx.voeg_toe("bron", "prestatie", regels(3))
    assert bedragen(Lake.open(home)) == [1, 3]
    assert Lake.open(home).namen("bron") == ("prestatie",)


def test_crash_after_the_commit_keeps_everything(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(naam: str) -> None:
        if naam == "na-vastlegging":
            raise KeyboardInterrupt

    with monkeypatch.context() as m:
        m.setattr(schrijven, "stap", crash)
        with pytest.raises(KeyboardInterrupt), Lake.open(home).schrijf() as tx:
            tx.voeg_toe("bron", "prestatie", regels(2))
    assert bedragen(Lake.open(home)) == [2]


def test_crash_during_recovery_recovers_again(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = Lake.open(home)
    with lake.schrijf() as tx:
        tx.voeg_toe("bron", "prestatie", regels(1))
    with monkeypatch.context() as m:
        m.setattr(schrijven.Transactie, "laat_vallen", lambda _: None)
        with pytest.raises(RuntimeError):
            schrijf_twee(lake)

        def not_recorded(*_: object) -> int:
            raise RuntimeError

        m.setattr(schrijven, "leg_versies_vast", not_recorded)
        with pytest.raises(RuntimeError), lake.schrijf():
            pass
    with Lake.open(home).schrijf() as tx:
        tx.voeg_toe("bron", "prestatie", regels(3))
    assert bedragen(Lake.open(home)) == [1, 3]


def test_two_writers_at_once(home: Home) -> None:
    with Lake.open(home).schrijf() as tx:
        tx.voeg_toe("bron", "prestatie", regels(1))
        with pytest.raises(DatameentError) as caught, Lake.open(home).schrijf():
            pytest.fail("a second writer got in")
    assert caught.value.code == "DM-LAKE-001"
    assert caught.value.exit_status is ExitStatus.BUSY
    assert bedragen(Lake.open(home)) == [1]


def test_readers_do_not_wait_for_a_writer(home: Home) -> None:
    with Lake.open(home).schrijf() as tx:
        tx.voeg_toe("bron", "prestatie", regels(1))
        seen: list[int] = []
        reader = threading.Thread(target=lambda: seen.append(len(Lake.open(home).namen("bron"))))
        reader.start()
        reader.join(5)
        assert seen == [0]


def test_lock_file_left_behind_means_nothing(home: Home) -> None:
    home.lock.write_text("12345")
    with schrijfslot(home.lock):
        pass


@pytest.mark.parametrize("zone_naam", [("bron", "bestaatniet"), ("elders", "prestatie")])
def test_unknown_table(home: Home, zone_naam: tuple[str, str]) -> None:
    with pytest.raises(DatameentError, match="DM-LAKE-002"):
        Lake.open(home).bestanden(*zone_naam)


@pytest.mark.parametrize("table", [pa.table({"bericht_id": ["a"], "bsn": ["x"]}), pa.table({"bedrag_cent": ["veel"]})])
def test_table_that_does_not_fit_its_schema(home: Home, table: pa.Table) -> None:
    with pytest.raises(DatameentError) as caught, Lake.open(home).schrijf() as tx:
        tx.voeg_toe("bron", "prestatie", table)
    assert caught.value.code == "DM-LAKE-003"
    assert "veel" not in str(caught.value)
    assert Lake.open(home).namen("bron") == ()


def test_engine_reads_the_lake_and_nothing_else(home: Home, tmp_path: Path) -> None:
    import duckdb

    lake = Lake.open(home)
    with lake.schrijf() as tx:
        tx.voeg_toe("bron", "prestatie", regels(1))
    geheim = next(home.keys.iterdir())
    con = lake.engine(threads=1, memory_limit="200MB")
    assert con.execute(lake.tabel(con, "bron", "prestatie").count()) == 1
    for sql in (
        f"SELECT * FROM read_text('{geheim}')",
        f"SELECT * FROM read_text('{home.lake}/../keys/{geheim.name}')",
        f"COPY (SELECT 1) TO '{tmp_path}/uit.csv'",
        f"ATTACH '{home.ledger}' AS l (TYPE sqlite)",
        "INSTALL httpfs",
        "SET enable_external_access=true",
        "SET allowed_directories=['/']",
        "SET lock_configuration=false",
    ):
        with pytest.raises(duckdb.Error):
            con.raw_sql(sql).fetchall()
    assert not (tmp_path / "uit.csv").exists()


def test_what_does_not_fit_in_memory_is_spilled_inside_the_lake(home: Home) -> None:
    con = Lake.open(home).engine(threads=1, memory_limit="60MB")
    con.raw_sql("CREATE TEMP TABLE veel AS SELECT range AS nr, md5(range::VARCHAR) AS tekst FROM range(1500000)")
    assert any(p.is_file() for p in (home.lake / ".spil").rglob("*"))
    assert con.table("veel").nr.nunique().execute() == 1_500_000
    con.disconnect()


def test_an_engine_holds_at_most_five_gigabytes_and_half_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    megabytes = {"SC_PAGE_SIZE": 1_000_000, "SC_PHYS_PAGES": 64_000}
    monkeypatch.setattr("os.sysconf", megabytes.__getitem__)
    assert geheugen() == "5000MB"
    megabytes["SC_PHYS_PAGES"] = 8_000
    assert geheugen() == "4000MB"


def test_many_small_files_are_joined(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schrijven, "_VEEL_BESTANDEN", 5)
    lake = Lake.open(home)
    for n in range(7):
        with lake.schrijf() as tx:
            tx.voeg_toe("bron", "prestatie", regels(n))
    assert bedragen(Lake.open(home)) == list(range(7))
    assert len(Lake.open(home).bestanden("bron", "prestatie")) <= 2


def test_missing_version_is_an_error_and_not_an_empty_table(home: Home) -> None:
    lake = Lake.open(home)
    with lake.schrijf() as tx:
        tx.voeg_toe("bron", "prestatie", regels(1))
    for log in (home.lake / "bron" / "prestatie" / "_delta_log").glob("*.json"):
        log.unlink()
    with pytest.raises(DatameentError, match="DM-LAKE-005"):
        Lake.open(home).bestanden("bron", "prestatie")


@pytest.fixture
def _geen_sleutels(home: Home) -> None:
    for path in home.keys.iterdir():
        path.unlink()


@pytest.mark.usefixtures("_geen_sleutels")
def test_init_never_makes_new_keys_for_an_old_home(home: Home) -> None:
    with pytest.raises(DatameentError, match="DM-SLEUTEL-001"):
        init_home(home.root)
    assert not list(home.keys.iterdir())


def test_init_twice_keeps_what_people_wrote(home: Home) -> None:
    (home.config / "instellingen.yaml").write_text("gemeente_code: '0001'\n")
    sleutels = {p.name: p.read_bytes() for p in home.keys.iterdir()}
    (home.overeenkomsten / "ijw.yaml").unlink()
    init_home(home.root)
    assert (home.config / "instellingen.yaml").read_text() == "gemeente_code: '0001'\n"
    assert {p.name: p.read_bytes() for p in home.keys.iterdir()} == sleutels
    assert (home.overeenkomsten / "ijw.yaml").exists()


def test_init_refuses_a_folder_in_use(tmp_path: Path) -> None:
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "brief.txt").write_text("x")
    with pytest.raises(DatameentError, match="DM-LAKE-006"):
        init_home(tmp_path / "map")
    assert [p.name for p in (tmp_path / "map").iterdir()] == ["brief.txt"]


def test_no_home_no_lake(tmp_path: Path) -> None:
    with pytest.raises(DatameentError, match="DM-KLUIS-004"):
        Lake.open(Home(tmp_path))


def test_ledger_of_another_version_is_refused(home: Home) -> None:
    with Ledger.open(home.ledger) as ledger:
        ledger.con.execute("PRAGMA user_version=99")
    with pytest.raises(DatameentError, match="DM-KLUIS-005"):
        Lake.open(home)
