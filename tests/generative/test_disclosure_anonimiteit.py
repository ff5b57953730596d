"""k, l and uniqueness against a reference that compares every person with every other."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datameent.disclosure.anonimiteit import AANTAL_RIJEN, Microdata, eis, meet, oorzaak
from datameent.domain.errors import DatameentError

CODES = st.sampled_from(["a", "b", None])


@st.composite
def microdata(draw: st.DrawFn, minst: int = 0) -> Microdata:
    n = draw(st.integers(minst, 14))

    def kolom() -> list[Any]:
        return draw(st.lists(CODES, min_size=n, max_size=n))

    personen = draw(st.lists(st.integers(1, 7), min_size=n, max_size=n))
    namen = draw(st.sampled_from([(), ("wijk",), ("wijk", "jaar"), ("wijk", "jaar", "soort")]))
    gevoelig = draw(st.sampled_from([(), ("zorg",), ("zorg", "reden")]))
    gewoon = draw(st.sampled_from([(), ("dagen",)]))
    kolommen = ({n: kolom() for n in namen}, {n: kolom() for n in gevoelig})
    wet = {p: draw(st.sampled_from("wj")) for p in range(1, 8)} if draw(st.booleans()) else {}
    domein = [wet[p] for p in personen] if wet else []
    return Microdata(personen, *kolommen, draw(st.booleans()), {n: kolom() for n in gewoon}, domein)


def als_mensen(data: Microdata, wie: set[int]) -> list[list[set[int]]]:
    """Every way in which these numbers can be humans: each alone, or paired with one of the other domain."""
    if not data.domein:
        return [[{p} for p in sorted(wie)]]
    van = {p: d for p, d in zip(data.personen, data.domein, strict=True) if p in wie}

    def koppel(open_: list[int]) -> list[list[set[int]]]:
        if not open_:
            return [[]]
        eerste, *rest = open_
        uit = [[{eerste}, *m] for m in koppel(rest)]
        for ander in rest:
            if van[ander] != van[eerste]:
                uit += [[{eerste, ander}, *m] for m in koppel([r for r in rest if r != ander])]
        return uit

    return koppel(sorted(wie))


def minst(data: Microdata, wie: set[int]) -> int:
    return min((len(m) for m in als_mensen(data, wie)), default=0)


def samen(data: Microdata, namen: tuple[str, ...]) -> list[tuple[Any, set[Any], set[int]]]:
    """Per combination that someone has: the combination, who has it, and the rows by which."""
    mensen = sorted(set(data.personen))  # type: ignore[type-var]
    rijen = {p: [r for r, wie in enumerate(data.personen) if wie == p] for p in mensen}
    combi = {r: tuple(data.alle[n][r] for n in namen) for r in range(len(data.personen))}
    if data.gekoppeld:
        heel = {p: Counter(combi[r] for r in rijen[p]) for p in mensen}
        gelijk = {p: {q for q in mensen if heel[q] == heel[p]} for p in mensen}
        return [(heel[p], gelijk[p], {r for q in gelijk[p] for r in rijen[q]}) for p in mensen]
    zelfde = {r: {s for s in combi if combi[s] == combi[r]} for r in combi}
    return [(combi[r], {data.personen[s] for s in zelfde[r]}, zelfde[r]) for r in combi]


def traag(data: Microdata, namen: tuple[str, ...]) -> tuple[int, int | None, int]:
    groepen = samen(data, namen)
    k = min((minst(data, wie) for _, wie, _ in groepen), default=0)
    ls: list[int] = []
    for kolom in data.gevoelig.values():
        if not groepen:
            ls.append(0)
        for _, wie, rijen in groepen:
            waarden = {kolom[r] for r in rijen}
            met = {v: {data.personen[r] for r in rijen if kolom[r] == v} for v in waarden}
            van_allen = [v for v in waarden if any(all(mens & met[v] for mens in m) for m in als_mensen(data, wie))]
            ls.append(1 if van_allen else len(waarden))
    return k, min(ls, default=None), alleen(data, namen)


def alleen(data: Microdata, namen: tuple[str, ...]) -> int:
    wie_alleen = {p for _, wie, _ in samen(data, namen) if minst(data, wie) == 1 for p in wie}
    mensen = set(data.personen)
    return -(-1000 * len(wie_alleen) // len(mensen)) if mensen else 0


@settings(max_examples=150, deadline=None)
@given(microdata())
def test_the_measures_are_those_of_comparing_everyone_with_everyone(data: Microdata) -> None:
    uit = meet(data)
    assert (uit.k, uit.l, uit.uniek_promille) == traag(data, tuple(data.quasi))
    assert uit.uniek_alles_promille == alleen(data, tuple(data.alle))
    assert uit.rijen == len(data.personen)
    assert uit.personen == len(set(data.personen))


@settings(max_examples=100, deadline=None)
@given(microdata(minst=1), st.integers(1, 4))
def test_the_cause_is_a_smallest_combination_and_fewer_columns_never_hurt(data: Microdata, k: int) -> None:
    gevonden = oorzaak(data, k)
    kapot = [c for n in range(len(data.quasi) + 1) for c in combinations(data.quasi, n) if traag(data, c)[0] < k]
    if not kapot:
        assert gevonden == ()
    else:
        assert (() if gevonden == (AANTAL_RIJEN,) else gevonden) in kapot
        assert len(min(kapot, key=len)) == (0 if gevonden == (AANTAL_RIJEN,) else len(gevonden))
    volgorde = [traag(data, tuple(data.quasi)[:n])[0] for n in range(len(data.quasi) + 1)]
    assert volgorde == sorted(volgorde, reverse=True)


@settings(max_examples=100, deadline=None)
@given(microdata(), st.integers(1, 4), st.integers(1, 3))
def test_refused_exactly_when_a_measure_is_too_low_and_without_values(
    data: Microdata, k: int, verscheiden: int
) -> None:
    gemeten_k, gemeten_l, _ = traag(data, tuple(data.quasi))
    los = replace(data, gekoppeld=False)
    gewoon = min((traag(los, (n,))[0] for n in data.gewoon), default=k)
    goed = gemeten_k >= k and (gemeten_l is None or gemeten_l >= verscheiden) and gewoon >= k
    if goed:
        assert eis(data, k, verscheiden, "x.csv").k == gemeten_k
        return
    with pytest.raises(DatameentError) as fout:
        eis(data, k, verscheiden, "x.csv")
    assert fout.value.code == "DM-ONT-016"
    namen = [*data.alle, AANTAL_RIJEN, "no rows"]
    assert fout.value.where.kolom
    assert all(n in namen for n in fout.value.where.kolom.split(", "))
