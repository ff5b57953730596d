"""What somebody does with the own account beside the password: the second step, recovery codes, the purpose."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from datameent.web.accounts import totp
from datameent.web.accounts.forms import CodeForm, DoelForm
from datameent.web.accounts.inloggen import veilig
from datameent.web.accounts.models import Gebruiker, Herstelcode
from datameent.web.accounts.tweestap import begin, bevestig, geef_herstelcodes, is_verplicht, klopt, moet_wachten
from datameent.web.accounts.views import te_vaak
from datameent.web.audit.keten import Soort, leg_vast
from datameent.web.permissions.doelen import doel_van
from datameent.web.permissions.rollen import Rol

_FOUT = "Deze code klopt niet. Wacht op de volgende code en typ die."


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tweestap(request: HttpRequest) -> HttpResponse:
    """Put an app on the own account: the secret, and a code that shows that the app has it."""
    gebruiker = cast(Gebruiker, request.user)
    if gebruiker.totp_sinds:
        return redirect("herstelcodes")
    geheim = begin(gebruiker)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and moet_wachten(gebruiker):
        return te_vaak(request)
    if request.method == "POST" and form.is_valid():
        codes = bevestig(gebruiker, form.cleaned_data["code"])
        if codes is not None:
            update_session_auth_hash(request, gebruiker)  # other sessions of this account end, this one goes on
            return render(request, "accounts/herstelcodes.html", {"codes": codes, "nieuw": True})
        form.add_error("code", _FOUT)
    context = {
        "form": form,
        "geheim": " ".join(geheim[i : i + 4] for i in range(0, len(geheim), 4)),
        "koppeling": totp.koppeling(geheim, gebruiker.gebruikersnaam, settings.SITE.gemeente_naam),
        "verplicht": is_verplicht(gebruiker),
    }
    return render(request, "accounts/tweestap.html", context, status=422 if form.errors else 200)


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def herstelcodes(request: HttpRequest) -> HttpResponse:
    """New recovery codes, for who shows a code of the app."""
    gebruiker = cast(Gebruiker, request.user)
    if not gebruiker.totp_sinds:
        return redirect("tweestap")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and moet_wachten(gebruiker):
        return te_vaak(request)
    if request.method == "POST" and form.is_valid():
        if klopt(gebruiker, form.cleaned_data["code"], herstel=False):
            return render(request, "accounts/herstelcodes.html", {"codes": geef_herstelcodes(gebruiker)})
        form.add_error("code", _FOUT)
    over = Herstelcode.objects.filter(gebruiker=gebruiker, gebruikt_op=None).count()
    context = {"form": form, "over": over}
    return render(request, "accounts/herstelcodes.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def kijkdoel(request: HttpRequest) -> HttpResponse:
    """For which purpose somebody looks today; it goes into the audit trail with every look."""
    gebruiker = cast(Gebruiker, request.user)
    rol = Rol(gebruiker.rol)
    naar = veilig(request, request.POST.get("next") or request.GET.get("next") or "")
    nu = doel_van(rol, str(request.session.get("doel", "")))
    form = DoelForm(request.POST if request.method == "POST" else None, initial={"doel": nu})
    if request.method == "POST" and form.is_valid():
        gekozen = doel_van(rol, form.cleaned_data["doel"])
        request.session["doel"] = gekozen
        leg_vast(Soort.ACCOUNT, gebruiker=gebruiker.gebruikersnaam, rol=rol.value, pagina="doel", doel=gekozen)
        return redirect(naar or "overzicht")
    return render(request, "accounts/kijkdoel.html", {"form": form, "naar": naar}, status=422 if form.errors else 200)
