"""Unbroken stretches of help, from deliveries: hulpperiode (a person) and traject (a person and a product category).

Rules
- Deliveries of the same person under the same law that overlap, touch, or have at most 31 days without help between
  them, are one stretch. A delivery without a stop runs, and so does its stretch.
- A stop before the start counts as the day of the start.
- A hulpperiode carries product, aanbieder, wijk and age group of its first delivery (on its first day) and of its last
  (on its last day; empty while it runs).
- A traject is the same within one product category; `onbekend` is a category too. `aanbieder` is that of the last
  delivery, `aanbieder_begin` that of the first; wijk and age are those on the first day.
- Application and assignment date of a traject are the earliest of the assignments under which it began. An application
  dated after the start is no waiting time and is left empty.
- The costs of a traject are the lines of that person and category that end on or after its start and before the start
  of the next one, refused lines left out.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
from ibis.expr import types as ir

from datameent.kern.koppelen import links, rang
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

KOLOMMEN_TRAJECT = (
    "traject_id",
    *PERSOON,
    "productcategorie",
    "aanbieder",
    "aanbieder_begin",
    "wijk_code",
    "leeftijdsgroep",
    "aanvraagdatum",
    "toewijzingsdatum",
    "startdatum",
    "einddatum",
    "toewijzingen",
    "bedrag_cent",
)


def stukken(levering: ir.Table, per: Sequence[str]) -> ir.Table:
    """Deliveries with `_eiland` (their stretch within `per`), `_eind`, and `_eerst` and `_laatst` (0: it is)."""
    t = levering.mutate(
        productcategorie=levering.productcategorie.fill_null(ONBEKEND),
        _nr=levering.toewijzingnummer.fill_null(""),
        _code=levering.productcode.fill_null(""),
    )
    eind = t.einddatum.fill_null(ibis.literal(OPEN_EIND))
    t = t.mutate(_eind=latere(eind, t.begindatum))
    groep = [t[k] for k in per]
    naast = ["aanbieder", "_nr", "productcategorie", "_code", "_eind"]
    eerder = ibis.window(
        group_by=groep, order_by=[t.begindatum, *(t[k] for k in naast)], preceding=(None, 1), following=None
    )
    t = t.mutate(_vorig_eind=t["_eind"].max().over(eerder))
    breuk = dagen_tussen(t["_vorig_eind"], t.begindatum) - 1 > TUSSENPOOS_DAGEN
    t = t.mutate(_nieuw=ibis.ifelse(t["_vorig_eind"].isnull() | breuk, 1, 0))
    # A range frame takes all deliveries that begin on one day together: they are in one stretch whatever their order.
    tot_hier = ibis.range_window(group_by=[t[k] for k in per], order_by=t.begindatum, preceding=None, following=0)
    t = t.mutate(_eiland=t["_nieuw"].sum().over(tot_hier))
    stuk = (*per, "_eiland")
    oplopend = tuple((k, False) for k in ("begindatum", *naast))
    aflopend = tuple((k, True) for k in ("_eind", "begindatum", *naast[:-1]))
    return t.mutate(_eerst=rang(t, stuk, oplopend), _laatst=rang(t, stuk, aflopend))


def _dicht(eind: ir.Value) -> ir.Value:
    return eind.nullif(ibis.literal(OPEN_EIND))


def hulpperiode(levering: ir.Table, personen: ir.Table, buurten: ir.Table) -> ir.Table:
    """Unbroken help as the kern table."""
    t = stukken(levering, PERSOON)
    eerst, laatst = t["_eerst"] == 0, t["_laatst"] == 0
    per = t.group_by([*PERSOON, "_eiland"]).aggregate(
        begindatum=t.begindatum.min(),
        einddatum=_dicht(t["_eind"].max()),
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


def traject(
    levering: ir.Table, toewijzing: ir.Table, regels: ir.Table, personen: ir.Table, buurten: ir.Table
) -> ir.Table:
    """Trajecten as the kern table, from the other kern tables (levering and toewijzing with `gemeente`)."""
    sleutel = (*PERSOON, "productcategorie")
    besluit = toewijzing.select("wet", "gemeente", "toewijzingnummer", "toewijzingsdatum", "aanvraagdatum")
    t = links(stukken(levering, sleutel), besluit, ("wet", "gemeente", "toewijzingnummer"))
    stuk = [*sleutel, "_eiland"]
    t = t.mutate(_start=t.begindatum.min().over(group_by=[t[k] for k in stuk]))
    begon = t.begindatum == t["_start"]
    per = t.group_by(stuk).aggregate(
        startdatum=t.begindatum.min(),
        einddatum=_dicht(t["_eind"].max()),
        aanbieder=t.aanbieder.max(where=t["_laatst"] == 0),
        aanbieder_begin=t.aanbieder.max(where=t["_eerst"] == 0),
        _aanvraag=t.aanvraagdatum.min(where=begon),
        toewijzingsdatum=t.toewijzingsdatum.min(where=begon),
        toewijzingen=t.toewijzingnummer.nunique().cast("int32"),
    )
    te_laat = per["_aanvraag"] > per.startdatum
    per = per.mutate(
        aanvraagdatum=ibis.ifelse(te_laat.fill_null(False), ibis.null("date"), per["_aanvraag"]),
        traject_id=per.wet + ":" + per.pseudoniem + ":" + per.productcategorie + ":" + per.startdatum.cast("string"),
    )
    met = met_persoon_op(per, "startdatum", personen, buurten)
    return _met_kosten(met, regels, sleutel).select(*KOLOMMEN_TRAJECT)


def _met_kosten(trajecten: ir.Table, regels: ir.Table, sleutel: Sequence[str]) -> ir.Table:
    volgende = trajecten.startdatum.lead().over(group_by=[trajecten[k] for k in sleutel], order_by=trajecten.startdatum)
    vak = trajecten.select(
        *(trajecten[k].name(f"_v_{k}") for k in sleutel),
        "traject_id",
        _van=trajecten.startdatum,
        _tot=volgende.fill_null(ibis.literal(OPEN_EIND)),
    )
    lijn = regels.filter(regels.status != "afgekeurd")
    lijn = lijn.select(
        *PERSOON,
        "bedrag_cent",
        productcategorie=lijn.productcategorie.fill_null(ONBEKEND),
        _dag=lijn.einddatum.fill_null(lijn.begindatum),
    )
    hoort = [lijn[k] == vak[f"_v_{k}"] for k in sleutel]
    samen = lijn.inner_join(vak, [*hoort, lijn["_dag"] >= vak["_van"], lijn["_dag"] < vak["_tot"]])
    som = samen.group_by("traject_id").aggregate(bedrag_cent=samen.bedrag_cent.sum())
    t = links(trajecten, som, ("traject_id",))
    return t.mutate(bedrag_cent=t.bedrag_cent.fill_null(0))
