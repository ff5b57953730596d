"""Django app of what people write."""

from __future__ import annotations

from django.apps import AppConfig


class StukkenConfig(AppConfig):
    """Versions of all texts."""

    name = "datameent.web.stukken"
    label = "stukken"
