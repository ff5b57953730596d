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
    "duidingen": Actie.DUIDING_LEZEN,
    "duiding": Actie.DUIDING_LEZEN,
    "duiding-nieuw": Actie.DUIDING_SCHRIJVEN,
    "duiding-wijzig": Actie.DUIDING_SCHRIJVEN,
    "duiding-status": Actie.DUIDING_LEZEN,
    "duiding-gesprek": Actie.DUIDING_SCHRIJVEN,
    "duiding-tegengeluid": Actie.DUIDING_LEZEN,
    "duiding-weerwoord": Actie.DUIDING_SCHRIJVEN,
    "duiding-verplicht": Actie.DUIDING_VASTSTELLEN,
    "gebeurtenis-nieuw": Actie.DUIDING_SCHRIJVEN,
    "gebeurtenis-wijzig": Actie.DUIDING_SCHRIJVEN,
    "gebeurtenis-akkoord": Actie.DUIDING_VASTSTELLEN,
    "besluiten": Actie.BESLUIT_LEZEN,
    "besluit": Actie.BESLUIT_LEZEN,
    "besluit-toen": Actie.BESLUIT_LEZEN,
    "besluit-nieuw": Actie.BESLUIT_SCHRIJVEN,
    "besluit-cijfer": Actie.BESLUIT_SCHRIJVEN,
    "besluit-wijzig": Actie.BESLUIT_SCHRIJVEN,
    "besluit-corrigeer": Actie.BESLUIT_SCHRIJVEN,
    "besluit-effect": Actie.BESLUIT_SCHRIJVEN,
    "besluit-vaststellen": Actie.BESLUIT_VASTSTELLEN,
}
