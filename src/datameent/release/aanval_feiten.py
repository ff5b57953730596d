"""What the audit measures again in the lake: the truth behind every cell that a reader has or lacks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import ceil
from typing import NamedTuple

from datameent.disclosure.beleid import Beleid
from datameent.release.aanval_cel import Feiten, lees_feiten, minimum
from datameent.release.aanval_grenzen import Verborgen
from datameent.release.aanval_lezen import Sleutel, Uitgave
from datameent.release.meten import Meting
from datameent.release.plan import VERHOUDINGEN, Kruising
from datameent.release.schema import DIMENSIES, TOTAAL
from datameent.release.verschil import veranderde_personen


class Kennis(NamedTuple):
    """What a reader knows of a hidden cell: why, whether it may be empty, and what was shown last."""

    status: str
    misschien_leeg: bool = False
    was: int | None = None


class Feitenboek:
    """The facts of all cells that were asked for, and what the policy wants of them."""

    def __init__(self, meting: Meting, beleid: Beleid) -> None:
        self.meting = meting
        self.beleid = beleid
        self._feiten: dict[str, dict[Sleutel, Feiten]] = {}
        self._gemeten: set[tuple[str, Kruising]] = set()
        self._eenheid: dict[str, str] = {}
        self._veranderd: dict[tuple[str, date], dict[tuple[str, frozenset[tuple[str, str]]], int]] = {}

    def meet(self, uitgaven: Iterable[Uitgave]) -> None:
        """Measure every table of these releases that was not measured yet, all at once."""
        plan: dict[str, list[Kruising]] = {}
        for kop in (k for u in uitgaven for k in u.tabellen):
            kruising = Kruising(kop.korrel, kop.dimensies)
            self._eenheid[kop.indicator] = kop.eenheid
            if (kop.indicator, kruising) not in self._gemeten:
                self._gemeten.add((kop.indicator, kruising))
                plan.setdefault(kop.indicator, []).append(kruising)
        self.meting.meet(plan)
        for indicator, kruisingen in plan.items():
            feiten = self._feiten.setdefault(indicator, {})
            for kruising in kruisingen:
                feiten.update(lees_feiten(self.meting.cellen(indicator, kruising), kruising.dimensies))

    def feit(self, indicator: str, cel: Sleutel) -> Feiten | None:
        """What the lake says of a cell; None when it has nothing there."""
        return self._feiten.get(indicator, {}).get(cel)

    def waarde(self, indicator: str, cel: Sleutel) -> int:
        """The true figure of a cell; 0 where the lake has nothing."""
        feit = self.feit(indicator, cel)
        return (feit.waarde or 0) if feit is not None else 0

    def opgeteld(self, indicator: str, cel: Sleutel) -> int:
        """What of a cell adds up: the true figure, and of a ratio its numerator."""
        if indicator not in VERHOUDINGEN:
            return self.waarde(indicator, cel)
        feit = self.feit(indicator, cel)
        return (feit.teller or 0) if feit is not None else 0

    def veranderd(self, indicator: str, toen: date, uitgave: Uitgave, cel: Sleutel) -> int:
        """How many persons have another amount in this cell than on the day `toen`."""
        vraag = (indicator, toen)
        if vraag not in self._veranderd:
            koppen = [Kruising(k.korrel, k.dimensies) for k in uitgave.tabellen if k.indicator == indicator]
            self._veranderd[vraag] = veranderde_personen(self.meting, toen, indicator, koppen)
        codes = frozenset((d, c) for d, c in zip(DIMENSIES, cel[1:], strict=True) if c != TOTAAL)
        return self._veranderd[vraag].get((cel[0], codes), 0)

    def telt_personen(self, indicator: str) -> bool:
        """Whether the figure is a number of persons."""
        return self._eenheid[indicator] == "personen"

    def verborgen(self, indicator: str, cel: Sleutel, kennis: Kennis) -> Verborgen:
        """A hidden cell as its reader knows it: what its reason gives away, and the width that it must keep."""
        waarde = self.opgeteld(indicator, cel)
        if not self.telt_personen(indicator):
            procent = self.beleid.speling_procent
            return Verborgen(waarde, 0, None, max(1, ceil(abs(waarde) * procent / 100)))
        n, nodig = minimum(cel, self.beleid), max(1, self.beleid.speling_personen)
        if kennis.status == "te-weinig-personen":
            laag, hoog = (1 if self.beleid.nul_veilig and not kennis.misschien_leeg else 0), n - 1
            # Beyond what the reason says itself nothing can be asked.
            return Verborgen(waarde, laag, hoog, min(nodig, max(1, hoog - laag)))
        wacht = kennis.status == "eerder-gepubliceerd" and kennis.was is not None
        if kennis.was is not None and wacht and abs(waarde - kennis.was) < n:
            return Verborgen(waarde, max(0, kennis.was - n + 1), kennis.was + n - 1, nodig)
        # What protects another is a cell that could be shown, and not an empty one: also where it has a figure of then.
        return Verborgen(waarde, n if wacht or kennis.status == "beschermt-ander" else 0, None, nodig)
