"""Open data to a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from datameent.cli.opties import HomeOptie, JsonOptie, open_home
from datameent.cli.uitvoer import toon


def opendata(
    uit: Annotated[Path, typer.Option("--uit", metavar="DIR", help="Folder to write to.")],
    adres: Annotated[
        str, typer.Option("--adres", metavar="URL", help="Where the folder will stand; else on the site itself.")
    ] = "",
    home: HomeOptie = None,
    als_json: JsonOptie = False,
) -> None:
    """Write the newest public release as open data: CSV, JSON and a DCAT-AP-NL catalogue."""
    from datameent.web.opendata.uitvoer import schrijf_opendata

    names = schrijf_opendata(open_home(home), uit, adres)
    toon({"map": uit, "bestanden": names}, als_json, [f"{len(names)} files written to {uit}"])
