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
    "DM-OVK-007": "there is no research agreement with this name",
    "DM-OVK-008": "the research agreement is not valid YAML or not right",
    "DM-OVK-009": "the research agreement is not valid today: expired or not yet begun",
    "DM-OVK-010": "the research agreement was not signed by two persons",
    "DM-OVK-011": "the folder for the research file holds things already",
    "DM-OVK-012": "the research file could not be written",
    "DM-OVK-013": "the research agreement was changed under the version that a file was made by",
}
