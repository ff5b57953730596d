"""Django app of the API."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Tokens and the count of calls."""

    name = "datameent.web.api"
    label = "api"
