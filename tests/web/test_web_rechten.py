"""Every page times every role: allowed or refused as the table says, and refused when the table says nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from conftest import gebeurtenissen
from datameent.domain.home import Home
from datameent.web.permissions.paginas import ACTIES
from datameent.web.permissions.rollen import ACCOUNTROLLEN, DOELGROEP, INTERNE_DOELGROEPEN, TABEL, Actie, Rol, mag

_API = "/api/v1/releases/nieuwste"
ADRESSEN = {
    "overzicht": "/",
    "wijken": "/wijken/",
    "wijk": "/wijken/WK999900/",
    "indicator": "/cijfers/clienten/",
    "indicator-csv": "/cijfers/clienten/tabel.csv",
    "bronnen": "/bronnen/",
    "begrippen": "/begrippen/",
    "toegankelijkheid": "/toegankelijkheid/",
    "privacy": "/privacy/",
    "inloggen": "/inloggen/",
    "uitloggen": "/uitloggen/",
    "account": "/account/",
    "wachtwoord": "/account/wachtwoord/",
    "logboek": "/logboek/",
    "accounts": "/accounts/",
    "health": "/health",
    "taal": "/taal/en/",
    "opendata": "/opendata/",
    "opendata-catalogus": "/opendata/catalogus.jsonld",
    "opendata-csv": "/opendata/clienten-wet-jaar.csv",
    "opendata-json": "/opendata/clienten-wet-jaar.json",
    "api-releases": "/api/v1/releases",
    "api-release": _API,
    "api-indicatoren": f"{_API}/indicatoren",
    "api-indicator": f"{_API}/indicatoren/clienten",
    "api-dimensies": f"{_API}/dimensies",
    "api-dimensie": f"{_API}/dimensies/wet",
    "api-tabellen": f"{_API}/tabellen",
    "api-tabel": f"{_API}/tabellen/clienten-wet-jaar",
    "api-tabelcellen": f"{_API}/tabellen/clienten-wet-jaar/cellen",
    "api-cellen": f"{_API}/cellen?indicator=clienten&wet=wmo",
    "api-bronnen": f"{_API}/bronnen",
    "api-verlies": f"{_API}/verlies",
    "api-openapi": "/api/v1/openapi.json",
    "api-nergens": "/api/v1/bestaat-niet",
}
RELEASEPAGINAS = {"overzicht", "wijken", "wijk", "indicator", "indicator-csv", "bronnen"}


def _namen() -> set[str]:
    from datameent.web.urls import urlpatterns

    return {p.name for p in urlpatterns}


def test_every_address_has_an_action_and_a_test(web_home: Home) -> None:
    namen = _namen()
    assert None not in namen
    assert namen == set(ACTIES), "an address without an action, or an action without an address"
    assert namen == set(ADRESSEN), "an address that this test does not visit"


def test_every_action_has_a_row() -> None:
    assert set(TABEL) == set(Actie)
    assert set(DOELGROEP) == set(Rol)


@pytest.mark.parametrize("rol", list(Rol))
@pytest.mark.parametrize("naam", sorted(ADRESSEN))
def test_role_times_page(als: Callable[[str], Any], rol: Rol, naam: str) -> None:
    client = als(rol.value)
    from datameent.web.api.models import Teller

    Teller.objects.all().delete()
    antwoord = client.post(ADRESSEN[naam]) if naam == "uitloggen" else client.get(ADRESSEN[naam])
    if mag(rol, ACTIES[naam]):
        assert antwoord.status_code in ({404} if naam == "api-nergens" else {200, 302})
        assert not antwoord.headers.get("Location", "").startswith("/inloggen/")
    elif rol is Rol.BEZOEKER:
        assert antwoord.status_code == 302
        assert antwoord.headers["Location"].startswith("/inloggen/?next=")
    else:
        assert antwoord.status_code == 403


def test_an_unlisted_page_is_refused_to_everyone(als: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(ACTIES, "begrippen")
    for rol in Rol:
        assert als(rol.value).get("/begrippen/").status_code == 403


@pytest.mark.parametrize("rol", list(Rol))
def test_a_role_sees_the_release_of_its_audience(als: Callable[[str], Any], rol: Rol) -> None:
    inhoud = als(rol.value).get("/cijfers/clienten/").content.decode()
    for doelgroep in ("beleid", "raad", "openbaar"):
        assert (f"{doelgroep}-2025-10-31-" in inhoud) == (doelgroep == DOELGROEP[rol])


@pytest.mark.parametrize("rol", list(Rol))
@pytest.mark.parametrize("naam", sorted(RELEASEPAGINAS))
def test_looking_at_an_internal_release_is_one_event(als: Callable[[str], Any], rol: Rol, naam: str) -> None:
    client = als(rol.value)
    eerst = gebeurtenissen()
    assert client.get(ADRESSEN[naam]).status_code == 200
    intern = DOELGROEP[rol] in INTERNE_DOELGROEPEN
    assert gebeurtenissen() - eerst == (1 if intern else 0)


def test_roles_of_accounts_leave_out_the_visitor() -> None:
    assert Rol.BEZOEKER not in ACCOUNTROLLEN
    assert len(ACCOUNTROLLEN) == 9
