"""The one door from a request to a release. Nothing else in this room opens one (a test reads the imports).

An internal release is handed out only after the audit event of this request has been written: no event, no page.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

from datameent.release.read import Release, ReleaseMeta, newest
from datameent.release.schema import DIMENSIES, KORRELS
from datameent.web.audit.keten import Soort, leg_vast
from datameent.web.permissions.poort import rol_van
from datameent.web.permissions.rollen import DOELGROEP, INTERNE_DOELGROEPEN, Rol

_HOUDBAAR = 2.0
"""Seconds that the answer to "which release is newest" is kept."""


@dataclass(frozen=True, slots=True)
class _Nieuwste:
    pad: Path | None
    gekeken: float


_open: dict[Path, Release] = {}
_nieuwste: dict[str, _Nieuwste] = {}
_slot = threading.Lock()


@dataclass(frozen=True, slots=True)
class Lezer:
    """Who reads: a role, and the name for the audit event."""

    rol: Rol
    naam: str


class GeenRelease(Exception):
    """There is no release for this audience yet."""


def open_release(request: HttpRequest, soort: Soort = Soort.GEZIEN) -> Release:
    """The newest release for the role of this request, after writing down that it was looked at.

    Error: `GeenRelease`, which becomes a page that says so.
    """
    lezer = Lezer(rol_van(request), request.user.get_username())
    return open_voor(lezer, soort, pagina=request.path, vraag=request.GET)


def open_voor(lezer: Lezer, soort: Soort, *, pagina: str, vraag: Mapping[str, str], release_id: str = "") -> Release:
    """The newest release, or that with `release_id`, of the audience of this reader; the event is written first.

    Error: `GeenRelease`, also for a release of another audience: for this reader it does not exist.
    """
    doelgroep = DOELGROEP[lezer.rol]
    release = _met_id(doelgroep, release_id) if release_id else _nieuwste_release(doelgroep)
    if doelgroep in INTERNE_DOELGROEPEN:
        leg_vast(
            soort,
            gebruiker=lezer.naam,
            rol=lezer.rol.value,
            pagina=pagina,
            release=release.meta.release_id,
            filters=_filters(vraag, release),
        )
    return release


def uitgaven(lezer: Lezer, *, pagina: str) -> tuple[ReleaseMeta, ...]:
    """What every release of the audience of this reader says of itself, the newest first; no figures."""
    doelgroep = DOELGROEP[lezer.rol]
    metas = [_geopend(pad).meta for pad in _paden(doelgroep)]
    if doelgroep in INTERNE_DOELGROEPEN:
        leg_vast(Soort.GEZIEN, gebruiker=lezer.naam, rol=lezer.rol.value, pagina=pagina)
    return tuple(sorted(metas, key=lambda m: (m.peildatum, m.gemaakt_op, m.release_id), reverse=True))


def _filters(vraag: Mapping[str, str], release: Release) -> str:
    """The filters of the query string, codes of the release only: free text never enters the trail."""
    bekend = {d: {w.code for w in release.dimensie(d)} for d in ("periode", *DIMENSIES)}
    bekend |= {"korrel": set(KORRELS), "per": set(DIMENSIES), "vergelijk": {"gemeente"}}
    return "&".join(f"{n}={w}" for n, w in sorted(vraag.items()) if w in bekend.get(n, ()))


def open_openbaar() -> Release:
    """The newest public release, for open data: the same for everybody. Error: `GeenRelease`."""
    return open_voor(Lezer(Rol.BEZOEKER, ""), Soort.GEDOWNLOAD, pagina="", vraag={})


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


def _met_id(doelgroep: str, release_id: str) -> Release:
    for pad in _paden(doelgroep):
        if pad.stem == release_id:
            return _geopend(pad)
    raise GeenRelease


def _paden(doelgroep: str) -> list[Path]:
    return list((settings.HOME.releases / doelgroep).glob(f"{doelgroep}-????-??-??-*.sqlite"))


def _geopend(pad: Path) -> Release:
    release = _open.get(pad)
    if release is None:
        with _slot:
            release = _open.get(pad) or Release.open(pad)
            _open[pad] = release
    return release
