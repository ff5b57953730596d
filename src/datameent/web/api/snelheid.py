"""How often one caller may ask. Counted in the app database, so that all workers, and all servers on it, share it.

One statement adds one and says how many there were: right whatever runs beside it, on SQLite and on Postgres. A minute
of the clock is the window. An address is kept sealed with the key of the site, and is gone after a few minutes.
"""

from __future__ import annotations

import ipaddress
import time
from typing import Final

from django.db import connection
from django.utils.crypto import salted_hmac

WINDOW: Final = 60
"""Seconds in which calls are counted together."""

_TEL: Final = (
    "INSERT INTO api_teller (sleutel, minuut, aantal) VALUES (%s, %s, 1) "
    "ON CONFLICT (sleutel) DO UPDATE SET "
    "aantal = CASE WHEN api_teller.minuut = excluded.minuut THEN api_teller.aantal + 1 ELSE 1 END, "
    "minuut = excluded.minuut RETURNING aantal"
)


def te_snel(sleutel: str, hoogstens: int, nu: float | None = None) -> int:
    """Count a call; returns 0 when it may go on, else the seconds to wait."""
    nu = time.time() if nu is None else nu
    minuut = int(nu // WINDOW)
    with connection.cursor() as cursor:
        cursor.execute(_TEL, [sleutel, minuut])
        aantal = int(cursor.fetchone()[0])
        if aantal == 1:
            cursor.execute("DELETE FROM api_teller WHERE minuut < %s", [minuut - 1])
    return 0 if aantal <= hoogstens else max(1, WINDOW - int(nu % WINDOW))


def adressleutel(adres: str) -> str:
    """The key of a network address; an IPv6 network of one household counts as one address."""
    try:
        ip = ipaddress.ip_address(adres)
        if ip.version == 6:
            adres = str(ipaddress.ip_network((ip, 64), strict=False))
    except ValueError:
        pass
    return salted_hmac("datameent.api", adres, algorithm="sha256").hexdigest()
