"""Attacks from within: who is alone in a hidden cell, and rows that say something about everybody in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from datameent.release.aanval import Vector, in_het_vlak, vrijheid
from datameent.release.schema import TOTAAL

Sleutel = tuple[str, ...]
Som = tuple[Sleutel, ...]


def volgt_voor_eenling(stelsel: Sequence[Som], weg: AbstractSet[Sleutel], alleen: AbstractSet[Sleutel]) -> set[Sleutel]:
    """The hidden cells that somebody who is alone in another hidden cell can work out; `alleen`: cells of one person.

    Under a shown total of 30 are 1, 8 and 21, and the first two are hidden: the one knows the eight.

    >>> som = (("t",), ("a",), ("b",), ("c",))
    >>> volgt_voor_eenling([som], {("a",), ("b",)}, {("a",)})
    {('b',)}
    """
    gevonden: set[Sleutel] = set()
    for sommen, deel in _los(stelsel, weg):
        personen = _per_persoon(sommen, alleen & deel)
        if personen:
            vrij = vrijheid(sommen, deel)
            naast = _naast(vrij)
            for eigen in personen:
                gevonden |= _geleerd(vrij, naast, eigen)
    return gevonden


def _naast(vrij: Mapping[Sleutel, Vector]) -> dict[Sleutel | None, set[Sleutel]]:
    """Per free cell the hidden cells that move with it; under None those that do not move at all."""
    naast: dict[Sleutel | None, set[Sleutel]] = {None: {cel for cel, vector in vrij.items() if not vector}}
    for cel, vector in vrij.items():
        for as_ in vector:
            naast.setdefault(as_, set()).add(cel)
    return naast


def _geleerd(
    vrij: Mapping[Sleutel, Vector], naast: Mapping[Sleutel | None, set[Sleutel]], eigen: AbstractSet[Sleutel]
) -> set[Sleutel]:
    """The cells that do not move any more once these are known: they move only as these do."""
    assen = {as_ for cel in eigen for as_ in vrij[cel]}
    kan = in_het_vlak([vrij[cel] for cel in eigen])
    mee = {cel for as_ in assen for cel in naast[as_] if vrij[cel].keys() <= assen}
    return (naast[None] | {cel for cel in mee if kan(vrij[cel])}) - eigen


def _per_persoon(sommen: Iterable[Som], alleen: AbstractSet[Sleutel]) -> list[set[Sleutel]]:
    """Cells of one person put together: a part of one under a total of one is the same person."""
    van = {cel: {cel} for cel in alleen}
    for totaal, *delen in sommen:
        zelfde = [d for d in delen if d in van]
        if totaal in van and len(zelfde) == 1:
            samen = van[totaal] | van[zelfde[0]]
            van.update(dict.fromkeys(samen, samen))
    return list({id(groep): groep for groep in van.values()}.values())


def _los(stelsel: Sequence[Som], weg: AbstractSet[Sleutel]) -> Iterator[tuple[list[Som], set[Sleutel]]]:
    """The sums and hidden cells, split where no sum connects them."""
    van_cel: dict[Sleutel, list[int]] = defaultdict(list)
    for nummer, som in enumerate(stelsel):
        for cel in som:
            if cel in weg:
                van_cel[cel].append(nummer)
    gezien: set[Sleutel] = set()
    for begin in sorted(van_cel):
        if begin in gezien:
            continue
        deel, nummers, stapel = {begin}, set[int](), [begin]
        while stapel:
            nieuw = set(van_cel[stapel.pop()]) - nummers
            nummers |= nieuw
            buren = {cel for n in nieuw for cel in stelsel[n] if cel in weg} - deel
            deel |= buren
            stapel += buren
        gezien |= deel
        yield [stelsel[n] for n in sorted(nummers)], deel


def misschien_leeg(stelsel: Sequence[Som], te_klein: AbstractSet[Sleutel], leeg: AbstractSet[Sleutel]) -> set[Sleutel]:
    """The parts of totals that are too small of which a reader cannot say that they are not empty.

    `leeg`: the cells that are shown to be empty. Where one of those stands in the row a reader knows that empty cells
    are shown there. One that has to be empty, as part of an empty total, says nothing.

    >>> rij = (("t",), ("a",), ("b",))
    >>> sorted(misschien_leeg([rij], {("t",), ("a",)}, set())), misschien_leeg([rij], {("t",), ("a",)}, {("b",)})
    ([('a',), ('b',)], set())
    """
    vanzelf = {deel for totaal, *delen in stelsel if totaal in leeg for deel in delen}
    zegt_iets = leeg - vanzelf
    return {deel for totaal, *delen in stelsel if totaal in te_klein and zegt_iets.isdisjoint(delen) for deel in delen}


def verraden_rijen(
    personen: Mapping[Sleutel, int],
    getoond: AbstractSet[Sleutel],
    as_: int,
    *,
    fijner: Sequence[int] = (),
    ouder: int | None = None,
) -> Iterator[Sleutel]:
    """The categories that hold everybody of their row and that a reader can tell: shown, or all others shown empty.

    `personen`: of every cell of an indicator; `as_`: the place of the dimension in a cell; `fijner`: the places of
    those that divide its codes; `ouder`: the place of the one that it divides. A code that is divided in one part says
    nothing with that part.

    >>> n = {("w", "a"): 0, ("w", "b"): 25, ("w", "totaal"): 25}
    >>> list(verraden_rijen(n, {("w", "a")}, 1)), list(verraden_rijen(n, set(), 1))
    ([('w', 'b')], [])
    """
    rijen: dict[Sleutel, list[Sleutel]] = defaultdict(list)
    delen: dict[str, set[str]] = defaultdict(set)
    for cel in personen:
        if cel[as_] != TOTAAL:
            rijen[tuple(TOTAAL if p == as_ or p in fijner else code for p, code in enumerate(cel))].append(cel)
            delen["" if ouder is None else cel[ouder]].add(cel[as_])
    for totaal, rij in rijen.items():
        if ouder is not None and len(delen[totaal[ouder]]) < 2:  # one part is the whole
            continue
        heel = [c for c in rij if all(c[p] == TOTAAL for p in fijner)] or rij
        allen = personen.get(totaal, sum(personen[c] for c in heel))
        for cel in rij:
            leeg = [c for c in rij if c != cel and all((c[p] == TOTAAL) == (cel[p] == TOTAAL) for p in fijner)]
            if 0 < allen <= personen[cel] and (cel in getoond or (leeg and set(leeg) <= getoond)):
                yield cel
