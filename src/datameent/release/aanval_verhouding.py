"""Attack the ratios of which no part is published (`plan.VERHOUDINGEN`), with readings of the rules of its own.

The reader that is held against them knows how heavy every cell is. Then a share is its numerator, numerators add up,
and the attacks on sums find whatever follows: `Feitenboek.opgeteld` gives them the numerators. Here is what is said of
one cell, and of one cell over time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from datameent.disclosure.beleid import Beleid
from datameent.release.aanval_cel import Feiten, bedrag, te_weinig
from datameent.release.aanval_lezen import Sleutel, Uitgave
from datameent.release.plan import VERHOUDINGEN
from datameent.release.schema import LEEST

_ALLES = 1_000
_LEEG = "geen-noemer"
_REDENEN = ("", "beschermt-ander", "eerder-gepubliceerd", "zonder-reden", _LEEG)


def in_sommen(uitgave: Uitgave) -> list[str]:
    """The indicators of a release of which a reader can add cells up: ratios too, for who knows their weights."""
    return sorted(uitgave.telbaar | (VERHOUDINGEN & set(uitgave.cellen)))


def reden_verraadt(indicator: str, status: str) -> bool:
    """Whether the reason of such a cell says more than that it is hidden.

    >>> reden_verraadt("afkeur", "te-weinig-personen"), reden_verraadt("clienten", "te-weinig-personen")
    (True, False)
    """
    return indicator in VERHOUDINGEN and status not in _REDENEN


def is_leeg(indicator: str, status: str) -> bool:
    """Whether a cell of such a ratio is known to be about nobody, though it has no figure."""
    return indicator in VERHOUDINGEN and status == _LEEG


def verhouding(waarde: int, feit: Feiten, cel: Sleutel, beleid: Beleid) -> str:
    """The rule that this shown share breaks, or an empty string.

    What is divided by is cents or lines and no persons. Dominance of a person counts above and below the line.
    """
    teller, noemer = feit.teller or 0, feit.noemer or 0
    weinig = te_weinig(feit._replace(noemer=None), cel, beleid)
    if weinig:
        return weinig
    if waarde <= 0 or waarde >= _ALLES or teller <= 0 or teller >= noemer:
        return "zegt-van-iedereen"
    procent = beleid.dominantie_persoon
    if procent is not None and feit.noemer_cent is not None and feit.noemer_cent / noemer > procent / 100:
        return "een-bepaalt-bedrag"
    return bedrag(teller, feit, cel, beleid)


def veranderde_verhoudingen(uitgave: Uitgave, anderen: Sequence[Uitgave]) -> Iterator[tuple[str, Sleutel]]:
    """Shown shares of which the same reader was shown another figure elsewhere."""
    erbij = [a for a in anderen if a.doelgroep in LEEST.get(uitgave.doelgroep, ())]
    for indicator in sorted(VERHOUDINGEN & set(uitgave.cellen)):
        for cel, inhoud in uitgave.cellen[indicator].items():
            toen = {w for a in erbij if (w := a.waarde(indicator, cel)) is not None}
            if inhoud.waarde is not None and toen - {inhoud.waarde}:
                yield indicator, cel
