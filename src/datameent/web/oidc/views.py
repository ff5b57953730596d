"""To the organisation and back. Every one of these pages does not exist when the settings do not name one."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from datameent.domain.errors import DatameentError
from datameent.web.audit.keten import Soort, leg_vast


@never_cache
@require_safe
def naar(request: HttpRequest) -> HttpResponse:
    """Off to the organisation; a page that says so when it does not answer."""
    _aan()
    from datameent.web.oidc.bibliotheek import Naar

    try:
        antwoord: HttpResponse = Naar.as_view()(request)
    except DatameentError:
        return render(request, "oidc/geweigerd.html", {"storing": True}, status=503)
    return antwoord


@never_cache
@require_safe
def terug(request: HttpRequest) -> HttpResponse:
    """Back again. What does not fit leads to the page that explains, and is written down."""
    _aan()
    from jwt import PyJWTError
    from requests import RequestException

    from datameent.web.oidc.bibliotheek import Terug

    try:
        antwoord: HttpResponse = Terug.as_view()(request)
    except (DatameentError, RequestException):
        return render(request, "oidc/geweigerd.html", {"storing": True}, status=503)
    except (PyJWTError, SuspiciousOperation, ValueError, KeyError, TypeError):
        # A token that was made for something else, made up, or not a token: all the same to who sent it.
        leg_vast(Soort.LOGIN_MISLUKT, gebruiker="", rol="", pagina="organisatie")
        return redirect("oidc-geweigerd")
    return antwoord


@never_cache
@require_safe
def geweigerd(request: HttpRequest) -> HttpResponse:
    """The organisation knows them, we do not; or it was not right."""
    _aan()
    return render(request, "oidc/geweigerd.html", status=403)


def afscheid(request: HttpRequest, id_token: str) -> HttpResponse:
    """After logging out here: a link to log out there too. A link, because a form may not lead to another site."""
    from datameent.web.oidc.aanbieder import aanbieder

    try:
        adres = aanbieder().uitloggen
    except DatameentError:
        adres = ""
    if adres:
        vraag = {"id_token_hint": id_token, "client_id": settings.SITE.oidc.client_id}
        vraag["post_logout_redirect_uri"] = request.build_absolute_uri(reverse("overzicht"))
        adres = f"{adres}?{urlencode(vraag)}"
    return render(request, "oidc/afscheid.html", {"adres": adres})


def _aan() -> None:
    if settings.SITE.oidc is None:
        raise Http404
