"""Numbers and dates as LOOK asks, and every runnable example in the room."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import datameent.web
from datameent.domain.home import Home
from datameent.web.components import opmaak


def gewoon(tekst: str) -> str:
    return tekst.replace(opmaak.NBSP, " ")


@pytest.mark.parametrize(
    ("cent", "tekst"),
    [
        (0, "€ 0"),
        (49, "€ 0"),
        (50, "€ 1"),
        (1_234_567_00, "€ 1,2 miljoen"),
        (999_999_49, "€ 999.999"),
        (999_999_50, "€ 1,0 miljoen"),
        (999_940_000_00, "€ 999,9 miljoen"),
        (999_960_000_00, "€ 1,0 miljard"),
        (18_400_000_00, "€ 18,4 miljoen"),
        (-5_000_00, "€ −5.000"),
    ],
)
def test_money_in_a_sentence(cent: int, tekst: str) -> None:
    assert gewoon(opmaak.euro_tekst(cent)) == tekst


@pytest.mark.parametrize(
    ("functie", "waarde", "tekst"),
    [
        (opmaak.euro, 1_234_567_00, "€ 1.234.567"),
        (opmaak.euro_cent, 5, "€ 0,05"),
        (opmaak.procent, 0.1234, "12,3 %"),
        (opmaak.periode, "2025-01", "jan 2025"),
        (opmaak.periode, "2025-Q1", "1e kwartaal 2025"),
        (opmaak.dagen, 1, "1 dag"),
        (opmaak.datum, "2025-12-31T23:30:00+00:00", "1 jan 2026"),
        (opmaak.datum, "geen datum", "onbekend"),
    ],
)
def test_forms(functie: object, waarde: object, tekst: str) -> None:
    assert gewoon(functie(waarde)) == tekst  # type: ignore[operator]


@given(st.integers(min_value=-(10**13), max_value=10**13))
def test_a_number_can_be_read_back(waarde: int) -> None:
    tekst = opmaak.getal(waarde)
    assert int(tekst.replace(".", "").replace(opmaak.MIN, "-")) == waarde


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_cents_are_never_lost(cent: int) -> None:
    terug = (
        opmaak.euro_cent(cent)
        .replace("€" + opmaak.NBSP, "")
        .replace(".", "")
        .replace(",", ".")
        .replace(opmaak.MIN, "-")
    )
    assert Decimal(terug) * 100 == cent


def test_examples_run(web_home: Home) -> None:
    namen = [m.name for m in pkgutil.walk_packages([str(Path(datameent.web.__file__).parent)], "datameent.web.")]
    gedraaid = 0
    for naam in namen:
        if ".migrations." in naam or naam.endswith((".wsgi", ".warm")):
            continue
        uitslag = doctest.testmod(importlib.import_module(naam))
        assert uitslag.failed == 0, naam
        gedraaid += uitslag.attempted
    assert gedraaid > 15
