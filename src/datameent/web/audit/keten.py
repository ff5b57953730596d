"""The chain: every event seals itself and the seal before it, with a key that is not in the database.

Changing, removing or inserting an event breaks every later seal. Whoever holds the database but not the key cannot
mend the chain. Cutting off the end is seen against `Uitslag.laatste`, which an auditor writes down.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from datameent.web.sleutels import sleutel

BEGIN = "0" * 64
"""What the first event has as seal before it."""

_KOLOMMEN = ("tijd", "soort", "gebruiker", "rol", "pagina", "release", "filters", "doel", "vorige")
_SLOT = threading.Lock()
"""Threads of one process queue here, which is cheaper than the busy handler of SQLite."""
_KETENSLOT = 0x646D5F6B
"""A number of ours for the lock of Postgres on the end of the chain."""
_STUK = 5000
"""Events that are checked at a time: the trail may be larger than the memory."""


class Soort(StrEnum):
    """What happened."""

    GEZIEN = "gezien"
    GEDOWNLOAD = "gedownload"
    INGELOGD = "ingelogd"
    UITGELOGD = "uitgelogd"
    LOGIN_MISLUKT = "login-mislukt"
    ACCOUNT = "account"
    GESCHREVEN = "geschreven"
    PUBLICATIE = "publicatie"
    TOKEN = "token"  # noqa: S105 (a kind of event)
    GEWEIGERD = "geweigerd"


@dataclass(frozen=True, slots=True)
class Uitslag:
    """What checking the chain found: `breuk` is the number of the first event that does not fit, 0 for none."""

    aantal: int
    breuk: int
    laatste: str

    @property
    def heel(self) -> bool:
        """Whether every seal fits."""
        return self.breuk == 0


def leg_vast(
    soort: Soort, *, gebruiker: str, rol: str, pagina: str = "", release: str = "", filters: str = "", doel: str = ""
) -> str:
    """Append an event and return its seal. Raises when it cannot: then the thing to be seen is not shown."""
    tijd = datetime.now(UTC).isoformat(timespec="milliseconds")
    rij = [tijd, soort.value, gebruiker[:60], rol[:20], pagina[:200], release[:120], filters[:500], doel[:30]]
    with _rij(), transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Held until the whole transaction is written, so the next one sees this event as the last.
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_KETENSLOT])
        # On SQLite transaction_mode IMMEDIATE holds the write lock from here. Nobody can come between.
        cursor.execute("SELECT zegel FROM audit_gebeurtenis ORDER BY volgnr DESC LIMIT 1")
        laatste = cursor.fetchone()
        rij.append(laatste[0] if laatste else BEGIN)
        zegel = _zegel(rij)
        cursor.execute(
            f"INSERT INTO audit_gebeurtenis ({', '.join(_KOLOMMEN)}, zegel) "  # noqa: S608 (names of ours)
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [*rij, zegel],
        )
    return zegel


def _rij() -> contextlib.AbstractContextManager[object]:
    """Queue, unless this thread is inside a transaction: then it may hold the write lock already, and whoever waits
    for that while holding the queue would wait for us."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        return _SLOT
    return contextlib.nullcontext()


def controleer() -> Uitslag:
    """Walk the whole chain and check every seal."""
    vorige, aantal = BEGIN, 0
    for volgnr, *rij, zegel in _alle():
        aantal += 1
        if rij[-1] != vorige or not hmac.compare_digest(zegel, _zegel(rij)):
            return Uitslag(aantal, volgnr, vorige)
        vorige = zegel
    return Uitslag(aantal, 0, vorige)


def _alle() -> Iterator[list[Any]]:
    laatste = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT volgnr, {', '.join(_KOLOMMEN)}, zegel FROM audit_gebeurtenis "  # noqa: S608 (names of ours)
                "WHERE volgnr > %s ORDER BY volgnr LIMIT %s",
                [laatste, _STUK],
            )
            rijen = cursor.fetchall()
        yield from (list(r) for r in rijen)
        if len(rijen) < _STUK:
            return
        laatste = rijen[-1][0]


def _zegel(rij: list[str]) -> str:
    """The seal of a row. Without a purpose as before there were purposes, so that older seals still fit; a purpose that
    is taken away or put in changes the number of parts, and with it the seal."""
    *begin, doel, vorige = rij
    rij = [*begin, doel, vorige] if doel else [*begin, vorige]
    tekst = json.dumps(rij, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(_sleutel(), tekst.encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=1)
def _sleutel() -> bytes:
    return sleutel(settings.HOME, "audit.key").encode()
