"""Judging a whole lake: one transaction, the columns of the table, and the same again for the same lake."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.integration.regels_home import CODE, eigen_regels, gevulde_home

from datameent.domain.home import Home
from datameent.lake.schemas import KERN
from datameent.lake.store import Lake
from datameent.regels import lake as oordeel
from datameent.regels.lake import beoordeel


@pytest.fixture(scope="module")
def gevuld(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return gevulde_home(tmp_path_factory.mktemp("regels")).root


@pytest.fixture
def home(gevuld: Path, tmp_path: Path) -> Home:
    shutil.copytree(gevuld, tmp_path / "home")
    return Home(tmp_path / "home")


@pytest.fixture(autouse=True)
def regels() -> Iterator[None]:
    with eigen_regels():
        yield


def test_findings_of_what_was_loaded_are_written_beside_the_figures(home: Home) -> None:
    lake = Lake.open(home)
    uitslag = beoordeel(lake)
    tabel = lake.arrow("kern", "regelbevinding")
    assert tabel.schema == KERN["regelbevinding"]
    assert tabel.num_rows == uitslag.bevindingen
    assert uitslag.berichten == lake.arrow("bron", "bericht").num_rows == 2
    (rij,) = tabel.to_pylist()
    assert (rij["code"], rij["tabel"], rij["volgnr"], rij["wet"]) == (CODE, "prestatie", 1, "wmo")
    assert (rij["aanbieder"], rij["berichttype"], rij["dagtekening"]) == ("99101234", "323", date(2025, 2, 10))
    assert [(a.afzender, a.code, a.aantal) for a in uitslag.aantallen] == [("99101234", CODE, 1)]
    assert uitslag.niet_beoordeeld == {"OP262": ("gebied",)}


def test_judging_again_gives_the_same_table(home: Home) -> None:
    lake = Lake.open(home)
    een = beoordeel(lake)
    eerst = lake.arrow("kern", "regelbevinding")
    twee = beoordeel(lake)
    assert lake.arrow("kern", "regelbevinding").equals(eerst)
    assert (een.aantallen, een.niet_beoordeeld) == (twee.aantallen, twee.niet_beoordeeld)


def test_a_rule_that_breaks_leaves_the_former_findings(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = Lake.open(home)
    beoordeel(lake)
    voor = lake.arrow("kern", "regelbevinding")

    def kapot(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(oordeel, "_gesorteerd", kapot)
    with pytest.raises(RuntimeError):
        beoordeel(lake)
    assert Lake.open(home).arrow("kern", "regelbevinding").equals(voor)
