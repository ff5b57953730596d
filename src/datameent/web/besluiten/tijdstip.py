"""The moment of a decision on the Dutch clock, also in the night in which an hour comes twice or not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from datameent.web.components.opmaak import moment

ZONE: Final = ZoneInfo("Europe/Amsterdam")
ZOMER, WINTER = "zomer", "winter"
KLOKKEN: Final = (
    ("", "Kies"),
    (ZOMER, "De eerste keer (zomertijd)"),
    (WINTER, "De tweede keer (wintertijd)"),
)


class BestaatNiet(ValueError):
    """The clock skipped this hour."""


class TweeKeer(ValueError):
    """This hour came twice, and nobody said which."""


def van_klok(dag: date, tijd: time, klok: str = "") -> datetime:
    """The moment of a day and a time as people write them. Errors: `BestaatNiet`, `TweeKeer` without `klok`.

    >>> van_klok(date(2026, 10, 25), time(2, 30), WINTER).isoformat()
    '2026-10-25T01:30:00+00:00'
    """
    eerst = datetime.combine(dag, tijd, ZONE)
    moment_ = eerst.replace(fold=1 if klok == WINTER else 0).astimezone(UTC)
    if moment_.astimezone(ZONE).replace(tzinfo=None) != eerst.replace(tzinfo=None):
        raise BestaatNiet
    if is_dubbel(eerst) and klok not in {ZOMER, WINTER}:
        raise TweeKeer
    return moment_


def is_dubbel(tijdstip: datetime) -> bool:
    """Whether the Dutch clock showed this hour twice that night."""
    lokaal = tijdstip.astimezone(ZONE)
    heen, terug = lokaal.replace(fold=0).utcoffset(), lokaal.replace(fold=1).utcoffset()
    return heen is not None and terug is not None and heen > terug


def klok_van(tijdstip: datetime) -> str:
    """Which of the two it was, for a form; empty when there is only one."""
    if not is_dubbel(tijdstip):
        return ""
    return WINTER if tijdstip.astimezone(ZONE).fold else ZOMER


def tekst(tijdstip: datetime) -> str:
    """The moment in words.

    >>> tekst(datetime(2026, 10, 25, 1, 30, tzinfo=UTC)), tekst(datetime(2026, 7, 1, 8, 0, tzinfo=UTC))
    ('25 okt 2026, 02:30 (wintertijd)', '1 jul 2026, 10:00')
    """
    return moment(tijdstip.isoformat())
