"""The error codes of this room, in one place."""

from __future__ import annotations

from enum import StrEnum


class Foutcode(StrEnum):
    """Stable codes; `UITLEG` holds what the reference page shows."""

    ANDERE_HOME = "DM-WEB-001"
    SLEUTEL_OPEN = "DM-WEB-002"
    GEBRUIKER_BESTAAT = "DM-WEB-003"
    ROL_ONBEKEND = "DM-WEB-004"
    WACHTWOORD_ZWAK = "DM-WEB-005"
    POORT_BEZET = "DM-WEB-006"
    NAAM_ONGELDIG = "DM-WEB-007"
    GEBRUIKER_ONBEKEND = "DM-WEB-008"
    INSTELLINGEN = "DM-WEB-009"
    GEMEENTE_ONGELDIG = "DM-WEB-031"
    DOMEIN_ONBEKEND = "DM-WEB-032"
    OIDC = "DM-WEB-033"
    BESTAND_BESTAAT = "DM-WEB-034"
    API_ONGELDIG = "DM-WEB-040"
    API_ONBEKEND = "DM-WEB-041"
    DATABASE = "DM-WEB-042"
    SLEUTELS_WEG = "DM-WEB-043"
    PG_PROGRAMMA = "DM-WEB-044"
    DATABASE_VOL = "DM-WEB-045"
    OPENDATA = "DM-WEB-046"
    HUISSTIJL = "DM-WEB-047"


UITLEG: dict[Foutcode, str] = {
    Foutcode.ANDERE_HOME: "The site was already set up for another data home in this process.",
    Foutcode.SLEUTEL_OPEN: "A key file can be read by others than its owner.",
    Foutcode.GEBRUIKER_BESTAAT: "An account with this user name exists already.",
    Foutcode.ROL_ONBEKEND: "The role is not one of the roles of the site.",
    Foutcode.WACHTWOORD_ZWAK: "The password is too short, too common or too much like the user name.",
    Foutcode.POORT_BEZET: "The server cannot listen on this address and port.",
    Foutcode.NAAM_ONGELDIG: "A user name has 3 to 60 letters, digits, dots, hyphens or underscores.",
    Foutcode.GEBRUIKER_ONBEKEND: "There is no account with this user name.",
    Foutcode.INSTELLINGEN: "The part `site` of config/instellingen.yaml is not valid.",
    Foutcode.GEMEENTE_ONGELDIG: "A municipality is named by the four digits of its CBS code.",
    Foutcode.DOMEIN_ONBEKEND: "The domain is not one of the domains of the site.",
    Foutcode.OIDC: "The organisation that people log in with did not answer as it should.",
    Foutcode.BESTAND_BESTAAT: "The file to write to exists already.",
    Foutcode.API_ONGELDIG: "A token of the API cannot be made with this name, role, domain or date.",
    Foutcode.API_ONBEKEND: "There is no token of the API with this name.",
    Foutcode.DATABASE: "The app database cannot be used as `site.database` says.",
    Foutcode.SLEUTELS_WEG: "The database holds an audit trail, and the key of that trail is not in the home.",
    Foutcode.PG_PROGRAMMA: "A program of Postgres is missing or failed.",
    Foutcode.DATABASE_VOL: "The database that a copy should go to is not empty.",
    Foutcode.OPENDATA: "The open data could not be made.",
    Foutcode.HUISSTIJL: "The look of the municipality (config/huisstijl) holds something that may not be shown.",
}
