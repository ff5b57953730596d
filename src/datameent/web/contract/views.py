"""The pages of providers and their repair tickets."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from datameent.release.read import Release
from datameent.release.schema import TOTAAL
from datameent.web.accounts.models import Gebruiker
from datameent.web.contract.forms import BonForm
from datameent.web.contract.models import Bonstand, Herstelbon
from datameent.web.contract.tabel import maak_overzicht, namen_van
from datameent.web.figures.verwijzing import release_of_niets
from datameent.web.figures.views import met_release
from datameent.web.permissions.rollen import Actie, Rol, mag
from datameent.web.stukken.formulier import verwerk
from datameent.web.stukken.opslag import versies
from datameent.web.stukken.verloop import verloop
from datameent.web.stukken.zicht import haal, ingevuld, zichtbaar

_FORMULIER = require_http_methods(["GET", "HEAD", "POST"])
_LABELS = {"wat": "Wat", "periode": "Periode", "uiterlijk": "Uiterlijk", "stand": "Stand"}


def _wie(request: HttpRequest) -> Gebruiker:
    return cast(Gebruiker, request.user)


@met_release()
def aanbieders(request: HttpRequest, release: Release) -> HttpResponse:
    """All providers under one law in one year, and the tickets that are open."""
    wetten = [w for w in release.dimensie("wet") if w.code != TOTAAL]
    jaren = [p.code for p in release.dimensie("periode") if len(p.code) == 4 and p.code.isdecimal()][::-1]
    wet = next((w.code for w in wetten if w.code == request.GET.get("wet")), wetten[0].code if wetten else "")
    jaar = next((j for j in jaren if j == request.GET.get("jaar")), (jaren[1:] or jaren or [""])[0])
    bonnen = zichtbaar(Herstelbon._default_manager.all(), _wie(request))
    context: dict[str, Any] = {
        "meta": release.meta,
        "wetten": wetten,
        "wet": wet,
        "jaren": jaren,
        "jaar": jaar,
        "o": maak_overzicht(release, wet, jaar) if wet and jaar else None,
        "bonnen": bonnen.filter(stand__in=[Bonstand.OPEN, Bonstand.GESTUURD]),
        "klaar": bonnen.exclude(stand__in=[Bonstand.OPEN, Bonstand.GESTUURD]),
        "mag_schrijven": mag(Rol(_wie(request).rol), Actie.HERSTELBON_SCHRIJVEN),
    }
    return render(request, "contract/aanbieders.html", context)


@require_safe
def herstelbon(request: HttpRequest, pk: int) -> HttpResponse:
    """One ticket."""
    bon = haal(Herstelbon, pk, _wie(request), Actie.AANBIEDERS_ZIEN)
    context = {
        "bon": bon,
        "verloop": verloop(bon, versies(bon), _LABELS),
        "mag_schrijven": mag(Rol(_wie(request).rol), Actie.HERSTELBON_SCHRIJVEN),
    }
    return render(request, "contract/herstelbon.html", context)


@_FORMULIER
def herstelbon_nieuw(request: HttpRequest, code: str) -> HttpResponse:
    """Write a ticket for a provider of the release."""
    release = release_of_niets(request)
    naam = namen_van(release).get(code) if release else None
    if naam is None:
        raise Http404
    bon = Herstelbon(aanbieder=code, naam=naam[:200])
    form = BonForm(ingevuld(request), instance=bon, gebruiker=_wie(request))
    extra = {"inleiding": f"Aan: {naam}"}
    return verwerk(request, form, naar=Herstelbon.get_absolute_url, titel="Schrijf een herstelbon", extra=extra)


@_FORMULIER
def herstelbon_wijzig(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a ticket, or say how it is with it."""
    bon = haal(Herstelbon, pk, _wie(request), Actie.HERSTELBON_SCHRIJVEN)
    form = BonForm(ingevuld(request), instance=bon, gebruiker=_wie(request))
    extra = {"inleiding": f"Aan: {bon.naam}"}
    return verwerk(request, form, naar=Herstelbon.get_absolute_url, titel="Wijzig deze herstelbon", extra=extra)
