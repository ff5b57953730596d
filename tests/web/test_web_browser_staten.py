"""Pages in a state that nobody hopes for, in a real browser without JavaScript: nothing typed is lost, all of it is
as accessible as the rest.

A form with errors (422), somebody else was first (409), the database gone or locked (503), the release gone, too many
wrong passwords (429), a form from elsewhere (403), nothing published at all.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import postgres
import proefrelease
import pytest
from lezer import Lezer
from playwright.sync_api import expect
from sitepaginas import CLIENTEN

from conftest import Site, dien
from datameent.domain.home import Home

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LANGS: dict[str, str] = {}
LANG = "Een lange tekst die nergens afbreekt: " + "é" * 9_900


@pytest.fixture(scope="module")
def eigen_site(nieuwe_home: Callable[[str], Home]) -> Iterator[Site]:
    """A site of its own: things break here."""
    yield from dien(nieuwe_home("staten"))


@pytest.fixture
def als(chromium: Any, eigen_site: Site) -> Iterator[Callable[..., Lezer]]:
    """A reader without JavaScript, gone after the test."""
    gemaakt: list[Lezer] = []

    def maak(rol: str, **kwargs: Any) -> Lezer:
        gemaakt.append(Lezer(chromium, eigen_site, rol, script=False, **kwargs))
        return gemaakt[-1]

    yield maak
    for lezer in gemaakt:
        lezer.sluit()


FORMULIEREN = (
    ("beleid", "/vragen/nieuw/"),
    ("beleid", "/vragen/2/intrekken/"),
    ("analist", "/vragen/2/stap/kan-niet/"),
    ("analist", "/vragen/2/cijfer/"),
    ("beleid", "/doelen/nieuw/"),
    ("beleid", "/doelen/2/maatregel/"),
    ("beleid", "/maatregelen/2/evalueer/"),
    ("beleid", f"{CLIENTEN}duiding/?korrel=jaar&wet=wmo"),
    ("analist", "/duiding/2/gesprek/"),
    ("beleid", "/duiding/1/tegengeluid/"),
    ("beleid", "/duiding/gebeurtenis/"),
    ("beleid", "/besluiten/nieuw/"),
    ("beleid", "/besluiten/1/effect/"),
    ("contract", "/aanbieders/10000000/herstelbon/"),
    ("bezoeker", "/meldingen/nieuw/"),
    ("bezoeker", "/meldingen/stand/"),
    ("beleid", "/account/wachtwoord/"),
    ("beleid", "/account/tweestap/"),
    ("privacy", "/publiceren/raad-2025-10-31-00000001/intrekken/"),
)


@pytest.mark.parametrize(("rol", "adres"), FORMULIEREN, ids=[a.split("?")[0].strip("/") for _, a in FORMULIEREN])
def test_an_empty_form_comes_back_with_what_to_do(
    als: Callable[..., Lezer], schermafdrukken: Path, rol: str, adres: str
) -> None:
    lezer = als(rol)
    lezer.naar(adres)
    with lezer.pagina.expect_response(lambda r: r.request.method == "POST") as antwoord:
        lezer.klik("main form[method=post] button[type=submit]")
    assert antwoord.value.status == 422
    lijst = lezer.pagina.locator(".foutlijst a")
    assert lijst.count() > 0
    for doel in (a.get_attribute("href") for a in lijst.all()):
        assert lezer.pagina.locator(str(doel)).count() == 1, f"{doel} leads to no field"
    lezer.keur(f"staat-422-{adres.split('?', maxsplit=1)[0].strip('/').replace('/', '-')}", schermafdrukken)


def test_two_people_on_one_duiding(als: Callable[..., Lezer], schermafdrukken: Path) -> None:
    analist, beleid = als("analist"), als("beleid")
    for lezer in (analist, beleid):
        lezer.naar("/duiding/2/wijzig/")
    beleid.verstuur(bewering="Wat een collega intussen schreef.")
    analist.verstuur(bewering=LANG, aard="uitvoering")
    analist.leest("Iemand anders was u voor")
    analist.leest("Wat een collega intussen schreef.")
    expect(analist.pagina.locator("#id_bewering")).to_have_value(LANG)
    analist.keur("staat-409-duiding", schermafdrukken)
    analist.verstuur()
    analist.leest(LANG[:60])
    analist.keur("staat-lange-tekst", schermafdrukken)
    # A button that was right when the page was drawn.
    beleid.naar("/duiding/1/")
    analist.naar("/duiding/1/")
    beleid.klik("text=Zet terug op besproken")
    analist.klik("text=Zet terug op besproken")
    analist.leest("Iemand anders was u voor")
    analist.keur("staat-409-status", schermafdrukken)


@contextmanager
def _weg(home: Home) -> Iterator[None]:
    """The file of the database is not there."""
    delen = [home.app_db.with_name(home.app_db.name + e) for e in ("", "-wal", "-shm")]
    weg = [(p, p.with_name(f"weg-{p.name}")) for p in delen if p.exists()]
    for van, naar in weg:
        van.rename(naar)
    try:
        yield
    finally:
        for van, naar in weg:
            naar.rename(van)


op_sqlite = pytest.mark.skipif(postgres.DRAAIT, reason="takes the file of SQLite away")


@op_sqlite
def test_the_database_is_gone_and_back(als: Callable[..., Lezer], eigen_site: Site, schermafdrukken: Path) -> None:
    beleid, analist, bezoeker = als("beleid"), als("analist"), als("bezoeker")
    beleid.naar("/duiding/1/tegengeluid/")
    beleid.vul(wie="cliëntenraad", tekst="Mijn lange verhaal.\n" * 20)
    with _weg(eigen_site.home):
        beleid.klik("main form.formulier button[type=submit]")
        beleid.kop("We kunnen nu niets bewaren")
        assert beleid.pagina.locator("textarea").input_value() == "Mijn lange verhaal.\n" * 20
        beleid.keur("staat-503-formulier", schermafdrukken)
        analist.naar("/duiding/")
        analist.kop("We kunnen nu niets bewaren")
        analist.keur("staat-503", schermafdrukken)
        assert bezoeker.naar(CLIENTEN).status == 200, "public figures need no database"
        bezoeker.zonder_klachten("public figures")
    beleid.klik("text=Probeer het opnieuw")
    beleid.leest("Mijn lange verhaal.")


@op_sqlite
def test_the_database_is_locked(als: Callable[..., Lezer], eigen_site: Site, schermafdrukken: Path) -> None:
    beleid = als("beleid")
    beleid.naar("/vragen/2/wijzig/")
    beleid.vul(verwachting="Ik denk een tiende meer.")
    with closing(sqlite3.connect(eigen_site.home.app_db, isolation_level=None)) as slot:
        slot.execute("BEGIN IMMEDIATE")
        beleid.pagina.click("main form.formulier button[type=submit]")
        expect(beleid.pagina.locator("h1, h2").filter(has_text="niet").first).to_be_visible(timeout=40_000)
        expect(beleid.pagina.locator("[name=verwachting]")).to_have_value("Ik denk een tiende meer.")
        slot.execute("ROLLBACK")
    beleid.keur("staat-503-op-slot", schermafdrukken)


def test_the_figures_are_newer_than_what_somebody_wrote_about(
    als: Callable[..., Lezer], eigen_site: Site, schermafdrukken: Path
) -> None:
    """The release that stood beside the form is gone when the text is sent."""
    analist = als("analist")
    analist.naar(f"{CLIENTEN}duiding/?korrel=jaar&wet=wmo")
    analist.vul(bewering="Wat ik over de oude cijfers schreef.", aard="uitvoering")
    map_ = eigen_site.home.releases / "beleid"
    oud = list(map_.glob("*.sqlite"))
    proefrelease.schrijf(eigen_site.home.releases, "beleid", proefrelease.Vorm(aanbieders=13), volgnr=2)
    for pad in oud:
        pad.unlink()
    analist.klik("main form.formulier button[type=submit]")
    analist.leest("De cijfers die u zag, zijn er niet meer")
    expect(analist.pagina.locator("#id_bewering")).to_have_value("Wat ik over de oude cijfers schreef.")
    analist.keur("staat-409-nieuwere-cijfers", schermafdrukken)
    analist.naar("/duiding/1/")
    analist.keur("staat-duiding-zonder-release", schermafdrukken)


def test_too_many_wrong_passwords(als: Callable[..., Lezer], schermafdrukken: Path) -> None:
    iemand = als("bezoeker")
    for _ in range(6):
        iemand.naar("/inloggen/")
        iemand.vul(gebruikersnaam="demo-control", wachtwoord="dit is het niet")
        iemand.klik("main form button[type=submit]")
    iemand.kop("Even wachten")
    iemand.keur("staat-429", schermafdrukken)


def test_a_form_that_is_not_ours(als: Callable[..., Lezer], schermafdrukken: Path) -> None:
    iemand = als("bezoeker")
    iemand.naar("/meldingen/nieuw/")
    iemand.vul(tekst="Dit klopt niet.")
    iemand.context.clear_cookies()
    iemand.klik("main form.formulier button[type=submit]")
    iemand.kop("Het formulier is verlopen")
    iemand.keur("staat-csrf", schermafdrukken)


def test_everything_was_withdrawn(als: Callable[..., Lezer], schermafdrukken: Path) -> None:
    """A resident has the figures open while somebody withdraws them."""
    iemand, privacy = als("bezoeker"), als("privacy")
    iemand.naar(CLIENTEN)
    privacy.naar("/publiceren/openbaar-2025-10-31-00000001/intrekken/")
    privacy.pagina.get_by_label("Waarom?").fill("Eén aanbieder telde dubbel. Er komen nieuwe cijfers.")
    privacy.klik("main form button[type=submit]")
    privacy.keur("staat-ingetrokken-door", schermafdrukken)
    iemand.pagina.reload()
    iemand.leest("Eén aanbieder telde dubbel.")
    iemand.keur("staat-alles-ingetrokken", schermafdrukken)


def test_nothing_was_published_yet(als: Callable[..., Lezer], eigen_site: Site, schermafdrukken: Path) -> None:
    for pad in (eigen_site.home.releases / "raad").glob("*.sqlite"):
        pad.unlink()
    raad = als("raad")
    for naam, adres in (("overzicht", "/"), ("cijfer", CLIENTEN), ("raad", "/raad/"), ("sturen", "/sturen/")):
        tot = "nog geen cijfers" if naam != "sturen" else ""
        for _ in range(60):  # which releases there are is remembered for a moment
            raad.naar(adres)
            if tot in raad.pagina.inner_text("main"):
                break
        raad.leest(tot)
        raad.keur(f"staat-niets-{naam}", schermafdrukken)


def test_a_request_that_makes_no_sense(als: Callable[..., Lezer], schermafdrukken: Path) -> None:
    iemand = als("bezoeker")
    iemand.naar("/meldingen/nieuw/")
    velden = "".join(f'<input name="v{i}" value="x">' for i in range(1_200))
    iemand.pagina.locator("main form.formulier").evaluate("(f, v) => f.insertAdjacentHTML('beforeend', v)", velden)
    iemand.klik("main form.formulier button[type=submit]")
    iemand.kop("Dit verzoek begrijpen we niet")
    iemand.keur("staat-400", schermafdrukken)


def test_something_breaks_at_our_side(als: Callable[..., Lezer], eigen_site: Site, schermafdrukken: Path) -> None:
    """A release that is no release: the page says that it is not the reader's fault, and nothing of why."""
    stuk = eigen_site.home.releases / "beleid" / "beleid-2025-10-31-00000009.sqlite"
    stuk.write_bytes(b"dit is geen release")
    beleid = als("beleid")
    for _ in range(60):  # which release is newest is remembered for a moment
        if beleid.naar("/").status == 500:
            break
    beleid.kop("Er ging iets mis bij ons")
    assert "sqlite" not in beleid.pagina.content()
    beleid.klachten.clear()  # that the page answered 500 is what was asked for
    beleid.keur("staat-500", schermafdrukken)
    stuk.unlink()
