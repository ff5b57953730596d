"""Declared lines and what became of them, in the order in which it was said: what the rules on declarations share.

Words
- A line (`lijn`) is a prestatie of a 323. It is known by `orde` of its message and `volgnr`; bericht_id, 64 characters,
  comes back at the end (`vindplaats`). `partij` numbers the sender: aanbieder within gemeente and wet. Uniqueness and
  sums are within a partij: a municipality can judge its own post only.
- A line is a credit when its amount is negative, or zero while it names an earlier line (as in `kern.declaratie`).
- A 325 refuses lines: all of a declaration with a code on the header or the declaration, one with a code on the line.
  It does so from its own orde on, until the next 325 on that declaration (there should be none, IV087).
- A debit is `weg` (gone) while it is refused, or while a credit in a later message that is not refused itself names it
  (a credit works before it is answered, IV085). A credit takes effect before the debits of its own message, wherever it
  stands in it: a second debit may come with the credit of the first (IV086).

What carries `partij` is stored before it is joined on it: an engine that may choose the order of joins would otherwise
put all messages of a partij beside all its lines.
"""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from datameent.kern.berichten import GEEN_AFKEUR
from datameent.kern.declaratie import REGEL_IN_ORDE
from datameent.kern.koppelen import links
from datameent.regels.bronnen import NOOIT, Bronnen, gedeeld

PARTIJ = ("wet", "gemeente", "aanbieder")
LIJN = ("orde", "volgnr")


@gedeeld
def partijen(b: Bronnen) -> ir.Table:
    """Headers with `partij` (int32): one number per wet, gemeente and aanbieder."""
    wie = b.berichten.select(*PARTIJ).distinct()
    nummer = ibis.row_number().over(order_by=[wie[k] for k in PARTIJ])
    return links(b.berichten, wie.mutate(partij=nummer.cast("int32")), PARTIJ)


def kop(b: Bronnen, berichttype: str) -> ir.Table:
    """bericht_id, orde and partij of the messages of one type."""
    t = partijen(b)
    return t.filter(t.berichttype == berichttype).select("bericht_id", "orde", "partij")


def is_credit(t: ir.Table) -> ir.BooleanValue:
    """Whether a line takes back; needs bedrag_cent and vorig_referentienummer."""
    nul = (t.bedrag_cent == 0) & t.vorig_referentienummer.notnull()
    return (t.bedrag_cent < 0).fill_null(False) | nul.fill_null(False)


@gedeeld
def lijnen(b: Bronnen) -> ir.Table:
    """Every line of every 323: orde, volgnr, partij, credit (bool) and what is compared between lines."""
    p = b.bron["prestatie"]
    t = p.select(
        "bericht_id", "volgnr", "referentienummer", "vorig_referentienummer", "toewijzingnummer", "productcategorie",
        "productcode", "begindatum", "einddatum", "volume", "eenheid", "tarief_cent", "bedrag_cent",
    )  # fmt: skip
    t = t.inner_join(kop(b, "323"), "bericht_id").drop("bericht_id")
    return t.mutate(credit=is_credit(t))


def vindplaats(b: Bronnen, rijen: ir.Table) -> ir.Table:
    """Lines (orde, volgnr) as findings: bericht_id, volgnr."""
    koppen = b.berichten.select("bericht_id", "orde")
    return rijen.select("orde", "volgnr").inner_join(koppen, "orde").select("bericht_id", "volgnr")


def eerder(een: ir.Table, ander: ir.Table) -> ir.BooleanValue:
    """Whether a line of `een` stands before one of `ander`: in an earlier message, or higher up in the same."""
    return (een.orde < ander.orde) | ((een.orde == ander.orde) & (een.volgnr < ander.volgnr))


@gedeeld
def antwoorden(b: Bronnen) -> ir.Table:
    """325s that answer a known, earlier 323: bericht_id, van (its orde), tot (orde of the next answer to the same, or
    NOOIT), d_orde (of the declaration), geheel (refuses all of it)."""
    koppen = partijen(b)
    a = b.bron["declaratie_antwoord"].select("bericht_id", "declaratie_identificatie", "declaratie_dagtekening")
    a = a.inner_join(kop(b, "325"), "bericht_id")
    d = koppen.filter(koppen.berichttype == "323")
    d = d.select("partij", "identificatie", "dagtekening", d_orde=d.orde)
    op = [
        a.partij == d.partij,
        a.declaratie_identificatie == d.identificatie,
        a.declaratie_dagtekening == d.dagtekening,
    ]
    t = a.inner_join(d, [*op, a.orde > d.d_orde]).select("bericht_id", "d_orde", van="orde").distinct()
    c = b.bron["retourcode"]
    fout = c.niveau.notin(["client", "regel"]) & c.retourcode.notin(list(GEEN_AFKEUR))
    t = links(t, c.filter(fout).select("bericht_id").distinct().mutate(_fout=ibis.literal(True)), ("bericht_id",))
    tot = t.van.lead().over(group_by=t.d_orde, order_by=t.van).fill_null(NOOIT)
    return t.mutate(tot=tot, geheel=t["_fout"].fill_null(False)).drop("_fout")


@gedeeld
def afgewezen(b: Bronnen) -> ir.Table:
    """When lines are refused: orde, volgnr, credit, van, tot (exclusive); one row per line and answer."""
    a, lijn = antwoorden(b), lijnen(b).select(*LIJN, "credit", "referentienummer")
    geheel = a.filter(a.geheel).select("van", "tot", orde="d_orde")
    c = b.bron["retourcode"]
    c = c.filter((c.niveau == "regel") & c.retourcode.notin(list(REGEL_IN_ORDE)))
    deel = c.select("bericht_id", referentienummer="sleutel").distinct()
    deel = deel.inner_join(a.filter(~a.geheel), "bericht_id").select("van", "tot", "referentienummer", orde="d_orde")
    kolommen = (*LIJN, "credit", "van", "tot")
    alle = lijn.inner_join(geheel, "orde").select(*kolommen)
    enkele = lijn.inner_join(deel, ["orde", "referentienummer"]).select(*kolommen)
    return alle.union(enkele).distinct()


def zonder(rijen: ir.Table, weg_tijd: ir.Table, orde: str, volgnr: str, toen: str) -> ir.Table:
    """Rows of which the line (columns `orde`, `volgnr`) was not away at the moment in column `toen`."""
    w = weg_tijd.select(_o="orde", _n="volgnr", _van="van", _tot="tot")
    op = [rijen[orde] == w["_o"], rijen[volgnr] == w["_n"], w["_van"] <= rijen[toen], rijen[toen] < w["_tot"]]
    t = rijen.left_join(w, op)
    return t.filter(t["_o"].isnull()).drop("_o", "_n", "_van", "_tot")


@gedeeld
def declaraties(b: Bronnen) -> ir.Table:
    """Every declaration: bericht_id, orde, partij, dagtekening (of its message), declaratienummer, begindatum."""
    koppen = partijen(b)
    koppen = koppen.filter(koppen.berichttype == "323").select("bericht_id", "orde", "partij", "dagtekening")
    return b.bron["declaratie"].select("bericht_id", "declaratienummer", "begindatum").inner_join(koppen, "bericht_id")


def geheel_afgewezen(b: Bronnen) -> ir.Table:
    """When declarations are refused as a whole: orde, volgnr (0), van, tot."""
    a = antwoorden(b)
    return a.filter(a.geheel).select("van", "tot", orde="d_orde", volgnr=ibis.literal(0))


@gedeeld
def credits(b: Bronnen) -> ir.Table:
    """The credit lines, with the columns of `lijnen`."""
    t = lijnen(b)
    return t.filter(t.credit)


@gedeeld
def credit_paren(b: Bronnen) -> ir.Table:
    """Credits beside the debits of earlier messages that they name: orde and volgnr of the credit, d_orde and d_volgnr
    of the debit, bedrag_cent and d_bedrag_cent."""
    t = lijnen(b)
    d = t.filter(~t.credit).select(
        "partij", d_orde="orde", d_volgnr="volgnr", _ref="referentienummer", d_bedrag_cent="bedrag_cent"
    )
    c = credits(b).select("partij", *LIJN, "bedrag_cent", _ref="vorig_referentienummer")
    samen = d.inner_join(c, ["partij", "_ref"])
    samen = samen.filter(samen.d_orde < samen.orde)
    kolommen = (*LIJN, "d_orde", "d_volgnr", "bedrag_cent", "d_bedrag_cent")
    return samen.select(*kolommen)


def _blokkades(b: Bronnen) -> ir.Table:
    """Per debit the moments (`moment`) at which one more (+1) or one less (-1) thing takes it away."""
    fout, paar = afgewezen(b), credit_paren(b)
    debet = fout.filter(~fout.credit)
    van_credit = paar.inner_join(fout.drop("credit"), LIJN)
    naam = {"orde": "d_orde", "volgnr": "d_volgnr"}
    delen = [
        debet.select(*LIJN, moment="van", stap=ibis.literal(1, "int64")),
        debet.select(*LIJN, moment="tot", stap=ibis.literal(-1, "int64")),
        paar.select(**naam, moment="orde", stap=ibis.literal(1, "int64")),
        van_credit.select(**naam, moment="van", stap=ibis.literal(-1, "int64")),
        van_credit.select(**naam, moment="tot", stap=ibis.literal(1, "int64")),
    ]
    return ibis.union(*delen).filter(ibis._["moment"] < NOOIT)


@gedeeld
def weg(b: Bronnen) -> ir.Table:
    """When debits do not count: orde, volgnr, van, tot (exclusive); spans of one debit never overlap."""
    t = _blokkades(b).group_by([*LIJN, "moment"]).aggregate(stap=ibis._.stap.sum())
    lijn = [t.orde, t.volgnr]
    t = t.mutate(_weg=t.stap.sum().over(group_by=lijn, order_by=t.moment, rows=(None, 0)) > 0)
    lijn = [t.orde, t.volgnr]
    t = t.mutate(tot=t.moment.lead().over(group_by=lijn, order_by=t.moment).fill_null(NOOIT))
    return t.filter(t["_weg"]).select(*LIJN, "tot", van="moment").select(*LIJN, "van", "tot")
