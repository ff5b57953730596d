"""A new data home: folders, commented example configuration, keys, an empty ledger."""

from __future__ import annotations

import os
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home
from datameent.lake import schemas
from datameent.privacy import keys
from datameent.vault.ledger import Ledger


def init_home(root: Path) -> Home:
    """Make a data home in an empty or new folder, or complete one that is there; never overwrites a file.

    DM-LAKE-006 when the folder holds other things; DM-SLEUTEL-001 when it is a data home whose keys are gone (new
    keys would make everything in it unreadable, so that is never done silently).
    """
    home = Home(root)
    nieuw = not home.ledger.exists()
    if nieuw and root.is_dir() and _vreemd(home):
        raise DatameentError(
            "DM-LAKE-006",
            "The folder is in use and is not a data home",
            "Choose an empty or a new folder",
            Plaats(bestand=root.name),
            ExitStatus.USAGE,
        )
    root.mkdir(parents=True, exist_ok=True)
    for map_ in (home.kluis, home.lake, home.quarantaine, home.logs, home.keys):
        map_.mkdir(exist_ok=True, mode=0o700)
    for map_ in (home.config, home.overeenkomsten, home.releases, home.standaarden):
        map_.mkdir(exist_ok=True)
    for zone in schemas.OVERAL:
        (home.lake / zone).mkdir(exist_ok=True)
    _kopieer(files("datameent") / "config", home.config)
    # The ledger comes last: a home without it is not finished, and doing this again finishes it.
    if not any(home.keys.glob("*.sleutel")) and nieuw:
        keys.maak(home.keys)
    keys.laad(home.keys)
    Ledger.maak(home.ledger).close()
    return home


def _vreemd(home: Home) -> bool:
    """Whether the folder holds anything that a half-made home would not hold."""
    eigen = {
        p.name
        for p in (
            home.config,
            home.keys,
            home.kluis,
            home.lake,
            home.quarantaine,
            home.logs,
            home.releases,
            home.standaarden,
            home.lock,
        )
    }
    return any(p.name not in eigen for p in home.root.iterdir())


def _kopieer(bron: Traversable, doel: Path) -> None:
    """Copy the examples that are not there yet, each whole or not at all."""
    for item in bron.iterdir():
        if item.is_dir():
            if item.name != "__pycache__":
                (doel / item.name).mkdir(exist_ok=True)
                _kopieer(item, doel / item.name)
        elif item.name.endswith(".yaml") and not (doel / item.name).exists():
            deel = doel / f".{item.name}.{os.getpid()}"
            deel.write_bytes(item.read_bytes())
            deel.rename(doel / item.name)
