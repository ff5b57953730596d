"""Tokens of the API: make one, see them, withdraw one."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from datameent.cli.opties import HomeOptie, JsonOptie, open_home
from datameent.cli.uitvoer import meld, toon

token = typer.Typer(help="Tokens of the API.", no_args_is_help=True)


@token.command("maak")
def maak(
    naam: Annotated[str, typer.Argument(help="What the token is called in the audit trail.")],
    *,
    rol: Annotated[str, typer.Option("--rol", help="beleid, analist, contract, control, wethouder, raad, ...")],
    geldig_tot: Annotated[
        datetime, typer.Option("--geldig-tot", formats=["%Y-%m-%d"], help="Last day it works; at most a year.")
    ],
    domein: Annotated[
        list[str] | None, typer.Option("--domein", help="Only figures about this law; may be repeated.")
    ] = None,
    home: HomeOptie = None,
    als_json: JsonOptie = False,
) -> None:
    """Make a token for a program; it is shown once."""
    from datameent.web.api.tokens import maak_token

    geheim = maak_token(open_home(home), naam, rol, geldig_tot.date(), domein or ())
    meld("Keep this token safe: it is not shown again")
    toon({"naam": naam, "token": geheim}, als_json, [geheim])


@token.command("lijst")
def lijst(home: HomeOptie = None, als_json: JsonOptie = False) -> None:
    """Every token: role, domains, until when, last use."""
    from datameent.web.api.tokens import tokens

    rows = tokens(open_home(home))
    lines = [
        f"{t.naam}: {t.rol} ({', '.join(t.domeinen)}), {t.stand}, until {t.geldig_tot:%Y-%m-%d %H:%M %Z}, "
        f"last used {t.laatst_gebruikt.date().isoformat() if t.laatst_gebruikt else 'never'}"
        for t in rows
    ]
    toon(rows, als_json, lines or ["No tokens"])


@token.command("intrekken")
def intrekken(naam: Annotated[str, typer.Argument(help="Name of the token.")], home: HomeOptie = None) -> None:
    """Withdraw a token: it opens nothing from now on."""
    from datameent.web.api.tokens import trek_in

    trek_in(open_home(home), naam)
    meld("Token withdrawn")
