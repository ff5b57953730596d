"""What a release carries beside its cells, and may lack: shapes of areas, and inhabitants."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from datameent.domain.inwoners import Inwonertal

Vormen = Mapping[str, Sequence[Sequence[int]]]
"""Code of an area → its rings, each x0, y0, x1, y1, ... on one grid for all areas, y downwards."""
Vraag = Callable[[str], list[Any]]
"""Asks the release file with SQL."""


def lees_vormen(vraag: Vraag) -> Vormen:
    """The shapes of areas; none in a release that was made without, or before there were any."""
    if not _heeft(vraag, "vorm"):
        return {}
    return {code: json.loads(punten) for code, punten in vraag("SELECT code, punten FROM vorm")}


def lees_inwoners(vraag: Vraag) -> tuple[Inwonertal, ...]:
    """Inhabitants per day of counting, the oldest first; none in a release that was made without."""
    if not _heeft(vraag, "inwoners"):
        return ()
    per_dag: dict[tuple[str, str], dict[str, int]] = {}
    for peildatum, bron, code, aantal in vraag("SELECT peildatum, bron, code, aantal FROM inwoners ORDER BY 1, 3"):
        per_dag.setdefault((peildatum, bron), {})[code] = aantal
    return tuple(Inwonertal(date.fromisoformat(dag), bron, per_code) for (dag, bron), per_code in per_dag.items())


def _heeft(vraag: Vraag, tabel: str) -> bool:
    return bool(vraag(f"SELECT 1 FROM sqlite_master WHERE name = '{tabel}'"))  # noqa: S608 (a name of ours)
