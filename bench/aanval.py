"""A thousand random tables with hierarchies, protected through the public functions and attacked from outside.

The attacker has every shown figure, every sum and what the reasons give away (`bench.trekking`), and linear
programming. A cell is recovered when that leaves it one whole number. What the public function itself reports as
impossible to protect is counted apart.

    python -m bench.aanval [--tabellen 1000]
"""

from __future__ import annotations

import argparse
import sys
import time
from math import ceil, floor
from typing import Any

import highspy

from bench.meten import Maat, hoogstens
from bench.trekking import Geval, Sleutel, trek_celtabellen, trek_tabel

_KORREL = 1e-6


def val_aan(geval: Geval) -> list[Sleutel]:
    """Every hidden cell that linear programming leaves one whole number."""
    programma = _Programma(geval)
    return [cel for plek, cel in enumerate(geval.verborgen) if programma.hersteld(plek)]


class _Programma:
    """All hidden cells of a set of tables as unknowns, and how low and how high each was seen."""

    def __init__(self, geval: Geval) -> None:
        self.geval = geval
        plek = {cel: i for i, cel in enumerate(geval.verborgen)}
        self.laagst, self.hoogst = [float("inf")] * len(plek), [float("-inf")] * len(plek)
        self.highs: Any = highspy.Highs()
        self.highs.setOptionValue("output_flag", False)
        for laag, hoog in geval.verborgen.values():
            self.highs.addCol(0.0, laag, hoog, 0, [], [])
        for totaal, *delen in geval.sommen:
            leden = {**dict.fromkeys(delen, 1.0), totaal: -1.0}
            over = -sum(teken * geval.getoond[c] for c, teken in leden.items() if c in geval.getoond)
            weg = {plek[c]: teken for c, teken in leden.items() if c in plek}
            if weg:
                self.highs.addRow(over, over, len(weg), list(weg), list(weg.values()))

    def hersteld(self, plek: int) -> bool:
        """Whether no two whole numbers are left for this cell; what was seen of it before counts too."""
        for richting in (1.0, -1.0):
            if self._een_getal(plek):
                self._vraag(plek, richting)
        return self._een_getal(plek)

    def _een_getal(self, plek: int) -> bool:
        """Whether what was seen so far holds less than two whole numbers: 1.7 to 2.9 holds one."""
        laag, hoog = self.laagst[plek], self.hoogst[plek]
        return hoog < laag or ceil(laag - _KORREL) >= floor(hoog + _KORREL)

    def _vraag(self, plek: int, richting: float) -> None:
        self.highs.changeColCost(plek, richting)
        self.highs.run()
        if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"{self.geval.naam}: what is shown contradicts itself")
        for i, waarde in enumerate(self.highs.getSolution().col_value):
            self.laagst[i], self.hoogst[i] = min(self.laagst[i], waarde), max(self.hoogst[i], waarde)
        self.highs.changeColCost(plek, 0.0)


def trek(zaad: int) -> Geval:
    """In turn a table with hierarchies and a set of linked tables."""
    return trek_celtabellen(zaad) if zaad % 2 else trek_tabel(zaad)


def duizend(tabellen: int = 1_000) -> list[Maat]:
    """Protect and attack so many tables; one recovered cell that was not reported as impossible misses the limit."""
    cellen = gemeld = 0
    hersteld = [0, 0]
    seconden = 0.0
    for zaad in range(tabellen):
        begin = time.perf_counter()
        geval = trek(zaad)
        seconden += time.perf_counter() - begin
        cellen += len(geval.verborgen)
        for lezer, wat in enumerate((geval.zonder_drempel(), geval)):
            gevonden = len(val_aan(wat))
            hersteld[lezer] += max(0, gevonden - geval.gemeld)
        gemeld += min(geval.gemeld, gevonden)
    wat = f"{tabellen:,} getrokken tabellen, {cellen:,} verborgen cellen aangevallen"
    verder = "ook door wie bedenkt dat een cel die een ander beschermt de drempel haalt"
    return [
        hoogstens(f"{wat}: hersteld", hersteld[0], 0, "cellen"),
        hoogstens(f"{verder}: hersteld", hersteld[1], 0, "cellen"),
        hoogstens("hersteld, en vooraf gemeld als niet te beschermen", gemeld, cellen / 100, "cellen"),
        hoogstens("beschermen met marges, per getrokken tabel", seconden / tabellen, 1, "s"),
    ]


def main() -> int:
    """Measure and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--tabellen", type=int, default=1_000)
    found = duizend(ask.parse_args().tabellen)
    print("\n".join(f"{m.naam}: {m.gemeten} ({m.grens})" for m in found))
    return 0 if all(m.gehaald for m in found) else 1


if __name__ == "__main__":
    sys.exit(main())
