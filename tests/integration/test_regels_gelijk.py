"""Judging files beside an empty lake finds what judging the same messages finds once loaded; with all rules."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from tests.integration.ingest_berichten import BSNS, Map, declaratie, toewijzing

from datameent.lake.ingest import ingest
from datameent.lake.start import init_home
from datameent.lake.store import Lake
from datameent.regels.controle import controleer
from datameent.regels.geladen import meldingen
from datameent.regels.lake import beoordeel


def test_the_same_findings_before_and_after_loading(tmp_path: Path) -> None:
    home, map_ = init_home(tmp_path / "home"), Map(tmp_path / "in")
    map_.leg("301a.xml", toewijzing(1, BSNS[0]))
    map_.leg("301b.xml", toewijzing(2, BSNS[1]))
    nog_een = toewijzing(2, BSNS[2], dag="2025-01-20").replace(b":Identificatie>2<", b":Identificatie>3<")
    map_.leg("301c.xml", nog_een)
    map_.leg("323a.xml", declaratie(10, [BSNS[0], BSNS[1], BSNS[2]]))
    map_.leg("323b.xml", declaratie(11, [BSNS[1], BSNS[0]], dag="2025-03-10"))
    map_.leg("323c.xml", declaratie(12, [BSNS[0]], dag="2025-03-11").replace(b"R12-0", b"R10-0"))
    voor = controleer(home, [map_.pad])
    assert ingest(home, [map_.pad], "iwmo", vandaag=date(2025, 9, 1)).afgekeurd == 0
    lake = Lake.open(home)
    uitslag = beoordeel(lake)
    na = meldingen(lake)
    assert {m.code for m in voor.meldingen} >= {"TR338", "TR314", "DM-REG-002"}
    assert voor.meldingen == na
    assert uitslag.bevindingen == len(na)
    assert voor.niet_beoordeeld == uitslag.niet_beoordeeld
    geteld = Counter({(a.afzender, a.code): a.aantal for a in uitslag.aantallen})
    assert geteld == Counter((m.herkomst.afzender, m.code) for m in na)
