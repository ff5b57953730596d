"""What was expected beforehand, in people's own words, held against the number of now. Pure.

Only what can be read with certainty is judged: one number in the unit of the figure, or one direction. What is left is
for people to read: the page shows it and says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from datameent.web.components import opmaak
from datameent.web.duiding.getallen import lees_getallen
from datameent.web.duiding.telwoorden import waarde_van

RUIMTE: Final = 20
"""How many percent from the expected number is still as expected."""
_SOORT: Final = {"personen": "aantal", "euro_cent": "geld", "dagen": "dagen"}
_DAGEN_IN: Final = {"week": 7, "weken": 7, "maand": 30, "maanden": 30}
_DUUR: Final = re.compile(r"(?<![\w.,-])(\d{1,3}|[^\W\d_]+) (week|weken|maand|maanden)(?!\w)", re.IGNORECASE)
_WOORD: Final = re.compile(r"[^\W\d_]+")
_OP: Final = frozenset({"hoger", "stijgt", "stijgen", "stijging", "groeit", "groeien", "toename", "toe"})
_NEER: Final = frozenset({"lager", "daalt", "dalen", "daling", "krimpt", "afname", "af"})
_GELIJK: Final = frozenset({"gelijk", "evenveel", "hetzelfde", "stabiel"})
_BIJ_EENHEID: Final = {"dagen": ("langer", "korter"), "personen": ("meer", "minder"), "euro_cent": ("meer", "minder")}
_ONZEKER: Final = frozenset({"niet", "geen", "misschien", "mogelijk", "of", "tenzij", "maar", "als"})


class Uitkomst(StrEnum):
    """How a figure stands to what was expected."""

    ANDERS = "anders"
    ZOALS = "zoals verwacht"
    ZELF = "lees zelf"


@dataclass(frozen=True, slots=True)
class Nu:
    """The figure of now: its value, that of a year before (None when it is not there), and its unit."""

    waarde: int | None
    vorig: int | None
    eenheid: str


def toets(verwachting: str, nu: Nu) -> tuple[Uitkomst, str]:
    """Whether the number of now contradicts what was expected, and that in a sentence.

    >>> toets("Ongeveer zes weken.", Nu(61, None, "dagen"))[1].replace(opmaak.NBSP, " ")
    'Verwacht was 42 dagen. Het is 61 dagen: hoger dan verwacht.'
    >>> toets("Ongeveer 400 mensen.", Nu(410, None, "personen"))[0].value
    'zoals verwacht'
    >>> toets("Het blijft gelijk.", Nu(120, 100, "personen"))[1]
    'Verwacht was: gelijk. Het ging omhoog.'
    """
    if nu.waarde is None:
        return Uitkomst.ZELF, "Het cijfer van nu is voor u niet te zien."
    getallen = _getallen(verwachting, nu.eenheid)
    if len(getallen) == 1:
        return _naast_getal(getallen.pop(), nu.waarde, nu.eenheid)
    richting = _richting(verwachting, nu.eenheid)
    if not getallen and richting and nu.vorig is not None:
        ging = _ging(nu.waarde, nu.vorig)
        zin = f"Verwacht was: {richting}. Het ging {ging}."
        if ging == "gelijk":
            zin = f"Verwacht was: {richting}. Het bleef gelijk."
        return (Uitkomst.ZOALS if richting == ging else Uitkomst.ANDERS), zin
    return (
        Uitkomst.ZELF,
        "De computer kan deze verwachting niet naast het cijfer leggen. Doe dat zelf.",
    )


def _getallen(tekst: str, eenheid: str) -> set[int]:
    """The numbers in the unit of the figure; weeks and months count as days."""
    soort = _SOORT.get(eenheid, "")
    gevonden = {
        int(g.waarde) for g in lees_getallen(tekst) if g.soort == soort and (soort != "aantal" or g.over_mensen)
    }
    if eenheid == "dagen":
        for getal, maat in _DUUR.findall(tekst):
            aantal = int(getal) if getal.isdecimal() else waarde_van(getal)
            if aantal is not None:
                gevonden.add(aantal * _DAGEN_IN[maat.lower()])
    return gevonden


def _naast_getal(verwacht: int, waarde: int, eenheid: str) -> tuple[Uitkomst, str]:
    kop = f"Verwacht was {opmaak.in_tekst(verwacht, eenheid)}. Het is {opmaak.in_tekst(waarde, eenheid)}"
    if abs(waarde - verwacht) * 100 <= RUIMTE * verwacht:
        return Uitkomst.ZOALS, f"{kop}."
    return Uitkomst.ANDERS, f"{kop}: {'hoger' if waarde > verwacht else 'lager'} dan verwacht."


def _richting(tekst: str, eenheid: str) -> str:
    """Omhoog, omlaag or gelijk; empty when the text says none, more than one, or leaves it open."""
    woorden = {w.lower() for w in _WOORD.findall(tekst)}
    op, neer = _BIJ_EENHEID.get(eenheid, ("", ""))
    gevonden = [
        naam
        for naam, set_ in (("omhoog", _OP | {op}), ("omlaag", _NEER | {neer}), ("gelijk", _GELIJK))
        if woorden & set_
    ]
    return gevonden[0] if len(gevonden) == 1 and not woorden & _ONZEKER else ""


def _ging(nu: int, vorig: int) -> str:
    """Within 5 % is the same."""
    if abs(nu - vorig) * 100 <= 5 * abs(vorig):
        return "gelijk"
    return "omhoog" if nu > vorig else "omlaag"
