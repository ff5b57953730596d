"""The register of official XSDs: taken in with `datameent standaard add`, kept in the home, checked on every open."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home
from datameent.sources.codes import TEKST, Code
from datameent.sources.istandaarden.boom import Element
from datameent.sources.istandaarden.specificatie import releases, specificaties
from datameent.sources.istandaarden.xsd import lees_boom

_X = "{http://www.w3.org/2001/XMLSchema}"
_BASIS = "basisschema.xsd"
_LIJST = "inhoud.json"
_MAX_XSD = 4 << 20
_NAAM = re.compile(r"[A-Za-z0-9_.-]+\.xsd")


@dataclass(frozen=True, slots=True)
class Opgenomen:
    """What `voeg_toe` took in: `nieuw` is False when exactly this was there already."""

    standaard: str
    release: str
    berichten: tuple[str, ...]
    bestanden: tuple[str, ...]
    nieuw: bool


class StandaardenRegister:
    """The XSDs of a home. Can be pickled: the copy opens the same home again."""

    def __init__(self, home: Home, inhoud: Mapping[tuple[str, str], Mapping[str, Path]]) -> None:
        self._home = home
        self._inhoud = inhoud
        self._schemas: dict[tuple[str, str, str], etree.XMLSchema] = {}
        self._bomen: dict[tuple[str, str, str], Element | None] = {}
        self.stand = 0  # goes up when a standard is taken in; what was made from the register before is then old

    def __reduce__(self) -> tuple[object, tuple[Home]]:
        return StandaardenRegister.open, (self._home,)

    @classmethod
    def open(cls, home: Home) -> StandaardenRegister:
        """The register of a home; a home without standards gives an empty one.

        Raises DatameentError DM-STD-005 when a stored schema is no longer what was taken in.
        """
        found: dict[tuple[str, str], Mapping[str, Path]] = {}
        for listing in sorted(home.standaarden.glob(f"*/*/{_LIJST}")):
            folder = listing.parent
            found[folder.parent.name, folder.name] = _gecontroleerd(folder)
        return cls(home, found)

    def aanwezig(self) -> tuple[tuple[str, str], ...]:
        """The standards and releases taken in."""
        return tuple(sorted(self._inhoud))

    def schema(self, standaard: str, berichttype: str, release: str) -> etree.XMLSchema | None:
        """The compiled XSD of a type of message; None when it was not taken in."""
        key = (standaard, berichttype, release)
        path = self._pad(*key)
        if path is None:
            return None
        if key not in self._schemas:
            self._schemas[key] = _compileer(path)
        return self._schemas[key]

    def boom(self, standaard: str, berichttype: str, release: str) -> Element | None:
        """The tree of a type of message from its XSD; None without XSD, or when it cannot be translated."""
        key = (standaard, berichttype, release)
        path = self._pad(*key)
        if path is None:
            return None
        if key not in self._bomen:
            self._bomen[key] = lees_boom(path.read_bytes(), path.with_name(_BASIS).read_bytes())
        return self._bomen[key]

    def _pad(self, standaard: str, berichttype: str, release: str) -> Path | None:
        if (standaard, release) not in self._inhoud:
            return None
        name = specificaties(release)[standaard, berichttype].xsd
        return self._inhoud[standaard, release].get(name)

    def voeg_toe(self, standaard: str, release: str, map: Path) -> Opgenomen:
        """Take in the official XSDs of a standard from a folder (it, and its `xsd/`).

        Every XSD must belong to this standard and release, have no DTD, ask for nothing outside its own folder and
        compile. Stored whole or not at all; taking in the same again changes nothing. Raises DatameentError
        DM-STD-001 to DM-STD-004.
        """
        namen = _namen(standaard, release)
        gevonden = _lees_map(map)
        if _BASIS not in gevonden or len(gevonden) < 2:
            raise _fout(Code.STANDAARD_LEEG, map.name, "Give the folder that holds basisschema.xsd and its messages")
        for name, data in gevonden.items():
            _keur(name, data, standaard, release, namen)
        berichten = tuple(sorted(namen[n] for n in gevonden if n != _BASIS))
        nieuw = self._bewaar(standaard, release, gevonden)
        return Opgenomen(standaard, release, berichten, tuple(sorted(gevonden)), nieuw)

    def _bewaar(self, standaard: str, release: str, files: Mapping[str, bytes]) -> bool:
        parent = self._home.standaarden / standaard
        parent.mkdir(parents=True, exist_ok=True)
        target = parent / release
        listing = json.dumps({n: hashlib.sha256(d).hexdigest() for n, d in sorted(files.items())}, indent=1)
        if _zelfde(target, listing):
            return False
        with tempfile.TemporaryDirectory(prefix=".nieuw-", dir=parent) as temporary:
            fresh = Path(temporary) / "vers"
            fresh.mkdir()
            for name, data in files.items():
                (fresh / name).write_bytes(data)
            for name in files:
                if name != _BASIS:
                    _compileer(fresh / name)
            (fresh / _LIJST).write_text(listing, encoding="utf-8")
            if target.exists():
                target.rename(Path(temporary) / "oud")
            fresh.rename(target)
        self._inhoud = {**self._inhoud, (standaard, release): _gecontroleerd(target)}
        self._schemas.clear()
        self._bomen.clear()
        self.stand += 1
        return True


def _zelfde(target: Path, listing: str) -> bool:
    try:
        if (target / _LIJST).read_text(encoding="utf-8") != listing:
            return False
        _gecontroleerd(target)
    except (OSError, DatameentError):
        return False
    return True


def _namen(standaard: str, release: str) -> dict[str, str]:
    if release not in releases() or standaard not in {s for s, _ in specificaties(release)}:
        raise _fout(Code.STANDAARD_ONBEKEND, None, "Known are iwmo and ijw, release " + ", ".join(releases()))
    return {spec.xsd: spec.berichttype for (s, _), spec in specificaties(release).items() if s == standaard}


def _lees_map(folder: Path) -> dict[str, bytes]:
    paths = [p for d in (folder, folder / "xsd") if d.is_dir() for p in sorted(d.iterdir()) if p.is_file()]
    found: dict[str, bytes] = {}
    for path in paths:
        if not _NAAM.fullmatch(path.name):
            continue
        if path.stat().st_size > _MAX_XSD:
            raise _fout(Code.STANDAARD_KAPOT, path.name, "Use the official set; no schema in it is that large")
        found[path.name] = path.read_bytes()
    return found


def _keur(bestand: str, data: bytes, standaard: str, release: str, namen: Mapping[str, str]) -> None:
    """Whether a schema is what it must be, before anything compiles it."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\0" in data:
        raise _fout(Code.STANDAARD_KAPOT, bestand, "Use the official set; it has no DTD and is UTF-8")
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError:
        raise _fout(Code.STANDAARD_KAPOT, bestand, "Use the official set; this file is not XML") from None
    known = {spec.xsd: spec.naamruimte for (s, _), spec in specificaties(release).items() if s == standaard}
    known[_BASIS] = next(iter(specificaties(release)[standaard, t].basisruimte for t in namen.values()))
    info = {node.tag.rpartition("}")[2]: node.text for node in root.iterfind(f"{_X}annotation/{_X}appinfo/*")}
    belongs = (known.get(bestand), standaard, release)
    if (root.get("targetNamespace"), info.get("standaard"), info.get("release")) != belongs:
        raise _fout(Code.STANDAARD_ANDERS, bestand, f"Give the official set of {standaard} {release}")
    for node in root.iter(f"{_X}import", f"{_X}include", f"{_X}redefine", f"{_X}override"):
        if node.get("schemaLocation") != _BASIS:
            raise _fout(Code.STANDAARD_KAPOT, bestand, f"A schema may only import {_BASIS} from its own folder")


def _compileer(path: Path) -> etree.XMLSchema:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.XMLSchema(etree.parse(str(path), parser))
    except (etree.XMLSchemaParseError, etree.XMLSyntaxError, OSError):
        raise _fout(Code.STANDAARD_KAPOT, path.name, "Use the official set; this schema does not compile") from None


def _gecontroleerd(folder: Path) -> dict[str, Path]:
    again = "Take the standard in again with: datameent standaard add"
    try:
        listing = json.loads((folder / _LIJST).read_text(encoding="utf-8"))
        for name, digest in listing.items():
            if not _NAAM.fullmatch(name) or hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
                raise _fout(Code.STANDAARD_VERANDERD, name, again)
    except (OSError, ValueError, AttributeError):
        raise _fout(Code.STANDAARD_VERANDERD, _LIJST, again) from None
    return {name: folder / name for name in listing}


def _fout(code: Code, bestand: str | None, todo: str) -> DatameentError:
    return DatameentError(code, TEKST[code].capitalize(), todo, Plaats(bestand=bestand), ExitStatus.SOURCE)
