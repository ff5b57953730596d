"""Measurements per aanbieder and month: two whole numbers each, so that they can be added up and divided later.

- `gevuld`: rows in which a field that may be left out has a value (`teller`) of all rows (`noemer`).
- `geldig`: declared lines whose product period does not end before it begins nor after the message was written.
- `op_tijd`: declared lines written at most `OP_TIJD_DAGEN` days after the end of their product period.
- `dagen`: the days from the end of the product period to the message, added up (`teller`), and the lines (`noemer`).
- `afgekeurd`: lines that the municipality refused, of all lines in a declaration.

The month is that of the dagtekening of the message, so a measurement of a past month stays as it is, but for refusals.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

import ibis
from ibis.expr import types as ir

OP_TIJD_DAGEN = 31

VELDEN: Mapping[str, tuple[str, ...]] = {
    "client": ("geboortejaar", "geslacht"),
    "start_product": ("productcategorie", "productcode", "toewijzingnummer"),
    "prestatie": ("productcategorie", "productcode", "toewijzingnummer", "tarief_cent"),
    "aangevraagd_product": ("referentie_aanbieder", "verwijzer_type", "verwijzer_code"),
}
"""Per bron table the fields that an aanbieder may leave out and that figures need."""

_BERICHTEN: Mapping[str, tuple[str, ...]] = {
    "client": ("305", "307", "315"),
    "start_product": ("305",),
    "prestatie": ("323",),
    "aangevraagd_product": ("315",),
}

KOLOMMEN = ("wet", "maand", "aanbieder", "meting", "veld", "teller", "noemer")


def kwaliteit(bron: Mapping[str, ir.Table], declaratieregel: ir.Table) -> ir.Table:
    """Measurements as the kern table `kwaliteit`, from the bron tables and the declared lines of the kern."""
    delen = [_gevuld(bron, tabel, veld) for tabel, velden in VELDEN.items() for veld in velden]
    delen += _regels(declaratieregel)
    return reduce(lambda a, b: a.union(b), delen)


def _maand(dag: ir.Value) -> ir.Value:
    return ibis.date(dag.year().cast("int64"), dag.month().cast("int64"), ibis.literal(1, "int64"))


def _tel(t: ir.Table, meting: str, veld: str, teller: ir.Value, noemer: ir.Value) -> ir.Table:
    """One measurement per law, month and aanbieder; `teller` and `noemer` are aggregates."""
    per = t.group_by(["wet", "maand", "aanbieder"]).aggregate(teller=teller, noemer=noemer)
    return per.select(
        "wet",
        "maand",
        "aanbieder",
        meting=ibis.literal(meting),
        veld=ibis.literal(veld),
        teller=per.teller.cast("int64"),
        noemer=per.noemer.cast("int64"),
    )


def _gevuld(bron: Mapping[str, ir.Table], tabel: str, veld: str) -> ir.Table:
    kop = bron["bericht"]
    kop = kop.filter(kop.berichttype.isin(list(_BERICHTEN[tabel])))
    kop = kop.select("bericht_id", aanbieder=kop.aanbieder.fill_null(""), maand=_maand(kop.dagtekening))
    rij = bron[tabel].select("bericht_id", "wet", _waarde=bron[tabel][veld])
    t = rij.inner_join(kop, "bericht_id").select("wet", "maand", "aanbieder", "_waarde")
    return _tel(t, "gevuld", f"{tabel}.{veld}", t["_waarde"].notnull().sum(), t.count())


def _regels(regels: ir.Table) -> list[ir.Table]:
    eind = regels.einddatum.fill_null(regels.begindatum)
    t = regels.mutate(
        maand=_maand(regels.dagtekening),
        _geldig=(eind >= regels.begindatum) & (eind <= regels.dagtekening),
        _dagen=regels.dagtekening.delta(eind, unit="day").cast("int64"),
    )
    debet = t.filter(t.soort == "debet")
    op_tijd = (debet["_dagen"] <= OP_TIJD_DAGEN).sum()
    return [
        _tel(t, "geldig", "prestatie.productperiode", t["_geldig"].sum(), t.count()),
        _tel(debet, "op_tijd", "", op_tijd, debet.count()),
        _tel(debet, "dagen", "", debet["_dagen"].sum(), debet.count()),
        _tel(t, "afgekeurd", "", (t.status == "afgekeurd").sum(), t.count()),
    ]
