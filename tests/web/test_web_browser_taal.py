"""In a real browser: English without a script, the look of the municipality, and the page without a database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from test_web_browser import AXE, Lezer
from test_web_huisstijl import GOED_LOGO, GOEDE_TOKENS

from conftest import Site, dien, maak_home

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def eigen_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A municipality with a look of its own."""
    home = maak_home(tmp_path_factory.mktemp("stijl") / "home")
    map_ = home.config / "huisstijl"
    map_.mkdir()
    (map_ / "tokens.css").write_text(GOEDE_TOKENS, encoding="utf-8")
    (map_ / "logo.svg").write_text(GOED_LOGO, encoding="utf-8")
    yield from dien(home)


def _goed(lezer: Lezer, map_: Path, naam: str) -> None:
    for breedte in (320, 1280):
        lezer.pagina.set_viewport_size({"width": breedte, "height": 900})
        lezer.pagina.screenshot(path=map_ / f"{naam}-{breedte}.png", full_page=True)
        assert lezer.pagina.evaluate("document.documentElement.scrollWidth") <= breedte
        uitslag = Axe().run(lezer.pagina, options=AXE)
        assert uitslag.violations_count == 0, uitslag.generate_report()
    assert not lezer.buiten
    assert not [k for k in lezer.klachten if "Content Security Policy" in k]


@pytest.mark.parametrize(
    ("naam", "adres"),
    [
        ("overzicht", "/"),
        ("indicator", "/cijfers/clienten/?korrel=jaar&wet=wmo&per=wijk"),
        ("privacy", "/privacy/"),
        ("opendata", "/opendata/"),
        ("bronnen", "/bronnen/"),
    ],
)
def test_english_in_the_colours_of_the_municipality(
    chromium: Any, eigen_site: Site, schermafdrukken: Path, naam: str, adres: str
) -> None:
    lezer = Lezer(chromium, eigen_site, "bezoeker")
    lezer.naar("/taal/en/")
    lezer.naar(adres)
    assert lezer.pagina.locator("html").get_attribute("lang") == "en"
    accent = lezer.pagina.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--accent').trim()")
    assert accent == "#7a1f5c"
    assert lezer.pagina.evaluate("document.querySelector('.merk-logo').naturalWidth") > 0
    _goed(lezer, schermafdrukken, f"en-{naam}")
    lezer.context.close()


def test_the_link_works_without_a_script(chromium: Any, eigen_site: Site) -> None:
    lezer = Lezer(chromium, eigen_site, "bezoeker", script=False)
    adres = "/cijfers/clienten/?korrel=jaar&wet=wmo&per=wijk"
    lezer.naar(adres)
    lezer.pagina.click("text=English")
    lezer.pagina.wait_for_selector("text=How this was calculated")
    assert lezer.pagina.url == eigen_site.url + adres
    lezer.pagina.click("text=Nederlands")
    lezer.pagina.wait_for_selector("text=Zo is dit berekend")
    assert lezer.pagina.url == eigen_site.url + adres
    lezer.context.close()


def test_what_was_typed_can_be_sent_again(chromium: Any, eigen_site: Site, schermafdrukken: Path) -> None:
    """Somebody who is logged in sends a text while the database is away, and again when it is back."""
    lezer = Lezer(chromium, eigen_site, "beleid")
    lezer.naar("/cijfers/clienten/?wet=wmo")
    formulier = """
      const f = document.querySelector('header form').cloneNode(true);
      f.action = '/cijfers/clienten/?wet=wmo';
      const t = document.createElement('textarea');
      t.name = 'toelichting'; t.value = 'Mijn lange verhaal.\\n'.repeat(20); f.append(t);
      document.body.append(f); HTMLFormElement.prototype.submit.call(f);
    """
    pad = eigen_site.home.app_db
    delen = [pad.with_name(pad.name + e) for e in ("", "-wal", "-shm")]
    weg = [(p, p.with_name(f"weg-{p.name}")) for p in delen if p.exists()]
    for van, naar in weg:
        van.rename(naar)
    try:
        with lezer.pagina.expect_navigation():
            lezer.pagina.evaluate(formulier)
        assert lezer.pagina.locator("h1").inner_text() == "We kunnen nu niets bewaren"
        assert lezer.pagina.locator("textarea").input_value() == "Mijn lange verhaal.\n" * 20
        _goed(lezer, schermafdrukken, "even-weg")
    finally:
        for van, naar in weg:
            naar.rename(van)
    with lezer.pagina.expect_response(lambda r: r.request.method == "POST") as gegaan:
        lezer.pagina.click("text=Probeer het opnieuw")
    assert "Mijn+lange+verhaal" in (gegaan.value.request.post_data or "")
    assert gegaan.value.status == 405, "the page reached its view again: this one takes no texts"
    lezer.context.close()
