"""Arithmetic that gives the same answer on every engine: integers only, no round(), no float that is not whole."""

from __future__ import annotations

from datetime import date

import ibis
from ibis.expr import types as ir

OPEN_EIND = date(9999, 12, 31)
"""Stands for "runs" inside a calculation; never written to a table."""

ONBEKEND = "onbekend"

GROEPEN_JEUGD: tuple[tuple[int, int, str], ...] = (
    (0, 3, "00-03"),
    (4, 11, "04-11"),
    (12, 17, "12-17"),
    (18, 22, "18-22"),
)
GROEPEN_WMO: tuple[tuple[int, int, str], ...] = (
    (18, 64, "18-64"),
    (65, 74, "65-74"),
    (75, 84, "75-84"),
    (85, 150, "85+"),
)


def deel_naar_beneden(teller: ir.Value, deler: ir.Value) -> ir.Value:
    """Integer division towards minus infinity; `deler` is positive.

    Engines differ in the sign of `%` and in how a float becomes an integer. Here the remainder is first made
    non-negative and taken off, so that the one division left is exact.
    """
    rest = ((teller % deler) + deler) % deler
    return ((teller - rest) / deler).cast("int64")


def maandnummer(dag: ir.Value) -> ir.Value:
    """Months since the year 0: 2025-03 is 2025 * 12 + 2."""
    return dag.year().cast("int64") * 12 + dag.month().cast("int64") - 1


def eerste_dag(nummer: ir.Value) -> ir.Value:
    """The first day of the month with this number (`maandnummer`)."""
    maand = nummer % 12
    jaar = ((nummer - maand) / 12).cast("int64")
    return ibis.date(jaar, maand + 1, ibis.literal(1, "int64"))


def dagen_tussen(van: ir.Value, tot: ir.Value) -> ir.Value:
    """Whole days from `van` to `tot` (negative when `tot` comes first)."""
    return tot.delta(van, unit="day").cast("int64")


def latere(een: ir.Value, ander: ir.Value) -> ir.Value:
    """The later of two dates; neither may be null (engines differ in `greatest` with nulls)."""
    return ibis.ifelse(een >= ander, een, ander)


def leeftijd(geboortejaar: ir.Value, geboortemaand: ir.Value, dag: ir.Value) -> ir.Value:
    """Age in years on a day, from birth year and month: a birthday counts from the first day of its month."""
    nog_niet = ibis.ifelse(dag.month().cast("int64") < geboortemaand.cast("int64"), 1, 0)
    return (dag.year().cast("int64") - geboortejaar.cast("int64") - nog_niet).cast("int16")


def leeftijdsgroep(wet: ir.Value, jaren: ir.Value) -> ir.Value:
    """The age group of a law's help; outside the groups of the law, or age unknown: `onbekend`."""
    takken = [
        ((wet == code) & (jaren >= van) & (jaren <= tot), ibis.literal(naam))
        for code, groepen in (("jeugdwet", GROEPEN_JEUGD), ("wmo", GROEPEN_WMO))
        for van, tot, naam in groepen
    ]
    return ibis.cases(*takken, else_=ONBEKEND)


def wijk_van(buurt_code: ir.Value) -> ir.Value:
    """The wijk that holds a buurt (BU99990101 lies in WK999901); unknown buurt gives `onbekend`."""
    return ibis.ifelse(buurt_code.isnull(), ibis.literal(ONBEKEND), ibis.literal("WK") + buurt_code.substr(2, 6))
