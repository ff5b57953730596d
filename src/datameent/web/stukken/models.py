"""The shape that all written texts share, and the versions of them. The database refuses to change a version."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db import models

from datameent.web.accounts.models import Gebruiker
from datameent.web.permissions.domeinen import DOMEINEN


class Stuk(models.Model):
    """Something written by people of one municipality about one domain.

    `versie` starts at 1 and goes up with every change; a form carries the version that its reader saw.
    """

    gemeente: models.CharField[str, str] = models.CharField(max_length=6)
    domein: models.CharField[str, str] = models.CharField(
        max_length=20, choices=[(d.value, d.naam) for d in DOMEINEN], verbose_name="Onderwerp"
    )
    eigenaar: models.ForeignKey[Gebruiker, Gebruiker] = models.ForeignKey(
        Gebruiker, on_delete=models.PROTECT, related_name="+"
    )
    gemaakt_op: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    gewijzigd_op: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    versie: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    @classmethod
    def soort(cls) -> str:
        """What it is, in one word; the key of its versions and of its audit events."""
        return str(cls._meta.model_name)

    def inhoud(self) -> dict[str, Any]:
        """All fields but the key, JSON-able: what a version holds."""
        velden = {v.attname: v.value_from_object(self) for v in self._meta.concrete_fields if not v.primary_key}
        return {naam: waarde if isinstance(waarde, bool | int | None | list | dict) else str(waarde)
                for naam, waarde in velden.items()}  # fmt: skip


class Versie(models.Model):
    """A text as it was after one change. Append-only (triggers in the second migration)."""

    volgnr: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    soort: models.CharField[str, str] = models.CharField(max_length=30)
    stuk: models.BigIntegerField[int, int] = models.BigIntegerField()
    versie: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    op: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    door: models.CharField[str, str] = models.CharField(max_length=60)
    rol: models.CharField[str, str] = models.CharField(max_length=20)
    inhoud: models.JSONField[Any, Any] = models.JSONField()

    class Meta:
        ordering: ClassVar[list[str]] = ["volgnr"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["soort", "stuk", "versie"], name="stukken_een_versie")
        ]
