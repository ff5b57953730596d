"""Rules that hold a declared line against its toewijzing, as it was known when the line was sent.

Every line is joined with its toewijzing once, and every rule of `_TOETSEN` is judged in that one pass; only lines that
break something are kept (`gebroken`), and each rule takes its own from there.

Which lines
- TR338 looks at debits and credits. The toewijzing must be of the same gemeente and wet and given to the aanbieder that
  declares: what was assigned to another was never sent to him.
- The others look at debits only. A credit repeats its debit to the letter (IV091) and cannot be disputed (IV085), also
  when the toewijzing was changed or withdrawn since: that is often why it is sent.
- Without a toewijzing of this aanbieder only TR338 is broken; of a withdrawn one (reden wijziging 13) only TR384.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import ibis
from ibis.expr import types as ir

from datameent.kern.koppelen import links
from datameent.kern.rekenen import eerste_dag, maandnummer
from datameent.regels.bronnen import Bronnen, gedeeld
from datameent.regels.extern import buiten_contract
from datameent.regels.lijnen import declaraties, geheel_afgewezen, is_credit, zonder
from datameent.regels.register import Toets, regel
from datameent.regels.volume import past_eenheid, te_veel_in_periode

Oordeel = Callable[[ir.Table], ir.BooleanValue]

TR321, TR341 = "TR321", "TR341"

_LIJN = (
    "bericht_id", "volgnr", "pseudoniem", "toewijzingnummer", "productcategorie", "productcode", "begindatum",
    "einddatum", "volume", "eenheid", "bedrag_cent", "vorig_referentienummer",
)  # fmt: skip
_TOEWIJZING = (
    "bericht_id", "pseudoniem", "aanbieder", "productcategorie", "productcode", "ingangsdatum", "einddatum", "volume",
    "eenheid", "frequentie", "ingetrokken",
)  # fmt: skip


def _zonder_toewijzing(t: ir.Table) -> ir.BooleanValue:
    """TR338: no toewijzing of this aanbieder carries the number."""
    return t.t_bericht_id.isnull() | (t.t_aanbieder != t.aanbieder)


def _ingetrokken(t: ir.Table) -> ir.BooleanValue:
    """TR384: the toewijzing was withdrawn."""
    return t.t_ingetrokken


def _te_vroeg(t: ir.Table) -> ir.BooleanValue:
    """TR307: the product period begins before the toewijzing."""
    return t.begindatum < t.t_ingangsdatum


def _te_laat(t: ir.Table) -> ir.BooleanValue:
    """TR308: the product period ends after the toewijzing."""
    return t.einddatum > t.t_einddatum


def _andere_categorie(t: ir.Table) -> ir.BooleanValue:
    """TR339: another productcategorie than was assigned, where one was."""
    return t.t_productcategorie.notnull() & (t.productcategorie != t.t_productcategorie)


def _andere_code(t: ir.Table) -> ir.BooleanValue:
    """TR340: another productcode than was assigned, where one was."""
    return t.t_productcode.notnull() & (t.productcode != t.t_productcode)


def _andere_eenheid(t: ir.Table) -> ir.BooleanValue:
    """TR341: a unit that does not fit the one assigned, where one was: the same, or minutes for hours."""
    return ~past_eenheid(t)


def _begin_van_maand(t: ir.Table) -> ir.BooleanValue:
    """TR387: the period begins on the first day of its month, or with the toewijzing when that begins in that month
    (IV089)."""
    eerste = eerste_dag(maandnummer(t.begindatum))
    zelfde = (maandnummer(t.t_ingangsdatum) == maandnummer(t.begindatum)).fill_null(False)
    return t.begindatum != ibis.ifelse(zelfde, t.t_ingangsdatum, eerste)


def _eind_van_maand(t: ir.Table) -> ir.BooleanValue:
    """TR388: the period ends on the last day of its month, or with the toewijzing when that ends in that month
    (IV089)."""
    laatste = eerste_dag(maandnummer(t.einddatum) + 1) - ibis.interval(days=1)
    zelfde = (maandnummer(t.t_einddatum) == maandnummer(t.einddatum)).fill_null(False)
    return t.einddatum != ibis.ifelse(zelfde, t.t_einddatum, laatste.cast("date"))


def _andere_client(t: ir.Table) -> ir.BooleanValue:
    """DM-REG-002: the toewijzing was given to another person than the one declared for."""
    return t.t_pseudoniem.notnull() & (t.pseudoniem != t.t_pseudoniem)


_TOETSEN: Mapping[str, Oordeel] = {
    "TR307": _te_vroeg,
    "TR308": _te_laat,
    TR321: te_veel_in_periode,
    "TR339": _andere_categorie,
    "TR340": _andere_code,
    TR341: _andere_eenheid,
    "TR387": _begin_van_maand,
    "TR388": _eind_van_maand,
}
"""Judged on debits with a toewijzing that stands."""


@gedeeld
def gebroken(b: Bronnen) -> ir.Table:
    """The lines that break any of these rules: bericht_id, orde, volgnr, and a column per code (bool)."""
    koppen = b.berichten
    koppen = koppen.filter(koppen.berichttype == "323").select("bericht_id", "orde", "gemeente", "aanbieder")
    t = b.bron["prestatie"].select("wet", *_LIJN).inner_join(koppen, "bericht_id")
    t = b.geldend(t)
    t = t.select("orde", "wet", "aanbieder", *_LIJN, *(f"t_{k}" for k in _TOEWIJZING))
    zonder = _zonder_toewijzing(t).fill_null(True)
    debet = ~zonder & ~is_credit(t)
    weg = t.t_ingetrokken.fill_null(False)
    codes = {
        "TR338": zonder,
        "TR384": debet & weg,
        "DM_REG_002": ~zonder & _andere_client(t).fill_null(False),
        **{code: debet & ~weg & oordeel(t).fill_null(False) for code, oordeel in _TOETSEN.items()},
    }
    t = t.mutate(**codes)
    iets = ibis.or_(*(t[code] for code in codes))
    return t.filter(iets).select("bericht_id", "orde", "volgnr", *codes)


def _neem(kolom: str, waarom: str) -> Toets:
    def toets(b: Bronnen) -> ir.Table:
        t = gebroken(b)
        return t.filter(t[kolom]).select("bericht_id", "volgnr")

    toets.__name__, toets.__doc__ = kolom.lower(), waarom
    return toets


for _code, _oordeel in {"TR338": _zonder_toewijzing, "TR384": _ingetrokken, **_TOETSEN}.items():
    if _code == TR341:
        continue
    regel(_code, "prestatie")(_neem(_code, _oordeel.__doc__ or ""))
regel("DM-REG-002", "prestatie")(_neem("DM_REG_002", _andere_client.__doc__ or ""))


@regel(TR341, "prestatie")
def tr341(b: Bronnen) -> ir.Table:
    """The unit fits that of the toewijzing: the same, or minutes for hours. Where the toewijzing has no Omvang it
    is a unit for which the contract has a tariff for this aanbieder and product, if `tarief` has any."""
    t = gebroken(b)
    anders = t.filter(t[TR341]).select("bericht_id", "volgnr")
    if "tarief" not in b.bron:
        return anders
    t = b.geldend(b.tussen("regel_buiten_contract", buiten_contract(b)))
    vrij = (t.t_aanbieder == t.aanbieder) & ~t.t_ingetrokken & t.t_eenheid.isnull()
    return anders.union(t.filter(vrij.fill_null(False)).select("bericht_id", "volgnr"))


@regel("TR319", "prestatie")
def tr319(b: Bronnen) -> ir.Table:
    """The product period lies in the declaratieperiode of the declaration, or before it."""
    d = b.bron["declaratie"].select("bericht_id", _einde="einddatum")
    t = b.bron["prestatie"].select("bericht_id", "volgnr", "einddatum").inner_join(d, "bericht_id")
    return t.filter(t.einddatum > t["_einde"]).select("bericht_id", "volgnr")


@regel("TR304", "client")
def tr304(b: Bronnen) -> ir.Table:
    """A client for whom is declared is one to whom the gemeente assigned something before, under the same wet."""
    koppen = b.berichten.select("bericht_id", "gemeente", "orde", "berichttype", "afgekeurd")
    client = b.bron["client"].select("bericht_id", "volgnr", "wet", "pseudoniem")
    w = client.inner_join(koppen.filter((koppen.berichttype == "301") & ~koppen.afgekeurd), "bericht_id")
    sleutel = ("wet", "gemeente", "pseudoniem")
    bekend = w.group_by(sleutel).aggregate(_eerste=w.orde.min())
    c = client.inner_join(koppen.filter(koppen.berichttype == "323"), "bericht_id")
    t = links(c, bekend, sleutel)
    return t.filter(t["_eerste"].isnull() | (t["_eerste"] > t.orde)).select("bericht_id", "volgnr")


@regel("TR318", "declaratie")
def tr318(b: Bronnen) -> ir.Table:
    """The declaratieperiode is no earlier month than that of a declaration sent on an earlier day (IV090: who declares
    afterwards does so in the last period or a next one). A skipped month is fine: whether help was given in it is not
    known from messages, and it may be declared later. Declarations that were refused as a whole do not count."""
    d = declaraties(b)
    per_dag = d.group_by(["partij", "dagtekening"]).aggregate(_hoogste=d.begindatum.max())
    voor = per_dag["_hoogste"].max().over(group_by=per_dag.partij, order_by=per_dag.dagtekening, rows=(None, -1))
    grens = per_dag.mutate(_voor=voor).drop("_hoogste")
    verdacht = d.inner_join(grens, ["partij", "dagtekening"])
    verdacht = verdacht.filter(verdacht.begindatum < verdacht["_voor"])
    verdacht = verdacht.select("partij", "bericht_id", "orde", "dagtekening", "begindatum")
    verdacht = b.tussen("regel_tr318", verdacht)
    ander = d.select("partij", _orde="orde", _dag="dagtekening", _begin="begindatum", _nul=ibis.literal(0))
    samen = verdacht.inner_join(ander, "partij")
    samen = samen.filter((samen["_dag"] < samen.dagtekening) & (samen.begindatum < samen["_begin"]))
    t = zonder(samen, geheel_afgewezen(b), "_orde", "_nul", "orde")
    return t.select("bericht_id", volgnr=ibis.null("int32")).distinct()
