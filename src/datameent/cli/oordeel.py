"""Lends the primary disclosure rules to `cijfer`: indicators may not import them themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from datameent.domain.cel import Status
from datameent.domain.home import Home

if TYPE_CHECKING:
    from datameent.disclosure.beleid import Beleid
    from datameent.indicators.cijfer import Celfeiten

ANALIST_DOELGROEPEN = ("analist", "beleid")
"""The rules for an analyst: of its own where the policy has them, else what the internal audience may see."""


def _beleid(home: Home) -> Beleid:
    from datameent.disclosure.beleid import lees_beleid

    bestand = home.config / "onthulling.yaml"
    beleid = lees_beleid(bestand.read_text(encoding="utf-8"), str(bestand))
    eigen, intern = ANALIST_DOELGROEPEN
    return beleid.voor(eigen if eigen in beleid.doelgroepen else intern)


def ruis_van_beleid(home: Home) -> Callable[[int, int], int] | None:
    """What makes a count noisy, where the policy for an analyst says `methode: ruis`; else None."""
    from datameent.disclosure.ruis import STANDAARD, Ptabel

    return Ptabel.van(STANDAARD).ruis if _beleid(home).methode == "ruis" else None


def primair_oordeel(home: Home) -> Callable[[Celfeiten], Status]:
    """The rule that says of one cell whether it may be shown, from this home's disclosure policy.

    Only the primary rules: one question at a time has no table to protect. Nothing of it is published.
    """
    from datameent.disclosure.primair import Bijdragen, beoordeel_cel

    beleid = _beleid(home)

    def beoordeel(feiten: Celfeiten) -> Status:
        van = Bijdragen(
            aanbieders=feiten.aanbieders,
            grootste_persoon_cent=feiten.grootste_persoon_cent,
            grootste_aanbieder_cent=feiten.grootste_aanbieder_cent,
            tweede_aanbieder_cent=feiten.tweede_aanbieder_cent,
        )
        minimum = beleid.minimum_voor(feiten.codes)
        return beoordeel_cel(beleid, feiten.waarde, feiten.personen, bijdragen=van, minimum=minimum)

    return beoordeel
