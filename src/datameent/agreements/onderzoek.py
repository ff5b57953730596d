"""An agreement to give microdata to a trusted research party: how it is written, and reading it.

One YAML in `config/onderzoek/`. It names the party, the purpose, the columns with the part each plays, and how many
persons must be alike. Nothing is exported without one that is valid today and that two persons signed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from datameent.agreements.laden import doelen
from datameent.agreements.model import ContactModel, GrondslagModel, Tekst
from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home
from datameent.domain.yamltekst import lees_yaml

MAP = "onderzoek"

Rol = Literal["quasi", "gevoelig", "gewoon"]
Grofheid = Literal["jaar", "kwartaal", "maand", "per_5", "per_10", "per_100", "per_1000", "per_100000"]
_DAG: tuple[Grofheid, ...] = ("jaar", "kwartaal", "maand")
_GETAL: tuple[Grofheid, ...] = ("per_5", "per_10", "per_100", "per_1000", "per_100000")
_JAARTAL: tuple[Grofheid, ...] = ("per_5", "per_10")

_KENMERK, _CODE, _VRIJ, _DATUM, _AANTAL, _GEBOORTE = "kenmerk", "code", "vrij", "datum", "aantal", "geboorte"
_SOORTEN: Mapping[str, tuple[tuple[Rol, ...], tuple[Grofheid, ...]]] = {
    _KENMERK: (("quasi",), ()),
    _CODE: (("quasi", "gevoelig"), ()),
    _VRIJ: (("quasi", "gevoelig", "gewoon"), ()),
    _DATUM: (("quasi", "gevoelig"), _DAG),
    _AANTAL: (("quasi", "gevoelig", "gewoon"), _GETAL),
    _GEBOORTE: (("quasi",), _JAARTAL),
}
"""Kind of column → the parts it may play, and how coarse it must be made (none: it is coarse already)."""

PERSOON: Mapping[str, str] = {"geslacht": _KENMERK, "geboortejaar": _GEBOORTE}
"""Columns of the person, which every table may have."""

_PLEK = {"wet": _CODE, "productcategorie": _CODE, "aanbieder": _CODE, "wijk_code": _KENMERK, "leeftijdsgroep": _KENMERK}

TABELLEN: Mapping[str, Mapping[str, str]] = {
    "traject": {
        **PERSOON, **_PLEK, "status": _VRIJ, "verwijzer_type": _CODE, "reden_beeindiging": _CODE,
        "aanvraagdatum": _DATUM, "toewijzingsdatum": _DATUM, "startdatum": _DATUM, "einddatum": _DATUM,
        "wachttijd_dagen": _AANTAL, "doorlooptijd_dagen": _AANTAL, "duur_dagen": _AANTAL, "bedrag_cent": _AANTAL,
    },
    "kostenmaand": {**PERSOON, **_PLEK, "maand": _DATUM, "bedrag_cent": _AANTAL},
    "toewijzing_geldig": {
        **PERSOON, **_PLEK, "productcode": _CODE, "eenheid": _VRIJ, "toewijzingsdatum": _DATUM, "ingangsdatum": _DATUM,
        "einddatum": _DATUM, "wachttijd_dagen": _AANTAL, "doorlooptijd_dagen": _AANTAL, "toegewezen_cent": _AANTAL,
        "gedeclareerd_cent": _AANTAL,
    },
}  # fmt: skip
"""The kern tables that may be exported, with their columns: no numbers of messages, trajecten or toewijzingen."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class KolomModel(_Model):
    """A column of the file. A number below `minstens` or above `hoogstens` becomes that: who stands out is cut off."""

    kolom: Tekst
    rol: Rol
    grof: Grofheid | None = None
    minstens: int | None = None
    hoogstens: int | None = None


class AkkoordModel(_Model):
    """Who agreed, and when."""

    naam: Tekst
    functie: Tekst
    datum: date


class Onderzoeksovereenkomst(_Model):
    """The whole file."""

    naam: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    versie: Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+)*$")]
    partij: Tekst
    contact: ContactModel
    grondslag: Annotated[list[GrondslagModel], Field(min_length=1)]
    doel: Tekst
    eigenaar: Tekst
    akkoord: list[AkkoordModel] = Field(default_factory=list)
    geldig_vanaf: date
    geldig_tot: date
    tabel: Literal["traject", "kostenmaand", "toewijzing_geldig"]
    persoonsnummer: bool
    kolommen: Annotated[list[KolomModel], Field(min_length=1)]
    k: Annotated[int, Field(ge=5, le=1000)]
    l: Annotated[int, Field(ge=1, le=100)]  # noqa: E741 - its name in the literature

    @model_validator(mode="after")
    def _samenhang(self) -> Self:
        if self.geldig_tot < self.geldig_vanaf:
            raise ValueError("geldig_tot is before geldig_vanaf")
        if len({c.kolom for c in self.kolommen}) != len(self.kolommen):
            raise ValueError("a column is named twice")
        rollen = [c.rol for c in self.kolommen]
        if not 1 <= rollen.count("quasi") <= 8:
            raise ValueError("a file has 1 to 8 columns with role quasi")
        if "gevoelig" in rollen and self.l < 2:
            raise ValueError("with a column of role gevoelig, l is at least 2")
        for kolom in self.kolommen:
            _controleer_kolom(kolom, TABELLEN[self.tabel])
        return self

    def van_rol(self, rol: Rol) -> tuple[str, ...]:
        """The columns that play this part."""
        return tuple(c.kolom for c in self.kolommen if c.rol == rol)

    @property
    def zegel(self) -> str:
        """A fingerprint of what was agreed: all but who agreed."""
        return hashlib.sha256(self.model_dump_json(exclude={"akkoord"}).encode()).hexdigest()[:16]


def _controleer_kolom(kolom: KolomModel, mag: Mapping[str, str]) -> None:
    if kolom.kolom not in mag:
        raise ValueError("a column is not one that may leave the house")
    rollen, grof = _SOORTEN[mag[kolom.kolom]]
    if kolom.rol not in rollen:
        raise ValueError(f"{kolom.kolom} has role {' or '.join(rollen)}")
    if kolom.grof not in (grof or (None,)):
        raise ValueError(f"{kolom.kolom} has grof {' or '.join(grof) or 'left out'}")
    grenzen = [g for g in (kolom.minstens, kolom.hoogstens) if g is not None]
    if grenzen and grof not in (_GETAL, _JAARTAL):
        raise ValueError(f"{kolom.kolom} is no number, so it has no minstens and no hoogstens")
    if grenzen != sorted(grenzen):
        raise ValueError(f"{kolom.kolom} has minstens above hoogstens")


def laad_onderzoek(home: Home, naam: str, vandaag: date) -> Onderzoeksovereenkomst:
    """The agreement with this name, valid on a day and signed by two.

    Refuses with exit status AGREEMENT: DM-OVK-007 not there, 008 not valid YAML or not right (the place names the
    part), 009 expired or not yet begun, 010 not signed by two different persons before now, 005 unknown purpose.
    """
    overeenkomst = _lees(home, naam)
    if overeenkomst.doel not in doelen():
        todo = f"Use one of: {', '.join(sorted(doelen()))}"
        raise _fout("DM-OVK-005", "The agreement names an unknown purpose", todo, naam, "doel")
    if not overeenkomst.geldig_vanaf <= vandaag <= overeenkomst.geldig_tot:
        todo = "Agree on a new term with the owner; then write it and raise versie"
        raise _fout("DM-OVK-009", "The agreement is not valid today", todo, naam, "geldig_tot")
    getekend = {" ".join(a.naam.split()).casefold() for a in overeenkomst.akkoord if a.datum <= vandaag}
    if len(getekend) < 2:
        todo = "Have two persons agree, one of them the privacy officer, and write their names and the day"
        raise _fout("DM-OVK-010", "Two persons have not agreed yet", todo, naam, "akkoord")
    return overeenkomst


def _lees(home: Home, naam: str) -> Onderzoeksovereenkomst:
    path = home.config / MAP / f"{naam}.yaml"
    if not naam.replace("-", "").isalnum() or not path.is_file():
        todo = f"Write config/{MAP}/NAAM.yaml; the commented example in that folder shows how"
        raise _fout("DM-OVK-007", "There is no research agreement with this name", todo, naam)
    try:
        model = Onderzoeksovereenkomst.model_validate(_document(path))
    except ValidationError as exc:
        fout = exc.errors(include_input=False, include_url=False, include_context=False)[0]
        deel = ".".join(str(p) for p in fout["loc"]) or "(file)"
        what = f"The research agreement is not right: {fout['msg'].removeprefix('Value error, ')}"
        raise _fout("DM-OVK-008", what, "Correct this part", naam, deel) from None
    except (yaml.YAMLError, UnicodeDecodeError):
        raise _fout("DM-OVK-008", "The research agreement is not valid YAML", "Correct the file", naam) from None
    if model.naam != naam:
        raise _fout("DM-OVK-008", "The name differs from the name of the file", "Make them the same", naam, "naam")
    return model


def _document(path: Any) -> Any:
    return lees_yaml(path.read_text(encoding="utf-8"))


def _fout(code: str, what: str, todo: str, naam: str, deel: str | None = None) -> DatameentError:
    return DatameentError(
        code, what, todo, Plaats(bestand=f"config/{MAP}/{naam}.yaml", element=deel), ExitStatus.AGREEMENT
    )
