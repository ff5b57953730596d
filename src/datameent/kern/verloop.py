"""Unbroken stretches of help, from deliveries: hulpperiode (a person); `traject` makes those per product category.

Rules
- Deliveries of the same person under the same law that overlap, touch, or have at most 31 days without help between
  them, are one stretch. A delivery without a stop runs, and so does its stretch.
- A stop before the start counts as the day of the start.
- A hulpperiode carries product, aanbieder, wijk and age group of its first delivery (on its first day) and of its last
  (on its last day; empty while it runs).
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
from ibis.expr import types as ir

from datameent.kern.koppelen import rang
from datameent.kern.persoon import PERSOON, met_persoon_op
from datameent.kern.rekenen import ONBEKEND, OPEN_EIND, dagen_tussen, latere

TUSSENPOOS_DAGEN = 31
"""Days without help that do not break a stretch."""

KOLOMMEN_HULP = (
    *PERSOON,
    "begindatum",
    "einddatum",
    *(
        f"{naam}_{kant}"
        for kant in ("begin", "eind")
        for naam in ("productcategorie", "aanbieder", "wijk_code", "leeftijdsgroep")
    ),
)


def stukken(levering: ir.Table, per: Sequence[str]) -> ir.Table:
    """Deliveries with `_eiland` (their stretch within `per`), `_eind`, and `_eerst` and `_laatst` (0: it is)."""
    t = levering.mutate(
        productcategorie=levering.productcategorie.fill_null(ONBEKEND),
        _nr=levering.toewijzingnummer.fill_null(""),
        _code=levering.productcode.fill_null(""),
    )
    return eilanden(t, per, ("aanbieder", "_nr", "productcategorie", "_code"))


def eilanden(t: ir.Table, per: Sequence[str], naast: Sequence[str]) -> ir.Table:
    """Rows from `begindatum` to `einddatum` (null: open) with the columns that `stukken` adds; `naast` breaks ties."""
    t = t.mutate(_eind=latere(t.einddatum.fill_null(ibis.literal(OPEN_EIND)), t.begindatum))
    groep = [t[k] for k in per]
    naast = [*naast, "_eind"]
    eerder = ibis.window(
        group_by=groep, order_by=[t.begindatum, *(t[k] for k in naast)], preceding=(None, 1), following=None
    )
    t = t.mutate(_vorig_eind=t["_eind"].max().over(eerder))
    breuk = dagen_tussen(t["_vorig_eind"], t.begindatum) - 1 > TUSSENPOOS_DAGEN
    t = t.mutate(_nieuw=ibis.ifelse(t["_vorig_eind"].isnull() | breuk, 1, 0))
    # A range frame takes all rows that begin on one day together: they are in one stretch whatever their order.
    tot_hier = ibis.range_window(group_by=[t[k] for k in per], order_by=t.begindatum, preceding=None, following=0)
    t = t.mutate(_eiland=t["_nieuw"].sum().over(tot_hier)).drop("_vorig_eind", "_nieuw")
    stuk = (*per, "_eiland")
    oplopend = tuple((k, False) for k in ("begindatum", *naast))
    aflopend = tuple((k, True) for k in ("_eind", "begindatum", *naast[:-1]))
    return t.mutate(_eerst=rang(t, stuk, oplopend), _laatst=rang(t, stuk, aflopend))


def dicht(eind: ir.Value) -> ir.Value:
    """The end, null where it is open."""
    return eind.nullif(ibis.literal(OPEN_EIND))


def hulpperiode(levering: ir.Table, personen: ir.Table, buurten: ir.Table) -> ir.Table:
    """Unbroken help as the kern table."""
    t = stukken(levering, PERSOON)
    eerst, laatst = t["_eerst"] == 0, t["_laatst"] == 0
    per = t.group_by([*PERSOON, "_eiland"]).aggregate(
        begindatum=t.begindatum.min(),
        einddatum=dicht(t["_eind"].max()),
        productcategorie_begin=t.productcategorie.max(where=eerst),
        aanbieder_begin=t.aanbieder.max(where=eerst),
        _categorie=t.productcategorie.max(where=laatst),
        _aanbieder=t.aanbieder.max(where=laatst),
    )
    leeg = ibis.null("string")
    per = per.mutate(
        productcategorie_eind=ibis.ifelse(per.einddatum.isnull(), leeg, per["_categorie"]),
        aanbieder_eind=ibis.ifelse(per.einddatum.isnull(), leeg, per["_aanbieder"]),
    )
    met = met_persoon_op(per, "begindatum", personen, buurten, "_begin")
    return met_persoon_op(met, "einddatum", personen, buurten, "_eind").select(*KOLOMMEN_HULP)
