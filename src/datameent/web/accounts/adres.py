"""The network address of a visitor, for the rate limit of the login only."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def adres_van(request: HttpRequest) -> str:
    """The address that connected, or with a proxy of ours in front the last one that proxy wrote down."""
    if settings.SITE.proxy:
        doorgegeven = request.META.get("HTTP_X_FORWARDED_FOR", "")
        laatste = str(doorgegeven).rsplit(",", 1)[-1].strip()
        if laatste:
            return laatste
    return str(request.META.get("REMOTE_ADDR", ""))
