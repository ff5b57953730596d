"""Inhabitants per area on a day, and numbers per so many of them. Public figures: they say nothing of who gets help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Inwonertal:
    """How many people live in each area on `peildatum` (CBS code → persons), and who counted them."""

    peildatum: date
    bron: str
    aantal: Mapping[str, int]


def in_het_jaar(tallen: Sequence[Inwonertal], jaar: int) -> Inwonertal | None:
    """Those of this year, else of the nearest year before it; None when all are of later.

    >>> tallen = [Inwonertal(date(j, 1, 1), "CBS", {}) for j in (2023, 2021)]
    >>> [t and t.peildatum.year for t in (in_het_jaar(tallen, j) for j in (2020, 2021, 2022, 2024))]
    [None, 2021, 2021, 2023]
    """
    eerder = [t for t in tallen if t.peildatum.year <= jaar]
    return max(eerder, key=lambda t: t.peildatum, default=None)


def per_inwoners(waarde: int, inwoners: int, maal: int) -> int:
    """`maal` times a number, per inhabitant, in whole units; half goes away from zero. `inwoners` is 1 or more.

    12 clients of 480 inhabitants are 25 per thousand:

    >>> per_inwoners(12, 480, 1000), per_inwoners(1, 400, 1000), per_inwoners(-1, 400, 1000)
    (25, 3, -3)
    """
    heel = (2 * abs(waarde) * maal + inwoners) // (2 * inwoners)
    return -heel if waarde < 0 else heel
