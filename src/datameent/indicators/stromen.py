"""Facts about movement: who comes back, goes on, changes, and who sent them."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from datameent.indicators.feiten import GEWOON, Kern, maak_feiten, peildag
from datameent.indicators.hulp import kant
from datameent.indicators.tijden import EERSTE, afgerond
from datameent.kern.rekenen import ONBEKEND, dagen_tussen
from datameent.kern.verloop import TUSSENPOOS_DAGEN

TERUG_MAANDEN = 12
"""Within so many months after the end someone comes back."""

_PERSOON = ("wet", "pseudoniem")


def terug(kern: Kern) -> ir.Table:
    """Periods of help that ended and were followed by another within `TERUG_MAANDEN`, on the day of the end.

    A period of which that is not known yet is a fact too, with `_bekend` false.
    """
    t = kern["hulpperiode"]
    t = t.mutate(_volgende=t.begindatum.lead().over(group_by=[t[k] for k in _PERSOON], order_by=t.begindatum))
    grens = t.einddatum + ibis.interval(months=TERUG_MAANDEN)
    t = t.mutate(_terug=(t["_volgende"] <= grens.cast("date")).fill_null(False), _grens=grens.cast("date"))
    t = peildag(kern, t.filter(t.einddatum.notnull()))
    t = t.mutate(_bekend=t["_terug"] | (t["_grens"] <= t["_peildag"]).fill_null(False))
    t = t.filter(t["_terug"] | ~t["_bekend"])
    return maak_feiten(t, "einddatum", kant("eind"), _bekend=t["_bekend"])


def vervolgd(kern: Kern) -> ir.Table:
    """Trajecten that began when an earlier one of that person under that law had ended, on the day they began."""
    t = kern["traject"]
    t = t.filter(t.startdatum.notnull())
    eerste = t.group_by(list(_PERSOON)).aggregate(_eerste_eind=t.einddatum.min())
    eerste = eerste.rename(_wet="wet", _pseudoniem="pseudoniem")
    t = t.inner_join(eerste, [t.wet == eerste["_wet"], t.pseudoniem == eerste["_pseudoniem"]])
    return maak_feiten(t.filter(t["_eerste_eind"] < t.startdatum), "startdatum", EERSTE)


def doorgestroomd(kern: Kern) -> ir.Table:
    """Trajecten that ended, with what came next: `45>50`, `45>geen`, `45>onbekend` where that is not known yet.

    Left out is who goes on with other help that ran already.
    """
    t = kern["traject"]
    t = t.mutate(productcategorie=t.productcategorie.fill_null(ONBEKEND))
    t, af = t.filter(t.startdatum.notnull()), afgerond({"traject": t})
    verder = _verder(af, t)
    af = af.left_join(verder, [af.wet == verder["_wet"], af.traject_id == verder["_van"]])
    af = af.filter(af["_nieuw"].isnull() | (af["_nieuw"] == 1))
    af = peildag(kern, af)
    op = (dagen_tussen(af.einddatum, af["_peildag"]) > TUSSENPOOS_DAGEN).fill_null(False)
    naar = ibis.coalesce(af["_naar"], ibis.ifelse(op, ibis.literal("geen"), ibis.literal(ONBEKEND)))
    af = af.mutate(richting=af.productcategorie + ">" + naar)
    return maak_feiten(af, "einddatum", {**GEWOON, "richting": "richting"})


def _verder(af: ir.Table, alle: ir.Table) -> ir.Table:
    """Per ended traject the first help that runs after it: newly begun help before help that ran already."""
    a = af.select(*(af[k].name(f"_{k}") for k in _PERSOON), _van="traject_id", _begin="startdatum", _eind="einddatum")
    p = alle.inner_join(a, [alle[k] == a[f"_{k}"] for k in _PERSOON])
    p = p.filter(
        (p.traject_id != p["_van"])
        & (dagen_tussen(p["_eind"], p.startdatum) - 1 <= TUSSENPOOS_DAGEN)
        & (p.einddatum.isnull() | (p.einddatum > p["_eind"]))
    )
    p = p.mutate(_nieuw=ibis.ifelse(p.startdatum > p["_begin"], 1, 0))
    volgorde = [p["_nieuw"].desc(), p.startdatum, p.productcategorie, p.traject_id]
    p = p.mutate(_rang=ibis.row_number().over(group_by=[p["_wet"], p["_van"]], order_by=volgorde))
    p = p.filter(p["_rang"] == 0)
    return p.select("_wet", "_van", "_nieuw", _naar=p.productcategorie)


def gewisseld(kern: Kern) -> ir.Table:
    """Starts at another aanbieder within a traject, when the help before it had stopped.

    They belong to the aanbieder that was left. The help before it is the one that began last before it.
    """
    t = kern["toewijzing_geldig"]
    t = t.filter(t.startdatum.notnull() & t.traject_id.notnull())
    rij = ibis.window(group_by=[t.wet, t.traject_id], order_by=[t.startdatum, t.toewijzingnummer, t.aanbieder])
    t = t.mutate(_vorige=t.aanbieder.lag().over(rij), _vorige_stop=t.stopdatum.lag().over(rij))
    t = t.filter((t["_vorige"] != t.aanbieder) & (t["_vorige_stop"] <= t.startdatum))
    return maak_feiten(t, "startdatum", {**GEWOON, "aanbieder": "_vorige"})


def verwezen(kern: Kern) -> ir.Table:
    """Trajecten that an aanbieder asked for, on that day, with who sent the person."""
    t = kern["traject"]
    t = t.filter(t.aanvraagdatum.notnull())
    t = t.mutate(aanbieder_begin=t.aanbieder_begin.fill_null(t.aanbieder))
    return maak_feiten(t, "aanvraagdatum", {**EERSTE, "verwijzer": "verwijzer_type"})
