"""The council view: every figure of the release for the council, in an order that nobody chose.

By law, within a law by goal in the order in which goals were written down, then what serves no goal in the order of the
definitions. What changed most is not first, and nothing can be left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from datameent.release.read import Release
from datameent.web.accounts.models import Gebruiker, eigen_gemeente
from datameent.web.audit.toegang import GeenRelease, getoonde_release, kop_van, nieuwste_voor
from datameent.web.besluiten.models import CONCEPT, Besluit
from datameent.web.besluiten.models import VASTGESTELD as BESLOTEN
from datameent.web.doelen.models import Knoop
from datameent.web.duiding.models import VASTGESTELD, Duiding, Tegengeluid
from datameent.web.duiding.tegenspraak import tot
from datameent.web.figures.tegels import Tegel, alle_secties
from datameent.web.permissions.poort import rol_van
from datameent.web.permissions.rollen import Actie, mag
from datameent.web.permissions.toets import zichtbare

RAAD: Final = "raad"


@dataclass(frozen=True, slots=True)
class Gelezen:
    """A reading that is set for the council, with the dissent of then. `over`: the choice that it is about."""

    duiding: Duiding
    over: str
    tegengeluiden: tuple[Tegengeluid, ...]


@dataclass(frozen=True, slots=True)
class Besloten:
    """A decision that rests on a figure; `wacht`: the day to look back has come and nobody did."""

    besluit: Besluit
    wacht: bool


@dataclass(frozen=True, slots=True)
class Blad:
    """One figure with all that belongs to it. `doelen`: the goals that it serves."""

    nummer: int
    wet: str
    tegel: Tegel
    doelen: tuple[Knoop, ...]
    gelezen: tuple[Gelezen, ...]
    besluiten: tuple[Besloten, ...]


@require_safe
def raad(request: HttpRequest) -> HttpResponse:
    """All of it on one page, or one figure a screen with `?zitting=1&nr=3`."""
    try:
        release = nieuwste_voor(request, RAAD)
    except GeenRelease:
        return render(request, "figures/geen_release.html", status=503)
    bladen = maak_bladen(release, request)
    context: dict[str, Any] = {"meta": release.meta, "bladen": bladen, "lezers": "voor de gemeenteraad"}
    if request.GET.get("zitting") == "1" and bladen:
        nummer = _nummer(request.GET.get("nr", ""), len(bladen))
        context |= {"blad": bladen[nummer - 1], "nummer": nummer, "aantal": len(bladen)}
        context |= {"vorige": nummer - 1, "volgende": nummer + 1 if nummer < len(bladen) else 0}
        return render(request, "lezers/zitting.html", context)
    context |= {"wetten": _per_wet(bladen), "niet": niet_voor_de_raad(release)}
    context["wachten"] = [b for b in besluiten_voor_de_raad(request) if _wacht(b, timezone.localdate())]
    return render(request, "lezers/raad.html", context)


def maak_bladen(release: Release, request: HttpRequest) -> list[Blad]:
    """Every figure of the release, once per law that it is broken out by."""
    doelen = _doelen(request)
    gelezen, besluiten = _gelezen(), besluiten_voor_de_raad(request)
    vandaag = timezone.localdate()
    paren = [(s.code, s.naam, t) for s in alle_secties(release) for t in s.tegels]
    wetten = list(dict.fromkeys(code for code, _, _ in paren))
    volgorde = {t: i for i, (_, _, t) in enumerate(paren)}

    def plek(paar: tuple[str, str, Tegel]) -> tuple[int, int, int]:
        eerste = next((k.pk for k in doelen_van(paar[2].code, paar[0], doelen)), None)
        return wetten.index(paar[0]), eerste if eerste is not None else 2**62, volgorde[paar[2]]

    return [
        Blad(
            i,
            naam,
            tegel,
            doelen_van(tegel.code, wet, doelen),
            tuple(g for g in gelezen if g.duiding.indicator == tegel.code),
            tuple(
                Besloten(b, _wacht(b, vandaag)) for b in besluiten if tegel.code in {f["indicator"] for f in b.figuren}
            ),
        )
        for i, (wet, naam, tegel) in enumerate(sorted(paren, key=plek), 1)
    ]


def doelen_van(indicator: str, wet: str, doelen: Iterable[Knoop]) -> tuple[Knoop, ...]:
    """The goals whose figure is this one, of this law or of no law in particular."""
    return tuple(k for k in doelen if k.indicator == indicator and wet_in(k.cijfer) in {"", wet})


def wet_in(adres: str) -> str:
    """The law in the address of a figure.

    >>> wet_in("/cijfers/wachttijd/?korrel=jaar&wet=wmo"), wet_in("/cijfers/wachttijd/")
    ('wmo', '')
    """
    return parse_qs(urlsplit(adres).query).get("wet", [""])[0]


def niet_voor_de_raad(release: Release) -> list[str]:
    """The names of figures that the municipality has and the council does not; names only, no figures."""
    intern = getoonde_release("beleid")
    if intern is None:
        return []
    namen: Mapping[str, str] = kop_van(intern)[1]
    eigen = {k.code for k in release.indicatoren()}
    return [naam for code, naam in namen.items() if code not in eigen]


def besluiten_voor_de_raad(request: HttpRequest) -> list[Besluit]:
    """What was decided and written for the council, of the domains of this reader."""
    if not mag(rol_van(request), Actie.BESLUIT_LEZEN):
        return []
    rijen = zichtbare(cast(Gebruiker, request.user), Besluit.objects.all())
    return list(rijen.filter(doelgroep=RAAD).exclude(status=CONCEPT).order_by("evaluatie_op", "pk")[:200])


def _doelen(request: HttpRequest) -> list[Knoop]:
    if not mag(rol_van(request), Actie.DOELEN_ZIEN):
        return []
    rijen = zichtbare(cast(Gebruiker, request.user), Knoop._default_manager.all())
    return list(rijen.filter(vervallen=False).exclude(indicator="").order_by("pk"))


def _gelezen() -> list[Gelezen]:
    """What is set for the council; of dissent what was there when it was set."""
    rijen = Duiding.objects.filter(gemeente=eigen_gemeente(), status=VASTGESTELD, doelgroep__in=(RAAD, "openbaar"))
    rijen = rijen.order_by("pk").prefetch_related("tegengeluiden__antwoorden")
    return [Gelezen(d, str(d.bewijs["titel"]), tot(d, d.gewijzigd_op)) for d in rijen]


def _wacht(besluit: Besluit, dag: date) -> bool:
    return besluit.status == BESLOTEN and besluit.evaluatie_op <= dag


def _per_wet(bladen: Sequence[Blad]) -> list[tuple[str, list[Blad]]]:
    namen = dict.fromkeys(b.wet for b in bladen)
    return [(naam, [b for b in bladen if b.wet == naam]) for naam in namen]


def _nummer(tekst: str, hoogste: int) -> int:
    """The screen that was asked for; the first when there is no such screen.

    >>> _nummer("3", 5), _nummer("9", 5), _nummer("x", 5)
    (3, 1, 1)
    """
    return int(tekst) if tekst.isascii() and tekst.isdecimal() and 1 <= int(tekst[:6]) <= hoogste else 1
