"""How long a session lives, what ends it, and that nothing typed is lost when it did."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from datameent.domain.home import Home

GOED = "een-heel-lang-wachtwoord-7"
TWEE = "/publiceren/raad-2025-10-31-00000001/intrekken/"


@pytest.fixture
def iemand(web_home: Home) -> Iterator[Any]:
    """An account of its own, as if of the demo, so that no second step is asked."""
    from datameent.web.accounts.beheer import maak_gebruiker
    from datameent.web.accounts.models import Gebruiker

    maak_gebruiker(web_home, "blijver", "beleid", GOED)
    gebruiker = Gebruiker.objects.get(gebruikersnaam="blijver")
    gebruiker.demo = True
    gebruiker.save()
    yield gebruiker
    gebruiker.delete()


def _in(client: Any, gebruiker: Any) -> Any:
    client.force_login(gebruiker, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/account/").status_code == 200
    return client


@pytest.mark.parametrize(
    "wijziging", [{"rol": "raad"}, {"gemeente": "0001"}, {"actief": False}, {"password": "argon2$x"}]
)
def test_a_change_of_the_account_ends_its_sessions_at_the_next_click(
    client: Any, iemand: Any, wijziging: dict[str, Any]
) -> None:
    from datameent.web.accounts.models import Gebruiker

    _in(client, iemand)
    Gebruiker.objects.filter(pk=iemand.pk).update(**wijziging)
    assert client.get("/account/").headers["Location"].startswith("/inloggen/")


def test_other_domains_count_at_the_next_click(client: Any, iemand: Any) -> None:
    from datameent.web.accounts.models import Gebruiker

    _in(client, iemand)
    Gebruiker.objects.filter(pk=iemand.pk).update(domeinen=["wmo"])
    assert client.get("/account/").wsgi_request.user.domeinen == ["wmo"]


@pytest.mark.parametrize(
    ("stappen", "nog_binnen"),
    [
        ([59 * 60, 59 * 60], True),  # a click within the hour, twice
        ([61 * 60], False),  # left alone too long
        ([55 * 60] * 9, False),  # never left alone, but more than eight hours
        ([-200], True),  # the clock of the server put right
        ([-4000], False),  # the clock put back by more than an hour: nobody knows how old this session is
    ],
)
def test_a_session_is_not_for_ever(
    client: Any, iemand: Any, monkeypatch: pytest.MonkeyPatch, stappen: list[int], nog_binnen: bool
) -> None:
    from datameent.web.accounts import sessie

    nu = time.time()

    class Klok:
        @staticmethod
        def time() -> float:
            return nu

    monkeypatch.setattr(sessie, "time", Klok)
    _in(client, iemand)
    for stap in stappen:
        nu += stap
        laatste = client.get("/account/")
    assert (laatste.status_code == 200) == nog_binnen


def _verloop(client: Any) -> None:
    """As if an hour and more went by without a click."""
    sessie = client.session
    sessie["laatst"] = time.time() - 7200
    sessie.save()


TEKST = 'Een <script>alert("x")</script> tekst & meer\nmet een tweede regel ' + "é" * 3000


def test_what_was_typed_comes_back_in_the_form_and_is_not_sent(als: Callable[[str], Any], accounts: Any) -> None:
    client = als("privacy")
    client.get(TWEE)
    _verloop(client)
    uit = client.post(TWEE, {"reden": TEKST})
    assert uit.status_code == 403
    inhoud = uit.content.decode()
    assert "U bent uitgelogd" in inhoud
    assert "weer ingelogd" not in inhoud
    assert "<script>" not in inhoud
    assert html.escape(TEKST.splitlines()[0]) in inhoud
    (bewaard,) = re.findall(r'name="bewaard" value="([^"]+)"', inhoud)
    account = accounts["privacy"]
    velden = {"gebruikersnaam": account.gebruikersnaam, "next": TWEE, "bewaard": bewaard}
    fout = client.post("/inloggen/", {**velden, "wachtwoord": "fout"})
    assert bewaard in fout.content.decode(), "a wrong password loses nothing"
    binnen = client.post("/inloggen/", {**velden, "wachtwoord": account.wachtwoord})
    assert binnen.headers["Location"].startswith("/account/doel/?next=")
    terug = client.get(TWEE)
    assert terug.status_code == 200
    vorm = html.unescape(terug.content.decode())
    assert "U bent weer ingelogd" in vorm
    (veld,) = re.findall(r"<textarea[^>]*>\n?(.*?)</textarea>", terug.content.decode(), re.S)
    assert html.unescape(veld).replace("\r\n", "\n") == TEKST
    from datameent.web.publicatie.models import Stap

    assert not Stap.objects.exclude(soort="overgenomen").exists(), "nothing was sent"
    assert "weer ingelogd" not in client.get(TWEE).content.decode(), "only once"


def test_it_does_not_come_back_on_another_page_nor_for_another_person(als: Callable[[str], Any], accounts: Any) -> None:
    client = als("privacy")
    client.get(TWEE)
    _verloop(client)
    inhoud = client.post(TWEE, {"reden": "van de privacymedewerker"}).content.decode()
    (bewaard,) = re.findall(r'name="bewaard" value="([^"]+)"', inhoud)
    analist = accounts["analist"]
    velden = {"gebruikersnaam": analist.gebruikersnaam, "wachtwoord": analist.wachtwoord, "bewaard": bewaard}
    client.post("/inloggen/", velden)
    assert "van de privacymedewerker" not in client.get("/publiceren/").content.decode()
    assert "van de privacymedewerker" not in client.get(TWEE).content.decode()


@pytest.mark.parametrize("onecht", ["x", "eyJwYWQiOiIvIn0:1abc:zzz", ""])
def test_a_text_that_we_did_not_sign_is_left_out(client: Any, accounts: Any, onecht: str) -> None:
    account = accounts["raad"]
    velden = {"gebruikersnaam": account.gebruikersnaam, "wachtwoord": account.wachtwoord, "bewaard": onecht}
    assert client.post("/inloggen/", velden).status_code == 302
    assert "bewaard" not in client.session


def test_a_text_signed_for_something_else_is_left_out(client: Any, accounts: Any) -> None:
    from django.core import signing

    account = accounts["raad"]
    onecht = signing.dumps({"pad": "/", "velden": {"reden": ["x"]}, "van": None}, salt="iets.anders", compress=True)
    velden = {"gebruikersnaam": account.gebruikersnaam, "wachtwoord": account.wachtwoord, "bewaard": onecht}
    client.post("/inloggen/", velden)
    assert "bewaard" not in client.session


def test_a_text_that_is_too_long_is_shown_to_be_copied(client: Any) -> None:
    antwoord = client.post(TWEE, {"reden": "lang " * 45_000})
    assert antwoord.status_code == 403
    assert "te lang om mee te nemen" in antwoord.content.decode()
    assert 'name="bewaard"' not in antwoord.content.decode()


def test_passwords_are_never_carried(client: Any) -> None:
    velden = {"huidig": "geheim-een", "nieuw": "geheim-twee", "herhaal": "geheim-twee"}
    antwoord = client.post("/account/wachtwoord/", velden)
    assert antwoord.status_code == 302
    overig = client.post(TWEE, {**velden, "reden": "mag mee"}).content.decode()
    assert "geheim" not in overig
    assert "mag mee" in overig
