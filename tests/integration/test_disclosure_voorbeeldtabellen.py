"""The practice tables of Statistics Norway: the same unsafe cells, and less hidden than their tool hides."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.onthulling import van_groot_naar_klein

from datameent.disclosure.aanvullend import Regel
from datameent.disclosure.csv_tabel import tel_tabel
from datameent.disclosure.optimum import optimum
from datameent.release.onderdruk import lees_tabel, onderdruk_bestand

FYLKE, BEIDE = "region:fylke", "region:fylke+kostragr"
D2 = "region:county+k_group"

# Cells and unsafe cells; cells hidden beside them by GaussSuppression 1.2.3 (SSBtools, R) on the same table, with the
# persons in the cells that its way of choosing hides (`bench.onthulling`); and the proven least persons.
VOORBEELDEN = [
    ("sosialFiktiv.csv", "ant", [FYLKE, "hovedint"], 10, True, (2285, 446), (80, 1051), 1042),
    ("sosialFiktiv.csv", "ant", [BEIDE, "hovedint"], 10, True, (2360, 446), (85, 1118), 1070),
    ("sosialFiktiv.csv", "ant", [BEIDE, "hovedint", "mnd2"], 10, True, (7080, 2058), (531, 8649), 8218),
    ("sosialFiktiv.csv", "ant", [FYLKE, "hovedint"], 10, False, (2285, 423), (82, 1083), 1074),
    ("sosialFiktiv.csv", "ant", [BEIDE, "hovedint"], 10, False, (2360, 423), (87, 1150), 1102),
    ("sosialFiktiv.csv", "ant", [BEIDE, "hovedint", "mnd2"], 10, False, (7080, 1883), (535, 8684), 8253),
    ("d2.csv", "freq", [D2, "main_income"], 4, True, (100, 11), (18, 334), 317),
    ("d2.csv", "freq", [D2, "main_income"], 10, True, (100, 25), (20, 526), 437),
    ("d2.csv", "freq", [D2, "main_income"], 4, False, (100, 9), (15, 310), 293),
    ("d2.csv", "freq", [D2, "main_income"], 10, False, (100, 23), (19, 524), 444),
]
NIET_MINDER_DAN = {("d2.csv", 4, False): 15}
"""The table of which the peer already hides the proven least number of cells."""


@pytest.mark.material
@pytest.mark.parametrize(("naam", "tel", "dims", "drempel", "nullen", "tabel", "peer", "minst"), VOORBEELDEN)
def test_practice_tables(
    shared_data: Path,
    naam: str,
    tel: str,
    dims: list[str],
    drempel: int,
    nullen: bool,
    tabel: tuple[int, int],
    peer: tuple[int, int],
    minst: int,
) -> None:
    done = onderdruk_bestand(shared_data / "sdc" / naam, tel=tel, dimensies=dims, drempel=drempel, nullen=nullen)
    assert (done.cellen, done.primair) == tabel
    assert done.secundair < peer[0] or done.secundair == NIET_MINDER_DAN[naam, drempel, nullen]
    assert minst <= done.personen_secundair < peer[1]
    assert not done.open


@pytest.mark.material
@pytest.mark.parametrize(
    "plek", [0, 1, 3, 4, 6, 7, 8, 9]
)  # the tables of three dimensions take seconds; the bench does them
def test_the_least_is_proven_and_the_peer_is_redone(shared_data: Path, plek: int) -> None:
    """The optimum is what the table above says, and the peer's way of choosing gives the peer's own counts."""
    naam, tel, dims, drempel, nullen, _, peer, minst = VOORBEELDEN[plek]
    dimensies, waarden, _ = lees_tabel(shared_data / "sdc" / naam, dims, tel, None)
    stelsel = tel_tabel(dimensies, waarden, None).stelsel
    onveilig = [0 < p < drempel or (nullen and p == 0) for p in stelsel.personen]
    assert van_groot_naar_klein(stelsel, onveilig) == peer
    regel = Regel(drempel, samen=False, nul_veilig=not nullen)
    verborgen = optimum(stelsel, onveilig, regel).verborgen
    assert sum(p for p, weg, o in zip(stelsel.personen, verborgen, onveilig, strict=True) if weg and not o) == minst
    if (naam, drempel, nullen) in NIET_MINDER_DAN:
        verborgen = optimum(stelsel, onveilig, regel, kosten=[1] * len(onveilig)).verborgen
        assert sum(verborgen) - sum(onveilig) == NIET_MINDER_DAN[naam, drempel, nullen]
