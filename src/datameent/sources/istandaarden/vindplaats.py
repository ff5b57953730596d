"""On which line something stands: a second reading of one message, only done when a rule was broken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from datameent.sources.istandaarden.boom import Element
from datameent.sources.istandaarden.inhoud import Inhoud, blokken

_Pad = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vraag:
    """Where is the leaf `blad` of the row `rij` (0-based within the message) of the table `tabel`?"""

    tabel: str
    rij: int
    blad: str


@dataclass(slots=True)
class _Zoeker:
    parser: expat.XMLParserType
    vragen: dict[_Pad, list[tuple[int, Vraag]]]
    tellers: dict[_Pad, int]
    gevonden: dict[int, tuple[int, int]] = field(default_factory=dict)
    pad: list[str] = field(default_factory=list)

    def start(self, naam: str, _: object) -> None:
        self.pad.append(naam.rpartition(":")[2])
        here = tuple(self.pad[1:])
        if here in self.tellers:
            self.tellers[here] += 1
        for number, question in self.vragen.get(here, ()):
            self._antwoord(number, question, len(here))

    def _antwoord(self, number: int, question: Vraag, depth: int) -> None:
        table = _stukken(question.tabel)
        in_row = depth >= len(table) and self.tellers.get(table, 0) == question.rij
        best = self.gevonden.get(number, (-1, 0))[0]
        # The leaf itself when it is there, else the nearest element around where it should have been.
        if depth > best and (in_row or depth < len(table)):
            self.gevonden[number] = (depth, self.parser.CurrentLineNumber)

    def einde(self, _: str) -> None:
        self.pad.pop()


def _stukken(pad: str) -> _Pad:
    return tuple(pad.split("/")) if pad else ()


def regels(inhoud: Inhoud, vragen: Sequence[Vraag]) -> list[int | None]:
    """The line of every question, in their order. The content must be well-formed and without DOCTYPE.

    >>> regels(b"<a><b>\\n<c>1</c></b>\\n<b><c>2</c></b></a>", [Vraag("b", 1, "b/c")])
    [3]
    """
    by_path: dict[_Pad, list[tuple[int, Vraag]]] = {}
    for number, question in enumerate(vragen):
        leaf = _stukken(question.blad)
        for depth in range(len(leaf) + 1):
            by_path.setdefault(leaf[:depth], []).append((number, question))
    counters = {_stukken(q.tabel): -1 for q in vragen if q.tabel}
    parser = expat.ParserCreate()
    seeker = _Zoeker(parser, by_path, counters)
    parser.StartElementHandler = seeker.start
    parser.EndElementHandler = seeker.einde
    for block in blokken(inhoud):
        parser.Parse(block, False)
    parser.Parse(b"", True)
    return [seeker.gevonden[n][1] if n in seeker.gevonden else None for n in range(len(vragen))]


class _Gevonden(Exception):
    def __init__(self, regel: int, element: str) -> None:
        super().__init__()
        self.regel, self.element = regel, element


@dataclass(slots=True)
class _Teller:
    """Which children each open element has had, against what the tree allows."""

    parser: expat.XMLParserType
    stapel: list[tuple[Element | None, set[str]]]

    def start(self, naam: str, _: object) -> None:
        local = naam.rpartition(":")[2]
        enclosing, seen = self.stapel[-1]
        known = next((c for c in enclosing.kinderen if c.naam == local), None) if enclosing else None
        if known is not None and not known.herhaalt and local in seen:
            raise _Gevonden(self.parser.CurrentLineNumber, local)
        seen.add(local)
        self.stapel.append((known, set()))

    def einde(self, _: str) -> None:
        self.stapel.pop()


def eerste_dubbele(inhoud: Inhoud, boom: Element) -> tuple[int | None, str | None]:
    """Line and name of the first element that stands twice where there is room for one; (None, None) if none does.

    >>> tree = Element("A", kinderen=(Element("B"),))
    >>> eerste_dubbele(b"<A><B/>\\n<B/></A>", tree)
    (2, 'B')
    """
    parser = expat.ParserCreate()
    counter = _Teller(parser, [(Element("", kinderen=(boom,)), set())])
    parser.StartElementHandler = counter.start
    parser.EndElementHandler = counter.einde
    try:
        for block in blokken(inhoud):
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except _Gevonden as found:
        return found.regel, found.element
    return None, None
