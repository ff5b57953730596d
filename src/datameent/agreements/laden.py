"""Reading agreements: no agreement, no loading. Every refusal says what is missing and in which file to write it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from datameent.agreements.model import OvereenkomstModel
from datameent.agreements.overeenkomst import Bronovereenkomst
from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home
from datameent.domain.yamltekst import lees_yaml


@dataclass(frozen=True, slots=True)
class Doel:
    """A purpose for which data may be used."""

    code: str
    naam: str
    omschrijving: str


@cache
def doelen() -> Mapping[str, Doel]:
    """The register of purposes, by code.

    >>> sorted(doelen())[:3]
    ['begroting', 'beleid', 'contractmanagement']
    """
    tekst = (files("datameent.agreements") / "doelen.yaml").read_text(encoding="utf-8")
    return {code: Doel(code, d["naam"], d["omschrijving"]) for code, d in lees_yaml(tekst).items()}


def namen(home: Home) -> tuple[str, ...]:
    """The agreements that are written in this home, valid or not."""
    return tuple(sorted(p.stem for p in home.overeenkomsten.glob("*.yaml")))


def laad(home: Home, naam: str, vandaag: date) -> Bronovereenkomst:
    """The agreement of a source, valid on a day.

    Refuses with exit status AGREEMENT: DM-OVK-001 not there, 002 not YAML, 003 something missing or not allowed
    (the place names the part), 004 not valid on this day, 005 an unknown purpose.
    """
    overeenkomst = _lees(home, naam)
    if vandaag < overeenkomst.geldig_vanaf:
        raise _fout(
            "DM-OVK-004", "The agreement is not valid yet", "Write an earlier geldig_vanaf", naam, "geldig_vanaf"
        )
    if overeenkomst.geldig_tot is not None and vandaag > overeenkomst.geldig_tot:
        todo = "Agree on a new term with the owner; then write geldig_tot and raise versie"
        raise _fout("DM-OVK-004", "The agreement has expired", todo, naam, "geldig_tot")
    return overeenkomst


def laad_ook_verlopen(home: Home, naam: str) -> Bronovereenkomst:
    """The agreement of a source whatever its dates: deleting what is past its term must not wait for a renewal."""
    return _lees(home, naam)


def eis_doel(overeenkomst: Bronovereenkomst, doel: str) -> None:
    """Refuse a purpose that the agreement does not name: DM-OVK-006."""
    if doel not in overeenkomst.doelen:
        todo = "Use the data for a purpose of the agreement, or have the owner agree to this one and write it there"
        raise _fout("DM-OVK-006", "The agreement does not allow this purpose", todo, overeenkomst.naam, "doelen")


def _lees(home: Home, naam: str) -> Bronovereenkomst:
    path = home.overeenkomsten / f"{naam}.yaml"
    if not naam.replace("-", "").isalnum() or not path.is_file():
        todo = "Write it there; the commented examples in that folder show how"
        raise _fout("DM-OVK-001", "There is no bronovereenkomst for this source", todo, naam)
    model = _valideer(_yaml(path, naam), naam)
    if model.naam != naam:
        raise _fout("DM-OVK-003", "The name differs from the name of the file", "Make them the same", naam, "naam")
    for nummer, doel in enumerate(model.doelen):
        if doel not in doelen():
            todo = f"Use one of: {', '.join(sorted(doelen()))}"
            raise _fout("DM-OVK-005", "The agreement names an unknown purpose", todo, naam, f"doelen.{nummer}")
    return model.betekenis()


def _yaml(path: Path, naam: str) -> Any:
    try:
        return lees_yaml(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as exc:
        mark = getattr(exc, "problem_mark", None)
        regel = mark.line + 1 if mark is not None else None
        raise DatameentError(
            "DM-OVK-002",
            "The bronovereenkomst is not valid YAML",
            "Correct the file",
            Plaats(bestand=_bestand(naam), regel=regel),
            ExitStatus.AGREEMENT,
        ) from None


def _valideer(document: Any, naam: str) -> OvereenkomstModel:
    try:
        return OvereenkomstModel.model_validate(document)
    except ValidationError as exc:
        fouten = exc.errors(include_input=False, include_url=False, include_context=False)
        ontbreekt = [_deel(f["loc"]) for f in fouten if f["type"] == "missing"]
        fout = [
            f"{_deel(f['loc'])} ({f['msg'].removeprefix('Value error, ')})" for f in fouten if f["type"] != "missing"
        ]
        delen = [f"missing: {', '.join(ontbreekt)}" if ontbreekt else "", f"wrong: {'; '.join(fout)}" if fout else ""]
        what = "The bronovereenkomst is not complete or not right: " + "; ".join(d for d in delen if d)
        raise _fout("DM-OVK-003", what, "Write these parts in the file", naam, _deel(fouten[0]["loc"])) from None


def _deel(loc: tuple[int | str, ...]) -> str:
    return ".".join(str(p) for p in loc) or "(file)"


def _bestand(naam: str) -> str:
    return f"config/bronovereenkomsten/{naam}.yaml"


def _fout(code: str, what: str, todo: str, naam: str, deel: str | None = None) -> DatameentError:
    return DatameentError(code, what, todo, Plaats(bestand=_bestand(naam), element=deel), ExitStatus.AGREEMENT)
