"""One page for four subjects, so that the menu stays short; what waits for this reader stands first."""

from __future__ import annotations

from typing import Final, NamedTuple, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from datameent.web.accounts.models import Gebruiker
from datameent.web.besluiten.herinneren import herinneringen
from datameent.web.doelen.evaluaties import Evaluatie, te_evalueren
from datameent.web.permissions.paginas import ACTIES
from datameent.web.permissions.poort import rol_van
from datameent.web.permissions.rollen import mag


class Onderwerp(NamedTuple):
    """A subject: its name, the page with the list, and what one does there."""

    naam: str
    pagina: str
    zin: str


ONDERWERPEN: Final = (
    Onderwerp("Vragen", "vragen", "Stel een vraag aan het datateam, of lees wat al is uitgezocht."),
    Onderwerp("Doelen", "doelen", "Wat wil de gemeente bereiken, en wat doet ze daarvoor?"),
    Onderwerp("Duiding", "duidingen", "Wat betekent een cijfer? Lees hoe collega's het zien, ook als zij verschillen."),
    Onderwerp("Besluiten", "besluiten", "Wat is besloten, met welke cijfers, en hielp het?"),
)


@require_safe
def sturen(request: HttpRequest) -> HttpResponse:
    """The subjects that this role may read, and what is due."""
    rol = rol_van(request)
    context = {
        "onderwerpen": [o for o in ONDERWERPEN if mag(rol, ACTIES[o.pagina])],
        "wacht": _wat_wacht(request),
    }
    return render(request, "sturen/sturen.html", context)


def _wat_wacht(request: HttpRequest) -> list[Evaluatie]:
    """What somebody promised to look back on and has not, the oldest first."""
    maatregelen = te_evalueren(timezone.localdate(), cast(Gebruiker, request.user))
    besluiten = [Evaluatie(h.titel, h.evaluatie_op, h.pagina) for h in herinneringen(request)]
    return sorted([*maatregelen, *besluiten], key=lambda e: (e.datum, e.titel))
