"""Working days: Easter against a printed calendar, and terms over holidays and the turn of the year."""

from __future__ import annotations

from datetime import date

import pytest

from datameent.regels.werkdag import EERSTE_JAAR, LAATSTE_JAAR, pasen, termijnen


@pytest.mark.parametrize(
    "dag",
    [date(2016, 3, 27), date(2019, 4, 21), date(2023, 4, 9), date(2024, 3, 31), date(2026, 4, 5), date(2038, 4, 25)],
)
def test_easter(dag: date) -> None:
    assert pasen(dag.year) == dag


@pytest.mark.parametrize(
    ("dag", "werkdagen", "uiterlijk"),
    [
        (date(2025, 1, 6), 5, date(2025, 1, 13)),  # Monday to Monday
        (date(2025, 1, 11), 3, date(2025, 1, 15)),  # from a Saturday
        (date(2025, 5, 28), 3, date(2025, 6, 3)),  # Ascension Day lies between
        (date(2024, 12, 24), 5, date(2025, 1, 3)),  # Christmas and New Year
        (date(2023, 4, 26), 1, date(2023, 4, 28)),  # the King's day
    ],
)
def test_the_last_day_of_a_term(dag: date, werkdagen: int, uiterlijk: date) -> None:
    t = termijnen(werkdagen)
    assert dict(zip(t["dag"].to_pylist(), t["uiterlijk"].to_pylist(), strict=True))[dag] == uiterlijk


def test_the_calendar_covers_its_years() -> None:
    dagen = termijnen(10)["dag"].to_pylist()
    assert dagen[0] == date(EERSTE_JAAR, 1, 1)
    assert dagen[-1] > date(LAATSTE_JAAR, 12, 1)
