"""The four journeys that the site is for, in a real browser with JavaScript off; every stop is held to axe.

A policy official goes from a question to a decision and finds it again as it was. A council member reads, a resident
reads and objects, a privacy officer sees who looked.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import proefrelease
import pytest
from lezer import Lezer, langs
from playwright.sync_api import expect
from sitepaginas import PER_WIJK

from conftest import Site, dien
from datameent.domain.home import Home

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FIGUUR = "/cijfers/clienten/?korrel=jaar&wet=wmo"
VRAAG = "Waarom krijgen meer mensen hulp thuis?"
LANGS = {"vraag-cijfer-weg": r"/vragen/\d+/cijfer/\d+/weg/"}
"""Pages that only exist on the way."""


@pytest.fixture(scope="module")
def eigen_site(nieuwe_home: Callable[[str], Home]) -> Iterator[Site]:
    """A site of its own: this journey writes, and a newer release comes."""
    yield from dien(nieuwe_home("reizen"))


class Reis:
    """Readers on one site, and where their pictures go."""

    def __init__(self, chromium: Any, site: Site, map_: Path) -> None:
        self._nieuw = partial(Lezer, chromium, site, script=False)
        self.map, self.lezers = map_, {}

    def als(self, rol: str) -> Lezer:
        """This reader, without JavaScript."""
        if rol not in self.lezers:
            self.lezers[rol] = self._nieuw(rol=rol)
        lezer: Lezer = self.lezers[rol]
        return lezer

    def keur(self, rol: str, naam: str) -> None:
        """Hold the page where this reader is to every rule."""
        self.als(rol).keur(f"reis-{naam}", self.map)

    def sluit(self) -> None:
        """Everybody goes home."""
        for lezer in self.lezers.values():
            assert not lezer.buiten
            lezer.sluit()


@pytest.fixture
def reis(chromium: Any, eigen_site: Site, schermafdrukken: Path) -> Iterator[Reis]:
    reis = Reis(chromium, eigen_site, schermafdrukken)
    yield reis
    reis.sluit()


def _vraag(reis: Reis) -> str:
    """From a figure to a question to the figure that answers it; where the question is."""
    beleid = reis.als("beleid")
    beleid.naar(FIGUUR)
    beleid.klik("text=Vraag of opmerking over dit cijfer")
    beleid.kop("Stel een vraag aan het datateam")
    expect(beleid.pagina.locator("#id_cijfer")).to_have_value(FIGUUR)
    beleid.verstuur(
        vraag=VRAAG,
        besluit="In oktober beslist het college over meer hulp thuis.",
        bij_hoog="We stellen voor om de hulp uit te breiden.",
        bij_laag="We laten het zoals het is.",
        verwachting="Een paar procent meer dan vorig jaar.",
        gegevens="Het aantal mensen met Wmo-hulp, per jaar.",
        deadline=(date.today() + timedelta(days=14)).isoformat(),
        domein="wmo",
        doel="beleid",
    )
    beleid.kop(VRAAG)
    vraag = beleid.pagina.url.removeprefix(beleid.site.url)
    reis.keur("beleid", "01-vraag-gesteld")
    _antwoord(reis, vraag)
    beleid.naar("/vragen/?van=mij&stand=beantwoord")
    beleid.klik(f"text={VRAAG}")
    beleid.leest("De helft woont al langer thuis.")
    beleid.leest("Een paar procent meer dan vorig jaar.")
    reis.keur("beleid", "05-vraag-beantwoord")
    return vraag


def _antwoord(reis: Reis, vraag: str) -> None:
    """The data team links a figure, takes a wrong one back, and answers."""
    analist = reis.als("analist")
    analist.naar("/vragen/?stand=open&zoek=thuis")
    analist.klik(f"text={VRAAG}")
    analist.klik("text=Neem deze vraag in behandeling")
    analist.verstuur(waarom="Ik zoek het cijfer per jaar op.")
    for cijfer, wat in ((PER_WIJK, "De Wmo per wijk."), (FIGUUR, "De Wmo per jaar.")):
        analist.klik("text=Koppel een cijfer")
        analist.verstuur(cijfer=cijfer, toelichting=wat)
        analist.kop(VRAAG)
    reis.keur("analist", "02-cijfers-gekoppeld")
    analist.naar(analist.pagina.locator("a[href$='/weg/']").first.get_attribute("href"))
    reis.keur("analist", "03-cijfer-weg")
    analist.verstuur(waarom_weg="Dit was te fijn. De vraag gaat over het geheel.")
    analist.klik("text=Beantwoord deze vraag")
    reis.keur("analist", "04-antwoord")
    analist.verstuur(waarom="De helft woont al langer thuis. Het cijfer zegt niet of de hulp werkte.")
    analist.kop(VRAAG)
    assert analist.pagina.url.endswith(vraag)


def _duiding(reis: Reis) -> None:
    """From the figure to what it says: written, talked about, contradicted, and set by somebody else."""
    beleid, analist = reis.als("beleid"), reis.als("analist")
    beleid.klik("main a[href*='/cijfers/clienten/']")
    beleid.leest(VRAAG)
    reis.keur("beleid", "06-cijfer")
    beleid.klik("text=Schrijf een duiding bij dit cijfer")
    beleid.verstuur(bewering="In Oost kwamen er drie gezinnen bij. Verder stijgt het langzaam.", aard="uitvoering")
    expect(beleid.pagina.locator("#vondsten")).to_contain_text("kleiner dan 10")
    reis.keur("beleid", "07-getal-gevonden")
    beleid.verstuur(
        bewering="Het stijgt langzaam. De wijkteams zien dat mensen langer thuis blijven.",
        antwoordzin="Dat komt vooral doordat mensen langer thuis blijven wonen.",
    )
    duiding = beleid.pagina.url.removeprefix(beleid.site.url)
    assert re.fullmatch(r"/duiding/\d+/", duiding)
    reis.keur("beleid", "08-duiding-concept")
    beleid.klik("text=Samen lezen: leg een gesprek vast")
    beleid.verstuur(
        dag="2025-11-04",
        deelnemers="wijkteam, Samira\ncliëntenraad, dhr. De Wit",
        lezing="We zien hetzelfde: mensen blijven langer thuis.",
    )
    beleid.klik("text=Tegengeluid toevoegen")
    beleid.verstuur(wie="cliëntenraad", tekst="Wie geen hulp vraagt, ziet u niet.")
    reis.keur("beleid", "09-duiding-besproken")
    expect(beleid.pagina.locator("button", has_text="Stel deze duiding vast")).to_have_count(0)
    analist.naar(duiding)
    analist.klik("text=Stel deze duiding vast")
    analist.leest("Vastgesteld door demo-analist")
    reis.keur("analist", "10-duiding-vast")
    beleid.naar(FIGUUR)
    expect(beleid.pagina.locator(".antwoord")).to_contain_text("Dat komt vooral doordat mensen langer thuis blijven")
    reis.keur("beleid", "11-cijfer-met-duiding")


def _besluit(reis: Reis) -> tuple[str, list[str]]:
    """From the figure to a decision, in an hour that the clock shows twice; its number and the figures it was on."""
    beleid = reis.als("beleid")
    pagina = beleid.pagina
    beleid.klik("text=Gebruik dit cijfer bij een besluit")
    reis.keur("beleid", "12-bij-welk-besluit")
    beleid.verstuur()
    pagina.locator("label", has_text="De wijkteams zien dat mensen").click()
    beleid.verstuur(
        titel="Meer hulp thuis",
        dag="2026-10-25",
        tijd="02:30",
        besluit="Er komt meer hulp thuis.",
        alternatieven="Niets doen.",
        verwachting="Mensen blijven langer thuis.",
        evaluatie_op="2026-11-01",
        links="doel 1",
        orgaan="college",
    )
    expect(pagina.locator(".foutlijst")).to_contain_text("twee keer")
    reis.keur("beleid", "13-uur-twee-keer")
    beleid.verstuur(klok="winter")
    besluit = pagina.url.removeprefix(beleid.site.url)
    assert re.fullmatch(r"/besluiten/\d+/", besluit)
    beleid.klik("text=Besluit vaststellen")
    reis.keur("beleid", "14-vaststellen")
    beleid.klik("text=Stel dit besluit vast")
    reis.keur("beleid", "15-besluit")
    return besluit, pagina.locator(".bewijs td.getal").all_text_contents()


def test_an_official_goes_from_question_to_figure_to_duiding_to_decision(reis: Reis, eigen_site: Site) -> None:
    _vraag(reis)
    _duiding(reis)
    besluit, cijfers = _besluit(reis)
    beleid = reis.als("beleid")
    assert cijfers
    # A newer release comes. What was seen then is still what is seen.
    proefrelease.schrijf(eigen_site.home.releases, "beleid", proefrelease.Vorm(aanbieders=13), volgnr=2)
    _tot(beleid, FIGUUR, "beleid-2025-10-31-00000002")
    beleid.naar("/besluiten/")
    beleid.klik("text=Meer hulp thuis")
    beleid.klik(f"a[href='{besluit}toen/']")
    assert beleid.pagina.locator("section table").first.locator("td.getal").all_text_contents() == cijfers
    beleid.leest("nu anders")
    beleid.leest("02:30 (wintertijd)")
    beleid.leest("De wijkteams zien dat mensen langer thuis blijven.")
    reis.keur("beleid", "16-zoals-toen")
    # The reminder on the start page, and the effect.
    beleid.naar("/")
    reis.keur("beleid", "17-herinnering")
    beleid.klik("text=Meer hulp thuis")
    beleid.pagina.locator("label", has_text="Weten we niet:").click()
    beleid.verstuur(effect="Mensen bleven even lang thuis.")
    beleid.leest("Weten we niet")
    reis.keur("beleid", "18-besluit-met-effect")
    langs(list(reis.lezers.values()), LANGS)


def _tot(lezer: Lezer, adres: str, tekst: str) -> None:
    """Look again until the page shows this: the site remembers for a moment which release is newest."""
    einde = time.monotonic() + 15
    while time.monotonic() < einde:
        lezer.naar(adres)
        if tekst in lezer.pagina.inner_text("main"):
            return
        time.sleep(0.1)
    pytest.fail(f"the page never showed {tekst}")


def test_a_council_member_reads(reis: Reis) -> None:
    raad = reis.als("raad")
    raad.naar("/")
    raad.klik("header >> text=Raad")
    raad.leest("Niemand heeft er een keuze uit gemaakt.")
    raad.klik("text=Toon één cijfer per scherm")
    volgende = raad.pagina.locator("a[rel=next]")
    volgende.focus()
    raad.pagina.keyboard.press("Enter")
    raad.leest("cijfer 2 van")
    raad.pagina.locator("a[rel=prev]").focus()
    raad.pagina.keyboard.press("Enter")
    raad.leest("cijfer 1 van")
    raad.klik("text=Naar dit cijfer, met tabel en uitleg")
    raad.pagina.select_option("#f-per", "wijk")
    raad.klik("main .filters button")
    assert "per=wijk" in raad.pagina.url
    assert raad.pagina.locator(".tekening svg").first.is_visible()
    assert raad.pagina.locator("table tbody tr").count() >= 4
    reis.keur("raad", "raad-cijfer")
    with raad.pagina.expect_download() as download:
        raad.pagina.click("text=Download (CSV)")
    assert download.value.suggested_filename.endswith(".csv")
    # What the college decided on it, and what was seen then.
    raad.naar("/besluiten/")
    raad.klik("text=Meer plaatsen voor dagbesteding")
    raad.klik("main a[href$='/toen/']")
    raad.leest("Niets doen: dan wachten mensen langer.")
    assert raad.pagina.locator("text=Wijzig").count() == 0
    reis.keur("raad", "raad-besluit-toen")


def test_a_resident_reads_and_objects(reis: Reis) -> None:
    inwoner = reis.als("bezoeker")
    inwoner.naar("/")
    inwoner.klik("main .tegel a >> nth=0")
    inwoner.klik("footer >> text=Privacy")
    inwoner.leest("U mag altijd vragen welke gegevens de gemeente over u heeft.")
    inwoner.leest("Autoriteit Persoonsgegevens")
    inwoner.klik("text=Wie mag wat zien?")
    inwoner.naar(FIGUUR)
    inwoner.klik("text=Klopt er iets niet?")
    expect(inwoner.pagina.locator("#id_plek")).to_have_value(FIGUUR)
    inwoner.verstuur(tekst="Mijn nummer is 999900006.")
    expect(inwoner.pagina.locator("[role=alert]")).to_contain_text("burgerservicenummer")
    reis.keur("bezoeker", "inwoner-nummer-geweigerd")
    inwoner.verstuur(tekst="Het aantal in Oost klopt niet. Ik maak bezwaar.")
    nummer = inwoner.pagina.locator(".groot-nummer").inner_text()
    reis.keur("bezoeker", "inwoner-gemeld")
    privacy = reis.als("privacy")
    privacy.naar("/meldingen/")
    privacy.klik("text=Het aantal in Oost klopt niet.")
    privacy.klik("main a[href$='/antwoord/']")
    privacy.verstuur(stand="beantwoord", antwoord="")
    expect(privacy.pagina.locator(".foutlijst")).to_be_visible()
    reis.keur("privacy", "inwoner-nog-geen-antwoord")
    privacy.verstuur(antwoord="Dank u. Oost telde één straat dubbel. Dat is nu goed.")
    reis.keur("privacy", "inwoner-beantwoord")
    inwoner.klik("text=Hier leest u later")
    inwoner.verstuur(nummer=nummer)
    expect(inwoner.pagina.locator("#stand")).not_to_have_text("Ontvangen")
    inwoner.leest("Oost telde één straat dubbel.")
    reis.keur("bezoeker", "inwoner-leest-antwoord")
    assert inwoner.context.cookies() == [] or all(c["name"] != "datameent" for c in inwoner.context.cookies())


def test_a_privacy_officer_sees_who_looked(reis: Reis) -> None:
    beleid = reis.als("beleid")
    beleid.naar("/cijfers/wachttijd/?korrel=jaar&wet=wmo&wijk=WK999903")
    assert beleid.naar("/logboek/").status == 403
    privacy = reis.als("privacy")
    privacy.naar("/")
    privacy.klik("header >> text=Logboek")
    rij = privacy.pagina.locator("tbody tr", has_text="WK999903").first
    for tekst in ("demo-beleid", "beleid-2025-10-31-", "wachttijd"):
        expect(rij).to_contain_text(tekst)
    privacy.klik("text=Controleer de keten")
    privacy.leest("De keten is heel")
    reis.keur("privacy", "privacy-logboek")
    privacy.klik("header >> text=Privacyoverzicht")
    privacy.leest("Waarvoor is er gekeken?")
    geweigerd = privacy.pagina.locator("section[aria-labelledby=geweigerd]")
    expect(geweigerd).to_contain_text("demo-beleid")
    reis.keur("privacy", "privacy-overzicht")
