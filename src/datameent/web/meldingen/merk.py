"""The number with which a resident finds the answer, and how often one address may try."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from datetime import timedelta
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from datameent.web.accounts.adres import adres_van
from datameent.web.meldingen.models import Poging
from datameent.web.sleutels import sleutel

MEESTE_PER_UUR: Final = 10
"""How many reports and look-ups one network address has in an hour."""
_TEKENS: Final = "bcdfghjkmnpqrstvwxz23456789"


def nieuw_nummer() -> str:
    """Sixteen characters by chance in groups of four (76 bits), without vowels and what looks alike.

    >>> len(nieuw_nummer()), nieuw_nummer() == nieuw_nummer()
    (19, False)
    """
    tekens = "".join(secrets.choice(_TEKENS) for _ in range(16))
    return "-".join(tekens[i : i + 4] for i in range(0, 16, 4))


def merk_van(nummer: str) -> str:
    """What is kept of a number: a keyed hash, the same however it is typed."""
    return _hash("nummer", re.sub(r"[^a-z0-9]", "", nummer.lower()))


def te_vaak(request: HttpRequest) -> bool:
    """Count a try of this address; whether it had its tries of this hour. Older ones are forgotten."""
    nu = timezone.now()
    wie = _hash("adres", f"{adres_van(request)} {nu:%Y-%m-%d %H}")
    Poging._default_manager.filter(op__lt=nu - timedelta(hours=1)).delete()
    if Poging._default_manager.filter(wie=wie).count() >= MEESTE_PER_UUR:
        return True
    Poging._default_manager.create(wie=wie, op=nu)
    return False


def _hash(soort: str, tekst: str) -> str:
    return hmac.new(_sleutel(), f"{soort}:{tekst}".encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=1)
def _sleutel() -> bytes:
    return sleutel(settings.HOME, "melding.key").encode()
