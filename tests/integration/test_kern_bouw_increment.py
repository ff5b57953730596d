"""The kern in a real lake, month by month: what is new is told for certain or everything is built, and both agree."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from datameent.domain.home import Home
from datameent.kern import bouw
from datameent.kern.opslag import SCHEMAS, zone
from datameent.lake import schrijven
from datameent.lake.start import init_home
from datameent.lake.store import Lake
from spec.tafel import bron_arrow

bouwen = importlib.import_module("datameent.kern.bouw")

KOP = "bericht_id | berichttype | gemeente | aanbieder | identificatie | dagtekening\n"
CLIENT = "bericht_id | pseudoniem | geboortejaar | geboortemaand | buurt_code | buurt_status\n"
TOEWIJZING = (
    "bericht_id | pseudoniem | toewijzingnummer | productcategorie | productcode | toewijzingsdatum | ingangsdatum\n"
)
START = "bericht_id | pseudoniem | toewijzingnummer | begindatum\n"
REGEL = (
    "bericht_id | volgnr | pseudoniem | toewijzingnummer | referentienummer | vorig_referentienummer"
    " | begindatum | einddatum | bedrag_cent\n"
)
AANTAL = 12
WIE = range(AANTAL)
EERST: Mapping[str, str] = {
    "bericht": KOP
    + "\n".join(
        f"w{i} | 301 | 9999 | 12345678 | w{i} | 2025-01-02\ns{i} | 305 | 9999 | 12345678 | s{i} | 2025-01-09"
        for i in WIE
    )
    + "\nd | 323 | 9999 | 12345678 | d | 2025-02-05",
    "client": CLIENT + "\n".join(f"w{i} | kind{i} | 2015 | 4 | BU99990101 | gevonden" for i in WIE),
    "toegewezen_product": TOEWIJZING
    + "\n".join(f"w{i} | kind{i} | {i} | 45 | 45A0{i % 3} | 2025-01-02 | 2025-01-03" for i in WIE),
    "start_product": START + "\n".join(f"s{i} | kind{i} | {i} | 2025-01-06" for i in WIE),
    "prestatie": REGEL + "\n".join(f"d | {i} | kind{i} | {i} | r{i} | | 2025-01-06 | 2025-01-31 | 1000" for i in WIE),
}
LATER: Mapping[str, str] = {
    "bericht": KOP + "e | 323 | 9999 | 12345678 | e | 2025-03-05\nv | 301 | 9999 | 12345678 | v | 2025-03-03",
    "client": CLIENT + "v | kind1 | 2015 | 4 | BU99990201 | gevonden",
    "toegewezen_product": TOEWIJZING + "v | kind1 | 1 | 45 | 45A09 | 2025-03-03 | 2025-01-03",
    "prestatie": REGEL + "e | 0 | kind0 | 0 | c0 | r0 | 2025-01-06 | 2025-01-31 | -1000\n"
    "e | 1 | kind1 | 1 | n1 | | 2025-02-01 | 2025-02-28 | 1500",
}


def _laad(home: Home, lading: int | None, tabellen: Mapping[str, str]) -> None:
    with Lake.open(home).schrijf() as tx:
        for naam, tabel in bron_arrow(**tabellen).items():
            plek = tabel.schema.get_field_index("lading_id")
            nummers = pa.array([lading] * tabel.num_rows, pa.int64())
            tx.voeg_toe("bron", naam, tabel.set_column(plek, "lading_id", nummers))


def _stand(home: Home) -> dict[str, list[Any]]:
    lake = Lake.open(home)
    namen = [n for n in SCHEMAS if n not in ("bouwstaat", "regelbevinding")]
    return {n: sorted((tuple(r.values()) for r in lake.arrow(zone(n), n).to_pylist()), key=repr) for n in namen}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A built home in which even the smallest increment is worth it."""
    monkeypatch.setattr(bouwen, "KLEIN", 0)
    home = init_home(tmp_path / "home")
    _laad(home, 1, EERST)
    assert bouw(Lake.open(home)).volledig
    return home


def test_a_month_later_only_what_it_touches_is_written(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    voor = Lake.open(home)
    _laad(home, 2, LATER)

    def crash(naam: str) -> None:
        if naam == "tabel kern/persoon_buurt":
            raise KeyboardInterrupt

    with monkeypatch.context() as m:
        m.setattr(schrijven, "stap", crash)
        with pytest.raises(KeyboardInterrupt):
            bouw(Lake.open(home))
    assert Lake.open(home).bestanden("kern", "traject") == voor.bestanden("kern", "traject")
    resultaat = bouw(Lake.open(home))
    assert (resultaat.gebouwd, resultaat.volledig) == (True, False)
    assert resultaat.aangeraakt == {"berichten": 2, "personen": 1, "lijnen": 4}
    assert resultaat.rijen["declaratieregel"] == AANTAL + 2
    assert not bouw(Lake.open(home)).gebouwd
    bijgewerkt = _stand(home)
    assert bouw(Lake.open(home), volledig=True).volledig
    assert _stand(home) == bijgewerkt


@pytest.fixture
def gebouwd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home that says what its kern was built from, which is all that telling what is new needs."""
    monkeypatch.setattr(bouwen, "KLEIN", 0)
    home = init_home(tmp_path / "home")
    _laad(home, 1, EERST)
    staat = {**bouwen.bronstaat(Lake.open(home)), bouwen.LADING: 1, bouwen.MAANDEN: 1}
    with Lake.open(home).schrijf() as tx:
        tx.vervang("kern", "bouwstaat", pa.table({"naam": list(staat), "versie": list(staat.values())}))
    return home


def _kan(home: Home) -> bool:
    return bool(bouwen._kan_erbij(Lake.open(home)))


def test_only_rows_that_came_later_are_an_increment(gebouwd: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home = gebouwd
    _laad(home, 2, LATER)
    assert _kan(home)
    with monkeypatch.context() as m:
        m.setattr(bouwen, "KERN_VERSIE", bouwen.KERN_VERSIE + 1)
        assert not _kan(home)
    with monkeypatch.context() as m:
        m.setattr(bouwen, "KLEIN", AANTAL + 2)
        assert not _kan(home)
    with monkeypatch.context() as m:
        m.setattr(bouwen, "HOOGSTENS", 1000)
        assert not _kan(home)
    _laad(home, None, {"bericht": KOP + "x | 302 | 9999 | 12345678 | x | 2025-03-09"})
    assert not _kan(home)  # a row that names no lading


def test_another_gemeente_or_rows_taken_away_are_no_increment(gebouwd: Home) -> None:
    home = gebouwd
    _laad(home, 2, LATER)
    _laad(home, 3, {"bericht": KOP + "x | 302 | 8888 | 12345678 | x | 2025-03-09"})
    assert not _kan(home)
    with Lake.open(home).schrijf("bewaartermijn") as tx:
        tx.verwijder("bron", "bericht", "gemeente = '8888'")
    assert not _kan(home)
