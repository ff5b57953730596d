"""Whether a table only gained rows between two of its versions: what lets a reader look at the new rows alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Actie = Mapping[str, Any]


def alleen_erbij(map_: Path, vanaf: int, tot: int) -> bool:
    """Whether every row of version `vanaf` of a Delta table is in version `tot` too, told by its log.

    Appending, joining files (`dataChange` false), and cleaning up leave rows as they are. A restore undoes what came
    after the version it goes back to, so a write that crashed counts for nothing. Anything else, or a log that is no
    longer there, gives False: who asks must then look at everything.
    """
    if vanaf == tot:
        return True
    if not 0 <= vanaf < tot:
        return False
    gelden: list[tuple[int, Sequence[Actie]]] = []
    for versie in range(vanaf + 1, tot + 1):
        acties = _lees(map_ / "_delta_log" / f"{versie:020d}.json")
        if acties is None:
            return False
        terug = _herstelt(acties)
        if terug is None:
            gelden.append((versie, acties))
        elif terug < vanaf:
            return False
        else:
            gelden = [g for g in gelden if g[0] <= terug]
    return not any(_neemt_weg(acties) for _, acties in gelden)


def _lees(path: Path) -> list[Actie] | None:
    try:
        return [json.loads(regel) for regel in path.read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError):
        return None


def _herstelt(acties: Sequence[Actie]) -> int | None:
    """The version that a restore goes back to; None for any other commit, -1 when it does not say."""
    for actie in acties:
        info = actie.get("commitInfo")
        if info and info.get("operation") == "RESTORE":
            versie = (info.get("operationParameters") or {}).get("version")
            return int(versie) if versie is not None else -1
    return None


def _neemt_weg(acties: Sequence[Actie]) -> bool:
    return any(actie["remove"].get("dataChange", True) for actie in acties if "remove" in actie)
