"""Views for one reader, and reports of residents, in a real browser: axe, narrow and wide, without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from test_web_browser import Lezer, _toets

from conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGINAS = {
    "melding-nieuw": ("bezoeker", "/meldingen/nieuw/?plek=/cijfers/clienten/"),
    "melding-stand": ("bezoeker", "/meldingen/stand/"),
    "wie-ziet-wat": ("bezoeker", "/wie-ziet-wat/"),
    "bronnen": ("bezoeker", "/bronnen/"),
    "privacy": ("bezoeker", "/privacy/"),
    "meldingen": ("analist", "/meldingen/"),
    "melding": ("privacy", "/meldingen/1/"),
    "melding-antwoord": ("analist", "/meldingen/2/antwoord/"),
    "raad": ("raad", "/raad/"),
    "wethouder": ("wethouder", "/wethouder/"),
    "aanbieders": ("contract", "/aanbieders/"),
    "herstelbon": ("contract", "/herstelbonnen/1/"),
    "herstelbon-nieuw": ("contract", "/aanbieders/10000000/herstelbon/"),
    "privacyoverzicht": ("privacy", "/privacy-overzicht/?controleer=1"),
    "raad-zitting": ("raad", "/raad/?zitting=1&nr=3"),
}


@pytest.fixture(scope="module")
def lezers(chromium: Any, site: Site) -> Iterator[dict[str, Lezer]]:
    gemaakt = {rol: Lezer(chromium, site, rol) for rol in sorted({rol for rol, _ in PAGINAS.values()})}
    yield gemaakt
    for lezer in gemaakt.values():
        lezer.context.close()


@pytest.mark.parametrize("naam", sorted(PAGINAS))
def test_page(lezers: dict[str, Lezer], schermafdrukken: Path, naam: str) -> None:
    rol, adres = PAGINAS[naam]
    _toets(lezers[rol], adres, f"lezers-{naam}", schermafdrukken, (320, 1280))


def test_a_resident_reports_from_a_figure_and_reads_the_answer_back(chromium: Any, site: Site) -> None:
    inwoner = Lezer(chromium, site, "bezoeker", script=False)
    inwoner.naar("/cijfers/clienten/?korrel=jaar&wet=wmo")
    inwoner.pagina.click("text=Klopt er iets niet?")
    expect(inwoner.pagina.locator("#id_plek")).to_have_value("/cijfers/clienten/?korrel=jaar&wet=wmo")
    inwoner.pagina.fill("#id_tekst", "Mijn nummer is 999900006.")
    inwoner.pagina.click("main form.formulier button[type=submit]")
    expect(inwoner.pagina.locator("[role=alert]")).to_contain_text("burgerservicenummer")
    inwoner.pagina.fill("#id_tekst", "Het aantal in Oost klopt niet.")
    inwoner.pagina.click("main form.formulier button[type=submit]")
    nummer = inwoner.pagina.locator(".groot-nummer").inner_text()
    inwoner.pagina.click("text=Hier leest u later")
    inwoner.pagina.fill("#id_nummer", nummer)
    inwoner.pagina.click("main form.formulier button[type=submit]")
    expect(inwoner.pagina.locator("#stand")).to_have_text("Ontvangen")
    inwoner.context.close()


def test_the_council_goes_through_the_figures_by_keyboard(chromium: Any, site: Site) -> None:
    raad = Lezer(chromium, site, "raad", script=False)
    raad.naar("/raad/?zitting=1")
    volgende = raad.pagina.locator("a[rel=next]")
    volgende.focus()
    raad.pagina.keyboard.press("Enter")
    expect(raad.pagina.locator("main")).to_contain_text("cijfer 2 van")
    raad.pagina.locator("a[rel=prev]").focus()
    raad.pagina.keyboard.press("Enter")
    expect(raad.pagina.locator("main")).to_contain_text("cijfer 1 van")
    raad.context.close()
