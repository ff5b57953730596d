"""Rules on declarations (323) and the answer to them (325)."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from datameent.sources.istandaarden.regels.groepen import Getallen, herhaald, nummer
from datameent.sources.istandaarden.regels.plek import Masker, Plek, dagcijfers, maand, regel, waar

_VIJF_JAAR = 5 * 10000
_BEGIN_2021 = pa.scalar(date(2021, 1, 1), pa.date32())
_EUROS = ["83"]
_GEEN_AFKEUR = pa.array(["0200", "8001", "0233"])  # WJ001: no remark, granted in full, not judged
_NIET_BEOORDEELD = pa.array(["0233"])


@regel("CD060")
def cd060(p: Plek) -> Masker:
    """A line names an earlier line exactly when it is a credit."""
    return pc.xor(pc.less(p.kolom("dc"), 0), p.gevuld("vorig"))


@regel("CD087")
def cd087(p: Plek) -> Masker:
    """A line has a tariff, unless its unit is money."""
    known = p.gevuld("eenheid")
    return pc.and_(known, pc.equal(p.is_een("eenheid", _EUROS), p.gevuld("tarief")))


@regel("CS100")
def cs100(p: Plek) -> Masker:
    """Nothing before 2021 is declared."""
    return pc.or_kleene(pc.less(p.kolom("begin"), _BEGIN_2021), pc.less(p.kolom("einde"), _BEGIN_2021))


@regel("CS319")
def cs319(p: Plek) -> Masker:
    """The number of a declaration is letters and digits."""
    return pc.invert(pc.match_substring_regex(p.kolom("declaratienummer"), "^[a-zA-Z0-9]+$"))


@regel("CS325")
def cs325(p: Plek) -> Masker:
    """Nothing at all is a debit."""
    return pc.and_(pc.equal(p.kolom("bedrag"), 0), pc.less(p.kolom("dc"), 0))


@regel("CS337")
def cs337(p: Plek) -> Masker:
    """A line is about one calendar month."""
    return pc.not_equal(maand(p.kolom("begin")), maand(p.kolom("einde")))


@regel("CS339")
def cs339(p: Plek) -> Masker:
    """Where the unit is money, the volume is the amount in cents."""
    return pc.and_(p.is_een("eenheid", _EUROS), pc.not_equal(p.kolom("bedrag"), p.kolom("volume")))


@regel("CS340")
def cs340(p: Plek) -> Masker:
    """The period of a declaration is one whole calendar month."""
    begin, end = p.kolom("begin"), p.kolom("einde")
    after = pc.add(end.cast(pa.int32()), pa.scalar(1, pa.int32())).cast(pa.date32())
    last = pc.not_equal(pc.month(after), pc.month(end))
    whole = pc.and_(pc.equal(pc.day(begin), 1), last)
    return pc.invert(pc.and_(whole, pc.equal(maand(begin), maand(end))))


@regel("TR137")
def tr137(p: Plek) -> Masker:
    """A period ends on or after its begin, and not after the date of the message."""
    end = p.kolom("einde")
    return pc.or_kleene(pc.less(end, p.kolom("begin")), pc.greater(end, p.dagtekening()))


@regel("TR315", heel=True)
def tr315(p: Plek) -> Masker:
    """An earlier line is named once."""
    named = np.flatnonzero(waar(p.gevuld("vorig")))
    twice = herhaald(nummer([p.bericht[named], p.kolom("vorig").take(pa.array(named))]))
    return _rijen(p, named[twice])


@regel("TR316", heel=True)
def tr316(p: Plek) -> Masker:
    """A line is not taken back in the message that declares it."""
    earlier, own = p.kolom("vorig"), p.kolom("referentie")
    named = np.flatnonzero(waar(p.gevuld("vorig")))
    some = earlier.take(pa.array(named))
    candidates = np.flatnonzero(waar(pc.is_in(own, value_set=some)))
    both = pa.concat_arrays([some, own.take(pa.array(candidates))])
    key = nummer([np.concatenate([p.bericht[named], p.bericht[candidates]]), both])
    return _rijen(p, named[np.isin(key[: len(named)], key[len(named) :])])


@regel("TR335")
def tr335(p: Plek) -> Masker:
    """Help that ended more than five years before the date of the declaration is not declared."""
    return pc.less(pc.add(dagcijfers(p.kolom("einde")), _VIJF_JAAR), dagcijfers(p.kolom("declaratiedatum")))


@regel("TR342")
def tr342(p: Plek) -> Masker:
    """What was not granted is what the refused lines add up to; of a declaration that is refused itself nothing is."""
    asked = pc.multiply(p.kolom("bedrag"), p.kolom("dc"))
    granted = pc.multiply(p.kolom("toegekend"), p.kolom("toegekend_dc"))
    codes, row = p.kind("retourcode")
    refused = _rijen(p, row[waar(pc.invert(pc.is_in(codes, value_set=_GEEN_AFKEUR)))])
    judged = pc.invert(_rijen(p, row[waar(pc.is_in(codes, value_set=_NIET_BEOORDEELD))]))
    lines, unread = _som(p)
    rest = pc.not_equal(pc.subtract(asked, granted), pa.array(lines))
    wrong = pc.if_else(refused, pc.not_equal(granted, 0), pc.and_(rest, pa.array(~unread)))
    return pc.and_(pc.and_(p.gevuld("bedrag"), judged), wrong)


@regel("TR358")
def tr358(p: Plek) -> Masker:
    """The total is the sum of the lines, credit below zero."""
    lines, unread = _som(p)
    total = pc.multiply(p.kolom("bedrag"), p.kolom("dc"))
    return pc.and_(pc.not_equal(total, pa.array(lines)), pa.array(~unread))


@regel("TR416", heel=True)
def tr416(p: Plek) -> Masker:
    """The same help in the same period is declared once."""
    debit = np.flatnonzero(waar(pc.greater(p.kolom("dc"), 0)))
    rows = pa.array(debit)
    names = ("nummer", "begin", "einde", "code", "categorie")
    key = nummer([p.bericht[debit], *(p.kolom(name).take(rows) for name in names)])
    return _rijen(p, debit[herhaald(key)])


def _rijen(p: Plek, rijen: Getallen) -> Masker:
    """A mask of these rows."""
    found = np.zeros(p.rijen, dtype=bool)
    found[rijen] = True
    return pa.array(found)


def _som(p: Plek) -> tuple[Getallen, np.ndarray]:
    """Per row the signed sum of its lines, and whether one of them could not be read (that is the finding then)."""
    amount, row = p.kind("regelbedrag")
    sign, _ = p.kind("regel_dc")
    signed = pc.multiply(amount, sign)
    sums = np.zeros(p.rijen, dtype=np.int64)
    np.add.at(sums, row, pc.fill_null(signed, 0).to_numpy(zero_copy_only=False))
    unread = np.zeros(p.rijen, dtype=bool)
    unread[row[signed.is_null().to_numpy(zero_copy_only=False)]] = True
    return sums, unread
