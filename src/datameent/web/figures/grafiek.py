"""Which drawing a figure gets. Pure: a figure and a width in, a Vega-Lite specification out.

Hidden is drawn (hatched), an older number is dotted, provisional is lighter and dashed, every axis starts at zero,
nothing is red or green.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from datameent.web.figures.bars import staven_liggend, staven_staand
from datameent.web.figures.drawing import Maat, Spec, schaal_voor
from datameent.web.figures.figuur import Figuur
from datameent.web.figures.lines import kleine_lijnen, lijnen
from datameent.web.figures.strepen import Streep
from datameent.web.figures.tekens import Teken

MEESTE_LIJNEN: Final = 5


def maak_spec(figuur: Figuur, maat: Maat, tekens: Sequence[Teken] = (), strepen: Sequence[Streep] = ()) -> Spec | None:
    """The chart of a figure, or nothing when there is nothing to draw.

    `tekens`: what happened, on the time axis; `strepen`: targets and budgets beside one series.
    """
    punten = [p for r in figuur.reeksen for p in r.punten]
    if not punten or all(p.getoond is None for p in punten):
        return None
    schaal = schaal_voor(punten, figuur.eenheid)
    if figuur.vorm == "stand":
        naast = figuur.reeksen[1].punten if len(figuur.reeksen) > 1 else ()
        return staven_liggend(figuur.reeksen[0].punten, schaal, maat, naast)
    if figuur.vorm == "reeksen" and len(figuur.reeksen) > MEESTE_LIJNEN:
        return kleine_lijnen(figuur.reeksen, schaal, maat, tekens)
    if figuur.vorm == "reeks" and len(figuur.reeksen) == 1 and figuur.keuze.korrel == "jaar":
        return staven_staand(figuur.reeksen[0].punten, schaal, maat, tekens, strepen)
    return lijnen(figuur.reeksen, schaal, maat, tekens, strepen if figuur.vorm == "reeks" else ())
