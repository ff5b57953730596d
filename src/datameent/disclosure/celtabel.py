"""A table to judge: cells with what the rules need to know about who contributes. And the judgement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date

from datameent.disclosure.fouten import Foutcode
from datameent.disclosure.hierarchie import als_codes
from datameent.domain.cel import Status
from datameent.domain.errors import DatameentError, ExitStatus, Plaats

TOTAAL = "totaal"
PERIODE = "periode"

Getallen = Sequence[int | None]
_VRIJ = (
    "noemer",
    "aanbieders",
    "grootste_persoon_cent",
    "tweede_persoon_cent",
    "grootste_aanbieder_cent",
    "tweede_aanbieder_cent",
)


@dataclass(frozen=True)
class Celtabel:
    """One crossing of one indicator; all columns have one entry per cell.

    `dimensies`: what is broken out (`periode` included, one grain per table), `codes`: one column per dimension.
    Codes of any kind (whole numbers, text, an Arrow dictionary) become text, so that the kind never matters.
    `soort`: frequentie | omvang | ratio | mediaan. `personen`: contributing persons; `noemer`: persons in the
    denominator of a ratio. `aanbieders`, `grootste_*`, `tweede_*`: empty where the indicator has none or it is not
    known; amounts in cents, absolute. `tijd_telt_op`: months add up to quarters and years. `teller_van`,
    `noemer_van`: the indicators a ratio divides, when they are judged with it. `binnen`: dimensions that divide the
    codes of another and are only broken out with it (`{"buurt": "wijk"}`). Errors: DM-ONT-004 when columns differ in
    length, DM-ONT-009 when a code is missing, DM-ONT-019 when a cell is there twice.
    """

    indicator: str
    soort: str
    dimensies: tuple[str, ...]
    codes: tuple[Sequence[str], ...]
    waarde: Getallen
    personen: Sequence[int]
    noemer: Getallen = ()
    aanbieders: Getallen = ()
    grootste_persoon_cent: Getallen = ()
    grootste_aanbieder_cent: Getallen = ()
    tweede_aanbieder_cent: Getallen = ()
    tweede_persoon_cent: Getallen = ()
    tijd_telt_op: bool = False
    teller_van: str | None = None
    noemer_van: str | None = None
    binnen: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        lengte = len(self.waarde)
        verplicht = (*self.codes, self.personen)
        goed = all(len(k) == lengte for k in verplicht) and all(len(getattr(self, k)) in (0, lengte) for k in _VRIJ)
        if not goed or len(self.codes) != len(self.dimensies):
            raise DatameentError(
                Foutcode.TABEL_ONGELIJK,
                "The columns of a table are not equally long",
                "Give every column one entry per cell",
                Plaats(element=self.indicator),
                ExitStatus.USAGE,
            )
        codes = tuple(_als_tekst(kolom, naam) for naam, kolom in zip(self.dimensies, self.codes, strict=True))
        object.__setattr__(self, "codes", codes)
        if len(set(zip(*self.codes, strict=True))) < lengte:
            raise DatameentError(
                Foutcode.CEL_DUBBEL,
                "A cell is in a table twice",
                "Add the rows of a cell up first: a table has one row per cell",
                Plaats(element=self.indicator),
                ExitStatus.USAGE,
            )

    def __len__(self) -> int:
        return len(self.waarde)

    def kolom(self, naam: str) -> Getallen:
        """A column of numbers, nulls where the table has none."""
        kolom: Getallen = getattr(self, naam)
        return kolom or [None] * len(self)

    def sleutels(self, dimensies: Sequence[str]) -> list[tuple[str, ...]]:
        """Per cell its codes on these dimensions; `totaal` on one that is not broken out."""
        eigen = dict(zip(self.dimensies, self.codes, strict=True))
        return list(zip(*(eigen.get(d) or [TOTAAL] * len(self) for d in dimensies), strict=True))


def _als_tekst(kolom: Sequence[str], naam: str) -> Sequence[str]:
    goed = isinstance(kolom, list | tuple) and all(type(code) is str and code for code in kolom)
    return kolom if goed else als_codes(kolom, naam)


Celsleutel = tuple[str, frozenset[tuple[str, str]]]
"""A cell over releases and tables: its indicator, and (dimension, code) of what is broken out."""


def celsleutel(indicator: str, dimensies: Sequence[str], codes: Sequence[str]) -> Celsleutel:
    """The name of a cell that does not depend on the table it stands in.

    >>> celsleutel("clienten", ("periode", "wijk"), ("2024", "totaal"))
    ('clienten', frozenset({('periode', '2024')}))
    """
    return indicator, frozenset([paar for paar in zip(dimensies, codes, strict=True) if paar[1] != TOTAAL])


@dataclass(frozen=True)
class Eerder:
    """What other releases ask of this one: earlier ones, and those of other audiences.

    `getoond`: cells that were published and stay as they were, so they are never hidden to protect another; `wacht`:
    cells whose new value would give a small group away; `verborgen`: cells that were hidden, cheap to hide again;
    `mee`: cells that are hidden from readers who see more, and so from these. `laatste`: of every cell that was ever
    shown, the last figure shown and the day that it is about; `los`: cells that were published and stay as they were,
    but may wait where nothing else protects: readers keep the figure of before and cannot say that it still is so;
    `zonder_reden`: cells of a row of one category that may not be told to be such.
    """

    getoond: Set[Celsleutel] = frozenset()
    wacht: Set[Celsleutel] = frozenset()
    verborgen: Set[Celsleutel] = frozenset()
    mee: Set[Celsleutel] = frozenset()
    laatste: Mapping[Celsleutel, tuple[int, date]] = field(default_factory=dict)
    los: Set[Celsleutel] = frozenset()
    zonder_reden: Set[Celsleutel] = frozenset()

    def met(
        self,
        erbij: Set[Celsleutel],
        los: Set[Celsleutel] = frozenset(),
        zonder_reden: Set[Celsleutel] = frozenset(),
    ) -> Eerder:
        """With more cells to hide; what still is what was shown waits then, with the figure that readers have.

        `los`: what may wait from now on, though it still is what was shown.

        >>> a, b = ("clienten", frozenset({("periode", "2024")})), ("clienten", frozenset({("periode", "2023")}))
        >>> meer = Eerder(getoond={a, b}).met({a}, {b})
        >>> meer.getoond == set(), meer.wacht == {a}, meer.mee == {a}, meer.los == {b}
        (True, True, True, True)
        """
        toch = self.getoond & erbij
        rest = self.getoond - toch
        return replace(
            self,
            getoond=rest - los,
            wacht=self.wacht | toch,
            mee=self.mee | erbij,
            los=rest & los,
            zonder_reden=self.zonder_reden | zonder_reden,
        )


@dataclass(frozen=True)
class Oordeel:
    """The judgement of one table: a status per cell, in the order of the table, and how many cells are hidden.

    `primair`: for themselves; `aanvullend`: for another. `volgt`: hidden cells that still follow from what is shown,
    because nothing is left to hide beside them; `smal`: hidden cells of which the interval was not made wide enough.
    """

    statussen: Sequence[Status]
    primair: int = 0
    aanvullend: int = 0
    volgt: int = 0
    smal: int = 0
