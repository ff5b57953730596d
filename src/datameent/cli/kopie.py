"""A copy of a data home, putting it back, and checking that a home is whole."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from datameent.cli.opties import HomeOptie, JsonOptie, kies_home, open_home
from datameent.cli.uitvoer import meld, toon
from datameent.domain.home import Home


def backup(
    map_: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write the copy to.")],
    met_sleutels: Annotated[bool, typer.Option("--met-sleutels", help="Also copy the keys; store them apart.")] = False,
    home: HomeOptie = None,
    als_json: JsonOptie = False,
) -> None:
    """Copy the data home, without keys unless asked."""
    from datameent.lake.reservekopie import backup as copy
    from datameent.web.pgkopie import is_postgres, stort

    place = open_home(home)
    dump = (lambda folder: stort(place, folder)) if is_postgres(place) else None
    toon(copy(place, map_, met_sleutels=met_sleutels, stort=dump), als_json, [f"Copied to {map_}"])


def restore(
    map_: Annotated[Path, typer.Argument(metavar="DIR", help="Folder that `backup` wrote.")],
    home: HomeOptie = None,
    als_json: JsonOptie = False,
) -> None:
    """Put a copy back into an empty data home, and check it when the keys are there."""
    from datameent.lake.reservekopie import restore as put_back
    from datameent.web.pgkopie import is_postgres

    place = kies_home(home)
    result = put_back(map_, place)
    lines = [f"Restored to {place.root}"]
    if is_postgres(place):
        lines.append("Now put keys/ back, name an empty database, and run `restore-database` and `verify`")
    elif result["sleutels"]:
        result["nagekeken"] = nazien(place)
        lines.append(_zin(result["nagekeken"]))
    else:
        lines.append("Now put keys/ back and run: datameent verify")
    toon(result, als_json, lines)
    _eis_heel(result.get("nagekeken"))


def restore_database(home: HomeOptie = None) -> None:
    """Load the copy of a Postgres that `restore` put in the home into the empty database that the settings name."""
    from datameent.web.pgkopie import laad

    laad(open_home(home))
    meld("Loaded; run `datameent verify`")


def verify(home: HomeOptie = None, als_json: JsonOptie = False) -> None:
    """Check a data home: every release, every table of the lake, every seal of the audit trail."""
    result = nazien(open_home(home))
    toon(result, als_json, [_zin(result)])
    _eis_heel(result)


def nazien(home: Home) -> dict[str, Any]:
    """What was found: counts, the number of the first event that does not fit (0 for none), and the last seal."""
    from datameent.lake.store import Lake
    from datameent.release.tijd import controleer_releases
    from datameent.web.opzet import opzet

    releases = controleer_releases(home)
    tables = Lake.open(home).controleer()
    opzet(home)
    from datameent.web.audit.keten import controleer

    chain = controleer()
    return {
        "releases": releases,
        "tabellen": tables,
        "gebeurtenissen": chain.aantal,
        "breuk": chain.breuk,
        "laatste_zegel": chain.laatste,
    }


def _zin(result: dict[str, Any]) -> str:
    chain = f"broken at {result['breuk']}" if result["breuk"] else f"whole, last seal {result['laatste_zegel'][:16]}"
    return (
        f"{result['releases']} releases and {result['tabellen']} tables are there; "
        f"{result['gebeurtenissen']} audit events, chain {chain}"
    )


def _eis_heel(result: dict[str, Any] | None) -> None:
    if result and result["breuk"]:
        raise typer.Exit(1)
