"""The one door from a request to a release. Nothing else in this room opens one (a test reads the imports).

An internal release is handed out only after the audit event of this request has been written: no event, no page.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest

from datameent.release.read import Release, newest
from datameent.release.schema import DIMENSIES, KORRELS
from datameent.web.audit.keten import Soort, leg_vast
from datameent.web.permissions.doelen import doel_van
from datameent.web.permissions.poort import doelgroep_van, rol_van
from datameent.web.permissions.rollen import INTERNE_DOELGROEPEN
from datameent.web.publicatie.stand import Stand, mag_getoond, stand
from datameent.web.publicatie.toestand import Toestand, ingetrokken

_HOUDBAAR = 2.0
"""Seconds that the answer to "which release is newest" is kept."""


@dataclass(frozen=True, slots=True)
class _Nieuwste:
    pad: Path | None
    gekeken: float
    stand: int


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
    release = _nieuwste_release(doelgroep_van(request))
    if release.meta.doelgroep in INTERNE_DOELGROEPEN:
        leg_vast(
            soort,
            gebruiker=request.user.get_username(),
            rol=rol.value,
            pagina=request.path,
            release=release.meta.release_id,
            filters=_filters(request, release),
            doel=doel_van(rol, str(request.session.get("doel", ""))),
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
    except (GeenRelease, DatabaseError):
        return None


def release_om_te_tekenen(doelgroep: str) -> Release | None:
    """A release to draw its charts ahead of time. Nobody sees it: only the server calls this, before it listens."""
    try:
        return _nieuwste_release(doelgroep)
    except GeenRelease:
        return None


def _nieuwste_release(doelgroep: str) -> Release:
    nu = time.monotonic()
    bekend, staan = _nieuwste.get(doelgroep), stand()
    # The moment that somebody publishes or withdraws, what is kept here no longer counts: the next click shows it.
    if bekend is None or nu - bekend.gekeken > _HOUDBAAR or bekend.stand != staan.nummer:
        bekend = _Nieuwste(_gepubliceerd(doelgroep, staan), nu, staan.nummer)
        _nieuwste[doelgroep] = bekend
    if bekend.pad is None:
        raise GeenRelease
    return _geopend(bekend.pad)


def _gepubliceerd(doelgroep: str, staan: Stand) -> Path | None:
    map_ = settings.HOME.releases / doelgroep
    return newest(
        settings.HOME.releases, doelgroep, lambda naam: mag_getoond(map_ / f"{naam}.sqlite", doelgroep, staan)
    )


def _geopend(pad: Path) -> Release:
    release = _open.get(pad)
    if release is None:
        with _slot:
            release = _open.get(pad) or Release.open(pad)
            _open[pad] = release
    return release


def wat_is_ingetrokken(doelgroep: str) -> Toestand | None:
    """The withdrawn release of which readers of this audience must know; none when there is a newer one to see."""
    weg = ingetrokken(stand().releases, doelgroep)
    pad = getoonde_release(doelgroep) if weg else None
    if weg is None or weg.sinds is None or pad is None:
        return weg
    return weg if datetime.fromisoformat(_geopend(pad).meta.gemaakt_op) < weg.sinds else None


def nieuwste_bestand(doelgroep: str, namen: Container[str]) -> Path | None:
    """The newest release of an audience among these."""
    return newest(settings.HOME.releases, doelgroep, lambda naam: naam in namen)


def alle_releases(doelgroep: str) -> list[Path]:
    """The files of all releases of an audience, for who publishes them; the newest peildatum first."""
    return sorted((settings.HOME.releases / doelgroep).glob(f"{doelgroep}-????-??-??-*.sqlite"), reverse=True)


def getoonde_release(doelgroep: str) -> Path | None:
    """The file that readers of this audience see now, for who publishes the next one."""
    try:
        return _nieuwste_release(doelgroep).pad
    except GeenRelease:
        return None


def open_om_te_keuren(request: HttpRequest, pad: Path) -> Release:
    """A release that may not be published yet, for who must agree with it; looking at it is an event, as always."""
    release = _geopend(pad)
    leg_vast(
        Soort.GEZIEN,
        gebruiker=request.user.get_username(),
        rol=rol_van(request).value,
        pagina=request.path,
        release=release.meta.release_id,
        doel="kwaliteit",
    )
    return release
