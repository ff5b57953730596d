"""Read a release: the only door of the site, built on the standard library and `domain` alone.

A release never changes once written, so it is opened `immutable=1` (no locks, no journal) and everything
small (meta, labels, definitions) is read once. Each thread has a connection of its own, so one `Release` serves a
threaded web server.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from datameent.domain.cel import Status
from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.inwoners import Inwonertal
from datameent.release.achtergrond import Vormen, lees_inwoners, lees_vormen
from datameent.release.celvraag import SELECTEER, celvraag
from datameent.release.fouten import Foutcode
from datameent.release.schema import DIMENSIES, KORRELS, SCHEMA_VERSIE

_SLEUTELDIMENSIES = ("periode", *DIMENSIES)


class Voorganger(NamedTuple):
    """Another release that was taken into account, and what it held then."""

    release_id: str
    vingerafdruk: str


@dataclass(frozen=True, slots=True)
class ReleaseMeta:
    """What a release says about itself.

    `vorige`: the earlier releases of this audience that were taken into account, `naast`: those of other audiences.
    """

    release_id: str
    doelgroep: str
    peildatum: date
    gemaakt_op: str
    gemeente_code: str
    gemeente_naam: str
    versie: str
    minimum_personen: int
    cellen: int
    onderdrukt: int
    beleid: Mapping[str, Any]
    verlies: Mapping[str, Any]
    vingerafdruk_bron: str
    schema_versie: int = SCHEMA_VERSIE
    vorige: tuple[Voorganger, ...] = ()
    naast: tuple[Voorganger, ...] = ()


class Eerdercijfer(NamedTuple):
    """The figure that an earlier release of this audience showed last, and the day that it is about."""

    waarde: int
    peildatum: date


class ReleaseCel(NamedTuple):
    """One cell; `waarde` is null exactly when `status` gives a reason.

    `eerder`: what was shown before, where the new figure waits (`eerder-gepubliceerd`). It does not add up with the
    figures of now, so it is never part of a sum, and is shown with its date.
    """

    indicator: str
    korrel: str
    periode: str
    wet: str
    productcategorie: str
    product: str
    wijk: str
    buurt: str
    aanbieder: str
    leeftijdsgroep: str
    waarde: int | None
    status: Status
    voorlopig: bool
    eerder: Eerdercijfer | None = None

    @classmethod
    def van(
        cls,
        sleutel: Sequence[str],
        waarde: int | None,
        status: Status,
        voorlopig: bool,
        eerder: Eerdercijfer | None = None,
    ) -> ReleaseCel:
        """A cell from its key (indicator, grain, period, code per dimension) and what it holds."""
        return cls._make((*sleutel, waarde, status, voorlopig, eerder))

    @property
    def sleutel(self) -> tuple[str, ...]:
        """The period and the codes on `DIMENSIES`: which cell of its indicator this is."""
        return tuple(map(str, self[2 : 2 + len(_SLEUTELDIMENSIES)]))

    def code(self, dimensie: str) -> str:
        """The code of this cell on a dimension (`periode` included)."""
        return str(self[2 + _SLEUTELDIMENSIES.index(dimensie)])


@dataclass(frozen=True, slots=True)
class IndicatorKop:
    """An indicator in a list; the whole definition is `Release.definitie(code)`."""

    code: str
    naam: str
    vraag: str
    eenheid: str
    soort: str


@dataclass(frozen=True, slots=True)
class Dimensiewaarde:
    """A code of a dimension with its label; `ouder` is the code it sums to."""

    naam: str
    code: str
    label: str
    ouder: str | None
    volgorde: int


@dataclass(frozen=True, slots=True)
class TabelKop:
    """A table of the release: which cells belong together."""

    id: int
    naam: str
    indicator: str
    korrel: str
    dimensies: tuple[str, ...]
    soort: str
    eenheid: str


@dataclass(frozen=True, slots=True)
class BronInfo:
    """A source and how fresh it was when the release was made; dates are ISO, null when never."""

    naam: str
    titel: str
    laatste_bericht: str | None
    geladen_op: str | None
    berichten: int
    geweigerd: int
    leverritme: str


@dataclass(frozen=True, slots=True)
class Overeenkomstkaart:
    """The public card of an agreement: purpose, legal basis, fields, retention; no contact data."""

    naam: str
    kaart: Mapping[str, Any]


class Release:
    """An opened release. Make one with `Release.open`; share it between threads; `close` when done."""

    def __init__(self, pad: Path) -> None:
        self.pad = pad
        self._lokaal = threading.local()
        self._slot = threading.Lock()
        self._open: list[sqlite3.Connection] = []

    @classmethod
    def open(cls, pad: Path) -> Release:
        """Open a release file and check that it is one, in the shape this version reads.

        Errors: DM-REL-001 (no file), DM-REL-002 (not a release), DM-REL-003 (another shape).
        """
        if not pad.is_file():
            raise _fout(Foutcode.RELEASE_ONTBREEKT, "The release file is gone", _BOUW, pad)
        release = cls(pad)
        try:
            meta = release.meta
        except (sqlite3.DatabaseError, KeyError, ValueError):
            release.close()
            raise _fout(Foutcode.GEEN_RELEASE, "This file is not a release", _BOUW, pad) from None
        if meta.schema_versie != SCHEMA_VERSIE:
            release.close()
            raise _fout(Foutcode.SCHEMAVERSIE, "This release has another shape", _BOUW, pad)
        return release

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._slot:
            while self._open:
                self._open.pop().close()
            self._lokaal = threading.local()

    def __enter__(self) -> Release:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def meta(self) -> ReleaseMeta:
        """What the release says about itself."""
        return _meta(dict(self._rijen("SELECT sleutel, waarde FROM meta")))

    def indicatoren(self) -> tuple[IndicatorKop, ...]:
        """The indicators in the order they are shown."""
        return tuple(
            IndicatorKop(code, *(str(d.get(k, "")) for k in ("naam", "vraag", "eenheid", "soort")))
            for code, d in self._definities.items()
        )

    def definitie(self, code: str) -> Mapping[str, Any]:
        """The whole definition of an indicator as it was when the release was made. Error: DM-REL-004."""
        try:
            return self._definities[code]
        except KeyError:
            raise _vraagfout("indicator", self.pad) from None

    def tabellen(self) -> tuple[TabelKop, ...]:
        """All tables of the release."""
        rijen = self._rijen("SELECT id, naam, indicator, korrel, dimensies, soort, eenheid FROM tabel ORDER BY id")
        return tuple(TabelKop(r[0], r[1], r[2], r[3], tuple(json.loads(r[4])), r[5], r[6]) for r in rijen)

    def dimensie(self, naam: str) -> tuple[Dimensiewaarde, ...]:
        """The codes of a dimension (`periode` or one of `DIMENSIES`) in the order they are shown."""
        if naam not in _SLEUTELDIMENSIES:
            raise _vraagfout("dimensie", self.pad)
        return self._dimensies.get(naam, ())

    def label(self, naam: str, code: str) -> str:
        """The label of a code; the code itself when the release has no label for it."""
        return self._labels.get((naam, code), code)

    def bronnen(self) -> tuple[BronInfo, ...]:
        """The sources and their age."""
        kolommen = "naam, titel, laatste_bericht, geladen_op, berichten, geweigerd, leverritme"
        return tuple(BronInfo(*r) for r in self._rijen(f"SELECT {kolommen} FROM bron ORDER BY naam"))  # noqa: S608 - ours

    def overeenkomsten(self) -> tuple[Overeenkomstkaart, ...]:
        """The public cards of the agreements."""
        rijen = self._rijen("SELECT naam, kaart FROM overeenkomst ORDER BY naam")
        return tuple(Overeenkomstkaart(naam, json.loads(kaart)) for naam, kaart in rijen)

    @cached_property
    def vormen(self) -> Vormen:
        """The shapes of areas; none in a release that was made without."""
        return lees_vormen(self._rijen)

    @cached_property
    def inwoners(self) -> tuple[Inwonertal, ...]:
        """Inhabitants per day of counting, the oldest first; none in a release that was made without."""
        return lees_inwoners(self._rijen)

    def cellen(
        self,
        indicator: str,
        korrel: str,
        per: Sequence[str] = (),
        waar: Mapping[str, str | Sequence[str]] | None = None,
    ) -> tuple[ReleaseCel, ...]:
        """The cells of an indicator at one grain, broken out by `per`, held to `waar`, in display order.

        The period is always broken out (hold it with `waar={"periode": "2025"}`). A dimension in `per` gives
        all its codes but the total; one that is neither in `per` nor in `waar` is held to `totaal`. A value of
        `waar` is a code or several. A crossing that the release does not have gives no cells. Error:
        DM-REL-004 for an unknown grain or dimension.
        """
        waar = waar or {}
        if korrel not in KORRELS or not {*per, *waar} <= set(_SLEUTELDIMENSIES):
            raise _vraagfout("korrel" if korrel not in KORRELS else "dimensie", self.pad)
        sql, waarden = celvraag(indicator, korrel, per, waar)
        volgorde = self._volgorde
        cellen = [_cel(r) for r in self._rijen(sql, waarden)]
        sorteer = [(i + 2, naam) for i, naam in enumerate(_SLEUTELDIMENSIES)]
        cellen.sort(key=lambda c: [(volgorde.get((naam, str(c[i])), 0), c[i]) for i, naam in sorteer])
        return tuple(cellen)

    def cel(self, indicator: str, korrel: str, periode: str, **codes: str) -> ReleaseCel | None:
        """One cell by its full key (dimensions not named are `totaal`); None when absent."""
        gevonden = self.cellen(indicator, korrel, waar={"periode": periode, **codes})
        return gevonden[0] if gevonden else None

    def alle_cellen(self) -> tuple[ReleaseCel, ...]:
        """Every cell of the release, in the order of the file."""
        return tuple(_cel(r) for r in self._rijen(SELECTEER))

    @cached_property
    def _definities(self) -> dict[str, Mapping[str, Any]]:
        rijen = self._rijen("SELECT code, definitie FROM indicator ORDER BY volgorde, code")
        return {code: json.loads(definitie) for code, definitie in rijen}

    @cached_property
    def _dimensies(self) -> dict[str, tuple[Dimensiewaarde, ...]]:
        sql = "SELECT naam, code, label, ouder, volgorde FROM dimensie ORDER BY naam, volgorde, code"
        per_naam: dict[str, list[Dimensiewaarde]] = {}
        for rij in self._rijen(sql):
            per_naam.setdefault(rij[0], []).append(Dimensiewaarde(*rij))
        return {naam: tuple(waarden) for naam, waarden in per_naam.items()}

    @cached_property
    def _labels(self) -> dict[tuple[str, str], str]:
        return {(w.naam, w.code): w.label for ws in self._dimensies.values() for w in ws}

    @cached_property
    def _volgorde(self) -> dict[tuple[str, str], int]:
        return {(w.naam, w.code): w.volgorde for ws in self._dimensies.values() for w in ws}

    def _rijen(self, sql: str, waarden: Sequence[str] = ()) -> list[Any]:
        verbinding: sqlite3.Connection | None = getattr(self._lokaal, "verbinding", None)
        if verbinding is None:
            verbinding = sqlite3.connect(
                f"file:{quote(str(self.pad.absolute()))}?immutable=1&mode=ro",
                uri=True,
                check_same_thread=False,  # only so that `close` may close the connections of other threads
                cached_statements=256,
            )
            with self._slot:
                self._open.append(verbinding)
            self._lokaal.verbinding = verbinding
        return verbinding.execute(sql, waarden).fetchall()


def newest(releases_dir: Path, doelgroep: str, mag: Callable[[str], bool] = lambda _: True) -> Path | None:
    """The newest release of an audience: the latest peildatum, then the latest made; None when there is none.

    `mag`: whether a release, by its id, counts; the site leaves out what is not published.

    Files are called `<doelgroep>-<peildatum>-<hash>.sqlite`, so only files of the latest date are opened.
    """
    bestanden = sorted(p for p in (releases_dir / doelgroep).glob(f"{doelgroep}-????-??-??-*.sqlite") if mag(p.stem))
    if not bestanden:
        return None
    begin = len(doelgroep) + 1
    laatste = bestanden[-1].name[begin : begin + 10]
    kandidaten = [b for b in bestanden if b.name[begin : begin + 10] == laatste]
    return kandidaten[0] if len(kandidaten) == 1 else max(kandidaten, key=_gemaakt_op)


def _gemaakt_op(pad: Path) -> tuple[str, str]:
    with Release.open(pad) as release:
        return release.meta.gemaakt_op, pad.name


def _meta(m: Mapping[str, str]) -> ReleaseMeta:
    return ReleaseMeta(
        release_id=m["release_id"],
        doelgroep=m["doelgroep"],
        peildatum=date.fromisoformat(m["peildatum"]),
        gemaakt_op=m["gemaakt_op"],
        gemeente_code=m["gemeente_code"],
        gemeente_naam=m["gemeente_naam"],
        versie=m["versie"],
        minimum_personen=int(m["minimum_personen"]),
        cellen=int(m["cellen"]),
        onderdrukt=int(m["onderdrukt"]),
        beleid=json.loads(m["beleid"]),
        verlies=json.loads(m["verlies"]),
        vingerafdruk_bron=m["vingerafdruk_bron"],
        schema_versie=int(m["schema_versie"]),
        vorige=_voorgangers(m.get("vorige", "[]")),
        naast=_voorgangers(m.get("naast", "[]")),
    )


def _voorgangers(tekst: str) -> tuple[Voorganger, ...]:
    return tuple(Voorganger(v["release_id"], v["vingerafdruk"]) for v in json.loads(tekst))


def _cel(rij: Sequence[Any]) -> ReleaseCel:
    *sleutel, waarde, status, voorlopig, was, toen = rij
    eerder = None if was is None else Eerdercijfer(was, date.fromisoformat(toen))
    return ReleaseCel.van(sleutel, waarde, Status(status), bool(voorlopig), eerder)


_BOUW = "Make it again with `datameent release`"


def _fout(code: Foutcode, what: str, todo: str, pad: Path) -> DatameentError:
    return DatameentError(code, what, todo, Plaats(bestand=pad.name), ExitStatus.STORAGE)


def _vraagfout(wat: str, pad: Path) -> DatameentError:
    return DatameentError(
        Foutcode.ONBEKENDE_VRAAG,
        f"This release does not know the {wat} that was asked for",
        "Ask for an indicator, grain or dimension that it lists",
        Plaats(bestand=pad.name, element=wat),
    )
