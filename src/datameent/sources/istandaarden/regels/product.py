"""Rules on products: assigned, asked for, started and stopped."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from datameent.sources.istandaarden.regels.groepen import nummer, overlapt
from datameent.sources.istandaarden.regels.plek import Masker, Plek, regel, waar

_EIND_2020 = pa.scalar(date(2020, 12, 31), pa.date32())
_PER_TIJD = ["14", "16", "83", "84"]


@regel("CD041")
def cd041(p: Plek) -> Masker:
    """A product with a code has a volume."""
    return pc.and_(p.gevuld("code"), p.leeg("omvang"))


@regel("CD075")
def cd075(p: Plek) -> Masker:
    """A budget has an end."""
    return pc.and_(p.gevuld("budget"), p.leeg("einde"))


@regel("CD076")
def cd076(p: Plek) -> Masker:
    """What is given per week has an end."""
    return pc.and_(p.is_een("frequentie", ["2"]), p.leeg("einde"))


@regel("CD077")
def cd077(p: Plek) -> Masker:
    """With a budget there is no volume."""
    return pc.and_(p.gevuld("budget"), p.gevuld("omvang"))


@regel("CD078")
def cd078(p: Plek) -> Masker:
    """With a volume there is no budget."""
    return pc.and_(p.gevuld("omvang"), p.gevuld("budget"))


@regel("CD079")
def cd079(p: Plek) -> Masker:
    """Without a budget there is a product."""
    return pc.and_(p.leeg("budget"), p.leeg("product"))


@regel("CD080")
def cd080(p: Plek) -> Masker:
    """Without a product code there is no volume (what ended in 2020 or before may have one)."""
    return _omvang_zonder_code(p)


@regel("CD095")
def cd095(p: Plek) -> Masker:
    """As CD080, for what is asked for."""
    return _omvang_zonder_code(p)


@regel("CD096")
def cd096(p: Plek) -> Masker:
    """As CD080, for what is new in a request for change."""
    return _omvang_zonder_code(p)


@regel("CS003")
def cs003(p: Plek) -> Masker:
    """A period does not end before it begins."""
    return pc.less(p.kolom("einde"), p.kolom("begin"))


@regel("CS058")
def cs058(p: Plek) -> Masker:
    """A start or stop is delivered for the first time, or taken back."""
    return pc.and_(p.gevuld("status"), pc.invert(p.is_een("status", ["1", "3"])))


@regel("CS335")
def cs335(p: Plek) -> Masker:
    """Only what ends on the day it begins can be removed."""
    same = pc.fill_null(pc.equal(p.kolom("begin"), p.kolom("einde")), False)
    return pc.and_(p.is_een("reden", ["13"]), pc.invert(same))


@regel("CS336")
def cs336(p: Plek) -> Masker:
    """Reason 01 is used no longer."""
    return p.is_een("reden", ["01"])


@regel("CS338")
def cs338(p: Plek) -> Masker:
    """Units of time, money and effort are given per week, per month or in total."""
    return _andere_frequentie(p)


@regel("CS343")
def cs343(p: Plek) -> Masker:
    """As CS338, for what is asked for."""
    return _andere_frequentie(p)


@regel("TR018")
def tr018(p: Plek) -> Masker:
    """A stop is not before its start."""
    return pc.less(p.kolom("einde"), p.kolom("begin"))


@regel("TR302", heel=True)
def tr302(p: Plek) -> Masker:
    """One product is not assigned twice for the same days. What was removed does not count."""
    removed = pc.and_(p.is_een("reden", ["01", "13"]), pc.equal(p.kolom("begin"), p.kolom("einde")))
    return _stapelt(p, ~waar(removed))


@regel("TR386", heel=True)
def tr386(p: Plek) -> Masker:
    """One product is not asked for twice for the same days."""
    return _stapelt(p, np.ones(p.rijen, dtype=bool))


@regel("TR410", heel=True)
def tr410(p: Plek) -> Masker:
    """One product is not new twice for the same days."""
    return _stapelt(p, np.ones(p.rijen, dtype=bool))


def _na_2020(p: Plek) -> Masker:
    return pc.or_kleene(p.leeg("einde"), pc.greater(p.kolom("einde"), _EIND_2020))


def _omvang_zonder_code(p: Plek) -> Masker:
    return pc.and_(pc.and_(p.leeg("code"), p.gevuld("omvang")), _na_2020(p))


def _andere_frequentie(p: Plek) -> Masker:
    other = pc.and_(p.gevuld("frequentie"), pc.invert(p.is_een("frequentie", ["2", "4", "6"])))
    return pc.and_(pc.and_(p.is_een("eenheid", _PER_TIJD), other), _na_2020(p))


def _stapelt(p: Plek, telt: np.ndarray) -> Masker:
    """Whether the period overlaps that of the same product in the message.

    A product with a code is the same as one with that category and code; one without code is the same as any of its
    category; one without category is the same as any.
    """
    category, code = p.kolom("categorie"), p.kolom("code")
    begin, end = p.kolom("begin"), p.kolom("einde")
    with_category, with_code = waar(pc.is_valid(category)), waar(pc.is_valid(code))
    message = p.bericht
    as_product = with_category & with_code
    found = overlapt(nummer([message, category, code]), begin, end, telt & as_product)
    wide = ~as_product
    if wide.any():
        found |= overlapt(nummer([message, category]), begin, end, telt) & wide & with_category
        found |= overlapt(message, begin, end, telt) & wide & ~with_category
    return pa.array(found)
