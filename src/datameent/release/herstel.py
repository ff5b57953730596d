"""When the check finds that a hidden cell can still be worked out: what to hide beside it, so that the release can be
made again. The check decides; this only answers it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from datameent.disclosure.celtabel import PERIODE, Celsleutel, celsleutel
from datameent.release.controle import Blootstelling
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
_RUIMER, _ALLES = 4, 6
"""From these rounds on more is hidden at a time, so that there is an end: at last nothing is shown to work out from."""

_Plek = tuple[str, str, int, tuple[str, ...]]


def verberg_ook(
    gevonden: Collection[Blootstelling],
    cellen: Iterable[ReleaseCel],
    personen: Mapping[Celsleutel, int],
    ronde: int = 0,
) -> set[Celsleutel]:
    """What to hide beside the exposed cells; empty when there is nothing left to hide.

    First per exposed cell the shown cell of fewest persons in one sum with it, ties to the first, so that the same
    lake gives the same release. From round 4 on every shown cell in one sum with it, from round 6 on every shown cell
    of its indicator and period.
    """
    waar = {b.indicator for b in gevonden}
    getoond = [c for c in cellen if c.indicator in waar and c.waarde is not None and personen.get(_naam(c), 0) > 0]
    if ronde >= _ALLES:
        perioden = {(b.indicator, b.cel[0]) for b in gevonden}
        return {_naam(c) for c in getoond if (c.indicator, c.periode) in perioden}
    naast: dict[_Plek, list[Celsleutel]] = {}
    for c in getoond:
        for plek in _sommen(c.indicator, c.korrel, _cel(c)):
            naast.setdefault(plek, []).append(_naam(c))
    erbij: set[Celsleutel] = set()
    for b in gevonden:
        keuzen = sorted(
            {naam for plek in _sommen(b.indicator, b.korrel, b.cel) for naam in naast.get(plek, ())}
            - {celsleutel(b.indicator, _ASSEN, b.cel)},
            key=lambda naam: (personen[naam], sorted(naam[1])),
        )
        erbij.update(keuzen if ronde >= _RUIMER else keuzen[:1])
    return erbij


_ASSEN = (PERIODE, *DIMENSIES)


def _cel(cel: ReleaseCel) -> tuple[str, ...]:
    return tuple(cel.code(d) for d in _ASSEN)


def _naam(cel: ReleaseCel) -> Celsleutel:
    return celsleutel(cel.indicator, _ASSEN, _cel(cel))


def _sommen(indicator: str, korrel: str, cel: tuple[str, ...]) -> Iterator[_Plek]:
    """The sums that a cell is in, as a part or as the total."""
    for as_ in range(1, len(cel)):
        yield indicator, korrel, as_, (*cel[:as_], *cel[as_ + 1 :])
