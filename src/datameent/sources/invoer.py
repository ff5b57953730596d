"""From paths to pieces of input: files, folders, zip and gz. Nothing is ever unpacked to disk."""

from __future__ import annotations

import gzip
import lzma
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from datameent.domain.errors import Plaats
from datameent.sources.bevinding import FOUT, Bevinding, Geweigerd, Stuk
from datameent.sources.codes import TEKST, Code
from datameent.sources.limieten import Limieten

_LEESBAAR = (".xml", ".csv")
_ARCHIEF = (".zip", ".gz", ".tgz", ".tar", ".7z", ".rar", ".bz2", ".xz", ".zst")
_BLOK = 1 << 20


class _Limiet(Exception):
    """A limit was passed while reading; holds the code only."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code = code


class _Teller:
    """What may still be unpacked from one archive; counts what was really read, whatever the headers say."""

    def __init__(self, limieten: Limieten) -> None:
        self.limieten = limieten
        self.totaal = 0

    def lees(self, stroom: IO[bytes], gepakt: int) -> bytes:
        """All bytes of a stream, or _Limiet; `gepakt` is its packed size on disk."""
        parts: list[bytes] = []
        size = 0
        while block := stroom.read(_BLOK):
            size += len(block)
            self.totaal += len(block)
            parts.append(block)
            self._keur(size, gepakt)
        return b"".join(parts)

    def _keur(self, size: int, gepakt: int) -> None:
        grens = self.limieten
        if size > grens.max_bestand:
            raise _Limiet(Code.TE_GROOT)
        if self.totaal > grens.max_uitgepakt:
            raise _Limiet(Code.ZIP_TOTAAL)
        if size > grens.verhouding_vanaf and size > grens.max_verhouding * max(gepakt, 1):
            raise _Limiet(Code.ZIP_VERHOUDING)


def geweigerd(bestand: str, code: Code) -> Geweigerd:
    """A piece of input that was refused as a file, with one finding."""
    return Geweigerd(bestand, (Bevinding(code, FOUT, "bestand", Plaats(bestand=bestand), TEKST[code]),))


def vind_stukken(paths: Iterable[Path], limieten: Limieten) -> Iterator[Stuk | Geweigerd]:
    """Every readable piece under the paths, in a stable order.

    A folder is walked whole, sorted by name; in it only .xml, .csv, .zip and .gz count. A file that is named
    itself is always offered. A member of a zip is called `a.zip!b.xml`. Small files come as bytes, a large
    plain .xml file as its Path. What passes a limit, is encrypted, damaged or an archive inside an archive
    comes as Geweigerd; the rest goes on. After a total that is passed the rest of that archive is left alone.
    """
    for path in paths:
        if path.is_dir():
            for file in sorted(p for p in path.rglob("*") if p.is_file()):
                if file.suffix.lower() in (*_LEESBAAR, ".zip", ".gz"):
                    yield from _bestand(file, limieten)
        elif path.is_file():
            yield from _bestand(path, limieten)
        else:
            yield geweigerd(str(path), Code.BESTAAT_NIET)


def _bestand(path: Path, limieten: Limieten) -> Iterator[Stuk | Geweigerd]:
    suffix = path.suffix.lower()
    try:
        if suffix == ".zip":
            yield from _zip(path, limieten)
        elif suffix == ".gz":
            yield _gz(path, limieten)
        else:
            yield _gewoon(path, limieten)
    except OSError:
        yield geweigerd(str(path), Code.NIET_LEESBAAR)


def _gewoon(path: Path, limieten: Limieten) -> Stuk | Geweigerd:
    size = path.stat().st_size
    if size > limieten.max_bestand:
        return geweigerd(str(path), Code.TE_GROOT)
    if size >= limieten.als_pad_vanaf and path.suffix.lower() == ".xml":
        return Stuk(str(path), path)
    return Stuk(str(path), path.read_bytes())


def _gz(path: Path, limieten: Limieten) -> Stuk | Geweigerd:
    if Path(path.stem).suffix.lower() in _ARCHIEF:
        return geweigerd(str(path), Code.ZIP_GENEST)
    try:
        with gzip.open(path, "rb") as stream:
            data = _Teller(limieten).lees(stream, path.stat().st_size)  # type: ignore[arg-type]  # a gzip file
    except _Limiet as limit:
        return geweigerd(str(path), limit.code)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        return geweigerd(str(path), Code.ZIP_KAPOT)
    return Stuk(f"{path}!{path.stem}", data)


def _zip(path: Path, limieten: Limieten) -> Iterator[Stuk | Geweigerd]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        yield geweigerd(str(path), Code.ZIP_KAPOT)
        return
    with archive:
        members = [m for m in archive.infolist() if not m.is_dir()]
        if len(members) > limieten.max_leden:
            yield geweigerd(str(path), Code.ZIP_LEDEN)
            return
        yield from _leden(path, archive, members, limieten)


def _leden(
    path: Path, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], limieten: Limieten
) -> Iterator[Stuk | Geweigerd]:
    teller = _Teller(limieten)
    seen: set[str] = set()
    for member in sorted(members, key=lambda m: m.filename):
        piece = _lid(path, archive, member, teller, seen)
        if piece is not None:
            yield piece
        if teller.totaal > limieten.max_uitgepakt:
            return


def _lid(
    path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, teller: _Teller, seen: set[str]
) -> Stuk | Geweigerd | None:
    name = f"{path}!{member.filename}"
    suffix = Path(member.filename).suffix.lower()
    if suffix not in (*_LEESBAAR, *_ARCHIEF):
        return None
    refused = _lid_geweigerd(member, suffix, seen)
    if refused is not None:
        return geweigerd(name, refused)
    seen.add(member.filename)
    try:
        with archive.open(member) as stream:
            return Stuk(name, teller.lees(stream, member.compress_size))
    except _Limiet as limit:
        return geweigerd(name, limit.code)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, OSError):
        return geweigerd(name, Code.ZIP_KAPOT)


def _lid_geweigerd(member: zipfile.ZipInfo, suffix: str, seen: set[str]) -> Code | None:
    if suffix in _ARCHIEF:
        return Code.ZIP_GENEST
    if member.filename in seen:
        return Code.ZIP_NAAM
    return Code.ZIP_VERSLEUTELD if member.flag_bits & 0x1 else None
