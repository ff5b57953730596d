"""What the municipality has contracted: its product list and what it pays each provider per unit."""

from __future__ import annotations

from collections.abc import Iterator

from datameent.demo.aanbieders import Aanbod
from datameent.demo.kalibratie import WETTEN, producten, tarieven
from datameent.demo.plan import Plan

_BEGIN = "2015-01-01"


def product_rijen() -> Iterator[tuple[str, ...]]:
    """Rows of producten.csv: law, category, code, valid from (the Wmo 2015 and the Jeugdwet began then), open."""
    for p in producten():
        yield WETTEN[p.wet], p.categorie, p.code, _BEGIN, ""


def tarief_rijen(plan: Plan, aanbod: Aanbod) -> Iterator[tuple[str, ...]]:
    """Rows of tarieven.csv: provider, code, unit, cents and a calendar year, for what a provider offers.

    What is declared in euros has no tariff.
    """
    reeks = tarieven(plan)
    for a, agb in enumerate(aanbod.agb):
        for k, p in enumerate(producten()):
            if aanbod.biedt[k, a] and p.eenheid != "83":
                for jaar, prijs in reeks.items():
                    yield agb, p.code, p.eenheid, str(int(prijs[k])), f"{jaar}-01-01", f"{jaar}-12-31"
