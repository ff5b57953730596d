"""Which function checks which code. A rule gives the rows that break it: bericht_id and volgnr (null: the message)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ibis.expr import types as ir

from datameent.regels.bronnen import Bronnen

Toets = Callable[[Bronnen], ir.Table]


@dataclass(frozen=True, slots=True)
class Overstijgend:
    """A rule across messages: `tabel` is the bron table whose rows break it, `nodig` the tables it needs rows in."""

    code: str
    tabel: str
    toets: Toets
    nodig: tuple[str, ...] = ()


OVERSTIJGEND: dict[tuple[str, str], Overstijgend] = {}
"""By code and table: a code may be checked in more than one kind of row."""


def regel(code: str, tabel: str, *, nodig: tuple[str, ...] = ()) -> Callable[[Toets], Toets]:
    """Register a function as the check of an official code for rows of a bron table."""

    def neem(toets: Toets) -> Toets:
        if (code, tabel) in OVERSTIJGEND:
            raise ValueError(f"{code} is registered twice for {tabel}")
        OVERSTIJGEND[(code, tabel)] = Overstijgend(code, tabel, toets, nodig)
        return toets

    return neem
