"""Ingest keeps what the reader only warns of, judges dates by the day it is given, and takes a large file by itself."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.integration.ingest_berichten import BSNS, Map, declaratie
from tests.unit.berichtregels_berichten import goed, schrijf, zet

from datameent.domain.home import Home
from datameent.lake import bundels, ploeg
from datameent.lake.ingest import ingest
from datameent.lake.start import init_home
from datameent.lake.store import Lake
from datameent.privacy import keys
from datameent.sources.codes import Code
from datameent.sources.istandaarden import lezer
from datameent.vault.kluis import Kluis
from datameent.vault.ledger import Ledger

VANDAAG = date(2026, 5, 7)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return init_home(tmp_path / "home")


@pytest.fixture
def map_(tmp_path: Path) -> Map:
    return Map(tmp_path / "in")


def _rijen(home: Home, naam: str) -> list[dict[str, Any]]:
    """All rows in a fixed order, without the pseudonym: that is another in each home."""
    rows = Lake.open(home).arrow("bron", naam).drop_columns("pseudoniem" if naam in ("prestatie", "client") else [])
    return sorted(rows.to_pylist(), key=lambda row: (row["bericht_id"], row.get("volgnr", 0)))


def _met_oude_code(nummer: str) -> bytes:
    message = goed("ijw", "301")
    zet(message, "Header/BerichtIdentificatie/Identificatie", nummer)
    zet(message, "Client/ToegewezenProducten/ToegewezenProduct.0/Product/Categorie", "31")
    return schrijf("ijw", "301", message)


def test_a_warning_about_a_loaded_message_is_kept(home: Home, map_: Map) -> None:
    path = map_.leg("a.xml", _met_oude_code("1"))
    result = ingest(home, [path], "ijw", vandaag=VANDAAG)
    assert (result.berichten, result.afgekeurd, result.bevindingen) == (1, 0, ())
    (warning,) = [w for w in result.waarschuwingen if w.niveau == "bericht"]
    assert (warning.code, warning.ernst, warning.plaats.bestand) == (Code.CODE_JAAR, "waarschuwing", str(path))
    again = ingest(home, [path], "ijw", vandaag=VANDAAG)
    assert again.al_geladen == 1
    assert [w for w in again.waarschuwingen if w.niveau == "bericht"] == []


def test_a_message_is_not_from_after_the_day_of_loading(home: Home, map_: Map) -> None:
    map_.leg("a.xml", schrijf("ijw", "323", goed("ijw", "323")))
    early = ingest(home, [map_.pad], "ijw", vandaag=date(2026, 5, 1))
    assert [b.code for b in early.bevindingen] == ["TR135"]
    assert ingest(home, [map_.pad], "ijw", vandaag=VANDAAG).berichten == 1


def test_a_large_file_is_read_here_in_segments_and_its_original_comes_back(
    home: Home, map_: Map, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between small files that go to workers; the rows are those of a home that reads it the ordinary way."""
    monkeypatch.setattr(bundels, "BUNDEL_BYTES", 4000)
    map_.leg("a.xml", declaratie(1, [BSNS[0]]))
    big = map_.leg("b.xml", declaratie(2, list(BSNS[:120])))
    map_.leg("c.xml", declaratie(3, [BSNS[1]]))
    (home.config / "instellingen.yaml").write_text("limieten:\n  als_pad_vanaf: 30000\n", encoding="utf-8")
    other = init_home(home.root.parent / "ander")
    assert ingest(other, [map_.pad], "iwmo", werkers=1).berichten == 3
    for name, value in (("_GROOT", 0), ("_IN_SEGMENTEN", 0), ("SEGMENT", 3000)):
        monkeypatch.setattr(lezer, name, value)
    monkeypatch.setattr(ploeg, "GROOT", big.stat().st_size)
    assert ingest(home, [map_.pad], "iwmo", werkers=2).prestaties == 122
    for table in ("prestatie", "client", "declaratie", "bericht"):
        assert _rijen(home, table) == _rijen(other, table)
    with Ledger.open(home.ledger) as ledger:
        kluis = Kluis(home.kluis, ledger, keys.laad(home.keys).kluissleutels())
        for path in sorted(map_.pad.iterdir()):
            assert kluis.lees(hashlib.sha256(path.read_bytes()).hexdigest()) == path.read_bytes()
