"""Errors say what, where and what to do, carry a code, and never contain a value from the data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class ExitStatus(IntEnum):
    """What a command leaves behind for the shell (CLI.md: 0 good, 1 findings or refused, 2 used wrongly)."""

    GOOD = 0
    REFUSED = 1
    USAGE = 2
    AGREEMENT = 3
    SOURCE = 4
    KEY = 5
    STORAGE = 6
    BUSY = 7


@dataclass(frozen=True, slots=True)
class Plaats:
    """Where something was found: never what was found there.

    >>> str(Plaats(bestand="a.xml", regel=12, element="Client/Bsn"))
    'a.xml, line 12, element Client/Bsn'
    """

    bestand: str | None = None
    regel: int | None = None
    element: str | None = None
    kolom: str | None = None

    def __str__(self) -> str:
        parts = [
            self.bestand,
            f"line {self.regel}" if self.regel is not None else None,
            f"element {self.element}" if self.element else None,
            f"column {self.kolom}" if self.kolom else None,
        ]
        return ", ".join(p for p in parts if p)


class DatameentError(Exception):
    """An error a person can act on.

    `code` is stable (documented in docs/reference/foutcodes.md), `what` and `todo` are sentences of ours,
    `where` names a place. None of the four may hold a value read from data. Survives pickling, so that a
    worker process can raise it.

    >>> print(DatameentError("DM-BRON-001", "Not XML", "Ask the sender for the file again", Plaats(bestand="a.xml")))
    [DM-BRON-001] Not XML (a.xml). Ask the sender for the file again.
    """

    def __init__(
        self,
        code: str,
        what: str,
        todo: str,
        where: Plaats | None = None,
        exit_status: ExitStatus = ExitStatus.REFUSED,
    ) -> None:
        super().__init__(code, what, todo, where, exit_status)
        self.code = code
        self.what = what.rstrip(".")
        self.todo = todo.rstrip(".")
        self.where = where or Plaats()
        self.exit_status = exit_status

    def __str__(self) -> str:
        place = f" ({self.where})" if str(self.where) else ""
        return f"[{self.code}] {self.what}{place}. {self.todo}."
