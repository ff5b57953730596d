"""Reports of residents: without an account, without a number of a person, answered under a number only they have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from stukkenhulp import HTML, in_als, tekst

Als = Callable[[str], Any]
BSN = "999900006"
CIJFER = "/cijfers/clienten/?korrel=jaar&wet=wmo"


@pytest.fixture(autouse=True)
def _vers(accounts: dict[str, Any]) -> Iterator[None]:
    """Nobody tried before."""
    from datameent.web.meldingen.models import Poging

    Poging.objects.all().delete()
    yield
    Poging.objects.all().delete()


def meld(client: Any, **anders: str) -> Any:
    return client.post("/meldingen/nieuw/", {"plek": CIJFER, "tekst": "Dit klopt niet.", "contact": "", **anders})


def vers(rol: str) -> Any:
    """A client of its own for the demo account of a role."""
    from datameent.web.accounts.models import Gebruiker

    return in_als(Gebruiker.objects.get(gebruikersnaam=f"demo-{rol}"))


def nummer_in(antwoord: Any) -> str:
    gevonden = re.search(r"<strong>([a-z0-9]{4}(?:-[a-z0-9]{4}){3})</strong>", antwoord.content.decode())
    assert gevonden, tekst(antwoord)
    return gevonden[1]


def aantal() -> int:
    from datameent.web.meldingen.models import Melding

    return int(Melding.objects.count())


def laatste() -> Any:
    from datameent.web.meldingen.models import Melding

    return Melding.objects.order_by("-pk").first()


def test_a_resident_reports_and_finds_the_answer(client: Any) -> None:
    nummer = nummer_in(meld(client, tekst="Het cijfer van Oost klopt niet.", contact="buur@voorbeeld.example"))
    melding = laatste()
    assert (melding.stand, melding.indicator, melding.eigenaar) == ("ontvangen", "clienten", None)
    assert melding.houder
    assert nummer not in melding.merk
    assert "Ontvangen" in tekst(client.post("/meldingen/stand/", {"nummer": nummer.upper()}))

    analist = vers("analist")
    pagina = tekst(analist.get(f"/meldingen/{melding.pk}/"))
    assert "Het cijfer van Oost klopt niet." in pagina
    assert "buur@voorbeeld.example" in pagina
    data = {"gezien": "1", "stand": "beantwoord", "antwoord": "U heeft gelijk. We passen het aan."}
    assert analist.post(f"/meldingen/{melding.pk}/antwoord/", data).status_code == 302
    assert "buur@voorbeeld.example" not in tekst(analist.get(f"/meldingen/{melding.pk}/"))
    assert "U heeft gelijk. We passen het aan." in tekst(client.post("/meldingen/stand/", {"nummer": nummer}))


def test_what_a_resident_wrote_is_in_no_version_and_no_audit_event(client: Any) -> None:
    from datameent.web.audit.models import Gebeurtenis
    from datameent.web.stukken.models import Versie

    nummer = nummer_in(meld(client, tekst="Zeldzame woorden hier", contact="tante@voorbeeld.example"))
    versie = Versie.objects.get(soort="melding", stuk=laatste().pk)
    laatste_regel = Gebeurtenis.objects.order_by("-volgnr").first()
    assert laatste_regel is not None
    for plaats in (str(versie.inhoud), str(vars(laatste_regel))):
        assert "Zeldzame" not in plaats
        assert "tante" not in plaats
        assert nummer not in plaats
    assert (versie.door, versie.rol) == ("", "bezoeker")


@pytest.mark.parametrize("veld", ["plek", "tekst", "contact"])
@pytest.mark.parametrize("geschreven", [BSN, "9999.00.006", "999 900 006"])
def test_a_number_of_a_person_is_refused_before_anything_is_kept(client: Any, veld: str, geschreven: str) -> None:
    eerst = aantal()
    antwoord = meld(client, **{veld: f"nummer {geschreven} hier"})
    assert antwoord.status_code == 422
    assert "Er is nog niets bewaard" in tekst(antwoord)
    assert aantal() == eerst


def test_a_machine_that_fills_in_everything_is_refused(client: Any) -> None:
    eerst = aantal()
    antwoord = meld(client, adres_leeg="https://spam.example")
    assert antwoord.status_code == 422
    assert "Maak dit veld leeg" in tekst(antwoord)
    assert aantal() == eerst


def test_nothing_written_is_asked_again_and_a_long_text_is_kept(client: Any) -> None:
    assert meld(client, tekst="").status_code == 422
    assert meld(client, tekst="é" * 10_001).status_code == 422
    assert meld(client, tekst="é" * 10_000).status_code == 200
    assert len(laatste().tekst) == 10_000


def test_one_address_has_so_many_tries_an_hour(client: Any) -> None:
    from datameent.web.meldingen.merk import MEESTE_PER_UUR
    from datameent.web.meldingen.models import Poging

    for _ in range(MEESTE_PER_UUR):
        assert meld(client).status_code == 200
    eerst = aantal()
    te_veel = meld(client, tekst="Nog een keer")
    assert te_veel.status_code == 429
    assert "Nog een keer" in tekst(te_veel)
    assert aantal() == eerst
    assert client.post("/meldingen/stand/", {"nummer": "bbbb-bbbb-bbbb-bbbb"}).status_code == 429
    assert not any("127.0.0.1" in p.wie for p in Poging.objects.all())


def test_another_number_finds_nothing(client: Any) -> None:
    meld(client)
    assert client.post("/meldingen/stand/", {"nummer": "bbbb-bbbb-bbbb-bbbb"}).status_code == 422
    assert client.post("/meldingen/stand/", {"nummer": ""}).status_code == 422


def test_html_is_shown_as_it_was_typed(client: Any) -> None:
    nummer = nummer_in(meld(client, tekst=HTML, plek=HTML, contact=HTML))
    privacy = vers("privacy")
    pk = laatste().pk
    privacy.post(f"/meldingen/{pk}/antwoord/", {"gezien": "1", "stand": "in-behandeling", "antwoord": HTML})
    for antwoord in (
        privacy.get("/meldingen/"),
        privacy.get(f"/meldingen/{pk}/"),
        privacy.get(f"/meldingen/{pk}/antwoord/"),
        client.post("/meldingen/stand/", {"nummer": nummer}),
        client.get("/meldingen/nieuw/", {"plek": HTML}),
    ):
        assert "<script>" not in antwoord.content.decode()
        assert "<b>vet" not in antwoord.content.decode()


def test_an_answer_is_needed_to_say_answered_and_holds_no_number_of_a_person(client: Any, als: Als) -> None:
    meld(client)
    pk, analist = laatste().pk, als("analist")
    for antwoord in ("", f"Uw nummer is {BSN}"):
        data = {"gezien": "1", "stand": "beantwoord", "antwoord": antwoord}
        assert analist.post(f"/meldingen/{pk}/antwoord/", data).status_code == 422
    data = {"gezien": "9", "stand": "beantwoord", "antwoord": "Ja"}
    assert analist.post(f"/meldingen/{pk}/antwoord/", data).status_code == 409


def test_the_owner_named_at_the_figure_has_a_list(client: Any, als: Als) -> None:
    meld(client, tekst="Over dit cijfer")
    meld(client, tekst="Over iets anders", plek="de voorpagina")
    houder = tekst(als("analist").get("/meldingen/", {"houder": "bestaat niet"}))
    assert "Over dit cijfer" in houder
    from datameent.web.meldingen.models import Melding

    naam = Melding.objects.filter(tekst="Over dit cijfer").latest("pk").houder
    eigen = tekst(als("analist").get("/meldingen/", {"houder": naam, "stand": "ontvangen"}))
    assert "Over dit cijfer" in eigen
    assert "Over iets anders" not in eigen


def test_a_locked_database_loses_nothing(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import DatabaseError

    from datameent.web.meldingen import views

    def op_slot(*_: Any) -> Any:
        raise DatabaseError

    monkeypatch.setattr(views, "maak_zonder_account", op_slot)
    antwoord = meld(client, tekst="Dit wil ik niet kwijt")
    assert antwoord.status_code == 503
    assert "Dit wil ik niet kwijt" in tekst(antwoord)


def test_a_figure_and_the_footer_lead_to_the_form(client: Any) -> None:
    inhoud = client.get(CIJFER).content.decode()
    assert 'href="/meldingen/nieuw/?plek=/cijfers/clienten/%3Fkorrel%3Djaar%26wet%3Dwmo"' in inhoud
    assert CIJFER in client.get("/meldingen/nieuw/", {"plek": CIJFER}).content.decode().replace("&amp;", "&")


def test_every_action_is_told_in_words_to_everybody(client: Any) -> None:
    from datameent.web.permissions.rollen import TABEL, Actie
    from datameent.web.permissions.woorden import WOORDEN

    assert set(WOORDEN) == set(Actie)
    pagina = tekst(client.get("/wie-ziet-wat/"))
    assert all(woord in pagina for woord in WOORDEN.values())
    assert len(set(WOORDEN.values())) == len(TABEL)


def test_who_looked_for_what_is_told_in_counts_without_names(als: Als) -> None:
    from datameent.web.audit.models import Gebeurtenis
    from datameent.web.audit.tellen import tel

    als("contract").get(CIJFER)
    regels = tel()
    soorten = ("gezien", "gedownload")
    assert sum(g.bekeken + g.gedownload for g in regels) == Gebeurtenis.objects.filter(soort__in=soorten).count()
    assert any(g[:2] == ("Contractbeheer", "Afspraken met aanbieders maken en volgen") for g in regels)
    pagina = tekst(als("bezoeker").get("/bronnen/"))
    assert "Wie keek er, en waarvoor?" in pagina
    assert "demo-contract" not in pagina
