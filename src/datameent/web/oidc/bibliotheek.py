"""What we ask of mozilla-django-oidc, and what we add: the checks it leaves out, our accounts, our settings."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCAuthenticationRequestView

from datameent.web.accounts.inloggen import ga_verder
from datameent.web.accounts.models import NAAM_VORM, Gebruiker
from datameent.web.accounts.sessie import ORGANISATIE
from datameent.web.audit.keten import Soort, leg_vast
from datameent.web.oidc.aanbieder import instelling
from datameent.web.oidc.aanspraken import bezwaar, kenmerk, rol_van


class Inlossen(OIDCAuthenticationBackend):  # type: ignore[misc]  # the library has no types
    """A code becomes a token, a token an account."""

    get_settings = staticmethod(instelling)

    def verify_token(self, token: str, **kwargs: Any) -> Mapping[str, Any]:
        """Signature, algorithm and nonce by the library; for whom, by whom and until when by us."""
        inhoud: Mapping[str, Any] = super().verify_token(token, **kwargs)
        if fout := bezwaar(inhoud, settings.SITE.oidc, time.time()):
            raise SuspiciousOperation(f"id token: {fout}")
        return inhoud

    def get_userinfo(self, access_token: str, id_token: str, payload: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the organisation says of somebody, which must be the somebody of the token."""
        gegevens: Mapping[str, Any] = super().get_userinfo(access_token, id_token, payload)
        if gegevens.get("sub") != payload["sub"]:
            raise SuspiciousOperation("userinfo: sub")
        return {**payload, **gegevens}

    def verify_claims(self, claims: Mapping[str, Any]) -> bool:
        """Default deny: without a role nobody gets in."""
        return rol_van(claims, settings.SITE.oidc) is not None

    def filter_users_by_claims(self, claims: Mapping[str, Any]) -> Any:
        """By what the issuer calls somebody, never by a name that somebody can choose."""
        return Gebruiker.objects.filter(oidc_sub=kenmerk(settings.SITE.oidc.issuer, claims["sub"]))

    def create_user(self, claims: Mapping[str, Any]) -> Gebruiker:
        """An account for whoever comes for the first time."""
        gebruiker = Gebruiker(gebruikersnaam=_naam(claims), oidc_sub=kenmerk(settings.SITE.oidc.issuer, claims["sub"]))
        gebruiker.set_unusable_password()
        return _zet_rechten(gebruiker, claims, "gemaakt-oidc")

    def update_user(self, user: Gebruiker, claims: Mapping[str, Any]) -> Gebruiker:
        """The role of today: that of yesterday may be gone."""
        return _zet_rechten(user, claims, "rol-oidc")


def _zet_rechten(gebruiker: Gebruiker, claims: Mapping[str, Any], wat: str) -> Gebruiker:
    recht = rol_van(claims, settings.SITE.oidc)
    if recht is None:
        raise SuspiciousOperation("no role")
    if gebruiker.pk is None or (gebruiker.rol, gebruiker.domeinen) != (recht.rol, list(recht.domeinen)):
        gebruiker.rol, gebruiker.domeinen = recht.rol, list(recht.domeinen)
        gebruiker.save()
        leg_vast(Soort.ACCOUNT, gebruiker=gebruiker.gebruikersnaam, rol=gebruiker.rol, pagina=wat)
    return gebruiker


def _naam(claims: Mapping[str, Any]) -> str:
    """The name that the organisation gives, when it can be one of ours and is not somebody else's."""
    gegeven = claims.get(settings.SITE.oidc.naam_claim)
    naam = gegeven.partition("@")[0] if isinstance(gegeven, str) else ""
    try:
        NAAM_VORM(naam)
    except ValidationError:
        naam = ""
    if naam and not Gebruiker.objects.filter(gebruikersnaam__iexact=naam).exists():
        return naam
    return f"org-{kenmerk(settings.SITE.oidc.issuer, claims['sub'])[:16]}"


class Naar(OIDCAuthenticationRequestView):  # type: ignore[misc]  # the library has no types
    """To the organisation, with state, nonce and a PKCE challenge."""

    get_settings = staticmethod(instelling)


class Terug(OIDCAuthenticationCallbackView):  # type: ignore[misc]  # the library has no types
    """Back from the organisation; into the site by the same way as with a password."""

    get_settings = staticmethod(instelling)

    def login_success(self) -> HttpResponse:
        """In, or first to the second step."""
        request: HttpRequest = self.request
        naar = request.session.pop("oidc_login_next", None) or ""
        return ga_verder(request, self.user, str(naar), ORGANISATIE)

    def login_failure(self) -> HttpResponse:
        """To the page that explains."""
        return redirect("oidc-geweigerd")
