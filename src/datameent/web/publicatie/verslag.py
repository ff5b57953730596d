"""What lies beside a release about its making: who made it, and what the checks on it found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Controle:
    """The outcome of an attack on a release, as it was written down then. `op`: ISO moment."""

    op: str
    vingerafdruk: str
    cellen: int
    onderdrukt: int
    blootgesteld: int
    naast: int


@dataclass(frozen=True, slots=True)
class Verslag:
    """`makers`: names of who made it. `controles`: of old to new."""

    makers: tuple[str, ...] = ()
    controles: tuple[Controle, ...] = ()

    def controle_van(self, vingerafdruk: str) -> Controle | None:
        """The newest check on exactly this file; None when there was none."""
        return next((c for c in reversed(self.controles) if c.vingerafdruk == vingerafdruk), None)


def lees_verslag(release: Path) -> Verslag:
    """The report beside a release; an empty one when there is none or it cannot be read."""
    try:
        document: Mapping[str, Any] = json.loads(release.with_suffix(".verslag.json").read_text(encoding="utf-8"))
        controles = tuple(Controle(**c) for c in document["controles"])
        return Verslag(tuple(str(m) for m in document["makers"]), controles)
    except (OSError, ValueError, KeyError, TypeError):
        return Verslag()


def vingerafdruk(release: Path) -> str:
    """SHA-256 of a release file; counted again only when the file is another one. Error: OSError."""
    stat = release.stat()
    return _vingerafdruk(release, stat.st_mtime_ns, stat.st_size, stat.st_ino)


@lru_cache(maxsize=64)
def _vingerafdruk(release: Path, *_: int) -> str:
    with release.open("rb") as bestand:
        som = sha256()
        while stuk := bestand.read(1 << 20):
            som.update(stuk)
    return som.hexdigest()
