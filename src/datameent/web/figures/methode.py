"""What a reader is told of counts that are not exact: rounded, or with noise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def straal(beleid: Mapping[str, Any]) -> int:
    """How far the counts of a release are from the truth at most; 0 when they are exact.

    >>> straal({"methode": "afronden", "afrondingsbasis": 5}), straal({"methode": "ruis", "ruis": {"hoogste": 5}})
    (4, 5)
    """
    if beleid.get("methode") == "afronden":
        return int(beleid["afrondingsbasis"]) - 1
    return int(beleid["ruis"]["hoogste"]) if beleid.get("methode") == "ruis" else 0


def grens(beleid: Mapping[str, Any], minimum: int) -> int:
    """An amount that is hidden for too few persons is of fewer than this: shown may be what does not prove enough.

    Base 5 and a minimum of 10: from 15 on there are at least 11. Up to 10 is hidden, and that may be 14.

    >>> grens({"methode": "afronden", "afrondingsbasis": 5}, 10), grens({"methode": "ruis", "ruis": {"hoogste": 5}}, 10)
    (15, 20)
    """
    ver = straal(beleid)
    stap = ver + 1 if beleid.get("methode") == "afronden" else 1
    return (minimum + ver - 1) // stap * stap + ver + 1


def soort_van(soort: str, eenheid: str) -> str:
    """The kind of figure as this module and `redenen` tell kinds apart: a share in promille is not divided by a count.

    >>> soort_van("ratio", "promille"), soort_van("ratio", "euro_cent")
    ('verhouding', 'ratio')
    """
    return "verhouding" if eenheid == "promille" else soort


def zin(beleid: Mapping[str, Any], soort: str) -> str:
    """The sentence under a chart or table of this kind of figure; empty where its numbers are exact.

    >>> zin({"methode": "afronden", "afrondingsbasis": 5}, "frequentie")
    'Aantallen zijn afgerond op een veelvoud van 5. Zo is niemand te herkennen.'
    >>> zin({"methode": "afronden", "afrondingsbasis": 5}, "omvang")
    ''
    """
    if not straal(beleid) or soort not in ("frequentie", "ratio"):
        return ""
    if beleid["methode"] == "afronden":
        veelvoud = f"afgerond op een veelvoud van {beleid['afrondingsbasis']}"
        if soort == "ratio":
            return f"We delen door het aantal mensen, {veelvoud}."
        return f"Aantallen zijn {veelvoud}. Zo is niemand te herkennen."
    hoogste = f"Bij elk aantal is met opzet iets opgeteld of afgetrokken, hoogstens {straal(beleid)}."
    if soort == "ratio":
        return f"{hoogste} Ook bij het aantal waardoor we delen."
    return f"{hoogste} Daarom tellen tabellen niet precies op."


def kort(beleid: Mapping[str, Any], soort: str) -> str:
    """The same in a few words, for in a file.

    >>> kort({"methode": "afronden", "afrondingsbasis": 5}, "frequentie")
    'afgerond op een veelvoud van 5'
    """
    if not straal(beleid) or soort not in ("frequentie", "ratio"):
        return ""
    aantal = "" if soort == "frequentie" else "aantal "
    if beleid["methode"] == "afronden":
        return f"{aantal}afgerond op een veelvoud van {beleid['afrondingsbasis']}"
    return f"{aantal}met ruis van hoogstens {straal(beleid)}"
