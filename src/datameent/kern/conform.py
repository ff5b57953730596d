"""From bron tables to kern tables: the order of the rules, as one set of pure expressions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import ibis
from ibis.expr import types as ir

from datameent.kern import gebeurtenis, geldig, traject, vak
from datameent.kern.berichten import Bron, afgekeurd, antwoordtijd, bekend
from datameent.kern.declaratie import declaratieregel, lijnen, losse_lijnen
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


@dataclass(frozen=True)
class Klein:
    """The tables that declared lines are judged by: messages, toewijzingen, deliveries and what was said of them."""

    berichten: ir.Table
    tijden: ir.Table
    personen: ir.Table
    buurten: ir.Table
    toewijzing: ir.Table
    levering: ir.Table
    hulp: ir.Table
    delen: ir.Table
    vakken: vak.Vakken
    regie: ir.Table


def conform(bron: Bron, peildatum: date | None, *, tussen: Tussen = _niets) -> dict[str, ir.Table]:
    """The kern as Ibis expressions on the bron tables (`BRON_TABELLEN`; shapes in docs/ontwikkel/seams.md).

    With a peildatum only messages dated on or before it exist, so that every earlier state can be had again. The order
    in which messages arrived never matters. `tussen(name, expression)` may store an expression that others build on and
    give back the stored table; it must hold the same rows.
    """
    k = klein(bron, peildatum, tussen)
    lijn = tussen("lijn", lijnen(bron, k.berichten, k.tijden, k.toewijzing, k.vakken, tussen=tussen))
    kern = {**uit_klein(k), **uit_lijnen(k, lijn), **uit_beide(k, tussen("lijnsom", geldig.lijnsom(lijn)), tussen)}
    return {naam: kern[naam] for naam in KERN_TABELLEN}


def kosten_op(bron: Bron, peildatum: date, *, tussen: Tussen = _niets) -> ir.Table:
    """`kostenmaand` alone as it was known on a day: a fraction of the work of `conform`, the same rows."""
    berichten = tussen("berichten", bekend(bron, peildatum))
    fout = tussen("afgekeurd", afgekeurd(bron, berichten))
    besluiten = tussen("besluitregel", besluitregels(bron, berichten, fout))
    stand = tussen("toewijzing", toewijzing(bron, berichten, fout, besluiten))
    lijn = losse_lijnen(bron, berichten, antwoordtijd(bron, berichten), stand, tussen=tussen)
    personen, buurten = tussen("persoon", persoon(bron, berichten)), tussen("buurt", persoon_buurt(bron, berichten))
    return kostenmaand(declaratieregel(lijn), personen, buurten)


def klein(bron: Bron, peildatum: date | None, tussen: Tussen = _niets) -> Klein:
    """Everything but declared lines, conformed."""
    berichten = tussen("berichten", bekend(bron, peildatum))
    fout = tussen("afgekeurd", afgekeurd(bron, berichten))
    tijden = tussen("antwoordtijd", antwoordtijd(bron, berichten))
    besluiten = tussen("besluitregel", besluitregels(bron, berichten, fout))
    stand = tussen("toewijzing", toewijzing(bron, berichten, fout, besluiten))
    starts = tussen("startregel", regieregels(bron, berichten, fout, stand, "305"))
    stops = tussen("stopregel", regieregels(bron, berichten, fout, stand, "307"))
    leveringen = tussen("levering", levering(starts, stops))
    gevraagd = tussen("verzoek", verzoek(bron, berichten, fout, besluiten))
    hulp = tussen("hulp", traject.geleverd(leveringen))
    delen = tussen("deel", traject.delen(stand, gevraagd, hulp))
    vakken = _vakken(hulp, delen, tussen)
    regie = gebeurtenis.regie(
        gebeurtenis.Gezegd(besluiten, starts, stops, gevraagd, antwoord(bron, berichten, fout)),
        toewijzing=stand,
        levering=leveringen,
        delen=delen,
        vakken=vakken,
        tijden=tijden,
        tussen=tussen,
    )
    return Klein(
        berichten=berichten,
        tijden=tijden,
        personen=tussen("persoon", persoon(bron, berichten)),
        buurten=tussen("persoon_buurt", persoon_buurt(bron, berichten)),
        toewijzing=stand,
        levering=leveringen,
        hulp=hulp,
        delen=delen,
        vakken=vakken,
        regie=tussen("regie", regie),
    )


def uit_klein(k: Klein) -> dict[str, ir.Table]:
    """Kern tables without anything of a declared line."""
    return {
        "persoon": k.personen,
        "persoon_buurt": k.buurten,
        "toewijzing": k.toewijzing.select(*TOEWIJZING),
        "levering": k.levering.drop("gemeente"),
        "hulpperiode": hulpperiode(k.levering, k.personen, k.buurten),
    }


def uit_lijnen(k: Klein, lijn: ir.Table) -> dict[str, ir.Table]:
    """Kern tables with a row or more per declared line, from all lines or from some (`declaratie.lijnen`).

    The events of other messages stand in `trajectgebeurtenis` too, whatever lines are given.
    """
    regels = declaratieregel(lijn)
    return {
        "declaratieregel": regels,
        "kostenmaand": kostenmaand(regels, k.personen, k.buurten),
        "trajectgebeurtenis": gebeurtenis.trajectgebeurtenis(k.regie, lijn),
        "prestatie_geldig": geldig.prestatie_geldig(lijn),
    }


def uit_beide(k: Klein, som: ir.Table, tussen: Tussen = _niets) -> dict[str, ir.Table]:
    """Kern tables per traject and toewijzing, with the lines added up (`geldig.lijnsom`)."""
    basis = tussen("trajectbasis", traject.trajectbasis(k.hulp, k.delen, k.toewijzing, k.personen, k.buurten))
    stand = gebeurtenis.stand(k.regie, traject.NUMMER)
    nummers = k.vakken[vak.PER_NUMMER]
    return {
        "traject": traject.traject(basis, _per_traject(k.regie), geldig.bedragen(som)),
        "toewijzing_geldig": geldig.toewijzing_geldig(
            k.toewijzing, k.hulp, nummers, stand, som, personen=k.personen, buurten=k.buurten
        ),
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
