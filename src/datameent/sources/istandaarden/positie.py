"""Where a row of a bron table stands in its message: the path with positions, and the line. A second reading of one
message, only done when a rule was broken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from datameent.sources.istandaarden.boom import Element
from datameent.sources.istandaarden.inhoud import Inhoud, blokken
from datameent.sources.istandaarden.specificatie import Berichtspecificatie

_Pad = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rij:
    """The row `volgnr` (0-based within the message; None: the message itself) of a bron table; `element` is the last
    name of the element a finding points at, empty for the row as a whole."""

    tabel: str
    volgnr: int | None = None
    element: str = ""


@dataclass(frozen=True, slots=True)
class Positie:
    """An element path with positions (1-based, at elements that may repeat) and the line it begins on."""

    element: str
    regel: int | None = None


def posities(inhoud: Inhoud, spec: Berichtspecificatie, rijen: Sequence[Rij]) -> list[Positie]:
    """The place of every row, in their order. The content must be a message that was read without findings, or empty:
    then every place is the path of its kind of row.

    A row that is not there (which only a fault of ours can ask) has the path of its kind of row, without a line.
    """
    wanted = [_Gezocht.van(spec, row) for row in rijen]
    walker = _Loper(_herhalend(spec.boom), {path for w in wanted for path in w.paden})
    walker.lees(inhoud)
    return [_plaats(spec, w, walker.gevonden) for w in wanted]


@dataclass(frozen=True, slots=True)
class _Gezocht:
    """The paths whose rows, one after the other, are the rows of the table; and which of them is asked."""

    rij: Rij
    paden: tuple[_Pad, ...]

    @classmethod
    def van(cls, spec: Berichtspecificatie, rij: Rij) -> _Gezocht:
        parts = [t.rij for t in spec.tabellen if t.naam == rij.tabel and t.naam != "bericht"]
        return cls(rij, tuple(tuple(p.split("/")) if p else () for p in parts))


@dataclass(slots=True)
class _Loper:
    """Remembers of every row element its path with positions and its line."""

    herhalend: frozenset[_Pad]
    paden: set[_Pad]
    gevonden: dict[_Pad, list[tuple[str, int]]] = field(default_factory=dict)
    _pad: list[str] = field(default_factory=list)
    _toon: list[str] = field(default_factory=list)
    _tellers: list[dict[str, int]] = field(default_factory=lambda: [{}])

    def lees(self, inhoud: Inhoud) -> None:
        parser = expat.ParserCreate()

        def start(naam: str, _: object) -> None:
            local = naam.rpartition(":")[2]
            count = self._tellers[-1][local] = self._tellers[-1].get(local, 0) + 1
            self._pad.append(local)
            here = tuple(self._pad[1:])
            self._toon.append(f"{local}[{count}]" if here in self.herhalend else local)
            self._tellers.append({})
            if here in self.paden:
                self.gevonden.setdefault(here, []).append(("/".join(self._toon[1:]), parser.CurrentLineNumber))

        def einde(_: str) -> None:
            self._pad.pop()
            self._toon.pop()
            self._tellers.pop()

        parser.StartElementHandler, parser.EndElementHandler = start, einde
        for block in blokken(inhoud):
            parser.Parse(block, False)
        if len(inhoud):
            parser.Parse(b"", True)


def _herhalend(boom: Element) -> frozenset[_Pad]:
    found: set[_Pad] = set()

    def walk(element: Element, path: _Pad) -> None:
        for child in element.kinderen:
            here = (*path, child.naam)
            if child.herhaalt:
                found.add(here)
            walk(child, here)

    walk(boom, ())
    return frozenset(found)


def _plaats(spec: Berichtspecificatie, gezocht: _Gezocht, gevonden: Mapping[_Pad, list[tuple[str, int]]]) -> Positie:
    number = gezocht.rij.volgnr or 0
    for path in gezocht.paden:
        rows = gevonden.get(path, [])
        if number < len(rows):
            shown, line = rows[number]
            return Positie(_met_element(spec, shown, path, gezocht.rij.element), line)
        number -= len(rows)
    path = gezocht.paden[0] if gezocht.paden else ()
    return Positie(_met_element(spec, "/".join(path), path, gezocht.rij.element) or "Header")


def _met_element(spec: Berichtspecificatie, shown: str, pad: _Pad, element: str) -> str:
    """The path with that of the named element below it; without, when the row has no such element."""
    below = _onder(spec.boom.langs("/".join(pad))[-1] if pad else spec.boom, element) if element else None
    return "/".join(part for part in (shown, below) if part)


def _onder(element: Element, naam: str) -> str | None:
    """The shortest path below an element to one of that name."""
    for child in element.kinderen:
        if child.naam == naam:
            return naam
    for child in element.kinderen:
        deeper = None if child.herhaalt else _onder(child, naam)
        if deeper:
            return f"{child.naam}/{deeper}"
    return None
