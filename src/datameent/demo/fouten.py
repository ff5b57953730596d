"""The codes of the errors this room raises."""

from __future__ import annotations

from enum import StrEnum

from datameent.domain.errors import DatameentError, ExitStatus, Plaats


class Foutcode(StrEnum):
    """Stable codes; the reference page of error codes is made from these."""

    PLAN_LEZEN = "DM-DEMO-001"
    PLAN_VORM = "DM-DEMO-002"
    MAP = "DM-DEMO-003"
    PRODUCT = "DM-DEMO-004"


def fout(code: Foutcode, what: str, todo: str, where: Plaats | None = None) -> DatameentError:
    """An error about how the generator was asked for; the exit status says 'used wrongly'."""
    return DatameentError(code.value, what, todo, where, ExitStatus.USAGE)
