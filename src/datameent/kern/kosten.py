"""Costs per month: every declared line, spread over the calendar months it is about.

Rules
- Lines that are refused cost nothing and are left out. All others count with their own sign.
- The amount is spread by days over the months of the product period. The amount up to and including day k is
  `bedrag * k // dagen` rounded down, and a month gets the difference of two such totals, so no cent is lost
  (`domain.geld.verdeel_over_maanden` is the reference). A period that ends before it begins counts as its first day.
- `telt` says that the person had help in that month: a debit that was not credited.
- Buurt, wijk and age are those on the first day of the month.
"""

from __future__ import annotations

from collections.abc import Callable

import ibis
from ibis.expr import types as ir

from datameent.kern.persoon import met_persoon_op
from datameent.kern.rekenen import dagen_tussen, deel_naar_beneden, eerste_dag, latere, maandnummer

KOLOMMEN = (
    "wet",
    "maand",
    "pseudoniem",
    "aanbieder",
    "productcategorie",
    "productcode",
    "bedrag_cent",
    "telt",
    "buurt_code",
    "wijk_code",
    "leeftijd",
    "leeftijdsgroep",
)


def kostenmaand(
    regels: ir.Table,
    personen: ir.Table,
    buurten: ir.Table,
    *,
    houd: Callable[[ir.Table], ir.Table] = lambda t: t,
) -> ir.Table:
    """Costs as the kern table, from declaratieregel, persoon and persoon_buurt. `houd` may leave months out."""
    telt = (regels.soort == "debet") & ~regels.gecrediteerd
    t = regels.filter(regels.status != "afgekeurd").mutate(telt=telt)
    per_maand = verdeel(t).rename(maand="_maand")
    per_maand = per_maand.drop("bedrag_cent").rename(bedrag_cent="_deel_cent")
    return met_persoon_op(houd(per_maand), "maand", personen, buurten).select(*KOLOMMEN)


def verdeel(t: ir.Table) -> ir.Table:
    """Rows of begindatum, einddatum, bedrag_cent times their months: adds `_maand` and `_deel_cent`."""
    t = t.mutate(_eind=latere(t.einddatum.fill_null(t.begindatum), t.begindatum))
    eerste, laatste = maandnummer(t.begindatum), maandnummer(t["_eind"])
    t = t.mutate(
        _dagen=dagen_tussen(t.begindatum, t["_eind"]) + 1,
        _nummer=ibis.range(eerste, laatste + 1).unnest(),
    )
    t = t.mutate(_maand=eerste_dag(t["_nummer"]), _volgende=eerste_dag(t["_nummer"] + 1))
    tot, van = dagen_tussen(t.begindatum, t["_volgende"]), dagen_tussen(t.begindatum, t["_maand"])
    tot = ibis.ifelse(tot > t["_dagen"], t["_dagen"], tot)
    van = ibis.ifelse(van > 0, van, 0)
    deel = deel_naar_beneden(t.bedrag_cent * tot, t["_dagen"]) - deel_naar_beneden(t.bedrag_cent * van, t["_dagen"])
    return t.mutate(_deel_cent=deel).drop("_eind", "_dagen", "_nummer", "_volgende")
