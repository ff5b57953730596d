"""From paths to bundles of bounded size: what one worker reads at a time, in a stable order."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from datameent.domain.bsn import elfproef
from datameent.sources.bevinding import Geweigerd, Stuk
from datameent.sources.invoer import vind_stukken
from datameent.sources.limieten import Limieten

BUNDEL_BYTES = 16 << 20
_LEESBAAR = (".xml", ".csv", ".zip", ".gz")
_ARCHIEF = (".zip", ".gz")
_NEGEN = re.compile(r"(?<!\d)\d{9}(?!\d)")


@dataclass(frozen=True, slots=True)
class Bundel:
    """Plain files by path (a worker reads them itself), or pieces of an archive; `klaar` paths are done after it.

    `omvang` is how many bytes they are, as far as known before reading.
    """

    paden: tuple[Path, ...] = ()
    stukken: tuple[Stuk | Geweigerd, ...] = ()
    klaar: int = 0
    omvang: int = 0

    def inhoud(self, limieten: Limieten) -> Iterator[Stuk | Geweigerd]:
        """The pieces, read now."""
        yield from self.stukken
        yield from vind_stukken(self.paden, limieten)


def vind_bestanden(paths: Iterable[Path]) -> list[tuple[Path, int]]:
    """Every file under the paths with its size, folders in order of name; one that is not there has size 0."""
    gevonden: list[tuple[Path, int]] = []
    for path in paths:
        if path.is_dir():
            gevonden.extend(_map(path))
        else:
            gevonden.append((path, path.stat().st_size if path.is_file() else 0))
    return gevonden


def _map(map_: Path) -> Iterator[tuple[Path, int]]:
    with os.scandir(map_) as inhoud:
        for item in sorted(inhoud, key=lambda e: e.name):
            if item.is_dir():
                yield from _map(Path(item.path))
            elif item.is_file() and item.name.lower().endswith(_LEESBAAR):
                yield Path(item.path), item.stat().st_size


def geschat(bestanden: Sequence[tuple[Path, int]]) -> int:
    """About how much work there is, in bytes; what is packed counts tenfold, and every file costs as much as 8 kB."""
    return sum((8 << 10) + size * (10 if path.suffix.lower() in _ARCHIEF else 1) for path, size in bestanden)


def bundel(bestanden: Sequence[tuple[Path, int]], limieten: Limieten) -> Iterator[Bundel]:
    """Bundles of about BUNDEL_BYTES; a larger file is a bundle of its own, an archive is read as a stream."""
    paden: list[Path] = []
    grootte = 0
    for path, size in bestanden:
        archief = path.suffix.lower() in _ARCHIEF
        if paden and (archief or grootte + size > BUNDEL_BYTES):
            yield Bundel(paden=tuple(paden), klaar=len(paden), omvang=grootte)
            paden, grootte = [], 0
        if archief:
            yield from _archief(path, limieten)
        else:
            paden.append(path)
            grootte += size
    if paden:
        yield Bundel(paden=tuple(paden), klaar=len(paden), omvang=grootte)


def _archief(path: Path, limieten: Limieten) -> Iterator[Bundel]:
    stukken: list[Stuk | Geweigerd] = []
    grootte = 0
    for stuk in vind_stukken((path,), limieten):
        size = len(stuk.bron) if isinstance(stuk, Stuk) and isinstance(stuk.bron, bytes) else 0
        if stukken and grootte + size > BUNDEL_BYTES:
            yield Bundel(stukken=tuple(stukken), omvang=grootte)
            stukken, grootte = [], 0
        stukken.append(stuk)
        grootte += size
    yield Bundel(stukken=tuple(stukken), klaar=1, omvang=grootte)


def toonbaar(bestand: str) -> str:
    """A file name with every BSN in it struck out: names of files end up in logs.

    Nine digits that pass the elfproef, not part of a longer number.

    >>> toonbaar("map/999900006_301.xml"), toonbaar("20250331_000123_323.xml")
    ('map/*********_301.xml', '20250331_000123_323.xml')
    """
    return _NEGEN.sub(lambda m: "*" * 9 if elfproef(m[0]) else m[0], bestand)
