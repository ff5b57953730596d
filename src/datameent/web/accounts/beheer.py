"""What operators do with accounts: add, close, set a password; and the accounts of the demo."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home
from datameent.web.foutcodes import Foutcode
from datameent.web.opzet import alleen, opzet
from datameent.web.permissions.domeinen import CODES
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


def maak_gebruiker(
    home: Home, naam: str, rol: str, wachtwoord: str, *, gemeente: str | None = None, domeinen: Sequence[str] = ()
) -> None:
    """Add an account; for the municipality of this home and every domain unless told otherwise.

    Errors: DM-WEB-003 (exists), -004 (role), -005 (weak password), -007 (name), -031 (municipality), -032 (domain).
    """
    opzet(home)
    _keur_bereik(gemeente, domeinen)
    _maak(naam, rol, wachtwoord, demo=False, gemeente=gemeente, domeinen=domeinen)


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


def zet_rol(home: Home, naam: str, rol: str) -> None:
    """Give an account another role; its sessions end. Errors: DM-WEB-004, DM-WEB-008."""
    opzet(home)
    gebruiker = _vind(naam)
    _keur_rol(rol)
    gebruiker.rol = rol
    gebruiker.save(update_fields=["rol"])
    _meld("rol", gebruiker)


def zet_bereik(home: Home, naam: str, gemeente: str | None = None, domeinen: Sequence[str] = ()) -> None:
    """Say for which municipality and which domains an account works; what is not given stays.

    Errors: DM-WEB-008, DM-WEB-031 (municipality), DM-WEB-032 (domain).
    """
    opzet(home)
    gebruiker = _vind(naam)
    _keur_bereik(gemeente, domeinen)
    gebruiker.gemeente = gemeente or gebruiker.gemeente
    gebruiker.domeinen = sorted(set(domeinen)) or gebruiker.domeinen
    gebruiker.save(update_fields=["gemeente", "domeinen"])
    _meld("bereik", gebruiker)


def heropen_gebruiker(home: Home, naam: str) -> None:
    """Open a closed account again. Error: DM-WEB-008."""
    opzet(home)
    gebruiker = _vind(naam)
    gebruiker.actief = True
    gebruiker.save(update_fields=["actief"])
    _meld("heropend", gebruiker)


def vergeet_tweestap(home: Home, naam: str) -> None:
    """Take the second step away from who lost phone and codes; a role that needs one sets it up again at the next
    login. Its sessions end. Error: DM-WEB-008."""
    opzet(home)
    from datameent.web.accounts.tweestap import vergeet

    gebruiker = _vind(naam)
    vergeet(gebruiker)
    _meld("tweestap-weg", gebruiker)


@dataclass(frozen=True, slots=True)
class Accountregel:
    """An account in a list, without anything secret."""

    gebruikersnaam: str
    rol: str
    gemeente: str
    domeinen: tuple[str, ...]
    actief: bool
    tweestap: bool
    organisatie: bool


def alle_accounts(home: Home) -> list[Accountregel]:
    """Every account of this home."""
    opzet(home)
    from datameent.web.accounts.models import Gebruiker

    return [
        Accountregel(
            g.gebruikersnaam,
            g.rol,
            g.gemeente,
            tuple(g.domeinen),
            g.actief,
            g.totp_sinds is not None,
            g.oidc_sub is not None,
        )
        for g in Gebruiker.objects.all()
    ]


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


def _keur_rol(rol: str) -> None:
    if rol not in {r.value for r in ACCOUNTROLLEN}:
        roles = ", ".join(ACCOUNTROLLEN)
        raise _fout(Foutcode.ROL_ONBEKEND, "This role does not exist", f"Use one of {roles}")


def _keur_bereik(gemeente: str | None, domeinen: Sequence[str]) -> None:
    if gemeente is not None and not (len(gemeente) == 4 and gemeente.isdecimal()):
        raise _fout(Foutcode.GEMEENTE_ONGELDIG, "This is not the code of a municipality", "Use the four digits of CBS")
    if not set(domeinen) <= set(CODES):
        domains = ", ".join(CODES)
        raise _fout(Foutcode.DOMEIN_ONBEKEND, "This domain does not exist", f"Use one of {domains}")


def _maak(
    naam: str,
    rol: str,
    wachtwoord: str,
    *,
    demo: bool,
    gemeente: str | None = None,
    domeinen: Sequence[str] = (),
) -> None:
    from django.core.exceptions import ValidationError

    from datameent.web.accounts.models import NAAM_VORM, Gebruiker

    try:
        NAAM_VORM(naam)
    except ValidationError:
        raise _fout(Foutcode.NAAM_ONGELDIG, "This user name cannot be used", "Use 3 to 60 letters or digits") from None
    _keur_rol(rol)
    if Gebruiker.objects.filter(gebruikersnaam__iexact=naam).exists():
        raise _fout(Foutcode.GEBRUIKER_BESTAAT, "This account exists already", "Choose another name")
    gebruiker = Gebruiker(gebruikersnaam=naam, rol=rol, demo=demo)
    gebruiker.gemeente = gemeente or gebruiker.gemeente
    gebruiker.domeinen = sorted(set(domeinen)) or gebruiker.domeinen
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
