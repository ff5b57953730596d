"""What an indicator means: one frozen definition, checked when it is read."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from datameent.indicators.vraag import DIMENSIES

_Tekst = Annotated[str, Field(min_length=1)]
_Drie = Annotated[tuple[_Tekst, ...], Field(min_length=3, max_length=3)]


@dataclass(frozen=True, slots=True)
class Definitie:
    """The definition card of an indicator (docs/ontwikkel/seams.md): texts in Dutch at B1 level.

    `telt` says what is counted, `tijd` which day decides the period; `teller` and `noemer` are empty where the
    indicator has none; `dimensies` are those by which the figure has a meaning; `naloop` says how
    many months after a period the figure of that period is known.
    """

    code: str
    volgorde: int
    naam: str
    vraag: str
    eenheid: str
    soort: str
    telt: str
    teller: str
    noemer: str
    bron: str
    tijd: str
    uitgesloten: tuple[str, ...]
    zegt_wel: tuple[str, ...]
    zegt_niet: tuple[str, ...]
    eigenaar: str
    versie: str
    dimensies: tuple[str, ...]
    voorbeeld: str
    naloop: int = 0

    def als_json(self) -> dict[str, Any]:
        """The definition as a JSON-able mapping, for the release file."""
        return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self).items()}


class Definitiekaart(BaseModel):
    """The YAML form of a definition; gives a `Definitie`."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    code: Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")]
    volgorde: Annotated[int, Field(ge=1)]
    naam: _Tekst
    vraag: Annotated[str, Field(pattern=r"\?$")]
    eenheid: Literal["personen", "euro_cent", "dagen", "uren", "aanbieders", "promille"]
    soort: Literal["frequentie", "omvang", "ratio", "mediaan"]
    telt: _Tekst
    teller: str = ""
    noemer: str = ""
    bron: _Tekst
    tijd: _Tekst
    uitgesloten: tuple[_Tekst, ...]
    zegt_wel: _Drie
    zegt_niet: _Drie
    eigenaar: _Tekst
    versie: Annotated[str, Field(pattern=r"^\d+\.\d+$")]
    dimensies: Annotated[tuple[Literal[DIMENSIES], ...], Field(min_length=1)]  # type: ignore[valid-type]  # the names are a tuple of constants
    voorbeeld: _Tekst
    naloop: Annotated[int, Field(ge=0)] = 0

    def definitie(self) -> Definitie:
        """The frozen meaning."""
        return Definitie(**self.model_dump())
