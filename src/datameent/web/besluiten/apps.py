"""Django app of decisions."""

from __future__ import annotations

from django.apps import AppConfig


class BesluitenConfig(AppConfig):
    """The decision log."""

    name = "datameent.web.besluiten"
    label = "besluiten"
