"""From one round of repair to the next most stays as it was: what depends on nothing that changed is kept.

Indicators are judged apart, but for a ratio and its parts; and what an attack on the sums of an indicator finds
depends on its own cells, in a run in which lake, policy and other releases are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from datameent.disclosure.celtabel import Celtabel, Eerder, Oordeel
from datameent.release.herstel import Herstel

Rechter = Callable[[Sequence[Celtabel], Eerder], list[Oordeel]]
"""Judges tables, by the rules of this run."""


@dataclass
class Ronden:
    """What one run worked out: per set of tables that are judged together what was hidden too, and the outcome."""

    _oordelen: dict[tuple[int, ...], tuple[Herstel, list[Oordeel]]] = field(default_factory=dict)

    def beoordeel(
        self, tabellen: Sequence[Celtabel], eerder: Eerder, extra: Herstel, rechter: Rechter
    ) -> list[Oordeel]:
        """A judgement per table, where more is hidden; the rest is the same in every round."""
        per: dict[int, Oordeel] = {}
        for plekken in samen_beoordeeld(tabellen):
            eigen = {tabellen[i].indicator for i in plekken}
            hier = extra.van(eigen)
            if self._oordelen.get(plekken, (None,))[0] != hier:
                uitkomst = rechter([tabellen[i] for i in plekken], hier.op(eerder))
                self._oordelen[plekken] = (hier, uitkomst)
            per.update(zip(plekken, self._oordelen[plekken][1], strict=True))
        return [per[i] for i in range(len(tabellen))]


def samen_beoordeeld(tabellen: Sequence[Celtabel]) -> list[tuple[int, ...]]:
    """The tables by number, apart where none depends on another: those of an indicator, or of a ratio and its parts.

    >>> def t(naam, soort="frequentie", **van): return Celtabel(naam, soort, ("periode",), (["2024"],), [9], [9], **van)
    >>> samen_beoordeeld([t("a"), t("b"), t("c"), t("r", "ratio", teller_van="a", noemer_van="c")])
    [(0, 2, 3), (1,)]
    """
    wie: dict[str, str] = {}

    def van(naam: str) -> str:
        while wie.setdefault(naam, naam) != naam:
            naam = wie[naam]
        return naam

    for tabel in tabellen:
        for deel in (tabel.teller_van, tabel.noemer_van):
            if deel is not None:
                wie[van(deel)] = van(tabel.indicator)
    groepen: dict[str, list[int]] = {}
    for nummer, tabel in enumerate(tabellen):
        groepen.setdefault(van(tabel.indicator), []).append(nummer)
    return [tuple(groep) for groep in groepen.values()]
