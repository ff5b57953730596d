"""Rules on requests (315, 317) and on the answer to them (319)."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from datameent.sources.istandaarden.regels.groepen import herhaald, nummer
from datameent.sources.istandaarden.regels.plek import Masker, Plek, regel

_MET_CODE = ["02", "03", "04", "05"]
_WOONPLAATS = ["8"]


@regel("CD043")
def cd043(p: Plek) -> Masker:
    """The decision has a date exactly when it has a number."""
    return pc.xor(p.gevuld("beschikking"), p.gevuld("beschikkingsdatum"))


@regel("CD066")
def cd066(p: Plek) -> Masker:
    """A referrer with a code has no name."""
    return pc.and_(p.is_een("verwijzer", _MET_CODE), pc.and_(p.gevuld("verwijzercode"), p.gevuld("verwijzernaam")))


@regel("CD067")
def cd067(p: Plek) -> Masker:
    """A referrer without a code has a name."""
    return pc.and_(p.is_een("verwijzer", _MET_CODE), pc.and_(p.leeg("verwijzercode"), p.leeg("verwijzernaam")))


@regel("CD068")
def cd068(p: Plek) -> Masker:
    """Only a doctor or a certified institution has a code."""
    return pc.and_(pc.invert(p.is_een("verwijzer", _MET_CODE)), p.gevuld("verwijzercode"))


@regel("CD085")
def cd085(p: Plek) -> Masker:
    """A refusal has a reason."""
    return pc.and_(p.is_een("antwoord", ["1"]), p.leeg("reden"))


@regel("CD086")
def cd086(p: Plek) -> Masker:
    """What is still being looked at has no reason of refusal."""
    return pc.and_(p.is_een("antwoord", ["2"]), p.gevuld("reden"))


@regel("TR352")
def tr352(p: Plek) -> Masker:
    """A request for change names something that the client has."""
    return pc.invert(pc.or_(p.met_kind("ongewijzigd"), p.met_kind("te_wijzigen")))


@regel("TR353")
def tr353(p: Plek) -> Masker:
    """A request for change changes something."""
    return pc.invert(pc.or_(p.met_kind("te_wijzigen"), p.met_kind("nieuw")))


@regel("TR377")
def tr377(p: Plek) -> Masker:
    """A refusal because the client belongs to another municipality names that municipality."""
    return pc.and_(p.is_een("reden", _WOONPLAATS), p.leeg("woonplaats"))


@regel("TR380")
def tr380(p: Plek) -> Masker:
    """What is new begins after the date of the message."""
    return pc.less_equal(p.kolom(p.op), p.dagtekening())


@regel("TR383", heel=True)
def tr383(p: Plek) -> Masker:
    """Every product that is asked for has a reference of its own."""
    reference = p.kolom("referentie")
    twice = pa.array(herhaald(nummer([p.bericht, reference])))
    return pc.and_(twice, pc.is_valid(reference))


@regel("TR409")
def tr409(p: Plek) -> Masker:
    """Another municipality is named only in a refusal for that reason."""
    return pc.and_(pc.invert(p.is_een("reden", _WOONPLAATS)), p.gevuld("woonplaats"))
