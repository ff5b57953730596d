"""A consistent copy of a data home, and back. Keys only when asked: a copy without them is unreadable to a thief."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home
from datameent.lake.schrijven import nu
from datameent.lake.store import Lake
from datameent.vault.ledger import Ledger

_LIJST = "reservekopie.json"
_GEEN = shutil.ignore_patterns("*.sqlite3", "*.sqlite3-wal", "*.sqlite3-shm", "*.deel", ".spil")


def backup(
    home: Home, map_: Path, *, met_sleutels: bool = False, stort: Callable[[Path], None] | None = None
) -> dict[str, Any]:
    """Copy a data home to a new or empty folder, under the write lock, so that nothing changes meanwhile.

    `stort` writes the app database to the folder when it is not the file in the home.

    Databases go through SQLite's own backup. The list of what was copied is written last: a folder without it is not
    a backup. DM-LAKE-009 when the folder is not empty, DM-LAKE-004 when the disk refuses.
    """
    _eis_leeg(map_)
    with Lake.open(home).sessie():
        try:
            map_.mkdir(parents=True, exist_ok=True, mode=0o700)
            doel = Home(map_)
            for van, naar in _mappen(home, doel, met_sleutels):
                if van.is_dir():
                    shutil.copytree(van, naar, ignore=_GEEN, symlinks=True)
            _kopieer_database(home.ledger, doel.ledger)
            if stort:
                stort(map_)
            else:
                _kopieer_database(home.app_db, doel.app_db)
            aantal, bytes_ = _tel(map_)
            lijst = {
                "gemaakt": nu(),
                "bestanden": aantal,
                "bytes": bytes_,
                "met_sleutels": met_sleutels,
                "releases": _vingerafdrukken(doel),
            }
            (map_ / _LIJST).write_text(json.dumps(lijst, indent=2) + "\n", encoding="utf-8")
            os.sync()
        except (OSError, sqlite3.Error, shutil.Error):
            raise _schijf(map_) from None
    return {"map": map_, **lijst}


def restore(map_: Path, home: Home) -> dict[str, Any]:
    """Put a copy back into a new or empty folder. Without keys in the copy, put `keys/` back yourself before use.

    DM-LAKE-010 when the folder is not a whole backup, DM-LAKE-009 when the data home is not empty.
    """
    try:
        lijst = json.loads((map_ / _LIJST).read_text(encoding="utf-8"))
        heel = _tel(map_, behalve=_LIJST) == (lijst["bestanden"], lijst["bytes"])
        heel = heel and _vingerafdrukken(Home(map_)) == lijst.get("releases", _vingerafdrukken(Home(map_)))
    except (OSError, ValueError, KeyError, TypeError):
        heel = False
    if not heel:
        raise DatameentError(
            "DM-LAKE-010",
            "The folder is not a backup, or not a whole one",
            "Point at a folder that `datameent backup` finished",
            Plaats(bestand=map_.name),
            ExitStatus.USAGE,
        )
    _eis_leeg(home.root)
    try:
        shutil.copytree(map_, home.root, ignore=shutil.ignore_patterns(_LIJST), symlinks=True, dirs_exist_ok=True)
        os.sync()
    except (OSError, shutil.Error):
        raise _schijf(home.root) from None
    with Ledger.open(home.ledger):
        pass
    return {"home": home.root, "bestanden": lijst["bestanden"], "sleutels": home.keys.is_dir()}


def _mappen(home: Home, doel: Home, met_sleutels: bool) -> list[tuple[Path, Path]]:
    namen = ["config", "kluis", "lake", "quarantaine", "releases", "standaarden", "logs"]
    if met_sleutels:
        namen.append("keys")
    return [(getattr(home, n), getattr(doel, n)) for n in namen]


def _kopieer_database(van: Path, naar: Path) -> None:
    if not van.is_file():
        return
    with closing(sqlite3.connect(van)) as bron, closing(sqlite3.connect(naar)) as kopie:
        bron.backup(kopie)
    naar.chmod(0o600)


def _vingerafdrukken(home: Home) -> dict[str, str]:
    """Every release with the hash of its bytes: a copy with one byte turned is no copy."""
    paden = sorted(home.releases.glob("*/*.sqlite"))
    return {p.relative_to(home.root).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in paden}


def _tel(map_: Path, behalve: str = "") -> tuple[int, int]:
    maten = [p.stat().st_size for p in map_.rglob("*") if p.is_file() and p != map_ / behalve]
    return len(maten), sum(maten)


def _eis_leeg(map_: Path) -> None:
    if map_.exists() and (not map_.is_dir() or any(map_.iterdir())):
        raise DatameentError(
            "DM-LAKE-009",
            "The target folder is not empty",
            "Choose a new or an empty folder",
            Plaats(bestand=map_.name),
            ExitStatus.USAGE,
        )


def _schijf(map_: Path) -> DatameentError:
    return DatameentError(
        "DM-LAKE-004",
        "The disk refused to write the copy",
        "Check free space and permissions, empty the target folder and run it again",
        Plaats(bestand=map_.name),
        ExitStatus.STORAGE,
    )
