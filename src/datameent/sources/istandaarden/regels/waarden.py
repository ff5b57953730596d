"""Values against the official code lists: not in the list is an error, in it for other years a warning.

No rule of the standard has a code for this: an unknown value breaks the format, which an XSD would say too. A code
that is still in the list but marked for another time is let in: nothing in the standard refuses it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from datameent.sources.bevinding import WAARSCHUWING
from datameent.sources.codes import Code
from datameent.sources.istandaarden.codelijsten import Codelijst, codelijst
from datameent.sources.istandaarden.regels.plek import Plek, waar
from datameent.sources.istandaarden.toetsen import Getoetst


def toets_waarden(done: Getoetst) -> None:
    """Hold every value that belongs to a code list to that list. A return message repeats what may have been wrong."""
    if done.spec.retour:
        return
    for leaf, known in _lijsten(done):
        raw = done.ruw.kolom(leaf)
        unknown = pc.invert(pc.is_in(raw, value_set=pa.array(list(known.waarden), pa.string())))
        rows = np.flatnonzero(waar(pc.and_(unknown, pc.is_valid(raw))))
        done.meld(Code.CODELIJST, done.tabel_van(leaf), rows, leaf, toelichting=known.naam)
    _toets_jaren(done)


def _lijsten(done: Getoetst) -> Iterator[tuple[str, Codelijst]]:
    for leaves in done.ruw.plan.tabellen.values():
        for leaf in leaves:
            known = _lijst(done, leaf)
            if known is not None:
                yield leaf, known


def _lijst(done: Getoetst, blad: str) -> Codelijst | None:
    spec = done.spec
    return codelijst(spec.standaard, spec.release, spec.boom.langs(blad)[-1].soort)


def _toets_jaren(done: Getoetst) -> None:
    for klasse in done.spec.klassen:
        for name, veld in klasse.velden.items():
            known = _lijst(done, veld.pad) if "begin" in klasse.velden and veld.bladen == (veld.pad,) else None
            if known is not None and known.begrensd:
                place = Plek(done, klasse, name)
                rows = np.flatnonzero(_buiten(place, known))
                done.meld(
                    Code.CODE_JAAR, place.tabel, rows, veld.pad, ernst=WAARSCHUWING, toelichting=known.naam
                )  # fmt: skip


def _buiten(p: Plek, lijst: Codelijst) -> np.ndarray:
    found = np.zeros(p.rijen, dtype=bool)
    begin = p.kolom("begin")
    some = waar(p.is_een(p.op, [w.code for w in lijst.begrensd]))
    if some.any():
        for value in lijst.begrensd:
            late = pc.greater(begin, pa.scalar(value.tot, pa.date32()))
            early = pc.less(begin, pa.scalar(value.vanaf, pa.date32()))
            found |= waar(pc.and_(p.is_een(p.op, [value.code]), pc.or_(_nooit(late), _nooit(early))))
    return found


def _nooit(mask: pa.Array) -> pa.Array:
    return pc.fill_null(mask, False)
