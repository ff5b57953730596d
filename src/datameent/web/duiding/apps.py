"""Django app of readings."""

from __future__ import annotations

from django.apps import AppConfig


class DuidingConfig(AppConfig):
    """Readings of figures."""

    name = "datameent.web.duiding"
    label = "duiding"
