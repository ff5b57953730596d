"""The `datameent` command: every subcommand is registered here; heavy rooms are imported only when they are used."""

from __future__ import annotations

import sys

import typer

from datameent.cli import (
    accounts,
    beheer,
    cijfers,
    controle,
    kopie,
    laden,
    logboek,
    onderzoek,
    opendata,
    proef,
    regels,
    tokens,
    uitvoer,
)
from datameent.domain.errors import DatameentError
from datameent.lake.zonder_pandas import laat_pandas_weg

app = typer.Typer(
    name="datameent",
    help="From the messages a municipality receives to figures that can be trusted, explained and published safely.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)
app.command()(laden.init)
app.command()(proef.generate)
app.command()(proef.demo)
app.add_typer(laden.standaard, name="standaard")
app.command()(laden.ingest)
app.command()(controle.check)
app.command()(regels.regels)
app.command()(laden.build)
app.command()(laden.herlaad)
app.command()(cijfers.cijfer)
app.command()(cijfers.release)
app.command()(cijfers.tabellen)
app.command()(opendata.opendata)
app.command()(cijfers.audit)
app.command()(cijfers.onderdruk)
app.command()(onderzoek.onderzoek)
app.command()(beheer.status)
app.command()(beheer.serve)
app.command()(beheer.herinneringen)
app.add_typer(accounts.gebruiker, name="gebruiker")
app.add_typer(logboek.logboek, name="logboek")
app.add_typer(tokens.token, name="token")
app.add_typer(beheer.sleutels, name="sleutels")
app.command()(kopie.backup)
app.command()(kopie.restore)
app.command("restore-database")(kopie.restore_database)
app.command()(kopie.verify)
app.command()(beheer.bewaartermijn)


def run() -> None:
    """Entry point: run a command and leave its exit status; no traceback with values ever reaches a terminal."""
    laat_pandas_weg()
    try:
        app()
    except DatameentError as error:
        sys.exit(uitvoer.fout(error))
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        sys.exit(uitvoer.onverwacht(error))
