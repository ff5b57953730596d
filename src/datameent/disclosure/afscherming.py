"""What is hidden and what that gives away, cell by cell: hide more to a fixed point, show again what is not needed.

The steps are those of `aanvullend`. Which cell of a sum is hidden is the cheapest here, cheaper still when it closes
another sum that gives something away; `dekking` looks further.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from datameent.disclosure.bewijs import krap
from datameent.disclosure.eenling import geraden, raadt_iemand
from datameent.disclosure.eliminatie import Herleiding
from datameent.disclosure.opgave import Opgave
from datameent.disclosure.stelsel import Bewijs, Ruimte

if TYPE_CHECKING:  # brings numpy and the solver; only who asks for intervals pays for that
    from datameent.disclosure.marges import Zoeker


@dataclass(frozen=True, slots=True)
class Weging:
    """How a cell is chosen: its cost, dearer per other sum that it breaks open, cheaper per sum that it closes."""

    opent: float
    sluit: float


WEGINGEN = (Weging(0.0, 1.0), Weging(1.0, 1.0), Weging(0.5, 0.0))


class Afscherming:
    """Per cell whether it is visible; starts from the unsafe cells, or from what is given.

    `gevonden`: what attacks found on the way; `hopeloos`: cells that follow when all that can help them is hidden.
    """

    def __init__(
        self,
        opgave: Opgave,
        zichtbaar: Sequence[bool] | None = None,
        weging: Weging = WEGINGEN[0],
        basis: Herleiding | None = None,
    ) -> None:
        """`zichtbaar`: where to start, else only the unsafe cells are hidden; `basis`: the reduction of those."""
        self.opgave = opgave
        self.weging = weging
        self.stelsel = opgave.stelsel
        self.personen = opgave.stelsel.personen
        self.onveilig = opgave.onveilig
        self.kosten = opgave.kosten
        self.eenlingen = opgave.eenlingen
        self.zichtbaar = [True] * len(self.personen)
        self.weg_in = [0] * len(self.stelsel.vergelijkingen)
        self.nieuw: list[int] = []  # hidden since the reduction was made
        self.gevonden: list[Bewijs] = []
        self.hopeloos: frozenset[int] = frozenset()
        for cel, zicht in enumerate(zichtbaar or opgave.zonder(frozenset())):
            if not zicht:
                self._verberg(cel)
        self.herleiding = basis.kopie() if basis else None
        self.nieuw = [cel for cel in self.nieuw if not self.onveilig[cel]]

    def zoek(self) -> None:
        """Steps 1 to 3, and of step 4 what who is alone in a cell can work out."""
        self._eenvoudig(self._verborgen())
        self._herhaal()
        self.hopeloos = frozenset(self.open())
        self.toon_wat_volgt()
        self._terug()
        if self.eenlingen:
            self._los_op(self.verklikt)

    def toon_wat_volgt(self) -> None:
        """Show what is hidden for another and follows all the same: hiding it protects nothing."""
        for cel in self.open():
            if not self.onveilig[cel]:
                self._toon(cel)

    def verklikt(self) -> list[Bewijs]:
        """What those who are alone in a cell can work out of others."""
        return geraden(self.stelsel, self.zichtbaar, self.onveilig, self.eenlingen, self.opgave.verklikt)

    def verruim(self, ruimte: Ruimte) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Step 4 by linear programming: hide until every interval is wide enough, as far as the budget reaches."""
        from datameent.disclosure.marges import Zoeker

        zoeker = Zoeker(self.stelsel, ruimte)
        eerst = list(self.zichtbaar)
        self._los_op(lambda: zoeker.bewijzen(self.zichtbaar))
        erbij = [c for c, z in enumerate(eerst) if z and not self.zichtbaar[c]]
        waarom: dict[int, list[Bewijs]] = {cel: [] for cel in erbij}
        for bewijs in self.gevonden:
            for cel in waarom.keys() & set(bewijs[1]):
                waarom[cel].append(bewijs)
        for cel in sorted(erbij, key=lambda c: (-self.kosten[c], c)):
            self._toon(cel)
            if self._weer_bewezen(waarom[cel]) or not self._blijft_ruim(cel, zoeker):
                self._verberg(cel)
        return zoeker.smal(), zoeker.niet_gezocht()

    def _blijft_ruim(self, cel: int, zoeker: Zoeker) -> bool:
        """Whether nothing is given away, exactly or nearly, now that this cell is shown again."""
        if any(self._tekort(v) for v in self.stelsel.van_cel[cel]):
            return False
        # Only what is connected with this cell can have changed.
        rond = {c for v in self.stelsel.van_cel[cel] for c in self.stelsel.vergelijkingen[v]}
        groepen = self.stelsel.groepen(self.zichtbaar, rond)
        for groep in groepen:
            herleiding = Herleiding.van(self.stelsel, groep, self.zichtbaar)
            if herleiding.bepaald() or raadt_iemand(herleiding, groep, self.onveilig, self.eenlingen):
                return False
        return zoeker.proef(groepen, self.zichtbaar)

    def _weer_bewezen(self, bewijzen: Iterable[Bewijs]) -> bool:
        """Whether one of these proofs, found on the way, holds again."""
        return any(not self.zichtbaar[cel] and all(self.zichtbaar[c] for c in leden) for cel, leden in bewijzen)

    def open(self) -> tuple[int, ...]:
        """The hidden cells that follow from what is shown."""
        return tuple(self._herleid().bepaald())

    def _los_op(self, zoek: Callable[[], Iterable[Bewijs]]) -> None:
        """Hide the cheapest cell of every proof, until no proof is found that a cell can break."""
        while nieuw := self._breek(zoek()):
            self._eenvoudig(nieuw)
            self._herhaal()

    def _herhaal(self) -> None:
        """The exact rule to a fixed point: hide the cheapest cell of every proof that determines a hidden cell."""
        while True:
            herleiding = self._herleid()
            cellen = herleiding.bepaald()
            nieuw = self._breek(zip(cellen, herleiding.bewijzen(cellen, self.zichtbaar), strict=True))
            if not nieuw:
                return
            self._eenvoudig(nieuw)

    def _tel(self, cel: int, verschil: int) -> None:
        for vergelijking in self.stelsel.van_cel[cel]:
            self.weg_in[vergelijking] += verschil

    def _verberg(self, cel: int) -> None:
        self.zichtbaar[cel] = False
        self.nieuw.append(cel)
        self._tel(cel, 1)

    def _toon(self, cel: int) -> None:
        self.zichtbaar[cel] = True
        self.herleiding = None
        self._tel(cel, -1)

    def _mag(self, cel: int) -> bool:
        return self.zichtbaar[cel] and self.opgave.kan_weg(cel)

    # (1) per equation

    def _eenvoudig(self, begin: Iterable[int]) -> None:
        """To a fixed point from the equations of these cells."""
        van_cel = self.stelsel.van_cel
        rij = deque(sorted({v for cel in begin for v in van_cel[cel]}))
        wacht = set(rij)
        while rij:
            vergelijking = rij.popleft()
            wacht.discard(vergelijking)
            while self._tekort(vergelijking) and (keus := self._goedkoopste(vergelijking)) is not None:
                self._onthoud(vergelijking)
                self._verberg(keus)
                for ander in van_cel[keus]:
                    if ander not in wacht and ander != vergelijking:
                        wacht.add(ander)
                        rij.append(ander)

    def _onthoud(self, vergelijking: int) -> None:
        cellen = self.stelsel.vergelijkingen[vergelijking]
        leden = [cel for cel in cellen if self.zichtbaar[cel]]
        self.gevonden += [(cel, leden) for cel in cellen if not self.zichtbaar[cel]]

    def _tekort(self, vergelijking: int) -> bool:
        """Whether this equation on its own gives something away about its hidden cells."""
        weg = self.weg_in[vergelijking]
        if weg < 2:
            return weg == 1
        if weg == 2 and self.eenlingen and self._verklikt(vergelijking):
            return True
        cellen = self.stelsel.vergelijkingen[vergelijking]
        if not self.opgave.regel.samen or not self.zichtbaar[cellen[0]]:
            return False
        verborgen = [d for d in cellen if not self.zichtbaar[d]]
        return krap(self.personen, self.onveilig, verborgen, self.opgave.regel)

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

    def _breek(self, bewijzen: Iterable[Bewijs]) -> list[int]:
        nieuw: list[int] = []
        for cel, bewijs in bewijzen:
            self.gevonden.append((cel, bewijs))
            if any(not self.zichtbaar[c] for c in bewijs):
                continue  # a cell hidden for another proof breaks this one too
            keuzen = [c for c in bewijs if self._mag(c)]
            if keuzen:
                keus = min(keuzen, key=lambda c: (self._gewogen(c, -1), c))
                self._verberg(keus)
                nieuw.append(keus)
        return nieuw

    def _herleid(self) -> Herleiding:
        """The reduction of what is hidden, kept and extended as long as nothing is shown again."""
        if self.herleiding is None:
            self.herleiding = Herleiding.van(self.stelsel, self._verborgen(), self.zichtbaar)
        elif self.nieuw:
            self.herleiding.neem_op(self.nieuw)
        self.nieuw = []
        return self.herleiding

    def _verborgen(self) -> list[int]:
        return [cel for cel, zicht in enumerate(self.zichtbaar) if not zicht]

    # (3) back

    def _terug(self) -> None:
        verborgen = self._verborgen()
        nulruimte = self._herleid().nulruimte(verborgen)
        for cel in sorted((c for c in verborgen if not self.onveilig[c]), key=lambda c: (-self.kosten[c], c)):
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
