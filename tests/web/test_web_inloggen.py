"""Accounts: logging in, being slowed down, passwords, and what operators do."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from datameent.domain.errors import DatameentError
from datameent.domain.home import Home

GOED = "een-heel-lang-wachtwoord-7"


def _probeer(client: Any, naam: str, wachtwoord: str, **extra: str) -> Any:
    return client.post("/inloggen/", {"gebruikersnaam": naam, "wachtwoord": wachtwoord}, **extra)


def test_the_same_words_for_every_failure(client: Any, accounts: dict[str, Any], web_home: Home) -> None:
    from datameent.web.accounts.beheer import maak_gebruiker, sluit_gebruiker

    maak_gebruiker(web_home, "gesloten-account", "raad", GOED)
    sluit_gebruiker(web_home, "gesloten-account")
    teksten = set()
    for naam, wachtwoord in (
        (accounts["raad"].gebruikersnaam, "fout"),
        ("bestaat-niet", "fout"),
        ("gesloten-account", GOED),
    ):
        antwoord = _probeer(client, naam, wachtwoord)
        assert antwoord.status_code == 422
        inhoud = re.sub(r'value="[^"]*"', "", antwoord.content.decode())
        assert "horen niet bij elkaar" in inhoud
        teksten.add(inhoud)
    assert len(teksten) == 1, "the pages differ"


def test_after_five_failures_even_the_right_password_waits(client: Any, accounts: dict[str, Any]) -> None:
    account = accounts["contract"]
    for _ in range(5):
        laatste = _probeer(client, account.gebruikersnaam, "fout")
    assert laatste.status_code == 429
    geweigerd = _probeer(client, account.gebruikersnaam, account.wachtwoord)
    assert geweigerd.status_code == 429
    assert geweigerd.headers["Retry-After"] == "900"
    assert "Even wachten" in geweigerd.content.decode()
    # Another user from here, and this user from elsewhere, are not held up.
    assert _probeer(client, accounts["raad"].gebruikersnaam, accounts["raad"].wachtwoord).status_code == 302
    elders = _probeer(client, account.gebruikersnaam, account.wachtwoord, REMOTE_ADDR="192.0.2.7")
    assert elders.status_code == 302


def test_another_spelling_of_the_name_is_the_same_user(client: Any, accounts: dict[str, Any]) -> None:
    naam = accounts["wethouder"].gebruikersnaam
    for spelling in (naam, naam.upper(), naam.title(), naam.capitalize(), naam.swapcase()):
        laatste = _probeer(client, spelling, "fout")
    assert laatste.status_code == 429


def test_a_forwarded_address_counts_only_behind_our_own_proxy(client: Any, accounts: dict[str, Any]) -> None:
    account = accounts["control"]
    for i in range(5):
        laatste = _probeer(client, account.gebruikersnaam, "fout", HTTP_X_FORWARDED_FOR=f"198.51.100.{i}")
    assert laatste.status_code == 429


def test_a_page_asked_for_comes_back_after_login_but_no_other_site(client: Any, accounts: dict[str, Any]) -> None:
    account = accounts["beleid"]
    velden = {"gebruikersnaam": account.gebruikersnaam, "wachtwoord": account.wachtwoord}
    assert client.post("/inloggen/", {**velden, "next": "/account/"}).headers["Location"] == "/account/"
    assert client.post("/inloggen/", {**velden, "next": "https://elders.example/"}).headers["Location"] == "/"
    assert client.post("/inloggen/", {**velden, "next": "//elders.example/"}).headers["Location"] == "/"


def test_logging_out_needs_a_form(als: Any) -> None:
    client = als("raad")
    assert client.get("/uitloggen/").status_code == 405
    assert client.get("/account/").status_code == 200
    assert client.post("/uitloggen/").status_code == 302
    assert client.get("/account/").status_code == 302


def test_forms_refuse_another_site(web_home: Home, accounts: dict[str, Any]) -> None:
    from django.test import Client

    streng = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    antwoord = _probeer(streng, accounts["raad"].gebruikersnaam, accounts["raad"].wachtwoord)
    assert antwoord.status_code == 403
    assert "Het formulier is verlopen" in antwoord.content.decode()


def test_changing_the_password(client: Any, web_home: Home) -> None:
    from datameent.web.accounts.beheer import maak_gebruiker

    maak_gebruiker(web_home, "wisselaar", "control", GOED)
    _probeer(client, "wisselaar", GOED)
    nieuw = "nog-een-lang-wachtwoord-8"
    for velden, fout in (
        ({"huidig": "fout", "nieuw": nieuw, "herhaal": nieuw}, "niet uw huidige wachtwoord"),
        ({"huidig": GOED, "nieuw": "kort", "herhaal": "kort"}, "12"),
        ({"huidig": GOED, "nieuw": nieuw, "herhaal": "anders"}, "niet gelijk"),
    ):
        antwoord = client.post("/account/wachtwoord/", velden)
        assert antwoord.status_code == 422
        assert fout in antwoord.content.decode()
    goed = client.post("/account/wachtwoord/", {"huidig": GOED, "nieuw": nieuw, "herhaal": nieuw})
    assert goed.status_code == 302
    assert client.get("/account/?gewijzigd=1").status_code == 200, "the own session goes on"
    client.post("/uitloggen/")
    assert _probeer(client, "wisselaar", GOED).status_code == 422
    assert _probeer(client, "WISSELAAR", nieuw).status_code == 302


def test_passwords_are_kept_as_argon2id(accounts: dict[str, Any]) -> None:
    from datameent.web.accounts.models import Gebruiker

    assert {g.password.split("$")[1] for g in Gebruiker.objects.all()} == {"argon2id"}


def test_demo_accounts_stay_the_same(web_home: Home, accounts: dict[str, Any]) -> None:
    from datameent.web.accounts.beheer import demo_accounts
    from datameent.web.accounts.models import Gebruiker

    opnieuw = {a.rol: a for a in demo_accounts(web_home)}
    assert opnieuw == accounts
    assert Gebruiker.objects.filter(demo=True).count() == 9


def test_a_random_password_is_never_too_weak_for_the_demo(web_home: Home) -> None:
    """The check on likeness to a user name refuses a random password once in a few thousand."""
    from datameent.web.accounts import beheer
    from datameent.web.accounts.models import Gebruiker

    beheer._maak("demo-gelijkend", "raad", "demo-gelijkend12", demo=True)
    with pytest.raises(DatameentError, match="DM-WEB-005"):
        beheer._maak("gelijkend-2", "raad", "gelijkend-2-2", demo=False)
    Gebruiker.objects.filter(gebruikersnaam="demo-gelijkend").delete()


@pytest.mark.parametrize(
    ("naam", "rol", "wachtwoord", "code"),
    [
        ("x", "raad", GOED, "DM-WEB-007"),
        ("spatie in naam", "raad", GOED, "DM-WEB-007"),
        ("nieuweling", "baas", GOED, "DM-WEB-004"),
        ("nieuweling", "bezoeker", GOED, "DM-WEB-004"),
        ("nieuweling", "raad", "kort", "DM-WEB-005"),
        ("nieuweling", "raad", "123456789012345", "DM-WEB-005"),
        ("nieuweling-lang", "raad", "nieuweling-lang", "DM-WEB-005"),
        ("Demo-Raad", "raad", GOED, "DM-WEB-003"),
    ],
)
def test_operators_are_told_what_is_wrong(
    web_home: Home, accounts: dict[str, Any], naam: str, rol: str, wachtwoord: str, code: str
) -> None:
    from datameent.web.accounts.beheer import maak_gebruiker

    with pytest.raises(DatameentError) as fout:
        maak_gebruiker(web_home, naam, rol, wachtwoord)
    assert fout.value.code == code
    assert wachtwoord not in str(fout.value)


def test_a_new_password_by_an_operator(client: Any, web_home: Home) -> None:
    from datameent.web.accounts.beheer import maak_gebruiker, zet_wachtwoord

    maak_gebruiker(web_home, "vergeetachtig", "raad", GOED)
    zet_wachtwoord(web_home, "vergeetachtig", "weer-een-lang-wachtwoord-9")
    assert _probeer(client, "vergeetachtig", "weer-een-lang-wachtwoord-9").status_code == 302
    with pytest.raises(DatameentError, match="DM-WEB-008"):
        zet_wachtwoord(web_home, "niemand-hier", GOED)


def test_the_own_account_is_named_on_its_page(als: Callable[[str], Any], accounts: dict[str, Any]) -> None:
    assert f"<dd>{accounts['raad'].gebruikersnaam}</dd>" in als("raad").get("/account/").content.decode()
