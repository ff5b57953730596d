"""The disclosure policy: per audience the thresholds, with an owner, a date and a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from datameent.disclosure.fouten import Foutcode
from datameent.domain.errors import DatameentError, ExitStatus, Plaats


@dataclass(frozen=True, slots=True)
class Beleid:
    """The rules of one audience.

    `minimum_personen`: a cell with 1 to N-1 persons is unsafe. `nul_veilig`: a zero may be shown.
    `dominantie_persoon`, `dominantie_aanbieder`: (1,k) rules, the share in percent above which the largest
    contribution to an amount makes it unsafe; `dominantie_twee_aanbieders`: the (2,k) rule. `minimum_aanbieders`:
    a cell with 1 to M-1 providers is unsafe. `samen_minimum`: hidden cells that a shown total adds up hold at
    least N persons together and the thresholds alone do not fix any of them. None switches a rule off.

    >>> Beleid().minimum_personen
    10
    """

    minimum_personen: int = 10
    nul_veilig: bool = True
    dominantie_persoon: int | None = None
    dominantie_aanbieder: int | None = None
    dominantie_twee_aanbieders: int | None = None
    minimum_aanbieders: int | None = None
    samen_minimum: bool = True

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


class _Regels(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    minimum_personen: Annotated[int, Field(ge=2, le=1000)] = 10
    nul_veilig: bool = True
    dominantie_persoon: _Procent = None
    dominantie_aanbieder: _Procent = None
    dominantie_twee_aanbieders: _Procent = None
    minimum_aanbieders: Annotated[int, Field(ge=2, le=100)] | None = None
    samen_minimum: bool = True


class _Bestand(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    versie: _Tekst
    ingangsdatum: date
    eigenaar: _Tekst
    bron: _Tekst
    doelgroepen: Annotated[dict[str, _Regels], Field(min_length=1)]


def lees_beleid(tekst: str, bestand: str = "onthulling.yaml") -> Onthullingsbeleid:
    """The policy from YAML. Error: DM-ONT-001, naming the field and what is wrong with it."""
    try:
        gelezen = _Bestand.model_validate(yaml.safe_load(tekst))
    except ValidationError as fout:
        eerste = fout.errors(include_input=False, include_url=False)[0]
        veld = ".".join(str(deel) for deel in eerste["loc"]) or "(file)"
        raise _ongeldig(f"The disclosure policy is not valid: {eerste['msg']}", bestand, veld) from None
    except yaml.YAMLError:
        raise _ongeldig("The disclosure policy is not YAML", bestand, None) from None
    return Onthullingsbeleid(
        gelezen.versie,
        gelezen.ingangsdatum,
        gelezen.eigenaar,
        gelezen.bron,
        {naam: Beleid(**regels.model_dump()) for naam, regels in gelezen.doelgroepen.items()},
    )


def _ongeldig(what: str, bestand: str, veld: str | None) -> DatameentError:
    todo = "Correct this field; the reference page of the policy lists every field"
    return DatameentError(Foutcode.BELEID_ONGELDIG, what, todo, Plaats(bestand=bestand, element=veld), ExitStatus.USAGE)
