"""From message XML to raw columns with xml2arrow: many messages in one document, one table per repeating element.

xml2arrow checks nothing, so only messages that were checked come here, or its result is thrown away. Its errors
quote values; none of them leaves this module.
"""

from __future__ import annotations

import json
import mmap
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from xml2arrow import XmlToArrowParser

from datameent.sources.istandaarden.boom import Element, bladen
from datameent.sources.istandaarden.codelijsten import codelijst_soorten
from datameent.sources.istandaarden.inhoud import Inhoud, laat_los
from datameent.sources.istandaarden.specificatie import Berichtspecificatie, specificaties

__all__ = ["Indexen", "Inhoud", "NietUitTePakken", "Plan", "Ruw", "pak_deel_uit", "pak_uit", "plan"]

Indexen = npt.NDArray[np.int64]

_OMHULSEL = "berichten"
_BEGIN, _EIND = f"<{_OMHULSEL}>".encode(), f"</{_OMHULSEL}>".encode()
_LEES = 1 << 20


class NietUitTePakken(Exception):
    """The parser refused the document: an element occurs twice where there is room for one. Holds nothing."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to take from a type of message.

    `tabellen`: path of a repeating element ("" for the message itself) → the leaf paths of its columns.
    `ouders`: for each of those its chain of enclosing tables, outermost first and itself last.
    """

    tabellen: Mapping[str, tuple[str, ...]]
    ouders: Mapping[str, tuple[str, ...]]

    def omvattend(self) -> set[str]:
        """The tables that enclose another one."""
        return {table for chain in self.ouders.values() for table in chain[:-1]}

    def tabel_van(self, blad: str) -> str:
        """The table that holds a leaf: that of its deepest repeating element."""
        fits = [t for t in self.tabellen if blad == t or not t or blad.startswith(t + "/")]
        return max(fits, key=len)


@dataclass(frozen=True, slots=True)
class Ruw:
    """Raw columns of a number of messages: per table a batch with a column per leaf path, and its level columns."""

    plan: Plan
    tabellen: Mapping[str, pa.Table]

    def kolom(self, blad: str) -> pa.Array:
        """The text of a leaf, one per row of its table; null when absent or empty."""
        return _een(self.tabellen[self.plan.tabel_van(blad)].column(blad))

    def rijen(self, tabel: str) -> int:
        """Rows of a table."""
        return int(self.tabellen[tabel].num_rows)

    def bericht(self, tabel: str) -> Indexen:
        """For each row of a table the index of its message."""
        return self.niveau(tabel, 0)

    def volgorde(self, tabel: str) -> Indexen:
        """For each row of a table its place (from 0) within what encloses it."""
        return self.niveau(tabel, len(self.plan.ouders[tabel]) - 1)

    def niveau(self, tabel: str, diepte: int) -> Indexen:
        """For each row of a table its place (from 0) at a depth, within what is one less deep."""
        column = _een(self.tabellen[tabel].column(f"<n{diepte}>"))
        return np.asarray(column.to_numpy(zero_copy_only=False), dtype=np.int64)

    def aaneen(self, tabel: str) -> bool:
        """Whether the rows of a table are numbered as `naar` takes for granted.

        They are not when the element around the rows occurs twice: the count then starts again, and a row would be
        laid to the wrong person.
        """
        chain = self.plan.ouders[tabel]
        if len(chain) == 1:
            return True
        enclosing = self.naar(tabel, chain[-2])
        first = np.searchsorted(enclosing, enclosing, side="left")
        ascending = bool((np.diff(enclosing) >= 0).all())
        return ascending and bool((first + self.niveau(tabel, len(chain) - 1) == np.arange(len(enclosing))).all())

    def naar(self, tabel: str, voorouder: str) -> Indexen:
        """For each row of a table the row of an enclosing table that holds it."""
        if tabel == voorouder:
            return np.arange(self.rijen(tabel), dtype=np.int64)
        chain = self.plan.ouders[tabel]
        at = self.niveau(tabel, 0)
        for depth in range(1, chain.index(voorouder) + 1):
            enclosing = self.naar(chain[depth], chain[depth - 1])
            at = np.searchsorted(enclosing, at, side="left") + self.niveau(tabel, depth)
        return at


@cache
def plan(standaard: str, release: str, berichttype: str) -> Plan:
    """What to take from this type of message, worked out from its specification."""
    spec = specificaties(release)[standaard, berichttype]
    needed: dict[str, dict[str, None]] = {"": dict.fromkeys(_kopbladen(spec))}
    for leaf in (*_tabelbladen(spec), *_regelbladen(spec)):
        needed.setdefault(_herhaling(spec.boom, leaf), {})[leaf] = None
    ouders = {
        table: tuple(sorted((t for t in needed if t == table or not t or table.startswith(t + "/")), key=len))
        for table in needed
    }
    return Plan({t: tuple(leaves) for t, leaves in needed.items()}, ouders)


def _kopbladen(spec: Berichtspecificatie) -> list[str]:
    wanted = ["Header/BerichtCode", *(f"Header/{name}" for name, _ in spec.versie)]
    if spec.retour:
        wanted += ["Header/IdentificatieRetour", "Header/DagtekeningRetour"]
    return wanted


def _tabelbladen(spec: Berichtspecificatie) -> Iterable[str]:
    for tabel in spec.tabellen:
        for kolom in tabel.kolommen:
            yield from bladen(spec.boom.langs(kolom.pad)[-1], kolom.pad)
        if tabel.adres:
            yield tabel.adres.soort
            yield tabel.adres.einde
            yield from (k.pad for k in tabel.adres.kolommen)


def _regelbladen(spec: Berichtspecificatie) -> Iterable[str]:
    """What is read only to hold a rule or a code list to it."""
    for klasse in spec.klassen:
        for veld in klasse.velden.values():
            yield from veld.bladen
    if not spec.retour:
        for child in spec.boom.kinderen:
            for leaf in bladen(child, child.naam):
                if spec.boom.langs(leaf)[-1].soort in codelijst_soorten(spec.release):
                    yield leaf


def _herhaling(boom: Element, blad: str) -> str:
    chain = boom.langs(blad)
    deepest = max((i for i, e in enumerate(chain) if e.herhaalt), default=-1)
    return "/".join(e.naam for e in chain[: deepest + 1])


@cache
def _lezer(standaard: str, release: str, berichttype: str) -> XmlToArrowParser:
    wanted = plan(standaard, release, berichttype)
    document = {"tables": [_tabel(name, wanted) for name in wanted.tabellen]}
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
        json.dump(document, file)  # JSON is YAML, and far faster to write
        file.flush()
        return XmlToArrowParser(file.name)


def _tabel(naam: str, wanted: Plan) -> dict[str, object]:
    path = f"/{_OMHULSEL}/Bericht/{naam}"
    return {
        "name": naam or "Bericht",
        "xml_path": path.rpartition("/")[0] if naam else f"/{_OMHULSEL}",
        # Every enclosing table must be named, or the indexes shift.
        "levels": [f"n{i}" for i in range(len(wanted.ouders[naam]))],
        "fields": [
            {"name": leaf, "xml_path": f"/{_OMHULSEL}/Bericht/{leaf}", "data_type": "Utf8", "nullable": True}
            for leaf in wanted.tabellen[naam]
        ],
    }


class _Omhuld:
    """A large message as a stream inside the wrapper element, without its XML declaration, without a copy."""

    def __init__(self, inhoud: Inhoud, begin: int) -> None:
        self._inhoud, self._at, self._kop, self._staart = inhoud, begin, _BEGIN, _EIND

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes; a reader that gets more than it asked for fails."""
        if self._kop:
            head, self._kop = self._kop[:size] if size > 0 else self._kop, b"" if size <= 0 else self._kop[size:]
            return head
        block = self._inhoud[self._at : self._at + (size if size > 0 else _LEES)]
        laat_los(self._inhoud, self._at, self._at + len(block))
        self._at += len(block)
        if not block:
            block, self._staart = self._staart, b""
        return block


def pak_uit(spec: Berichtspecificatie, delen: Sequence[tuple[Inhoud, int]]) -> Ruw:
    """The raw columns of messages of one type, each given as its content and the offset of its root element.

    Raises NietUitTePakken, which says nothing of what was read.
    """
    parser = _lezer(spec.standaard, spec.release, spec.berichttype)
    try:
        if len(delen) == 1 and isinstance(delen[0][0], mmap.mmap):
            tables = _stroom(parser, delen[0][0], delen[0][1])
        else:
            tables = _ineens(parser, [memoryview(inhoud)[begin:] for inhoud, begin in delen])
    except Exception:
        raise NietUitTePakken from None
    return _ruw(spec, parser, tables, len(delen))


def pak_deel_uit(spec: Berichtspecificatie, delen: Sequence[bytes]) -> Ruw:
    """The raw columns of one message, or of a part of one that was closed again, of which `delen` are the bytes from
    the start tag of its root. Raises NietUitTePakken."""
    parser = _lezer(spec.standaard, spec.release, spec.berichttype)
    try:
        tables = _ineens(parser, delen)
    except Exception:
        raise NietUitTePakken from None
    return _ruw(spec, parser, tables, 1)


def _ineens(parser: XmlToArrowParser, delen: Sequence[bytes | memoryview]) -> dict[str, pa.Table]:
    found = parser.parse(b"".join((_BEGIN, *delen, _EIND)))
    return {name: pa.Table.from_batches([batch]) for name, batch in found.items()}


def _ruw(spec: Berichtspecificatie, parser: XmlToArrowParser, tables: Mapping[str, pa.Table], berichten: int) -> Ruw:
    wanted = plan(spec.standaard, spec.release, spec.berichttype)
    leeg = {n: parser.schema(n or "Bericht").empty_table() for n in wanted.tabellen}
    ruw = Ruw(wanted, {n: tables.get(n or "Bericht", leeg[n]) for n in wanted.tabellen})
    if ruw.rijen("") != berichten or not all(ruw.aaneen(n) for n in wanted.omvattend()):
        raise NietUitTePakken
    return ruw


def _stroom(parser: XmlToArrowParser, inhoud: Inhoud, begin: int) -> dict[str, pa.Table]:
    batches: dict[str, list[pa.RecordBatch]] = {}
    for name, batch in parser.parse_batches(_Omhuld(inhoud, begin), max_rows_per_batch=65536):
        batches.setdefault(name, []).append(batch)
    return {name: pa.Table.from_batches(parts) for name, parts in batches.items()}


def _een(column: pa.ChunkedArray) -> pa.Array:
    whole = column.combine_chunks()
    return whole.chunk(0) if isinstance(whole, pa.ChunkedArray) and whole.num_chunks else whole
