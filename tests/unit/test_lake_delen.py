"""Tables in parts: only the parts named change, a crash leaves nothing, and the log tells whether rows only came in."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from datameent.domain.home import Home
from datameent.lake import schemas, schrijven
from datameent.lake.aanwas import alleen_erbij
from datameent.lake.start import init_home
from datameent.lake.store import Lake

NAAM = ("kern", "declaratieregel")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return init_home(tmp_path / "home")


def stroom(*rijen: tuple[str, int]) -> pa.RecordBatchReader:
    tabel = pa.table(
        {
            "bedrag_cent": pa.array([b for _, b in rijen], pa.int64()),
            "deel": pa.array([d for d, _ in rijen], pa.string()),
        }
    )
    return tabel.to_reader()


def bedragen(lake: Lake) -> list[int]:
    return sorted(lake.arrow(*NAAM)["bedrag_cent"].to_pylist())


@pytest.fixture
def in_delen(home: Home) -> Home:
    with Lake.open(home).schrijf() as tx:
        tx.vervang_delen(*NAAM, stroom(("2025-01", 1), ("2025-01", 2), ("2025-02", 3)))
    return home


def test_readers_never_see_the_part(in_delen: Home) -> None:
    lake = Lake.open(in_delen)
    con = lake.engine()
    gelezen = con.to_pyarrow(lake.tabel(con, *NAAM))
    assert gelezen.column_names == schemas.schema(*NAAM).names
    assert sorted(gelezen["bedrag_cent"].to_pylist()) == [1, 2, 3] == bedragen(lake)


def test_only_the_parts_named_change(in_delen: Home) -> None:
    eerst = set(Lake.open(in_delen).bestanden(*NAAM))
    with Lake.open(in_delen).schrijf() as tx:
        tx.vervang_delen(*NAAM, stroom(("2025-02", 9), ("2025-03", 10)), ["2025-02", "2025-03"])
    lake = Lake.open(in_delen)
    assert bedragen(lake) == [1, 2, 9, 10]
    assert [b for b in lake.bestanden(*NAAM) if b in eerst] == [b for b in sorted(eerst) if "2025-01" in b]


def test_a_part_without_rows_is_gone(in_delen: Home) -> None:
    with Lake.open(in_delen).schrijf() as tx:
        tx.vervang_delen(*NAAM, stroom(), ["2025-01"])
    assert bedragen(Lake.open(in_delen)) == [3]
    with Lake.open(in_delen).schrijf() as tx:
        tx.vervang_delen(*NAAM, stroom(), [])
    assert bedragen(Lake.open(in_delen)) == [3]


def test_rows_of_another_part_are_refused(in_delen: Home) -> None:
    with pytest.raises(Exception, match="DM-LAKE-012"), Lake.open(in_delen).schrijf() as tx:
        tx.vervang_delen(*NAAM, stroom(("2025-03", 7)), ["2025-01"])
    assert bedragen(Lake.open(in_delen)) == [1, 2, 3]


def test_to_parts_and_back(in_delen: Home) -> None:
    with Lake.open(in_delen).schrijf() as tx:
        tx.vervang(*NAAM, pa.table({"bedrag_cent": [5]}))
    assert bedragen(Lake.open(in_delen)) == [5]
    with Lake.open(in_delen).schrijf() as tx:
        tx.vervang_delen(*NAAM, stroom(("2025", 6)))
    assert bedragen(Lake.open(in_delen)) == [6]
    with Lake.open(in_delen).schrijf() as tx:
        tx.vervang_delen(*NAAM, stroom())
    assert bedragen(Lake.open(in_delen)) == []


@pytest.mark.parametrize("moment", ["tabel kern/declaratieregel", "voor-vastlegging", "in-vastlegging"])
@pytest.mark.parametrize("opgeruimd", [True, False])
def test_crash_between_parts_leaves_the_old_rows(
    in_delen: Home, moment: str, opgeruimd: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(naam: str) -> None:
        if naam == moment:
            raise KeyboardInterrupt

    with monkeypatch.context() as m:
        m.setattr(schrijven, "stap", crash)
        if not opgeruimd:
            m.setattr(schrijven.Transactie, "laat_vallen", lambda _: None)
        with pytest.raises(KeyboardInterrupt), Lake.open(in_delen).schrijf() as tx:
            tx.vervang_delen(*NAAM, stroom(("2025-02", 9)), ["2025-02"])
    assert bedragen(Lake.open(in_delen)) == [1, 2, 3]
    with Lake.open(in_delen).schrijf() as tx:
        tx.vervang_delen(*NAAM, stroom(("2025-01", 4)), ["2025-01"])
    assert bedragen(Lake.open(in_delen)) == [3, 4]


def regels(*bedragen_: int) -> pa.Table:
    return pa.table({"bericht_id": [f"b{n}" for n in bedragen_], "bedrag_cent": list(bedragen_)})


def _versie(home: Home) -> int:
    return Lake.open(home).versies[("bron", "prestatie")]


def _erbij(home: Home, vanaf: int) -> bool:
    return alleen_erbij(home.lake / "bron" / "prestatie", vanaf, _versie(home))


@pytest.fixture
def met_rijen(home: Home) -> Home:
    with Lake.open(home).schrijf() as tx:
        tx.voeg_toe("bron", "prestatie", regels(1))
    return home


def test_appended_and_joined_is_only_gained(met_rijen: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schrijven, "_VEEL_BESTANDEN", 3)
    eerst = _versie(met_rijen)
    assert _erbij(met_rijen, eerst)
    for n in range(5):
        with Lake.open(met_rijen).schrijf() as tx:
            tx.voeg_toe("bron", "prestatie", regels(n))
    assert len(Lake.open(met_rijen).bestanden("bron", "prestatie")) < 6
    assert _erbij(met_rijen, eerst)


def _vervang_en_breek(home: Home) -> None:
    with Lake.open(home).schrijf() as tx:
        tx.vervang("bron", "prestatie", regels(8, 9))
        raise RuntimeError


def test_a_crash_that_was_restored_counts_for_nothing(met_rijen: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    eerst = _versie(met_rijen)
    with pytest.raises(RuntimeError):
        _vervang_en_breek(met_rijen)
    with Lake.open(met_rijen).schrijf() as tx:
        tx.voeg_toe("bron", "prestatie", regels(2))
    assert _versie(met_rijen) > eerst + 2
    assert _erbij(met_rijen, eerst)


def test_replaced_deleted_or_unknown_is_not_only_gained(met_rijen: Home) -> None:
    eerst = _versie(met_rijen)
    with Lake.open(met_rijen).schrijf() as tx:
        tx.vervang("bron", "prestatie", regels(1, 2))
    assert not _erbij(met_rijen, eerst)
    tweede = _versie(met_rijen)
    with Lake.open(met_rijen).schrijf() as tx:
        assert tx.verwijder("bron", "prestatie", "bedrag_cent = 1") == 1
    assert not _erbij(met_rijen, tweede)
    assert not _erbij(met_rijen, -1)
    assert not _erbij(met_rijen, _versie(met_rijen) + 1)
    derde = _versie(met_rijen)
    with Lake.open(met_rijen).schrijf() as tx:
        tx.voeg_toe("bron", "prestatie", regels(3))
    (met_rijen.lake / "bron" / "prestatie" / "_delta_log" / f"{derde + 1:020d}.json").unlink()
    assert not _erbij(met_rijen, derde)
