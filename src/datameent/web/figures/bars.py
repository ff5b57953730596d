"""Bars: standing for years, lying for the members of a breakdown.

A hidden bar is hatched, its size says nothing; an older number is a dotted bar.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from datameent.web.components import opmaak
from datameent.web.figures import verhaal
from datameent.web.figures.drawing import (
    ACCENT,
    ARCERING,
    BREED,
    LICHT,
    SMAL,
    STIL,
    STIPPEL,
    Maat,
    Schaal,
    Spec,
    basis,
    getekend,
    js_tekst,
    knip,
    ondertitel,
    y_as,
)
from datameent.web.figures.figuur import Punt
from datameent.web.figures.strepen import Streep
from datameent.web.figures.strepen import lagen as streeplagen
from datameent.web.figures.tekens import Teken
from datameent.web.figures.tekens import lagen as tekenlagen

MEESTE_STAVEN: Final = 25
NAAST_KLEUR: Final = "#d55e00"
"""The second colour of a series: it must be seen on a bar."""


def _kort(punt: Punt, schaal: Schaal) -> str:
    """The label at a bar."""
    if punt.getoond is None:
        return ""
    decimalen = (2 if punt.getoond < 10 * schaal.deler else 1) if schaal.deler >= 1_000_000 else 0
    return opmaak.getal(punt.getoond / schaal.deler, decimalen)


def staven_staand(
    punten: Sequence[Punt], schaal: Schaal, maat: Maat, tekens: Sequence[Teken] = (), strepen: Sequence[Streep] = ()
) -> Spec:
    """Years side by side, each with its number above it."""
    top = max(p.getoond or 0 for p in punten) / schaal.deler or 1
    data = [
        {
            "p": opmaak.periode(p.periode),
            "v": getekend(p, schaal) if p.getoond is not None else round(top * 0.12, 4),
            "t": _kort(p, schaal) if p.getoond is not None else "✕",
            "soort": _soort(p),
        }
        for p in punten
    ]
    x = {
        "field": "p",
        "type": "nominal",
        "sort": None,
        "axis": {"title": None, "labelAngle": 0, "ticks": False},
        "scale": {"paddingInner": 0.35, "paddingOuter": 0.2},
    }
    staaf = {"mark": {"type": "bar"}, "encoding": {"x": x, "y": y_as(schaal), **_vulling()}}
    tekst = {
        "mark": {"type": "text", "dy": -9},
        "encoding": {"x": x, "y": y_as(schaal), "text": {"field": "t"}},
    }
    marks = tekenlagen(tekens, [opmaak.periode(t.periode) for t in tekens], x)
    return basis(
        maat, maat.hoogte, data={"values": data}, layer=[staaf, tekst, *streeplagen(strepen, schaal, maat, x), *marks]
    )


def _soort(punt: Punt) -> str:
    if punt.getoond is None:
        return "verborgen"
    if punt.ouder:
        return "ouder"
    return "voorlopig" if punt.voorlopig else "vast"


def _vulling() -> Spec:
    soorten = ["vast", "voorlopig", "ouder", "verborgen"]
    return {
        "color": {
            "field": "soort",
            "type": "nominal",
            "legend": None,
            "scale": {"domain": soorten, "range": [ACCENT, LICHT, STIPPEL, ARCERING]},
        },
        "stroke": {
            "field": "soort",
            "type": "nominal",
            "legend": None,
            "scale": {"domain": soorten, "range": [ACCENT, ACCENT, ACCENT, STIL]},
        },
        "strokeDash": {
            "field": "soort",
            "type": "nominal",
            "legend": None,
            "scale": {"domain": soorten, "range": [[1, 0], [5, 3], [1, 0], [1, 0]]},
        },
    }


def staven_liggend(punten: Sequence[Punt], schaal: Schaal, maat: Maat, naast: Sequence[Punt] = ()) -> Spec:
    """Members below each other in the order of the table; never sorted by size, for it is no ranking.

    `naast`: the numbers of what stands beside them, drawn as an upright line at each bar.
    """
    getoond = _belangrijkste(punten)
    daar = {p.code: p for p in naast}
    top = max((p.getoond or 0 for p in (*getoond, *daar.values())), default=0) / schaal.deler or 1
    data = _regels(getoond, schaal, top, 44 if maat is BREED else 30)
    for regel, punt in zip(data, (daar.get(p.code) for p in getoond), strict=True):
        # The number stands right of its bar, and of the mark beside it: through a number one reads badly.
        verst = 0 if punt is None or punt.getoond is None else getekend(punt, schaal) or 0
        regel["plek"] = max(float(regel["v"] or 0), float(verst))
    namen = "{" + ",".join(f"'{d['c']}':{js_tekst(str(d['naam']))}" for d in data) + "}"
    smal = maat is SMAL
    y: Spec = {"field": "c", "type": "nominal", "sort": None}
    y["axis"] = (
        None
        if smal
        else {"title": None, "ticks": False, "domain": False, "labelPadding": 8, "labelExpr": f"({namen})[datum.value]"}
    )
    y["scale"] = {"paddingInner": 0.55 if smal else 0.3}
    x = {**y_as(schaal), "axis": None, "scale": {"domain": [0, top * 1.22 if not smal else top * 1.45]}}
    lagen: list[Spec] = [
        {"mark": {"type": "bar"}, "encoding": {"y": y, "x": x, **_vulling()}},
        {
            "mark": {"type": "text", "align": "left", "dx": 5 if not naast else 8},
            "encoding": {"y": y, "x": {**x, "field": "plek"}, "text": {"field": "t"}},
        },
    ]
    lagen += _streepjes([daar.get(p.code) for p in getoond], schaal, y, x)
    if smal:  # the name stands above its bar: beside it there is no room on a phone
        lagen.append(
            {
                "mark": {"type": "text", "align": "left", "dy": -18, "dx": 0, "color": STIL},
                "encoding": {"y": y, "x": {"value": 0}, "text": {"field": "naam"}},
            }
        )
    stap = 42 if smal else 26
    breed = maat.breedte if smal else 460
    spec = basis(maat, stap * len(data), data={"values": data}, layer=lagen)
    return {**spec, "width": breed, "title": ondertitel(schaal)}


def _streepjes(naast: Sequence[Punt | None], schaal: Schaal, y: Spec, x: Spec) -> list[Spec]:
    """An upright line at every bar that has a number beside it: open when it is older or may still change.

    A hidden one is a hatched mark at the begin of its bar, which says nothing of its size.
    """
    vol = {"type": "tick", "thickness": 4, "color": NAAST_KLEUR, "bandSize": 24, "orient": "vertical", "opacity": 1}
    open_ = {**vol, "thickness": 8, "color": "white", "stroke": NAAST_KLEUR, "strokeWidth": 2, "strokeDash": [4, 2]}
    weg = {"type": "point", "shape": "square", "size": 110, "fill": ARCERING, "stroke": NAAST_KLEUR, "opacity": 1}
    weg["xOffset"] = 9
    merken = {"vast": vol, "voorlopig": open_, "ouder": open_, "verborgen": weg}
    data: dict[str, list[Spec]] = {soort: [] for soort in merken}
    for i, p in enumerate(naast):
        if p is not None:
            hoog = 0 if p.getoond is None else getekend(p, schaal)
            data[_soort(p)].append({"c": f"{i:03d}", "v": hoog})
    return [
        {"data": {"values": data[s]}, "mark": m, "encoding": {"y": y, "x": x}} for s, m in merken.items() if data[s]
    ]


def _regels(punten: Sequence[Punt], schaal: Schaal, top: float, tekens: int) -> list[dict[str, float | str | None]]:
    """What is drawn of each member; the bar of a hidden one has a length of its own that says nothing."""
    return [
        {
            "c": f"{i:03d}",
            "naam": knip(p.label, tekens),
            "v": getekend(p, schaal) if p.getoond is not None else round(top * 0.12, 4),
            "t": _kort(p, schaal) if p.getoond is not None else verhaal.woord(p.status),
            "soort": _soort(p),
        }
        for i, p in enumerate(punten)
    ]


def _belangrijkste(punten: Sequence[Punt]) -> list[Punt]:
    """All, or the largest ones in the order of the table: a drawing of 60 bars says less than its table."""
    if len(punten) <= MEESTE_STAVEN:
        return list(punten)
    grootste = sorted((p for p in punten if p.getoond is not None), key=lambda p: -(p.getoond or 0))
    codes = {p.code for p in grootste[:MEESTE_STAVEN]}
    return [p for p in punten if p.code in codes]
