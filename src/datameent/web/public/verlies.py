"""How much of a release is hidden, in words and per question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from datameent.release.read import Release
from datameent.web.components import opmaak
from datameent.web.figures import redenen


@dataclass(frozen=True, slots=True)
class Verliesregel:
    """One question: its name, cells, hidden cells, cells that wait, and the hidden share of people and of money."""

    naam: str
    cellen: int
    verborgen: int
    ouder: int
    mensen: str
    geld: str


@dataclass(frozen=True, slots=True)
class Verlies:
    """The sentences and the rows of the table."""

    zin: str
    ouder: str
    regels: tuple[Verliesregel, ...]


def maak_verlies(release: Release) -> Verlies:
    """What the release says of itself; without rows when it was made before this was measured."""
    meta = release.meta
    per: Mapping[str, Mapping[str, Any]] = meta.verlies
    regels = tuple(
        Verliesregel(
            kop.naam,
            int(per[kop.code]["cellen"]),
            int(per[kop.code]["onderdrukt"]) - int(per[kop.code].get("wacht", 0)),
            int(per[kop.code].get("wacht", 0)),
            _deel(per[kop.code].get("personen")),
            _deel(per[kop.code].get("bedrag_cent")),
        )
        for kop in release.indicatoren()
        if kop.code in per
    )
    verborgen, wacht = redenen.verborgen_in(meta)
    return Verlies(_zin(meta.cellen, verborgen, per), _ouder(wacht), regels)


def _zin(cellen: int, verborgen: int, per: Mapping[str, Mapping[str, Any]]) -> str:
    """
    >>> _zin(340, 12, {"clienten": {"personen": 10}})
    '12 van de 340 cijfers zijn verborgen. Dat gaat om hoogstens 1 procent van de mensen.'
    >>> _zin(3, 1, {})
    '1 van de 3 cijfers is verborgen.'
    """
    werkwoord = "is" if verborgen == 1 else "zijn"
    zin = f"{opmaak.getal(verborgen)} van de {opmaak.getal(cellen)} cijfers {werkwoord} verborgen."
    mensen = _deel(per.get("clienten", {}).get("personen"))
    geld = _deel(per.get("uitgaven", {}).get("bedrag_cent"))
    delen = [f"{deel} van {wat}" for deel, wat in ((mensen, "de mensen"), (geld, "het geld")) if deel]
    return f"{zin} Dat gaat om {' en '.join(delen)}." if delen else zin


def _ouder(wacht: int) -> str:
    """
    >>> _ouder(1), _ouder(0)
    ('1 cijfer is ouder: het nieuwe cijfer wacht nog.', '')
    """
    if not wacht:
        return ""
    cijfers = "1 cijfer is" if wacht == 1 else f"{opmaak.getal(wacht)} cijfers zijn"
    return f"{cijfers} ouder: het nieuwe cijfer wacht nog."


def _deel(promille: int | None) -> str:
    """A share that was rounded up to whole percents when the release was made.

    >>> _deel(0), _deel(10), _deel(None)
    ('0 procent', 'hoogstens 1 procent', '')
    """
    if promille is None:
        return ""
    return f"hoogstens {promille // 10} procent" if promille else "0 procent"
