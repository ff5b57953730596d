"""Rounded counts and counts with noise over time and between audiences: what readers already have of them.

A cell that was shown as 5 keeps being shown as 5 while that is within the base, whatever the audience: two roundings of
one count would say more together than each alone (5 and 0 with base 5: it was 1 to 4). A reader who knows this rule
learns from a change that the count left the interval it had; what is left of the new one is base - 1 wide at least.
Sums can ask for another rounding of a count that did not change, and noise changes when one person makes way for
another. Then the intervals overlap, and where the overlap is too narrow the new value waits. That it waits says that
it is not exactly what was shown, as a waiting figure always does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from datameent.disclosure.celtabel import Celsleutel
from datameent.indicators.register import vind_definitie
from datameent.release.tijd import Bewaard, Verleden


@dataclass(frozen=True, slots=True)
class Getoond:
    """A count as it was shown, and how far the truth was from it at most."""

    waarde: int
    straal: int

    def ruimte(self) -> tuple[int, int]:
        """The counts that it leaves possible, both ends included.

        >>> Getoond(5, 4).ruimte(), Getoond(0, 4).ruimte()
        ((1, 9), (0, 4))
        """
        return max(0, self.waarde - self.straal), self.waarde + self.straal

    def kan(self, waar: int) -> bool:
        """Whether this true count could have been shown so."""
        return abs(self.waarde - waar) <= self.straal


def straal_van(beleid: Mapping[str, Any]) -> int | None:
    """How far the counts of a release are from the truth at most, by what it says of its rules; None: they are exact.

    >>> straal_van({"methode": "afronden", "afrondingsbasis": 5}), straal_van({"methode": "onderdrukken"})
    (4, None)
    """
    methode = beleid.get("methode", "onderdrukken")
    if methode == "afronden":
        return int(beleid["afrondingsbasis"]) - 1
    return int(beleid["ruis"]["hoogste"]) if methode == "ruis" else None


def eerder_getoond(verleden: Verleden) -> dict[Celsleutel, list[Getoond]]:
    """Per count what other releases showed of it near the truth, the oldest first.

    Of all audiences: who sees more than this audience has both.
    """
    alle = sorted(
        (*verleden.eigen, *verleden.naast, *verleden.wijder), key=lambda b: (b.meta.peildatum, b.meta.gemaakt_op)
    )
    uit: dict[Celsleutel, list[Getoond]] = {}
    for bewaard in alle:
        straal = straal_van(bewaard.meta.beleid)
        if straal is None:
            continue
        telt = _tellend(bewaard)
        for cel, inhoud in bewaard.cellen.items():
            if cel[0] in telt and inhoud.waarde is not None:
                uit.setdefault(cel, []).append(Getoond(inhoud.waarde, straal))
    return uit


def _tellend(bewaard: Bewaard) -> set[str]:
    """The indicators of a release that count."""
    return {i for i in {cel[0] for cel in bewaard.cellen} if vind_definitie(i).soort == "frequentie"}


def zonder_benaderde(verleden: Verleden) -> Verleden:
    """The past without the counts that were not exact: nobody knows them, so nothing has to stay or wait for them."""

    def schoon(bewaard: Bewaard) -> Bewaard:
        if straal_van(bewaard.meta.beleid) is None:
            return bewaard
        telt = _tellend(bewaard)
        return replace(bewaard, cellen={cel: c for cel, c in bewaard.cellen.items() if cel[0] not in telt})

    return Verleden(*(tuple(map(schoon, groep)) for groep in (verleden.eigen, verleden.naast, verleden.wijder)))
