"""What is known about the making of a release, in a file beside it: who made it and what every check of it found.

Not in the release itself: the same lake, rules and plan give the same bytes, whoever makes them. The site reads this
file (`web/publicatie`) to show the outcome of the check to the people who approve, and to know who made it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

ACHTERVOEGSEL = ".verslag.json"


def verslag_bij(release: Path) -> Path:
    """Where the report of a release lies.

    >>> verslag_bij(Path("raad/raad-2025-01-31-0a.sqlite")).as_posix()
    'raad/raad-2025-01-31-0a.verslag.json'
    """
    return release.with_suffix(ACHTERVOEGSEL)


def leg_controle_vast(release: Path, bestand: Path, controle: Mapping[str, int], *, door: str = "") -> None:
    """Write down what a check on a release found, and who made it when it was just made.

    `bestand` holds the bytes that were checked: a release is checked before it gets its name. Who made the same
    release earlier stays its maker too.
    """
    pad = verslag_bij(release)
    try:
        document: dict[str, Any] = json.loads(pad.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        document = {"release_id": release.stem, "makers": [], "controles": []}
    if door and door not in document["makers"]:
        document["makers"] = [*document["makers"], door]
    nu = datetime.now(UTC).isoformat(timespec="seconds")
    regel = {"op": nu, "vingerafdruk": sha256(bestand.read_bytes()).hexdigest(), **controle}
    document["controles"] = [*document["controles"], regel]
    _bewaar(pad, document)


def _bewaar(pad: Path, document: Mapping[str, Any]) -> None:
    deel = pad.with_name(f".{pad.name}.deel")
    deel.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    deel.replace(pad)
