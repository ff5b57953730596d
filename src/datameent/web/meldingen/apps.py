"""Django app of reports of residents."""

from __future__ import annotations

from django.apps import AppConfig


class MeldingenConfig(AppConfig):
    """Reports and their answers."""

    name = "datameent.web.meldingen"
    label = "meldingen"
