"""Options every command shares."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home

HomeOptie = Annotated[
    Path | None, typer.Option("--home", help="The data home; else DATAMEENT_HOME, else ./datameent-home.")
]
JsonOptie = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]


def kies_home(gegeven: Path | None) -> Home:
    """The data home a command works on, existing or not.

    >>> kies_home(Path("x")).root
    PosixPath('x')
    """
    return Home(gegeven or Path(os.environ.get("DATAMEENT_HOME") or "datameent-home"))


def open_home(gegeven: Path | None) -> Home:
    """The data home a command works on; refuses when there is none there."""
    home = kies_home(gegeven)
    if not home.config.is_dir():
        raise DatameentError(
            "DM-CLI-001",
            "There is no data home here",
            "Make one with `datameent init DIR`, or name it with --home or DATAMEENT_HOME",
            Plaats(bestand=str(home.root)),
            ExitStatus.USAGE,
        )
    return home
