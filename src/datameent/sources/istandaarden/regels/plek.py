"""A place where a rule stands, as a rule function sees it, and the register of those functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from datameent.sources.istandaarden.klassen import Klasse
from datameent.sources.istandaarden.toetsen import Getoetst
from datameent.sources.istandaarden.uitpakken import Indexen

Masker: TypeAlias = pa.Array
"""Per row of the class: whether it breaks the rule; null (something it needs cannot be read) means no."""


@dataclass(frozen=True, slots=True)
class Plek:
    """One class of the messages of one parse, and the field `op` that the rule is about. Fields go by their name."""

    done: Getoetst
    klasse: Klasse
    op: str

    @property
    def tabel(self) -> str:
        """The table that has a row for each of these."""
        return self.done.tabel_van(self.klasse.pad)

    @property
    def rijen(self) -> int:
        """How many there are."""
        return self.done.ruw.rijen(self.tabel)

    @property
    def bericht(self) -> Indexen:
        """Per row the index of its message."""
        return self.done.ruw.bericht(self.tabel)

    @property
    def pad(self) -> str:
        """Where a finding points."""
        return self.klasse.velden[self.op].pad if self.op else self.klasse.pad

    def kolom(self, veld: str) -> pa.Array:
        """The typed values of a field that is one leaf."""
        (leaf,) = self.klasse.velden[veld].bladen
        return self.done.bij(self.tabel, leaf)

    def is_een(self, veld: str, waarden: Sequence[str]) -> Masker:
        """Whether a field holds one of these codes; false where it is absent."""
        (leaf,) = self.klasse.velden[veld].bladen
        return pc.is_in(self.done.bij(self.tabel, leaf, ruw=True), value_set=pa.array(waarden, pa.string()))

    def gevuld(self, veld: str) -> Masker:
        """Whether a field, or anything below it, is there."""
        leaves = self.klasse.velden[veld].bladen
        return reduce(pc.or_, (pc.is_valid(self.done.bij(self.tabel, leaf, ruw=True)) for leaf in leaves))

    def leeg(self, veld: str) -> Masker:
        """Whether a field, and everything below it, is absent."""
        return pc.invert(self.gevuld(veld))

    def dagtekening(self) -> pa.Array:
        """The date of its message."""
        return self.done.dagtekening(self.tabel)

    def kind(self, veld: str) -> tuple[pa.Array, Indexen]:
        """The typed values of a leaf further down that may occur more often, and per value the row it belongs to."""
        (leaf,) = self.klasse.velden[veld].bladen
        table = self.done.tabel_van(leaf)
        return self.done.blad(leaf).waarden, self.done.ruw.naar(table, self.tabel)

    def kind_gevuld(self, veld: str) -> Masker:
        """Per row of the table further down: whether the field is there."""
        leaves = self.klasse.velden[veld].bladen
        return reduce(pc.or_, (pc.is_valid(self.done.ruw.kolom(leaf)) for leaf in leaves))

    def met_kind(self, veld: str, telt: Masker | None = None) -> Masker:
        """Whether something further down is there at all (that counts)."""
        values, row = self.kind(veld)
        seen = np.zeros(self.rijen, dtype=bool)
        seen[row[pc.is_valid(values).to_numpy(zero_copy_only=False) if telt is None else waar(telt)]] = True
        return pa.array(seen)


Toets = Callable[[Plek], Masker]
TOETSEN: dict[str, Toets] = {}
"""Every rule that has a function, by its official code."""
HEEL: set[str] = set()
"""The rules that lay rows of a message side by side; the others judge a row by itself, or by what is below it."""


def regel(code: str, *, heel: bool = False) -> Callable[[Toets], Toets]:
    """Enter a function as the check of an official rule; `heel` when it must see all rows of a message."""

    def enter(toets: Toets) -> Toets:
        if code in TOETSEN:
            raise ValueError(f"{code} has two functions")
        TOETSEN[code] = toets
        if heel:
            HEEL.add(code)
        return toets

    return enter


def waar(mask: Masker) -> npt.NDArray[np.bool_]:
    """A mask as numpy: null is false."""
    return np.asarray(pc.fill_null(mask, False).to_numpy(zero_copy_only=False), dtype=bool)


def maand(datum: pa.Array) -> pa.Array:
    """Months since the year 0.

    >>> from datetime import date
    >>> maand(pa.array([date(2026, 4, 30)])).to_pylist()
    [24315]
    """
    return pc.add(pc.multiply(pc.year(datum), 12), pc.subtract(pc.month(datum), 1))


def dagcijfers(datum: pa.Array) -> pa.Array:
    """A date as one number, so that a number of years is a multiple of ten thousand (29 February included).

    >>> from datetime import date
    >>> dagcijfers(pa.array([date(2026, 4, 30)])).to_pylist()
    [20260430]
    """
    return pc.add(pc.add(pc.multiply(pc.year(datum), 10000), pc.multiply(pc.month(datum), 100)), pc.day(datum))
