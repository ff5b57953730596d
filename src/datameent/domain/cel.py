"""A cell is a number or a reason why there is none. Zero is a number; suppression is a status."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Why a cell has no number; empty when it has one. The codes stay (CLI.md, `tabellen`)."""

    GEPUBLICEERD = ""
    TE_WEINIG_PERSONEN = "te-weinig-personen"
    EEN_BEPAALT_BEDRAG = "een-bepaalt-bedrag"
    TE_WEINIG_AANBIEDERS = "te-weinig-aanbieders"
    BESCHERMT_ANDER = "beschermt-ander"
    GROEP_VERRAADT = "groep-verraadt"
    EERDER_GEPUBLICEERD = "eerder-gepubliceerd"
    ZONDER_REDEN = "zonder-reden"
    KWALITEIT = "kwaliteit"
    GEEN_NOEMER = "geen-noemer"

    @property
    def onderdrukt(self) -> bool:
        """Whether disclosure control hid this cell."""
        return self in _ONDERDRUKT


_ONDERDRUKT = frozenset(
    (
        Status.TE_WEINIG_PERSONEN,
        Status.EEN_BEPAALT_BEDRAG,
        Status.TE_WEINIG_AANBIEDERS,
        Status.BESCHERMT_ANDER,
        Status.GROEP_VERRAADT,
        Status.EERDER_GEPUBLICEERD,
        Status.ZONDER_REDEN,
    )
)


@dataclass(frozen=True, slots=True)
class Cel:
    """One figure: a value, or a status that says why not.

    >>> Cel(12.0), Cel(None, Status.TE_WEINIG_PERSONEN).status.onderdrukt
    (Cel(waarde=12.0, status=<Status.GEPUBLICEERD: ''>), True)
    """

    waarde: float | None
    status: Status = Status.GEPUBLICEERD

    def __post_init__(self) -> None:
        if (self.waarde is None) == (self.status is Status.GEPUBLICEERD):
            raise ValueError("a cell has a value or a reason, not both and not neither")
