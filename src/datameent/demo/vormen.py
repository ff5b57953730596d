"""Shapes for a municipality that does not exist, in the North Sea: wijken round a centre, five buurten in each.

Every area is what lies nearest to its own point (Voronoi), cut out of the area above it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from numpy.random import Generator

from datameent.demo.gebieden import WIJKEN, buurten
from datameent.demo.toeval import stroom

MIDDEN: Final = (3.9, 53.4)
"""Degrees; nobody lives there."""
STRAAL: Final = 0.07
"""Degrees of latitude from the middle to the border."""

Punt = tuple[float, float]
Veelhoek = list[Punt]


def schrijf_vormen(pad: Path, seed: int) -> None:
    """Write all wijken and buurten as GeoJSON in WGS84; the same seed gives the same bytes."""
    onderdelen = [
        {
            "type": "Feature",
            "properties": {"code": code},
            "geometry": {"type": "Polygon", "coordinates": [[_graden(p) for p in (*vorm, vorm[0])]]},
        }
        for code, vorm in vormen(seed).items()
    ]
    document = {"type": "FeatureCollection", "features": onderdelen}
    pad.write_text(json.dumps(document, separators=(",", ":")) + "\n", encoding="utf-8")


def vormen(seed: int) -> dict[str, Veelhoek]:
    """Code → corners, on a plane where the border lies at about 1 from the middle.

    >>> len(vormen(1)), vormen(1) == vormen(1), vormen(1) == vormen(2)
    (48, True, False)
    """
    toeval = stroom(seed, "vormen")
    rand = _rand(toeval)
    hoek = [2 * math.pi * i / (len(WIJKEN) - 1) + float(toeval.uniform(-0.2, 0.2)) for i in range(len(WIJKEN) - 1)]
    kernen = [(0.0, 0.0), *((0.62 * math.cos(h), 0.62 * math.sin(h)) for h in hoek)]
    per_wijk = _verdeel(rand, kernen)
    uit = {f"WK9999{w + 1:02d}": vorm for w, vorm in enumerate(per_wijk)}
    for w, vorm in enumerate(per_wijk):
        eigen = [b.code for b in buurten() if b.wijk == w + 1]
        uit.update(zip(eigen, _verdeel(vorm, _verspreid(vorm, len(eigen), toeval)), strict=True))
    return uit


def _rand(toeval: Generator) -> Veelhoek:
    hoeken = [2 * math.pi * i / 24 for i in range(24)]
    return [(r * math.cos(h), r * math.sin(h)) for h in hoeken for r in [float(toeval.uniform(0.92, 1.05))]]


def _verspreid(vorm: Veelhoek, aantal: int, toeval: Generator) -> list[Punt]:
    """Points inside a shape: each moves to the middle of what lies nearest to it, a few times."""
    mx, my = _zwaartepunt(vorm)
    kernen = [
        (mx + 0.1 * math.cos(h), my + 0.1 * math.sin(h))
        for h in (2 * math.pi * i / aantal + float(toeval.uniform(-0.5, 0.5)) for i in range(aantal))
    ]
    for _ in range(4):
        kernen = [_zwaartepunt(deel) for deel in _verdeel(vorm, kernen)]
    return kernen


def _verdeel(vorm: Veelhoek, kernen: Sequence[Punt]) -> list[Veelhoek]:
    """Per point the part of the shape that lies nearer to it than to the others."""
    delen = []
    for kern in kernen:
        deel = vorm
        for ander in kernen:
            deel = deel if ander == kern else _dichterbij(deel, kern, ander)
        delen.append(deel)
    return delen


def _dichterbij(vorm: Veelhoek, kern: Punt, ander: Punt) -> Veelhoek:
    """Cut along the line halfway between two points (Sutherland and Hodgman 1974)."""
    nx, ny = ander[0] - kern[0], ander[1] - kern[1]
    grens = (ander[0] ** 2 + ander[1] ** 2 - kern[0] ** 2 - kern[1] ** 2) / 2
    buiten = [x * nx + y * ny - grens for x, y in vorm]
    uit: Veelhoek = []
    for i, (punt, ver) in enumerate(zip(vorm, buiten, strict=True)):
        vorige, ver_toen = vorm[i - 1], buiten[i - 1]
        if (ver <= 0) != (ver_toen <= 0):
            t = ver_toen / (ver_toen - ver)
            uit.append((vorige[0] + t * (punt[0] - vorige[0]), vorige[1] + t * (punt[1] - vorige[1])))
        if ver <= 0:
            uit.append(punt)
    return uit


def _zwaartepunt(vorm: Veelhoek) -> Punt:
    paren = list(zip(vorm, [*vorm[1:], vorm[0]], strict=True))
    kruis = [a[0] * b[1] - b[0] * a[1] for a, b in paren]
    heel = 3 * sum(kruis)
    return (
        sum((a[0] + b[0]) * k for (a, b), k in zip(paren, kruis, strict=True)) / heel,
        sum((a[1] + b[1]) * k for (a, b), k in zip(paren, kruis, strict=True)) / heel,
    )


def _graden(punt: Punt) -> list[float]:
    breder = 1 / math.cos(math.radians(MIDDEN[1]))
    return [round(MIDDEN[0] + STRAAL * breder * punt[0], 6), round(MIDDEN[1] + STRAAL * punt[1], 6)]
