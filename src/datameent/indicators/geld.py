"""Facts about money that was assigned: how much of it was declared, and how much still stands open."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from datameent.indicators.feiten import GEWOON, Kern, maak_feiten, peildag, te_volgen


def verzilverd(kern: Kern) -> ir.Table:
    """Toewijzingen with a known amount that ended or elapsed, on the last day of their help."""
    t = _met_bedrag(kern)
    stop = t.stopdatum.fill_null(t.einddatum)
    t = t.mutate(_eind=ibis.ifelse(stop < t.einddatum, stop, t.einddatum))
    t = peildag(kern, t)
    t = t.filter(t["_eind"] <= t["_peildag"])
    return maak_feiten(t, "_eind", GEWOON, _cent=t.gedeclareerd_cent.fill_null(0), _noemer_cent=t.toegewezen_cent)


def openstaand(kern: Kern) -> ir.Table:
    """Toewijzingen with a known amount that run or are still to begin, with what was not declared of it."""
    t = peildag(kern, _met_bedrag(kern))
    t = t.filter((t.einddatum >= t["_peildag"]) & (t.stopdatum.isnull() | (t.stopdatum >= t["_peildag"])))
    rest = t.toegewezen_cent - t.gedeclareerd_cent.fill_null(0)
    t = t.mutate(_rest=ibis.ifelse(rest > 0, rest, 0))
    return maak_feiten(t, None, GEWOON, _cent=t["_rest"])


def _met_bedrag(kern: Kern) -> ir.Table:
    t = te_volgen(kern, kern["toewijzing_geldig"], "ingangsdatum")
    return t.filter(t.toegewezen_cent.notnull() & (t.toegewezen_cent > 0) & t.einddatum.notnull())
