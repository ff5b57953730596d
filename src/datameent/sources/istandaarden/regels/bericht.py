"""Rules that stand on many classes: dates against the date of the message, and keys that occur once."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from datameent.sources.istandaarden.regels.groepen import herhaald, nummer
from datameent.sources.istandaarden.regels.plek import Masker, Plek, regel


@regel("TR101", heel=True)
def tr101(p: Plek) -> Masker:
    """The key of a class, with the keys of what is around it, occurs once in a message."""
    return pa.array(herhaald(nummer([p.bericht, *(p.kolom(name) for name in p.klasse.sleutel)])))


@regel("TR134")
def tr134(p: Plek) -> Masker:
    """A date is not after the date of the message."""
    return pc.greater(p.kolom(p.op), p.dagtekening())
