"""Whether somebody may do something with one text: the role, the municipality and the domain, all three."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from datameent.web.permissions.domeinen import ALLE
from datameent.web.permissions.rollen import Actie, Rol, mag

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from datameent.web.accounts.models import Gebruiker
    from datameent.web.stukken.models import Stuk

S = TypeVar("S", bound="Stuk")


def mag_met(gebruiker: Gebruiker, actie: Actie, stuk: Stuk) -> bool:
    """Whether this user may do this with this text; default deny.

    Who has domain `alle` sees every domain. A text about `alle` is for everybody whose role allows the action.
    """
    if not gebruiker.is_authenticated or not mag(Rol(gebruiker.rol), actie):
        return False
    if gebruiker.gemeente != stuk.gemeente:
        return False
    return ALLE in (stuk.domein, *gebruiker.domeinen) or stuk.domein in gebruiker.domeinen


def zichtbare(gebruiker: Gebruiker, rijen: QuerySet[S]) -> QuerySet[S]:
    """The texts of a list that `mag_met` would let this user see, for a role that may do the action."""
    rijen = rijen.filter(gemeente=gebruiker.gemeente)
    return rijen if ALLE in gebruiker.domeinen else rijen.filter(domein__in=[ALLE, *gebruiker.domeinen])
