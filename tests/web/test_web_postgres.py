"""The site on Postgres: the same tests once more, in a run of their own, because Django is set up once per process."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import postgres
import pytest

from conftest import REPO
from datameent.domain.errors import DatameentError
from datameent.domain.home import Home
from datameent.web.database import database_van

DEZELFDE = (
    ("inloggen", "sessie", "api", "twee_databases"),
    ("rechten",),
    ("vragen", "doelen", "duiding", "besluiten", "meldingen", "contract", "lezers", "voorbeelden", "schil"),
)
"""Files of tests that run on Postgres too, a process for each row."""


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    """A server for this module."""
    pytest.importorskip("psycopg") if os.environ.get("CI") != "true" else None
    with postgres.server() as gestart:
        yield gestart


@pytest.mark.slow
@pytest.mark.parametrize("bestanden", DEZELFDE, ids=lambda b: b[0])
def test_the_same_tests_on_postgres(server: postgres.Server, bestanden: tuple[str, ...]) -> None:
    omgeving = {**os.environ, postgres.ADRES: server.adres, postgres.WACHTWOORD: server.wachtwoord}
    omgeving.pop("DATAMEENT_HOME", None)
    omgeving.pop("DJANGO_SETTINGS_MODULE", None)
    omgeving.pop("COVERAGE_PROCESS_CONFIG", None)  # the same lines once more: counting them takes twice as long
    uit = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", *(f"tests/web/test_web_{b}.py" for b in bestanden)],
        cwd=REPO,
        env=omgeving,
        capture_output=True,
        text=True,
        check=False,
        timeout=500,
    )
    assert uit.returncode == 0, uit.stdout[-4000:] + uit.stderr[-1000:]
    gedaan = re.search(r"(\d+) passed", uit.stdout)
    assert gedaan is not None
    assert int(gedaan[1]) >= 15 * len(bestanden)
    assert "skipped" not in uit.stdout


@pytest.mark.parametrize(
    "adres",
    [
        "postgresql://datameent:geheim@127.0.0.1/datameent",
        "mysql://datameent@127.0.0.1/datameent",
        "postgresql:///datameent",
        "postgresql://datameent@127.0.0.1",
        "postgresql://datameent@127.0.0.1:poort/datameent",
        "postgresql://datameent@127.0.0.1/datameent?options=-c",
        "app.sqlite3",
    ],
)
def test_an_address_that_cannot_be(tmp_path: Path, adres: str) -> None:
    with pytest.raises(DatameentError, match="DM-WEB-042") as fout:
        database_van(Home(tmp_path), adres)
    assert "geheim" not in str(fout.value)


def test_the_password_stands_apart_and_closed(tmp_path: Path) -> None:
    home = Home(tmp_path)
    adres = "postgresql://dm%40x@db.intern:6432/cijfers?sslmode=verify-full"
    assert database_van(home, adres)["PASSWORD"] == ""
    home.keys.mkdir()
    sleutel = home.keys / "database.key"
    sleutel.write_text("geheim\n", encoding="utf-8")
    sleutel.chmod(0o644)
    with pytest.raises(DatameentError, match="DM-WEB-002"):
        database_van(home, adres)
    sleutel.chmod(0o600)
    gezet = database_van(home, adres)
    assert (gezet["USER"], gezet["HOST"], gezet["PORT"], gezet["NAME"]) == ("dm@x", "db.intern", "6432", "cijfers")
    assert gezet["PASSWORD"] == "geheim"
    assert gezet["OPTIONS"]["sslmode"] == "verify-full"
