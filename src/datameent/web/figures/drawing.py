"""What all drawings share: colours, sizes, the scale of values, the axis they stand on.

Hatching and dots cannot be said in Vega-Lite: `ARCERING` (hidden) and `STIPPEL` (an older number) are colours that
`svg.netjes` replaces by a pattern.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from datameent.web.figures.figuur import Punt

INKT: Final = "#1b2230"
STIL: Final = "#5b6575"
ACCENT: Final = "#154273"
LICHT: Final = "#b9c6d8"
RASTER: Final = "#dfe3e9"
ARCERING: Final = "#abcabc"
STIPPEL: Final = "#abcabd"

Spec = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Maat:
    """The width of the drawing in CSS pixels."""

    naam: str
    breedte: int
    hoogte: int


BREED: Final = Maat("breed", 820, 300)
SMAL: Final = Maat("smal", 232, 220)


@dataclass(frozen=True, slots=True)
class Schaal:
    """How values are written along an axis: divided by `deler`, with the name of the unit."""

    deler: float
    naam: str


def schaal_voor(punten: Sequence[Punt], eenheid: str) -> Schaal:
    """Millions or thousands of euros where the numbers are that large."""
    if eenheid == "dagen":
        return Schaal(1, "dagen")
    if eenheid == "promille":
        return Schaal(10, "procent")
    if eenheid != "euro_cent":
        return Schaal(1, "mensen")
    top = max((abs(p.getoond or 0) for p in punten), default=0)
    if top >= 50_000_000:
        return Schaal(100_000_000, "miljoen euro")
    if top >= 10_000_000:
        return Schaal(100_000, "duizend euro")
    return Schaal(100, "euro")


def basis(maat: Maat, hoogte: int, **rest: Any) -> Spec:
    """What every drawing shares: size, white ground, type and colours of axes."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": maat.breedte,
        "height": hoogte,
        "background": "white",
        "padding": 4,
        "config": {
            "aria": False,
            "font": "Arial",
            "view": {"stroke": None},
            "axis": {
                "labelFontSize": 13,
                "titleFontSize": 13,
                "titleFontWeight": "normal",
                "labelColor": INKT,
                "titleColor": INKT,
                "gridColor": RASTER,
                "domainColor": STIL,
                "tickColor": STIL,
                "labelLimit": 400,
            },
            "text": {"fontSize": 13, "color": INKT},
        },
        **rest,
    }


def y_as(schaal: Schaal, veld: str = "v") -> Spec:
    """The axis of values: from zero, unit above it."""
    return {
        "field": veld,
        "type": "quantitative",
        "scale": {"zero": True, "nice": True},
        "axis": {
            "title": schaal.naam,
            "titleAngle": 0,
            "titleAlign": "left",
            "titleAnchor": "end",
            "titleY": -12,
            "titleX": -4,
            "tickCount": 5,
            "domain": False,
            "ticks": False,
            "format": ",~f",
        },
    }


def getekend(punt: Punt, schaal: Schaal) -> float | None:
    """The number that a reader sees, in units of the axis."""
    return None if punt.getoond is None else round(punt.getoond / schaal.deler, 4)


def ondertitel(schaal: Schaal) -> Spec:
    """The unit as a line above the drawing."""
    return {"text": schaal.naam, "anchor": "start", "fontSize": 13, "fontWeight": "normal", "color": INKT, "offset": 8}


def knip(tekst: str, tekens: int) -> str:
    """A name that fits: begin and end stay, because long names often differ at their end.

    >>> knip("Stichting Zorg en Welzijn Noordoost 12", 20)
    'Stichting…ordoost 12'
    """
    if len(tekst) <= tekens:
        return tekst
    begin = (tekens - 1) // 2
    return f"{tekst[:begin].rstrip()}…{tekst[begin + 1 - tekens :].lstrip()}"


def js_tekst(tekst: str) -> str:
    """A text as a literal in an expression of Vega."""
    veilig = tekst.replace("\\", "\\\\").replace("'", "\\'").replace("\n", " ")
    return f"'{veilig}'"
