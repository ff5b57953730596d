"""The processing log: who processed what, for which purpose, when, how much; never a value from the data.

One JSON object a line in `logs/verwerkingen.jsonl`, appended and brought to disk before the caller goes on.
"""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home

BESTAND = "verwerkingen.jsonl"


def log_verwerking(
    home: Home,
    *,
    wat: str,
    doelen: Sequence[str],
    bron: str,
    aantallen: Mapping[str, int],
    overeenkomst_versie: str = "",
    wie: str | None = None,
) -> None:
    """Add one line to the processing log; DM-LOG-001 when that fails, so that nothing is processed unseen.

    `wat` is a fixed word for the act (`laden`, `cijfer`, `release`, `bewaartermijn`); `aantallen` are counts only.
    """
    regel = {
        "tijd": datetime.now(UTC).isoformat(timespec="seconds"),
        "wie": wie or gebruiker(),
        "wat": wat,
        "doelen": list(doelen),
        "bron": bron,
        "overeenkomst_versie": overeenkomst_versie,
        "aantallen": {k: int(v) for k, v in aantallen.items()},
    }
    data = json.dumps(regel, ensure_ascii=False).encode() + b"\n"
    try:
        home.logs.mkdir(exist_ok=True, mode=0o700)
        fd = os.open(home.logs / BESTAND, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(fd, data)
            os.fsync(fd)
        finally:
            os.close(fd)
    except OSError:
        raise DatameentError(
            "DM-LOG-001",
            "The processing log could not be written",
            "Check free space and permissions of logs/; without the log nothing is processed",
            Plaats(bestand=f"logs/{BESTAND}"),
            ExitStatus.STORAGE,
        ) from None


def verwerkingen(home: Home, wat: str) -> list[dict[str, Any]]:
    """The lines of the log about one kind of act, oldest first; a line that was damaged is passed over."""
    try:
        regels = (home.logs / BESTAND).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    gelezen = []
    for regel in regels:
        try:
            inhoud = json.loads(regel)
        except ValueError:
            continue
        if isinstance(inhoud, dict) and inhoud.get("wat") == wat:
            gelezen.append(inhoud)
    return gelezen


def gebruiker() -> str:
    """The account that runs this process."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"
