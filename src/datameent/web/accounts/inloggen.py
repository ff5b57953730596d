"""Logging in: name and password, then a code for who has a second step."""

from __future__ import annotations

import time
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from datameent.web.accounts import bewaard as bewaren
from datameent.web.accounts import sessie
from datameent.web.accounts.forms import CodeForm, InlogForm
from datameent.web.accounts.models import Gebruiker
from datameent.web.accounts.tweestap import klopt, moet_wachten
from datameent.web.accounts.views import te_vaak
from datameent.web.permissions.doelen import KIEST
from datameent.web.permissions.rollen import Rol

WACHTWOORD: Final = "django.contrib.auth.backends.ModelBackend"
_HOUDBAAR: Final = 300
"""Seconds between the password and the code."""
_HALF: Final = "tweestap"


@sensitive_post_parameters("wachtwoord")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def inloggen(request: HttpRequest) -> HttpResponse:
    """The login page."""
    naar = veilig(request, request.POST.get("next") or request.GET.get("next") or "")
    if request.method == "POST" and "via" in request.POST and settings.SITE.oidc is not None:
        bewaren.neem_mee(request, request.POST.get("bewaard", ""))
        return render(request, "oidc/verder.html", {"naar": naar})
    form = InlogForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and form.gebruiker is not None:
        return ga_verder(request, form.gebruiker, naar)
    if getattr(request, "axes_locked_out", False):
        return te_vaak(request)
    context = {"form": form, "naar": naar, "bewaard": request.POST.get("bewaard", "")}
    context["oidc"] = settings.SITE.oidc is not None
    return render(request, "accounts/inloggen.html", context, status=422 if form.errors else 200)


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The second step: a code of the app, or a recovery code."""
    half: dict[str, Any] = request.session.get(_HALF) or {}
    gebruiker = _wie(half)
    if gebruiker is None:
        return redirect("inloggen")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if moet_wachten(gebruiker):
            return te_vaak(request)
        if form.is_valid():
            if klopt(gebruiker, form.cleaned_data["code"]):
                return laat_binnen(request, gebruiker, str(half["naar"]), str(half["backend"]))
            if moet_wachten(gebruiker):
                return te_vaak(request)
            form.add_error("code", "Deze code klopt niet, of is al gebruikt. Wacht op de volgende code en typ die.")
    return render(request, "accounts/code.html", {"form": form}, status=422 if form.errors else 200)


def ga_verder(request: HttpRequest, gebruiker: Gebruiker, naar: str, backend: str = WACHTWOORD) -> HttpResponse:
    """Whoever proved who they are: in, or first to the second step."""
    if request.POST.get("bewaard"):
        bewaren.neem_mee(request, request.POST["bewaard"])
    if gebruiker.totp_sinds is None or sessie.elders_bewezen(backend):
        return laat_binnen(request, gebruiker, naar, backend)
    request.session[_HALF] = {
        "pk": gebruiker.pk,
        "stand": gebruiker.get_session_auth_hash(),
        "tijd": time.time(),
        "naar": naar,
        "backend": backend,
    }
    return redirect("inloggen-code")


def laat_binnen(request: HttpRequest, gebruiker: Gebruiker, naar: str, backend: str) -> HttpResponse:
    """Log in and go on: to the page that was asked for, by way of the purpose for roles that choose one."""
    request.session.pop(_HALF, None)
    login(request, gebruiker, backend=backend)
    sessie.begin(request)
    if Rol(gebruiker.rol) in KIEST:
        return redirect(f"{resolve_url('kijkdoel')}?{urlencode({'next': naar})}" if naar else "kijkdoel")
    return redirect(naar or "overzicht")


def _wie(half: dict[str, Any]) -> Gebruiker | None:
    """Who gave the right password just now; nobody when the account changed in between."""
    if not half or not 0 <= time.time() - half["tijd"] <= _HOUDBAAR:
        return None
    gebruiker = Gebruiker.objects.filter(pk=half["pk"], actief=True).first()
    return gebruiker if gebruiker and gebruiker.get_session_auth_hash() == half["stand"] else None


def veilig(request: HttpRequest, naar: str) -> str:
    """A place of ours to go on to, or nothing."""
    eigen = url_has_allowed_host_and_scheme(naar, {request.get_host()}, require_https=request.is_secure())
    return naar if eigen else ""
