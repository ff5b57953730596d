"""Decides where an error is planted and writes down where it went.

Draws come from streams of their own: who has help, and what is paid for it, is the same with and without errors.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from datameent.demo.bsn import BsnReeks
from datameent.demo.plan import Plan
from datameent.demo.toeval import stroom

_SPREIDING = 4
"""A number of errors is spread over at least so many months, where there are."""
_EERSTE_BSN = 990
"""Persons nobody knows have a BSN at the far end of the range, which clients never reach."""


class Planter:
    """Draws occasions, numbers what is extra, and keeps the places per rule."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self._seed = plan, plan.seed
        self._aandeel = {c: w for c, w in plan.fouten.items() if 0 < w < 1}
        self._aantal = {c: int(w) for c, w in plan.fouten.items() if w >= 1}
        self._rng: dict[str, np.random.Generator] = {}
        self._worpen: dict[str, list[float]] = {}
        self._rondes = 0
        self._maand = 0
        self._regel = 0
        self._onbekend = BsnReeks(plan.seed, _EERSTE_BSN + 1)
        self.plaatsen: dict[str, list[str]] = {}

    def begin_maand(self, maand: int) -> None:
        """Open a month: draws and numbers start anew."""
        self._maand, self._rng = maand, {}
        self._worpen, self._rondes = {}, 0

    def aan(self, code: str) -> bool:
        """Whether this error can still be planted."""
        return code in self._aandeel or self._aantal.get(code, 0) > 0

    def kies(self, code: str, n: int) -> np.ndarray:
        """Which of n occasions get the error; ascending."""
        rest, aandeel = self._aantal.get(code, 0), self._aandeel.get(code, 0.0)
        if not n or not (rest or aandeel):
            return np.zeros(0, dtype=np.int64)
        if code not in self._rng:
            self._rng[code] = stroom(self._seed, f"fout {code}", self._maand)
        if aandeel:
            return np.flatnonzero(self._rng[code].random(n) < aandeel)
        k = min(n, rest, max(rest // _SPREIDING, 1))
        self._aantal[code] = rest - k
        return np.sort(self._rng[code].choice(n, k, replace=False))

    def terug(self, code: str) -> None:
        """It could not be planted after all: a number goes to the next occasion."""
        if code in self._aantal:
            self._aantal[code] += 1

    def raak(self, code: str) -> bool:
        """Whether this one occasion gets the error."""
        if self._aantal.get(code, 0):
            self._aantal[code] -= 1
            return True
        aandeel = self._aandeel.get(code, 0.0)
        if not aandeel:
            return False
        worpen = self._worpen.get(code)
        if not worpen:
            worpen = self._worpen[code] = (
                stroom(self._seed, f"fout {code}", self._maand, self._rondes).random(256).tolist()
            )
            self._rondes += 1
        return worpen.pop() < aandeel

    def referentie(self) -> str:
        """ReferentieNummer of an extra line."""
        self._regel += 1
        return f"F{self._regel:09d}"

    def vreemde(self) -> str:
        """A BSN of a person who has no help."""
        return self._onbekend.volgende()

    def noteer(self, codes: Sequence[str], wet: int, soort: int, kop: tuple[str, str], sleutel: str = "") -> None:
        """Write down a place under every rule it breaks; `kop` is sender and identification."""
        plaats = "/".join((f"{('WMO', 'JW')[wet]}{soort}", *kop, sleutel))
        for code in codes:
            self.plaatsen.setdefault(code, []).append(plaats)

    def noteer_lijn(self, codes: Sequence[str], wet: int, kop: tuple[str, str], referentie: str) -> None:
        """Write down a declared line. That nobody knows the client (TR304) is a fact of the client, not of the line."""
        self.noteer([c for c in codes if c != "TR304"], wet, 323, kop, referentie)
        self.noteer([c for c in codes if c == "TR304"], wet, 323, kop)

    def waarheid(self) -> dict[str, dict[str, object]]:
        """Per rule how often it was broken, and where: message/sender/identification/line."""
        enkel = {code: list(dict.fromkeys(p)) for code, p in sorted(self.plaatsen.items())}
        return {code: {"aantal": len(p), "plaatsen": p} for code, p in enkel.items()}
