"""Linked tables of one indicator, rounded together."""

from __future__ import annotations

import pytest

from datameent.disclosure.celtabel import Celtabel
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


def test_where_persons_are_counted_twice_that_dimension_does_not_add_up_and_it_is_told() -> None:
    """7 in a and 7 in b, one of them in both: 13. Products do add up. The wijken are each rounded to the nearest."""
    uit = rond_tabellen_af(
        [
            tabel("wijk", {"2024 a": 7, "2024 b": 7}),
            tabel("product", {"2024 x": 9, "2024 y": 4}),
            tabel("", {"2024": 13}),
        ],
        5,
    )
    assert uit.waarden == [[5, 5], [10, 5], [15]]
    assert uit.niet_optellend == {"clienten": ("wijk",)}


def test_indicators_do_not_touch_each_other_and_no_value_stays_none() -> None:
    uit = rond_tabellen_af([tabel("", {"2024": 7}), tabel("", {"2024": None, "2025": 8}, "instroom")], 5)
    assert uit.waarden == [[5], [None, 10]]


def test_amounts_are_not_rounded() -> None:
    with pytest.raises(ValueError, match="only counts"):
        rond_tabellen_af([tabel("", {"2024": 7}, soort="omvang")], 5)
