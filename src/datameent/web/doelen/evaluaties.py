"""Which measures must be looked back on, for the page that gathers all that is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from datameent.web.accounts.models import Gebruiker
from datameent.web.doelen.models import Maatregel
from datameent.web.permissions.rollen import Actie, Rol, mag
from datameent.web.stukken.zicht import zichtbaar


@dataclass(frozen=True, slots=True)
class Evaluatie:
    """Something to look back on: what it is, the day that was promised, its page."""

    titel: str
    datum: date
    url: str


def te_evalueren(dag: date, gebruiker: Gebruiker) -> list[Evaluatie]:
    """The measures whose evaluation is due on or before this day and not done, the oldest promise first.

    Only those that this user may see; nothing for a role that may not see goals.
    """
    if not mag(Rol(gebruiker.rol), Actie.DOELEN_ZIEN):
        return []
    rijen = zichtbaar(Maatregel._default_manager.all(), gebruiker).filter(
        startdatum__isnull=False, evaluatiedatum__lte=dag, geevalueerd_op__isnull=True
    )
    return [
        Evaluatie(m.naam, m.evaluatiedatum, m.get_absolute_url())
        for m in rijen.order_by("evaluatiedatum", "pk")
        if m.evaluatiedatum is not None
    ]
