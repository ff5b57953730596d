"""Rules: from facts and the key of a cell to measures per cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import ibis
from ibis.expr import types as ir

from datameent.kern.rekenen import deel_naar_beneden

Regel = Callable[[ir.Table, Sequence[str]], ir.Table]
"""Facts and the key of a cell to cells."""


def personen(feiten: ir.Table, cel: Sequence[str]) -> ir.Table:
    """Distinct persons; every one of them contributes one."""
    per = feiten.group_by(list(cel)).aggregate(
        waarde=feiten["_persoon"].nunique(), aanbieders=feiten["_aanbieder"].nunique()
    )
    return per.mutate(personen=per.waarde)


def celsleutels(feiten: ir.Table, cel: Sequence[str]) -> ir.Table:
    """Per cell `celsleutel`: the record keys of its distinct persons added up, modulo 2**32."""
    if "_recordsleutel" not in feiten.columns:
        feiten = met_recordsleutels(feiten)
    p = feiten.select(*cel, "_persoon", "_recordsleutel").distinct()
    return p.group_by(list(cel)).aggregate(celsleutel=p["_recordsleutel"].sum().cast("int64") % 2**32)


def met_recordsleutels(feiten: ir.Table) -> ir.Table:
    """The facts with `_recordsleutel` of the person: the first 8 hex digits of the pseudonym as a number.

    The digits are looked up, for engines differ in how they read hex.
    """
    pseudoniem = feiten["_persoon"].split(":")[1]
    sleutel: ir.Value = ibis.literal(0, "int64")
    for plek in range(8):
        sleutel = sleutel * 16 + ibis.literal("0123456789abcdef").find(pseudoniem.substr(plek, 1)).cast("int64")
    return feiten.mutate(_recordsleutel=sleutel)


def som(feiten: ir.Table, cel: Sequence[str]) -> ir.Table:
    """Sum of cents. Who nets to nothing in a cell (a line and its credit) does not contribute to it."""
    p = feiten.group_by([*cel, "_persoon"]).aggregate(_som=feiten["_cent"].sum().cast("int64"))
    mensen = p.group_by(list(cel)).aggregate(
        waarde=p["_som"].sum(),
        personen=(p["_som"] != 0).sum(),
        grootste_persoon_cent=p["_som"].abs().max(),
    )
    a = feiten.group_by([*cel, "_aanbieder"]).aggregate(_som=feiten["_cent"].sum().cast("int64"))
    groep = [a[k] for k in cel]
    rang = ibis.row_number().over(group_by=groep, order_by=[a["_som"].abs().desc(), a["_aanbieder"]])
    a = a.mutate(_rang=rang)
    aanbieders = a.group_by(list(cel)).aggregate(
        aanbieders=(a["_som"] != 0).sum(),
        grootste_aanbieder_cent=a["_som"].abs().max(where=a["_rang"] == 0),
        tweede_aanbieder_cent=a["_som"].abs().max(where=a["_rang"] == 1).fill_null(0),
    )
    return mensen.inner_join(aanbieders, list(cel))


def per_persoon(feiten: ir.Table, cel: Sequence[str]) -> ir.Table:
    """Cents per person, rounded half up; no value where nobody had help. The smaller number of persons protects."""
    totaal = som(feiten, cel).rename(teller="waarde", _bijdragers="personen")
    tellend = personen(feiten.filter(feiten["_telt"]), cel)
    aantal = tellend.select(*(tellend[k].name(f"_r{k}") for k in cel), _noemer=tellend.waarde)
    t = totaal.left_join(aantal, [(k, f"_r{k}") for k in cel])
    t = t.mutate(noemer=t["_noemer"].fill_null(0).cast("int64"))
    deler = ibis.ifelse(t.noemer > 0, t.noemer, 1)
    # Half up in whole numbers: floor((2 * teller + noemer) / (2 * noemer)).
    afgerond = deel_naar_beneden(t.teller.cast("int64") * 2 + deler, deler * 2)
    return t.mutate(
        waarde=ibis.ifelse(t.noemer > 0, afgerond, ibis.null("int64")),
        personen=ibis.ifelse(t["_bijdragers"] < t.noemer, t["_bijdragers"], t.noemer),
    )


def mediaan(feiten: ir.Table, cel: Sequence[str]) -> ir.Table:
    """The lower median: element (n - 1) // 2 of the sorted whole days."""
    groep = [feiten[k] for k in cel]
    t = feiten.mutate(
        _rang=ibis.row_number().over(group_by=groep, order_by=feiten["_dagen"]),
        _aantal=feiten["_dagen"].count().over(group_by=groep),
    )
    laatste = t["_aantal"] - 1
    midden = t["_rang"] * 2 == laatste - laatste % 2
    return t.group_by(list(cel)).aggregate(
        waarde=t["_dagen"].max(where=midden),
        personen=t["_persoon"].nunique(),
        aanbieders=t["_aanbieder"].nunique(),
    )


def verhouding(feiten: ir.Table, cel: Sequence[str]) -> ir.Table:
    """Cents declared of cents assigned, in promille, rounded half up. Who has either contributes.

    `grootste_noemer_cent`: what was assigned to the person to whom most was.
    """
    t = som(feiten, cel).rename(teller="waarde").drop("personen")
    p = feiten.group_by([*cel, "_persoon"]).aggregate(_som=feiten["_noemer_cent"].sum().cast("int64"))
    heel = p.group_by(list(cel)).aggregate(
        personen=p.count(), noemer=p["_som"].sum().cast("int64"), grootste_noemer_cent=p["_som"].max()
    )
    heel = heel.rename({f"_r{k}": k for k in cel})
    t = t.inner_join(heel, [(k, f"_r{k}") for k in cel])
    return t.mutate(waarde=_promille(t.teller.cast("int64"), t.noemer))


def aandeel(feiten: ir.Table, cel: Sequence[str]) -> ir.Table:
    """Lines of lines, in promille. `personen` is the largest number in one row: at least so many contribute."""
    t = feiten.group_by(list(cel)).aggregate(
        teller=feiten["_aantal"].sum().cast("int64"),
        noemer=feiten["_regels"].sum().cast("int64"),
        personen=feiten["_personen"].max(),
        aanbieders=feiten["_aanbieder"].nunique(),
    )
    return t.mutate(waarde=_promille(t.teller, t.noemer))


def aanbieders(feiten: ir.Table, cel: Sequence[str]) -> ir.Table:
    """Distinct aanbieders; `personen` are the clients they had."""
    per = feiten.group_by(list(cel)).aggregate(
        waarde=feiten["_aanbieder"].nunique(), personen=feiten["_persoon"].nunique()
    )
    return per.mutate(aanbieders=per.waarde)


def mits_bekend(regel: Regel) -> Regel:
    """The rule, without a value in a cell that holds a fact which is not known yet (`_bekend` is false)."""

    def tel(feiten: ir.Table, cel: Sequence[str]) -> ir.Table:
        t = regel(feiten, cel)
        vaag = feiten.group_by(list(cel)).aggregate(_onbekend=(~feiten["_bekend"]).sum())
        vaag = vaag.select(*(vaag[k].name(f"_v{k}") for k in cel), "_onbekend")
        t = t.inner_join(vaag, [(k, f"_v{k}") for k in cel])
        return t.mutate(waarde=ibis.ifelse(t["_onbekend"] > 0, ibis.null("int64"), t.waarde.cast("int64")))

    return tel


def _promille(teller: ir.Value, noemer: ir.Value) -> ir.Value:
    deler = ibis.ifelse(noemer > 0, noemer, 1)
    deel = deel_naar_beneden(teller * 2000 + deler, deler * 2)
    return ibis.ifelse(noemer > 0, deel, ibis.null("int64"))
