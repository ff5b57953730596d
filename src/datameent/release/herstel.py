"""When the check finds that a hidden cell can still be worked out: what to hide beside it, so that the release can be
made again. The check decides; this only answers it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from datameent.disclosure.celtabel import PERIODE, Celsleutel, celsleutel
from datameent.release.controle import Blootstelling
from datameent.release.read import ReleaseCel
from datameent.release.schema import DIMENSIES, TOTAAL

HERSTELBAAR = frozenset(
    (
        "volgt-uit-sommen",
        "volgt-uit-grenzen",
        "te-nauw",
        "samen-te-weinig",
        "volgt-met-andere-uitgaven",
        "volgt-voor-eenling",
    )
)
"""What hiding more can mend. A wrong value, or a cell that is too small and shown, is a fault and never mended."""

RONDES = 6

_Plek = tuple[str, str, int, tuple[str, ...]]


def verberg_ook(
    gevonden: Iterable[Blootstelling], cellen: Iterable[ReleaseCel], personen: Mapping[Celsleutel, int]
) -> set[Celsleutel]:
    """Per exposed cell the shown cell of fewest persons in one sum with it; empty when there is nothing left to hide.

    Ties go to the first cell, so that the same lake gives the same release.
    """
    naast: dict[_Plek, list[tuple[str, ...]]] = {}
    for c in cellen:
        if c.waarde is None:
            continue
        cel = c.sleutel
        for as_ in range(1, len(cel)):
            if cel[as_] != TOTAAL:
                naast.setdefault((c.indicator, c.korrel, as_, _zonder(cel, as_)), []).append(cel)
    erbij: set[Celsleutel] = set()
    for b in gevonden:
        keuzen = [
            (personen.get(naam, 0), naam)
            for as_ in range(1, len(b.cel))
            for cel in naast.get((b.indicator, b.korrel, as_, _zonder(b.cel, as_)), ())
            if cel != b.cel
            for naam in [celsleutel(b.indicator, (PERIODE, *DIMENSIES), cel)]
        ]
        beste = min((k for k in keuzen if k[0] > 0), key=lambda k: (k[0], sorted(k[1][1])), default=None)
        if beste is not None:
            erbij.add(beste[1])
    return erbij


def _zonder(cel: tuple[str, ...], as_: int) -> tuple[str, ...]:
    return (*cel[:as_], *cel[as_ + 1 :])
