"""A policy official goes from figure to reading to talk to decision, and opens it as it was; in a real browser."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import proefrelease
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from test_web_browser import AXE, Lezer

from conftest import Site, dien, maak_home

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FIGUUR = "/cijfers/clienten/?korrel=jaar&wet=wmo"


@pytest.fixture(scope="module")
def eigen_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own: this journey writes, and a newer release comes."""
    yield from dien(maak_home(tmp_path_factory.mktemp("besluit") / "home"))


def _kijk(lezer: Lezer, map_: Path, naam: str) -> None:
    """Axe, no sideways scrolling, no complaint of the browser, and a picture; at both widths."""
    pagina = lezer.pagina
    for breedte in (1280, 320):
        pagina.set_viewport_size({"width": breedte, "height": 900})
        pagina.screenshot(path=map_ / f"besluit-{naam}-{breedte}.png", full_page=True)
        assert pagina.evaluate("document.documentElement.scrollWidth") <= breedte, f"{naam} scrolls at {breedte}"
        uitslag = Axe().run(pagina, options=AXE)
        assert uitslag.violations_count == 0, uitslag.generate_report()
        klein = pagina.evaluate(
            """() => [...document.querySelectorAll(
              ['a', 'button', 'select', 'summary', 'textarea', 'input:not([type=hidden])'].map(s => 'main ' + s))]
            .filter(e => e.offsetParent && !e.closest('p, li, nav'))
            .filter(e => { const r = e.getBoundingClientRect(); return r.height < 24 || r.width < 24; })
            .map(e => e.outerHTML.slice(0, 80))"""
        )
        assert not klein, klein
    pagina.set_viewport_size({"width": 1280, "height": 900})
    assert not [k for k in lezer.klachten if "status of 4" not in k]
    lezer.klachten.clear()


def _klik(lezer: Lezer, wat: str) -> None:
    with lezer.pagina.expect_navigation():
        lezer.pagina.click(wat)


def test_from_figure_to_decision_and_back(chromium: Any, eigen_site: Site, schermafdrukken: Path) -> None:
    beleid = Lezer(chromium, eigen_site, "beleid", script=True)
    pagina = beleid.pagina
    beleid.naar(FIGUUR)
    _kijk(beleid, schermafdrukken, "01-cijfer")
    # The figure, and what it says to whoever does the work.
    _klik(beleid, "text=Schrijf een duiding bij dit cijfer")
    _kijk(beleid, schermafdrukken, "02-duiding-schrijven")
    pagina.fill("#id_bewering", "In Oost kwamen er drie gezinnen bij. Verder stijgt het langzaam.")
    pagina.select_option("#id_aard", "uitvoering")
    _klik(beleid, "main .formulier button[type=submit]")
    expect(pagina.locator("#vondsten")).to_contain_text("kleiner dan 10")
    _kijk(beleid, schermafdrukken, "03-getal-gevonden")
    pagina.fill("#id_bewering", "Het stijgt langzaam. De wijkteams zien dat mensen langer thuis blijven.")
    pagina.fill("#id_antwoordzin", "Dat komt vooral doordat mensen langer thuis blijven wonen.")
    _klik(beleid, "main .formulier button[type=submit]")
    duiding = re.findall(r"/duiding/(\d+)/", pagina.url)[0]
    _kijk(beleid, schermafdrukken, "04-duiding-concept")
    # The talk, and who sees it differently.
    _klik(beleid, "text=Samen lezen: leg een gesprek vast")
    pagina.fill("#id_dag", "2025-11-04")
    pagina.fill("#id_deelnemers", "wijkteam, Samira\ncliëntenraad, dhr. De Wit")
    pagina.fill("#id_lezing", "We zien hetzelfde: mensen blijven langer thuis.")
    _kijk(beleid, schermafdrukken, "05-gesprek")
    _klik(beleid, "main .formulier button[type=submit]")
    _klik(beleid, "text=Tegengeluid toevoegen")
    pagina.fill("#id_wie", "cliëntenraad")
    pagina.fill("#id_tekst", "Wie geen hulp vraagt, ziet u niet.")
    _klik(beleid, "main .formulier button[type=submit]")
    _kijk(beleid, schermafdrukken, "06-duiding-besproken")
    # Somebody else sets it.
    analist = Lezer(chromium, eigen_site, "analist")
    analist.naar(f"/duiding/{duiding}/")
    _klik(analist, "text=Stel deze duiding vast")
    expect(analist.pagina.locator("main")).to_contain_text("Vastgesteld door demo-analist")
    _kijk(analist, schermafdrukken, "07-duiding-vast")
    analist.context.close()
    beleid.naar(FIGUUR)
    expect(pagina.locator(".antwoord")).to_contain_text("Dat komt vooral doordat mensen langer thuis blijven")
    _kijk(beleid, schermafdrukken, "08-cijfer-met-duiding")
    # The decision.
    _klik(beleid, "text=Gebruik dit cijfer bij een besluit")
    _kijk(beleid, schermafdrukken, "09-bij-welk-besluit")
    _klik(beleid, "main .formulier button[type=submit]")
    for veld, tekst in {
        "titel": "Meer hulp thuis",
        "dag": "2026-10-25",
        "tijd": "02:30",
        "besluit": "Er komt meer hulp thuis.",
        "alternatieven": "Niets doen.",
        "verwachting": "Mensen blijven langer thuis.",
        "evaluatie_op": "2026-11-01",
        "links": "doel 1",
    }.items():
        pagina.fill(f"#id_{veld}", tekst)
    pagina.select_option("#id_orgaan", "college")
    pagina.locator("label", has_text="De wijkteams zien dat mensen").click()
    _klik(beleid, "main .formulier button[type=submit]")
    expect(pagina.locator(".foutlijst")).to_contain_text("twee keer")
    _kijk(beleid, schermafdrukken, "10-uur-twee-keer")
    pagina.select_option("#id_klok", "winter")
    _klik(beleid, "main .formulier button[type=submit]")
    besluit = re.findall(r"/besluiten/(\d+)/", pagina.url)[0]
    _klik(beleid, "text=Besluit vaststellen")
    _kijk(beleid, schermafdrukken, "11-vaststellen")
    _klik(beleid, "text=Stel dit besluit vast")
    _kijk(beleid, schermafdrukken, "12-besluit")
    # A newer release comes. What was seen then is still what is seen.
    cijfers = pagina.locator(".bewijs td.getal").all_text_contents()
    proefrelease.schrijf(eigen_site.home.releases, "beleid", proefrelease.Vorm(aanbieders=13), volgnr=2)
    time.sleep(2.5)  # how long the site keeps which release is newest
    beleid.naar(FIGUUR)
    expect(pagina.locator("main")).to_contain_text("beleid-2025-10-31-00000002")
    beleid.naar(f"/besluiten/{besluit}/toen/")
    assert pagina.locator("section table").first.locator("td.getal").all_text_contents() == cijfers
    expect(pagina.locator("main")).to_contain_text("nu anders")
    expect(pagina.locator("main")).to_contain_text("02:30 (wintertijd)")
    _kijk(beleid, schermafdrukken, "13-zoals-toen")
    # The reminder on the start page, and the effect.
    beleid.naar("/")
    _kijk(beleid, schermafdrukken, "14-herinnering")
    _klik(beleid, "text=Meer hulp thuis")
    pagina.fill("#id_effect", "Mensen bleven even lang thuis.")
    pagina.locator("label", has_text="Weten we niet:").click()
    _kijk(beleid, schermafdrukken, "15-effect")
    _klik(beleid, "main .formulier button[type=submit]")
    expect(pagina.locator("main")).to_contain_text("Weten we niet")
    _kijk(beleid, schermafdrukken, "16-besluit-met-effect")
    assert not beleid.buiten
    beleid.context.close()


LIJSTEN = [
    ("beleid", "lijst-duiding", "/duiding/"),
    ("beleid", "lijst-besluiten", "/besluiten/"),
    ("beleid", "gebeurtenis", "/duiding/gebeurtenis/"),
    ("analist", "verplicht", "/duiding/verplicht/"),
    ("beleid", "corrigeer", "/besluiten/1/corrigeer/"),
    ("raad", "raad-besluit", "/besluiten/1/"),
    ("raad", "raad-cijfer", FIGUUR),
    ("beleid", "tekens-kwartaal", "/cijfers/clienten/?korrel=kwartaal&wet=wmo"),
    ("beleid", "tekens-wijken", "/cijfers/clienten/?korrel=jaar&wet=wmo&per=wijk"),
]


@pytest.mark.parametrize(("rol", "naam", "adres"), LIJSTEN, ids=[n for _, n, _ in LIJSTEN])
def test_page(chromium: Any, site: Site, schermafdrukken: Path, rol: str, naam: str, adres: str) -> None:
    lezer = Lezer(chromium, site, rol)
    lezer.naar(adres)
    _kijk(lezer, schermafdrukken, naam)
    lezer.context.close()


def test_it_can_all_be_written_without_javascript(chromium: Any, site: Site) -> None:
    lezer = Lezer(chromium, site, "beleid", script=False)
    lezer.naar(FIGUUR)
    _klik(lezer, "text=Schrijf een duiding bij dit cijfer")
    lezer.pagina.fill("#id_bewering", "Zonder script.")
    _klik(lezer, "main .formulier button[type=submit]")
    expect(lezer.pagina.locator("main")).to_contain_text("Zonder script.")
    lezer.context.close()
