"""Goals in a real browser, without JavaScript: a measure is held to its rules, the tree opens with a key."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from lezer import Lezer
from playwright.sync_api import expect

from conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LANGS: dict[str, str] = {}


def test_a_goal_is_made_and_a_measure_without_comparison_is_refused(
    chromium: Any, site: Site, schermafdrukken: Path
) -> None:
    lezer = Lezer(chromium, site, "beleid", script=False)
    lezer.naar("/doelen/")
    lezer.klik("text=Schrijf een maatschappelijk effect op")
    lezer.verstuur(naam="Kinderen groeien veilig op", domein="jeugdwet")
    lezer.kop("Kinderen groeien veilig op")
    lezer.klik("text=Hang er een doel onder")
    lezer.verstuur(
        naam="Jeugdhulp begint op tijd",
        domein="jeugdwet",
        cijfer="/cijfers/wachttijd/?korrel=jaar&wet=jeugdwet",
        nulmeting_periode="2023",
        streefwaarde="30",
        streefdatum=(date.today() + timedelta(days=700)).isoformat(),
    )
    lezer.kop("Jeugdhulp begint op tijd")
    expect(lezer.pagina.locator(".meting")).to_contain_text("dan de nulmeting (2023) van")
    expect(lezer.pagina.locator(".meting")).to_contain_text("dan de streefwaarde")
    lezer.klik("text=Schrijf een maatregel op")
    lezer.verstuur(
        naam="Een jeugdhulpverlener bij de huisarts",
        als="we bij elke huisarts een hulpverlener zetten",
        dan="begint hulp twee weken eerder",
        omdat="er dan minder overleg nodig is",
        startdatum=(date.today() + timedelta(days=30)).isoformat(),
        evaluatiedatum=(date.today() + timedelta(days=400)).isoformat(),
    )
    lijst = lezer.pagina.locator(".foutlijst")
    expect(lijst).to_contain_text("Zonder dit kan de maatregel niet beginnen.", timeout=15_000)
    assert lijst.locator("a").first.get_attribute("href") == "#id_vergelijking"
    expect(lezer.pagina.locator("#id_dan")).to_have_value("begint hulp twee weken eerder")
    lezer.keur("sturen-maatregel-geweigerd", schermafdrukken)
    lezer.verstuur(vergelijking="gefaseerd", vergelijking_toelichting="Eerst in Oost, een jaar later overal.")
    lezer.kop("Een jeugdhulpverlener bij de huisarts")
    lezer.naar("/doelen/")
    expect(lezer.pagina.locator(".boom-top")).to_contain_text("Een jeugdhulpverlener bij de huisarts")
    lezer.sluit()


def test_the_tree_works_by_keyboard_and_prints_whole(chromium: Any, site: Site, schermafdrukken: Path) -> None:
    lezer = Lezer(chromium, site, "raad")
    lezer.naar("/doelen/?dicht=1")
    pagina = lezer.pagina
    bovenste = pagina.locator(".boom-top > li > details").first
    assert not bovenste.evaluate("e => e.open")
    bovenste.locator("summary").first.focus()
    pagina.keyboard.press("Enter")
    assert bovenste.evaluate("e => e.open")
    pagina.keyboard.press("Space")
    assert not bovenste.evaluate("e => e.open")
    pagina.emulate_media(media="print")
    diepst = pagina.get_by_text("Geld voor het tweede team").first
    assert diepst.evaluate("e => e.checkVisibility({contentVisibilityAuto: true}) && e.getClientRects().length > 0")
    pagina.pdf(path=schermafdrukken / "sturen-doelen.pdf", format="A4")
    pagina.screenshot(path=schermafdrukken / "sturen-doelen-print.png", full_page=True)
    lezer.sluit()
