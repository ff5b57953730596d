"""Rules on answers to declarations (325): they speak of a declaration and of lines that were received before."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from datameent.regels.bronnen import Bronnen, gedeeld
from datameent.regels.lijnen import antwoorden, declaraties, kop, lijnen
from datameent.regels.register import regel

GELIJK = (
    "toewijzingnummer", "productcategorie", "productcode", "begindatum", "einddatum", "volume", "eenheid",
    "tarief_cent", "bedrag_cent",
)  # fmt: skip
"""What TR367 compares between a line in a 325 and the declared line."""

XSD = ("basisschema_xsd_versie", "bericht_xsd_versie")


def _heel_bericht(rijen: ir.Table) -> ir.Table:
    return rijen.select("bericht_id", volgnr=ibis.null("int32")).distinct()


@regel("TR337", "declaratie_antwoord")
def tr337(b: Bronnen) -> ir.Table:
    """DeclaratieIdentificatie, number and day, is that of an earlier 323 of this aanbieder to this gemeente."""
    a = b.bron["declaratie_antwoord"].select("bericht_id").inner_join(kop(b, "325"), "bericht_id")
    return _heel_bericht(a.anti_join(antwoorden(b), "bericht_id"))


@regel("TR376", "declaratie_antwoord")
def tr376(b: Bronnen) -> ir.Table:
    """DeclaratieNummer is that of an earlier declaration. Not judged where the answer is a header only."""
    a = b.bron["declaratie_antwoord"].select("bericht_id", "declaratienummer")
    a = b.tussen("regel_tr376", a.filter(a.declaratienummer.notnull()).inner_join(kop(b, "325"), "bericht_id"))
    d = declaraties(b).select("partij", "declaratienummer", d_orde="orde")
    goed = a.inner_join(d, ["partij", "declaratienummer"])
    return _heel_bericht(a.anti_join(goed.filter(goed.d_orde < goed.orde), "bericht_id"))


@regel("TR371", "declaratie_antwoord")
def tr371(b: Bronnen) -> ir.Table:
    """XsdVersieDeclaratie is the XsdVersie of the 323 that is answered. Not judged where that is not known (TR337)."""
    heen = b.bron["declaratie"].select("bericht_id", *XSD).inner_join(kop(b, "323"), "bericht_id")
    heen = heen.select(d_orde="orde", **{f"d_{k}": k for k in XSD})
    a = b.bron["declaratie_antwoord"].select("bericht_id", *XSD)
    t = a.inner_join(antwoorden(b).select("bericht_id", "d_orde"), "bericht_id").inner_join(heen, "d_orde")
    return _heel_bericht(t.filter(ibis.or_(*((t[k] != t[f"d_{k}"]).fill_null(False) for k in XSD))))


@gedeeld
def _genoemd(b: Bronnen) -> ir.Table:
    """The lines of all 325: their columns, orde and partij."""
    t = b.bron["prestatie_antwoord"].select("bericht_id", "volgnr", "pseudoniem", "referentienummer", *GELIJK)
    return t.inner_join(kop(b, "325"), "bericht_id")


@gedeeld
def _gevonden(b: Bronnen) -> ir.Table:
    """Lines in a 325 that carry the ReferentieNummer of an earlier declared line: bericht_id, volgnr, and `gelijk`,
    whether one of those lines is equal in everything TR367 names and the answer holds."""
    t = _genoemd(b)
    d = lijnen(b).select("partij", "referentienummer", d_orde="orde", **{f"d_{k}": k for k in GELIJK})
    t = t.inner_join(d, ["partij", "referentienummer"])
    t = t.filter(t.d_orde < t.orde)
    gelijk = ibis.and_(*(t[k].isnull() | t[k].identical_to(t[f"d_{k}"]) for k in GELIJK))
    t = t.mutate(_gelijk=ibis.ifelse(gelijk, 1, 0))
    t = t.group_by(["bericht_id", "volgnr"]).aggregate(_meest=t["_gelijk"].max())
    return t.select("bericht_id", "volgnr", gelijk=t["_meest"] == 1)


@regel("TR366", "prestatie_antwoord")
def tr366(b: Bronnen) -> ir.Table:
    """A line in a 325 carries the ReferentieNummer of a line in an earlier 323 of this aanbieder."""
    t = _genoemd(b).select("bericht_id", "volgnr")
    return t.anti_join(_gevonden(b), ["bericht_id", "volgnr"])


@regel("TR367", "prestatie_antwoord")
def tr367(b: Bronnen) -> ir.Table:
    """A line in a 325 repeats the declared line: toewijzing, product, period, volume, unit, tariff and amount."""
    t = _gevonden(b)
    return t.filter(~t.gelijk).select("bericht_id", "volgnr")


@regel("TR304", "prestatie_antwoord")
def tr304(b: Bronnen) -> ir.Table:
    """A client in a 325 is one of the declaration that it answers: also a client whom the gemeente does not know is
    named back as he was declared. Not judged where that declaration is not known (TR337)."""
    a = antwoorden(b).select("bericht_id", "d_orde")
    t = b.bron["prestatie_antwoord"].select("bericht_id", "volgnr", "pseudoniem").inner_join(a, "bericht_id")
    c = b.bron["client"].select("bericht_id", "pseudoniem").inner_join(kop(b, "323"), "bericht_id")
    goed = c.select("pseudoniem", d_orde="orde").inner_join(t, ["d_orde", "pseudoniem"]).select("bericht_id", "volgnr")
    return t.select("bericht_id", "volgnr").anti_join(goed, ["bericht_id", "volgnr"])
