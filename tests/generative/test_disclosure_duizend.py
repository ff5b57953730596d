"""The tables of the bench, fewer of them: protected through the public functions, attacked from outside.

The bench takes a thousand (`python -m bench.aanval`). The attacker shares no code with what protects.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from bench.aanval import trek, val_aan
from bench.trekking import Geval, Verborgen

from datameent.disclosure import Bescherming, Regel, Stelsel


@pytest.mark.parametrize("zaad", range(60))
def test_the_attacker_recovers_nothing_that_was_not_reported(zaad: int) -> None:
    geval = trek(zaad)
    assert len(val_aan(geval.zonder_drempel())) <= geval.gemeld
    assert len(val_aan(geval)) <= geval.gemeld  # nor by who thinks of what a reason says


def test_the_attacker_recovers_what_a_sum_gives_away() -> None:
    som = [(("totaal",), ("a",), ("b",), ("c",))]
    getoond = {("totaal",): 33, ("c",): 20}
    geval = Geval("rij", getoond, {("a",): Verborgen(1, 9), ("b",): Verborgen(10)}, som)
    assert val_aan(geval) == []
    assert val_aan(Geval("rij", {**getoond, ("b",): 10}, {("a",): Verborgen(1, 9)}, som)) == [("a",)]
    krap = Geval("rij", {("totaal",): 20, ("c",): 2}, {("a",): Verborgen(1, 9), ("b",): Verborgen(1, 9)}, som)
    assert val_aan(krap) == [("a",), ("b",)]  # both at most 9, together 18


def test_tables_of_which_only_the_unsafe_cells_are_hidden_are_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """The step that protects left out: the attacker finds cells, so it does look."""

    def niets(stelsel: Stelsel, onveilig: Sequence[bool], regel: Regel, **anders: object) -> Bescherming:
        return Bescherming(list(onveilig))

    monkeypatch.setattr("datameent.disclosure.csv_tabel.bescherming", niets)
    monkeypatch.setattr("datameent.disclosure.oordeel.bescherming", niets)
    for soort in (0, 1):
        gevallen = [trek(zaad) for zaad in range(soort, 20, 2)]
        assert sum(len(val_aan(geval)) for geval in gevallen) > 20
