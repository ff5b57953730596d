"""Readings: evidence as it was seen, numbers that may be hidden, talks, dissent that stays, duty, events."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import proefrelease
import pytest

from datameent.domain.home import Home
from datameent.release.read import Release

FIGUUR = "korrel=jaar&wet=wmo"
NIEUW = f"/cijfers/clienten/duiding/?{FIGUUR}"
GOED = {"bewering": "Meer mensen vragen hulp.", "aard": "uitvoering", "antwoordzin": "", "doelgroep": "beleid"}


@pytest.fixture(autouse=True)
def _terug(web_home: Home, accounts: dict[str, Any]) -> Iterator[None]:
    """Releases that a test took away or added are as they were for the next one."""
    eerst = {p: p.read_bytes() for p in web_home.releases.rglob("*.sqlite")}
    yield
    for pad in web_home.releases.rglob("*.sqlite"):
        if pad not in eerst:
            pad.unlink()
    for pad, inhoud in eerst.items():
        if not pad.is_file():
            pad.write_bytes(inhoud)
    _vergeet()


def _vergeet() -> None:
    from datameent.web.audit import toegang

    toegang._nieuwste.clear()
    toegang._open.clear()


def _gebruiker(rol: str) -> Any:
    from datameent.web.accounts.models import Gebruiker

    return Gebruiker.objects.get(gebruikersnaam=f"demo-{rol}")


def _begin(client: Any, adres: str = NIEUW) -> str:
    """The address of the form, with the release in it."""
    antwoord = client.get(adres)
    assert antwoord.status_code == 302
    return str(antwoord.headers["Location"])


def _schrijf(client: Any, **anders: str) -> Any:
    from datameent.web.duiding.models import Duiding

    antwoord = client.post(_begin(client), {**GOED, **anders})
    assert antwoord.status_code == 302, antwoord.content.decode()
    return Duiding.objects.get(pk=int(re.findall(r"\d+", antwoord.headers["Location"])[0]))


def _tekst(antwoord: Any) -> str:
    inhoud = re.sub(r"<svg.*?</svg>", "", antwoord.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", inhoud)).replace("\u00a0", " "))


def _gebeurtenissen() -> list[Any]:
    from datameent.web.audit.models import Gebeurtenis

    return list(Gebeurtenis.objects.order_by("volgnr"))


# ------------------------------------------------------------------ evidence


def test_a_reading_keeps_exactly_what_was_seen(als: Callable[[str], Any], web_home: Home) -> None:
    from datameent.web.audit.toegang import vingerafdruk
    from datameent.web.figures.keuze import Keuze, aanbod_van
    from datameent.web.figures.maken import maak_figuur

    duiding = _schrijf(als("beleid"))
    release = Release.open(next((web_home.releases / "beleid").glob("*.sqlite")))
    figuur = maak_figuur(release, Keuze("clienten", "jaar", waar={"wet": "wmo"}), aanbod_van(release, "clienten"))
    bewijs = duiding.figuur
    assert (bewijs.release, bewijs.vraagtekst) == (release.meta.release_id, FIGUUR)
    assert bewijs.vingerafdruk == vingerafdruk(release)
    assert [(c.periode, c.waarde, c.status) for c in bewijs.cellen()] == [
        (p.periode, p.waarde, p.status.value) for p in figuur.punten
    ]
    assert bewijs.definitie["versie"] == release.definitie("clienten")["versie"]


def test_the_release_of_the_form_stays_when_a_newer_one_comes(als: Callable[[str], Any], web_home: Home) -> None:
    from datameent.web.duiding.models import Duiding

    client = als("beleid")
    adres = _begin(client)
    nieuwer = proefrelease.schrijf(web_home.releases, "beleid", volgnr=2)
    _vergeet()
    antwoord = client.post(adres, GOED)
    duiding = Duiding.objects.get(pk=int(re.findall(r"\d+", antwoord.headers["Location"])[0]))
    assert duiding.figuur.release.endswith("00000001")
    assert nieuwer.stem.endswith("00000002")


def test_a_withdrawn_release_loses_no_text(als: Callable[[str], Any], web_home: Home) -> None:
    client = als("beleid")
    adres = _begin(client)
    oud = next((web_home.releases / "beleid").glob("*.sqlite"))
    proefrelease.schrijf(web_home.releases, "beleid", volgnr=2)
    oud.unlink()
    _vergeet()
    antwoord = client.post(adres, {**GOED, "bewering": "Dit typte ik net."})
    assert antwoord.status_code == 409
    inhoud = antwoord.content.decode()
    assert "Dit typte ik net." in inhoud
    assert "zijn er niet meer" in inhoud
    volgende = unescape(re.search(r'action="([^"]+duiding[^"]+)"', inhoud).group(1))  # type: ignore[union-attr]
    assert client.post(volgende, {**GOED, "bewering": "Dit typte ik net."}).status_code == 302


def test_no_release_at_all_is_told(als: Callable[[str], Any], web_home: Home) -> None:
    client = als("beleid")
    for pad in (web_home.releases / "beleid").glob("*.sqlite"):
        pad.unlink()
    _vergeet()
    assert client.get(NIEUW).status_code == 503
    assert client.get("/duiding/").status_code == 200
    assert client.get("/duiding/1/").status_code == 200


@pytest.mark.parametrize(
    "adres", ["/cijfers/bestaat-niet/duiding/", "/cijfers/clienten/duiding/?wet=wmo&wijk=WK999900&leeftijdsgroep=85%2B"]
)
def test_a_figure_that_is_not_there_has_no_reading(als: Callable[[str], Any], adres: str) -> None:
    assert als("beleid").get(adres).status_code == 404


def test_a_release_of_another_audience_or_name_is_not_opened(als: Callable[[str], Any], web_home: Home) -> None:
    from django.core.exceptions import PermissionDenied
    from django.test import RequestFactory

    from datameent.web.audit.toegang import GeenRelease, open_genoemde_release

    verzoek = RequestFactory().get("/")
    verzoek.user = _gebruiker("raad")
    verzoek.session = {}
    beleid = next((web_home.releases / "beleid").glob("*.sqlite")).stem
    raad = next((web_home.releases / "raad").glob("*.sqlite")).stem
    with pytest.raises(PermissionDenied):
        open_genoemde_release(verzoek, beleid)
    aantal = len(_gebeurtenissen())
    assert open_genoemde_release(verzoek, raad).meta.release_id == raad
    assert len(_gebeurtenissen()) == aantal + 1
    for naam in ("../../keys/site", "raad-2025-10-31-../x", "raad-2025-10-31-ffffffff", "", "x" * 500):
        with pytest.raises(GeenRelease):
            open_genoemde_release(verzoek, naam)


# ------------------------------------------------------------------ numbers


def test_a_small_number_is_asked_about_and_kept_out_of_every_log(als: Callable[[str], Any]) -> None:
    from datameent.web.duiding.models import Duiding

    client = als("beleid")
    adres = _begin(client)
    vorm = {**GOED, "bewering": "In Oost waren het er zeven."}
    eerst = client.post(adres, vorm)
    assert eerst.status_code == 422
    inhoud = eerst.content.decode()
    assert "In Oost waren het er zeven." in inhoud
    assert "kleiner dan 10" in inhoud
    merkteken = re.search(r'name="merkteken" value="([0-9a-f]+)"', inhoud).group(1)  # type: ignore[union-attr]
    # Confirming what was not asked, or another text, is no confirmation.
    assert client.post(adres, {**vorm, "bevestig": "on"}).status_code == 422
    ander = {**vorm, "bewering": "In Oost waren het er acht.", "bevestig": "on", "merkteken": merkteken}
    assert client.post(adres, ander).status_code == 422
    assert not Duiding.objects.filter(bewering__contains="waren het er").exists()
    goed = client.post(adres, {**vorm, "bevestig": "on", "merkteken": merkteken})
    assert goed.status_code == 302
    duiding = Duiding.objects.get(bewering=vorm["bewering"])
    assert duiding.bevestigd == 1
    laatste = [g for g in _gebeurtenissen() if g.soort == "geschreven"][-1]
    assert "met 1 getallen bevestigd" in laatste.filters
    assert not any("zeven" in f"{g.pagina}{g.filters}" for g in _gebeurtenissen())
    assert "liet 1 getal staan" in _tekst(client.get(f"/duiding/{duiding.pk}/"))


def test_a_number_that_the_council_does_not_see_is_asked_about(als: Callable[[str], Any], web_home: Home) -> None:
    """The writer sees it; the readers do not. Shown to the writer is not shown to them."""
    client = als("beleid")
    # Providers by year are in the release of beleid only.
    adres = _begin(client, "/cijfers/clienten/duiding/?korrel=jaar&wet=wmo&per=aanbieder&periode=2024")
    release = Release.open(next((web_home.releases / "beleid").glob("*.sqlite")))
    cel = next(
        c
        for c in release.cellen("clienten", "jaar", ("aanbieder",), {"wet": "wmo", "periode": "2024"})
        if c.waarde and c.waarde > 50
    )
    naam = release.label("aanbieder", cel.aanbieder)
    bewering = f"{naam} hielp {cel.waarde:,} mensen.".replace(",", ".")
    assert client.post(adres, {**GOED, "bewering": bewering}).status_code == 302
    voor_raad = client.post(adres, {**GOED, "bewering": bewering, "doelgroep": "raad"})
    assert voor_raad.status_code == 422
    assert "in de cijfers voor de gemeenteraad is afgeschermd" in _tekst(voor_raad)


def test_a_number_inside_a_hidden_cell_of_the_figure_is_asked_about(als: Callable[[str], Any], web_home: Home) -> None:
    release = Release.open(next((web_home.releases / "beleid").glob("*.sqlite")))
    cel = next(
        c for c in release.cellen("clienten", "jaar", ("wijk",), {"wet": "wmo"}) if c.status.value == "beschermt-ander"
    )
    naam = release.label("wijk", cel.wijk)
    client = als("beleid")
    adres = _begin(client, "/cijfers/clienten/duiding/?korrel=jaar&wet=wmo&per=wijk")
    antwoord = client.post(adres, {**GOED, "bewering": f"In {naam} gaat het om ongeveer 41 mensen."})
    assert antwoord.status_code == 422
    assert f"Het cijfer van {naam}" in _tekst(antwoord)
    assert client.post(adres, {**GOED, "bewering": "In de stad gaat het beter dan in 2023."}).status_code == 302


@pytest.mark.parametrize("veld", ["bewering", "antwoordzin"])
def test_a_bsn_is_refused_and_not_repeated_in_an_error(als: Callable[[str], Any], veld: str) -> None:
    client = als("beleid")
    antwoord = client.post(_begin(client), {**GOED, veld: "Het gaat om 999900006."})
    assert antwoord.status_code == 422
    fouten = re.findall(r'class="fouttekst"[^>]*>([^<]*)', antwoord.content.decode())
    assert any("burgerservicenummer" in f for f in fouten)
    assert not any("999900006" in f for f in fouten)


# ------------------------------------------------------------------ texts


def test_html_is_escaped_and_long_texts_are_kept(als: Callable[[str], Any]) -> None:
    lang = "<script>alert(1)</script>" + "woord " * 1600
    lang = lang[:9_990].strip() + " <b>slot</b>"[:9]
    client = als("beleid")
    duiding = _schrijf(client, bewering=lang)
    for adres in (f"/duiding/{duiding.pk}/", f"/cijfers/clienten/?{FIGUUR}", "/duiding/"):
        inhoud = client.get(adres).content.decode()
        assert "<script>alert" not in inhoud
        assert "&lt;script&gt;alert" in inhoud
    te_lang = client.post(_begin(client), {**GOED, "bewering": "w" * 10_001})
    assert te_lang.status_code == 422
    assert "w" * 10_001 in te_lang.content.decode()


def test_two_people_change_one_reading(als: Callable[[str], Any]) -> None:
    client = als("beleid")
    duiding = _schrijf(client)
    adres = f"/duiding/{duiding.pk}/wijzig/"
    assert client.post(adres, {**GOED, "bewering": "Eerst ik.", "gezien": "1"}).status_code == 302
    botsing = client.post(adres, {**GOED, "bewering": "Toen ik.", "gezien": "1"})
    assert botsing.status_code == 409
    inhoud = botsing.content.decode()
    assert "Toen ik." in inhoud
    assert "Eerst ik." in inhoud
    assert client.post(adres, {**GOED, "bewering": "Toen ik.", "gezien": "2"}).status_code == 302


def test_a_database_that_does_not_answer_loses_no_text(
    als: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    from datameent.web.stukken import formulier

    client = als("beleid")
    adres = _begin(client)

    def kapot(*_: Any, **__: Any) -> Any:
        raise OperationalError

    monkeypatch.setattr(formulier, "maak", kapot)
    antwoord = client.post(adres, {**GOED, "bewering": "Nog niet bewaard."})
    assert antwoord.status_code == 503
    assert "Nog niet bewaard." in antwoord.content.decode()


# ------------------------------------------------------------------ status, talks, dissent


def test_the_way_of_a_reading(als: Callable[[str], Any]) -> None:
    """Draft, talk, set by somebody else, and who did it; nobody sets their own."""
    from datameent.web.stukken.opslag import versies

    client = als("beleid")
    duiding = _schrijf(client, doelgroep="raad", antwoordzin="Dat komt vooral doordat ouderen thuis blijven.")
    status = f"/duiding/{duiding.pk}/status/"
    # Not talked about yet: neither step is allowed.
    assert client.post(status, {"status": "vastgesteld", "gezien": "1"}).status_code == 409
    assert client.post(status, {"status": "besproken", "gezien": "1"}).status_code == 403
    gesprek = {"dag": "2025-11-03", "deelnemers": "wijkteam, Samira\ncliëntenraad, Piet", "lezing": "Het klopt."}
    assert client.post(f"/duiding/{duiding.pk}/gesprek/", gesprek).status_code == 302
    duiding.refresh_from_db()
    assert (duiding.status, duiding.versie) == ("besproken", 2)
    assert client.post(status, {"status": "vastgesteld", "gezien": "2"}).status_code == 403
    assert "Dat komt vooral doordat ouderen" not in _tekst(client.get(f"/cijfers/clienten/?{FIGUUR}"))
    ander = als("analist")
    assert ander.post(status, {"status": "vastgesteld", "gezien": "1"}).status_code == 409
    assert ander.post(status, {"status": "vastgesteld", "gezien": "2"}).status_code == 302
    duiding.refresh_from_db()
    assert (duiding.status, duiding.vastgesteld_door) == ("vastgesteld", "demo-analist")
    assert [(v.door, v.inhoud["status"]) for v in versies(duiding)] == [
        ("demo-beleid", "concept"),
        ("demo-beleid", "besproken"),
        ("demo-analist", "vastgesteld"),
    ]
    assert als("beleid").get(f"/duiding/{duiding.pk}/wijzig/").status_code == 302


@pytest.mark.parametrize(
    ("aard", "woorden"),
    [
        ("context", "Iets uit de omgeving"),
        ("uitvoering", "Een verhaal uit de uitvoering"),
        ("anders", "Een andere verklaring"),
        ("tegengeluid", "Een tegengeluid"),
    ],
)
@pytest.mark.parametrize(("rol", "auteur"), [("beleid", "Beleid"), ("contract", "Contractbeheer")])
def test_kind_role_of_the_author_and_status_stand_at_the_figure(
    als: Callable[[str], Any], aard: str, woorden: str, rol: str, auteur: str
) -> None:
    duiding = _schrijf(als(rol), aard=aard, bewering=f"Gelezen door {rol} als {aard}.")
    for adres in (f"/cijfers/clienten/?{FIGUUR}", f"/duiding/{duiding.pk}/", "/duiding/"):
        tekst = _tekst(als("beleid").get(adres))
        assert re.search(rf"{woorden} ?, door {auteur}, \S.{{0,20}}\. Concept", tekst), adres
        assert f"Gelezen door {rol} als {aard}." in tekst
        assert "demo-" not in tekst.split(f"Gelezen door {rol} als {aard}.")[0][-120:], "a role, and no name"


def test_a_changed_text_is_a_draft_again(als: Callable[[str], Any]) -> None:
    client = als("beleid")
    duiding = _schrijf(client)
    client.post(f"/duiding/{duiding.pk}/gesprek/", {"dag": "2025-11-03", "deelnemers": "x", "lezing": "Ja."})
    client.post(f"/duiding/{duiding.pk}/wijzig/", {**GOED, "bewering": "Toch anders.", "gezien": "2"})
    duiding.refresh_from_db()
    assert duiding.status == "concept"


@pytest.mark.parametrize("nummer", ["123456789", "12345678", "123.456.789", "1234 56 789"])
def test_participants_have_names_and_no_numbers(als: Callable[[str], Any], nummer: str) -> None:
    client = als("beleid")
    duiding = _schrijf(client)
    gesprek = {"dag": "2025-11-03", "deelnemers": f"ouder, {nummer}", "lezing": "Het klopt."}
    antwoord = client.post(f"/duiding/{duiding.pk}/gesprek/", gesprek)
    assert antwoord.status_code == 422
    assert "lang nummer" in _tekst(antwoord)


def test_dissent_stays_and_is_answered(als: Callable[[str], Any]) -> None:
    from django.db import DatabaseError, connection, transaction

    from datameent.web.duiding.models import Tegengeluid

    client = als("beleid")
    duiding = _schrijf(client)
    tegen = {"wie": "cliëntenraad", "tekst": "Wij zien dit <anders>."}
    assert als("privacy").post(f"/duiding/{duiding.pk}/tegengeluid/", tegen).status_code == 302
    gevonden = Tegengeluid.objects.get(duiding=duiding)
    for doe in (
        gevonden.delete,
        lambda: Tegengeluid.objects.filter(pk=gevonden.pk).update(tekst="weg"),
        lambda: connection.cursor().execute("DELETE FROM duiding_tegengeluid"),
        duiding.delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            doe()
    gevonden.refresh_from_db()
    assert gevonden.tekst == "Wij zien dit <anders>."
    antwoord = {"wie": "beleid", "tekst": "Dat nemen we mee."}
    assert als("beleid").post(f"/duiding/tegengeluid/{gevonden.pk}/", antwoord).status_code == 302
    inhoud = als("beleid").get(f"/cijfers/clienten/?{FIGUUR}").content.decode()
    assert "Wij zien dit &lt;anders&gt;." in inhoud
    assert "Dat nemen we mee." in inhoud


# ------------------------------------------------------------------ who reads what


def _vastgesteld(als: Callable[[str], Any], tekst: str, doelgroep: str, zin: str = "") -> Any:
    client = als("beleid")
    duiding = _schrijf(client, bewering=tekst, doelgroep=doelgroep, antwoordzin=zin)
    client.post(f"/duiding/{duiding.pk}/gesprek/", {"dag": "2025-11-03", "deelnemers": "x", "lezing": "Ja."})
    als("analist").post(f"/duiding/{duiding.pk}/status/", {"status": "vastgesteld", "gezien": "2"})
    duiding.refresh_from_db()
    assert duiding.status == "vastgesteld"
    return duiding


def test_each_audience_reads_what_is_set_for_it(als: Callable[[str], Any]) -> None:
    for doelgroep in ("beleid", "raad", "openbaar"):
        _vastgesteld(als, f"Tekst voor {doelgroep} zelf.", doelgroep)
    _schrijf(als("beleid"), bewering="Tekst in concept.", doelgroep="openbaar")
    for rol, ziet in (
        ("beleid", {"beleid", "raad", "openbaar", "concept"}),
        ("raad", {"raad", "openbaar"}),
        ("inwoner", {"openbaar"}),
        ("beheer", {"raad", "openbaar"}),
        ("bezoeker", {"openbaar"}),
    ):
        als("bezoeker").logout()
        inhoud = _tekst(als(rol).get(f"/cijfers/clienten/?{FIGUUR}"))
        gezien = {d for d in ("beleid", "raad", "openbaar") if f"Tekst voor {d} zelf." in inhoud}
        gezien |= {"concept"} & ({"concept"} if "Tekst in concept." in inhoud else set())
        assert gezien == ziet, rol


def test_dissent_after_setting_waits_for_council(als: Callable[[str], Any]) -> None:
    duiding = _vastgesteld(als, "Wat de raad leest.", "raad")
    als("beleid").post(f"/duiding/{duiding.pk}/tegengeluid/", {"wie": "wijkteam", "tekst": "Nieuw geluid van ons."})
    assert "Nieuw geluid van ons." in _tekst(als("beleid").get(f"/cijfers/clienten/?{FIGUUR}"))
    raad = _tekst(als("raad").get(f"/cijfers/clienten/?{FIGUUR}"))
    assert "Wat de raad leest." in raad
    assert "Nieuw geluid van ons." not in raad
    beleid = als("beleid")
    beleid.post(f"/duiding/{duiding.pk}/status/", {"status": "besproken", "gezien": "3"})
    assert "Wat de raad leest." not in _tekst(als("raad").get(f"/cijfers/clienten/?{FIGUUR}"))
    als("analist").post(f"/duiding/{duiding.pk}/status/", {"status": "vastgesteld", "gezien": "4"})
    assert "Nieuw geluid van ons." in _tekst(als("raad").get(f"/cijfers/clienten/?{FIGUUR}"))


def test_the_second_sentence_is_of_this_choice_and_this_day(als: Callable[[str], Any], web_home: Home) -> None:
    zin = "Dat komt vooral doordat de wijkteams meer tijd hebben."
    _vastgesteld(als, "De wijkteams.", "openbaar", zin)
    for rol in ("beleid", "raad", "bezoeker"):
        als("bezoeker").logout()
        client = als(rol)
        assert zin in _tekst(client.get(f"/cijfers/clienten/?{FIGUUR}"))
        assert zin not in _tekst(client.get("/cijfers/clienten/?korrel=jaar&wet=jeugdwet"))


def test_another_municipality_and_another_domain(als: Callable[[str], Any]) -> None:
    duiding = _schrijf(als("beleid"), bewering="Alleen van hier.")
    ander = _gebruiker("analist")
    try:
        ander.gemeente = "0001"
        ander.save()
        client = als("analist")
        for adres in ("", "wijzig/", "gesprek/", "tegengeluid/", "status/"):
            assert client.get(f"/duiding/{duiding.pk}/{adres}").status_code == 404
        assert "Alleen van hier." not in _tekst(client.get("/duiding/"))
        ander.gemeente, ander.domeinen = "9999", ["jeugdwet"]
        ander.save()
        client = als("analist")  # who works for another municipality than a moment ago logs in again
        assert client.get(f"/duiding/{duiding.pk}/").status_code == 404
        assert "Alleen van hier." not in _tekst(client.get("/duiding/"))
        assert "Alleen van hier." not in _tekst(client.get(f"/cijfers/clienten/?{FIGUUR}"))
        assert client.post(f"/cijfers/clienten/duiding/?{FIGUUR}", GOED).status_code == 403
    finally:
        ander.gemeente, ander.domeinen = "9999", ["alle"]
        ander.save()


# ------------------------------------------------------------------ duty and events


def test_what_is_missing_before_publishing(als: Callable[[str], Any]) -> None:
    from datameent.web.duiding.models import Duiding, Plicht
    from datameent.web.duiding.plicht import ontbrekende_duiding

    client = als("analist")
    for doelgroep in ("raad", "openbaar"):
        vorm = {"indicator": "wachttijd", "doelgroep": doelgroep, "verplicht": "on", "maanden": "3"}
        assert client.post("/duiding/verplicht/", vorm).status_code == 302
    alle = ["clienten", "wachttijd", "uitgaven"]
    assert "wachttijd" in ontbrekende_duiding(alle, "raad")
    assert ontbrekende_duiding(["uitgaven"], "raad") == []
    assert "er is nog geen vastgestelde duiding" in _tekst(client.get("/duiding/"))
    # A reading for the council is none for everybody; one for everybody is one for the council.
    duiding = _schrijf(als("beleid"), doelgroep="openbaar")
    bewijs = {**duiding.bewijs, "peildatum": "2025-10-31"}
    Duiding.objects.filter(pk=duiding.pk).update(indicator="wachttijd", status="vastgesteld", bewijs=bewijs)
    assert ontbrekende_duiding(["wachttijd"], "raad") == ontbrekende_duiding(["wachttijd"], "openbaar") == []
    Duiding.objects.filter(pk=duiding.pk).update(doelgroep="raad")
    assert ontbrekende_duiding(["wachttijd"], "openbaar") == ["wachttijd"]
    # Three months later it still counts, four months later it does not; of another municipality it never does.
    assert ontbrekende_duiding(["wachttijd"], "raad", peildatum=date(2026, 1, 31)) == []
    assert ontbrekende_duiding(["wachttijd"], "raad", peildatum=date(2026, 2, 28)) == ["wachttijd"]
    assert ontbrekende_duiding(["wachttijd"], "raad", gemeente="0001") == []
    release = Release.open(next((Path(_home().releases) / "raad").glob("*.sqlite")))
    assert "wachttijd" not in ontbrekende_duiding(release.meta, "raad")
    # Marking again changes the mark.
    zonder = {"indicator": "wachttijd", "doelgroep": "openbaar", "maanden": "3"}
    assert als("analist").post("/duiding/verplicht/", zonder).status_code == 302
    assert Plicht.objects.filter(indicator="wachttijd", doelgroep="openbaar").count() == 1
    assert ontbrekende_duiding(["wachttijd"], "openbaar") == []


def _home() -> Any:
    from django.conf import settings

    return settings.HOME


def _gebeurtenis(client: Any, **anders: str) -> None:
    vorm = {"titel": "Nieuwe regels", "begin": "2024-03-01", "eind": "", "domein": "wmo", "wijk": ""}
    vorm |= {"productcategorie": "", "toelichting": "", "doelgroep": "beleid", **anders}
    antwoord = client.post("/duiding/gebeurtenis/", vorm)
    assert antwoord.status_code == 302, _tekst(antwoord)


def test_events_stand_in_chart_list_and_table(als: Callable[[str], Any]) -> None:
    from datameent.web.duiding.models import Contextgebeurtenis

    Contextgebeurtenis.objects.all().delete()
    client = als("beleid")
    _gebeurtenis(client, titel="Tweede <b>ding</b>", begin="2024-03-01", eind="2025-02-01")
    _gebeurtenis(client, titel="Eerste ding", begin="2023-05-01")
    _gebeurtenis(client, titel="Van de Jeugdwet", domein="jeugdwet")
    _gebeurtenis(client, titel="In een wijk", wijk="WK999901", begin="2022-01-01")
    inhoud = client.get(f"/cijfers/clienten/?{FIGUUR}").content.decode()
    tekst = _tekst(client.get(f"/cijfers/clienten/?{FIGUUR}"))
    volgorde = [tekst.index(t) for t in ("In een wijk", "Eerste ding", "Tweede <b>ding</b>")]
    assert volgorde == sorted(volgorde)
    assert "Van de Jeugdwet" not in tekst
    assert "Tweede &lt;b&gt;ding" in inhoud
    rijen = dict(re.findall(r'<th scope="row"[^>]*>(\d{4})<span class="reden">gebeurtenis ([\d, ]+)', inhoud))
    assert rijen == {"2022": "1", "2023": "2", "2024": "3", "2025": "3"}
    svg = re.search(r"<svg.*?</svg>", inhoud, re.S)
    assert svg
    assert all(f">{n}</text>" in svg[0] for n in "123")
    elders = _tekst(client.get("/cijfers/clienten/?korrel=jaar&wet=wmo&wijk=WK999902"))
    assert "In een wijk" not in elders
    assert "Eerste ding" in elders


def test_council_sees_an_event_when_somebody_else_said_yes(als: Callable[[str], Any]) -> None:
    from datameent.web.duiding.models import Contextgebeurtenis

    _gebeurtenis(als("beleid"), titel="Voor de raad", doelgroep="raad")
    g = Contextgebeurtenis.objects.get(titel="Voor de raad")
    assert "Voor de raad" not in _tekst(als("raad").get(f"/cijfers/clienten/?{FIGUUR}"))
    akkoord = f"/duiding/gebeurtenis/{g.pk}/akkoord/"
    for rol in ("beleid", "analist"):  # the button is not for who wrote it
        assert (akkoord in als(rol).get("/duiding/").content.decode()) == (rol == "analist")
    assert als("beleid").post(akkoord, {"gezien": "1"}).status_code == 403
    assert als("analist").post(akkoord, {"gezien": "9"}).status_code == 409
    assert als("analist").post(akkoord, {"gezien": "1"}).status_code == 302
    assert "Voor de raad" in _tekst(als("raad").get(f"/cijfers/clienten/?{FIGUUR}"))
    vorm = {"titel": "Toch anders", "begin": "2024-03-01", "domein": "wmo", "doelgroep": "raad", "gezien": "2"}
    assert als("beleid").post(f"/duiding/gebeurtenis/{g.pk}/", vorm).status_code == 302
    assert "Toch anders" not in _tekst(als("raad").get(f"/cijfers/clienten/?{FIGUUR}"))


def test_an_end_before_its_begin(als: Callable[[str], Any]) -> None:
    vorm = {"titel": "x", "begin": "2024-03-01", "eind": "2024-02-01", "domein": "wmo", "doelgroep": "beleid"}
    assert als("beleid").post("/duiding/gebeurtenis/", vorm).status_code == 422


def test_the_public_page_stands_without_the_database(
    als: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    from datameent.web.duiding import bij_figuur

    def kapot(*_: Any) -> Any:
        raise OperationalError

    monkeypatch.setattr(bij_figuur, "_bij", kapot)
    assert als("bezoeker").get(f"/cijfers/clienten/?{FIGUUR}").status_code == 200


def test_files_are_not_left(web_home: Home, tmp_path: Path) -> None:
    """The home of the tests has one release per audience again."""
    shutil.rmtree(tmp_path, ignore_errors=True)
    assert len(list(web_home.releases.rglob("*.sqlite"))) == 3
