"""Every official rule that one message can break, on all messages of one parse."""

from __future__ import annotations

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
from datameent.sources.istandaarden.regels.plek import TOETSEN, Plek, waar
from datameent.sources.istandaarden.regels.waarden import toets_waarden
from datameent.sources.istandaarden.toetsen import Getoetst

__all__ = ["TOETSEN", "toets_regels"]


def toets_regels(done: Getoetst) -> None:
    """Hold messages to their code lists and to every rule that their specification puts on a class."""
    toets_waarden(done)
    for klasse in done.spec.klassen:
        for code, op in klasse.regels:
            place = Plek(done, klasse, op)
            if place.rijen:
                done.meld(code, place.tabel, np.flatnonzero(waar(TOETSEN[code](place))), place.pad)
