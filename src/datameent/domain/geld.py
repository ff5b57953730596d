"""Money is integer eurocents."""

from __future__ import annotations

from datetime import date, timedelta


def verdeel_over_maanden(bedrag_cent: int, begin: date, eind: date) -> dict[date, int]:
    """Spread an amount over the calendar months of a closed period, by days, without losing a cent.

    The amount up to and including day k is `bedrag * k // dagen` (floor, also below zero), so every part is a
    difference of two running totals and the parts always add up to the whole. Keys: first day of the month.

    >>> verdeel_over_maanden(100, date(2025, 1, 30), date(2025, 2, 1))
    {datetime.date(2025, 1, 1): 66, datetime.date(2025, 2, 1): 34}
    """
    dagen = (eind - begin).days + 1
    if dagen < 1:
        raise ValueError("the period ends before it begins")
    parts: dict[date, int] = {}
    done = 0
    first = begin.replace(day=1)
    while first <= eind:
        following = (first + timedelta(days=32)).replace(day=1)
        upto = min((following - begin).days, dagen)
        total = bedrag_cent * upto // dagen
        parts[first] = total - done
        done, first = total, following
    return parts
