"""Publishing for the demo: two of its accounts agree, so that its site works at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def publiceer_demo(releases: Mapping[str, Path | str]) -> int:
    """Let the accounts `demo-analist` and `demo-privacy` agree with these releases (audience → file).

    Returns how many steps were taken: none a second time. Needs a site that was set up, with the accounts of the demo.
    """
    from datameent.release.schema import DOELGROEPEN
    from datameent.web.accounts.models import Gebruiker
    from datameent.web.audit.toegang import alle_releases
    from datameent.web.publicatie.stand import VIER_OGEN, stand
    from datameent.web.publicatie.stappen import keur_goed, waarom_niet
    from datameent.web.publicatie.toestand import Toestand

    namen = {Path(pad).stem for pad in releases.values()}
    gedaan = 0
    for doelgroep in (d for d in DOELGROEPEN if d in VIER_OGEN):
        for pad in (p for p in alle_releases(doelgroep) if p.stem in namen):
            for gebruiker in Gebruiker.objects.filter(demo=True, rol__in=["analist", "privacy"]).order_by("rol"):
                nu = stand().releases.get(pad.stem) or Toestand(pad.stem, doelgroep)
                if not waarom_niet(gebruiker, pad, nu):
                    keur_goed(gebruiker, pad, doelgroep)
                    gedaan += 1
    return gedaan
