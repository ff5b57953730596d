"""Group disclosure: a row of which every person falls in one category says something about each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from datameent.disclosure.celtabel import TOTAAL
from datameent.disclosure.ladder import Ladder

Sleutel = tuple[str, ...]


@dataclass(frozen=True)
class Rangorde:
    """What is above and below the categories of a dimension.

    `ladders`: its hierarchies; `fijner`: the dimensions (their places in a cell) that divide its codes, as buurt
    divides wijk; `ouder`: the dimension whose codes it divides itself.
    """

    ladders: Sequence[Ladder] = ()
    fijner: Sequence[int] = ()
    ouder: int | None = None

    @classmethod
    def van(
        cls,
        dimensie: str,
        dimensies: Sequence[str],
        ladders: Mapping[str, Sequence[Ladder]],
        binnen: Mapping[str, str],
    ) -> Rangorde:
        """For one of these dimensions; `binnen`: dimension to the one whose codes it divides."""

        def boven(naam: str) -> Iterator[str]:
            while naam in binnen:
                naam = binnen[naam]
                yield naam

        fijner = [as_ for as_, naam in enumerate(dimensies) if dimensie in boven(naam)]
        ouder = binnen.get(dimensie)
        return cls(ladders.get(dimensie, ()), fijner, dimensies.index(ouder) if ouder in dimensies else None)


def verraden_cellen(personen: Mapping[Sleutel, int], as_: int, orde: Rangorde | None = None) -> set[Sleutel]:
    """The cells of the rows over one axis of which all persons are in one category: that category and the empty ones.

    `personen`: persons per cell, a cell being one code per axis, `totaal` where an axis is not broken out. Hiding
    the full category alone would not help: the zeros beside it, or the reason why it is hidden, would say which one
    it is. A row whose total is not there is taken to be the sum of its categories. With levels (`orde`) a row is what
    is below one code, at any level; a code with only one part is that part by another name, and makes no row.
    Source: Hundepool et al., Statistical Disclosure Control (2012), chapter 5, on group attribute disclosure in
    frequency tables.

    All 25 of w1 have help b; the 12 of w2 are spread:

    >>> w1, w2 = {("w1", "a"): 0, ("w1", "b"): 25, ("w1", "c"): 0}, {("w2", "a"): 4, ("w2", "b"): 8, ("w2", "c"): 0}
    >>> sorted(verraden_cellen({**w1, **w2, ("w1", "totaal"): 25}, 1))
    [('w1', 'a'), ('w1', 'b'), ('w1', 'c')]
    """
    rijen: dict[Sleutel, list[Sleutel]] = defaultdict(list)
    groep = _Groep(personen, as_, orde or Rangorde())
    for cel in personen:
        for totaal in groep.rijen_van(cel):
            rijen[totaal].append(cel)
    gevonden: set[Sleutel] = set()
    for totaal, rij in rijen.items():
        allen = personen[totaal] if totaal in personen else groep.som(totaal, rij)
        if allen > 0 and any(personen[c] >= allen for c in rij):
            gevonden.update(c for c in rij if personen[c] >= allen or personen[c] == 0)
    return gevonden


class _Groep:
    def __init__(self, personen: Mapping[Sleutel, int], as_: int, orde: Rangorde) -> None:
        self.personen = personen
        self.as_ = as_
        self.orde = orde
        self.delen: dict[str, set[str]] = defaultdict(set)
        if orde.ouder is not None:
            for cel in personen:
                self.delen[cel[orde.ouder]].add(cel[as_])

    def rijen_van(self, cel: Sleutel) -> Iterator[Sleutel]:
        """The totals of the rows that a cell is in."""
        code = cel[self.as_]
        if code == TOTAAL:
            return
        if not self.orde.ladders:
            if self.orde.ouder is None or len(self.delen[cel[self.orde.ouder]] - {TOTAAL}) > 1:
                yield self._op(cel, TOTAAL)
            return
        totalen = {
            hoger
            for ladder in self.orde.ladders
            for hoger in ladder.keten(code)
            if len(ladder.delen[None if hoger == TOTAAL else hoger]) > 1
        }
        yield from (self._op(cel, hoger) for hoger in sorted(totalen))

    def _op(self, cel: Sleutel, hoger: str) -> Sleutel:
        uit = list(cel)
        for as_ in (*self.orde.fijner, self.as_):
            uit[as_] = TOTAAL
        uit[self.as_] = hoger
        return tuple(uit)

    def som(self, totaal: Sleutel, rij: Sequence[Sleutel]) -> int:
        """All persons of a row without a total: its widest categories together (over one of its hierarchies)."""
        heel = [cel for cel in rij if all(cel[as_] == TOTAAL for as_ in self.orde.fijner)] or rij
        if not self.orde.ladders:
            return sum(self.personen[cel] for cel in heel)
        return max(self._breedste(ladder, totaal[self.as_], heel) for ladder in self.orde.ladders)

    def _breedste(self, ladder: Ladder, totaal: str, rij: Sequence[Sleutel]) -> int:
        codes = {cel[self.as_] for cel in rij}
        som = 0
        for cel in rij:
            keten = ladder.keten(cel[self.as_])
            if totaal in keten and codes.isdisjoint(keten[: keten.index(totaal)]):
                som += self.personen[cel]
        return som
