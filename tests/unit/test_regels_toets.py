"""The runner: every rule once, findings of the asked messages only, and no rule passed in silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import ibis
import pyarrow as pa
import pytest

from datameent.lake.schemas import BRON
from datameent.regels import toets as runner
from datameent.regels.bronnen import Bronnen
from datameent.regels.register import OVERSTIJGEND, Overstijgend
from datameent.regels.toets import SCHEMA, Tussentabellen, toets, toetsen


def _rijen(bericht_id: str, aantal: int) -> list[dict[str, Any]]:
    return [{"bericht_id": bericht_id, "volgnr": n, "wet": "wmo", "bedrag_cent": n} for n in range(aantal)]


def _bron() -> dict[str, Any]:
    bron = {naam: ibis.memtable(schema.empty_table()) for naam, schema in BRON.items()}
    regels = pa.Table.from_pylist([*_rijen("b", 3), *_rijen("a", 2)], schema=BRON["prestatie"])
    return {**bron, "prestatie": ibis.memtable(regels)}


@pytest.fixture
def eigen(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[tuple[str, str], Overstijgend]]:
    """The runner with rules of this test only."""
    toetsen.cache_clear()
    toetsen()
    regels: dict[tuple[str, str], Overstijgend] = {}
    monkeypatch.setattr(runner, "OVERSTIJGEND", regels)
    toetsen.cache_clear()
    yield regels
    toetsen.cache_clear()


def _alles(b: Bronnen) -> Any:
    t = b.bron["prestatie"]
    return t.filter(t.bedrag_cent > 0).select("bericht_id", "volgnr")


def test_findings_are_sorted_and_each_row_counts_once(eigen: dict[tuple[str, str], Overstijgend]) -> None:
    def dubbel(b: Bronnen) -> Any:
        return _alles(b).union(_alles(b))

    eigen["TR999", "prestatie"] = Overstijgend("TR999", "prestatie", dubbel)
    uitslag = toets(Bronnen(_bron()))
    assert uitslag.bevindingen["TR999"].schema == SCHEMA
    assert uitslag.bevindingen["TR999"].to_pylist() == [
        {"bericht_id": "a", "tabel": "prestatie", "volgnr": 1},
        {"bericht_id": "b", "tabel": "prestatie", "volgnr": 1},
        {"bericht_id": "b", "tabel": "prestatie", "volgnr": 2},
    ]
    assert uitslag.niet_beoordeeld == {}


def test_only_the_given_messages_are_told_about(eigen: dict[tuple[str, str], Overstijgend]) -> None:
    eigen["TR999", "prestatie"] = Overstijgend("TR999", "prestatie", _alles)
    uitslag = toets(Bronnen(_bron()), berichten={"a", "zz"})
    assert uitslag.bevindingen["TR999"]["bericht_id"].to_pylist() == ["a"]
    assert toets(Bronnen(_bron()), berichten=()).bevindingen["TR999"].num_rows == 0


def test_a_rule_without_its_facts_is_named_and_not_passed(eigen: dict[tuple[str, str], Overstijgend]) -> None:
    eigen["TR998", "prestatie"] = Overstijgend("TR998", "prestatie", _alles, nodig=("prestatie", "feiten"))
    eigen["TR999", "prestatie"] = Overstijgend("TR999", "prestatie", _alles, nodig=("prestatie",))
    bron = _bron()
    uitslag = toets(Bronnen(bron))
    assert set(uitslag.bevindingen) == {"TR999"}
    assert uitslag.niet_beoordeeld == {"TR998": ("feiten",)}
    met_feiten = toets(Bronnen({**bron, "feiten": bron["prestatie"]}))
    assert set(met_feiten.bevindingen) == {"TR998", "TR999"}


def test_codes_can_be_chosen_and_a_code_may_stand_on_two_tables(eigen: dict[tuple[str, str], Overstijgend]) -> None:
    een = Overstijgend("TR999", "prestatie", _alles)
    eigen["TR999", "prestatie"] = een
    eigen["TR999", "bericht"] = replace(een, tabel="bericht")
    eigen["TR998", "prestatie"] = replace(een, code="TR998")
    uitslag = toets(Bronnen(_bron()), codes={"TR999"})
    assert set(uitslag.bevindingen) == {"TR999"}
    tabellen = uitslag.bevindingen["TR999"]["tabel"].to_pylist()
    assert tabellen == ["bericht", "prestatie", "bericht", "bericht", "prestatie", "prestatie"]


def test_an_intermediate_is_calculated_once() -> None:
    con = ibis.duckdb.connect()
    tussen = Tussentabellen(con)
    eerste = tussen("x", ibis.memtable({"a": [1]}))
    assert tussen("x", ibis.memtable({"a": [2]})) is eerste
    assert eerste.to_pyarrow().to_pylist() == [{"a": 1}]


def test_every_rule_of_this_room_gives_rows_of_its_table() -> None:
    """All registered rules run on empty tables and give the two columns: no rule is left unread."""
    con = ibis.duckdb.connect()
    bron = {naam: con.create_table(naam, schema=ibis.Schema.from_pyarrow(schema)) for naam, schema in BRON.items()}
    uitslag = toets(Bronnen(bron, Tussentabellen(con)))
    beoordeeld = {t.code for t in toetsen()} - set(uitslag.niet_beoordeeld)
    assert set(uitslag.bevindingen) == beoordeeld
    assert {t.tabel for t in toetsen()} <= set(BRON)
    assert all(tabel.num_rows == 0 for tabel in uitslag.bevindingen.values())
    assert set(OVERSTIJGEND) == {(t.code, t.tabel) for t in toetsen()}
