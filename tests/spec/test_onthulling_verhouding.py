"""Verzilvering en afkeur in een uitgave: welke verhouding is te zien, met de hand uitgewerkt."""

from __future__ import annotations

from typing import cast

from datameent.disclosure.beleid import Beleid
from datameent.disclosure.celtabel import Celtabel
from datameent.release.build import _geoordeeld
from datameent.release.herstel import Herstel
from datameent.release.meten import Meting
from datameent.release.plan import Kruising
from datameent.release.samenstelling import Plantabel
from datameent.release.tijd import Verleden
from datameent.release.verhouding import Verhouding

BELEID = Beleid(minimum_personen=10, dominantie_persoon=50, samen_minimum=True)
Rij = tuple[str, int, int, int, int, int]
"""aanbieder, personen, gedeclareerd, toegewezen, meest gedeclareerd van één persoon, meest toegewezen"""

#        aanbieder personen declared assigned most-declared most-assigned      verhouding, en waarom verborgen
RIJEN: list[Rij] = [
    ("a", 9, 600, 1_000, 90, 200),  #    600, te weinig mensen
    ("b", 12, 0, 1_000, 0, 200),  #        0, niemand gebruikte iets
    ("c", 20, 750, 1_000, 90, 200),  #   750, te zien
    ("d", 30, 1_200, 2_000, 90, 200),  # 600, te zien
    ("e", 15, 1_000, 1_000, 90, 200),  # 1000, iedereen gebruikte alles
    ("f", 14, 300, 1_000, 90, 600),  #   300, van een persoon is meer dan de helft toegewezen
    ("g", 14, 300, 1_000, 200, 200),  #  300, van een persoon is meer dan de helft gedeclareerd
]


def oordeel(rijen: list[Rij]) -> dict[str, int | str]:
    """Per aanbieder, and for all together: the share that is shown, or the reason."""
    samen: Rij = (
        "totaal", sum(r[1] for r in rijen), sum(r[2] for r in rijen), sum(r[3] for r in rijen),
        max(r[4] for r in rijen), max(r[5] for r in rijen),
    )  # fmt: skip
    tabellen = [_tabel(rijen, ("periode", "aanbieder")), _tabel([samen], ("periode",))]
    tabellen, oordelen, _ = _geoordeeld(tabellen, BELEID, Verleden(), cast(Meting, None), Herstel())
    uit: dict[str, int | str] = {}
    for tabel, o in zip(tabellen, oordelen, strict=True):
        codes = [s[1] for s in tabel.cellen.sleutels(("periode", "aanbieder"))]
        for code, waarde, status in zip(codes, tabel.waarden, o.statussen, strict=True):
            uit[code] = status.value or cast(int, waarde)
    return uit


def _tabel(rijen: list[Rij], dimensies: tuple[str, ...]) -> Plantabel:
    cellen = Celtabel(
        "verzilvering",
        "omvang",
        dimensies,
        (["2024"] * len(rijen), [r[0] for r in rijen])[: len(dimensies)],
        [r[2] for r in rijen],
        [r[1] for r in rijen],
        grootste_persoon_cent=[r[4] for r in rijen],
        tijd_telt_op=True,
    )
    deel = [(2_000 * r[2] + r[3]) // (2 * r[3]) for r in rijen]
    verhouding = Verhouding(deel, [r[3] for r in rijen], [r[5] for r in rijen])
    return Plantabel("verzilvering", Kruising.van(["jaar", *dimensies[1:]]), cellen, verhouding)


def test_hidden_for_five_reasons_that_all_look_the_same():
    weg = "beschermt-ander"
    # Together: 4.150 of 8.000 is 519 promille, of 114 persons.
    assert oordeel(RIJEN) == {"a": weg, "b": weg, "c": 750, "d": 600, "e": weg, "f": weg, "g": weg, "totaal": 519}


def test_ten_persons_are_shown_and_nine_take_another_along():
    """With weights 1.000, 1.000 and 2.000 known, 600 of 4.000 would be the total less the two others."""
    tien = [("a", 10, 600, 1_000, 90, 200), *RIJEN[2:4]]
    assert oordeel(tien) == {"a": 600, "c": 750, "d": 600, "totaal": 638}
    # c has the fewest persons of what is left, so c goes along: nine and twenty are hidden together.
    weg = "beschermt-ander"
    assert oordeel([RIJEN[0], *RIJEN[2:4]]) == {"a": weg, "c": weg, "d": 600, "totaal": 638}


def test_when_the_total_is_nothing_so_is_every_part():
    niets = [(code, n, 0, 1_000, 0, 200) for code, n in (("a", 12), ("b", 20), ("c", 30))]
    assert set(oordeel(niets).values()) == {"beschermt-ander"}
