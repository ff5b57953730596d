"""Error codes of this room."""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, str] = {
    "DM-KLUIS-001": "an object is not in the vault",
    "DM-KLUIS-002": "an object in the vault is damaged: its tag, hash or header does not match",
    "DM-KLUIS-003": "the vault or ledger could not be written",
    "DM-KLUIS-004": "there is no ledger: this is not a data home",
    "DM-KLUIS-005": "the ledger was written by another version of Datameent",
}
