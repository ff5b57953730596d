"""What the organisation says about itself: its addresses, asked for once and kept for an hour."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings

from datameent.domain.errors import DatameentError, ExitStatus
from datameent.web.foutcodes import Foutcode
from datameent.web.sleutels import lees_geheim

_HOUDBAAR: Final = 3600
_SECONDEN: Final = 10


@dataclass(frozen=True, slots=True)
class Aanbieder:
    """The addresses of the provider, as its discovery document gives them."""

    autorisatie: str
    token: str
    gebruiker: str
    sleutels: str
    uitloggen: str


_bekend: dict[str, tuple[float, Aanbieder]] = {}
_slot = threading.Lock()


def aanbieder() -> Aanbieder:
    """The provider of the settings. Error: DM-WEB-033 when it does not answer, or as another than the settings name."""
    issuer = settings.SITE.oidc.issuer
    with _slot:
        gezien, bekend = _bekend.get(issuer, (0.0, None))
        if bekend is None or time.monotonic() - gezien > _HOUDBAAR:
            bekend = _lees(issuer)
            _bekend[issuer] = (time.monotonic(), bekend)
    return bekend


def _lees(issuer: str) -> Aanbieder:
    import requests

    try:
        antwoord = requests.get(f"{issuer.rstrip('/')}/.well-known/openid-configuration", timeout=_SECONDEN)
        antwoord.raise_for_status()
        document: Mapping[str, Any] = antwoord.json()
        if document["issuer"] != issuer:
            raise ValueError("another issuer")
        return Aanbieder(
            str(document["authorization_endpoint"]),
            str(document["token_endpoint"]),
            str(document["userinfo_endpoint"]),
            str(document["jwks_uri"]),
            str(document.get("end_session_endpoint", "")),
        )
    except (requests.RequestException, ValueError, KeyError, TypeError):
        raise DatameentError(
            Foutcode.OIDC,
            "The organisation did not answer as it should",
            "Look at site.oidc in config/instellingen.yaml, and whether this server may reach the issuer",
            exit_status=ExitStatus.REFUSED,
        ) from None


def instelling(naam: str, *anders: Any) -> Any:
    """What the library asks for, by the names of its own settings; what is not here has the value it gives itself."""
    oidc, bron = settings.SITE.oidc, aanbieder()
    waarden: dict[str, Any] = {
        "OIDC_OP_AUTHORIZATION_ENDPOINT": bron.autorisatie,
        "OIDC_OP_TOKEN_ENDPOINT": bron.token,
        "OIDC_OP_USER_ENDPOINT": bron.gebruiker,
        "OIDC_OP_JWKS_ENDPOINT": bron.sleutels,
        "OIDC_RP_CLIENT_ID": oidc.client_id,
        "OIDC_RP_CLIENT_SECRET": lees_geheim(settings.HOME.keys / oidc.geheim),
        "OIDC_RP_SIGN_ALGO": "RS256",
        "OIDC_RP_SCOPES": "openid profile",
        "OIDC_USE_PKCE": True,
        "OIDC_USE_NONCE": True,
        "OIDC_TIMEOUT": _SECONDEN,
        "OIDC_STORE_ID_TOKEN": True,
        "OIDC_AUTHENTICATION_CALLBACK_URL": "oidc-terug",
        "LOGIN_REDIRECT_URL_FAILURE": "oidc-geweigerd",
    }
    if naam in waarden:
        return waarden[naam]
    return anders[0] if anders else None
