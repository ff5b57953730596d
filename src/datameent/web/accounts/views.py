"""Logging out, the own account, and the list of accounts."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from datameent.web.accounts.forms import WachtwoordForm
from datameent.web.accounts.models import Gebruiker
from datameent.web.audit.keten import Soort, leg_vast
from datameent.web.oidc.views import afscheid


def te_vaak(request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
    """What someone sees after too many wrong passwords."""
    response = render(request, "fouten/429.html", status=429)
    response.headers["Retry-After"] = "900"
    return response


@require_POST
def uitloggen(request: HttpRequest) -> HttpResponse:
    """Log out; only by a form, so that no link can do it."""
    id_token = str(request.session.get("oidc_id_token", ""))
    logout(request)
    return afscheid(request, id_token) if id_token and settings.SITE.oidc else redirect("overzicht")


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """The own account."""
    return render(request, "accounts/account.html", {"gewijzigd": request.GET.get("gewijzigd") == "1"})


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wachtwoord(request: HttpRequest) -> HttpResponse:
    """Change the own password."""
    gebruiker = cast(Gebruiker, request.user)
    form = WachtwoordForm(gebruiker, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        gebruiker.set_password(form.cleaned_data["nieuw"])
        gebruiker.save(update_fields=["password"])
        update_session_auth_hash(request, gebruiker)
        leg_vast(Soort.ACCOUNT, gebruiker=gebruiker.gebruikersnaam, rol=gebruiker.rol, pagina="wachtwoord")
        return redirect(f"{resolve_url('account')}?gewijzigd=1")
    return render(request, "accounts/wachtwoord.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """Who has an account, with which role. Adding and closing is done on the command line."""
    leg_vast(Soort.GEZIEN, gebruiker=_naam(request), rol=_rol(request), pagina="accounts")
    return render(request, "accounts/lijst.html", {"gebruikers": Gebruiker.objects.all()})


def _naam(request: HttpRequest) -> str:
    return str(cast(Gebruiker, request.user).gebruikersnaam)


def _rol(request: HttpRequest) -> str:
    return str(cast(Gebruiker, request.user).rol)
