"""Looking after a data home: status, serve, keys, backup, retention."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import typer

from datameent.cli.opties import HomeOptie, JsonOptie, open_home
from datameent.cli.uitvoer import meld, plat, toon

sleutels = typer.Typer(help="Keys of the vault and the pseudonyms.", no_args_is_help=True)


def status(home: HomeOptie = None, als_json: JsonOptie = False) -> None:
    """What is loaded, how old it is, what failed."""
    from datameent.lake.stand import status as look

    stand = look(open_home(home))
    lines = [
        f"{stand['berichten']} messages, {stand['prestaties']} prestaties, {stand['clienten']} clients; "
        f"last loaded {stand['laatste_lading'] or 'never'}"
    ]
    for name, source in stand["bronnen"].items():
        lines.append(
            f"  {name}: {source['leeftijd_dagen']} days old, {source['geladen']} loaded, "
            f"{source['afgekeurd']} refused, {source['in_quarantaine']} in quarantine"
        )
    toon(stand, als_json, lines)


def serve(
    port: Annotated[int, typer.Option("--port", help="Port to listen on.")] = 8000,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    home: HomeOptie = None,
) -> None:
    """Serve the site with a production server; /health says whether it lives."""
    from datameent.web.server import serve as listen

    place = open_home(home)
    meld(f"Site on http://{host}:{port}")
    listen(place, host, port)


def herinneringen(
    dag: Annotated[
        datetime | None, typer.Option("--dag", formats=["%Y-%m-%d"], help="Due on this day; today unless told.")
    ] = None,
    home: HomeOptie = None,
    als_json: JsonOptie = False,
) -> None:
    """Decisions whose evaluation is due, with their owner: for a mail that a timer sends."""
    place = open_home(home)
    from datameent.web.opzet import opzet

    opzet(place)
    from datameent.web.besluiten.herinneren import te_evalueren

    day = dag.date() if dag else date.today()
    due = te_evalueren(day)
    lines = [f"{h.evaluatie_op} {h.eigenaar}: {h.titel} ({h.pagina})" for h in due]
    document = {"dag": day, "herinneringen": [{**plat(h), "pagina": h.pagina} for h in due]}
    toon(document, als_json, lines or ["Nothing is due"])


@sleutels.command("wissel")
def sleutels_wissel(
    soort: Annotated[str, typer.Argument(metavar="kluis|pseudoniem", help="Which key.")],
    home: HomeOptie = None,
    als_json: JsonOptie = False,
) -> None:
    """Make a new key. Vault: the old one stays to read with. Pseudonym: run `herlaad` and `build` next."""
    from datameent.domain.errors import DatameentError, ExitStatus
    from datameent.privacy.keys import roteer

    if soort not in {"kluis", "pseudoniem"}:
        raise DatameentError(
            "DM-CLI-004", "There are two keys: kluis and pseudoniem", "Name one of them", exit_status=ExitStatus.USAGE
        )
    versie = roteer(open_home(home).keys, soort).actief(soort).versie
    toon({"soort": soort, "versie": versie}, als_json, [f"Version {versie} of the {soort} key is in use"])


def bewaartermijn(
    uitvoeren: Annotated[bool, typer.Option("--uitvoeren", help="Delete; without it only count.")] = False,
    home: HomeOptie = None,
    als_json: JsonOptie = False,
) -> None:
    """Count, or delete, what is older than the agreements allow."""
    from datameent.lake.bewaren import pas_bewaartermijn_toe

    result = pas_bewaartermijn_toe(open_home(home), uitvoeren=uitvoeren)
    toon(result, als_json, [f"{naam}: {aantal} rows past their term" for naam, aantal in result.items()])
