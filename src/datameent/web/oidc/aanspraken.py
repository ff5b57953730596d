"""From what a token says to a role: checks of the token that the library leaves to us, and the mapping. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from datameent.web.instellingen import OidcInstellingen, OidcRol

SPELING: Final = 60
"""Seconds that the clocks of two servers may differ."""


def bezwaar(token: Mapping[str, Any], oidc: OidcInstellingen, nu: float) -> str:
    """Why an id token, whose signature was right, is not for us or not for now; nothing when it is.

    OpenID Connect Core 1.0, section 3.1.3.7; the library checks signature, algorithm and nonce.
    """
    doel = token.get("aud")
    ontvangers = [doel] if isinstance(doel, str) else doel if isinstance(doel, list) else []
    if token.get("iss") != oidc.issuer:
        return "iss"
    if oidc.client_id not in ontvangers:
        return "aud"
    if (len(ontvangers) > 1 or "azp" in token) and token.get("azp") != oidc.client_id:
        return "azp"
    if not token.get("sub") or not isinstance(token["sub"], str):
        return "sub"
    return _tijd(token, nu)


def _tijd(token: Mapping[str, Any], nu: float) -> str:
    for naam in ("exp", "iat"):
        if isinstance(token.get(naam), bool) or not isinstance(token.get(naam), int | float):
            return naam
    if token["exp"] <= nu - SPELING:
        return "exp"
    begin = max(float(token["iat"]), float(token.get("nbf", 0)))
    return "iat" if begin > nu + SPELING else ""


def rol_van(gegevens: Mapping[str, Any], oidc: OidcInstellingen) -> OidcRol | None:
    """The role that the settings give to one of the values of the claim; None, and nobody gets in, when to none.

    The order is that of the settings, so that somebody with two groups always gets the same role.
    """
    waarde = gegevens.get(oidc.claim)
    waarden = [waarde] if isinstance(waarde, str) else waarde if isinstance(waarde, list) else []
    return next((rol for naam, rol in oidc.rollen.items() if naam in waarden), None)


def kenmerk(issuer: str, sub: str) -> str:
    """By what we know somebody: the issuer and its own name for them, as one hash.

    >>> len(kenmerk("https://a.example", "x")), kenmerk("a", "bc") == kenmerk("ab", "c")
    (64, False)
    """
    return hashlib.sha256(f"{len(issuer)}:{issuer}{sub}".encode()).hexdigest()
