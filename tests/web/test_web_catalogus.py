"""All figures on one page: found by the words of a reader, with an address for every search."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import DOELGROEPEN
from datameent.domain.home import Home
from datameent.release.read import Release


def _namen(html: str) -> list[str]:
    return re.findall(r'<h3><a href="/cijfers/([a-z_]+)/">', html)


@pytest.mark.parametrize("rol", ["beleid", "raad", "inwoner", "bezoeker", "beheer"])
def test_every_figure_is_there_with_owner_age_quality_and_reading(als: Callable[[str], Any], rol: str) -> None:
    antwoord = als(rol).get("/cijfers/")
    html = antwoord.content.decode()
    assert antwoord.status_code == 200
    assert set(_namen(html)) == {
        "clienten", "uitgaven", "instroom", "uitstroom", "kosten_per_client", "wachttijd",
    }  # fmt: skip
    assert html.count("Eigenaar: ") == 6
    assert "31 okt 2025" in html.replace("\u00a0", " ")
    assert "ompleet cijfer" in html
    assert html.count("duiding.") >= 6
    assert "style=" not in html


@pytest.mark.parametrize(
    ("zoek", "cijfers"),
    [
        ("wachtlijst", {"wachttijd"}),
        ("WACHTTIJD", {"wachttijd"}),
        ("cliënten", {"clienten"}),
        ("geld", {"uitgaven", "kosten_per_client"}),
        ("kosten per client", {"kosten_per_client"}),
        ("stoppen", {"uitstroom"}),
    ],
)
def test_a_search_finds_by_name_question_definition_and_other_words(
    als: Callable[[str], Any], zoek: str, cijfers: set[str]
) -> None:
    html = als("bezoeker").get("/cijfers/", {"zoek": zoek}).content.decode()
    assert cijfers <= set(_namen(html))
    assert _namen(html)[0] in cijfers


def test_nothing_found_says_what_to_do(als: Callable[[str], Any]) -> None:
    html = als("bezoeker").get("/cijfers/", {"zoek": "zwembad"}).content.decode()
    assert not _namen(html)
    assert "We vonden geen cijfer" in html
    assert 'href="/cijfers/"' in html.split("We vonden geen cijfer")[1]


def test_what_is_typed_is_text_and_may_be_long(als: Callable[[str], Any]) -> None:
    for tekst in ("<script>alert(1)</script>", "é" * 10_000, '" onfocus="x', "\u0000", "%' OR 1=1"):
        antwoord = als("bezoeker").get("/cijfers/", {"zoek": tekst})
        assert antwoord.status_code == 200
        assert "<script>" not in antwoord.content.decode()
        assert 'onfocus="x"' not in antwoord.content.decode()


def test_unknown_choices_are_left_out_and_said(als: Callable[[str], Any]) -> None:
    html = als("bezoeker").get("/cijfers/?wet=x&doel=99&eigenaar=niemand").content.decode()
    assert "kennen we niet" in html
    assert len(_namen(html)) == 6


def test_per_law_and_per_goal(als: Callable[[str], Any]) -> None:
    from datameent.web.doelen.models import Knoop

    html = als("beleid").get("/cijfers/?wet=wmo").content.decode()
    assert _namen(html)
    doel = Knoop._default_manager.exclude(indicator="").filter(vervallen=False).first()
    assert doel is not None
    assert _namen(als("beleid").get(f"/cijfers/?doel={doel.pk}").content.decode()) == [doel.indicator]
    # A visitor has no goals: the choice is not there, and does not work.
    html = als("bezoeker").get(f"/cijfers/?doel={doel.pk}").content.decode()


def test_a_visitor_sees_no_goals(client: Any, accounts: Any) -> None:
    from datameent.web.doelen.models import Knoop

    html = client.get("/cijfers/").content.decode()
    assert "f-doel" not in html
    for naam in Knoop._default_manager.values_list("naam", flat=True):
        assert naam not in html


def test_figures_that_answer_almost_the_same_are_named(web_home: Home) -> None:
    from datameent.web.catalogus.lijst import alle_items
    from datameent.web.vragen.gebruik import gelijk, kenmerken

    for doelgroep in DOELGROEPEN:
        with Release.open(next((web_home.releases / doelgroep).glob("*.sqlite"))) as release:
            lijkt = {i.code: {c for c, _ in i.lijkt_op} for i in alle_items(release, set(), {})}
            groepen = [set(codes) for _, codes in gelijk(kenmerken(release))]
        for code, anderen in lijkt.items():
            assert anderen == {c for g in groepen if code in g for c in g} - {code}


def _past_traag(vraag: str, tekst: str) -> bool:
    """Word by word, without synonyms: what a search finds at the least."""
    from datameent.web.catalogus.zoeken import MEESTE_WOORDEN, woorden

    for gezocht in woorden(vraag)[:MEESTE_WOORDEN]:
        if not any(woord[: len(gezocht)] == gezocht for woord in woorden(tekst)):
            return False
    return True


@given(st.text("abéëz wachtgeld", max_size=20), st.text("abéëz wachtgeld", max_size=40))
def test_a_search_finds_all_that_has_the_words_and_a_word_more_never_finds_more(vraag: str, tekst: str) -> None:
    from datameent.web.catalogus.zoeken import past

    if _past_traag(vraag, tekst):
        assert past(vraag, [tekst])
    if past(f"{vraag} zwembad", [tekst]):
        assert past(vraag, [tekst])
