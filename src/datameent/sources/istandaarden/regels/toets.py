"""Every official rule that one message can break, on all messages of one parse."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from datameent.sources.istandaarden.regels import (  # noqa: F401 - each enters its rules
    adres,
    bericht,
    client,
    declaratie,
    kop,
    product,
    verzoek,
)
from datameent.sources.istandaarden.regels.plek import HEEL, TOETSEN, Plek, waar
from datameent.sources.istandaarden.regels.waarden import toets_waarden
from datameent.sources.istandaarden.specificatie import Berichtspecificatie
from datameent.sources.istandaarden.toetsen import Getoetst

__all__ = ["TOETSEN", "aantal_regels", "toets_geheel", "toets_regels", "toets_segment"]


def toets_regels(done: Getoetst) -> None:
    """Hold messages to their code lists and to every rule that their specification puts on a class."""
    toets_waarden(done)
    _toets_klassen(done, lambda tabel, code: True)


def toets_segment(done: Getoetst) -> None:
    """Hold some clients of a message to what can be judged of a row by itself; `toets_geheel` does the rest."""
    toets_waarden(done)
    _toets_klassen(done, _per_rij)


def toets_geheel(done: Getoetst) -> None:
    """Hold a message to the rules that need all of it. `done.stap` is where the checks before the rules left it."""
    _toets_klassen(done, lambda tabel, code: not _per_rij(tabel, code))


def aantal_regels(spec: Berichtspecificatie) -> int:
    """How many checks `toets_segment` and `toets_geheel` each count for the rules of a type of message."""
    return sum(len(klasse.regels) for klasse in spec.klassen)


def _per_rij(tabel: str, code: str) -> bool:
    # What stands in the message itself is there once, whatever the number of segments.
    return bool(tabel) and code not in HEEL


def _toets_klassen(done: Getoetst, welke: Callable[[str, str], bool]) -> None:
    for klasse in done.spec.klassen:
        for code, op in klasse.regels:
            place = Plek(done, klasse, op)
            judged = place.rijen and welke(place.tabel, code)
            rows = np.flatnonzero(waar(TOETSEN[code](place))) if judged else np.empty(0, dtype=np.int64)
            done.meld(code, place.tabel, rows, place.pad)
