"""Count many crossings of the same facts at once: one scan and one query, whatever the number of crossings.

The codes of every dimension become numbers, so that a cell of any crossing is one whole number. Every fact is repeated
once per crossing, and the rule of the indicator counts by that number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import prod

import ibis
import numpy as np
import pyarrow as pa
from ibis.expr import types as ir

SLEUTEL = "_sleutel"

Kolommen = Mapping[str, list[int | None]]


@dataclass(frozen=True)
class Blok:
    """Facts with numbers for codes; `codes` says per dimension what the numbers stand for."""

    feiten: pa.Table
    codes: Mapping[str, list[str]]

    @classmethod
    def van(cls, stroom: pa.RecordBatchReader, dimensies: Sequence[str]) -> Blok:
        """From a stream of facts: these dimensions, and the columns that start with `_`."""
        kolommen = [*dimensies, *(n for n in stroom.schema.names if n.startswith("_"))]
        leeg = pa.RecordBatch.from_pylist([], schema=stroom.schema)
        vorm = _genummerd(leeg.select(kolommen)).schema
        # Batch by batch, so that the texts themselves are never all in memory.
        batches = (_genummerd(batch.select(kolommen)) for batch in stroom)
        tabel = pa.Table.from_batches(batches, schema=vorm).unify_dictionaries().combine_chunks()
        velden, codes = {}, {}
        for naam in kolommen:
            kolom = tabel.column(naam)
            if pa.types.is_dictionary(kolom.type):
                stuk = kolom.chunk(0) if kolom.num_chunks else leeg.column(naam).dictionary_encode()
                kolom, codes[naam] = stuk.indices.cast(pa.int64()), stuk.dictionary.to_pylist()
            velden[naam] = kolom
        return cls(pa.table(velden), {d: codes[d] for d in dimensies})

    def herhaald(self, kruisingen: Sequence[Sequence[str]]) -> ir.Table:
        """Every fact once per crossing, with the number of its cell there in the column `SLEUTEL`."""
        t = ibis.memtable(self.feiten)
        sleutels = []
        for begin, kruising in zip(self._grenzen(kruisingen), kruisingen, strict=False):
            sleutel: ir.Value = ibis.literal(0, "int64")
            for dimensie in kruising:
                sleutel = sleutel * len(self.codes[dimensie]) + t[dimensie]
            sleutels.append(sleutel + begin)
        eigen = [n for n in self.feiten.column_names if n not in self.codes]
        return t.select(*eigen, ibis.array(sleutels).unnest().name(SLEUTEL))

    def per_kruising(self, cellen: pa.Table, kruisingen: Sequence[Sequence[str]]) -> list[Cellen]:
        """The counted cells apart again: per crossing the codes of its cells and the other columns."""
        cellen = cellen.sort_by(SLEUTEL)
        sleutel = cellen.column(SLEUTEL).to_numpy()
        grenzen = np.searchsorted(sleutel, self._grenzen(kruisingen))
        delen = []
        for nummer, kruising in enumerate(kruisingen):
            van, tot = int(grenzen[nummer]), int(grenzen[nummer + 1])
            rest = sleutel[van:tot] - self._grenzen(kruisingen)[nummer]
            codes = []
            for dimensie in reversed(kruising):
                rest, plek = np.divmod(rest, max(len(self.codes[dimensie]), 1))
                namen = self.codes[dimensie]
                codes.append([namen[p] for p in plek.tolist()])
            maten = cellen.slice(van, tot - van).drop_columns([SLEUTEL]).to_pydict()
            delen.append(Cellen(list(zip(*reversed(codes), strict=True)), maten))
        return delen

    def _grenzen(self, kruisingen: Sequence[Sequence[str]]) -> list[int]:
        """Where the numbers of each crossing begin, and where those of the last one end."""
        return list(accumulate((prod(len(self.codes[d]) for d in k) for k in kruisingen), initial=0))


@dataclass(frozen=True, slots=True)
class Cellen:
    """The cells of one crossing: their codes and a column per measure."""

    sleutels: list[tuple[str, ...]]
    maten: Kolommen


def tel_alle(
    blok: Blok,
    kruisingen: Sequence[Sequence[str]],
    tel: Callable[[ir.Table, Sequence[str]], ir.Table],
    lees: Callable[[ir.Table], pa.Table],
) -> list[Cellen]:
    """Count the facts by every crossing with one rule; `lees` runs an expression."""
    return blok.per_kruising(lees(tel(blok.herhaald(kruisingen), (SLEUTEL,))), kruisingen)


def _genummerd(batch: pa.RecordBatch) -> pa.RecordBatch:
    kolommen = [k.dictionary_encode() if pa.types.is_string(k.type) else k for k in batch.columns]
    return pa.record_batch(kolommen, names=batch.schema.names)
