"""The one door from a request to a release. Nothing else in this room opens one (a test reads the imports).

An internal release is handed out only after the audit event of this request has been written: no event, no page.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpRequest

from datameent.domain.errors import DatameentError
from datameent.release.read import Release, ReleaseMeta, newest
from datameent.release.schema import DIMENSIES, DOELGROEPEN, KORRELS, LEEST
from datameent.web.audit.keten import Soort, leg_vast
from datameent.web.permissions.doelen import doel_van
from datameent.web.permissions.poort import doelgroep_van, rol_van, ziet
from datameent.web.permissions.rollen import DOELGROEP, INTERNE_DOELGROEPEN, Rol
from datameent.web.publicatie.stand import Stand, mag_getoond, stand
from datameent.web.publicatie.toestand import Toestand, ingetrokken
from datameent.web.publicatie.verslag import vingerafdruk as _vingerafdruk

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
    stand: int


@dataclass(frozen=True, slots=True)
class Lezer:
    """Who reads: a role, the name for the audit event, the audience whose releases they see, and for which purpose."""

    rol: Rol
    naam: str
    doelgroep: str
    doel: str

    @classmethod
    def met_rol(cls, rol: Rol, naam: str) -> Lezer:
        """Somebody of this municipality with a role, who looks for the purpose of that role."""
        return cls(rol, naam, DOELGROEP[rol], doel_van(rol))

    def mag(self, doelgroep: str) -> bool:
        """Whether they may see the releases of an audience: those of their own and of all with less in them."""
        return doelgroep in LEEST[self.doelgroep]

    def leg_vast(self, soort: Soort, doelgroep: str, *, pagina: str, release: str = "", filters: str = "") -> None:
        """Nobody sees an internal release unseen."""
        if doelgroep in INTERNE_DOELGROEPEN:
            leg_vast(
                soort,
                gebruiker=self.naam,
                rol=self.rol.value,
                pagina=pagina,
                release=release,
                filters=filters,
                doel=self.doel,
            )


_open: dict[Path, Release] = {}
_nieuwste: dict[str, _Nieuwste] = {}
_slot = threading.Lock()


class GeenRelease(Exception):
    """There is no release for this audience yet, or the one that was named is gone."""


def lezer_van(request: HttpRequest) -> Lezer:
    """Who asks."""
    rol = rol_van(request)
    doel = doel_van(rol, str(request.session.get("doel", "")))
    return Lezer(rol, request.user.get_username(), doelgroep_van(request), doel)


def open_release(request: HttpRequest, soort: Soort = Soort.GEZIEN) -> Release:
    """The newest release for the role of this request, after writing down that it was looked at.

    Error: `GeenRelease`, which becomes a page that says so.
    """
    lezer = lezer_van(request)
    return _lees(lezer, _nieuwste_release(lezer.doelgroep), soort, request.path, request.GET)


def open_genoemde_release(request: HttpRequest, release_id: str, soort: Soort = Soort.GEZIEN) -> Release:
    """One release by its id, also when there are newer ones: what a text or a decision was written about.

    Errors: `GeenRelease` when the file is gone or broken, or not published or withdrawn; `PermissionDenied` when this
    reader may not see its audience.
    """
    return _lees(
        lezer_van(request), _genoemde_release(lezer_van(request), release_id), soort, request.path, request.GET
    )


def nieuwste_voor(request: HttpRequest, doelgroep: str) -> Release:
    """The newest release of another audience that this reader may see too: what would the council see of this?

    Errors: as `open_genoemde_release`.
    """
    lezer = lezer_van(request)
    if not lezer.mag(doelgroep):
        raise PermissionDenied
    return _lees(lezer, _nieuwste_release(doelgroep), Soort.GEZIEN, request.path, request.GET)


def mag_release(request: HttpRequest, doelgroep: str) -> bool:
    """Whether a reader may see the releases of an audience."""
    return lezer_van(request).mag(doelgroep)


def vingerafdruk(release: Release) -> str:
    """The SHA-256 of the file: whether a release is still the one that was seen. Error: `GeenRelease`."""
    try:
        return _vingerafdruk(release.pad)
    except OSError:
        raise GeenRelease from None


def open_voor(gebruiker: Gebruiker, pagina: str) -> Release:
    """The newest release for somebody, outside a request; `pagina` says for what. Error: `GeenRelease`."""
    rol = Rol(gebruiker.rol)
    lezer = Lezer(rol, gebruiker.gebruikersnaam, ziet(gebruiker), doel_van(rol))
    return _lees(lezer, _nieuwste_release(lezer.doelgroep), Soort.GEZIEN, pagina, {})


def open_als(lezer: Lezer, soort: Soort, *, pagina: str, vraag: Mapping[str, str], release_id: str = "") -> Release:
    """The newest release, or that with `release_id`, of the audience of a reader without a session; the event first.

    Error: `GeenRelease`, also for a release of another audience: for this reader it does not exist.
    """
    if release_id and not release_id.startswith(f"{lezer.doelgroep}-"):
        raise GeenRelease
    release = _genoemde_release(lezer, release_id) if release_id else _nieuwste_release(lezer.doelgroep)
    return _lees(lezer, release, soort, pagina, vraag)


def open_openbaar() -> Release:
    """The newest public release, for open data: the same for everybody. Error: `GeenRelease`."""
    return open_als(Lezer.met_rol(Rol.BEZOEKER, ""), Soort.GEDOWNLOAD, pagina="", vraag={})


def uitgaven(lezer: Lezer, *, pagina: str) -> tuple[ReleaseMeta, ...]:
    """What every release that this reader may see says of itself, the newest first; no figures."""
    staan = stand()
    paden = [p for p in alle_releases(lezer.doelgroep) if mag_getoond(p, lezer.doelgroep, staan)]
    metas = [_geopend(pad).meta for pad in paden]
    lezer.leg_vast(Soort.GEZIEN, lezer.doelgroep, pagina=pagina)
    return tuple(sorted(metas, key=lambda m: (m.peildatum, m.gemaakt_op, m.release_id), reverse=True))


def bewaard_gezien(request: HttpRequest, release_id: str, doelgroep: str) -> None:
    """Write down that somebody saw cells of a release that a text keeps. Error: `PermissionDenied`."""
    lezer = lezer_van(request)
    if not lezer.mag(doelgroep):
        raise PermissionDenied
    lezer.leg_vast(Soort.GEZIEN, doelgroep, pagina=request.path, release=release_id)


def _lees(lezer: Lezer, release: Release, soort: Soort, pagina: str, vraag: Mapping[str, str]) -> Release:
    filters = _filters(vraag, release)
    lezer.leg_vast(soort, release.meta.doelgroep, pagina=pagina, release=release.meta.release_id, filters=filters)
    return release


def _genoemde_release(lezer: Lezer, release_id: str) -> Release:
    naam = _NAAM.fullmatch(release_id)
    if naam is None:
        raise GeenRelease
    if not lezer.mag(naam[1]):
        raise PermissionDenied
    pad = settings.HOME.releases / naam[1] / f"{release_id}.sqlite"
    # A file that may have been taken away while the site had it open: then it is gone for everybody.
    if not pad.is_file():
        _open.pop(pad, None)
        raise GeenRelease
    if not mag_getoond(pad, naam[1], stand()):
        raise GeenRelease
    try:
        return _geopend(pad)
    except DatameentError:
        raise GeenRelease from None


def _filters(vraag: Mapping[str, str], release: Release) -> str:
    """The filters of the query string, codes of the release only: free text never enters the trail."""
    bekend = {d: {w.code for w in release.dimensie(d)} for d in ("periode", *DIMENSIES)}
    dimensie, _, code = vraag.get("vergelijk", "").partition(":")
    naast = {f"{dimensie}:{code}"} if code in bekend.get(dimensie, ()) else set()
    bekend |= {"korrel": set(KORRELS), "per": set(DIMENSIES), "vergelijk": {"gemeente", *naast}}
    return "&".join(f"{n}={w}" for n, w in sorted(vraag.items()) if w in bekend.get(n, ()))


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
    # Nor does a file that is not there any more.
    weg = bekend is not None and bekend.pad is not None and not bekend.pad.is_file()
    if bekend is None or weg or nu - bekend.gekeken > _HOUDBAAR or bekend.stand != staan.nummer:
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


def kop_van(pad: Path) -> tuple[ReleaseMeta, Mapping[str, str]]:
    """What a release says of itself, and the names of what it counts by their code; no figures, so no event."""
    release = _geopend(pad)
    return release.meta, {k.code: k.naam for k in release.indicatoren()}


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
