"""What an official rule is: its code, its words, where it applies, and whether it can be checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Niveau(StrEnum):
    """The control level (controleniveau) of the standard."""

    XSD = "xsd"
    BERICHT = "bericht"
    OVERSTIJGEND = "berichtoverstijgend"
    EXTERN = "extern"
    GEEN = "geen"
    """A rule on conduct or on how to fill a message; the standard gives it no control level."""


class Status(StrEnum):
    """Whether Datameent checks a rule."""

    GEIMPLEMENTEERD = "geïmplementeerd"
    NIET_TOETSBAAR = "niet toetsbaar"
    BUITEN_BEREIK = "buiten bereik"


@dataclass(frozen=True, slots=True)
class Regel:
    """One official rule under one release, for the standards that have it.

    `berichten` maps a standard (`iwmo`, `ijw`) to the message types it applies to; `element` is the last name of the
    element a finding points at, empty for a whole class or message. `tekst` and `doen` are Dutch, in our own words.
    `door` says what checks it when that is no function of its own (`xsd`, or the code of the rule that covers it).
    """

    code: str
    soort: str
    niveau: Niveau
    tekst: str
    retourcode: str
    berichten: Mapping[str, tuple[str, ...]]
    status: Status
    reden: str = ""
    doen: str = ""
    element: str = ""
    door: str = ""
