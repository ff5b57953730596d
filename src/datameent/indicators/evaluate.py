"""From kern tables and a question to cells, as Ibis expressions.

Every indicator is a set of facts (`feiten`) and a rule (`tellen`) to add them up per cell. Persons are told apart
within a law only: a person with help under two laws has two pseudonyms and is counted twice in a cell that holds both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import ibis
from ibis.expr import types as ir

from datameent.indicators import contract, geld, hulp, stromen, tellen, tijden
from datameent.indicators.feiten import Kern
from datameent.indicators.register import vind_definitie
from datameent.indicators.vraag import Vraagstelling, controleer

MATEN = (
    "waarde",
    "teller",
    "noemer",
    "personen",
    "aanbieders",
    "grootste_persoon_cent",
    "grootste_aanbieder_cent",
    "tweede_aanbieder_cent",
    "grootste_noemer_cent",
)
"""The columns of a result behind its dimensions; all int64."""


def evaluate(vraag: Vraagstelling, kern: Kern) -> ir.Table:
    """The cells of a question: the columns of `vraag.per` as strings, then `MATEN` (docs/ontwikkel/seams.md).

    A cell without facts is absent. Raises DM-IND-001 to DM-IND-006 for a question without an answer.
    """
    return tel(vraag.indicator, _gevraagd(vraag, kern), vraag.per)


def evaluate_met_celsleutels(vraag: Vraagstelling, kern: Kern) -> ir.Table:
    """Like `evaluate`, with a last column `celsleutel` (int64 below 2**32) that belongs to the persons of a cell.

    Only for indicators that count persons (`telt_personen`).
    """
    feiten = _gevraagd(vraag, kern)
    sleutels = tellen.celsleutels(feiten, ("_cel", *vraag.per)).drop("_cel")
    cellen = tel(vraag.indicator, feiten, vraag.per)
    if not vraag.per:
        return cellen.cross_join(sleutels)
    naast = sleutels.select(*(sleutels[k].name(f"_s{k}") for k in vraag.per), "celsleutel")
    return cellen.inner_join(naast, [(k, f"_s{k}") for k in vraag.per]).drop(*(f"_s{k}" for k in vraag.per))


def telt_personen(indicator: str) -> bool:
    """Whether the value of an indicator is a number of distinct persons."""
    definitie = vind_definitie(indicator)
    return definitie.soort == "frequentie" and definitie.eenheid == "personen"


def _gevraagd(vraag: Vraagstelling, kern: Kern) -> ir.Table:
    """The facts that a question is about."""
    controleer(vraag, vind_definitie(vraag.indicator))
    feiten = feiten_van(vraag.indicator, kern)
    if "retourcode" in vraag.per and "retourcode" not in vraag.waar:
        feiten = feiten.filter(feiten.retourcode != contract.TOTAAL)
    elif "retourcode" not in vraag.waar:
        feiten = van_alle_codes(feiten)
    for dimensie, code in vraag.waar.items():
        feiten = feiten.filter(feiten[dimensie] == code)
    return feiten


def feiten_van(indicator: str, kern: Kern) -> ir.Table:
    """The facts of an indicator (`feiten`)."""
    return _INDICATOREN[indicator][0](kern)


def van_alle_codes(feiten: ir.Table) -> ir.Table:
    """The facts where no retourcode is asked: a line can have two codes, so their total is a code of its own."""
    return feiten.filter(feiten.retourcode == contract.TOTAAL) if "retourcode" in feiten.columns else feiten


def tel(indicator: str, feiten: ir.Table, per: Sequence[str]) -> ir.Table:
    """The cells of facts by the columns `per`, then `MATEN`.

    The columns may be of any type: who counts many crossings of the same facts gives them one column that is the key
    of a cell.
    """
    cellen = _INDICATOREN[indicator][1](feiten, ("_cel", *per))
    leeg = {m: ibis.null("int64") for m in MATEN if m not in cellen.columns}
    t = cellen.mutate(**leeg)
    return t.select(*per, *(t[m].cast("int64").name(m) for m in MATEN))


_INDICATOREN: Mapping[str, tuple[Callable[[Kern], ir.Table], tellen.Regel]] = {
    "clienten": (hulp.hulp, tellen.personen),
    "uitgaven": (hulp.kosten, tellen.som),
    "instroom": (hulp.begonnen, tellen.personen),
    "uitstroom": (hulp.geeindigd, tellen.personen),
    "kosten_per_client": (hulp.kosten, tellen.per_persoon),
    "wachttijd": (tijden.gewacht, tellen.mediaan),
    "doorlooptijd": (tijden.doorlopen, tellen.mediaan),
    "responsetijd": (tijden.beantwoord, tellen.mediaan),
    "trajectduur": (tijden.geduurd, tellen.mediaan),
    "trajectomvang": (tijden.omvang, tellen.mediaan),
    "opeenvolgende_trajecten": (stromen.vervolgd, tellen.personen),
    "terugkeer": (stromen.terug, tellen.mits_bekend(tellen.personen)),
    "doorstroom": (stromen.doorgestroomd, tellen.personen),
    "wisseling_aanbieder": (stromen.gewisseld, tellen.personen),
    "verwijsstromen": (stromen.verwezen, tellen.personen),
    "toetreders": (contract.toegetreden, tellen.mits_bekend(tellen.aanbieders)),
    "uittreders": (contract.uitgetreden, tellen.mits_bekend(tellen.aanbieders)),
    "verzilvering": (geld.verzilverd, tellen.verhouding),
    "openstaande_verplichting": (geld.openstaand, tellen.som),
    "afkeur": (contract.geweigerd, tellen.aandeel),
}
