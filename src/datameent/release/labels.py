"""What codes are called: the dimensions of a release, only the codes that it shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from datameent.domain.periode import Periode
from datameent.domain.wet import Wet
from datameent.indicators.register import codelijst
from datameent.lake.store import Lake
from datameent.release.read import Dimensiewaarde, ReleaseCel
from datameent.release.schema import BINNEN, DIMENSIES, KORRELS, TOTAAL

ONBEKEND = "onbekend"
_TOTALEN = {
    "periode": "Alle perioden",
    "wet": "Alle wetten",
    "productcategorie": "Alle hulp",
    "product": "Alle producten",
    "wijk": "Hele gemeente",
    "buurt": "Hele wijk",
    "aanbieder": "Alle aanbieders",
    "leeftijdsgroep": "Alle leeftijden",
}
_ONBEKEND = {
    "productcategorie": "Soort hulp onbekend",
    "product": "Product onbekend",
    "wijk": "Wijk onbekend",
    "buurt": "Buurt onbekend",
    "aanbieder": "Aanbieder onbekend",
    "leeftijdsgroep": "Leeftijd onbekend",
}


def dimensierijen(lake: Lake, cellen: Iterable[ReleaseCel]) -> list[Dimensiewaarde]:
    """Per dimension the total, then every code in the cells with its label; unknown comes last.

    A code of a dimension that divides another one is below the code that it divides, when that is one code.
    """
    gebruikt: dict[str, set[str]] = {naam: set() for naam in ("periode", *DIMENSIES)}
    boven: dict[tuple[str, str], set[str]] = {}
    for cel in cellen:
        for naam, code in zip(gebruikt, cel.sleutel, strict=True):
            gebruikt[naam].add(code)
        for naam, ouder in BINNEN.items():
            boven.setdefault((naam, cel.code(naam)), set()).add(cel.code(ouder))
    rijen = _perioden(gebruikt["periode"])
    for naam in DIMENSIES:
        codes = gebruikt[naam] - {TOTAAL}
        onder = {code: min(o) for (n, code), o in boven.items() if n == naam and len(o) == 1}
        rijen += _rijen(naam, codes, _labels(lake, naam) if codes else {}, onder)
    return rijen


def _perioden(codes: set[str]) -> list[Dimensiewaarde]:
    """Years, then quarters, then months, each in order of time; a period sums to the longer one around it."""
    rijen = [Dimensiewaarde("periode", TOTAAL, _TOTALEN["periode"], None, 0)]
    perioden = sorted((Periode(c) for c in codes), key=lambda p: (KORRELS.index(p.korrel), p.code))
    for volgorde, periode in enumerate(perioden, 1):
        ouder = str(periode.ouder) if periode.ouder else TOTAAL
        rijen.append(Dimensiewaarde("periode", periode.code, periode.naam, ouder, volgorde))
    return rijen


def _rijen(
    naam: str, codes: Iterable[str], labels: Mapping[str, str], onder: Mapping[str, str]
) -> list[Dimensiewaarde]:
    rijen = [Dimensiewaarde(naam, TOTAAL, _TOTALEN[naam], None, 0)]
    # Provider names are for finding one in a list, so by name; the other codes have an order of their own.
    op_naam = naam == "aanbieder"
    gesorteerd = sorted(codes, key=lambda c: (c == ONBEKEND, labels.get(c, c) if op_naam else c, c))
    for volgorde, code in enumerate(gesorteerd, 1):
        label = _ONBEKEND.get(naam, code) if code == ONBEKEND else labels.get(code, code)
        rijen.append(Dimensiewaarde(naam, code, label, onder.get(code, TOTAAL), volgorde))
    return rijen


def _labels(lake: Lake, naam: str) -> Mapping[str, str]:
    if naam == "wet":
        return {wet.value: wet.naam for wet in Wet}
    if naam in ("wijk", "buurt"):
        return _namen(lake.arrow("bron", "gebied", ["code", "naam"]).to_pylist(), "code")
    if naam == "aanbieder":
        return _namen(lake.arrow("bron", "aanbieder", ["agb", "naam"]).to_pylist(), "agb")
    # Nobody gives products a name: who works with them knows them by their code.
    return {} if naam == "product" else codelijst(naam)


def _namen(rijen: Iterable[Mapping[str, Any]], sleutel: str) -> dict[str, str]:
    return {str(r[sleutel]): str(r["naam"]) for r in rijen if r["naam"]}
