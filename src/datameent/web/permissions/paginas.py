"""Which action every page is. A URL name that is missing here is refused to everyone, and fails a test."""

from __future__ import annotations

from typing import Final

from datameent.web.permissions.rollen import Actie

ACTIES: Final[dict[str, Actie]] = {
    "overzicht": Actie.CIJFERS_ZIEN,
    "wijken": Actie.CIJFERS_ZIEN,
    "wijk": Actie.CIJFERS_ZIEN,
    "indicator": Actie.CIJFERS_ZIEN,
    "indicator-csv": Actie.CIJFERS_DOWNLOADEN,
    "bronnen": Actie.UITLEG_LEZEN,
    "begrippen": Actie.UITLEG_LEZEN,
    "toegankelijkheid": Actie.UITLEG_LEZEN,
    "privacy": Actie.UITLEG_LEZEN,
    "inloggen": Actie.INLOGGEN,
    "uitloggen": Actie.EIGEN_ACCOUNT,
    "account": Actie.EIGEN_ACCOUNT,
    "wachtwoord": Actie.EIGEN_ACCOUNT,
    "logboek": Actie.LOGBOEK_LEZEN,
    "accounts": Actie.ACCOUNTS_ZIEN,
    "health": Actie.GEZONDHEID,
    "inloggen-code": Actie.INLOGGEN,
    "oidc-naar": Actie.INLOGGEN,
    "oidc-terug": Actie.INLOGGEN,
    "oidc-geweigerd": Actie.INLOGGEN,
    "tweestap": Actie.EIGEN_ACCOUNT,
    "herstelcodes": Actie.EIGEN_ACCOUNT,
    "kijkdoel": Actie.EIGEN_ACCOUNT,
    "publiceren": Actie.PUBLICEREN,
    "publicatie": Actie.PUBLICEREN,
    "publicatie-akkoord": Actie.PUBLICEREN,
    "publicatie-intrekken": Actie.PUBLICEREN,
}
