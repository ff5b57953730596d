"""Ready to publish: what waits, what it changes, and the two buttons."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from datameent.release.read import Release
from datameent.release.schema import DOELGROEPEN
from datameent.web.accounts.bewaard import vul
from datameent.web.accounts.models import Gebruiker
from datameent.web.audit.toegang import alle_releases, getoonde_release, open_om_te_keuren
from datameent.web.public.verlies import maak_verlies
from datameent.web.publicatie.forms import AkkoordForm, IntrekForm
from datameent.web.publicatie.overzicht import overzicht_van
from datameent.web.publicatie.stand import VIER_OGEN, stand
from datameent.web.publicatie.stappen import Geweigerd, keur_goed, trek_in, waarom_niet
from datameent.web.publicatie.toestand import Toestand
from datameent.web.publicatie.verschil import vergelijking
from datameent.web.publicatie.verslag import lees_verslag, vingerafdruk


@require_safe
def publiceren(request: HttpRequest) -> HttpResponse:
    """Per audience: what readers see now, what waits, what was withdrawn."""
    context = {
        "groepen": [overzicht_van(d, alle_releases(d), getoonde_release(d), stand()) for d in DOELGROEPEN],
        "vier_ogen": settings.SITE.vier_ogen,
    }
    return render(request, "publicatie/lijst.html", context)


@require_safe
def publicatie(request: HttpRequest, code: str) -> HttpResponse:
    """One release: what it changes, what is hidden, what the check said."""
    pad = _vind(code)
    return _toon(request, pad, open_om_te_keuren(request, pad))


@require_http_methods(["GET", "HEAD", "POST"])
def akkoord(request: HttpRequest, code: str) -> HttpResponse:
    """Agree; the second of two makes it public."""
    pad = _vind(code)
    if request.method != "POST":
        return redirect("publicatie", code=code)
    release = open_om_te_keuren(request, pad)
    form = AkkoordForm(request.POST)
    if not form.is_valid():
        return _toon(request, pad, release, status=422, form=form)
    try:
        keur_goed(cast(Gebruiker, request.user), pad, release.meta.doelgroep, form.cleaned_data["gezien"])
    except Geweigerd as fout:
        form.add_error(None, fout.reden)
        return _toon(request, pad, release, status=409, form=form)
    return redirect("publicatie", code=code)


@require_http_methods(["GET", "HEAD", "POST"])
def intrekken(request: HttpRequest, code: str) -> HttpResponse:
    """Take away what readers see, or refuse what waits."""
    pad = _vind(code)
    release = open_om_te_keuren(request, pad)
    form = IntrekForm(request.POST if request.method == "POST" else None)
    doelgroep = release.meta.doelgroep
    getoond = getoonde_release(doelgroep) == pad
    if request.method == "POST" and form.is_valid():
        trek_in(cast(Gebruiker, request.user), release.meta, form.cleaned_data["reden"], getoond=getoond)
        return redirect("publicatie", code=code)
    vul(request, form)
    context = {"form": form, "release": release.meta, "code": code, "getoond": getoond}
    return render(request, "publicatie/intrekken.html", context, status=422 if form.errors else 200)


def _vind(code: str) -> Path:
    pad = next((p for d in DOELGROEPEN for p in alle_releases(d) if p.stem == code), None)
    if pad is None:
        raise Http404
    return pad


def _toon(
    request: HttpRequest, pad: Path, release: Release, *, status: int = 200, form: AkkoordForm | None = None
) -> HttpResponse:
    doelgroep, afdruk = release.meta.doelgroep, vingerafdruk(pad)
    nu = getoonde_release(doelgroep)
    oud = open_om_te_keuren(request, nu) if nu and nu != pad else None
    toestand = stand().releases.get(pad.stem) or Toestand(pad.stem, doelgroep)
    verslag = lees_verslag(pad)
    context: dict[str, Any] = {
        "release": release.meta,
        "code": pad.stem,
        "oud": oud.meta if oud else None,
        "is_nu": nu == pad,
        "toestand": toestand,
        "akkoorden": toestand.akkoord if toestand.vingerafdruk == afdruk else (),
        "makers": verslag.makers,
        "controle": verslag.controle_van(afdruk),
        "verlies": maak_verlies(release),
        "vergelijking": None if nu == pad else vergelijking(release, oud),
        "twee": doelgroep in VIER_OGEN and settings.SITE.vier_ogen,
        "redenen": waarom_niet(cast(Gebruiker, request.user), pad, toestand),
        "form": form or AkkoordForm(initial={"gezien": afdruk}),
    }
    return render(request, "publicatie/release.html", context, status=status)
