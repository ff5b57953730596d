"""The levels of the goal tree and what hangs under what; and the ways to compare that a measure can have."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Niveau(StrEnum):
    """A level of the tree, from the top down."""

    EFFECT = "effect"
    DOEL = "doel"
    PRESTATIE = "prestatie"
    ACTIVITEIT = "activiteit"
    BUDGET = "budget"

    @property
    def naam(self) -> str:
        """As people read it."""
        return "maatschappelijk effect" if self is Niveau.EFFECT else self.value

    @property
    def boven(self) -> Niveau | None:
        """The level that it hangs under; None at the top.

        >>> Niveau.DOEL.boven.naam, Niveau.EFFECT.boven
        ('maatschappelijk effect', None)
        """
        plaats = _VOLGORDE.index(self)
        return _VOLGORDE[plaats - 1] if plaats else None

    @property
    def onder(self) -> Niveau | None:
        """The level that hangs under it; None at the bottom."""
        plaats = _VOLGORDE.index(self)
        return _VOLGORDE[plaats + 1] if plaats + 1 < len(_VOLGORDE) else None


_VOLGORDE: Final = tuple(Niveau)
MET_MAATREGEL: Final = (Niveau.DOEL, Niveau.PRESTATIE, Niveau.ACTIVITEIT)
"""Where a measure can hang."""


def past_onder(niveau: Niveau, boven: Niveau | None) -> bool:
    """Whether something of this level may hang there. Because every step goes one level down, no circle can arise.

    >>> past_onder(Niveau.DOEL, Niveau.EFFECT), past_onder(Niveau.DOEL, Niveau.DOEL), past_onder(Niveau.DOEL, None)
    (True, False, False)
    """
    return niveau.boven is boven


class Vergelijking(StrEnum):
    """What the outcome of a measure is held against."""

    VOOR_EN_NA = "voor-en-na"
    ANDERE_WIJKEN = "andere-wijken"
    ANDERE_GEMEENTE = "andere-gemeente"
    GEFASEERD = "gefaseerd"
    GEEN = "geen"

    @property
    def naam(self) -> str:
        """As people read it."""
        return _NAMEN[self]

    @property
    def zegt(self) -> str:
        """What such a comparison can and cannot show."""
        return _ZEGT[self]


_NAMEN: Final = {
    Vergelijking.VOOR_EN_NA: "Voor en na",
    Vergelijking.ANDERE_WIJKEN: "Met andere wijken",
    Vergelijking.ANDERE_GEMEENTE: "Met een andere gemeente",
    Vergelijking.GEFASEERD: "Eerst hier, later daar (gefaseerde invoering)",
    Vergelijking.GEEN: "Vergelijken kan niet",
}
_ZEGT: Final = {
    Vergelijking.VOOR_EN_NA: "We zien of er iets verandert. We zien niet of dat door de maatregel komt.",
    Vergelijking.ANDERE_WIJKEN: "We zien of het hier anders gaat. Wijken kunnen ook om iets anders verschillen.",
    Vergelijking.ANDERE_GEMEENTE: "We zien of het hier anders gaat. Elke gemeente heeft eigen mensen en regels.",
    Vergelijking.GEFASEERD: "We zien of het verandert waar de maatregel al geldt. Dit zegt het meest over de oorzaak.",
    Vergelijking.GEEN: "We kunnen straks niet weten of de maatregel werkte.",
}


class Bevinding(StrEnum):
    """What an evaluation can say. That we cannot know is an answer too."""

    SAMENHANG = "samenhang"
    VERGELEKEN = "vergeleken"
    ONBEKEND = "onbekend"

    @property
    def naam(self) -> str:
        """As people read it."""
        return {
            Bevinding.SAMENHANG: "We zien een verandering. De oorzaak weten we niet",
            Bevinding.VERGELEKEN: "We hebben vergeleken zoals we vooraf bedachten",
            Bevinding.ONBEKEND: "Dit kunnen we niet weten",
        }[self]
