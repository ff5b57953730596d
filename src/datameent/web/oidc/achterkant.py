"""The authentication backend of the organisation: thin, so that it costs nothing when this is off."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from django.urls import reverse

from datameent.web.accounts.models import Gebruiker


class Organisatie(ModelBackend):
    """Somebody who comes back from the organisation with a code."""

    def authenticate(  # type: ignore[override]  # a code instead of a name and a password
        self, request: HttpRequest | None, *, nonce: str | None = None, code_verifier: str | None = None, **_: Any
    ) -> Gebruiker | None:
        """The account of whoever came back; None for every other way to log in, and when this is off."""
        if settings.SITE.oidc is None or nonce is None or code_verifier is None or request is None:
            return None
        from datameent.web.oidc.bibliotheek import Inlossen

        gevonden = Inlossen().authenticate(request, nonce=nonce, code_verifier=code_verifier)
        return gevonden if isinstance(gevonden, Gebruiker) else None


def telt_niet(request: HttpRequest, _: Any) -> bool:
    """Whether a failed login is none of a password: the organisation counts its own, and a whole town hall comes from
    one address."""
    return request.path == reverse("oidc-terug")
