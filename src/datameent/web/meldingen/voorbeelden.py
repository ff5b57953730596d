"""Reports of residents of a synthetic municipality."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from datameent.web.accounts.models import Gebruiker
from datameent.web.meldingen.merk import merk_van, nieuw_nummer
from datameent.web.meldingen.models import Melding, Stand
from datameent.web.permissions.domeinen import ALLE
from datameent.web.stukken.opslag import maak_zonder_account, wijzig

_MELDINGEN: Final = (
    (
        "/cijfers/wachttijd/?korrel=jaar&wet=wmo",
        "Ik wachtte veel langer dan hier staat. Telt mijn tijd bij de wijkcoach wel mee?",
        "We tellen vanaf het besluit. De tijd bij de wijkcoach telt dus niet mee. We zetten dat er duidelijker bij.",
    ),
    ("De pagina over wijken", "Mijn buurt hoort sinds vorig jaar bij een andere wijk. Dat zie ik hier niet.", ""),
)


def zet(gebruikers: Mapping[str, Gebruiker]) -> None:
    """Write the examples, once; `gebruikers`: an account per role."""
    analist = gebruikers["analist"]
    if Melding._default_manager.filter(gemeente=analist.gemeente).exists():
        return
    for plek, tekst, antwoord in _MELDINGEN:
        melding = Melding(gemeente=analist.gemeente, domein=ALLE, plek=plek, tekst=tekst, merk=merk_van(nieuw_nummer()))
        melding.indicator = "wachttijd" if "wachttijd" in plek else ""
        maak_zonder_account(melding)
        if antwoord:
            melding.antwoord, melding.stand = antwoord, Stand.BEANTWOORD.value
            wijzig(melding, analist, gezien=1, wat="beantwoord")
