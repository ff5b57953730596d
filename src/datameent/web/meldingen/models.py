"""A report of a resident, where to send an answer, and how often somebody tried."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

from datameent.web.figures.verwijzing import LANGSTE_ADRES
from datameent.web.stukken.formulier import LANG
from datameent.web.stukken.models import Stuk


class Stand(StrEnum):
    """Where a report is."""

    ONTVANGEN = "ontvangen"
    IN_BEHANDELING = "in-behandeling"
    BEANTWOORD = "beantwoord"

    @property
    def naam(self) -> str:
        """As people read it.

        >>> Stand.IN_BEHANDELING.naam
        'in behandeling'
        """
        return self.value.replace("-", " ")


class Melding(Stuk):
    """Something that does not fit. `merk`: a keyed hash of the number of whoever sent it; `houder`: the owner of the
    figure as its definition names it, empty when it is about no figure.

    `plek` and `tekst` never change, and are left out of the versions: those cannot be taken away, and a text can hold
    too much.
    """

    # Nobody owns a report: who sent it has no account.
    eigenaar: Any = models.ForeignKey("accounts.Gebruiker", on_delete=models.PROTECT, related_name="+", null=True)
    plek: models.CharField[str, str] = models.CharField(max_length=LANGSTE_ADRES, blank=True)
    indicator: models.CharField[str, str] = models.CharField(max_length=60, blank=True, db_index=True)
    houder: models.CharField[str, str] = models.CharField(max_length=200, blank=True)
    tekst: models.TextField[str, str] = models.TextField(max_length=LANG)
    merk: models.CharField[str, str] = models.CharField(max_length=64, unique=True)
    stand: models.CharField[str, str] = models.CharField(
        max_length=20, choices=[(s.value, s.naam) for s in Stand], default=Stand.ONTVANGEN.value, db_index=True
    )
    antwoord: models.TextField[str, str] = models.TextField(max_length=LANG, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-gemaakt_op", "-pk"]

    @property
    def standnaam(self) -> str:
        """Where it is, as people read it."""
        return Stand(self.stand).naam

    def inhoud(self) -> dict[str, Any]:
        """What a version holds: not what the resident wrote and not the mark."""
        return {n: w for n, w in super().inhoud().items() if n not in {"plek", "tekst", "merk"}}

    def get_absolute_url(self) -> str:
        """Its page, for who answers it."""
        return reverse("melding", args=[self.pk])


class Antwoordadres(models.Model):
    """How somebody wants to be answered. Gone when the answer is there."""

    melding: models.OneToOneField[Melding, Melding] = models.OneToOneField(
        Melding, on_delete=models.CASCADE, related_name="antwoordadres"
    )
    tekst: models.CharField[str, str] = models.CharField(max_length=200)


class Poging(models.Model):
    """Somebody sent a report or looked one up. `wie`: a keyed hash of the network address and the hour, gone soon."""

    wie: models.CharField[str, str] = models.CharField(max_length=64, db_index=True)
    op: models.DateTimeField[datetime, datetime] = models.DateTimeField(db_index=True)
