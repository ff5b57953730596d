"""In a real browser: English without a script, and the look of the municipality."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lezer import Lezer
from sitepaginas import PER_WIJK
from test_web_huisstijl import GOED_LOGO, GOEDE_TOKENS

from conftest import Site, dien
from datameent.domain.home import Home

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def eigen_site(nieuwe_home: Callable[[str], Home]) -> Iterator[Site]:
    """A municipality with a look of its own."""
    home = nieuwe_home("stijl")
    map_ = home.config / "huisstijl"
    map_.mkdir()
    (map_ / "tokens.css").write_text(GOEDE_TOKENS, encoding="utf-8")
    (map_ / "logo.svg").write_text(GOED_LOGO, encoding="utf-8")
    yield from dien(home)


@pytest.mark.parametrize(
    ("naam", "adres"),
    [
        ("overzicht", "/"),
        ("indicator", PER_WIJK),
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
    lezer.keur(f"en-{naam}", schermafdrukken)
    lezer.sluit()


def test_the_link_works_without_a_script(chromium: Any, eigen_site: Site) -> None:
    lezer = Lezer(chromium, eigen_site, "bezoeker", script=False)
    adres = PER_WIJK
    lezer.naar(adres)
    lezer.pagina.click("text=English")
    lezer.pagina.wait_for_selector("text=How this was calculated")
    assert lezer.pagina.url == eigen_site.url + adres
    lezer.pagina.click("text=Nederlands")
    lezer.pagina.wait_for_selector("text=Zo is dit berekend")
    assert lezer.pagina.url == eigen_site.url + adres
    lezer.sluit()
