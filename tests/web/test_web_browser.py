"""Every page in a real browser: accessible, calm under a strict policy, without JavaScript, on every width.

The screenshots in build/screenshots are there to be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BREEDTES = (320, 768, 1280)
AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}

IEDEREEN = {
    "overzicht": "/",
    "catalogus": "/cijfers/?zoek=geld",
    "catalogus-niets": "/cijfers/?zoek=zwembad",
    "kaart": "/cijfers/kosten_per_client/?korrel=jaar&wet=wmo&per=wijk",
    "wijken": "/wijken/",
    "wijk": "/wijken/WK999900/",
    "jaar": "/cijfers/uitgaven/?korrel=jaar&wet=wmo",
    "wetten": "/cijfers/clienten/",
    "wijken-lijnen": "/cijfers/clienten/?korrel=jaar&wet=wmo&per=wijk",
    "wijken-staven": "/cijfers/uitgaven/?korrel=jaar&wet=jeugdwet&per=wijk&periode=2024",
    "ouder": "/cijfers/uitstroom/?korrel=jaar&wet=jeugdwet",
    "wacht": "/cijfers/instroom/?korrel=jaar&wet=jeugdwet",
    "combinatie": "/cijfers/clienten/?wet=wmo&wijk=WK999900&leeftijdsgroep=85%2B",
    "bronnen": "/bronnen/",
    "begrippen": "/begrippen/",
    "toegankelijkheid": "/toegankelijkheid/",
    "privacy": "/privacy/",
    "opendata": "/opendata/",
    "niet-gevonden": "/deze-pagina-is-er-niet/",
}
MEER = {
    "bezoeker": {"inloggen": "/inloggen/"},
    "raad": {"maand": "/cijfers/clienten/?korrel=maand&wet=wmo", "account": "/account/", "geen-toegang": "/logboek/"},
    "beleid": {
        "vergelijk": "/cijfers/kosten_per_client/?korrel=kwartaal&wet=wmo&wijk=WK999901&vergelijk=gemeente",
        "aanbieders": "/cijfers/uitgaven/?wet=wmo&per=aanbieder",
        "kaart-weinig": "/cijfers/clienten/?korrel=jaar&wet=wmo&wijk=WK999903&per=buurt&periode=2023",
        "wachtwoord": "/account/wachtwoord/",
    },
    "privacy": {"logboek": "/logboek/?controleer=1", "accounts": "/accounts/"},
}
GEVALLEN = [(rol, naam, adres) for rol, meer in MEER.items() for naam, adres in {**IEDEREEN, **meer}.items()]


class Lezer:
    """A logged-in (or not) reader with a browser that complains."""

    def __init__(self, browser: Any, site: Site, rol: str, *, script: bool = True, **kwargs: Any) -> None:
        self.context = browser.new_context(
            viewport={"width": 1280, "height": 900}, java_script_enabled=script, locale="nl-NL", **kwargs
        )
        self.pagina = self.context.new_page()
        self.klachten: list[str] = []
        self.pagina.on("console", lambda m: self.klachten.append(m.text))
        self.pagina.on("pageerror", lambda e: self.klachten.append(str(e)))
        self.pagina.on("requestfailed", lambda r: self.klachten.append(f"failed: {r.url}"))
        self.buiten: list[str] = []
        self.pagina.on("request", lambda r: self.buiten.append(r.url) if not r.url.startswith(site.url) else None)
        self.site = site
        if rol != "bezoeker":
            account = site.accounts[rol]
            self.naar("/inloggen/")
            self.pagina.fill("#id_gebruikersnaam", account["gebruikersnaam"])
            self.pagina.fill("#id_wachtwoord", account["wachtwoord"])
            self.pagina.click("main button[type=submit]")
            self.ziet("Uitloggen")

    def ziet(self, tekst: str) -> None:
        """Wait until the header of the page that is on its way shows this text (a click returns before it is there)."""
        expect(self.pagina.locator("header")).to_contain_text(tekst, timeout=15_000)

    def naar(self, adres: str, breedte: int = 1280) -> Any:
        self.pagina.set_viewport_size({"width": breedte, "height": 900})
        return self.pagina.goto(self.site.url + adres)


@pytest.fixture(scope="module")
def lezers(chromium: Any, site: Site) -> Iterator[dict[str, Lezer]]:
    gemaakt = {rol: Lezer(chromium, site, rol) for rol in MEER}
    yield gemaakt
    for lezer in gemaakt.values():
        lezer.context.close()


@pytest.fixture(scope="module")
def vreemde_lezers(chromium: Any, vreemde_site: Site) -> Iterator[dict[str, Lezer]]:
    gemaakt = {rol: Lezer(chromium, vreemde_site, rol) for rol in ("bezoeker", "raad", "beleid")}
    yield gemaakt
    for lezer in gemaakt.values():
        lezer.context.close()


def _toets(lezer: Lezer, adres: str, naam: str, map_: Path, breedtes: tuple[int, ...] = BREEDTES) -> None:
    """Axe, the console, the network, one main landmark, no sideways scrolling; a picture at every width."""
    lezer.klachten.clear()
    for breedte in breedtes:
        lezer.naar(adres, breedte)
        if len(breedtes) > 1:
            lezer.pagina.screenshot(path=map_ / f"{naam}-{breedte}.png", full_page=True)
        assert lezer.pagina.evaluate("document.documentElement.scrollWidth") <= breedte, f"{adres} scrolls at {breedte}"
        if breedte != 768:
            uitslag = Axe().run(lezer.pagina, options=AXE)
            assert uitslag.violations_count == 0, uitslag.generate_report()
    assert lezer.pagina.locator("main").count() == 1
    assert lezer.pagina.locator("h1").count() == 1
    ernstig = [k for k in lezer.klachten if "status of 40" not in k]
    assert not ernstig
    assert not lezer.buiten


@pytest.mark.parametrize(("rol", "naam", "adres"), GEVALLEN, ids=[f"{r}-{n}" for r, n, _ in GEVALLEN])
def test_page(lezers: dict[str, Lezer], schermafdrukken: Path, rol: str, naam: str, adres: str) -> None:
    # Pages that everyone has look the same: drawn at every width for one role, held to axe for all.
    breedtes = BREEDTES if rol == "beleid" or naam in MEER[rol] else (1280,)
    _toets(lezers[rol], adres, f"{rol}-{naam}", schermafdrukken, breedtes)


VREEMD = [
    ("bezoeker", "geen-cijfers", "/"),
    ("raad", "alles-verborgen-overzicht", "/"),
    ("raad", "alles-verborgen", "/cijfers/clienten/?wet=wmo"),
    ("raad", "een-wijk", "/cijfers/clienten/?korrel=jaar&wet=wmo&per=wijk"),
    ("raad", "een-wijk-keuze", "/wijken/"),
    ("beleid", "zestig-aanbieders", "/cijfers/uitgaven/?wet=wmo&per=aanbieder"),
    ("beleid", "lange-namen", "/cijfers/clienten/?korrel=jaar&wet=wmo&per=wijk"),
    ("beleid", "lange-naam-wijk", "/wijken/WK999905/"),
    ("beleid", "veel-verborgen", "/cijfers/clienten/?korrel=maand&wet=wmo&wijk=WK999905&vergelijk=gemeente"),
]


@pytest.mark.parametrize(("rol", "naam", "adres"), VREEMD, ids=[n for _, n, _ in VREEMD])
def test_odd_state(vreemde_lezers: dict[str, Lezer], schermafdrukken: Path, rol: str, naam: str, adres: str) -> None:
    _toets(vreemde_lezers[rol], adres, f"vreemd-{naam}", schermafdrukken)


def test_everything_works_without_javascript(chromium: Any, site: Site) -> None:
    lezer = Lezer(chromium, site, "raad", script=False)
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
    lezer.context.close()


def test_everything_works_by_keyboard(chromium: Any, site: Site) -> None:
    lezer = Lezer(chromium, site, "bezoeker")
    lezer.naar("/cijfers/clienten/?korrel=jaar&wet=wmo&per=wijk")
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
            const naam = e === document.body ? "" : e.id || e.className || e.textContent.trim();
            return [naam, parseFloat(s.outlineWidth), s.outlineStyle]; }"""
        )
        bereikt.append(staat[0])
        if staat[0]:
            assert staat[1] >= 3, staat
            assert staat[2] != "none", staat
    assert {"f-korrel", "f-periode", "f-wet", "f-per", "tabelvak"} <= set(bereikt)
    lezer.context.close()


def test_why_a_figure_is_older_opens_with_a_key(chromium: Any, site: Site) -> None:
    lezer = Lezer(chromium, site, "bezoeker", script=False)
    lezer.naar(IEDEREEN["ouder"], 320)
    uitleg = lezer.pagina.locator("td.ouder p")
    assert not uitleg.is_visible()
    lezer.pagina.locator("td.ouder summary").focus()
    lezer.pagina.keyboard.press("Enter")
    expect(uitleg).to_contain_text("Daarom staat het oude er nog.")
    lezer.context.close()


def test_targets_are_large_enough(lezers: dict[str, Lezer]) -> None:
    """24 px for everything that stands on its own; a link inside a sentence is excepted by WCAG 2.5.8."""
    lezer = lezers["bezoeker"]
    for adres in ("/", "/cijfers/clienten/?wet=wmo", IEDEREEN["ouder"], "/inloggen/"):
        lezer.naar(adres, 320)
        klein = lezer.pagina.evaluate(
            """() => [...document.querySelectorAll('a, button, select, input:not([type=hidden]), summary')]
            .filter(e => e.offsetParent && !e.closest('p:not(.tegel-lijn)') && !e.classList.contains('sla-over'))
            .filter(e => { const r = e.getBoundingClientRect(); return r.height < 24 || r.width < 24; })
            .map(e => e.outerHTML.slice(0, 80))"""
        )
        assert not klein


@pytest.mark.parametrize("vorm", ["print", "forced-colors", "zoom"])
def test_other_ways_of_looking(chromium: Any, site: Site, schermafdrukken: Path, vorm: str) -> None:
    extra: dict[str, Any] = {"forced_colors": "active"} if vorm == "forced-colors" else {}
    lezer = Lezer(chromium, site, "beleid", **extra)
    lezer.naar("/cijfers/clienten/?korrel=jaar&wet=wmo&per=wijk", 320 if vorm == "zoom" else 1280)
    pagina = lezer.pagina
    if vorm == "print":
        pagina.emulate_media(media="print")
        assert not pagina.locator(".filters").is_visible()
        assert pagina.locator("table").is_visible()
        pagina.pdf(path=schermafdrukken / "print.pdf", format="A4")
    if vorm == "zoom":  # 1280 px at 400 %
        assert pagina.evaluate("document.documentElement.scrollWidth") <= 320
    pagina.screenshot(path=schermafdrukken / f"anders-{vorm}.png", full_page=True)
    lezer.context.close()


def test_a_wrong_password_is_told_at_the_field(chromium: Any, site: Site) -> None:
    lezer = Lezer(chromium, site, "bezoeker")
    lezer.naar("/inloggen/")
    lezer.pagina.click("main button[type=submit]")
    lijst = lezer.pagina.locator(".foutlijst")
    expect(lijst).to_be_visible(timeout=15_000)
    assert lijst.locator("a").first.get_attribute("href") == "#id_gebruikersnaam"
    assert Axe().run(lezer.pagina, options=AXE).violations_count == 0
    lezer.context.close()
