"""Draw the charts that readers open first, before the site listens: `python -m datameent.web.figures.warm HOME`."""

from __future__ import annotations

import sys
from pathlib import Path

from datameent.domain.home import Home
from datameent.release.read import Release
from datameent.web.opzet import configureer

DOELGROEPEN = ("openbaar", "raad", "beleid")


def warm(home: Home) -> int:
    """Draw the first view of every indicator, per law and per breakdown, of every audience; returns how many views."""
    configureer(home)
    from datameent.web.audit.toegang import release_om_te_tekenen
    from datameent.web.figures import svg
    from datameent.web.figures.pagina import cachemap

    aantal = 0
    for doelgroep in DOELGROEPEN:
        release = release_om_te_tekenen(doelgroep)
        if release is not None:
            aantal += _teken_release(release)
    svg.snoei(cachemap())
    return aantal


def _teken_release(release: Release) -> int:
    from datameent.web.figures.keuze import Keuze, aanbod_van, vul_wet_aan
    from datameent.web.figures.pagina import maak_weergave

    aantal = 0
    for kop in release.indicatoren():
        aanbod = aanbod_van(release, kop.code)
        wetten = [w.code for w in release.dimensie("wet") if w.code != "totaal"]
        eerste = [Keuze(kop.code, k) for k in aanbod.korrels]
        eerste += [Keuze(kop.code, k, waar={"wet": w}) for k in aanbod.korrels for w in wetten]
        if aanbod.korrels:
            k = aanbod.korrels[0]
            eerste += [Keuze(kop.code, k, waar={"wet": w}, per=d) for w in wetten for d in aanbod.dimensies(k)]
        for keuze in eerste:
            gekozen, _ = vul_wet_aan(keuze, aanbod, release)
            if aanbod.heeft(gekozen.korrel, gekozen.actief):
                maak_weergave(release, gekozen, aanbod)
                aantal += 1
    return aantal


if __name__ == "__main__":
    warm(Home(Path(sys.argv[1])))
