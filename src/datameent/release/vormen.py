"""Shapes of areas for maps: read from GeoJSON, checked, made small without opening gaps between neighbours.

Every point moves to one grid, so a border that two areas share stays one border. Lines between two meeting points are
then thinned once for both sides (Douglas and Peucker 1973), coarser until all shapes together fit the budget.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from datameent.domain.errors import DatameentError, Plaats
from datameent.domain.home import Home
from datameent.release.achtergrond import Vormen
from datameent.release.fouten import Foutcode
from datameent.release.schema import TOTAAL

GROOTSTE_BESTAND: Final = 64_000_000
"""Bytes; the shapes of all wijken of the country are 4 MB, of all buurten at full detail about 50."""
BUDGET: Final = 60_000
"""Characters of all rings of a release together."""
RASTER: Final = 2000
"""Steps of the grid over the longest side."""
_CODEVELDEN: Final = ("code", "WK_CODE", "BU_CODE", "wijkcode", "buurtcode", "statcode")

Punt = tuple[float, float]
Plek = tuple[int, int]
Lijn = tuple[Plek, ...]


def lees_vormen(home: Home, codes: Collection[str]) -> Vormen:
    """The shapes of these areas; nothing without a file with shapes or without an area. Error: DM-REL-018."""
    if not set(codes) - {TOTAAL, "onbekend"} or not home.vormen.is_file():
        return {}
    ringen = _ringen(_document(home), set(codes))
    if not ringen:
        raise _fout("it has no area of this municipality", "Give each area its CBS code in the property `code`")
    return vereenvoudig(ringen)


def codes_met_vorm(home: Home) -> frozenset[str]:
    """The codes of all areas in the file with shapes, of other municipalities too. Error: DM-REL-018."""
    if not home.vormen.is_file():
        return frozenset()
    return frozenset(code for code, _ in _onderdelen(_document(home)))


def vereenvoudig(ringen: Mapping[str, Sequence[Sequence[Punt]]], budget: int = BUDGET) -> Vormen:
    """Closed rings in degrees (WGS84) on the grid, thinned until they fit `budget`; each ring ends where it began.

    >>> dict(vereenvoudig({"WK1": [[(4.0, 52.0), (4.0, 52.1), (4.05, 52.1), (4.1, 52.1), (4.0, 52.0)]]}))
    {'WK1': [[0, 0, 1230, 0, 0, 2000, 0, 0]]}
    """
    op_raster = _op_raster(ringen)
    knopen = _knopen(r for delen in op_raster.values() for r in delen)
    vormen: dict[str, list[list[int]]] = {}
    for stap in range(16):
        ver = 0.75 * 1.5**stap
        vormen = {c: [_plat(d) for r in delen if len(d := _dun(r, knopen, ver)) > 3] for c, delen in op_raster.items()}
        if len(json.dumps(vormen, separators=(",", ":"))) <= budget:
            break
    return {c: delen for c, delen in vormen.items() if delen}


def _document(home: Home) -> Any:
    if home.vormen.stat().st_size > GROOTSTE_BESTAND:
        raise _fout("it is larger than 64 MB", "Keep only the wijken and buurten of this municipality")
    try:
        return json.loads(home.vormen.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        raise _fout("it is not GeoJSON", "Save the shapes as GeoJSON in UTF-8") from None


def _ringen(document: Any, codes: set[str]) -> dict[str, list[list[Punt]]]:
    per_code: dict[str, list[list[Punt]]] = {}
    for nummer, (code, onderdeel) in enumerate(_onderdelen(document), 1):
        try:
            if code in codes:
                per_code.setdefault(code, []).extend(_delen(onderdeel["geometry"]))
        except (TypeError, KeyError, ValueError, IndexError):
            raise _geen_gebied(nummer) from None
    return per_code


def _onderdelen(document: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each area with its code."""
    onderdelen = document.get("features") if isinstance(document, dict) else None
    if not isinstance(onderdelen, list):
        raise _fout("it is not a FeatureCollection", "Save the shapes as a GeoJSON FeatureCollection")
    for nummer, onderdeel in enumerate(onderdelen, 1):
        try:
            code = _code(onderdeel["properties"])
        except (TypeError, KeyError, AttributeError, StopIteration):
            raise _geen_gebied(nummer) from None
        yield code, onderdeel


def _geen_gebied(nummer: int) -> DatameentError:
    return _fout(
        f"area {nummer} has no code, no closed rings or no degrees (WGS84)",
        "Export the shapes again as polygons in WGS84 with their CBS code",
    )


def _code(eigenschappen: Mapping[str, Any]) -> str:
    return next(str(eigenschappen[veld]) for veld in _CODEVELDEN if eigenschappen.get(veld))


def _delen(geometrie: Mapping[str, Any]) -> Iterator[list[Punt]]:
    veel = {"Polygon": [geometrie["coordinates"]], "MultiPolygon": geometrie["coordinates"]}[geometrie["type"]]
    for veelhoek in veel:
        for ring in veelhoek:
            punten = [(float(p[0]), float(p[1])) for p in ring]
            if len(punten) < 4 or punten[0] != punten[-1]:
                raise ValueError("ring is not closed")
            if not all(abs(x) <= 180 and abs(y) <= 85 for x, y in punten):
                raise ValueError("no degrees")
            yield punten


def _op_raster(ringen: Mapping[str, Sequence[Sequence[Punt]]]) -> dict[str, list[list[Plek]]]:
    alle = [p for delen in ringen.values() for r in delen for p in r]
    west, zuid = min(x for x, _ in alle), min(y for _, y in alle)
    oost, noord = max(x for x, _ in alle), max(y for _, y in alle)
    smaller = math.cos(math.radians((zuid + noord) / 2))  # a degree of longitude is shorter than one of latitude
    stap = max((oost - west) * smaller, noord - zuid) / RASTER or 1.0
    return {
        code: [
            _zonder_dubbele((round((x - west) * smaller / stap), round((noord - y) / stap)) for x, y in r) for r in d
        ]
        for code, d in ringen.items()
    }


def _zonder_dubbele(punten: Iterable[Plek]) -> list[Plek]:
    uit: list[Plek] = []
    for punt in punten:
        if not uit or uit[-1] != punt:
            uit.append(punt)
    return uit


def _knopen(ringen: Iterable[Sequence[Plek]]) -> set[Plek]:
    """Points where more than two borders meet: these stay, so that neighbours keep meeting there."""
    buren: dict[Plek, set[Plek]] = {}
    for ring in ringen:
        for a, b in pairwise(ring):
            buren.setdefault(a, set()).add(b)
            buren.setdefault(b, set()).add(a)
    return {p for p, naast in buren.items() if len(naast) > 2}


def _dun(ring: Sequence[Plek], knopen: set[Plek], ver: float) -> list[Plek]:
    """A closed ring with fewer points: each piece between two meeting points on its own."""
    open_ring = list(ring[:-1])
    if len(open_ring) < 3:
        return []
    # Without a meeting point both sides of a border must still begin at the same place.
    vast = [i for i, p in enumerate(open_ring) if p in knopen] or [open_ring.index(min(open_ring))]
    begin = vast[0]
    rond = [*open_ring[begin:], *open_ring[:begin], open_ring[begin]]
    stukken = [i - begin for i in vast] + [len(open_ring)]
    uit: list[Plek] = [rond[0]]
    for a, b in pairwise(stukken):
        uit += _stuk(tuple(rond[a : b + 1]), ver)[1:]
    return uit


def _stuk(lijn: Lijn, ver: float) -> Lijn:
    """A piece thinned the same way whichever side asks for it."""
    andersom = lijn > lijn[::-1]
    dun = _douglas_peucker(lijn[::-1] if andersom else lijn, ver)
    return dun[::-1] if andersom else dun


def _douglas_peucker(lijn: Lijn, ver: float) -> Lijn:
    houd, werk = {0, len(lijn) - 1}, [(0, len(lijn) - 1)]
    while werk:
        a, b = werk.pop()
        if b - a < 2:
            continue
        afstand, midden = max((_afstand(lijn[i], lijn[a], lijn[b]), -i) for i in range(a + 1, b))
        if afstand > ver:
            houd.add(-midden)
            werk += [(a, -midden), (-midden, b)]
    return tuple(lijn[i] for i in sorted(houd))


def _afstand(p: Plek, a: Plek, b: Plek) -> float:
    """From a point to the piece of line between two others; to the point itself when these are the same."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    lengte = dx * dx + dy * dy
    t = 0.0 if not lengte else min(1.0, max(0.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / lengte))
    return math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy)


def _plat(ring: Sequence[Plek]) -> list[int]:
    return [w for punt in ring for w in punt]


def _fout(wat: str, doe: str) -> DatameentError:
    return DatameentError(
        Foutcode.VORMEN_ONGELDIG, f"The file with shapes cannot be used: {wat}", doe, Plaats(bestand="gebieden.geojson")
    )
