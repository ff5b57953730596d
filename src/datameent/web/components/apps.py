"""Django app of the shared parts."""

from __future__ import annotations

from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    """Templates, styles and template filters."""

    name = "datameent.web.components"
    label = "components"
