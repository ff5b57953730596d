"""Facts against their sources, and what the municipality spends and serves against the facts."""

from __future__ import annotations

import csv
import json
import zipfile
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lxml import etree

from datameent.demo import Plan, generate
from datameent.demo.kalibratie import WETTEN, feiten, producten

NEUTRAAL = {
    "indexatie_standaard": 0.0, "indexatie": {}, "instroomtrend": {}, "volumetrend": {}, "duurtrend": {},
    "wachttrend": {"wmo": 0.0, "jeugdwet": 0.0}, "maatregel": None, "laat": 0.0, "laat_trage_aanbieder": 0.0,
}  # fmt: skip
"""A plan in which nothing changes over the years, so that every month is like the calibrated year."""
TOLERANTIE_TOTAAL, TOLERANTIE_BAND, TOLERANTIE_AANDEEL = 0.06, 0.20, 0.07
BANDEN = {"wmo": (18, 30, 50, 65, 75, 85, 101), "jeugdwet": (0, 6, 12, 15, 18, 20)}


@pytest.fixture(scope="module")
def waarheid(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    plan = Plan.van({"inwoners": 60_000, "jaren": 2, "tot": date(2025, 1, 1), "pak": "zip", **NEUTRAAL})
    pad = generate(plan, tmp_path_factory.mktemp("kalibratie")).waarheid
    return dict(json.loads(pad.read_text(encoding="utf-8")))


@pytest.mark.slow
@pytest.mark.parametrize("wet", WETTEN)
def test_spend_per_inhabitant_by_age(waarheid: dict[str, Any], wet: str) -> None:
    jaren = np.array(waarheid["per_leeftijd"]["persoonmaanden"]) / 12
    cent = np.array(waarheid["per_leeftijd"][f"{wet}_cent"])
    euro = feiten()["uitgaven_per_inwoner"][wet]
    verwacht = jaren * np.append(euro, euro[-1]) * 100
    assert cent.sum() == pytest.approx(verwacht.sum(), rel=TOLERANTIE_TOTAAL)
    banden = BANDEN[wet]
    for van, tot in pairwise(banden):
        assert cent[van:tot].sum() == pytest.approx(verwacht[van:tot].sum(), rel=TOLERANTIE_BAND), (wet, van, tot)


@pytest.mark.slow
def test_share_of_clients(waarheid: dict[str, Any]) -> None:
    maanden = np.array(waarheid["per_leeftijd"]["persoonmaanden"])
    per_jaar = maanden / 23
    cijfers = feiten()["clienten"]
    wmo = waarheid["clienten_per_jaar"]["wmo"]["2023"] / per_jaar.sum() * 1000
    jeugd = waarheid["clienten_per_jaar"]["jeugdwet"]["2023"] / per_jaar[:18].sum() * 100
    assert wmo == pytest.approx(cijfers["wmo_per_1000_inwoners"], rel=TOLERANTIE_AANDEEL)
    assert jeugd == pytest.approx(cijfers["jeugdhulp_procent_van_jongeren"], rel=TOLERANTIE_AANDEEL)


@pytest.mark.slow
def test_waiting_is_what_was_planned(waarheid: dict[str, Any]) -> None:
    """Providers differ by a quarter either way, so the mean over all products lies near the planned mean."""
    rijen = [p for p in waarheid["producten"].values() if p["wachttijd_gemiddeld_dagen"] is not None]
    verhouding = [p["wachttijd_gemiddeld_dagen"] / p["wachttijd_gepland_dagen"] for p in rijen]
    assert np.median(verhouding) == pytest.approx(1, abs=0.15)


@pytest.mark.material
def test_spend_facts_are_those_of_the_source(shared_data: Path) -> None:
    ns = {"a": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(next((shared_data / "cpb").glob("*.xlsx"))) as pak:
        blad = etree.fromstring(pak.read("xl/worksheets/sheet1.xml"))
    rijen = [[c.findtext("a:v", namespaces=ns) for c in rij] for rij in blad.iterfind(".//a:row", ns)][3:]
    for kolom, wet in ((3, "wmo"), (4, "jeugdwet")):
        assert [round(float(r[kolom] or 0)) for r in rijen] == feiten()["uitgaven_per_inwoner"][wet]


@pytest.mark.material
def test_client_facts_are_those_of_the_source(shared_data: Path) -> None:
    tekst = (shared_data / "cbs" / "kwb2022-gemeenten-85318NED.geojson").read_text(encoding="utf-8")
    velden = ("aantal_inwoners", "wmo_per_1000", "pct_jeugdzorg")
    rijen = [[f["properties"].get(v) for v in velden] for f in json.loads(tekst)["features"]]
    inwoners, wmo, jeugd = np.array([r for r in rijen if None not in r and "" not in r], dtype=float).T
    cijfers = feiten()["clienten"]
    assert round(float(np.average(wmo, weights=inwoners)), 1) == cijfers["wmo_per_1000_inwoners"]
    assert round(float(np.average(jeugd, weights=inwoners)), 1) == cijfers["jeugdhulp_procent_van_jongeren"]


@pytest.mark.material
def test_household_help_and_population_facts_are_those_of_the_source(shared_data: Path) -> None:
    with (shared_data / "cbs" / "wmo-huishoudelijke-hulp-gemeenten-2017-2019.csv").open(encoding="utf-8") as bestand:
        rijen = [r for r in csv.DictReader(bestand) if r["interval"] == "2019" and r["wmoclienten"]]
    clienten = sum(float(r["wmoclienten"]) for r in rijen) / sum(float(r["aantalinwoners"]) for r in rijen) * 1000
    assert round(clienten, 1) == feiten()["huishoudelijke_hulp"]["clienten_per_1000_inwoners"]
    som: dict[str, int] = {}
    map_ = shared_data / "cbs" / "83502NED-pc4-leeftijd"
    with (map_ / "inwoners_per_postcode_leeftijd_2021.csv").open(encoding="utf-8") as bestand:
        for r in csv.DictReader(bestand):
            if len(r["postcode"]) == 2:
                som[r["leeftijd"]] = som.get(r["leeftijd"], 0) + int(r["inwoners"])
    assert [round(n / 1000) for n in som.values()] == feiten()["bevolking"]["vijfjaars"]


@pytest.mark.material
def test_products_are_in_the_national_lists(shared_data: Path) -> None:
    map_ = shared_data / "istandaarden"
    jeugd = json.loads((map_ / "ijw-3.2" / "jeugdwet_jz21_productcodes.json").read_text(encoding="utf-8"))
    wmo = (map_ / "iwmo-3.2" / "WMO021_productcodes_2016.csv").read_text(encoding="utf-8").split("\n")
    lijst = [{regel.split(",")[0] for regel in wmo}, {p["productcode"] for p in jeugd["products"]}]
    assert not [p.code for p in producten() if p.code not in lijst[p.wet]]
    assert len([p for p in producten() if p.wet == 0]) >= 12
    assert len([p for p in producten() if p.wet == 1]) >= 15
