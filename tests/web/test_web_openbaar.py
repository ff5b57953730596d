"""What anybody finds without logging in (the register of sources, how to object), and what no page does: judge."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from conftest import REPO
from datameent.domain.cel import Status
from datameent.domain.home import Home
from datameent.release.read import Release


def _tekst(antwoord: Any) -> str:
    inhoud = re.sub(r"<svg.*?</svg>", "", antwoord.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", inhoud)).replace("\u00a0", " "))


# ------------------------------------------------------------------ for residents


def test_every_source_is_there_with_purpose_legal_basis_retention_and_fields(client: Any, web_home: Home) -> None:
    """Each agreement of the release has its own place on the page, with all that it says."""
    from datameent.web.permissions.doelen import DOELEN

    html = client.get("/bronnen/").content.decode()
    with Release.open(next((web_home.releases / "openbaar").glob("*.sqlite"))) as release:
        kaarten = [(o.naam, dict(o.kaart)) for o in release.overeenkomsten()]
        bronnen = release.bronnen()
    assert len(kaarten) == 2
    for naam, kaart in kaarten:
        vak = re.search(rf'<article class="overeenkomst" aria-labelledby="o-{naam}">(.*?)</article>', html, re.S)
        assert vak is not None
        eigen = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", vak[1])).replace("\u00a0", " "))
        assert str(kaart["titel"]) in eigen
        assert str(kaart["eigenaar"]) in eigen
        for basis in kaart["grondslag"]:
            assert basis["artikel"] in eigen
            assert basis["wet"] in eigen
        assert all(DOELEN[doel] in eigen for doel in kaart["doelen"])
        assert "7 jaar" in eigen
        assert all(veld["veld"] in eigen for veld in kaart["velden"])
    for bron in bronnen:
        assert bron.titel in html


@pytest.mark.parametrize("rol", ["bezoeker", "inwoner", "raad"])
def test_how_to_object_and_who_may_see_what_is_told_to_everybody(als: Callable[[str], Any], rol: str) -> None:
    client = als(rol)
    privacy = client.get("/privacy/")
    for deel in (
        "wilt u bezwaar maken?",
        "laten verbeteren",
        "binnen een maand antwoord",
        "Autoriteit Persoonsgegevens",
    ):
        assert deel in _tekst(privacy)
    assert 'href="/meldingen/nieuw/"' in privacy.content.decode()
    assert 'href="/wie-ziet-wat/"' in privacy.content.decode()
    # From every page it is one link away.
    for adres in ("/", "/cijfers/clienten/", "/bronnen/", "/bestaat-niet/"):
        html = client.get(adres).content.decode()
        assert 'href="/privacy/"' in html
        assert "Klopt er iets niet?" in html


# ------------------------------------------------------------------ a wrong address


@pytest.mark.parametrize(
    ("vraag", "zin"),
    [
        ("wet=wmo&wijk=WK000000", "Wijk: deze keuze kennen we niet. U ziet nu het totaal."),
        ("wet=wmo&wijk=<b>Oost</b>", "Wijk: deze keuze kennen we niet. U ziet nu het totaal."),
        ("wet=wlz", "Wet: deze keuze kennen we niet. U ziet nu het totaal."),
        ("korrel=week", "Deze indeling in perioden is er niet. U ziet nu een andere."),
        ("periode=1950", "Deze periode is er niet. U ziet nu alle perioden."),
        ("per=postcode", "Zo kunnen we dit cijfer niet uitsplitsen."),
        ("wijk=" + "W" * 10_000, "Wijk: deze keuze kennen we niet. U ziet nu het totaal."),
    ],
)
def test_a_wrong_filter_is_said_and_the_rest_is_shown(als: Callable[[str], Any], vraag: str, zin: str) -> None:
    antwoord = als("beleid").get(f"/cijfers/clienten/?{vraag}")
    assert antwoord.status_code == 200
    assert zin in _tekst(antwoord)
    assert 'class="tabelvak"' in antwoord.content.decode(), "the rest is shown"
    for getypt in ("WK000000", "<b>Oost", "wlz", "postcode", "W" * 100):
        assert getypt not in antwoord.content.decode()


@pytest.mark.parametrize("adres", ["/wijken/WK000000/", "/wijken/onbekend/", "/wijken/BU99990101/", "/cijfers/geen/"])
def test_an_unknown_place_is_a_page_that_leads_on(als: Callable[[str], Any], adres: str) -> None:
    antwoord = als("beleid").get(adres)
    assert antwoord.status_code == 404
    assert 'href="/"' in antwoord.content.decode()


# ------------------------------------------------------------------ no judgement


def test_more_and_less_look_the_same() -> None:
    """A rise and a fall of the same numbers differ in data only: no colour, mark or stroke knows the direction."""
    from datameent.web.figures.drawing import BREED
    from datameent.web.figures.figuur import Figuur, Punt, Reeks
    from datameent.web.figures.grafiek import maak_spec
    from datameent.web.figures.keuze import Keuze

    def spec(waarden: list[int], korrel: str, vorm: str) -> str:
        punten = tuple(
            Punt(
                f"202{i}" if korrel == "jaar" else f"2024-0{i + 1}",
                f"c{i}",
                f"c{i}",
                w,
                Status.GEPUBLICEERD,
                False,
                "personen",
            )
            for i, w in enumerate(waarden)
        )
        figuur = Figuur(
            Keuze("clienten", korrel), vorm, "personen", "frequentie", "", (Reeks("", "", punten),), None, None, (), ()
        )
        return json.dumps(_zonder_data(maak_spec(figuur, BREED)), sort_keys=True)

    for korrel, vorm in (("jaar", "reeks"), ("maand", "reeks"), ("jaar", "stand")):
        assert spec([50, 60, 70], korrel, vorm) == spec([70, 60, 50], korrel, vorm)


def _zonder_data(deel: Any) -> Any:
    """A specification without its numbers."""
    if isinstance(deel, dict):
        return {k: _zonder_data(v) for k, v in deel.items() if k not in {"data", "labelExpr"}}
    return [_zonder_data(d) for d in deel] if isinstance(deel, list) else deel


def test_a_change_in_the_table_is_words_alone(als: Callable[[str], Any]) -> None:
    html = als("beleid").get("/cijfers/clienten/?korrel=jaar&wet=wmo&per=wijk&periode=2024").content.decode()
    veranderingen = re.findall(r"<td([^>]*)>([^<]*(?:meer|minder)[^<]*)</td>", html)
    assert {bool(re.search("meer", t)) for _, t in veranderingen} == {True, False}, "both directions are on the page"
    assert {kenmerken for kenmerken, _ in veranderingen} == {""}


def test_the_style_sheets_have_no_red_and_no_green_for_more_and_less() -> None:
    """No class of ours is named after a judgement."""
    for blad in (REPO / "src" / "datameent" / "web").rglob("*.css"):
        namen = set(re.findall(r"\.([a-z-]+)", Path(blad).read_text(encoding="utf-8")))
        assert not namen & {"goed", "slecht", "beter", "slechter", "stijgt", "daalt", "rood", "groen", "oranje"}
