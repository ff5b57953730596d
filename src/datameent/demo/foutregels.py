"""Lines of a declaration that break a rule: true lines declared wrong, and lines that should not be there at all.

Every one of them is refused in the 325 with the retourcode of its rule. A line declared wrong comes back right.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from datameent.demo import berichten as b
from datameent.demo.aanbieders import Aanbod
from datameent.demo.kalibratie import producten
from datameent.demo.planter import Planter

_ONBEKEND = 900_000_000
"""Added to a ToewijzingNummer it gives one that nobody has."""
_TARIEF = 1.07


class Verkeerd:
    """Turns a right line into a wrong one."""

    def __init__(self, planter: Planter, aanbod: Aanbod, tarieven: dict[int, np.ndarray]) -> None:
        self._planter, self._biedt, self._tarieven = planter, aanbod.biedt, tarieven
        self._kan: dict[str, np.ndarray] = {}

    def kan(self, code: str, product: int, aanbieder: int) -> bool:
        """Whether a line of this product can be wrong in this way."""
        if code in ("TR339", "TR340", "TR381"):
            return self._ander(code, product, aanbieder) is not None
        return code not in ("TR341", "TR346", "TR418") or producten()[product].eenheid != "83"

    def tabel(self, code: str) -> np.ndarray:
        """`kan` for every product (rows) and provider (columns)."""
        if code not in self._kan:
            rijen, kolommen = self._biedt.shape
            self._kan[code] = np.array([[self.kan(code, k, a) for a in range(kolommen)] for k in range(rijen)])
        return self._kan[code]

    def bsn(self, code: str, bsn: str) -> str:
        """The BSN as it is sent."""
        return self._planter.vreemde() if code == "TR304" else bsn

    def maak(self, code: str, p: b.Prestatie, product: int, aanbieder: int) -> b.Prestatie:
        """The line as it is sent; volumes (TR321, TR322) are in it already."""
        if code in ("TR339", "TR340", "TR381"):
            return self._van_ander(code, p, product, aanbieder)
        tarief = round(p.tarief * _TARIEF)
        anders: dict[str, dict[str, Any]] = {
            "TR418": {"tarief": tarief, "bedrag": tarief * p.volume},
            "TR338": {"toewijzing": p.toewijzing + _ONBEKEND},
            "TR346": {"bedrag": p.bedrag * 2},
            "TR341": {"eenheid": "83", "volume": p.bedrag},
            "TR387": {"begin": _dag(p.begin, 1)},
            "TR388": {"eind": _dag(p.eind, -1)},
        }
        return replace(p, **anders.get(code, {}))

    def _van_ander(self, code: str, p: b.Prestatie, product: int, aanbieder: int) -> b.Prestatie:
        ander = self._ander(code, product, aanbieder)
        if ander is None:
            return p
        tarief, anders = int(self._tarieven[int(p.begin[:4])][ander]), producten()[ander]
        categorie = p.categorie if code == "TR381" else anders.categorie
        return replace(p, categorie=categorie, code=anders.code, tarief=tarief, bedrag=tarief * p.volume)

    def _ander(self, code: str, product: int, aanbieder: int) -> int | None:
        """Another product this provider offers, in the same unit, of the same category (TR340) or another."""
        eigen = producten()[product]
        if eigen.eenheid == "83":
            return None
        for k, p in enumerate(producten()):
            past = self._biedt[k, aanbieder] and p.wet == eigen.wet and p.eenheid == eigen.eenheid and k != product
            if past and (p.categorie == eigen.categorie) == (code == "TR340"):
                return k
        return None


def _dag(iso: str, erbij: int) -> str:
    """A day more or less within the month."""
    return f"{iso[:8]}{int(iso[8:]) + erbij:02d}"
