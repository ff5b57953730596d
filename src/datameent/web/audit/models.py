"""One audit event. The database itself refuses to change or delete one (triggers in the first migration)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Gebeurtenis(models.Model):
    """Who, when, what page, which release, with which filters. Never a value from the data."""

    volgnr: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    tijd: models.CharField[str, str] = models.CharField(max_length=32, db_index=True)
    soort: models.CharField[str, str] = models.CharField(max_length=20)
    gebruiker: models.CharField[str, str] = models.CharField(max_length=60)
    rol: models.CharField[str, str] = models.CharField(max_length=20)
    pagina: models.CharField[str, str] = models.CharField(max_length=200)
    release: models.CharField[str, str] = models.CharField(max_length=120)
    filters: models.CharField[str, str] = models.CharField(max_length=500)
    doel: models.CharField[str, str] = models.CharField(max_length=30, default="")
    vorige: models.CharField[str, str] = models.CharField(max_length=64)
    zegel: models.CharField[str, str] = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["volgnr"]
