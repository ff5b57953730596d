"""A decision as it was: figures from the release of then, the definition and the readings of then, and what changed.

Newer releases do not touch this page. Is the file of then gone, or is it another one, then the page says so and shows
the cells that were kept with the decision.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from datameent.domain.errors import DatameentError
from datameent.release.read import Release
from datameent.web.audit.toegang import GeenRelease, open_genoemde_release, open_release, vingerafdruk
from datameent.web.besluiten.models import CONCEPT, Besluit
from datameent.web.besluiten.tijdstip import tekst
from datameent.web.besluiten.views import verwijzingen, vind, zichtbare_bewijzen
from datameent.web.duiding.bewijs import Bewijs, Verschil, keuze_van, neem, verschillen
from datameent.web.duiding.models import VASTGESTELD as DUIDING_VAST
from datameent.web.duiding.models import Duiding, Tegengeluid
from datameent.web.duiding.tegenspraak import tot
from datameent.web.figures.pagina import Weergave, definitiekaart, maak_weergave
from datameent.web.permissions.poort import rol_van
from datameent.web.permissions.rollen import NAMEN, Actie, Rol, mag
from datameent.web.stukken.models import Versie
from datameent.web.stukken.opslag import zoals_in

MEESTE = 20
"""How many differences are shown; how many there are is always said."""


@dataclass(frozen=True, slots=True)
class Figuurtoen:
    """A figure as it was. `staat`: `heel` (from the file), `weg` (no file) or `anders` (a file, but not that one)."""

    bewijs: Bewijs
    staat: str
    weergave: Weergave | None
    kaart: list[tuple[str, list[str]]]
    nu: Nu | None


@dataclass(frozen=True, slots=True)
class Nu:
    """What a newer release says of the same figure; `weg`: it has no such figure any more."""

    release: str
    peildatum: str
    definitieversie: str
    weg: bool
    aantal: int
    verschillen: tuple[Verschil, ...]


@dataclass(frozen=True, slots=True)
class Duidingtoen:
    """A reading as it was, with the dissent of then, and what became of it."""

    toen: dict[str, Any]
    versie: int
    auteur: str
    tegengeluiden: Sequence[Tegengeluid]
    nu: Duiding


@require_safe
def toen(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything as it was when the decision was set."""
    stuk = vind(request, pk, Actie.BESLUIT_LEZEN)
    if stuk.status == CONCEPT:
        return redirect("besluit", pk=pk)
    was = Besluit(**_velden(zoals_in(stuk, stuk.vastgesteld_versie)))
    wanneer = Versie.objects.get(soort=stuk.soort(), stuk=stuk.pk, versie=stuk.vastgesteld_versie).op
    bewijzen = zichtbare_bewijzen(request, was.bewijzen)
    context = {
        "b": stuk,
        "was": was,
        "moment": tekst(was.genomen_op),
        "wanneer": wanneer,
        "figuren": [_figuur(request, b) for b in bewijzen],
        "niet_te_zien": len(was.figuren) - len(bewijzen),
        "duidingen": [d for v in was.duidingen if (d := _duiding(request, v, wanneer)) is not None],
        "verwijzingen": verwijzingen(was),
        "gecorrigeerd": stuk.versie > stuk.vastgesteld_versie and bool(stuk.reden),
    }
    return render(request, "besluiten/toen.html", context)


def _velden(inhoud: dict[str, Any]) -> dict[str, Any]:
    """The fields of a kept version, as the model wants them."""
    namen = {v.attname for v in Besluit._meta.concrete_fields}
    velden = {n: w for n, w in inhoud.items() if n in namen}
    velden["genomen_op"] = datetime.fromisoformat(velden["genomen_op"])
    velden["evaluatie_op"] = datetime.fromisoformat(velden["evaluatie_op"]).date()
    return velden


def _figuur(request: HttpRequest, bewijs: Bewijs) -> Figuurtoen:
    kaart = definitiekaart(bewijs.definitie)
    try:
        release = open_genoemde_release(request, bewijs.release)
    except GeenRelease:
        return Figuurtoen(bewijs, "weg", None, kaart, _nu(request, bewijs))
    try:
        keuze, aanbod = keuze_van(release, bewijs)
    except Http404:
        return Figuurtoen(bewijs, "anders", None, kaart, _nu(request, bewijs))
    if vingerafdruk(release) != bewijs.vingerafdruk:
        return Figuurtoen(bewijs, "anders", None, kaart, _nu(request, bewijs))
    kaart = definitiekaart(release.definitie(bewijs.indicator))
    return Figuurtoen(bewijs, "heel", maak_weergave(release, keuze, aanbod), kaart, _nu(request, bewijs))


def _nu(request: HttpRequest, bewijs: Bewijs) -> Nu | None:
    """The newest release of this reader, when that is another one."""
    try:
        release: Release = open_release(request)
    except (GeenRelease, DatameentError):  # a broken file says nothing of now, and takes nothing away from then
        return None
    if release.meta.release_id == bewijs.release:
        return None
    dag = release.meta.peildatum.isoformat()
    try:
        later = neem(release, *keuze_van(release, bewijs))
    except Http404:
        return Nu(release.meta.release_id, dag, "", True, 0, ())
    alle = verschillen(bewijs, later)
    return Nu(release.meta.release_id, dag, later.definitieversie, False, len(alle), alle[:MEESTE])


def _duiding(request: HttpRequest, verwijzing: dict[str, Any], wanneer: datetime) -> Duidingtoen | None:
    """A reading as it was; the council has those that were set for it then, with the dissent of when they were set."""
    nu = Duiding.objects.prefetch_related("tegengeluiden__antwoorden").get(pk=verwijzing["id"])
    versie = Versie.objects.get(soort=nu.soort(), stuk=nu.pk, versie=verwijzing["versie"])
    inhoud = versie.inhoud
    if not mag(rol_van(request), Actie.DUIDING_LEZEN):
        if inhoud["status"] != DUIDING_VAST or inhoud["doelgroep"] == "beleid":
            return None
        wanneer = versie.op
    auteur = NAMEN[Rol(inhoud["auteursrol"])]
    return Duidingtoen(inhoud, verwijzing["versie"], auteur, tot(nu, wanneer), nu)
