"""Every page times every role, municipality and domain: allowed or refused as the tables say, and refused when they say
nothing.

A new page fails this test until its address stands in `ADRESSEN`, and, when it is about one text, that text in
`STUKKEN`. What should happen follows from the tables of the site.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest

from conftest import gebeurtenissen
from datameent.domain.home import Home
from datameent.web.components.menu import menu_voor
from datameent.web.permissions.domeinen import ALLE
from datameent.web.permissions.paginas import ACTIES
from datameent.web.permissions.rollen import ACCOUNTROLLEN, DOELGROEP, HUIS, INTERNE_DOELGROEPEN, TABEL, Actie, Rol, mag
from datameent.web.permissions.toets import mag_met

HIER = "9999"
_API = "/api/v1/releases/nieuwste"
ADRESSEN = {
    "overzicht": "/",
    "catalogus": "/cijfers/",
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
    "inloggen-code": "/inloggen/code/",
    "oidc-naar": "/inloggen/organisatie/",
    "oidc-terug": "/inloggen/organisatie/terug/",
    "oidc-geweigerd": "/inloggen/organisatie/geweigerd/",
    "tweestap": "/account/tweestap/",
    "herstelcodes": "/account/herstelcodes/",
    "kijkdoel": "/account/doel/",
    "publiceren": "/publiceren/",
    "publicatie": "/publiceren/raad-2025-10-31-00000001/",
    "publicatie-akkoord": "/publiceren/raad-2025-10-31-00000001/akkoord/",
    "publicatie-intrekken": "/publiceren/raad-2025-10-31-00000001/intrekken/",
    "sturen": "/sturen/",
    "vragen": "/vragen/",
    "vraag": "/vragen/1/",
    "vraag-nieuw": "/vragen/nieuw/",
    "vraag-wijzig": "/vragen/2/wijzig/",
    "vraag-intrekken": "/vragen/2/intrekken/",
    "vraag-stap": "/vragen/2/stap/afgewezen/",
    "vraag-cijfer": "/vragen/2/cijfer/",
    "vraag-cijfer-weg": "/vragen/1/cijfer/1/weg/",
    "cijfergebruik": "/vragen/gebruik/",
    "doelen": "/doelen/",
    "doel": "/doelen/2/",
    "doel-nieuw": "/doelen/nieuw/?onder=1",
    "doel-wijzig": "/doelen/2/wijzig/",
    "maatregel": "/maatregelen/1/",
    "maatregel-nieuw": "/doelen/2/maatregel/",
    "maatregel-wijzig": "/maatregelen/1/wijzig/",
    "maatregel-evalueer": "/maatregelen/2/evalueer/",
    "duidingen": "/duiding/",
    "duiding": "/duiding/1/",
    "duiding-nieuw": "/cijfers/clienten/duiding/?korrel=jaar&wet=wmo",
    "duiding-wijzig": "/duiding/1/wijzig/",
    "duiding-status": "/duiding/1/status/",
    "duiding-gesprek": "/duiding/1/gesprek/",
    "duiding-tegengeluid": "/duiding/1/tegengeluid/",
    "duiding-weerwoord": "/duiding/tegengeluid/1/",
    "duiding-verplicht": "/duiding/verplicht/",
    "gebeurtenis-nieuw": "/duiding/gebeurtenis/",
    "gebeurtenis-wijzig": "/duiding/gebeurtenis/1/",
    "gebeurtenis-akkoord": "/duiding/gebeurtenis/1/akkoord/",
    "besluiten": "/besluiten/",
    "besluit": "/besluiten/1/",
    "besluit-toen": "/besluiten/1/toen/",
    "besluit-nieuw": "/besluiten/nieuw/",
    "besluit-cijfer": "/cijfers/clienten/besluit/?korrel=jaar&wet=wmo",
    "besluit-wijzig": "/besluiten/1/wijzig/",
    "besluit-corrigeer": "/besluiten/1/corrigeer/",
    "besluit-effect": "/besluiten/1/effect/",
    "besluit-vaststellen": "/besluiten/1/vaststellen/",
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
    "wethouder": "/wethouder/",
    "aanbieders": "/aanbieders/",
    "herstelbon": "/herstelbonnen/1/",
    "herstelbon-nieuw": "/aanbieders/10000000/herstelbon/",
    "herstelbon-wijzig": "/herstelbonnen/1/wijzig/",
    "privacyoverzicht": "/privacy-overzicht/",
    "raad": "/raad/",
    "wie-ziet-wat": "/wie-ziet-wat/",
    "melding-nieuw": "/meldingen/nieuw/",
    "melding-stand": "/meldingen/stand/",
    "meldingen": "/meldingen/",
    "melding": "/meldingen/1/",
    "melding-antwoord": "/meldingen/1/antwoord/",
}


def _stuk(waar: str, model: str, pk: int, via: str = "") -> Callable[[], Any]:
    """How to get a text; `via`: the field that leads to the text whose municipality and domain decide."""

    def haal() -> Any:
        from django.apps import apps

        rij = apps.get_model(waar, model).objects.get(pk=pk)
        return getattr(rij, via) if via else rij

    return haal


STUKKEN: dict[str, Callable[[], Any]] = {
    **{n: _stuk("vragen", "Vraag", 1) for n in ("vraag", "vraag-cijfer-weg")},
    **{n: _stuk("vragen", "Vraag", 2) for n in ("vraag-wijzig", "vraag-intrekken", "vraag-stap", "vraag-cijfer")},
    **{n: _stuk("doelen", "Knoop", 2) for n in ("doel", "doel-wijzig", "maatregel-nieuw")},
    "doel-nieuw": _stuk("doelen", "Knoop", 1),
    **{n: _stuk("doelen", "Maatregel", 1) for n in ("maatregel", "maatregel-wijzig")},
    "maatregel-evalueer": _stuk("doelen", "Maatregel", 2),
    **{
        n: _stuk("duiding", "Duiding", 1)
        for n in ("duiding", "duiding-wijzig", "duiding-status", "duiding-gesprek", "duiding-tegengeluid")
    },
    "duiding-weerwoord": _stuk("duiding", "Tegengeluid", 1),
    **{n: _stuk("duiding", "Contextgebeurtenis", 1) for n in ("gebeurtenis-wijzig", "gebeurtenis-akkoord")},
    **{
        n: _stuk("besluiten", "Besluit", 1)
        for n in (
            "besluit",
            "besluit-toen",
            "besluit-wijzig",
            "besluit-corrigeer",
            "besluit-effect",
            "besluit-vaststellen",
        )
    },
    **{n: _stuk("contract", "Herstelbon", 1) for n in ("herstelbon", "herstelbon-wijzig")},
    **{n: _stuk("meldingen", "Melding", 1) for n in ("melding", "melding-antwoord")},
}
"""For a page about one text: how to get the text that its address is about. Its municipality and domain decide."""
ALLEEN_POST = {"uitloggen"}
STAAT_UIT = {"oidc-naar", "oidc-terug", "oidc-geweigerd", "api-nergens"}
"""Pages that do not exist for anybody until the settings turn them on."""
RELEASEPAGINAS = {"overzicht", "catalogus", "wijken", "wijk", "indicator", "indicator-csv", "bronnen"}


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


@dataclass(frozen=True)
class Lezer:
    """Somebody: a role, a municipality, domains."""

    rol: Rol
    gemeente: str = HIER
    domeinen: tuple[str, ...] = (ALLE,)

    @property
    def naam(self) -> str:
        return f"m-{self.rol.value}-{self.gemeente}-{'-'.join(self.domeinen)}"


LEZERS = [Lezer(Rol.BEZOEKER)] + [
    Lezer(rol, gemeente, domeinen)
    for rol in ACCOUNTROLLEN
    for gemeente in (HIER, "0001")
    for domeinen in ((ALLE,), ("jeugdwet",), ("wmo",))
]


@pytest.fixture(scope="module")
def lezers(accounts: dict[str, Any]) -> Iterator[dict[Lezer, Any]]:
    """An account for each of them."""
    from datameent.web.accounts.models import Gebruiker

    gemaakt = {
        lezer: Gebruiker.objects.create(
            gebruikersnaam=lezer.naam,
            rol=lezer.rol.value,
            gemeente=lezer.gemeente,
            domeinen=list(lezer.domeinen),
            demo=True,
            password="!",
        )
        for lezer in LEZERS
        if lezer.rol is not Rol.BEZOEKER
    }
    yield gemaakt
    Gebruiker.objects.filter(gebruikersnaam__startswith="m-").delete()


def _verwacht(lezer: Lezer, actie: Actie, stuk: Any | None) -> str:
    """What should happen, from the tables alone."""
    if lezer.rol not in TABEL[actie]:
        return "inloggen" if lezer.rol is Rol.BEZOEKER else "verboden"
    if actie in HUIS and lezer.gemeente != HIER:
        return "verboden"
    if stuk is None:
        return "mag"
    past = ALLE in (*lezer.domeinen, stuk.domein) or stuk.domein in lezer.domeinen
    return "mag" if lezer.gemeente == stuk.gemeente and past else "bestaat niet"


def _gebeurd(antwoord: Any, naam: str) -> str:
    naar = antwoord.headers.get("Location", "")
    if antwoord.status_code == 302:
        return "inloggen" if naar.startswith("/inloggen/?next=") else "mag"
    goed = {
        200: "mag",
        405: "mag",
        409: "mag",
        422: "mag",
        403: "verboden",
        404: "mag" if naam in STAAT_UIT else "bestaat niet",
    }
    return goed.get(antwoord.status_code, f"status {antwoord.status_code}")


@pytest.fixture(scope="module")
def ingelogd(lezers: dict[Lezer, Any]) -> dict[Lezer, Any]:
    """A browser of their own for each of them, logged in once."""
    from django.test import Client

    browsers = {lezer: Client(SERVER_NAME="localhost") for lezer in LEZERS}
    for lezer, gebruiker in lezers.items():
        browsers[lezer].force_login(gebruiker, backend="django.contrib.auth.backends.ModelBackend")
    return browsers


@pytest.mark.parametrize("naam", sorted(ADRESSEN))
def test_page_times_role_municipality_and_domain(
    lezers: dict[Lezer, Any], ingelogd: dict[Lezer, Any], naam: str
) -> None:
    adres = ADRESSEN[naam]
    stuk = STUKKEN[naam]() if naam in STUKKEN else None
    from datameent.web.api.models import Teller

    for lezer in LEZERS:
        # Calls of the API are counted per address; that many readers on one address are too many.
        if naam.startswith("api-"):
            Teller.objects.all().delete()
        browser = ingelogd[lezer]
        antwoord = browser.post(adres) if naam in ALLEEN_POST else browser.get(adres)
        if naam in ALLEEN_POST and lezer in lezers:
            browser.force_login(lezers[lezer], backend="django.contrib.auth.backends.ModelBackend")
        assert _gebeurd(antwoord, naam) == _verwacht(lezer, ACTIES[naam], stuk), lezer


@pytest.mark.parametrize("naam", sorted(set(ADRESSEN) - STAAT_UIT))
def test_a_form_is_refused_to_whom_its_page_is(web_home: Home, ingelogd: dict[Lezer, Any], naam: str) -> None:
    """Sending is refused as looking is, and nothing is written: no text, no version of one, no step of publishing."""
    actie = ACTIES[naam]
    stuk = STUKKEN[naam]() if naam in STUKKEN else None
    eerst = _geschreven()
    for lezer in LEZERS:
        verwacht = _verwacht(lezer, actie, stuk)
        if verwacht == "mag":
            continue
        velden = {"gezien": "1", "reden": "x", "status": "besproken", "bekeken": "on"}
        antwoord = ingelogd[lezer].post(ADRESSEN[naam], velden)
        # A page that takes no form says so to everybody who may come as far as that; who is not logged in gets a page
        # to log in on that holds what was typed.
        uitgelogd = verwacht == "inloggen" and antwoord.status_code == 403
        assert uitgelogd or antwoord.status_code == 405 or _gebeurd(antwoord, naam) == verwacht, lezer
    assert _geschreven() == eerst


def _geschreven() -> tuple[int, int]:
    from datameent.web.publicatie.models import Stap
    from datameent.web.stukken.models import Versie

    return Versie.objects.count(), Stap.objects.count()


@pytest.mark.parametrize("lezer", LEZERS, ids=lambda lezer: lezer.naam)
def test_who_works_elsewhere_sees_what_everybody_sees(client: Any, lezers: dict[Lezer, Any], lezer: Lezer) -> None:
    if lezer in lezers:
        client.force_login(lezers[lezer], backend="django.contrib.auth.backends.ModelBackend")
    ziet = DOELGROEP[lezer.rol] if lezer.gemeente == HIER else "openbaar"
    inhoud = client.get("/cijfers/clienten/").content.decode()
    for doelgroep in ("beleid", "raad", "openbaar"):
        assert (f"{doelgroep}-2025-10-31-" in inhoud) == (doelgroep == ziet)


DOMEINSETS = [(), ("wmo",), ("jeugdwet",), ("wmo", "jeugdwet"), (ALLE,)]


@pytest.mark.parametrize("actie", list(Actie))
@pytest.mark.parametrize("rol", ACCOUNTROLLEN)
def test_the_check_on_one_text_over_the_whole_matrix(web_home: Home, rol: Rol, actie: Actie) -> None:
    from datameent.web.accounts.models import Gebruiker

    for eigen, van, domeinen, domein in product((HIER, "0001"), (HIER, "0001"), DOMEINSETS, ("wmo", "jeugdwet", ALLE)):
        gebruiker = Gebruiker(gebruikersnaam="x", rol=rol.value, gemeente=eigen, domeinen=list(domeinen))
        stuk: Any = SimpleNamespace(gemeente=van, domein=domein)
        verwacht = rol in TABEL[actie] and eigen == van
        verwacht = verwacht and (domein == ALLE or any(d in (ALLE, domein) for d in domeinen))
        assert mag_met(gebruiker, actie, stuk) == verwacht


@pytest.mark.parametrize("actie", [*Actie, None])
@pytest.mark.parametrize("rol", list(Rol))
def test_the_check_on_a_role_over_the_whole_matrix(rol: Rol, actie: Actie | None) -> None:
    assert mag(rol, actie) == (actie is not None and rol in TABEL[actie])


def test_a_visitor_may_do_nothing_with_a_text(web_home: Home) -> None:
    from django.contrib.auth.models import AnonymousUser

    niemand: Any = AnonymousUser()
    stuk: Any = SimpleNamespace(gemeente=HIER, domein=ALLE)
    assert not any(mag_met(niemand, actie, stuk) for actie in Actie)


@pytest.mark.parametrize("rol", list(Rol))
def test_the_menu_leads_only_where_one_may_go(rol: Rol) -> None:
    for hier in (True, False):
        for punt in menu_voor(rol, hier=hier):
            actie = ACTIES[punt.pagina]
            assert mag(rol, actie)
            assert hier or actie not in HUIS


def test_who_publishes_is_not_the_college() -> None:
    assert TABEL[Actie.PUBLICEREN] == {Rol.ANALIST, Rol.PRIVACY}
    assert {Actie.LOGBOEK_LEZEN, Actie.ACCOUNTS_ZIEN, Actie.PUBLICEREN} <= HUIS


def test_an_unlisted_page_is_refused_to_everyone(als: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(ACTIES, "begrippen")
    for rol in Rol:
        assert als(rol.value).get("/begrippen/").status_code == 403


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
