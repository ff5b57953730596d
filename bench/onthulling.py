"""Disclosure control: what is hidden beside the unsafe cells, how fast, and what an attacker still finds.

The peer is GaussSuppression 1.2.3 in R on the same practice tables: its counts and times. For the persons in the cells
that it hides, its way of choosing (publish from large to small whatever gives no unsafe cell away) is done again here,
in the same run; that comes within one cell of its counts.
"""

from __future__ import annotations

import resource
import time
from pathlib import Path

from bench.meten import Maat, hoogstens
from datameent.disclosure.aanvullend import Regel, bescherming
from datameent.disclosure.csv_tabel import Wensen, tel_tabel
from datameent.disclosure.eliminatie import Herleiding
from datameent.disclosure.stelsel import Stelsel
from datameent.release.onderdruk import lees_tabel, onderdruk_bestand

FYLKE, BEIDE, D2 = "region:fylke", "region:fylke+kostragr", "region:county+k_group"

# File, counts, dimensions, threshold, zeros unsafe; cells hidden by R beside the unsafe ones; seconds allowed.
TABELLEN = [
    ("sosialFiktiv.csv", "ant", [FYLKE, "hovedint"], 10, True, 80, 0.1),
    ("sosialFiktiv.csv", "ant", [BEIDE, "hovedint"], 10, True, 85, 0.2),
    ("sosialFiktiv.csv", "ant", [BEIDE, "hovedint", "mnd2"], 10, True, 531, 0.8),
    ("sosialFiktiv.csv", "ant", [FYLKE, "hovedint"], 10, False, 82, 0.1),
    ("sosialFiktiv.csv", "ant", [BEIDE, "hovedint"], 10, False, 87, 0.2),
    ("sosialFiktiv.csv", "ant", [BEIDE, "hovedint", "mnd2"], 10, False, 535, 0.8),
    ("d2.csv", "freq", [D2, "main_income"], 4, True, 18, 0.1),
    ("d2.csv", "freq", [D2, "main_income"], 10, True, 20, 0.1),
    ("d2.csv", "freq", [D2, "main_income"], 4, False, 15, 0.1),
    ("d2.csv", "freq", [D2, "main_income"], 10, False, 19, 0.1),
]


def van_groot_naar_klein(stelsel: Stelsel, onveilig: list[bool]) -> tuple[int, int]:
    """Cells and persons hidden when cells are published from large to small, as the peer does."""
    personen, alle = stelsel.personen, range(len(stelsel.personen))
    ruimte = Herleiding.van(stelsel, alle, [False] * len(personen)).nulruimte(alle)
    weg = []
    for cel in sorted(alle, key=lambda c: (-personen[c], c)):
        if onveilig[cel]:
            continue
        if any(onveilig[ander] for ander in ruimte.bepaalt(cel)):
            weg.append(cel)
        else:
            ruimte.toon(cel)
    weg = [cel for cel in weg if ruimte.vectoren[cel]]
    return len(weg), sum(personen[cel] for cel in weg)


def oefentabellen(map_: Path, *, met_drie: bool = True) -> list[Maat]:
    """Cells and persons hidden beside the unsafe ones, against the peer's; and the time."""
    gevonden: list[Maat] = []
    for naam, tel, dims, drempel, nullen, grens, seconden in TABELLEN:
        if len(dims) > 2 and not met_drie:
            continue
        bestand = map_ / naam
        opgave = f"{naam[:-4]} {' x '.join(dims)}, onveilig tot {drempel - 1}{' met nullen' if nullen else ''}"
        gedaan = min(
            (onderdruk_bestand(bestand, tel=tel, dimensies=dims, drempel=drempel, nullen=nullen) for _ in range(3)),
            key=lambda s: s.seconden,
        )
        gevonden.append(hoogstens(f"{opgave}: extra cellen", gedaan.secundair, grens, "cellen"))
        gevonden.append(hoogstens(f"{opgave}: tijd", gedaan.seconden, seconden, "s"))
        if len(dims) == 2:
            dimensies, waarden, _ = lees_tabel(bestand, dims, tel, None)
            stelsel = tel_tabel(dimensies, waarden, None).stelsel
            onveilig = [0 < p < drempel or (nullen and p == 0) for p in stelsel.personen]
            _, personen = van_groot_naar_klein(stelsel, onveilig)
            gevonden.append(
                hoogstens(f"{opgave}: personen in extra cellen", gedaan.personen_secundair, personen, "personen")
            )
        if naam == "d2.csv":
            best = onderdruk_bestand(
                bestand, tel=tel, dimensies=dims, drempel=drempel, nullen=nullen, wensen=Wensen(optimaal=True)
            )
            gevonden.append(
                hoogstens(
                    f"{opgave}: personen, optimaal", best.personen_secundair, gedaan.personen_secundair, "personen"
                )
            )
    return gevonden


def _blok(cellen: int) -> Stelsel:
    """A linked set: wijken of ten buurten, by month within quarter and year, by product within law; all totals."""
    import random

    from datameent.disclosure.csv_tabel import Dimensie

    kans = random.Random(cellen)
    buurten = max(10, cellen // 280)
    rijen = [
        (b, m, p, n)
        for b in range(buurten)
        for m in range(12)
        for p in range(12)
        if (n := int(kans.expovariate(1 / kans.choice((3, 20, 60, 60)))))
    ]
    dims = [
        Dimensie("buurt", [r[0] for r in rijen], (("wijk", [f"w{r[0] // 10}" for r in rijen]),)),
        Dimensie("maand", [r[1] for r in rijen], (("kwartaal", [f"k{r[1] // 3}" for r in rijen]),)),
        Dimensie("product", [r[2] for r in rijen], (("wet", [f"p{r[2] // 6}" for r in rijen]),)),
    ]
    return tel_tabel(dims, [r[3] for r in rijen], None).stelsel


MATEN = (10_000, 100_000, 1_000_000)


def groei(maten: tuple[int, ...] = MATEN) -> list[Maat]:
    """Seconds and memory to protect ever larger linked sets."""
    gevonden: list[Maat] = []
    for maat in maten:
        stelsel = _blok(maat)
        onveilig = [0 < p < 10 for p in stelsel.personen]
        begin = time.perf_counter()
        gedaan = bescherming(stelsel, onveilig, Regel())
        seconden = time.perf_counter() - begin
        cellen = len(stelsel.personen)
        naam = f"{cellen:,} gekoppelde cellen, {sum(onveilig):,} onveilig, {sum(gedaan.verborgen):,} afgeschermd"
        gevonden.append(hoogstens(naam, seconden, 600 * cellen / 1_000_000, "s"))
        if gedaan.open:
            raise RuntimeError("a hidden cell follows from what is shown")
    piek = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return [*gevonden, hoogstens("hoogste geheugen daarbij", piek, 8, "GB")]
