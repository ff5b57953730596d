"""A year, quarter or month, written 2025, 2025-Q1 or 2025-03."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_MAANDEN = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_VORM = re.compile(r"(?P<jaar>\d{4})(?:-(?:Q(?P<kwartaal>[1-4])|(?P<maand>0[1-9]|1[0-2])))?")


class Korrel(StrEnum):
    """The grain of a period."""

    JAAR = "jaar"
    KWARTAAL = "kwartaal"
    MAAND = "maand"


@dataclass(frozen=True, slots=True)
class Periode:
    """A closed calendar period; `code` sorts by time within one grain.

    >>> p = Periode("2025-Q1")
    >>> p.begin, p.eind, p.korrel.value, str(p.ouder)
    (datetime.date(2025, 1, 1), datetime.date(2025, 3, 31), 'kwartaal', '2025')
    >>> Periode("2025-03").naam, p.naam
    ('mrt 2025', '1e kwartaal 2025')
    """

    code: str

    def __post_init__(self) -> None:
        if not _VORM.fullmatch(self.code):
            raise ValueError("a period is written 2025, 2025-Q1 or 2025-03")

    def __str__(self) -> str:
        return self.code

    @property
    def jaar(self) -> int:
        """Calendar year."""
        return int(self.code[:4])

    @property
    def korrel(self) -> Korrel:
        """Grain of this period."""
        if len(self.code) == 4:
            return Korrel.JAAR
        return Korrel.KWARTAAL if "Q" in self.code else Korrel.MAAND

    @property
    def _eerste_maand(self) -> int:
        if self.korrel is Korrel.JAAR:
            return 1
        if self.korrel is Korrel.KWARTAAL:
            return int(self.code[-1]) * 3 - 2
        return int(self.code[5:])

    @property
    def _maanden(self) -> int:
        return {Korrel.JAAR: 12, Korrel.KWARTAAL: 3, Korrel.MAAND: 1}[self.korrel]

    @property
    def begin(self) -> date:
        """First day."""
        return date(self.jaar, self._eerste_maand, 1)

    @property
    def eind(self) -> date:
        """Last day, inclusive."""
        last = self._eerste_maand + self._maanden - 1
        following = date(self.jaar + 1, 1, 1) if last == 12 else date(self.jaar, last + 1, 1)
        return following - timedelta(days=1)

    @property
    def ouder(self) -> Periode | None:
        """The period one grain up that holds this one; None for a year."""
        if self.korrel is Korrel.JAAR:
            return None
        if self.korrel is Korrel.KWARTAAL:
            return Periode(str(self.jaar))
        return Periode(f"{self.jaar}-Q{(self._eerste_maand + 2) // 3}")

    @property
    def naam(self) -> str:
        """Dutch name as LOOK.md writes it."""
        if self.korrel is Korrel.JAAR:
            return self.code
        if self.korrel is Korrel.KWARTAAL:
            return f"{self.code[-1]}e kwartaal {self.jaar}"
        return f"{_MAANDEN[self._eerste_maand - 1]} {self.jaar}"

    @classmethod
    def van(cls, dag: date, korrel: Korrel) -> Periode:
        """The period of this grain that holds a day.

        >>> str(Periode.van(date(2025, 8, 9), Korrel.KWARTAAL))
        '2025-Q3'
        """
        if korrel is Korrel.JAAR:
            return cls(f"{dag.year:04d}")
        if korrel is Korrel.KWARTAAL:
            return cls(f"{dag.year:04d}-Q{(dag.month + 2) // 3}")
        return cls(f"{dag.year:04d}-{dag.month:02d}")
