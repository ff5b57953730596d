"""How a bronovereenkomst is written: the strict model of its YAML file."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from datameent.agreements import overeenkomst as ovk

Tekst = Annotated[str, Field(min_length=1, max_length=500)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ContactModel(_Model):
    """Whom to ask."""

    naam: Tekst
    email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")]


class GrondslagModel(_Model):
    """Law and article."""

    wet: Tekst
    artikel: Tekst
    toelichting: str = ""


class VeldModel(_Model):
    """A field and how sensitive it is."""

    veld: Annotated[str, Field(pattern=r"^[A-Z][A-Za-z]*(\.[A-Za-z][A-Za-z_]*)+$")]
    gevoeligheid: Literal["direct-identificerend", "bijzonder", "gevoelig", "gewoon"]
    precisie: Literal["jaar", "jaar-maand"] | None = None

    @model_validator(mode="after")
    def _precisie_bij_geboortedatum(self) -> Self:
        if self.veld.endswith(".Geboortedatum") != (self.precisie is not None):
            raise ValueError("a date of birth has a precisie (jaar or jaar-maand) and no other field has one")
        return self


class LeveringModel(_Model):
    """How often the source comes."""

    ritme: Literal["dag", "week", "maand", "kwartaal", "jaar"]


class DrempelsModel(_Model):
    """When to worry."""

    dagen_te_laat: Annotated[int, Field(ge=0, le=3660)]
    aandeel_geweigerd: Annotated[float, Field(ge=0, le=1)]


class OvereenkomstModel(_Model):
    """The whole file; every part is obligatory but `geldig_tot`."""

    naam: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    soort: Literal["iwmo", "ijw", "bevolking", "postcodes", "gebieden", "aanbieders", "producten", "tarieven"]
    titel: Tekst
    versie: Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+)*$")]
    geldig_vanaf: date
    geldig_tot: date | None = None
    eigenaar: Tekst
    contact: ContactModel
    doelen: Annotated[list[Tekst], Field(min_length=1)]
    grondslag: Annotated[list[GrondslagModel], Field(min_length=1)]
    gegevenscategorieen: Annotated[list[Tekst], Field(min_length=1)]
    domein: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    velden: Annotated[list[VeldModel], Field(min_length=1)]
    bewaartermijn_maanden: Annotated[int, Field(ge=1, le=1200)]
    levering: LeveringModel
    drempels: DrempelsModel

    @model_validator(mode="after")
    def _samenhang(self) -> Self:
        if self.geldig_tot is not None and self.geldig_tot < self.geldig_vanaf:
            raise ValueError("geldig_tot is before geldig_vanaf")
        if len({v.veld for v in self.velden}) != len(self.velden):
            raise ValueError("a field is named twice")
        return self

    def betekenis(self) -> ovk.Bronovereenkomst:
        """The agreement as the rest of the program knows it."""
        return ovk.Bronovereenkomst(
            naam=self.naam,
            soort=self.soort,
            titel=self.titel,
            versie=self.versie,
            geldig_vanaf=self.geldig_vanaf,
            geldig_tot=self.geldig_tot,
            eigenaar=self.eigenaar,
            contact=ovk.Contact(self.contact.naam, self.contact.email),
            doelen=tuple(self.doelen),
            grondslagen=tuple(ovk.Grondslag(g.wet, g.artikel, g.toelichting) for g in self.grondslag),
            gegevenscategorieen=tuple(self.gegevenscategorieen),
            domein=self.domein,
            velden={
                v.veld: ovk.Veld(
                    v.veld, ovk.Gevoeligheid(v.gevoeligheid), ovk.Precisie(v.precisie) if v.precisie else None
                )
                for v in self.velden
            },
            bewaartermijn_maanden=self.bewaartermijn_maanden,
            leverritme=self.levering.ritme,
            drempels=ovk.Drempels(self.drempels.dagen_te_laat, self.drempels.aandeel_geweigerd),
        )
