"""The practice tables of Statistics Norway: the same unsafe cells, and no more hidden than their tool hides."""

from __future__ import annotations

from pathlib import Path

import pytest

from datameent.release.onderdruk import onderdruk_bestand

FYLKE, BEIDE = "region:fylke", "region:fylke+kostragr"
D2 = "region:county+k_group"

# Cells, unsafe, and hidden beside them by GaussSuppression 1.2.3 (SSBtools, R) on the same table.
VOORBEELDEN = [
    ("sosialFiktiv.csv", "ant", [FYLKE, "hovedint"], 10, True, (2285, 446, 80)),
    ("sosialFiktiv.csv", "ant", [BEIDE, "hovedint"], 10, True, (2360, 446, 85)),
    ("sosialFiktiv.csv", "ant", [BEIDE, "hovedint", "mnd2"], 10, True, (7080, 2058, 531)),
    ("sosialFiktiv.csv", "ant", [FYLKE, "hovedint"], 10, False, (2285, 423, 82)),
    ("sosialFiktiv.csv", "ant", [BEIDE, "hovedint"], 10, False, (2360, 423, 87)),
    ("sosialFiktiv.csv", "ant", [BEIDE, "hovedint", "mnd2"], 10, False, (7080, 1883, 535)),
    ("d2.csv", "freq", [D2, "main_income"], 4, True, (100, 11, 18)),
    ("d2.csv", "freq", [D2, "main_income"], 10, True, (100, 25, 20)),
    ("d2.csv", "freq", [D2, "main_income"], 4, False, (100, 9, 15)),
    ("d2.csv", "freq", [D2, "main_income"], 10, False, (100, 23, 19)),
]


@pytest.mark.material
@pytest.mark.parametrize(("naam", "tel", "dims", "drempel", "nullen", "verwacht"), VOORBEELDEN)
def test_practice_tables(
    shared_data: Path,
    naam: str,
    tel: str,
    dims: list[str],
    drempel: int,
    nullen: bool,
    verwacht: tuple[int, int, int],
) -> None:
    done = onderdruk_bestand(shared_data / "sdc" / naam, tel=tel, dimensies=dims, drempel=drempel, nullen=nullen)
    assert (done.cellen, done.primair) == verwacht[:2]
    assert done.secundair <= verwacht[2]
    assert not done.open
