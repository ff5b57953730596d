"""What may be asked of an indicator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from datameent.domain.errors import DatameentError, ExitStatus
from datameent.domain.periode import Korrel, Periode
from datameent.indicators.fouten import Foutcode

if TYPE_CHECKING:
    from datameent.indicators.definitie import Definitie

TIJD = ("jaar", "kwartaal", "maand")
"""The grains of a period; a question breaks out at most one."""

DIMENSIES = (
    *TIJD,
    "wet",
    "productcategorie",
    "product",
    "wijk",
    "buurt",
    "aanbieder",
    "leeftijdsgroep",
    "verwijzer",
    "richting",
    "berichttype",
    "retourcode",
)
"""All dimensions; the last four exist for an analyst only, and are in no release."""


@dataclass(frozen=True)
class Vraagstelling:
    """What is asked: an indicator, by which dimensions, and only where dimensions have these codes.

    >>> Vraagstelling("uitgaven", ("jaar", "wijk"), {"wet": "wmo"}).korrel
    'jaar'
    """

    indicator: str
    per: tuple[str, ...]
    waar: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def korrel(self) -> str | None:
        """The grain that is broken out, or None."""
        return next((d for d in self.per if d in TIJD), None)


def controleer(vraag: Vraagstelling, definitie: Definitie) -> None:
    """Refuse a question that the indicator has no answer to: DM-IND-002 to DM-IND-006."""
    for dimensie in (*vraag.per, *vraag.waar):
        _controleer_dimensie(dimensie, definitie)
    if len(set(vraag.per)) != len(vraag.per):
        raise _fout(Foutcode.DIMENSIE_DUBBEL, "A dimension is named twice", "Name every dimension once")
    if sum(d in TIJD for d in vraag.per) > 1:
        raise _fout(
            Foutcode.MEER_PERIODEN, "The question breaks out more than one grain of time", "Choose one of", TIJD
        )
    for korrel in set(TIJD) & set(vraag.waar):
        _controleer_periode(korrel, vraag.waar[korrel])


def _controleer_dimensie(dimensie: str, definitie: Definitie) -> None:
    if dimensie not in DIMENSIES:
        raise _fout(Foutcode.DIMENSIE_ONBEKEND, "There is no such dimension", "Choose from", definitie.dimensies)
    if dimensie not in definitie.dimensies:
        raise _fout(
            Foutcode.DIMENSIE_ZINLOOS,
            "This indicator has no meaning by this dimension",
            "Choose from",
            definitie.dimensies,
        )


def _controleer_periode(korrel: str, code: str) -> None:
    try:
        goed = Periode(code).korrel is Korrel(korrel)
    except ValueError:
        goed = False
    if not goed:
        raise _fout(
            Foutcode.PERIODE_FOUT,
            f"The filter on {korrel} is not a {korrel}",
            "Write 2025, 2025-Q1 or 2025-03, as the dimension asks",
        )


def _fout(code: Foutcode, what: str, todo: str, keuze: Sequence[str] = ()) -> DatameentError:
    return DatameentError(code, what, f"{todo} {', '.join(keuze)}" if keuze else todo, exit_status=ExitStatus.USAGE)
