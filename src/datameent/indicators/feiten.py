"""Facts: one row per thing that counts, with its period, its dimensions, its person and its aanbieder.

Dimensions are strings. `_persoon` tells persons apart within a law, `_aanbieder` providers, `_cel` is a constant so
that a question without dimensions groups too. What a rule adds up follows in columns whose names start with `_`.
"""

from __future__ import annotations

from collections.abc import Mapping

import ibis
from ibis.expr import types as ir

from datameent.kern.koppelen import links
from datameent.kern.rekenen import ONBEKEND

Kern = Mapping[str, ir.Table]

GEWOON: Mapping[str, str] = {
    "productcategorie": "productcategorie",
    "wijk": "wijk_code",
    "aanbieder": "aanbieder",
    "leeftijdsgroep": "leeftijdsgroep",
}
"""Dimension to the column that holds it in most kern tables."""

FIJN: Mapping[str, str] = {**GEWOON, "product": "productcode", "buurt": "buurt_code"}
"""The same for `kostenmaand`, which knows the product and the buurt too."""


def tijd(dag: ir.Value) -> dict[str, ir.Value]:
    """The three periods that hold a day, as codes: 2025, 2025-Q1, 2025-03."""
    jaar = dag.year().cast("int64").cast("string")
    maand = dag.month().cast("int64")
    kwartaal = ibis.cases((maand <= 3, "1"), (maand <= 6, "2"), (maand <= 9, "3"), else_="4")
    cijfers = ibis.ifelse(maand < 10, ibis.literal("0") + maand.cast("string"), maand.cast("string"))
    return {"jaar": jaar, "kwartaal": jaar + "-Q" + kwartaal, "maand": jaar + "-" + cijfers}


def maak_feiten(t: ir.Table, dag: str | None, kolommen: Mapping[str, str], **meer: ir.Value) -> ir.Table:
    """Rows of a kern table as facts; `kolommen` says which column holds a dimension, `dag` which the day, if any."""
    dimensies = {d: t[k].fill_null(ONBEKEND) for d, k in kolommen.items()}
    return t.select(
        **({} if dag is None else tijd(t[dag])),
        wet=t.wet,
        **dimensies,
        _persoon=t.wet + ":" + t.pseudoniem,
        _aanbieder=t[kolommen["aanbieder"]].fill_null(ONBEKEND),
        _cel=ibis.literal(1),
        **meer,
    )


def peildag(kern: Kern, t: ir.Table) -> ir.Table:
    """The rows with `_peildag`, the last day on which a message of a traject was written: what is known ends there.

    Empty when there is no such message.
    """
    g = kern["trajectgebeurtenis"]
    return t.cross_join(g.aggregate(_peildag=g.dagtekening.max()))


def te_volgen(kern: Kern, t: ir.Table, begin: str) -> ir.Table:
    """The rows of which `begin` is not before the first declaration of that law: all that was declared is known.

    Of what began earlier a part was declared before the data begin.
    """
    p = kern["prestatie_geldig"]
    eerste = p.group_by("wet").aggregate(_eerste_declaratie=p.dagtekening.min())
    t = links(t, eerste, ("wet",))
    return t.filter(t[begin] >= t["_eerste_declaratie"])
