"""A repair ticket: what a provider must put right, of which period, and by when."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone

from datameent.web.stukken.formulier import LANG
from datameent.web.stukken.models import Stuk


class Bonstand(StrEnum):
    """Where a ticket is."""

    OPEN = "open"
    GESTUURD = "gestuurd"
    HERSTELD = "hersteld"
    VERVALLEN = "vervallen"


class Herstelbon(Stuk):
    """`aanbieder`: the code of the release; `naam`: what it was called when the ticket was written."""

    aanbieder: models.CharField[str, str] = models.CharField(max_length=20, db_index=True)
    naam: models.CharField[str, str] = models.CharField(max_length=200)
    wat: models.TextField[str, str] = models.TextField(max_length=LANG)
    periode: models.CharField[str, str] = models.CharField(max_length=100)
    uiterlijk: models.DateField[date, date] = models.DateField()
    stand: models.CharField[str, str] = models.CharField(
        max_length=12, choices=[(s.value, s.value.capitalize()) for s in Bonstand], default=Bonstand.OPEN.value
    )
    if TYPE_CHECKING:  # Django adds these

        def get_stand_display(self) -> str: ...
        def get_domein_display(self) -> str: ...

    class Meta:
        ordering: ClassVar[list[str]] = ["uiterlijk", "pk"]

    @property
    def te_laat(self) -> bool:
        """The day is over and it is not repaired."""
        return self.stand in {Bonstand.OPEN, Bonstand.GESTUURD} and self.uiterlijk < timezone.localdate()

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("herstelbon", args=[self.pk])
