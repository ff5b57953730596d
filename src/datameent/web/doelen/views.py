"""The pages of the goal tree: the whole tree, a place in it, a measure, and writing them."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from datameent.web.accounts.models import Gebruiker
from datameent.web.doelen import boom
from datameent.web.doelen.evaluaties import te_evalueren
from datameent.web.doelen.forms import KnoopForm
from datameent.web.doelen.maatregelform import EvaluatieForm, MaatregelForm
from datameent.web.doelen.models import Knoop, Maatregel
from datameent.web.doelen.niveaus import MET_MAATREGEL, Niveau
from datameent.web.doelen.vooraf import LABELS as VOORAFLABELS
from datameent.web.doelen.vooraf import leesbaar, vooraf
from datameent.web.figures.verwijzing import release_of_niets
from datameent.web.permissions.rollen import DOELGROEP, Actie, Rol, mag
from datameent.web.stukken.formulier import verwerk
from datameent.web.stukken.opslag import versies
from datameent.web.stukken.verloop import verloop
from datameent.web.stukken.zicht import domeinkeuzes, haal, ingevuld, zichtbaar

LABELS = {
    "naam": "Naam",
    "toelichting": "Wat we ermee bedoelen",
    "domein": "Onderwerp",
    "cijfer": "Cijfer",
    "nulmeting_periode": "Periode van de nulmeting",
    "streefwaarde": "Streefwaarde",
    "streefdatum": "Wanneer",
    "taakveld": "Taakveld",
    "bedragen": "Bedragen",
    "vervallen": "Hoort er niet meer bij",
}
_MAATREGELLABELS = {
    "naam": "Naam",
    "omschrijving": "Wat de maatregel inhoudt",
    **VOORAFLABELS,
    "wijzigreden": "Reden van de wijziging",
    "bevinding": "Wat we kunnen zeggen",
    "evaluatie": "Wat eruit kwam",
    "lessen": "Wat we ervan leren",
}
_FORMULIER = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def doelen(request: HttpRequest) -> HttpResponse:
    """The whole tree, or one subject of it, with what every figure says to this reader."""
    release = release_of_niets(request)
    keuzes = domeinkeuzes(_wie(request))
    domein = request.GET.get("domein", "")
    bekend = domein in {"", *(code for code, _ in keuzes)}
    knopen = zichtbaar(Knoop._default_manager.filter(vervallen=False).select_related("eigenaar"), _wie(request))
    if domein and bekend:
        knopen = knopen.filter(domein__in=(domein, "alle"))
    maatregelen = zichtbaar(Maatregel._default_manager.all(), _wie(request))
    context = {
        "takken": boom.maak_boom(list(knopen), maatregelen, release),
        "domein": domein if bekend else "",
        "onbekend": not bekend,
        "domeinen": keuzes,
        "dicht": request.GET.get("dicht") == "1",
        "mag_schrijven": _mag_schrijven(request),
        "evaluaties": te_evalueren(timezone.localdate(), _wie(request)),
        "meta": release.meta if release else None,
    }
    return render(request, "doelen/boom.html", context)


@require_safe
def doel(request: HttpRequest, pk: int) -> HttpResponse:
    """One place: where it hangs, what the figure says, what hangs under it, and how it came to be."""
    knoop = haal(Knoop, pk, _wie(request), Actie.DOELEN_ZIEN)
    release = release_of_niets(request)
    onder = zichtbaar(Knoop._default_manager.filter(ouder=knoop, vervallen=False), _wie(request))
    # A baseline may be hidden for the council: it does not show in the history either.
    intern = DOELGROEP[Rol(_wie(request).rol)] == "beleid"
    labels = LABELS | ({"nulmeting": "Nulmeting"} if intern else {})
    context = {
        "knoop": knoop,
        "pad": boom.pad_naar(knoop),
        "meting": boom.meet(knoop, release),
        "onder": [(k, boom.meet(k, release)) for k in onder],
        "maatregelen": zichtbaar(Maatregel._default_manager.filter(knoop=knoop), _wie(request)),
        "verloop": verloop(knoop, versies(knoop), labels),
        "bedragen": knoop.bedragen.items(),
        "mag_schrijven": _mag_schrijven(request),
        "mag_maatregel": _mag_schrijven(request) and knoop.plaats in MET_MAATREGEL and not knoop.vervallen,
        "meta": release.meta if release else None,
    }
    return render(request, "doelen/doel.html", context)


@_FORMULIER
def doel_nieuw(request: HttpRequest) -> HttpResponse:
    """A new effect, or with `?onder=` a place one level lower."""
    ouder, niveau = None, Niveau.EFFECT
    if onder := request.GET.get("onder"):
        if not onder.isascii() or not onder.isdigit() or len(onder) > 18:
            raise Http404
        ouder = haal(Knoop, int(onder), _wie(request), Actie.DOELEN_SCHRIJVEN)
        lager = ouder.plaats.onder
        if lager is None:
            raise Http404
        niveau = lager
    knoop = Knoop(niveau=niveau, ouder=ouder, domein=ouder.domein if ouder else "")
    extra = {"inleiding": f"Dit hangt onder: {ouder.naam}" if ouder else ""}
    return _knoopformulier(request, knoop, f"Nieuw: {niveau.naam}", extra)


@_FORMULIER
def doel_wijzig(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a place in the tree."""
    knoop = haal(Knoop, pk, _wie(request), Actie.DOELEN_SCHRIJVEN)
    return _knoopformulier(request, knoop, f"Wijzig: {knoop.plaats.naam}", {})


def _knoopformulier(request: HttpRequest, knoop: Knoop, titel: str, extra: dict[str, Any]) -> HttpResponse:
    data = ingevuld(request)
    form = KnoopForm(data, instance=knoop, gebruiker=_wie(request), release=release_of_niets(request))
    return verwerk(request, form, naar=Knoop.get_absolute_url, titel=titel, extra=extra)


@require_safe
def maatregel(request: HttpRequest, pk: int) -> HttpResponse:
    """One measure: the policy theory now and beforehand, the comparison, and what came of it."""
    stuk = haal(Maatregel, pk, _wie(request), Actie.DOELEN_ZIEN)
    release = release_of_niets(request)
    nu = stuk.inhoud()
    context = {
        "maatregel": stuk,
        "pad": boom.pad_naar(stuk.knoop),
        "meting": boom.meet(stuk.knoop, release),
        "velden": [(label, leesbaar(naam, nu[naam])) for naam, label in VOORAFLABELS.items()],
        "vooraf": vooraf(stuk),
        "verloop": verloop(stuk, versies(stuk), _MAATREGELLABELS),
        "mag_schrijven": _mag_schrijven(request),
        "te_evalueren": _moet_terugkijken(stuk),
        "meta": release.meta if release else None,
    }
    return render(request, "doelen/maatregel.html", context)


@_FORMULIER
def maatregel_nieuw(request: HttpRequest, pk: int) -> HttpResponse:
    """A new measure under a goal, a prestatie or an activity."""
    knoop = haal(Knoop, pk, _wie(request), Actie.DOELEN_SCHRIJVEN)
    if knoop.plaats not in MET_MAATREGEL or knoop.vervallen:
        return redirect(knoop)
    form = MaatregelForm(ingevuld(request), instance=Maatregel(knoop=knoop, domein=knoop.domein))
    extra = {"inleiding": f"De maatregel hangt onder: {knoop.naam}"}
    return verwerk(request, form, naar=Maatregel.get_absolute_url, titel="Nieuwe maatregel", extra=extra)


@_FORMULIER
def maatregel_wijzig(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a measure; what was written beforehand only with a reason once it has begun."""
    stuk = haal(Maatregel, pk, _wie(request), Actie.DOELEN_SCHRIJVEN)
    form = MaatregelForm(ingevuld(request), instance=stuk)
    return verwerk(request, form, naar=Maatregel.get_absolute_url, titel="Wijzig de maatregel")


@_FORMULIER
def maatregel_evalueer(request: HttpRequest, pk: int) -> HttpResponse:
    """Look back on a measure that has begun."""
    stuk = haal(Maatregel, pk, _wie(request), Actie.DOELEN_SCHRIJVEN)
    if not stuk.gestart:
        return redirect(stuk)
    form = EvaluatieForm(ingevuld(request), instance=stuk)
    eerst = vooraf(stuk)
    verwacht = dict(eerst.velden).get(VOORAFLABELS["dan"], "") if eerst else ""
    extra = {"inleiding": f"Dit verwachtten we vooraf: {verwacht}" if verwacht else ""}
    titel = "Kijk terug op de maatregel"
    return verwerk(request, form, naar=Maatregel.get_absolute_url, titel=titel, wat="geevalueerd", extra=extra)


def _moet_terugkijken(stuk: Maatregel) -> bool:
    dag = stuk.evaluatiedatum
    return stuk.geevalueerd_op is None and dag is not None and dag <= timezone.localdate() and stuk.gestart


def _mag_schrijven(request: HttpRequest) -> bool:
    return mag(Rol(_wie(request).rol), Actie.DOELEN_SCHRIJVEN)


def _wie(request: HttpRequest) -> Gebruiker:
    return cast(Gebruiker, request.user)
