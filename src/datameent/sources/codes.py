"""The codes of everything this room can find wrong, in one place; a reference page is made from it.

What an official rule of iWmo or iJw forbids has the code of that rule instead (`istandaarden/regels/register`).
"""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """A stable code; the text that belongs to it is `TEKST[code]`."""

    NIET_LEESBAAR = "DM-BST-001"
    TE_GROOT = "DM-BST-002"
    ZIP_KAPOT = "DM-BST-003"
    ZIP_VERSLEUTELD = "DM-BST-004"
    ZIP_VERHOUDING = "DM-BST-005"
    ZIP_TOTAAL = "DM-BST-006"
    ZIP_GENEST = "DM-BST-007"
    ZIP_LEDEN = "DM-BST-008"
    LIMIETEN_ONGELDIG = "DM-BST-009"
    BESTAAT_NIET = "DM-BST-010"
    SOORT_ONBEKEND = "DM-BST-011"
    ZIP_NAAM = "DM-BST-012"

    GEEN_XML = "DM-XML-001"
    DOCTYPE = "DM-XML-002"
    ENTITEIT = "DM-XML-003"
    CODERING = "DM-XML-004"
    AFGEBROKEN = "DM-XML-005"
    TEKST_TE_LANG = "DM-XML-006"
    TE_DIEP = "DM-XML-007"
    VREEMDE_NAAMRUIMTE = "DM-XML-008"
    LEEG = "DM-XML-009"
    ATTRIBUUT = "DM-XML-010"

    GEEN_BERICHT = "DM-BER-001"
    RELEASE_ONBEKEND = "DM-BER-002"
    BERICHTCODE = "DM-BER-003"
    VERPLICHT = "DM-BER-005"
    DUBBEL_ELEMENT = "DM-BER-006"
    DATUM = "DM-BER-007"
    GETAL = "DM-BER-008"
    NEGATIEF = "DM-BER-009"
    DUBBEL_BERICHT = "DM-BER-014"
    PARTIJ = "DM-BER-015"
    TIJD = "DM-BER-017"
    NIET_UIT_TE_PAKKEN = "DM-BER-018"
    CODELIJST = "DM-BER-019"
    CODE_JAAR = "DM-BER-020"

    XSD = "DM-XSD-001"

    STANDAARD_ONBEKEND = "DM-STD-001"
    STANDAARD_LEEG = "DM-STD-002"
    STANDAARD_ANDERS = "DM-STD-003"
    STANDAARD_KAPOT = "DM-STD-004"
    STANDAARD_VERANDERD = "DM-STD-005"

    CSV_KOP = "DM-CSV-001"
    CSV_RIJ = "DM-CSV-002"
    CSV_TYPE = "DM-CSV-003"
    CSV_DUBBEL = "DM-CSV-004"
    CSV_DATUM = "DM-CSV-005"
    CSV_CODERING = "DM-CSV-006"
    CSV_LEEG = "DM-CSV-007"
    CSV_VORM = "DM-CSV-008"
    CSV_BEREIK = "DM-CSV-009"
    CSV_OUDER = "DM-CSV-010"


TEKST: dict[Code, str] = {
    Code.NIET_LEESBAAR: "the file cannot be read",
    Code.TE_GROOT: "the file is larger than the limit max_bestand",
    Code.ZIP_KAPOT: "the archive is damaged or not of the kind its name says",
    Code.ZIP_VERSLEUTELD: "the archive is encrypted",
    Code.ZIP_VERHOUDING: "the archive unpacks to far more than its own size (limit max_verhouding)",
    Code.ZIP_TOTAAL: "the archive unpacks to more than the limit max_uitgepakt",
    Code.ZIP_GENEST: "an archive inside an archive is not opened",
    Code.ZIP_LEDEN: "the archive has more members than the limit max_leden",
    Code.LIMIETEN_ONGELDIG: "the limits in the settings are not valid",
    Code.BESTAAT_NIET: "there is no such file or folder",
    Code.SOORT_ONBEKEND: "the file is not one that this source reads",
    Code.ZIP_NAAM: "two members of the archive have the same name",
    Code.GEEN_XML: "the file is not well-formed XML",
    Code.DOCTYPE: "a DOCTYPE is not allowed in a message",
    Code.ENTITEIT: "an entity that XML itself does not define is not allowed in a message",
    Code.CODERING: "the message is not encoded in UTF-8",
    Code.AFGEBROKEN: "the message stops before its end",
    Code.TEKST_TE_LANG: "the text of an element is longer than the limit max_tekst",
    Code.TE_DIEP: "elements are nested deeper than the limit max_diepte",
    Code.VREEMDE_NAAMRUIMTE: "an element is in a namespace that is not of this message",
    Code.LEEG: "the file is empty",
    Code.ATTRIBUUT: "an attribute that steers the validator is not allowed here",
    Code.GEEN_BERICHT: "the root element is not a message of iWmo or iJw",
    Code.RELEASE_ONBEKEND: "this release of the standard or this type of message is not known here",
    Code.BERICHTCODE: "BerichtCode does not belong to the namespace of the message",
    Code.VERPLICHT: "a mandatory element is missing or empty",
    Code.DUBBEL_ELEMENT: "an element occurs more often than the standard allows",
    Code.DATUM: "a date must exist and be written as year-month-day",
    Code.GETAL: "a number must be a whole number",
    Code.NEGATIEF: "a number must not be below zero",
    Code.DUBBEL_BERICHT: "an earlier message of the same sender has the same identification and other content",
    Code.PARTIJ: "a municipality is written with four digits, a provider with eight",
    Code.TIJD: "a time must exist and be written as hours:minutes:seconds",
    Code.NIET_UIT_TE_PAKKEN: "the message cannot be laid out in tables",
    Code.CODELIJST: "the value is not in the code list",
    Code.CODE_JAAR: "the value is in the code list for help of other years",
    Code.XSD: "the message breaks a rule of the official schema",
    Code.STANDAARD_ONBEKEND: "the standard is not iwmo or ijw, or its release is not known here",
    Code.STANDAARD_LEEG: "the folder holds no schemas of this standard",
    Code.STANDAARD_ANDERS: "a schema belongs to another standard, release or message than asked",
    Code.STANDAARD_KAPOT: "a schema does not load",
    Code.STANDAARD_VERANDERD: "a stored schema is gone or no longer what was taken in",
    Code.CSV_KOP: "the header is not the one this table needs",
    Code.CSV_RIJ: "a row has more or fewer columns than the header",
    Code.CSV_TYPE: "a value is not a whole number",
    Code.CSV_DUBBEL: "a row with the same key occurs twice",
    Code.CSV_DATUM: "a date must exist and be written as year-month-day",
    Code.CSV_CODERING: "the table is not encoded in UTF-8",
    Code.CSV_LEEG: "a mandatory value is missing",
    Code.CSV_VORM: "a code does not have the form it must have",
    Code.CSV_BEREIK: "a number or period is outside what is possible",
    Code.CSV_OUDER: "an area names a parent that is not in the table",
}
