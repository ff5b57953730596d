"""Assignments: the newest state of every toewijzing.

Rules
- One toewijzing is a number within a municipality and a law. Of all 301 messages that speak of it, the newest counts:
  the latest toewijzingsdatum, then toewijzingstijd, then dagtekening (then bericht_id, so that the answer never
  depends on the order of arrival).
- A 301 that a 302 refuses is as if it was never sent. Only when every 301 of a toewijzing was refused, the newest of
  them remains, with status `afgekeurd`.
- Reden wijziging 13 (verwijderd, code list WMO002/JZ002) means that the toewijzing must be regarded as not sent:
  status `ingetrokken`. Otherwise the status is `geldig`.
- The application date is the dagtekening of the 315 with the same referentie_aanbieder, of the same aanbieder; a
  later 301 may name a 317 in that field, so every 301 that counts is looked at and the earliest date taken. A 315
  refused by a 316 does not count.
- A provider change, another volume or another product is a new toewijzing with its own number; a run-on award is the
  same number with a later end date, and its newest line is its state.
"""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from datameent.kern.berichten import Bron, regels
from datameent.kern.koppelen import links, nieuwste

VERWIJDERD = "13"

SLEUTEL = ("wet", "gemeente", "toewijzingnummer")

KOLOMMEN = (
    "wet",
    "toewijzingnummer",
    "aanbieder",
    "pseudoniem",
    "productcategorie",
    "productcode",
    "toewijzingsdatum",
    "ingangsdatum",
    "einddatum",
    "status",
    "reden_wijziging",
    "volume",
    "eenheid",
    "frequentie",
    "referentie_aanbieder",
    "aanvraagdatum",
)

INHOUD = (
    "pseudoniem",
    "productcategorie",
    "productcode",
    "ingangsdatum",
    "einddatum",
    "volume",
    "eenheid",
    "frequentie",
    "budget_cent",
)
"""What a 301 says of a toewijzing; it says something new when one of these differs, or when it withdraws."""

_NIEUWSTE_EERST = (
    ("_afgekeurd", False),
    ("toewijzingsdatum", True),
    ("_tijd", True),
    ("dagtekening", True),
    ("bericht_id", True),
    ("volgnr", True),
)


def besluitregels(bron: Bron, berichten: ir.Table, afgekeurd: ir.Table) -> ir.Table:
    """Every line of every 301, with `_afgekeurd` (1: refused), `_tijd`, `_eerder` (how many lines that count came
    before it in its toewijzing) and `_zelfde` (1: says what the one before it said)."""
    alle = regels(bron, "toegewezen_product", berichten, "301")
    t = links(alle, afgekeurd.mutate(_fout=ibis.literal(1)), ("bericht_id",))
    t = t.mutate(_afgekeurd=t["_fout"].fill_null(0), _tijd=t.toewijzingstijd.fill_null("")).drop("_fout")
    inhoud = ibis.ifelse(t.reden_wijziging.fill_null("") == VERWIJDERD, "weg|", "")
    for kolom in INHOUD:
        inhoud = inhoud + t[kolom].cast("string").fill_null("") + "|"
    t = t.mutate(_inhoud=inhoud)
    orde = [t[k] for k, _ in _NIEUWSTE_EERST[1:]]
    sleutel = [t[k] for k in SLEUTEL]
    eerder = ibis.window(group_by=sleutel, order_by=orde, preceding=(None, 1), following=None)
    t = t.mutate(
        _eerder=(1 - t["_afgekeurd"]).sum().over(eerder).fill_null(0),
        _vorige=t["_inhoud"].lag().over(group_by=[*sleutel, t["_afgekeurd"]], order_by=orde),
    )
    zelfde = (t["_vorige"] == t["_inhoud"]).fill_null(False)
    return t.mutate(_zelfde=ibis.ifelse(zelfde, 1, 0)).drop("_vorige", "_inhoud")


def toewijzing(bron: Bron, berichten: ir.Table, afgekeurd: ir.Table, besluiten: ir.Table) -> ir.Table:
    """Assignments as the kern table, with gemeente, `_budget_cent` and `_eerste` (first toewijzingsdatum) beside it."""
    stand = nieuwste(besluiten, SLEUTEL, _NIEUWSTE_EERST)
    geldig = besluiten.filter(besluiten["_afgekeurd"] == 0)
    eerste = geldig.group_by(list(SLEUTEL)).aggregate(_eerste=geldig.toewijzingsdatum.min())
    t = links(stand, eerste, SLEUTEL)
    t = links(t, _aanvraagdatum(bron, berichten, afgekeurd, geldig), SLEUTEL)
    status = ibis.cases(
        (t["_afgekeurd"] == 1, "afgekeurd"),
        (t.reden_wijziging.fill_null("") == VERWIJDERD, "ingetrokken"),
        else_="geldig",
    )
    return t.mutate(status=status).select(*KOLOMMEN, "gemeente", "_eerste", _budget_cent="budget_cent")


def _aanvraagdatum(bron: Bron, berichten: ir.Table, afgekeurd: ir.Table, geldig: ir.Table) -> ir.Table:
    """Earliest application date per toewijzing: SLEUTEL, aanvraagdatum."""
    sleutel = ["wet", "gemeente", "aanbieder", "referentie_aanbieder"]
    gevraagd = regels(bron, "aangevraagd_product", berichten, "315").anti_join(afgekeurd, "bericht_id")
    datum = (
        gevraagd.filter(gevraagd.referentie_aanbieder.notnull())
        .group_by(sleutel)
        .aggregate(_aanvraag=gevraagd.dagtekening.min())
    )
    paren = geldig.select(*SLEUTEL, "aanbieder", "referentie_aanbieder").distinct()
    met = paren.inner_join(datum, sleutel)
    return met.group_by(list(SLEUTEL)).aggregate(aanvraagdatum=met["_aanvraag"].min())
