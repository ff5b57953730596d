"""The pages of a report: sending and looking up without an account, and what analyst and privacy officer do with it."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.core.paginator import Paginator
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from datameent.web.accounts.models import Gebruiker
from datameent.web.figures.verwijzing import code_in, release_of_niets
from datameent.web.meldingen.forms import AntwoordForm, MeldForm, ZoekForm
from datameent.web.meldingen.merk import merk_van, nieuw_nummer, te_vaak
from datameent.web.meldingen.models import Antwoordadres, Melding, Stand
from datameent.web.permissions.domeinen import ALLE
from datameent.web.permissions.rollen import Actie
from datameent.web.stukken.formulier import verwerk
from datameent.web.stukken.opslag import maak_zonder_account, versies
from datameent.web.stukken.verloop import verloop
from datameent.web.stukken.zicht import haal, ingevuld, zichtbaar

PER_PAGINA = 25
_FORMULIER = require_http_methods(["GET", "HEAD", "POST"])
_VOL = "U heeft net al een paar keer iets verstuurd. Probeer het over een uur opnieuw. Uw tekst staat hieronder nog."


@never_cache
@_FORMULIER
def melding_nieuw(request: HttpRequest) -> HttpResponse:
    """Tell what does not fit. `?plek=` is the page that the reader came from. Nothing is kept before it is all read."""
    form = MeldForm(ingevuld(request), initial={"plek": request.GET.get("plek", "")[:600]})
    if request.method != "POST":
        return render(request, "meldingen/nieuw.html", {"form": form})
    if not form.is_valid():
        return render(request, "meldingen/nieuw.html", {"form": form}, status=422)
    try:
        if te_vaak(request):
            form.add_error(None, _VOL)
            return render(request, "meldingen/nieuw.html", {"form": form}, status=429)
        nummer = _bewaar(request, form.cleaned_data)
    except DatabaseError:
        return render(request, "meldingen/nieuw.html", {"form": form, "storing": True}, status=503)
    return render(request, "meldingen/gedaan.html", {"nummer": nummer})


@transaction.atomic
def _bewaar(request: HttpRequest, data: dict[str, Any]) -> str:
    nummer, code = nieuw_nummer(), code_in(data["plek"])
    release = release_of_niets(request) if code else None
    bekend = release is not None and code in {k.code for k in release.indicatoren()}
    melding = Melding(
        gemeente=settings.SITE.gemeente_code,
        domein=ALLE,
        plek=data["plek"],
        indicator=code if bekend else "",
        houder=str(release.definitie(code).get("eigenaar", ""))[:200] if release and bekend else "",
        tekst=data["tekst"],
        merk=merk_van(nummer),
    )
    maak_zonder_account(melding)
    if data["contact"]:
        Antwoordadres._default_manager.create(melding=melding, tekst=data["contact"])
    return nummer


@never_cache
@_FORMULIER
def melding_stand(request: HttpRequest) -> HttpResponse:
    """How it is with a report, by its number; the number is sent in the form and never stands in an address."""
    form = ZoekForm(ingevuld(request))
    if request.method != "POST" or not form.is_valid():
        return render(request, "meldingen/stand.html", {"form": form}, status=422 if form.errors else 200)
    if te_vaak(request):
        form.add_error(None, "U heeft al een paar keer gezocht. Probeer het over een uur opnieuw.")
        return render(request, "meldingen/stand.html", {"form": form}, status=429)
    gevonden = Melding._default_manager.filter(merk=merk_van(form.cleaned_data["nummer"])).first()
    if gevonden is None:
        form.add_error("nummer", "Dit nummer kennen we niet. Kijk of u het goed overnam.")
        return render(request, "meldingen/stand.html", {"form": form}, status=422)
    return render(request, "meldingen/stand.html", {"form": ZoekForm(), "melding": gevonden})


@require_safe
def meldingen(request: HttpRequest) -> HttpResponse:
    """All reports, of all owners of figures or of one."""
    rijen = zichtbaar(Melding._default_manager.all(), cast(Gebruiker, request.user))
    houders = sorted(set(rijen.exclude(houder="").values_list("houder", flat=True)))
    houder, stand = request.GET.get("houder", ""), request.GET.get("stand", "")
    if houder in houders:
        rijen = rijen.filter(houder=houder)
    if stand in set(Stand):
        rijen = rijen.filter(stand=stand)
    context = {
        "pagina": Paginator(rijen, PER_PAGINA).get_page(request.GET.get("pagina")),
        "houders": houders,
        "houder": houder if houder in houders else "",
        "standen": [(s.value, s.naam.capitalize()) for s in Stand],
        "stand": stand if stand in set(Stand) else "",
    }
    return render(request, "meldingen/lijst.html", context)


@require_safe
def melding(request: HttpRequest, pk: int) -> HttpResponse:
    """One report, for who answers it."""
    stuk = haal(Melding, pk, cast(Gebruiker, request.user), Actie.MELDINGEN_BEHANDELEN)
    labels = {"stand": "Stand", "antwoord": "Antwoord"}
    context = {
        "melding": stuk,
        "contact_melder": Antwoordadres._default_manager.filter(melding=stuk).first(),
        "verloop": verloop(stuk, versies(stuk), labels),
    }
    return render(request, "meldingen/melding.html", context)


@_FORMULIER
def melding_antwoord(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how it is with a report, or answer it; then the address of whoever sent it goes."""
    stuk = haal(Melding, pk, cast(Gebruiker, request.user), Actie.MELDINGEN_BEHANDELEN)
    form = AntwoordForm(ingevuld(request), instance=stuk)
    extra = {"vast_titel": "De melding", "vast": stuk.tekst}
    return verwerk(request, form, naar=_beantwoord, titel="Beantwoord deze melding", wat="beantwoord", extra=extra)


def _beantwoord(stuk: Melding) -> str:
    if stuk.stand == Stand.BEANTWOORD.value:
        Antwoordadres._default_manager.filter(melding=stuk).delete()
    return stuk.get_absolute_url()
