"""The one door from a request to a release. Nothing else in this room opens one (a test reads the imports).

An internal release is handed out only after the audit event of this request has been written: no event, no page.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

from datameent.release.read import Release, newest
from datameent.release.schema import DIMENSIES, KORRELS
from datameent.web.audit.keten import Soort, leg_vast
from datameent.web.permissions.poort import rol_van
from datameent.web.permissions.rollen import DOELGROEP, INTERNE_DOELGROEPEN

_HOUDBAAR = 2.0
"""Seconds that the answer to "which release is newest" is kept."""


@dataclass(frozen=True, slots=True)
class _Nieuwste:
    pad: Path | None
    gekeken: float


_open: dict[Path, Release] = {}
_nieuwste: dict[str, _Nieuwste] = {}
_slot = threading.Lock()


class GeenRelease(Exception):
    """There is no release for this audience yet."""


def open_release(request: HttpRequest, soort: Soort = Soort.GEZIEN) -> Release:
    """The newest release for the role of this request, after writing down that it was looked at.

    Error: `GeenRelease`, which becomes a page that says so.
    """
    rol = rol_van(request)
    release = _nieuwste_release(DOELGROEP[rol])
    if release.meta.doelgroep in INTERNE_DOELGROEPEN:
        leg_vast(
            soort,
            gebruiker=request.user.get_username(),
            rol=rol.value,
            pagina=request.path,
            release=release.meta.release_id,
            filters=_filters(request, release),
        )
    return release


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
    release = _open.get(bekend.pad)
    if release is None:
        with _slot:
            release = _open.get(bekend.pad) or Release.open(bekend.pad)
            _open[bekend.pad] = release
    return release
