"""The domains of the social domain that rights are given for."""

from __future__ import annotations

from typing import Final, NamedTuple


class Domein(NamedTuple):
    """A domain: its code in the database and its name on a page."""

    value: str
    naam: str


DOMEINEN: Final = (
    Domein("wmo", "Wmo"),
    Domein("jeugdwet", "Jeugdwet"),
    Domein("participatiewet", "Participatiewet"),
    Domein("schulden", "Schulden"),
    Domein("alle", "Het hele sociaal domein"),
)
ALLE: Final = "alle"
"""The domain of who may see all, and of a text that is about all."""
CODES: Final = tuple(d.value for d in DOMEINEN)
