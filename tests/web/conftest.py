"""A data home with releases and accounts, a client per role, a server and Debian's chromium."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from datameent.domain.home import Home

REPO = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(Path(__file__).parent))

import postgres  # noqa: E402
import proefrelease  # noqa: E402

DOELGROEPEN = ("beleid", "raad", "openbaar")


def maak_home(root: Path, **vormen: proefrelease.Vorm) -> Home:
    """A home with a release per audience, and nothing else."""
    home = Home(root)
    home.config.mkdir(parents=True)
    (home.config / "instellingen.yaml").write_text("gemeente_naam: Voorbeeldgemeente\n", encoding="utf-8")
    if postgres.DRAAIT:
        postgres.koppel(home)
    for doelgroep in DOELGROEPEN:
        proefrelease.schrijf(home.releases, doelgroep, vormen.get(doelgroep))
    return home


@pytest.fixture(scope="session")
def web_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The home of this test run; Django can be set up for one home only."""
    from datameent.web.opzet import opzet

    home = maak_home(tmp_path_factory.mktemp("web") / "home")
    opzet(home)
    return home


@pytest.fixture(scope="session")
def accounts(web_home: Home) -> dict[str, Any]:
    """The demo accounts by role, with what the demo writes in their name."""
    from datameent.web.accounts.beheer import demo_accounts
    from datameent.web.voorbeelden import zet_voorbeelden

    gemaakt = {a.rol: a for a in demo_accounts(web_home)}
    zet_voorbeelden(web_home)
    _kopieer(web_home, terug=False)
    return gemaakt


def _kopieer(home: Home, *, terug: bool) -> None:
    """The app database to the copy of how it began, or back."""
    from django.db import connections

    connections.close_all()
    if postgres.DRAAIT:
        naam = str(connections["default"].settings_dict["NAME"])
        postgres.kopieer(*(f"{naam}_begin", naam) if terug else (naam, f"{naam}_begin"))
        return
    paden = (home.app_db, home.root / "app-zoals-begonnen.sqlite3")
    van, naar = reversed(paden) if terug else paden
    with closing(sqlite3.connect(van)) as bron, closing(sqlite3.connect(naar, timeout=20)) as doel:
        bron.backup(doel)


@pytest.fixture(scope="module", autouse=True)
def _zoals_begonnen(request: pytest.FixtureRequest) -> None:
    """No module finds what another one wrote: the app database is put back as it was with only the examples in it."""
    if any("web_home" in getattr(t, "fixturenames", ()) for t in _tests_van(request)):
        request.getfixturevalue("accounts")
        _kopieer(request.getfixturevalue("web_home"), terug=True)


def _tests_van(request: pytest.FixtureRequest) -> list[pytest.Item]:
    return [item for item in request.session.items if item.path == request.path]


@pytest.fixture
def client(web_home: Home) -> Any:
    """Somebody who is not logged in, and whom no earlier test locked out."""
    from axes.utils import reset
    from django.test import Client

    reset()
    return Client(SERVER_NAME="localhost")


@pytest.fixture
def als(client: Any, accounts: dict[str, Any]) -> Callable[[str], Any]:
    """A client that is logged in with a role; `bezoeker` is not."""

    def log_in(rol: str) -> Any:
        if rol != "bezoeker":
            from datameent.web.accounts.models import Gebruiker

            client.force_login(
                Gebruiker.objects.get(gebruikersnaam=accounts[rol].gebruikersnaam),
                backend="django.contrib.auth.backends.ModelBackend",
            )
        return client

    return log_in


def gebeurtenissen() -> int:
    """How many audit events there are."""
    from datameent.web.audit.models import Gebeurtenis

    return Gebeurtenis.objects.count()


# ---------------------------------------------------------------- a real server


def vrije_poort() -> int:
    """A port nobody listens on."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        poort: int = s.getsockname()[1]
        return poort


class Site:
    """A served home."""

    def __init__(self, home: Home, poort: int, accounts: dict[str, dict[str, str]]) -> None:
        self.home, self.url, self.accounts = home, f"http://127.0.0.1:{poort}", accounts
        self.ingelogd: dict[str, Any] = {}
        """Cookies of who logged in, by role, so that a hash of a password is not waited for again and again."""


_DIEN = """
import sys; from pathlib import Path
from datameent.domain.home import Home
from datameent.web.server import serve
serve(Home(Path(sys.argv[1])), "127.0.0.1", int(sys.argv[2]), workers=1, warm=False)
"""
_ACCOUNTS = """
import json, sys; from dataclasses import asdict; from pathlib import Path
from datameent.domain.home import Home
from datameent.web.accounts.beheer import demo_accounts
from datameent.web.voorbeelden import zet_voorbeelden
home = Home(Path(sys.argv[1]))
print(json.dumps({a.rol: asdict(a) for a in demo_accounts(home)}))
zet_voorbeelden(home)
"""


def _omgeving() -> dict[str, str]:
    """The environment of a process that does not know the home of this one."""
    zonder = {"DJANGO_SETTINGS_MODULE", "DATAMEENT_HOME"}
    return {**{k: v for k, v in os.environ.items() if k not in zonder}, "PYTHONPATH": str(REPO / "src")}


def _vul(home: Home) -> dict[str, dict[str, str]]:
    """Accounts and examples in a home, once; the accounts by role."""
    klaar = home.root / "accounts-van-de-test.json"
    if not klaar.exists():
        opdracht = [sys.executable, "-c", _ACCOUNTS, str(home.root)]
        uit = subprocess.run(opdracht, env=_omgeving(), capture_output=True, check=False, text=True)
        assert uit.returncode == 0, uit.stderr
        klaar.write_text(uit.stdout, encoding="utf-8")
    accounts: dict[str, dict[str, str]] = json.loads(klaar.read_text(encoding="utf-8"))
    return accounts


def dien(home: Home) -> Iterator[Site]:
    """Serve a home in a process of its own until the test is done."""
    accounts = _vul(home)
    poort = vrije_poort()
    proces = subprocess.Popen([sys.executable, "-c", _DIEN, str(home.root), str(poort)], env=_omgeving())
    try:
        _wacht_op(f"http://127.0.0.1:{poort}/health", proces)
        yield Site(home, poort, accounts)
    finally:
        proces.send_signal(signal.SIGINT)  # at once: a graceful end waits for connections that nobody uses any more
        proces.wait(timeout=20)


@pytest.fixture(scope="session")
def nieuwe_home(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Home]:
    """A normal municipality with accounts and examples: made once, then copied.

    Not when the texts are in Postgres: there each home has a database of its own, that a copy of the files would share.
    """
    if postgres.DRAAIT:
        return lambda naam: maak_home(tmp_path_factory.mktemp(naam) / "home")
    eerste = maak_home(tmp_path_factory.mktemp("eerste") / "home")
    _vul(eerste)

    def kopie(naam: str) -> Home:
        root = tmp_path_factory.mktemp(naam) / "home"
        shutil.copytree(eerste.root, root)
        return Home(root)

    return kopie


def _wacht_op(url: str, proces: subprocess.Popen[bytes]) -> None:
    einde = time.monotonic() + 180
    while time.monotonic() < einde:
        if proces.poll() is not None:
            pytest.fail("the server stopped before it answered")
        try:
            with urllib.request.urlopen(url, timeout=2) as antwoord:
                if antwoord.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server did not answer in time")


@pytest.fixture(scope="session")
def site(nieuwe_home: Callable[[str], Home]) -> Iterator[Site]:
    """A normal municipality, served."""
    yield from dien(nieuwe_home("site"))


@pytest.fixture(scope="session")
def vreemde_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Odd states: beleid has very long names and 60 providers, raad one wijk and all hidden, openbaar nothing."""
    vormen = {
        "beleid": proefrelease.Vorm(aanbieders=60, lange_namen=True, verborgen=0.3),
        "raad": proefrelease.Vorm(wijken=1, alles_verborgen=True),
        "openbaar": proefrelease.Vorm(leeg=True),
    }
    yield from dien(maak_home(tmp_path_factory.mktemp("vreemd") / "home", **vormen))


# ---------------------------------------------------------------- Debian's chromium

CHROMIUM_ARGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def vind_chromium() -> str:
    """The path of chromium; installed when missing and we may; else a failure that says what to install."""
    gevonden = shutil.which("chromium") or shutil.which("chromium-browser")
    if gevonden is None and os.geteuid() == 0 and shutil.which("apt-get"):
        omgeving = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for opdracht in ("update -q", "install -q -y --no-install-recommends chromium"):
            subprocess.run(["apt-get", *opdracht.split()], env=omgeving, check=False, capture_output=True)
        gevonden = shutil.which("chromium")
    if gevonden is None:
        pytest.fail("browser tests need Debian's chromium: run `sudo apt-get install chromium` and try again")
    return gevonden


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A running browser; closed after its module, because its event loop is not one that Django wants around it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=vind_chromium(), args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def schermafdrukken() -> Path:
    """Where screenshots are kept, to be looked at."""
    map_ = REPO / "build" / "screenshots"
    map_.mkdir(parents=True, exist_ok=True)
    return map_
