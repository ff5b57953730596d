"""The lines of a month as columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

GOED, WORDT_GECREDITEERD, AFGEKEURD = 0, 1, 2
_KOLOMMEN = ("rij", "maand", "volume", "waar", "tarief", "teken", "vorige", "soort", "eerste", "fout")


@dataclass
class Regels:
    """Lines as columns: delivery, product month, volume declared and true, tariff, sign, credited number, kind, new.

    `fout` is what is wrong with it: a place in `regelfouten.VERKEERD`.
    """

    rij: np.ndarray
    maand: np.ndarray
    volume: np.ndarray
    waar: np.ndarray
    tarief: np.ndarray
    teken: np.ndarray
    vorige: np.ndarray
    soort: np.ndarray
    eerste: np.ndarray
    fout: np.ndarray

    def kies(self, welke: np.ndarray) -> Regels:
        """A selection of lines."""
        return Regels(*(getattr(self, naam)[welke] for naam in _KOLOMMEN))

    def met(self, **anders: np.ndarray | int) -> Regels:
        """A copy with other columns."""
        uit = {naam: getattr(self, naam).copy() for naam in _KOLOMMEN}
        for naam, waarde in anders.items():
            uit[naam] = np.broadcast_to(np.asarray(waarde, dtype=np.int64), uit[naam].shape).copy()
        return Regels(**uit)

    @classmethod
    def samen(cls, delen: list[Regels]) -> Regels:
        """Lines below each other."""
        return cls(*(np.concatenate([getattr(d, naam) for d in delen]) for naam in _KOLOMMEN))
