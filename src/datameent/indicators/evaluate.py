"""From kern tables and a question to cells, as Ibis expressions.

Every indicator is a set of facts (one row per thing that counts, with its day, its dimensions, its person and its
aanbieder) and a rule to add them up per cell. Persons are told apart within a law only: a person with help under two
laws has two pseudonyms and is counted twice in a cell that holds both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import ibis
from ibis.expr import types as ir

from datameent.indicators.register import vind_definitie
from datameent.indicators.vraag import Vraagstelling, controleer
from datameent.kern.rekenen import ONBEKEND, dagen_tussen, deel_naar_beneden

Kern = Mapping[str, ir.Table]

MATEN = (
    "waarde",
    "teller",
    "noemer",
    "personen",
    "aanbieders",
    "grootste_persoon_cent",
    "grootste_aanbieder_cent",
    "tweede_aanbieder_cent",
)
"""The columns of a result behind its dimensions; all int64."""


def evaluate(vraag: Vraagstelling, kern: Kern) -> ir.Table:
    """The cells of a question: the columns of `vraag.per` as strings, then `MATEN` (docs/ontwikkel/seams.md).

    A cell without facts is absent. Raises DM-IND-001 to DM-IND-006 for a question without an answer.
    """
    controleer(vraag, vind_definitie(vraag.indicator))
    feiten_van, tel = _INDICATOREN[vraag.indicator]
    feiten = _waar(feiten_van(kern), vraag.waar)
    cellen = tel(feiten, ("_cel", *vraag.per))
    leeg = {m: ibis.null("int64") for m in MATEN if m not in cellen.columns}
    t = cellen.mutate(**leeg)
    return t.select(*vraag.per, *(t[m].cast("int64").name(m) for m in MATEN))


def _waar(feiten: ir.Table, waar: Mapping[str, str]) -> ir.Table:
    for dimensie, code in waar.items():
        feiten = feiten.filter(feiten[dimensie] == code)
    return feiten


# --- facts: dimensions as strings, _persoon, _aanbieder, _cel (a constant, so that a question without dimensions
# groups too), and what is added up


def _tijd(dag: ir.Value) -> dict[str, ir.Value]:
    jaar = dag.year().cast("int64").cast("string")
    maand = dag.month().cast("int64")
    kwartaal = ibis.cases((maand <= 3, "1"), (maand <= 6, "2"), (maand <= 9, "3"), else_="4")
    cijfers = ibis.ifelse(maand < 10, ibis.literal("0") + maand.cast("string"), maand.cast("string"))
    return {"jaar": jaar, "kwartaal": jaar + "-Q" + kwartaal, "maand": jaar + "-" + cijfers}


def _feiten(t: ir.Table, dag: str, kolommen: Mapping[str, str], **meer: ir.Value) -> ir.Table:
    """Rows of a kern table as facts; `kolommen` says which column holds a dimension."""
    dimensies = {d: t[k].fill_null(ONBEKEND) for d, k in kolommen.items()}
    return t.select(
        **_tijd(t[dag]),
        wet=t.wet,
        **dimensies,
        _persoon=t.wet + ":" + t.pseudoniem,
        _aanbieder=t[kolommen["aanbieder"]].fill_null(ONBEKEND),
        _cel=ibis.literal(1),
        **meer,
    )


_GEWOON = {
    "productcategorie": "productcategorie",
    "wijk": "wijk_code",
    "aanbieder": "aanbieder",
    "leeftijdsgroep": "leeftijdsgroep",
}


def _kosten(kern: Kern) -> ir.Table:
    t = kern["kostenmaand"]
    return _feiten(t, "maand", _GEWOON, _cent=t.bedrag_cent, _telt=t.telt)


def _hulp(kern: Kern) -> ir.Table:
    feiten = _kosten(kern)
    return feiten.filter(feiten["_telt"])


def _kant(kant: str) -> dict[str, str]:
    return {d: f"{k}_{kant}" for d, k in _GEWOON.items()}


def _begonnen(kern: Kern) -> ir.Table:
    return _feiten(kern["hulpperiode"], "begindatum", _kant("begin"))


def _geeindigd(kern: Kern) -> ir.Table:
    t = kern["hulpperiode"]
    return _feiten(t.filter(t.einddatum.notnull()), "einddatum", _kant("eind"))


def _gewacht(kern: Kern) -> ir.Table:
    t = kern["traject"]
    t = t.filter(t.aanvraagdatum.notnull())
    dagen = dagen_tussen(t.aanvraagdatum, t.startdatum)
    return _feiten(t, "startdatum", {**_GEWOON, "aanbieder": "aanbieder_begin"}, _dagen=dagen)


# --- rules: facts and the key of a cell to measures per cell


def _personen(feiten: ir.Table, cel: Sequence[str]) -> ir.Table:
    """Distinct persons; every one of them contributes one."""
    per = feiten.group_by(list(cel)).aggregate(
        waarde=feiten["_persoon"].nunique(), aanbieders=feiten["_aanbieder"].nunique()
    )
    return per.mutate(personen=per.waarde)


def _som(feiten: ir.Table, cel: Sequence[str]) -> ir.Table:
    """Sum of cents. Who nets to nothing in a cell (a line and its credit) does not contribute to it."""
    p = feiten.group_by([*cel, "_persoon"]).aggregate(_som=feiten["_cent"].sum().cast("int64"))
    personen = p.group_by(list(cel)).aggregate(
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
    return personen.inner_join(aanbieders, list(cel))


def _per_persoon(feiten: ir.Table, cel: Sequence[str]) -> ir.Table:
    """Cents per person, rounded half up; no value where nobody had help. The smaller number of persons protects."""
    som = _som(feiten, cel).rename(teller="waarde", _bijdragers="personen")
    tellend = _personen(feiten.filter(feiten["_telt"]), cel)
    aantal = tellend.select(*(tellend[k].name(f"_r{k}") for k in cel), _noemer=tellend.waarde)
    t = som.left_join(aantal, [(k, f"_r{k}") for k in cel])
    t = t.mutate(noemer=t["_noemer"].fill_null(0).cast("int64"))
    deler = ibis.ifelse(t.noemer > 0, t.noemer, 1)
    # Half up in whole numbers: floor((2 * teller + noemer) / (2 * noemer)).
    afgerond = deel_naar_beneden(t.teller.cast("int64") * 2 + deler, deler * 2)
    return t.mutate(
        waarde=ibis.ifelse(t.noemer > 0, afgerond, ibis.null("int64")),
        personen=ibis.ifelse(t["_bijdragers"] < t.noemer, t["_bijdragers"], t.noemer),
    )


def _mediaan(feiten: ir.Table, cel: Sequence[str]) -> ir.Table:
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


_Feiten = Callable[[Kern], ir.Table]
_Regel = Callable[[ir.Table, Sequence[str]], ir.Table]

_INDICATOREN: dict[str, tuple[_Feiten, _Regel]] = {
    "clienten": (_hulp, _personen),
    "uitgaven": (_kosten, _som),
    "instroom": (_begonnen, _personen),
    "uitstroom": (_geeindigd, _personen),
    "kosten_per_client": (_kosten, _per_persoon),
    "wachttijd": (_gewacht, _mediaan),
}
