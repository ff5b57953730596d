"""Fast counting of days and chances against the slow and obvious way."""

from __future__ import annotations

import math
from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from datameent.demo.kalender import dagen_overlap, eerste, iso, laatste, maand_van, maand_van_dag, plus_maanden
from datameent.demo.kalibratie import _los_op

DAGEN = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@given(DAGEN, st.integers(0, 400), DAGEN)
def test_days_of_a_period_in_a_month(begin: date, lengte: int, in_maand: date) -> None:
    maand = maand_van(in_maand)
    dagen = [begin + timedelta(days=i) for i in range(lengte + 1)]
    verwacht = sum(maand_van(dag) == maand for dag in dagen)
    van, tot = np.array([begin.toordinal()]), np.array([dagen[-1].toordinal()])
    assert dagen_overlap(van, tot, maand).tolist() == [verwacht]


@given(DAGEN)
def test_months_and_ordinals_agree(dag: date) -> None:
    o = dag.toordinal()
    assert maand_van_dag(o) == maand_van(dag)
    assert eerste(maand_van(dag)) <= o <= laatste(maand_van(dag))
    assert iso(o) == dag.isoformat()


@given(DAGEN, st.integers(0, 60))
def test_months_later_is_the_same_day_or_the_last(dag: date, n: int) -> None:
    later = date.fromordinal(plus_maanden(dag.toordinal(), n))
    assert maand_van(later) == maand_van(dag) + n
    assert later.day == dag.day or (later + timedelta(days=1)).day == 1


@given(st.floats(0, 0.5), st.floats(0.0001, 0.5), st.floats(0.7, 0.999))
def test_chances_bring_a_share_from_one_birthday_to_the_next(begin: float, eind: float, blijf: float) -> None:
    minimum = 1e-5
    instroom, extra = _los_op(begin, eind, blijf, minimum)
    assert instroom >= minimum
    assert 0 <= extra < 1
    stand = begin
    for _ in range(12):
        stand = stand * blijf * (1 - extra) + instroom
    assert math.isclose(stand, eind, rel_tol=1e-3, abs_tol=2e-5 + (12 * minimum if extra else 0))
