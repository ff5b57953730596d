"""A place in the goal tree, and a measure that hangs under one."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Final

from django.db import models
from django.urls import reverse
from django.utils import timezone

from datameent.web.doelen.niveaus import Bevinding, Niveau, Vergelijking
from datameent.web.doelen.taakvelden import naam_van
from datameent.web.figures.verwijzing import LANGSTE_ADRES
from datameent.web.stukken.formulier import LANG
from datameent.web.stukken.models import Stuk


class Knoop(Stuk):
    """One place in the tree.

    `nulmeting` and `streefwaarde` are in the unit of the figure, money in whole euros; `nulmeting_periode` is a code
    like 2024 or 2024-Q1. `bedragen`: year → whole euros, for a budget.
    """

    niveau: models.CharField[str, str] = models.CharField(max_length=12, choices=[(n.value, n.naam) for n in Niveau])
    ouder: models.ForeignKey[Any, Any] = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="kinderen"
    )
    naam: models.CharField[str, str] = models.CharField(max_length=300)
    toelichting: models.TextField[str, str] = models.TextField(max_length=LANG, blank=True)
    cijfer: models.CharField[str, str] = models.CharField(max_length=LANGSTE_ADRES, blank=True)
    indicator: models.CharField[str, str] = models.CharField(max_length=60, blank=True, db_index=True)
    nulmeting: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True, blank=True)
    nulmeting_periode: models.CharField[str, str] = models.CharField(max_length=7, blank=True)
    streefwaarde: models.BigIntegerField[int | None, int | None] = models.BigIntegerField(null=True, blank=True)
    streefdatum: models.DateField[date | None, date | None] = models.DateField(null=True, blank=True)
    taakveld: models.CharField[str, str] = models.CharField(max_length=6, blank=True)
    bedragen: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    vervallen: models.BooleanField[bool, bool] = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(niveau="effect", ouder__isnull=True)
                | (~models.Q(niveau="effect") & models.Q(ouder__isnull=False)),
                name="doelen_knoop_hangt",
            )
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def plaats(self) -> Niveau:
        """Its level."""
        return Niveau(self.niveau)

    @property
    def taakveldnaam(self) -> str:
        """The task field as people read it."""
        return naam_van(self.taakveld)

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("doel", args=[self.pk])


VOORAF: Final = (
    "als", "dan", "omdat", "vergelijking", "vergelijking_toelichting", "evaluatiedatum", "startdatum"
)  # fmt: skip
"""What is written down before a measure starts, and changes after that with a reason only."""


class Maatregel(Stuk):
    """What the municipality does and why it thinks that it will work, written down before it starts.

    The policy theory reads: als (if we do this), dan (then this happens), omdat (because). `wijzigreden`: why something
    of `VOORAF` was changed after the start, in the version that changed it.
    """

    knoop: models.ForeignKey[Knoop, Knoop] = models.ForeignKey(
        Knoop, on_delete=models.PROTECT, related_name="maatregelen"
    )
    naam: models.CharField[str, str] = models.CharField(max_length=300)
    omschrijving: models.TextField[str, str] = models.TextField(max_length=LANG, blank=True)
    als: models.TextField[str, str] = models.TextField(max_length=LANG, blank=True)
    dan: models.TextField[str, str] = models.TextField(max_length=LANG, blank=True)
    omdat: models.TextField[str, str] = models.TextField(max_length=LANG, blank=True)
    vergelijking: models.CharField[str, str] = models.CharField(
        max_length=20, blank=True, choices=[(v.value, v.naam) for v in Vergelijking]
    )
    vergelijking_toelichting: models.TextField[str, str] = models.TextField(max_length=LANG, blank=True)
    startdatum: models.DateField[date | None, date | None] = models.DateField(null=True, blank=True)
    evaluatiedatum: models.DateField[date | None, date | None] = models.DateField(null=True, blank=True)
    wijzigreden: models.TextField[str, str] = models.TextField(max_length=LANG, blank=True)
    bevinding: models.CharField[str, str] = models.CharField(
        max_length=20, blank=True, choices=[(b.value, b.naam) for b in Bevinding]
    )
    evaluatie: models.TextField[str, str] = models.TextField(max_length=LANG, blank=True)
    lessen: models.TextField[str, str] = models.TextField(max_length=LANG, blank=True)
    geevalueerd_op: models.DateField[date | None, date | None] = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    @property
    def gestart(self) -> bool:
        """Whether it has begun."""
        return self.startdatum is not None and self.startdatum <= timezone.localdate()

    @property
    def vergelijkingsvorm(self) -> Vergelijking | None:
        """What it is compared with."""
        return Vergelijking(self.vergelijking) if self.vergelijking else None

    @property
    def bevindingnaam(self) -> str:
        """What the evaluation can say, as people read it."""
        return Bevinding(self.bevinding).naam if self.bevinding else ""

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("maatregel", args=[self.pk])
