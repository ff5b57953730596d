"""The pages of decisions: the list, one decision, writing, setting and correcting it, and a figure for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django.db import DatabaseError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from datameent.web.audit.toegang import GeenRelease, bewaard_gezien, mag_release
from datameent.web.besluiten.forms import BesluitForm, CorrectieForm
from datameent.web.besluiten.models import CONCEPT, VASTGESTELD, Besluit
from datameent.web.besluiten.tijdstip import tekst
from datameent.web.duiding.bewijs import Bewijs
from datameent.web.duiding.getallen import Vondst
from datameent.web.duiding.models import CONCEPT as DUIDINGCONCEPT
from datameent.web.duiding.models import Duiding
from datameent.web.duiding.nagaan import Nagaan
from datameent.web.duiding.vastleggen import Cijfer, cijfer_van, kop_van
from datameent.web.duiding.views import eis, gebruiker_van, nagaan_bij
from datameent.web.permissions.rollen import DOELGROEP, Actie, Rol, mag
from datameent.web.permissions.toets import mag_met, zichtbare
from datameent.web.stukken.formulier import verwerk
from datameent.web.stukken.opslag import Botsing, versies, wijzig


def leesbare(request: HttpRequest) -> QuerySet[Besluit]:
    """The decisions that this user may read: the council those that are set, and written for it."""
    door = gebruiker_van(request)
    rijen = zichtbare(door, Besluit.objects.all())
    if DOELGROEP[Rol(door.rol)] == "raad":
        rijen = rijen.filter(doelgroep="raad").exclude(status=CONCEPT)
    return rijen


def vind(request: HttpRequest, pk: int, actie: Actie) -> Besluit:
    """A decision that this user may do this with. What a reader may not read does not exist for that reader."""
    besluit = Besluit.objects.filter(pk=pk, gemeente=gebruiker_van(request).gemeente).first()
    if besluit is None:
        raise Http404
    eis(request, actie, besluit)
    if not leesbare(request).filter(pk=pk).exists():
        raise Http404
    return besluit


@require_safe
def besluiten(request: HttpRequest) -> HttpResponse:
    """All decisions, the newest first."""
    door = gebruiker_van(request)
    rijen = [(b, tekst(b.genomen_op)) for b in leesbare(request)[:200]]
    context = {"besluiten": rijen, "mag_schrijven": mag(Rol(door.rol), Actie.BESLUIT_SCHRIJVEN)}
    return render(request, "besluiten/lijst.html", context)


@require_safe
def besluit(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision as it is now."""
    return _toon(request, vind(request, pk, Actie.BESLUIT_LEZEN))


def zichtbare_bewijzen(request: HttpRequest, bewijzen: Iterable[Bewijs]) -> list[Bewijs]:
    """The figures that this reader may see; each look is an event, also at cells that we kept ourselves."""
    mag_zien = [b for b in bewijzen if mag_release(request, b.doelgroep)]
    for release, doelgroep in {(b.release, b.doelgroep) for b in mag_zien}:
        bewaard_gezien(request, release, doelgroep)
    return mag_zien


def verwijzingen(stuk: Besluit) -> list[tuple[str, str]]:
    """Goals and measures: a name, and its page when this site has one."""
    uit = []
    for v in stuk.verwijzingen:
        try:
            adres = reverse(v["soort"], args=[v["id"]])
        except NoReverseMatch:
            adres = ""
        uit.append((f"{v['soort']} {v['id']}", adres))
    return uit


def _toon(request: HttpRequest, stuk: Besluit, *, botsing: bool = False, status: int = 200) -> HttpResponse:
    door = gebruiker_van(request)
    bewijzen = zichtbare_bewijzen(request, stuk.bewijzen)
    namen = {d.pk: d for d in zichtbare(door, Duiding.objects.filter(pk__in=[d["id"] for d in stuk.duidingen]))}
    context = {
        "b": stuk,
        "moment": tekst(stuk.genomen_op),
        "bewijzen": bewijzen,
        "niet_te_zien": len(stuk.figuren) - len(bewijzen),
        "effectbewijzen": zichtbare_bewijzen(request, stuk.effectbewijzen),
        "duidingen": [(namen.get(d["id"]), d["versie"]) for d in stuk.duidingen],
        "mag_duiding": mag(Rol(door.rol), Actie.DUIDING_LEZEN),
        "verwijzingen": verwijzingen(stuk),
        "versies": versies(stuk),
        "mag_schrijven": mag_met(door, Actie.BESLUIT_SCHRIJVEN, stuk),
        "mag_vaststellen": mag_met(door, Actie.BESLUIT_VASTSTELLEN, stuk),
        "verlopen": stuk.evaluatie_op <= timezone.localdate(),
        "botsing": botsing,
    }
    return render(request, "besluiten/besluit.html", context, status=status)


def nagaan_alle(request: HttpRequest, bewijzen: Sequence[Bewijs]) -> Nagaan:
    """Hold a text to every figure that goes with it."""
    kijkers: list[Nagaan] = [nagaan_bij(request, b) for b in bewijzen] or [nagaan_bij(request, None)]

    def nagaan(tekst_: str, doelgroep: str) -> list[Vondst]:
        gevonden = [v for kijk in kijkers for v in kijk(tekst_, doelgroep)]
        return list({(v.getal, v.fragment): v for v in gevonden}.values())

    return nagaan


def _duidingen_bij(request: HttpRequest, bewijzen: Sequence[Bewijs]) -> list[Duiding]:
    rijen = Duiding.objects.filter(indicator__in={b.indicator for b in bewijzen}).exclude(status=DUIDINGCONCEPT)
    return list(zichtbare(gebruiker_van(request), rijen)[:50])


@require_http_methods(["GET", "HEAD", "POST"])
def nieuw(request: HttpRequest) -> HttpResponse:
    """Write a decision; with a figure in the address it begins with that figure, as it was seen."""
    gezien = _cijfer(request)
    if isinstance(gezien, HttpResponse):
        return gezien
    bewijzen = [gezien.bewijs] if gezien else []
    stuk = Besluit(figuren=[b.als_json() for b in bewijzen], domein=gezien.domein if gezien else "alle")
    vervangen = gezien is not None and gezien.vervangen
    form = BesluitForm(
        None if vervangen else request.POST or None,
        instance=stuk,
        nagaan=nagaan_alle(request, bewijzen),
        duidingen=_duidingen_bij(request, bewijzen),
    )
    extra: dict[str, Any] = {"kruimel": kop_van(gezien.bewijs), "bewijs": gezien.bewijs} if gezien else {}
    titel = "Wat is er besloten?"
    if gezien and request.method == "POST" and vervangen:
        form.initial.update({n: w for n, w in request.POST.items() if n in form.fields})
        actie = f"{request.path}?cijfer={gezien.bewijs.indicator}&{gezien.bewijs.adres}"
        context = {**extra, "form": form, "titel": titel, "vervangen": True, "actie": actie}
        return render(request, "stukken/formulier.html", context, status=409)
    if request.method == "POST" and form.is_valid():
        stuk.gemeente = gebruiker_van(request).gemeente
        eis(request, Actie.BESLUIT_SCHRIJVEN, stuk)
    return verwerk(request, form, naar=_naar, titel=titel, wat=form.wat("gemaakt"), extra=extra)


def _naar(stuk: Besluit) -> str:
    return reverse("besluit", args=[stuk.pk])


def _cijfer(request: HttpRequest) -> Cijfer | HttpResponse | None:
    code = request.GET.get("cijfer", "")
    try:
        return cijfer_van(request, code) if code else None
    except GeenRelease:
        return render(request, "figures/geen_release.html", status=503)


@require_http_methods(["GET", "HEAD", "POST"])
def wijzig_besluit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    stuk = vind(request, pk, Actie.BESLUIT_SCHRIJVEN)
    if stuk.status != CONCEPT:
        return redirect("besluit-corrigeer", pk=pk)
    bewijzen = zichtbare_bewijzen(request, stuk.bewijzen)
    form = BesluitForm(
        request.POST or None,
        instance=stuk,
        nagaan=nagaan_alle(request, bewijzen),
        duidingen=_duidingen_bij(request, bewijzen),
    )
    return verwerk(request, form, naar=_naar, titel="Besluit wijzigen", wat=form.wat("gewijzigd"))


@require_http_methods(["GET", "HEAD", "POST"])
def corrigeer(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a decision that is set: a new version with a reason. What was seen then stays as it was."""
    stuk = vind(request, pk, Actie.BESLUIT_SCHRIJVEN)
    if stuk.status == CONCEPT:
        return redirect("besluit-wijzig", pk=pk)
    bewijzen = zichtbare_bewijzen(request, stuk.bewijzen)
    form = CorrectieForm(request.POST or None, instance=stuk, nagaan=nagaan_alle(request, bewijzen), duidingen=())
    extra = {
        "vast": stuk.verwachting,
        "vast_titel": "De verwachting van toen blijft staan",
        "knop": "Bewaar de correctie",
    }
    titel = "Besluit corrigeren"
    return verwerk(request, form, naar=_naar, titel=titel, wat=form.wat("gecorrigeerd"), extra=extra)


@require_http_methods(["GET", "HEAD", "POST"])
def stel_vast(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a decision. From now on its expectation stays, and its readings are those of today."""
    stuk = vind(request, pk, Actie.BESLUIT_VASTSTELLEN)
    if stuk.status != CONCEPT:
        return redirect("besluit", pk=pk)
    if request.method != "POST":
        bewijzen = zichtbare_bewijzen(request, stuk.bewijzen)
        context = {"b": stuk, "bewijzen": bewijzen, "moment": tekst(stuk.genomen_op)}
        return render(request, "besluiten/vaststellen.html", context)
    door = gebruiker_van(request)
    gezien = request.POST.get("gezien", "")
    nu = dict(Duiding.objects.filter(pk__in=[d["id"] for d in stuk.duidingen]).values_list("pk", "versie"))
    stuk.duidingen = [{"id": d["id"], "versie": nu.get(d["id"], d["versie"])} for d in stuk.duidingen]
    stuk.status, stuk.vastgesteld_door = VASTGESTELD, door.gebruikersnaam
    stuk.vastgesteld_versie = stuk.versie + 1
    return _bewaar(request, stuk, gezien, "vastgesteld")


def _bewaar(request: HttpRequest, stuk: Besluit, gezien: str, wat: str) -> HttpResponse:
    try:
        wijzig(stuk, gebruiker_van(request), gezien=int(gezien) if gezien.isdecimal() else 0, wat=wat)
    except Botsing as botsing:
        return _toon(request, cast(Besluit, botsing.nu), botsing=True, status=409)
    except DatabaseError:
        return render(request, "fouten/storing.html", {"terug": _naar(stuk)}, status=503)
    return redirect(_naar(stuk))


@require_http_methods(["GET", "HEAD", "POST"])
def cijfer(request: HttpRequest, code: str) -> HttpResponse:
    """A figure goes with a decision: a new one, a draft, or one whose effect is looked for."""
    try:
        gezien = cijfer_van(request, code)
    except GeenRelease:
        return render(request, "figures/geen_release.html", status=503)
    bewijs = gezien.bewijs
    if gezien.vervangen or (request.method != "POST" and not request.GET.get("release")):
        return redirect(f"{request.path}?{bewijs.adres}")
    gekozen = request.POST.get("besluit", "")
    if request.method == "POST" and gekozen.isdecimal():
        return _erbij(request, int(gekozen), bewijs)
    if request.method == "POST":
        return redirect(f"{reverse('besluit-nieuw')}?cijfer={code}&{bewijs.adres}")
    door = gebruiker_van(request)
    context = {
        "bewijs": bewijs,
        "kruimel": kop_van(bewijs),
        "titel": "Bij welk besluit hoort dit cijfer?",
        "besluiten": zichtbare(door, Besluit.objects.all())[:100],
    }
    return render(request, "besluiten/cijfer.html", context)


def _erbij(request: HttpRequest, pk: int, bewijs: Bewijs) -> HttpResponse:
    stuk = vind(request, pk, Actie.BESLUIT_SCHRIJVEN)
    veld = "figuren" if stuk.status == CONCEPT else "effectfiguren"
    aanwezig: list[dict[str, Any]] = getattr(stuk, veld)
    zelfde = (bewijs.release, bewijs.indicator, bewijs.vraagtekst)
    if any((b["release"], b["indicator"], b["vraagtekst"]) == zelfde for b in aanwezig):
        return redirect(_naar(stuk))
    setattr(stuk, veld, [*aanwezig, bewijs.als_json()])
    return _bewaar(request, stuk, str(stuk.versie), "cijfer erbij")
