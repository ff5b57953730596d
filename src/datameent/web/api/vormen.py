"""What the API gives, as pydantic models; the OpenAPI document is made from these. Names on the wire are camelCase."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

T = TypeVar("T")
Korrel = Literal["jaar", "kwartaal", "maand"]


class Vorm(BaseModel):
    """What all answers share."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, frozen=True)


class Link(Vorm):
    """An address to go on to."""

    href: str


class Lijst(Vorm, Generic[T]):
    """One page of a list."""

    totaal: int = Field(description="Hoeveel er in alle bladzijden samen zijn.")
    pagina: int
    aantal: int = Field(description="Hoeveel er hoogstens op een bladzijde staan.")
    links: Annotated[dict[str, Link], Field(alias="_links", description="self, first, prev, next en last.")]
    resultaten: tuple[T, ...]


class Uitgave(Vorm):
    """A release: the figures of one audience on one day. It never changes."""

    release_id: str
    doelgroep: str
    peildatum: date = Field(description="De laatste dag die in de cijfers zit.")
    gemaakt_op: str
    gemeente_code: str
    gemeente_naam: str
    versie: str = Field(description="De versie van Datameent die dit maakte.")
    minimum_personen: int = Field(description="Een cijfer over minder mensen wordt niet getoond.")
    cellen: int
    afgeschermd: int = Field(description="Hoeveel cellen geen cijfer hebben om mensen of aanbieders te beschermen.")
    links: Annotated[dict[str, Link], Field(alias="_links")]


class Indicatorkop(Vorm):
    """An indicator in a list."""

    code: str
    naam: str
    vraag: str
    eenheid: str
    soort: str
    versie: str
    eigenaar: str
    links: Annotated[dict[str, Link], Field(alias="_links")]


class Definitie(Vorm):
    """What an indicator means, as it was when the release was made."""

    code: str
    naam: str
    vraag: str
    eenheid: str
    soort: str
    versie: str
    eigenaar: str
    bron: str
    tijd: str
    telt: str
    teller: str
    noemer: str
    uitgesloten: tuple[str, ...]
    zegt_wel: tuple[str, ...]
    zegt_niet: tuple[str, ...]
    voorbeeld: str
    korrels: tuple[Korrel, ...] = Field(description="De indelingen in perioden die deze uitgave heeft.")
    kruisingen: dict[str, tuple[tuple[str, ...], ...]] = Field(
        description="Per indeling: welke dimensies samen uitgesplitst zijn."
    )


class Dimensiewaarde(Vorm):
    """A code of a dimension."""

    code: str
    label: str
    ouder: str | None = Field(description="De code waar deze bij optelt.")


class Dimensie(Vorm):
    """A dimension with its codes in the order in which they are shown."""

    naam: str
    titel: str
    waarden: tuple[Dimensiewaarde, ...]


class Tabel(Vorm):
    """A table of the release: which cells belong together."""

    naam: str
    indicator: str
    korrel: Korrel
    dimensies: tuple[str, ...]
    soort: str
    eenheid: str
    links: Annotated[dict[str, Link], Field(alias="_links")]


class Reden(Vorm):
    """Why a cell has no figure."""

    code: str
    kort: str
    lang: str
    afgeschermd: bool = Field(description="Of dit is om mensen of aanbieders te beschermen.")


class Eerder(Vorm):
    """The figure that was shown before, where the new one waits. It does not add up with the figures of now."""

    waarde: int
    peildatum: date


class Cel(Vorm):
    """A figure or a reason why there is none. Money is whole eurocents; a share is per thousand."""

    indicator: str
    korrel: Korrel
    periode: str
    wet: str
    productcategorie: str
    product: str
    wijk: str
    buurt: str
    aanbieder: str
    leeftijdsgroep: str
    waarde: int | None
    eenheid: str
    voorlopig: bool = Field(description="Er komen nog berichten binnen over deze periode.")
    reden: Reden | None
    eerder: Eerder | None


class Bron(Vorm):
    """A source and how fresh it was when the release was made."""

    naam: str
    titel: str
    laatste_bericht: str | None
    geladen_op: str | None
    berichten: int
    geweigerd: int
    leverritme: str
    overeenkomst: dict[str, Any] | None = Field(description="Waarvoor, waarom dat mag, en hoe lang we het bewaren.")


class Verlies(Vorm):
    """How much of one indicator is hidden. Shares are per thousand, rounded up to whole percents."""

    indicator: str
    cellen: int
    afgeschermd: int
    personen_promille: int | None
    bedrag_promille: int | None = Field(description="Leeg als dit cijfer niet over geld gaat.")


class Verliezen(Vorm):
    """How much of the release is hidden, in all and per indicator."""

    cellen: int
    afgeschermd: int
    zin: str
    per_indicator: tuple[Verlies, ...]


class Probleemvorm(Vorm):
    """Problem details (RFC 9457)."""

    model_config = ConfigDict(title="Probleem", extra="allow")
    type: str
    title: str
    status: int
    detail: str
    instance: str
