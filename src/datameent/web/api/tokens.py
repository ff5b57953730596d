"""Make, list and withdraw tokens; find the token that a call carries.

A token is 256 random bits, so a plain SHA-256 of it is enough: there is nothing to guess, and finding it is one
look-up. It is shown once, when it is made.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home
from datameent.web.foutcodes import Foutcode
from datameent.web.opzet import opzet
from datameent.web.permissions.domeinen import ALLE, CODES
from datameent.web.permissions.rollen import ACCOUNTROLLEN

if TYPE_CHECKING:
    from datameent.web.api.models import Token

BEGIN: Final = "dm_"
"""What every token begins with, so that a scanner for leaked secrets can find one."""
LANGSTE: Final = timedelta(days=366)
_NAAM: Final = re.compile(r"[A-Za-z0-9._-]{3,50}")
_ZONE: Final = ZoneInfo("Europe/Amsterdam")
_ZUINIG: Final = timedelta(minutes=1)
"""The last use is written down at most this often."""


@dataclass(frozen=True, slots=True)
class Tokenregel:
    """A token as an operator sees it; never the secret."""

    naam: str
    rol: str
    domeinen: tuple[str, ...]
    gemaakt_op: datetime
    geldig_tot: datetime
    laatst_gebruikt: datetime | None
    stand: str


def maak_token(home: Home, naam: str, rol: str, geldig_tot: date, domeinen: Sequence[str] = ()) -> str:
    """Make a token that works up to and including `geldig_tot`; returns the secret, which cannot be had again.

    Error: DM-WEB-040 when the name, role, domain or date cannot be used.
    """
    opzet(home)
    from datameent.web.api.models import Token

    _keur(naam, rol, geldig_tot, domeinen)
    if Token.objects.filter(naam=naam).exists():
        raise _fout("This name is taken", "Choose another name; a withdrawn token keeps its name for the audit trail")
    geheim = BEGIN + secrets.token_urlsafe(32)
    Token.objects.create(
        naam=naam,
        rol=rol,
        domeinen=list(domeinen) or [ALLE],
        vingerafdruk=_vingerafdruk(geheim),
        gemaakt_op=datetime.now(UTC),
        geldig_tot=datetime.combine(geldig_tot + timedelta(days=1), time(), _ZONE),
    )
    _meld("gemaakt", naam, rol)
    return geheim


def tokens(home: Home) -> list[Tokenregel]:
    """Every token there ever was, by name."""
    opzet(home)
    from datameent.web.api.models import Token

    nu = datetime.now(UTC)
    return [
        Tokenregel(t.naam, t.rol, tuple(t.domeinen), t.gemaakt_op, t.geldig_tot, t.laatst_gebruikt, _stand(t, nu))
        for t in Token.objects.all()
    ]


def trek_in(home: Home, naam: str) -> None:
    """Withdraw a token: from now on it opens nothing. Error: DM-WEB-041 when there is none with this name."""
    opzet(home)
    from datameent.web.api.models import Token

    token = Token.objects.filter(naam=naam).first()
    if token is None:
        raise DatameentError(
            Foutcode.API_ONBEKEND,
            "There is no token with this name",
            "See the names with `datameent token lijst`",
            Plaats(bestand="app.sqlite3"),
            ExitStatus.USAGE,
        )
    token.ingetrokken_op = token.ingetrokken_op or datetime.now(UTC)
    token.save(update_fields=["ingetrokken_op"])
    _meld("ingetrokken", naam, token.rol)


def vind_token(geheim: str) -> Token | None:
    """The token that this secret belongs to when it is valid now; its last use is noted."""
    from datameent.web.api.models import Token

    token = Token.objects.filter(vingerafdruk=_vingerafdruk(geheim)).first()
    nu = datetime.now(UTC)
    if token is None or not token.geldig(nu):
        return None
    if token.laatst_gebruikt is None or nu - token.laatst_gebruikt > _ZUINIG:
        Token.objects.filter(pk=token.pk).update(laatst_gebruikt=nu)
    return token


def _vingerafdruk(geheim: str) -> str:
    return hashlib.sha256(geheim.encode()).hexdigest()


def _stand(token: Token, nu: datetime) -> str:
    if token.ingetrokken_op is not None:
        return "ingetrokken"
    return "geldig" if token.geldig(nu) else "verlopen"


def _keur(naam: str, rol: str, geldig_tot: date, domeinen: Sequence[str]) -> None:
    vandaag = datetime.now(_ZONE).date()
    if not _NAAM.fullmatch(naam):
        raise _fout("This name cannot be used", "Use 3 to 50 letters, digits, dots or hyphens")
    if rol not in {r.value for r in ACCOUNTROLLEN}:
        raise _fout("This role does not exist", f"Use one of {', '.join(ACCOUNTROLLEN)}")
    if not set(domeinen) <= set(CODES):
        raise _fout("This domain does not exist", f"Use one of {', '.join(CODES)}")
    if not vandaag <= geldig_tot <= vandaag + LANGSTE:
        raise _fout("A token is valid from today for at most a year", "Choose an earlier or later --geldig-tot")


def _fout(what: str, todo: str) -> DatameentError:
    return DatameentError(
        Foutcode.API_ONGELDIG, what, todo, Plaats(bestand="app.sqlite3"), exit_status=ExitStatus.USAGE
    )


def _meld(wat: str, naam: str, rol: str) -> None:
    from datameent.web.audit.keten import Soort, leg_vast

    leg_vast(Soort.TOKEN, gebruiker="(beheerder)", rol="beheer", pagina=wat, filters=f"token={naam}&rol={rol}")
