"""Shares of one law and year stay together as they were shown once one of them is another figure."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from tests.unit.release_nagemaakt import plantabel, tabel

from datameent.disclosure.celtabel import Celsleutel, celsleutel
from datameent.release.tijd import _vaste_verhoudingen

DIMS = ("periode", "wet", "aanbieder")
CELLEN = ("2024 wmo a", "2024 wmo b", "2024 jeugdwet a", "2025 wmo a")


def sleutel(naam: str) -> Celsleutel:
    return celsleutel("verzilvering", DIMS, tuple(naam.split()))


def tabellen(*, verhouding: bool = True) -> list[Any]:
    gewoon = plantabel(tabel("verzilvering", dict.fromkeys(CELLEN, (5, 12)), soort="omvang", dimensies=DIMS))
    return [SimpleNamespace(indicator="verzilvering", cellen=gewoon.cellen, verhouding=verhouding or None)]


@pytest.mark.parametrize(
    ("toen", "vast"),
    [
        ({}, set()),
        ({"2024 wmo a": 500}, set()),
        ({"2024 wmo a": 499}, {"2024 wmo a", "2024 wmo b"}),
        ({"2024 wmo a": 499, "2025 wmo a": 500}, {"2024 wmo a", "2024 wmo b"}),
        ({"2024 jeugdwet a": 1, "2025 wmo a": 2}, {"2024 jeugdwet a", "2025 wmo a"}),
    ],
)
def test_one_that_changed_keeps_its_law_and_year(toen: dict[str, int], vast: set[str]) -> None:
    eerder = {sleutel(naam): {date(2026, 9, 30): waarde} for naam, waarde in toen.items()}
    nu = {sleutel(naam): 500 for naam in CELLEN}
    assert _vaste_verhoudingen(tabellen(), eerder, nu) == {sleutel(naam) for naam in vast}
    assert not _vaste_verhoudingen(tabellen(verhouding=False), eerder, nu)
