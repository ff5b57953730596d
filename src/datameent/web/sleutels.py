"""Keys of the site: random, made once, in `keys/` with mode 0600."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import tempfile
from pathlib import Path

from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home
from datameent.web.foutcodes import Foutcode


def schrijf_geheim(pad: Path, inhoud: str) -> None:
    """Write a secret file that did not exist, whole or not at all, never readable by others. Error: FileExistsError."""
    pad.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    greep, naam = tempfile.mkstemp(dir=pad.parent, prefix=".nieuw-")  # mode 0600
    try:
        with os.fdopen(greep, "w", encoding="utf-8") as bestand:
            bestand.write(inhoud)
            bestand.flush()
            os.fsync(bestand.fileno())
        os.link(naam, pad)  # fails when the file is there: a key is never replaced
    finally:
        os.unlink(naam)


def lees_geheim(pad: Path) -> str:
    """Read a secret file; refuse one that group or others may read. Error: DM-WEB-002."""
    if stat.S_IMODE(pad.stat().st_mode) & 0o077:
        raise DatameentError(
            Foutcode.SLEUTEL_OPEN,
            "This key can be read by others",
            "Set its mode to 600, and make a new one if others may have seen it",
            Plaats(bestand=pad.name),
            ExitStatus.KEY,
        )
    return pad.read_text(encoding="utf-8").strip()


def sleutel(home: Home, naam: str) -> str:
    """The key `naam` of the site; made on first use."""
    pad = home.keys / naam
    if not pad.exists():
        with contextlib.suppress(FileExistsError):  # another process was first: its key counts
            schrijf_geheim(pad, secrets.token_urlsafe(64))
    return lees_geheim(pad)
