"""Error codes of this room."""

from __future__ import annotations

from enum import StrEnum


class Foutcode(StrEnum):
    """Every error this room raises; documented in docs/reference/foutcodes.md."""

    INDICATOR_ONBEKEND = "DM-IND-001"
    DIMENSIE_ONBEKEND = "DM-IND-002"
    DIMENSIE_ZINLOOS = "DM-IND-003"
    MEER_PERIODEN = "DM-IND-004"
    DIMENSIE_DUBBEL = "DM-IND-005"
    PERIODE_FOUT = "DM-IND-006"
    DEFINITIE_FOUT = "DM-IND-007"
    DOEL_ONBEKEND = "DM-IND-008"
    KERN_LEEG = "DM-IND-009"


CODES = {
    Foutcode.INDICATOR_ONBEKEND: "there is no indicator with this code",
    Foutcode.DIMENSIE_ONBEKEND: "there is no dimension with this name",
    Foutcode.DIMENSIE_ZINLOOS: "the indicator has no meaning by this dimension",
    Foutcode.MEER_PERIODEN: "a question breaks out at most one of year, quarter and month",
    Foutcode.DIMENSIE_DUBBEL: "a dimension is named twice",
    Foutcode.PERIODE_FOUT: "a period filter is not written as its grain asks",
    Foutcode.DEFINITIE_FOUT: "a definition is not complete or not valid",
    Foutcode.DOEL_ONBEKEND: "no agreement names this purpose",
    Foutcode.KERN_LEEG: "the kern was not built yet",
}
