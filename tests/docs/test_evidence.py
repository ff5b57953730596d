"""What an evidence page points to is there: a test that is named exists."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
PAGINAS = sorted((TESTS.parent / "docs" / "evidence").glob("*.md"))


@cache
def _functies(bestand: str) -> frozenset[str]:
    boom = ast.parse((TESTS / bestand).read_text(encoding="utf-8"))
    return frozenset(n.name for n in boom.body if isinstance(n, ast.FunctionDef))


def genoemd(tekst: str) -> list[tuple[str, str]]:
    """Every test that a page names, as file and function; `::test_x` alone is of the file before it in its row.

    >>> genoemd("| `web/test_a.py::test_b`, `::test_c` |")
    [('web/test_a.py', 'test_b'), ('web/test_a.py', 'test_c')]
    """
    uit = []
    for rij in tekst.splitlines():
        bestand = ""
        for gevonden, functie in re.findall(r"`(\w+/\w+\.py)?(?:::(\w+))?`", rij):
            bestand = gevonden or bestand
            if functie:
                uit.append((bestand, functie))
    return uit


@pytest.mark.parametrize("pagina", PAGINAS, ids=lambda p: p.stem)
def test_every_test_that_an_evidence_page_names_exists(pagina: Path) -> None:
    tekst = pagina.read_text(encoding="utf-8")
    for bestand in re.findall(r"`((?:unit|spec|generative|integration|functional|web|docs)/test_\w+\.py)", tekst):
        assert (TESTS / bestand).is_file(), bestand
    weg = [f"{b}::{f}" for b, f in genoemd(tekst) if b.count("/") and f not in _functies(b)]
    assert not weg


def test_the_steering_site_has_evidence_for_each_of_its_items() -> None:
    tekst = (TESTS.parent / "docs" / "evidence" / "stuursite.md").read_text(encoding="utf-8")
    rijen = re.findall(r"^\| (\d) \| .*$", tekst, re.M)
    assert {int(r) for r in rijen} == set(range(1, 10))
    assert len(genoemd(tekst)) > 150
