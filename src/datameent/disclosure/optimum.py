"""The least that must be hidden in a small table: an integer program that learns from the attacker.

A yes or no per cell, the cost of what is hidden as small as possible. The attackers of `aanvullend` (elimination, who
is alone in a cell, linear programming) look at the outcome; each exposed cell comes with the shown cells that expose
it, and one of those must go: a new constraint. When no attacker finds anything, the outcome is safe, and no cheaper
outcome is, because every constraint holds for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from datameent.disclosure.aanvullend import Bescherming, Regel, bescherming
from datameent.disclosure.bewijs import aanval, volgt
from datameent.disclosure.eenling import geraden
from datameent.disclosure.fouten import Foutcode
from datameent.disclosure.marges import Zoeker
from datameent.disclosure.opgave import Opgave
from datameent.disclosure.stelsel import Bewijs, Ruimte, Stelsel
from datameent.domain.errors import DatameentError, ExitStatus

# Bounds on the work, in choices, rounds and nodes of the search: no clock, so the same table gives the same answer.
MAXIMUM_KEUZEN = 6_000
_RONDEN = 150
_KNOPEN = 5_000


def optimum(
    stelsel: Stelsel,
    onveilig: Sequence[bool],
    regel: Regel,
    *,
    kosten: Sequence[int] | None = None,
    vast: AbstractSet[int] = frozenset(),
    eenlingen: Mapping[int, int] | None = None,
    ruimte: Ruimte | None = None,
) -> Bescherming:
    """Like `aanvullend.bescherming`, with the least possible cost. Error: DM-ONT-011 for a table that is too large.

    The small cell is in a row and a column; 14 + 11 + 12 is the cheapest rectangle around it:

    >>> s = Stelsel((3, 11, 40, 54, 14, 12, 20, 46, 17, 23, 60, 100),
    ...     ((3, 0, 1, 2), (7, 4, 5, 6), (11, 8, 9, 10), (8, 0, 4), (9, 1, 5), (10, 2, 6), (11, 3, 7)))
    >>> [c for c, weg in enumerate(optimum(s, [c == 0 for c in range(12)], Regel(samen=False)).verborgen) if weg]
    [0, 1, 4, 5]
    """
    opgave = Opgave.van(stelsel, onveilig, regel, kosten=kosten, vast=vast, eenlingen=eenlingen)
    prijs, weg = opgave.kosten, opgave.onveilig
    keuzen = [c for c, p in enumerate(stelsel.personen) if p > 0 and not weg[c] and c not in vast]
    if len(keuzen) > MAXIMUM_KEUZEN:
        raise _te_groot()
    keuze = _Keuze(keuzen, prijs)
    # What the quick way hides is safe, so it is a bound: the search need not look at anything dearer.
    snel = bescherming(stelsel, onveilig, regel, kosten=kosten, vast=vast, eenlingen=eenlingen, ruimte=ruimte)
    keuze.begrens(sum(prijs[c] for c, v in enumerate(snel.verborgen) if v and not weg[c]))
    zichtbaar = [not o for o in weg]
    for _ in range(_RONDEN):
        bewijzen = _aanval(opgave, zichtbaar, ruimte)
        if not keuze.leer(bewijzen, weg):
            return _uitkomst(opgave, zichtbaar, ruimte)
        gekozen = keuze.kies()
        zichtbaar = [not o and cel not in gekozen for cel, o in enumerate(weg)]
    raise _te_groot()


def _uitkomst(opgave: Opgave, zichtbaar: Sequence[bool], ruimte: Ruimte | None) -> Bescherming:
    """What stays exposed because nothing can be hidden for it, attacked once more."""
    verborgen = [not z for z in zichtbaar]
    open_ = tuple(sorted({cel for cel, _ in volgt(opgave.stelsel, zichtbaar)}))
    gezien = geraden(opgave.stelsel, zichtbaar, opgave.onveilig, opgave.eenlingen)
    verklikt = tuple(sorted({cel for cel, _ in gezien}))
    if ruimte is None:
        return Bescherming(verborgen, open_, verklikt)
    zoeker = Zoeker(opgave.stelsel, ruimte)
    zoeker.bewijzen(zichtbaar)
    return Bescherming(verborgen, open_, verklikt, zoeker.smal(), zoeker.niet_gezocht())


def _aanval(opgave: Opgave, zichtbaar: Sequence[bool], ruimte: Ruimte | None) -> list[Bewijs]:
    """Everything that is wrong with an outcome; the dearest attacker only when the others find nothing."""
    bewijzen = aanval(opgave, zichtbaar)
    if not bewijzen and ruimte is not None:
        bewijzen = Zoeker(opgave.stelsel, ruimte).bewijzen(zichtbaar)
    return bewijzen


class _Keuze:
    """The integer program: which cells to hide."""

    def __init__(self, keuzen: Sequence[int], kosten: Sequence[int]) -> None:
        import highspy

        self.keuzen = keuzen
        self.plek = {cel: i for i, cel in enumerate(keuzen)}
        self.kosten = kosten
        self.gezien: set[tuple[int, frozenset[int]]] = set()
        self.highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy has no types here
        for optie, waarde in (("output_flag", False), ("threads", 1), ("mip_rel_gap", 0.0), ("random_seed", 0)):
            self.highs.setOptionValue(optie, waarde)
        self.knopen = _KNOPEN
        for cel in keuzen:
            self.highs.addCol(float(kosten[cel]), 0.0, 1.0, 0, [], [])
        for i in range(len(keuzen)):
            self.highs.changeColIntegrality(i, highspy.HighsVarType.kInteger)

    def begrens(self, hoogstens: int) -> None:
        """No outcome dearer than this."""
        n = len(self.keuzen)
        self._rij(-float("inf"), float(hoogstens), range(n), [float(self.kosten[c]) for c in self.keuzen])

    def leer(self, bewijzen: Sequence[Bewijs], onveilig: Sequence[bool]) -> bool:
        """Add what was found; False when nothing of it is new, or can be helped."""
        nieuw = False
        for cel, leden in bewijzen:
            index = frozenset(self.plek[c] for c in leden if c in self.plek)
            if not index or (cel, index) in self.gezien:
                continue
            self.gezien.add((cel, index))
            nieuw = True
            als = [] if onveilig[cel] else [self.plek[cel]]
            self._rij(0.0 if als else 1.0, float("inf"), [*sorted(index), *als], [1.0] * len(index) + [-1.0] * len(als))
        return nieuw

    def _rij(self, laag: float, hoog: float, index: Sequence[int], waarden: Sequence[float]) -> None:
        import numpy as np

        self.highs.addRow(laag, hoog, len(waarden), np.array(index, dtype=np.int32), np.array(waarden))

    def kies(self) -> frozenset[int]:
        """The cheapest cells that meet everything learnt so far. Error: DM-ONT-011 when that takes too long."""
        import highspy

        self.highs.setOptionValue("mip_max_nodes", self.knopen)
        self.highs.run()
        self.knopen -= int(self.highs.getInfo().mip_node_count)
        if self.knopen <= 0 or self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise _te_groot()
        waarden = self.highs.getSolution().col_value
        return frozenset(cel for cel, w in zip(self.keuzen, waarden, strict=True) if w > 0.5)


def _te_groot() -> DatameentError:
    return DatameentError(
        Foutcode.OPTIMUM_TE_GROOT,
        "The table is too large to search for the least that must be hidden",
        "Leave --optimaal out, or use fewer dimensions or coarser codes",
        exit_status=ExitStatus.USAGE,
    )
