"""The official code lists of a release, and which values of a message are not in theirs.

The lists are data (`specificaties/<release>/codelijsten.yaml`): code, meaning, and the days between which a code may
be used where the list says so. An XSD holds the same codes, but a message may come without XSD, and no XSD knows
dates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from datameent.domain.yamltekst import lees_yaml


@dataclass(frozen=True, slots=True)
class Waarde:
    """A code of a list: what it means, and the first and last day on which it may be used (None: no limit)."""

    code: str
    omschrijving: str
    vanaf: date | None = None
    tot: date | None = None


@dataclass(frozen=True, slots=True)
class Codelijst:
    """A code list as the standard publishes it."""

    naam: str
    titel: str
    waarden: Mapping[str, Waarde]

    @property
    def begrensd(self) -> tuple[Waarde, ...]:
        """The codes that may be used on some days only."""
        return tuple(w for w in self.waarden.values() if w.vanaf or w.tot)


@cache
def codelijst(standaard: str, release: str, soort: str) -> Codelijst | None:
    """The list for a kind of element under a standard; None when that kind has no list.

    >>> codelijst("ijw", "3.2", "productcategorie").naam
    'JZ020'
    """
    raw = _ruw(release)
    name = raw["elementen"].get(soort)
    if isinstance(name, dict):
        name = name[standaard]
    return _lijst(name, raw["lijsten"][name]) if name else None


@cache
def codelijst_soorten(release: str) -> frozenset[str]:
    """The kinds of elements that have a code list."""
    return frozenset(_ruw(release)["elementen"])


@cache
def _ruw(release: str) -> Any:
    path = files(__package__) / "specificaties" / release / "codelijsten.yaml"
    return lees_yaml(path.read_text(encoding="utf-8"))


def _lijst(naam: str, ruw: Any) -> Codelijst:
    return Codelijst(naam, ruw["titel"], {code: _waarde(code, value) for code, value in ruw["codes"].items()})


def _waarde(code: str, ruw: Any) -> Waarde:
    if isinstance(ruw, str):
        return Waarde(code, ruw)
    return Waarde(code, ruw["omschrijving"], ruw.get("vanaf"), ruw.get("tot"))
