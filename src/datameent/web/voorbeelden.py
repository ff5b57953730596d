"""What the demo writes in the site: one line per subject."""

from __future__ import annotations

from datameent.domain.home import Home
from datameent.web.opzet import opzet


def zet_voorbeelden(home: Home) -> None:
    """Write the examples of every subject in the name of the demo accounts, once; without those accounts, nothing."""
    opzet(home)
    from datameent.web.accounts.models import Gebruiker
    from datameent.web.besluiten import voorbeelden as besluiten
    from datameent.web.contract import voorbeelden as contract
    from datameent.web.doelen import voorbeelden as doelen
    from datameent.web.duiding import voorbeelden as duiding
    from datameent.web.meldingen import voorbeelden as meldingen
    from datameent.web.permissions.rollen import ACCOUNTROLLEN
    from datameent.web.vragen import voorbeelden as vragen

    gebruikers = {g.rol: g for g in Gebruiker.objects.filter(demo=True)}
    if len(gebruikers) == len(ACCOUNTROLLEN):
        for zet in (
            vragen.zet,
            doelen.zet,
            duiding.zet,
            besluiten.zet,
            meldingen.zet,
            contract.zet,
        ):
            zet(gebruikers)
