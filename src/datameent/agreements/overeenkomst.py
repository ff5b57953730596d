"""What a bronovereenkomst means: who may use which fields, for what, on which basis, how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

BERICHTSOORTEN = ("iwmo", "ijw")
TABELSOORTEN = ("bevolking", "postcodes", "gebieden", "aanbieders", "producten", "tarieven")


class Gevoeligheid(StrEnum):
    """How close a field comes to a person; `bijzonder` is AVG art. 9."""

    DIRECT = "direct-identificerend"
    BIJZONDER = "bijzonder"
    GEVOELIG = "gevoelig"
    GEWOON = "gewoon"


class Precisie(StrEnum):
    """How much of a date of birth is kept."""

    JAAR = "jaar"
    JAAR_MAAND = "jaar-maand"


@dataclass(frozen=True, slots=True)
class Veld:
    """A field that may be used, as `Groep.Element`; `precisie` only for a date of birth."""

    naam: str
    gevoeligheid: Gevoeligheid
    precisie: Precisie | None = None


@dataclass(frozen=True, slots=True)
class Grondslag:
    """A law and article that allow the processing."""

    wet: str
    artikel: str
    toelichting: str = ""


@dataclass(frozen=True, slots=True)
class Drempels:
    """When a delivery is late (days after the rhythm) and which share of refused messages is too much (0 to 1)."""

    dagen_te_laat: int
    aandeel_geweigerd: float


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask; never part of a release."""

    naam: str
    email: str


@dataclass(frozen=True, slots=True)
class Bronovereenkomst:
    """A valid agreement for one source. `velden` by name; `domein` is the purpose domain of its pseudonyms."""

    naam: str
    soort: str
    titel: str
    versie: str
    geldig_vanaf: date
    geldig_tot: date | None
    eigenaar: str
    contact: Contact
    doelen: tuple[str, ...]
    grondslagen: tuple[Grondslag, ...]
    gegevenscategorieen: tuple[str, ...]
    domein: str
    velden: Mapping[str, Veld]
    bewaartermijn_maanden: int
    leverritme: str
    drempels: Drempels

    def __post_init__(self) -> None:
        object.__setattr__(self, "velden", MappingProxyType(dict(self.velden)))

    def __reduce__(self) -> tuple[Any, ...]:
        """Travels to a worker process; a mapping proxy does not pickle by itself."""
        waarden = [getattr(self, n) for n in self.__slots__]
        return type(self), tuple(dict(w) if isinstance(w, MappingProxyType) else w for w in waarden)

    @property
    def over_berichten(self) -> bool:
        """Whether the source is messages (and not a table)."""
        return self.soort in BERICHTSOORTEN

    def noemt(self, veld: str) -> bool:
        """Whether a field may enter the lake."""
        return veld in self.velden

    def kaart(self) -> dict[str, Any]:
        """What a reader of figures may know of this agreement: no person's name or address in it."""
        return {
            "naam": self.naam,
            "titel": self.titel,
            "versie": self.versie,
            "geldig_vanaf": self.geldig_vanaf.isoformat(),
            "geldig_tot": self.geldig_tot.isoformat() if self.geldig_tot else None,
            "eigenaar": self.eigenaar,
            "doelen": list(self.doelen),
            "grondslag": [{"wet": g.wet, "artikel": g.artikel, "toelichting": g.toelichting} for g in self.grondslagen],
            "gegevenscategorieen": list(self.gegevenscategorieen),
            "velden": [
                {"veld": v.naam, "gevoeligheid": v.gevoeligheid.value, "precisie": v.precisie and v.precisie.value}
                for v in self.velden.values()
            ],
            "bewaartermijn_maanden": self.bewaartermijn_maanden,
            "leverritme": self.leverritme,
        }
