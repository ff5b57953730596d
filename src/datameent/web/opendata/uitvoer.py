"""Write the open data to a folder, to be put on any web server or offered to a portal."""

from __future__ import annotations

from pathlib import Path

from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home
from datameent.web.foutcodes import Foutcode
from datameent.web.opendata import bestand, catalogus


def schrijf_opendata(home: Home, uit: Path, adres: str = "") -> list[str]:
    """Write `catalogus.jsonld` and each table of the newest public release as CSV and JSON; returns the names.

    `adres`: where the folder will stand; without it, on the site itself. Errors: DM-WEB-046 (no public release, or the
    disk refuses).
    """
    from datameent.web.opzet import configureer

    configureer(home)
    from django.conf import settings

    from datameent.web.audit.toegang import GeenRelease, open_openbaar

    site = f"{'https' if settings.SITE.https else 'http'}://{next(iter(settings.SITE.hosts), 'localhost')}/"
    try:
        release = open_openbaar()
    except GeenRelease:
        raise _fout("There is no public release yet", "Run `datameent release --doelgroep openbaar`") from None
    waar = f"{adres.rstrip('/')}/" if adres else f"{site}opendata/"
    pagina = site if settings.SITE.hosts else ""
    inhoud = {"catalogus.jsonld": catalogus.als_jsonld(release, waar, pagina, settings.SITE.contact)}
    for tabel in release.tabellen():
        inhoud[f"{tabel.naam}.csv"] = "\ufeff" + bestand.als_csv(release, tabel)
        inhoud[f"{tabel.naam}.json"] = bestand.als_json(release, tabel)
    try:
        uit.mkdir(parents=True, exist_ok=True)
        for naam, tekst in inhoud.items():
            (uit / naam).write_bytes(tekst.encode())
    except OSError:
        raise _fout("The open data could not be written", "Choose a folder with room and rights") from None
    return sorted(inhoud)


def _fout(what: str, todo: str) -> DatameentError:
    return DatameentError(Foutcode.OPENDATA, what, todo, Plaats(bestand="opendata"), ExitStatus.STORAGE)
