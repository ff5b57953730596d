"""Over time and between audiences: what was published stays published, and what that asks of the next release.

Every release records which others were taken into account, with a fingerprint of their content. The builder reads them
back here and tells the suppressor (`Eerder`) four things. A figure that readers were shown when they last heard of it,
and that still is what it was, stays shown: hiding it would protect nothing. A figure that changed by fewer persons than
the policy wants waits: the figure of then remains the last one, and the new one is withheld as `eerder-gepubliceerd`.
What the previous release hid is cheap to hide again. And what a wider audience does not see, a narrower one does not
see either, so that both together show no more than the wider alone.

Only the last word on a figure is known. Four quarters can each have been shown once, in different months, while their
year always waited; the year would follow from them, and nothing could be hidden any more. But who was told last month
that a quarter waits does not know that it is again what it was. So what may have to stay shown is part of what the last
releases showed together, and there is always a safe release: the one that says nothing new.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from datameent.disclosure.beleid import Beleid
from datameent.disclosure.celtabel import PERIODE, Celsleutel, Eerder, celsleutel
from datameent.domain.cel import Status
from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home
from datameent.release.fouten import Foutcode
from datameent.release.meten import Meting
from datameent.release.plan import Kruising
from datameent.release.read import Release, ReleaseCel, ReleaseMeta, Voorganger
from datameent.release.samenstelling import Plantabel
from datameent.release.schema import DIMENSIES, LEEST
from datameent.release.verschil import veranderde_personen

Stand = tuple[int, date]
"""A figure and the day that it is about."""
_INHOUD = ("cel", "eerder", "dimensie", "indicator", "tabel", "bron", "overeenkomst")


@dataclass(frozen=True)
class Zelfde:
    """What makes a release the same one: the lake on a day, the policy, and the names of the tables."""

    vingerafdruk_bron: str
    beleid: Mapping[str, object]
    tabellen: frozenset[str]


@dataclass(frozen=True)
class Bewaard:
    """A published release with its cells by name."""

    meta: ReleaseMeta
    vingerafdruk: str
    cellen: Mapping[Celsleutel, ReleaseCel]
    tabellen: frozenset[str]

    @property
    def zelfde(self) -> Zelfde:
        """What it was made of."""
        return Zelfde(self.meta.vingerafdruk_bron, self.meta.beleid, self.tabellen)


@dataclass(frozen=True)
class Verleden:
    """All that readers of an audience already have (`eigen`, `naast`), and what wider audiences got (`wijder`)."""

    eigen: tuple[Bewaard, ...] = ()
    naast: tuple[Bewaard, ...] = ()
    wijder: tuple[Bewaard, ...] = ()

    @property
    def vorige(self) -> tuple[Voorganger, ...]:
        """The earlier releases of this audience."""
        return _namen(self.eigen)

    @property
    def andere(self) -> tuple[Voorganger, ...]:
        """The releases of other audiences."""
        return _namen((*self.naast, *self.wijder))


def _namen(releases: Iterable[Bewaard]) -> tuple[Voorganger, ...]:
    return tuple(sorted(Voorganger(r.meta.release_id, r.vingerafdruk) for r in releases))


def lees_verleden(home: Home, doelgroep: str, zelfde: Zelfde) -> Verleden:
    """Every release that counts for the next one of this audience.

    When the release to make was made before, it is made again with the past that it had then, so that the same gives
    the same. Errors: DM-REL-016 (a release that another one took into account is gone), DM-REL-017 (it changed since).
    """
    alle = [bewaard(pad) for pad in sorted(home.releases.glob("*/[!.]*.sqlite"))]
    _controleer_keten(alle)
    eerder = [b for b in alle if b.meta.doelgroep == doelgroep and b.zelfde == zelfde]
    if eerder:
        laatste = max(eerder, key=lambda b: b.meta.gemaakt_op).meta
        toen = {v.release_id for v in (*laatste.vorige, *laatste.naast)}
        alle = [b for b in alle if b.meta.release_id in toen]
    wijder = [d for d, leest in LEEST.items() if doelgroep in leest and d != doelgroep]
    return Verleden(
        tuple(b for b in alle if b.meta.doelgroep == doelgroep),
        tuple(b for b in alle if b.meta.doelgroep != doelgroep and b.meta.doelgroep in LEEST.get(doelgroep, ())),
        _nieuwste([b for b in alle if b.meta.doelgroep in wijder]),
    )


def controleer_releases(home: Home) -> int:
    """Open every release and hold what each says of the others against what they are; returns how many there are.

    Errors: DM-REL-002, DM-REL-003, DM-REL-016 (one is gone), DM-REL-017 (one changed).
    """
    alle = [bewaard(pad) for pad in sorted(home.releases.glob("*/[!.]*.sqlite"))]
    _controleer_keten(alle)
    return len(alle)


def _nieuwste(releases: Iterable[Bewaard]) -> tuple[Bewaard, ...]:
    per: dict[str, Bewaard] = {}
    for b in sorted(releases, key=_moment):
        per[b.meta.doelgroep] = b
    return tuple(per.values())


def bewaard(pad: Path) -> Bewaard:
    """Read a release file back; the next audience of the same run need not read it again."""
    staat = pad.stat()
    return _bewaard(pad, staat.st_mtime_ns, staat.st_size, staat.st_ino)


@lru_cache(maxsize=64)
def _bewaard(pad: Path, *_: int) -> Bewaard:
    with Release.open(pad) as release:
        cellen = {celsleutel(c.indicator, (PERIODE, *DIMENSIES), c.sleutel): c for c in release.alle_cellen()}
        return Bewaard(release.meta, vingerafdruk_van(pad), cellen, frozenset(t.naam for t in release.tabellen()))


def vingerafdruk_van(pad: Path) -> str:
    """Of all that a reader sees in a release file, whenever it was made."""
    som = hashlib.sha256()
    verbinding = sqlite3.connect(f"file:{quote(str(pad.absolute()))}?immutable=1&mode=ro", uri=True)
    try:
        for tabel in _INHOUD:
            rijen = verbinding.execute(f"SELECT * FROM {tabel}").fetchall()  # noqa: S608 - names of ours
            som.update("\n".join([tabel, *sorted(map(repr, rijen))]).encode())
        meta = verbinding.execute("SELECT sleutel, waarde FROM meta WHERE sleutel <> 'gemaakt_op'").fetchall()
        som.update("\n".join(sorted(map(repr, meta))).encode())
    finally:
        verbinding.close()
    return som.hexdigest()


def _controleer_keten(alle: Iterable[Bewaard]) -> None:
    """Every release that another one took into account is still there and still the same."""
    bekend = {b.meta.release_id: b for b in alle}
    for later in bekend.values():
        for was in (*later.meta.vorige, *later.meta.naast):
            if was.release_id not in bekend:
                raise _fout(Foutcode.VORIGE_ONTBREEKT, "An earlier release is gone", was.release_id)
            if bekend[was.release_id].vingerafdruk != was.vingerafdruk:
                raise _fout(Foutcode.VORIGE_VERANDERD, "An earlier release was changed", was.release_id)


def voorkennis(verleden: Verleden, tabellen: Sequence[Plantabel], meting: Meting, beleid: Beleid) -> Eerder:
    """What the past asks of the cells of these tables."""
    nu = {s: w for t in tabellen for s, w in zip(_sleutels(t), t.waarden, strict=True)}
    toen = _getoond((*verleden.eigen, *verleden.naast), nu)
    laatst = _laatste_woord((*verleden.eigen, *verleden.naast), nu)
    wacht = _kleine_bedragen(tabellen, toen, nu, meting, beleid)
    weg = {s for t in tabellen if t.verhouding for s in t.verhouding.onveilig(t.cellen, beleid)}
    vast = _vaste_verhoudingen(tabellen, toen, nu)
    wacht |= vast & toen.keys()
    delen = {s for t in tabellen if t.verhouding for s in _sleutels(t) if laatst.get(s)}
    onveranderd = delen - vast - weg
    weg |= vast - toen.keys()
    for tabel in tabellen:
        if tabel.verhouding is not None:
            continue
        if tabel.cellen.soort in ("frequentie", "omvang"):
            onveranderd |= {s for s in _sleutels(tabel) if (nu[s] or 0) in laatst.get(s, ())}
        if tabel.cellen.soort == "frequentie":
            wacht |= {
                s for s in _sleutels(tabel) if _klein(nu[s] or 0, toen.get(s, {}), beleid.minimum_voor(dict(s[1])))
            }
    vast_elders = _wacht_elders(verleden, meting) & onveranderd
    onveranderd -= vast_elders
    vorige = max(verleden.eigen, key=_moment, default=None)
    return Eerder(
        getoond=onveranderd,
        wacht=wacht | vast_elders,
        verborgen=_verborgen([vorige] if vorige else [], nu),
        mee=_verborgen(verleden.wijder, nu) | weg,
        laatste={s: _laatste(waarden) for s, waarden in toen.items()},
    )


def _wacht_elders(verleden: Verleden, meting: Meting) -> set[Celsleutel]:
    """What waits in a wider release of this same lake and day: here as well, or a reader of both would see it."""
    return {
        s
        for b in verleden.wijder
        if (b.meta.peildatum, b.meta.vingerafdruk_bron) == (meting.peildatum, meting.vingerafdruk)
        for s, cel in b.cellen.items()
        if cel.status is Status.EERDER_GEPUBLICEERD
    }


def _vaste_verhoudingen(
    tabellen: Sequence[Plantabel], toen: Mapping[Celsleutel, Mapping[date, int]], nu: Mapping[Celsleutel, int | None]
) -> set[Celsleutel]:
    """The shares of a law and a year of which one was shown and is another figure now: together they stay as shown.

    A large total is the same in promille while a part of it changed. Then the part would follow from what stayed, and
    from what was not shown before, for who knows the weights. So nothing new is said of that year.
    """
    per: dict[tuple[str, str, str], set[Celsleutel]] = {}
    for sleutel in (s for t in tabellen if t.verhouding for s in _sleutels(t)):
        codes = dict(sleutel[1])
        per.setdefault((sleutel[0], codes.get("wet", ""), codes[PERIODE][:4]), set()).add(sleutel)
    anders = [groep for groep in per.values() if any(s in toen and set(toen[s].values()) != {nu[s]} for s in groep)]
    return set[Celsleutel]().union(*anders)


def laatst_getoond(verleden: Verleden, tabellen: Sequence[Plantabel]) -> dict[Celsleutel, Stand]:
    """The last figure that readers of this audience were shown of the cells of these tables, with its day."""
    nu = dict.fromkeys(s for t in tabellen for s in _sleutels(t))
    return {s: _laatste(waarden) for s, waarden in _getoond((*verleden.eigen, *verleden.naast), nu).items()}


def _laatste(waarden: Mapping[date, int]) -> Stand:
    dag = max(waarden)
    return waarden[dag], dag


def _sleutels(tabel: Plantabel) -> list[Celsleutel]:
    dims = tabel.cellen.dimensies
    return [celsleutel(tabel.indicator, dims, s) for s in tabel.cellen.sleutels(dims)]


def _getoond(releases: Iterable[Bewaard], nu: Mapping[Celsleutel, int | None]) -> dict[Celsleutel, dict[date, int]]:
    """Per cell of now what was shown of it, by the day that figure was about."""
    toen: dict[Celsleutel, dict[date, int]] = {}
    for bewaard in sorted(releases, key=_moment):
        for sleutel, cel in bewaard.cellen.items():
            if cel.waarde is not None and sleutel in nu:
                toen.setdefault(sleutel, {})[bewaard.meta.peildatum] = cel.waarde
    return toen


def _laatste_woord(releases: Iterable[Bewaard], nu: Mapping[Celsleutel, int | None]) -> dict[Celsleutel, set[int]]:
    """Per cell of now what the last releases that had it showed of it: those of the last state of the lake.

    Empty where they all hid it. Audiences of one state are one word: who reads both has what either shows.
    """
    woord: dict[Celsleutel, tuple[tuple[date, str], set[int]]] = {}
    for b in sorted(releases, key=_moment):
        stand = (b.meta.peildatum, b.meta.vingerafdruk_bron)
        for sleutel, cel in b.cellen.items():
            if sleutel not in nu:
                continue
            if sleutel not in woord or woord[sleutel][0] != stand:
                woord[sleutel] = (stand, set())
            if cel.waarde is not None:
                woord[sleutel][1].add(cel.waarde)
    return {sleutel: waarden for sleutel, (_, waarden) in woord.items()}


def _moment(bewaard: Bewaard) -> tuple[date, str]:
    return bewaard.meta.peildatum, bewaard.meta.gemaakt_op


def _verborgen(releases: Iterable[Bewaard], nu: Mapping[Celsleutel, int | None]) -> set[Celsleutel]:
    return {s for b in releases for s, cel in b.cellen.items() if cel.status.onderdrukt and s in nu}


def _klein(nu: int, toen: Mapping[date, int], minimum: int) -> bool:
    return any(0 < abs(nu - was) < minimum for was in toen.values())


def _kleine_bedragen(
    tabellen: Sequence[Plantabel],
    toen: Mapping[Celsleutel, Mapping[date, int]],
    nu: Mapping[Celsleutel, int | None],
    meting: Meting,
    beleid: Beleid,
) -> set[Celsleutel]:
    """Amounts that differ from the last one shown by the doing of too few persons."""
    anders: dict[tuple[str, date], set[Celsleutel]] = {}
    kruisingen: dict[str, list[Kruising]] = {}
    for tabel in tabellen:
        if tabel.cellen.soort != "omvang" or tabel.verhouding is not None:
            continue
        kruisingen.setdefault(tabel.indicator, []).append(tabel.kruising)
        for sleutel in _sleutels(tabel):
            laatste = max(toen.get(sleutel, {}), default=None)
            if laatste is not None and toen[sleutel][laatste] != (nu[sleutel] or 0):
                anders.setdefault((tabel.indicator, laatste), set()).add(sleutel)
    klein = set()
    for (indicator, dag), cellen in anders.items():
        wie = veranderde_personen(meting, dag, indicator, kruisingen[indicator])
        for sleutel in cellen:
            codes = dict(sleutel[1])
            periode = codes.pop(PERIODE)
            if wie.get((periode, frozenset(codes.items())), 0) < beleid.minimum_voor(codes):
                klein.add(sleutel)
    return klein


def _fout(code: Foutcode, wat: str, release_id: str) -> DatameentError:
    return DatameentError(
        code,
        f"{wat}, so nobody can tell what readers already know",
        "Put the file back from a backup (`datameent restore`), then make the release again",
        Plaats(bestand=f"{release_id}.sqlite"),
        ExitStatus.REFUSED,
    )
