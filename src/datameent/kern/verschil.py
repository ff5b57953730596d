"""The kern after new messages, from the kern before them: only what they touch is calculated and written.

The result is the same as that of a whole build; `aangeraakt` says why what is left alone may be left alone.
"""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from datameent.kern import geldig
from datameent.kern.aangeraakt import Aangeraakt, aangeraakt, bron_van, nieuw, verenig
from datameent.kern.berichten import Bron
from datameent.kern.conform import Klein, klein, uit_beide, uit_klein
from datameent.kern.gebeurtenis import KOLOMMEN as GEBEURTENIS
from datameent.kern.gebeurtenis import prestaties
from datameent.kern.koppelen import links
from datameent.kern.kosten import kostenmaand
from datameent.kern.lijnverschil import Lijnen, Oordeel, vernieuw_lijnen
from datameent.kern.opslag import SCHEMAS, Opslag, met_deel
from datameent.kern.persoon import PERSOON, met_persoon_op
from datameent.kern.rekenen import eerste_dag, latere, maandnummer
from datameent.kern.rijen import anders, vervang_rijen
from datameent.kern.vak import PER_CATEGORIE, PER_NUMMER, PER_PERSOON
from datameent.lake.schrijven import DEEL
from datameent.quality.meting import kwaliteit
from datameent.quality.volledigheid import volledigheid

VAKKEN = {"categorievak": PER_CATEGORIE, "nummervak": PER_NUMMER, "persoonvak": PER_PERSOON}
_PRODUCT = ("wet", "gemeente", "toewijzingnummer", "productcategorie", "productcode")


def vul_aan(bron: Bron, lading: int, w: Opslag) -> ir.Table:
    """Bring the kern up to date with the ladingen after `lading`.

    Gives a table that is empty when all went well, and has rows when persons are so bound together that only a whole
    build is certain (nothing of what was written may then be kept).
    """
    raakt = aangeraakt(bron, lading, w)
    k = klein(bron_van(bron, lading, raakt, w), None, lambda naam, t: w.tussen(f"klein_{naam}", t))
    nu = _schrijf_klein(k, raakt, w)
    lijn = vernieuw_lijnen(bron, lading, raakt, _oordeel(k, raakt, nu, w), w)
    _schrijf_beide(k, raakt, nu["besluit"], lijn, w)
    _schrijf_gebeurtenissen(k, lijn, w)
    _schrijf_kosten(raakt, nu, lijn, w)
    _schrijf_kwaliteit(bron, lading, lijn, w)
    return raakt.niet_gesloten


def _schrijf_klein(k: Klein, raakt: Aangeraakt, w: Opslag) -> dict[str, ir.Table]:
    """Tables without lines: the rows of the group of persons are replaced. A person, once known, stays."""
    tabellen = uit_klein(k)
    tabellen["besluit"] = k.toewijzing
    tabellen |= {naam: k.vakken[sleutel] for naam, sleutel in VAKKEN.items()}
    nu = {}
    for naam, tabel in tabellen.items():
        weg = tabel.select(*PERSOON) if naam == "persoon" else raakt.personen
        nu[naam] = w.vervang(naam, vervang_rijen(w.oud(naam), tabel, weg))
    return nu


def _van(tabel: ir.Table, raakt: Aangeraakt) -> ir.Table:
    return tabel.semi_join(raakt.personen, list(PERSOON))


def _oordeel(k: Klein, raakt: Aangeraakt, nu: dict[str, ir.Table], w: Opslag) -> Oordeel:
    """What lines are judged by, and for whom that differs from before."""
    delen = [
        anders(_van(w.oud(naam), raakt), k.vakken[sleutel].select(*SCHEMAS[naam].names), PERSOON)
        for naam, sleutel in VAKKEN.items()
    ]
    personen = delen[0].union(delen[1]).union(delen[2]).distinct()
    besluit = k.toewijzing.select(*_PRODUCT)
    nummers = anders(_van(w.oud("besluit"), raakt).select(*_PRODUCT), besluit, ("wet", "toewijzingnummer"))
    vakken = {sleutel: nu[naam] for naam, sleutel in VAKKEN.items()}
    return Oordeel(nu["besluit"], vakken, w.tussen("andere_vakken", personen), w.tussen("andere_producten", nummers))


def _schrijf_beide(k: Klein, raakt: Aangeraakt, besluit: ir.Table, lijn: Lijnen, w: Opslag) -> None:
    """Tables per traject and toewijzing: of the group anew, of others with new sums."""
    eigen = uit_beide(k, w.tussen("som_groep", _van(lijn.som, raakt)), lambda naam, t: w.tussen(f"klein_{naam}", t))
    ids = lijn.trajecten.filter(lijn.trajecten.traject_id.notnull())
    som = geldig.bedragen(lijn.som.semi_join(ids, "traject_id"))
    som = links(ids, som, ("traject_id",)).select("traject_id", _nu=lambda t: t.bedrag_cent.fill_null(0))
    t = w.oud("traject").anti_join(raakt.personen, list(PERSOON))
    t = links(t, w.tussen("bedragen", som), ("traject_id",))
    t = t.mutate(bedrag_cent=ibis.coalesce(t["_nu"], t.bedrag_cent)).select(*SCHEMAS["traject"].names)
    w.vervang("traject", t.union(eigen["traject"].select(*t.columns)))
    t = w.oud("toewijzing_geldig").anti_join(raakt.personen, list(PERSOON))
    nummers = lijn.nummers.select("wet", "toewijzingnummer").distinct()
    nummers = w.tussen("toewijzing_nummers", nummers.filter(nummers.toewijzingnummer.notnull()))
    sleutel = ["wet", "toewijzingnummer"]
    opnieuw = t.semi_join(nummers, sleutel).drop("gedeclareerd_cent", "geleverd_volume", "toegewezen_cent")
    opnieuw = links(opnieuw, besluit.select(*sleutel, "gemeente", "_budget_cent"), sleutel)
    opnieuw = geldig.met_lijnsom(opnieuw, lijn.som.semi_join(nummers, sleutel))
    blijft = t.anti_join(nummers, sleutel)
    rijen = verenig(
        *(r.select(*SCHEMAS["toewijzing_geldig"].names) for r in (blijft, opnieuw, eigen["toewijzing_geldig"]))
    )
    w.vervang("toewijzing_geldig", rijen)


def _schrijf_gebeurtenissen(k: Klein, lijn: Lijnen, w: Opslag) -> None:
    """Events: parts of declarations follow the lines, of the others only what differs is written."""
    naam, sleutel = "trajectgebeurtenis", ["berichttype", "bericht_id", "volgnr"]
    nu = w.tussen("regie_nu", met_deel(naam, k.regie.select(*GEBEURTENIS), w.maanden))
    was = w.oud_in(naam, nu.select(DEEL).distinct())
    eerder = was.semi_join(nu, sleutel)
    weg = w.tussen("regie_anders", anders(eerder, nu, sleutel))
    verschil = nu.semi_join(weg, sleutel)
    geraakt = w.tussen("regie_delen", verschil.select(DEEL).distinct())
    blijft = was.semi_join(geraakt, DEEL).anti_join(weg, sleutel).select(*nu.columns)
    lijnen = met_deel(naam, prestaties(lijn.in_delen), w.maanden).select(*nu.columns)
    delen = geraakt.union(lijnen.select(DEEL).distinct())
    w.vervang_in(naam, blijft.union(verschil).union(lijnen), delen)


def _schrijf_kosten(raakt: Aangeraakt, nu: dict[str, ir.Table], lijn: Lijnen, w: Opslag) -> None:
    """Costs of the months that a line that differs is about, or in which a person was someone else or elsewhere."""
    maanden = w.tussen("kosten_maanden", _maanden(lijn.anders).union(_andere_maanden(raakt, nu, w)).distinct())
    delen = w.tussen("kosten_delen", met_deel("kostenmaand", maanden, w.maanden).select(DEEL).distinct())
    # Only lines that are about one of these months, or about one between the first and the last of them.
    rand = maanden.aggregate(_van=maanden.maand.min(), _tot=maanden.maand.max())
    van, tot = rand["_van"].as_scalar(), rand["_tot"].as_scalar()
    r = lijn.regels
    eind = r.einddatum.fill_null(r.begindatum)
    stuk = ibis.literal(w.maanden, "int64")
    r = r.filter(
        (maandnummer(latere(eind, r.begindatum)) > maandnummer(van) - stuk)
        & (maandnummer(r.begindatum) < maandnummer(tot) + stuk)
    )

    def houd(t: ir.Table) -> ir.Table:
        return met_deel("kostenmaand", t, w.maanden).semi_join(delen, DEEL).drop(DEEL)

    t = kostenmaand(r, nu["persoon"], nu["persoon_buurt"], houd=houd)
    w.vervang_in("kostenmaand", met_deel("kostenmaand", t, w.maanden), delen)


def _maanden(lijnen: ir.Table) -> ir.Table:
    eind = latere(lijnen.einddatum.fill_null(lijnen.begindatum), lijnen.begindatum)
    t = lijnen.select(_nr=ibis.range(maandnummer(lijnen.begindatum), maandnummer(eind) + 1).unnest())
    t = t.distinct()
    return t.select(maand=eerste_dag(t["_nr"]))


def _andere_maanden(raakt: Aangeraakt, nu: dict[str, ir.Table], w: Opslag) -> ir.Table:
    """Months in which costs were told of a person with another buurt or age than he has now."""
    wie = [anders(_van(w.oud(naam), raakt), _van(nu[naam], raakt), PERSOON) for naam in ("persoon", "persoon_buurt")]
    personen = w.tussen("andere_personen", wie[0].union(wie[1]).distinct())
    kolommen = (*PERSOON, "maand", "buurt_code", "leeftijd")
    was = w.oud("kostenmaand").semi_join(personen, list(PERSOON)).select(*kolommen).distinct()
    was = w.tussen("kosten_was", was)
    weer = met_persoon_op(was.select(*PERSOON, "maand"), "maand", nu["persoon"], nu["persoon_buurt"])
    return anders(was, weer.select(*kolommen), ("maand",))


def _schrijf_kwaliteit(bron: Bron, lading: int, lijn: Lijnen, w: Opslag) -> None:
    """What is counted per bron row is added up; what is counted per line is counted again in the parts that differ."""
    geen = lijn.regels.limit(0)
    was = w.oud("kwaliteit")
    vol = was.filter(was.meting == "gevuld").union(kwaliteit(nieuw(bron, lading), geen).select(*was.columns))
    sleutel = [k for k in was.columns if k not in ("teller", "noemer")]
    vol = vol.group_by(sleutel).aggregate(teller=vol.teller.sum().cast("int64"), noemer=vol.noemer.sum().cast("int64"))
    in_deel = met_deel("declaratieregel", lijn.regels, w.maanden).semi_join(lijn.delen, DEEL).drop(DEEL)
    leeg = {naam: t.limit(0) for naam, t in bron.items()}
    regels = kwaliteit(leeg, in_deel).filter(lambda t: t.meting != "gevuld")
    rest = was.filter(was.meting != "gevuld").mutate(dagtekening=was.maand)
    rest = met_deel("declaratieregel", rest, w.maanden).anti_join(lijn.delen, DEEL).drop("dagtekening", DEEL)
    w.vervang("kwaliteit", vol.select(*was.columns).union(regels.select(*was.columns)).union(rest))
    w.vervang("volledigheid", volledigheid(lijn.regels))
