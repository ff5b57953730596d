"""Facts of the first indicators: months of costs, and help that began or ended."""

from __future__ import annotations

from ibis.expr import types as ir

from datameent.indicators.feiten import FIJN, GEWOON, Kern, maak_feiten


def kosten(kern: Kern) -> ir.Table:
    """Months of declared help, with their cents and whether they count as help."""
    t = kern["kostenmaand"]
    return maak_feiten(t, "maand", FIJN, _cent=t.bedrag_cent, _telt=t.telt)


def hulp(kern: Kern) -> ir.Table:
    """Months in which a person had help."""
    feiten = kosten(kern)
    return feiten.filter(feiten["_telt"])


def begonnen(kern: Kern) -> ir.Table:
    """Periods of help on the day they began."""
    return maak_feiten(kern["hulpperiode"], "begindatum", kant("begin"))


def geeindigd(kern: Kern) -> ir.Table:
    """Periods of help on the day they ended."""
    t = kern["hulpperiode"]
    return maak_feiten(t.filter(t.einddatum.notnull()), "einddatum", kant("eind"))


def kant(naam: str) -> dict[str, str]:
    """The columns of one side (`begin` or `eind`) of a period of help."""
    return {d: f"{k}_{naam}" for d, k in GEWOON.items()}
