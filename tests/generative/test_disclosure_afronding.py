"""Controlled rounding against a slow reference that tries every choice, and what it promises on any table."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datameent.disclosure.afronding import naaste, rond_af, speelruimte
from datameent.disclosure.stelsel import Stelsel
from datameent.domain.errors import DatameentError

BASES = st.integers(2, 12)


def alle_afrondingen(stelsel: Stelsel, waarden: list[int], basis: int) -> list[tuple[int, ...]]:
    """Every zero-restricted rounding that adds up, by trying all ups and downs."""
    keuzen = [(w // basis * basis, -(-w // basis) * basis) for w in waarden]
    return [
        p
        for p in {tuple(p) for p in product(*keuzen)}
        if all(p[t] == sum(p[d] for d in delen) for t, *delen in stelsel.vergelijkingen)
    ]


def ver(afgerond: tuple[int, ...], waarden: list[int]) -> int:
    return sum(abs(a - w) for a, w in zip(afgerond, waarden, strict=True))


def kruis(binnen: list[list[int]]) -> tuple[Stelsel, list[int]]:
    """Rows and columns with both margins and the total: a network."""
    h, b = len(binnen), len(binnen[0])
    rooster = [[*rij, sum(rij)] for rij in binnen]
    rooster.append([sum(kolom) for kolom in zip(*rooster, strict=True)])
    plek = [[i * (b + 1) + j for j in range(b + 1)] for i in range(h + 1)]
    sommen = [(plek[i][b], *plek[i][:b]) for i in range(h + 1)]
    sommen += [(plek[h][j], *(plek[i][j] for i in range(h))) for j in range(b + 1)]
    waarden = [w for rij in rooster for w in rij]
    return Stelsel(waarden, sommen), waarden


@st.composite
def bomen(draw: st.DrawFn, meest: int = 30) -> tuple[Stelsel, list[int]]:
    """A random hierarchy with random whole numbers at the bottom, negative ones too."""
    ouders = [draw(st.integers(0, i)) for i in range(draw(st.integers(0, meest)))]
    delen: dict[int, list[int]] = {}
    for kind, ouder in enumerate(ouders, 1):
        delen.setdefault(ouder, []).append(kind)
    waarden = [0] * (len(ouders) + 1)
    for cel in reversed(range(len(waarden))):
        waarden[cel] = sum(waarden[d] for d in delen[cel]) if cel in delen else draw(st.integers(-20, 60))
    return Stelsel(waarden, [(t, *d) for t, d in delen.items()]), waarden


@st.composite
def kubussen(draw: st.DrawFn) -> tuple[Stelsel, list[int]]:
    """Two by two by two with all margins: linked, and no network."""
    assen = [(0, 1, None)] * 3
    cellen = list(product(*assen))
    plek = {c: i for i, c in enumerate(cellen)}
    binnen = {c: draw(st.integers(0, 9)) for c in product((0, 1), repeat=3)}
    waarden = [
        sum(w for b, w in binnen.items() if all(v is None or v == d for v, d in zip(c, b, strict=True))) for c in cellen
    ]
    sommen = [
        (plek[c], plek[(*c[:as_], 0, *c[as_ + 1 :])], plek[(*c[:as_], 1, *c[as_ + 1 :])])
        for c in cellen
        for as_ in range(3)
        if c[as_] is None
    ]
    return Stelsel(waarden, sommen), waarden


tabellen = st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=1, max_size=5).map(kruis)


@settings(max_examples=80, deadline=None)
@given(st.one_of(bomen(), tabellen, kubussen()), BASES)
def test_multiples_that_add_up_near_the_truth_and_always_the_same(geval: tuple[Stelsel, list[int]], basis: int) -> None:
    stelsel, waarden = geval
    uit = rond_af(stelsel, waarden, basis)
    assert all(w % basis == 0 for w in uit.waarden)
    assert all(uit.waarden[t] == sum(uit.waarden[d] for d in delen) for t, *delen in stelsel.vergelijkingen)
    afstanden = [abs(u - w) for u, w in zip(uit.waarden, waarden, strict=True)]
    assert uit.afwijking == max(afstanden)
    assert uit.buiten == tuple(c for c, a in enumerate(afstanden) if a >= basis)
    assert rond_af(stelsel, list(waarden), basis) == uit


@settings(max_examples=60, deadline=None)
@given(st.one_of(bomen(), tabellen), BASES)
def test_a_tree_and_a_cross_table_are_always_within_the_base(geval: tuple[Stelsel, list[int]], basis: int) -> None:
    stelsel, waarden = geval
    uit = rond_af(stelsel, waarden, basis)
    assert not uit.buiten
    assert all(u == w for u, w in zip(uit.waarden, waarden, strict=True) if w % basis == 0)


@settings(max_examples=40, deadline=None)
@given(bomen(meest=9), BASES)
def test_a_tree_is_one_of_all_roundings(geval: tuple[Stelsel, list[int]], basis: int) -> None:
    assert rond_af(*geval, basis).waarden in alle_afrondingen(*geval, basis)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.integers(0, 20), min_size=2, max_size=2), min_size=2, max_size=2).map(kruis), BASES)
def test_a_cross_table_is_the_nearest_of_all_roundings(geval: tuple[Stelsel, list[int]], basis: int) -> None:
    stelsel, waarden = geval
    uit = rond_af(stelsel, waarden, basis).waarden
    alle = alle_afrondingen(stelsel, waarden, basis)
    assert uit in alle
    assert ver(uit, waarden) == min(ver(a, waarden) for a in alle)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 7), min_size=4, max_size=4), st.integers(2, 4))
def test_what_a_reader_can_work_out_is_the_interval_of_the_cell_itself(binnen: list[int], basis: int) -> None:
    """All true tables that the rounded one allows: every inner cell keeps its whole interval."""
    stelsel, waarden = kruis([binnen[:2], binnen[2:]])
    uit = rond_af(stelsel, waarden, basis).waarden
    ruimte = [speelruimte(u, basis) for u in uit]
    plekken = (0, 1, 3, 4)
    gezien: list[set[int]] = [set() for _ in plekken]
    for poging in product(*(range(ruimte[p][0], ruimte[p][1] + 1) for p in plekken)):
        heel = kruis([list(poging[:2]), list(poging[2:])])[1]
        if all(laag <= w <= hoog for w, (laag, hoog) in zip(heel, ruimte, strict=True)):
            for mogelijk, w in zip(gezien, poging, strict=True):
                mogelijk.add(w)
    for p, mogelijk in zip(plekken, gezien, strict=True):
        assert waarden[p] in mogelijk
        assert (min(mogelijk), max(mogelijk)) == ruimte[p]


def test_where_no_rounding_within_the_base_exists_the_sums_hold_and_it_is_told() -> None:
    """Three cells of 1 whose pairs are all 2: with base 2 no choice of 0 and 2 makes every pair 2."""
    driehoek = Stelsel((1, 1, 1, 2, 2, 2), ((3, 0, 1), (4, 1, 2), (5, 0, 2)))
    waarden = [1, 1, 1, 2, 2, 2]
    assert alle_afrondingen(driehoek, waarden, 2) == []
    uit = rond_af(driehoek, waarden, 2)
    assert uit.buiten
    assert uit.afwijking == 2
    assert all(uit.waarden[t] == sum(uit.waarden[d] for d in delen) for t, *delen in driehoek.vergelijkingen)


def test_totals_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(DatameentError) as fout:
        rond_af(Stelsel((6, 1, 4), ((0, 1, 2),)), [6, 1, 4], 5)
    assert fout.value.code == "DM-ONT-013"


def test_nothing_to_round_and_loose_cells() -> None:
    assert rond_af(Stelsel((), ()), [], 5).waarden == ()
    assert rond_af(Stelsel((7, 8, -7), ()), [7, 8, -7], 5).waarden == (5, 10, -5)
    assert [naaste(w, 10) for w in (4, 5, 14, 15, -5, -6)] == [0, 1, 1, 2, 0, -1]
