"""Linked tables of one indicator, rounded together."""

from __future__ import annotations

import pytest

from datameent.disclosure.celtabel import Celtabel, celsleutel
from datameent.disclosure.tabelafronding import rond_tabellen_af


def tabel(dims: str, cellen: dict[str, int | None], indicator: str = "clienten", soort: str = "frequentie") -> Celtabel:
    """Cells written as "2024 a x"; persons are the count."""
    namen = ("periode", *dims.split())
    codes = tuple(zip(*(c.split() for c in cellen), strict=True))
    waarden = list(cellen.values())
    return Celtabel(indicator, soort, namen, codes, waarden, [w or 0 for w in waarden])


def test_one_cell_in_two_tables_is_one_value_and_every_margin_holds() -> None:
    """wijk by product, and each of them alone; the total 20 stays, and every table adds up to it."""
    tabellen = [
        tabel("wijk product", {"2024 a x": 4, "2024 a y": 2, "2024 b x": 8, "2024 b y": 6}),
        tabel("wijk", {"2024 a": 6, "2024 b": 14}),
        tabel("product", {"2024 x": 12, "2024 y": 8}),
        tabel("", {"2024": 20}),
    ]
    uit = rond_tabellen_af(tabellen, 5)
    assert uit.waarden == [[5, 0, 10, 5], [5, 15], [15, 5], [20]]
    assert (uit.niet_optellend, uit.buiten) == ({}, {"clienten": 0})


def test_a_person_who_is_counted_twice_is_rounded_to_nothing() -> None:
    """7 in a and 7 in b, one of them in both: 13. The one too many becomes 0, so wijken add up like products do.

    cel    | waar | liever omhoog | bij 10 | bij 15
    a      | 7    | -.2           | 5      | 10
    b      | 7    | -.2           | 5      | 5
    x      | 9    | .6            | 10     | 10
    y      | 4    | .6            | 0      | 5
    totaal | 13   | .2            | 10     | 15
    samen  |      |               | .6     | -.2 + .6 + .6 + .2 = 1.2, so 15
    """
    uit = rond_tabellen_af(
        [
            tabel("wijk", {"2024 a": 7, "2024 b": 7}),
            tabel("product", {"2024 x": 9, "2024 y": 4}),
            tabel("", {"2024": 13}),
        ],
        5,
    )
    assert uit.waarden == [[10, 5], [10, 5], [15]]
    assert uit.niet_optellend == {}


def test_where_many_are_counted_twice_it_does_not_add_up_and_that_is_told() -> None:
    """13 in a and 9 in b, eight of them in both: 14. All go to the nearest, the eight too: 15 + 10 - 10 = 15."""
    uit = rond_tabellen_af([tabel("wijk", {"2024 a": 13, "2024 b": 9}), tabel("", {"2024": 14})], 5)
    assert uit.waarden == [[15, 10], [15]]
    assert uit.niet_optellend == {"clienten": ("wijk",)}


def test_who_asks_otherwise_gets_it_where_the_sums_allow() -> None:
    """1 + 1 + 1 = 3, shown as 5, and c is the one that goes up. Of 0 and 10 nothing can be asked."""
    tabellen = [tabel("wijk", {"2024 a": 1, "2024 b": 1, "2024 c": 1}), tabel("", {"2024": 3})]
    c, totaal = (celsleutel("clienten", ("periode", "wijk"), ("2024", w)) for w in ("c", "totaal"))
    assert rond_tabellen_af(tabellen, 5, {c: 1.0}).waarden == [[0, 0, 5], [5]]
    assert rond_tabellen_af(tabellen, 5, {totaal: -1.0}).waarden == [[0, 0, 0], [0]]
    vast = [tabel("wijk", {"2024 a": 0, "2024 b": 10})]
    b = celsleutel("clienten", ("periode", "wijk"), ("2024", "b"))
    assert rond_tabellen_af(vast, 5, {b: -1000.0}).waarden == [[0, 10]]


def test_indicators_do_not_touch_each_other_and_no_value_stays_none() -> None:
    uit = rond_tabellen_af([tabel("", {"2024": 7}), tabel("", {"2024": None, "2025": 8}, "instroom")], 5)
    assert uit.waarden == [[5], [None, 10]]


def test_amounts_are_not_rounded() -> None:
    with pytest.raises(ValueError, match="only counts"):
        rond_tabellen_af([tabel("", {"2024": 7}, soort="omvang")], 5)
