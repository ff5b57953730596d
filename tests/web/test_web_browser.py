"""Every page in a real browser: accessible, calm under a strict policy, without JavaScript, on every width.

With `DATAMEENT_BEELDEN` set there are pictures in build/screenshots, to be looked at. Which pages: `sitepaginas.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lezer import BREEDTES, Lezer
from playwright.sync_api import expect
from sitepaginas import ODD, OUDER, PAGINAS, PER_WIJK, Pagina

from conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def lezer_als(chromium: Any) -> Iterator[Callable[[Site, str], Lezer]]:
    """One reader per site and role for all pages of this module."""
    gemaakt: dict[tuple[str, str], Lezer] = {}

    def maak(site: Site, rol: str) -> Lezer:
        if (site.url, rol) not in gemaakt:
            gemaakt[site.url, rol] = Lezer(chromium, site, rol)
        return gemaakt[site.url, rol]

    yield maak
    for lezer in gemaakt.values():
        lezer.sluit()


def _open(lezer: Lezer, pagina: Pagina) -> None:
    """The page itself, not the one that its address leads to."""
    antwoord = lezer.naar(pagina.adres)
    assert antwoord.status == pagina.status
    assert urlsplit(lezer.pagina.url).path == urlsplit(pagina.adres).path


@pytest.mark.parametrize("pagina", PAGINAS, ids=lambda p: f"{p.rol}-{p.naam}")
def test_page(lezer_als: Callable[..., Lezer], site: Site, schermafdrukken: Path, pagina: Pagina) -> None:
    lezer = lezer_als(site, pagina.rol)
    _open(lezer, pagina)
    lezer.keur(f"{pagina.rol}-{pagina.naam}", schermafdrukken, BREEDTES)


ANDEREN = [(rol, p) for p in PAGINAS for rol in p.ook]


@pytest.mark.parametrize(("rol", "pagina"), ANDEREN, ids=[f"{rol}-{p.naam}" for rol, p in ANDEREN])
def test_page_of_somebody_else(
    lezer_als: Callable[..., Lezer], site: Site, schermafdrukken: Path, rol: str, pagina: Pagina
) -> None:
    """Other figures and another menu on a page that was drawn for one role already."""
    lezer = lezer_als(site, rol)
    _open(lezer, pagina)
    lezer.keur(f"{rol}-{pagina.naam}", schermafdrukken, (1280,), beeld=False)


@pytest.mark.parametrize("pagina", ODD, ids=lambda p: f"{p.rol}-{p.naam}")
def test_odd_state(lezer_als: Callable[..., Lezer], vreemde_site: Site, schermafdrukken: Path, pagina: Pagina) -> None:
    lezer = lezer_als(vreemde_site, pagina.rol)
    _open(lezer, pagina)
    lezer.keur(f"vreemd-{pagina.naam}", schermafdrukken, BREEDTES)


def test_what_a_page_does_wrong_is_heard(lezer_als: Callable[..., Lezer], site: Site, schermafdrukken: Path) -> None:
    """The policy, axe and the ruler: each of them fails a page that does what it forbids."""
    lezer = lezer_als(site, "bezoeker")
    for schade, klacht in (
        ("document.querySelector('main').insertAdjacentHTML('beforeend', '<p style=\"color:red\">x</p>')", "style"),
        ("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/x.svg\">')", "image-alt"),
        ("document.querySelector('main').insertAdjacentHTML('beforeend', '<pre>' + 'x'.repeat(500))", "scrolls"),
        ("document.querySelector('main').insertAdjacentHTML('beforeend', '<a href=\"/\">i</a>')", "too small"),
    ):
        lezer.naar("/begrippen/")
        lezer.pagina.evaluate(schade)
        with pytest.raises(AssertionError, match=klacht):
            lezer.keur("schade", schermafdrukken, beeld=False)
        lezer.klachten.clear()


def test_everything_works_without_javascript(chromium: Any, site: Site) -> None:
    lezer = Lezer(chromium, site, "raad", script=False, vers=True)
    pagina = lezer.pagina
    lezer.naar("/")
    pagina.click("main .tegel a >> nth=0")
    pagina.select_option("#f-per", "wijk")
    pagina.click("main .filters button")
    pagina.wait_for_url("**per=wijk**")
    assert pagina.locator(".tekening-breed svg").is_visible()
    assert pagina.locator("table tbody tr").count() >= 4
    with pagina.expect_download() as download:
        pagina.click("text=Download (CSV)")
    assert download.value.suggested_filename.endswith(".csv")
    pagina.click("header >> text=Uitloggen")
    lezer.ziet("Inloggen")
    lezer.sluit()


def test_everything_works_by_keyboard(chromium: Any, site: Site) -> None:
    lezer = Lezer(chromium, site, "bezoeker")
    lezer.naar(PER_WIJK)
    pagina = lezer.pagina
    pagina.keyboard.press("Tab")
    assert pagina.evaluate("document.activeElement.className") == "sla-over"
    assert pagina.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    pagina.keyboard.press("Enter")
    assert pagina.evaluate("document.activeElement.id") == "inhoud"
    bereikt = []
    for _ in range(40):
        pagina.keyboard.press("Tab")
        staat = pagina.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
            const vlak = e.querySelector(":scope > path");
            const naam = e === document.body ? "" : e.id || e.getAttribute("class") || e.textContent.trim();
            if (e.closest("svg") && vlak) return [naam, parseFloat(getComputedStyle(vlak).strokeWidth), "rand"];
            return [naam, parseFloat(s.outlineWidth), s.outlineStyle]; }"""
        )
        bereikt.append(staat[0])
        if staat[0]:
            assert staat[1] >= 3, staat
            assert staat[2] != "none", staat
    assert {"f-korrel", "f-periode", "f-wet", "f-per", "tabelvak"} <= set(bereikt)
    lezer.sluit()


def test_why_a_figure_is_older_opens_with_a_key(chromium: Any, site: Site) -> None:
    lezer = Lezer(chromium, site, "bezoeker", script=False)
    lezer.naar(OUDER, 320)
    uitleg = lezer.pagina.locator("td.ouder p")
    assert not uitleg.is_visible()
    lezer.pagina.locator("td.ouder summary").focus()
    lezer.pagina.keyboard.press("Enter")
    expect(uitleg).to_contain_text("Daarom staat het oude er nog.")
    lezer.sluit()


@pytest.mark.parametrize("vorm", ["print", "forced-colors", "zoom"])
def test_other_ways_of_looking(chromium: Any, site: Site, schermafdrukken: Path, vorm: str) -> None:
    extra: dict[str, Any] = {"forced_colors": "active"} if vorm == "forced-colors" else {}
    lezer = Lezer(chromium, site, "beleid", **extra)
    lezer.naar(PER_WIJK, 320 if vorm == "zoom" else 1280)
    pagina = lezer.pagina
    if vorm == "print":
        pagina.emulate_media(media="print")
        assert not pagina.locator(".filters").is_visible()
        assert pagina.locator(".tabelvak table").is_visible()
        assert pagina.locator(".kaarttabel").is_visible()
        pagina.pdf(path=schermafdrukken / "print.pdf", format="A4")
    if vorm == "zoom":  # 1280 px at 400 %
        assert pagina.evaluate("document.documentElement.scrollWidth") <= 320
    pagina.screenshot(path=schermafdrukken / f"anders-{vorm}.png", full_page=True)
    lezer.sluit()


def test_a_wrong_password_is_told_at_the_field(chromium: Any, site: Site, schermafdrukken: Path) -> None:
    lezer = Lezer(chromium, site, "bezoeker", script=False)
    lezer.naar("/inloggen/")
    lezer.klik("main button[type=submit]")
    lijst = lezer.pagina.locator(".foutlijst")
    expect(lijst).to_be_visible(timeout=15_000)
    assert lijst.locator("a").first.get_attribute("href") == "#id_gebruikersnaam"
    lezer.keur("bezoeker-inloggen-fout", schermafdrukken)
    lezer.sluit()
