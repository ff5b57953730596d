"""Asking, triage, answering: who may, what is kept, what is refused and what becomes of what was typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stukkenhulp import HTML, LANG, collega, in_als, tekst, zonder_release

from datameent.domain.home import Home

Als = Callable[[str], Any]
MORGEN = (date.today() + timedelta(days=1)).isoformat()
CIJFER = "/cijfers/clienten/?korrel=jaar&wet=wmo"


@pytest.fixture(autouse=True)
def _met_context(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers tell what was given to their template."""
    from django.template.base import Template
    from django.test.utils import instrumented_test_render

    monkeypatch.setattr(Template, "_render", instrumented_test_render)


def velden(**anders: str) -> dict[str, str]:
    """A question that is complete."""
    return {
        "vraag": "Hoeveel mensen krijgen begeleiding?",
        "besluit": "Het college beslist in mei.",
        "bij_hoog": "We huren mensen in.",
        "bij_laag": "We doen niets.",
        "verwachting": "Ongeveer 400.",
        "gegevens": "Wmo-berichten van vorig jaar.",
        "deadline": MORGEN,
        "domein": "wmo",
        "doel": "beleid",
        "cijfer": "",
        **anders,
    }


def stel(client: Any, **anders: str) -> Any:
    """Ask, and return the question."""
    from datameent.web.vragen.models import Vraag

    antwoord = client.post("/vragen/nieuw/", velden(**anders))
    assert antwoord.status_code == 302, tekst(antwoord)
    return Vraag.objects.get(pk=int(antwoord.headers["Location"].split("/")[2]))


def zet_stap(client: Any, vraag: Any, naar: str, **anders: Any) -> Any:
    """Take a step with the version that is there now."""
    vraag.refresh_from_db()
    data = {"gezien": vraag.versie, "waarom": f"Reden voor {naar}", **anders}
    return client.post(f"/vragen/{vraag.pk}/stap/{naar}/", data)


def test_a_question_is_kept_with_its_version_and_its_event(als: Als) -> None:
    from datameent.web.audit.models import Gebeurtenis
    from datameent.web.stukken.opslag import versies

    vraag = stel(als("beleid"), cijfer=f"http://localhost{CIJFER}&wijk=")
    assert (vraag.staat, vraag.eigenaar.rol, vraag.doel) == ("ingediend", "beleid", "beleid")
    assert (vraag.cijfer, vraag.indicator) == (CIJFER, "clienten")
    assert [v.inhoud["verwachting"] for v in versies(vraag)] == ["Ongeveer 400."]
    laatste = Gebeurtenis.objects.filter(soort="geschreven").order_by("-volgnr").first()
    assert laatste is not None
    assert (laatste.pagina, laatste.filters) == (f"vraag/{vraag.pk}", "wat=gemaakt&versie=1")


@pytest.mark.parametrize("naam", sorted(set(velden()) - {"cijfer"}))
def test_every_part_is_asked_for_and_nothing_typed_is_lost(als: Als, naam: str) -> None:
    antwoord = als("beleid").post("/vragen/nieuw/", velden(**{naam: ""}))
    assert antwoord.status_code == 422
    inhoud = antwoord.content.decode()
    assert f'href="#id_{naam}"' in inhoud
    for ander, waarde in velden().items():
        if ander != naam:
            assert waarde in inhoud


@pytest.mark.parametrize(
    ("naam", "waarde", "zin"),
    [
        ("bij_laag", "we  huren mensen IN.", "U doet in beide gevallen hetzelfde"),
        ("deadline", "2020-01-01", "Deze dag is voorbij"),
        ("deadline", "morgen", "Dit is geen datum"),
        ("doel", "opsporing", "Deze keuze is er niet"),
        ("domein", "politie", "Deze keuze is er niet"),
        ("cijfer", "https://elders.example/", "niet het adres van een cijfer"),
        ("cijfer", "http://[kapot", "niet het adres van een cijfer"),
        ("cijfer", "/cijfers/bestaat-niet/", "Dit cijfer kennen we niet"),
        ("cijfer", "/cijfers/clienten/?wet=wmo&wijk=WK000000", "Deze keuzes zijn er niet"),
        ("cijfer", "/cijfers/clienten/?korrel=dag", "Deze keuzes zijn er niet"),
        ("cijfer", "/cijfers/clienten/?wet=wmo&wijk=WK999900&leeftijdsgroep=85%2B", "Deze keuzes zijn er niet"),
        ("vraag", "x" * 301, "Gebruik hooguit 300 tekens"),
        ("besluit", LANG + "é", "Houd hem onder 10000 tekens"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(als: Als, naam: str, waarde: str, zin: str) -> None:
    antwoord = als("beleid").post("/vragen/nieuw/", velden(**{naam: waarde}))
    assert antwoord.status_code == 422
    assert zin in tekst(antwoord)


def test_a_dutch_date_is_understood(als: Als) -> None:
    dag = date.fromisoformat(MORGEN)
    assert stel(als("beleid"), deadline=f"{dag:%d-%m-%Y}").deadline == dag


def test_long_texts_and_markup_come_back_as_they_were_typed(als: Als) -> None:
    client = als("beleid")
    lang = dict.fromkeys(("besluit", "bij_hoog", "verwachting", "gegevens"), LANG)
    vraag = stel(client, vraag=HTML, bij_laag=HTML, **lang)
    assert vraag.besluit == LANG
    for adres in (f"/vragen/{vraag.pk}/", "/vragen/", f"/vragen/{vraag.pk}/wijzig/"):
        inhoud = client.get(adres).content.decode()
        assert "<script>" not in inhoud
        assert "&lt;script&gt;" in inhoud


def test_purposes_come_from_the_agreements_and_the_text_stays_when_there_are_none(
    als: Als, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = als("beleid")
    inhoud = tekst(client.get("/vragen/nieuw/"))
    assert "Contractmanagement (Jeugdwet-berichten, Wmo-berichten)" in inhoud
    zonder_release(monkeypatch)
    antwoord = client.post("/vragen/nieuw/", velden())
    assert antwoord.status_code == 422
    assert "Er zijn nu geen cijfers, dus ook geen afspraken" in tekst(antwoord)
    assert "Het college beslist in mei." in tekst(antwoord)


def test_a_question_can_be_read_when_the_release_is_withdrawn(als: Als, monkeypatch: pytest.MonkeyPatch) -> None:
    client = als("beleid")
    vraag = stel(client, cijfer=CIJFER)
    assert "mensen in 2024" in tekst(client.get(f"/vragen/{vraag.pk}/"))
    zonder_release(monkeypatch)
    antwoord = client.get(f"/vragen/{vraag.pk}/")
    assert antwoord.status_code == 200
    assert "Er zijn nu geen cijfers om te laten zien" in tekst(antwoord)
    # What was chosen before stays possible: the text can still be mended.
    data = velden(cijfer=CIJFER, besluit="Later", gezien=str(vraag.versie))
    assert client.post(f"/vragen/{vraag.pk}/wijzig/", data).status_code == 302


def test_a_figure_that_left_the_release_is_said(als: Als) -> None:
    from datameent.web.vragen.models import Vraag

    client = als("beleid")
    vraag = stel(client, cijfer=CIJFER)
    Vraag.objects.filter(pk=vraag.pk).update(cijfer="/cijfers/verdwenen/?korrel=jaar", indicator="verdwenen")
    assert "Dit cijfer staat niet in de cijfers die u ziet." in tekst(client.get(f"/vragen/{vraag.pk}/"))


# ---------------------------------------------------------------- steps


def test_the_steps_are_these() -> None:
    from datameent.web.vragen.stappen import Staat, stap_naar

    mag = {
        ("ingediend", "in-behandeling"),
        ("ingediend", "ingetrokken"),
        ("in-behandeling", "beantwoord"),
        ("in-behandeling", "afgewezen"),
        ("in-behandeling", "kan-niet"),
        ("in-behandeling", "ingetrokken"),
    }
    assert {(van.value, naar.value) for van in Staat for naar in Staat if stap_naar(van, naar)} == mag


def test_a_question_goes_its_way_and_every_step_says_who_and_why(als: Als) -> None:
    vraag = stel(als("beleid"))
    analist = als("analist")
    assert zet_stap(analist, vraag, "beantwoord").status_code == 422
    assert zet_stap(analist, vraag, "in-behandeling").status_code == 302
    antwoord = zet_stap(analist, vraag, "beantwoord")
    assert antwoord.status_code == 422
    assert "Koppel eerst een cijfer" in tekst(antwoord)
    data = {"cijfer": CIJFER, "toelichting": "Alle Wmo-cliënten."}
    assert analist.post(f"/vragen/{vraag.pk}/cijfer/", data).status_code == 302
    assert zet_stap(analist, vraag, "beantwoord").status_code == 302
    inhoud = tekst(analist.get(f"/vragen/{vraag.pk}/"))
    assert "Beantwoord." in inhoud
    assert "demo-analist (Analist), versie 3" in inhoud
    assert "Reden voor in-behandeling" in inhoud
    assert "Nu: in behandeling" in inhoud
    assert "beleid-2025-10-31-" in inhoud  # the release that the analyst looked at


@pytest.mark.parametrize("naar", ["kan-niet", "in-behandeling", "afgewezen"])
def test_a_step_needs_its_reason_and_what_can_be_done_instead(als: Als, naar: str) -> None:
    vraag = stel(als("beleid"))
    analist = als("analist")
    if naar != "in-behandeling":
        zet_stap(analist, vraag, "in-behandeling")
    assert zet_stap(analist, vraag, naar, waarom=" ").status_code == 422
    if naar == "kan-niet":
        assert zet_stap(analist, vraag, naar).status_code == 422
        assert zet_stap(analist, vraag, naar, alternatief="Wel per wijk.").status_code == 302
        assert "Wel per wijk." in tekst(analist.get(f"/vragen/{vraag.pk}/"))
    else:
        assert zet_stap(analist, vraag, naar, alternatief="telt niet").status_code == 302
        vraag.refresh_from_db()
        assert vraag.alternatief == ""


def test_only_who_asked_withdraws_and_only_the_data_team_answers(als: Als) -> None:
    vraag = stel(als("beleid"))
    andere = in_als(collega("beleid.twee", "beleid"))
    data = {"gezien": vraag.versie, "waarom": "Niet meer nodig"}
    assert andere.post(f"/vragen/{vraag.pk}/intrekken/", data).status_code == 302
    assert andere.post(f"/vragen/{vraag.pk}/wijzig/", velden(besluit="anders")).status_code == 302
    assert zet_stap(andere, vraag, "in-behandeling").status_code == 403
    assert zet_stap(als("analist"), vraag, "ingetrokken").status_code == 404
    assert als("analist").get(f"/vragen/{vraag.pk}/stap/onzin/").status_code == 404
    vraag.refresh_from_db()
    assert (vraag.staat, vraag.versie) == ("ingediend", 1)
    eigen = als("beleid")
    assert eigen.post(f"/vragen/{vraag.pk}/intrekken/", data).status_code == 302
    vraag.refresh_from_db()
    assert vraag.staat == "ingetrokken"
    assert eigen.get(f"/vragen/{vraag.pk}/wijzig/").status_code == 302, "an end is an end"


def test_two_analysts_at_once_see_each_others_text(als: Als) -> None:
    vraag = stel(als("beleid"))
    analist = als("analist")
    zet_stap(analist, vraag, "in-behandeling")
    gezien = vraag.versie + 1
    zet_stap(analist, vraag, "afgewezen", waarom="De eerste was er al.")
    data = {"gezien": gezien, "waarom": "De tweede schreef dit.", "alternatief": "En dit."}
    antwoord = analist.post(f"/vragen/{vraag.pk}/stap/kan-niet/", data)
    assert antwoord.status_code == 409
    inhoud = tekst(antwoord)
    assert "Iemand anders was u voor" in inhoud
    assert "De eerste was er al." in inhoud
    assert "De tweede schreef dit." in inhoud
    nog_eens = analist.post(f"/vragen/{vraag.pk}/stap/kan-niet/", {**data, "gezien": gezien + 1})
    assert nog_eens.status_code == 422
    assert "De vraag is nu: afgewezen" in tekst(nog_eens)
    vraag.refresh_from_db()
    assert vraag.staat == "afgewezen"


def test_two_windows_of_one_asker_do_not_overwrite_each_other(als: Als) -> None:
    client = als("beleid")
    vraag = stel(client)
    eerste = velden(besluit="Uit het eerste venster", gezien="1")
    assert client.post(f"/vragen/{vraag.pk}/wijzig/", eerste).status_code == 302
    antwoord = client.post(f"/vragen/{vraag.pk}/wijzig/", velden(besluit="Uit het tweede", gezien="1"))
    assert antwoord.status_code == 409
    assert "Uit het eerste venster" in tekst(antwoord)
    assert "Uit het tweede" in tekst(antwoord)
    vraag.refresh_from_db()
    assert vraag.besluit == "Uit het eerste venster"


def test_the_first_expectation_stays_beside_a_later_one(als: Als) -> None:
    client = als("beleid")
    vraag = stel(client, verwachting="Eerst dacht ik 400")
    client.post(f"/vragen/{vraag.pk}/wijzig/", velden(verwachting="Nu denk ik 700", gezien="1"))
    inhoud = tekst(client.get(f"/vragen/{vraag.pk}/"))
    assert "Nu denk ik 700" in inhoud
    assert "Eerst stond er: Eerst dacht ik 400" in inhoud


def test_the_database_is_gone_and_the_text_stays(als: Als, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    from datameent.web.stukken import formulier

    def weg(*_: Any, **__: Any) -> Any:
        raise OperationalError

    monkeypatch.setattr(formulier, "maak", weg)
    antwoord = als("beleid").post("/vragen/nieuw/", velden())
    assert antwoord.status_code == 503
    assert "Het college beslist in mei." in tekst(antwoord)


# ---------------------------------------------------------------- who sees what

PAGINAS = ("", "wijzig/", "intrekken/", "stap/afgewezen/", "cijfer/")


@pytest.mark.parametrize("rest", PAGINAS)
@pytest.mark.parametrize("wie", ["gemeente", "domein"])
def test_what_is_not_yours_does_not_exist(als: Als, rest: str, wie: str) -> None:
    vraag = stel(als("beleid"), vraag=f"Alleen voor ons {wie} {rest}")
    rol = "analist" if rest in {"stap/afgewezen/", "cijfer/"} else "beleid"
    eigenschap: dict[str, Any] = {"gemeente": "1111"} if wie == "gemeente" else {"domeinen": ["jeugdwet"]}
    client = in_als(collega(f"vreemd.{rol}.{wie}", rol, **eigenschap))
    assert client.get(f"/vragen/{vraag.pk}/{rest}").status_code == 404
    if rest:
        assert client.post(f"/vragen/{vraag.pk}/{rest}", velden(gezien="1", waarom="x")).status_code == 404
    assert vraag.vraag not in tekst(client.get("/vragen/"))
    vraag.refresh_from_db()
    assert vraag.versie == 1


def test_who_has_one_domain_asks_about_that_domain(web_home: Home, accounts: dict[str, Any]) -> None:
    client = in_als(collega("alleen.jeugd", "beleid", domeinen=["jeugdwet"]))
    assert client.post("/vragen/nieuw/", velden(domein="wmo")).status_code == 422
    assert stel(client, domein="jeugdwet").domein == "jeugdwet"


def test_the_list_searches_and_filters(als: Als) -> None:
    from datameent.web.vragen.models import Vraag

    mijn = stel(als("beleid"), vraag="Zoekwoord kanarie van mij")
    ander = stel(als("control"), vraag="Zoekwoord kanarie van een ander")
    Vraag.objects.filter(pk=ander.pk).update(deadline=date(2026, 1, 1))
    client = als("beleid")

    def treffers(rest: str) -> set[int]:
        antwoord = client.get(f"/vragen/?zoek=kanarie&{rest}")
        return {v.pk for v in antwoord.context["pagina"]}

    assert treffers("") == {mijn.pk, ander.pk}
    assert treffers("van=mij") == {mijn.pk}
    assert treffers("stand=te-laat") == {ander.pk}
    assert treffers("stand=open") == {mijn.pk, ander.pk}
    assert treffers("stand=beantwoord") == set()
    assert treffers("domein=jeugdwet") == set()
    assert "te laat" in tekst(client.get("/vragen/?zoek=kanarie&stand=te-laat"))
    onzin = client.get("/vragen/?zoek=kanarie&stand=%3Cscript%3E&van=x&pagina=999")
    assert onzin.status_code == 200
    assert "kennen we niet" in tekst(onzin)
    assert b"<script>" not in client.get("/vragen/?zoek=%3Cscript%3E").content


# ---------------------------------------------------------------- figures


def test_a_figure_page_shows_the_questions_it_answers_and_the_way_to_a_new_one(als: Als) -> None:
    vraag = stel(als("beleid"), vraag="Zichtbaar onder het cijfer")
    analist = als("analist")
    zet_stap(analist, vraag, "in-behandeling")
    for adres in (CIJFER, f"http://localhost{CIJFER}&per=wijk"):
        analist.post(f"/vragen/{vraag.pk}/cijfer/", {"cijfer": adres, "toelichting": "Zo."})
    client = als("beleid")
    pagina = client.get(CIJFER)
    assert tekst(pagina).count("Zichtbaar onder het cijfer") == 1
    nieuw = client.get("/vragen/nieuw/", {"cijfer": CIJFER})
    assert nieuw.context["form"].initial["cijfer"] == CIJFER
    assert "/vragen/nieuw/?cijfer=%2Fcijfers%2Fclienten%2F%3Fkorrel%3Djaar%26wet%3Dwmo" in pagina.content.decode()
    onbekend = client.get("/vragen/nieuw/", {"cijfer": "/cijfers/onzin/"})
    assert "kennen we niet" in tekst(onbekend)
    from django.test import Client

    buiten = tekst(Client(SERVER_NAME="localhost").get(CIJFER))
    assert "Vragen bij dit cijfer" not in buiten
    assert "Zichtbaar onder het cijfer" not in buiten
    assert "Vragen bij dit cijfer" not in tekst(client.get("/"))
    vreemd = in_als(collega("vreemd.beleid.domein", "beleid", domeinen=["jeugdwet"]))
    assert "Zichtbaar onder het cijfer" not in tekst(vreemd.get(CIJFER))


def test_a_figure_is_taken_back_with_a_reason_and_stays_in_the_history(als: Als) -> None:
    from datameent.web.stukken.opslag import versies
    from datameent.web.vragen.models import Antwoordcijfer

    vraag = stel(als("beleid"))
    analist = als("analist")
    assert analist.post(f"/vragen/{vraag.pk}/cijfer/", {"cijfer": CIJFER, "toelichting": "x"}).status_code == 302
    assert not Antwoordcijfer.objects.filter(vraag=vraag).exists(), "not before it is taken up"
    zet_stap(analist, vraag, "in-behandeling")
    analist.post(f"/vragen/{vraag.pk}/cijfer/", {"cijfer": CIJFER, "toelichting": "x"})
    cijfer = Antwoordcijfer.objects.get(vraag=vraag)
    weg = f"/vragen/{vraag.pk}/cijfer/{cijfer.pk}/weg/"
    assert analist.post(weg, {"gezien": 1, "waarom_weg": ""}).status_code == 422
    assert analist.post(weg, {"gezien": 1, "waarom_weg": "Telt iets anders"}).status_code == 302
    assert analist.get("/vragen/1/cijfer/999/weg/").status_code == 404
    cijfer.refresh_from_db()
    assert cijfer.vervallen
    assert [v.inhoud["vervallen"] for v in versies(cijfer)] == [False, True]
    assert "Er is nog geen cijfer gekoppeld" in tekst(analist.get(f"/vragen/{vraag.pk}/"))
    assert zet_stap(analist, vraag, "beantwoord").status_code == 422


def test_the_report_counts_what_the_trail_says(als: Als) -> None:
    from datameent.web.audit.keten import Soort, leg_vast
    from datameent.web.audit.models import Gebeurtenis

    client = als("analist")
    for _ in range(3):
        client.get("/cijfers/uitstroom/")
    client.get("/cijfers/uitstroom/tabel.csv")
    leg_vast(Soort.GEDOWNLOAD, gebruiker="demo-raad", rol="raad", pagina="/cijfers/uitstroom/")
    rapport = client.get("/vragen/gebruik/?maanden=1").context["rapport"]
    # The slow and obvious way: every row of the trail, one by one.
    for regel in rapport.regels:
        eigen = [g for g in Gebeurtenis.objects.all() if g.soort == "gezien" and g.pagina == f"/cijfers/{regel.code}/"]
        assert regel.keer == len([g for g in eigen if g.tijd >= rapport.sinds])
        assert regel.laatst == max((g.tijd for g in eigen), default="")
    assert {r.code for r in rapport.ongebruikt} == {r.code for r in rapport.regels if r.keer == 0}
    per_code = {r.code: r for r in rapport.regels}
    assert per_code["uitstroom"].keer >= 3
    assert any(v.pk == 1 for v in per_code["wachttijd"].vragen)
    assert any(k.pk == 2 for k in per_code["wachttijd"].doelen)
    assert rapport.te_kort
    inhoud = tekst(client.get("/vragen/gebruik/?maanden=onzin"))
    assert "Deze keuze kennen we niet" in inhoud
    assert "demo-" not in inhoud.split("Alle cijfers")[1], "the report tells no names of readers"


def test_figures_with_the_same_unit_kind_dimensions_and_source_are_told_to_be_alike(web_home: Home) -> None:
    """In the release of the council inflow and outflow are counted alike; a sum and an average of money are not."""
    from datameent.release.read import Release, newest
    from datameent.web.vragen.gebruik import gelijk, kenmerken

    pad = newest(web_home.releases, "raad")
    assert pad is not None
    with Release.open(pad) as release:
        assert [codes for _, codes in gelijk(kenmerken(release))] == [("instroom", "uitstroom")]


_KENMERKEN = st.builds(
    dict,
    eenheid=st.sampled_from(["personen", "dagen"]),
    soort=st.sampled_from(["frequentie", "mediaan"]),
    dimensies=st.sampled_from([(), ("wet",), ("wet", "wijk")]),
    bron=st.sampled_from(["301", "305"]),
)


@given(st.lists(_KENMERKEN, max_size=12))
def test_alike_is_what_a_look_at_every_pair_says(rij: list[dict[str, Any]]) -> None:
    from datameent.web.vragen.gebruik import Kenmerk, gelijk

    kenmerk = {f"c{i}": Kenmerk(**velden) for i, velden in enumerate(rij)}
    paren = {(a, b) for _, codes in gelijk(kenmerk) for a in codes for b in codes if a != b}
    assert paren == {(a, b) for a in kenmerk for b in kenmerk if a != b and kenmerk[a] == kenmerk[b]}


def test_the_report_shows_figures_that_are_alike(als: Als, monkeypatch: pytest.MonkeyPatch) -> None:
    from datameent.web.vragen import gebruik

    echt = gebruik.kenmerken
    zelfde = gebruik.Kenmerk("personen", "frequentie", (), "<b>bron</b>")
    monkeypatch.setattr(gebruik, "kenmerken", lambda r: dict.fromkeys(list(echt(r))[:3], zelfde))
    antwoord = als("analist").get("/vragen/gebruik/")
    assert "3 cijfers antwoorden bijna hetzelfde" in tekst(antwoord)
    assert "&lt;b&gt;bron" in antwoord.content.decode()
