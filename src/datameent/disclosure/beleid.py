"""The disclosure policy: per audience the rules, with an owner, a date and a source. Data, checked when it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, Any, Literal, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from datameent.disclosure.fouten import Foutcode
from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.yamltekst import lees_yaml

Methode = Literal["onderdrukken", "afronden", "ruis"]
Kosten = Literal["personen", "informatie", "stabiel"]
Dimensienaam = Literal["wet", "productcategorie", "product", "wijk", "buurt", "aanbieder", "leeftijdsgroep"]
RUIS_HOOGSTE = 5
"""The most that noise moves a count."""
RUIS_VOOR = ("analist", "beleid")
"""Who may get counts with noise: people of the municipality who work with figures and know what noise is. Noisy tables
do not add up, what is published stays, and many noisy cells together give the true totals away: not for a public."""
DIMENSIES: tuple[str, ...] = get_args(Dimensienaam)
"""What a rule of the policy file may name; a test holds it to what a release can break out."""


@dataclass(frozen=True, slots=True)
class Gevoelig:
    """A stricter minimum of persons for some codes of one dimension."""

    dimensie: str
    codes: tuple[str, ...]
    minimum_personen: int


@dataclass(frozen=True, slots=True)
class Beleid:
    """The rules of one audience. None, 0, False and empty switch a rule off.

    - `minimum_personen`: a cell with 1 to N-1 persons is unsafe; `gevoelig` asks more of some codes.
    - `nul_veilig`: a zero may be shown.
    - `dominantie_persoon`, `dominantie_aanbieder`: (1,k) rules, the share in percent above which the largest
      contribution to an amount makes it unsafe; `dominantie_twee_aanbieders`: the (2,k) rule.
    - `p_procent`: an amount is unsafe when all but the two largest contribute less than p percent of the largest, for
      then the second can estimate the first that well. For providers, and for persons where the second is known.
    - `minimum_aanbieders`: a cell with 1 to M-1 providers is unsafe.
    - `groep_onthulling`: dimensions of which no row may show that all its persons are in one category.
    - `eenlingen`: who is alone in a hidden cell may not learn another from it.
    - `samen_minimum`: hidden cells that a shown total adds up hold at least N persons together and the thresholds
      alone do not fix any of them.
    - `speling_personen`, `speling_procent`: the least width of the interval that a reader can work out for a hidden
      count (persons) or amount (percent of it).
    - `methode`: hide, or show counts rounded to `afrondingsbasis` or with noise. `kosten`: what hiding a cell costs.
    - `andere_releases`: earlier releases, and those of other audiences, are part of what a reader knows.

    >>> Beleid().minimum_personen
    10
    """

    minimum_personen: int = 10
    nul_veilig: bool = True
    dominantie_persoon: int | None = None
    dominantie_aanbieder: int | None = None
    dominantie_twee_aanbieders: int | None = None
    p_procent: int | None = None
    minimum_aanbieders: int | None = None
    groep_onthulling: tuple[str, ...] = ()
    gevoelig: tuple[Gevoelig, ...] = ()
    eenlingen: bool = False
    samen_minimum: bool = True
    speling_personen: int = 0
    speling_procent: int = 0
    methode: Methode = "onderdrukken"
    afrondingsbasis: int | None = None
    kosten: Kosten = "personen"
    andere_releases: bool = False

    def minimum_voor(self, codes: Mapping[str, str]) -> int:
        """The least number of persons for a cell with these codes per dimension.

        >>> jeugd = Gevoelig("productcategorie", ("43",), 20)
        >>> Beleid(gevoelig=(jeugd,)).minimum_voor({"wet": "jeugdwet", "productcategorie": "43"})
        20
        """
        strenger = (g.minimum_personen for g in self.gevoelig if codes.get(g.dimensie) in g.codes)
        return max(self.minimum_personen, *strenger, 0)

    def als_json(self) -> dict[str, Any]:
        """The rules as a JSON-able mapping, for the release file."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Onthullingsbeleid:
    """The whole policy of a municipality."""

    versie: str
    ingangsdatum: date
    eigenaar: str
    bron: str
    doelgroepen: Mapping[str, Beleid]

    def voor(self, doelgroep: str) -> Beleid:
        """The rules of an audience. Error: DM-ONT-002."""
        try:
            return self.doelgroepen[doelgroep]
        except KeyError:
            raise DatameentError(
                Foutcode.DOELGROEP_ONBEKEND,
                "The disclosure policy has no rules for this audience",
                "Add the audience under `doelgroepen` in config/onthulling.yaml",
                Plaats(bestand="onthulling.yaml", element="doelgroepen"),
                ExitStatus.USAGE,
            ) from None


_Procent = Annotated[int, Field(ge=1, le=100)] | None
_Tekst = Annotated[str, Field(min_length=1)]
_Minimum = Annotated[int, Field(ge=2, le=1000)]


class _Gevoelig(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    dimensie: Dimensienaam
    codes: Annotated[tuple[_Tekst, ...], Field(min_length=1)]
    minimum_personen: _Minimum


class _Regels(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    minimum_personen: _Minimum
    nul_veilig: bool = True
    dominantie_persoon: _Procent = None
    dominantie_aanbieder: _Procent = None
    dominantie_twee_aanbieders: _Procent = None
    p_procent: _Procent = None
    minimum_aanbieders: Annotated[int, Field(ge=2, le=100)] | None = None
    groep_onthulling: tuple[Dimensienaam, ...] = ()
    gevoelig: tuple[_Gevoelig, ...] = ()
    eenlingen: bool = False
    samen_minimum: bool = True
    speling_personen: Annotated[int, Field(ge=0, le=1000)] = 0
    speling_procent: Annotated[int, Field(ge=0, le=100)] = 0
    methode: Methode = "onderdrukken"
    afrondingsbasis: Annotated[int, Field(ge=3, le=1000)] | None = None
    kosten: Kosten = "personen"
    andere_releases: bool = False

    @model_validator(mode="after")
    def _past(self) -> _Regels:
        if any(g.minimum_personen <= self.minimum_personen for g in self.gevoelig):
            raise ValueError("`gevoelig` must ask more persons than `minimum_personen` does")
        if (self.methode == "afronden") != (self.afrondingsbasis is not None):
            raise ValueError("`methode: afronden` and `afrondingsbasis` go together")
        if self._te_smal():
            raise ValueError("`methode` leaves less room around a small count than `speling_personen` asks")
        een, twee = self.dominantie_aanbieder, self.dominantie_twee_aanbieders
        if een is not None and twee is not None and twee < een:
            raise ValueError("`dominantie_twee_aanbieders` is of two, so it cannot be below `dominantie_aanbieder`")
        return self

    def _te_smal(self) -> bool:
        """Whether a shown zero, the count that leaves least, leaves too little."""
        if self.afrondingsbasis is not None:
            return self.afrondingsbasis - 1 < self.speling_personen
        return self.methode == "ruis" and self.speling_personen > RUIS_HOOGSTE

    def als_beleid(self) -> Beleid:
        velden = self.model_dump()
        velden["gevoelig"] = tuple(Gevoelig(**g) for g in velden["gevoelig"])
        return Beleid(**velden)


class _Bestand(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    versie: _Tekst
    ingangsdatum: date
    eigenaar: _Tekst
    bron: _Tekst
    doelgroepen: Annotated[dict[str, _Regels], Field(min_length=1)]

    @model_validator(mode="after")
    def _wie_ruis_krijgt(self) -> _Bestand:
        if any(r.methode == "ruis" and naam not in RUIS_VOOR for naam, r in self.doelgroepen.items()):
            raise ValueError("`methode: ruis` is only for " + " and ".join(RUIS_VOOR) + ": noisy tables do not add up")
        return self


def lees_beleid(tekst: str, bestand: str = "onthulling.yaml") -> Onthullingsbeleid:
    """The policy from YAML. Error: DM-ONT-001, naming the field and what is wrong with it.

    An audience without `minimum_personen` is refused: a policy without a threshold protects nobody.
    """
    try:
        gelezen = _Bestand.model_validate(lees_yaml(tekst))
    except ValidationError as fout:
        eerste = fout.errors(include_input=False, include_url=False)[0]
        veld = ".".join(str(deel) for deel in eerste["loc"]) or "(file)"
        raise _ongeldig(f"The disclosure policy is not valid: {eerste['msg']}", bestand, veld) from None
    except yaml.YAMLError:
        raise _ongeldig("The disclosure policy is not YAML", bestand, None) from None
    doelgroepen = {naam: regels.als_beleid() for naam, regels in gelezen.doelgroepen.items()}
    return Onthullingsbeleid(gelezen.versie, gelezen.ingangsdatum, gelezen.eigenaar, gelezen.bron, doelgroepen)


def _ongeldig(what: str, bestand: str, veld: str | None) -> DatameentError:
    todo = "Correct this field; the reference page of the policy lists every field"
    return DatameentError(Foutcode.BELEID_ONGELDIG, what, todo, Plaats(bestand=bestand, element=veld), ExitStatus.USAGE)
