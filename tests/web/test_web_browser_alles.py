"""No page of the site is looked at by nobody: its addresses, and what the tests in a real browser say they visit."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
import test_web_browser_organisatie
import test_web_browser_reizen
import test_web_browser_staten
import test_web_browser_sturen
import test_web_toegang_browser
from sitepaginas import GEEN_PAGINA, ODD, PAGINAS
from test_web_rechten import ADRESSEN

from datameent.domain.home import Home

REIZEN = (
    test_web_browser_organisatie,
    test_web_browser_reizen,
    test_web_browser_staten,
    test_web_browser_sturen,
    test_web_toegang_browser,
)
"""Modules with journeys: their `LANGS` are the pages that they hold to axe on the way, and fail when they did not."""


def _naam(pad: str) -> str:
    """The name of the page at an address; of none when there is none, as on a page that is not found."""
    from django.urls import Resolver404, resolve

    try:
        return resolve(pad).view_name
    except Resolver404:
        return ""


def _bekeken() -> set[str]:
    per_adres = {_naam(urlsplit(p.adres).path) for p in (*PAGINAS, *ODD) if p.status == 200}
    return per_adres | {naam for module in REIZEN for naam in module.LANGS}


def _paginas() -> set[str]:
    return {naam for naam in ADRESSEN if not naam.startswith("api-")} - set(GEEN_PAGINA)


def test_every_page_is_held_to_axe_in_a_browser(web_home: Home) -> None:
    assert _paginas() - _bekeken() == set(), "pages that no test in a browser looks at"


def test_what_shows_no_page_is_an_address_of_the_site(web_home: Home) -> None:
    assert set(GEEN_PAGINA) <= set(ADRESSEN)
    assert not set(GEEN_PAGINA) & {_naam(urlsplit(p.adres).path) for p in PAGINAS}, "it does show a page"


@pytest.mark.parametrize("module", REIZEN, ids=lambda m: m.__name__)
def test_a_journey_names_its_pages_right(module: object, web_home: Home) -> None:
    for naam, vorm in module.LANGS.items():  # type: ignore[attr-defined]  # a module of ours that has one
        assert re.fullmatch(vorm, urlsplit(ADRESSEN[naam]).path), f"{naam} is not at {vorm}"


def test_every_picture_has_a_name_of_its_own() -> None:
    namen = [f"{p.rol}-{p.naam}" for p in PAGINAS] + [f"vreemd-{p.naam}" for p in ODD]
    assert len(namen) == len(set(namen))
