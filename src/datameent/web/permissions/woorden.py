"""What every action is called on the page that tells who may do what."""

from __future__ import annotations

from typing import Final

from datameent.web.permissions.rollen import NAMEN, TABEL, Actie, Rol

WOORDEN: Final[dict[Actie, str]] = {
    Actie.CIJFERS_ZIEN: "Cijfers bekijken",
    Actie.CIJFERS_DOWNLOADEN: "Cijfers downloaden",
    Actie.UITLEG_LEZEN: "De uitleg lezen",
    Actie.INLOGGEN: "De inlogpagina openen",
    Actie.EIGEN_ACCOUNT: "Het eigen account beheren",
    Actie.LOGBOEK_LEZEN: "Lezen wie wanneer keek",
    Actie.ACCOUNTS_ZIEN: "De lijst met accounts zien",
    Actie.GEZONDHEID: "Nagaan of de site werkt",
    Actie.PUBLICEREN: "Cijfers publiceren of intrekken, met zijn tweeën",
    Actie.VRAGEN_ZIEN: "Vragen aan het datateam lezen",
    Actie.VRAAG_STELLEN: "Een vraag aan het datateam stellen",
    Actie.VRAAG_BEHANDELEN: "Vragen aan het datateam beantwoorden",
    Actie.GEBRUIK_ZIEN: "Zien welke cijfers niemand opent",
    Actie.DOELEN_ZIEN: "Doelen en maatregelen lezen",
    Actie.DOELEN_SCHRIJVEN: "Doelen en maatregelen opschrijven",
    Actie.DUIDING_LEZEN: "Alle duidingen lezen, ook concepten",
    Actie.DUIDING_SCHRIJVEN: "Een cijfer duiden",
    Actie.DUIDING_VASTSTELLEN: "Een duiding vaststellen",
    Actie.BESLUIT_LEZEN: "Besluiten lezen",
    Actie.BESLUIT_SCHRIJVEN: "Besluiten opschrijven",
    Actie.BESLUIT_VASTSTELLEN: "Besluiten vaststellen",
    Actie.RAAD_ZIEN: "Zien wat de raad ziet, als één bladzijde",
    Actie.PORTEFEUILLE_ZIEN: "De bladzijde van de wethouder openen",
    Actie.AANBIEDERS_ZIEN: "De bladzijde van aanbieders openen",
    Actie.HERSTELBON_SCHRIJVEN: "Een herstelbon voor een aanbieder schrijven",
    Actie.STUREN: "Zien wat er op u wacht bij vragen, doelen, duidingen en besluiten",
    Actie.API_LEZEN: "Cijfers laten ophalen door een programma",
    Actie.MELDING_DOEN: "Melden dat iets niet klopt",
    Actie.MELDINGEN_BEHANDELEN: "Meldingen lezen en beantwoorden",
}


def wie_mag_wat() -> list[tuple[str, str]]:
    """Every action in words with the names of the roles that may do it, as the gate itself reads the table.

    >>> dict(wie_mag_wat())["Lezen wie wanneer keek"], dict(wie_mag_wat())["Cijfers bekijken"]
    ('Privacy', 'Iedereen')
    """
    return [(WOORDEN[a], _namen(TABEL[a])) for a in Actie]


def _namen(rollen: frozenset[Rol]) -> str:
    return "Iedereen" if rollen == frozenset(Rol) else ", ".join(NAMEN[r] for r in Rol if r in rollen)
