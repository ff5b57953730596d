"""Rules that need a fact from outside the messages: codes of gemeenten, the product list, the contract.

Product list and tariffs are tables of the lake, `product` and `tarief`, under agreements of their own; a rule that
needs one is not judged without it. In both, days are ranges with both ends included, and an empty end is open.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import ibis
import pyarrow as pa
from ibis.expr import types as ir
from pyarrow import csv

from datameent.kern.rekenen import deel_naar_beneden
from datameent.regels.bronnen import Bronnen
from datameent.regels.lijnen import is_credit
from datameent.regels.register import Toets, regel
from datameent.regels.volume import EURO, MINUUT, UUR

DEMO = "9999"
"""The gemeente of the synthetic municipality; CBS never gives this code."""

_INGANG = {
    "301": ("toegewezen_product", "ingangsdatum"),
    "305": ("start_product", "toewijzing_ingangsdatum"),
    "307": ("stop_product", "toewijzing_ingangsdatum"),
    "315": ("aangevraagd_product", "toewijzing_ingangsdatum"),
}
_HEEN = (*_INGANG, "317", "319", "323", "325")
_MET_PRODUCT = {
    "toegewezen_product": "ingangsdatum",
    "start_product": "toewijzing_ingangsdatum",
    "stop_product": "toewijzing_ingangsdatum",
    "aangevraagd_product": "toewijzing_ingangsdatum",
    "verzoek_wijziging": "gewenste_ingangsdatum",
    "prestatie": "begindatum",
}


@cache
def gemeentecodes() -> pa.Table:
    """The codes of gemeenten with the days on which they hold (null: before 2017, or still).

    From the CBS Gemeentelijke indeling per 1 January of 2017 up to 2026. Within a year an indeling does not change: the
    code of Weesp, which left on 24 March 2022, holds that year out.

    >>> gemeentecodes().num_rows
    405
    """
    data = (files("datameent.regels") / "gemeentecodes.csv").read_bytes()
    soorten = {"code": pa.string(), "geldig_vanaf": pa.date32(), "geldig_tot": pa.date32()}
    return csv.read_csv(pa.BufferReader(data), convert_options=csv.ConvertOptions(column_types=soorten))


def _geldig(t: ir.Table, dag: ir.Value) -> ir.BooleanValue:
    """Whether a fact holds on a day."""
    return (t.geldig_vanaf.isnull() | (t.geldig_vanaf <= dag)) & (t.geldig_tot.isnull() | (dag <= t.geldig_tot))


@regel("TR378", "bericht")
def tr378(b: Bronnen) -> ir.Table:
    """The gemeente of a message exists: on its dagtekening, or on a day on which a toewijzing in it begins. Messages
    that do not name that day (317, 319, 323, 325) may be about any older toewijzing: for them a code that
    existed before counts as well. The gemeente of a Woonplaatsbeginsel (319 of iJw) is not kept and not judged."""
    t = b.berichten.filter(b.berichten.berichttype.isin(_HEEN))
    t = t.select("bericht_id", "gemeente", "berichttype", "dagtekening")
    delen = [t.select("bericht_id", "gemeente", "berichttype", dag="dagtekening")]
    for soort, (tabel, kolom) in _INGANG.items():
        rij = b.bron[tabel].select("bericht_id", dag=kolom).inner_join(t.filter(t.berichttype == soort), "bericht_id")
        delen.append(rij.select("bericht_id", "gemeente", "berichttype", "dag"))
    dagen = ibis.union(*delen).select("gemeente", "berichttype", "dag").distinct()
    codes = ibis.memtable(gemeentecodes())
    samen = dagen.inner_join(codes, dagen.gemeente == codes.code)
    ooit = samen.berichttype.notin(list(_INGANG)) & (samen.geldig_vanaf.isnull() | (samen.geldig_vanaf <= samen.dag))
    goed = samen.filter(_geldig(samen, samen.dag) | ooit).select("gemeente", "berichttype", "dag").distinct()
    gevonden = ibis.union(*delen).semi_join(goed, ["gemeente", "berichttype", "dag"])
    fout = t.anti_join(gevonden, "bericht_id")
    return fout.filter(fout.gemeente != DEMO).select("bericht_id", volgnr=ibis.null("int32"))


def _past_product(tabel: str, dag: str) -> Toets:
    def toets(b: Bronnen) -> ir.Table:
        sleutel = ["wet", "productcategorie", "productcode", dag]
        t = b.bron[tabel].select("bericht_id", "volgnr", *sleutel)
        t = t.filter(t.productcategorie.notnull() & t.productcode.notnull() & t[dag].notnull())
        soorten = t.select(*sleutel).distinct()
        p = b.bron["product"].select("wet", "productcategorie", "productcode", "geldig_vanaf", "geldig_tot")
        samen = soorten.inner_join(p, sleutel[:3])
        goed = samen.filter(_geldig(samen, samen[dag])).select(*sleutel).distinct()
        return t.semi_join(soorten.anti_join(goed, sleutel), sleutel).select("bericht_id", "volgnr")

    toets.__name__ = f"tr381_{tabel}"
    toets.__doc__ = "ProductCode is in the product list under this ProductCategorie, on the day the product begins."
    return toets


for _tabel, _dag in _MET_PRODUCT.items():
    regel("TR381", _tabel, nodig=("product",))(_past_product(_tabel, _dag))


def _per_minuut(uurtarief: ir.Value) -> ir.Value:
    """A tariff per hour as one per minute in whole cents, halves upwards (IV081)."""
    return deel_naar_beneden(uurtarief + 30, 60)


def _met_tarief(b: Bronnen, rijen: ir.Table) -> ir.Table:
    """Kinds of lines (aanbieder, productcode, eenheid, begindatum) beside each tariff of the contract that holds on
    begindatum for their unit, or per hour for minutes: `afgesproken` (cents per unit of the line) and `uurtarief`."""
    f = b.bron["tarief"].select(
        "aanbieder", "productcode", "geldig_vanaf", "geldig_tot", _eenheid="eenheid", _tarief="tarief_cent"
    )
    samen = rijen.inner_join(f, ["aanbieder", "productcode"])
    per_uur = (samen["_eenheid"] == UUR) & (samen.eenheid == MINUUT)
    samen = samen.filter(_geldig(samen, samen.begindatum) & ((samen["_eenheid"] == samen.eenheid) | per_uur))
    per_uur = (samen["_eenheid"] == UUR) & (samen.eenheid == MINUUT)
    return samen.mutate(
        afgesproken=ibis.ifelse(per_uur, _per_minuut(samen["_tarief"]), samen["_tarief"]),
        uurtarief=ibis.ifelse(per_uur, samen["_tarief"], ibis.null("int64")),
    )


def _debetten(b: Bronnen, *kolommen: str) -> ir.Table:
    koppen = b.berichten.filter(b.berichten.berichttype == "323")
    koppen = koppen.select("bericht_id", "orde", "gemeente", "aanbieder")
    t = b.bron["prestatie"]
    t = t.filter(~is_credit(t)).select("bericht_id", "volgnr", *kolommen)
    return t.inner_join(koppen, "bericht_id")


def buiten_contract(b: Bronnen) -> ir.Table:
    """Debits in a unit for which the contract has no tariff on begindatum, of an aanbieder and product for which it has
    one: bericht_id, volgnr, orde, wet, gemeente, aanbieder, toewijzingnummer."""
    soort = ["aanbieder", "productcode", "eenheid", "begindatum"]
    t = _debetten(b, "wet", "toewijzingnummer", *soort[1:])
    soorten = t.select(*soort).distinct()
    f = b.bron["tarief"].select("aanbieder", "productcode", "geldig_vanaf", "geldig_tot")
    samen = soorten.inner_join(f, ["aanbieder", "productcode"])
    bekend = samen.filter(_geldig(samen, samen.begindatum)).select(*soort).distinct()
    fout = bekend.anti_join(_met_tarief(b, soorten), soort)
    return t.semi_join(fout, soort)


@regel("TR418", "prestatie", nodig=("tarief",))
def tr418(b: Bronnen) -> ir.Table:
    """ProductTarief is the one of the contract on the first day of the product period; for minutes it may be the hourly
    one divided by sixty (IV081). Judged are debits for which the contract names this aanbieder, product and unit."""
    soort = ["aanbieder", "productcode", "eenheid", "tarief_cent", "begindatum"]
    t = _debetten(b, *soort[1:])
    t = t.filter(t.tarief_cent.notnull())
    samen = _met_tarief(b, t.select(*soort).distinct())
    samen = samen.mutate(_goed=ibis.ifelse(samen.tarief_cent == samen.afgesproken, 1, 0))
    oordeel = samen.group_by(soort).aggregate(_goed=samen["_goed"].max())
    fout = oordeel.filter(oordeel["_goed"] == 0)
    return t.semi_join(fout, soort).select("bericht_id", "volgnr")


def _band(t: ir.Table) -> ir.BooleanValue:
    """Whether some hourly tariff h in whole cents gives both the tariff (t) and the amount (a) of v minutes:
    60t - 30 <= h < 60t + 30 and 60a - 30 <= h * v < 60a + 30."""
    keer = ibis.ifelse(t.v > 0, t.v, 1)
    laag = -deel_naar_beneden(30 - 60 * t.a, keer)
    hoog = deel_naar_beneden(60 * t.a + 29, keer)
    van, tot = 60 * t.t - 30, 60 * t.t + 29
    return (t.v > 0) & (ibis.ifelse(laag > van, laag, van) <= ibis.ifelse(hoog < tot, hoog, tot))


def _niet_volgens_uurtarief(b: Bronnen, lijn: ir.Table) -> ir.Table:
    """Lines in minutes of products that the contract pays by the hour only, with another amount than that gives."""
    soort = ["aanbieder", "productcode", "eenheid", "begindatum"]
    koppen = b.berichten.filter(b.berichten.berichttype == "323").select("bericht_id", "aanbieder")
    t = lijn.filter(lijn.eenheid == MINUUT).inner_join(koppen, "bericht_id")
    f = _met_tarief(b, t.select(*soort).distinct())
    ook = f.filter(f.uurtarief.isnull()).select(*soort).distinct()
    f = f.filter(f.uurtarief.notnull()).anti_join(ook, soort).select(*soort, "uurtarief")
    t = b.tussen("regel_uurtarief", t.semi_join(f, soort)).inner_join(f, soort)
    t = t.mutate(_goed=ibis.ifelse(t.a == deel_naar_beneden(t.uurtarief * t.v + 30, 60), 1, 0))
    t = t.group_by(["bericht_id", "volgnr"]).aggregate(_goed=t["_goed"].max())
    return t.filter(t["_goed"] == 0).select("bericht_id", "volgnr")


@regel("TR346", "prestatie")
def tr346(b: Bronnen) -> ir.Table:
    """The amount is volume times tariff, unless the unit is euros. Minutes may be paid by an hourly tariff: then the
    amount is that tariff times the minutes by sixty, rounded, and the tariff in the line its sixtieth, rounded (IV081).
    The hourly tariff is taken from `tarief`; where it is not there, some hourly tariff has to give both."""
    p = b.bron["prestatie"]
    t = p.select(
        "bericht_id", "volgnr", "eenheid", "productcode", "begindatum", v="volume", t="tarief_cent",
        a=p.bedrag_cent.abs(),
    )  # fmt: skip
    t = t.filter((t.eenheid != EURO) & t.v.notnull() & t.t.notnull() & t.a.notnull())
    fout = t.filter((t.a != t.v * t.t) & ~((t.eenheid == MINUUT) & _band(t))).select("bericht_id", "volgnr")
    return fout.union(_niet_volgens_uurtarief(b, t)) if "tarief" in b.bron else fout
