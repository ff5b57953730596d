"""Joining and choosing, in forms that mean the same on every engine."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
from ibis.expr import types as ir


def links(tabel: ir.Table, rechts: ir.Table, sleutel: Sequence[str]) -> ir.Table:
    """Left join on equal column names; the key columns of `rechts` do not come along (others must be new)."""
    hernoemd = rechts.rename({f"_r_{k}": k for k in sleutel})
    samen = tabel.left_join(hernoemd, [(k, f"_r_{k}") for k in sleutel])
    return samen.drop(*(f"_r_{k}" for k in sleutel))


def nieuwste(tabel: ir.Table, sleutel: Sequence[str], volgorde: Sequence[tuple[str, bool]]) -> ir.Table:
    """One row per `sleutel`: the first in `volgorde`, pairs of a column without nulls and whether it descends."""
    genummerd = tabel.mutate(_rang=rang(tabel, sleutel, volgorde))
    return genummerd.filter(genummerd["_rang"] == 0).drop("_rang")


def rang(tabel: ir.Table, sleutel: Sequence[str], volgorde: Sequence[tuple[str, bool]]) -> ir.Value:
    """Row number from 0 within `sleutel`, in `volgorde` (pairs of column and descending)."""
    orde = [ibis.desc(tabel[k]) if dalend else ibis.asc(tabel[k]) for k, dalend in volgorde]
    return ibis.row_number().over(group_by=[tabel[k] for k in sleutel], order_by=orde)
