"""From a folder to the lake: init, standaard add, ingest, build."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from datameent.cli.opties import HomeOptie, JsonOptie, open_home
from datameent.cli.uitvoer import meld, toon, voortgang

standaard = typer.Typer(help="The official message standards this home validates with.", no_args_is_help=True)


def init(
    map_: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to make the data home in.")],
    als_json: JsonOptie = False,
) -> None:
    """Make a data home: config with commented examples, keys (0600), empty lake."""
    from datameent.lake.start import init_home

    home = init_home(map_)
    toon(
        {"home": home.root, "config": home.config, "sleutels": home.keys},
        als_json,
        [
            f"Data home made in {home.root}",
            f"Next: fill in the bronovereenkomsten in {home.overeenkomsten}",
        ],
    )


@standaard.command("add")
def standaard_add(
    naam: Annotated[str, typer.Argument(metavar="iwmo|ijw", help="Which standard.")],
    uitgave: Annotated[str, typer.Argument(metavar="RELEASE", help="Which release, such as 3.2.")],
    map_: Annotated[Path, typer.Argument(metavar="DIR", help="Folder with the official XSDs, or with an xsd/ in it.")],
    home: HomeOptie = None,
    als_json: JsonOptie = False,
) -> None:
    """Take the official XSDs of a standard from a folder, check them and remember them."""
    from datameent.sources.standaarden import StandaardenRegister

    taken = StandaardenRegister.open(open_home(home)).voeg_toe(naam, uitgave, map_)
    toon(taken, als_json, [f"{naam} {uitgave}: {len(taken.berichten)} message types can now be validated"])


def ingest(
    paden: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, folders, .zip or .gz.")],
    bron: Annotated[str, typer.Option("--bron", help="The bronovereenkomst to load under.")],
    home: HomeOptie = None,
    als_json: JsonOptie = False,
) -> None:
    """Load messages or tables under an agreement; loading the same file twice changes nothing."""
    from datameent.lake.ingest import ingest as load

    with voortgang() as step:
        result = load(open_home(home), paden, bron, voortgang=step)
    lines = [
        f"Loaded {result.berichten} messages ({result.prestaties} prestaties); "
        f"{result.al_geladen} were loaded before; {result.afgekeurd} refused; {result.overgeslagen} of another standard"
    ]
    toon(result, als_json, lines)
    _meld_bevindingen(result.waarschuwingen)
    _meld_bevindingen(result.bevindingen)
    nothing = result.overgeslagen and not (result.berichten or result.al_geladen)
    if result.afgekeurd or nothing:
        raise typer.Exit(1)


def _meld_bevindingen(findings: Sequence[Any], most: int = 20) -> None:
    for finding in findings[:most]:
        meld(f"  {finding.ernst} {finding.code} {finding.plaats}: {finding.tekst}")
    if len(findings) > most:
        meld(f"  and {len(findings) - most} more; --json shows all")


def build(
    volledig: Annotated[bool, typer.Option("--volledig", help="Build again even when nothing new came in.")] = False,
    home: HomeOptie = None,
    als_json: JsonOptie = False,
) -> None:
    """Conform what was loaded: persons, assignments, deliveries, declared lines, trajectories, quality."""
    from datameent.kern import bouw
    from datameent.lake.store import Lake

    result = bouw(Lake.open(open_home(home)), volledig=volledig)
    toon(result, als_json, [f"{table}: {rows} rows" for table, rows in sorted(result.rijen.items())])


def herlaad(home: HomeOptie = None, als_json: JsonOptie = False) -> None:
    """Make the lake again from the vault: after a new agreement, postcode table or pseudonym key; then `build`."""
    from datameent.lake.herlaad import herlaad as again

    result = again(open_home(home))
    toon(result, als_json, [f"Made {result.berichten} messages again; {result.afgekeurd} no longer pass"])
    if result.afgekeurd:
        raise typer.Exit(1)
