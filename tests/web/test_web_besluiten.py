"""Decisions: what they rest on, as it was then, reminders, the effect beside the expectation."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from html import unescape
from typing import Any

import proefrelease
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import REPO
from datameent.domain.home import Home

FIGUUR = "korrel=jaar&wet=wmo"
GOED = {
    "titel": "Meer plaatsen in Oost",
    "orgaan": "college",
    "wie": "wethouder Zorg",
    "dag": "2025-11-11",
    "tijd": "10:30",
    "domein": "wmo",
    "besluit": "Er komen meer plaatsen.",
    "alternatieven": "Niets doen.",
    "verwachting": "De wachttijd wordt korter.",
    "evaluatie_op": "2026-11-01",
    "links": "doel 12\nmaatregel 3",
    "doelgroep": "beleid",
}


def _vergeet() -> None:
    from datameent.web.audit import toegang

    toegang._nieuwste.clear()
    toegang._open.clear()


@pytest.fixture(autouse=True)
def _terug(web_home: Home, accounts: dict[str, Any]) -> Iterator[None]:
    """Releases that a test took away, changed or added are as they were for the next one."""
    eerst = {p: p.read_bytes() for p in web_home.releases.rglob("*.sqlite")}
    yield
    for pad in web_home.releases.rglob("*.sqlite"):
        if pad not in eerst:
            pad.unlink()
    for pad, inhoud in eerst.items():
        if not pad.is_file() or pad.read_bytes() != inhoud:
            pad.unlink(missing_ok=True)
            pad.write_bytes(inhoud)
    _vergeet()


def _tekst(antwoord: Any) -> str:
    inhoud = re.sub(r"<svg.*?</svg>", "", antwoord.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", inhoud)).replace("\u00a0", " "))


def _formulier(client: Any, vraag: str = FIGUUR) -> str:
    """From the figure to the form of a new decision, as a reader goes."""
    kies = client.get(f"/cijfers/clienten/besluit/?{vraag}").headers["Location"]
    assert client.get(kies).status_code == 200
    return str(client.post(kies, {"besluit": ""}).headers["Location"])


def _besluit(client: Any, vraag: str = FIGUUR, **anders: Any) -> Any:
    from datameent.web.besluiten.models import Besluit

    antwoord = client.post(_formulier(client, vraag), {**GOED, **anders})
    assert antwoord.status_code == 302, _tekst(antwoord)
    return Besluit.objects.get(pk=int(re.findall(r"\d+", antwoord.headers["Location"])[0]))


def _stel_vast(client: Any, besluit: Any) -> None:
    adres = f"/besluiten/{besluit.pk}/vaststellen/"
    assert client.get(adres).status_code == 200
    assert client.post(adres, {"gezien": str(besluit.versie)}).status_code == 302
    besluit.refresh_from_db()
    assert besluit.status == "vastgesteld"


# ------------------------------------------------------------------ writing


def test_a_decision_keeps_its_figure_its_readings_and_its_links(als: Callable[[str], Any], web_home: Home) -> None:
    from datameent.web.duiding.models import Duiding

    lezing = Duiding.objects.filter(status="vastgesteld", indicator="clienten").first()
    besluit = _besluit(als("beleid"), welke_duidingen=[str(lezing.pk)])
    bewijs = besluit.bewijzen[0]
    assert bewijs.release == next((web_home.releases / "beleid").glob("*.sqlite")).stem
    assert (bewijs.indicator, bewijs.vraagtekst) == ("clienten", FIGUUR)
    assert besluit.duidingen == [{"id": lezing.pk, "versie": lezing.versie}]
    assert besluit.verwijzingen == [{"soort": "doel", "id": 12}, {"soort": "maatregel", "id": 3}]
    assert "doel 12" in _tekst(als("beleid").get(f"/besluiten/{besluit.pk}/"))


@pytest.mark.parametrize("links", ["doel", "doel twaalf", "12", "<b> 3", "doel 1 2", "doel 12; DROP TABLE"])
def test_a_link_that_is_none_is_told(als: Callable[[str], Any], links: str) -> None:
    client = als("beleid")
    antwoord = client.post(_formulier(client), {**GOED, "links": links})
    assert antwoord.status_code == 422
    assert "een soort en een nummer" in _tekst(antwoord)


def test_html_is_escaped_long_texts_are_kept_and_numbers_are_asked_about(als: Callable[[str], Any]) -> None:
    client = als("beleid")
    lang = ("<script>alert(1)</script>" + "woord " * 2000)[:9_999].strip()
    besluit = _besluit(client, besluit=lang, titel="<i>Titel</i>", alternatieven=lang)
    _stel_vast(als("beleid"), besluit)
    for adres in ("", "toen/", "effect/", "corrigeer/"):
        inhoud = client.get(f"/besluiten/{besluit.pk}/{adres}").content.decode()
        assert "<script>alert" not in inhoud
        assert "<i>Titel" not in inhoud
    assert client.post(_formulier(client), {**GOED, "besluit": "w" * 10_001}).status_code == 422
    klein = client.post(_formulier(client), {**GOED, "verwachting": "In Oost worden het er drie."})
    assert klein.status_code == 422
    assert "kleiner dan 10" in _tekst(klein)


def test_two_people_write_one_decision(als: Callable[[str], Any]) -> None:
    client = als("beleid")
    besluit = _besluit(client)
    adres = f"/besluiten/{besluit.pk}/wijzig/"
    assert client.post(adres, {**GOED, "besluit": "Eerst ik.", "gezien": "1"}).status_code == 302
    botsing = client.post(adres, {**GOED, "besluit": "Toen ik.", "gezien": "1"})
    assert botsing.status_code == 409
    assert "Toen ik." in botsing.content.decode()
    assert "Eerst ik." in botsing.content.decode()
    assert als("wethouder").post(f"/besluiten/{besluit.pk}/vaststellen/", {"gezien": "1"}).status_code == 409


def test_a_withdrawn_release_loses_no_text(als: Callable[[str], Any], web_home: Home) -> None:
    client = als("beleid")
    adres = _formulier(client)
    oud = next((web_home.releases / "beleid").glob("*.sqlite"))
    proefrelease.schrijf(web_home.releases, "beleid", volgnr=2)
    oud.unlink()
    _vergeet()
    antwoord = client.post(adres, {**GOED, "besluit": "Dit typte ik net."})
    assert antwoord.status_code == 409
    inhoud = antwoord.content.decode()
    assert "Dit typte ik net." in inhoud
    volgende = unescape(re.search(r'action="(/besluiten/nieuw[^"]+)"', inhoud).group(1))  # type: ignore[union-attr]
    assert client.post(volgende, GOED).status_code == 302


# ------------------------------------------------------------------ the clock


def test_an_hour_that_exists_twice_is_asked_about(als: Callable[[str], Any]) -> None:
    client = als("beleid")
    nacht = {"dag": "2026-10-25", "tijd": "02:30", "evaluatie_op": "2027-10-25"}
    vraag = client.post(_formulier(client), {**GOED, **nacht})
    assert vraag.status_code == 422
    assert "twee keer" in _tekst(vraag)
    zomer, winter = (_besluit(client, **nacht, klok=k) for k in ("zomer", "winter"))
    assert winter.genomen_op - zomer.genomen_op == timedelta(hours=1)
    assert winter.genomen_op == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert "02:30 (wintertijd)" in _tekst(client.get(f"/besluiten/{winter.pk}/"))
    assert "02:30 (zomertijd)" in _tekst(client.get(f"/besluiten/{zomer.pk}/"))
    # The form of a change knows which one it was.
    inhoud = client.get(f"/besluiten/{winter.pk}/wijzig/").content.decode()
    assert re.search(r'value="winter" selected', inhoud)
    _stel_vast(client, winter)
    assert "02:30 (wintertijd)" in _tekst(client.get(f"/besluiten/{winter.pk}/toen/"))


def test_an_hour_that_does_not_exist_is_told(als: Callable[[str], Any]) -> None:
    client = als("beleid")
    antwoord = client.post(_formulier(client), {**GOED, "dag": "2026-03-29", "tijd": "02:30"})
    assert antwoord.status_code == 422
    assert "dit uur was er die nacht niet" in _tekst(antwoord).lower()


@given(st.datetimes(datetime(2015, 1, 1), datetime(2045, 12, 31)))
def test_every_moment_on_the_clock_comes_back(lokaal: datetime) -> None:
    """Reference: all UTC hours round it, and which of them the Dutch clock shows as this time."""
    from datameent.web.besluiten.tijdstip import ZONE, BestaatNiet, TweeKeer, is_dubbel, klok_van, van_klok

    lokaal = lokaal.replace(second=0, microsecond=0)
    uren = [lokaal.replace(tzinfo=UTC) - timedelta(hours=u) for u in (2, 1)]
    passend = [u for u in uren if u.astimezone(ZONE).replace(tzinfo=None) == lokaal]
    if not passend:
        with pytest.raises(BestaatNiet):
            van_klok(lokaal.date(), lokaal.time())
    elif len(passend) == 2:
        with pytest.raises(TweeKeer):
            van_klok(lokaal.date(), lokaal.time())
        keuzes = [van_klok(lokaal.date(), lokaal.time(), k) for k in ("zomer", "winter")]
        assert keuzes == passend
        assert [klok_van(k) for k in keuzes] == ["zomer", "winter"]
    else:
        assert van_klok(lokaal.date(), lokaal.time()) == passend[0]
        assert not is_dubbel(passend[0])


@pytest.mark.parametrize(("dag", "uur"), [(date(2026, 10, 25), 2), (date(2026, 3, 29), 2), (date(2026, 3, 29), 3)])
def test_the_nights_of_2026(dag: date, uur: int) -> None:
    from datameent.web.besluiten.tijdstip import BestaatNiet, TweeKeer, van_klok

    if dag.month == 10:
        with pytest.raises(TweeKeer):
            van_klok(dag, time(uur, 0))
    elif uur == 2:
        with pytest.raises(BestaatNiet):
            van_klok(dag, time(uur, 59))
    else:
        assert van_klok(dag, time(uur, 0)) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


# ------------------------------------------------------------------ as it was


def test_it_opens_as_it_was_when_everything_is_newer(als: Callable[[str], Any], web_home: Home) -> None:
    from datameent.web.duiding.models import Duiding

    client = als("beleid")
    adres = client.get(f"/cijfers/clienten/duiding/?{FIGUUR}").headers["Location"]
    tekst = {"bewering": "Lezing van toen.", "aard": "uitvoering", "antwoordzin": "", "doelgroep": "beleid"}
    pk = int(re.findall(r"\d+", client.post(adres, tekst).headers["Location"])[0])
    client.post(f"/duiding/{pk}/gesprek/", {"dag": "2025-11-03", "deelnemers": "x", "lezing": "Ja."})
    client.post(f"/duiding/{pk}/tegengeluid/", {"wie": "wijkteam", "tekst": "Wij zagen het toen al anders."})
    besluit = _besluit(client, welke_duidingen=[str(pk)])
    _stel_vast(als("wethouder"), besluit)
    client = als("beleid")
    toen = _tekst(client.get(f"/besluiten/{besluit.pk}/toen/"))
    bewijs = besluit.bewijzen[0]
    cijfers = [c.tekst for c in bewijs.cellen()]
    assert all(c in toen for c in cijfers)
    assert "Er zijn geen nieuwere cijfers" in toen
    # Everything moves on: a newer release with other numbers, another text of the reading, another decision text.
    proefrelease.schrijf(web_home.releases, "beleid", proefrelease.Vorm(aanbieders=13), volgnr=2)
    _vergeet()
    wijzig = {**tekst, "bewering": "Lezing van nu.", "gezien": "2"}
    assert client.post(f"/duiding/{pk}/wijzig/", wijzig).status_code == 302
    client.post(f"/duiding/{pk}/tegengeluid/", {"wie": "raad", "tekst": "Dit kwam pas later."})
    correctie = {**GOED, "besluit": "Ander besluit.", "reden": "Er stond een fout.", "gezien": str(besluit.versie)}
    assert client.post(f"/besluiten/{besluit.pk}/corrigeer/", correctie).status_code == 302
    nu = _tekst(client.get(f"/besluiten/{besluit.pk}/toen/"))
    assert all(c in nu for c in cijfers)
    assert "Lezing van toen." in nu
    assert "Lezing van nu." not in nu
    assert "Wij zagen het toen al anders." in nu
    assert "Dit kwam pas later." not in nu
    assert "Er komen meer plaatsen." in nu
    assert "Ander besluit." not in nu
    assert "daarna gecorrigeerd" in nu
    assert "daarna gewijzigd. Nu is zij concept." in nu
    assert re.search(r"\d+ cijfers? (is|zijn) nu anders", nu)
    assert Duiding.objects.get(pk=pk).bewering == "Lezing van nu."
    assert "<svg" in client.get(f"/besluiten/{besluit.pk}/toen/").content.decode()


def test_what_changed_is_counted_by_hand(als: Callable[[str], Any], web_home: Home) -> None:
    client = als("beleid")
    besluit = _besluit(client)
    _stel_vast(als("wethouder"), besluit)
    pad = proefrelease.schrijf(web_home.releases, "beleid", volgnr=2)
    with sqlite3.connect(pad) as db:
        waar = "indicator='clienten' AND korrel='jaar' AND wet='wmo' AND productcategorie='totaal' AND wijk='totaal' "
        waar += "AND aanbieder='totaal' AND leeftijdsgroep='totaal'"
        db.execute(f"UPDATE cel SET waarde = 4321 WHERE periode = '2023' AND {waar}")
        rij = db.execute("SELECT definitie FROM indicator WHERE code='clienten'").fetchone()
        anders = {**json.loads(rij[0]), "versie": "99"}
        db.execute("UPDATE indicator SET definitie = ? WHERE code='clienten'", [json.dumps(anders)])
    db.close()
    _vergeet()
    tekst = _tekst(als("beleid").get(f"/besluiten/{besluit.pk}/toen/"))
    assert "1 cijfer is nu anders" in tekst
    assert "nu versie 99" in tekst
    assert "4.321" in tekst


@pytest.mark.parametrize("wat", ["weg", "anders", "kapot"])
def test_a_file_that_is_gone_or_changed_is_told_with_what_was_kept(
    als: Callable[[str], Any], web_home: Home, wat: str
) -> None:
    besluit = _besluit(als("beleid"))
    _stel_vast(als("wethouder"), besluit)
    bewijs = besluit.bewijzen[0]
    pad = next((web_home.releases / "beleid").glob("*.sqlite"))
    proefrelease.schrijf(web_home.releases, "beleid", volgnr=2)
    if wat == "weg":
        pad.unlink()
    elif wat == "kapot":
        pad.write_bytes(b"geen release")
    else:
        pad.chmod(0o644)
        with sqlite3.connect(pad) as db:
            db.execute("UPDATE cel SET waarde = 1 WHERE waarde IS NOT NULL")
        db.close()
    _vergeet()
    tekst = _tekst(als("beleid").get(f"/besluiten/{besluit.pk}/toen/"))
    assert ("is er niet meer" if wat != "anders" else "niet meer hetzelfde") in tekst
    assert bewijs.release in tekst
    assert bewijs.vingerafdruk in tekst
    assert all(c.tekst in tekst for c in bewijs.cellen())
    assert str(bewijs.definitie["telt"])[:30] in tekst


def test_looking_back_is_an_event_with_the_release_of_then(als: Callable[[str], Any], web_home: Home) -> None:
    from datameent.web.audit.models import Gebeurtenis

    besluit = _besluit(als("beleid"))
    _stel_vast(als("wethouder"), besluit)
    proefrelease.schrijf(web_home.releases, "beleid", volgnr=2)
    _vergeet()
    eerst = Gebeurtenis.objects.count()
    pagina = f"/besluiten/{besluit.pk}/toen/"
    als("control").get(pagina)
    nieuw = [g for g in Gebeurtenis.objects.order_by("volgnr")[eerst:] if g.pagina == pagina]
    assert besluit.bewijzen[0].release in {g.release for g in nieuw}
    assert {g.gebruiker for g in nieuw} == {"demo-control"}


# ------------------------------------------------------------------ expectation, effect, reminders


def test_the_expectation_stays_whoever_asks(als: Callable[[str], Any]) -> None:
    from django.db import DatabaseError, connection, transaction

    from datameent.web.besluiten.models import Besluit

    client = als("beleid")
    besluit = _besluit(client)
    assert client.post(f"/besluiten/{besluit.pk}/corrigeer/", {**GOED, "reden": "x"}).status_code == 302
    _stel_vast(als("wethouder"), besluit)
    client = als("beleid")
    assert client.get(f"/besluiten/{besluit.pk}/wijzig/").status_code == 302
    anders = {**GOED, "verwachting": "Iets heel anders.", "gezien": str(besluit.versie)}
    assert client.post(f"/besluiten/{besluit.pk}/corrigeer/", anders).status_code == 422, "a reason is needed"
    assert client.post(f"/besluiten/{besluit.pk}/corrigeer/", {**anders, "reden": "Een typefout."}).status_code == 302
    besluit.refresh_from_db()
    assert besluit.verwachting == GOED["verwachting"]
    assert besluit.reden == "Een typefout."
    for doe in (
        lambda: Besluit.objects.filter(pk=besluit.pk).update(verwachting="Weg."),
        lambda: Besluit.objects.filter(pk=besluit.pk).update(status="concept"),
        besluit.delete,
        lambda: connection.cursor().execute("DELETE FROM besluiten_besluit"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            doe()
    besluit.refresh_from_db()
    assert besluit.verwachting == GOED["verwachting"]


def test_the_effect_stands_beside_the_expectation(als: Callable[[str], Any]) -> None:
    client = als("beleid")
    besluit = _besluit(client)
    effect = {"effect": "De wachttijd bleef gelijk.", "bewijskracht": "weten-we-niet", "lessen": "Eerder meten."}
    assert client.post(f"/besluiten/{besluit.pk}/effect/", effect).status_code == 302
    besluit.refresh_from_db()
    assert besluit.effect == ""
    _stel_vast(als("wethouder"), besluit)
    client = als("beleid")
    adres = f"/besluiten/{besluit.pk}/effect/"
    assert GOED["verwachting"] in _tekst(client.get(adres))
    assert client.post(adres, {**effect, "bewijskracht": "", "gezien": "2"}).status_code == 422
    # A figure that is chosen now goes with the effect, not with what was decided on.
    kies = client.get(f"/cijfers/wachttijd/besluit/?{FIGUUR}").headers["Location"]
    assert client.post(kies, {"besluit": str(besluit.pk)}).status_code == 302
    assert client.post(adres, {**effect, "gezien": "3"}).status_code == 302
    besluit.refresh_from_db()
    assert (besluit.status, len(besluit.figuren), len(besluit.effectfiguren)) == ("geevalueerd", 1, 1)
    tekst = _tekst(client.get(f"/besluiten/{besluit.pk}/"))
    for woord in (
        GOED["verwachting"],
        "De wachttijd bleef gelijk.",
        "Weten we niet: we kunnen het niet zien.",
        "Eerder meten.",
    ):
        assert woord in tekst


def test_the_same_figure_goes_with_a_decision_once(als: Callable[[str], Any]) -> None:
    client = als("beleid")
    besluit = _besluit(client)
    kies = client.get(f"/cijfers/clienten/besluit/?{FIGUUR}").headers["Location"]
    assert client.post(kies, {"besluit": str(besluit.pk)}).status_code == 302
    besluit.refresh_from_db()
    assert len(besluit.figuren) == 1


def test_reminders_come_on_the_day_and_go_with_the_effect(als: Callable[[str], Any], web_home: Home) -> None:
    from datameent.web.accounts.models import Gebruiker
    from datameent.web.besluiten.herinneren import te_evalueren

    client = als("control")
    vandaag = date.today()
    besluit = _besluit(client, titel="Van control <b>", evaluatie_op=vandaag.isoformat())
    control = Gebruiker.objects.get(gebruikersnaam="demo-control")
    assert besluit.pk not in {h.besluit for h in te_evalueren(vandaag)}, "a draft promises nothing"
    _stel_vast(als("wethouder"), besluit)
    assert besluit.pk not in {h.besluit for h in te_evalueren(vandaag - timedelta(days=1))}
    (mijn,) = [h for h in te_evalueren(vandaag + timedelta(days=3), control) if h.besluit == besluit.pk]
    assert (mijn.dagen_te_laat, mijn.eigenaar) == (3, "demo-control")
    start = als("control").get("/").content.decode()
    assert "Van control &lt;b&gt;" in start
    assert "Van control" not in als("analist").get("/").content.decode()
    uit = _opdracht(web_home, "--dag", vandaag.isoformat(), "--json")
    regels = json.loads(uit)["herinneringen"]
    assert {"besluit": besluit.pk, "pagina": f"/besluiten/{besluit.pk}/effect/"}.items() <= next(
        r.items() for r in regels if r["besluit"] == besluit.pk
    )
    effect = {"effect": "Het werkte.", "bewijskracht": "samenhang", "lessen": "", "gezien": "2"}
    assert als("control").post(f"/besluiten/{besluit.pk}/effect/", effect).status_code == 302
    assert te_evalueren(vandaag, control) == []
    assert "Nothing is due" in _opdracht(web_home, "--dag", "2001-01-01")


_START = "from datameent.cli.main import run; run()"


def _opdracht(home: Home, *opties: str) -> str:
    opdracht = [sys.executable, "-c", _START, "herinneringen", "--home", str(home.root), *opties]
    uit = subprocess.run(opdracht, capture_output=True, text=True, check=False, env=_omgeving())
    assert uit.returncode == 0, uit.stderr
    return uit.stdout


def _omgeving() -> dict[str, str]:
    import os

    omgeving = {**os.environ, "PYTHONPATH": str(REPO / "src")}
    omgeving.pop("DJANGO_SETTINGS_MODULE", None)
    return omgeving


# ------------------------------------------------------------------ who reads what


def test_the_council_reads_what_is_set_and_written_for_it(als: Callable[[str], Any]) -> None:
    client = als("beleid")
    concept = _besluit(client, titel="Nog een concept", doelgroep="raad")
    intern = _besluit(client, titel="Alleen intern")
    raad = _besluit(client, titel="Voor de raad bedoeld", doelgroep="raad")
    for besluit in (intern, raad):
        _stel_vast(als("wethouder"), besluit)
    client = als("raad")
    lijst = _tekst(client.get("/besluiten/"))
    assert "Voor de raad bedoeld" in lijst
    assert "Alleen intern" not in lijst
    assert "Nog een concept" not in lijst
    for besluit, status in ((concept, 404), (intern, 404), (raad, 200)):
        assert client.get(f"/besluiten/{besluit.pk}/").status_code == status
        assert client.get(f"/besluiten/{besluit.pk}/toen/").status_code == status
    for adres in ("", "toen/"):  # it rests on figures of beleid: the council is told, and does not see them
        tekst = _tekst(client.get(f"/besluiten/{raad.pk}/{adres}"))
        assert "Alleen de gemeente zelf mag dat zien" in tekst
        assert not any(c.tekst in tekst for c in raad.bewijzen[0].cellen() if c.waarde)


def test_the_council_reads_the_reading_that_was_set_for_it_and_no_draft(als: Callable[[str], Any]) -> None:
    from datameent.web.duiding.models import Duiding

    client = als("beleid")
    adres = client.get(f"/cijfers/clienten/duiding/?{FIGUUR}").headers["Location"]
    tekst = {"bewering": "Dit stelden we vast.", "aard": "uitvoering", "antwoordzin": "", "doelgroep": "raad"}
    pk = int(re.findall(r"\d+", client.post(adres, tekst).headers["Location"])[0])
    client.post(f"/duiding/{pk}/gesprek/", {"dag": "2025-11-03", "deelnemers": "x", "lezing": "Ja."})
    als("analist").post(f"/duiding/{pk}/status/", {"status": "vastgesteld", "gezien": "2"})
    besluit = _besluit(als("beleid"), titel="Met duiding", doelgroep="raad", welke_duidingen=[str(pk)])
    als("beleid").post(f"/duiding/{pk}/tegengeluid/", {"wie": "team", "tekst": "Nog niet goedgekeurd geluid."})
    _stel_vast(als("wethouder"), besluit)
    client = als("beleid")
    client.post(f"/duiding/{pk}/status/", {"status": "concept", "gezien": "3"})
    client.post(f"/duiding/{pk}/wijzig/", {**tekst, "bewering": "Dit is een concept.", "gezien": "4"})
    assert Duiding.objects.get(pk=pk).status == "concept"
    assert "Nog niet goedgekeurd geluid." in _tekst(client.get(f"/besluiten/{besluit.pk}/toen/"))
    raad = als("raad")
    nu, toen = (_tekst(raad.get(f"/besluiten/{besluit.pk}/{a}")) for a in ("", "toen/"))
    for leest in (nu, toen):
        assert "Dit is een concept." not in leest
        assert "Nog niet goedgekeurd geluid." not in leest
    assert "Dit stelden we vast." in toen


def test_another_municipality_and_another_domain(als: Callable[[str], Any]) -> None:
    from datameent.web.accounts.models import Gebruiker

    besluit = _besluit(als("beleid"), titel="Alleen van hier")
    ander = Gebruiker.objects.get(gebruikersnaam="demo-analist")
    try:
        ander.gemeente = "0001"
        ander.save()
        client = als("analist")
        for adres in ("", "toen/", "wijzig/", "effect/", "corrigeer/"):
            assert client.get(f"/besluiten/{besluit.pk}/{adres}").status_code == 404
        assert "Alleen van hier" not in _tekst(client.get("/besluiten/"))
        ander.gemeente, ander.domeinen = "9999", ["jeugdwet"]
        ander.save()
        client = als("analist")  # who works for another municipality than a moment ago logs in again
        assert client.get(f"/besluiten/{besluit.pk}/").status_code == 404
        assert "Alleen van hier" not in _tekst(client.get("/besluiten/"))
    finally:
        ander.gemeente, ander.domeinen = "9999", ["alle"]
        ander.save()


def test_a_database_that_does_not_answer_when_setting(als: Callable[[str], Any], monkeypatch: Any) -> None:
    from django.db import OperationalError

    from datameent.web.besluiten import views

    besluit = _besluit(als("beleid"))

    def kapot(*_: Any, **__: Any) -> Any:
        raise OperationalError

    monkeypatch.setattr(views, "wijzig", kapot)
    antwoord = als("wethouder").post(f"/besluiten/{besluit.pk}/vaststellen/", {"gezien": "1"})
    assert antwoord.status_code == 503
    assert "Er is niets veranderd" in _tekst(antwoord)
