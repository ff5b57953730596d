"""The deliveries and assignments of everyone in help, as columns that grow, and the diary of messages to send."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from datameent.demo.kalender import NOOIT, maand_van_dag
from datameent.demo.kalibratie import producten

if TYPE_CHECKING:
    from datameent.demo.bevolking import Bevolking

LOOPT, AFGEWEZEN, INGETROKKEN, VERVALLEN, NIET_GESTART = 0, 1, 2, 3, 4
_KOLOMMEN: dict[str, Any] = {
    "persoon": np.int32, "product": np.int8, "aanbieder": np.int8, "status": np.int8,
    "aanvraag": np.int32,  # ordinal of the 315; 0 when the request did not come by message
    "toegewezen": np.int32,  # ordinal of the newest Toewijzingsdatum; 0 before the first 301
    "ing": np.int32, "eind": np.int32, "eind_gemeld": np.int32,  # assignment: as it is, and as the last 301 says
    "begin": np.int32, "stop": np.int32,  # delivery; NOOIT while it runs
    "volume": np.int32, "reden": np.int8, "stopreden": np.int8, "opvolger": np.int32, "vervolg": np.int8,
    "verwijzer": np.int8,
    "som": np.int32,  # volume delivered so far
    "budget": np.int8,  # 1: assigned as a budget
}  # fmt: skip
_GREEP, _DEEL = 7919, 1000


class Trajecten:
    """Columns by name (`t.begin`), rows never removed; `actief` lists the rows that still matter."""

    def __init__(self, budget: float = 0.0) -> None:
        self.aantal = 0
        self._budget = np.array([round(budget * _DEEL) * (p.eenheid == "83") for p in producten()])
        self._ruimte = 4096
        self._kolom = {naam: np.zeros(self._ruimte, dtype=soort) for naam, soort in _KOLOMMEN.items()}
        self.actief = np.zeros(0, dtype=np.int64)
        self._klaar = np.zeros(0, dtype=np.int64)  # ended, while the assignment still holds
        self.van_persoon: dict[int, list[int]] = {}
        self._toon()

    def __getattr__(self, naam: str) -> np.ndarray:
        raise AttributeError(naam)  # every column is an attribute, see `_toon`

    def _toon(self) -> None:
        """Make the columns attributes, as long as there are rows."""
        for naam, kolom in self._kolom.items():
            self.__dict__[naam] = kolom[: self.aantal]

    def nummer(self, rij: int) -> int:
        """ToewijzingNummer of a row."""
        return 100_001 + rij

    def voeg_toe(self, **kolommen: np.ndarray | int) -> np.ndarray:
        """New rows; columns not given are 0, `stop` NOOIT, `opvolger` -1. Returns their row numbers."""
        persoon = np.asarray(kolommen["persoon"])
        rijen = np.arange(self.aantal, self.aantal + len(persoon))
        while self.aantal + len(persoon) > self._ruimte:
            self._ruimte *= 2
            for naam, kolom in self._kolom.items():
                self._kolom[naam] = np.concatenate([kolom, np.zeros(self._ruimte - len(kolom), dtype=kolom.dtype)])
        self.aantal += len(persoon)
        self._toon()
        for naam, waarde in ({"stop": NOOIT, "opvolger": -1} | kolommen).items():
            self._kolom[naam][rijen] = waarde
        self.eind_gemeld[rijen] = self.eind[rijen]
        self.budget[rijen] = rijen * _GREEP % _DEEL < self._budget[self.product[rijen]]
        self.actief = np.concatenate([self.actief, rijen])
        for rij, wie in zip(rijen.tolist(), persoon.tolist(), strict=True):
            self.van_persoon.setdefault(wie, []).append(rij)
        return rijen

    def ruim_op(self, eerste_dag: int) -> None:
        """Forget rows that ended (or never began) before a day; their messages are sent or in the diary.

        What a person has been told holds until the assignment ends, so it stays with the person until then.
        """
        rij = self.actief
        weg = (self.stop[rij] < eerste_dag) | ((self.status[rij] != LOOPT) & (self.ing[rij] < eerste_dag - 62))
        klaar = np.concatenate([self._klaar, rij[weg]])
        voorbij = self.eind_gemeld[klaar] < eerste_dag
        for oud in klaar[voorbij].tolist():
            self.van_persoon[int(self.persoon[oud])].remove(oud)
        self._klaar = klaar[~voorbij]
        self.actief = rij[~weg]


class Afspraak(NamedTuple):
    """Something to send on a day; what was put off goes before what was meant for that day.

    No two have one number, so that their order is settled by the first three.
    """

    dag: int
    gepland: int
    volgnummer: int
    soort: str
    rij: int
    extra: Any = None


class Agenda:
    """What must be sent on which day; a month is taken out whole."""

    def __init__(self) -> None:
        self._maanden: dict[int, list[Afspraak]] = {}
        self._volgnummer = 0

    def zet(self, dag: int, soort: str, rij: int, extra: Any = None) -> None:
        """Plan one message about one row."""
        self._volgnummer += 1
        self._voeg_toe(Afspraak(dag, dag, self._volgnummer, soort, rij, extra))

    def zet_alle(self, dagen: np.ndarray, soort: str, rijen: np.ndarray, extra: Any = None) -> None:
        """Plan the same kind of message for many rows."""
        for dag, rij in zip(dagen.tolist(), rijen.tolist(), strict=True):
            self.zet(dag, soort, rij, extra)

    def stel_uit(self, wat: Afspraak, dag: int) -> None:
        """Plan it on a later day instead."""
        self._voeg_toe(Afspraak(dag, wat.gepland, wat.volgnummer, wat.soort, wat.rij, wat.extra))

    def _voeg_toe(self, wat: Afspraak) -> None:
        self._maanden.setdefault(maand_van_dag(wat.dag), []).append(wat)

    def neem(self, maand: int) -> list[Afspraak]:
        """Everything of a month, in no order."""
        return self._maanden.pop(maand, [])


@dataclass
class Stand:
    """Where the simulation is: the people, everything in help, the diary, the month, and who goes during it."""

    mensen: Bevolking
    t: Trajecten
    agenda: Agenda
    maand: int
    dood: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    vertrek: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
