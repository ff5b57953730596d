"""A copy of an app database that is a Postgres, with the programs that Postgres itself brings for it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home
from datameent.web.database import database_van
from datameent.web.foutcodes import Foutcode
from datameent.web.instellingen import lees_instellingen

BESTAND: Final = "app.pgdump"
"""What the copy is called, in the folder of `backup` and in a home that was put back."""


def is_postgres(home: Home) -> bool:
    """Whether this home keeps accounts, texts and the audit trail in Postgres."""
    return bool(lees_instellingen(home).database)


def stort(home: Home, map_: Path) -> None:
    """Write the whole database to `map_`, as it is at one moment. Error: DM-WEB-044."""
    pad = map_ / BESTAND
    pad.touch(mode=0o600)
    _draai(home, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={pad}")


def laad(home: Home) -> None:
    """Put the copy that stands in the home into its database, which must be empty. Errors: DM-WEB-044, DM-WEB-045."""
    if _tabellen(home):
        raise DatameentError(
            Foutcode.DATABASE_VOL,
            "The database is not empty",
            "Make a new, empty database and name it in site.database; nothing was changed",
            exit_status=ExitStatus.USAGE,
        )
    pad = home.root / BESTAND
    _draai(home, "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", str(pad))


def _tabellen(home: Home) -> int:
    import psycopg

    gezet = database_van(home, lees_instellingen(home).database)
    try:
        with psycopg.connect(
            host=gezet["HOST"],
            port=gezet["PORT"],
            user=gezet["USER"],
            dbname=gezet["NAME"],
            password=gezet["PASSWORD"],
            **gezet["OPTIONS"],
        ) as verbinding:
            vraag = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
            rij = verbinding.execute(vraag).fetchone()
    except psycopg.Error:
        raise _fout("The database does not answer", "Check site.database and keys/database.key") from None
    return int(rij[0]) if rij else 0


def _draai(home: Home, programma: str, *opties: str) -> None:
    gezet: dict[str, Any] = database_van(home, lees_instellingen(home).database)
    gevonden = shutil.which(programma) or next(
        (str(p) for p in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{programma}"), reverse=True)), None
    )
    if gevonden is None:
        raise _fout("A program of Postgres is missing", "Install the client programs of Postgres: postgresql-client")
    # The password goes by the environment: others on this machine can read a command line.
    omgeving = {**os.environ, "PGPASSWORD": gezet["PASSWORD"], "PGCONNECT_TIMEOUT": "5"}
    omgeving |= {f"PG{n.upper()}": w for n, w in gezet["OPTIONS"].items() if n.startswith("ssl")}
    waar = ["-h", gezet["HOST"], "-p", gezet["PORT"], "-U", gezet["USER"], "-d", gezet["NAME"], "--no-password"]
    uit = subprocess.run([gevonden, *waar, *opties], env=omgeving, capture_output=True, check=False)  # noqa: S603
    if uit.returncode:
        raise _fout(
            "The copy of the database failed",
            "Check that the database answers, and that the client programs are not older than the server",
        )


def _fout(what: str, todo: str) -> DatameentError:
    return DatameentError(Foutcode.PG_PROGRAMMA, what, todo, Plaats(bestand=BESTAND), ExitStatus.STORAGE)
