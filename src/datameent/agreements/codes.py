"""Error codes of this room."""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, str] = {
    "DM-OVK-001": "there is no bronovereenkomst with this name",
    "DM-OVK-002": "the bronovereenkomst is not valid YAML",
    "DM-OVK-003": "the bronovereenkomst lacks a part or has a part that is not allowed",
    "DM-OVK-004": "the bronovereenkomst is not valid today: expired or not yet begun",
    "DM-OVK-005": "the bronovereenkomst names a purpose that is not in the register of purposes",
    "DM-OVK-006": "the purpose is not one of the agreement",
}
