"""The laws whose help Datameent follows."""

from __future__ import annotations

from enum import StrEnum


class Wet(StrEnum):
    """A law; the value is the code used in every table.

    >>> Wet("wmo").standaard
    'iwmo'
    """

    WMO = "wmo"
    JEUGDWET = "jeugdwet"

    @property
    def standaard(self) -> str:
        """The message standard of this law (iStandaarden)."""
        return {"wmo": "iwmo", "jeugdwet": "ijw"}[self.value]

    @property
    def naam(self) -> str:
        """The name a resident reads."""
        return {"wmo": "Wmo", "jeugdwet": "Jeugdwet"}[self.value]
