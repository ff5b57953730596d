"""Facts about time and size: how long people waited, how long an answer or the help took, and how much help it was."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from datameent.indicators.feiten import GEWOON, Kern, maak_feiten, te_volgen
from datameent.kern.koppelen import links
from datameent.kern.rekenen import dagen_tussen, deel_naar_beneden

EERSTE = {**GEWOON, "aanbieder": "aanbieder_begin"}
"""The dimensions of a traject at its start: a wait belongs to the first aanbieder."""

AFGEROND = "afgerond"

PLEK = ("productcategorie", "wijk_code", "leeftijdsgroep")

MINUTEN = {"01": 1, "04": 60, "16": 240}
"""Units of WJ756 that are time, in minutes: minuut, uur, dagdeel (4 uur). An etmaal is a stay, not hours of help."""


def gewacht(kern: Kern) -> ir.Table:
    """Trajecten that were asked for and started, with the days between."""
    t = kern["traject"]
    t = t.filter(t.aanvraagdatum.notnull() & t.startdatum.notnull())
    t = t.filter(t.aanvraagdatum <= t.startdatum)
    return maak_feiten(t, "startdatum", EERSTE, _dagen=dagen_tussen(t.aanvraagdatum, t.startdatum))


def doorlopen(kern: Kern) -> ir.Table:
    """Trajecten that were asked for and assigned, with the days between, on the day of the assignment."""
    t = kern["traject"]
    t = t.filter(t.aanvraagdatum.notnull() & t.toewijzingsdatum.notnull())
    t = t.filter(t.aanvraagdatum <= t.toewijzingsdatum)
    t = t.mutate(aanbieder_begin=t.aanbieder_begin.fill_null(t.aanbieder))
    return maak_feiten(t, "toewijzingsdatum", EERSTE, _dagen=dagen_tussen(t.aanvraagdatum, t.toewijzingsdatum))


def geduurd(kern: Kern) -> ir.Table:
    """Trajecten that ended, with their days, first and last included."""
    t = afgerond(kern)
    return maak_feiten(t, "einddatum", GEWOON, _dagen=dagen_tussen(t.startdatum, t.einddatum) + 1)


def omvang(kern: Kern) -> ir.Table:
    """Trajecten that ended and of which time was declared, with their hours, half an hour rounded up."""
    p = kern["prestatie_geldig"]
    keer = ibis.cases(*((p.eenheid == code, n) for code, n in MINUTEN.items()), else_=0)
    p = p.mutate(_minuten=(p.volume * keer).cast("int64"))
    per = p.filter((p["_minuten"] > 0) & p.traject_id.notnull())
    per = per.group_by(["wet", "traject_id"]).aggregate(_som=per["_minuten"].sum().cast("int64"))
    t = links(te_volgen(kern, afgerond(kern), "startdatum"), per, ("wet", "traject_id"))
    t = t.filter(t["_som"].notnull())
    return maak_feiten(t, "einddatum", GEWOON, _dagen=deel_naar_beneden(t["_som"] + 30, ibis.literal(60, "int64")))


def beantwoord(kern: Kern) -> ir.Table:
    """Things said in messages that were answered, with the days until the answer, on the day of the message."""
    g = kern["trajectgebeurtenis"]
    g = g.filter(g.responsetijd_dagen.notnull())
    g = g.select("traject_id", "wet", "pseudoniem", "aanbieder", "berichttype", "dagtekening", "responsetijd_dagen")
    g = g.inner_join(kern["traject"].select("traject_id", "wet", *PLEK), ["traject_id", "wet"])
    return maak_feiten(g, "dagtekening", {**GEWOON, "berichttype": "berichttype"}, _dagen=g.responsetijd_dagen)


def afgerond(kern: Kern) -> ir.Table:
    """Trajecten that ended; one that stopped for a while only (`onderbroken`) did not."""
    t = kern["traject"]
    return t.filter((t.status == AFGEROND) & t.startdatum.notnull() & t.einddatum.notnull())
