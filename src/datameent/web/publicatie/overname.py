"""Homes from before publishing took two people: the newest release of that day stays where it is."""

from __future__ import annotations

from datameent.web.audit.toegang import alle_releases, nieuwste_bestand
from datameent.web.publicatie.stand import VIER_OGEN
from datameent.web.publicatie.stappen import neem_over
from datameent.web.publicatie.verslag import lees_verslag


def neem_alles_over() -> None:
    """Take over the newest release per audience, once: when the table of steps is made.

    Only one that was made by a version without reports: those of today have a report beside them and wait for two
    people, so nobody gets round them by making a release before the site was ever started.
    """
    for doelgroep in sorted(VIER_OGEN):
        oud = {p.stem for p in alle_releases(doelgroep) if not lees_verslag(p).makers}
        pad = nieuwste_bestand(doelgroep, oud)
        if pad is not None:
            neem_over(pad, doelgroep)
