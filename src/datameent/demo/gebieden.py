"""Wijken, buurten and postcodes of a municipality that does not exist (code 9999)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

WIJKEN = (
    "Centrum", "Havenkwartier", "Noordrand", "Oosterweiden", "De Hoge Akkers", "Zuiderpark", "Westlanden", "Kerkdorpen",
)  # fmt: skip
_BUURTEN = (
    ("Markt", "Oude Gracht", "Stationsplein", "Singels", "Kloosterhof"),
    ("Kade", "Pakhuizen", "Werfplein", "Touwbaan", "Sluiskom"),
    ("Ketelveld", "Spoorzicht", "Heksenberg", "Turfstraten", "Bloemenhof"),
    ("Weidezoom", "Rietkraag", "Lammerweide", "Kievitsloot", "Wilgenlaan"),
    ("Korenveld", "Haverkamp", "Molenes", "Zonnehoek", "Vlasakker"),
    ("Parkrand", "Vijverzicht", "Eikenlaan", "Lindehof", "Beukenstee"),
    ("Nieuwe Polder", "Kreekoever", "Dijkzicht", "Zilverschoon", "Waterhoen"),
    ("Oudeterp", "Achterhuizen", "Buitenkerk", "Kleine Brink", "Veenrand"),
)
_SOORT = (
    "jjgsg", "arjjg", "aagga", "ggvog", "ggvgo", "ovovg", "vvvvg", "dodod",
)  # fmt: skip
_ACHTERSTAND = (
    (0.1, -0.2, 0.4, 0.0, -0.3), (0.6, 0.3, 0.8, 0.7, 0.2), (1.0, 1.3, 0.9, 0.6, 0.5), (0.0, -0.2, 0.2, 0.1, -0.1),
    (-0.1, 0.1, -0.4, -0.2, 0.1), (-0.6, -0.8, -0.5, -0.7, -0.3), (-0.7, -0.5, -0.4, -0.6, -0.2),
    (-0.3, -0.1, -0.2, 0.0, -0.4),
)  # fmt: skip
_OMVANG = (1.0, 1.1, 1.5, 1.2, 1.3, 1.0, 1.4, 0.7)
PER_LETTERS = ("SA", "SD", "SS")
"""Letter pairs that are never given out in a Dutch postcode, so no postcode here can be someone's."""
CIJFERS_PER_BUURT = 8


@dataclass(frozen=True, slots=True)
class Buurt:
    """A buurt: its CBS code, name, wijk (1 to 8), kind of age build, deprivation and relative size."""

    code: str
    naam: str
    wijk: int
    soort: str
    achterstand: float
    omvang: float


def buurten() -> tuple[Buurt, ...]:
    """The forty buurten, in order of code."""
    return tuple(
        Buurt(
            f"BU9999{w + 1:02d}{b + 1:02d}",
            naam,
            w + 1,
            _SOORT[w][b],
            _ACHTERSTAND[w][b],
            _OMVANG[w] * (0.7 + 0.15 * b),
        )
        for w, namen in enumerate(_BUURTEN)
        for b, naam in enumerate(namen)
    )


def postcodes_per_buurt() -> int:
    """How many postcodes a buurt has; the last one is shared with the next buurt of the wijk."""
    return CIJFERS_PER_BUURT * len(PER_LETTERS)


def postcode(buurt: int, nummer: int) -> str:
    """The n-th postcode of a buurt.

    >>> postcode(0, 0), postcode(39, 23)
    ('9100SA', '9419SS')
    """
    return f"{9100 + buurt * CIJFERS_PER_BUURT + nummer // 3}{PER_LETTERS[nummer % 3]}"


def onbekende_postcode(buurt: int) -> str:
    """A postcode that the table lacks.

    >>> onbekende_postcode(3)
    '9803SD'
    """
    return f"{9800 + buurt}SD"


SPLITS = 5000
"""In a shared postcode the house numbers from here on belong to the next buurt."""


def gebied_rijen(gemeente_naam: str) -> Iterator[tuple[str, str, str, str]]:
    """code, naam, soort, ouder_code of gemeente, wijken and buurten."""
    yield "GM9999", gemeente_naam, "gemeente", ""
    for w, naam in enumerate(WIJKEN):
        yield f"WK9999{w + 1:02d}", naam, "wijk", "GM9999"
    for buurt in buurten():
        yield buurt.code, buurt.naam, "buurt", f"WK9999{buurt.wijk:02d}"


def postcode_rijen() -> Iterator[tuple[str, str, str, str, str, str]]:
    """postcode, huisnummer_van, huisnummer_tot, buurt_code, geldig_vanaf, geldig_tot.

    The last postcode of a buurt holds house numbers of two buurten. The first one lay in another buurt before 2015.
    """
    alle = buurten()
    for i, buurt in enumerate(alle):
        volgende = alle[i + 1] if i + 1 < len(alle) and alle[i + 1].wijk == buurt.wijk else alle[i - 4]
        laatste = postcodes_per_buurt() - 1
        for n in range(laatste + 1):
            if n == 0:
                yield postcode(i, n), "1", "", volgende.code, "2000-01-01", "2014-12-31"
            if n == laatste:
                yield postcode(i, n), "1", str(SPLITS - 1), buurt.code, "2000-01-01", ""
                yield postcode(i, n), str(SPLITS), "", volgende.code, "2000-01-01", ""
            else:
                yield postcode(i, n), "1", "", buurt.code, "2015-01-01" if n == 0 else "2000-01-01", ""


def gedeelde_postcode_van(buurt: int) -> int:
    """The buurt whose last postcode also holds house numbers of this buurt."""
    return buurt - 1 if buurt % 5 else buurt + 4
