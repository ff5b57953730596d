"""A Postgres of the tests' own: started on a free port of this machine, with a password, and gone afterwards."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from datameent.domain.home import Home

ADRES = "DATAMEENT_PROEF_POSTGRES"
WACHTWOORD = "DATAMEENT_PROEF_POSTGRES_WACHTWOORD"
DRAAIT = ADRES in os.environ
"""Whether this run of the tests is the one on Postgres."""


@dataclass(frozen=True)
class Server:
    """Address without a database name, the password, and where its programs are."""

    adres: str
    wachtwoord: str
    bin: Path


def vind_bin() -> Path:
    """Where the programs of Postgres are; their absence fails in CI and is a named skip elsewhere."""
    gevonden = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    op_pad = shutil.which("initdb")
    if gevonden:
        return gevonden[0].parent
    if op_pad:
        return Path(op_pad).parent
    reden = "Postgres is missing: install it (Debian: postgresql) to run the tests of the site on it"
    if os.environ.get("CI") == "true":
        pytest.fail(reden)
    pytest.skip(reden)


@contextmanager
def server() -> Iterator[Server]:
    """A running server; Postgres refuses to run as root, so then it runs as the user that Debian made for it."""
    bin_ = vind_bin()
    map_ = Path(tempfile.mkdtemp(prefix="datameent-pg-"))
    als: dict[str, Any] = {}
    if os.geteuid() == 0:
        shutil.chown(map_, "postgres", "postgres")
        als = {"user": "postgres", "group": "postgres", "extra_groups": []}
    wachtwoord = secrets.token_urlsafe(16)
    geheim = map_ / "wachtwoord"
    geheim.write_text(wachtwoord, encoding="utf-8")
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        poort = s.getsockname()[1]

    def draai(*opdracht: str) -> None:
        uit = subprocess.run(opdracht, cwd=map_, capture_output=True, text=True, check=False, **als)
        assert uit.returncode == 0, uit.stderr

    data = str(map_ / "data")
    draai(str(bin_ / "initdb"), "-D", data, "-U", "proef", "-A", "scram-sha-256", "--pwfile", str(geheim), "-E", "UTF8")
    opties = f"-p {poort} -c listen_addresses=127.0.0.1 -k {map_} -c fsync=off"
    draai(str(bin_ / "pg_ctl"), "-w", "-D", data, "-l", str(map_ / "log"), "-o", opties, "start")
    try:
        yield Server(f"postgresql://proef@127.0.0.1:{poort}", wachtwoord, bin_)
    finally:
        draai(str(bin_ / "pg_ctl"), "-w", "-m", "immediate", "-D", data, "stop")
        shutil.rmtree(map_)


def koppel(home: Home, adres: str = "", wachtwoord: str = "") -> str:
    """Give a home a new, empty database on the server of this run; returns its address."""
    import psycopg

    adres, wachtwoord = adres or os.environ[ADRES], wachtwoord or os.environ[WACHTWOORD]
    naam = f"proef_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{adres}/postgres", password=wachtwoord, autocommit=True) as verbinding:
        verbinding.execute(f'CREATE DATABASE "{naam}"')
    home.keys.mkdir(mode=0o700, exist_ok=True)
    sleutel = home.keys / "database.key"
    sleutel.touch(mode=0o600)
    sleutel.write_text(wachtwoord, encoding="utf-8")
    instellingen = home.config / "instellingen.yaml"
    met = f"{instellingen.read_text(encoding='utf-8')}site:\n  database: {adres}/{naam}\n"
    instellingen.write_text(met, encoding="utf-8")
    return f"{adres}/{naam}"


def kopieer(van: str, naar: str) -> None:
    """Make `naar` a copy of the database `van`, in place of what it was; nobody may be connected to `van`."""
    import psycopg

    with psycopg.connect(
        f"{os.environ[ADRES]}/postgres", password=os.environ[WACHTWOORD], autocommit=True
    ) as verbinding:
        verbinding.execute(f'DROP DATABASE IF EXISTS "{naar}" WITH (FORCE)')
        verbinding.execute(f'CREATE DATABASE "{naar}" TEMPLATE "{van}"')
