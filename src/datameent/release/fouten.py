"""The error codes of this room, in one place."""

from __future__ import annotations

from enum import StrEnum


class Foutcode(StrEnum):
    """Stable codes; the text beside each is what the reference page shows."""

    RELEASE_ONTBREEKT = "DM-REL-001"
    GEEN_RELEASE = "DM-REL-002"
    SCHEMAVERSIE = "DM-REL-003"
    ONBEKENDE_VRAAG = "DM-REL-004"
    SCHRIJVEN = "DM-REL-005"
    PLAN_ONGELDIG = "DM-REL-006"
    DOELGROEP_ONBEKEND = "DM-REL-007"
    GEEN_MAAND = "DM-REL-008"
    NIET_VEILIG = "DM-REL-009"
    KERN_VEROUDERD = "DM-REL-010"
    CSV_ONLEESBAAR = "DM-REL-011"
    CSV_KOLOM = "DM-REL-012"
    CSV_GETAL = "DM-REL-013"
    DUBBELE_CEL = "DM-REL-014"
    GEMEENTE_ONTBREEKT = "DM-REL-015"
    VORIGE_ONTBREEKT = "DM-REL-016"
    VORIGE_VERANDERD = "DM-REL-017"
    VORMEN_ONGELDIG = "DM-REL-018"
    INWONERS_ONGELDIG = "DM-REL-019"


UITLEG: dict[Foutcode, str] = {
    Foutcode.RELEASE_ONTBREEKT: "The release file does not exist.",
    Foutcode.GEEN_RELEASE: "SQLite cannot read the file, or its meta table is incomplete.",
    Foutcode.SCHEMAVERSIE: "The release was written with another version of the file shape.",
    Foutcode.ONBEKENDE_VRAAG: "The question names an indicator, grain or dimension that the release lacks.",
    Foutcode.SCHRIJVEN: "The release could not be written; nothing was left behind.",
    Foutcode.PLAN_ONGELDIG: "The table plan or the disclosure policy is not valid.",
    Foutcode.DOELGROEP_ONBEKEND: "The audience has no table plan or no disclosure policy.",
    Foutcode.GEEN_MAAND: "There is no complete month in the lake yet, so there is nothing to publish.",
    Foutcode.NIET_VEILIG: "The check before publication found an exposed cell; the file was removed.",
    Foutcode.KERN_VEROUDERD: "The kern is behind what was loaded; a release would mix two states.",
    Foutcode.CSV_ONLEESBAAR: "The table to protect cannot be read as CSV.",
    Foutcode.CSV_KOLOM: "The table to protect lacks a column that was named.",
    Foutcode.CSV_GETAL: "A column that must hold whole numbers holds something else.",
    Foutcode.GEMEENTE_ONTBREEKT: "The settings do not name the municipality, so a release cannot either.",
    Foutcode.VORIGE_ONTBREEKT: "A release that a later one took into account is gone; restore it from a backup.",
    Foutcode.VORIGE_VERANDERD: "A release that a later one took into account was changed; restore it from a backup.",
    Foutcode.VORMEN_ONGELDIG: "The file with shapes of areas cannot be used for a map.",
    Foutcode.INWONERS_ONGELDIG: "The file with inhabitants per area cannot be right.",
    Foutcode.DUBBELE_CEL: "The content to write has the same cell twice.",
}
