"""The kern in a real lake: built once, skipped when nothing changed, and asked by an analyst with a purpose."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from datameent.domain.cel import Status
from datameent.domain.errors import DatameentError
from datameent.domain.home import Home
from datameent.indicators.cijfer import Celfeiten, cijfer
from datameent.kern import KERN_TABELLEN, bouw
from datameent.kern.conform import BRON_TABELLEN, conform, kosten_op
from datameent.lake.start import init_home
from datameent.lake.store import Lake, tijdelijk
from spec.tafel import bron_arrow

BERICHTEN = """
bericht_id | berichttype | gemeente | aanbieder | identificatie | dagtekening
w          | 301         | 9999     | 12345678  | 1             | 2025-01-02
d          | 323         | 9999     | 12345678  | 2             | 2025-02-05
"""
CLIENTEN = "bericht_id | pseudoniem | geboortejaar | geboortemaand | buurt_code | buurt_status\n" + "\n".join(
    f"w | kind{i} | 2015 | 4 | {'BU99990101' if i < 11 else 'BU99990201'} | gevonden" for i in range(12)
)
REGELS = "bericht_id | volgnr | pseudoniem | referentienummer | begindatum | einddatum | bedrag_cent\n" + "\n".join(
    f"d | {i} | kind{i} | {i} | 2025-01-01 | 2025-01-31 | 1000" for i in range(12)
)
LATER = """
bericht_id | berichttype | gemeente | aanbieder | identificatie | dagtekening
c          | 323         | 9999     | 12345678  | 3             | 2025-03-05
"""
CREDIT = """
bericht_id | volgnr | pseudoniem | referentienummer | vorig_referentienummer | begindatum | einddatum  | bedrag_cent
c          | 0      | kind0      | 100              | 0                      | 2025-01-01 | 2025-01-31 | -1000
"""


def _laad(home: Home, **tabellen: str) -> None:
    with Lake.open(home).schrijf() as tx:
        for naam, tabel in bron_arrow(**tabellen).items():
            tx.voeg_toe("bron", naam, tabel)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = init_home(tmp_path / "home")
    _laad(home, bericht=BERICHTEN, client=CLIENTEN, prestatie=REGELS)
    return home


def _oordeel(feiten: Celfeiten) -> Status:
    return Status.TE_WEINIG_PERSONEN if feiten.personen < 10 else Status.GEPUBLICEERD


def _vraag(home: Home, indicator: str = "KOSTEN", peildatum: date | None = None, doel: str = "beleid"):  # type: ignore[no-untyped-def]
    return cijfer(
        home,
        indicator,
        per=("wijk", "jaar"),
        waar={},
        peildatum=peildatum,
        doel=doel,
        gebruiker="an",
        beoordeel=_oordeel,
    )


def test_built_once_and_again_only_when_something_came_in(home: Home) -> None:
    lake = Lake.open(home)
    eerste = bouw(lake)
    assert eerste.gebouwd
    assert eerste.rijen["kostenmaand"] == 12
    assert set(KERN_TABELLEN) <= set(lake.namen("kern"))
    assert not bouw(lake).gebouwd
    with lake.schrijf() as tx:  # what a larger lake kept for a next time
        tx.vervang("werk", "persoonvak", pa.table({"wet": ["wmo"], "pseudoniem": ["kind0"]}))
    assert bouw(lake, volledig=True).gebouwd
    assert Lake.open(home).arrow("werk", "persoonvak").num_rows == 0
    _laad(home, bericht=LATER, prestatie=CREDIT)
    assert bouw(Lake.open(home)).rijen["kostenmaand"] == 13


def test_an_empty_lake_gives_an_empty_kern(tmp_path: Path) -> None:
    resultaat = bouw(Lake.open(init_home(tmp_path / "leeg")))
    assert resultaat.gebouwd
    assert set(resultaat.rijen.values()) == {0}


def test_a_figure_hides_small_cells_and_leaves_a_line_in_the_log(home: Home) -> None:
    bouw(Lake.open(home))
    antwoord = _vraag(home)
    assert [(c.dimensies["wijk"], c.waarde, c.status) for c in antwoord.cellen] == [
        ("WK999901", 11000, ""),
        ("WK999902", None, "te-weinig-personen"),
    ]
    assert antwoord.peildatum == date(2025, 2, 5)
    regels = (home.logs / "verwerkingen.jsonl").read_text().splitlines()
    laatste = json.loads(regels[-1])
    assert laatste["wat"] == "cijfer"
    assert laatste["doelen"] == ["beleid"]
    assert laatste["aantallen"] == {"cellen": 2, "afgeschermd": 1}
    assert "kind" not in regels[-1]


def test_before_and_after_a_correction(home: Home) -> None:
    _laad(home, bericht=LATER, prestatie=CREDIT)
    bouw(Lake.open(home))
    nu, toen = _vraag(home), _vraag(home, peildatum=date(2025, 2, 28))
    assert (nu.cellen[0].waarde, toen.cellen[0].waarde) == (10000, 11000)


def test_refused_purpose_and_stale_kern(home: Home) -> None:
    with pytest.raises(DatameentError) as fout:
        _vraag(home)
    assert fout.value.code == "DM-IND-009"
    bouw(Lake.open(home))
    with pytest.raises(DatameentError) as fout:
        _vraag(home, doel="nieuwsgierigheid")
    assert fout.value.code == "DM-OVK-006"
    for pad in home.overeenkomsten.glob("*.yaml"):
        pad.unlink()
    with pytest.raises(DatameentError) as fout:
        _vraag(home)
    assert fout.value.code == "DM-IND-008"


@pytest.mark.parametrize("dag", [date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 31)])
def test_costs_of_a_day_are_those_of_the_whole_kern_of_that_day(home: Home, dag: date) -> None:
    _laad(home, bericht=LATER, prestatie=CREDIT)
    lake = Lake.open(home)
    con = lake.engine()
    bron = {naam: lake.tabel(con, "bron", naam) for naam in BRON_TABELLEN}
    heel = conform(bron, dag, tussen=lambda naam, t: tijdelijk(con, f"heel_{naam}", t))["kostenmaand"]
    los = kosten_op(bron, dag, tussen=lambda naam, t: tijdelijk(con, f"los_{naam}", t))
    rijen = [sorted(map(str, lake.stroom(con, t).read_all().to_pylist())) for t in (heel, los)]
    con.disconnect()
    assert rijen[0] == rijen[1]
    assert len(rijen[0]) == {1: 0, 2: 12, 3: 13}[dag.month]
