"""Numbered marks on the time axis: what happened, beside the line that it may explain. The words are in a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from datameent.web.figures.drawing import ACCENT, STIL, Spec

BOVEN: Final = -34
"""Where the numbers stand above a drawing, in pixels: over the name of the axis."""
_STAP: Final = 22
"""Between two numbers in one period."""


@dataclass(frozen=True, slots=True)
class Teken:
    """Something that happened. `perioden`: the periods of this figure that it touches, the first gets the number."""

    nummer: int
    perioden: tuple[str, ...]
    titel: str
    wanneer: str
    waar: str = ""
    toelichting: str = ""
    adres: str = ""

    @property
    def periode(self) -> str:
        """Where the number stands."""
        return self.perioden[0]


def nummers_in(tekens: Sequence[Teken], periode: str) -> str:
    """The numbers that stand at a period, for the table: `1, 3`; empty when there are none."""
    return ", ".join(str(t.nummer) for t in tekens if periode in t.perioden)


def lagen(tekens: Sequence[Teken], plekken: Sequence[float | str], x: Spec, boven: int = BOVEN) -> list[Spec]:
    """A thin line down from a number in a circle, at the place on the axis `x` of each mark; nothing for no marks."""
    if not tekens:
        return []
    hoogte: dict[float | str, int] = {}
    data = []
    for teken, plek in zip(tekens, plekken, strict=True):
        data.append({x["field"]: plek, "n": str(teken.nummer), "h": boven - _STAP * hoogte.get(plek, 0)})
        hoogte[plek] = hoogte.get(plek, 0) + 1
    lijn = {"type": "rule", "stroke": STIL, "strokeDash": [2, 3], "opacity": 0.9}
    bol = {"type": "point", "shape": "circle", "size": 320, "fill": "white", "stroke": ACCENT, "opacity": 1}
    cijfer = {"type": "text", "color": ACCENT, "fontWeight": "bold", "baseline": "middle"}
    delen: list[Spec] = []
    for d in data:  # a place in pixels is one value for a whole layer
        waarden = {"data": {"values": [d]}}
        delen += [
            {**waarden, "mark": lijn, "encoding": {"x": x, "y": {"value": d["h"]}, "y2": {"value": "height"}}},
            {**waarden, "mark": bol, "encoding": {"x": x, "y": {"value": d["h"]}}},
            {**waarden, "mark": cijfer, "encoding": {"x": x, "y": {"value": d["h"]}, "text": {"field": "n"}}},
        ]
    return delen
