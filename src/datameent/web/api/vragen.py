"""What the API takes: the query string of each address, checked before anything is opened. No unknown names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

from django.http import QueryDict
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from datameent.release.schema import DIMENSIES
from datameent.web.api.probleem import Probleem
from datameent.web.api.vormen import Korrel

MEESTE: Final = 1000
"""Rows on one page at most."""
CODE: Final = r"^[A-Za-z0-9+._-]{1,60}$"
_UITLEG: Final = {
    "extra_forbidden": "deze naam kennen we niet",
    "missing": "dit is verplicht",
    "literal_error": "deze waarde kan hier niet",
    "int_parsing": "dit is geen heel getal",
    "greater_than_equal": "dit getal is te klein",
    "less_than_equal": "dit getal is te groot",
    "string_pattern_mismatch": "dit is geen code",
}


def _heel_getal(waarde: Any) -> Any:
    """Digits and nothing else: no sign, space, underscore or other script's digits, as the description says."""
    return int(waarde) if isinstance(waarde, str) and waarde.isascii() and waarde.isdigit() else waarde


def _lijst(waarde: Any) -> Any:
    if isinstance(waarde, str):
        return tuple(waarde.split(",")) if waarde else ()
    return waarde


def _elk_een_keer(waarde: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(waarde)) != len(waarde):
        raise ValueError("twice the same")
    return waarde


def _getal(hoogstens: int, uitleg: str) -> Any:
    """A whole number from 1; the description of the API has the same bounds."""
    grens = Annotated[int, Field(strict=True, ge=1, le=hoogstens, description=uitleg)]
    return Annotated[grens, BeforeValidator(_heel_getal, json_schema_input_type=grens)]


if TYPE_CHECKING:
    Pagina = int
    Aantal = int
else:
    Pagina = _getal(100_000, "Welke bladzijde.")
    Aantal = _getal(MEESTE, "Hoeveel er op een bladzijde staan.")
Code = Annotated[str, Field(pattern=CODE)]


class Vraag(BaseModel):
    """An address without parameters."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=False, extra="forbid", frozen=True)


class Lijstvraag(Vraag):
    """An address that gives a list."""

    pagina: Pagina = 1
    aantal: Aantal = 100


class Celvraag(Lijstvraag):
    """The cells of one indicator: the filters of the page of that figure."""

    indicator: Annotated[Code, Field(description="De code van het cijfer.")]
    korrel: Annotated[Korrel, Field(description="De indeling in perioden.")] = "jaar"
    periode: Annotated[Code | None, Field(description="Eén periode, zoals 2025, 2025-Q1 of 2025-03.")] = None
    wet: Annotated[Code | None, Field(description="Een code van de dimensie wet.")] = None
    productcategorie: Annotated[Code | None, Field(description="Een code van de dimensie productcategorie.")] = None
    product: Annotated[Code | None, Field(description="Een code van de dimensie product.")] = None
    wijk: Annotated[Code | None, Field(description="Een code van de dimensie wijk.")] = None
    buurt: Annotated[Code | None, Field(description="Een code van de dimensie buurt.")] = None
    aanbieder: Annotated[Code | None, Field(description="Een code van de dimensie aanbieder.")] = None
    leeftijdsgroep: Annotated[Code | None, Field(description="Een code van de dimensie leeftijdsgroep.")] = None
    per: Annotated[
        tuple[Annotated[str, Field(pattern=f"^({'|'.join(DIMENSIES)})$")], ...],
        BeforeValidator(_lijst),
        AfterValidator(_elk_een_keer),
        Field(
            max_length=len(DIMENSIES),
            description="Uitsplitsen naar, met komma's ertussen.",
            json_schema_extra={"uniqueItems": True},
        ),
    ] = ()

    @property
    def waar(self) -> dict[str, str]:
        """What is held fixed."""
        namen = ("periode", *DIMENSIES)
        return {d: str(getattr(self, d)) for d in namen if getattr(self, d) is not None}


V = TypeVar("V", bound=Vraag)


def lees_vraag(vorm: type[V], gegeven: QueryDict) -> V:
    """The parameters of a call. Error: `Probleem` that names each wrong parameter, never its value."""
    dubbel = [n for n, waarden in gegeven.lists() if len(waarden) > 1]
    if dubbel:
        raise _ongeldig(dict.fromkeys(dubbel, "dit staat er meer dan één keer"), vorm)
    try:
        return vorm.model_validate(dict(gegeven.items()))
    except ValidationError as fout:
        raise _ongeldig(
            {str(f["loc"][0]): _UITLEG.get(f["type"], "dit klopt niet") for f in fout.errors()}, vorm
        ) from None


def _ongeldig(fouten: Mapping[str, str], vorm: type[Vraag]) -> Probleem:
    """Names of ours are named; a name that a caller made up is not repeated."""
    bekend = {veld.alias or naam for naam, veld in vorm.model_fields.items()}
    regels = [{"naam": n if n in bekend else "(onbekend)", "reden": r} for n, r in sorted(fouten.items())]
    return Probleem(
        "ongeldige-vraag",
        "Verander de parameters. /api/v1/openapi.json zegt wat kan.",
        extra={"parameters": regels},
    )
