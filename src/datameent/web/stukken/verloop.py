"""How a text came to be what it is: who changed what, and when, from its versions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import DateField

from datameent.web.components.opmaak import datum
from datameent.web.permissions.rollen import NAMEN, Rol
from datameent.web.stukken.models import Stuk, Versie


@dataclass(frozen=True, slots=True)
class Regel:
    """One version: who, when, and per changed field its label, what it was and what it became."""

    versie: int
    op: datetime
    door: str
    rolnaam: str
    velden: tuple[tuple[str, str, str], ...]


def verloop(stuk: Stuk, versies: Sequence[Versie], labels: dict[str, str]) -> list[Regel]:
    """The versions of a text with what changed in each, of the fields that have a label; the newest first."""
    woorden = {naam: _woorden(stuk, naam) for naam in labels}
    regels, vorige = [], dict[str, Any]()
    for versie in versies:
        inhoud: dict[str, Any] = versie.inhoud
        anders = [
            (label, woorden[naam](vorige.get(naam)), woorden[naam](inhoud.get(naam)))
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


def _woorden(stuk: Stuk, naam: str) -> Callable[[Any], str]:
    """How the values of a field are told: a choice by its name, a day the Dutch way."""
    veld = stuk._meta.get_field(naam)
    if isinstance(veld, DateField):
        return lambda waarde: datum(waarde) if waarde else ""
    keuzes = {str(code): str(woord) for code, woord in getattr(veld, "flatchoices", ())}
    return lambda waarde: keuzes.get(_tekst(waarde), _tekst(waarde))


def _tekst(waarde: Any) -> str:
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    return "" if waarde is None else str(waarde)
