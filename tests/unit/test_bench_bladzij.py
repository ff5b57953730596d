"""The page of the bench: every part under its own heading, a missed limit in sight; parts run alone write nothing."""

from __future__ import annotations

import pytest
from bench import __main__ as bench
from bench.meten import Maat, hoogstens


def test_every_part_has_its_own_heading_and_table() -> None:
    maten = {"site": [hoogstens("p95", 64, 150, "ms")], "onthulling": [hoogstens("hersteld", 1, 0, "cellen")]}
    regels = bench.bladzij(maten, None).splitlines()
    koppen = [r for r in regels if r.startswith("## ")]
    assert koppen == ["## De site", "## Onthulling"]
    assert regels.count("| wat | gemeten | grens | verhouding | gehaald |") == 2
    assert "| hersteld | 1.00 cellen | ≤ 0 cellen | 0.00 | **nee** |" in regels


@pytest.mark.parametrize(("gemeten", "status"), [(1.0, 0), (3.0, 1)])
def test_a_part_runs_alone_and_does_not_write_the_page(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], gemeten: float, status: int
) -> None:
    def deel(werk: bench.Werk) -> list[Maat]:
        return [hoogstens("iets", gemeten, 2, "s")]

    monkeypatch.setattr(bench, "DELEN", {"lijn": ("Lijn", deel), "onthulling": ("Onthulling", deel)})
    monkeypatch.setattr(bench, "PAGINA", None)  # writing it would fail
    monkeypatch.setattr("sys.argv", ["bench", "--deel", "onthulling"])
    assert bench.main() == status
    assert "## Lijn" not in capsys.readouterr().out
