"""The sums in a release as a reader finds them, and what they give away. Independent of `disclosure`, on purpose.

Plain forward elimination on whole equations modulo another prime, cell by cell, with the pivots put back in at the end.
Slower and simpler than what protects the release: it only has to be right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from datameent.domain.periode import Periode
from datameent.release.schema import TOTAAL

Sleutel = tuple[str, ...]
_PRIEM = 2**61 - 1


def sommen(cellen: Iterable[Sleutel], tijd_telt_op: bool) -> list[tuple[Sleutel, ...]]:
    """Every total with its parts, the total first. A cell is (periode, code per dimension).

    >>> sommen([("2024", "a"), ("2024", "b"), ("2024", "totaal")], False)
    [(('2024', 'totaal'), ('2024', 'a'), ('2024', 'b'))]
    """
    alle = list(cellen)
    bekend = set(alle)
    delen: dict[tuple[int, Sleutel], list[Sleutel]] = defaultdict(list)
    for cel in alle:
        for plek, code in enumerate(cel):
            if plek == 0:
                totaal = _boven(cel, bekend) if tijd_telt_op else None
            else:
                totaal = None if code == TOTAAL else (*cel[:plek], TOTAAL, *cel[plek + 1 :])
            if totaal in bekend and totaal is not None:
                delen[plek, totaal].append(cel)
    return [(totaal, *lijst) for (_, totaal), lijst in delen.items()]


def _boven(cel: Sleutel, bekend: set[Sleutel]) -> Sleutel | None:
    ouder = Periode(cel[0]).ouder
    while ouder is not None and (ouder.code, *cel[1:]) not in bekend:
        ouder = ouder.ouder
    return None if ouder is None else (ouder.code, *cel[1:])


def bepaalde_cellen(stelsel: Sequence[tuple[Sleutel, ...]], verborgen: set[Sleutel]) -> list[Sleutel]:
    """The hidden cells whose value follows from the shown ones."""
    per_spil: dict[Sleutel, dict[Sleutel, int]] = {}
    for totaal, *delen in stelsel:
        rij = {d: 1 for d in delen if d in verborgen}
        if totaal in verborgen:
            rij[totaal] = _PRIEM - 1
        _voeg_in(per_spil, rij)
    # A row knows only cells after its pivot; from the last pivot to the first everything can be put in.
    bepaald = []
    for spil in sorted(per_spil, reverse=True):
        rij = per_spil[spil]
        for cel in [c for c in rij if c != spil and c in per_spil]:
            _min(rij, rij[cel], per_spil[cel])
        if len(rij) == 1:
            bepaald.append(spil)
    return sorted(bepaald)


def _voeg_in(per_spil: dict[Sleutel, dict[Sleutel, int]], rij: dict[Sleutel, int]) -> None:
    while rij:
        spil = min(rij)
        if spil not in per_spil:
            factor = pow(rij[spil], _PRIEM - 2, _PRIEM)
            per_spil[spil] = {c: w * factor % _PRIEM for c, w in rij.items()}
            return
        _min(rij, rij[spil], per_spil[spil])


def _min(rij: dict[Sleutel, int], factor: int, ander: dict[Sleutel, int]) -> None:
    for cel, waarde in ander.items():
        nieuw = (rij.get(cel, 0) - factor * waarde) % _PRIEM
        if nieuw:
            rij[cel] = nieuw
        else:
            rij.pop(cel, None)
