"""How a text came to be what it is: who changed what, and when, from its versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from datameent.web.permissions.rollen import NAMEN, Rol
from datameent.web.stukken.models import Versie


@dataclass(frozen=True, slots=True)
class Regel:
    """One version: who, when, and per changed field its label, what it was and what it became."""

    versie: int
    op: datetime
    door: str
    rolnaam: str
    velden: tuple[tuple[str, str, str], ...]


def verloop(versies: Sequence[Versie], labels: dict[str, str]) -> list[Regel]:
    """The versions with what changed in each, of the fields that have a label; the newest first."""
    regels, vorige = [], dict[str, Any]()
    for versie in versies:
        inhoud: dict[str, Any] = versie.inhoud
        anders = [
            (label, _tekst(vorige.get(naam)), _tekst(inhoud.get(naam)))
            for naam, label in labels.items()
            if vorige and _tekst(vorige.get(naam)) != _tekst(inhoud.get(naam))
        ]
        regels.append(Regel(versie.versie, versie.op, versie.door, rolnaam(versie.rol), tuple(anders)))
        vorige = inhoud
    return regels[::-1]


def rolnaam(rol: str) -> str:
    """A role as people read it; the code itself when it is none of ours any more.

    >>> rolnaam("control"), rolnaam("vroeger")
    ('Financiën en control', 'vroeger')
    """
    return NAMEN[Rol(rol)] if rol in set(Rol) else rol


def _tekst(waarde: Any) -> str:
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    return "" if waarde is None else str(waarde)
