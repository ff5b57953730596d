"""Finds the static files of the look of the municipality: the checked ones, and nothing else in that folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder


class Stijlvinder(FileSystemFinder):
    """A finder that lists only what was checked."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        """Every file with its storage."""
        for pad, opslag in super().list(ignore_patterns):
            if pad in settings.HUISSTIJL:
                yield pad, opslag
