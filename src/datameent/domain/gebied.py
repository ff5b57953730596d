"""Area codes of CBS: gemeente GM9999, wijk WK999901, buurt BU99990101."""

from __future__ import annotations

import re
from dataclasses import dataclass

_VORM = re.compile(r"GM\d{4}|WK\d{6}|BU\d{8}")


@dataclass(frozen=True, slots=True, order=True)
class Gebied:
    """An area by its CBS code.

    >>> Gebied("BU99990101").ouder, Gebied("WK999901").ouder, Gebied("GM9999").ouder
    (Gebied(code='WK999901'), Gebied(code='GM9999'), None)
    """

    code: str

    def __post_init__(self) -> None:
        if not _VORM.fullmatch(self.code):
            raise ValueError("an area code is GM + 4, WK + 6 or BU + 8 digits")

    @property
    def soort(self) -> str:
        """gemeente, wijk or buurt."""
        return {"GM": "gemeente", "WK": "wijk", "BU": "buurt"}[self.code[:2]]

    @property
    def ouder(self) -> Gebied | None:
        """The area that holds this one."""
        if self.soort == "buurt":
            return Gebied("WK" + self.code[2:8])
        if self.soort == "wijk":
            return Gebied("GM" + self.code[2:6])
        return None
