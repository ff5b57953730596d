"""How much may be declared on a toewijzing: the arithmetic of invulinstructies IV042, IV076, IV077 and IV078.

Frequenties (code list WMO757): 1 per day, 2 per week, 4 per month, 6 in total. Eenheden (WJ756): 82 (stuks, output)
and 83 (euro's) are outputgericht, the others inspanningsgericht.

- Per day: the days of the period.
- Per week, inspanningsgericht: the calendar weeks (ISO 8601) that the period touches, whole or broken; the broken weeks
  at the ends count in full (IV077, IV078). In Wmo category 01 (huishoudelijke hulp) a product period always has room
  for six weeks (toelichting of TR321); over the whole toewijzing the weeks are counted as usual.
- Per week, outputgericht: the Sundays in the period; one more for the period with the last Sunday of the toewijzing
  when the toewijzing does not end on a Sunday (IV076). A toewijzing without any Sunday has that one week where it ends.
- Per month: the calendar months that the period touches; a broken month counts in full (IV078).
- In total: the volume itself.

A toewijzing in hours may be declared in minutes: sixty to the hour (toelichting of TR341). An example of IV078 for iJw
(12 to 30 November 2026, nine hours) counts three weeks; on the calendar of 2026 these are four, as in the weeks rule.
An open-ended toewijzing has no total, unless its volume is a total. What traject-financed lines may exceed by local
agreement (IV089) is not known from messages.
"""

from __future__ import annotations

from datetime import date

import ibis
from ibis.expr import types as ir

from datameent.kern.rekenen import dagen_tussen, deel_naar_beneden, maandnummer

DAG, WEEK, MAAND, TOTAAL = "1", "2", "4", "6"
MINUUT, UUR, EURO = "01", "04", "83"
OUTPUT = ("82", EURO)
HUISHOUDEN = "01"
WEKEN_HUISHOUDEN = 6

_MAANDAG = date(1900, 1, 1)


def _dag(dag: ir.Value) -> ir.Value:
    """Days since a Monday."""
    return dagen_tussen(ibis.literal(_MAANDAG), dag)


def weken(begin: ir.Value, einde: ir.Value) -> ir.Value:
    """Calendar weeks that a period touches."""
    return deel_naar_beneden(_dag(einde), 7) - deel_naar_beneden(_dag(begin), 7) + 1


def zondagen(begin: ir.Value, einde: ir.Value) -> ir.Value:
    """Sundays in a period."""
    return deel_naar_beneden(_dag(einde) + 1, 7) - deel_naar_beneden(_dag(begin), 7)


def _maanden(begin: ir.Value, einde: ir.Value) -> ir.Value:
    return maandnummer(einde) - maandnummer(begin) + 1


def _laatste_week(begin: ir.Value, einde: ir.Value, ingang: ir.Value, afloop: ir.Value) -> ir.Value:
    """1 when the broken last week of a toewijzing belongs to this period, else 0."""
    zondag = 7 * deel_naar_beneden(_dag(afloop) + 1, 7) - 1
    anker = ibis.ifelse(zondag < _dag(ingang), _dag(afloop), zondag)
    hier = (zondag != _dag(afloop)) & (_dag(begin) <= anker) & (anker <= _dag(einde))
    return ibis.ifelse(hier.fill_null(False), 1, 0)


def _maal(t: ir.Table, begin: ir.Value, einde: ir.Value, extra: ir.Value) -> ir.Value:
    """How many times the volume of the toewijzing fits in a period, for columns `t_` of a toewijzing."""
    output = t.t_eenheid.isin(OUTPUT)
    return ibis.cases(
        (t.t_frequentie == DAG, dagen_tussen(begin, einde) + 1),
        ((t.t_frequentie == WEEK) & output, zondagen(begin, einde) + extra),
        (t.t_frequentie == WEEK, weken(begin, einde)),
        (t.t_frequentie == MAAND, _maanden(begin, einde)),
        (t.t_frequentie == TOTAAL, ibis.literal(1, "int64")),
        else_=ibis.null("int64"),
    )


def past_eenheid(t: ir.Table) -> ir.BooleanValue:
    """Whether the unit of a line fits that of its toewijzing (TR341); null without Omvang."""
    return (t.eenheid == t.t_eenheid) | ((t.t_eenheid == UUR) & (t.eenheid == MINUUT))


def in_eenheid(volume: ir.Value, eenheid: ir.Value) -> ir.Value:
    """Volume in the unit in which it is compared: hours become minutes."""
    return ibis.ifelse(eenheid == UUR, volume * 60, volume)


def te_veel_in_periode(t: ir.Table) -> ir.BooleanValue:
    """TR321: more than fits in the product period; needs line columns and `t_` columns of its toewijzing."""
    huishouden = (t.wet == "wmo") & (t.t_productcategorie.coalesce(t.productcategorie) == HUISHOUDEN)
    maal = ibis.ifelse(
        huishouden & (t.t_frequentie == WEEK),
        ibis.literal(WEKEN_HUISHOUDEN, "int64"),
        _maal(t, t.begindatum, t.einddatum, _laatste_week(t.begindatum, t.einddatum, t.t_ingangsdatum, t.t_einddatum)),
    )
    ruimte = in_eenheid(t.t_volume * maal, t.t_eenheid)
    return past_eenheid(t) & (in_eenheid(t.volume, t.eenheid) > ruimte)


def totaal(t: ir.Table) -> ir.Value:
    """What fits in a whole toewijzing, hours as minutes; null when it has no Omvang, or no end and no total."""
    niet_zondag = ibis.ifelse(deel_naar_beneden(_dag(t.t_einddatum) + 1, 7) * 7 - 1 != _dag(t.t_einddatum), 1, 0)
    maal = _maal(t, t.t_ingangsdatum, t.t_einddatum, niet_zondag)
    return in_eenheid(t.t_volume * maal, t.t_eenheid)


def soort_van(eenheid: ir.Value) -> ir.Value:
    """The unit under which volumes add up: hours and minutes together."""
    return ibis.ifelse(eenheid == UUR, ibis.literal(MINUUT), eenheid)
