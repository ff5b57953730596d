"""Providers: in order of the alphabet, with what is hidden hidden; and what one of them must repair."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import proefrelease
import pytest
from stukkenhulp import HTML, tekst, zonder_release

from datameent.domain.home import Home

Als = Callable[[str], Any]
NIEUW = "/aanbieders/10000000/herstelbon/"


def bon(**anders: str) -> dict[str, str]:
    return {
        "wat": "De begindatum ontbreekt.",
        "periode": "maart 2025",
        "uiterlijk": "2030-01-31",
        "stand": "open",
        "domein": "wmo",
        **anders,
    }


def test_providers_stand_in_order_of_the_alphabet_whatever_is_asked(als: Als) -> None:
    for vraag in ("", "?wet=jeugdwet&jaar=2023", "?sorteer=uitgaven", "?wet=x&jaar=9"):
        namen = re.findall(
            r'<th scope="row">([^<]+)</th>', als("contract").get(f"/aanbieders/{vraag}").content.decode()
        )
        assert len(namen) == 12
        assert namen == sorted(namen, key=str.casefold)


def test_the_table_holds_what_the_release_holds(web_home: Home, accounts: dict[str, Any]) -> None:
    from datameent.release.read import Release, newest
    from datameent.web.components import opmaak
    from datameent.web.contract.tabel import maak_overzicht

    pad = newest(web_home.releases, "beleid")
    assert pad is not None
    with Release.open(pad) as release:
        overzicht = maak_overzicht(release, "wmo", "2024")
        assert [code for code, _ in overzicht.koppen] == ["clienten", "uitgaven", "wachttijd"]
        assert overzicht.zonder == ("doorlooptijd", "verzilvering", "afkeur")
        for regel in overzicht.regels:
            for (code, _), vak in zip(overzicht.koppen, regel.vakken, strict=True):
                cel = release.cel(code, "jaar", "2024", wet="wmo", aanbieder=regel.code)
                assert cel is not None
                assert vak.verborgen == (cel.waarde is None)
                if cel.waarde is not None and code == "uitgaven":
                    assert vak.tekst == opmaak.euro(cel.waarde)
                if cel.waarde is not None and code == "clienten":
                    assert ("klein aantal" in vak.let_op) == (cel.waarde < 30)


@pytest.fixture
def met_delen(web_home: Home, accounts: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A release with the shares, on the site while the test runs."""
    from django.conf import settings

    from datameent.web.audit import toegang

    monkeypatch.setattr(settings, "SITE", settings.SITE.model_copy(update={"vier_ogen": False}))
    toegang._nieuwste.clear()
    pad = proefrelease.schrijf(web_home.releases, "beleid", proefrelease.Vorm(met_delen=True, verborgen=0.3), volgnr=9)
    yield pad
    pad.unlink()
    toegang._nieuwste.clear()


def test_shares_stand_per_provider_in_percents_with_one_reason(als: Als, met_delen: Path) -> None:
    from datameent.release.read import Release
    from datameent.web.contract.tabel import maak_overzicht

    redenen, getoond = set(), 0
    with Release.open(met_delen) as release:
        overzicht = maak_overzicht(release, "wmo", "2024")
        assert [code for code, _ in overzicht.koppen] == ["clienten", "uitgaven", "wachttijd", "verzilvering", "afkeur"]
        for regel in overzicht.regels:
            for (code, _), vak in list(zip(overzicht.koppen, regel.vakken, strict=True))[3:]:
                cel = release.cel(code, "jaar", "2024", wet="wmo", aanbieder=regel.code)
                assert cel is not None
                if cel.waarde is None:
                    redenen.add(vak.let_op)
                else:
                    heel, rest = divmod(cel.waarde, 10)
                    assert vak.tekst == (f"{heel},{rest}\xa0%" if rest else f"{heel}\xa0%")
                    getoond += 1
    assert redenen == {"weinig mensen, of het zegt te veel over een ander"}
    assert getoond > 10
    pagina = tekst(als("contract").get("/aanbieders/?wet=wmo&jaar=2024"))
    for zin in ("Verzilvering", "Afkeur", "Dit is geen ranglijst", "weinig mensen, of het zegt te veel over een ander"):
        assert zin in pagina


def test_a_share_has_a_page_of_its_own_without_people(als: Als, met_delen: Path) -> None:
    pagina = tekst(als("contract").get("/cijfers/verzilvering/?wet=wmo"))
    assert "Hoeveel van de toegewezen hulp wordt gebruikt?" in pagina
    assert re.search(r"\d\s%", pagina)
    assert not re.search(r"\d\s(mensen|mens)\b(?! per)", pagina.split("Zo lezen")[0].split("Definitie")[0])
    per = tekst(als("contract").get("/cijfers/afkeur/?wet=wmo&per=aanbieder"))
    assert "per 1.000 inwoners" not in per
    assert "procent" in per


def test_the_page_warns_and_says_what_is_missing(als: Als) -> None:
    pagina = tekst(als("contract").get("/aanbieders/"))
    for zin in ("Dit is geen ranglijst", "zwaardere problemen", "Bij een klein aantal mensen", "doorlooptijd"):
        assert zin in pagina
    assert "Welke gegevens ontbreken, ziet u hier niet" in pagina


def test_a_ticket_is_written_changed_and_closed(als: Als) -> None:
    client = als("contract")
    antwoord = client.post(NIEUW, bon())
    assert antwoord.status_code == 302
    adres = antwoord.headers["Location"]
    assert "Herstelbon voor Zorgbedrijf A" in tekst(client.get(adres))
    assert client.post(f"{adres}wijzig/", bon(gezien="1", stand="hersteld")).status_code == 302
    assert "Hersteld." in tekst(client.get(adres))
    assert client.post(f"{adres}wijzig/", bon(gezien="1", stand="open")).status_code == 409


@pytest.mark.parametrize(
    "fout",
    [{"wat": ""}, {"wat": "client 999900006"}, {"wat": "x" * 10_001}, {"uiterlijk": "31-31-2025"}, {"stand": "x"}],
)
def test_a_ticket_that_is_not_right_comes_back(als: Als, fout: dict[str, str]) -> None:
    assert als("contract").post(NIEUW, bon(**fout)).status_code == 422


def test_html_and_a_long_text(als: Als) -> None:
    client = als("contract")
    adres = client.post(NIEUW, bon(wat=HTML + "é" * 9_000, periode=HTML[:100])).headers["Location"]
    for pagina in (adres, "/aanbieders/"):
        assert "<script>alert" not in client.get(pagina).content.decode()


def test_a_provider_that_is_not_there_and_no_release(als: Als, monkeypatch: pytest.MonkeyPatch) -> None:
    client = als("contract")
    assert client.get("/aanbieders/bestaatniet/herstelbon/").status_code == 404
    zonder_release(monkeypatch)
    assert client.get(NIEUW).status_code == 404
    assert client.get("/aanbieders/").status_code == 503
