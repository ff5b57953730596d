"""From bron tables to kern tables: the order of the rules, as one set of pure expressions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import ibis
from ibis.expr import types as ir

from datameent.kern.berichten import Bron, afgekeurd, bekend
from datameent.kern.declaratie import declaratieregel
from datameent.kern.kosten import kostenmaand
from datameent.kern.levering import levering
from datameent.kern.persoon import persoon, persoon_buurt
from datameent.kern.toewijzing import toewijzing
from datameent.kern.verloop import hulpperiode, traject

KERN_TABELLEN: tuple[str, ...] = (
    "persoon",
    "persoon_buurt",
    "toewijzing",
    "levering",
    "declaratieregel",
    "kostenmaand",
    "hulpperiode",
    "traject",
)

BRON_TABELLEN: tuple[str, ...] = (
    "bericht",
    "client",
    "toegewezen_product",
    "start_product",
    "stop_product",
    "aangevraagd_product",
    "prestatie",
    "declaratie_antwoord",
    "retourcode",
)
"""The bron tables that the kern is made of."""

Tussen = Callable[[str, ir.Table], ir.Table]


def _niets(naam: str, tabel: ir.Table) -> ir.Table:
    return tabel


def conform(bron: Bron, peildatum: date | None, *, tussen: Tussen = _niets) -> dict[str, ir.Table]:
    """The kern as Ibis expressions on the bron tables (`BRON_TABELLEN`; shapes in docs/ontwikkel/seams.md).

    With a peildatum only messages dated on or before it exist, so that every earlier state can be had again. The order
    in which messages arrived never matters. `tussen(name, expression)` may store an expression that others build on and
    give back the stored table; it must hold the same rows.
    """
    berichten = tussen("berichten", bekend(bron, peildatum))
    fout = tussen("afgekeurd", afgekeurd(bron, berichten))
    personen = tussen("persoon", persoon(bron, berichten))
    buurten = tussen("persoon_buurt", persoon_buurt(bron, berichten))
    besluiten = tussen("toewijzing", toewijzing(bron, berichten, fout))
    geleverd = tussen("levering", levering(bron, berichten, fout, besluiten))
    regels = tussen("declaratieregel", declaratieregel(bron, berichten, besluiten))
    return {
        "persoon": personen,
        "persoon_buurt": buurten,
        "toewijzing": besluiten.drop("gemeente"),
        "levering": geleverd.drop("gemeente"),
        "declaratieregel": regels.drop("gemeente"),
        "kostenmaand": kostenmaand(regels, personen, buurten),
        "hulpperiode": hulpperiode(geleverd, personen, buurten),
        "traject": traject(geleverd, besluiten, regels, personen, buurten),
    }


def lege_bron(schemas: dict[str, ibis.Schema]) -> dict[str, ir.Table]:
    """Empty bron tables of the given schemas, for a lake that holds nothing yet."""
    return {naam: ibis.memtable([], schema=schemas[naam]) for naam in BRON_TABELLEN}
