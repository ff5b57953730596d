"""The pages of readings: the list, one reading, writing one at a figure, and setting its status."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from datameent.release.read import Release
from datameent.web.accounts.models import Gebruiker
from datameent.web.audit.toegang import GeenRelease, bewaard_gezien, open_genoemde_release, open_release
from datameent.web.duiding import plicht
from datameent.web.duiding.bewijs import Bewijs, keuze_van
from datameent.web.duiding.forms import DuidingForm
from datameent.web.duiding.gevonden import nagaan_voor
from datameent.web.duiding.models import CONCEPT, OVERGANGEN, STATUS, VASTGESTELD, Contextgebeurtenis, Duiding
from datameent.web.duiding.nagaan import Nagaan
from datameent.web.duiding.tegenspraak import tot
from datameent.web.duiding.vastleggen import Cijfer, cijfer_van, kop_van
from datameent.web.permissions.rollen import Actie, Rol, mag
from datameent.web.permissions.toets import mag_met, zichtbare
from datameent.web.stukken.formulier import verwerk
from datameent.web.stukken.models import Stuk
from datameent.web.stukken.opslag import Botsing, versies, wijzig


def gebruiker_van(request: HttpRequest) -> Gebruiker:
    """Who asks; the gate let nobody through who is not logged in."""
    return cast(Gebruiker, request.user)


def vind(request: HttpRequest, pk: int, actie: Actie) -> Duiding:
    """A reading that this user may do this with. Another municipality's does not exist."""
    duiding = Duiding.objects.filter(pk=pk, gemeente=gebruiker_van(request).gemeente).first()
    if duiding is None:
        raise Http404
    eis(request, actie, duiding)
    return duiding


def eis(request: HttpRequest, actie: Actie, stuk: Stuk) -> None:
    """Refuse who may not do this with this text; one that is not theirs does not exist."""
    door = gebruiker_van(request)
    if mag_met(door, actie, stuk):
        return
    if stuk.pk is not None and mag(Rol(door.rol), actie):
        raise Http404
    raise PermissionDenied


@require_safe
def duidingen(request: HttpRequest) -> HttpResponse:
    """All readings and events that this user may see, and what still needs a reading."""
    door = gebruiker_van(request)
    status = request.GET.get("status", "")
    rijen = zichtbare(door, Duiding.objects.all())
    if status in dict(STATUS):
        rijen = rijen.filter(status=status)
    try:
        release: Release | None = open_release(request)
    except GeenRelease:
        release = None
    namen = {k.code: k.naam for k in release.indicatoren()} if release else {}
    context = {
        "duidingen": rijen[:200],
        "status": status,
        "statussen": STATUS,
        "gebeurtenissen": zichtbare(door, Contextgebeurtenis.objects.all()).order_by("-begin")[:100],
        "plichten": plicht.stand(namen, door.gemeente, release.meta.peildatum if release else None),
        "mag_schrijven": mag(Rol(door.rol), Actie.DUIDING_SCHRIJVEN),
        "mag_vaststellen": mag(Rol(door.rol), Actie.DUIDING_VASTSTELLEN),
    }
    return render(request, "duiding/lijst.html", context)


@require_safe
def duiding(request: HttpRequest, pk: int) -> HttpResponse:
    """One reading with its evidence, its talks, and who disagrees."""
    return _toon(request, vind(request, pk, Actie.DUIDING_LEZEN))


def _toon(request: HttpRequest, stuk: Duiding, *, botsing: bool = False, status: int = 200) -> HttpResponse:
    bewijzen = stuk.figuur
    bewaard_gezien(request, bewijzen.release, bewijzen.doelgroep)
    door = gebruiker_van(request)
    schrijven = mag_met(door, Actie.DUIDING_SCHRIJVEN, stuk)
    context = {
        "d": stuk,
        "bewijs": bewijzen,
        "gesprekken": stuk.gesprekken.all(),
        "tegengeluiden": tot(stuk),
        "versies": versies(stuk),
        "mag_schrijven": schrijven,
        "knoppen": [s for s in stuk.kan_naar if _mag_naar(door, stuk, s)],
        "wacht_op_ander": stuk.status == "besproken" and stuk.eigenaar_id == door.pk,  # type: ignore[attr-defined]  # Django adds it
        "kan_gesprek": schrijven and stuk.status != VASTGESTELD,
        "botsing": botsing,
    }
    return render(request, "duiding/duiding.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def nieuw(request: HttpRequest, code: str) -> HttpResponse:
    """Write a reading at a figure, about exactly the release and the filters that the writer saw."""
    try:
        cijfer = cijfer_van(request, code)
    except GeenRelease:
        return render(request, "figures/geen_release.html", status=503)
    bewijs = cijfer.bewijs
    if request.method != "POST" and not request.GET.get("release"):
        return redirect(f"{request.path}?{bewijs.adres}")
    door = gebruiker_van(request)
    stuk = Duiding(indicator=code, bewijs=bewijs.als_json(), auteursrol=door.rol, domein=cijfer.domein)
    stuk.gemeente = door.gemeente
    eis(request, Actie.DUIDING_SCHRIJVEN, stuk)
    data = None if cijfer.vervangen else request.POST or None
    form = DuidingForm(data, instance=stuk, nagaan=nagaan_voor(request, cijfer.release, cijfer.keuze))
    if request.method == "POST" and cijfer.vervangen:
        return _opnieuw(request, form, cijfer)
    return verwerk(
        request,
        form,
        naar=lambda d: reverse("duiding", args=[d.pk]),
        titel="Wat zegt dit cijfer volgens u?",
        wat=form.wat("gemaakt"),
        extra={"bewijs": bewijs, "kruimel": kop_van(bewijs)},
    )


def _opnieuw(request: HttpRequest, form: DuidingForm, cijfer: Cijfer) -> HttpResponse:
    """The release that the writer saw is gone: all that was typed comes back, at the figure of now."""
    form.initial.update({n: w for n, w in request.POST.items() if n in form.fields})
    context = {
        "form": form,
        "titel": "Wat zegt dit cijfer volgens u?",
        "bewijs": cijfer.bewijs,
        "vervangen": True,
        "actie": f"{request.path}?{cijfer.bewijs.adres}",
    }
    return render(request, "stukken/formulier.html", context, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
def wijzig_duiding(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a reading that is not set; what was talked about is a draft again once its text is another."""
    stuk = vind(request, pk, Actie.DUIDING_SCHRIJVEN)
    if stuk.status == VASTGESTELD:
        return redirect("duiding", pk=pk)
    bewijs = stuk.figuur
    bewaard_gezien(request, bewijs.release, bewijs.doelgroep)
    form = DuidingForm(request.POST or None, instance=stuk, nagaan=nagaan_bij(request, bewijs))
    if request.method == "POST" and form.is_valid() and form.has_changed():
        stuk.status = CONCEPT
    return verwerk(
        request,
        form,
        naar=lambda d: reverse("duiding", args=[d.pk]),
        titel="Duiding wijzigen",
        wat=form.wat("gewijzigd"),
        extra={"bewijs": bewijs, "kruimel": kop_van(bewijs)},
    )


def nagaan_bij(request: HttpRequest, bewijs: Bewijs | None) -> Nagaan:
    """What looks at the numbers: with the release of then, or the newest when that is gone."""
    try:
        release = open_genoemde_release(request, bewijs.release) if bewijs else open_release(request)
    except GeenRelease:
        try:
            release = open_release(request)
        except GeenRelease:
            return nagaan_voor(request, None, None)
    try:
        return nagaan_voor(request, release, keuze_van(release, bewijs)[0] if bewijs else None)
    except Http404:
        return nagaan_voor(request, release, None)


def _mag_naar(door: Gebruiker, stuk: Duiding, status: str) -> bool:
    """Who may set what: nobody sets a reading of their own, and nothing is talked about without a talk."""
    if status == "besproken" and not stuk.gesprekken.exists():
        return False
    if status == VASTGESTELD:
        return mag_met(door, Actie.DUIDING_VASTSTELLEN, stuk) and stuk.eigenaar != door
    return mag_met(door, Actie.DUIDING_SCHRIJVEN, stuk) or mag_met(door, Actie.DUIDING_VASTSTELLEN, stuk)


@require_http_methods(["GET", "HEAD", "POST"])
def zet_status(request: HttpRequest, pk: int) -> HttpResponse:
    """One step further or back; who did it is in the version and in the audit trail."""
    stuk = vind(request, pk, Actie.DUIDING_LEZEN)
    naar = request.POST.get("status", "")
    if request.method != "POST":
        return redirect("duiding", pk=pk)
    door = gebruiker_van(request)
    if naar not in OVERGANGEN[stuk.status]:
        return _toon(request, stuk, botsing=True, status=409)
    if not _mag_naar(door, stuk, naar):
        raise PermissionDenied
    stuk.status = naar
    stuk.vastgesteld_door = door.gebruikersnaam if naar == VASTGESTELD else ""
    gezien = request.POST.get("gezien", "")
    try:
        wijzig(stuk, door, gezien=int(gezien) if gezien.isdecimal() else 0, wat=naar)
    except Botsing as botsing:
        return _toon(request, cast(Duiding, botsing.nu), botsing=True, status=409)
    except DatabaseError:
        return render(request, "fouten/storing.html", {"terug": reverse("duiding", args=[pk])}, status=503)
    return redirect("duiding", pk=pk)
