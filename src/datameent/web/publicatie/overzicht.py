"""The list of releases of one audience, as the page that publishes shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from datameent.web.publicatie.stand import Stand
from datameent.web.publicatie.toestand import Staat, Toestand

NAMEN: Final = {"beleid": "De gemeente zelf", "raad": "De gemeenteraad", "openbaar": "Iedereen"}
_WOORD: Final = {
    Staat.WACHT: "wacht op akkoord",
    Staat.GEPUBLICEERD: "eerder gepubliceerd",
    Staat.INGETROKKEN: "ingetrokken",
    Staat.AFGEWEZEN: "afgewezen",
}
_HOOGSTENS: Final = 20


@dataclass(frozen=True, slots=True)
class Regel:
    """A release in the list. `woord`: where it is, in words."""

    code: str
    peildatum: str
    woord: str
    sinds: datetime | None
    reden: str


@dataclass(frozen=True, slots=True)
class Groep:
    """An audience and its newest releases."""

    naam: str
    regels: tuple[Regel, ...]


def overzicht_van(doelgroep: str, paden: Sequence[Path], getoond: Path | None, stand: Stand) -> Groep:
    """The newest releases, with the word for where each is."""
    regels = []
    for pad in paden[:_HOOGSTENS]:
        toestand = stand.releases.get(pad.stem) or Toestand(pad.stem, doelgroep)
        peildatum = pad.stem[len(doelgroep) + 1 :][:10]
        regels.append(Regel(pad.stem, peildatum, _woord(pad, getoond, toestand), toestand.sinds, toestand.reden))
    return Groep(NAMEN[doelgroep], tuple(regels))


def _woord(pad: Path, getoond: Path | None, toestand: Toestand) -> str:
    if pad == getoond:
        return "staat nu op de site"
    if toestand.akkoord and toestand.staat is not Staat.GEPUBLICEERD:
        return "wacht op een tweede akkoord"
    return _WOORD[toestand.staat]
