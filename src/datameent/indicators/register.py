"""The register of definitions: those of the package, with the changes of a municipality on top."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from pydantic import ValidationError

from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home
from datameent.domain.yamltekst import lees_yaml
from datameent.indicators.definitie import Definitie, Definitiekaart
from datameent.indicators.fouten import Foutcode

_INGEBOUWD = Path(__file__).with_name("definities")
_CODELIJSTEN = Path(__file__).with_name("codelijsten.yaml")
_BEGRIPPEN = Path(__file__).with_name("begrippen.yaml")

ALIAS: Mapping[str, str] = MappingProxyType({"kosten": "uitgaven"})


def definities(home: Home | None = None) -> dict[str, Definitie]:
    """All definitions by code, in the order they are shown.

    A file `config/definities/<code>.yaml` of the home replaces fields of the built-in definition with that code; it
    must state its own `versie`. Raises DM-IND-007 naming file and field.
    """
    gevonden = dict(_ingebouwd())
    map_ = home.config / "definities" if home else None
    for pad in sorted(map_.glob("*.yaml")) if map_ and map_.is_dir() else ():
        ingebouwd = gevonden.get(pad.stem)
        if ingebouwd is None:
            raise _fout(pad, "code", "There is no built-in indicator with the name of this file")
        eigen = _lees(pad)
        if str(eigen.get("versie", ingebouwd.versie)) == ingebouwd.versie or eigen.get("code", pad.stem) != pad.stem:
            raise _fout(pad, "versie", "A changed definition needs a version of its own and keeps its code")
        gevonden[pad.stem] = _maak(pad, {**ingebouwd.als_json(), **eigen})
    return dict(sorted(gevonden.items(), key=lambda p: p[1].volgorde))


def vind_definitie(indicator: str, home: Home | None = None) -> Definitie:
    """One definition; upper and lower case are the same, and so are the aliases. DM-IND-001 when unknown.

    >>> vind_definitie("KOSTEN").code
    'uitgaven'
    """
    alle = definities(home)
    code = ALIAS.get(indicator.lower(), indicator.lower())
    if code not in alle:
        raise DatameentError(
            Foutcode.INDICATOR_ONBEKEND,
            "There is no such indicator",
            f"Choose from {', '.join(alle)}",
            exit_status=ExitStatus.USAGE,
        )
    return alle[code]


@cache
def codelijst(naam: str) -> Mapping[str, str]:
    """Code to short Dutch label: `productcategorie`, `leeftijdsgroep`, `wet`.

    >>> codelijst("productcategorie")["45"]
    'Jeugdhulp ambulant'
    """
    lijst: Mapping[str, str] = lees_yaml(_CODELIJSTEN.read_text(encoding="utf-8"))[naam]["codes"]
    return MappingProxyType(dict(lijst))


@dataclass(frozen=True, slots=True)
class Begrip:
    """A word for something in the kern tables: what it means, how it is determined, and where it stands.

    `kolom` is a table or a column of it; `cijfer` the code of the indicator that counts it, or empty.
    """

    woord: str
    betekenis: str
    bepaald: str
    kolom: str
    cijfer: str = ""


@cache
def begrippen() -> Mapping[str, Begrip]:
    """The words about zorgtrajecten that figures and tables use.

    >>> begrippen()["wachttijd"].kolom
    'traject.wachttijd_dagen'
    """
    gelezen: Mapping[str, Mapping[str, str]] = lees_yaml(_BEGRIPPEN.read_text(encoding="utf-8"))
    return MappingProxyType({woord: Begrip(woord, **velden) for woord, velden in gelezen.items()})


@cache
def _ingebouwd() -> Mapping[str, Definitie]:
    alle = {pad.stem: _maak(pad, _lees(pad)) for pad in sorted(_INGEBOUWD.glob("*.yaml"))}
    return MappingProxyType(alle)


def _lees(pad: Path) -> dict[str, Any]:
    try:
        inhoud = lees_yaml(pad.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError, OSError):
        raise _fout(pad, None, "The definition cannot be read as YAML") from None
    if not isinstance(inhoud, dict):
        raise _fout(pad, None, "The definition is not a list of fields with values")
    return inhoud


def _maak(pad: Path, inhoud: Mapping[str, Any]) -> Definitie:
    try:
        return Definitiekaart.model_validate(inhoud).definitie()
    except ValidationError as exc:
        eerste = exc.errors(include_input=False, include_url=False)[0]
        veld = ".".join(str(d) for d in eerste["loc"])
        raise _fout(pad, veld, "A field of the definition is missing or not valid") from None


def _fout(pad: Path, veld: str | None, what: str) -> DatameentError:
    return DatameentError(
        Foutcode.DEFINITIE_FOUT,
        what,
        "Correct the file; docs/reference/definities.md lists the fields",
        Plaats(bestand=pad.name, element=veld),
        ExitStatus.USAGE,
    )
