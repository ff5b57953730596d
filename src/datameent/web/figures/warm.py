"""Draw the charts that readers open first, before the site listens: `python -m datameent.web.figures.warm HOME`."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

from datameent.domain.home import Home
from datameent.release.read import Release
from datameent.web.opzet import configureer

DOELGROEPEN = ("openbaar", "raad", "beleid")


def warm(home: Home, *, alles: bool) -> int:
    """Draw the first views of every indicator, of every audience; with `alles` also every breakdown by year.

    Returns how many views were drawn; none when these releases were done before.
    """
    configureer(home)
    from datameent.web.audit.toegang import release_om_te_tekenen
    from datameent.web.figures import svg
    from datameent.web.figures.pagina import cachemap

    releases = [r for d in DOELGROEPEN if (r := release_om_te_tekenen(d)) is not None]
    merk = "-".join(sorted(r.meta.release_id for r in releases))
    vlag = cachemap() / f"warm-{sha256(f'{svg.VERSIE}{merk}{alles}'.encode()).hexdigest()[:16]}"
    if vlag.exists():
        return 0
    aantal = sum(_teken_release(r, alles) for r in releases)
    svg.snoei(cachemap())
    cachemap().mkdir(parents=True, exist_ok=True)
    vlag.touch()
    return aantal


def _teken_release(release: Release, alles: bool) -> int:
    from datameent.web.figures.keuze import Keuze, aanbod_van, vul_wet_aan
    from datameent.web.figures.pagina import maak_weergave

    aantal = 0
    for kop in release.indicatoren():
        aanbod = aanbod_van(release, kop.code)
        wetten = [w.code for w in release.dimensie("wet") if w.code != "totaal"]
        korrels = aanbod.korrels if alles else aanbod.korrels[:1]
        eerste = [Keuze(kop.code, k) for k in korrels]
        eerste += [Keuze(kop.code, k, waar={"wet": w}) for k in korrels for w in wetten]
        if alles and korrels:
            k = korrels[0]
            eerste += [Keuze(kop.code, k, waar={"wet": w}, per=d) for w in wetten for d in aanbod.dimensies(k)]
        for keuze in eerste:
            gekozen, _ = vul_wet_aan(keuze, aanbod, release)
            if aanbod.heeft(gekozen.korrel, gekozen.actief):
                maak_weergave(release, gekozen, aanbod)
                aantal += 1
    return aantal


if __name__ == "__main__":
    warm(Home(Path(sys.argv[1])), alles="alles" in sys.argv[2:])
