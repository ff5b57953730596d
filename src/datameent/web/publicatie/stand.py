"""Where all releases are now, read from the steps once and again when there is a new one."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection

from datameent.web.publicatie.toestand import NIET, Feit, Staat, Staptype, Toestand, toestanden
from datameent.web.publicatie.verslag import vingerafdruk

VIER_OGEN: Final = frozenset({"raad", "openbaar"})
"""Audiences for which two people look first."""


@dataclass(frozen=True, slots=True)
class Stand:
    """`nummer`: of the last step that is in it."""

    nummer: int = -1
    releases: Mapping[str, Toestand] = field(default_factory=dict)


_laatste = Stand()
_slot = threading.Lock()


def stand() -> Stand:
    """Where all releases are. When the database does not answer: where they were when it last did.

    Nobody can publish or withdraw without the database, so that is not behind. Error: DatabaseError when it was never
    read.
    """
    global _laatste  # noqa: PLW0603 - one memory per process, replaced whole
    try:
        nummer = _nummer()
    except DatabaseError:
        if _laatste.nummer < 0:
            raise
        return _laatste
    if nummer != _laatste.nummer:
        with _slot:
            _laatste = Stand(nummer, toestanden(_feiten(nummer)))
    return _laatste


def _nummer() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(volgnr), 0) FROM publicatie_stap")
        return int(cursor.fetchone()[0])


def _feiten(tot: int) -> list[Feit]:
    from datameent.web.publicatie.models import Stap

    return [
        Feit(Staptype(s.soort), s.release, s.doelgroep, s.door.lower(), s.vingerafdruk, s.op, s.reden)
        for s in Stap.objects.filter(volgnr__lte=tot).order_by("volgnr")
    ]


def mag_getoond(release: Path, doelgroep: str, nu: Stand) -> bool:
    """Whether readers of this audience may see this file."""
    toestand = nu.releases.get(release.stem)
    if doelgroep not in VIER_OGEN or not settings.SITE.vier_ogen:
        return toestand is None or toestand.staat not in NIET
    if toestand is None or toestand.staat is not Staat.GEPUBLICEERD:
        return False
    try:
        return vingerafdruk(release) == toestand.vingerafdruk
    except OSError:
        return False
