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
    "vragen": Actie.VRAGEN_ZIEN,
    "vraag": Actie.VRAGEN_ZIEN,
    "vraag-nieuw": Actie.VRAAG_STELLEN,
    "vraag-wijzig": Actie.VRAAG_STELLEN,
    "vraag-intrekken": Actie.VRAAG_STELLEN,
    "vraag-stap": Actie.VRAAG_BEHANDELEN,
    "vraag-cijfer": Actie.VRAAG_BEHANDELEN,
    "vraag-cijfer-weg": Actie.VRAAG_BEHANDELEN,
    "cijfergebruik": Actie.GEBRUIK_ZIEN,
    "doelen": Actie.DOELEN_ZIEN,
    "doel": Actie.DOELEN_ZIEN,
    "maatregel": Actie.DOELEN_ZIEN,
    "doel-nieuw": Actie.DOELEN_SCHRIJVEN,
    "doel-wijzig": Actie.DOELEN_SCHRIJVEN,
    "maatregel-nieuw": Actie.DOELEN_SCHRIJVEN,
    "maatregel-wijzig": Actie.DOELEN_SCHRIJVEN,
    "maatregel-evalueer": Actie.DOELEN_SCHRIJVEN,
}
