"""The key ring: one file per key in `keys/`, folder 0700 and files 0600, versions that stay readable.

Two kinds. `kluis` keys encrypt originals: a new one is used for what is written from then on, older ones stay for
reading (`datameent.vault.kluis` names the key in every object). `pseudoniem` keys make pseudonyms: after a new one
every row must be made again from the vault (`datameent.lake.herlaad`): old and new pseudonyms of a person differ.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from datameent.domain.errors import DatameentError, ExitStatus, Plaats

SOORTEN = ("kluis", "pseudoniem")
_NAAM = re.compile(r"(kluis|pseudoniem)-(\d{4})\.sleutel")
_LENGTE = 32


@dataclass(frozen=True, slots=True)
class Sleutel:
    """One key. The bytes are not shown by repr, so they do not end up in a traceback."""

    soort: str
    versie: int
    geheim: bytes = field(repr=False)

    @property
    def kenmerk(self) -> bytes:
        """Eight bytes that tell keys apart and say nothing about the key."""
        return hashlib.sha256(b"datameent/kenmerk/" + self.soort.encode() + b"/" + self.geheim).digest()[:8]


@dataclass(frozen=True, slots=True)
class Sleutelring:
    """All keys of a data home; `actief` is the newest of a kind."""

    sleutels: tuple[Sleutel, ...] = field(repr=False)

    def actief(self, soort: str) -> Sleutel:
        """The newest key of a kind; DM-SLEUTEL-001 when there is none."""
        kandidaten = [s for s in self.sleutels if s.soort == soort]
        if not kandidaten:
            raise _fout("DM-SLEUTEL-001", f"There is no {soort} key", _TERUGZETTEN)
        return max(kandidaten, key=lambda s: s.versie)

    def kluissleutels(self) -> Mapping[bytes, bytes]:
        """Every vault key by its kenmerk."""
        return {s.kenmerk: s.geheim for s in self.sleutels if s.soort == "kluis"}


_TERUGZETTEN = "Put the keys back from their own backup; without them the originals and the pseudonyms are lost"


def maak(map_: Path) -> Sleutelring:
    """Make the folder and a first key of each kind; DM-SLEUTEL-004 when any key exists."""
    if map_.is_dir() and any(_NAAM.fullmatch(p.name) for p in map_.iterdir()):
        raise _fout("DM-SLEUTEL-004", "There are keys here already", "Keep them; they are never overwritten")
    map_.mkdir(parents=True, exist_ok=True, mode=0o700)
    map_.chmod(0o700)
    for soort in SOORTEN:
        _schrijf(map_, soort, 1)
    return laad(map_)


def laad(map_: Path) -> Sleutelring:
    """Read all keys; refuses a missing folder or kind (001), wider permissions (002), a damaged file (003)."""
    if not map_.is_dir():
        raise _fout("DM-SLEUTEL-001", "The folder with keys is missing", _TERUGZETTEN)
    _eis_dicht(map_)
    sleutels = []
    for path in sorted(map_.iterdir()):
        gevonden = _NAAM.fullmatch(path.name)
        if gevonden:
            sleutels.append(Sleutel(gevonden[1], int(gevonden[2]), _lees(path)))
    ring = Sleutelring(tuple(sleutels))
    for soort in SOORTEN:
        ring.actief(soort)
    return ring


def roteer(map_: Path, soort: str) -> Sleutelring:
    """Add a new version of a kind of key, which is active from then on. Old versions stay."""
    ring = laad(map_)
    _schrijf(map_, soort, ring.actief(soort).versie + 1)
    return laad(map_)


def _schrijf(map_: Path, soort: str, versie: int) -> None:
    path = map_ / f"{soort}-{versie:04d}.sleutel"
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(fd, secrets.token_bytes(_LENGTE).hex().encode() + b"\n")
            os.fsync(fd)
        finally:
            os.close(fd)
    except OSError:
        raise _fout("DM-SLEUTEL-005", "A key could not be written", "Check space and permissions", path) from None


def _lees(path: Path) -> bytes:
    _eis_dicht(path)
    try:
        geheim = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        geheim = b""
    if len(geheim) != _LENGTE:
        raise _fout("DM-SLEUTEL-003", "A key file is damaged", _TERUGZETTEN, path)
    return geheim


def _eis_dicht(path: Path) -> None:
    if path.stat().st_mode & 0o077:
        raise _fout(
            "DM-SLEUTEL-002",
            "Keys can be read by others on this machine",
            "Set the folder to mode 0700 and its files to 0600, and consider the keys known: rotate them",
            path,
        )


def _fout(code: str, what: str, todo: str, path: Path | None = None) -> DatameentError:
    return DatameentError(code, what, todo, Plaats(bestand=path.name if path else "keys"), ExitStatus.KEY)
