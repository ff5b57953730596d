"""What an analyst sees of a cell: a value, or why there is none."""

from __future__ import annotations

from typing import Any

import pytest

from datameent.domain.cel import Status
from datameent.indicators import Vraagstelling, vind_definitie
from datameent.indicators.cijfer import Celfeiten, _cellen
from datameent.indicators.evaluate import MATEN


def _cel(indicator: str, **maten: Any) -> tuple[int | None, str, list[Celfeiten]]:
    gezien: list[Celfeiten] = []

    def beoordeel(feiten: Celfeiten) -> Status:
        gezien.append(feiten)
        if feiten.personen < 10:
            return Status.TE_WEINIG_PERSONEN
        return Status.GEEN_NOEMER if feiten.waarde is None else Status.GEPUBLICEERD

    rij = {"jaar": "2025", **dict.fromkeys(MATEN), "aanbieders": 1, **maten}
    [cel] = _cellen([rij], Vraagstelling(indicator, ("jaar",)), vind_definitie(indicator), beoordeel)
    return cel.waarde, cel.status, gezien


@pytest.mark.parametrize(
    ("indicator", "waarde", "personen", "status"),
    [
        ("terugkeer", 12, 12, ""),
        ("terugkeer", 3, 3, "te-weinig-personen"),
        ("terugkeer", None, 30, "kwaliteit"),
        ("terugkeer", None, 3, "te-weinig-personen"),
        ("toetreders", None, 30, "kwaliteit"),
        ("kosten_per_client", None, 30, "geen-noemer"),
    ],
)
def test_what_is_not_known_yet_is_no_zero(indicator: str, waarde: int | None, personen: int, status: str) -> None:
    gezien, waarom, _ = _cel(indicator, waarde=waarde, personen=personen)
    assert waarom == status
    assert gezien == (waarde if status == "" else None)


def test_the_largest_part_of_a_ratio_is_held_against_its_numerator() -> None:
    waarde, _, [feiten] = _cel(
        "verzilvering", waarde=750, teller=150_000, noemer=200_000, personen=20, grootste_persoon_cent=90_000
    )
    assert (waarde, feiten.waarde, feiten.grootste_persoon_cent) == (750, 150_000, 90_000)
