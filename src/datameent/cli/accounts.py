"""Accounts of the site: add, change, close, list. All of it is in the audit trail."""

from __future__ import annotations

from typing import Annotated

import typer

from datameent.cli.opties import HomeOptie, JsonOptie, open_home
from datameent.cli.uitvoer import meld, toon

gebruiker = typer.Typer(help="Accounts of the site.", no_args_is_help=True)

Naam = Annotated[str, typer.Argument(help="User name.")]
RolOptie = Annotated[str, typer.Option("--rol", help="beleid, analist, contract, control, wethouder, raad, ...")]
GemeenteOptie = Annotated[
    str | None, typer.Option("--gemeente", metavar="CODE", help="CBS code of the municipality the account works for.")
]
DomeinOptie = Annotated[list[str] | None, typer.Option("--domein", help="wmo, jeugdwet, ... or alle; may be repeated.")]


def _vraag_wachtwoord() -> str:
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))


@gebruiker.command("add")
def gebruiker_add(
    naam: Naam,
    rol: RolOptie,
    gemeente: GemeenteOptie = None,
    domein: DomeinOptie = None,
    home: HomeOptie = None,
) -> None:
    """Add an account to the site; asks for the password."""
    from datameent.web.accounts.beheer import maak_gebruiker

    maak_gebruiker(open_home(home), naam, rol, _vraag_wachtwoord(), gemeente=gemeente, domeinen=domein or ())
    meld("Account added")


@gebruiker.command("rol")
def gebruiker_rol(naam: Naam, rol: RolOptie, home: HomeOptie = None) -> None:
    """Give an account another role; whoever is logged in with it is out at the next click."""
    from datameent.web.accounts.beheer import zet_rol

    zet_rol(open_home(home), naam, rol)
    meld("Role changed")


@gebruiker.command("bereik")
def gebruiker_bereik(
    naam: Naam, gemeente: GemeenteOptie = None, domein: DomeinOptie = None, home: HomeOptie = None
) -> None:
    """Set the municipality and the domains that an account works for; what is not named stays."""
    from datameent.web.accounts.beheer import zet_bereik

    zet_bereik(open_home(home), naam, gemeente, domein or ())
    meld("Reach changed")


@gebruiker.command("wachtwoord")
def gebruiker_wachtwoord(naam: Naam, home: HomeOptie = None) -> None:
    """Give an account a new password; asks for it."""
    from datameent.web.accounts.beheer import zet_wachtwoord

    zet_wachtwoord(open_home(home), naam, _vraag_wachtwoord())
    meld("Password changed")


@gebruiker.command("tweestap-weg")
def gebruiker_tweestap_weg(naam: Naam, home: HomeOptie = None) -> None:
    """Take the second step away from who lost phone and recovery codes."""
    from datameent.web.accounts.beheer import vergeet_tweestap

    vergeet_tweestap(open_home(home), naam)
    meld("Second step removed")


@gebruiker.command("sluit")
def gebruiker_sluit(naam: Naam, home: HomeOptie = None) -> None:
    """Close an account; what it did stays in the audit trail."""
    from datameent.web.accounts.beheer import sluit_gebruiker

    sluit_gebruiker(open_home(home), naam)
    meld("Account closed")


@gebruiker.command("heropen")
def gebruiker_heropen(naam: Naam, home: HomeOptie = None) -> None:
    """Open a closed account again."""
    from datameent.web.accounts.beheer import heropen_gebruiker

    heropen_gebruiker(open_home(home), naam)
    meld("Account opened")


@gebruiker.command("lijst")
def gebruiker_lijst(home: HomeOptie = None, als_json: JsonOptie = False) -> None:
    """All accounts: role, municipality, domains, open or closed, second step."""
    from datameent.web.accounts.beheer import alle_accounts

    found = alle_accounts(open_home(home))
    lines = [
        f"{a.gebruikersnaam}  {a.rol}  {a.gemeente}  {','.join(a.domeinen)}  {'open' if a.actief else 'closed'}"
        f"{'  second step' if a.tweestap else ''}{'  organisation' if a.organisatie else ''}"
        for a in found
    ]
    toon(found, als_json, lines)
