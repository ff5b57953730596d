"""Declared lines after new messages: which lines differ, and the tables that have a row per line."""

from __future__ import annotations

from dataclasses import dataclass

from ibis.expr import types as ir

from datameent.kern import geldig
from datameent.kern.aangeraakt import Aangeraakt, verenig
from datameent.kern.berichten import Bron, antwoordtijd, bekend
from datameent.kern.declaratie import declaratieregel, lijnen
from datameent.kern.opslag import SCHEMAS, Opslag, met_deel
from datameent.kern.persoon import PERSOON
from datameent.kern.rijen import anders
from datameent.kern.traject import NUMMER
from datameent.kern.vak import Vakken
from datameent.lake.schrijven import DEEL

_RIJ = ("bericht_id", "volgnr")
_REF = ("wet", "referentienummer")
_OORDEEL = (
    "productcategorie",
    "productcode",
    "status",
    "gecrediteerd",
    "traject_id",
    "responsetijd_dagen",
    "_dubbel",
    "_telt",
)
"""What of a line depends on other messages; all else stands in its own."""


@dataclass(frozen=True)
class Oordeel:
    """What lines are judged by, as it is now, and the persons and toewijzingen (`_NUMMER`) for whom it changed."""

    toewijzing: ir.Table
    vakken: Vakken
    personen: ir.Table
    nummers: ir.Table


@dataclass(frozen=True)
class Lijnen:
    """The lines after the change: `anders` (those that differ), `delen` with one in it, tables made of them, and of
    which toewijzingen (`NUMMER`) and trajecten (traject_id) the sum may differ."""

    anders: ir.Table
    delen: ir.Table
    in_delen: ir.Table
    som: ir.Table
    nummers: ir.Table
    trajecten: ir.Table
    regels: ir.Table


def vernieuw_lijnen(bron: Bron, lading: int, raakt: Aangeraakt, oordeel: Oordeel, w: Opslag) -> Lijnen:
    """Calculate the lines that are touched, and write what differs: lijn and the tables with a row per line."""
    geraakt, nodig = _refs(bron, lading, raakt, oordeel, w)
    eigen = _bron(bron, nodig, w)
    kop = bekend(eigen, None)
    tijden = w.tussen("lijn_tijd", antwoordtijd(eigen, kop))
    alle = lijnen(
        eigen,
        kop,
        tijden,
        oordeel.toewijzing,
        oordeel.vakken,
        tussen=lambda naam, t: w.tussen(f"lijn_{naam}", t),
    )
    alle = alle.mutate(_ref=alle.referentienummer.fill_null(""))
    alle = alle.semi_join(geraakt, [alle.wet == geraakt.wet, alle["_ref"] == geraakt.referentienummer]).drop("_ref")
    nu = w.tussen("lijn_nu", met_deel("lijn", alle.select(*SCHEMAS["lijn"].names), w.maanden))
    sleutels, gelijk = _anders(nu, eigen["prestatie"], lading, w)
    verschil = w.tussen("lijn_verschil", nu.anti_join(gelijk, list(_RIJ)))
    geraakte_delen = w.tussen("lijn_delen", verschil.select(DEEL).distinct())
    was = w.oud_in("lijn", geraakte_delen)
    eerder = w.tussen("lijn_eerder", was.semi_join(sleutels, list(_RIJ)))
    blijft = was.anti_join(sleutels, list(_RIJ))
    in_delen = w.tussen("lijn_in_delen", blijft.select(*nu.columns).union(verschil))
    lijn = w.vervang_in("lijn", in_delen, geraakte_delen)
    regels = w.vervang_in(
        "declaratieregel", met_deel("declaratieregel", declaratieregel(in_delen), w.maanden), geraakte_delen
    )
    tabel = geldig.prestatie_geldig(in_delen)
    w.vervang_in("prestatie_geldig", met_deel("prestatie_geldig", tabel, w.maanden), geraakte_delen)
    som, nummers = _som(lijn, verschil, eerder, w)
    trajecten = verschil.select("traject_id").union(eerder.select("traject_id")).distinct()
    return Lijnen(verschil, geraakte_delen, in_delen, som, nummers, w.tussen("som_trajecten", trajecten), regels)


def _anders(nu: ir.Table, prestatie: ir.Table, lading: int, w: Opslag) -> tuple[ir.Table, ir.Table]:
    """Keys of lines that were there and differ now, and of those that are the same. A line is never moved to another
    part: the dagtekening of its message stays."""
    nieuw = prestatie.filter(prestatie.lading_id > lading).select(*_RIJ)
    oud = w.tussen("lijn_oud", nu.anti_join(nieuw, list(_RIJ)))
    was = w.oud_in("lijn", w.tussen("lijn_kandidaat", oud.select(DEEL).distinct()))
    was = w.tussen("lijn_was", was.semi_join(oud, list(_RIJ)).select(*_RIJ, *_OORDEEL))
    sleutels = w.tussen("lijn_anders", anders(was, oud.select(*was.columns), _RIJ))
    return sleutels, w.tussen("lijn_gelijk", oud.anti_join(sleutels, list(_RIJ)).select(*_RIJ))


def _refs(bron: Bron, lading: int, raakt: Aangeraakt, oordeel: Oordeel, w: Opslag) -> tuple[ir.Table, ir.Table]:
    """Numbers of the lines that may differ, and of all lines that must be looked at to know (`_REF`, null is empty)."""
    p = bron["prestatie"]
    kolommen = ("wet", "referentienummer", "vorig_referentienummer")
    declaraties = raakt.berichten.filter(raakt.berichten.berichttype == "323")
    leeg = p.filter(p.productcategorie.isnull() | p.productcode.isnull())
    begin = verenig(
        p.semi_join(declaraties, ["lading_id", "bericht_id"]).select(*kolommen),
        p.semi_join(oordeel.personen, list(PERSOON)).select(*kolommen),
        leeg.semi_join(oordeel.nummers, list(oordeel.nummers.columns)).select(*kolommen),
    )
    wijst = p.filter(p.vorig_referentienummer.notnull()).select(*kolommen)
    wijst = w.tussen("wijst", wijst.mutate(referentienummer=wijst.referentienummer.fill_null("")).distinct())
    eerst = begin.select("wet", referentienummer=begin.referentienummer.fill_null("")).distinct()
    eerst = w.tussen("lijn_begin", eerst)
    geraakt = w.tussen("lijn_geraakt", _buren(wijst, eerst))
    return geraakt, w.tussen("lijn_nodig", _buren(wijst, geraakt))


def _buren(wijst: ir.Table, refs: ir.Table) -> ir.Table:
    """These numbers, those they take back, and those that take them back."""
    terug = wijst.semi_join(refs, list(_REF)).select("wet", referentienummer="vorig_referentienummer")
    r = refs.select("wet", vorig_referentienummer="referentienummer")
    heen = wijst.semi_join(r, ["wet", "vorig_referentienummer"]).select(*_REF)
    return verenig(refs, terug, heen).distinct()


def _bron(bron: Bron, nodig: ir.Table, w: Opslag) -> Bron:
    """The lines with these numbers, their messages, and the answers to them."""
    p = bron["prestatie"]
    zonder = p.filter(p.referentienummer.isnull())
    zonder = zonder.semi_join(nodig.filter(nodig.referentienummer == ""), "wet")
    # Apart: the engine skips files and rows by a plain column, not by one that is calculated.
    p = w.tussen("lijn_prestatie", p.semi_join(nodig, list(_REF)).union(zonder))
    bericht = bron["bericht"]
    kop = bericht.filter(bericht.berichttype == "323")
    kop = w.tussen(
        "lijn_kop", kop.semi_join(p.select("bericht_id", "lading_id").distinct(), ["lading_id", "bericht_id"])
    )
    sleutel = kop.select(_id=kop.identificatie.fill_null(""), _dag=kop.dagtekening).distinct()
    a = bron["declaratie_antwoord"]
    a = a.semi_join(
        sleutel,
        [a.declaratie_identificatie.fill_null("") == sleutel["_id"], a.declaratie_dagtekening == sleutel["_dag"]],
    )
    a = w.tussen("lijn_antwoord", a)
    antwoorden = bericht.filter(bericht.berichttype == "325").semi_join(a, ["lading_id", "bericht_id"])
    uit = dict(bron)
    uit["prestatie"] = p
    uit["declaratie_antwoord"] = a
    uit["bericht"] = w.tussen("lijn_bericht", kop.union(antwoorden))
    uit["retourcode"] = w.tussen("lijn_codes", bron["retourcode"].semi_join(a, ["lading_id", "bericht_id"]))
    return uit


def _som(lijn: ir.Table, verschil: ir.Table, eerder: ir.Table, w: Opslag) -> tuple[ir.Table, ir.Table]:
    """lijnsom, and the toewijzingen (`NUMMER`) of which it may differ. What only gained lines is added up from before;
    of what lost one, all lines are added up again: the highest tariff cannot be taken back."""

    def vol(t: ir.Table) -> ir.Table:
        return t.mutate(_nr=t.toewijzingnummer.fill_null(""), _wie=t.pseudoniem.fill_null(""))

    sleutel = ["wet", "gemeente", "_nr", "_wie"]
    opnieuw = w.tussen("som_opnieuw", vol(eerder).select(*sleutel).distinct())
    kolommen = SCHEMAS["lijnsom"].names
    # First by a plain column, by which the engine skips rows, then by what stands for no number or person too.
    ruim = lijn.semi_join(opnieuw.select("wet", toewijzingnummer="_nr").distinct(), ["wet", "toewijzingnummer"])
    ruim = ruim.union(lijn.filter(lijn.toewijzingnummer.isnull()))
    weer = geldig.lijnsom(vol(ruim).semi_join(opnieuw, sleutel).drop("_nr", "_wie"))
    erbij = w.tussen("som_erbij", vol(geldig.lijnsom(verschil)).anti_join(opnieuw, sleutel))
    was = vol(w.oud("lijnsom")).anti_join(opnieuw, sleutel)
    meer = verenig(*(t.select(*kolommen) for t in (was.semi_join(erbij, sleutel), erbij)))
    blijft = was.anti_join(erbij, sleutel)
    samen = verenig(*(t.select(*kolommen) for t in (blijft, weer, geldig.tel_op(meer))))
    nummers = verschil.select(*NUMMER).union(eerder.select(*NUMMER)).distinct()
    return w.vervang("lijnsom", samen), w.tussen("som_nummers", nummers)
