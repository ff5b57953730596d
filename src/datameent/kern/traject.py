"""Zorgtrajecten: what was asked, assigned and delivered to one person, under one law, in one productcategorie.

Rules
- Deliveries of one person, law and category with at most 31 days without help between them are one started traject.
  It begins on the first day of help; `onbekend` is a category too. So a provider change (stop there, toewijzing and
  start here), a product change within the category, two toewijzingen at the same time and a temporary stop with a new
  start stay one traject, unless there were more than 31 days without help.
- A toewijzing with deliveries of its person belongs to the traject of the first of them. A toewijzing without, and a
  request (`verzoek`) that no toewijzing answers, belong to a started traject of that person, law and category from
  which they are at most 31 days away; of several to the one that began last. A toewijzing without einddatum lasts.
- What is left is a traject that has not started: what lies at most 31 days apart is one. Refused messages make none.
- Status. Started: `loopt` while a delivery has no stop, `onderbroken` when the last delivery stopped temporarily
  (reden 20), else `afgerond`. Not started: `toegewezen` when a valid toewijzing waits, else
  `aangevraagd` when a request waits, else `afgewezen` when a 319 refused one, else `ingetrokken`. A start under a
  withdrawn toewijzing is no delivery, so such a traject is `ingetrokken`.
- `aanbieder` is that of the last delivery (not started: part), `aanbieder_begin` that of the first; wijk and age are
  those on the first day of help, or the first day that was asked or assigned.
- `aanvraagdatum` and `toewijzingsdatum` of a started traject are the earliest of the toewijzingen under which it began
  (toewijzingsdatum as first told). Not started: of its valid toewijzingen; without one, the earliest request (or
  withdrawn toewijzing). An application dated after the start is no waiting time and is left empty.
- wachttijd: calendar days from aanvraag to start. doorlooptijd: from aanvraag to toewijzing. duur: from start to end,
  both included. `volgt_op` is the started traject of that person under that law, any category, that began last before
  this one; `dagen_ertussen` its end to this start (negative when they overlap, empty while it runs).
- `bedrag_cent`: all its declared lines that are not refused, credits included.
- `traject_id` says law, person, category and first day, with `:n` behind what has not started. It follows the
  messages: when the first start is corrected, so is the name.
"""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from datameent.kern.koppelen import links
from datameent.kern.persoon import PERSOON, met_persoon_op
from datameent.kern.rekenen import ONBEKEND, OPEN_EIND, dagen_tussen
from datameent.kern.verloop import TUSSENPOOS_DAGEN, dicht, eilanden, stukken
from datameent.kern.verzoek import AFGEWEZEN

SLEUTEL = (*PERSOON, "productcategorie")
NUMMER = ("wet", "gemeente", "toewijzingnummer", "pseudoniem")
TIJDELIJK = "20"

KOLOMMEN = (
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
    "status",
    "regiestatus",
    "verwijzer_type",
    "antwoorddatum",
    "reden_beeindiging",
    "wachttijd_dagen",
    "doorlooptijd_dagen",
    "duur_dagen",
    "leveringen",
    "aanbieders",
    "volgt_op",
    "dagen_ertussen",
)

_DEEL = ("wet", "gemeente", "_nr", "berichttype", "bericht_id", "volgnr")
_STAND = ("toegewezen", "aangevraagd", "afgewezen", "ingetrokken")


def _naam(t: ir.Table, dag: ir.Value) -> ir.Value:
    return t.wet + ":" + t.pseudoniem + ":" + t.productcategorie + ":" + dag.cast("string")


def geleverd(levering: ir.Table) -> ir.Table:
    """Deliveries with the traject they are in: `stukken` per category, `_start` (its first day) and `traject_id`."""
    t = stukken(levering, SLEUTEL)
    t = t.mutate(_start=t.begindatum.min().over(group_by=[t[k] for k in (*SLEUTEL, "_eiland")]))
    return t.mutate(traject_id=_naam(t, t["_start"]))


def delen(toewijzing: ir.Table, verzoek: ir.Table, hulp: ir.Table) -> ir.Table:
    """Toewijzingen without delivery and requests without toewijzing, with `traject_id` and `_los` (1: not started)."""
    t = _losse_toewijzingen(toewijzing, hulp).union(_losse_verzoeken(verzoek))
    t = t.mutate(_nr=t.toewijzingnummer.fill_null(""))
    gestart = hulp.group_by([*SLEUTEL, "_start"]).aggregate(_slot=hulp["_eind"].max())
    bij = _erbij(t, gestart)
    vast = t.inner_join(bij, list(_DEEL))
    vast = vast.mutate(traject_id=_naam(vast, vast["_bij"]), _los=ibis.literal(0)).drop("_bij")
    los = eilanden(t.anti_join(bij, list(_DEEL)), SLEUTEL, ("aanbieder", "_nr", "bericht_id", "volgnr"))
    los = los.mutate(_start=los.begindatum.min().over(group_by=[los[k] for k in (*SLEUTEL, "_eiland")]))
    los = los.mutate(traject_id=_naam(los, los["_start"]) + ":n", _los=ibis.literal(1))
    kolommen = (*t.columns, "traject_id", "_los", "_eerst", "_laatst", "_start")
    vast = vast.mutate(_eerst=ibis.literal(1, "int64"), _laatst=ibis.literal(1, "int64"), _start=ibis.null("date"))
    return los.select(*kolommen).union(vast.select(*kolommen))


def _losse_toewijzingen(toewijzing: ir.Table, hulp: ir.Table) -> ir.Table:
    met = hulp.filter(hulp.toewijzingnummer.notnull()).select(*NUMMER).distinct()
    t = toewijzing.filter(toewijzing.status != "afgekeurd").anti_join(met, list(NUMMER))
    return t.select(
        *PERSOON,
        "gemeente",
        "aanbieder",
        "toewijzingnummer",
        productcategorie=t.productcategorie.fill_null(ONBEKEND),
        begindatum=t.ingangsdatum.fill_null(t.toewijzingsdatum),
        einddatum=t.einddatum,
        _stand=ibis.ifelse(t.status == "geldig", _STAND[0], _STAND[3]),
        aanvraagdatum=t.aanvraagdatum,
        toewijzingsdatum=t["_eerste"],
        berichttype=ibis.literal(""),
        bericht_id=ibis.literal(""),
        volgnr=ibis.literal(0, "int32"),
    )


def _losse_verzoeken(verzoek: ir.Table) -> ir.Table:
    t = verzoek.filter((verzoek["_opent"] == 1) & (verzoek["_afgekeurd"] == 0) & verzoek.toewijzingnummer.isnull())
    return t.select(
        *PERSOON,
        "gemeente",
        "aanbieder",
        "toewijzingnummer",
        productcategorie=t.productcategorie.fill_null(ONBEKEND),
        begindatum=t.begindatum,
        einddatum=t.einddatum,
        _stand=ibis.ifelse(t["_antwoord"].fill_null("") == AFGEWEZEN, _STAND[2], _STAND[1]),
        aanvraagdatum=t.dagtekening,
        toewijzingsdatum=ibis.null("date"),
        berichttype=t.berichttype,
        bericht_id=t.bericht_id,
        volgnr=t.volgnr,
    )


def _erbij(t: ir.Table, gestart: ir.Table) -> ir.Table:
    """Parts that a started traject is near: `_DEEL`, `_bij` (its first day; the latest when there are more)."""
    g = gestart.rename({f"_g_{k}": k for k in SLEUTEL})
    eind = t.einddatum.fill_null(ibis.literal(OPEN_EIND))
    tot = ibis.ifelse(eind >= t.begindatum, eind, t.begindatum)
    samen = t.mutate(_tot=tot).inner_join(g, [(k, f"_g_{k}") for k in SLEUTEL])
    na = dagen_tussen(samen["_tot"], samen["_start"]) - 1 <= TUSSENPOOS_DAGEN
    voor = dagen_tussen(samen["_slot"], samen.begindatum) - 1 <= TUSSENPOOS_DAGEN
    samen = samen.filter(na & voor)
    return samen.group_by(list(_DEEL)).aggregate(_bij=samen["_start"].max())


def trajectbasis(
    hulp: ir.Table, delen_: ir.Table, toewijzing: ir.Table, personen: ir.Table, buurten: ir.Table
) -> ir.Table:
    """Trajecten without what follows from events and lines: the columns up to `toewijzingen`, status, and counts."""
    t = _gestart(hulp, toewijzing).union(_niet_gestart(delen_))
    met = met_persoon_op(t, "_dag", personen, buurten)
    return met.drop("_dag", "buurt_code", "leeftijd")


def _gestart(hulp: ir.Table, toewijzing: ir.Table) -> ir.Table:
    besluit = toewijzing.select("wet", "gemeente", "toewijzingnummer", "aanvraagdatum", "_eerste")
    t = links(hulp, besluit, ("wet", "gemeente", "toewijzingnummer"))
    begon = t.begindatum == t["_start"]
    eerst, laatst = t["_eerst"] == 0, t["_laatst"] == 0
    per = t.group_by(["traject_id", *SLEUTEL]).aggregate(
        startdatum=t.begindatum.min(),
        einddatum=dicht(t["_eind"].max()),
        aanbieder=t.aanbieder.max(where=laatst),
        aanbieder_begin=t.aanbieder.max(where=eerst),
        _aanvraag=t.aanvraagdatum.min(where=begon),
        toewijzingsdatum=t["_eerste"].min(where=begon),
        toewijzingen=t.toewijzingnummer.nunique().cast("int32"),
        _reden=t.reden_beeindiging.max(where=laatst),
        leveringen=t.count().cast("int32"),
        aanbieders=t.aanbieder.nunique().cast("int32"),
    )
    te_laat = (per["_aanvraag"] > per.startdatum).fill_null(False)
    leeg = ibis.null("string")
    loopt = per.einddatum.isnull()
    per = per.mutate(
        aanvraagdatum=ibis.ifelse(te_laat, ibis.null("date"), per["_aanvraag"]),
        reden_beeindiging=ibis.ifelse(loopt, leeg, per["_reden"]),
        status=ibis.cases(
            (loopt, "loopt"), (per["_reden"].fill_null("") == TIJDELIJK, "onderbroken"), else_="afgerond"
        ),
        _dag=per.startdatum,
    )
    return per.select(*_BASIS)


_BASIS = (
    "traject_id",
    *SLEUTEL,
    "aanbieder",
    "aanbieder_begin",
    "aanvraagdatum",
    "toewijzingsdatum",
    "startdatum",
    "einddatum",
    "toewijzingen",
    "status",
    "reden_beeindiging",
    "leveringen",
    "aanbieders",
    "_dag",
)


def _niet_gestart(delen_: ir.Table) -> ir.Table:
    t = delen_.filter(delen_["_los"] == 1)
    geldig = t["_stand"] == _STAND[0]
    heeft = {s: (t["_stand"] == s).sum() for s in _STAND[:3]}
    per = t.group_by(["traject_id", *SLEUTEL]).aggregate(
        aanbieder=t.aanbieder.max(where=t["_laatst"] == 0),
        aanbieder_begin=t.aanbieder.max(where=t["_eerst"] == 0),
        _bij_besluit=t.aanvraagdatum.min(where=geldig),
        _bij_verzoek=t.aanvraagdatum.min(),
        toewijzingsdatum=t.toewijzingsdatum.min(where=geldig),
        toewijzingen=t.toewijzingnummer.nunique().cast("int32"),
        aanbieders=t.aanbieder.nunique().cast("int32"),
        _dag=t.begindatum.min(),
        **{f"_n_{s}": n for s, n in heeft.items()},
    )
    standen = [(per[f"_n_{s}"] > 0, s) for s in heeft]
    per = per.mutate(
        aanvraagdatum=ibis.ifelse(per[f"_n_{_STAND[0]}"] > 0, per["_bij_besluit"], per["_bij_verzoek"]),
        startdatum=ibis.null("date"),
        einddatum=ibis.null("date"),
        status=ibis.cases(*standen, else_=_STAND[3]),
        reden_beeindiging=ibis.null("string"),
        leveringen=ibis.literal(0, "int32"),
    )
    return per.select(*_BASIS)


def traject(basis: ir.Table, regie: ir.Table, bedragen: ir.Table) -> ir.Table:
    """Trajecten as the kern table. `regie`: traject_id, regiestatus, antwoorddatum, verwijzer_type; `bedragen`:
    traject_id, bedrag_cent."""
    t = links(links(basis, regie, ("traject_id",)), bedragen, ("traject_id",))
    t = links(t, _vorige(basis), ("traject_id",))
    return t.mutate(
        bedrag_cent=t.bedrag_cent.fill_null(0),
        wachttijd_dagen=dagen_of_niets(t.aanvraagdatum, t.startdatum),
        doorlooptijd_dagen=dagen_of_niets(t.aanvraagdatum, t.toewijzingsdatum),
        duur_dagen=(dagen_tussen(t.startdatum, t.einddatum) + 1).cast("int32"),
        dagen_ertussen=dagen_tussen(t["_slot"], t.startdatum).cast("int32"),
    ).select(*KOLOMMEN)


def dagen_of_niets(van: ir.Value, tot: ir.Value) -> ir.Value:
    """Calendar days as int32; null when a day is missing or the end comes first."""
    return ibis.ifelse(tot >= van, dagen_tussen(van, tot), ibis.null("int64")).cast("int32")


def _vorige(basis: ir.Table) -> ir.Table:
    """Per started traject the one that began before it: traject_id, volgt_op, `_slot` (its end)."""
    t = basis.filter(basis.startdatum.notnull())
    rij = ibis.window(group_by=[t[k] for k in PERSOON], order_by=[t.startdatum, t.traject_id])
    return t.select("traject_id", volgt_op=t.traject_id.lag().over(rij), _slot=t.einddatum.lag().over(rij))
