"""Lines over time: a few in one drawing, named at their ends, or many as small drawings with the same axes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from datameent.domain.periode import Periode
from datameent.web.components import opmaak
from datameent.web.figures.drawing import (
    ACCENT,
    ARCERING,
    BREED,
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
from datameent.web.figures.figuur import NAAST, Punt, Reeks
from datameent.web.figures.strepen import Streep
from datameent.web.figures.strepen import lagen as streeplagen
from datameent.web.figures.tekens import Teken
from datameent.web.figures.tekens import lagen as tekenlagen

KLEUREN: Final = ("#154273", "#d55e00", "#009e73", "#8a6d00", "#7a4f9a")
TEKSTKLEUREN: Final = ("#154273", "#a84900", "#00705a", "#6e5600", "#6a3f8c")
"""The same hues, dark enough to read as text (4.5 to 1 on white)."""
STREPEN: Final = ((1, 0), (7, 3), (2, 3), (9, 3, 2, 3), (4, 4))
VORMEN: Final = ("circle", "square", "diamond", "triangle-up", "cross")


def volgnummer(periode: str) -> int:
    """The place of a period on the time axis, so that a missing period leaves a gap.

    >>> volgnummer("2025-03") - volgnummer("2024-12"), volgnummer("2025-Q1") - volgnummer("2024-Q4")
    (3, 1)
    """
    p = Periode(periode)
    if p.korrel == "jaar":
        return p.jaar
    per_jaar = 4 if p.korrel == "kwartaal" else 12
    nummer = int(periode[-1]) if per_jaar == 4 else int(periode[5:])
    return p.jaar * per_jaar + nummer - 1


def lijnen(
    reeksen: Sequence[Reeks], schaal: Schaal, maat: Maat, tekens: Sequence[Teken] = (), strepen: Sequence[Streep] = ()
) -> Spec:
    """At most five series, named at the end of the line."""
    lagen: list[Spec] = [_gaten(reeksen[0], schaal)] if len(reeksen) == 1 else []
    alle = [p for r in reeksen for p in r.punten]
    x = _x_as(alle, maat)
    vergelijking = any(r.code == NAAST for r in reeksen)
    for i, reeks in enumerate(reeksen):
        kleur = STIL if vergelijking and reeks.code == NAAST else KLEUREN[i % len(KLEUREN)]
        lagen += _lijn(reeks, schaal, x, kleur, i)
        if len(reeksen) > 1:
            lagen += _gatpunten(reeks, schaal, x, kleur)
    if len(reeksen) > 1:
        lagen += _namen(reeksen, schaal, x, vergelijking, maat)
    if lagen and "encoding" in lagen[0] and "x2" in lagen[0]["encoding"]:
        lagen[0]["encoding"]["x"] = {**x, "field": "a"}
    lagen += streeplagen(strepen, schaal, maat)
    lagen += tekenlagen(tekens, [volgnummer(t.periode) for t in tekens], x)
    return basis(maat, maat.hoogte, layer=lagen)


def _x_as(punten: Sequence[Punt], maat: Maat) -> Spec:
    """Periods by number, with as many names as fit: whole years for months and quarters."""
    perioden = sorted({p.periode for p in punten})
    nummers = [volgnummer(p) for p in perioden]
    plaatsen = max(2, maat.breedte // 78)
    per_jaar = {4: 1, 7: 4 if "Q" in perioden[0] else 12}.get(len(perioden[0]), 1)
    stappen = [s * per_jaar for s in (1, 2, 5, 10)] if per_jaar > 1 else [1, 2, 5, 10]
    if per_jaar == 12:
        stappen = [1, 2, 3, 6, *stappen]
    stap = next((s for s in stappen if (nummers[-1] - nummers[0]) / s < plaatsen), stappen[-1])
    begin = nummers[0] + (-nummers[0]) % stap
    waarden = list(range(begin, nummers[-1] + 1, stap)) or [nummers[0]]
    namen = "{" + ",".join(f"'{w}':{js_tekst(_naam(w, per_jaar))}" for w in waarden) + "}"
    return {
        "field": "i",
        "type": "quantitative",
        "scale": {"domain": [nummers[0] - 0.5, nummers[-1] + 0.5], "nice": False, "zero": False},
        "axis": {
            "title": None,
            "values": waarden,
            "grid": False,
            "labelExpr": f"({namen})[format(datum.value,'d')]",
            "labelOverlap": True,
        },
    }


def _naam(nummer: int, per_jaar: int) -> str:
    if per_jaar == 1:
        return str(nummer)
    jaar, deel = divmod(nummer, per_jaar)
    if per_jaar == 4:
        return f"{deel + 1}e kw {jaar}"
    return opmaak.periode(f"{jaar:04d}-{deel + 1:02d}")


def _gaten(reeks: Reeks, schaal: Schaal) -> Spec:
    """A hatched strip over the whole height where a period is hidden."""
    data = [
        {"a": volgnummer(p.periode) - 0.5, "b": volgnummer(p.periode) + 0.5} for p in reeks.punten if p.getoond is None
    ]
    return {
        "data": {"values": data},
        "mark": {"type": "rect", "fill": ARCERING, "stroke": None},
        "encoding": {"x": {"field": "a", "type": "quantitative"}, "x2": {"field": "b"}},
    }


def _gatpunten(reeks: Reeks, schaal: Schaal, x: Spec, kleur: str) -> list[Spec]:
    """With several lines: a hatched mark on the zero line where one of them is hidden."""
    data = [{"i": volgnummer(p.periode), "v": 0} for p in reeks.punten if p.getoond is None]
    if not data:
        return []
    return [
        {
            "data": {"values": data},
            "mark": {"type": "point", "shape": "square", "size": 110, "fill": ARCERING, "stroke": kleur, "opacity": 1},
            "encoding": {"x": x, "y": y_as(schaal)},
        }
    ]


def _lijn(reeks: Reeks, schaal: Schaal, x: Spec, kleur: str, nummer: int) -> list[Spec]:
    """The certain part of a line, its provisional part dashed and lighter, its points, and what is older apart."""
    vast = [_plek(p, schaal) for p in reeks.punten if not p.voorlopig]
    voorlopig = [_plek(p, schaal) for p in reeks.punten if p.voorlopig]
    # A hidden value in the data is what breaks the line: Vega draws no line through a null.
    if vast and voorlopig:
        voorlopig = [vast[-1], *voorlopig]
    y = y_as(schaal)
    dik = 3 if nummer == 0 else 2
    streep = list(STREPEN[nummer % len(STREPEN)])
    stijl = {"type": "line", "stroke": kleur, "strokeWidth": dik, "invalid": "break-paths-filter-domains"}
    codering = {"x": x, "y": y}
    lagen: list[Spec] = [{"data": {"values": vast}, "mark": {**stijl, "strokeDash": streep}, "encoding": codering}]
    if voorlopig:
        mark = {**stijl, "strokeDash": [3, 4], "opacity": 0.65}
        lagen.append({"data": {"values": voorlopig}, "mark": mark, "encoding": codering})
    vorm = VORMEN[nummer % len(VORMEN)]
    grootte = 20 if len(reeks.punten) > 24 else 45
    for punten, vulling in ((vast, kleur), (voorlopig[1:] if vast else voorlopig, "white")):
        zichtbaar = [p for p in punten if p["v"] is not None]
        if len(reeks.punten) > 24:  # a line of many points is a line; only a point on its own needs a mark
            zichtbaar = _losse(punten)
        if zichtbaar:
            mark = {"type": "point", "shape": vorm, "size": grootte, "fill": vulling, "stroke": kleur, "opacity": 1}
            lagen.append({"data": {"values": zichtbaar}, "mark": mark, "encoding": codering})
    return [*lagen, *_oudere(reeks, schaal, codering, {"shape": vorm, "stroke": kleur, "opacity": 1})]


def _oudere(reeks: Reeks, schaal: Schaal, codering: Spec, stijl: Spec) -> list[Spec]:
    """Numbers of before: dotted marks, with a thin dotted line to what stands beside them."""
    if not any(p.ouder for p in reeks.punten):
        return []
    naast = [False, *(p.ouder for p in reeks.punten), False]
    hoogte = [getekend(p, schaal) for p in reeks.punten]
    # Only pieces that begin or end at an older number: elsewhere the line of now is there already.
    lijn = [
        {"i": volgnummer(p.periode), "v": v if p.ouder or naast[i] or naast[i + 2] else None}
        for i, (p, v) in enumerate(zip(reeks.punten, hoogte, strict=True))
    ]
    punten = [{"i": volgnummer(p.periode), "v": v} for p, v in zip(reeks.punten, hoogte, strict=True) if p.ouder]
    streep: Spec = {"type": "line", "stroke": stijl["stroke"], "strokeWidth": 1.5, "strokeDash": [1, 4]}
    streep |= {"strokeCap": "round", "invalid": "break-paths-filter-domains"}
    return [
        {"data": {"values": lijn}, "mark": streep, "encoding": codering},
        {
            "data": {"values": punten},
            "mark": {"type": "point", "size": 90, "fill": STIPPEL, "strokeWidth": 1.5, **stijl},
            "encoding": codering,
        },
    ]


def _losse(punten: list[dict[str, float | int | None]]) -> list[dict[str, float | int | None]]:
    """Points with nothing visible beside them, and the last one."""
    rand: dict[str, float | int | None] = {"i": None, "v": None}
    buren = [rand, *punten, rand]
    los = [
        p for i, p in enumerate(punten) if p["v"] is not None and buren[i]["v"] is None and buren[i + 2]["v"] is None
    ]
    if punten and punten[-1]["v"] is not None and punten[-1] not in los:
        los.append(punten[-1])
    return los


def _plek(punt: Punt, schaal: Schaal) -> dict[str, float | int | None]:
    """Where the number of now stands; an older one is no part of the line."""
    return {"i": volgnummer(punt.periode), "v": None if punt.ouder else getekend(punt, schaal)}


def _namen(reeksen: Sequence[Reeks], schaal: Schaal, x: Spec, vergelijking: bool, maat: Maat) -> list[Spec]:
    """Names at the ends of the lines, moved apart so that none covers another."""
    einden = []
    for i, reeks in enumerate(reeksen):
        zichtbaar = [p for p in reeks.punten if p.getoond is not None]
        if zichtbaar:
            kleur = STIL if vergelijking and reeks.code == NAAST else TEKSTKLEUREN[i % len(TEKSTKLEUREN)]
            einden.append((float(getekend(zichtbaar[-1], schaal) or 0), reeks.label, kleur))
    laatste = max(volgnummer(p.periode) for r in reeksen for p in r.punten)
    top = max((getekend(p, schaal) or 0) for r in reeksen for p in r.punten) or 1
    tussen, vorige = top * 17 / maat.hoogte, -1e9
    lagen: list[Spec] = []
    for hoogte, naam, kleur in sorted(einden):
        vorige = max(hoogte, vorige + tussen)
        punt = {"i": laatste + 0.5, "v": vorige, "t": knip(naam, 26 if maat is BREED else 14)}
        mark = {"type": "text", "align": "left", "dx": 4, "color": kleur, "fontWeight": "bold"}
        codering = {"x": x, "y": y_as(schaal), "text": {"field": "t"}}
        lagen.append({"data": {"values": [punt]}, "mark": mark, "encoding": codering})
    return lagen


def kleine_lijnen(reeksen: Sequence[Reeks], schaal: Schaal, maat: Maat, tekens: Sequence[Teken] = ()) -> Spec:
    """Many series: a small drawing each, all with the same axes."""
    kolommen = 3 if maat is BREED else 1
    klein = Maat(maat.naam, maat.breedte // kolommen - (46 if kolommen > 1 else 0), 110)
    alle = [p for r in reeksen for p in r.punten]
    top = max((getekend(p, schaal) or 0) for p in alle) or 1
    delen = []
    for reeks in reeksen:
        x = _x_as(alle, klein)
        x["axis"] = {**x["axis"], "labelFontSize": 12}
        lagen = [_gaten(reeks, schaal), *_lijn(reeks, schaal, x, ACCENT, 0)]
        lagen[0]["encoding"]["x"] = {**x, "field": "a"}
        for laag in lagen[1:]:
            laag["encoding"]["y"] = {**laag["encoding"]["y"], "scale": {"domain": [0, top], "nice": True}}
            as_ = laag["encoding"]["y"]["axis"]
            laag["encoding"]["y"]["axis"] = {**as_, "tickCount": 3, "title": None}
        lagen += tekenlagen(tekens, [volgnummer(t.periode) for t in tekens], x, boven=-12)
        titel = {**ondertitel(schaal), "text": knip(reeks.label, 26), "offset": 6, "fontWeight": "bold"}
        delen.append({"width": klein.breedte, "height": klein.hoogte, "title": titel, "layer": lagen})
    kop: Mapping[str, Any] = {k: v for k, v in basis(maat, 0).items() if k not in {"width", "height"}}
    titel = {**ondertitel(schaal), "offset": 14}
    return {**kop, "title": titel, "concat": delen, "columns": kolommen, "spacing": 18}
