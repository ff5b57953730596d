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
    "taal": Actie.UITLEG_LEZEN,
    "opendata": Actie.UITLEG_LEZEN,
    "opendata-catalogus": Actie.CIJFERS_DOWNLOADEN,
    "opendata-csv": Actie.CIJFERS_DOWNLOADEN,
    "opendata-json": Actie.CIJFERS_DOWNLOADEN,
    "api-releases": Actie.API_LEZEN,
    "api-release": Actie.API_LEZEN,
    "api-indicatoren": Actie.API_LEZEN,
    "api-indicator": Actie.API_LEZEN,
    "api-dimensies": Actie.API_LEZEN,
    "api-dimensie": Actie.API_LEZEN,
    "api-tabellen": Actie.API_LEZEN,
    "api-tabel": Actie.API_LEZEN,
    "api-tabelcellen": Actie.API_LEZEN,
    "api-cellen": Actie.API_LEZEN,
    "api-bronnen": Actie.API_LEZEN,
    "api-verlies": Actie.API_LEZEN,
    "api-openapi": Actie.API_LEZEN,
    "api-nergens": Actie.API_LEZEN,
}
