"""The app database is locked or gone: a page that says so, with what was typed; nothing is written elsewhere."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from conftest import gebeurtenissen
from datameent.domain.home import Home

LANG = "Ik schreef dit <b>lang</b>.\nEn dit ook: " + "é" * 9_000
VELDEN = {"csrfmiddlewaretoken": "x" * 64, "vraag": "Waarom groeit het?", "toelichting": LANG}


@contextmanager
def _weg(home: Home) -> Iterator[None]:
    """Without the file of the database."""
    from django.db import connection

    connection.close()
    delen = [home.app_db.with_name(home.app_db.name + eind) for eind in ("", "-wal", "-shm")]
    weggezet = [(p, p.with_name(f"weg-{p.name}")) for p in delen if p.exists()]
    for pad, naar in weggezet:
        pad.rename(naar)
    try:
        yield
    finally:
        connection.close()
        assert not home.app_db.exists(), "an empty database was made in its place"
        for pad, naar in weggezet:
            naar.rename(pad)


@pytest.fixture
def zacht(als: Callable[[str], Any]) -> Callable[[str], Any]:
    """A client that shows the page where a browser would."""

    def maak(rol: str) -> Any:
        client = als(rol)
        client.raise_request_exception = False
        return client

    return maak


def _is_weg(antwoord: Any) -> str:
    assert antwoord.status_code == 503
    assert antwoord.headers["Retry-After"] == "60"
    inhoud: str = antwoord.content.decode()
    assert "We kunnen nu niets bewaren" in inhoud
    assert "Traceback" not in inhoud
    assert "sqlite" not in inhoud.lower()
    return inhoud


def test_without_a_database_the_public_figures_stay(zacht: Any, web_home: Home) -> None:
    client = zacht("bezoeker")
    with _weg(web_home):
        assert client.get("/").status_code == 200
        assert client.get("/cijfers/clienten/?wet=wmo").status_code == 200
        assert client.get("/health").status_code == 503
        assert client.get("/api/v1/releases").status_code == 503
        _is_weg(client.get("/privacy/"))
    assert client.get("/health").status_code == 200


def test_without_a_database_no_internal_figure_is_shown(zacht: Any, web_home: Home) -> None:
    client = zacht("beleid")
    with _weg(web_home):
        inhoud = _is_weg(client.get("/cijfers/clienten/"))
        assert "mensen" not in inhoud
        api = client.get("/api/v1/releases")
        assert api.status_code == 503
        assert api.headers["Content-Type"] == "application/problem+json"
    assert client.get("/cijfers/clienten/").status_code == 200


def test_what_was_typed_stands_in_the_page(zacht: Any, web_home: Home) -> None:
    client = zacht("beleid")
    with _weg(web_home):
        inhoud = _is_weg(client.post("/cijfers/clienten/?per=wijk", VELDEN))
    assert "Waarom groeit het?" in inhoud
    assert "Ik schreef dit &lt;b&gt;lang&lt;/b&gt;." in inhoud
    assert "é" * 9_000 in inhoud
    assert 'action="/cijfers/clienten/?per=wijk"' in inhoud
    assert f'name="csrfmiddlewaretoken" value="{"x" * 64}"' in inhoud


def test_a_password_does_not(zacht: Any, web_home: Home) -> None:
    client = zacht("beleid")
    with _weg(web_home):
        for adres in ("/account/wachtwoord/", "/inloggen/"):
            velden = {"huidig": "mijn-geheim", "wachtwoord": "mijn-geheim", "gebruikersnaam": "demo-beleid"}
            assert "mijn-geheim" not in _is_weg(client.post(adres, velden))


def test_a_locked_database_is_said_and_nothing_is_half(zacht: Any, web_home: Home) -> None:
    from django.db import connection

    client = zacht("beleid")
    assert client.get("/").status_code == 200
    eerst = gebeurtenissen()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 100")
    slot = sqlite3.connect(web_home.app_db, isolation_level=None)
    try:
        slot.execute("BEGIN EXCLUSIVE")
        _is_weg(client.get("/cijfers/clienten/"))
        slot.execute("ROLLBACK")
    finally:
        slot.close()
        connection.close()
    assert gebeurtenissen() == eerst
    assert client.get("/cijfers/clienten/").status_code == 200
    assert gebeurtenissen() == eerst + 1


def test_a_database_that_was_put_back_is_the_one_written_to(zacht: Any, web_home: Home) -> None:
    """A connection to a file that was replaced would write events that nobody ever sees."""
    from django.db import connection

    client = zacht("beleid")
    assert client.get("/").status_code == 200
    kopie = web_home.app_db.with_name("teruggezet.sqlite3")
    with sqlite3.connect(web_home.app_db) as bron, sqlite3.connect(kopie) as doel:
        bron.backup(doel)
    for eind in ("-wal", "-shm"):
        web_home.app_db.with_name(web_home.app_db.name + eind).unlink(missing_ok=True)
    kopie.chmod(0o600)
    assert connection.connection is not None, "the connection of this thread is still open"
    kopie.rename(web_home.app_db)
    assert client.get("/cijfers/clienten/").status_code == 200
    with sqlite3.connect(web_home.app_db) as bron:
        (pagina,) = bron.execute("SELECT pagina FROM audit_gebeurtenis ORDER BY volgnr DESC LIMIT 1").fetchone()
    assert pagina == "/cijfers/clienten/"


def test_what_nobody_typed_goes_along_unseen(zacht: Any, web_home: Home) -> None:
    client = zacht("beleid")
    with _weg(web_home):
        inhoud = _is_weg(client.post("/vragen/2/wijzig/", {**VELDEN, "gezien": "2", "bij_hoog": "Meer hulp."}))
    assert '<input type="hidden" name="gezien" value="2">' in inhoud
    assert ">Gezien<" not in inhoud
    assert ">Bij hoog</label>" in inhoud
