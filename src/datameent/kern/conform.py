"""From bron tables to kern tables: the order of the rules, as one set of pure expressions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import ibis
from ibis.expr import types as ir

from datameent.kern import gebeurtenis, geldig, traject, vak
from datameent.kern.berichten import Bron, afgekeurd, antwoordtijd, bekend
from datameent.kern.declaratie import declaratieregel, lijnen
from datameent.kern.kosten import kostenmaand
from datameent.kern.levering import levering, regieregels
from datameent.kern.persoon import persoon, persoon_buurt
from datameent.kern.toewijzing import KOLOMMEN as TOEWIJZING
from datameent.kern.toewijzing import besluitregels, toewijzing
from datameent.kern.verloop import hulpperiode
from datameent.kern.verzoek import antwoord, verzoek

KERN_TABELLEN: tuple[str, ...] = (
    "persoon",
    "persoon_buurt",
    "toewijzing",
    "levering",
    "declaratieregel",
    "kostenmaand",
    "hulpperiode",
    "traject",
    "trajectgebeurtenis",
    "toewijzing_geldig",
    "prestatie_geldig",
)

BRON_TABELLEN: tuple[str, ...] = (
    "bericht",
    "client",
    "toegewezen_product",
    "start_product",
    "stop_product",
    "aangevraagd_product",
    "verzoek_wijziging",
    "antwoord",
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
    tijden = tussen("antwoordtijd", antwoordtijd(bron, berichten))
    personen = tussen("persoon", persoon(bron, berichten))
    buurten = tussen("persoon_buurt", persoon_buurt(bron, berichten))
    regels301 = tussen("besluitregel", besluitregels(bron, berichten, fout))
    besluiten = tussen("toewijzing", toewijzing(bron, berichten, fout, regels301))
    starts = tussen("startregel", regieregels(bron, berichten, fout, besluiten, "305"))
    stops = tussen("stopregel", regieregels(bron, berichten, fout, besluiten, "307"))
    gestart = tussen("levering", levering(starts, stops))
    gevraagd = tussen("verzoek", verzoek(bron, berichten, fout, regels301))
    hulp = tussen("hulp", traject.geleverd(gestart))
    delen = tussen("deel", traject.delen(besluiten, gevraagd, hulp))
    vakken = _vakken(hulp, delen, tussen)
    regie = gebeurtenis.regie(
        regels301,
        starts,
        stops,
        gevraagd,
        antwoord(bron, berichten, fout),
        toewijzing=besluiten,
        levering=gestart,
        delen=delen,
        vakken=vakken,
        tijden=tijden,
    )
    regie = tussen("regie", regie)
    lijn = tussen("lijn", lijnen(bron, berichten, tijden, besluiten, vakken))
    som = tussen("lijnsom", geldig.lijnsom(lijn))
    basis = tussen("trajectbasis", traject.trajectbasis(hulp, delen, besluiten, personen, buurten))
    regels = declaratieregel(lijn)
    return {
        "persoon": personen,
        "persoon_buurt": buurten,
        "toewijzing": besluiten.select(*TOEWIJZING),
        "levering": gestart.drop("gemeente"),
        "declaratieregel": regels,
        "kostenmaand": kostenmaand(regels, personen, buurten),
        "hulpperiode": hulpperiode(gestart, personen, buurten),
        "traject": traject.traject(basis, _per_traject(regie), geldig.bedragen(som)),
        "trajectgebeurtenis": gebeurtenis.trajectgebeurtenis(regie, lijn),
        "toewijzing_geldig": geldig.toewijzing_geldig(
            besluiten,
            hulp,
            vakken[vak.PER_NUMMER],
            gebeurtenis.stand(regie, traject.NUMMER),
            som,
            personen=personen,
            buurten=buurten,
        ),
        "prestatie_geldig": geldig.prestatie_geldig(lijn),
    }


def _vakken(hulp: ir.Table, delen: ir.Table, tussen: Tussen) -> dict[tuple[str, ...], ir.Table]:
    stukjes = vak.stukjes(hulp, delen)
    return {
        vak.PER_CATEGORIE: tussen("categorievak", vak.nummervak(stukjes, vak.PER_CATEGORIE)),
        vak.PER_NUMMER: tussen("nummervak", vak.nummervak(stukjes, vak.PER_NUMMER)),
        vak.PER_PERSOON: tussen("persoonvak", vak.persoonvak(hulp)),
    }


def _per_traject(regie: ir.Table) -> ir.Table:
    stand = gebeurtenis.stand(regie, ("traject_id",)).drop("responsetijd_dagen")
    wijzers = gebeurtenis.verwijzing(regie).rename(_id="traject_id")
    return stand.left_join(wijzers, [("traject_id", "_id")]).drop("_id")


def lege_bron(schemas: dict[str, ibis.Schema]) -> dict[str, ir.Table]:
    """Empty bron tables of the given schemas, for a lake that holds nothing yet."""
    return {naam: ibis.memtable([], schema=schemas[naam]) for naam in BRON_TABELLEN}
