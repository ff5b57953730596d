"""The whole line in order: load every source, build, release for every audience. Used by `demo` and the bench."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from datameent.cli.meting import Meting
from datameent.cli.uitvoer import Voortgang
from datameent.domain.errors import DatameentError
from datameent.domain.home import Home

DOELGROEPEN = ("beleid", "raad", "openbaar")
TABELLEN = ("gebieden", "aanbieders", "postcodes", "bevolking")
FEITEN = ("producten", "tarieven")
"""Tables that may be absent: rules that need them are then not judged."""
FEITEN = ("producten", "tarieven")
"""Tables of facts that need not be there."""
_PREFIX = {"ijw": "JW", "iwmo": "WMO"}


@dataclass
class Uitkomst:
    """What the whole line did; the keys of `demo --json` (CLI.md)."""

    berichten: int = 0
    berichten_map: Path = field(default_factory=Path)
    prestaties: int = 0
    clienten: int = 0
    afgekeurd: int = 0
    cellen: int = 0
    onderdrukt: int = 0
    releases: dict[str, Path] = field(default_factory=dict)
    seconden: dict[str, float] = field(default_factory=dict)
    piek_mb: float = 0.0


def berichtbestanden(map_: Path, bron: str) -> list[Path]:
    """The message files of one standard below a folder, oldest folder first, and the zips, which hold both."""
    return sorted([*map_.rglob(f"{_PREFIX[bron]}*.xml"), *map_.rglob("*.zip")])


def laad_tabellen(home: Home, map_: Path, step: Voortgang) -> None:
    """Load the tables that lie beside the messages: areas, providers, postcodes, population."""
    from datameent.lake.ingest import ingest

    for naam in (*TABELLEN, *(f for f in FEITEN if (map_ / f"{f}.csv").exists())):
        ingest(home, [map_ / f"{naam}.csv"], naam, voortgang=step)


def laad_berichten(home: Home, map_: Path, uitkomst: Uitkomst, step: Voortgang) -> None:
    """Load the messages of both laws and count what was refused."""
    from datameent.lake.ingest import ingest

    for bron in _PREFIX:
        files: Sequence[Path] = berichtbestanden(map_, bron)
        if not files:
            continue
        done: Any = ingest(home, files, bron, voortgang=step)
        uitkomst.afgekeurd += done.afgekeurd


def bouw_en_geef_uit(home: Home, uitkomst: Uitkomst, meting: Meting) -> None:
    """Conform, then one release per audience."""
    from datameent.kern import bouw
    from datameent.lake.store import Lake
    from datameent.release.build import bouw_release

    with meting.stap("bouwen"):
        bouw(Lake.open(home))
    with meting.stap("releases"):
        for doelgroep in DOELGROEPEN:
            made = bouw_release(home, doelgroep, door="demo")
            uitkomst.releases[doelgroep] = made.pad
            uitkomst.cellen += made.cellen
            uitkomst.onderdrukt += made.onderdrukt


def draai(home: Home, map_: Path, meting: Meting, step: Voortgang) -> Uitkomst:
    """Load, build and release what lies in a folder; fails when nothing could be loaded."""
    from datameent.lake.stand import status

    uitkomst = Uitkomst(berichten_map=map_ / "berichten")
    with meting.stap("laden"):
        laad_tabellen(home, map_, step)
        laad_berichten(home, map_ / "berichten", uitkomst, step)
    stand = status(home)
    uitkomst.berichten, uitkomst.prestaties = int(stand["berichten"]), int(stand["prestaties"])
    uitkomst.clienten = int(stand["clienten"])
    if not uitkomst.berichten:
        raise DatameentError("DM-CLI-003", "No message could be loaded", "Look at the findings with `datameent status`")
    bouw_en_geef_uit(home, uitkomst, meting)
    return uitkomst
