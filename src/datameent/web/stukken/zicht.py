"""Which texts somebody may see, in a list and one by one, by the same rule as `permissions.toets`."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, QueryDict

from datameent.web.accounts.models import Gebruiker
from datameent.web.permissions.domeinen import ALLE, DOMEINEN
from datameent.web.permissions.rollen import Actie
from datameent.web.permissions.toets import mag_met
from datameent.web.stukken.models import Stuk

S = TypeVar("S", bound=Stuk)


def zichtbaar(rijen: QuerySet[S], gebruiker: Gebruiker) -> QuerySet[S]:
    """The texts of the municipality and the domains of this user; the gate has looked at the role already."""
    eigen = rijen.filter(gemeente=gebruiker.gemeente)
    if ALLE in gebruiker.domeinen:
        return eigen
    return eigen.filter(Q(domein=ALLE) | Q(domein__in=gebruiker.domeinen))


def haal(model: type[S], pk: int, gebruiker: Gebruiker, actie: Actie) -> S:
    """One text that this user may do this with. What is not theirs does not exist: `Http404`."""
    stuk = model._default_manager.filter(pk=pk).first()
    if stuk is None or not mag_met(gebruiker, actie, stuk):
        raise Http404
    return stuk


def ingevuld(request: HttpRequest) -> QueryDict | None:
    """What was sent with a form; None when it is only asked for. An empty form that was sent is not an unsent one."""
    return request.POST if request.method == "POST" else None


def domeinkeuzes(gebruiker: Gebruiker) -> list[tuple[str, str]]:
    """The domains that this user may write about."""
    return [(d.value, d.naam) for d in DOMEINEN if ALLE in gebruiker.domeinen or d.value in gebruiker.domeinen]
