"""The error codes of this room, in one place."""

from __future__ import annotations

from enum import StrEnum

from datameent.domain.errors import DatameentError, ExitStatus, Plaats


class Foutcode(StrEnum):
    """Stable codes; `UITLEG` has what the reference page shows."""

    BELEID_ONGELDIG = "DM-ONT-001"
    DOELGROEP_ONBEKEND = "DM-ONT-002"
    TABELLEN_ONGESLOTEN = "DM-ONT-003"
    TABEL_ONGELIJK = "DM-ONT-004"
    TE_GROOT = "DM-ONT-005"
    HIERARCHIE = "DM-ONT-006"
    HIERARCHIE_KRING = "DM-ONT-007"
    HIERARCHIE_WEES = "DM-ONT-008"
    CODE_ONTBREEKT = "DM-ONT-009"
    HIERARCHIE_DUBBEL = "DM-ONT-010"
    OPTIMUM_TE_GROOT = "DM-ONT-011"
    ANDERE_METHODE = "DM-ONT-012"
    TELT_NIET_OP = "DM-ONT-013"
    AFRONDING_NIET_GEVONDEN = "DM-ONT-014"
    RUIS_ONGELDIG = "DM-ONT-015"
    NIET_ANONIEM = "DM-ONT-016"
    CODE_TWEE_NIVEAUS = "DM-ONT-017"
    GROEPEN_OVERLAPPEN = "DM-ONT-018"
    CEL_DUBBEL = "DM-ONT-019"
    TOTAAL_TUSSEN_RIJEN = "DM-ONT-020"


UITLEG: dict[Foutcode, str] = {
    Foutcode.BELEID_ONGELDIG: "The disclosure policy is not valid; the message names the field.",
    Foutcode.DOELGROEP_ONBEKEND: "The disclosure policy has no rules for this audience.",
    Foutcode.TABELLEN_ONGESLOTEN: "Two tables share a total that is not among the tables to judge.",
    Foutcode.TABEL_ONGELIJK: "The columns of a table to judge are not equally long.",
    Foutcode.TE_GROOT: "The table to protect would have more cells than the limit.",
    Foutcode.HIERARCHIE: "A code belongs to two parents in one hierarchy.",
    Foutcode.HIERARCHIE_KRING: "A code of a hierarchy is above itself.",
    Foutcode.HIERARCHIE_WEES: "A parent in a hierarchy is no code of it.",
    Foutcode.CODE_ONTBREEKT: "A row has no code, or a code that its hierarchy does not know.",
    Foutcode.HIERARCHIE_DUBBEL: "A row of a hierarchy is there twice.",
    Foutcode.OPTIMUM_TE_GROOT: "The table is too large to search for the least that must be hidden.",
    Foutcode.ANDERE_METHODE: "The policy of this audience asks for another method than hiding.",
    Foutcode.TELT_NIET_OP: "A total of the tables to judge or to round is not what its parts add up to.",
    Foutcode.AFRONDING_NIET_GEVONDEN: "No rounding was found that keeps every sum.",
    Foutcode.RUIS_ONGELDIG: "Noise with this maximum, variance and gap does not exist.",
    Foutcode.NIET_ANONIEM: "Too few persons share a combination of columns, or all have the same sensitive value.",
    Foutcode.CODE_TWEE_NIVEAUS: "A code is on two levels of a hierarchy of linked tables.",
    Foutcode.GROEPEN_OVERLAPPEN: "Two groups of one dimension overlap, such as ages 0-17 and 0-18.",
    Foutcode.CEL_DUBBEL: "A cell is in a table to judge twice.",
    Foutcode.TOTAAL_TUSSEN_RIJEN: "A row of the table to protect is a total; totals are made, not given.",
}


def zonder_drempel() -> DatameentError:
    """What whoever asks for protection without a threshold gets: it would protect nobody."""
    todo = "Say how many persons a cell needs at least"
    plaats = Plaats(element="minimum_personen")
    return DatameentError(Foutcode.BELEID_ONGELDIG, "There is no threshold", todo, plaats, ExitStatus.USAGE)
