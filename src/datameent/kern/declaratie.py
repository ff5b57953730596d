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
- A line counts (`prestatie_geldig`) when it is not refused, and is a debit that was not taken back, or a credit that
  takes no known line back: a credit and its debit leave together, and what is declared anew remains.
- A line is in the traject that `vak` finds for its toewijzing and last day.
"""

from __future__ import annotations

from collections.abc import Callable

import ibis
from ibis.expr import types as ir

from datameent.kern.berichten import GEEN_AFKEUR, Bron, regels
from datameent.kern.koppelen import links, nieuwste, rang
from datameent.kern.levering import product
from datameent.kern.vak import Vakken, met_traject

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

_REGEL = ("wet", "gemeente", "aanbieder", "referentienummer")


def lijnen(
    bron: Bron,
    berichten: ir.Table,
    tijden: ir.Table,
    toewijzing: ir.Table,
    vakken: Vakken,
    *,
    tussen: Callable[[str, ir.Table], ir.Table] = lambda _, t: t,
) -> ir.Table:
    """Every line of every 323: `KOLOMMEN`, gemeente, bericht_id, volgnr, traject_id, responsetijd_dagen and two flags.

    `_dubbel`: it came before. `_telt`: a debit that is not taken back, or a credit that takes no counted line back.
    `tussen` may store what is used more than once (see `conform`).
    """
    t = losse_lijnen(bron, berichten, tijden, toewijzing, tussen=tussen)
    t = met_traject(t.mutate(_dag=t.einddatum.fill_null(t.begindatum)), "_dag", vakken)
    return t.select(
        *KOLOMMEN, "gemeente", "bericht_id", "volgnr", "traject_id", "responsetijd_dagen", "_dubbel", "_telt"
    )


def losse_lijnen(
    bron: Bron,
    berichten: ir.Table,
    tijden: ir.Table,
    toewijzing: ir.Table,
    *,
    tussen: Callable[[str, ir.Table], ir.Table] = lambda _, t: t,
) -> ir.Table:
    """The same lines, of which nobody asked yet to which traject they belong: all that costs need."""
    lijn = tussen("lijnstatus", _met_status(bron, tussen("lijnkop", _kop(bron, berichten, tijden))))
    dubbel = tussen("lijndubbel", _dubbel(lijn))
    raakt = tussen("lijnraakt", _teruggenomen(lijn, dubbel))
    t = links(lijn, dubbel.mutate(_later=ibis.literal(1)), ("bericht_id", "volgnr"))
    t = t.mutate(_dubbel=t["_later"].notnull()).drop("_later")
    return _met_credit(_met_product(t, toewijzing), raakt)


def declaratieregel(lijn: ir.Table) -> ir.Table:
    """Declared lines as the kern table, from `lijnen`."""
    return lijn.filter(~lijn["_dubbel"]).select(*KOLOMMEN)


def _kop(bron: Bron, berichten: ir.Table, tijden: ir.Table) -> ir.Table:
    """Every 323 message with its answer: `_antwoord` (bericht_id of the 325), `_geheel` (1: refused as a whole)."""
    codes = bron["retourcode"]
    geheel = (
        codes.filter(codes.niveau.notin(["client", "regel"]) & codes.retourcode.notin(list(GEEN_AFKEUR)))
        .select(_antwoord=codes.bericht_id)
        .distinct()
        .mutate(_geheel=ibis.literal(1))
    )
    kop = berichten.filter(berichten.berichttype == "323")
    kop = links(kop, antwoord(bron, berichten), ("wet", "gemeente", "aanbieder", "identificatie", "dagtekening"))
    kop = links(links(kop, geheel, ("_antwoord",)), tijden, ("bericht_id",))
    return kop.select(
        "bericht_id", "gemeente", "aanbieder", "dagtekening", "_antwoord", "_geheel", "responsetijd_dagen"
    )


def _met_status(bron: Bron, kop: ir.Table) -> ir.Table:
    """Lines of all 323 with soort, and status toegekend, afgekeurd or ingediend."""
    codes = bron["retourcode"]
    deel = (
        codes.filter((codes.niveau == "regel") & codes.retourcode.notin(list(REGEL_IN_ORDE)))
        .select(_antwoord=codes.bericht_id, referentienummer=codes.sleutel)
        .distinct()
        .mutate(_deel=ibis.literal(1))
    )
    rij = bron["prestatie"].drop("lading_id", "bron")
    t = links(rij.inner_join(kop, "bericht_id"), deel, ("_antwoord", "referentienummer"))
    fout = t["_geheel"].notnull() | t["_deel"].notnull()
    status = ibis.cases((fout, "afgekeurd"), (t["_antwoord"].notnull(), "toegekend"), else_="ingediend")
    nul_credit = (t.bedrag_cent == 0) & t.vorig_referentienummer.notnull()
    soort = ibis.ifelse((t.bedrag_cent < 0) | nul_credit, "credit", "debet")
    return t.mutate(status=status, soort=soort).drop("_geheel", "_deel", "_antwoord")


def _dubbel(lijn: ir.Table) -> ir.Table:
    """Lines that came before, none of them refused: bericht_id, volgnr.

    A window over all lines is dear, so only lines whose number comes more than once are put in order; the code that
    finds them may find too many (two numbers with one code), never too few.
    """
    tekst = lijn.wet + lijn.soort + lijn.aanbieder + "/" + lijn.referentienummer.fill_null("")
    goed = lijn.mutate(_code=tekst.hash()).filter(lijn.status != "afgekeurd")
    vaker = goed.group_by("_code").aggregate(_n=goed.count())
    meer = goed.semi_join(vaker.filter(vaker["_n"] > 1), "_code")
    meer = meer.mutate(_rang_status=ibis.ifelse(meer.status == "toegekend", 0, 1))
    meer = meer.mutate(_rang=rang(meer, (*_REGEL, "soort"), _RANG))
    return meer.filter(meer["_rang"] > 0).select("bericht_id", "volgnr")


def _teruggenomen(lijn: ir.Table, dubbel: ir.Table) -> ir.Table:
    """Debits that a credit which counts names: `_REGEL`. As few rows as there are credits."""
    goed = lijn.filter(lijn.status != "afgekeurd")
    credit = goed.filter((goed.soort == "credit") & goed.vorig_referentienummer.notnull())
    credit = credit.anti_join(dubbel, ["bericht_id", "volgnr"])
    genoemd = credit.select("wet", "gemeente", "aanbieder", referentienummer=credit.vorig_referentienummer).distinct()
    return goed.filter(goed.soort == "debet").select(*_REGEL).semi_join(genoemd, list(_REGEL)).distinct()


def antwoord(bron: Bron, berichten: ir.Table) -> ir.Table:
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


def _met_credit(lijn: ir.Table, raakt: ir.Table) -> ir.Table:
    """Lines with `gecrediteerd` (a debit that a credit which is not refused names) and `_telt`."""
    terug = raakt.mutate(soort=ibis.literal("debet"), _terug=ibis.literal(1))
    neemt = raakt.rename(vorig_referentienummer="referentienummer")
    neemt = neemt.mutate(soort=ibis.literal("credit"), _neemt=ibis.literal(1))
    t = links(lijn, terug, (*_REGEL, "soort"))
    t = links(t, neemt, ("wet", "gemeente", "aanbieder", "vorig_referentienummer", "soort"))
    goed = (t.status != "afgekeurd") & ~t["_dubbel"]
    t = t.mutate(gecrediteerd=t["_terug"].notnull() & goed)
    return t.mutate(_telt=goed & ~t.gecrediteerd & t["_neemt"].isnull()).drop("_terug", "_neemt")
