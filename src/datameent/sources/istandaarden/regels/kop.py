"""Rules on the header."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from datameent.sources.istandaarden.regels.plek import Masker, Plek, regel


@regel("CS015")
def cs015(p: Plek) -> Masker:
    """BerichtSubversie is that of the release."""
    return _anders(p, "BerichtSubversie")


@regel("CS025")
def cs025(p: Plek) -> Masker:
    """BerichtVersie is that of the release."""
    return _anders(p, "BerichtVersie")


@regel("TR135")
def tr135(p: Plek) -> Masker:
    """The date of a message is not after the day on which it is read."""
    return pc.greater(p.kolom(p.op), pa.scalar(p.done.vandaag, pa.date32()))


def _anders(p: Plek, naam: str) -> Masker:
    right = dict(p.done.spec.versie)[naam]
    return pc.not_equal(pc.utf8_trim(p.kolom(p.op), characters=" \t\r\n"), right)
