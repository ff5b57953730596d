"""Disclosure control: what is hidden beside the unsafe cells, against the peer and against what is proven possible.

The peer is GaussSuppression 1.2.3 in R on the same practice tables. Its counts and times were measured there. For the
persons in the cells that it hides, its way of choosing is done again here, in the same run: zeros are published first,
then from large to small whatever gives no unsafe cell away, equal counts by what their inner cells count for in other
cells. That gives its own counts on nine of the ten tables, and two fewer than R on the last.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from bench.meten import Maat, hoogstens
from datameent.disclosure.aanvullend import Regel
from datameent.disclosure.csv_tabel import tel_tabel
from datameent.disclosure.eliminatie import Herleiding
from datameent.disclosure.optimum import optimum
from datameent.disclosure.stelsel import Stelsel
from datameent.release.onderdruk import lees_tabel, onderdruk_bestand

FYLKE, BEIDE, D2 = "region:fylke", "region:fylke+kostragr", "region:county+k_group"


class Oefentabel(NamedTuple):
    """A practice table: the cells that R hides beside the unsafe ones, its seconds where measured, and ours at most."""

    bestand: str
    tel: str
    dimensies: list[str]
    drempel: int
    nullen: bool
    cellen_r: int
    seconden_r: float | None
    seconden: float

    @property
    def naam(self) -> str:
        """What a reader of the page needs to find it again."""
        nullen = "met" if self.nullen else "zonder"
        return f"{self.bestand[:-4]} {' x '.join(self.dimensies)}, onveilig tot {self.drempel - 1} {nullen} nullen"


TABELLEN = [
    Oefentabel("sosialFiktiv.csv", "ant", [FYLKE, "hovedint"], 10, True, 80, 7.9, 0.1),
    Oefentabel("sosialFiktiv.csv", "ant", [BEIDE, "hovedint"], 10, True, 85, 4.3, 0.2),
    Oefentabel("sosialFiktiv.csv", "ant", [BEIDE, "hovedint", "mnd2"], 10, True, 531, 10.9, 0.8),
    Oefentabel("sosialFiktiv.csv", "ant", [FYLKE, "hovedint"], 10, False, 82, None, 0.1),
    Oefentabel("sosialFiktiv.csv", "ant", [BEIDE, "hovedint"], 10, False, 87, None, 0.2),
    Oefentabel("sosialFiktiv.csv", "ant", [BEIDE, "hovedint", "mnd2"], 10, False, 535, None, 0.8),
    Oefentabel("d2.csv", "freq", [D2, "main_income"], 4, True, 18, None, 0.1),
    Oefentabel("d2.csv", "freq", [D2, "main_income"], 10, True, 20, None, 0.1),
    Oefentabel("d2.csv", "freq", [D2, "main_income"], 4, False, 15, None, 0.1),
    Oefentabel("d2.csv", "freq", [D2, "main_income"], 10, False, 19, None, 0.1),
]


def van_groot_naar_klein(stelsel: Stelsel, onveilig: list[bool]) -> tuple[int, int]:
    """Cells and persons hidden when cells are published in the order of the peer."""
    personen, alle = stelsel.personen, range(len(stelsel.personen))
    ruimte = Herleiding.van(stelsel, alle, [False] * len(personen)).nulruimte(alle)
    weg = []
    for cel in _volgorde(stelsel):
        if onveilig[cel]:
            continue
        if any(onveilig[ander] for ander in ruimte.bepaalt(cel)):
            weg.append(cel)
        else:
            ruimte.toon(cel)
    return len(weg), sum(personen[cel] for cel in weg)


def _volgorde(stelsel: Stelsel) -> list[int]:
    """Zeros first, then the largest; equal ones by the sum over their inner cells of all cells that count those."""
    personen = stelsel.personen
    binnen = _binnencellen(stelsel)
    gewicht = dict.fromkeys(range(len(personen)), 0)
    for cel, cellen in enumerate(binnen):
        for inner in cellen:
            gewicht[inner] += personen[cel] + 1
    gelijk = [sum(gewicht[inner] for inner in cellen) for cellen in binnen]
    return sorted(range(len(personen)), key=lambda c: (personen[c] > 0, -personen[c], -gelijk[c], c))


def _binnencellen(stelsel: Stelsel) -> list[frozenset[int]]:
    """Per cell the cells without parts that it is the sum of."""
    delen: dict[int, tuple[int, ...]] = {}
    for totaal, *rest in stelsel.vergelijkingen:
        delen.setdefault(totaal, tuple(rest))
    bekend: dict[int, frozenset[int]] = {}

    def van(cel: int) -> frozenset[int]:
        if cel not in bekend:
            bekend[cel] = frozenset().union(*map(van, delen[cel])) if cel in delen else frozenset((cel,))
        return bekend[cel]

    return [van(cel) for cel in range(len(stelsel.personen))]


def oefentabellen(map_: Path, *, met_drie: bool = True) -> list[Maat]:
    """Cells and persons hidden beside the unsafe ones, against the peer's and the proven least; and the time."""
    gevonden: list[Maat] = []
    for tabel in TABELLEN:
        if met_drie or len(tabel.dimensies) < 3:
            gevonden += oefentabel(map_ / tabel.bestand, tabel)
    return gevonden


def oefentabel(bestand: Path, tabel: Oefentabel) -> list[Maat]:
    """The measures of one practice table; the time is the best of three."""
    gedaan = min(
        (
            onderdruk_bestand(
                bestand, tel=tabel.tel, dimensies=tabel.dimensies, drempel=tabel.drempel, nullen=tabel.nullen
            )
            for _ in range(3)
        ),
        key=lambda s: s.seconden,
    )
    if gedaan.open:
        raise RuntimeError("a hidden cell follows from what is shown")
    dimensies, waarden, _ = lees_tabel(bestand, tabel.dimensies, tabel.tel, None)
    stelsel = tel_tabel(dimensies, waarden, None).stelsel
    onveilig = [0 < p < tabel.drempel or (tabel.nullen and p == 0) for p in stelsel.personen]
    _, personen_r = van_groot_naar_klein(stelsel, onveilig)
    minst = _minst(stelsel, onveilig, Regel(tabel.drempel, samen=False, nul_veilig=not tabel.nullen))
    traag = "" if tabel.seconden_r is None else f" (R: {tabel.seconden_r} s)"
    return [
        hoogstens(f"{tabel.naam}: extra cellen (R: {tabel.cellen_r})", gedaan.secundair, tabel.cellen_r, "cellen"),
        hoogstens(
            f"{tabel.naam}: personen in extra cellen (R: {personen_r}, bewezen minst: {minst})",
            gedaan.personen_secundair,
            personen_r,
            "personen",
        ),
        hoogstens(f"{tabel.naam}: tijd{traag}", gedaan.seconden, tabel.seconden, "s"),
    ]


def _minst(stelsel: Stelsel, onveilig: list[bool], regel: Regel) -> int:
    """The least persons in extra cells that any safe choice has."""
    verborgen = optimum(stelsel, onveilig, regel).verborgen
    return sum(p for p, weg, o in zip(stelsel.personen, verborgen, onveilig, strict=True) if weg and not o)
