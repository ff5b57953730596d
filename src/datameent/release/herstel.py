"""When the check finds that a hidden cell can still be worked out: what to hide beside it, so that the release can be
made again. The check decides; this only answers it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from datameent.disclosure.celtabel import PERIODE, Celsleutel, Eerder, celsleutel
from datameent.domain.cel import Status
from datameent.release.controle import Blootstelling
from datameent.release.plan import telt_op_in_tijd
from datameent.release.read import ReleaseCel
from datameent.release.schema import DIMENSIES

HERSTELBAAR = frozenset(
    (
        "volgt-uit-sommen",
        "volgt-uit-grenzen",
        "te-nauw",
        "samen-te-weinig",
        "volgt-met-andere-uitgaven",
        "volgt-voor-eenling",
        "groep-te-raden",
    )
)
"""What hiding more can mend. A wrong value, or a cell that is too small and shown, is a fault and never mended."""

RONDES = 10
_RUIMER, _LOS, _ALLES, _NIETS_NIEUWS = 4, 5, 7, 8
"""From these rounds on more is hidden at a time, so that there is an end: at last nothing new is shown to work out
from, and readers keep the figures of before."""

_Plek = tuple[str, str, int, tuple[str, ...]]


@dataclass(frozen=True)
class Weten:
    """What is not in the file: the persons per cell, and what readers know of before and is still so."""

    personen: Mapping[Celsleutel, int]
    bekend: AbstractSet[Celsleutel] = frozenset()


@dataclass(frozen=True)
class Herstel:
    """What the release is made again with: cells to hide, known ones that may wait, and ones that say no reason."""

    erbij: frozenset[Celsleutel] = frozenset()
    los: frozenset[Celsleutel] = frozenset()
    zonder_reden: frozenset[Celsleutel] = frozenset()

    def met(self, meer: Herstel) -> Herstel:
        """Both together."""
        return Herstel(self.erbij | meer.erbij, self.los | meer.los, self.zonder_reden | meer.zonder_reden)

    def van(self, indicatoren: AbstractSet[str]) -> Herstel:
        """What of it is about these indicators."""
        delen = (self.erbij, self.los, self.zonder_reden)
        return Herstel(*(frozenset(s for s in cellen if s[0] in indicatoren) for cellen in delen))

    def op(self, eerder: Eerder) -> Eerder:
        """What other releases ask, with this."""
        return eerder.met(self.erbij, self.los, self.zonder_reden)


def herstel(gevonden: Collection[Blootstelling], cellen: Iterable[ReleaseCel], weten: Weten, ronde: int = 0) -> Herstel:
    """What to hide beside the exposed cells; empty when this round has nothing to hide.

    First per exposed cell the shown cell of fewest persons in one sum with it, ties to the first, so that the same
    lake gives the same release. From round 4 on every shown cell in one sum with it. What readers knew and is still so
    is hidden in neither: that is asked of the suppressor in rounds 5 and 6, where it finds the fewest, and a row of one
    category that can be guessed says no reason from then on. From round 7 on every other shown cell of that indicator
    and year, from round 8 on what was known of it as well.
    """
    jaren = {(b.indicator, _jaar(b.cel[0])) for b in gevonden}
    if _LOS <= ronde < _ALLES:
        los = frozenset(n for n in weten.bekend if (n[0], _jaar(dict(n[1])[PERIODE])) in jaren)
        rijen = {(b.indicator, b.cel[0]) for b in gevonden if b.regel == "groep-te-raden"}
        groep = (c for c in cellen if c.status is Status.GROEP_VERRAADT and (c.indicator, c.periode) in rijen)
        return Herstel(los=los, zonder_reden=frozenset(map(_naam, groep)))
    vast = weten.bekend if ronde < _NIETS_NIEUWS else frozenset[Celsleutel]()
    waar = {b.indicator for b in gevonden}
    zichtbaar = ((c, _naam(c)) for c in cellen if c.indicator in waar and c.waarde is not None)
    getoond = [c for c, naam in zichtbaar if naam not in vast and weten.personen.get(naam, 0)]
    if ronde >= _ALLES:
        return Herstel(frozenset(_naam(c) for c in getoond if (c.indicator, _jaar(c.periode)) in jaren))
    return Herstel(frozenset(_naast(gevonden, getoond, weten.personen, alle=ronde >= _RUIMER)))


def _naast(
    gevonden: Iterable[Blootstelling],
    getoond: Iterable[ReleaseCel],
    personen: Mapping[Celsleutel, int],
    *,
    alle: bool,
) -> Iterator[Celsleutel]:
    """Per exposed cell the shown cell of fewest persons in one sum with it, or all of them."""
    naast: dict[_Plek, list[Celsleutel]] = {}
    for c in getoond:
        for plek in _sommen(c.indicator, c.korrel, _cel(c)):
            naast.setdefault(plek, []).append(_naam(c))
    for b in gevonden:
        keuzen = sorted(
            {naam for plek in _sommen(b.indicator, b.korrel, b.cel) for naam in naast.get(plek, ())}
            - {celsleutel(b.indicator, _ASSEN, b.cel)},
            key=lambda naam: (personen[naam], sorted(naam[1])),
        )
        yield from keuzen if alle else keuzen[:1]


_ASSEN = (PERIODE, *DIMENSIES)


def _cel(cel: ReleaseCel) -> tuple[str, ...]:
    return tuple(cel.code(d) for d in _ASSEN)


def _naam(cel: ReleaseCel) -> Celsleutel:
    return celsleutel(cel.indicator, _ASSEN, _cel(cel))


def _sommen(indicator: str, korrel: str, cel: tuple[str, ...]) -> Iterator[_Plek]:
    """The sums that a cell is in, as a part or as the total."""
    for as_ in range(1, len(cel)):
        yield indicator, korrel, as_, (*cel[:as_], *cel[as_ + 1 :])
    if telt_op_in_tijd(indicator):
        yield indicator, "", 0, (_jaar(cel[0]), *cel[1:])


def _jaar(periode: str) -> str:
    return periode[:4]
