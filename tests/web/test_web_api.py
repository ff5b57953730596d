"""The API, call by call: what it gives, to whom, and how it says no."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import proefrelease
import pytest

from conftest import gebeurtenissen
from datameent.domain.cel import Status
from datameent.domain.errors import DatameentError
from datameent.domain.home import Home
from datameent.release.read import Eerdercijfer, Release

OPENBAAR = "openbaar-2025-10-31-00000001"
HIER = f"/api/v1/releases/{OPENBAAR}"
LIJST = "/api/v1/releases"
MORGEN = date.today() + timedelta(days=2)


@pytest.fixture(autouse=True)
def _tellers(web_home: Home) -> Iterator[None]:
    """Every test begins with a clean count of calls."""
    from datameent.web.api.models import Teller

    Teller.objects.all().delete()
    yield
    Teller.objects.all().delete()


@pytest.fixture
def token(web_home: Home) -> Callable[..., dict[str, str]]:
    """The header of a new token."""
    from datameent.web.api.models import Token
    from datameent.web.api.tokens import maak_token

    def maak(rol: str, domeinen: tuple[str, ...] = (), naam: str = "") -> dict[str, str]:
        naam = naam or f"proef-{rol}-{Token.objects.count()}"
        return {"HTTP_AUTHORIZATION": f"Bearer {maak_token(web_home, naam, rol, MORGEN, domeinen)}"}

    return maak


def _alles(client: Any, adres: str, **extra: str) -> list[dict[str, Any]]:
    """All pages of a list, along its own links."""
    rijen: list[dict[str, Any]] = []
    while adres:
        document = client.get(adres, **extra).json()
        rijen += document["resultaten"]
        adres = document["_links"].get("next", {}).get("href", "")
    assert len(rijen) == document["totaal"]
    return rijen


def test_begin_leads_everywhere(client: Any) -> None:
    """Every link in every document works."""
    gezien: set[str] = set()
    open_ = ["/api/v1/releases"]
    while open_:
        adres = open_.pop()
        if adres in gezien or len(gezien) > 120:
            continue
        gezien.add(adres)
        from datameent.web.api.models import Teller

        Teller.objects.all().delete()
        antwoord = client.get(adres)
        assert antwoord.status_code == 200, adres
        open_ += re.findall(r'"href": "([^"]+)"', antwoord.content.decode())
    assert {"/api/v1/releases", HIER, f"{HIER}/verlies"} <= gezien


def test_cells_are_those_of_the_release(client: Any, web_home: Home) -> None:
    with Release.open(web_home.releases / "openbaar" / f"{OPENBAAR}.sqlite") as release:
        for kop in release.tabellen():
            from datameent.web.api.models import Teller

            Teller.objects.all().delete()
            rijen = _alles(client, f"{HIER}/tabellen/{kop.naam}/cellen?aantal=1000")
            cellen = release.cellen(kop.indicator, kop.korrel, per=kop.dimensies)
            assert [(r["periode"], r["wet"], r["wijk"], r["waarde"]) for r in rijen] == [
                (c.periode, c.wet, c.wijk, c.waarde) for c in cellen
            ]
            assert [r["reden"]["code"] if r["reden"] else "" for r in rijen] == [c.status.value for c in cellen]
            assert all((r["waarde"] is None) == (r["reden"] is not None) for r in rijen)


def test_filters_as_on_the_page(client: Any) -> None:
    adres = f"{HIER}/cellen?indicator=clienten&korrel=jaar&wet=wmo&per=wijk&periode=2024"
    rijen = _alles(client, adres)
    assert {(r["periode"], r["wet"]) for r in rijen} == {("2024", "wmo")}
    assert [r["wijk"] for r in rijen] == [f"WK9999{i:02d}" for i in range(8)]
    assert {r["eenheid"] for r in rijen} == {"personen"}


def test_a_hidden_cell_says_why_in_dutch(client: Any) -> None:
    from datameent.web.api.models import Teller

    rijen = []
    for tabel in _alles(client, f"{HIER}/tabellen?aantal=1000"):
        Teller.objects.all().delete()
        if tabel["indicator"] == "uitgaven":
            rijen += _alles(client, f"{HIER}/tabellen/{tabel['naam']}/cellen?aantal=1000")
    redenen = {r["reden"]["code"]: r["reden"] for r in rijen if r["reden"]}
    assert redenen["te-weinig-personen"] == {
        "code": "te-weinig-personen",
        "kort": "minder dan 10",
        "lang": "Het gaat om minder dan 10 mensen. Zo beschermen we de mensen achter het cijfer.",
        "afgeschermd": True,
    }


def test_a_waiting_cell_carries_the_earlier_figure(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    echt = Release.cellen

    def met_eerder(self: Release, *args: Any, **kwargs: Any) -> Any:
        eerste, *rest = echt(self, *args, **kwargs)
        wacht = eerste._replace(
            waarde=None, status=Status.EERDER_GEPUBLICEERD, eerder=Eerdercijfer(1234, date(2025, 6, 30))
        )
        return (wacht, *rest)

    monkeypatch.setattr(Release, "cellen", met_eerder)
    rij = client.get(f"{HIER}/cellen?indicator=clienten&per=wet").json()["resultaten"][0]
    assert rij["waarde"] is None
    assert rij["reden"]["code"] == "eerder-gepubliceerd"
    assert rij["eerder"] == {"waarde": 1234, "peildatum": "2025-06-30"}


def test_definitions_sources_and_loss(client: Any) -> None:
    definitie = client.get(f"{HIER}/indicatoren/clienten").json()
    assert definitie["vraag"] == "Hoeveel mensen krijgen hulp?"
    assert definitie["eigenaar"]
    assert len(definitie["zegtNiet"]) == 3
    assert ["wet", "wijk"] in definitie["kruisingen"]["jaar"]
    bronnen = client.get(f"{HIER}/bronnen").json()["resultaten"]
    assert [(b["naam"], b["geweigerd"]) for b in bronnen] == [("ijw", 3), ("iwmo", 0)]
    assert bronnen[1]["overeenkomst"]["bewaartermijn_maanden"] == 84
    verlies = client.get(f"{HIER}/verlies").json()
    assert verlies["cellen"] >= verlies["afgeschermd"] > 0
    assert "zijn verborgen" in verlies["zin"]
    assert {v["indicator"] for v in verlies["perIndicator"]} >= {"clienten", "uitgaven"}


def test_without_a_token_only_what_is_public(client: Any, als: Callable[[str], Any]) -> None:
    """Also for whoever is logged in on the site: a session is no token."""
    for lezer in (client, als("beleid")):
        assert {r["doelgroep"] for r in _alles(lezer, "/api/v1/releases")} == {"openbaar"}
        for doelgroep in ("beleid", "raad"):
            antwoord = lezer.get(f"/api/v1/releases/{doelgroep}-2025-10-31-00000001")
            assert antwoord.status_code == 404


@pytest.mark.parametrize(
    ("rol", "doelgroep"), [("beleid", "beleid"), ("raad", "raad"), ("inwoner", "openbaar"), ("privacy", "beleid")]
)
def test_a_token_sees_the_releases_of_its_role(client: Any, token: Any, rol: str, doelgroep: str) -> None:
    kop = token(rol)
    assert {r["doelgroep"] for r in _alles(client, "/api/v1/releases", **kop)} == {doelgroep}
    for ander in {"beleid", "raad", "openbaar"} - {doelgroep}:
        assert client.get(f"/api/v1/releases/{ander}-2025-10-31-00000001", **kop).status_code == 404
    assert client.get("/api/v1/releases/nieuwste", **kop).json()["doelgroep"] == doelgroep


def test_every_use_of_an_internal_release_is_an_event(client: Any, token: Any) -> None:
    from datameent.web.audit.models import Gebeurtenis

    kop = token("raad", naam="koppeling-raad")
    eerst = gebeurtenissen()
    antwoord = client.get("/api/v1/releases/nieuwste/cellen?indicator=clienten&wet=wmo&per=wijk", **kop)
    assert antwoord.status_code == 200
    assert client.get("/api/v1/releases", **kop).status_code == 200
    # What did not change was looked at all the same.
    nog = client.get(
        "/api/v1/releases/nieuwste/cellen?indicator=clienten&wet=wmo&per=wijk",
        HTTP_IF_NONE_MATCH=antwoord.headers["ETag"],
        **kop,
    )
    assert nog.status_code == 304
    assert gebeurtenissen() - eerst == 3
    laatste = Gebeurtenis.objects.order_by("-volgnr").first()
    assert laatste is not None
    assert (laatste.gebruiker, laatste.rol, laatste.soort) == ("token:koppeling-raad", "raad", "gedownload")
    assert laatste.release == "raad-2025-10-31-00000001"
    assert laatste.filters == "per=wijk&wet=wmo"
    assert laatste.pagina == "/api/v1/releases/nieuwste/cellen"


def test_no_event_no_figures(client: Any, token: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    kop = token("beleid")

    def kapot(*_: object, **__: object) -> str:
        raise RuntimeError("disk full, secret 12345")

    monkeypatch.setattr("datameent.web.audit.toegang.leg_vast", kapot)
    antwoord = client.get("/api/v1/releases/nieuwste", **kop)
    assert antwoord.status_code == 500
    assert antwoord.headers["Content-Type"] == "application/problem+json"
    assert "12345" not in antwoord.content.decode()
    assert "Traceback" not in antwoord.content.decode()


def test_a_token_for_one_law_sees_no_other(client: Any, token: Any) -> None:
    kop = token("beleid", ("wmo",))
    nieuwste = "/api/v1/releases/nieuwste"
    tabellen = _alles(client, f"{nieuwste}/tabellen", **kop)
    assert all("wet" in t["dimensies"] for t in tabellen)
    assert len(tabellen) > 10
    for tabel in tabellen[:12]:
        assert {c["wet"] for c in _alles(client, f"{tabel['_links']['cellen']['href']}?aantal=1000", **kop)} == {"wmo"}
    rijen = _alles(client, f"{nieuwste}/cellen?indicator=clienten&per=wet,wijk&aantal=1000", **kop)
    assert {c["wet"] for c in rijen} == {"wmo"}
    assert {c["wet"] for c in _alles(client, f"{nieuwste}/cellen?indicator=uitgaven", **kop)} == {"wmo"}
    for ander in ("jeugdwet", "totaal"):
        assert client.get(f"{nieuwste}/cellen?indicator=uitgaven&wet={ander}", **kop).status_code == 404
    assert [w["code"] for w in client.get(f"{nieuwste}/dimensies/wet", **kop).json()["waarden"]] == ["wmo"]
    zonder_wet = next(
        t["naam"] for t in _alles(client, f"{nieuwste}/tabellen", **token("beleid")) if not t["dimensies"]
    )
    assert client.get(f"{nieuwste}/tabellen/{zonder_wet}/cellen", **kop).status_code == 404


def test_a_token_ends(client: Any, web_home: Home, token: Any) -> None:
    from datameent.web.api.models import Token
    from datameent.web.api.tokens import tokens, trek_in

    kop = token("beleid", naam="eindig")
    assert client.get(LIJST, **kop).status_code == 200
    trek_in(web_home, "eindig")
    geweigerd = client.get(LIJST, **kop)
    assert geweigerd.status_code == 401
    assert geweigerd.headers["WWW-Authenticate"].startswith("Bearer ")
    kop = token("beleid", naam="verlopen")
    Token.objects.filter(naam="verlopen").update(geldig_tot=datetime.now(UTC) - timedelta(seconds=1))
    assert client.get(LIJST, **kop).status_code == 401
    standen = {t.naam: t.stand for t in tokens(web_home)}
    assert (standen["eindig"], standen["verlopen"]) == ("ingetrokken", "verlopen")
    for kop_ in ("Bearer dm_nietbestaand", "Basic YTpi", "Bearer", ""):
        assert client.get(LIJST, HTTP_AUTHORIZATION=kop_).status_code == 401


def test_the_secret_is_nowhere(web_home: Home, token: Any, client: Any) -> None:
    geheim = token("beleid", naam="geheim")["HTTP_AUTHORIZATION"].removeprefix("Bearer ")
    assert len(geheim) == len("dm_") + 43
    assert client.get("/api/v1/releases/nieuwste", HTTP_AUTHORIZATION=f"Bearer {geheim}").status_code == 200
    from datameent.web.api.models import Token
    from datameent.web.audit.models import Gebeurtenis

    for tabel in (Token, Gebeurtenis):
        assert geheim not in str(list(tabel.objects.values()))


def test_a_token_works_through_its_last_day(web_home: Home) -> None:
    from datameent.web.api.models import Token
    from datameent.web.api.tokens import maak_token

    maak_token(web_home, "laatste-dag", "raad", date.today() + timedelta(days=10))
    einde = Token.objects.get(naam="laatste-dag").geldig_tot
    from zoneinfo import ZoneInfo

    lokaal = einde.astimezone(ZoneInfo("Europe/Amsterdam"))
    assert (lokaal.date(), lokaal.hour) == (date.today() + timedelta(days=11), 0)


@pytest.mark.parametrize(
    ("naam", "rol", "dagen", "domein"),
    [
        ("x", "raad", 5, ()),
        ("spatie erin", "raad", 5, ()),
        ("goed", "bezoeker", 5, ()),
        ("goed", "baas", 5, ()),
        ("goed", "raad", -1, ()),
        ("goed", "raad", 400, ()),
        ("goed", "raad", 5, ("onderwijs",)),
    ],
)
def test_tokens_that_cannot_be(web_home: Home, naam: str, rol: str, dagen: int, domein: tuple[str, ...]) -> None:
    from datameent.web.api.tokens import maak_token, trek_in

    with pytest.raises(DatameentError, match="DM-WEB-040"):
        maak_token(web_home, naam, rol, date.today() + timedelta(days=dagen), domein)
    with pytest.raises(DatameentError, match="DM-WEB-041"):
        trek_in(web_home, "bestaat-niet")


def test_too_many_calls_wait(client: Any, token: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "SITE", settings.SITE.model_copy(update={"api_anoniem": 3, "api_token": 5}))
    monkeypatch.setattr("datameent.web.api.snelheid.time.time", lambda: 1_800_000_015.0)
    assert [client.get(LIJST).status_code for _ in range(4)] == [200, 200, 200, 429]
    laatste = client.get(LIJST)
    assert laatste.headers["Retry-After"] == "45"
    assert laatste.json()["type"] == "urn:datameent:probleem:te-vaak"
    assert client.get(LIJST, REMOTE_ADDR="192.0.2.8").status_code == 200, "another address goes on"
    kop = token("raad")
    assert [client.get(LIJST, **kop).status_code for _ in range(6)] == [200] * 5 + [429]
    assert client.get(LIJST, **token("raad")).status_code == 200, "another token goes on"
    monkeypatch.setattr("datameent.web.api.snelheid.time.time", lambda: 1_800_000_060.0)
    assert client.get(LIJST).status_code == 200, "a new minute"


def test_guessing_a_token_is_slowed_down(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "SITE", settings.SITE.model_copy(update={"api_anoniem": 2}))
    monkeypatch.setattr("datameent.web.api.snelheid.time.time", lambda: 1_800_000_015.0)
    statussen = [client.get(LIJST, HTTP_AUTHORIZATION=f"Bearer dm_{i}").status_code for i in range(3)]
    assert statussen == [401, 401, 429]


def test_one_ipv6_household_is_one_address() -> None:
    from datameent.web.api.snelheid import adressleutel

    assert adressleutel("2001:db8::1") == adressleutel("2001:db8::ffff:1")
    assert adressleutel("2001:db8::1") != adressleutel("2001:db8:0:1::1")
    assert "192.0.2.1" not in adressleutel("192.0.2.1")


def test_the_mark_of_an_answer(client: Any) -> None:
    adres = f"{HIER}/cellen?indicator=clienten&per=wet"
    antwoord = client.get(adres)
    merk = antwoord.headers["ETag"]
    for kop in (merk, f"W/{merk}", f'"iets", {merk}', "*"):
        zelfde = client.get(adres, HTTP_IF_NONE_MATCH=kop)
        assert (zelfde.status_code, zelfde.content) == (304, b"")
        assert zelfde.headers["ETag"] == merk
    assert client.get(adres, HTTP_IF_NONE_MATCH='"iets"').status_code == 200
    assert client.get(f"{adres}&aantal=5", HTTP_IF_NONE_MATCH=merk).status_code == 200
    assert client.get(f"{HIER}/indicatoren/geen", HTTP_IF_NONE_MATCH="*").status_code == 404


def test_pages_hang_together(client: Any) -> None:
    adres = f"{HIER}/cellen?indicator=clienten&korrel=kwartaal&per=wet&aantal=7"
    eerste = client.get(adres)
    document = eerste.json()
    assert set(document["_links"]) == {"self", "first", "next", "last"}
    assert '; rel="next"' in eerste.headers["Link"]
    rijen = _alles(client, adres)
    assert len(rijen) == len({json.dumps(r, sort_keys=True) for r in rijen}) == 32
    laatste = client.get(document["_links"]["last"]["href"]).json()
    assert set(laatste["_links"]) == {"self", "first", "prev", "last"}
    assert client.get(f"{adres}&pagina=6").status_code == 404


@pytest.mark.parametrize(
    ("vraag", "naam"),
    [
        ("", "indicator"),
        ("?indicator=clienten&korrel=week", "korrel"),
        ("?indicator=clienten&pagina=0", "pagina"),
        ("?indicator=clienten&pagina=%2B1", "pagina"),
        ("?indicator=clienten&pagina=1.0", "pagina"),
        ("?indicator=clienten&pagina=٣", "pagina"),
        ("?indicator=clienten&aantal=1001", "aantal"),
        ("?indicator=clienten&per=wijk,wijk", "per"),
        ("?indicator=clienten&per=straat", "per"),
        ("?indicator=clienten&wijk=%3Cscript%3E", "wijk"),
        ("?indicator=clienten&wijk=WK999900&wijk=WK999901", "wijk"),
        ("?indicator=clienten&vreemd=1", "(onbekend)"),
    ],
)
def test_a_wrong_parameter_is_named_and_not_repeated(client: Any, vraag: str, naam: str) -> None:
    antwoord = client.get(f"{HIER}/cellen{vraag}")
    assert antwoord.status_code == 400
    assert [p["naam"] for p in antwoord.json()["parameters"]] == [naam]
    assert "script" not in antwoord.content.decode()
    assert "vreemd" not in antwoord.content.decode()


@pytest.mark.parametrize(
    "adres",
    [
        "/api/v1/releases/",
        "/api/v1",
        "/api/v1/",
        "/api/v2/releases",
        "/api",
        "/api/v1/releases/geen",
        "/api/v1/releases/..%2F..%2Fapp",
        f"{HIER}/indicatoren/geen",
        f"{HIER}/dimensies/geen",
        f"{HIER}/tabellen/geen/cellen",
        f"{HIER}/cellen?indicator=geen",
        f"{HIER}/cellen?indicator=clienten&wijk=WK000000",
        f"{HIER}/cellen?indicator=clienten&per=aanbieder",
        f"{HIER}/personen",
    ],
)
def test_what_is_not_there_is_404_without_a_trace(client: Any, adres: str) -> None:
    antwoord = client.get(adres)
    assert antwoord.status_code == 404
    assert antwoord.headers["Content-Type"] == "application/problem+json"
    document = antwoord.json()
    assert set(document) >= {"type", "title", "status", "detail", "instance"}
    assert document["status"] == 404


def test_a_crossing_that_is_not_there_names_those_that_are(client: Any) -> None:
    document = client.get(f"{HIER}/cellen?indicator=clienten&per=wet,aanbieder").json()
    assert ["wet", "wijk"] in document["kruisingen"]


@pytest.mark.parametrize("methode", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("adres", ["/api/v1/releases", HIER, "/api/v1/openapi.json", "/api/v1/geen"])
def test_only_reading(client: Any, methode: str, adres: str) -> None:
    antwoord = getattr(client, methode)(adres)
    assert antwoord.status_code == 405
    assert antwoord.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert antwoord.headers["Content-Type"] == "application/problem+json"


def test_a_form_from_elsewhere_is_a_wrong_method_too(web_home: Home) -> None:
    from django.test import Client

    streng = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    assert streng.post(LIJST).status_code == 405


def test_head_is_get_without_the_body(client: Any) -> None:
    adres = f"{HIER}/bronnen"
    met, zonder = client.get(adres), client.head(adres)
    assert zonder.content == b""
    assert zonder.headers["ETag"] == met.headers["ETag"]
    assert zonder.headers["Content-Length"] == str(len(met.content))


def test_other_sites_may_read_what_is_public_only(client: Any, token: Any) -> None:
    assert client.get(HIER).headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in client.get(HIER).headers
    assert client.get(HIER).headers["Cache-Control"] == "public, no-cache"
    binnen = client.get("/api/v1/releases/nieuwste", **token("beleid"))
    assert "Access-Control-Allow-Origin" not in binnen.headers
    assert binnen.headers["Cache-Control"] == "no-store"
    vooraf = client.options(HIER, HTTP_ACCESS_CONTROL_REQUEST_METHOD="GET", HTTP_ORIGIN="https://elders.example")
    assert vooraf.status_code == 204
    assert "authorization" not in vooraf.headers["Access-Control-Allow-Headers"].lower()


def test_every_answer_says_its_version_and_sets_no_cookie(client: Any, token: Any) -> None:
    for adres in (LIJST, HIER, "/api/v1/geen", "/api/v1/openapi.json"):
        antwoord = client.get(adres)
        assert antwoord.headers["API-Version"] == "1.0.0"
        assert not antwoord.cookies
        assert "Authorization" in antwoord.headers["Vary"]


def test_the_database_gone_is_said(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    def weg(*_: object) -> int:
        raise OperationalError("unable to open database file")

    monkeypatch.setattr("datameent.web.api.lezer.te_snel", weg)
    antwoord = client.get(LIJST)
    assert antwoord.status_code == 503
    assert antwoord.headers["Retry-After"] == "60"
    assert "unable" not in antwoord.content.decode()


def test_an_older_release_can_still_be_read(client: Any, web_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings

    pad = proefrelease.schrijf(web_home.releases, "raad", proefrelease.Vorm(wijken=2), volgnr=2)
    try:
        from datameent.web.audit.keten import Soort
        from datameent.web.audit.toegang import GeenRelease, Lezer, open_als, uitgaven
        from datameent.web.permissions.rollen import Rol

        lezer = Lezer.met_rol(Rol.RAAD, "proef")
        # Nobody agreed with the new one yet.
        assert [m.release_id for m in uitgaven(lezer, pagina="/proef")] == ["raad-2025-10-31-00000001"]
        with pytest.raises(GeenRelease):
            open_als(lezer, Soort.GEZIEN, pagina="/proef", vraag={}, release_id=pad.stem)
        monkeypatch.setattr(settings, "SITE", settings.SITE.model_copy(update={"vier_ogen": False}))
        namen = [m.release_id for m in uitgaven(lezer, pagina="/proef")]
        assert namen == ["raad-2025-10-31-00000002", "raad-2025-10-31-00000001"]
    finally:
        pad.unlink()


def test_the_description_is_that_of_the_routes(client: Any, web_home: Home) -> None:
    from datameent.web.api.routes import ROUTES
    from datameent.web.urls import urlpatterns

    document = client.get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    echt = {
        "/" + re.sub(r"<str:(\w+)>", r"{\1}", str(p.pattern)).removeprefix("api/v1").removeprefix("/")
        for p in urlpatterns
        if str(p.name).startswith("api-") and p.name != "api-nergens"
    }
    assert echt == set(document["paths"])
    for route in ROUTES:
        beschreven = document["paths"][route.pad]["get"]
        vraag = {p["name"] for p in beschreven["parameters"] if p["in"] == "query"}
        assert vraag == {v.alias or n for n, v in route.vraag.model_fields.items()}
        assert {p["name"] for p in beschreven["parameters"] if p["in"] == "path"} == set(route.delen)


def test_names_are_consistent(client: Any) -> None:
    """Paths in small letters with hyphens, members in camelCase, no slash at the end."""
    document = client.get("/api/v1/openapi.json").json()
    for pad in document["paths"]:
        assert not pad.endswith("/")
        for deel in pad.split("/"):
            assert re.fullmatch(r"|[a-z][a-z.-]*|\{[a-z][A-Za-z]*\}", deel), pad
    for schema in document["components"]["schemas"].values():
        for naam in schema.get("properties", {}):
            assert re.fullmatch(r"_links|[a-z][A-Za-z]*", naam), naam


_SNEL = """
import sys; from pathlib import Path
from datameent.domain.home import Home
from datameent.web.opzet import configureer
configureer(Home(Path(sys.argv[1])))
from datameent.web.api.snelheid import te_snel
print(sum(te_snel("samen", 100, nu=1_800_000_000.0) == 0 for _ in range(60)))
"""


def test_several_workers_count_together(web_home: Home) -> None:
    import os
    import subprocess
    import sys

    from conftest import REPO

    opdracht = [sys.executable, "-c", _SNEL, str(web_home.root)]
    omgeving = {**os.environ, "PYTHONPATH": f"{REPO / 'src'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
    processen = [subprocess.Popen(opdracht, env=omgeving, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert sum(int(p.communicate(timeout=60)[0]) for p in processen) == 100


def test_the_cli_makes_shows_and_withdraws(tmp_path: Path) -> None:
    import os
    import subprocess
    import sys

    from conftest import REPO

    def draai(*opdracht: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", "from datameent.cli.main import run; run()", *opdracht],
            env={**os.environ, "PYTHONPATH": str(REPO / "src"), "DATAMEENT_HOME": str(tmp_path / "home")},
            capture_output=True,
            text=True,
            check=False,
        )

    assert draai("init", str(tmp_path / "home")).returncode == 0
    maak = draai(
        "token", "maak", "koppeling", "--rol", "beleid", "--geldig-tot", MORGEN.isoformat(), "--domein", "wmo", "--json"
    )
    assert maak.returncode == 0, maak.stderr
    geheim = json.loads(maak.stdout)["token"]
    lijst = draai("token", "lijst", "--json")
    (rij,) = json.loads(lijst.stdout)
    assert (rij["naam"], rij["rol"], rij["domeinen"], rij["stand"]) == ("koppeling", "beleid", ["wmo"], "geldig")
    assert geheim not in lijst.stdout
    assert draai("token", "maak", "koppeling", "--rol", "raad", "--geldig-tot", MORGEN.isoformat()).returncode == 2
    assert draai("token", "intrekken", "koppeling").returncode == 0
    assert json.loads(draai("token", "lijst", "--json").stdout)[0]["stand"] == "ingetrokken"
    with sqlite3.connect(tmp_path / "home" / "app.sqlite3") as db:
        soorten = [r[0] for r in db.execute("SELECT pagina FROM audit_gebeurtenis WHERE soort = 'token'")]
    assert soorten == ["gemaakt", "ingetrokken"]
