"""Which decisions are due: somebody promised to look whether they worked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone

from datameent.web.accounts.models import Gebruiker
from datameent.web.besluiten.models import VASTGESTELD, Besluit
from datameent.web.permissions.poort import rol_van
from datameent.web.permissions.rollen import Actie, mag


@dataclass(frozen=True, slots=True)
class Herinnering:
    """A decision whose evaluation date has come. `dagen_te_laat` is 0 on the day itself."""

    besluit: int
    titel: str
    eigenaar: str
    evaluatie_op: date
    dagen_te_laat: int

    @property
    def pagina(self) -> str:
        """Where the effect is written down."""
        return f"/besluiten/{self.besluit}/effect/"


def te_evalueren(dag: date, gebruiker: Gebruiker | None = None) -> list[Herinnering]:
    """The decisions that must be looked at on this day, the oldest first; of one owner, or of everybody."""
    rijen = Besluit.objects.filter(status=VASTGESTELD, evaluatie_op__lte=dag).select_related("eigenaar")
    if gebruiker is not None:
        rijen = rijen.filter(eigenaar=gebruiker)
    return [
        Herinnering(b.pk, b.titel, b.eigenaar.gebruikersnaam, b.evaluatie_op, (dag - b.evaluatie_op).days)
        for b in rijen.order_by("evaluatie_op", "pk")
    ]


def herinneringen(request: HttpRequest) -> list[Herinnering]:
    """What waits for this reader, for the start page; nothing while the database does not answer."""
    if not mag(rol_van(request), Actie.BESLUIT_SCHRIJVEN):
        return []
    try:
        return te_evalueren(timezone.localdate(), cast(Gebruiker, request.user))
    except DatabaseError:
        return []
