"""What people want beside what is: a target or a budget as a labelled line. Ink, never a colour that judges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from datameent.web.components import opmaak
from datameent.web.figures.drawing import BREED, INKT, Maat, Schaal, Spec, y_as


@dataclass(frozen=True, slots=True)
class Streep:
    """A target (one value, `per_jaar` empty) or a budget (year → value), in the unit of the figure.

    `wanneer`: the day of a target in words, or empty; `naam` and `adres`: of the goal it comes from.
    """

    woord: str
    naam: str
    adres: str
    eenheid: str
    waarde: int | None = None
    per_jaar: tuple[tuple[str, int], ...] = ()
    wanneer: str = ""

    @property
    def zin(self) -> str:
        """The line in words."""
        if self.waarde is not None:
            op = f" op {self.wanneer}" if self.wanneer else ""
            return f"{self.woord.capitalize()}{op}: {opmaak.in_tekst(self.waarde, self.eenheid)}"
        jaren = ", ".join(f"{jaar} {opmaak.in_tekst(w, self.eenheid)}" for jaar, w in self.per_jaar)
        return f"{self.woord.capitalize()}: {jaren}"


def getekende(strepen: Sequence[Streep], perioden: Sequence[str]) -> tuple[Streep, ...]:
    """Those that have a place on this time axis: a budget only where a whole year of it is shown."""
    return tuple(s for s in strepen if s.waarde is not None or any(j in perioden for j, _ in s.per_jaar))


def lagen(strepen: Sequence[Streep], schaal: Schaal, maat: Maat, x: Spec | None = None) -> list[Spec]:
    """The layers of a drawing. `x`: the axis of years by name, on which a budget stands."""
    delen: list[Spec] = []
    for streep in strepen:
        if streep.waarde is not None:
            naam = f"{streep.woord}, {streep.wanneer}" if streep.wanneer and maat is BREED else streep.woord
            data = [{"v": round(streep.waarde / schaal.deler, 4), "t": naam}]
            delen.append(_laag(data, {"type": "rule", "stroke": "white", "strokeWidth": 5}, schaal, {}))
            delen.append(_laag(data, {"type": "rule", "stroke": INKT, "strokeDash": [8, 4]}, schaal, {}))
            delen += _woorden(data, schaal, {"x": {"value": 0}})
        elif x is not None:
            waarden = [{x["field"]: j, "v": round(w / schaal.deler, 4), "t": streep.woord} for j, w in streep.per_jaar]
            mark = {"type": "tick", "color": INKT, "thickness": 3, "bandSize": maat.breedte // 14, "opacity": 1}
            delen.append(_laag(waarden, {**mark, "color": "white", "thickness": 8}, schaal, {"x": x}))
            delen.append(_laag(waarden, mark, schaal, {"x": x}))
            delen += _woorden(waarden, schaal, {"x": x}, align="center")
    return delen


def _laag(data: Sequence[Spec], mark: Spec, schaal: Schaal, erbij: Spec) -> Spec:
    return {"data": {"values": list(data)}, "mark": mark, "encoding": {"y": y_as(schaal), **erbij}}


def _woorden(data: Sequence[Spec], schaal: Schaal, plaats: Spec, align: str = "left") -> list[Spec]:
    """The word above its line, on a white edge so that it can be read on a bar."""
    tekst = {"type": "text", "align": align, "baseline": "bottom", "dx": 4 if align == "left" else 0, "dy": -3}
    erbij = {**plaats, "text": {"field": "t"}}
    rand = {**tekst, "stroke": "white", "strokeWidth": 4, "color": "white"}
    return [_laag(data, rand, schaal, erbij), _laag(data, {**tekst, "fontWeight": "bold"}, schaal, erbij)]
