"""Deliveries: when help under an assignment really began and ended.

Rules
- A delivery is a start (305) by one aanbieder for one person, toewijzingnummer, product and begindatum: the logical key
  of the regieberichten (invulinstructie IV008; technische regels TR413 to TR415). A taakgerichte start has no
  toewijzingnummer.
- Status aanlevering 3 takes the earlier message with the same key back, as if it was never sent (OP033). Whether a key
  stands is told by the newest day on which something was said about it. Said both things on that day, it stands when
  it was sent more often than taken back.
- Messages refused by a 306 or 308 do not count.
- A product that the message leaves out is that of the assignment.
- A stop (307) closes the start with the same key. There may be a temporary stop (reden 20) and a final one for the
  same start: the final one counts.
- No stop: the delivery runs. A stop without a start is no delivery.
- A delivery under a withdrawn assignment (`ingetrokken`) does not exist.
"""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from datameent.kern.berichten import Bron, regels
from datameent.kern.koppelen import links, nieuwste, rang

VERWIJDEREN = "3"
TIJDELIJK = "20"

SLEUTEL = (
    "wet",
    "gemeente",
    "aanbieder",
    "pseudoniem",
    "_nummer",
    "_categorie",
    "_code",
    "begindatum",
)

KOLOMMEN = (
    "wet",
    "toewijzingnummer",
    "aanbieder",
    "pseudoniem",
    "productcategorie",
    "productcode",
    "begindatum",
    "einddatum",
    "reden_beeindiging",
)


def regieregels(bron: Bron, berichten: ir.Table, afgekeurd: ir.Table, toewijzing: ir.Table, soort: str) -> ir.Table:
    """Every line of every 305 or 307 (`soort`), refused or not: key columns without nulls (`SLEUTEL`), `_afgekeurd`,
    `_weg` (takes back), `_tijdelijk` (a temporary stop), `_ingetrokken` (its toewijzing is) and `_geldt` (1: of all
    lines about the same thing this is the one that counts; 0 for a line that takes back)."""
    naam = "start_product" if soort == "305" else "stop_product"
    t = _met_sleutel(regels(bron, naam, berichten, soort), afgekeurd, toewijzing)
    reden = t.reden_beeindiging.fill_null("") if soort == "307" else ibis.literal("")
    t = t.mutate(_tijdelijk=ibis.ifelse(reden == TIJDELIJK, 1, 0))
    sleutel = (*SLEUTEL, "_tijdelijk")
    staat = _van_kracht(t.filter(t["_afgekeurd"] == 0), sleutel).mutate(_staat=ibis.literal(1))
    t = links(t, staat, sleutel)
    orde = (("dagtekening", True), ("bericht_id", True), ("volgnr", True))
    t = t.mutate(_rang=rang(t, (*sleutel, "_afgekeurd", "_weg"), orde))
    geldt = (t["_rang"] == 0) & (t["_afgekeurd"] == 0) & (t["_weg"] == 0) & (t["_staat"].fill_null(0) == 1)
    return t.mutate(_geldt=ibis.ifelse(geldt, 1, 0)).drop("_staat", "_rang")


def levering(start: ir.Table, stop: ir.Table) -> ir.Table:
    """Deliveries as the kern table, with `gemeente` beside its columns, from `regieregels` of 305 and 307."""
    begonnen = start.filter((start["_geldt"] == 1) & (start["_ingetrokken"] == 0)).select(*SLEUTEL)
    eind = nieuwste(stop.filter(stop["_geldt"] == 1), SLEUTEL, (("_tijdelijk", False),))
    t = links(begonnen, eind.select(*SLEUTEL, "einddatum", "reden_beeindiging"), SLEUTEL)
    t = t.mutate(
        toewijzingnummer=t["_nummer"].nullif(""),
        productcategorie=t["_categorie"].nullif(""),
        productcode=t["_code"].nullif(""),
    )
    return t.select(*KOLOMMEN, "gemeente")


def _met_sleutel(rij: ir.Table, afgekeurd: ir.Table, toewijzing: ir.Table) -> ir.Table:
    """Rows with product filled from the assignment and key columns without nulls."""
    rij = links(rij, afgekeurd.mutate(_fout=ibis.literal(1)), ("bericht_id",))
    rij = rij.mutate(_nummer=rij.toewijzingnummer.fill_null(""), _afgekeurd=rij["_fout"].fill_null(0)).drop("_fout")
    besluit = toewijzing.select(
        "wet",
        "gemeente",
        _nummer=toewijzing.toewijzingnummer,
        _t_categorie=toewijzing.productcategorie,
        _t_code=toewijzing.productcode,
        _t_status=toewijzing.status,
    )
    t = links(rij, besluit, ("wet", "gemeente", "_nummer"))
    categorie, code = product(t)
    return t.mutate(
        _categorie=categorie.fill_null(""),
        _code=code.fill_null(""),
        _ingetrokken=ibis.ifelse(t["_t_status"].fill_null("") == "ingetrokken", 1, 0),
        _weg=ibis.ifelse(t.status_aanlevering.fill_null("") == VERWIJDEREN, 1, 0),
    ).drop("_t_categorie", "_t_code", "_t_status")


def product(t: ir.Table) -> tuple[ir.Value, ir.Value]:
    """Product category and code of a row, from the assignment (`_t_categorie`, `_t_code`) where it leaves them out."""
    categorie = ibis.coalesce(t.productcategorie, t["_t_categorie"])
    zelfde = t.productcategorie.isnull() | (t.productcategorie == t["_t_categorie"])
    code = ibis.coalesce(t.productcode, ibis.ifelse(zelfde, t["_t_code"], ibis.null("string")))
    return categorie, code


def _van_kracht(rij: ir.Table, sleutel: tuple[str, ...]) -> ir.Table:
    """The keys that stand: the newest day decides, a draw goes to what was sent more often."""
    gezonden, weg = rij["_weg"] == 0, rij["_weg"] == 1
    per = rij.group_by(list(sleutel)).aggregate(
        _dag_gezonden=rij.dagtekening.max(where=gezonden),
        _dag_weg=rij.dagtekening.max(where=weg),
        _n_gezonden=gezonden.sum(),
        _n_weg=weg.sum(),
    )
    later = per["_dag_weg"].isnull() | (per["_dag_gezonden"] > per["_dag_weg"])
    gelijk = (per["_dag_gezonden"] == per["_dag_weg"]) & (per["_n_gezonden"] > per["_n_weg"])
    return per.filter(per["_dag_gezonden"].notnull() & (later | gelijk)).select(*sleutel)
