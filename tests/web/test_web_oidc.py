"""Logging in with the organisation, against a provider on loopback; every token that is not right is refused."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import openid_aanbieder
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from openid_aanbieder import GEHEIM, KLANT, Aanbieder

from datameent.domain.home import Home
from datameent.web.instellingen import OidcInstellingen, OidcRol
from datameent.web.oidc.aanspraken import bezwaar, rol_van

JAN = {"sub": "u-1", "preferred_username": "j.jansen", "groups": ["alle-medewerkers", "DM-Beleid"]}


@pytest.fixture(scope="module")
def aanbieder() -> Iterator[Aanbieder]:
    """The provider."""
    aanbieder = Aanbieder()
    server = aanbieder.start()
    yield aanbieder
    server.shutdown()
    server.server_close()


@pytest.fixture
def organisatie(
    web_home: Home, client: Any, aanbieder: Aanbieder, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Aanbieder]:
    """The site with this provider in its settings."""
    from django.conf import settings

    from datameent.web.accounts.models import Gebruiker
    from datameent.web.sleutels import schrijf_geheim

    if not (web_home.keys / "oidc.secret").exists():
        schrijf_geheim(web_home.keys / "oidc.secret", GEHEIM)
    oidc = OidcInstellingen(
        issuer=aanbieder.issuer,
        client_id=KLANT,
        rollen={
            "DM-Privacy": OidcRol(rol="privacy"),
            "DM-Beleid": OidcRol(rol="beleid", domeinen=("jeugdwet",)),
            "DM-Raad": OidcRol(rol="raad"),
        },
    )
    monkeypatch.setattr(settings, "SITE", settings.SITE.model_copy(update={"oidc": oidc}))
    aanbieder.schoon()
    aanbieder.persoon = dict(JAN)
    yield aanbieder
    Gebruiker.objects.filter(oidc_sub__isnull=False).delete()


def _vraag(client: Any, naar: str = "") -> dict[str, str]:
    weg = client.get("/inloggen/organisatie/", {"next": naar} if naar else {})
    assert weg.status_code == 302
    return {k: v[0] for k, v in parse_qs(urlsplit(weg.headers["Location"]).query).items()}


def _terug(client: Any, aanbieder: Aanbieder, naar: str = "") -> Any:
    adres = urlsplit(aanbieder.geef_code(_vraag(client, naar)))
    return client.get(f"{adres.path}?{adres.query}")


def _is_binnen(client: Any) -> bool:
    return bool(client.get("/account/").status_code == 200)


def test_in_with_the_role_of_the_group(client: Any, organisatie: Aanbieder) -> None:
    from datameent.web.accounts.models import Gebruiker

    assert "Log in via uw organisatie" in client.get("/inloggen/").content.decode()
    antwoord = _terug(client, organisatie, "/bronnen/")
    assert (antwoord.status_code, antwoord.headers["Location"]) == (302, "/bronnen/")
    assert _is_binnen(client)
    gebruiker = Gebruiker.objects.get(gebruikersnaam="j.jansen")
    assert (gebruiker.rol, gebruiker.domeinen, gebruiker.has_usable_password()) == ("beleid", ["jeugdwet"], False)


def test_no_way_on_to_another_site(client: Any, organisatie: Aanbieder) -> None:
    assert _terug(client, organisatie, "https://elders.example/").headers["Location"] == "/"


def test_another_group_the_next_time_is_another_role(client: Any, organisatie: Aanbieder) -> None:
    from datameent.web.accounts.models import Gebruiker

    _terug(client, organisatie)
    client.post("/uitloggen/")
    organisatie.persoon["groups"] = ["DM-Raad"]
    _terug(client, organisatie)
    (gebruiker,) = Gebruiker.objects.filter(oidc_sub__isnull=False)
    assert gebruiker.rol == "raad"
    client.post("/uitloggen/")
    organisatie.persoon["groups"] = []
    _terug(client, organisatie)
    assert not _is_binnen(client)


@pytest.mark.parametrize("groepen", [[], ["iets-anders"], "dm-beleid", None, {"DM-Beleid": True}, [["DM-Beleid"]]])
def test_without_a_group_that_we_know_nobody_gets_in(client: Any, organisatie: Aanbieder, groepen: Any) -> None:
    from datameent.web.accounts.models import Gebruiker

    organisatie.persoon["groups"] = groepen
    antwoord = _terug(client, organisatie)
    assert antwoord.headers["Location"] == "/inloggen/organisatie/geweigerd/"
    assert "nog geen rol gegeven" in client.get(antwoord.headers["Location"]).content.decode()
    assert not _is_binnen(client)
    assert not Gebruiker.objects.filter(oidc_sub__isnull=False).exists()


NU = int(time.time())
FOUT = {
    "another audience": {"aud": "een-ander"},
    "no audience": {"aud": None},
    "two audiences, made for the other": {"aud": [KLANT, "een-ander"], "azp": "een-ander"},
    "two audiences, made for nobody": {"aud": [KLANT, "een-ander"]},
    "another issuer": {"iss": "https://elders.example"},
    "no issuer": {"iss": None},
    "expired": {"exp": NU - 600},
    "no end": {"exp": None},
    "from the future": {"iat": NU + 7200},
    "no begin": {"iat": None},
    "not before later": {"nbf": NU + 7200},
    "another nonce": {"nonce": "x" * 32},
    "no nonce": {"nonce": None},
    "no subject": {"sub": None},
}


@pytest.mark.parametrize("anders", FOUT.values(), ids=FOUT.keys())
def test_a_token_that_is_not_right_is_refused(client: Any, organisatie: Aanbieder, anders: dict[str, Any]) -> None:
    from datameent.web.accounts.models import Gebruiker

    organisatie.anders = anders
    antwoord = _terug(client, organisatie)
    assert antwoord.status_code == 302
    assert antwoord.headers["Location"] == "/inloggen/organisatie/geweigerd/"
    assert not _is_binnen(client)
    assert not Gebruiker.objects.filter(oidc_sub__isnull=False).exists()


@pytest.mark.parametrize("algoritme", ["HS256", "none", "RS512"])
def test_another_algorithm_is_refused(client: Any, organisatie: Aanbieder, algoritme: str) -> None:
    organisatie.algoritme = algoritme
    _terug(client, organisatie)
    assert not _is_binnen(client)


def test_a_signature_of_somebody_else_is_refused(client: Any, organisatie: Aanbieder) -> None:
    organisatie.sleutel = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    _terug(client, organisatie)
    assert not _is_binnen(client)


def test_user_info_of_somebody_else_is_refused(client: Any, organisatie: Aanbieder) -> None:
    organisatie.userinfo_anders = {"sub": "u-2"}
    _terug(client, organisatie)
    assert not _is_binnen(client)


def test_what_comes_back_works_once(client: Any, organisatie: Aanbieder) -> None:
    """Neither the state nor the code nor the nonce of an earlier login is good for another one."""
    vraag = _vraag(client)
    adres = urlsplit(organisatie.geef_code(vraag))
    assert client.get(f"{adres.path}?{adres.query}").headers["Location"] == "/"
    client.post("/uitloggen/")
    weer = client.get(f"{adres.path}?{adres.query}")
    assert weer.headers["Location"] == "/inloggen/organisatie/geweigerd/"
    organisatie.anders = {"nonce": vraag["nonce"]}
    _terug(client, organisatie)
    assert not _is_binnen(client)


def test_a_code_without_the_session_that_asked_for_it_is_refused(client: Any, organisatie: Aanbieder) -> None:
    from django.test import Client

    ander = Client(SERVER_NAME="localhost")
    adres = urlsplit(organisatie.geef_code(_vraag(ander)))
    client.get("/inloggen/organisatie/")
    client.get(f"{adres.path}?{adres.query}")
    assert not _is_binnen(client)


@pytest.mark.parametrize("vraag", ["", "?error=access_denied", "?code=x&state=y", "?code=x", "?state=y&error=z"])
def test_odd_ways_back_explain(client: Any, organisatie: Aanbieder, vraag: str) -> None:
    client.get("/inloggen/organisatie/")
    antwoord = client.get(f"/inloggen/organisatie/terug/{vraag}")
    assert antwoord.headers["Location"] == "/inloggen/organisatie/geweigerd/"


def test_a_closed_account_stays_closed(client: Any, organisatie: Aanbieder) -> None:
    from datameent.web.accounts.models import Gebruiker

    _terug(client, organisatie)
    Gebruiker.objects.filter(gebruikersnaam="j.jansen").update(actief=False)
    assert not _is_binnen(client)
    _terug(client, organisatie)
    assert not _is_binnen(client)


@pytest.mark.parametrize("naam", ["demo-raad", "DEMO-BELEID", "x", "een naam", "<b>", None, 7])
def test_a_name_is_never_that_of_somebody_else(
    client: Any, organisatie: Aanbieder, accounts: dict[str, Any], naam: Any
) -> None:
    from datameent.web.accounts.models import Gebruiker

    organisatie.persoon["preferred_username"] = naam
    _terug(client, organisatie)
    assert _is_binnen(client)
    (gebruiker,) = Gebruiker.objects.filter(oidc_sub__isnull=False)
    assert gebruiker.gebruikersnaam.startswith("org-")
    assert client.get("/account/").wsgi_request.user.pk == gebruiker.pk


def test_the_second_step_is_asked_of_them_too(
    client: Any, organisatie: Aanbieder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless the settings say that the organisation asks for one itself."""
    from django.conf import settings

    organisatie.persoon["groups"] = ["DM-Privacy"]
    _terug(client, organisatie)
    assert client.get("/logboek/").headers["Location"] == "/account/tweestap/"
    zelf = settings.SITE.oidc.model_copy(update={"tweestap": True})
    monkeypatch.setattr(settings, "SITE", settings.SITE.model_copy(update={"oidc": zelf}))
    assert client.get("/logboek/").status_code == 200


def test_logging_out_offers_to_do_it_there_too(client: Any, organisatie: Aanbieder) -> None:
    _terug(client, organisatie)
    inhoud = client.post("/uitloggen/").content.decode()
    assert f"{organisatie.issuer}/logout?id_token_hint=" in inhoud
    assert not _is_binnen(client)


def test_a_provider_that_does_not_answer_is_said_kindly(
    client: Any, organisatie: Aanbieder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    weg = settings.SITE.oidc.model_copy(update={"issuer": "http://127.0.0.1:9/realm"})
    monkeypatch.setattr(settings, "SITE", settings.SITE.model_copy(update={"oidc": weg}))
    antwoord = client.get("/inloggen/organisatie/")
    assert antwoord.status_code == 503
    assert "kunnen uw organisatie nu niet bereiken" in antwoord.content.decode()


def test_a_provider_that_calls_itself_otherwise_is_refused(
    client: Any, organisatie: Aanbieder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    ander = settings.SITE.oidc.model_copy(update={"issuer": f"{organisatie.issuer}/"})
    monkeypatch.setattr(settings, "SITE", settings.SITE.model_copy(update={"oidc": ander}))
    assert client.get("/inloggen/organisatie/").status_code == 503


@pytest.mark.parametrize("adres", ["", "terug/", "geweigerd/"])
def test_off_is_off(client: Any, adres: str) -> None:
    assert client.get(f"/inloggen/organisatie/{adres}").status_code == 404
    assert "organisatie" not in client.get("/inloggen/").content.decode()


def test_ten_refusals_do_not_lock_the_town_hall_out(client: Any, organisatie: Aanbieder) -> None:
    organisatie.persoon["groups"] = []
    for _ in range(10):
        _terug(client, organisatie)
    organisatie.persoon["groups"] = ["DM-Raad"]
    _terug(client, organisatie)
    assert _is_binnen(client)


def test_the_order_of_the_settings_decides() -> None:
    oidc = OidcInstellingen(
        issuer="https://login.example", client_id="x", rollen={"a": OidcRol(rol="raad"), "b": OidcRol(rol="beleid")}
    )
    assert rol_van({"groups": ["b", "a"]}, oidc) == OidcRol(rol="raad")
    assert rol_van({"groups": "b"}, oidc) == OidcRol(rol="beleid")
    assert rol_van({}, oidc) is None
    goed = {"iss": oidc.issuer, "aud": "x", "sub": "s", "exp": 1000, "iat": 900}
    assert bezwaar(goed, oidc, 950) == ""
    assert bezwaar(goed, oidc, 1061) == "exp"
    assert bezwaar({**goed, "exp": True}, oidc, 950) == "exp"


@pytest.mark.parametrize(
    "anders",
    [
        {"issuer": "http://login.example"},
        {"geheim": "../site.key"},
        {"rollen": {"a": {"rol": "baas"}}},
        {"rollen": {"a": {"rol": "bezoeker"}}},
        {"rollen": {"a": {"rol": "raad", "domeinen": ["x"]}}},
        {"onbekend": 1},
    ],
)
def test_settings_that_are_not_safe_are_refused(anders: dict[str, Any]) -> None:
    from pydantic import ValidationError

    with pytest.raises(ValidationError):
        OidcInstellingen.model_validate({"issuer": "https://l.example", "client_id": "x", "rollen": {}, **anders})


def test_the_provider_itself_is_strict(aanbieder: Aanbieder) -> None:
    """A test provider that lets everything through proves nothing."""
    aanbieder.persoon = dict(JAN)
    assert aanbieder.wissel({"code": "x", "client_id": KLANT, "client_secret": GEHEIM}) is None
    vraag = {"redirect_uri": "r", "code_challenge": "c", "nonce": "n"}
    aanbieder.codes["een"] = vraag
    assert aanbieder.wissel({"code": "een", "client_id": KLANT, "client_secret": GEHEIM, "redirect_uri": "r"}) is None
    assert openid_aanbieder.KLANT == KLANT
