"""What new messages touch: persons with everything that is said about them, and declared lines with what they refer to.

Rules
- A message touches what it says something about, and what the message it answers says something about.
- Persons that share a toewijzingnummer or a referentie_aanbieder are touched together: all of the kern but the declared
  lines can be made of the rows of a closed group of persons. The group is widened `STAPPEN` times; `niet_gesloten` has
  a row when that was not enough, and then everything must be built.
- A declared line touches the lines with its referentienummer, the line it takes back, and those that take it back.
  Lines of different aanbieders with one number are taken together: too much is looked at, never too little.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

import ibis
from ibis.expr import types as ir

from datameent.kern.berichten import RETOUR_OP, Bron, bekend
from datameent.kern.opslag import Opslag
from datameent.kern.persoon import PERSOON

STAPPEN = 2
_KOP = ("wet", "gemeente", "aanbieder", "identificatie", "dagtekening", "berichttype")
_NUMMER = ("wet", "toewijzingnummer")
_REF = ("wet", "referentie_aanbieder")
_MET_REF = ("toegewezen_product", "aangevraagd_product", "verzoek_wijziging")
_MET_NUMMER = ("toegewezen_product", "start_product", "stop_product", "verzoek_wijziging")
REGIE = ("toegewezen_product", "start_product", "stop_product", "aangevraagd_product", "verzoek_wijziging")
"""Bron tables that say something about a person and are no declaration."""


@dataclass(frozen=True)
class Aangeraakt:
    """Messages that are new or newly answered (bericht_id, berichttype, lading_id), and the group of persons."""

    berichten: ir.Table
    personen: ir.Table
    niet_gesloten: ir.Table
    antwoorden: ir.Table


def nieuw(bron: Bron, lading: int) -> Bron:
    """The bron tables with only the rows of later ladingen."""
    return {naam: t.filter(t.lading_id > lading) for naam, t in bron.items()}


def verenig(*tabellen: ir.Table) -> ir.Table:
    """All rows of tables with the same columns."""
    return reduce(lambda a, b: a.union(b), tabellen)


def aangeraakt(bron: Bron, lading: int, w: Opslag) -> Aangeraakt:
    """What the messages of ladingen after `lading` touch, but for declared lines."""
    vers = nieuw(bron, lading)
    berichten = w.tussen("aangeraakt", _berichten(bron, vers, w))
    raakt = {n: bron[n].semi_join(berichten, ["lading_id", "bericht_id"]) for n in (*REGIE, "antwoord")}
    antwoord = w.tussen("antwoordrijen", raakt["antwoord"])
    band = w.tussen("band", _band(bron))
    genoemd = w.tussen("genoemd", _band(raakt))
    refs = _refs(genoemd).union(antwoord.filter(antwoord.referentie_aanbieder.notnull()).select(*_REF)).distinct()
    eerst = verenig(
        genoemd.select(*PERSOON),
        _bekende_clienten(vers, w),
        band.semi_join(genoemd.filter(genoemd.toewijzingnummer.notnull()), list(_NUMMER)).select(*PERSOON),
        band.semi_join(refs, list(_REF)).select(*PERSOON),
    ).distinct()
    personen = w.tussen("groep_0", eerst)
    for stap in range(1, STAPPEN + 1):
        personen = w.tussen(f"groep_{stap}", _wijder(band, personen))
    meer = _wijder(band, personen).anti_join(personen, list(PERSOON))
    alle_refs = _refs(band.semi_join(personen, list(PERSOON))).union(refs).distinct()
    antwoorden = verenig(
        bron["antwoord"].semi_join(alle_refs, list(_REF)),
        antwoord.filter(antwoord.referentie_aanbieder.isnull()),
    )
    return Aangeraakt(berichten, personen, meer, w.tussen("antwoorden", antwoorden))


def _berichten(bron: Bron, vers: Bron, w: Opslag) -> ir.Table:
    """New messages, and those that new messages answer: bericht_id, berichttype, lading_id."""
    b = vers["bericht"]
    eigen = b.select("bericht_id", "berichttype", "lading_id")
    gevraagd = w.tussen("beantwoord", _beantwoord(vers))
    kop = _met_lading(bron)
    heen = kop.filter(kop.berichttype.isin([*RETOUR_OP.values(), "323"])).semi_join(gevraagd, list(_KOP))
    return eigen.union(heen.select("bericht_id", "berichttype", "lading_id")).distinct()


def _met_lading(bron: Bron) -> ir.Table:
    b = bron["bericht"]
    return b.select(
        "bericht_id",
        "wet",
        "berichttype",
        "dagtekening",
        "lading_id",
        gemeente=b.gemeente.fill_null(""),
        aanbieder=b.aanbieder.fill_null(""),
        identificatie=b.identificatie.fill_null(""),
    )


def _beantwoord(vers: Bron) -> ir.Table:
    """The keys of the messages that new return messages answer: `_KOP`."""
    kop = bekend(vers, None)
    retour = kop.filter(kop.berichttype.isin(list(RETOUR_OP)))
    heen = ibis.cases(*((retour.berichttype == van, ibis.literal(op)) for van, op in RETOUR_OP.items()), else_="")
    gewoon = retour.select(
        "wet",
        "gemeente",
        "aanbieder",
        identificatie="identificatie_retour",
        dagtekening="dagtekening_retour",
        berichttype=heen,
    )
    a = vers["declaratie_antwoord"]
    a = a.select("bericht_id", _id=a.declaratie_identificatie.fill_null(""), _dag=a.declaratie_dagtekening)
    a = a.inner_join(kop.filter(kop.berichttype == "325"), "bericht_id")
    betaald = a.select(
        "wet", "gemeente", "aanbieder", identificatie="_id", dagtekening="_dag", berichttype=ibis.literal("323")
    )
    return gewoon.union(betaald).distinct()


def _band(bron: Mapping[str, ir.Table]) -> ir.Table:
    """Which person names which toewijzingnummer and referentie_aanbieder: PERSOON and both (null where it has none)."""
    leeg = ibis.null("string")
    delen = []
    for naam in REGIE:
        t = bron[naam]
        delen.append(
            t.select(
                *PERSOON,
                toewijzingnummer=t.toewijzingnummer if naam in _MET_NUMMER else leeg,
                referentie_aanbieder=t.referentie_aanbieder if naam in _MET_REF else leeg,
            )
        )
    return verenig(*delen)


def _refs(band: ir.Table) -> ir.Table:
    return band.filter(band.referentie_aanbieder.notnull()).select(*_REF).distinct()


def _wijder(band: ir.Table, personen: ir.Table) -> ir.Table:
    """The persons with those that share a number or a reference with one of them."""
    van = band.semi_join(personen, list(PERSOON))
    nummers = van.filter(van.toewijzingnummer.notnull()).select(*_NUMMER).distinct()
    return verenig(
        personen,
        band.semi_join(nummers, list(_NUMMER)).select(*PERSOON),
        band.semi_join(_refs(van), list(_REF)).select(*PERSOON),
    ).distinct()


def gegevens(client: ir.Table) -> ir.Table:
    """Rows that say something about a person beside that there is one."""
    return client.filter(client.pseudoniem.notnull() & (client.geboortejaar.notnull() | client.buurt_status.notnull()))


def _bekende_clienten(vers: Bron, w: Opslag) -> ir.Table:
    """Persons about whom something is said now, or of whom we never heard."""
    client = vers["client"].filter(vers["client"].pseudoniem.notnull())
    onbekend = client.select(*PERSOON).distinct().anti_join(w.oud("persoon"), list(PERSOON))
    return gegevens(client).select(*PERSOON).distinct().union(onbekend)


def bron_van(bron: Bron, lading: int, raakt: Aangeraakt, w: Opslag) -> Bron:
    """The bron tables with only what is said about the group of persons, without declarations."""
    personen = raakt.personen
    uit: dict[str, ir.Table] = {n: w.tussen(f"van_{n}", bron[n].semi_join(personen, list(PERSOON))) for n in REGIE}
    c = bron["client"]
    client = gegevens(c).union(c.filter((c.lading_id > lading) & c.pseudoniem.notnull()))
    uit["client"] = w.tussen("van_client", client.semi_join(personen, list(PERSOON)).distinct())
    uit["antwoord"] = raakt.antwoorden
    ids = verenig(*(t.select("bericht_id") for t in uit.values())).distinct()
    uit["bericht"] = w.tussen("van_bericht", _met_retour(bron["bericht"], w.tussen("van_ids", ids), w))
    retour = uit["bericht"].filter(uit["bericht"].berichttype.isin(list(RETOUR_OP))).select("bericht_id")
    uit["retourcode"] = bron["retourcode"].semi_join(retour, "bericht_id")
    for naam in ("prestatie", "declaratie_antwoord"):
        uit[naam] = bron[naam].limit(0)
    return uit


def _met_retour(bericht: ir.Table, ids: ir.Table, w: Opslag) -> ir.Table:
    """These messages and the return messages that answer them."""
    heen = w.tussen("van_heen", bericht.semi_join(ids, "bericht_id"))
    sleutel = heen.select("identificatie", "dagtekening").distinct()
    sleutel = sleutel.select(_id=sleutel.identificatie.fill_null(""), _dag=sleutel.dagtekening)
    retour = bericht.filter(bericht.berichttype.isin(list(RETOUR_OP)))
    gelijk = [retour.identificatie_retour == sleutel["_id"], retour.dagtekening_retour == sleutel["_dag"]]
    return heen.union(retour.semi_join(sleutel, gelijk)).distinct()
