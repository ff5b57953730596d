"""`datameent check`: everything a reader would find, without loading anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from datameent.domain.home import Home
from datameent.sources.bevinding import Bevinding, Gelezen, Geweigerd, Stuk
from datameent.sources.codes import Code
from datameent.sources.invoer import geweigerd, vind_stukken
from datameent.sources.istandaarden import lees
from datameent.sources.lezer import Lezer
from datameent.sources.limieten import Limieten, load_limieten
from datameent.sources.standaarden import StandaardenRegister
from datameent.sources.tabellen import TABELLEN
from datameent.sources.tabellen import lees as lees_tabel

Voortgang = Callable[[str, int, int], None]
Bij = Callable[[Sequence[Stuk], Gelezen], None]
_TEGELIJK = 2000
_BYTES_TEGELIJK = 64 << 20


@dataclass(frozen=True, slots=True)
class Uitslag:
    """Files looked at, messages and tables that are in order, and every finding."""

    bestanden: int
    berichten: int
    bevindingen: tuple[Bevinding, ...]


def controleer(
    home: Home, paden: Sequence[Path], *, voortgang: Voortgang | None = None, bij: Bij | None = None
) -> Uitslag:
    """Read everything under the paths and tell what is wrong with it. A home that does not exist has no XSDs.

    Messages are judged per two thousand or per 64 MB, so a message identification that is used twice is seen within
    those. `bij` gets each of these portions of messages with what was read of it, and may keep what it needs.
    """
    limits = load_limieten(home)
    reading = _Lezing(StandaardenRegister.open(home), limits, bij)
    batch: list[Stuk] = []
    size = 0
    for piece in vind_stukken(paden, limits):
        reading.bestanden += 1
        if isinstance(piece, Geweigerd):
            reading.bevindingen += piece.bevindingen
        elif piece.bestand.lower().endswith(".csv"):
            reading.tabel(piece)
        else:
            batch.append(piece)
            size += len(piece.bron) if isinstance(piece.bron, bytes) else piece.bron.stat().st_size
        if len(batch) >= _TEGELIJK or size >= _BYTES_TEGELIJK:
            reading.berichten(batch)
            batch, size = [], 0
        if voortgang is not None:
            voortgang("check", reading.bestanden, 0)
    reading.berichten(batch)
    return Uitslag(reading.bestanden, reading.goed, tuple(reading.bevindingen))


class _Lezing:
    def __init__(self, register: StandaardenRegister, limits: Limieten, bij: Bij | None) -> None:
        self._lees: Lezer = partial(lees, standaarden=register)
        self._limits, self._bij = limits, bij
        self.bestanden = self.goed = 0
        self.bevindingen: list[Bevinding] = []

    def berichten(self, stukken: Sequence[Stuk]) -> None:
        read = self._lees(stukken, limieten=self._limits)
        self.goed += len(read.koppen)
        self.bevindingen += [finding for findings in read.geweigerd.values() for finding in findings]
        self.bevindingen += [finding for findings in read.waarschuwingen.values() for finding in findings]
        if self._bij is not None:
            self._bij(stukken, read)

    def tabel(self, stuk: Stuk) -> None:
        data = stuk.bron if isinstance(stuk.bron, bytes) else stuk.bron.read_bytes()
        name = tabel_van(data)
        if name is None:
            self.bevindingen += geweigerd(stuk.bestand, Code.SOORT_ONBEKEND).bevindingen
            return
        reader: Lezer = partial(lees_tabel, tabel=name)
        read = reader([stuk], limieten=self._limits)
        self.goed += len(read.koppen)
        self.bevindingen += [finding for findings in read.geweigerd.values() for finding in findings]


def tabel_van(data: bytes) -> str | None:
    """Which table a CSV is, by its header; None when it is none of them.

    >>> tabel_van(b"agb,naam\\n12345678,A\\n")
    'aanbieders'
    """
    header = data.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].strip().replace(b'"', b"").split(b",")
    names = [name.strip() for name in header]
    fits = [n for n, t in TABELLEN.items() if [kolom.naam.encode() for kolom in t.kolommen] == names]
    return fits[0] if fits else None
