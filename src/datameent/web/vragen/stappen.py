"""The states of a question and the steps between them. Data, so that page, form and test read the same table."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple


class Staat(StrEnum):
    """Where a question is."""

    INGEDIEND = "ingediend"
    IN_BEHANDELING = "in-behandeling"
    BEANTWOORD = "beantwoord"
    AFGEWEZEN = "afgewezen"
    KAN_NIET = "kan-niet"
    INGETROKKEN = "ingetrokken"

    @property
    def naam(self) -> str:
        """As people read it.

        >>> Staat.IN_BEHANDELING.naam
        'in behandeling'
        """
        return self.value.replace("-", " ")

    @property
    def open(self) -> bool:
        """Whether somebody still waits for an answer."""
        return bool(STAPPEN[self])


class Stap(NamedTuple):
    """A step: where it leads, what the button says, and what is asked. `door_vrager`: who asked takes it, else the
    data team."""

    naar: Staat
    knop: str
    waarom: str
    alternatief: bool = False
    door_vrager: bool = False


_TREK_IN: Final = Stap(Staat.INGETROKKEN, "Trek deze vraag in", "Waarom is de vraag niet meer nodig?", door_vrager=True)
STAPPEN: Final[dict[Staat, tuple[Stap, ...]]] = {
    Staat.INGEDIEND: (
        Stap(Staat.IN_BEHANDELING, "Neem deze vraag in behandeling", "Wat gaat u doen, en wie doet het?"),
        _TREK_IN,
    ),
    Staat.IN_BEHANDELING: (
        Stap(Staat.BEANTWOORD, "Beantwoord deze vraag", "Wat is het antwoord, en wat zegt het niet?"),
        Stap(Staat.KAN_NIET, "Meld dat dit niet kan", "Waarom kan dit niet?", alternatief=True),
        Stap(Staat.AFGEWEZEN, "Wijs deze vraag af", "Waarom wijst u de vraag af?"),
        _TREK_IN,
    ),
    Staat.BEANTWOORD: (),
    Staat.AFGEWEZEN: (),
    Staat.KAN_NIET: (),
    Staat.INGETROKKEN: (),
}
"""Every step there is. A state without steps is an end."""

OPEN: Final = tuple(s.value for s in Staat if STAPPEN[s])
"""The states in which somebody waits."""


def stap_naar(van: Staat, naar: str) -> Stap | None:
    """The step from one state to another; None when it is not allowed.

    >>> stap_naar(Staat.INGEDIEND, "beantwoord") is None, stap_naar(Staat.INGEDIEND, "in-behandeling").naar.naam
    (True, 'in behandeling')
    """
    return next((s for s in STAPPEN[van] if s.naar == naar), None)
