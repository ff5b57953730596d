"""Which messages exist on a day, and which of them count.

A return message (302, 306, 308, 316, 318, 320) names the message it answers (invulinstructie IV028): in `bericht` its
own identification and date are in identificatie and dagtekening, and those of the message it answers in
identificatie_retour and dagtekening_retour. An error anywhere in it refuses the whole message it answers (IV032,
control levels 3 and 4); the classes without an error then carry 0200 (no remark) or 0233 (not assessed). A return
message without codes, or with only 0200, approves. The response time of a message runs in calendar days from its
dagtekening to that of its first return message (a declaration: its first 325); an answer dated before the message has
none.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import ibis
from ibis.expr import types as ir

from datameent.kern.koppelen import links
from datameent.kern.rekenen import dagen_tussen

RETOUR_OP: Mapping[str, str] = {
    "302": "301",
    "306": "305",
    "308": "307",
    "316": "315",
    "318": "317",
    "320": "319",
}
"""Return message to the message it answers. A declaration (323) is answered by a 325, see `declaratie`."""

GEEN_AFKEUR: tuple[str, ...] = ("0200", "0233", "8001")
"""Codes of WJ001 that are no refusal of a message: no remark, not assessed, declaration granted in full."""

Bron = Mapping[str, ir.Table]


def bekend(bron: Bron, peildatum: date | None) -> ir.Table:
    """The messages that exist: all, or those dated on or before `peildatum`.

    Columns: bericht_id, wet, gemeente, aanbieder, berichttype, identificatie, dagtekening, and of a return message
    identificatie_retour and dagtekening_retour: what it answers.
    """
    b = bron["bericht"]
    t = b.select(
        "bericht_id",
        "wet",
        gemeente=b.gemeente.fill_null(""),
        aanbieder=b.aanbieder.fill_null(""),
        berichttype=b.berichttype,
        identificatie=b.identificatie.fill_null(""),
        dagtekening=b.dagtekening,
        identificatie_retour=b.identificatie_retour,
        dagtekening_retour=b.dagtekening_retour,
    )
    return t if peildatum is None else t.filter(t.dagtekening <= ibis.literal(peildatum))


def afgekeurd(bron: Bron, berichten: ir.Table) -> ir.Table:
    """The messages that a return message refuses: one column, bericht_id, without doubles."""
    codes = bron["retourcode"]
    fout = codes.filter(codes.retourcode.notin(list(GEEN_AFKEUR))).select("bericht_id").distinct()
    retour = berichten.filter(berichten.berichttype.isin(list(RETOUR_OP)))
    heen = ibis.cases(*((retour.berichttype == van, ibis.literal(op)) for van, op in RETOUR_OP.items()), else_="")
    sleutels = ("wet", "gemeente", "aanbieder", "identificatie", "dagtekening")
    geweigerd = (
        retour.mutate(heentype=heen)
        .semi_join(fout, "bericht_id")
        .select(
            "wet",
            "gemeente",
            "aanbieder",
            identificatie="identificatie_retour",
            dagtekening="dagtekening_retour",
            berichttype="heentype",
        )
        .distinct()
    )
    return berichten.semi_join(geweigerd, [*sleutels, "berichttype"]).select("bericht_id").distinct()


def antwoordtijd(bron: Bron, berichten: ir.Table) -> ir.Table:
    """Days to the first return message: bericht_id, responsetijd_dagen (int32); only messages that have one."""
    sleutels = ("wet", "gemeente", "aanbieder", "identificatie", "dagtekening", "berichttype")
    retour = berichten.filter(berichten.berichttype.isin(list(RETOUR_OP)))
    heen = ibis.cases(*((retour.berichttype == van, ibis.literal(op)) for van, op in RETOUR_OP.items()), else_="")
    plaats = {"wet": "wet", "gemeente": "gemeente", "aanbieder": "aanbieder"}
    gewoon = retour.select(
        **plaats,
        identificatie="identificatie_retour",
        dagtekening="dagtekening_retour",
        berichttype=heen,
        _dag="dagtekening",
    )
    antwoord = regels(bron, "declaratie_antwoord", berichten, "325")
    betaald = antwoord.select(
        **plaats,
        identificatie=antwoord.declaratie_identificatie.fill_null(""),
        dagtekening="declaratie_dagtekening",
        berichttype=ibis.literal("323"),
        _dag="dagtekening",
    )
    alle = gewoon.union(betaald)
    alle = alle.filter(alle["_dag"] >= alle.dagtekening)
    eerste = alle.group_by(list(sleutels)).aggregate(_dag=alle["_dag"].min())
    t = links(berichten.select("bericht_id", *sleutels), eerste, sleutels)
    t = t.filter(t["_dag"].notnull())
    return t.select("bericht_id", responsetijd_dagen=dagen_tussen(t.dagtekening, t["_dag"]).cast("int32"))


def regels(bron: Bron, naam: str, berichten: ir.Table, soort: str) -> ir.Table:
    """The rows of a bron table that came in messages of one type, with the header's columns beside them."""
    kop = berichten.filter(berichten.berichttype == soort).select(
        "bericht_id", "gemeente", "aanbieder", "identificatie", "dagtekening"
    )
    rij = bron[naam]
    eigen = [k for k in rij.columns if k not in {"lading_id", "bron", *kop.columns} or k == "bericht_id"]
    return rij.select(*eigen).inner_join(kop, "bericht_id")
