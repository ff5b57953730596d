"""The audit trail of the site, for an auditor: is it whole, and what is in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from datameent.cli.opties import HomeOptie, JsonOptie, open_home
from datameent.cli.uitvoer import toon

logboek = typer.Typer(help="The audit trail of the site.", no_args_is_help=True)


@logboek.command("controleer")
def logboek_controleer(
    zegel: Annotated[
        str, typer.Option("--zegel", help="A last seal of before, written down elsewhere; it must still be there.")
    ] = "",
    home: HomeOptie = None,
    als_json: JsonOptie = False,
) -> None:
    """Walk the whole chain; exit 1 and the number of the first broken event when it was tampered with."""
    from datameent.web.audit.nazicht import zie_na

    found = zie_na(open_home(home), zegel)
    lines = [f"{found.aantal} events, the chain is whole", f"last seal {found.laatste}"]
    if found.breuk:
        lines = [f"The chain is broken at event {found.breuk}: report this as an incident"]
    elif not found.zegel_gevonden:
        lines = ["The chain is whole, but the seal of before is gone: its end was cut off or the file replaced"]
    toon(found, als_json, lines)
    if not found.heel:
        raise typer.Exit(1)


@logboek.command("export")
def logboek_export(
    uit: Annotated[Path, typer.Option("--uit", metavar="FILE", help="JSON lines; must not exist yet.")],
    home: HomeOptie = None,
    als_json: JsonOptie = False,
) -> None:
    """Write every event with its seal to a file (mode 0600); the export is itself an event."""
    from datameent.web.audit.nazicht import voer_uit

    found = voer_uit(open_home(home), uit)
    toon(found, als_json, [f"{found.aantal} events written to {uit}", f"last seal {found.laatste}"])
    if not found.heel:
        raise typer.Exit(1)
