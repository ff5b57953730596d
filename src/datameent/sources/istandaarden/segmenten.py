"""A large message that ends in a list of clients, read some clients at a time: the outcome of reading it whole, in
little memory.

Each segment is a small message of its own: everything before the first client, some clients, and the closing tags.
It is unpacked, typed and held to the rules on rows; of it remain typed columns. Rules that need all rows, and the
bron tables, are made of those columns when the last client was seen. Places stay right: rows keep counting.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import pyarrow as pa

from datameent.sources.istandaarden import kolommen as k
from datameent.sources.istandaarden.boom import Knip
from datameent.sources.istandaarden.herken import is_utf8
from datameent.sources.istandaarden.inhoud import Inhoud, laat_los
from datameent.sources.istandaarden.regels.toets import aantal_regels, toets_geheel, toets_segment
from datameent.sources.istandaarden.specificatie import Berichtspecificatie
from datameent.sources.istandaarden.toetsen import Fout, Getoetst, is_tekst, toets
from datameent.sources.istandaarden.uitpakken import Indexen, NietUitTePakken, Plan, Ruw, pak_deel_uit

SEGMENT = 16 << 20
"""Bytes of clients per segment; a client is never cut, so a segment can be larger."""

_TEGELIJK = 2  # segments that are unpacked or wait for it


class NietInSegmenten(Exception):
    """The message is not accepted this way, which says nothing about it. Holds nothing."""


def lees_in_segmenten(
    spec: Berichtspecificatie, segmenten: Iterable[tuple[bytes, ...]], helper: Executor, vandaag: date
) -> Getoetst:
    """What `toets` and `toets_regels` make of the whole message. Raises NietInSegmenten.

    `segmenten` are those of `snijd`. One is unpacked by the helper while the next is being recognised. Of the raw
    columns only those of the message itself and texts are kept.
    """
    waiting: deque[Future[Ruw]] = deque()
    whole = _Geheel(spec, vandaag)
    try:
        for segment in segmenten:
            waiting.append(helper.submit(pak_deel_uit, spec, segment))
            if len(waiting) >= _TEGELIJK:
                whole.neem(waiting.popleft().result())
        while waiting:
            whole.neem(waiting.popleft().result())
    except NietUitTePakken:
        raise NietInSegmenten from None
    finally:
        for future in waiting:
            future.cancel()
    return whole.samen()


def snijd(inhoud: Inhoud, begin: int, vanaf: int, knip: Knip, grootte: int = SEGMENT) -> Iterator[tuple[bytes, ...]]:
    """The segments of a message, each as the parts of its bytes. `begin` is where the root's start tag stands and
    `vanaf` where it ends. Raises NietInSegmenten, at the latest behind the last one, when any of it is not accepted.
    """
    head = knip.voor.match(inhoud, vanaf)
    if head is None or not is_utf8(inhoud[: head.end()]):
        raise NietInSegmenten
    before = inhoud[begin : head.end()]
    at = head.end()
    while (end := _clienten(inhoud, at, knip, grootte)) > at:
        clients = inhoud[at:end]
        if not is_utf8(clients):
            raise NietInSegmenten
        yield before, clients, knip.sluit
        laat_los(inhoud, at, end)
        at = end
    if at == head.end() or not knip.na.fullmatch(inhoud, at) or not is_utf8(inhoud[at:]):
        raise NietInSegmenten


def _clienten(inhoud: Inhoud, vanaf: int, knip: Knip, grootte: int) -> int:
    """Where the clients end that fill one segment."""
    at = vanaf
    while at - vanaf < grootte:
        some = knip.clienten.match(inhoud, at)
        if some is None:
            break
        at = some.end()
    return at


@dataclass(slots=True)
class _Geheel:
    """What is kept of the segments so far. A column goes by the path of its leaf or composed type."""

    spec: Berichtspecificatie
    vandaag: date
    eerste: Getoetst | None = None
    stap: int = 0
    bladen: dict[str, list[pa.Array]] = field(default_factory=dict)
    kolommen: dict[str, list[pa.Array]] = field(default_factory=dict)
    niveaus: dict[str, list[list[Indexen]]] = field(default_factory=dict)
    rijen: dict[str, int] = field(default_factory=dict)
    fouten: list[Fout] = field(default_factory=list)

    def neem(self, ruw: Ruw) -> None:
        """Judge the rows of a segment and keep its columns."""
        done = toets(ruw, self.spec, self.vandaag)
        toets_segment(done)
        first = self.eerste is None
        if first:
            self.eerste = done
            self.stap = done.stap - aantal_regels(self.spec)
        # Of what stands in the message itself the first segment has told all.
        self.fouten += [
            replace(fout, rijen=fout.rijen + self.rijen.get(fout.tabel, 0))
            for fout in done.fouten
            if fout.tabel or first
        ]
        self._houd(done)
        for table in _herhaald(ruw.plan):
            self._nummer(ruw, table)
        for table in _herhaald(ruw.plan):
            self.rijen[table] = self.rijen.get(table, 0) + ruw.rijen(table)

    def _houd(self, done: Getoetst) -> None:
        """Keep the typed columns of the rows; most columns of a table are those of a leaf."""
        below = {pad for pad in (*done.bladen, *done.kolommen) if done.tabel_van(pad)}
        for pad in below & done.bladen.keys():
            self.bladen.setdefault(pad, []).append(done.bladen[pad].waarden)
        for pad in below - done.bladen.keys():
            self.kolommen.setdefault(pad, []).append(done.kolommen[pad])

    def _nummer(self, ruw: Ruw, tabel: str) -> None:
        """Keep the places of the rows, counted on from the clients before; there is one message, so place 0 is 0."""
        chain = ruw.plan.ouders[tabel]
        places = [ruw.niveau(tabel, depth) for depth in range(1, len(chain))]
        places[0] = places[0] + self.rijen.get(chain[1], 0)
        for kept, found in zip(self.niveaus.setdefault(tabel, [[] for _ in places]), places, strict=True):
            kept.append(found.astype(np.int32))

    def samen(self) -> Getoetst:
        """The whole message, with the rules judged that need all of it."""
        assert self.eerste is not None  # noqa: S101 - `snijd` gives at least one segment, or raises
        first = self.eerste
        leaves = {pad: k.Getypt(_een(parts)) for pad, parts in _een_voor_een(self.bladen)}
        composed = {pad: _een(parts) for pad, parts in _een_voor_een(self.kolommen)}
        done = Getoetst(self._ruw(first.ruw, leaves), self.spec, self.vandaag, stap=self.stap)
        done.bladen = {pad: leaves.get(pad, typed) for pad, typed in first.bladen.items()}
        done.kolommen = {
            pad: leaves[pad].waarden if pad in leaves else composed.get(pad, values)
            for pad, values in first.kolommen.items()
        }
        toets_geheel(done)
        done.fouten = _op_volgorde([*self.fouten, *done.fouten])
        return done

    def _ruw(self, eerste: Ruw, bladen: dict[str, k.Getypt]) -> Ruw:
        tables = {"": eerste.tabellen[""]}
        for table in _herhaald(eerste.plan):
            texts = [pad for pad in eerste.plan.tabellen[table] if pad in bladen and is_tekst(self.spec, pad)]
            columns = {pad: bladen[pad].waarden for pad in texts}
            columns["<n0>"] = pa.array(np.zeros(self.rijen[table], dtype=np.int32))
            for depth, parts in enumerate(self.niveaus[table], start=1):
                columns[f"<n{depth}>"] = pa.array(np.concatenate(parts))
            tables[table] = pa.table(columns)
        return Ruw(eerste.plan, tables)


def _herhaald(plan: Plan) -> list[str]:
    """The tables below the message, all of them clients or in a client."""
    return [table for table in plan.tabellen if table]


def _een_voor_een(kolommen: dict[str, list[pa.Array]]) -> Iterator[tuple[str, list[pa.Array]]]:
    """Every column once, forgotten when it was given: only one of them is there twice while they are joined."""
    while kolommen:
        yield kolommen.popitem()


def _een(delen: list[pa.Array]) -> pa.Array:
    return pa.concat_arrays(delen)


def _op_volgorde(fouten: list[Fout]) -> list[Fout]:
    """The findings as one check after the other would have given them, those of all segments together."""
    found: dict[tuple[int, str], list[Fout]] = {}
    for fout in fouten:
        found.setdefault((fout.stap, fout.code), []).append(fout)
    return [replace(same[0], rijen=np.concatenate([fout.rijen for fout in same])) for _, same in sorted(found.items())]
