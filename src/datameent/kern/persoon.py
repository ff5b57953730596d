"""Persons and where they live, per law.

Rules
- A person is a pseudonym under one law. The same person under the other law has another pseudonym, and nothing joins
  the two. Birth year, birth month and sex are those of the newest message that states a birth year; a 301 (from the
  registration of the municipality) goes before messages of an aanbieder.
- The buurt is found at the door from the address in a 301. A stay begins on the dagtekening of the first 301 with that
  buurt and ends where the next 301 shows another one. Of two addresses on one day the one of the highest bericht_id
  counts, so that order of arrival does not matter.
- Before the first 301 we know nothing else, so the first buurt is also used for earlier months (`woonplaats_op`).
- An address without a known postcode is a stay with an unknown buurt, not a guess.
"""

from __future__ import annotations

from datetime import date

import ibis
from ibis.expr import types as ir

from datameent.kern.berichten import Bron
from datameent.kern.koppelen import links, nieuwste, rang
from datameent.kern.rekenen import OPEN_EIND, leeftijd, leeftijdsgroep, wijk_van

PERSOON = ("wet", "pseudoniem")
VROEGST = date(1, 1, 1)


def persoon(bron: Bron, berichten: ir.Table) -> ir.Table:
    """Persons as the kern table."""
    rij = _client(bron, berichten)
    iedereen = rij.select(*PERSOON).distinct()
    gegevens = rij.filter(rij.geboortejaar.notnull())
    gegevens = gegevens.mutate(_bron=ibis.ifelse(gegevens.berichttype == "301", 0, 1))
    volgorde = (("_bron", False), ("dagtekening", True), ("bericht_id", True), ("volgnr", True))
    stand = nieuwste(gegevens, PERSOON, volgorde)
    kolommen = ("geboortejaar", "geboortemaand", "geslacht")
    return links(iedereen, stand.select(*PERSOON, *kolommen), PERSOON).select(*PERSOON, *kolommen)


def persoon_buurt(bron: Bron, berichten: ir.Table) -> ir.Table:
    """Stays as the kern table: `vanaf` inclusive, `tot` exclusive and null while it lasts."""
    rij = _client(bron, berichten)
    adres = rij.filter((rij.berichttype == "301") & rij.buurt_status.notnull())
    per_dag = nieuwste(adres, (*PERSOON, "dagtekening"), (("bericht_id", True), ("volgnr", True)))
    per_dag = per_dag.mutate(_waar=per_dag.buurt_code.fill_null("?") + "/" + per_dag.buurt_status)
    vorige = per_dag["_waar"].lag().over(group_by=list(PERSOON), order_by=per_dag.dagtekening)
    per_dag = per_dag.mutate(_vorige=vorige)
    begin = per_dag.filter(per_dag["_vorige"].isnull() | (per_dag["_vorige"] != per_dag["_waar"]))
    volgende = begin.dagtekening.lead().over(group_by=list(PERSOON), order_by=begin.dagtekening)
    return begin.mutate(vanaf=begin.dagtekening, tot=volgende).select(
        *PERSOON, "buurt_code", "buurt_status", "vanaf", "tot"
    )


def _client(bron: Bron, berichten: ir.Table) -> ir.Table:
    kop = berichten.select("bericht_id", "berichttype", "dagtekening")
    rij = bron["client"]
    kolommen = ("geboortejaar", "geboortemaand", "geslacht", "buurt_code", "buurt_status")
    rij = rij.filter(rij.pseudoniem.notnull()).select("bericht_id", *PERSOON, "volgnr", *kolommen)
    return rij.inner_join(kop, "bericht_id")


def verblijven(buurten: ir.Table) -> ir.Table:
    """Stays ready for a look-up by day: PERSOON, _buurt, _van, _tot; the first stay has no beginning."""
    eerste = rang(buurten, PERSOON, (("vanaf", False),))
    t = buurten.mutate(_eerste=eerste)
    return t.select(
        *PERSOON,
        _buurt=t.buurt_code,
        _van=ibis.ifelse(t["_eerste"] == 0, ibis.literal(VROEGST), t.vanaf),
        _tot=t.tot.fill_null(ibis.literal(OPEN_EIND)),
    )


def met_persoon_op(tabel: ir.Table, dag: str, personen: ir.Table, buurten: ir.Table, achter: str = "") -> ir.Table:
    """The table with what is true of the person on the date in column `dag`.

    Adds buurt_code, wijk_code, leeftijd and leeftijdsgroep, with `achter` behind their names; null where `dag` is null.
    """
    t = links(tabel, personen.select(*PERSOON, "geboortejaar", "geboortemaand"), PERSOON)
    plek = verblijven(buurten).rename(_p_wet="wet", _p_pseudoniem="pseudoniem")
    t = t.left_join(
        plek,
        [
            t.wet == plek["_p_wet"],
            t.pseudoniem == plek["_p_pseudoniem"],
            t[dag] >= plek["_van"],
            t[dag] < plek["_tot"],
        ],
    )
    jaren = leeftijd(t.geboortejaar, t.geboortemaand, t[dag])
    leeg = ibis.null("string")
    nieuw = {
        f"buurt_code{achter}": t["_buurt"],
        f"wijk_code{achter}": ibis.ifelse(t[dag].isnull(), leeg, wijk_van(t["_buurt"])),
        f"leeftijd{achter}": jaren,
        f"leeftijdsgroep{achter}": ibis.ifelse(t[dag].isnull(), leeg, leeftijdsgroep(t.wet, jaren)),
    }
    return t.mutate(**nieuw).select(*tabel.columns, *nieuw)
