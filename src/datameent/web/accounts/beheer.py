"""What operators do with accounts: add, close, set a password; and the accounts of the demo."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home
from datameent.web.foutcodes import Foutcode
from datameent.web.opzet import alleen, opzet
from datameent.web.permissions.rollen import ACCOUNTROLLEN
from datameent.web.sleutels import lees_geheim, schrijf_geheim

if TYPE_CHECKING:
    from datameent.web.accounts.models import Gebruiker

_DEMO = "demo-accounts.json"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the synthetic municipality, with the password it was given."""

    rol: str
    gebruikersnaam: str
    wachtwoord: str


def maak_gebruiker(home: Home, naam: str, rol: str, wachtwoord: str) -> None:
    """Add an account. Errors: DM-WEB-003 (exists), -004 (role), -005 (weak password), -007 (name)."""
    opzet(home)
    _maak(naam, rol, wachtwoord, demo=False)


def sluit_gebruiker(home: Home, naam: str) -> None:
    """Close an account: nobody logs in with it any more; its audit events stay. Error: DM-WEB-008."""
    opzet(home)
    gebruiker = _vind(naam)
    gebruiker.actief = False
    gebruiker.save(update_fields=["actief"])
    _meld("gesloten", gebruiker)


def zet_wachtwoord(home: Home, naam: str, wachtwoord: str) -> None:
    """Give an account a new password; sessions with the old one end. Errors: DM-WEB-005, DM-WEB-008."""
    opzet(home)
    gebruiker = _vind(naam)
    _keur_wachtwoord(wachtwoord, gebruiker)
    gebruiker.set_password(wachtwoord)
    gebruiker.save(update_fields=["password"])
    _meld("wachtwoord", gebruiker)


def demo_accounts(home: Home) -> list[DemoAccount]:
    """One account per role for the demo, with random passwords; a second call gives the same ones.

    Errors: DM-WEB-002 when the file with passwords can be read by others.
    """
    opzet(home)
    with alleen(home):
        return _demo(home.keys / _DEMO)


def _demo(pad: Path) -> list[DemoAccount]:
    from datameent.web.accounts.models import Gebruiker

    if not pad.exists():
        nieuw = [DemoAccount(r.value, f"demo-{r.value}", secrets.token_urlsafe(12)) for r in ACCOUNTROLLEN]
        schrijf_geheim(pad, json.dumps([asdict(a) for a in nieuw], indent=1))
    accounts = [DemoAccount(**a) for a in json.loads(lees_geheim(pad))]
    aanwezig = set(Gebruiker.objects.filter(demo=True).values_list("gebruikersnaam", flat=True))
    for account in accounts:
        if account.gebruikersnaam not in aanwezig:
            _maak(account.gebruikersnaam, account.rol, account.wachtwoord, demo=True)
    return accounts


def _maak(naam: str, rol: str, wachtwoord: str, *, demo: bool) -> None:
    from django.core.exceptions import ValidationError

    from datameent.web.accounts.models import NAAM_VORM, Gebruiker

    try:
        NAAM_VORM(naam)
    except ValidationError:
        raise _fout(Foutcode.NAAM_ONGELDIG, "This user name cannot be used", "Use 3 to 60 letters or digits") from None
    if rol not in {r.value for r in ACCOUNTROLLEN}:
        roles = ", ".join(ACCOUNTROLLEN)
        raise _fout(Foutcode.ROL_ONBEKEND, "This role does not exist", f"Use one of {roles}")
    if Gebruiker.objects.filter(gebruikersnaam__iexact=naam).exists():
        raise _fout(Foutcode.GEBRUIKER_BESTAAT, "This account exists already", "Choose another name")
    gebruiker = Gebruiker(gebruikersnaam=naam, rol=rol, demo=demo)
    if not demo:  # 96 random bits need no judge, and now and then look like a user name to it
        _keur_wachtwoord(wachtwoord, gebruiker)
    gebruiker.set_password(wachtwoord)
    gebruiker.save()
    _meld("gemaakt", gebruiker)


def _keur_wachtwoord(wachtwoord: str, gebruiker: Gebruiker) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    try:
        validate_password(wachtwoord, gebruiker)
    except ValidationError:
        raise _fout(
            Foutcode.WACHTWOORD_ZWAK,
            "This password is too weak",
            "Use at least 12 characters that are no common password and not only digits",
        ) from None


def _vind(naam: str) -> Gebruiker:
    from datameent.web.accounts.models import Gebruiker

    gebruiker = Gebruiker.objects.filter(gebruikersnaam__iexact=naam).first()
    if gebruiker is None:
        raise _fout(Foutcode.GEBRUIKER_ONBEKEND, "There is no such account", "Look at the page Accounts for the names")
    return gebruiker


def _meld(wat: str, gebruiker: Gebruiker) -> None:
    from datameent.web.audit.keten import Soort, leg_vast

    leg_vast(Soort.ACCOUNT, gebruiker="(beheerder)", rol="beheer", pagina=wat, filters=f"account={gebruiker.pk}")


def _fout(code: Foutcode, what: str, todo: str) -> DatameentError:
    return DatameentError(code, what, todo, Plaats(bestand="app.sqlite3"), ExitStatus.USAGE)
