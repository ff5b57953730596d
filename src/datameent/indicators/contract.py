"""Facts about aanbieders: who comes, who goes, and whose messages are refused."""

from __future__ import annotations

import ibis
import pyarrow as pa
from ibis.expr import types as ir

from datameent.indicators.feiten import Kern, tijd
from datameent.kern.rekenen import maandnummer

RAND_MAANDEN = 12
"""So near to the first or last month of the data it cannot be known whether an aanbieder is new or gone."""

TOTAAL = "totaal"
"""The code of `retourcode` for lines with whatever code: a line with two codes counts once."""


def toegetreden(kern: Kern) -> ir.Table:
    """Per aanbieder and law the clients it ever had, on the first month it declared help for."""
    return _rand(kern, eerste=True)


def uitgetreden(kern: Kern) -> ir.Table:
    """Per aanbieder and law the clients it ever had, on the last month it declared help for."""
    return _rand(kern, eerste=False)


def _rand(kern: Kern, *, eerste: bool) -> ir.Table:
    t = kern["kostenmaand"]
    t = t.filter(t.telt).select("wet", "aanbieder", "pseudoniem", "maand")
    per_wet = t.group_by("wet").aggregate(_rand=t.maand.min() if eerste else t.maand.max())
    per = t.group_by(["wet", "aanbieder"]).aggregate(_maand=t.maand.min() if eerste else t.maand.max())
    per = per.inner_join(per_wet.rename(_wet="wet"), [per.wet == per_wet.rename(_wet="wet")["_wet"]])
    afstand = maandnummer(per["_maand"]) - maandnummer(per["_rand"])
    per = per.select(_w=per.wet, _a=per.aanbieder, _maand=per["_maand"],
                     _bekend=(afstand if eerste else -afstand) >= RAND_MAANDEN)  # fmt: skip
    t = t.select("wet", "aanbieder", "pseudoniem").distinct()
    t = t.inner_join(per, [t.wet == per["_w"], t.aanbieder == per["_a"]])
    return t.select(
        **tijd(t["_maand"]),
        wet=t.wet,
        aanbieder=t.aanbieder,
        _persoon=t.wet + ":" + t.pseudoniem,
        _aanbieder=t.aanbieder,
        _cel=ibis.literal(1),
        _bekend=t["_bekend"],
    )


def geweigerd(kern: Kern) -> ir.Table:
    """Lines that aanbieders sent and lines of them that were refused, for every retourcode that was ever given.

    One row per law, month, aanbieder, type of message and code, also where that code was not given: the lines sent are
    the same whatever the code. `retourcode` is `TOTAAL` for refused lines whatever their code.
    """
    t = kern["afkeur"]
    groep = ("wet", "maand", "aanbieder", "berichttype")
    alle = t.filter(t.retourcode == "verstuurd")
    alle = alle.select(*groep, _regels=alle.aantal, _personen=alle.personen)
    deel = t.filter(t.retourcode != "verstuurd")
    deel = deel.mutate(retourcode=ibis.ifelse(deel.retourcode == "afgekeurd", TOTAAL, deel.retourcode))
    deel = deel.select(*(deel[k].name(f"_{k}") for k in groep), _code=deel.retourcode, _aantal=deel.aantal)
    codes = deel.select(retourcode=deel["_code"]).union(ibis.memtable(pa.table({"retourcode": [TOTAAL]}))).distinct()
    f = alle.cross_join(codes)
    f = f.left_join(deel, [*(f[k] == deel[f"_{k}"] for k in groep), f.retourcode == deel["_code"]])
    return f.select(
        **tijd(f.maand),
        wet=f.wet,
        aanbieder=f.aanbieder,
        berichttype=f.berichttype,
        retourcode=f.retourcode,
        _aanbieder=f.aanbieder,
        _cel=ibis.literal(1),
        _aantal=f["_aantal"].fill_null(0),
        _regels=f["_regels"],
        _personen=f["_personen"],
    )
