"""What codes are called: the dimensions of a release, only the codes that it shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from datameent.domain.periode import Periode
from datameent.domain.wet import Wet
from datameent.indicators.register import codelijst
from datameent.lake.store import Lake
from datameent.release.read import Dimensiewaarde, ReleaseCel
from datameent.release.schema import DIMENSIES, KORRELS, TOTAAL

ONBEKEND = "onbekend"
_TOTALEN = {
    "periode": "Alle perioden",
    "wet": "Alle wetten",
    "productcategorie": "Alle hulp",
    "wijk": "Hele gemeente",
    "aanbieder": "Alle aanbieders",
    "leeftijdsgroep": "Alle leeftijden",
}
_ONBEKEND = {
    "productcategorie": "Soort hulp onbekend",
    "wijk": "Wijk onbekend",
    "aanbieder": "Aanbieder onbekend",
    "leeftijdsgroep": "Leeftijd onbekend",
}


def dimensierijen(lake: Lake, cellen: Iterable[ReleaseCel]) -> list[Dimensiewaarde]:
    """Per dimension the total, then every code in the cells with its label; unknown comes last."""
    gebruikt: dict[str, set[str]] = {naam: set() for naam in ("periode", *DIMENSIES)}
    for cel in cellen:
        gebruikt["periode"].add(cel.periode)
        for naam, code in zip(DIMENSIES, cel[3:8], strict=True):
            gebruikt[naam].add(str(code))
    rijen = _perioden(gebruikt["periode"])
    for naam in DIMENSIES:
        codes = gebruikt[naam] - {TOTAAL}
        rijen += _rijen(naam, codes, _labels(lake, naam) if codes else {})
    return rijen


def _perioden(codes: set[str]) -> list[Dimensiewaarde]:
    """Years, then quarters, then months, each in order of time; a period sums to the longer one around it."""
    rijen = [Dimensiewaarde("periode", TOTAAL, _TOTALEN["periode"], None, 0)]
    perioden = sorted((Periode(c) for c in codes), key=lambda p: (KORRELS.index(p.korrel), p.code))
    for volgorde, periode in enumerate(perioden, 1):
        ouder = str(periode.ouder) if periode.ouder else TOTAAL
        rijen.append(Dimensiewaarde("periode", periode.code, periode.naam, ouder, volgorde))
    return rijen


def _rijen(naam: str, codes: Iterable[str], labels: Mapping[str, str]) -> list[Dimensiewaarde]:
    rijen = [Dimensiewaarde(naam, TOTAAL, _TOTALEN[naam], None, 0)]
    # Provider names are for finding one in a list, so by name; the other codes have an order of their own.
    op_naam = naam == "aanbieder"
    gesorteerd = sorted(codes, key=lambda c: (c == ONBEKEND, labels.get(c, c) if op_naam else c, c))
    for volgorde, code in enumerate(gesorteerd, 1):
        label = _ONBEKEND.get(naam, code) if code == ONBEKEND else labels.get(code, code)
        rijen.append(Dimensiewaarde(naam, code, label, TOTAAL, volgorde))
    return rijen


def _labels(lake: Lake, naam: str) -> Mapping[str, str]:
    if naam == "wet":
        return {wet.value: wet.naam for wet in Wet}
    if naam == "wijk":
        return _namen(lake.arrow("bron", "gebied", ["code", "naam"]).to_pylist(), "code")
    if naam == "aanbieder":
        return _namen(lake.arrow("bron", "aanbieder", ["agb", "naam"]).to_pylist(), "agb")
    return codelijst(naam)


def _namen(rijen: Iterable[Mapping[str, Any]], sleutel: str) -> dict[str, str]:
    return {str(r[sleutel]): str(r["naam"]) for r in rijen if r["naam"]}
