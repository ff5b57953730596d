"""Every hidden cell says which rule hid it, with the limits of the policy it was made by."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import proefrelease
import pytest

from datameent.domain.cel import Status
from datameent.domain.home import Home
from datameent.release.read import Release, ReleaseMeta


@pytest.fixture(scope="module")
def meta(tmp_path_factory: pytest.TempPathFactory) -> ReleaseMeta:
    pad: Path = proefrelease.schrijf(tmp_path_factory.mktemp("redenen"), "openbaar")
    with Release.open(pad) as release:
        return release.meta


def met(meta: ReleaseMeta, **beleid: Any) -> ReleaseMeta:
    return replace(meta, beleid=beleid)


@pytest.mark.parametrize(
    ("status", "beleid", "tekst"),
    [
        (Status.TE_WEINIG_PERSONEN, {}, "minder dan 10"),
        (Status.BESCHERMT_ANDER, {}, "afgeschermd om een ander te beschermen"),
        (Status.EEN_BEPAALT_BEDRAG, {"dominantie_aanbieder": 90}, "één aanbieder bepaalt dit bedrag"),
        (Status.EEN_BEPAALT_BEDRAG, {"p_procent": 10}, "één aanbieder bepaalt dit bedrag"),
        (Status.EEN_BEPAALT_BEDRAG, {"dominantie_persoon": 50}, "één persoon bepaalt dit bedrag"),
        (
            Status.EEN_BEPAALT_BEDRAG,
            {"dominantie_persoon": 50, "dominantie_twee_aanbieders": 95},
            "één persoon of aanbieder bepaalt dit bedrag",
        ),
        (Status.TE_WEINIG_AANBIEDERS, {"minimum_aanbieders": 3}, "minder dan 3 aanbieders"),
        (Status.EERDER_GEPUBLICEERD, {}, "eerder gepubliceerd"),
        (Status.GROEP_VERRAADT, {}, "zegt iets over een hele groep"),
        (Status.ZONDER_REDEN, {}, "afgeschermd, de reden ook"),
        (Status.GEPUBLICEERD, {}, ""),
    ],
)
def test_the_rule_is_said_with_its_limit(meta: ReleaseMeta, status: Status, beleid: dict[str, Any], tekst: str) -> None:
    from datameent.web.figures import redenen

    assert redenen.kort(status, met(meta, **beleid)) == tekst


def test_a_sensitive_code_has_its_own_limit(meta: ReleaseMeta) -> None:
    from datameent.web.figures import redenen

    streng = met(meta, gevoelig=[{"dimensie": "productcategorie", "codes": ["54"], "minimum_personen": 20}])
    assert redenen.kort(Status.TE_WEINIG_PERSONEN, streng, {"productcategorie": "54"}) == "minder dan 20"
    assert redenen.kort(Status.TE_WEINIG_PERSONEN, streng, {"productcategorie": "07"}) == "minder dan 10"
    assert "20 mensen" in redenen.lang(Status.TE_WEINIG_PERSONEN, streng, {"productcategorie": "54"})


def test_the_page_of_sources_says_how_much_is_hidden(client: Any, web_home: Home) -> None:
    inhoud = client.get("/bronnen/").content.decode()
    tekst = unescape(re.sub(r"<[^>]+>", "|", inhoud))
    with Release.open(next((web_home.releases / "openbaar").glob("*.sqlite"))) as release:
        meta = release.meta
    cellen = f"{meta.cellen:,}".replace(",", ".")
    wacht = sum(per["wacht"] for per in meta.verlies.values())
    assert f"{meta.onderdrukt - wacht} van de {cellen} cijfers zijn verborgen." in tekst
    assert "Dat gaat om hoogstens 2 procent van de mensen en hoogstens 3 procent van het geld." in tekst
    uitgaven = meta.verlies["uitgaven"]
    rij = next(r for r in inhoud.split("<tr>") if ">Uitgaven<" in r)
    assert f'<td class="getal">{uitgaven["onderdrukt"] - uitgaven["wacht"]}</td>' in rij
    assert "hoogstens 3 procent" in rij


def test_the_download_says_it_in_words_too(meta: ReleaseMeta, web_home: Home) -> None:
    from datameent.web.figures.keuze import Keuze
    from datameent.web.figures.tabelbestand import als_csv

    with Release.open(next((web_home.releases / "beleid").glob("*.sqlite"))) as release:
        tekst = als_csv(release, Keuze("clienten", "jaar", per="wijk", waar={"wet": "wmo"}))
        rijen = list(csv.DictReader(io.StringIO(tekst)))
    assert all(bool(r["reden"]) == bool(r["status"]) == (r["waarde"] == "") for r in rijen)
    redenen = {r["status"]: r["reden"] for r in rijen if r["status"]}
    assert redenen
    assert redenen.get("te-weinig-personen", "minder dan 10") == "minder dan 10"
