"""The main menu: what a role may open, in the order in which it is shown."""

from __future__ import annotations

from typing import Final, NamedTuple

from datameent.web.permissions.paginas import ACTIES
from datameent.web.permissions.rollen import HUIS, Rol, mag


class Menupunt(NamedTuple):
    """A word in the menu and the page it leads to."""

    woord: str
    pagina: str


MENU: Final = (
    Menupunt("Overzicht", "overzicht"),
    Menupunt("Cijfers", "catalogus"),
    Menupunt("Wijken", "wijken"),
    Menupunt("Duiding", "duidingen"),
    Menupunt("Besluiten", "besluiten"),
    Menupunt("Bronnen", "bronnen"),
    Menupunt("Begrippen", "begrippen"),
    Menupunt("Publiceren", "publiceren"),
    Menupunt("Vragen", "vragen"),
    Menupunt("Doelen", "doelen"),
    Menupunt("Logboek", "logboek"),
    Menupunt("Accounts", "accounts"),
)


def menu_voor(rol: Rol, *, hier: bool = True) -> list[Menupunt]:
    """The points that this role may open; `hier`: in the municipality of this home."""
    return [p for p in MENU if mag(rol, a := ACTIES.get(p.pagina)) and (hier or a not in HUIS)]
