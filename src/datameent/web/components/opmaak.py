"""Numbers, money, shares and dates as a Dutch reader writes them. Round for reading, exact in table and download.

The space in `€ 12` and `12,3 %` is a no-break space, so that a number never breaks over two lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from zoneinfo import ZoneInfo

from datameent.domain.periode import Periode

NBSP: Final = "\u00a0"
MIN: Final = "\u2212"
KLEIN_AANTAL: Final = 30
_MAANDEN: Final = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_MAANDEN_VOLUIT: Final = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
_ENGELSE_MAANDEN: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_RITME: Final = {
    "dag": "elke dag",
    "week": "elke week",
    "maand": "elke maand",
    "kwartaal": "elk kwartaal",
    "jaar": "elk jaar",
}
_ZONE: Final = ZoneInfo("Europe/Amsterdam")


def getal(waarde: int | float | Decimal, decimalen: int = 0) -> str:
    """A number with dots between thousands and a comma; half is rounded away from zero.

    >>> getal(1234567), getal(12.345, 1), getal(-1500)
    ('1.234.567', '12,3', '−1.500')
    """
    exact = Decimal(str(waarde)).quantize(Decimal(1).scaleb(-decimalen), ROUND_HALF_UP)
    tekst = f"{abs(exact):,.{decimalen}f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"{MIN}{tekst}" if exact < 0 else tekst


def euro(cent: int) -> str:
    """Whole euros.

    >>> euro(123456789).replace(NBSP, " ")
    '€ 1.234.568'
    """
    return f"€{NBSP}{getal(Decimal(cent) / 100)}"


def euro_cent(cent: int) -> str:
    """Euros and cents, exact.

    >>> euro_cent(123450).replace(NBSP, " ")
    '€ 1.234,50'
    """
    return f"€{NBSP}{getal(Decimal(cent) / 100, 2)}"


def euro_tekst(cent: int) -> str:
    """Money for in a sentence: millions and milliards with one decimal, smaller amounts whole.

    >>> euro_tekst(123456789_00).replace(NBSP, " "), euro_tekst(99_900_00).replace(NBSP, " ")
    ('€ 123,5 miljoen', '€ 99.900')
    """
    bedrag = Decimal(cent) / 100
    for grens, naam in ((Decimal(10**9), "miljard"), (Decimal(10**6), "miljoen")):
        # What would be rounded up to a whole million is written as one: never "€ 1.000.000" beside "€ 1,0 miljoen".
        if abs(bedrag).quantize(Decimal(1), ROUND_HALF_UP) >= grens:
            deel = (bedrag / grens).quantize(Decimal("0.1"), ROUND_HALF_UP)
            if naam == "miljoen" and abs(deel) >= 1000:
                return f"€{NBSP}{getal(bedrag / 10**9, 1)}{NBSP}miljard"
            return f"€{NBSP}{getal(deel, 1)}{NBSP}{naam}"
    return euro(cent)


def procent(deel: float | Decimal, decimalen: int = 1) -> str:
    """A share as a percentage.

    >>> procent(0.1234).replace(NBSP, " ")
    '12,3 %'
    """
    return f"{getal(Decimal(str(deel)) * 100, decimalen)}{NBSP}%"


def promille(waarde: int) -> str:
    """A share in promille as a percentage; with a decimal where it has one.

    >>> promille(750).replace(NBSP, " "), promille(752).replace(NBSP, " ")
    ('75 %', '75,2 %')
    """
    return procent(Decimal(waarde) / 1000, 1 if waarde % 10 else 0)


def dagen(aantal: int) -> str:
    """Days.

    >>> dagen(1).replace(NBSP, " "), dagen(42).replace(NBSP, " ")
    ('1 dag', '42 dagen')
    """
    return f"{getal(aantal)}{NBSP}{'dag' if abs(aantal) == 1 else 'dagen'}"


def datum(waarde: date | datetime | str | None) -> str:
    """A day; moments are told in Dutch time, what is not a date is told as unknown.

    >>> datum("2025-03-31"), datum(None)
    ('31 mrt 2025', 'onbekend')
    """
    dag = _dag(waarde)
    return f"{dag.day} {_MAANDEN[dag.month - 1]} {dag.year}" if dag else "onbekend"


def dag_voluit(dag: date) -> str:
    """A day with its month in full, for in a sentence.

    >>> dag_voluit(date(2025, 3, 31))
    '31 maart 2025'
    """
    return f"{dag.day} {_MAANDEN_VOLUIT[dag.month - 1]} {dag.year}"


def _dag(waarde: date | datetime | str | None) -> date | None:
    if isinstance(waarde, str):
        try:
            waarde = datetime.fromisoformat(waarde)
        except ValueError:
            return None
    if isinstance(waarde, datetime):
        return (waarde.astimezone(_ZONE) if waarde.tzinfo else waarde).date()
    return waarde


def in_het_engels(dag: str) -> str:
    """A day as `datum` wrote it, for a page in English.

    >>> in_het_engels("31 okt 2025"), in_het_engels("onbekend")
    ('31 Oct 2025', 'unknown')
    """
    delen = dag.split()
    if len(delen) != 3 or delen[1] not in _MAANDEN:
        return "unknown"
    return f"{delen[0]} {_ENGELSE_MAANDEN[_MAANDEN.index(delen[1])]} {delen[2]}"


def moment(waarde: str) -> str:
    """A moment in Dutch time, to the minute; which of the two when the clock showed this hour twice.

    >>> moment("2025-07-01T10:05:00+00:00"), moment("2026-10-25T01:30:00+00:00")
    ('1 jul 2025, 12:05', '25 okt 2026, 02:30 (wintertijd)')
    """
    tijd = datetime.fromisoformat(waarde).astimezone(_ZONE)
    dubbel = tijd.replace(fold=0).utcoffset() != tijd.replace(fold=1).utcoffset()
    welke = f" ({'zomertijd' if tijd.fold == 0 else 'wintertijd'})" if dubbel else ""
    return f"{datum(tijd)}, {tijd:%H:%M}{welke}"


def periode(code: str) -> str:
    """The name of a period; the code itself when it is none of ours.

    >>> periode("2025-03"), periode("2025-Q1"), periode("x")
    ('mrt 2025', '1e kwartaal 2025', 'x')
    """
    try:
        return Periode(code).naam
    except ValueError:
        return code


def opsomming(delen: Sequence[str]) -> str:
    """Words one after another, as in a sentence.

    >>> opsomming(["a"]), opsomming(["a", "b"]), opsomming(["a", "b", "c"])
    ('a', 'a en b', 'a, b en c')
    """
    *eerste, laatste = delen
    return f"{', '.join(eerste)} en {laatste}" if eerste else laatste


def ritme(code: str) -> str:
    """How often something comes.

    >>> ritme("kwartaal"), ritme("bij wijziging")
    ('elk kwartaal', 'bij wijziging')
    """
    return _RITME.get(code, code)


def exact(waarde: int, eenheid: str) -> str:
    """A value in a table: whole euros, shares as percentages, persons, days."""
    if eenheid == "euro_cent":
        return euro(waarde)
    return promille(waarde) if eenheid == "promille" else getal(waarde)


def in_tekst(waarde: int, eenheid: str) -> str:
    """A value in a sentence, with its unit."""
    if eenheid == "euro_cent":
        return euro_tekst(waarde)
    if eenheid == "dagen":
        return dagen(waarde)
    if eenheid == "promille":
        return promille(waarde)
    return f"{getal(waarde)}{NBSP}{'mens' if waarde == 1 else 'mensen'}"
