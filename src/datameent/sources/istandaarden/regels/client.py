"""Rules on a person: the client and who is related to the client."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from datameent.sources.istandaarden import kolommen as k
from datameent.sources.istandaarden.regels.plek import Masker, Plek, dagcijfers, regel

_ONBEKEND = pa.scalar(date(1900, 1, 1), pa.date32())
_HONDERDTWINTIG = 120 * 10000


@regel("CD007")
def cd007(p: Plek) -> Masker:
    """A language is there exactly when an interpreter is needed."""
    return pc.xor(p.is_een("vorm", ["1"]), p.gevuld("taal"))


@regel("CS002")
def cs002(p: Plek) -> Masker:
    """A BSN passes the elfproef."""
    return pa.array(~k.elfproef(p.kolom(p.op)))


@regel("CS050")
def cs050(p: Plek) -> Masker:
    """How the name is used fits whether there is a partner's name."""
    fits = pc.if_else(
        p.gevuld("partnernaam"), p.is_een("naamgebruik", ["1", "2", "3", "4"]), p.is_een("naamgebruik", ["1", "6"])
    )
    return pc.and_(p.gevuld("naamgebruik"), pc.invert(fits))


@regel("CS139")
def cs139(p: Plek) -> Masker:
    """What is said to be unknown of a date of birth is the first of January, or of January 1900, in the date."""
    birth = p.kolom("geboortedatum")
    day, month = pc.greater(pc.day(birth), 1), pc.greater(pc.month(birth), 1)
    wrong = pc.and_(p.is_een("datumgebruik", ["1"]), day)
    wrong = pc.or_(wrong, pc.and_(p.is_een("datumgebruik", ["2"]), pc.or_(day, month)))
    return pc.or_(wrong, pc.and_(p.is_een("datumgebruik", ["3"]), pc.not_equal(birth, _ONBEKEND)))


@regel("CS318")
def cs318(p: Plek) -> Masker:
    """A client is a natural person."""
    return p.is_een("naamgebruik", ["6"])


@regel("TR002")
def tr002(p: Plek) -> Masker:
    """Nobody is older than 120 years on the date of the message, unless the date of birth is unknown."""
    birth = p.kolom("geboortedatum")
    old = pc.less(pc.add(dagcijfers(birth), _HONDERDTWINTIG), dagcijfers(p.dagtekening()))
    unknown = pc.and_(p.is_een("datumgebruik", ["3"]), pc.equal(birth, _ONBEKEND))
    return pc.and_(old, pc.invert(unknown))
