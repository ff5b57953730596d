"""The page on which the effect of a decision is noted, beside what was expected of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from datameent.web.besluiten.forms import EffectForm
from datameent.web.besluiten.models import CONCEPT, GEEVALUEERD
from datameent.web.besluiten.views import nagaan_alle, vind, zichtbare_bewijzen
from datameent.web.permissions.rollen import Actie
from datameent.web.stukken.formulier import verwerk


@require_http_methods(["GET", "HEAD", "POST"])
def effect(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what came of it, and how sure that is. The expectation stands above, and cannot be changed."""
    stuk = vind(request, pk, Actie.BESLUIT_SCHRIJVEN)
    if stuk.status == CONCEPT:
        return redirect("besluit", pk=pk)
    bewijzen = zichtbare_bewijzen(request, [*stuk.bewijzen, *stuk.effectbewijzen])
    form = EffectForm(request.POST or None, instance=stuk, nagaan=nagaan_alle(request, bewijzen))
    if request.method == "POST" and form.is_valid():
        stuk.status = GEEVALUEERD
    return verwerk(
        request,
        form,
        naar=lambda b: reverse("besluit", args=[b.pk]),
        titel="Werkte het besluit?",
        wat=form.wat("effect"),
        extra={"vast": stuk.verwachting, "vast_titel": "Dit verwachtte u vooraf"},
    )
