"""Roles, actions and the table between them. Data, so that it can be read, shown on a page and tested whole."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Rol(StrEnum):
    """What someone is to the municipality; `bezoeker` is everyone who is not logged in."""

    BELEID = "beleid"
    ANALIST = "analist"
    CONTRACT = "contract"
    CONTROL = "control"
    WETHOUDER = "wethouder"
    RAAD = "raad"
    INWONER = "inwoner"
    PRIVACY = "privacy"
    BEHEER = "beheer"
    BEZOEKER = "bezoeker"


ACCOUNTROLLEN: Final = tuple(r for r in Rol if r is not Rol.BEZOEKER)
"""Roles an account can have."""

NAMEN: Final = {
    Rol.BELEID: "Beleid",
    Rol.ANALIST: "Analist",
    Rol.CONTRACT: "Contractbeheer",
    Rol.CONTROL: "Financiën en control",
    Rol.WETHOUDER: "Wethouder",
    Rol.RAAD: "Gemeenteraad",
    Rol.INWONER: "Inwoner",
    Rol.PRIVACY: "Privacy",
    Rol.BEHEER: "Beheer",
    Rol.BEZOEKER: "Bezoeker",
}

_INTERN = (Rol.BELEID, Rol.ANALIST, Rol.CONTRACT, Rol.CONTROL, Rol.WETHOUDER, Rol.PRIVACY, Rol.BEHEER)
DOELGROEP: Final[dict[Rol, str]] = {
    **dict.fromkeys(_INTERN, "beleid"),
    Rol.RAAD: "raad",
    Rol.INWONER: "openbaar",
    Rol.BEZOEKER: "openbaar",
}
"""Which release a role sees."""

INTERNE_DOELGROEPEN: Final = frozenset({"beleid", "raad"})
"""Every look at a release of these is an audit event."""


class Actie(StrEnum):
    """What a page does; every page of the site is one of these (`paginas.ACTIES`)."""

    CIJFERS_ZIEN = "cijfers-zien"
    CIJFERS_DOWNLOADEN = "cijfers-downloaden"
    UITLEG_LEZEN = "uitleg-lezen"
    INLOGGEN = "inloggen"
    EIGEN_ACCOUNT = "eigen-account"
    LOGBOEK_LEZEN = "logboek-lezen"
    ACCOUNTS_ZIEN = "accounts-zien"
    GEZONDHEID = "gezondheid"
    PUBLICEREN = "publiceren"
    STUREN = "sturen"
    VRAGEN_ZIEN = "vragen-zien"
    VRAAG_STELLEN = "vraag-stellen"
    VRAAG_BEHANDELEN = "vraag-behandelen"
    GEBRUIK_ZIEN = "gebruik-zien"
    DOELEN_ZIEN = "doelen-zien"
    DOELEN_SCHRIJVEN = "doelen-schrijven"
    DUIDING_LEZEN = "duiding-lezen"
    DUIDING_SCHRIJVEN = "duiding-schrijven"
    DUIDING_VASTSTELLEN = "duiding-vaststellen"
    BESLUIT_LEZEN = "besluit-lezen"
    BESLUIT_SCHRIJVEN = "besluit-schrijven"
    BESLUIT_VASTSTELLEN = "besluit-vaststellen"
    API_LEZEN = "api-lezen"
    RAAD_ZIEN = "raad-zien"
    PORTEFEUILLE_ZIEN = "portefeuille-zien"
    AANBIEDERS_ZIEN = "aanbieders-zien"
    HERSTELBON_SCHRIJVEN = "herstelbon-schrijven"
    MELDING_DOEN = "melding-doen"
    MELDINGEN_BEHANDELEN = "meldingen-behandelen"


HUIS: Final = frozenset({Actie.LOGBOEK_LEZEN, Actie.ACCOUNTS_ZIEN, Actie.PUBLICEREN, Actie.RAAD_ZIEN})
"""Actions about the whole home: only for who works for its municipality. For the other actions the page itself looks
at the municipality of what it shows (`toets.mag_met`)."""

_IEDEREEN = frozenset(Rol)
_VRAGERS = frozenset({Rol.BELEID, Rol.ANALIST, Rol.CONTRACT, Rol.CONTROL, Rol.WETHOUDER})
TABEL: Final[dict[Actie, frozenset[Rol]]] = {
    Actie.CIJFERS_ZIEN: _IEDEREEN,
    Actie.CIJFERS_DOWNLOADEN: _IEDEREEN,
    Actie.UITLEG_LEZEN: _IEDEREEN,
    Actie.INLOGGEN: _IEDEREEN,
    Actie.EIGEN_ACCOUNT: frozenset(ACCOUNTROLLEN),
    Actie.LOGBOEK_LEZEN: frozenset({Rol.PRIVACY}),
    Actie.ACCOUNTS_ZIEN: frozenset({Rol.BEHEER, Rol.PRIVACY}),
    Actie.GEZONDHEID: _IEDEREEN,
    # Not the college: whoever is judged by the figures does not choose which ones the council sees.
    Actie.PUBLICEREN: frozenset({Rol.ANALIST, Rol.PRIVACY}),
    Actie.STUREN: _VRAGERS | {Rol.RAAD, Rol.PRIVACY},
    Actie.VRAGEN_ZIEN: _VRAGERS | {Rol.PRIVACY},
    Actie.VRAAG_STELLEN: _VRAGERS,
    Actie.VRAAG_BEHANDELEN: frozenset({Rol.ANALIST}),
    Actie.GEBRUIK_ZIEN: frozenset({Rol.ANALIST, Rol.BELEID, Rol.PRIVACY}),
    Actie.DOELEN_ZIEN: _VRAGERS | {Rol.RAAD, Rol.PRIVACY},
    Actie.DOELEN_SCHRIJVEN: frozenset({Rol.BELEID, Rol.CONTROL}),
    Actie.DUIDING_LEZEN: frozenset(_INTERN) - {Rol.BEHEER},
    Actie.DUIDING_SCHRIJVEN: frozenset({Rol.BELEID, Rol.ANALIST, Rol.CONTRACT, Rol.CONTROL}),
    Actie.DUIDING_VASTSTELLEN: frozenset({Rol.BELEID, Rol.ANALIST, Rol.WETHOUDER}),
    Actie.BESLUIT_LEZEN: frozenset({*_INTERN, Rol.RAAD}) - {Rol.BEHEER},
    Actie.BESLUIT_SCHRIJVEN: frozenset({Rol.BELEID, Rol.ANALIST, Rol.CONTROL}),
    Actie.BESLUIT_VASTSTELLEN: frozenset({Rol.BELEID, Rol.WETHOUDER}),
    # The session does not count there: without a token everybody gets the public figures (`web/api`).
    Actie.API_LEZEN: _IEDEREEN,
    Actie.RAAD_ZIEN: frozenset({*_INTERN, Rol.RAAD}),
    Actie.PORTEFEUILLE_ZIEN: frozenset({Rol.WETHOUDER, Rol.BELEID, Rol.ANALIST}),
    Actie.AANBIEDERS_ZIEN: frozenset({Rol.CONTRACT, Rol.BELEID, Rol.ANALIST}),
    Actie.HERSTELBON_SCHRIJVEN: frozenset({Rol.CONTRACT, Rol.ANALIST}),
    Actie.MELDING_DOEN: _IEDEREEN,
    Actie.MELDINGEN_BEHANDELEN: frozenset({Rol.ANALIST, Rol.PRIVACY}),
}


def mag(rol: Rol, actie: Actie | None) -> bool:
    """Whether a role may do an action; what is not in the table is not allowed.

    >>> mag(Rol.RAAD, Actie.CIJFERS_ZIEN), mag(Rol.RAAD, Actie.LOGBOEK_LEZEN), mag(Rol.BEHEER, None)
    (True, False, False)
    """
    return actie is not None and rol in TABEL.get(actie, frozenset())
