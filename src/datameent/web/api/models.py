"""A token, and how many calls were made in this minute. The secret itself is nowhere: only its SHA-256."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models

from datameent.web.permissions.domeinen import ALLE
from datameent.web.permissions.rollen import Rol


class Token(models.Model):
    """A key for a program: what role it has, what domains, until when."""

    naam: models.CharField[str, str] = models.CharField(max_length=50, unique=True)
    rol: models.CharField[str, str] = models.CharField(max_length=20)
    domeinen: models.JSONField[list[str], list[str]] = models.JSONField()
    vingerafdruk: models.CharField[str, str] = models.CharField(max_length=64, unique=True)
    gemaakt_op: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    geldig_tot: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    ingetrokken_op: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    laatst_gebruikt: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["naam"]

    def geldig(self, nu: datetime) -> bool:
        """Whether it opens anything at this moment."""
        return self.ingetrokken_op is None and nu < self.geldig_tot

    @property
    def wetten(self) -> frozenset[str] | None:
        """The laws of which it may see figures; None for all."""
        return None if ALLE in self.domeinen else frozenset(self.domeinen)

    @property
    def als_rol(self) -> Rol:
        """The role."""
        return Rol(self.rol)


class Teller(models.Model):
    """Calls of one caller in one minute. `sleutel` is a token number or a sealed network address."""

    sleutel: models.CharField[str, str] = models.CharField(max_length=64, primary_key=True)
    minuut: models.BigIntegerField[int, int] = models.BigIntegerField(db_index=True)
    aantal: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
