"""The pages of a talk about a reading, and of dissent with its answer."""

from __future__ import annotations

import contextlib
from typing import Any

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from datameent.web.audit.toegang import bewaard_gezien
from datameent.web.duiding.forms import GesprekForm, TegengeluidForm, WeerwoordForm
from datameent.web.duiding.models import BESPROKEN, CONCEPT, VASTGESTELD, Duiding, Gesprek, Tegengeluid, Weerwoord
from datameent.web.duiding.vastleggen import kop_van
from datameent.web.duiding.views import eis, gebruiker_van, nagaan_bij, vind
from datameent.web.permissions.rollen import Actie
from datameent.web.stukken.formulier import verwerk
from datameent.web.stukken.opslag import Botsing, wijzig


def _zoals(stuk: Any, duiding: Duiding) -> Any:
    """A text that belongs to a reading: same municipality and domain."""
    stuk.gemeente, stuk.domein = duiding.gemeente, duiding.domein
    return stuk


def _extra(request: HttpRequest, duiding: Duiding) -> dict[str, Any]:
    bewijs = duiding.figuur
    bewaard_gezien(request, bewijs.release, bewijs.doelgroep)
    return {"bewijs": bewijs, "kruimel": kop_van(bewijs), "lees": duiding}


def _naar(pk: int) -> str:
    return reverse("duiding", args=[pk])


@require_http_methods(["GET", "HEAD", "POST"])
def gesprek(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the figure together and write down who was there and what was agreed."""
    duiding = vind(request, pk, Actie.DUIDING_SCHRIJVEN)
    if duiding.status == VASTGESTELD:
        return redirect("duiding", pk=pk)
    stuk = _zoals(Gesprek(duiding=duiding), duiding)
    form = GesprekForm(request.POST or None, instance=stuk, nagaan=_nagaan(request, duiding))
    antwoord = verwerk(
        request,
        form,
        naar=lambda _: _naar(pk),
        titel="Samen lezen",
        wat=form.wat("gesprek"),
        extra={**_extra(request, duiding), "knop": "Leg het gesprek vast"},
    )
    if antwoord.status_code == 302 and duiding.status == CONCEPT:
        duiding.status = BESPROKEN
        # Somebody else may be changing the reading right now: the talk is kept, and the button is still there.
        with contextlib.suppress(Botsing, DatabaseError):
            wijzig(duiding, gebruiker_van(request), gezien=duiding.versie, wat=BESPROKEN)
    return antwoord


@require_http_methods(["GET", "HEAD", "POST"])
def tegengeluid(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down who sees it differently: whoever may read a reading may disagree."""
    duiding = vind(request, pk, Actie.DUIDING_LEZEN)
    stuk = _zoals(Tegengeluid(duiding=duiding), duiding)
    form = TegengeluidForm(request.POST or None, instance=stuk, nagaan=_nagaan(request, duiding))
    return verwerk(
        request,
        form,
        naar=lambda t: f"{_naar(pk)}#tegengeluid-{t.pk}",
        titel="Tegengeluid toevoegen",
        wat=form.wat("tegengeluid"),
        extra=_extra(request, duiding),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def weerwoord(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a dissent."""
    tegen = Tegengeluid.objects.filter(pk=pk, gemeente=gebruiker_van(request).gemeente).first()
    if tegen is None:
        raise Http404
    eis(request, Actie.DUIDING_SCHRIJVEN, tegen)
    stuk = _zoals(Weerwoord(tegengeluid=tegen), tegen.duiding)
    form = WeerwoordForm(request.POST or None, instance=stuk, nagaan=_nagaan(request, tegen.duiding))
    return verwerk(
        request,
        form,
        naar=lambda _: f"{_naar(tegen.duiding.pk)}#tegengeluid-{tegen.pk}",
        titel="Antwoord op een tegengeluid",
        wat=form.wat("weerwoord"),
        extra={**_extra(request, tegen.duiding), "tegen": tegen},
    )


def _nagaan(request: HttpRequest, duiding: Duiding) -> Any:
    """The readers of the reading also read what is said about it."""
    kijk = nagaan_bij(request, duiding.figuur)
    return lambda tekst, _: kijk(tekst, duiding.doelgroep)
