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

_NIEUWSTE_EERST = (
    ("_afgekeurd", False),
    ("toewijzingsdatum", True),
    ("_tijd", True),
    ("dagtekening", True),
    ("bericht_id", True),
    ("volgnr", True),
)


def toewijzing(bron: Bron, berichten: ir.Table, afgekeurd: ir.Table) -> ir.Table:
    """Assignments as the kern table, with `gemeente` beside its columns (for joins inside the kern)."""
    alle = regels(bron, "toegewezen_product", berichten, "301")
    fout = afgekeurd.mutate(_fout=ibis.literal(1))
    met = links(alle, fout, ("bericht_id",))
    met = met.mutate(_afgekeurd=met["_fout"].fill_null(0), _tijd=met.toewijzingstijd.fill_null(""))
    stand = nieuwste(met, SLEUTEL, _NIEUWSTE_EERST)
    aanvraag = _aanvraagdatum(bron, berichten, afgekeurd, met.filter(met["_afgekeurd"] == 0))
    t = links(stand, aanvraag, SLEUTEL)
    status = ibis.cases(
        (t["_afgekeurd"] == 1, "afgekeurd"),
        (t.reden_wijziging.fill_null("") == VERWIJDERD, "ingetrokken"),
        else_="geldig",
    )
    return t.mutate(status=status).select(*KOLOMMEN, "gemeente")


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
