"""Indicators: what a figure means, and how it is computed from the kern.

Here live the definitions (`definities/*.yaml`, versioned, in plain Dutch), the question one may ask of them
(`Vraagstelling`), the fast evaluation as Ibis expressions, a slow and obvious reference beside it, and `cijfer` for an
analyst with a purpose. Not here: which cells may be shown (`disclosure`) and how they are published (`release`).
"""

from __future__ import annotations

from datameent.indicators.definitie import Definitie
from datameent.indicators.evaluate import evaluate
from datameent.indicators.register import definities, vind_definitie
from datameent.indicators.vraag import DIMENSIES, TIJD, Vraagstelling

__all__ = ["DIMENSIES", "TIJD", "Definitie", "Vraagstelling", "definities", "evaluate", "vind_definitie"]
