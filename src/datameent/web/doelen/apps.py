"""Django app of the goal tree."""

from __future__ import annotations

from django.apps import AppConfig


class DoelenConfig(AppConfig):
    """Goals and measures."""

    name = "datameent.web.doelen"
    label = "doelen"
