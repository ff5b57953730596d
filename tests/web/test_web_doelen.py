"""The goal tree: what hangs where, what a figure says to whom, and what must be written before a measure begins."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stukkenhulp import HTML, LANG, collega, in_als, tekst, zonder_release

from datameent.domain.home import Home

Als = Callable[[str], Any]
VANDAAG = datetime.now(ZoneInfo("Europe/Amsterdam")).date()
"""The day of the site, which is another one than that of the machine for an hour or two of every night."""
CIJFER = "/cijfers/clienten/?korrel=jaar&wet=wmo"
WACHTTIJD = "/cijfers/wachttijd/?korrel=jaar&wet=wmo"
UITGAVEN = "/cijfers/uitgaven/?korrel=jaar&wet=wmo"


def _eigenaar() -> int:
    from datameent.web.accounts.models import Gebruiker

    return Gebruiker.objects.get(gebruikersnaam="demo-beleid").pk


def velden(**anders: Any) -> dict[str, Any]:
    """A place in the tree that is complete."""
    basis = {"naam": "Meer mensen doen mee", "toelichting": "", "domein": "wmo", "eigenaar": _eigenaar()}
    return {
        **basis,
        "cijfer": "",
        "nulmeting_periode": "",
        "nulmeting": "",
        "streefwaarde": "",
        "streefdatum": "",
    } | anders


def hang(client: Any, onder: Any = None, **anders: Any) -> Any:
    """Make a place, and return it."""
    from datameent.web.doelen.models import Knoop

    antwoord = client.post(f"/doelen/nieuw/{f'?onder={onder.pk}' if onder else ''}", velden(**anders))
    assert antwoord.status_code == 302, tekst(antwoord)
    return Knoop.objects.get(pk=int(antwoord.headers["Location"].split("/")[2]))


def wijzig(client: Any, knoop: Any, **anders: Any) -> Any:
    """Change a place with the version that is there now."""
    knoop.refresh_from_db()
    extra = {"ouder": knoop.ouder.pk} if knoop.ouder else {}
    return client.post(f"/doelen/{knoop.pk}/wijzig/", velden(gezien=knoop.versie, **extra, **anders))


def maatregel_velden(**anders: Any) -> dict[str, Any]:
    """A measure that may begin tomorrow."""
    return {
        "naam": "Een tweede team",
        "omschrijving": "",
        "als": "we een tweede team beginnen",
        "dan": "wachten mensen tien dagen korter",
        "omdat": "de meeste tijd zit voor het gesprek",
        "vergelijking": "andere-wijken",
        "vergelijking_toelichting": "Met Noord.",
        "startdatum": (VANDAAG + timedelta(days=1)).isoformat(),
        "evaluatiedatum": (VANDAAG + timedelta(days=365)).isoformat(),
        **anders,
    }


def neem(client: Any, knoop: Any, **anders: Any) -> Any:
    """Write a measure down, and return it."""
    from datameent.web.doelen.models import Maatregel

    antwoord = client.post(f"/doelen/{knoop.pk}/maatregel/", maatregel_velden(**anders))
    assert antwoord.status_code == 302, tekst(antwoord)
    return Maatregel.objects.get(pk=int(antwoord.headers["Location"].split("/")[2]))


# ---------------------------------------------------------------- the tree


def test_the_levels_hang_as_they_should(als: Als) -> None:
    client = als("beleid")
    knoop, namen = None, []
    for _ in range(4):
        knoop = hang(client, knoop)
        namen.append(knoop.niveau)
    budget = hang(client, knoop, taakveld="6.71", bedragen="2026: 1.250.000\n2027 € 900000")
    assert [*namen, budget.niveau] == ["effect", "doel", "prestatie", "activiteit", "budget"]
    assert budget.bedragen == {"2026": 1250000, "2027": 900000}
    assert client.get(f"/doelen/nieuw/?onder={budget.pk}").status_code == 404
    inhoud = tekst(client.get(f"/doelen/{budget.pk}/"))
    assert "6.71 Hulp op maat voor volwassenen" in inhoud
    assert "€ 1.250.000" in inhoud
    assert "€ 1.250.000" in tekst(client.get("/doelen/"))


@pytest.mark.parametrize("onder", ["999999", "x", "-1", "²", "9" * 30])
def test_nothing_hangs_under_what_is_not_there(als: Als, onder: str) -> None:
    assert als("beleid").get("/doelen/nieuw/", {"onder": onder}).status_code == 404


def test_a_place_is_hung_elsewhere_on_the_same_level_only(als: Als) -> None:
    client = als("beleid")
    een, twee = hang(client), hang(client)
    doel = hang(client, een)
    prestatie = hang(client, doel)
    for fout in (doel, prestatie, een):
        prestatie.refresh_from_db()
        data = velden(gezien=prestatie.versie, ouder=fout.pk)
        assert client.post(f"/doelen/{prestatie.pk}/wijzig/", data).status_code == (302 if fout == doel else 422)
    data = velden(gezien=doel.versie, ouder=twee.pk)
    assert client.post(f"/doelen/{doel.pk}/wijzig/", data).status_code == 302
    doel.refresh_from_db()
    assert doel.ouder == twee
    # An effect stays at the top, whatever is sent along.
    data = velden(gezien=een.versie, ouder=doel.pk)
    assert client.post(f"/doelen/{een.pk}/wijzig/", data).status_code == 302
    een.refresh_from_db()
    assert een.ouder is None


def test_the_database_refuses_a_goal_that_hangs_nowhere(als: Als) -> None:
    from django.db import IntegrityError, transaction

    from datameent.web.doelen.models import Knoop

    knoop = hang(als("beleid"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Knoop.objects.filter(pk=knoop.pk).update(niveau="doel")


@given(st.dictionaries(st.integers(1, 9), st.one_of(st.none(), st.integers(1, 9)), max_size=9))
def test_a_tree_holds_what_a_walk_upwards_reaches_and_no_circle(ouders: dict[int, int | None]) -> None:
    from datameent.web.doelen.boom import Tak, maak_boom
    from datameent.web.doelen.models import Knoop

    knopen = []
    for pk, ouder in ouders.items():
        knoop = Knoop(pk=pk, naam=str(pk), niveau="effect")
        knoop.ouder_id = ouder
        knopen.append(knoop)

    def plat(takken: tuple[Tak, ...]) -> list[int]:
        return [pk for t in takken for pk in (t.knoop.pk, *plat(t.takken))]

    def bereikt_top(pk: int | None) -> bool:
        for _ in range(20):
            if pk is None:
                return True
            if pk not in ouders:
                return False
            pk = ouders[pk]
        return False

    getoond = plat(maak_boom(knopen, [], None))
    assert sorted(getoond) == sorted(pk for pk in ouders if bereikt_top(pk))


def test_a_branch_is_about_one_subject_so_that_nothing_hangs_out_of_sight(als: Als) -> None:
    client = als("beleid")
    breed = hang(client, domein="alle")
    smal = hang(client, breed, domein="jeugdwet")
    antwoord = client.post(f"/doelen/nieuw/?onder={smal.pk}", velden(domein="wmo"))
    assert antwoord.status_code == 422
    assert "ander onderwerp" in tekst(antwoord)
    assert wijzig(client, breed, domein="wmo").status_code == 422
    assert wijzig(client, breed, domein="alle", naam="Toch breed").status_code == 302


def test_what_no_longer_belongs_is_out_of_the_tree_and_can_still_be_read(als: Als) -> None:
    client = als("beleid")
    effect = hang(client, naam="Een oud effect")
    doel = hang(client, effect, naam="Een oud doel")
    assert wijzig(client, effect, naam="Een oud effect", vervallen="on").status_code == 302
    boom = tekst(client.get("/doelen/"))
    assert "Een oud effect" not in boom
    assert "Een oud doel" not in boom
    assert "Dit hoort niet meer bij onze doelen" in tekst(client.get(f"/doelen/{effect.pk}/"))
    assert client.get(f"/doelen/{doel.pk}/").status_code == 200


def test_long_texts_and_markup_come_back_as_they_were_typed(als: Als) -> None:
    client = als("beleid")
    effect = hang(client, naam=HTML, toelichting=LANG)
    maatregel = neem(client, hang(client, effect, naam=HTML), naam=HTML, als=LANG, omdat=HTML)
    assert (effect.toelichting, maatregel.als) == (LANG, LANG)
    for adres in ("/doelen/", f"/doelen/{effect.pk}/", f"/maatregelen/{maatregel.pk}/", f"/doelen/{effect.pk}/wijzig/"):
        inhoud = client.get(adres).content.decode()
        assert "<script>" not in inhoud
        assert "&lt;script&gt;" in inhoud


def test_two_people_at_once_see_each_others_text(als: Als) -> None:
    effect = hang(als("beleid"))
    client = in_als(collega("beleid.drie", "beleid"))
    assert client.post(f"/doelen/{effect.pk}/wijzig/", velden(gezien=1, toelichting="Van de eerste")).status_code == 302
    antwoord = als("beleid").post(f"/doelen/{effect.pk}/wijzig/", velden(gezien=1, toelichting="Van de tweede"))
    assert antwoord.status_code == 409
    assert "Van de eerste" in tekst(antwoord)
    assert "Van de tweede" in tekst(antwoord)
    assert "De ander: Wie is eigenaar?" not in tekst(antwoord), "what both left as it was is no difference"
    inhoud = tekst(als("beleid").get(f"/doelen/{effect.pk}/"))
    assert "beleid.drie (Beleid), versie 2" in inhoud


def test_a_conflict_tells_choices_and_days_in_words(als: Als) -> None:
    client = als("beleid")
    effect = hang(client, cijfer=CIJFER, streefwaarde="1.500", streefdatum="2027-12-31")
    control = collega("control.twee", "control")
    streven = {"cijfer": CIJFER, "streefwaarde": "1.400", "streefdatum": "2028-01-31"}
    assert wijzig(client, effect, eigenaar=control.pk, **streven).status_code == 302
    oud = {"cijfer": CIJFER, "streefwaarde": "1.500", "streefdatum": "2027-12-31"}
    antwoord = client.post(f"/doelen/{effect.pk}/wijzig/", velden(gezien=1, **oud))
    assert antwoord.status_code == 409
    ander = dict(re.findall(r"<dt>De ander: ([^<]+)</dt><dd>([^<]+)</dd>", antwoord.content.decode()))
    assert ander["Wie is eigenaar?"] == "control.twee"
    assert {"1.400", "31 jan 2028"} <= set(ander.values())


@pytest.mark.parametrize("wie", ["gemeente", "domein"])
def test_what_is_not_yours_does_not_exist(als: Als, wie: str) -> None:
    effect = hang(als("beleid"), naam=f"Alleen van ons {wie}")
    maatregel = neem(als("beleid"), hang(als("beleid"), effect))
    eigenschap: dict[str, Any] = {"gemeente": "1111"} if wie == "gemeente" else {"domeinen": ["jeugdwet"]}
    client = in_als(collega(f"vreemd.doel.{wie}", "beleid", **eigenschap))
    doel, stuk = f"/doelen/{effect.pk}/", f"/maatregelen/{maatregel.pk}/"
    for adres in (doel, f"{doel}wijzig/", f"{doel}maatregel/", stuk, f"{stuk}wijzig/", f"{stuk}evalueer/"):
        assert client.get(adres).status_code == 404
    for adres in (f"{doel}wijzig/", f"{doel}maatregel/", f"{stuk}wijzig/", f"{stuk}evalueer/"):
        assert client.post(adres, velden(gezien=1)).status_code == 404
    assert client.get("/doelen/nieuw/", {"onder": effect.pk}).status_code == 404
    assert effect.naam not in tekst(client.get("/doelen/"))


def test_owners_come_from_the_own_municipality(als: Als) -> None:
    vreemd = collega("vreemd.eigenaar", "beleid", gemeente="1111")
    assert als("beleid").post("/doelen/nieuw/", velden(eigenaar=vreemd.pk)).status_code == 422


# ---------------------------------------------------------------- figures


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"cijfer": "/cijfers/onzin/"}, "Dit cijfer kennen we niet"),
        ({"cijfer": "/cijfers/clienten/?wet=wmo&wijk=WK000000"}, "Deze keuzes zijn er niet"),
        ({"cijfer": "/cijfers/clienten/"}, "Kies één cijfer"),
        ({"cijfer": f"{CIJFER}&per=wijk"}, "Kies één cijfer"),
        ({"streefwaarde": "12"}, "Kies eerst aan welk cijfer"),
        ({"cijfer": CIJFER, "streefwaarde": "12"}, "Kies de dag waarop dit zo moet zijn"),
        ({"cijfer": CIJFER, "streefwaarde": "twaalf", "streefdatum": "2027-01-01"}, "Dit is geen heel getal"),
        ({"cijfer": CIJFER, "streefwaarde": "9" * 20, "streefdatum": "2027-01-01"}, "Dit getal is te groot"),
        ({"cijfer": CIJFER, "nulmeting": "12"}, "Schrijf op over welke periode"),
        ({"cijfer": CIJFER, "nulmeting_periode": "ooit"}, "Deze periode kennen we niet"),
        ({"cijfer": CIJFER, "nulmeting_periode": "2024", "nulmeting": "1"}, "In de cijfers staat iets anders"),
        ({"cijfer": CIJFER, "nulmeting_periode": "2019"}, "Deze periode is er niet in de cijfers"),
    ],
)
def test_a_figure_that_cannot_be_is_refused(als: Als, anders: dict[str, str], zin: str) -> None:
    antwoord = als("beleid").post("/doelen/nieuw/", velden(**anders))
    assert antwoord.status_code == 422
    assert zin in tekst(antwoord)


@pytest.mark.parametrize(
    "bedragen", ["", "veel", "2026: 12,50", "2026: -5", "1999: 5", "2026: 1\n2026: 2", "2026: 1.23"]
)
def test_amounts_are_whole_euros_a_year(als: Als, bedragen: str) -> None:
    client = als("beleid")
    knoop = None
    for _ in range(4):
        knoop = hang(client, knoop)
    assert knoop is not None
    adres = f"/doelen/nieuw/?onder={knoop.pk}"
    assert client.post(adres, velden(taakveld="6.3", bedragen=bedragen)).status_code == 422
    assert client.post(adres, velden(taakveld="9.9", bedragen="2026: 5")).status_code == 422


@given(st.dictionaries(st.integers(2000, 2099).map(str), st.integers(0, 10**11), max_size=20))
def test_amounts_that_are_written_out_are_read_back(bedragen: dict[str, int]) -> None:
    from datameent.web.doelen.bedragen import lees_bedragen, schrijf_bedragen

    assert lees_bedragen(schrijf_bedragen(bedragen)) == bedragen


def _cel(home: Home, doelgroep: str, indicator: str, periode: str, **codes: str) -> Any:
    from datameent.release.read import Release, newest

    pad = newest(home.releases, doelgroep)
    assert pad is not None
    with Release.open(pad) as release:
        return release.cel(indicator, "jaar", periode, **codes)


@pytest.mark.parametrize("rol", ["beleid", "raad"])
def test_the_figure_now_stands_beside_baseline_and_target_from_the_own_release(
    als: Als, web_home: Home, rol: str
) -> None:
    nu = _cel(web_home, rol, "wachttijd", "2024", wet="wmo").waarde
    toen = _cel(web_home, "beleid", "wachttijd", "2022", wet="wmo").waarde
    getoond = _cel(web_home, rol, "wachttijd", "2022", wet="wmo").waarde
    doel = hang(
        als("beleid"), cijfer=f"{WACHTTIJD}&vergelijk=", nulmeting_periode="2022", streefwaarde=str(nu + 7),
        streefdatum="2027-12-31",
    )  # fmt: skip
    assert (doel.cijfer, doel.nulmeting) == (WACHTTIJD, toen)
    inhoud = tekst(als(rol).get(f"/doelen/{doel.pk}/"))
    assert f"{nu} dagen in 2024" in inhoud
    woord = "hoger" if nu > getoond else "lager"
    zin = f"Dat is {woord} dan de nulmeting (2022) van {getoond} dagen. Het verschil is {abs(nu - getoond)} dagen."
    assert zin in inhoud
    assert f"We streven op 31 dec 2027 naar {nu + 7} dagen. Het cijfer is nu lager dan de streefwaarde." in inhoud
    assert f"{nu} dagen in 2024" in tekst(als(rol).get("/doelen/"))


def test_money_is_typed_in_euros_and_compared_in_cents(als: Als, web_home: Home) -> None:
    nu = _cel(web_home, "beleid", "uitgaven", "2024", wet="wmo").waarde
    doel = hang(
        als("beleid"), cijfer=UITGAVEN, streefwaarde="€ 1.000", streefdatum="2027-12-31", nulmeting_periode="2024"
    )
    assert (doel.streefwaarde, doel.nulmeting) == (1000, round(nu / 100))
    inhoud = tekst(als("beleid").get(f"/doelen/{doel.pk}/"))
    assert "We streven op 31 dec 2027 naar € 1.000. Het cijfer is nu hoger dan de streefwaarde." in inhoud
    # The form shows the numbers as they are typed, and sending them again changes nothing.
    formulier = als("beleid").get(f"/doelen/{doel.pk}/wijzig/").content.decode()
    assert 'value="1.000"' in formulier


def test_what_is_hidden_stays_hidden_for_now_and_for_the_baseline(
    als: Als, web_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:

    from datameent.domain.cel import Status
    from datameent.release.read import Release

    doel = hang(als("beleid"), cijfer=CIJFER, nulmeting_periode="2022", streefwaarde="1", streefdatum="2027-12-31")
    eerst = str(doel.nulmeting)
    streven = {"streefwaarde": "1", "streefdatum": "2027-12-31"}
    assert wijzig(als("beleid"), doel, cijfer=CIJFER, nulmeting_periode="2023", **streven).status_code == 302
    doel.refresh_from_db()
    getypt = f"{doel.nulmeting:,}".replace(",", ".")
    echt = Release.cellen

    def verborgen(self: Any, indicator: str, *args: Any, **kwargs: Any) -> Any:
        cellen = echt(self, indicator, *args, **kwargs)
        if self.meta.doelgroep != "raad" or indicator != "clienten":
            return cellen
        return tuple(c._replace(waarde=None, status=Status.TE_WEINIG_PERSONEN) for c in cellen)

    monkeypatch.setattr(Release, "cellen", verborgen)
    for adres in (f"/doelen/{doel.pk}/", "/doelen/"):
        raad = tekst(als("raad").get(adres))
        assert "Afgeschermd in 2024. Het gaat om minder dan 10 mensen." in raad
        assert "De nulmeting is voor u afgeschermd." in raad
        assert getypt not in raad
        assert eerst not in raad, "not in the history either"
        assert str(doel.nulmeting) not in raad
        assert "We streven op 31 dec 2027 naar 1 mens." in raad
    beleid = tekst(als("beleid").get(f"/doelen/{doel.pk}/"))
    assert getypt in beleid
    assert eerst in beleid


def test_a_hidden_figure_cannot_be_typed_as_a_baseline(als: Als, web_home: Home) -> None:
    """The test release hides some wijken: the first that is hidden in some year."""
    for wijk in (f"WK9999{i:02d}" for i in range(8)):
        for jaar in ("2022", "2023", "2024"):
            cel = _cel(web_home, "beleid", "clienten", jaar, wet="wmo", wijk=wijk)
            if cel.waarde is None:
                anders = {"cijfer": f"{CIJFER}&wijk={wijk}", "nulmeting_periode": jaar, "nulmeting": "7"}
                antwoord = als("beleid").post("/doelen/nieuw/", velden(**anders))
                assert antwoord.status_code == 422
                assert "Dit cijfer is afgeschermd" in tekst(antwoord)
                return
    pytest.fail("the test release hides nothing")


def test_a_baseline_of_which_the_new_figure_waits_is_the_older_one_with_its_day(
    als: Als, web_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It can be chosen, shows as the own release of the reader has it, and is never set against the figure of now."""
    from datameent.domain.cel import Status
    from datameent.release.read import Eerdercijfer, Release

    echt = Release.cellen
    toen = {"beleid": 1777, "raad": 1770}

    def wacht(self: Any, indicator: str, *args: Any, **kwargs: Any) -> Any:
        return tuple(
            c._replace(
                waarde=None,
                status=Status.EERDER_GEPUBLICEERD,
                eerder=Eerdercijfer(toen[self.meta.doelgroep], date(2025, 3, 31)),
            )
            if c.periode == "2022" and c.indicator == "clienten"
            else c
            for c in echt(self, indicator, *args, **kwargs)
        )

    monkeypatch.setattr(Release, "cellen", wacht)
    vorm = {"cijfer": CIJFER, "nulmeting_periode": "2022"}
    assert als("beleid").post("/doelen/nieuw/", velden(**vorm, nulmeting="1.776")).status_code == 422
    doel = hang(als("beleid"), **vorm)
    assert doel.nulmeting == 1777
    for rol, getal in (("beleid", "1.777"), ("raad", "1.770")):
        inhoud = tekst(als(rol).get(f"/doelen/{doel.pk}/"))
        assert f"De nulmeting was {getal} mensen (2022, stand 31 maart 2025)." in inhoud
        assert "dan de nulmeting" not in inhoud
    assert "1.777" not in tekst(als("raad").get(f"/doelen/{doel.pk}/"))


def test_a_goal_of_which_the_figure_waits_shows_the_one_of_before_with_its_day(als: Als, web_home: Home) -> None:
    cel = _cel(web_home, "beleid", "uitstroom", "2024", wet="jeugdwet")
    assert cel.waarde is None
    adres = "/cijfers/uitstroom/?korrel=jaar&wet=jeugdwet"
    doel = hang(als("beleid"), cijfer=adres, domein="jeugdwet", streefwaarde="5", streefdatum="2027-12-31")
    inhoud = tekst(als("beleid").get(f"/doelen/{doel.pk}/"))
    assert f"{cel.eerder.waarde} mensen in 2024 (stand {cel.eerder.peildatum.day} " in inhoud
    assert "Afgeschermd in 2024" not in inhoud
    assert "Het cijfer is nu" not in inhoud, "a number of before is not set against the target"


def test_a_baseline_of_before_the_figures_is_for_the_municipality_only(als: Als) -> None:
    doel = hang(als("beleid"), cijfer=CIJFER, nulmeting_periode="2019", nulmeting="1.234")
    assert "de nulmeting (2019) van 1.234 mensen" in tekst(als("beleid").get(f"/doelen/{doel.pk}/"))
    raad = tekst(als("raad").get(f"/doelen/{doel.pk}/"))
    assert "De nulmeting is voor u afgeschermd." in raad
    assert "1.234" not in raad


def test_the_tree_can_be_read_when_the_release_is_withdrawn(als: Als, monkeypatch: pytest.MonkeyPatch) -> None:
    doel = hang(als("beleid"), cijfer=CIJFER, naam="Leesbaar zonder cijfers")
    zonder_release(monkeypatch)
    for adres in (f"/doelen/{doel.pk}/", "/doelen/"):
        antwoord = als("beleid").get(adres)
        assert antwoord.status_code == 200
        assert "Leesbaar zonder cijfers" in tekst(antwoord)
        assert "Er zijn nu geen cijfers om te laten zien" in tekst(antwoord)
    assert wijzig(als("beleid"), doel, cijfer=CIJFER, toelichting="Toch gewijzigd").status_code == 302


def test_an_unknown_subject_is_said_and_a_known_one_filters(als: Als) -> None:
    hang(als("beleid"), naam="Alleen voor schulden", domein="schulden")
    assert "kennen we niet" in tekst(als("beleid").get("/doelen/?domein=onzin"))
    assert "Alleen voor schulden" in tekst(als("beleid").get("/doelen/?domein=schulden"))
    assert "Alleen voor schulden" not in tekst(als("beleid").get("/doelen/?domein=wmo"))


# ---------------------------------------------------------------- measures


@pytest.mark.parametrize("naam", ["als", "dan", "omdat", "vergelijking", "evaluatiedatum"])
def test_no_start_without_theory_comparison_and_a_day_to_look_back(als: Als, naam: str) -> None:
    client = als("beleid")
    knoop = hang(client, hang(client))
    antwoord = client.post(f"/doelen/{knoop.pk}/maatregel/", maatregel_velden(**{naam: ""}))
    assert antwoord.status_code == 422
    assert "Zonder dit kan de maatregel niet beginnen" in tekst(antwoord)
    assert f'href="#id_{naam}"' in antwoord.content.decode()
    assert neem(client, knoop, startdatum="", **{naam: ""}).startdatum is None


@pytest.mark.parametrize("vorm", ["andere-wijken", "andere-gemeente", "gefaseerd", "geen", "voor-en-na"])
def test_a_comparison_says_with_what_or_why_not(als: Als, vorm: str) -> None:
    client = als("beleid")
    knoop = hang(client, hang(client))
    data = maatregel_velden(vergelijking=vorm, vergelijking_toelichting="")
    verwacht = 302 if vorm == "voor-en-na" else 422
    assert client.post(f"/doelen/{knoop.pk}/maatregel/", data).status_code == verwacht


def test_looking_back_comes_after_the_start(als: Als) -> None:
    client = als("beleid")
    knoop = hang(client, hang(client))
    data = maatregel_velden(evaluatiedatum=VANDAAG.isoformat())
    assert client.post(f"/doelen/{knoop.pk}/maatregel/", data).status_code == 422


def test_a_measure_hangs_under_a_goal_a_result_or_an_activity(als: Als) -> None:
    client = als("beleid")
    effect = hang(client)
    assert client.get(f"/doelen/{effect.pk}/maatregel/").status_code == 302
    assert (
        client.post(f"/doelen/{effect.pk}/maatregel/", maatregel_velden()).headers["Location"]
        == f"/doelen/{effect.pk}/"
    )


def _stuur(client: Any, stuk: Any, **anders: Any) -> Any:
    stuk.refresh_from_db()
    data = maatregel_velden(startdatum=stuk.startdatum.isoformat(), gezien=stuk.versie)
    return client.post(f"/maatregelen/{stuk.pk}/wijzig/", data | anders)


def test_after_the_start_what_was_expected_changes_with_a_reason_and_the_first_stays_beside_it(als: Als) -> None:
    client = als("beleid")
    stuk = neem(client, hang(client, hang(client)), startdatum=VANDAAG.isoformat(), dan="eerst tien dagen")
    assert "Wat er nu staat, is wat we vooraf verwachtten." in tekst(client.get(f"/maatregelen/{stuk.pk}/"))
    assert _stuur(client, stuk, dan="eerst tien dagen", naam="Andere naam").status_code == 302, "not of beforehand"
    geweigerd = _stuur(client, stuk, dan="nog maar vijf dagen")
    assert geweigerd.status_code == 422
    assert "Schrijf op waarom u dit wijzigt" in tekst(geweigerd)
    assert "nog maar vijf dagen" in tekst(geweigerd)
    assert _stuur(client, stuk, dan="nog maar vijf dagen", wijzigreden="Het team kwam later").status_code == 302
    inhoud = tekst(client.get(f"/maatregelen/{stuk.pk}/"))
    assert "Na het begin is dit gewijzigd." in inhoud
    assert "Vooraf: eerst tien dagen" in inhoud
    assert "Nu: nog maar vijf dagen" in inhoud
    assert "demo-beleid: Het team kwam later" in inhoud
    # The reason of one change is not the reason of the next, and stays when something else is changed.
    assert "Het team kwam later" not in tekst(client.get(f"/maatregelen/{stuk.pk}/wijzig/"))
    assert _stuur(client, stuk, dan="toch twee dagen").status_code == 422
    assert _stuur(client, stuk, dan="nog maar vijf dagen", naam="Nog een naam").status_code == 302
    assert "demo-beleid: Het team kwam later" in tekst(client.get(f"/maatregelen/{stuk.pk}/"))


def test_the_start_itself_cannot_be_taken_away_to_get_round_it(als: Als) -> None:
    client = als("beleid")
    stuk = neem(client, hang(client, hang(client)), startdatum=VANDAAG.isoformat())
    for start in ("", (VANDAAG + timedelta(days=9)).isoformat()):
        assert _stuur(client, stuk, startdatum=start).status_code == 422
    assert _stuur(client, stuk, startdatum="", wijzigreden="Een reden").status_code == 422
    uitstel = (VANDAAG + timedelta(days=9)).isoformat()
    assert _stuur(client, stuk, startdatum=uitstel, wijzigreden="Uitgesteld").status_code == 302
    inhoud = tekst(client.get(f"/maatregelen/{stuk.pk}/"))
    assert "Dit verwachtten we vooraf" in inhoud, "the version at the first start stays"


def test_what_was_written_after_the_start_is_no_expectation_and_the_page_says_so(als: Als) -> None:
    client = als("beleid")
    stuk = neem(client, hang(client, hang(client)), startdatum="2025-01-01", evaluatiedatum="2026-01-01")
    inhoud = tekst(client.get(f"/maatregelen/{stuk.pk}/"))
    assert "opgeschreven toen de maatregel al was begonnen" in inhoud
    assert "We zouden terugkijken op 1 jan 2026" in inhoud
    assert "Dit verwachtten we vooraf" not in inhoud


_DAG = st.integers(0, 40).map(lambda n: date(2026, 1, 1) + timedelta(days=n))


@given(st.lists(st.tuples(_DAG, st.one_of(st.none(), _DAG)), min_size=1, max_size=6), _DAG)
def test_the_version_at_the_start_is_what_living_through_the_days_gives(
    rijen: list[tuple[date, date | None]], vandaag: date
) -> None:
    """Day by day: what is written down that evening? The first version that holds on a day at or after its start."""
    from datameent.web.doelen.vooraf import Opgeschreven, bij_start

    versies = [Opgeschreven(dag, start, {}) for dag, start in sorted(rijen, key=lambda r: r[0]) if dag <= vandaag]
    verwacht = None
    dag = date(2026, 1, 1)
    while dag <= vandaag and verwacht is None:
        # Everything that held at some moment of this day: what was there in the morning and what was written today.
        morgens = [v for v in versies if v.dag < dag][-1:]
        for versie in [*morgens, *(v for v in versies if v.dag == dag)]:
            if versie.start is not None and versie.start <= dag and verwacht is None:
                verwacht = versie
        dag += timedelta(days=1)
    assert bij_start(versies, vandaag) is verwacht


def test_two_people_at_once_on_one_measure(als: Als) -> None:
    client = als("beleid")
    stuk = neem(client, hang(client, hang(client)))
    assert _stuur(client, stuk, omdat="van de eerste").status_code == 302
    antwoord = client.post(f"/maatregelen/{stuk.pk}/wijzig/", maatregel_velden(omdat="van de tweede", gezien=1))
    assert antwoord.status_code == 409
    assert "van de eerste" in tekst(antwoord)
    assert "van de tweede" in tekst(antwoord)


def test_looking_back_is_asked_when_it_is_due_and_stands_beside_what_was_expected(als: Als) -> None:
    from datameent.web.accounts.models import Gebruiker
    from datameent.web.doelen.evaluaties import te_evalueren

    client = als("beleid")
    ik = Gebruiker.objects.get(gebruikersnaam="demo-beleid")
    knoop = hang(client, hang(client))
    stuk = neem(client, knoop, naam="Terugkijken graag", startdatum="2025-01-01", evaluatiedatum="2026-01-01")
    nog_niet = neem(client, knoop, naam="Nog niet begonnen", startdatum="", evaluatiedatum="2026-01-01")

    def op(dag: date, wie: Any = ik) -> list[Any]:
        return [e for e in te_evalueren(dag, wie) if e.url in {stuk.get_absolute_url(), nog_niet.get_absolute_url()}]

    assert op(date(2025, 12, 31)) == []
    assert [(e.titel, e.datum, e.url) for e in op(date(2026, 1, 1))] == [
        ("Terugkijken graag", date(2026, 1, 1), f"/maatregelen/{stuk.pk}/")
    ]
    for vreemd in (
        collega("vreemd.doel.gemeente", "beleid", gemeente="1111"),
        collega("vreemd.doel.domein", "beleid", domeinen=["jeugdwet"]),
        Gebruiker.objects.get(gebruikersnaam="demo-inwoner"),
    ):
        assert op(date(2026, 1, 1), vreemd) == []
    assert "Terugkijken graag, beloofd op 1 jan 2026" in tekst(client.get("/doelen/"))
    assert client.get(f"/maatregelen/{nog_niet.pk}/evalueer/").status_code == 302
    adres = f"/maatregelen/{stuk.pk}/evalueer/"
    assert "Dit verwachtten we vooraf: wachten mensen tien dagen korter" in tekst(client.get(adres))
    assert client.post(adres, {"gezien": 1, "bevinding": "bewezen", "evaluatie": "x", "lessen": "y"}).status_code == 422
    data = {"gezien": 1, "bevinding": "onbekend", "evaluatie": "Te kort gemeten.", "lessen": "Eerder meten."}
    assert client.post(adres, data).status_code == 302
    assert op(date(2026, 1, 1)) == []
    inhoud = tekst(client.get(f"/maatregelen/{stuk.pk}/"))
    assert "Dit kunnen we niet weten." in inhoud
    assert "Eerder meten." in inhoud


def test_every_change_stays_and_is_an_event(als: Als) -> None:
    from datameent.web.audit.models import Gebeurtenis
    from datameent.web.stukken.opslag import versies

    client = als("control")
    stuk = neem(client, hang(client, hang(client)))
    _stuur(client, stuk, omdat="anders")
    assert [v.inhoud["omdat"] for v in versies(stuk)] == ["de meeste tijd zit voor het gesprek", "anders"]
    assert versies(stuk)[1].op <= datetime.now(UTC)
    laatste = Gebeurtenis.objects.filter(soort="geschreven").order_by("-volgnr").first()
    assert laatste is not None
    assert (laatste.gebruiker, laatste.pagina, laatste.filters) == (
        "demo-control", f"maatregel/{stuk.pk}", "wat=gewijzigd&versie=2",
    )  # fmt: skip
