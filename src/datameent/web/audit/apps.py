"""Django app of the audit trail."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit trail; and what it is written to must be there."""

    name = "datameent.web.audit"
    label = "audit"

    def ready(self) -> None:
        """Watch the file of the database."""
        from datameent.web.database import bewaak

        bewaak()
