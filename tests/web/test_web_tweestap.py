"""The second step: set up, asked for, each code once, recovery codes, too many wrong ones, and who must have it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datameent.domain.home import Home
from datameent.web.accounts import totp

GOED = "een-heel-lang-wachtwoord-7"
RFC = b"12345678901234567890"
# RFC 6238, appendix B, SHA-1.
VECTOREN = {
    59: "94287082",
    1111111109: "07081804",
    1111111111: "14050471",
    1234567890: "89005924",
    2000000000: "69279037",
    20000000000: "65353130",
}


@pytest.mark.parametrize(("moment", "code"), VECTOREN.items())
def test_the_vectors_of_the_standard(moment: int, code: str) -> None:
    assert totp.code_van(RFC, totp.stap_van(moment), 8) == code
    assert totp.code_van(RFC, totp.stap_van(moment)) == code[-6:]


@given(st.integers(0, 2**40), st.integers(-4, 4), st.integers(-4, 4))
def test_a_code_counts_within_one_step_and_only_once(moment: int, af: int, gezien: int) -> None:
    geheim = totp.nieuw_geheim()
    nu = totp.stap_van(moment)
    code = totp.code_van(totp.base64.b32decode(geheim), max(nu + af, 0))
    gevonden = totp.passende_stap(geheim, code, moment, nu + gezien)
    if abs(af) <= 1 and nu + af > nu + gezien and nu + af >= 0:
        assert gevonden is not None
        assert gevonden > nu + gezien
    elif gevonden is not None:  # one chance in a million per step: then it is truly that code
        assert totp.code_van(totp.base64.b32decode(geheim), gevonden) == code
        assert gevonden > nu + gezien


class Klok:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.nu = time.time()

    def time(self) -> float:
        return self.nu

    def verder(self, seconden: float) -> None:
        self.nu += seconden


@pytest.fixture
def klok(monkeypatch: pytest.MonkeyPatch) -> Klok:
    """The clock of everything about logging in."""
    from datameent.web.accounts import inloggen, sessie, tweestap

    klok = Klok()
    for module in (inloggen, sessie, tweestap):
        monkeypatch.setattr(module, "time", klok)
    return klok


@pytest.fixture
def iemand(web_home: Home) -> Iterator[Any]:
    """A privacy officer without a second step yet."""
    from datameent.web.accounts.beheer import maak_gebruiker
    from datameent.web.accounts.models import Gebruiker

    maak_gebruiker(web_home, "fg.test", "privacy", GOED)
    gebruiker = Gebruiker.objects.get(gebruikersnaam="fg.test")
    yield gebruiker
    gebruiker.delete()


def _in(client: Any, naam: str = "fg.test", **extra: str) -> Any:
    return client.post("/inloggen/", {"gebruikersnaam": naam, "wachtwoord": GOED, **extra})


def _stel_in(client: Any, klok: Klok) -> tuple[str, list[str]]:
    """Log in, set the second step up; gives the secret and the recovery codes."""
    _in(client)
    inhoud = client.get("/account/tweestap/").content.decode()
    (geheim,) = re.findall(r"otpauth://totp/[^?]+\?secret=([A-Z2-7]+)", inhoud)
    klaar = client.post("/account/tweestap/", {"code": _code(geheim, klok)})
    codes = re.findall(r">([a-z2-7]{4}(?:-[a-z2-7]{4}){3})<", klaar.content.decode())
    assert len(set(codes)) == 10
    return geheim, codes


def _code(geheim: str, klok: Klok) -> str:
    return totp.code_van(totp.base64.b32decode(geheim), totp.stap_van(klok.nu))


def test_a_role_that_needs_it_gets_nowhere_without(client: Any, iemand: Any, klok: Klok) -> None:
    _in(client)
    for adres in ("/", "/logboek/", "/publiceren/", "/cijfers/clienten/", "/account/"):
        antwoord = client.get(adres)
        assert (antwoord.status_code, antwoord.headers["Location"]) == (302, "/account/tweestap/")
    _stel_in(client, klok)
    assert client.get("/logboek/").status_code == 200


def test_the_code_is_asked_for_after_the_password(client: Any, iemand: Any, klok: Klok) -> None:
    geheim, _ = _stel_in(client, klok)
    client.post("/uitloggen/")
    antwoord = _in(client, next="/logboek/")
    assert antwoord.headers["Location"] == "/inloggen/code/"
    assert client.get("/logboek/").status_code == 302, "half logged in is not logged in"
    fout = client.post("/inloggen/code/", {"code": "000000"})
    assert fout.status_code == 422
    klok.verder(30)
    goed = client.post("/inloggen/code/", {"code": _code(geheim, klok)})
    assert goed.headers["Location"] == "/account/doel/?next=%2Flogboek%2F"
    assert client.get("/logboek/").status_code == 200


def test_the_same_code_does_not_work_twice(client: Any, iemand: Any, klok: Klok) -> None:
    geheim, _ = _stel_in(client, klok)
    client.post("/uitloggen/")
    klok.verder(60)
    code = _code(geheim, klok)
    _in(client)
    assert client.post("/inloggen/code/", {"code": code}).status_code == 302
    client.post("/uitloggen/")
    _in(client)
    assert client.post("/inloggen/code/", {"code": code}).status_code == 422


def test_of_two_requests_with_one_code_at_once_one_wins(client: Any, iemand: Any, klok: Klok) -> None:
    from datameent.web.accounts.models import Gebruiker
    from datameent.web.accounts.tweestap import klopt

    geheim, codes = _stel_in(client, klok)
    klok.verder(60)
    een, twee = (Gebruiker.objects.get(pk=iemand.pk) for _ in range(2))
    assert klopt(een, _code(geheim, klok))
    assert twee.totp_stap < een.totp_stap, "the other request read the account before"
    assert not klopt(twee, _code(geheim, klok))
    assert klopt(een, codes[0])
    assert not klopt(twee, codes[0])


def test_a_recovery_code_works_once(client: Any, iemand: Any, klok: Klok) -> None:
    _, codes = _stel_in(client, klok)
    for verwacht in (302, 422):
        client.post("/uitloggen/")
        _in(client)
        assert client.post("/inloggen/code/", {"code": codes[3].upper()}).status_code == verwacht
    assert client.post("/inloggen/code/", {"code": codes[4]}).status_code == 302


def test_new_recovery_codes_need_the_app_and_end_the_old_ones(client: Any, iemand: Any, klok: Klok) -> None:
    geheim, codes = _stel_in(client, klok)
    assert client.post("/account/herstelcodes/", {"code": codes[0]}).status_code == 422
    klok.verder(30)
    nieuw = client.post("/account/herstelcodes/", {"code": _code(geheim, klok)})
    assert nieuw.status_code == 200
    client.post("/uitloggen/")
    _in(client)
    assert client.post("/inloggen/code/", {"code": codes[5]}).status_code == 422


def test_after_five_wrong_codes_even_the_right_one_waits(client: Any, iemand: Any, klok: Klok) -> None:
    geheim, codes = _stel_in(client, klok)
    client.post("/uitloggen/")
    _in(client)
    for i in range(5):
        laatste = client.post("/inloggen/code/", {"code": f"00000{i}"}, REMOTE_ADDR=f"192.0.2.{i}")
    assert laatste.status_code == 429
    klok.verder(30)
    assert client.post("/inloggen/code/", {"code": _code(geheim, klok)}).status_code == 429
    assert client.post("/inloggen/code/", {"code": codes[0]}).status_code == 429
    klok.verder(900)
    _in(client)
    assert client.post("/inloggen/code/", {"code": _code(geheim, klok)}).status_code == 302


def test_between_password_and_code_is_five_minutes(client: Any, iemand: Any, klok: Klok) -> None:
    geheim, _ = _stel_in(client, klok)
    client.post("/uitloggen/")
    _in(client)
    klok.verder(301)
    antwoord = client.post("/inloggen/code/", {"code": _code(geheim, klok)})
    assert antwoord.headers["Location"] == "/inloggen/"
    assert client.get("/account/").status_code == 302


def test_the_secret_is_not_in_the_database(client: Any, iemand: Any, klok: Klok, web_home: Home) -> None:
    geheim, codes = _stel_in(client, klok)
    iemand.refresh_from_db()
    assert geheim not in iemand.totp_geheim
    assert not any(c.replace("-", "") in h.hash for c in codes for h in iemand.herstelcodes.all())
    assert (web_home.keys / "totp.key").stat().st_mode & 0o077 == 0
    inhoud = web_home.app_db.read_bytes()
    assert geheim.encode() not in inhoud
    assert codes[0].encode() not in inhoud


def test_an_operator_takes_it_away(client: Any, iemand: Any, klok: Klok, web_home: Home) -> None:
    from datameent.web.accounts.beheer import vergeet_tweestap

    _stel_in(client, klok)
    assert client.get("/logboek/").status_code == 200
    vergeet_tweestap(web_home, "fg.test")
    assert client.get("/logboek/").status_code == 302, "its sessions end"
    assert _in(client).headers["Location"] == "/account/doel/"
    assert client.get("/logboek/").headers["Location"] == "/account/tweestap/"


@pytest.mark.parametrize("rol", ["analist", "privacy", "beheer"])
def test_who_must_have_it(web_home: Home, rol: str) -> None:
    from datameent.web.accounts.models import Gebruiker
    from datameent.web.accounts.tweestap import is_verplicht

    assert is_verplicht(Gebruiker(gebruikersnaam="x", rol=rol))
    assert not is_verplicht(Gebruiker(gebruikersnaam="x", rol=rol, demo=True))
    assert not is_verplicht(Gebruiker(gebruikersnaam="x", rol="beleid"))
