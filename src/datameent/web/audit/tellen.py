"""How often somebody looked, by role and purpose: counts for everybody, without names."""

from __future__ import annotations

from typing import NamedTuple

from django.core.cache import cache
from django.db.models import Count

from datameent.web.audit.keten import Soort
from datameent.web.audit.models import Gebeurtenis
from datameent.web.permissions.doelen import DOELEN
from datameent.web.permissions.rollen import NAMEN, Rol

_HOUDBAAR = 600
"""Seconds; counting walks the whole trail."""


class Gebruik(NamedTuple):
    """A role, a purpose as people read it, and how often internal figures were looked at or downloaded."""

    wie: str
    waarvoor: str
    bekeken: int
    gedownload: int


def wie_keek() -> list[Gebruik]:
    """Per role and purpose, the most first; at most ten minutes old. Error: DatabaseError."""
    bewaard: list[Gebruik] | None = cache.get("audit-wie-keek")
    if bewaard is None:
        bewaard = tel()
        cache.set("audit-wie-keek", bewaard, _HOUDBAAR)
    return bewaard


def tel() -> list[Gebruik]:
    """The counts of this moment."""
    soorten = (Soort.GEZIEN.value, Soort.GEDOWNLOAD.value)
    rijen = Gebeurtenis.objects.filter(soort__in=soorten).order_by().values_list("rol", "doel", "soort")
    per: dict[tuple[str, str], dict[str, int]] = {}
    for rol, doel, soort, aantal in rijen.annotate(aantal=Count("volgnr")):
        per.setdefault((rol, doel), {})[soort] = aantal
    regels = [
        Gebruik(
            NAMEN[Rol(rol)] if rol in set(Rol) else "Onbekend",
            DOELEN.get(doel, "Geen doel opgeschreven"),
            t.get(Soort.GEZIEN.value, 0),
            t.get(Soort.GEDOWNLOAD.value, 0),
        )
        for (rol, doel), t in per.items()
    ]
    return sorted(regels, key=lambda g: (-g.bekeken - g.gedownload, g))
