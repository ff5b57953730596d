"""What we expected beforehand: the version of a measure that held on the day it began."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils import timezone

from datameent.web.doelen.models import VOORAF, Maatregel
from datameent.web.doelen.niveaus import Vergelijking
from datameent.web.stukken.opslag import versies

LABELS: Final = {
    "als": "Als we dit doen",
    "dan": "Dan gebeurt dit",
    "omdat": "Omdat",
    "vergelijking": "We vergelijken",
    "vergelijking_toelichting": "Hoe we vergelijken",
    "startdatum": "Begint op",
    "evaluatiedatum": "We kijken terug op",
}


@dataclass(frozen=True, slots=True)
class Opgeschreven:
    """A version by the day it was written, and the start date that it held (None: no start yet)."""

    dag: date
    start: date | None
    inhoud: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Vooraf:
    """What held at the start: the fields with their labels, whether it was written after the start, what changed since
    and every reason for a change: day, user name, reason."""

    velden: tuple[tuple[str, str], ...]
    achteraf: bool
    gewijzigd: tuple[tuple[str, str, str], ...]
    redenen: tuple[tuple[date, str, str], ...]


def bij_start(geschiedenis: Sequence[Opgeschreven], vandaag: date) -> Opgeschreven | None:
    """The version that held when the measure began: the first one whose start date came before the next was written.

    None while it has not begun. A version that was written after its own start date counts at once.

    >>> eerste = Opgeschreven(date(2026, 1, 1), date(2026, 3, 1), {})
    >>> tweede = Opgeschreven(date(2026, 4, 1), date(2026, 3, 1), {})
    >>> bij_start([eerste, tweede], date(2026, 6, 1)) is eerste, bij_start([eerste], date(2026, 2, 1))
    (True, None)
    """
    for nummer, versie in enumerate(geschiedenis):
        tot = geschiedenis[nummer + 1].dag if nummer + 1 < len(geschiedenis) else vandaag
        if versie.start is not None and versie.start <= tot:
            return versie
    return None


def vooraf(maatregel: Maatregel) -> Vooraf | None:
    """What was expected of a measure before it began, and what differs now; None while it has not begun."""
    alle = versies(maatregel)
    geschiedenis = [Opgeschreven(timezone.localdate(v.op), _dag(v.inhoud.get("startdatum")), v.inhoud) for v in alle]
    begin = bij_start(geschiedenis, timezone.localdate())
    if begin is None:
        return None
    nu = maatregel.inhoud()
    anders = tuple(
        (LABELS[naam], leesbaar(naam, begin.inhoud.get(naam)), leesbaar(naam, nu[naam]))
        for naam in VOORAF
        if _kaal(begin.inhoud.get(naam)) != _kaal(nu[naam])
    )
    velden = tuple((LABELS[naam], leesbaar(naam, begin.inhoud.get(naam))) for naam in LABELS)
    redenen = tuple(
        (timezone.localdate(v.op), v.door, str(v.inhoud["wijzigreden"])) for v in alle if v.inhoud.get("wijzigreden")
    )
    return Vooraf(velden, begin.start is not None and begin.dag > begin.start, anders, redenen)


def leesbaar(naam: str, waarde: Any) -> str:
    """A field of a version as people read it.

    >>> leesbaar("vergelijking", "geen"), leesbaar("startdatum", "2026-03-01"), leesbaar("als", None)
    ('Vergelijken kan niet', '1 mrt 2026', '')
    """
    tekst = _kaal(waarde)
    if naam == "vergelijking" and tekst in set(Vergelijking):
        return Vergelijking(tekst).naam
    if tekst and naam.endswith("datum"):
        from datameent.web.components.opmaak import datum

        return datum(tekst)
    return tekst


def _kaal(waarde: Any) -> str:
    return "" if waarde is None else str(waarde)


def _dag(waarde: Any) -> date | None:
    return date.fromisoformat(waarde) if waarde else None
