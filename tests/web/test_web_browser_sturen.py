"""Questions and goals in a real browser: a question is asked and answered, a measure is held to its rules.

The journeys run without JavaScript; the pages are held to axe and drawn wide and narrow, to be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from test_web_browser import AXE, Lezer, _toets

from conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGINAS = {
    "vragen": ("beleid", "/vragen/"),
    "vraag-beantwoord": ("beleid", "/vragen/1/"),
    "vraag-analist": ("analist", "/vragen/2/"),
    "vraag-kan-niet": ("wethouder", "/vragen/3/"),
    "vraag-nieuw": ("beleid", "/vragen/nieuw/"),
    "vraag-stap": ("analist", "/vragen/2/stap/kan-niet/"),
    "vraag-cijfer": ("analist", "/vragen/2/cijfer/"),
    "cijfergebruik": ("analist", "/vragen/gebruik/"),
    "cijfer-met-vragen": ("beleid", "/cijfers/wachttijd/?korrel=jaar&wet=wmo"),
    "doelen": ("beleid", "/doelen/"),
    "doelen-raad": ("raad", "/doelen/"),
    "doelen-dicht": ("beleid", "/doelen/?dicht=1"),
    "doel": ("beleid", "/doelen/2/"),
    "budget": ("control", "/doelen/5/"),
    "doel-nieuw": ("control", "/doelen/nieuw/?onder=4"),
    "maatregel": ("beleid", "/maatregelen/1/"),
    "maatregel-achteraf": ("raad", "/maatregelen/2/"),
    "maatregel-wijzig": ("beleid", "/maatregelen/2/wijzig/"),
    "maatregel-evalueer": ("beleid", "/maatregelen/2/evalueer/"),
}


@pytest.fixture(scope="module")
def sturenden(chromium: Any, site: Site) -> Iterator[dict[str, Lezer]]:
    gemaakt = {rol: Lezer(chromium, site, rol) for rol in sorted({rol for rol, _ in PAGINAS.values()})}
    yield gemaakt
    for lezer in gemaakt.values():
        lezer.context.close()


@pytest.mark.parametrize("naam", sorted(PAGINAS))
def test_page(sturenden: dict[str, Lezer], schermafdrukken: Path, naam: str) -> None:
    rol, adres = PAGINAS[naam]
    _toets(sturenden[rol], adres, f"sturen-{naam}", schermafdrukken, (320, 1280))


def _vul(lezer: Lezer, **velden: str) -> None:
    for naam, waarde in velden.items():
        veld = lezer.pagina.locator(f"#id_{naam}")
        if veld.evaluate("e => e.tagName") == "SELECT":
            veld.select_option(waarde)
        else:
            veld.fill(waarde)


def _verstuur(lezer: Lezer) -> None:
    lezer.pagina.click("main form.formulier button[type=submit]")


def _kop(lezer: Lezer, tekst: str) -> None:
    expect(lezer.pagina.locator("h1")).to_have_text(tekst, timeout=15_000)


def test_from_a_figure_to_a_question_to_its_answer(chromium: Any, site: Site, schermafdrukken: Path) -> None:
    beleid, analist = (Lezer(chromium, site, rol, script=False) for rol in ("beleid", "analist"))
    vraag = "Hoeveel mensen krijgen begeleiding in Oost?"
    beleid.naar("/cijfers/clienten/?korrel=jaar&wet=wmo")
    beleid.pagina.click("text=Vraag of opmerking over dit cijfer")
    _kop(beleid, "Stel een vraag aan het datateam")
    expect(beleid.pagina.locator("#id_cijfer")).to_have_value("/cijfers/clienten/?korrel=jaar&wet=wmo")
    _vul(
        beleid,
        vraag=vraag,
        besluit="In mei kiest het college de wijk voor een proef.",
        bij_hoog="We beginnen in Oost.",
        bij_laag="We beginnen in Oost.",
        verwachting="Ongeveer 200 mensen.",
        gegevens="Wmo, per wijk, het laatste volle jaar.",
        deadline=(date.today() + timedelta(days=14)).isoformat(),
        domein="wmo",
        doel="beleid",
    )
    _verstuur(beleid)
    lijst = beleid.pagina.locator(".foutlijst")
    expect(lijst).to_contain_text("Wat zou u anders doen?", timeout=15_000)
    expect(beleid.pagina.locator("#id_besluit")).to_have_value("In mei kiest het college de wijk voor een proef.")
    beleid.pagina.screenshot(path=schermafdrukken / "sturen-vraag-fout-1280.png", full_page=True)
    _vul(beleid, bij_laag="We kiezen Noord.")
    _verstuur(beleid)
    _kop(beleid, vraag)

    analist.naar("/vragen/?stand=open&zoek=begeleiding")
    analist.pagina.click(f"text={vraag}")
    analist.pagina.click("text=Neem deze vraag in behandeling")
    _vul(analist, waarom="Ik zoek het cijfer per wijk op.")
    _verstuur(analist)
    _kop(analist, vraag)
    analist.pagina.click("text=Koppel een cijfer")
    _vul(analist, cijfer="/cijfers/clienten/?korrel=jaar&wet=wmo&wijk=WK999901", toelichting="De Wmo in wijk Oost.")
    _verstuur(analist)
    _kop(analist, vraag)
    analist.pagina.click("text=Beantwoord deze vraag")
    _vul(analist, waarom="Zie het cijfer. Het zegt niet of de hulp werkte.")
    _verstuur(analist)
    _kop(analist, vraag)

    beleid.naar("/vragen/?van=mij&stand=beantwoord")
    beleid.pagina.click(f"text={vraag}")
    expect(beleid.pagina.locator("main")).to_contain_text("Zie het cijfer. Het zegt niet of de hulp werkte.")
    expect(beleid.pagina.locator("main")).to_contain_text("Ongeveer 200 mensen.")
    beleid.naar("/cijfers/clienten/?korrel=jaar&wet=wmo&wijk=WK999901")
    expect(beleid.pagina.locator("main")).to_contain_text(vraag)
    for lezer in (beleid, analist):
        lezer.context.close()


def test_a_goal_is_made_and_a_measure_without_comparison_is_refused(
    chromium: Any, site: Site, schermafdrukken: Path
) -> None:
    lezer = Lezer(chromium, site, "beleid", script=False)
    lezer.naar("/doelen/")
    lezer.pagina.click("text=Schrijf een maatschappelijk effect op")
    _vul(lezer, naam="Kinderen groeien veilig op", domein="jeugdwet")
    _verstuur(lezer)
    _kop(lezer, "Kinderen groeien veilig op")
    lezer.pagina.click("text=Hang er een doel onder")
    _vul(
        lezer,
        naam="Jeugdhulp begint op tijd",
        domein="jeugdwet",
        cijfer="/cijfers/wachttijd/?korrel=jaar&wet=jeugdwet",
        nulmeting_periode="2023",
        streefwaarde="30",
        streefdatum=(date.today() + timedelta(days=700)).isoformat(),
    )
    _verstuur(lezer)
    _kop(lezer, "Jeugdhulp begint op tijd")
    expect(lezer.pagina.locator(".meting")).to_contain_text("dan de nulmeting (2023) van")
    expect(lezer.pagina.locator(".meting")).to_contain_text("dan de streefwaarde")
    lezer.pagina.click("text=Schrijf een maatregel op")
    _vul(
        lezer,
        naam="Een jeugdhulpverlener bij de huisarts",
        als="we bij elke huisarts een hulpverlener zetten",
        dan="begint hulp twee weken eerder",
        omdat="er dan minder overleg nodig is",
        startdatum=(date.today() + timedelta(days=30)).isoformat(),
        evaluatiedatum=(date.today() + timedelta(days=400)).isoformat(),
    )
    _verstuur(lezer)
    lijst = lezer.pagina.locator(".foutlijst")
    expect(lijst).to_contain_text("Zonder dit kan de maatregel niet beginnen.", timeout=15_000)
    assert lijst.locator("a").first.get_attribute("href") == "#id_vergelijking"
    expect(lezer.pagina.locator("#id_dan")).to_have_value("begint hulp twee weken eerder")
    lezer.pagina.screenshot(path=schermafdrukken / "sturen-maatregel-geweigerd-1280.png", full_page=True)
    _vul(lezer, vergelijking="gefaseerd", vergelijking_toelichting="Eerst in Oost, een jaar later overal.")
    _verstuur(lezer)
    _kop(lezer, "Een jeugdhulpverlener bij de huisarts")
    lezer.naar("/doelen/")
    expect(lezer.pagina.locator(".boom-top")).to_contain_text("Een jeugdhulpverlener bij de huisarts")
    lezer.context.close()


def test_errors_and_conflicts_are_accessible(chromium: Any, site: Site, schermafdrukken: Path) -> None:
    lezer = Lezer(chromium, site, "beleid")
    lezer.naar("/doelen/1/wijzig/")
    ander = lezer.context.new_page()
    ander.goto(f"{site.url}/doelen/1/wijzig/")
    ander.fill("#id_toelichting", "Wat een collega intussen schreef.")
    ander.click("main form.formulier button[type=submit]")
    expect(ander.locator("main")).to_contain_text("Wat een collega intussen schreef.", timeout=15_000)
    lezer.pagina.fill("#id_toelichting", "Wat ik zelf schreef.")
    _verstuur(lezer)
    expect(lezer.pagina.locator("main")).to_contain_text("Iemand anders was u voor", timeout=15_000)
    expect(lezer.pagina.locator("main")).to_contain_text("Wat een collega intussen schreef.")
    expect(lezer.pagina.locator("#id_toelichting")).to_have_value("Wat ik zelf schreef.")
    for breedte in (320, 1280):
        lezer.pagina.set_viewport_size({"width": breedte, "height": 900})
        lezer.pagina.screenshot(path=schermafdrukken / f"sturen-botsing-{breedte}.png", full_page=True)
        uitslag = Axe().run(lezer.pagina, options=AXE)
        assert uitslag.violations_count == 0, uitslag.generate_report()
    lezer.context.close()


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
    lezer.context.close()
