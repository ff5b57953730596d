"""The app database: SQLite in the data home, or the Postgres that `site.database` names.

The address has no password in it; that stands alone in `keys/database.key`, mode 0600.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import Any, Final, cast
from urllib.parse import parse_qsl, quote, unquote, urlsplit
from weakref import WeakKeyDictionary

from django.conf import settings
from django.core.signals import request_started
from django.db import connections
from django.db.backends.signals import connection_created

from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home
from datameent.web.foutcodes import Foutcode
from datameent.web.sleutels import lees_geheim

SLEUTEL: Final = "database.key"
WACHT: Final = 10
"""Seconds that a writer waits for another one; after that the reader is told to try again."""
_TLS: Final = frozenset({"sslmode", "sslrootcert"})


def database_van(home: Home, adres: str) -> dict[str, Any]:
    """The settings of Django for an address; SQLite in the home when it is empty. Error: DM-WEB-042.

    >>> from pathlib import Path
    >>> database_van(Home(Path("/h")), "")["NAME"]
    'file:/h/app.sqlite3?mode=rw'
    """
    return _postgres(home, adres) if adres else _sqlite(home)


def _sqlite(home: Home) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        # Never made by whoever looks for it: `opzet` makes it, and one that is gone is gone, not empty.
        "NAME": f"file:{quote(str(home.app_db))}?mode=rw",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": WACHT,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


def _postgres(home: Home, adres: str) -> dict[str, Any]:
    try:
        delen = urlsplit(adres)
        vraag, poort = dict(parse_qsl(delen.query, strict_parsing=bool(delen.query))), delen.port
    except ValueError:
        raise _fout("The address of the database is not one") from None
    if delen.scheme != "postgresql" or not delen.hostname or not delen.path.strip("/") or not set(vraag) <= _TLS:
        raise _fout("The address of the database is not one")
    if delen.password is not None:
        raise _fout("The address of the database holds a password")
    if find_spec("psycopg") is None:
        raise DatameentError(
            Foutcode.DATABASE,
            "This installation cannot talk to Postgres",
            "Install the extra: datameent[postgres]",
            exit_status=ExitStatus.USAGE,
        )
    pad = home.keys / SLEUTEL
    wachten = f"-c lock_timeout={WACHT}s -c idle_in_transaction_session_timeout=60s"
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(delen.path.strip("/")),
        "HOST": delen.hostname,
        "PORT": str(poort or 5432),
        "USER": unquote(delen.username or ""),
        "PASSWORD": lees_geheim(pad) if pad.is_file() else "",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, "options": wachten, **vraag},
    }


def bewaak() -> None:
    """See at the start of a request that the file of the database was taken away or put back from a copy.

    A connection to a file that is gone goes on as if nothing happened, and what it writes is in no file any more.
    """
    connection_created.connect(_onthoud, dispatch_uid="database-onthoud")
    request_started.connect(_kijk, dispatch_uid="database-kijk")


_nummers: WeakKeyDictionary[Any, int] = WeakKeyDictionary()


def _onthoud(sender: Any, connection: Any, **_: Any) -> None:
    if connection.vendor == "sqlite":
        _nummers[connection] = _nummer()


def _kijk(sender: Any, **_: Any) -> None:
    verbinding = cast(Any, connections["default"])
    if verbinding.vendor == "sqlite" and verbinding.connection is not None and _nummers.get(verbinding) != _nummer():
        verbinding.close()


def _nummer() -> int:
    try:
        return os.stat(settings.HOME.app_db).st_ino
    except FileNotFoundError:
        return 0


def _fout(what: str) -> DatameentError:
    return DatameentError(
        Foutcode.DATABASE,
        what,
        "Write postgresql://user@host:5432/name, and the password alone in keys/database.key",
        Plaats(bestand="config/instellingen.yaml", element="site.database"),
        ExitStatus.USAGE,
    )
