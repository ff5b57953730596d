"""How much may be declared on an assignment: the strictest reading, which holds under every other."""

from __future__ import annotations

import numpy as np

from datameent.demo.kalender import maanden_van_dagen
from datameent.demo.kalibratie import producten
from datameent.demo.trajecten import Trajecten

_WEKEN_PER_MAAND = 7  # no month touches more calendar weeks than six


class Ruimte:
    """Room in the assigned volume, per row; `eind` is the last day that counts."""

    def __init__(self, t: Trajecten) -> None:
        self.t = t
        self._per = np.array([("week", "maand", "totaal").index(p.per) for p in producten()])

    def som(self, rij: np.ndarray, eind: np.ndarray) -> np.ndarray:
        """What fits from the first day of the assignments up to a day: whole sevenths of weeks, rounded down."""
        ing, volume = self.t.ing[rij].astype(np.int64), self.t.volume[rij].astype(np.int64)
        weken = volume * np.maximum(eind - ing + 1, 0) // 7
        maanden = volume * np.maximum(maanden_van_dagen(eind) - maanden_van_dagen(ing) + 1, 0)
        return np.asarray(np.where(self._per[self.t.product[rij]] == 0, weken, maanden))

    def over(self, rij: np.ndarray) -> np.ndarray:
        """What of the whole assignment has not been delivered yet, as it was told and as it is."""
        t = self.t
        return np.asarray(self.som(rij, np.minimum(t.eind[rij], t.eind_gemeld[rij]).astype(np.int64)) - t.som[rij])

    def te_veel_in_maand(self, rij: np.ndarray) -> np.ndarray:
        """A volume that no month has room for (for a total: that the assignment has no room for)."""
        t = self.t
        volume, per = t.volume[rij].astype(np.int64), self._per[t.product[rij]]
        return np.select([per == 0, per == 1], [volume * _WEKEN_PER_MAAND + 1, volume * 2 + 1], self.te_veel(rij))

    def te_veel(self, rij: np.ndarray) -> np.ndarray:
        """A volume that the whole assignment has no room for, however weeks are counted."""
        t = self.t
        eind = np.maximum(t.eind[rij], t.eind_gemeld[rij]).astype(np.int64)
        weken = (eind - t.ing[rij]) // 7 + 3
        volume = t.volume[rij].astype(np.int64)
        alles = np.where(self._per[t.product[rij]] == 0, volume * weken, self.som(rij, eind))
        return np.asarray(alles + volume + 1)

    def is_totaal(self, rij: np.ndarray) -> np.ndarray:
        """Whether the volume is one total for the whole assignment."""
        return np.asarray(self._per[self.t.product[rij]] == 2)
