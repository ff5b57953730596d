"""Targets and budgets on the chart: labelled, in ink, for who may see goals, and only beside the same choice."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest


@pytest.fixture
def doel(accounts: Any) -> Any:
    """A target on waiting time and a budget on expenditure, gone again afterwards."""
    from datameent.web.accounts.models import Gebruiker
    from datameent.web.doelen.models import Knoop
    from datameent.web.stukken.opslag import maak, wijzig

    door = Gebruiker.objects.get(gebruikersnaam=accounts["beleid"].gebruikersnaam)
    effect = maak(Knoop(niveau="effect", naam="Proef <b>effect</b>", domein="wmo"), door)
    knoop = Knoop(
        niveau="doel", ouder=effect, naam="Proef <b>korter</b>", domein="wmo", indicator="wachttijd", streefwaarde=21,
        cijfer="/cijfers/wachttijd/?korrel=kwartaal&wet=jeugdwet", streefdatum=date(2027, 1, 1),
    )  # fmt: skip
    maak(knoop, door)
    budget = Knoop(
        niveau="budget", ouder=knoop, naam="Proefgeld", domein="wmo", indicator="uitgaven",
        cijfer="/cijfers/uitgaven/?korrel=jaar&wet=jeugdwet", bedragen={"2024": 7_000_000, "2031": 1},
    )  # fmt: skip
    maak(budget, door)
    yield knoop
    for ding in (knoop, budget):
        ding.vervallen = True
        wijzig(ding, door, gezien=ding.versie)


def test_a_target_is_a_line_with_its_words_and_its_goal(als: Callable[[str], Any], doel: Any) -> None:
    html = als("raad").get("/cijfers/wachttijd/?korrel=kwartaal&wet=jeugdwet").content.decode()
    assert "Streefwaarde op 1 jan 2027: 21" in html.replace("\u00a0", " ")
    assert "Proef &lt;b&gt;korter&lt;/b&gt;" in html
    assert "streefwaarde, 1" in html.split('class="tekening tekening-breed"')[1].split("</svg>")[0]


def test_it_is_not_beside_another_choice_and_not_for_who_may_not_see_goals(
    als: Callable[[str], Any], doel: Any
) -> None:
    for adres in ("korrel=kwartaal&wet=wmo", "korrel=jaar&wet=jeugdwet", "korrel=kwartaal&per=wet"):
        assert "&gt;korter" not in als("beleid").get(f"/cijfers/wachttijd/?{adres}").content.decode()
    assert "&gt;korter" not in als("inwoner").get("/cijfers/wachttijd/?korrel=kwartaal&wet=jeugdwet").content.decode()


def test_a_budget_stands_at_its_years(als: Callable[[str], Any], doel: Any) -> None:
    html = als("control").get("/cijfers/uitgaven/?korrel=jaar&wet=jeugdwet").content.decode().replace("\u00a0", " ")
    assert "Begroot: 2024 € 7 miljoen" in html or "Begroot: 2024 € 7,0 miljoen" in html
    assert ">begroot<" in html


def test_the_line_is_ink_and_stands_at_its_value() -> None:
    from datameent.web.figures.drawing import BREED, INKT, Schaal
    from datameent.web.figures.strepen import Streep, getekende, lagen

    streep = Streep("streefwaarde", "n", "/", "euro_cent", 1_500_000)
    later = Streep("begroot", "n", "/", "euro_cent", None, (("2031", 1),))
    assert getekende([streep, later], ["2024", "2025"]) == (streep,)
    getekend = lagen([streep], Schaal(100_000, "duizend euro"), BREED)
    assert {laag["data"]["values"][0]["v"] for laag in getekend} == {15.0}
    assert getekend[1]["mark"]["stroke"] == INKT
    assert "#d55e00" not in json.dumps(getekend)
