"""Declared lines: what an aanbieder asked to be paid, and what became of it.

Rules
- Every prestatie of a 323 is a line. A negative amount is a credit (so is a zero amount that names an earlier line).
- A credit takes back the line whose referentienummer it names in vorig_referentienummer, of the same aanbieder and law
  (invulinstructie IV091): that line becomes `gecrediteerd`. A credit is a one-sided act of the aanbieder (IV085), so it
  works before it is answered, unless it is refused. Both lines keep their own signed amount.
- A declaration is answered by the 325 that names its identification and date (IV087); of two answers the newest counts.
  A refusal of the header or of the declaration refuses every line. A line that the answer names with any code but 0200
  or 8001 is refused, also with 0233: a line under a client with an error is not assessed and not paid. The other lines
  of an answered declaration are granted (`toegekend`). Without an answer a line is `ingediend`.
- Refused lines stay, with status `afgekeurd`, and cost nothing.
- A referentienummer is unique per aanbieder and law (TR314). When the same line came more than once without being
  refused, it is one line: a granted one first, then the oldest.
"""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from datameent.kern.berichten import GEEN_AFKEUR, Bron, regels
from datameent.kern.koppelen import links, nieuwste
from datameent.kern.levering import product

REGEL_IN_ORDE: tuple[str, ...] = ("0200", "8001")
"""Codes of WJ001 with which a line named in a 325 is not refused."""

KOLOMMEN = (
    "wet",
    "aanbieder",
    "referentienummer",
    "vorig_referentienummer",
    "pseudoniem",
    "toewijzingnummer",
    "productcategorie",
    "productcode",
    "begindatum",
    "einddatum",
    "volume",
    "eenheid",
    "tarief_cent",
    "bedrag_cent",
    "soort",
    "status",
    "gecrediteerd",
    "dagtekening",
)

_RANG = (("_rang_status", False), ("dagtekening", False), ("bericht_id", False), ("volgnr", False))


def declaratieregel(bron: Bron, berichten: ir.Table, toewijzing: ir.Table) -> ir.Table:
    """Declared lines as the kern table, with `gemeente` beside its columns."""
    lijn = _met_status(bron, berichten)
    nul_credit = (lijn.bedrag_cent == 0) & lijn.vorig_referentienummer.notnull()
    lijn = lijn.mutate(
        soort=ibis.ifelse((lijn.bedrag_cent < 0) | nul_credit, "credit", "debet"),
        _rang_status=ibis.ifelse(lijn.status == "toegekend", 0, 1),
    )
    geweigerd = lijn.filter(lijn.status == "afgekeurd")
    sleutel = ("wet", "gemeente", "aanbieder", "referentienummer", "soort")
    geldig = nieuwste(lijn.filter(lijn.status != "afgekeurd"), sleutel, _RANG)
    alle = geldig.union(geweigerd)
    t = _met_credit(_met_product(alle, toewijzing), geldig)
    return t.select(*KOLOMMEN, "gemeente")


def _met_status(bron: Bron, berichten: ir.Table) -> ir.Table:
    """Lines of all 323 with status toegekend, afgekeurd or ingediend."""
    lijn = regels(bron, "prestatie", berichten, "323")
    codes = bron["retourcode"]
    antwoord = _antwoord(bron, berichten)
    geheel = (
        codes.filter(codes.niveau.notin(["client", "regel"]) & codes.retourcode.notin(list(GEEN_AFKEUR)))
        .select(_antwoord=codes.bericht_id)
        .distinct()
        .mutate(_geheel=ibis.literal(1))
    )
    deel = (
        codes.filter((codes.niveau == "regel") & codes.retourcode.notin(list(REGEL_IN_ORDE)))
        .select(_antwoord=codes.bericht_id, referentienummer=codes.sleutel)
        .distinct()
        .mutate(_deel=ibis.literal(1))
    )
    t = links(lijn, antwoord, ("wet", "gemeente", "aanbieder", "identificatie", "dagtekening"))
    t = links(t, geheel, ("_antwoord",))
    t = links(t, deel, ("_antwoord", "referentienummer"))
    fout = t["_geheel"].notnull() | t["_deel"].notnull()
    status = ibis.cases((fout, "afgekeurd"), (t["_antwoord"].notnull(), "toegekend"), else_="ingediend")
    return t.mutate(status=status).drop("_geheel", "_deel", "_antwoord")


def _antwoord(bron: Bron, berichten: ir.Table) -> ir.Table:
    """The answer that counts per declaration: its key and `_antwoord`, the bericht_id of the 325."""
    a = regels(bron, "declaratie_antwoord", berichten, "325")
    a = a.select(
        "wet",
        "gemeente",
        "aanbieder",
        "bericht_id",
        identificatie=a.declaratie_identificatie.fill_null(""),
        dagtekening=a.declaratie_dagtekening,
        _eigen=a.dagtekening,
    )
    sleutel = ("wet", "gemeente", "aanbieder", "identificatie", "dagtekening")
    stand = nieuwste(a, sleutel, (("_eigen", True), ("bericht_id", True)))
    return stand.select(*sleutel, _antwoord=stand.bericht_id)


def _met_product(lijn: ir.Table, toewijzing: ir.Table) -> ir.Table:
    """Lines with the product of their assignment where they leave it out."""
    besluit = toewijzing.select(
        "wet",
        "gemeente",
        "toewijzingnummer",
        _t_categorie=toewijzing.productcategorie,
        _t_code=toewijzing.productcode,
    )
    t = links(lijn, besluit, ("wet", "gemeente", "toewijzingnummer"))
    categorie, code = product(t)
    return t.mutate(productcategorie=categorie, productcode=code).drop("_t_categorie", "_t_code")


def _met_credit(alle: ir.Table, geldig: ir.Table) -> ir.Table:
    """Lines with `gecrediteerd`: a debit that a credit which is not refused names."""
    credit = geldig.filter((geldig.soort == "credit") & geldig.vorig_referentienummer.notnull())
    terug = credit.select(
        "wet",
        "gemeente",
        "aanbieder",
        referentienummer=credit.vorig_referentienummer,
        soort=ibis.literal("debet"),
    ).distinct()
    terug = terug.mutate(_terug=ibis.literal(1))
    t = links(alle, terug, ("wet", "gemeente", "aanbieder", "referentienummer", "soort"))
    return t.mutate(gecrediteerd=t["_terug"].notnull() & (t.status != "afgekeurd"))
