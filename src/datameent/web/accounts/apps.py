"""Django app of the accounts."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the login signals that feed the audit trail."""

    name = "datameent.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Connect the signals."""
        from datameent.web.accounts import signalen

        signalen.verbind()
