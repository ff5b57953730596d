"""The one door from a request to a release. Nothing else in this room opens one (a test reads the imports).

An internal release is handed out only after the audit event of this request has been written: no event, no page.
"""

from __future__ import annotations

import hashlib
import re
import threading
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from datameent.domain.errors import DatameentError
from datameent.release.read import Release, newest
from datameent.release.schema import DIMENSIES, DOELGROEPEN, KORRELS, LEEST
from datameent.web.audit.keten import Soort, leg_vast
from datameent.web.permissions.poort import rol_van
from datameent.web.permissions.rollen import DOELGROEP, INTERNE_DOELGROEPEN, Rol

if TYPE_CHECKING:
    from datameent.web.accounts.models import Gebruiker

_HOUDBAAR = 2.0
"""Seconds that the answer to "which release is newest" is kept."""
_NAAM: Final = re.compile(rf"({'|'.join(DOELGROEPEN)})-\d{{4}}-\d\d-\d\d-[0-9a-f]{{1,64}}")
"""What a release can be called; the begin is its audience and its folder."""


@dataclass(frozen=True, slots=True)
class _Nieuwste:
    pad: Path | None
    gekeken: float


_open: dict[Path, Release] = {}
_nieuwste: dict[str, _Nieuwste] = {}
_slot = threading.Lock()


class GeenRelease(Exception):
    """There is no release for this audience yet, or the one that was named is gone."""


def open_release(request: HttpRequest, soort: Soort = Soort.GEZIEN) -> Release:
    """The newest release for the role of this request, after writing down that it was looked at.

    Error: `GeenRelease`, which becomes a page that says so.
    """
    release = _nieuwste_release(DOELGROEP[rol_van(request)])
    _leg_vast(request, release, soort)
    return release


def open_genoemde_release(request: HttpRequest, release_id: str, soort: Soort = Soort.GEZIEN) -> Release:
    """One release by its id, also when there are newer ones: what a text or a decision was written about.

    Errors: `GeenRelease` when the file is gone or broken, `PermissionDenied` when this reader may not see its audience.
    """
    naam = _NAAM.fullmatch(release_id)
    if naam is None:
        raise GeenRelease
    if not mag_release(request, naam[1]):
        raise PermissionDenied
    release = _bewaarde_release(settings.HOME.releases / naam[1] / f"{release_id}.sqlite")
    _leg_vast(request, release, soort)
    return release


def nieuwste_voor(request: HttpRequest, doelgroep: str) -> Release:
    """The newest release of another audience that this reader may see too: what would the council see of this?

    Errors: as `open_genoemde_release`.
    """
    if not mag_release(request, doelgroep):
        raise PermissionDenied
    release = _nieuwste_release(doelgroep)
    _leg_vast(request, release, Soort.GEZIEN)
    return release


def mag_release(request: HttpRequest, doelgroep: str) -> bool:
    """Whether a reader may see the releases of an audience: those of their own and of all with less in them."""
    return doelgroep in LEEST[DOELGROEP[rol_van(request)]]


def vingerafdruk(release: Release) -> str:
    """The SHA-256 of the file: whether a release is still the one that was seen. Error: `GeenRelease`."""
    try:
        staat = release.pad.stat()
        return _som(release.pad, staat.st_mtime_ns, staat.st_size)
    except OSError:
        raise GeenRelease from None


@lru_cache(maxsize=256)
def _som(pad: Path, *_: int) -> str:
    with pad.open("rb") as bestand:
        return hashlib.file_digest(bestand, "sha256").hexdigest()


def open_voor(gebruiker: Gebruiker, pagina: str) -> Release:
    """The newest release for somebody, outside a request; `pagina` says for what. Error: `GeenRelease`."""
    release = _nieuwste_release(DOELGROEP[Rol(gebruiker.rol)])
    if release.meta.doelgroep in INTERNE_DOELGROEPEN:
        naam, rol = gebruiker.gebruikersnaam, gebruiker.rol
        leg_vast(Soort.GEZIEN, gebruiker=naam, rol=rol, pagina=pagina, release=release.meta.release_id)
    return release


def bewaard_gezien(request: HttpRequest, release_id: str, doelgroep: str) -> None:
    """Write down that somebody saw cells of a release that a text keeps. Error: `PermissionDenied`."""
    if not mag_release(request, doelgroep):
        raise PermissionDenied
    if doelgroep in INTERNE_DOELGROEPEN:
        naam, rol = request.user.get_username(), rol_van(request).value
        leg_vast(Soort.GEZIEN, gebruiker=naam, rol=rol, pagina=request.path, release=release_id)


def _leg_vast(request: HttpRequest, release: Release, soort: Soort) -> None:
    """Nobody sees an internal release unseen."""
    if release.meta.doelgroep not in INTERNE_DOELGROEPEN:
        return
    leg_vast(
        soort,
        gebruiker=request.user.get_username(),
        rol=rol_van(request).value,
        pagina=request.path,
        release=release.meta.release_id,
        filters=_filters(request, release),
    )


def _filters(request: HttpRequest, release: Release) -> str:
    """The filters of the query string, codes of the release only: free text never enters the trail."""
    bekend = {d: {w.code for w in release.dimensie(d)} for d in ("periode", *DIMENSIES)}
    bekend |= {"korrel": set(KORRELS), "per": set(DIMENSIES), "vergelijk": {"gemeente"}}
    return "&".join(f"{n}={w}" for n, w in sorted(request.GET.items()) if w in bekend.get(n, ()))


def openbare_release() -> Release | None:
    """The newest public release, which needs no audit event; for `/health` and warming up."""
    try:
        return _nieuwste_release("openbaar")
    except GeenRelease:
        return None


def release_om_te_tekenen(doelgroep: str) -> Release | None:
    """A release to draw its charts ahead of time. Nobody sees it: only the server calls this, before it listens."""
    try:
        return _nieuwste_release(doelgroep)
    except GeenRelease:
        return None


def _nieuwste_release(doelgroep: str) -> Release:
    nu = time.monotonic()
    bekend = _nieuwste.get(doelgroep)
    if bekend is None or nu - bekend.gekeken > _HOUDBAAR:
        bekend = _Nieuwste(newest(settings.HOME.releases, doelgroep), nu)
        _nieuwste[doelgroep] = bekend
    if bekend.pad is None:
        raise GeenRelease
    return _geopend(bekend.pad)


def _bewaarde_release(pad: Path) -> Release:
    """A file that may have been taken away while the site had it open: then it is gone for everybody."""
    if not pad.is_file():
        _open.pop(pad, None)
        raise GeenRelease
    try:
        return _geopend(pad)
    except DatameentError:
        raise GeenRelease from None


def _geopend(pad: Path) -> Release:
    release = _open.get(pad)
    if release is None:
        with _slot:
            release = _open.get(pad) or Release.open(pad)
            _open[pad] = release
    return release
