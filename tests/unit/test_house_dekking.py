"""What is not counted for coverage is named right, runs, and is counted again afterwards."""

from __future__ import annotations

import os
from types import SimpleNamespace
from typing import Any

import coverage
import pytest
from tests.conftest import LANG, REPO
from tests.dekking import IN_DE_SITE, ONGETELD, VOORBEELDEN, geteld_zoals_het_hoort


@pytest.mark.parametrize("naam", [*ONGETELD, *IN_DE_SITE, *(n.removeprefix("tests/") for n in LANG)])
def test_it_is_a_test(naam: str) -> None:
    bestand, _, test = naam.partition("::")
    assert f"def {test or 'test_'}" in (REPO / "tests" / bestand).read_text(encoding="utf-8")


@pytest.fixture
def teller(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is asked of coverage, also where nothing is counted."""
    gedaan: list[str] = []
    nep = SimpleNamespace(stop=lambda: gedaan.append("stil"), start=lambda: gedaan.append("verder"))
    monkeypatch.setattr(coverage.Coverage, "current", classmethod(lambda cls: nep))
    monkeypatch.setenv("COVERAGE_PROCESS_CONFIG", "x")
    return gedaan


def _item(naam: str, **obj: Any) -> Any:
    return SimpleNamespace(nodeid=f"tests/{naam}", obj=SimpleNamespace(**obj))


@pytest.mark.parametrize(("naam", "in_proces"), [(ONGETELD[0], False), (IN_DE_SITE[0], True)])
def test_it_stands_still_for_as_long_as_the_test(teller: list[str], naam: str, in_proces: bool) -> None:
    with geteld_zoals_het_hoort(_item(naam)):
        assert teller == ["stil"]
        assert ("COVERAGE_PROCESS_CONFIG" in os.environ) == in_proces
    assert teller == ["stil", "verder"]
    assert os.environ["COVERAGE_PROCESS_CONFIG"] == "x"


def test_the_first_examples_are_counted_and_all_are_run(teller: list[str]) -> None:
    gezien: list[tuple[int, bool]] = []
    greep = SimpleNamespace(inner_test=lambda n: gezien.append((n, bool(teller))))
    zelf = greep.inner_test
    with geteld_zoals_het_hoort(_item("unit/test_x.py::test_y", hypothesis=greep)):
        for n in range(3 * VOORBEELDEN):
            greep.inner_test(n)
    assert gezien == [(n, n >= VOORBEELDEN) for n in range(3 * VOORBEELDEN)]
    assert teller == ["stil", "verder"]
    assert greep.inner_test is zelf


def test_all_others_are_counted(teller: list[str]) -> None:
    with geteld_zoals_het_hoort(_item("unit/test_x.py::test_y")):
        assert teller == []
