"""What counts: valid toewijzingen with what came of them, and declared lines that count.

Rules
- `toewijzing_geldig` holds every toewijzing with status `geldig`. What is said and declared under it counts when law,
  municipality, number and person agree. `startdatum` is the first day of its deliveries, `stopdatum` the last when
  every delivery has stopped; its traject is that of its first delivery (see `traject`).
- Response time is that of the 301 that first told it, to its 302. wachttijd runs from aanvraag to start, doorlooptijd
  from aanvraag to the first toewijzingsdatum, in calendar days; empty when the end comes first.
- The volume of the whole period: per day times its days; per week times the calendar weeks it touches, per month times
  the calendar months it touches (a broken week or month gives room for the whole, invulinstructies IV077 and IV078; the
  Sundays that IV077 counts for output give the same number of weeks); in total: the volume itself. Unknown when it has
  no volume, no known frequency, or no last day. With eenheid 83 a volume is in eurocents (IV042).
- The volume delivered is that of the lines that count, a credit taken off, in the unit of the toewijzing. Minutes and
  hours are counted together, rounded down to whole hours; a line in any other unit makes it unknown.
- `toewijzing_geldig.toegewezen_cent` is the budget; or the volume when that is in euros; or the volume times the
  tariff of the newest line (by first day; the highest of one day) that counts and is in its unit.
- `gedeclareerd_cent` is the sum of the lines that count.
"""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from datameent.kern.koppelen import links
from datameent.kern.persoon import VROEGST, met_persoon_op
from datameent.kern.rekenen import OPEN_EIND, dagen_tussen, deel_naar_beneden, maandnummer
from datameent.kern.toewijzing import KOLOMMEN as TOEWIJZING
from datameent.kern.traject import NUMMER, dagen_of_niets

KOLOMMEN = (
    *TOEWIJZING,
    "traject_id",
    "regiestatus",
    "antwoorddatum",
    "startdatum",
    "stopdatum",
    "responsetijd_dagen",
    "wachttijd_dagen",
    "doorlooptijd_dagen",
    "toegewezen_volume",
    "geleverd_volume",
    "toegewezen_cent",
    "gedeclareerd_cent",
    "wijk_code",
    "leeftijdsgroep",
)

KOLOMMEN_PRESTATIE = (
    "wet",
    "aanbieder",
    "referentienummer",
    "pseudoniem",
    "toewijzingnummer",
    "traject_id",
    "productcategorie",
    "productcode",
    "begindatum",
    "einddatum",
    "volume",
    "eenheid",
    "tarief_cent",
    "bedrag_cent",
    "status",
    "dagtekening",
    "responsetijd_dagen",
)

MINUUT, UUR, EURO = "01", "04", "83"
PER_DAG, PER_WEEK, PER_MAAND, TOTAAL = "1", "2", "4", "6"
_RUIMTE = 10**10
"""Room for a tariff in cents behind a day number."""


def prestatie_geldig(lijn: ir.Table) -> ir.Table:
    """Lines that count as the kern table, from `declaratie.lijnen`."""
    return lijn.filter(lijn["_telt"]).select(*KOLOMMEN_PRESTATIE)


def lijnsom(lijn: ir.Table) -> ir.Table:
    """Declared lines added up per toewijzing, traject and unit: `_alles` (all that is not refused, cents), `_cent`,
    `_volume` and `_tarief` (day and tariff in one number) of what counts."""
    t = lijn.filter((lijn.status != "afgekeurd") & ~lijn["_dubbel"])
    teken = ibis.ifelse(t.soort == "credit", -1, 1)
    dagen = dagen_tussen(ibis.literal(VROEGST), t.begindatum)
    bruikbaar = t["_telt"] & (t.soort == "debet") & (t.tarief_cent >= 0) & (t.tarief_cent < _RUIMTE)
    return t.group_by([*NUMMER, "traject_id", "eenheid"]).aggregate(
        _alles=t.bedrag_cent.sum().cast("int64"),
        _cent=t.bedrag_cent.sum(where=t["_telt"]).cast("int64").fill_null(0),
        _volume=(t.volume.fill_null(0) * teken).sum(where=t["_telt"]).cast("int64"),
        _tarief=(dagen * _RUIMTE + t.tarief_cent).max(where=bruikbaar),
    )


def tel_op(sommen: ir.Table) -> ir.Table:
    """Rows of `lijnsom` about different lines, added up: what `lijnsom` gives of all of them."""
    t = sommen
    return t.group_by([*NUMMER, "traject_id", "eenheid"]).aggregate(
        _alles=t["_alles"].sum().cast("int64"),
        _cent=t["_cent"].sum().cast("int64"),
        _volume=t["_volume"].sum().cast("int64"),
        _tarief=t["_tarief"].max(),
    )


def bedragen(som: ir.Table) -> ir.Table:
    """Costs per traject: traject_id, bedrag_cent."""
    t = som.filter(som.traject_id.notnull())
    return t.group_by("traject_id").aggregate(bedrag_cent=t["_alles"].sum().cast("int64"))


def toewijzing_geldig(
    toewijzing: ir.Table,
    hulp: ir.Table,
    nummervak: ir.Table,
    stand: ir.Table,
    som: ir.Table,
    *,
    personen: ir.Table,
    buurten: ir.Table,
) -> ir.Table:
    """Valid toewijzingen as the kern table. `stand`: `gebeurtenis.stand` per toewijzing; `som`: `lijnsom`."""
    t = toewijzing.filter(toewijzing.status == "geldig")
    eerste = nummervak.filter(nummervak["_van"] == ibis.literal(VROEGST)).select(*NUMMER, "traject_id")
    t = links(links(links(t, eerste, NUMMER), stand, NUMMER), _begin_en_eind(hulp), NUMMER)
    t = t.mutate(
        wachttijd_dagen=dagen_of_niets(t.aanvraagdatum, t.startdatum),
        doorlooptijd_dagen=dagen_of_niets(t.aanvraagdatum, t["_eerste"]),
        toegewezen_volume=omvang(t),
    )
    t = met_lijnsom(t, som)
    return met_persoon_op(t, "ingangsdatum", personen, buurten).select(*KOLOMMEN)


def met_lijnsom(t: ir.Table, som: ir.Table) -> ir.Table:
    """Toewijzingen with geleverd_volume, gedeclareerd_cent and toegewezen_cent, from `lijnsom`.

    Needs NUMMER, eenheid, toegewezen_volume and `_budget_cent`; it leaves columns of its own behind.
    """
    t = links(t, _geleverd(t, som), NUMMER)
    onbekend = t.eenheid.isnull() | (t["_vreemd"] > 0)
    return t.mutate(
        gedeclareerd_cent=t["_cent"].fill_null(0),
        geleverd_volume=ibis.ifelse(onbekend, ibis.null("int64"), t["_som"].fill_null(0)),
        toegewezen_cent=ibis.cases(
            (t["_budget_cent"].notnull(), t["_budget_cent"]),
            (t.eenheid == EURO, t.toegewezen_volume),
            else_=t.toegewezen_volume * (t["_tarief"] % _RUIMTE),
        ),
    )


def _begin_en_eind(hulp: ir.Table) -> ir.Table:
    t = hulp.filter(hulp.toewijzingnummer.notnull())
    per = t.group_by(list(NUMMER)).aggregate(startdatum=t.begindatum.min(), _tot=t["_eind"].max())
    return per.mutate(stopdatum=per["_tot"].nullif(ibis.literal(OPEN_EIND))).drop("_tot")


def omvang(t: ir.Table) -> ir.Value:
    """The volume of a toewijzing over its whole period; null when there is none."""
    van, tot = t.ingangsdatum, t.einddatum
    begin = ibis.literal(VROEGST)  # a Monday
    dagen = dagen_tussen(van, tot) + 1
    weken = deel_naar_beneden(dagen_tussen(begin, tot), 7) - deel_naar_beneden(dagen_tussen(begin, van), 7) + 1
    maanden = maandnummer(tot) - maandnummer(van) + 1
    keer = ibis.cases(
        (t.frequentie == TOTAAL, ibis.literal(1, "int64")),
        (tot < van, ibis.null("int64")),
        (t.frequentie == PER_DAG, dagen),
        (t.frequentie == PER_WEEK, weken),
        (t.frequentie == PER_MAAND, maanden),
        else_=ibis.null("int64"),
    )
    return t.volume * keer


def _geleverd(t: ir.Table, som: ir.Table) -> ir.Table:
    """Per toewijzing: `_cent`, `_som` (volume in its unit), `_vreemd` (lines in another unit) and `_tarief`."""
    s = som.mutate(_in=som.eenheid.fill_null("")).drop("eenheid", "traject_id")
    s = links(s, t.select(*NUMMER, _eenheid=t.eenheid.fill_null("")), NUMMER)
    tijd = [MINUUT, UUR]
    zelfde = s["_in"] == s["_eenheid"]
    uren = s["_eenheid"].isin(tijd)
    factor = ibis.ifelse((s["_in"] == UUR) & uren, 60, 1)
    past = zelfde | (uren & s["_in"].isin(tijd))
    leeg = s["_volume"].isnull()  # nothing that counts
    per = s.group_by([*NUMMER, "_eenheid"]).aggregate(
        _cent=s["_cent"].sum().cast("int64"),
        _ruw=(s["_volume"] * factor).sum(where=past).cast("int64"),
        _vreemd=(~past & ~leeg).sum(),
        _tarief=s["_tarief"].max(where=zelfde & (s["_eenheid"] != "")),
    )
    uur = per["_eenheid"] == UUR
    heel = deel_naar_beneden(per["_ruw"].fill_null(0), 60)
    return per.mutate(_som=ibis.ifelse(uur, heel, per["_ruw"].fill_null(0))).drop("_eenheid", "_ruw")
