"""Refusals: how many lines aanbieders sent, and how many of them were refused, with which code.

Rules
- A line is a product in a 305, 307, 315 or 317, or a prestatie in a 323. The month is that of the dagtekening.
- `verstuurd`: all lines. `afgekeurd`: lines that the municipality refused. A code: lines that were refused with it.
- A 305, 307, 315 or 317 is refused as a whole (`berichten.afgekeurd`). A code at level `regel` that names a
  toewijzingnummer is about the lines with that number; any other code is about all lines of the message.
- A line of a 323 is refused as `declaratie` says. A code at level `regel` that names a referentienummer is about that
  line; a code about the message or the declaration is about all its lines. The answer that counts is the newest.
- A line with two codes counts under both, and once as `afgekeurd`. A line that was refused because of another line in
  its message has no code.
- `personen`: the persons these lines are about.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import reduce

import ibis
from ibis.expr import types as ir

from datameent.kern.berichten import GEEN_AFKEUR, RETOUR_OP, Bron, afgekeurd, bekend
from datameent.kern.declaratie import REGEL_IN_ORDE, antwoord
from datameent.kern.koppelen import links

TABEL_VAN: Mapping[str, str] = {
    "305": "start_product",
    "307": "stop_product",
    "315": "aangevraagd_product",
    "317": "verzoek_wijziging",
    "323": "prestatie",
}
"""Type of message to the bron table of its lines."""

VERSTUURD, AFGEKEURD = "verstuurd", "afgekeurd"

SCHEMA = ibis.schema(
    {
        "wet": "string",
        "maand": "date",
        "aanbieder": "string",
        "berichttype": "string",
        "retourcode": "string",
        "aantal": "int64",
        "personen": "int64",
    }
)

_GROEP = ("wet", "maand", "aanbieder", "berichttype")
_BERICHT = ("wet", "gemeente", "aanbieder", "identificatie", "dagtekening")


def afkeur(bron: Bron, peildatum: date | None) -> ir.Table:
    """Counts (`SCHEMA`) from the bron tables, of the messages dated on or before the peildatum if there is one.

    No table of the lake: it is small, asked for seldom, and every new message would change it.
    """
    berichten = bekend(bron, peildatum)
    regels = _regels(bron, berichten)
    codes = _codes(bron, berichten)
    met_code = regels.inner_join(codes, "bericht_id")
    met_code = met_code.filter(met_code["_van"].isnull() | (met_code["_van"] == met_code["_sleutel"]))
    heel = regels.semi_join(afgekeurd(bron, berichten), "bericht_id")
    los = met_code.filter(met_code.berichttype == "323")
    weg = heel.select(*_KOLOMMEN).union(los.select(*_KOLOMMEN)).distinct()
    gezegd = met_code.semi_join(weg, ["bericht_id", "volgnr"])
    delen = [
        _tel(regels.mutate(retourcode=ibis.literal(VERSTUURD))),
        _tel(weg.mutate(retourcode=ibis.literal(AFGEKEURD))),
        _tel(gezegd.select(*_KOLOMMEN, "retourcode").distinct()),
    ]
    return reduce(lambda a, b: a.union(b), delen)


_KOLOMMEN = (*_GROEP, "bericht_id", "volgnr", "pseudoniem")


def _maand(dag: ir.Value) -> ir.Value:
    return ibis.date(dag.year().cast("int64"), dag.month().cast("int64"), ibis.literal(1, "int64"))


def _regels(bron: Bron, berichten: ir.Table) -> ir.Table:
    """All lines that aanbieders sent, with what a code may name them by (`_sleutel`)."""
    delen = []
    for soort, tabel in TABEL_VAN.items():
        r = bron[tabel]
        sleutel = r.referentienummer if soort == "323" else r.toewijzingnummer if soort != "315" else None
        naam = ibis.literal("") if sleutel is None else sleutel.fill_null("")
        delen.append(r.select("bericht_id", "volgnr", "pseudoniem", berichttype=ibis.literal(soort), _sleutel=naam))
    t = reduce(lambda a, b: a.union(b), delen)
    kop = berichten.select("bericht_id", "wet", "aanbieder", "berichttype", maand=_maand(berichten.dagtekening))
    return t.inner_join(kop, ["bericht_id", "berichttype"])


def _codes(bron: Bron, berichten: ir.Table) -> ir.Table:
    """Codes that refuse, by the message they are about: bericht_id, retourcode, `_van` (the line it names, or null)."""
    d = links(berichten.filter(berichten.berichttype == "323"), antwoord(bron, berichten), _BERICHT)
    d = d.filter(d["_antwoord"].notnull()).select("bericht_id", "_antwoord", "berichttype")
    c = bron["retourcode"].select(_antwoord="bericht_id", niveau="niveau", sleutel="sleutel", retourcode="retourcode")
    return _in_retour(_retour(berichten).inner_join(c, "_antwoord")).union(_in_325(d.inner_join(c, "_antwoord")))


def _in_retour(t: ir.Table) -> ir.Table:
    """Codes of a 306, 308, 316 or 318. A line of a 315 has no number yet, so a code there is about all lines."""
    genoemd = (t.niveau == "regel") & (t.berichttype != "315")
    van = ibis.ifelse(genoemd, t.sleutel.nullif(""), ibis.null("string"))
    t = t.mutate(_van=van).filter(t.retourcode.notin(list(GEEN_AFKEUR)))
    return t.select("bericht_id", "retourcode", "_van").distinct()


def _in_325(t: ir.Table) -> ir.Table:
    """Codes of a 325: about a line that it names, or about the whole. Lines of a client are named themselves."""
    regel = t.niveau == "regel"
    fout = ibis.ifelse(regel, t.retourcode.notin(list(REGEL_IN_ORDE)), t.retourcode.notin(list(GEEN_AFKEUR)))
    t = t.mutate(_van=ibis.ifelse(regel, t.sleutel, ibis.null("string")))
    t = t.filter(fout & (t.niveau != "client") & ((t.niveau != "regel") | t["_van"].notnull()))
    return t.select("bericht_id", "retourcode", "_van").distinct()


def _retour(berichten: ir.Table) -> ir.Table:
    """Messages with the return message that answers them: bericht_id, `_antwoord`, berichttype."""
    soorten = {van: op for van, op in RETOUR_OP.items() if op in TABEL_VAN}
    r = berichten.filter(berichten.berichttype.isin(list(soorten)))
    op = ibis.cases(*((r.berichttype == van, ibis.literal(naar)) for van, naar in soorten.items()), else_="")
    r = r.select(
        "wet",
        "gemeente",
        "aanbieder",
        identificatie="identificatie_retour",
        dagtekening="dagtekening_retour",
        berichttype=op,
        _antwoord="bericht_id",
    )
    t = berichten.select(*_BERICHT, "berichttype", "bericht_id").inner_join(r, [*_BERICHT, "berichttype"])
    return t.select("bericht_id", "_antwoord", "berichttype")


def _tel(t: ir.Table) -> ir.Table:
    per = t.group_by([*_GROEP, "retourcode"]).aggregate(aantal=t.count(), personen=t.pseudoniem.nunique())
    return per.select(*_GROEP, "retourcode", aantal=per.aantal.cast("int64"), personen=per.personen.cast("int64"))
