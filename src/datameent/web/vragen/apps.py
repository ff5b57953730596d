"""Django app of the questions."""

from __future__ import annotations

from django.apps import AppConfig


class VragenConfig(AppConfig):
    """Questions to the data team."""

    name = "datameent.web.vragen"
    label = "vragen"
