"""The second step of an account: begin it, confirm it, check a code, forget it. Every change is an audit event."""

from __future__ import annotations

import time
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from datameent.web.accounts import totp
from datameent.web.accounts.models import Gebruiker, Herstelcode
from datameent.web.audit.keten import Soort, leg_vast
from datameent.web.permissions.rollen import TABEL, Actie, Rol
from datameent.web.sleutels import sleutel

FOUTEN: Final = 5
"""Wrong codes of one account before it waits, wherever they come from."""
WACHT_SECONDEN: Final = 900


def is_verplicht(gebruiker: Gebruiker) -> bool:
    """Whether this account must have a second step: its role is named in the settings, or may publish figures.

    Accounts of the demo need none: their passwords are random and shown to whoever runs the demo.
    """
    if gebruiker.demo:
        return False
    rol = Rol(gebruiker.rol)
    return rol.value in settings.SITE.totp_verplicht or rol in TABEL[Actie.PUBLICEREN]


def begin(gebruiker: Gebruiker) -> str:
    """A new secret, that counts after `bevestig`. While it does not, the one that was begun stays."""
    if not gebruiker.totp_sinds and (bekend := _geheim(gebruiker)):
        return bekend
    geheim = totp.nieuw_geheim()
    gebruiker.totp_geheim = totp.versleutel(geheim, gebruiker.pk, _sleutel())
    gebruiker.totp_sinds = None
    gebruiker.save(update_fields=["totp_geheim", "totp_sinds"])
    return geheim


@transaction.atomic
def bevestig(gebruiker: Gebruiker, code: str) -> list[str] | None:
    """From now on this account has a second step. Gives its recovery codes; None when the code is not right."""
    if not klopt(gebruiker, code, herstel=False):
        return None
    gebruiker.totp_sinds = timezone.now()
    gebruiker.save(update_fields=["totp_sinds"])
    return geef_herstelcodes(gebruiker, "tweestap")


@transaction.atomic
def geef_herstelcodes(gebruiker: Gebruiker, pagina: str = "herstelcodes") -> list[str]:
    """Ten new codes, shown once; the ones of before no longer count."""
    codes = totp.nieuwe_herstelcodes()
    Herstelcode.objects.filter(gebruiker=gebruiker).delete()
    Herstelcode.objects.bulk_create(
        Herstelcode(gebruiker=gebruiker, hash=totp.hash_herstelcode(c, gebruiker.pk, _sleutel())) for c in codes
    )
    leg_vast(Soort.ACCOUNT, gebruiker=gebruiker.gebruikersnaam, rol=gebruiker.rol, pagina=pagina)
    return codes


def moet_wachten(gebruiker: Gebruiker) -> bool:
    """Whether there were too many wrong codes. A clock that was put back does not make anybody wait longer."""
    return 0 < gebruiker.totp_dicht_tot - time.time() <= WACHT_SECONDEN


def klopt(gebruiker: Gebruiker, code: str, *, herstel: bool = True) -> bool:
    """Whether a code is right now; each code works once. Wrong ones are counted, and written down.

    `herstel`: a recovery code will do too, once.
    """
    code = code.strip()
    goed = _klokcode(gebruiker, code) or (herstel and _herstelcode(gebruiker, code))
    if goed:
        Gebruiker.objects.filter(pk=gebruiker.pk).update(totp_fouten=0, totp_dicht_tot=0)
        gebruiker.refresh_from_db(fields=["totp_stap", "totp_fouten", "totp_dicht_tot"])
        return True
    with transaction.atomic():
        Gebruiker.objects.filter(pk=gebruiker.pk).update(totp_fouten=F("totp_fouten") + 1)
        Gebruiker.objects.filter(pk=gebruiker.pk, totp_fouten__gte=FOUTEN).update(
            totp_fouten=0, totp_dicht_tot=time.time() + WACHT_SECONDEN
        )
        leg_vast(Soort.LOGIN_MISLUKT, gebruiker=gebruiker.gebruikersnaam, rol=gebruiker.rol, pagina="tweestap")
    gebruiker.refresh_from_db(fields=["totp_fouten", "totp_dicht_tot"])
    return False


@transaction.atomic
def vergeet(gebruiker: Gebruiker) -> None:
    """Take the second step away; sessions of the account end."""
    gebruiker.totp_geheim, gebruiker.totp_sinds = "", None
    gebruiker.totp_fouten, gebruiker.totp_dicht_tot = 0, 0.0
    gebruiker.save(update_fields=["totp_geheim", "totp_sinds", "totp_fouten", "totp_dicht_tot"])
    Herstelcode.objects.filter(gebruiker=gebruiker).delete()


def _klokcode(gebruiker: Gebruiker, code: str) -> bool:
    geheim = _geheim(gebruiker)
    if not geheim:
        return False
    stap = totp.passende_stap(geheim, code.replace(" ", ""), time.time(), gebruiker.totp_stap)
    if stap is None:
        return False
    # In one statement of the database: of two requests with the same code at once, one wins.
    return Gebruiker.objects.filter(pk=gebruiker.pk, totp_stap__lt=stap).update(totp_stap=stap) == 1


def _herstelcode(gebruiker: Gebruiker, code: str) -> bool:
    afdruk = totp.hash_herstelcode(code, gebruiker.pk, _sleutel())
    gebruikt = Herstelcode.objects.filter(gebruiker=gebruiker, hash=afdruk, gebruikt_op=None).update(
        gebruikt_op=timezone.now()
    )
    if gebruikt:
        leg_vast(Soort.ACCOUNT, gebruiker=gebruiker.gebruikersnaam, rol=gebruiker.rol, pagina="herstelcode-gebruikt")
    return gebruikt == 1


def _geheim(gebruiker: Gebruiker) -> str | None:
    if not gebruiker.totp_geheim:
        return None
    return totp.ontsleutel(gebruiker.totp_geheim, gebruiker.pk, _sleutel())


def _sleutel() -> str:
    return sleutel(settings.HOME, "totp.key")
