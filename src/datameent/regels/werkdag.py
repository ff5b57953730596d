"""Working days: Monday to Friday, except the general public holidays of the Algemene termijnenwet (article 3; Good
Friday is put on a par with them there)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import ibis
import pyarrow as pa
from ibis.expr import types as ir

EERSTE_JAAR, LAATSTE_JAAR = 2010, 2060
"""The years of the calendar: messages exist since 2015. A day outside has no term."""


def pasen(jaar: int) -> date:
    """Easter Sunday of a year, by the anonymous Gregorian algorithm.

    >>> pasen(2025)
    datetime.date(2025, 4, 20)
    """
    a, (b, c) = jaar % 19, divmod(jaar, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    maand, dag = divmod(h + m - 7 * n + 114, 31)
    return date(jaar, maand, dag + 1)


def feestdagen(jaar: int) -> frozenset[date]:
    """The holidays of a year that are no working days, also when they fall in a weekend.

    >>> date(2025, 4, 26) in feestdagen(2025), date(2024, 4, 27) in feestdagen(2024)
    (True, True)
    """
    paas = pasen(jaar)
    koning = date(jaar, 4, 30) if jaar < 2014 else date(jaar, 4, 27)
    if koning.weekday() == 6:
        koning -= timedelta(days=1)
    beweeglijk = {paas + timedelta(days=n) for n in (-2, 1, 39, 50)}
    vast = {date(jaar, 1, 1), date(jaar, 5, 5), date(jaar, 12, 25), date(jaar, 12, 26), koning}
    return frozenset(beweeglijk | vast)


@cache
def _kalender() -> tuple[list[date], list[date], dict[date, int]]:
    """All days, the working days, and per day the number of working days up to and including it."""
    vrij = frozenset().union(*(feestdagen(j) for j in range(EERSTE_JAAR, LAATSTE_JAAR + 1)))
    begin, eind = date(EERSTE_JAAR, 1, 1), date(LAATSTE_JAAR, 12, 31)
    dagen = [begin + timedelta(days=n) for n in range((eind - begin).days + 1)]
    werk: list[date] = []
    tot: dict[date, int] = {}
    for dag in dagen:
        if dag.weekday() < 5 and dag not in vrij:
            werk.append(dag)
        tot[dag] = len(werk)
    return dagen, werk, tot


@cache
def termijnen(werkdagen: int) -> pa.Table:
    """Per day (`dag`) the last day (`uiterlijk`) of a term of so many working days that starts the day after.

    >>> t = termijnen(5).to_pydict()
    >>> t["uiterlijk"][t["dag"].index(date(2025, 4, 16))]
    datetime.date(2025, 4, 25)
    """
    dagen, werk, tot = _kalender()
    paren = [(dag, werk[tot[dag] + werkdagen - 1]) for dag in dagen if tot[dag] + werkdagen <= len(werk)]
    return pa.table({"dag": pa.array([p[0] for p in paren]), "uiterlijk": pa.array([p[1] for p in paren])})


def te_laat(t: ir.Table, vanaf: str, werkdagen: int) -> ir.Table:
    """The rows dated (`dagtekening`) after the term of so many working days from the day in column `vanaf`."""
    termijn = ibis.memtable(termijnen(werkdagen)).rename({f"_{vanaf}": "dag", "_uiterlijk": "uiterlijk"})
    t = t.inner_join(termijn, [t[vanaf] == termijn[f"_{vanaf}"]])
    return t.filter(t.dagtekening > t["_uiterlijk"]).drop(f"_{vanaf}", "_uiterlijk")
