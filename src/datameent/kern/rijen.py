"""Comparing and replacing rows of tables with the same columns."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
from ibis.expr import types as ir


def anders(oud: ir.Table, nu: ir.Table, sleutel: Sequence[str]) -> ir.Table:
    """The keys of rows that are in one of two tables and not, or not as often, in the other; nulls are equal."""
    t = oud.select(*nu.columns).mutate(_teken=ibis.literal(-1)).union(nu.mutate(_teken=ibis.literal(1)))
    per = t.group_by(nu.columns).aggregate(_verschil=t["_teken"].sum())
    return per.filter(per["_verschil"] != 0).select(*sleutel).distinct()


def vervang_rijen(oud: ir.Table, nu: ir.Table, sleutels: ir.Table) -> ir.Table:
    """The old rows without those of these keys (no nulls), and the new rows."""
    return oud.anti_join(sleutels, list(sleutels.columns)).union(nu.select(*oud.columns))
