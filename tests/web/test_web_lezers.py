"""The views for one reader: complete, in an order that nobody chose, with dissent."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from stukkenhulp import HTML, tekst, zonder_release

from datameent.domain.home import Home

Als = Callable[[str], Any]


def vragen_op(antwoord: Any) -> list[str]:
    """The questions on the page, in order."""
    gevonden = re.findall(r'<h3><a href="/cijfers/[^"]*">([^<]+)</a></h3>', antwoord.content.decode())
    return [html.unescape(v) for v in gevonden]


def release_van(home: Home, doelgroep: str) -> Any:
    from datameent.release.read import Release, newest

    pad = newest(home.releases, doelgroep)
    assert pad is not None
    return Release.open(pad)


def test_the_council_sees_every_figure_of_its_release(als: Als, web_home: Home) -> None:
    gezien = vragen_op(als("raad").get("/raad/"))
    with release_van(web_home, "raad") as release:
        assert {k.vraag for k in release.indicatoren()} == set(gezien)
        wetten = len([w for w in release.dimensie("wet") if w.code != "totaal"])
        assert len(gezien) == wetten * len(release.indicatoren())


def test_the_order_is_law_then_goal_whatever_changed(als: Als, web_home: Home) -> None:
    gezien = vragen_op(als("raad").get("/raad/"))
    with release_van(web_home, "raad") as release:
        vraag = {k.code: k.vraag for k in release.indicatoren()}
        eerst = [vraag["wachttijd"], vraag["uitgaven"]]  # the goals of the demo, in the order they were written down
        rest = [k.vraag for k in release.indicatoren() if k.vraag not in eerst]
        alles = [k.vraag for k in release.indicatoren()]
    assert gezien == [*eerst, *rest, *alles]


def test_an_indicator_that_no_law_breaks_out_is_told_and_not_left_out(web_home: Home) -> None:
    from datameent.web.figures import tegels

    with release_van(web_home, "raad") as release:
        heel = tegels.alle_secties(release)
        assert {t.code for s in heel for t in s.tegels} == {k.code for k in release.indicatoren()}
        assert tegels._leeg(release.indicatoren()[0]).woord == "geen cijfer"


def test_the_council_sees_the_reading_with_dissent_and_what_is_due(als: Als) -> None:
    pagina = tekst(als("raad").get("/raad/"))
    assert "Meer mensen vragen hulp" in pagina
    assert "Tegengeluid van cliëntenraad" in pagina
    assert "Meer plaatsen voor dagbesteding, beloofd op" in pagina
    assert "Dit moeten we nog nagaan" not in pagina  # a draft
    assert "Wat staat hier niet?" in pagina


def test_colleagues_see_what_the_council_sees_and_it_is_an_event(als: Als) -> None:
    from datameent.web.audit.models import Gebeurtenis

    pagina = tekst(als("beleid").get("/raad/"))
    assert "Dit moeten we nog nagaan" not in pagina
    laatste = Gebeurtenis.objects.order_by("-volgnr").first()
    assert laatste is not None
    assert laatste.pagina == "/raad/"
    assert laatste.release.startswith("raad-")
    assert als("inwoner").get("/raad/").status_code == 403


def test_one_figure_a_screen_leads_to_the_next_without_a_script(als: Als) -> None:
    client = als("raad")
    adres, gezien = "/raad/?zitting=1", []
    while adres:
        inhoud = client.get(adres).content.decode()
        assert "<script" not in inhoud
        kop = re.search(r"<h1>([^<]+)</h1>", inhoud)
        assert kop
        gezien.append(html.unescape(kop[1]))
        verder = re.search(r'rel="next" href="([^"]+)"', inhoud)
        adres = f"/raad/{html.unescape(verder[1])}" if verder else ""
    assert gezien == vragen_op(client.get("/raad/"))


@pytest.mark.parametrize("nr", ["0", "999", "x", "-1", "²", "9" * 500, HTML])
def test_a_screen_that_is_not_there_is_the_first(als: Als, nr: str) -> None:
    antwoord = als("raad").get("/raad/", {"zitting": "1", "nr": nr})
    assert "cijfer 1 van" in tekst(antwoord)
    assert "<script>" not in antwoord.content.decode()


def test_without_a_release_the_page_says_so(als: Als, monkeypatch: pytest.MonkeyPatch) -> None:
    client = als("raad")
    zonder_release(monkeypatch)
    assert client.get("/raad/").status_code == 503


# ---------------------------------------------------------------- the alderman

VERWACHT = [
    # expected beforehand, now, a year before, unit, outcome
    ("Ongeveer zes weken, en langer dan vorig jaar.", 43, 40, "dagen", "zoals verwacht"),
    ("Ongeveer zes weken.", 51, None, "dagen", "anders"),
    ("Ongeveer zes weken.", 50, None, "dagen", "zoals verwacht"),
    ("30 dagen", 24, None, "dagen", "zoals verwacht"),
    ("30 dagen", 23, None, "dagen", "anders"),
    ("Twee maanden of drie maanden.", 300, None, "dagen", "lees zelf"),
    ("Ongeveer 400 mensen.", 1000, None, "personen", "anders"),
    ("€ 12.000", 12_000_00, None, "euro_cent", "zoals verwacht"),
    ("€ 12.000", 20_000_00, None, "euro_cent", "anders"),
    ("Het stijgt.", 120, 100, "personen", "zoals verwacht"),
    ("Het stijgt.", 80, 100, "personen", "anders"),
    ("Het stijgt.", 104, 100, "personen", "anders"),
    ("Het daalt.", 120, 100, "personen", "anders"),
    ("Mensen wachten korter. Het aantal blijft gelijk.", 120, 100, "personen", "anders"),
    ("Mensen wachten korter.", 120, 100, "personen", "lees zelf"),
    ("Niet doordat er meer kinderen komen.", 80, 100, "personen", "lees zelf"),
    ("Misschien meer.", 80, 100, "personen", "lees zelf"),
    ("Het stijgt.", 80, None, "personen", "lees zelf"),
    ("Het stijgt.", None, 100, "personen", "lees zelf"),
    ("", 80, 100, "personen", "lees zelf"),
]


@pytest.mark.parametrize(("verwachting", "waarde", "vorig", "eenheid", "uitkomst"), VERWACHT)
def test_what_was_expected_beside_what_is(
    verwachting: str, waarde: int | None, vorig: int | None, eenheid: str, uitkomst: str
) -> None:
    from datameent.web.lezers.verwacht import Nu, toets

    assert toets(verwachting, Nu(waarde, vorig, eenheid))[0].value == uitkomst


def test_the_alderman_sees_goals_promises_surprises_and_dissent(als: Als) -> None:
    pagina = tekst(als("wethouder").get("/wethouder/"))
    assert "Wie hulp nodig heeft, wacht niet langer dan dertig dagen" in pagina
    assert "Telefonisch spreekuur voor aanvragen, beloofd op" in pagina
    assert "Meer plaatsen voor dagbesteding, beloofd op" in pagina
    assert "Vooraf opgeschreven: Ongeveer zes weken, en langer dan vorig jaar." in pagina
    assert "Tegengeluid van cliëntenraad" in pagina


def test_a_figure_of_before_a_decision_does_not_contradict_what_was_expected_of_it(als: Als) -> None:
    pagina = tekst(als("wethouder").get("/wethouder/"))
    # the decision of the demo is of 2025, the figure of 2024
    assert "Het cijfer is nog van het jaar van het besluit of van ervoor." in pagina
    assert "Verwacht was: gelijk." not in pagina


def test_an_alderman_of_another_domain_sees_none_of_it(accounts: dict[str, Any]) -> None:
    from stukkenhulp import collega, in_als

    andere = in_als(collega("w-jeugd", "wethouder", domeinen=["jeugdwet"]))
    pagina = tekst(andere.get("/wethouder/"))
    assert "dertig dagen" not in pagina
    assert "dagbesteding" not in pagina
    elders = in_als(collega("w-elders", "wethouder", gemeente="0001"))
    assert "dertig dagen" not in tekst(elders.get("/wethouder/"))


def test_what_people_wrote_is_escaped_for_the_alderman(als: Als) -> None:
    from datameent.web.accounts.models import Gebruiker
    from datameent.web.doelen.models import Knoop
    from datameent.web.stukken.opslag import maak

    door = Gebruiker.objects.get(gebruikersnaam="demo-beleid")
    ouder = Knoop.objects.filter(niveau="effect").first()
    knoop = maak(Knoop(niveau="doel", ouder=ouder, naam=HTML, domein="participatiewet"), door)
    try:
        inhoud = als("wethouder").get("/wethouder/").content.decode()
        assert "<script>alert" not in inhoud
        assert "&lt;script&gt;alert" in inhoud
    finally:
        knoop.delete()


# ---------------------------------------------------------------- the privacy officer


def test_the_privacy_officer_sees_agreements_use_and_what_was_refused(als: Als) -> None:
    from datameent.web.audit.models import Gebeurtenis

    assert als("raad").get("/logboek/").status_code == 403
    assert Gebeurtenis.objects.filter(soort="geweigerd", gebruiker="demo-raad", pagina="/logboek/").exists()
    als("contract").get("/cijfers/clienten/")
    pagina = tekst(als("privacy").get("/privacy-overzicht/"))
    assert "Wmo-berichten" in pagina
    assert "7 jaar" in pagina
    assert "demo-contractContractbeheer" in pagina
    assert "demo-raadGemeenteraadgeweigerd/logboek/" in pagina
    assert "De keten is heel" not in pagina
    assert "De keten is heel" in tekst(als("privacy").get("/privacy-overzicht/?controleer=1"))


def test_looking_at_the_privacy_view_is_an_event(als: Als) -> None:
    from datameent.web.audit.models import Gebeurtenis

    als("privacy").get("/privacy-overzicht/")
    laatste = Gebeurtenis.objects.order_by("-volgnr").first()
    assert laatste is not None
    assert (laatste.gebruiker, laatste.pagina) == ("demo-privacy", "/privacy-overzicht/logboek")


def test_refusing_does_not_wait_for_the_database(als: Als, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import DatabaseError

    from datameent.web.permissions import poort

    def op_slot(*_: Any, **__: Any) -> str:
        raise DatabaseError

    client = als("raad")
    monkeypatch.setattr(poort, "leg_vast", op_slot)
    assert client.get("/logboek/").status_code == 403


def test_an_address_with_html_is_escaped_in_the_privacy_view(als: Als) -> None:
    from datameent.web.audit.keten import Soort, leg_vast

    leg_vast(Soort.GEWEIGERD, gebruiker=HTML[:60], rol="raad", pagina=HTML)
    assert "<script>alert" not in als("privacy").get("/privacy-overzicht/").content.decode()


def test_without_a_release_the_privacy_officer_still_sees_the_trail(als: Als, monkeypatch: pytest.MonkeyPatch) -> None:
    client = als("privacy")
    zonder_release(monkeypatch)
    assert "geen afspraken om te tonen" in tekst(client.get("/privacy-overzicht/"))
