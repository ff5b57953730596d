"""What stood when a message was sent: starts, stops, requests and their answers, each from the moment it was sent until
it was taken back or settled.

A row of a message has a `stap`: its place in the order of all rows. Within a message the rows that take something back
(StatusAanlevering 3) come first: a correction may bring the new row in the same message (IV008). What a refused message
says never stood.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
from ibis.expr import types as ir

from datameent.regels.bronnen import NOOIT, Bronnen

GROEP = ("wet", "gemeente", "aanbieder", "pseudoniem", "groep")
"""One toegewezen product of one client: `groep` is the toewijzingnummer, or the product where there is none (IV096)."""

START = (*GROEP, "categorie", "code", "begindatum")
"""The logical key of a StartProduct."""

STOP = (*START, "reden_beeindiging", "einddatum")
"""The logical key of a StopProduct."""

VERWIJDEREN = "3"
"""StatusAanlevering (COD467): take the earlier row with the same key back."""

AFGEWEZEN = "1"
IN_ONDERZOEK = "2"
"""VerzoekAntwoord (WJ760)."""

_RIJEN = 2**24
"""More rows than one message has."""


def stap(orde: ir.Value, volgnr: ir.Value, weg: ir.Value | None = None) -> ir.Value:
    """The place of a row among all rows of all messages (int64)."""
    eerst = ibis.literal(0, "int64") if weg is None else ibis.ifelse(weg, 0, _RIJEN).cast("int64")
    return orde * (2 * _RIJEN) + eerst + volgnr.cast("int64")


def regie(b: Bronnen, tabel: str) -> ir.Table:
    """The rows of `start_product` or `stop_product` with the columns of their logical key without nulls, `weg` (takes
    something back) and `stap`."""
    return b.tussen(f"regel_regie_{tabel}", _regie(b, tabel))


def _regie(b: Bronnen, tabel: str) -> ir.Table:
    t = b.rijen(tabel, "305" if tabel == "start_product" else "307")
    t = t.mutate(
        categorie=t.productcategorie.fill_null(""),
        code=t.productcode.fill_null(""),
        weg=t.status_aanlevering.fill_null("") == VERWIJDEREN,
    )
    product = ibis.literal("/") + t.categorie + "/" + t.code
    return t.mutate(groep=t.toewijzingnummer.fill_null(product), stap=stap(t.orde, t.volgnr, t.weg))


def gestaan(b: Bronnen, tabel: str) -> ir.Table:
    """The deliveries of `regie(b, tabel)` that ever stood, with `van_stap`, `tot_stap` (exclusive) and `tot_dag`, the
    dagtekening of what took it back (null: nothing did)."""
    return b.tussen(f"regel_gestaan_{tabel}", _gestaan(regie(b, tabel), START if tabel == "start_product" else STOP))


def _gestaan(rijen: ir.Table, sleutel: Sequence[str]) -> ir.Table:
    t = rijen.filter(~rijen.afgekeurd)
    erna = ibis.window(group_by=[t[k] for k in sleutel], order_by=t.stap, rows=(1, None))
    terug = ibis.ifelse(t.weg, t.stap, ibis.null("int64"))
    dag = ibis.ifelse(t.weg, t.dagtekening, ibis.null("date"))
    t = t.mutate(tot_stap=terug.min().over(erna).fill_null(NOOIT), tot_dag=dag.min().over(erna))
    return t.filter(~t.weg).rename(van_stap="stap")


def naast(rijen: ir.Table, ander: ir.Table, sleutel: Sequence[str], voor: str) -> ir.Table:
    """Every pair of a row and a row of `ander` with the same `sleutel`; those of `ander` with prefix `voor`."""
    ander = ander.rename({f"{voor}{k}": k for k in ander.columns})
    return rijen.inner_join(ander, [rijen[k] == ander[f"{voor}{k}"] for k in sleutel])


def staand(rijen: ir.Table, gestaan_: ir.Table, sleutel: Sequence[str], voor: str) -> ir.Table:
    """The pairs of `naast` in which the other row stood when the row (with `stap`) was sent; the row that takes it back
    still finds it."""
    t = naast(rijen, gestaan_, sleutel, voor)
    return t.filter((t[f"{voor}van_stap"] < t.stap) & (t.stap <= t[f"{voor}tot_stap"]))


def na_eerste(rijen: ir.Table, sleutel: Sequence[str], volgorde: str) -> ir.Table:
    """The rows that come, in the order of a column, after the first row with their `sleutel` that was not refused."""
    geldt = ibis.ifelse(rijen.afgekeurd, ibis.null("int64"), rijen[volgorde])
    eerste = geldt.min().over(group_by=[rijen[k] for k in sleutel])
    t = rijen.mutate(_eerste=eerste)
    return t.filter(t[volgorde] > t["_eerste"]).drop("_eerste")


def zonder(rijen: ir.Table, gevonden: ir.Table) -> ir.Table:
    """The rows (bericht_id, volgnr) that are not among the ones that were found."""
    return rijen.anti_join(gevonden.select("bericht_id", "volgnr").distinct(), ["bericht_id", "volgnr"])


def verzoeken(b: Bronnen) -> ir.Table:
    """The requests (315: each product, 317: the message) that a message made: bericht_id, volgnr, wet, gemeente,
    aanbieder, pseudoniem, referentie, berichttype, dagtekening, afgekeurd, orde, stap."""
    return b.tussen("regel_verzoeken", _verzoeken(b))


def _verzoeken(b: Bronnen) -> ir.Table:
    namen = ("bericht_id", "wet", "gemeente", "aanbieder", "pseudoniem", "dagtekening", "afgekeurd", "orde")
    delen = []
    for tabel, soort in (("aangevraagd_product", "315"), ("verzoek_wijziging", "317")):
        t = b.rijen(tabel, soort)
        t = t.select(*namen, "volgnr", referentie=t.referentie_aanbieder.fill_null(""))
        if soort == "317":
            t = t.group_by([*namen, "referentie"]).aggregate(volgnr=t.volgnr.min())
        t = t.select(*namen, "referentie", "volgnr", berichttype=ibis.literal(soort))
        delen.append(t.mutate(stap=stap(t.orde, t.volgnr)))
    return delen[0].union(delen[1])


def antwoorden(b: Bronnen) -> ir.Table:
    """What a municipality said on a request: each 319 and each row of a 301 that names one. Columns bericht_id, volgnr
    (null for a 319), tabel, wet, gemeente, aanbieder, referentie, dagtekening, afgekeurd, orde, reden_afwijzing and
    `besluit`: it settles the request (a rejection or a toewijzing)."""
    return b.tussen("regel_verzoek_antwoorden", _antwoorden(b))


def _antwoorden(b: Bronnen) -> ir.Table:
    namen = ("bericht_id", "wet", "gemeente", "aanbieder", "dagtekening", "afgekeurd", "orde")
    t = b.rijen("toegewezen_product", "301")
    t = t.filter(t.referentie_aanbieder.notnull())
    toegewezen = t.select(
        *namen,
        volgnr=t.volgnr.cast("int32"),
        referentie=t.referentie_aanbieder,
        tabel=ibis.literal("toegewezen_product"),
        besluit=ibis.literal(True),
        reden_afwijzing=ibis.null("string"),
    )
    a = b.rijen("antwoord", "319")
    antwoord = a.select(
        *namen,
        volgnr=ibis.null("int32"),
        referentie=a.referentie_aanbieder.fill_null(""),
        tabel=ibis.literal("antwoord"),
        besluit=a.verzoek_antwoord.fill_null("") != IN_ONDERZOEK,
        reden_afwijzing=a.reden_afwijzing,
    )
    return toegewezen.union(antwoord)


VERZOEK = ("wet", "gemeente", "aanbieder", "referentie")
"""What names a request."""
