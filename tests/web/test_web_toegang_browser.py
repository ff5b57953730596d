"""Access in a real browser: two people publish, one withdraws, a session ends in the middle of a form."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import proefrelease
import pytest
from lezer import Lezer, langs

from conftest import Site, dien
from datameent.domain.home import Home
from datameent.release.verslag import leg_controle_vast
from datameent.web.accounts import totp

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TWEE = "raad-2025-10-31-00000002"
LANGS = {"inloggen-code": "/inloggen/code/", "herstelcodes": "/account/herstelcodes/"}
"""Pages that only exist on the way."""
REDEN = "De kosten van één aanbieder telden dubbel. We maken nieuwe cijfers."


@pytest.fixture(scope="module")
def eigen_site(nieuwe_home: Callable[[str], Home]) -> Iterator[Site]:
    """A municipality with newer figures for the council, that wait."""
    for site in dien(nieuwe_home("toegang")):
        pad = proefrelease.schrijf(site.home.releases, "raad", proefrelease.Vorm(verborgen=0.2), volgnr=2)
        leg_controle_vast(pad, pad, {"cellen": 900, "onderdrukt": 40, "blootgesteld": 0, "naast": 3}, door="j.devries")
        yield site


def _kop(lezer: Lezer) -> str:
    return str(lezer.pagina.locator("h1").inner_text())


def test_two_people_publish_and_one_withdraws(chromium: Any, eigen_site: Site, schermafdrukken: Path) -> None:
    raad = Lezer(chromium, eigen_site, "raad", vers=True)
    een = Lezer(chromium, eigen_site, "analist", vers=True)
    een.pagina.click("main button[type=submit]")
    een.naar("/publiceren/")
    een.keur("toegang-publiceren", schermafdrukken)
    een.pagina.get_by_role("link", name=TWEE).click()
    een.pagina.wait_for_selector("text=Wat verandert er?")
    een.pagina.get_by_role("button", name="Geef akkoord").click()
    een.pagina.wait_for_selector("text=Zet dan een vinkje")
    een.keur("toegang-akkoord-zonder-vinkje", schermafdrukken)
    een.pagina.get_by_label("Ik heb de veranderingen").check()
    een.pagina.get_by_role("button", name="Geef akkoord").click()
    een.pagina.wait_for_selector("text=Nu moet iemand anders kijken")
    een.keur("toegang-een-akkoord", schermafdrukken)
    raad.naar("/cijfers/clienten/")
    assert TWEE not in raad.pagina.content()

    twee = Lezer(chromium, eigen_site, "privacy", vers=True)
    twee.keur("toegang-doel", schermafdrukken)
    twee.pagina.click("main button[type=submit]")
    twee.naar(f"/publiceren/{TWEE}/")
    twee.pagina.get_by_label("Ik heb de veranderingen").check()
    twee.pagina.get_by_role("button", name="Geef akkoord").click()
    twee.pagina.wait_for_selector("text=Deze cijfers staan nu op de site.")
    raad.naar("/cijfers/clienten/")
    assert TWEE in raad.pagina.content()

    twee.pagina.get_by_role("link", name="Trek deze cijfers in").click()
    twee.pagina.wait_for_selector("text=Deze cijfers intrekken?")
    twee.pagina.get_by_label("Waarom?").fill(REDEN)
    twee.keur("toegang-intrekken", schermafdrukken)
    twee.pagina.get_by_role("button", name="Trek in").click()
    twee.pagina.wait_for_selector("text=Deze cijfers zijn ingetrokken")
    raad.pagina.reload()
    assert TWEE not in raad.pagina.content()
    assert REDEN in raad.pagina.inner_text("main")
    raad.keur("toegang-ingetrokken", schermafdrukken)
    for lezer in (raad, een, twee):
        assert [k for k in lezer.klachten if "status of 4" not in k] == []
        assert lezer.buiten == []


def test_a_session_that_ends_in_the_middle_of_a_form(chromium: Any, eigen_site: Site, schermafdrukken: Path) -> None:
    lezer = Lezer(chromium, eigen_site, "privacy", vers=True, script=False)
    adres = "/publiceren/openbaar-2025-10-31-00000001/intrekken/"
    lezer.naar(adres)
    tekst = "Een lange reden met <b>tekens</b> & een\ntweede regel."
    lezer.pagina.get_by_label("Waarom?").fill(tekst)
    lezer.context.clear_cookies(name="datameent")
    lezer.pagina.get_by_role("button", name="Trek in").click()
    assert _kop(lezer) == "U bent uitgelogd"
    assert "Een lange reden met <b>tekens</b> & een" in lezer.pagina.inner_text("main")
    lezer.keur("toegang-uitgelogd", schermafdrukken)
    account = eigen_site.accounts["privacy"]
    lezer.pagina.fill("#id_gebruikersnaam", account["gebruikersnaam"])
    lezer.pagina.fill("#id_wachtwoord", account["wachtwoord"])
    lezer.pagina.get_by_role("button", name="Inloggen").click()
    lezer.pagina.get_by_role("button", name="Ga verder").click()
    assert lezer.pagina.url.endswith(adres)
    assert lezer.pagina.get_by_label("Waarom?").input_value() == tekst
    assert "U bent weer ingelogd" in lezer.pagina.inner_text("main")
    lezer.keur("toegang-weer-ingelogd", schermafdrukken)
    lezer.naar("/publiceren/openbaar-2025-10-31-00000001/")
    assert "Deze cijfers staan nu op de site." in lezer.pagina.inner_text("main"), "nothing was sent"


def test_a_second_step(chromium: Any, eigen_site: Site, schermafdrukken: Path) -> None:
    lezer = Lezer(chromium, eigen_site, "raad", vers=True)
    lezer.naar("/account/tweestap/")
    lezer.keur("toegang-tweestap", schermafdrukken)
    geheim = lezer.pagina.inner_text("code.zegel").replace(" ", "")

    def code() -> str:
        return totp.code_van(totp.base64.b32decode(geheim), totp.stap_van(time.time()))

    lezer.pagina.get_by_label("Code").fill(code())
    lezer.pagina.get_by_role("button", name="Zet de tweede stap aan").click()
    lezer.pagina.wait_for_selector("text=We laten ze maar één keer zien")
    herstel = lezer.pagina.locator("li code").first.inner_text()
    lezer.keur("toegang-herstelcodes", schermafdrukken)
    lezer.pagina.get_by_role("button", name="Uitloggen").click()
    lezer.pagina.wait_for_selector("header >> text=Inloggen")
    lezer.naar("/inloggen/")
    account = eigen_site.accounts["raad"]
    lezer.pagina.fill("#id_gebruikersnaam", account["gebruikersnaam"])
    lezer.pagina.fill("#id_wachtwoord", account["wachtwoord"])
    lezer.pagina.click("main button[type=submit]")
    lezer.pagina.wait_for_selector("text=Nog één stap")
    lezer.keur("toegang-code", schermafdrukken)
    lezer.pagina.get_by_label("Code").fill("000000")
    lezer.klik("main form button[type=submit]")
    lezer.keur("toegang-code-fout", schermafdrukken)
    lezer.pagina.get_by_label("Code").fill(herstel)
    lezer.pagina.get_by_role("button", name="Verder").click()
    lezer.ziet("Uitloggen")
    lezer.naar("/account/herstelcodes/")
    lezer.keur("toegang-nieuwe-herstelcodes", schermafdrukken)
    langs([lezer], LANGS)
