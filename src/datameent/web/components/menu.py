"""The main menu: what a role may open, in the order in which it is shown."""

from __future__ import annotations

from typing import Final, NamedTuple

from datameent.web.permissions.paginas import ACTIES
from datameent.web.permissions.rollen import HUIS, Rol, mag


class Menupunt(NamedTuple):
    """A word in the menu and the page it leads to."""

    woord: str
    pagina: str
    voor: frozenset[Rol] = frozenset(Rol)
    """Roles that find it in their menu; others who may open it find it elsewhere."""


MENU: Final = (
    Menupunt("Overzicht", "overzicht"),
    Menupunt("Cijfers", "catalogus"),
    Menupunt("Raad", "raad", frozenset({Rol.RAAD})),
    Menupunt("Portefeuille", "wethouder", frozenset({Rol.WETHOUDER})),
    Menupunt("Wijken", "wijken"),
    Menupunt("Aanbieders", "aanbieders"),
    Menupunt("Sturen", "sturen"),
    Menupunt("Bronnen", "bronnen"),
    Menupunt("Begrippen", "begrippen"),
    Menupunt("Publiceren", "publiceren"),
    Menupunt("Meldingen", "meldingen"),
    Menupunt("Privacyoverzicht", "privacyoverzicht"),
    Menupunt("Logboek", "logboek"),
    Menupunt("Accounts", "accounts"),
)


def menu_voor(rol: Rol, *, hier: bool = True) -> list[Menupunt]:
    """The points that this role may open; `hier`: in the municipality of this home."""
    return [p for p in MENU if rol in p.voor and mag(rol, a := ACTIES.get(p.pagina)) and (hier or a not in HUIS)]
