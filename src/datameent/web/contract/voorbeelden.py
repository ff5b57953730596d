"""A repair ticket of a synthetic municipality."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from datameent.web.accounts.models import Gebruiker
from datameent.web.audit.toegang import GeenRelease, open_voor
from datameent.web.contract.models import Herstelbon
from datameent.web.contract.tabel import namen_van
from datameent.web.stukken.opslag import maak


def zet(gebruikers: Mapping[str, Gebruiker]) -> None:
    """Write the example, once; `gebruikers`: an account per role."""
    door = gebruikers["contract"]
    if Herstelbon._default_manager.exists():
        return
    try:
        namen = namen_van(open_voor(door, "voorbeelden"))
    except GeenRelease:
        return
    for code, naam in list(namen.items())[:1]:
        bon = Herstelbon(aanbieder=code, naam=naam[:200], domein="wmo", periode="Het laatste kwartaal")
        bon.wat = "Bij veel mensen kwam er wel een startbericht, maar geen declaratie. Stuur de declaraties alsnog."
        bon.uiterlijk = timezone.localdate() + timedelta(days=30)
        maak(bon, door)
