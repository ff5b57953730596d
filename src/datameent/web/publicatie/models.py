"""One step of a release on its way to readers. Append-only (triggers in the second migration)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models


class Stap(models.Model):
    """Somebody agreed, withdrew, or the release was there before two people had to look.

    `vingerafdruk`: SHA-256 of the file that was looked at; another file under the same name is not published.
    """

    volgnr: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    op: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    soort: models.CharField[str, str] = models.CharField(max_length=20)
    doelgroep: models.CharField[str, str] = models.CharField(max_length=20)
    release: models.CharField[str, str] = models.CharField(max_length=120)
    vingerafdruk: models.CharField[str, str] = models.CharField(max_length=64)
    door: models.CharField[str, str] = models.CharField(max_length=60)
    rol: models.CharField[str, str] = models.CharField(max_length=20)
    reden: models.CharField[str, str] = models.CharField(max_length=1000)

    class Meta:
        ordering: ClassVar[list[str]] = ["volgnr"]
