"""What was said about a traject: every line of every message that asks, assigns, starts, stops or declares.

Rules
- One event is one line of one message (bericht_id, volgnr); nothing is left out but products that a 317 leaves as they
  are. An event that belongs to no traject (see `vak`) keeps an empty traject_id.
- 315 `verzoek`; 317 `wijzigingsverzoek`; 319 `antwoord`, about the oldest request with its reference; 301 `toewijzing`
  when no line that counts came before it, `intrekking` with reden 13, else `wijziging`; 305 `start`; 307
  `tijdelijke_stop` with reden 20, else `stop`; status aanlevering 3 `start_vervallen` and `stop_vervallen`; 323
  `prestatie`, or `credit`.
- A refused request that no toewijzing answers is in the traject of the one that was sent again: one that stands, with
  the same reference, of the same person.
- `uitkomst`: `afgekeurd` when a return message refused the message or the line; `vervallen` when it was taken back or
  superseded, or had no effect: the same said again, a line of a toewijzing that was withdrawn (13), a start under it, a
  stop without a delivery, a 319 after which a newer one came or that answers nothing, a line declared twice, a debit
  that was credited. Else `geldig`.
- `dag` is the day it is about: first day asked or assigned, first day of help, last day of help or of the line; for an
  answer its dagtekening.
- `regiestatus` is the last event with uitkomst `geldig` by dagtekening; on one day the further step counts. A change,
  a request for a change and its answer are no step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import ibis
from ibis.expr import types as ir

from datameent.kern.koppelen import links, nieuwste
from datameent.kern.levering import SLEUTEL as LEVERING
from datameent.kern.persoon import VROEGST
from datameent.kern.rekenen import dagen_tussen
from datameent.kern.toewijzing import VERWIJDERD
from datameent.kern.vak import Vakken, met_traject

KOLOMMEN = (
    "traject_id",
    "wet",
    "pseudoniem",
    "aanbieder",
    "toewijzingnummer",
    "gebeurtenis",
    "dag",
    "dagtekening",
    "berichttype",
    "bericht_id",
    "volgnr",
    "bedrag_cent",
    "uitkomst",
    "responsetijd_dagen",
)

_REGIE = (*(k for k in KOLOMMEN if k != "responsetijd_dagen"), "gemeente", "_opent", "verwijzer_type")
_REFERENTIE = ("wet", "gemeente", "aanbieder", "referentie_aanbieder")

STAPPEN = ("verzoek", "antwoord", "toewijzing", "start", "tijdelijke_stop", "stop", "intrekking")
"""The steps of `regiestatus`, in the order of the process."""


@dataclass(frozen=True)
class Gezegd:
    """What was said, line by line: 301, 305, 307, requests (315 and 317) and 319."""

    besluiten: ir.Table
    starts: ir.Table
    stops: ir.Table
    verzoeken: ir.Table
    antwoorden: ir.Table


def regie(
    gezegd: Gezegd,
    *,
    toewijzing: ir.Table,
    levering: ir.Table,
    delen: ir.Table,
    vakken: Vakken,
    tijden: ir.Table,
    tussen: Callable[[str, ir.Table], ir.Table] = lambda _, t: t,
) -> ir.Table:
    """All events but those of declarations: `KOLOMMEN`, gemeente, `_opent` and verwijzer_type."""
    verzoeken = tussen("regie_verzoek", _verzoeken(gezegd.verzoeken, delen, vakken))
    t = (
        tussen("regie_301", _besluiten(gezegd.besluiten, toewijzing, vakken))
        .union(tussen("regie_305", _leveringen(gezegd.starts, levering, "305", vakken)))
        .union(tussen("regie_307", _leveringen(gezegd.stops, levering, "307", vakken)))
        .union(verzoeken.select(*_REGIE))
        .union(tussen("regie_319", _antwoorden(gezegd.antwoorden, verzoeken)))
    )
    return links(t, tijden, ("bericht_id",)).select(*KOLOMMEN, "gemeente", "_opent", "verwijzer_type")


def trajectgebeurtenis(regie_: ir.Table, lijn: ir.Table) -> ir.Table:
    """Events as the kern table."""
    return regie_.select(*KOLOMMEN).union(prestaties(lijn))


def prestaties(lijn: ir.Table) -> ir.Table:
    """The events of declared lines, row by row from `declaratie.lijnen`."""
    vervallen = lijn["_dubbel"] | lijn.gecrediteerd
    t = lijn.mutate(
        gebeurtenis=ibis.ifelse(lijn.soort == "credit", "credit", "prestatie"),
        dag=lijn.einddatum.fill_null(lijn.begindatum),
        berichttype=ibis.literal("323"),
        uitkomst=ibis.cases((lijn.status == "afgekeurd", "afgekeurd"), (vervallen, "vervallen"), else_="geldig"),
    )
    return t.select(*KOLOMMEN)


def _af(t: ir.Table, **waarden: ir.Value) -> ir.Table:
    leeg = {"bedrag_cent": ibis.null("int64"), "verwijzer_type": ibis.null("string"), "_opent": ibis.literal(1)}
    t = t.mutate(**{**leeg, **waarden})
    return t.mutate(_opent=t["_opent"].cast("int32")).select(*_REGIE)


def _uitkomst(afgekeurd: ir.Value, geldt: ir.Value) -> ir.Value:
    return ibis.cases((afgekeurd == 1, "afgekeurd"), (geldt, "geldig"), else_="vervallen")


def _besluiten(besluiten: ir.Table, toewijzing: ir.Table, vakken: Vakken) -> ir.Table:
    sleutel = ("wet", "gemeente", "toewijzingnummer")
    t = links(besluiten, toewijzing.select(*sleutel, _status="status"), sleutel)
    t = t.mutate(dag=t.ingangsdatum.fill_null(t.dagtekening))
    t = met_traject(t, "dag", vakken)
    weg = t.reden_wijziging.fill_null("") == VERWIJDERD
    ingetrokken = t["_status"] == "ingetrokken"
    return _af(
        t,
        gebeurtenis=ibis.cases((weg, "intrekking"), (t["_eerder"] == 0, "toewijzing"), else_="wijziging"),
        berichttype=ibis.literal("301"),
        uitkomst=_uitkomst(t["_afgekeurd"], (t["_zelfde"] == 0) & (weg == ingetrokken)),
    )


def _leveringen(rijen: ir.Table, levering: ir.Table, soort: str, vakken: Vakken) -> ir.Table:
    bestaat = levering.select(
        *(k for k in LEVERING if not k.startswith("_")),
        _nummer=levering.toewijzingnummer.fill_null(""),
        _categorie=levering.productcategorie.fill_null(""),
        _code=levering.productcode.fill_null(""),
        _bestaat=ibis.literal(1),
    )
    t = rijen.mutate(productcategorie=rijen["_categorie"].nullif(""))
    t = met_traject(links(t, bestaat, LEVERING), "begindatum", vakken)
    weg = t["_weg"] == 1
    naam = ibis.literal("start") if soort == "305" else ibis.ifelse(t["_tijdelijk"] == 1, "tijdelijke_stop", "stop")
    vervalt = "start_vervallen" if soort == "305" else "stop_vervallen"
    return _af(
        t,
        gebeurtenis=ibis.ifelse(weg, ibis.literal(vervalt), naam),
        dag=(t.begindatum if soort == "305" else t.einddatum.fill_null(t.begindatum)),
        berichttype=ibis.literal(soort),
        uitkomst=_uitkomst(t["_afgekeurd"], weg | ((t["_geldt"] == 1) & t["_bestaat"].notnull())),
    )


def _verzoeken(gevraagd: ir.Table, delen: ir.Table, vakken: Vakken) -> ir.Table:
    """Events of requests, with referentie_aanbieder beside them."""
    deel = delen.filter(delen.bericht_id != "").select("bericht_id", "volgnr", "berichttype", _deel="traject_id")
    t = links(met_traject(gevraagd, "begindatum", vakken), deel, ("bericht_id", "volgnr", "berichttype"))
    t = t.mutate(traject_id=ibis.coalesce(t["_deel"], t.traject_id))
    t = _bij_zelfde_vraag(t)
    t = t.mutate(
        gebeurtenis=ibis.ifelse(t.berichttype == "315", "verzoek", "wijzigingsverzoek"),
        dag=t.begindatum,
        uitkomst=_uitkomst(t["_afgekeurd"], ibis.literal(True)),
        bedrag_cent=ibis.null("int64"),
        _opent=t["_opent"].cast("int32"),
    )
    return t.select(*_REGIE, "referentie_aanbieder")


def _bij_zelfde_vraag(t: ir.Table) -> ir.Table:
    """A refused request that no toewijzing answers is where the one is that was sent again with its reference."""
    sleutel = (*_REFERENTIE, "pseudoniem")
    weg = (t["_afgekeurd"] == 1) & t.toewijzingnummer.isnull()
    staat = t.filter((t["_afgekeurd"] == 0) & (t["_opent"] == 1) & t.traject_id.notnull())
    t = links(t, staat.group_by(list(sleutel)).aggregate(_opnieuw=staat.traject_id.min()), sleutel)
    hier = ibis.ifelse(weg, ibis.coalesce(t["_opnieuw"], t.traject_id), t.traject_id)
    return t.mutate(traject_id=hier).drop("_opnieuw")


def _antwoorden(antwoorden: ir.Table, verzoeken: ir.Table) -> ir.Table:
    met = verzoeken.filter(verzoeken.referentie_aanbieder.notnull() & (verzoeken.uitkomst == "geldig"))
    orde = (("dagtekening", False), ("bericht_id", False), ("volgnr", False))
    eerste = nieuwste(met, _REFERENTIE, orde)
    eerste = eerste.select(
        *_REFERENTIE, "traject_id", "pseudoniem", "toewijzingnummer", _vraagt="_opent", _is=ibis.literal(1)
    )
    t = links(antwoorden, eerste, _REFERENTIE)
    return _af(
        t,
        gebeurtenis=ibis.literal("antwoord"),
        dag=t.dagtekening,
        berichttype=ibis.literal("319"),
        uitkomst=_uitkomst(t["_afgekeurd"], (t["_geldt"] == 1) & t["_is"].notnull()),
        _opent=t["_vraagt"].fill_null(0),
    )


def stand(regie_: ir.Table, per: tuple[str, ...]) -> ir.Table:
    """Per traject or toewijzing (`per`): regiestatus, antwoorddatum, responsetijd_dagen of its first 301."""
    t = regie_.filter((regie_.uitkomst == "geldig") & (regie_["_opent"] == 1))
    t = t.filter(ibis.and_(*(t[k].notnull() for k in per)))
    stap = ibis.cases(*((t.gebeurtenis == naam, i) for i, naam in enumerate(STAPPEN)), else_=-1)
    t = t.mutate(_stap=stap.cast("int64"), _dagen=dagen_tussen(ibis.literal(VROEGST), t.dagtekening))
    t = t.filter(t["_stap"] >= 0)
    a = t.group_by(list(per)).aggregate(
        _laatste=(t["_dagen"] * 8 + t["_stap"]).max(),
        antwoorddatum=t.dagtekening.max(where=t.gebeurtenis == "antwoord"),
        responsetijd_dagen=t.responsetijd_dagen.max(where=t.gebeurtenis == "toewijzing"),
    )
    nummer = a["_laatste"] % 8
    return a.mutate(regiestatus=ibis.cases(*((nummer == i, naam) for i, naam in enumerate(STAPPEN)), else_="")).drop(
        "_laatste"
    )


def verwijzing(regie_: ir.Table) -> ir.Table:
    """Per traject the verwijzer of its oldest request that names one: traject_id, verwijzer_type."""
    t = regie_.filter((regie_.uitkomst == "geldig") & regie_.verwijzer_type.notnull() & regie_.traject_id.notnull())
    orde = (("dagtekening", False), ("bericht_id", False), ("volgnr", False))
    return nieuwste(t, ("traject_id",), orde).select("traject_id", "verwijzer_type")
