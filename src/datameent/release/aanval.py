"""The sums in a release as a reader finds them, and what they give away. Independent of `disclosure`, on purpose.

Plain forward elimination on whole equations modulo another prime, cell by cell, with the pivots put back in at the end.
Slower and simpler than what protects the release: it only has to be right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from datameent.domain.periode import Periode
from datameent.release.schema import KORRELS, TOTAAL

Sleutel = tuple[str, ...]
Vector = dict[Sleutel, int]
_PRIEM = 2**61 - 1


def sommen(cellen: Iterable[Sleutel], tijd_telt_op: bool) -> list[tuple[Sleutel, ...]]:
    """Every total with its parts, the total first. A cell is (periode, code per dimension).

    A total that is in the file counts what is below it along one dimension, or along several where no table lies in
    between. A wijk is the sum of its buurten, for a cell of a buurt has the code of its wijk too.

    >>> sommen([("2024", "a"), ("2024", "b"), ("2024", "totaal")], False)
    [(('2024', 'totaal'), ('2024', 'a'), ('2024', 'b'))]
    >>> sommen([("2024", "a", "x"), ("2024", "b", "x"), ("2024", "totaal", "totaal")], False)
    [(('2024', 'totaal', 'totaal'), ('2024', 'a', 'x'), ('2024', 'b', 'x'))]
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
    sprongen = _over_een_gat(alle, bekend, tijd_telt_op)
    return [*((totaal, *lijst) for (_, totaal), lijst in delen.items()), *sprongen]


def _over_een_gat(alle: Iterable[Sleutel], bekend: set[Sleutel], tijd_telt_op: bool) -> Iterator[tuple[Sleutel, ...]]:
    per_tabel: dict[_Tabel, list[Sleutel]] = defaultdict(list)
    for cel in alle:
        per_tabel[_tabel_van(cel)].append(cel)
    for tabel, hoger in _met_een_gat(per_tabel, tijd_telt_op):
        delen: dict[Sleutel, list[Sleutel]] = defaultdict(list)
        for cel in per_tabel[tabel]:
            delen[_samengevat(cel, hoger)].append(cel)
        yield from ((totaal, *lijst) for totaal, lijst in delen.items() if totaal in bekend)


_Tabel = tuple[int, frozenset[int]]
"""How long its periods are (as the place of their grain in KORRELS), and the places that are broken out."""


def _tabel_van(cel: Sleutel) -> _Tabel:
    return _lengte(cel[0]), frozenset(p for p, code in enumerate(cel) if p and code != TOTAAL)


@cache
def _lengte(periode: str) -> int:
    return KORRELS.index(Periode(periode).korrel.value)


def _met_een_gat(tabellen: Iterable[_Tabel], tijd_telt_op: bool) -> Iterator[tuple[_Tabel, _Tabel]]:
    """Pairs of a table and one that sums it over two things or more at once, without a table in between."""
    alle = sorted(tabellen, key=lambda t: (t[0], sorted(t[1])))

    def boven(hoog: _Tabel, laag: _Tabel) -> bool:
        past = hoog[0] <= laag[0] if tijd_telt_op else hoog[0] == laag[0]
        return past and hoog[1] <= laag[1] and hoog != laag

    for laag in alle:
        hoger = [t for t in alle if boven(t, laag)]
        for hoog in hoger:
            verschil = len(laag[1] - hoog[1]) + (hoog[0] != laag[0])
            if verschil > 1 and not any(boven(hoog, t) for t in hoger):
                yield laag, hoog


def _samengevat(cel: Sleutel, hoger: _Tabel) -> Sleutel:
    """The cell of another table that a cell counts for."""
    periode = Periode(cel[0])
    while _lengte(periode.code) > hoger[0] and periode.ouder is not None:
        periode = periode.ouder
    return (periode.code, *(code if p in hoger[1] else TOTAAL for p, code in enumerate(cel[1:], 1)))


def _boven(cel: Sleutel, bekend: set[Sleutel]) -> Sleutel | None:
    ouder = Periode(cel[0]).ouder
    while ouder is not None and (ouder.code, *cel[1:]) not in bekend:
        ouder = ouder.ouder
    return None if ouder is None else (ouder.code, *cel[1:])


def bepaalde_cellen(stelsel: Sequence[tuple[Sleutel, ...]], verborgen: AbstractSet[Sleutel]) -> list[Sleutel]:
    """The hidden cells whose value follows from the shown ones."""
    return sorted(spil for spil, rij in _herleid(stelsel, verborgen).items() if len(rij) == 1)


def vrijheid(stelsel: Sequence[tuple[Sleutel, ...]], verborgen: AbstractSet[Sleutel]) -> dict[Sleutel, Vector]:
    """Per hidden cell how it moves with the cells that the sums leave free; nothing when its value follows.

    Under a shown total the second part moves against the first:

    >>> vrijheid([(("t",), ("a",), ("b",))], {("a",), ("b",)}) == {("b",): {("b",): 1}, ("a",): {("b",): _PRIEM - 1}}
    True
    """
    per_spil = _herleid(stelsel, verborgen)
    vast = {spil: {cel: _PRIEM - w for cel, w in rij.items() if cel != spil} for spil, rij in per_spil.items()}
    return {cel: vast.get(cel, {cel: 1}) for cel in verborgen}


def in_het_vlak(vectoren: Sequence[Vector]) -> Callable[[Vector], bool]:
    """Whether a vector is a weighted sum of these.

    >>> kan = in_het_vlak([{("a",): 1, ("b",): 2}, {("b",): 1}])
    >>> kan({("a",): 3}), kan({}), kan({("c",): 1})
    (True, True, False)
    """
    per_spil: dict[Sleutel, Vector] = {}
    for vector in vectoren:
        _voeg_in(per_spil, dict(vector))

    def kan(vector: Vector) -> bool:
        rest = dict(vector)
        while rest and (spil := min(rest)) in per_spil:
            _min(rest, rest[spil], per_spil[spil])
        return not rest

    return kan


def _herleid(stelsel: Sequence[tuple[Sleutel, ...]], verborgen: AbstractSet[Sleutel]) -> dict[Sleutel, Vector]:
    """The sums in hidden cells alone, worked out: per pivot a row of that cell and of cells that are no pivot."""
    per_spil: dict[Sleutel, Vector] = {}
    for totaal, *delen in stelsel:
        rij = {d: 1 for d in delen if d in verborgen}
        if totaal in verborgen:
            rij[totaal] = _PRIEM - 1
        _voeg_in(per_spil, rij)
    # A row knows only cells after its pivot; from the last pivot to the first everything can be put in.
    for spil in sorted(per_spil, reverse=True):
        rij = per_spil[spil]
        for cel in [c for c in rij if c != spil and c in per_spil]:
            _min(rij, rij[cel], per_spil[cel])
    return per_spil


def _voeg_in(per_spil: dict[Sleutel, Vector], rij: Vector) -> None:
    while rij:
        spil = min(rij)
        if spil not in per_spil:
            factor = pow(rij[spil], _PRIEM - 2, _PRIEM)
            per_spil[spil] = {c: w * factor % _PRIEM for c, w in rij.items()}
            return
        _min(rij, rij[spil], per_spil[spil])


def _min(rij: Vector, factor: int, ander: Vector) -> None:
    for cel, waarde in ander.items():
        nieuw = (rij.get(cel, 0) - factor * waarde) % _PRIEM
        if nieuw:
            rij[cel] = nieuw
        else:
            rij.pop(cel, None)
