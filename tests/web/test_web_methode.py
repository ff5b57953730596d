"""A page says in plain words that its counts are rounded or carry noise, and says nothing where they are exact."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import proefrelease
import pytest

from datameent.disclosure.ruis import STANDAARD, Ptabel
from datameent.domain.cel import Status
from datameent.domain.home import Home
from datameent.release.read import Release
from datameent.release.tabellen import schrijf_tabellen

AFRONDEN = {"methode": "afronden", "afrondingsbasis": 5}
RUIS = {"methode": "ruis", "ruis": Ptabel.van(STANDAARD).als_json()}
EXACT = {"methode": "onderdrukken", "afrondingsbasis": None}
AFGEROND = "Aantallen zijn afgerond op een veelvoud van 5. Zo is niemand te herkennen."


@pytest.fixture
def pagina(web_home: Home, tmp_path: Path) -> Any:
    """The text of the page of an indicator, in a release with these rules."""
    from django.contrib.auth.models import AnonymousUser
    from django.test import RequestFactory

    from datameent.web.duiding.bij_figuur import bij
    from datameent.web.figures import views
    from datameent.web.figures.keuze import Keuze, aanbod_van

    def lees(beleid: dict[str, Any], indicator: str, **keuze: Any) -> str:
        with Release.open(proefrelease.schrijf(tmp_path / beleid["methode"], "raad", beleid=beleid)) as release:
            gekozen = Keuze(indicator, "jaar", waar={"wet": "wmo"}, **keuze)
            aanbod = aanbod_van(release, indicator)
            verzoek = RequestFactory().get("/")
            verzoek.user = AnonymousUser()
            erbij = bij(verzoek, release, gekozen)
            html = views._indicatorpagina(verzoek, release, views._Gevraagd(gekozen, aanbod, [], erbij, ())).html
        return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", str(html))))

    return lees


def test_counts_are_said_to_be_rounded_under_chart_and_table(pagina: Any) -> None:
    assert pagina(AFRONDEN, "clienten").count(AFGEROND) == 3
    assert pagina(AFRONDEN, "instroom", per="wijk").count(AFGEROND) == 3


def test_money_per_client_is_said_to_be_divided_by_a_rounded_count(pagina: Any) -> None:
    assert (
        pagina(AFRONDEN, "kosten_per_client").count("We delen door het aantal mensen, afgerond op een veelvoud van 5.")
        == 3
    )


def test_noise_is_told_with_its_maximum(pagina: Any) -> None:
    zin = (
        "Bij elk aantal is met opzet iets opgeteld of afgetrokken, hoogstens 5. Daarom tellen tabellen niet precies op."
    )
    assert pagina(RUIS, "clienten").count(zin) == 3


@pytest.mark.parametrize(
    ("beleid", "indicator"), [(EXACT, "clienten"), (AFRONDEN, "uitgaven"), (RUIS, "wachttijd"), (AFRONDEN, "wachttijd")]
)
def test_of_exact_figures_nothing_is_said(pagina: Any, beleid: dict[str, Any], indicator: str) -> None:
    tekst = pagina(beleid, indicator)
    tekst = tekst.replace("We ronden aantallen mensen af op een veelvoud van 5.", "")
    assert "veelvoud" not in tekst
    assert "Aantallen zijn afgerond" not in tekst


def test_what_is_hidden_is_explained_by_the_method(pagina: Any) -> None:
    assert "We ronden aantallen mensen af op een veelvoud van 5." in pagina(AFRONDEN, "uitgaven", per="wijk")
    assert "We tonen geen cijfers over minder dan 10 mensen." in pagina(EXACT, "uitgaven", per="wijk")


@pytest.mark.parametrize(
    ("beleid", "soort", "kort"),
    [
        (AFRONDEN, "omvang", "minder dan 15"),  # 10 is hidden and may be 14
        (AFRONDEN, "mediaan", "minder dan 10"),  # a median keeps the rule on true persons
        ({"methode": "afronden", "afrondingsbasis": 4}, "omvang", "minder dan 16"),  # 12 is hidden and may be 15
        (RUIS, "ratio", "minder dan 20"),  # 14 is hidden and may be 19
        (EXACT, "omvang", "minder dan 10"),
    ],
)
def test_the_reason_says_no_more_than_the_count(
    web_home: Home, tmp_path: Path, beleid: dict[str, Any], soort: str, kort: str
) -> None:
    from datameent.web.figures import redenen

    with Release.open(proefrelease.schrijf(tmp_path, "raad", beleid=beleid)) as release:
        assert redenen.kort(Status.TE_WEINIG_PERSONEN, release.meta, {}, soort) == kort
        niemand = redenen.kort(Status.GEEN_NOEMER, release.meta, {}, "ratio")
    assert niemand == ("niemand om te tellen" if beleid is EXACT else "niemand of bijna niemand")


def test_files_say_it_too(web_home: Home, tmp_path: Path) -> None:
    from datameent.web.figures.keuze import Keuze
    from datameent.web.figures.tabelbestand import als_csv

    pad = proefrelease.schrijf(tmp_path, "raad", beleid=AFRONDEN)
    with Release.open(pad) as release:
        rijen = list(
            csv.DictReader(io.StringIO(als_csv(release, Keuze("clienten", "jaar", per="wijk", waar={"wet": "wmo"}))))
        )
        geld = list(csv.DictReader(io.StringIO(als_csv(release, Keuze("uitgaven", "jaar", waar={"wet": "wmo"})))))
    assert {r["toelichting"] for r in rijen if r["waarde"]} == {"afgerond op een veelvoud van 5"}
    assert {r["toelichting"] for r in rijen if not r["waarde"]} <= {""}
    assert {r["toelichting"] for r in geld} == {""}
    schrijf_tabellen(pad, tmp_path / "uit")
    beschrijving = json.loads((tmp_path / "uit" / "tabellen.json").read_text(encoding="utf-8"))
    assert beschrijving["methode"]["afrondingsbasis"] == 5
    assert "veelvoud van 5" in beschrijving["methode"]["toelichting"]
