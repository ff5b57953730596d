"""Error codes of this room."""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, str] = {
    "DM-SLEUTEL-001": "a key is missing",
    "DM-SLEUTEL-002": "the keys can be read by others",
    "DM-SLEUTEL-003": "a key file is damaged",
    "DM-SLEUTEL-004": "there are keys already; they are never overwritten",
    "DM-SLEUTEL-005": "a key could not be written",
    "DM-LOG-001": "the processing log could not be written, so the processing was not done",
}
