"""Charts as Vega-Lite specifications. Pure: a figure and a width in, a dict out.

Hidden is drawn (hatched), provisional is lighter and dashed, every axis starts at zero, nothing is red or green.
Hatching cannot be said in Vega-Lite: `ARCERING` is a colour that `svg.netjes` replaces by a pattern.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from datameent.domain.periode import Periode
from datameent.web.components import opmaak
from datameent.web.figures.figuur import Figuur, Punt, Reeks

INKT: Final = "#1b2230"
STIL: Final = "#5b6575"
ACCENT: Final = "#154273"
LICHT: Final = "#b9c6d8"
RASTER: Final = "#dfe3e9"
ARCERING: Final = "#abcabc"
KLEUREN: Final = ("#154273", "#d55e00", "#009e73", "#8a6d00", "#7a4f9a")
STREPEN: Final = ((1, 0), (7, 3), (2, 3), (9, 3, 2, 3), (4, 4))
VORMEN: Final = ("circle", "square", "diamond", "triangle-up", "cross")
MEESTE_LIJNEN: Final = 5
MEESTE_STAVEN: Final = 25

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
    if eenheid != "euro_cent":
        return Schaal(1, "mensen")
    top = max((abs(p.waarde) for p in punten if p.waarde is not None), default=0)
    if top >= 50_000_000:
        return Schaal(100_000_000, "miljoen euro")
    if top >= 10_000_000:
        return Schaal(100_000, "duizend euro")
    return Schaal(100, "euro")


def maak_spec(figuur: Figuur, maat: Maat) -> Spec | None:
    """The chart of a figure, or nothing when there is nothing to draw."""
    punten = [p for r in figuur.reeksen for p in r.punten]
    if not punten or all(p.waarde is None for p in punten):
        return None
    schaal = schaal_voor(punten, figuur.eenheid)
    if figuur.vorm == "stand":
        return _staven_liggend(figuur.reeksen[0].punten, schaal, maat)
    if figuur.vorm == "reeksen" and len(figuur.reeksen) > MEESTE_LIJNEN:
        return _kleine_lijnen(figuur.reeksen, schaal, maat)
    if figuur.vorm == "reeks" and len(figuur.reeksen) == 1 and figuur.keuze.korrel == "jaar":
        return _staven_staand(figuur.reeksen[0].punten, schaal, maat, figuur.keuze.periode)
    return _lijnen(figuur.reeksen, schaal, maat)


def _basis(maat: Maat, hoogte: int, **rest: Any) -> Spec:
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


def _y_as(schaal: Schaal, veld: str = "v") -> Spec:
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


def _waarde(punt: Punt, schaal: Schaal) -> float | None:
    return None if punt.waarde is None else round(punt.waarde / schaal.deler, 4)


def _kort(punt: Punt, schaal: Schaal) -> str:
    """The label at a bar."""
    if punt.waarde is None:
        return ""
    decimalen = (2 if punt.waarde < 10 * schaal.deler else 1) if schaal.deler >= 1_000_000 else 0
    return opmaak.getal(punt.waarde / schaal.deler, decimalen)


def _staven_staand(punten: Sequence[Punt], schaal: Schaal, maat: Maat, gekozen: str) -> Spec:
    top = max(p.waarde or 0 for p in punten) / schaal.deler or 1
    data = [
        {
            "p": opmaak.periode(p.periode),
            "v": _waarde(p, schaal) if p.waarde is not None else round(top * 0.12, 4),
            "t": _kort(p, schaal) if p.waarde is not None else "✕",
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
    staaf = {"mark": {"type": "bar"}, "encoding": {"x": x, "y": _y_as(schaal), **_vulling()}}
    tekst = {
        "mark": {"type": "text", "dy": -9},
        "encoding": {"x": x, "y": _y_as(schaal), "text": {"field": "t"}},
    }
    return _basis(maat, maat.hoogte, data={"values": data}, layer=[staaf, tekst])


def _soort(punt: Punt) -> str:
    if punt.waarde is None:
        return "verborgen"
    return "voorlopig" if punt.voorlopig else "vast"


def _vulling() -> Spec:
    soorten = ["vast", "voorlopig", "verborgen"]
    return {
        "color": {
            "field": "soort",
            "type": "nominal",
            "legend": None,
            "scale": {"domain": soorten, "range": [ACCENT, LICHT, ARCERING]},
        },
        "stroke": {
            "field": "soort",
            "type": "nominal",
            "legend": None,
            "scale": {"domain": soorten, "range": [ACCENT, ACCENT, STIL]},
        },
        "strokeDash": {
            "field": "soort",
            "type": "nominal",
            "legend": None,
            "scale": {"domain": soorten, "range": [[1, 0], [5, 3], [1, 0]]},
        },
    }


def _staven_liggend(punten: Sequence[Punt], schaal: Schaal, maat: Maat) -> Spec:
    getoond = _belangrijkste(punten)
    top = max((p.waarde or 0 for p in getoond), default=0) / schaal.deler or 1
    tekens = 44 if maat is BREED else 30
    data = [
        {
            "c": f"{i:03d}",
            "naam": _knip(p.label, tekens),
            "v": _waarde(p, schaal) if p.waarde is not None else round(top * 0.12, 4),
            "t": _kort(p, schaal) if p.waarde is not None else "afgeschermd",
            "soort": _soort(p),
        }
        for i, p in enumerate(getoond)
    ]
    namen = "{" + ",".join(f"'{d['c']}':{_js(str(d['naam']))}" for d in data) + "}"
    smal = maat is SMAL
    y: Spec = {"field": "c", "type": "nominal", "sort": None}
    y["axis"] = (
        None
        if smal
        else {"title": None, "ticks": False, "domain": False, "labelPadding": 8, "labelExpr": f"({namen})[datum.value]"}
    )
    y["scale"] = {"paddingInner": 0.55 if smal else 0.3}
    x = {**_y_as(schaal), "axis": None, "scale": {"domain": [0, top * 1.22 if not smal else top * 1.45]}}
    lagen: list[Spec] = [
        {"mark": {"type": "bar"}, "encoding": {"y": y, "x": x, **_vulling()}},
        {
            "mark": {"type": "text", "align": "left", "dx": 5},
            "encoding": {"y": y, "x": x, "text": {"field": "t"}},
        },
    ]
    if smal:  # the name stands above its bar: beside it there is no room on a phone
        lagen.append(
            {
                "mark": {"type": "text", "align": "left", "dy": -18, "dx": 0, "color": STIL},
                "encoding": {"y": y, "x": {"value": 0}, "text": {"field": "naam"}},
            }
        )
    stap = 42 if smal else 26
    breed = maat.breedte if smal else 460
    spec = _basis(maat, stap * len(data), data={"values": data}, layer=lagen)
    return {**spec, "width": breed, "title": _ondertitel(schaal)}


def _ondertitel(schaal: Schaal) -> Spec:
    return {"text": schaal.naam, "anchor": "start", "fontSize": 13, "fontWeight": "normal", "color": INKT, "offset": 8}


def _belangrijkste(punten: Sequence[Punt]) -> list[Punt]:
    """All, or the largest ones in the order of the table: a drawing of 60 bars says less than its table."""
    if len(punten) <= MEESTE_STAVEN:
        return list(punten)
    grootste = sorted((p for p in punten if p.waarde is not None), key=lambda p: -(p.waarde or 0))
    codes = {p.code for p in grootste[:MEESTE_STAVEN]}
    return [p for p in punten if p.code in codes]


def _knip(tekst: str, tekens: int) -> str:
    """A name that fits: begin and end stay, because long names often differ at their end.

    >>> _knip("Stichting Zorg en Welzijn Noordoost 12", 20)
    'Stichting…ordoost 12'
    """
    if len(tekst) <= tekens:
        return tekst
    begin = (tekens - 1) // 2
    return f"{tekst[:begin].rstrip()}…{tekst[begin + 1 - tekens :].lstrip()}"


def _js(tekst: str) -> str:
    veilig = tekst.replace("\\", "\\\\").replace("'", "\\'").replace("\n", " ")
    return f"'{veilig}'"


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


def _lijnen(reeksen: Sequence[Reeks], schaal: Schaal, maat: Maat) -> Spec:
    """At most five series, named at the end of the line."""
    lagen: list[Spec] = [_gaten(reeksen[0], schaal)] if len(reeksen) == 1 else []
    alle = [p for r in reeksen for p in r.punten]
    x = _x_as(alle, maat)
    vergelijking = any(r.code == "gemeente" for r in reeksen)
    for i, reeks in enumerate(reeksen):
        kleur = STIL if vergelijking and reeks.code == "gemeente" else KLEUREN[i % len(KLEUREN)]
        lagen += _lijn(reeks, schaal, x, kleur, i)
        if len(reeksen) > 1:
            lagen += _gatpunten(reeks, schaal, x, kleur)
    if len(reeksen) > 1:
        lagen += _namen(reeksen, schaal, x, vergelijking, maat)
    if lagen and "encoding" in lagen[0] and "x2" in lagen[0]["encoding"]:
        lagen[0]["encoding"]["x"] = {**x, "field": "a"}
    return _basis(maat, maat.hoogte, layer=lagen)


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
    namen = "{" + ",".join(f"'{w}':{_js(_naam(w, per_jaar))}" for w in waarden) + "}"
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
        {"a": volgnummer(p.periode) - 0.5, "b": volgnummer(p.periode) + 0.5} for p in reeks.punten if p.waarde is None
    ]
    return {
        "data": {"values": data},
        "mark": {"type": "rect", "fill": ARCERING, "stroke": None},
        "encoding": {"x": {"field": "a", "type": "quantitative"}, "x2": {"field": "b"}},
    }


def _gatpunten(reeks: Reeks, schaal: Schaal, x: Spec, kleur: str) -> list[Spec]:
    """With several lines: a hatched mark on the zero line where one of them is hidden."""
    data = [{"i": volgnummer(p.periode), "v": 0} for p in reeks.punten if p.waarde is None]
    if not data:
        return []
    return [
        {
            "data": {"values": data},
            "mark": {"type": "point", "shape": "square", "size": 110, "fill": ARCERING, "stroke": kleur, "opacity": 1},
            "encoding": {"x": x, "y": _y_as(schaal)},
        }
    ]


def _lijn(reeks: Reeks, schaal: Schaal, x: Spec, kleur: str, nummer: int) -> list[Spec]:
    """The certain part of a line, its provisional part dashed and lighter, and its points."""
    vast = [_plek(p, schaal) for p in reeks.punten if not p.voorlopig]
    voorlopig = [_plek(p, schaal) for p in reeks.punten if p.voorlopig]
    # A hidden value in the data is what breaks the line: Vega draws no line through a null.
    if vast and voorlopig:
        voorlopig = [vast[-1], *voorlopig]
    y = _y_as(schaal)
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
    return lagen


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
    return {"i": volgnummer(punt.periode), "v": _waarde(punt, schaal)}


def _namen(reeksen: Sequence[Reeks], schaal: Schaal, x: Spec, vergelijking: bool, maat: Maat) -> list[Spec]:
    """Names at the ends of the lines, moved apart so that none covers another."""
    einden = []
    for i, reeks in enumerate(reeksen):
        zichtbaar = [p for p in reeks.punten if p.waarde is not None]
        if zichtbaar:
            kleur = STIL if vergelijking and reeks.code == "gemeente" else KLEUREN[i % len(KLEUREN)]
            einden.append((float(_waarde(zichtbaar[-1], schaal) or 0), reeks.label, kleur))
    laatste = max(volgnummer(p.periode) for r in reeksen for p in r.punten)
    top = max((_waarde(p, schaal) or 0) for r in reeksen for p in r.punten) or 1
    tussen, vorige = top * 17 / maat.hoogte, -1e9
    lagen: list[Spec] = []
    for hoogte, naam, kleur in sorted(einden):
        vorige = max(hoogte, vorige + tussen)
        punt = {"i": laatste + 0.5, "v": vorige, "t": _knip(naam, 26 if maat is BREED else 14)}
        mark = {"type": "text", "align": "left", "dx": 4, "color": kleur, "fontWeight": "bold"}
        codering = {"x": x, "y": _y_as(schaal), "text": {"field": "t"}}
        lagen.append({"data": {"values": [punt]}, "mark": mark, "encoding": codering})
    return lagen


def _kleine_lijnen(reeksen: Sequence[Reeks], schaal: Schaal, maat: Maat) -> Spec:
    """Many series: a small drawing each, all with the same axes."""
    kolommen = 3 if maat is BREED else 1
    klein = Maat(maat.naam, maat.breedte // kolommen - (46 if kolommen > 1 else 0), 110)
    alle = [p for r in reeksen for p in r.punten]
    top = max((_waarde(p, schaal) or 0) for p in alle) or 1
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
        titel = {**_ondertitel(schaal), "text": _knip(reeks.label, 26), "offset": 6, "fontWeight": "bold"}
        delen.append({"width": klein.breedte, "height": klein.hoogte, "title": titel, "layer": lagen})
    basis = _basis(maat, 0)
    kop: Mapping[str, Any] = {k: v for k, v in basis.items() if k not in {"width", "height"}}
    titel = {**_ondertitel(schaal), "offset": 14}
    return {**kop, "title": titel, "concat": delen, "columns": kolommen, "spacing": 18}
