"""A page is kept with its shell for the next reader, and gives nothing of one reader to another."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

CIJFER = "/cijfers/clienten/?korrel=jaar&wet=wmo"
Als = Callable[[str], Any]


def lees(client: Any, adres: str = CIJFER) -> str:
    antwoord = client.get(adres)
    assert antwoord.status_code == 200
    tekst: str = antwoord.content.decode()
    return tekst


@pytest.fixture
def tekens(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of whole pages that were made, from an empty memory."""
    from datameent.web.figures import schil

    gevuld: list[str] = []
    echt = schil.render_to_string

    def telt(naam: str, *a: Any, **k: Any) -> Any:
        gevuld.append(naam)
        return echt(naam, *a, **k)

    monkeypatch.setattr(schil, "render_to_string", telt)
    monkeypatch.setattr(schil, "_geheel", schil.Geheugen(8))
    return gevuld


def token(tekst: str) -> str:
    gevonden = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', tekst)
    assert gevonden
    return gevonden[1]


def test_the_second_reader_of_a_role_gets_the_kept_page_with_a_token_of_their_own(als: Als, tekens: list[str]) -> None:
    from django.test import Client

    eerste = lees(als("beleid"))
    assert len(tekens) == 1
    ander = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    ander.force_login(_account("beleid"), backend="django.contrib.auth.backends.ModelBackend")
    tweede = lees(ander)
    assert len(tekens) == 1
    assert token(eerste) != token(tweede)
    assert eerste.replace(token(eerste), "") == tweede.replace(token(tweede), "")
    geweigerd = ander.post("/uitloggen/", {"csrfmiddlewaretoken": token(eerste)})
    assert geweigerd.status_code == 403
    assert ander.post("/uitloggen/", {"csrfmiddlewaretoken": token(tweede)}).status_code == 302


def _account(rol: str) -> Any:
    from datameent.web.accounts.models import Gebruiker

    return Gebruiker.objects.get(gebruikersnaam=f"demo-{rol}")


def test_a_visitor_gets_a_page_without_a_token_or_a_cookie(client: Any, tekens: list[str]) -> None:
    for _ in range(2):
        antwoord = client.get(CIJFER)
        assert b"csrfmiddlewaretoken" not in antwoord.content
        assert not antwoord.cookies
    assert len(tekens) == 1


@pytest.mark.parametrize("wat", ["rol", "gemeente", "domeinen"])
def test_who_is_different_gets_a_page_of_their_own(als: Als, tekens: list[str], wat: str) -> None:
    from datameent.web.accounts.models import Gebruiker

    lees(als("beleid"))
    anders = {"rol": "analist", "gemeente": "0001", "domeinen": ["wmo"]}[wat]
    Gebruiker.objects.filter(gebruikersnaam="demo-beleid").update(**{wat: anders})
    try:
        lees(als("beleid"))
    finally:
        oud = {"rol": "beleid", "gemeente": "9999", "domeinen": ["alle"]}[wat]
        Gebruiker.objects.filter(gebruikersnaam="demo-beleid").update(**{wat: oud})
    assert len(tekens) == 2


def test_a_new_text_or_another_language_makes_a_new_page(als: Als, tekens: list[str]) -> None:
    from datameent.web.stukken.opslag import wijzig
    from datameent.web.vragen.models import Vraag

    lees(als("beleid"))
    lees(als("beleid"), f"{CIJFER}&taal=en")
    assert len(tekens) == 2
    vraag = Vraag.objects.order_by("pk").first()
    assert vraag
    vraag.besluit = "Dit besluit is veranderd."
    wijzig(vraag, _account("beleid"), gezien=vraag.versie)
    lees(als("beleid"), f"{CIJFER}&taal=nl")
    assert len(tekens) == 3


def test_what_is_typed_behind_the_address_never_comes_back(als: Als, tekens: list[str]) -> None:
    gewoon = lees(als("beleid"))
    getypt = lees(als("beleid"), f"{CIJFER}&geheim=999990019&per=%3Cb%3E")
    assert "999990019" not in getypt
    assert "<b>" not in getypt
    assert 'cijfer=%2Fcijfers%2Fclienten%2F%3Fkorrel%3Djaar%26wet%3Dwmo"' in gewoon


def test_every_look_is_written_down_though_the_page_is_kept(als: Als, tekens: list[str]) -> None:
    from conftest import gebeurtenissen

    client = als("beleid")
    eerst = gebeurtenissen()
    for _ in range(3):
        lees(client)
    assert gebeurtenissen() - eerst == 3
    assert len(tekens) == 1
