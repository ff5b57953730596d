"""The main menu: what a role may open, in the order in which it is shown."""

from __future__ import annotations

from typing import Final, NamedTuple

from datameent.web.permissions.paginas import ACTIES
from datameent.web.permissions.rollen import Rol, mag


class Menupunt(NamedTuple):
    """A word in the menu and the page it leads to."""

    woord: str
    pagina: str


MENU: Final = (
    Menupunt("Overzicht", "overzicht"),
    Menupunt("Wijken", "wijken"),
    Menupunt("Duiding", "duidingen"),
    Menupunt("Besluiten", "besluiten"),
    Menupunt("Bronnen", "bronnen"),
    Menupunt("Begrippen", "begrippen"),
    Menupunt("Logboek", "logboek"),
    Menupunt("Accounts", "accounts"),
)


def menu_voor(rol: Rol) -> list[Menupunt]:
    """The points that this role may open."""
    return [punt for punt in MENU if mag(rol, ACTIES.get(punt.pagina))]
