"""Error codes of this room."""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, str] = {
    "DM-LAKE-001": "another writer is at work",
    "DM-LAKE-002": "a table name is not one of the known tables",
    "DM-LAKE-003": "a table has other columns or types than its schema",
    "DM-LAKE-004": "the disk refused a write (full, over quota or too large)",
    "DM-LAKE-005": "a table lacks the version that the ledger names",
    "DM-LAKE-006": "the folder is in use and is not a data home",
    "DM-LAKE-007": "a worker process stopped before its work was done",
    "DM-LAKE-008": "the pseudonym key is not the one the lake was made with",
    "DM-LAKE-009": "the target folder of a backup or restore is not empty",
    "DM-LAKE-010": "the folder is not a backup of a data home",
    "DM-LAKE-011": "the settings file is not valid",
    "DM-LAKE-012": "the storage engine could not write a table for another reason than the disk",
    "DM-LADE-001": "the message follows another standard than the agreement",
    "DM-LADE-002": "a message with this sender, type and identification but other content was loaded before",
    "DM-LADE-003": "a file holds an invalid BSN",
    "DM-LADE-004": "there is no postcode table yet, so no buurt was found",
    "DM-LADE-005": "a share of refused messages above the threshold of the agreement",
    "DM-LADE-006": "a file changed while it was read",
    "DM-LADE-007": "an agreement names a field that no reader gives",
    "DM-LADE-008": "the reader itself failed on a message, which is refused",
}
