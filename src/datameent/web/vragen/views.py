"""The pages of a question: the list, the question itself, asking, and what the data team does with it."""

from __future__ import annotations

from typing import Any, cast

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from datameent.release.read import Release
from datameent.web.accounts.models import Gebruiker
from datameent.web.figures.verwijzing import Onbruikbaar, lees_adres, lees_stand, release_of_niets
from datameent.web.figures.views import met_release
from datameent.web.permissions.rollen import Actie, Rol, mag
from datameent.web.stukken.formulier import verwerk
from datameent.web.stukken.opslag import versies
from datameent.web.stukken.verloop import verloop
from datameent.web.stukken.zicht import domeinkeuzes, haal, ingevuld
from datameent.web.vragen import lijst
from datameent.web.vragen.doelbinding import naam_van
from datameent.web.vragen.forms import KoppelForm, OntkoppelForm, StapForm, VraagForm
from datameent.web.vragen.gebruik import MAANDEN, maak_rapport
from datameent.web.vragen.models import Antwoordcijfer, Vraag
from datameent.web.vragen.stappen import Staat, stap_naar

PER_PAGINA = 25
LABELS = {
    "vraag": "De vraag",
    "besluit": "Het besluit",
    "bij_hoog": "Bij een hoog cijfer",
    "bij_laag": "Bij een laag cijfer",
    "verwachting": "Verwacht antwoord",
    "gegevens": "Nodige gegevens",
    "deadline": "Antwoord nodig op",
    "doel": "Waarvoor (doelbinding)",
    "domein": "Onderwerp",
    "cijfer": "Cijfer",
    "staat": "Stand",
    "waarom": "Waarom",
    "alternatief": "Wat er wel kan",
}
_FORMULIER = require_http_methods(["GET", "HEAD", "POST"])


def wie(request: HttpRequest) -> Gebruiker:
    """Who asks; the gate let in nobody without an account."""
    return cast(Gebruiker, request.user)


@require_safe
def vragen(request: HttpRequest) -> HttpResponse:
    """All questions that this reader may see, with search and filters."""
    keuze = lijst.lees_filter(request.GET, wie(request))
    rijen = lijst.vragen_voor(wie(request), keuze, timezone.localdate())
    context = {
        "keuze": keuze,
        "pagina": Paginator(rijen, PER_PAGINA).get_page(request.GET.get("pagina")),
        "standen": lijst.STANDEN.items(),
        "van": lijst.VAN.items(),
        "domeinen": domeinkeuzes(wie(request)),
        "mag_stellen": mag(Rol(wie(request).rol), Actie.VRAAG_STELLEN),
        "mag_gebruik": mag(Rol(wie(request).rol), Actie.GEBRUIK_ZIEN),
    }
    return render(request, "vragen/lijst.html", context)


@require_safe
def vraag(request: HttpRequest, pk: int) -> HttpResponse:
    """One question: what was asked, what was expected beforehand, the figures that answer it, and every step."""
    stuk = haal(Vraag, pk, wie(request), Actie.VRAGEN_ZIEN)
    release = release_of_niets(request)
    alle = versies(stuk)
    eerst = alle[0].inhoud if alle else {}
    cijfers = Antwoordcijfer._default_manager.filter(vraag=stuk, vervallen=False).select_related("eigenaar")
    context = {
        "vraag": stuk,
        "doelnaam": naam_van(stuk.doel),
        "eerst_verwacht": eerst["verwachting"] if eerst.get("verwachting") != stuk.verwachting else "",
        "over": lees_stand(release, stuk.cijfer) if stuk.cijfer else None,
        "cijfers": [(c, lees_stand(release, c.cijfer)) for c in cijfers],
        "verloop": verloop(stuk, alle, LABELS),
        "stappen": [s for s in stuk.stappen if _mag_stap(wie(request), stuk, door_vrager=s.door_vrager)],
        "mag_wijzigen": _mag_wijzigen(wie(request), stuk),
        "mag_koppelen": _mag_koppelen(wie(request), stuk),
        "meta": release.meta if release else None,
    }
    return render(request, "vragen/vraag.html", context)


@_FORMULIER
def vraag_nieuw(request: HttpRequest) -> HttpResponse:
    """Ask. `?cijfer=` fills in the figure that the reader came from."""
    release = release_of_niets(request)
    begin: dict[str, Any] = {}
    extra: dict[str, Any] = {"knop": "Stel de vraag", "inleiding": _INLEIDING}
    if request.method != "POST" and request.GET.get("cijfer"):
        try:
            begin["cijfer"] = lees_adres(request.GET["cijfer"], release).adres
        except Onbruikbaar:
            extra["inleiding"] = f"{_INLEIDING} Het cijfer waar u vandaan kwam kennen we niet. Vul het zelf in."
    form = VraagForm(ingevuld(request), initial=begin, gebruiker=wie(request), release=release)
    return verwerk(request, form, naar=Vraag.get_absolute_url, titel="Stel een vraag aan het datateam", extra=extra)


_INLEIDING = (
    "Een cijfer helpt pas als duidelijk is wat u ermee gaat doen. Daarom vragen we daar eerst naar. "
    "Schrijf geen namen of andere gegevens van personen op."
)


@_FORMULIER
def vraag_wijzig(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a question that is not answered yet; only who asked it."""
    stuk = haal(Vraag, pk, wie(request), Actie.VRAAG_STELLEN)
    if not _mag_wijzigen(wie(request), stuk):
        return redirect(stuk)
    data = ingevuld(request)
    form = VraagForm(data, instance=stuk, gebruiker=wie(request), release=release_of_niets(request))
    return verwerk(request, form, naar=Vraag.get_absolute_url, titel="Wijzig uw vraag")


@_FORMULIER
def vraag_stap(request: HttpRequest, pk: int, naar: str) -> HttpResponse:
    """A step of the data team."""
    return _stap(request, haal(Vraag, pk, wie(request), Actie.VRAAG_BEHANDELEN), naar, door_vrager=False)


@_FORMULIER
def vraag_intrekken(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a question; only who asked it."""
    stuk = haal(Vraag, pk, wie(request), Actie.VRAAG_STELLEN)
    return _stap(request, stuk, Staat.INGETROKKEN.value, door_vrager=True)


def _stap(request: HttpRequest, stuk: Vraag, naar: str, *, door_vrager: bool) -> HttpResponse:
    stap = next((s for van in Staat if (s := stap_naar(van, naar)) and s.door_vrager == door_vrager), None)
    if stap is None:
        raise Http404
    if not _mag_stap(wie(request), stuk, door_vrager=door_vrager):
        return redirect(stuk)
    if request.method != "POST" and stap_naar(stuk.stand, naar) is None:
        return redirect(stuk)
    form = StapForm(ingevuld(request), instance=stuk, stap=stap)
    extra = {"knop": stap.knop, "inleiding": f"De vraag: {stuk.vraag}"}
    return verwerk(request, form, naar=Vraag.get_absolute_url, titel=stap.knop, wat=f"staat-{naar}", extra=extra)


@_FORMULIER
def vraag_cijfer(request: HttpRequest, pk: int) -> HttpResponse:
    """Tie a figure to a question that the data team works on, or has answered."""
    stuk = haal(Vraag, pk, wie(request), Actie.VRAAG_BEHANDELEN)
    if not _mag_koppelen(wie(request), stuk):
        return redirect(stuk)
    nieuw = Antwoordcijfer(vraag=stuk, domein=stuk.domein)
    form = KoppelForm(ingevuld(request), instance=nieuw, release=release_of_niets(request))
    extra = {"inleiding": f"De vraag: {stuk.vraag}", "knop": "Koppel dit cijfer"}
    return verwerk(request, form, naar=lambda c: c.vraag.get_absolute_url(), titel="Koppel een cijfer", extra=extra)


@_FORMULIER
def vraag_cijfer_weg(request: HttpRequest, pk: int, koppeling: int) -> HttpResponse:
    """Take a figure back, with a reason; it stays in the history."""
    stuk = haal(Vraag, pk, wie(request), Actie.VRAAG_BEHANDELEN)
    cijfer = Antwoordcijfer._default_manager.filter(pk=koppeling, vraag=stuk).first()
    if cijfer is None:
        raise Http404
    if not _mag_koppelen(wie(request), stuk) or (cijfer.vervallen and request.method != "POST"):
        return redirect(stuk)
    form = OntkoppelForm(ingevuld(request), instance=cijfer)
    extra = {"inleiding": f"De vraag: {stuk.vraag}", "knop": "Haal dit cijfer weg"}
    naar = Vraag.get_absolute_url(stuk)
    return verwerk(request, form, naar=lambda _: naar, titel="Haal een cijfer weg", wat="ontkoppeld", extra=extra)


@met_release()
def cijfergebruik(request: HttpRequest, release: Release) -> HttpResponse:
    """Which figures nobody opened, which serve a question or a goal, which are almost the same."""
    gekozen = request.GET.get("maanden", "6")
    maanden = int(gekozen) if gekozen in {str(m) for m in MAANDEN} else 6
    rapport = maak_rapport(release, wie(request), maanden, timezone.now())
    context = {
        "rapport": rapport,
        "maanden": maanden,
        "keuzes": MAANDEN,
        "onbekend": gekozen not in {str(m) for m in MAANDEN},
        "meta": release.meta,
    }
    return render(request, "vragen/gebruik.html", context)


def _mag_stap(gebruiker: Gebruiker, stuk: Vraag, *, door_vrager: bool) -> bool:
    if door_vrager:
        return stuk.eigenaar == gebruiker
    return mag(Rol(gebruiker.rol), Actie.VRAAG_BEHANDELEN)


def _mag_wijzigen(gebruiker: Gebruiker, stuk: Vraag) -> bool:
    return stuk.stand.open and stuk.eigenaar == gebruiker


def _mag_koppelen(gebruiker: Gebruiker, stuk: Vraag) -> bool:
    kan = stuk.stand in {Staat.IN_BEHANDELING, Staat.BEANTWOORD}
    return kan and mag(Rol(gebruiker.rol), Actie.VRAAG_BEHANDELEN)
