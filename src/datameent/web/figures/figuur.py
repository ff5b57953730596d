"""What a page shows of a choice: its cells, arranged for the table, the chart and the sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from datameent.domain.cel import Status
from datameent.release.read import Eerdercijfer
from datameent.web.components import opmaak
from datameent.web.figures import redenen, verhaal
from datameent.web.figures.keuze import Keuze

NAAST = "naast"
"""The code of the series that stands beside the choice."""


@dataclass(frozen=True, slots=True)
class Punt:
    """One cell as it is shown."""

    periode: str
    code: str
    label: str
    waarde: int | None
    status: Status
    voorlopig: bool
    eenheid: str
    reden: str = ""
    """Why there is no number of now; empty when there is one."""
    eerder: Eerdercijfer | None = None
    """What was shown before, where the number of now waits."""

    @property
    def getoond(self) -> int | None:
        """The number that a reader sees: of now, else of before. Only numbers of now may be compared or added."""
        return self.eerder.waarde if self.ouder and self.eerder else self.waarde

    @property
    def ouder(self) -> bool:
        """The number that a reader sees is of before."""
        return self.status is Status.EERDER_GEPUBLICEERD and self.eerder is not None

    @property
    def uitleg(self) -> str:
        """Why the number is an older one."""
        return redenen.OUDER if self.ouder else ""

    @property
    def stand(self) -> str:
        """The day that an older number is about."""
        return opmaak.dag_voluit(self.eerder.peildatum) if self.eerder else ""

    @property
    def tekst(self) -> str:
        """The number, or the word that stands for it."""
        return verhaal.woord(self.status) if self.getoond is None else opmaak.exact(self.getoond, self.eenheid)

    @property
    def klein(self) -> bool:
        """A count so small that chance weighs."""
        return self.eenheid == "personen" and 0 < (self.getoond or 0) < opmaak.KLEIN_AANTAL


@dataclass(frozen=True, slots=True)
class Reeks:
    """The points of one member over time."""

    code: str
    label: str
    punten: tuple[Punt, ...]


@dataclass(frozen=True, slots=True)
class Rij:
    """A row of the table: its head and its cells (None: the release has no such cell)."""

    kop: str
    cellen: tuple[Punt | None, ...]
    verandering: str = ""
    voorlopig: bool = False


@dataclass(frozen=True, slots=True)
class Figuur:
    """Everything the page shows of one choice. `vorm`: `reeks`, `reeksen` or `stand`."""

    keuze: Keuze
    vorm: str
    eenheid: str
    soort: str
    periode: str
    reeksen: tuple[Reeks, ...]
    hoofd: Punt | None
    hoofd_vorige: Punt | None
    kolommen: tuple[str, ...]
    rijen: tuple[Rij, ...]
    periode_gekozen_door_ons: bool = False
    leden_als_rijen: bool = False
    naast: Punt | None = None
    """The main number of what stands beside the choice."""
    naast_naam: str = ""
    tegenover: str = "een jaar eerder"
    """What the last column of the table sets each number against."""

    @property
    def punten(self) -> tuple[Punt, ...]:
        """Every point that is shown in the table."""
        return tuple(c for r in self.rijen for c in r.cellen if c is not None)

    @property
    def leeg(self) -> bool:
        """The release has no cell at all for this choice."""
        return not self.rijen

    @property
    def verborgen(self) -> Mapping[Status, int]:
        """How many shown cells have no number, per reason."""
        return Counter(p.status for p in self.punten if p.getoond is None)

    @property
    def ouder(self) -> int:
        """How many shown cells have a number of before."""
        return sum(p.ouder for p in self.punten)

    @property
    def heeft_voorlopig(self) -> bool:
        """Some number may still change."""
        return any(p.voorlopig for p in self.punten)

    @property
    def alles_verborgen(self) -> bool:
        """Not one number to show."""
        return bool(self.punten) and all(p.getoond is None for p in self.punten)

    @property
    def verandering(self) -> str:
        """The change of the main number in words; empty when it cannot be said."""
        a, b = self.hoofd, self.hoofd_vorige
        if a is None or b is None or not vergelijkbaar(a, b):
            return ""
        return verhaal.verschil(a.waarde or 0, b.waarde or 0, self.eenheid, self.soort, b.periode)


def laatste_vaste(punten: Sequence[Punt]) -> Punt | None:
    """The newest point that late messages will not change any more; the newest of all when there is none such."""
    vast = [p for p in punten if not p.voorlopig]
    kandidaten = vast or list(punten)
    return kandidaten[-1] if kandidaten else None


def vergelijkbaar(nu: Punt, toen: Punt) -> bool:
    """Both have a number, and both are complete or neither is: what is not complete yet cannot have risen or fallen."""
    return nu.waarde is not None and toen.waarde is not None and nu.voorlopig == toen.voorlopig
