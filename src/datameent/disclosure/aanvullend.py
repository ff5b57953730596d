"""Complementary suppression: hide more, until no sum gives a hidden cell away, and not more than that.

(1) The simple rule, per equation and to a fixed point: never exactly one unknown; hidden parts of a shown total
together hold at least the minimum of persons, with room on both sides of what the thresholds say; and nobody who is
alone in a cell can work out its only hidden neighbour. (2) The exact rule, over all equations at once: a hidden cell
that still follows from a combination of sums gets a shown cell of that combination hidden beside it. (3) Back: every
cell hidden in 1 and 2 that is not needed is shown again, the dearest first. (4) What remains is attacked by who is
alone in a cell (`eenlingen`) and, when asked, by linear programming (`marges`); each proof found costs one more cell.
Zeros are never hidden here: a known zero protects nothing.

Which cell of an equation is hidden is a guess that decides how much is lost. Three ways of guessing are tried
(`WEGINGEN`) and the cheapest outcome is kept; ties go to the first, so the same tables give the same result.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

from datameent.disclosure.eenling import geraden
from datameent.disclosure.eliminatie import Herleiding
from datameent.disclosure.stelsel import Bewijs, Ruimte, Stelsel

if TYPE_CHECKING:  # brings numpy and the solver; only who asks for intervals pays for that
    from datameent.disclosure.marges import Zoeker


@dataclass(frozen=True, slots=True)
class Regel:
    """What the complementary step must reach: `minimum` persons; `samen` also per shown total; zeros known or not."""

    minimum: int = 10
    samen: bool = True
    nul_veilig: bool = True


@dataclass(frozen=True, slots=True)
class Bescherming:
    """The outcome: per cell whether it is hidden, and what could not be reached.

    `open`: hidden cells that still follow, because everything that could protect them is a zero or was published
    before; `verklikt`: unsafe cells that someone who is alone in another cell can work out; `smal`: hidden cells
    whose interval stays narrower than asked; `niet_gezocht`: hidden cells whose interval was not calculated within
    the budget.
    """

    verborgen: list[bool]
    open: tuple[int, ...] = ()
    verklikt: tuple[int, ...] = ()
    smal: tuple[int, ...] = ()
    niet_gezocht: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Opgave:
    """What is asked, with the gaps filled in: costs, no cell unsafe that was published before."""

    stelsel: Stelsel
    onveilig: Sequence[bool]
    regel: Regel
    kosten: Sequence[int]
    vast: AbstractSet[int]
    eenlingen: Mapping[int, int]

    @classmethod
    def van(
        cls,
        stelsel: Stelsel,
        onveilig: Sequence[bool],
        regel: Regel,
        *,
        kosten: Sequence[int] | None,
        vast: AbstractSet[int],
        eenlingen: Mapping[int, int] | None,
    ) -> Opgave:
        """From the arguments of `bescherming`."""
        weg = [bool(o) and cel not in vast for cel, o in enumerate(onveilig)]
        return cls(stelsel, weg, regel, stelsel.personen if kosten is None else kosten, vast, eenlingen or {})


@dataclass(frozen=True, slots=True)
class Weging:
    """How a cell is chosen: its cost, dearer per other sum that it breaks open, cheaper per sum that it closes."""

    opent: float
    sluit: float


WEGINGEN = (Weging(0.0, 1.0), Weging(1.0, 1.0), Weging(0.5, 0.0))
# With more unsafe cells than this, fewer ways of guessing are tried.
DRIE_TOT, TWEE_TOT = 600, 1_500


def bescherm(
    stelsel: Stelsel,
    onveilig: Sequence[bool],
    regel: Regel,
    *,
    kosten: Sequence[int] | None = None,
    vast: AbstractSet[int] = frozenset(),
    eenlingen: Mapping[int, int] | None = None,
) -> list[bool]:
    """Per cell whether it must be hidden: the unsafe ones and what protects them. See `bescherming`.

    Two regions of 3 and 20 under a shown total of 23: the small one alone would follow from the sum.

    >>> bescherm(Stelsel((23, 3, 20), ((0, 1, 2),)), [False, True, False], Regel())
    [False, True, True]
    """
    return bescherming(stelsel, onveilig, regel, kosten=kosten, vast=vast, eenlingen=eenlingen).verborgen


def bescherming(
    stelsel: Stelsel,
    onveilig: Sequence[bool],
    regel: Regel,
    *,
    kosten: Sequence[int] | None = None,
    vast: AbstractSet[int] = frozenset(),
    eenlingen: Mapping[int, int] | None = None,
    ruimte: Ruimte | None = None,
) -> Bescherming:
    """Hide the unsafe cells and what protects them, and say what could not be reached.

    `kosten`: what hiding each cell costs (whole numbers above 0; default its persons). `vast`: cells that were
    published before: they stay shown, whatever the rules say of them. `eenlingen`: cell with one contributor →
    number of that contributor, who knows all its own cells. `ruimte`: the interval that each hidden cell must keep.

    Three wijken and their total; w1 was published before, so w3 must go, though it is larger:

    >>> s = Stelsel((60, 11, 4, 45), ((0, 1, 2, 3),))
    >>> bescherming(s, [False, False, True, False], Regel(), vast={1}).verborgen
    [False, False, True, True]
    """
    opgave = Opgave.van(stelsel, onveilig, regel, kosten=kosten, vast=vast, eenlingen=eenlingen)
    weg = opgave.onveilig
    aantal = 3 if sum(weg) <= DRIE_TOT else 2 if sum(weg) <= TWEE_TOT else 1
    pogingen = []
    for weging in WEGINGEN[:aantal]:
        poging = _Bescherming(opgave, weging)
        poging.zoek()
        pogingen.append(poging)
    beste = min(pogingen, key=lambda p: p.verlies())
    smal, niet_gezocht = beste.verruim(ruimte) if ruimte is not None else ((), ())
    verklikt = tuple(sorted({cel for cel, _ in beste.verklikt()})) if eenlingen else ()
    return Bescherming([not z for z in beste.zichtbaar], beste.open(), verklikt, smal, niet_gezocht)


def informatiekosten(personen: Sequence[int]) -> list[int]:
    """What hiding costs when information counts: the logarithm, in thousandths, so that ties stay ties.

    >>> informatiekosten([0, 1, 1000])
    [1, 694, 6910]
    """
    return [1 + round(1000 * math.log(1 + p)) for p in personen]


def stabiele_kosten(kosten: Sequence[int], eerder: AbstractSet[int]) -> list[int]:
    """The same costs, a thousandth for a cell that was hidden in the release before: the same cells go again.

    >>> stabiele_kosten([30, 20], {0})
    [30, 20000]
    """
    return [k if cel in eerder else 1000 * k for cel, k in enumerate(kosten)]


class _Bescherming:
    def __init__(self, opgave: Opgave, weging: Weging) -> None:
        self.stelsel = stelsel = opgave.stelsel
        self.personen = stelsel.personen
        self.onveilig = onveilig = opgave.onveilig
        self.regel = opgave.regel
        self.kosten = opgave.kosten
        self.vast = opgave.vast
        self.eenlingen = opgave.eenlingen
        self.weging = weging
        self.zichtbaar = [not o for o in onveilig]
        self.weg_in = [0] * len(stelsel.vergelijkingen)
        self.herleid: dict[tuple[int, int], Herleiding] = {}
        for cel, o in enumerate(onveilig):
            if o:
                self._tel(cel, 1)

    def zoek(self) -> None:
        """Steps 1 to 3, and of step 4 what who is alone in a cell can work out."""
        self._eenvoudig(cel for cel, o in enumerate(self.onveilig) if o)
        self._herhaal(None)
        for groep in self._groepen():
            self._terug(groep)
        self.herleid.clear()
        if self.eenlingen:
            self._los_op(self.verklikt)

    def verklikt(self) -> list[Bewijs]:
        """What those who are alone in a cell can work out of others."""
        return geraden(self.stelsel, self.zichtbaar, self.onveilig, self.eenlingen)

    def verruim(self, ruimte: Ruimte) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Step 4 by linear programming: hide until every interval is wide enough, as far as the budget reaches."""
        from datameent.disclosure.marges import Zoeker

        zoeker = Zoeker(self.stelsel, ruimte)
        eerst = list(self.zichtbaar)
        self._los_op(lambda: zoeker.bewijzen(self.zichtbaar))
        erbij = [c for c, z in enumerate(eerst) if z and not self.zichtbaar[c]]
        for cel in sorted(erbij, key=lambda c: (-self.kosten[c], c)):
            self._toon(cel)
            if not self._blijft_ruim(cel, zoeker):
                self._verberg(cel)
        self.herleid.clear()
        return zoeker.smal(), zoeker.niet_gezocht()

    def _blijft_ruim(self, cel: int, zoeker: Zoeker) -> bool:
        """Whether nothing is given away, exactly or nearly, now that this cell is shown again."""
        if any(self._tekort(v) for v in self.stelsel.van_cel[cel]) or (self.eenlingen and self.verklikt()):
            return False
        rond = {c for v in self.stelsel.van_cel[cel] for c in self.stelsel.vergelijkingen[v]}
        groepen = [groep for groep in self._groepen() if not rond.isdisjoint(groep)]
        if any(Herleiding.van(self.stelsel, groep, self.zichtbaar).bepaald() for groep in groepen):
            return False
        return zoeker.proef(groepen, self.zichtbaar)

    def verlies(self) -> tuple[int, int]:
        """What is hidden to protect others: cost and cells; less is better."""
        extra = [c for c, z in enumerate(self.zichtbaar) if not z and not self.onveilig[c]]
        return sum(self.kosten[c] for c in extra), len(extra)

    def open(self) -> tuple[int, ...]:
        """The hidden cells that follow from what is shown."""
        return tuple(sorted(cel for groep in self._groepen() for cel in self._herleid(groep).bepaald()))

    def _los_op(self, zoek: Callable[[], Iterable[Bewijs]]) -> None:
        """Hide the cheapest cell of every proof, until no proof is found that a cell can break."""
        while nieuw := self._breek(leden for _, leden in zoek()):
            self.herleid.clear()
            self._herhaal({*nieuw, *self._eenvoudig(nieuw)})

    def _herhaal(self, vuil: set[int] | None) -> None:
        """The exact rule to a fixed point, on the groups that hold a cell of `vuil` (None: on all)."""
        while True:
            nieuw = [
                cel
                for groep in self._groepen()
                if vuil is None or not vuil.isdisjoint(groep)
                for cel in self._exact(groep)
            ]
            if not nieuw:
                return
            vuil = set(nieuw) | set(self._eenvoudig(nieuw))

    def _tel(self, cel: int, verschil: int) -> None:
        for vergelijking in self.stelsel.van_cel[cel]:
            self.weg_in[vergelijking] += verschil

    def _verberg(self, cel: int) -> None:
        self.zichtbaar[cel] = False
        self._tel(cel, 1)

    def _toon(self, cel: int) -> None:
        self.zichtbaar[cel] = True
        self._tel(cel, -1)

    def _mag(self, cel: int) -> bool:
        return self.zichtbaar[cel] and self.personen[cel] > 0 and cel not in self.vast

    # (1) per equation

    def _eenvoudig(self, begin: Iterable[int]) -> list[int]:
        """To a fixed point from the equations of these cells; returns the cells that were hidden."""
        van_cel = self.stelsel.van_cel
        rij = deque(sorted({v for cel in begin for v in van_cel[cel]}))
        wacht = set(rij)
        verborgen: list[int] = []
        while rij:
            vergelijking = rij.popleft()
            wacht.discard(vergelijking)
            while self._tekort(vergelijking) and (keus := self._goedkoopste(vergelijking)) is not None:
                self._verberg(keus)
                verborgen.append(keus)
                for ander in van_cel[keus]:
                    if ander not in wacht and ander != vergelijking:
                        wacht.add(ander)
                        rij.append(ander)
        return verborgen

    def _tekort(self, vergelijking: int) -> bool:
        """Whether this equation on its own gives something away about its hidden cells."""
        weg = self.weg_in[vergelijking]
        if weg < 2:
            return weg == 1
        if weg == 2 and self.eenlingen and self._verklikt(vergelijking):
            return True
        cellen = self.stelsel.vergelijkingen[vergelijking]
        if not self.regel.samen or not self.zichtbaar[cellen[0]]:
            return False
        return _krap(self.personen, self.onveilig, [d for d in cellen if not self.zichtbaar[d]], self.regel)

    def _verklikt(self, vergelijking: int) -> bool:
        """Whether one of the two hidden cells is of one contributor who can work out the other."""
        een, twee = (c for c in self.stelsel.vergelijkingen[vergelijking] if not self.zichtbaar[c])
        wie, ander = self.eenlingen.get(een), self.eenlingen.get(twee)
        if wie == ander:
            return False  # nobody is alone, or the same one knows both already
        return (wie is not None and self.onveilig[twee]) or (ander is not None and self.onveilig[een])

    def _goedkoopste(self, vergelijking: int) -> int | None:
        keuzen = [c for c in self.stelsel.vergelijkingen[vergelijking] if self._mag(c)]
        if not keuzen:
            return None
        return min(keuzen, key=lambda c: (self._gewogen(c, vergelijking), c))

    def _gewogen(self, cel: int, vergelijking: int) -> float:
        opent = sluit = 0
        for ander in self.stelsel.van_cel[cel]:
            if ander != vergelijking:
                opent += self.weg_in[ander] == 0
                sluit += self.weg_in[ander] == 1
        return self.kosten[cel] * (1 + self.weging.opent * opent) / (1 + self.weging.sluit * sluit)

    # (2) over all equations

    def _groepen(self) -> list[list[int]]:
        return self.stelsel.groepen(self.zichtbaar)

    def _exact(self, groep: Sequence[int]) -> list[int]:
        """Hide the cheapest cell of every proof that determines a hidden cell; returns what was hidden."""
        herleiding = self._herleid(groep)
        return self._breek(herleiding.bewijzen(herleiding.bepaald(), self.zichtbaar))

    def _breek(self, bewijzen: Iterable[Sequence[int]]) -> list[int]:
        nieuw: list[int] = []
        for bewijs in bewijzen:
            if any(not self.zichtbaar[c] for c in bewijs):
                continue  # a cell hidden for another proof breaks this one too
            keuzen = [c for c in bewijs if self._mag(c)]
            if keuzen:
                keus = min(keuzen, key=lambda c: (self._gewogen(c, -1), c))
                self._verberg(keus)
                nieuw.append(keus)
        return nieuw

    def _herleid(self, groep: Sequence[int]) -> Herleiding:
        """The reduction of a group, kept: as long as cells are only hidden, a group of this size is the same group."""
        sleutel = (groep[0], len(groep))
        if sleutel not in self.herleid:
            self.herleid[sleutel] = Herleiding.van(self.stelsel, groep, self.zichtbaar)
        return self.herleid[sleutel]

    # (3) back

    def _terug(self, groep: Sequence[int]) -> None:
        extra = [c for c in groep if not self.onveilig[c]]
        if not extra:
            return
        nulruimte = self._herleid(groep).nulruimte(groep)
        for cel in sorted(extra, key=lambda c: (-self.kosten[c], c)):
            if self.zichtbaar[cel]:
                continue
            samen = [cel, *nulruimte.bepaalt(cel)]
            if not any(self.onveilig[c] for c in samen) and self._past(samen):
                for ander in samen:
                    nulruimte.toon(ander)

    def _past(self, cellen: Sequence[int]) -> bool:
        """Show these cells if all their equations then still hold the simple rule; whether it was done."""
        for cel in cellen:
            self._toon(cel)
        if not any(self._tekort(v) for cel in cellen for v in self.stelsel.van_cel[cel]):
            return True
        for cel in cellen:
            self._verberg(cel)
        return False


def _krap(personen: Sequence[int], onveilig: Sequence[bool], verborgen: Sequence[int], regel: Regel) -> bool:
    """Whether the hidden parts of a shown total are too few persons, or fixed by the thresholds alone.

    The reason code of a cell tells a reader that it has 1 to N-1 persons, or at least N.
    """
    n = regel.minimum
    som = sum(personen[c] for c in verborgen)
    klein = [bool(onveilig[c]) and personen[c] < n for c in verborgen]
    laag = sum((1 if regel.nul_veilig else 0) if k else n for k in klein)
    vol = all(klein) and som >= (n - 1) * len(klein)
    return som < n or som <= laag or vol


def te_krap(stelsel: Stelsel, zichtbaar: Sequence[bool], onveilig: Sequence[bool], regel: Regel) -> list[Bewijs]:
    """The hidden cells whose shown total tells too much about them together, each with what is shown of that sum."""
    bewijzen: list[Bewijs] = []
    for cellen in stelsel.vergelijkingen:
        verborgen = [c for c in cellen if not zichtbaar[c]]
        if verborgen and zichtbaar[cellen[0]] and _krap(stelsel.personen, onveilig, verborgen, regel):
            bewijzen += [(cel, [c for c in cellen if zichtbaar[c]]) for cel in verborgen]
    return bewijzen
