"""When two assigned or requested products are the same one at the same time (stapeling: OP259, OP347, TR361)."""

from __future__ import annotations

from ibis.expr import types as ir

from datameent.kern.rekenen import OPEN_EIND

STAPELBAAR_WMO = ("11", "12", "13", "14")
"""Product categories of the Wmo (hulpmiddelen) that may overlap, also with a toewijzing without product."""


def zelfde_product(t: ir.Table, voor: str) -> ir.BooleanValue:
    """Whether two products (columns, and columns with prefix `voor`) are the same for stapeling: by code when both have
    one, else by category; without a category they are the same as any other."""
    categorie, ander = t.productcategorie, t[f"{voor}productcategorie"]
    code, andere_code = t.productcode, t[f"{voor}productcode"]
    generiek = categorie.isnull() | ander.isnull()
    zonder_code = code.isnull() | andere_code.isnull()
    gelijk = generiek | ((categorie == ander) & (zonder_code | (code == andere_code)))
    mag = (t.wet == "wmo") & (categorie.isin(STAPELBAAR_WMO) | ander.isin(STAPELBAAR_WMO)).fill_null(False)
    return gelijk.fill_null(False) & ~mag


def overlapt(t: ir.Table, voor: str) -> ir.BooleanValue:
    """Whether two periods (ingangsdatum to einddatum, null is open) share a day."""
    begin, eind = t.ingangsdatum, t.einddatum.fill_null(OPEN_EIND)
    ander_begin, ander_eind = t[f"{voor}ingangsdatum"], t[f"{voor}einddatum"].fill_null(OPEN_EIND)
    return ((begin <= ander_eind) & (ander_begin <= eind)).fill_null(False)
