"""The pages with figures. Each opens its release through `audit.toegang`, which writes the audit event."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, NamedTuple, ParamSpec, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from datameent.release.read import Release
from datameent.release.schema import TOTAAL
from datameent.web.audit.keten import Soort
from datameent.web.audit.toegang import GeenRelease, open_release
from datameent.web.besluiten.herinneren import herinneringen
from datameent.web.doelen.bij_figuur import strepen_bij
from datameent.web.duiding.bij_figuur import Bij, bij
from datameent.web.figures import inwoners, pagina, tabelbestand, zeker
from datameent.web.figures.filters import maak_formulier
from datameent.web.figures.geheugen import Pagina
from datameent.web.figures.kaart import kaartkeuze, maak_kaart
from datameent.web.figures.keuze import (
    Aanbod,
    Keuze,
    aanbod_van,
    alternatieven,
    keuze_in_woorden,
    lees_keuze,
    vul_wet_aan,
)
from datameent.web.figures.schil import toon
from datameent.web.figures.strepen import Streep
from datameent.web.figures.tegels import secties

P = ParamSpec("P")


def met_release(
    soort: Soort = Soort.GEZIEN,
) -> Callable[
    [Callable[Concatenate[HttpRequest, Release, P], HttpResponse]],
    Callable[Concatenate[HttpRequest, P], HttpResponse],
]:
    """Give a view the release of its reader; a page that says so when there is none yet."""

    def omhul(
        view: Callable[Concatenate[HttpRequest, Release, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def buiten(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            try:
                release = open_release(request, soort)
            except GeenRelease:
                return render(request, "figures/geen_release.html", status=503)
            return view(request, release, *args, **kwargs)

        return cast(Callable[Concatenate[HttpRequest, P], HttpResponse], require_safe(buiten))

    return omhul


@met_release()
def overzicht(request: HttpRequest, release: Release) -> HttpResponse:
    """All questions, by law; above them what waits for this reader."""

    def maak() -> Pagina:
        context = {**_kop(release), "secties": secties(release, {})}
        return Pagina("Overzicht", render_to_string("figures/overzicht.html", context, request))

    return toon(request, release, ("overzicht",), maak, eigen={"herinneringen": herinneringen(request)})


@met_release()
def wijken(request: HttpRequest, release: Release) -> HttpResponse:
    """Choose a wijk."""
    gekozen = request.GET.get("wijk", "")
    if gekozen in {w.code for w in _wijken(release)}:
        return redirect("wijk", code=gekozen)
    return render(request, "figures/wijken.html", {**_kop(release), "wijken": _wijken(release)})


@met_release()
def wijk(request: HttpRequest, release: Release, code: str) -> HttpResponse:
    """All questions for one wijk."""
    if code not in {w.code for w in _wijken(release)}:
        raise Http404
    naam = release.label("wijk", code)

    def maak() -> Pagina:
        context = {**_kop(release), "wijken": _wijken(release), "naam": naam, "code": code}
        context["secties"] = secties(release, {"wijk": code})
        return Pagina(naam, render_to_string("figures/wijk.html", context, request))

    return toon(request, release, ("wijk", code), maak)


@met_release()
def indicator(request: HttpRequest, release: Release, code: str) -> HttpResponse:
    """One question: the answer, the chart, the table, the meaning."""
    _definitie(release, code)
    aanbod = aanbod_van(release, code)
    keuze, opmerkingen = lees_keuze(request.GET, release, code, aanbod)
    keuze, aangevuld = vul_wet_aan(keuze, aanbod, release)
    opmerkingen += [aangevuld] if aangevuld else []
    erbij = bij(request, release, keuze)
    strepen = strepen_bij(request, release, keuze)
    sleutel = ("indicator", code, keuze.vraagtekst(), erbij.stempel, repr(strepen), *opmerkingen)
    wat = _Gevraagd(keuze, aanbod, opmerkingen, erbij, strepen)
    return toon(request, release, sleutel, lambda: _indicatorpagina(request, release, wat), keuze=keuze)


class _Gevraagd(NamedTuple):
    """The choice, what the release has of it, and what people wrote that belongs to it."""

    keuze: Keuze
    aanbod: Aanbod
    opmerkingen: list[str]
    erbij: Bij
    strepen: tuple[Streep, ...]


def _indicatorpagina(request: HttpRequest, release: Release, wat: _Gevraagd) -> Pagina:
    keuze, aanbod, opmerkingen, erbij, strepen = wat
    definitie = release.definitie(keuze.indicator)
    context: dict[str, Any] = {
        **_kop(release),
        "definitie": definitie,
        "code": keuze.indicator,
        "keuze": keuze,
        "formulier": maak_formulier(release, keuze, aanbod),
        "opmerkingen": opmerkingen,
        "kaart": pagina.definitiekaart(definitie),
        "grens": pagina.grens(definitie),
        "voorbeeld": pagina.voorbeeldregels(definitie.get("voorbeeld")),
        "wetnaam": release.label("wet", keuze.waar["wet"]) if "wet" in keuze.waar else "",
    }
    context["zeker"] = zeker.zinnen(release, keuze)
    titel = str(definitie["vraag"])
    if not aanbod.heeft(keuze.korrel, keuze.actief):
        context["alternatieven"] = alternatieven(keuze, aanbod, release)
        return Pagina(titel, render_to_string("figures/combinatie.html", context, request))
    weergave = pagina.maak_weergave(release, keuze, aanbod, erbij.gebeurd, strepen)
    context |= {"w": weergave, "f": weergave.figuur, "vraagtekst": keuze.vraagtekst(), "bij": erbij}
    context |= _kaart(release, weergave, aanbod)
    context["per_inwoner"] = inwoners.zin(release, weergave.figuur)
    context["per_inwoner_naast"] = inwoners.zin_ernaast(release, weergave.figuur)
    context["gekozen_in_woorden"] = keuze_in_woorden(release, keuze)
    context["zeker"] = zeker.zinnen(release, keuze, weergave.figuur)
    html = render_to_string("figures/indicator.html", context, request)
    return Pagina(titel, html, houdbaar=not weergave.grafiek_mislukt)


def _kaart(release: Release, weergave: pagina.Weergave, aanbod: Aanbod) -> dict[str, Any]:
    """The map of this figure, or the address of one near it."""
    figuur = weergave.figuur
    adres = reverse("indicator", args=[figuur.keuze.indicator])
    kaart = maak_kaart(release, figuur, adres, weergave.onderschrift)
    elders = None if kaart else kaartkeuze(release, figuur.keuze, aanbod)
    return {"gebiedskaart": kaart, "kaart_elders": f"{adres}?{elders.vraagtekst()}" if elders else ""}


@met_release(Soort.GEDOWNLOAD)
def indicator_csv(request: HttpRequest, release: Release, code: str) -> HttpResponse:
    """The table as a file; a crossing that is not there leads back to the page that explains."""
    _definitie(release, code)
    aanbod = aanbod_van(release, code)
    keuze, _ = vul_wet_aan(lees_keuze(request.GET, release, code, aanbod)[0], aanbod, release)
    if not aanbod.heeft(keuze.korrel, keuze.actief):
        return redirect(f"{reverse('indicator', args=[code])}?{keuze.vraagtekst()}")
    # The mark at the begin lets a spreadsheet see that this is UTF-8.
    response = HttpResponse("\ufeff" + tabelbestand.als_bestand(release, keuze), content_type="text/csv; charset=utf-8")
    naam = tabelbestand.bestandsnaam(keuze)
    response.headers["Content-Disposition"] = f'attachment; filename="{naam}"'
    return response


def _definitie(release: Release, code: str) -> Any:
    if code not in {k.code for k in release.indicatoren()}:
        raise Http404
    return release.definitie(code)


def _wijken(release: Release) -> list[Any]:
    return [w for w in release.dimensie("wijk") if w.code not in {TOTAAL, "onbekend"}]


def _kop(release: Release) -> dict[str, Any]:
    berichten = [b.laatste_bericht for b in release.bronnen() if b.laatste_bericht]
    return {
        "meta": release.meta,
        "laatste_bericht": max(berichten, default=None),
    }
