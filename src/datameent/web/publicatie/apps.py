"""Django app of publishing releases."""

from __future__ import annotations

from django.apps import AppConfig


class PublicatieConfig(AppConfig):
    """What was published, by whom."""

    name = "datameent.web.publicatie"
    label = "publicatie"
