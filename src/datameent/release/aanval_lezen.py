"""What a reader has: the figures of a release file, as the audit reads them back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from datameent.release.schema import DIMENSIES

Sleutel = tuple[str, ...]
"""periode, then the codes on DIMENSIES."""


class Gelezen(NamedTuple):
    """One cell of the file."""

    korrel: str
    waarde: int | None
    status: str


class Kop(NamedTuple):
    """One table of the file."""

    indicator: str
    korrel: str
    dimensies: tuple[str, ...]
    soort: str
    eenheid: str


@dataclass(frozen=True)
class Uitgave:
    """A release as it lies on disk: per indicator its cells, its tables, what it says of itself and of its rules."""

    naam: str
    doelgroep: str
    vingerafdruk_bron: str
    peildatum: date
    cellen: Mapping[str, Mapping[Sleutel, Gelezen]]
    tabellen: tuple[Kop, ...]
    telbaar: frozenset[str]
    telt: frozenset[str] = frozenset()
    beleid: Mapping[str, Any] = field(default_factory=dict)
    gemaakt_op: str = ""

    @property
    def aantal(self) -> int:
        """How many cells it has."""
        return sum(map(len, self.cellen.values()))

    def waarde(self, indicator: str, cel: Sleutel) -> int | None:
        """The figure that it shows of a cell, if it does."""
        inhoud = self.cellen.get(indicator, {}).get(cel)
        return None if inhoud is None else inhoud.waarde


def lees_gepubliceerd(pad: Path) -> Uitgave:
    """The same of a published release, which is never written again: read once for all audiences of a run."""
    staat = pad.stat()
    return _gelezen(pad, staat.st_mtime_ns, staat.st_size, staat.st_ino)


@lru_cache(maxsize=64)
def _gelezen(pad: Path, *_: int) -> Uitgave:
    return lees_uitgave(pad)


def lees_uitgave(pad: Path) -> Uitgave:
    """All cells of a release file, read without the code that writes or serves it."""
    verbinding = sqlite3.connect(f"file:{quote(str(pad.absolute()))}?immutable=1&mode=ro", uri=True)
    try:
        kolommen = f"indicator, korrel, periode, {', '.join(DIMENSIES)}, waarde, status"
        rijen: list[tuple[Any, ...]] = verbinding.execute(f"SELECT {kolommen} FROM cel").fetchall()  # noqa: S608 - ours
        koppen = verbinding.execute("SELECT indicator, korrel, dimensies, soort, eenheid FROM tabel").fetchall()
        meta = dict(verbinding.execute("SELECT sleutel, waarde FROM meta").fetchall())
    finally:
        verbinding.close()
    cellen: dict[str, dict[Sleutel, Gelezen]] = {}
    for indicator, korrel, *rest in rijen:
        cellen.setdefault(indicator, {})[tuple(rest[:-2])] = Gelezen(korrel, rest[-2], rest[-1])
    tabellen = tuple(Kop(i, k, tuple(json.loads(d)), s, e) for i, k, d, s, e in koppen)
    telbaar = frozenset(t.indicator for t in tabellen if t.soort in ("frequentie", "omvang"))
    telt = frozenset(t.indicator for t in tabellen if t.soort == "frequentie")
    naam, dag = pad.stem.removeprefix(".proef-"), date.fromisoformat(meta["peildatum"])
    regels = json.loads(meta["beleid"])
    bron, gemaakt = meta["vingerafdruk_bron"], meta["gemaakt_op"]
    return Uitgave(naam, meta["doelgroep"], bron, dag, cellen, tabellen, telbaar, telt, regels, gemaakt)
