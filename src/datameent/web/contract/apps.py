"""Django app of repair tickets."""

from __future__ import annotations

from django.apps import AppConfig


class ContractConfig(AppConfig):
    """Repair tickets."""

    name = "datameent.web.contract"
    label = "contract"
