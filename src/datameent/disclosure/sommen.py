"""The sums that link the cells of all tables of one indicator.

A cell counts for the nearest cell above it that is in the tables: along one dimension (over time where months add up,
over each hierarchy of codes, to the total), and where no table is broken out by one dimension less, along several at
once. What a table does not list is a zero: that is the rule of the tables, and what a reader goes by.

With hierarchies a table may hold a level only in part. A sum of which codes are missing is then true only when what is
missing is nobody: parts that hold fewer persons than their total do not cover it, and make no sum.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

from datameent.disclosure.celtabel import PERIODE, TOTAAL
from datameent.disclosure.ladder import Ladder
from datameent.domain.periode import Periode

Sleutel = tuple[str, ...]
Weg = Callable[[str], tuple[str, ...]]
"""From a code to those above it, the nearest first."""

GEEN_LADDERS: Mapping[str, Sequence[Ladder]] = {}


class Som(NamedTuple):
    """A total and its parts, as cells; `assen`: the dimensions that it goes over."""

    assen: tuple[int, ...]
    cellen: tuple[int, ...]


def vergelijkingen(
    sleutels: Sequence[Sleutel],
    dimensies: Sequence[str],
    tijd_telt_op: bool,
    ladders: Mapping[str, Sequence[Ladder]] = GEEN_LADDERS,
    personen: Sequence[int] | None = None,
) -> list[tuple[int, ...]]:
    """The sums between cells by number, the total first. See `sommen`.

    >>> s = [("2024", "a"), ("2024", "b"), ("2024", "totaal")]
    >>> vergelijkingen(s, ("periode", "wijk"), False)
    [(2, 0, 1)]

    Without a table per wijk or per product, their crossing adds up to the total:

    >>> s = [("2024", "a", "x"), ("2024", "b", "y"), ("2024", "totaal", "totaal")]
    >>> vergelijkingen(s, ("periode", "wijk", "product"), False)
    [(2, 0, 1)]
    """
    return [som.cellen for som in sommen(sleutels, dimensies, tijd_telt_op, ladders, personen)]


def sommen(
    sleutels: Sequence[Sleutel],
    dimensies: Sequence[str],
    tijd_telt_op: bool,
    ladders: Mapping[str, Sequence[Ladder]] = GEEN_LADDERS,
    personen: Sequence[int] | None = None,
) -> list[Som]:
    """Every sum between these cells, each once.

    `sleutels`: per cell its code on each of `dimensies`. `ladders`: per dimension the ways up, where it has
    hierarchies. `personen`: per cell; without it every code that is missing counts as a zero.
    """
    zoeker = _Zoeker(sleutels, dimensies, tijd_telt_op, ladders, personen)
    alle = [*zoeker.langs_een_as(), *zoeker.langs_meer_assen()]
    if not ladders:
        return alle
    # Two hierarchies say the same about a code that they share.
    return list({(som.cellen[0], frozenset(som.cellen[1:])): som for som in reversed(alle)}.values())[::-1]


class _Zoeker:
    def __init__(
        self,
        sleutels: Sequence[Sleutel],
        dimensies: Sequence[str],
        tijd_telt_op: bool,
        ladders: Mapping[str, Sequence[Ladder]],
        personen: Sequence[int] | None,
    ) -> None:
        self.sleutels = sleutels
        self.plek = {sleutel: i for i, sleutel in enumerate(sleutels)}
        self.personen = personen
        self.tijd, self.tijd_telt_op = dimensies.index(PERIODE), tijd_telt_op
        self.ladders = [ladders.get(d, ()) for d in dimensies]
        tijdweg: Weg = _langer if tijd_telt_op else _nergens
        self.wegen: list[list[Weg]] = [
            [tijdweg] if as_ == self.tijd else [cache(ladder.keten) for ladder in eigen] or [_naar_totaal]
            for as_, eigen in enumerate(self.ladders)
        ]

    def langs_een_as(self) -> Iterator[Som]:
        """Per cell, dimension and way up the nearest cell above it."""
        delen: dict[tuple[int, int, int], list[int]] = {}
        for as_, wegen in enumerate(self.wegen):
            for nummer, weg in enumerate(wegen):
                for cel, sleutel in enumerate(self.sleutels):
                    voor, na = sleutel[:as_], sleutel[as_ + 1 :]
                    for hoger in weg(sleutel[as_]):
                        boven = self.plek.get((*voor, hoger, *na))
                        if boven is not None:
                            delen.setdefault((boven, as_, nummer), []).append(cel)
                            break
        for (boven, as_, nummer), cellen in sorted(delen.items()):
            if self._waar(boven, cellen, as_, nummer):
                yield Som((as_,), (boven, *cellen))

    def _waar(self, boven: int, cellen: Sequence[int], as_: int, nummer: int) -> bool:
        """Whether the parts cover their total: all finest codes are in them, or else all persons."""
        if not self.ladders[as_]:
            return True
        bladeren = self.ladders[as_][nummer].bladeren
        gedekt = sum(bladeren[self.sleutels[c][as_]] for c in cellen)
        return gedekt == bladeren[self.sleutels[boven][as_]] or self._iedereen(boven, cellen)

    def _iedereen(self, boven: int, cellen: Sequence[int]) -> bool:
        return self.personen is None or sum(self.personen[c] for c in cellen) >= self.personen[boven]

    def langs_meer_assen(self) -> Iterator[Som]:
        """The nearest cells above that differ on several dimensions, with nothing in the tables in between."""
        soorten: dict[Sleutel, list[int]] = {}
        for cel, sleutel in enumerate(self.sleutels):
            soorten.setdefault(self._soort(sleutel), []).append(cel)
        delen: dict[tuple[int, tuple[int, ...], tuple[int, ...]], list[int]] = {}
        for soort, cellen in soorten.items():
            for wegen, ketens, stappen in self._sprongen(soort, soorten):
                assen = tuple(as_ for as_, stap in enumerate(stappen) if stap)
                for cel in cellen:
                    boven = self._cel_boven(cel, ketens, stappen)
                    if boven is not None:
                        delen.setdefault((boven, assen, wegen), []).append(cel)
        for (boven, assen, _), cellen in sorted(delen.items()):
            if not any(self.ladders[as_] for as_ in assen) or self._iedereen(boven, cellen):
                yield Som(assen, (boven, *cellen))

    def _sprongen(
        self, soort: Sleutel, soorten: Mapping[Sleutel, object]
    ) -> Iterator[tuple[tuple[int, ...], list[Sleutel], tuple[int, ...]]]:
        """Per way up the steps on every dimension to a nearest kind of cell, where it takes more than one dimension."""
        for wegen in product(*(range(len(w)) if self.ladders[a] else (0,) for a, w in enumerate(self.wegen))):
            ketens = [self._keten(soort, as_, weg) for as_, weg in enumerate(wegen)]
            for stappen in _naaste(ketens, soorten):
                if sum(map(bool, stappen)) > 1:
                    yield wegen, ketens, stappen

    def _soort(self, sleutel: Sleutel) -> Sleutel:
        """What a cell is broken out by: its grain, its code where there is a hierarchy, elsewhere whether at all."""
        return tuple(
            _korrel(code) if as_ == self.tijd else code if self.ladders[as_] or code == TOTAAL else ""
            for as_, code in enumerate(sleutel)
        )

    def _keten(self, soort: Sleutel, as_: int, weg: int) -> Sleutel:
        code = soort[as_]
        if as_ != self.tijd:
            return (code, *self.wegen[as_][weg](code))
        return _KORRELS[_KORRELS.index(code) :] if self.tijd_telt_op else (code,)

    def _cel_boven(self, cel: int, ketens: Sequence[Sleutel], stappen: Sequence[int]) -> int | None:
        sleutel = list(self.sleutels[cel])
        for as_, stap in enumerate(stappen):
            if stap:
                hoger = ketens[as_][stap]
                sleutel[as_] = (
                    next(p for p in _langer(sleutel[as_]) if _korrel(p) == hoger) if as_ == self.tijd else hoger
                )
        return self.plek.get(tuple(sleutel))


_KORRELS = ("maand", "kwartaal", "jaar")


def _naaste(ketens: Sequence[Sleutel], bekend: Mapping[Sleutel, object]) -> list[tuple[int, ...]]:
    """The nearest known kinds above the first of all `ketens`, as the number of steps on each of them."""
    gevonden: set[tuple[int, ...]] = set()
    begin = (0,) * len(ketens)
    gezien, stapel = {begin}, [begin]
    while stapel:
        hier = stapel.pop()
        for as_, stap in enumerate(hier):
            verder = (*hier[:as_], stap + 1, *hier[as_ + 1 :])
            if stap + 1 == len(ketens[as_]) or verder in gezien:
                continue
            gezien.add(verder)
            if tuple(k[s] for k, s in zip(ketens, verder, strict=True)) in bekend:
                gevonden.add(verder)
            else:
                stapel.append(verder)
    return sorted(
        g for g in gevonden if not any(a != g and all(x <= y for x, y in zip(a, g, strict=True)) for a in gevonden)
    )


def _naar_totaal(code: str) -> tuple[str, ...]:
    return () if code == TOTAAL else (TOTAAL,)


def _nergens(code: str) -> tuple[str, ...]:
    return ()


@cache
def _langer(code: str) -> tuple[str, ...]:
    """The longer periods around a period."""
    ouder = Periode(code).ouder
    return () if ouder is None else (ouder.code, *_langer(ouder.code))


@cache
def _korrel(code: str) -> str:
    return str(Periode(code).korrel)
