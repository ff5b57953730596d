"""Numbers per inhabitants: counts per 1.000, euros per head. Only of a number that is shown itself.

So a rate never says more than the number beside it: who lives where is public, and what is hidden or waits has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from datameent.domain.inwoners import Inwonertal, in_het_jaar, per_inwoners
from datameent.release.read import Release, ReleaseCel
from datameent.release.schema import TOTAAL
from datameent.web.components import opmaak
from datameent.web.figures.figuur import Figuur, Punt
from datameent.web.figures.keuze import Keuze, ernaast

MINSTENS: Final = 100
"""With fewer inhabitants one person more or less moves the number by over 10 per 1.000: that is chance, not a wijk."""
WEINIG: Final = f"minder dan {MINSTENS} inwoners"
ONBEKEND: Final = "aantal inwoners onbekend"


@dataclass(frozen=True, slots=True)
class Maat:
    """Numbers per inhabitants: `maal` times the number for each inhabitant gives whole units of `eenheid`."""

    eenheid: str
    maal: int
    naam: str

    def tekst(self, waarde: int) -> str:
        """A number of this measure, rounded for reading: one decimal, and whole euros from 10 euros on.

        >>> PER_1000.tekst(245), EURO.tekst(41234).replace(opmaak.NBSP, " "), EURO.tekst(345).replace(opmaak.NBSP, " ")
        ('24,5', '€ 412', '€ 3,45')
        """
        if self.eenheid == PER_1000.eenheid:
            return opmaak.getal(Decimal(waarde) / 10, 1)
        return opmaak.euro_cent(waarde) if abs(waarde) < 10_00 else opmaak.euro(waarde)


PER_1000: Final = Maat("per_1000_inwoners", 10_000, "per 1.000 inwoners")
"""Tenths per 1.000 inhabitants."""
EURO: Final = Maat("euro_cent_per_inwoner", 1, "per inwoner")
"""Cents per inhabitant."""
_MATEN: Final = {("frequentie", "personen"): PER_1000, ("omvang", "euro_cent"): EURO}


@dataclass(frozen=True, slots=True)
class PerInwoner:
    """A number per inhabitants, and how many they are; without one, why (empty where the number itself is hidden)."""

    maat: Maat
    waarde: int | None
    inwoners: int = 0
    reden: str = ""

    @property
    def tekst(self) -> str:
        """The number for a reader; empty without one."""
        return "" if self.waarde is None else self.maat.tekst(self.waarde)


@dataclass(frozen=True, slots=True)
class Noemer:
    """By what the numbers of a figure at one period are divided."""

    maat: Maat
    tal: Inwonertal
    jaar: int

    def van(self, gebied: str, waarde: int | None) -> PerInwoner:
        """A shown number of an area, per inhabitants; a number that is not shown (None) has no rate."""
        inwoners = self.tal.aantal.get(gebied)
        if waarde is None or inwoners is None:
            return PerInwoner(self.maat, None, inwoners or 0, ONBEKEND if waarde is not None else "")
        if inwoners < MINSTENS:
            return PerInwoner(self.maat, None, inwoners, WEINIG)
        return PerInwoner(self.maat, per_inwoners(waarde, inwoners, self.maat.maal), inwoners)

    @property
    def herkomst(self) -> str:
        """Of which day the inhabitants are and who counted them, in sentences."""
        zin = f"We delen door alle inwoners, jong en oud, op {telling(self.tal)}."
        return zin if self.tal.peildatum.year == self.jaar else f"{zin} Van {self.jaar} hebben we dat aantal niet."


def telling(tal: Inwonertal) -> str:
    """The day of counting and who counted."""
    return f"{opmaak.dag_voluit(tal.peildatum)} (bron: {tal.bron})"


def noemer(release: Release, indicator: str, periode: str) -> Noemer | None:
    """The inhabitants of the year of this period, else of the nearest year before; None where they are not there, or
    where the figure does not grow with the number of people."""
    definitie = release.definitie(indicator)
    maat = _MATEN.get((str(definitie.get("soort", "")), str(definitie.get("eenheid", ""))))
    if maat is None or not periode[:4].isdigit():
        return None
    tal = in_het_jaar(release.inwoners, int(periode[:4]))
    return Noemer(maat, tal, int(periode[:4])) if tal else None


def gebied(release: Release, codes: Mapping[str, str]) -> str:
    """The finest area of these codes; the whole municipality when none is named."""
    for dimensie in ("buurt", "wijk"):
        if codes.get(dimensie, TOTAAL) != TOTAAL:
            return codes[dimensie]
    return f"GM{release.meta.gemeente_code}"


def zin(release: Release, figuur: Figuur) -> str:
    """The main number of a figure per inhabitants of its area, in a sentence; empty where there is none."""
    return _zin(release, figuur, figuur.keuze, figuur.hoofd)


def zin_ernaast(release: Release, figuur: Figuur) -> str:
    """The same of what stands beside it: of two wijken the larger one has more of everything."""
    anders = ernaast(figuur.keuze, release)
    return _zin(release, figuur, anders, figuur.naast) if anders else ""


def _zin(release: Release, figuur: Figuur, keuze: Keuze, punt: Punt | None) -> str:
    deler = _van_hoofd(release, figuur)
    if deler is None or punt is None:
        return ""
    per = deler.van(gebied(release, keuze.waar), punt.waarde)
    return f"Dat is {per.tekst} {per.maat.naam} op {opmaak.dag_voluit(deler.tal.peildatum)}." if per.tekst else ""


def herkomst(release: Release, figuur: Figuur) -> str:
    """By which inhabitants the main number is divided; empty where it is not."""
    deler = _van_hoofd(release, figuur)
    return deler.herkomst if deler and zin(release, figuur) else ""


def _van_hoofd(release: Release, figuur: Figuur) -> Noemer | None:
    return noemer(release, figuur.keuze.indicator, figuur.hoofd.periode) if figuur.hoofd else None


def van_cel(release: Release, cel: ReleaseCel) -> tuple[str, str, str]:
    """What a download tells of a cell: inhabitants, their day, and per 1.000 of them with one decimal; empty without.

    Amounts are cents per 1.000 inhabitants here too, so that one column has one meaning.
    """
    deler = noemer(release, cel.indicator, cel.periode)
    waar = gebied(release, {d: cel.code(d) for d in ("wijk", "buurt")})
    if deler is None or waar not in deler.tal.aantal:
        return "", "", ""
    inwoners = deler.tal.aantal[waar]
    per = replace(deler, maat=PER_1000).van(waar, cel.waarde).waarde
    return str(inwoners), deler.tal.peildatum.isoformat(), "" if per is None else f"{Decimal(per) / 10:.1f}"
