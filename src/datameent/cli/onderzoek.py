"""`onderzoek`: the only command that writes rows about persons, for a trusted research party."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from datameent.cli.opties import HomeOptie, JsonOptie, open_home
from datameent.cli.uitvoer import toon


def onderzoek(
    overeenkomst: Annotated[
        str, typer.Option("--overeenkomst", metavar="NAAM", help="The agreement config/onderzoek/NAAM.yaml.")
    ],
    uit: Annotated[Path, typer.Option("--uit", metavar="DIR", help="A new or empty folder to write to.")],
    home: HomeOptie = None,
    als_json: JsonOptie = False,
) -> None:
    """Write microdata for a research party under an agreement; refused unless it is signed, valid and k and l hold."""
    from datameent.release.onderzoek import exporteer

    made = exporteer(open_home(home), overeenkomst, uit)
    m = made.gemeten
    line = f"{m.rijen} rows about {m.personen} persons written to {made.map}; k {m.k}" + (f", l {m.l}" if m.l else "")
    lines = [line]
    if made.eerder:
        lines.append(f"Made before: {made.eerder} research files. Side by side, files tell more than each alone.")
    toon(made, als_json, lines)
