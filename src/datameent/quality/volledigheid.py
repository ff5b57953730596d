"""Which months are still provisional, from how late declarations usually are.

Of every month whose help ended at least `RIJP_DAGEN` before the last message we assume that all declarations are in. In
those months we see which share of the lines had come in after so many days. A later month is as complete as those
months were at the same age. Below `VOLDOENDE_PROMILLE` it is provisional.

As long as there is no such old month, the share is unknown and the last `ZONDER_KENNIS_DAGEN` count as provisional.
Only the last `GEHEUGEN_DAGEN` teach, because habits change. Refused lines and credits do not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import ibis
from ibis.expr import types as ir

RIJP_DAGEN = 365
GEHEUGEN_DAGEN = 3 * 365
ZONDER_KENNIS_DAGEN = 92
VOLDOENDE_PROMILLE = 950

KOLOMMEN = ("wet", "maand", "binnen_promille", "voorlopig")


def volledigheid(declaratieregel: ir.Table) -> ir.Table:
    """Months as the kern table `volledigheid`: one row per law and month about which a line was declared."""
    t = _lijnen(declaratieregel)
    laatste = t.group_by("wet").aggregate(_laatste=t.dagtekening.max())
    t = t.inner_join(laatste, "wet")
    t = t.mutate(
        _leeftijd=t["_laatste"].delta(t["_na"], unit="day").cast("int64"),
        _dagen=t.dagtekening.delta(t["_na"], unit="day").cast("int64"),
    )
    rijp = t.filter((t["_leeftijd"] >= RIJP_DAGEN) & (t["_leeftijd"] < RIJP_DAGEN + GEHEUGEN_DAGEN))
    geleerd = rijp.group_by(["wet", "_dagen"]).aggregate(_aantal=rijp.count())
    geleerd = geleerd.rename(_wet="wet")
    maanden = t.select("wet", "maand", "_leeftijd").distinct()
    samen = maanden.left_join(geleerd, maanden.wet == geleerd["_wet"])
    binnen = samen["_dagen"] <= samen["_leeftijd"]
    per = samen.group_by(["wet", "maand", "_leeftijd"]).aggregate(
        _binnen=samen["_aantal"].sum(where=binnen).fill_null(0).cast("int64"),
        _alles=samen["_aantal"].sum().cast("int64"),
    )
    duizend = per["_binnen"] * 1000
    promille = ((duizend - duizend % per["_alles"]) / per["_alles"]).cast("int32")
    per = per.mutate(binnen_promille=promille)
    voorlopig = ibis.ifelse(
        per.binnen_promille.isnull(),
        per["_leeftijd"] < ZONDER_KENNIS_DAGEN,
        per.binnen_promille < VOLDOENDE_PROMILLE,
    )
    return per.mutate(voorlopig=voorlopig).select(*KOLOMMEN)


def _lijnen(regels: ir.Table) -> ir.Table:
    """Debit lines that count, with the month in which their product period ends and the first day after it (`_na`)."""
    regels = regels.filter((regels.status != "afgekeurd") & (regels.soort == "debet"))
    eind = regels.einddatum.fill_null(regels.begindatum)
    jaar, maand = eind.year().cast("int64"), eind.month().cast("int64")
    een = ibis.literal(1, "int64")
    volgende = ibis.date(ibis.ifelse(maand == 12, jaar + 1, jaar), ibis.ifelse(maand == 12, 1, maand + 1), een)
    return regels.select("wet", "dagtekening", maand=ibis.date(jaar, maand, een), _na=volgende)


def voorlopig_vanaf(rijen: Iterable[Mapping[str, Any]]) -> dict[str, date]:
    """Per law the first month after which every month is provisional; a law without such months is absent.

    >>> rij = {"wet": "wmo", "voorlopig": True}
    >>> voorlopig_vanaf([{**rij, "maand": date(2025, 1, 1)}, {**rij, "maand": date(2025, 2, 1)}])
    {'wmo': datetime.date(2025, 1, 1)}
    """
    vanaf: dict[str, date] = {}
    for rij in sorted(rijen, key=lambda r: r["maand"]):
        if rij["voorlopig"]:
            vanaf.setdefault(rij["wet"], rij["maand"])
        else:
            vanaf.pop(rij["wet"], None)
    return vanaf
