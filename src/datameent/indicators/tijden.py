"""Facts about time: how long people waited, how long help lasted, how long an answer took."""

from __future__ import annotations

from ibis.expr import types as ir

from datameent.indicators.feiten import GEWOON, Kern, maak_feiten
from datameent.kern.rekenen import dagen_tussen

EERSTE = {**GEWOON, "aanbieder": "aanbieder_begin"}
"""The dimensions of a traject at its start: a wait belongs to the first aanbieder."""


def gewacht(kern: Kern) -> ir.Table:
    """Trajecten that were asked for and started, with the days between."""
    t = kern["traject"]
    t = t.filter(t.aanvraagdatum.notnull() & t.startdatum.notnull())
    return maak_feiten(t, "startdatum", EERSTE, _dagen=dagen_tussen(t.aanvraagdatum, t.startdatum))
