"""A question, and the figures that answer it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone

from datameent.web.figures.verwijzing import LANGSTE_ADRES
from datameent.web.stukken.formulier import LANG
from datameent.web.stukken.models import Stuk
from datameent.web.vragen.stappen import STAPPEN, Staat, Stap


class Vraag(Stuk):
    """What somebody wants to know, and what for. `waarom` and `alternatief` belong to the newest step.

    `cijfer` is the address of the figure that the question is about, `indicator` the code in it; both may be empty.
    """

    vraag: models.CharField[str, str] = models.CharField(max_length=300)
    besluit: models.TextField[str, str] = models.TextField(max_length=LANG)
    bij_hoog: models.TextField[str, str] = models.TextField(max_length=LANG)
    bij_laag: models.TextField[str, str] = models.TextField(max_length=LANG)
    verwachting: models.TextField[str, str] = models.TextField(max_length=LANG)
    gegevens: models.TextField[str, str] = models.TextField(max_length=LANG)
    deadline: models.DateField[date, date] = models.DateField()
    doel: models.CharField[str, str] = models.CharField(max_length=60)
    cijfer: models.CharField[str, str] = models.CharField(max_length=LANGSTE_ADRES, blank=True)
    indicator: models.CharField[str, str] = models.CharField(max_length=60, blank=True, db_index=True)
    staat: models.CharField[str, str] = models.CharField(
        max_length=20, choices=[(s.value, s.naam) for s in Staat], default=Staat.INGEDIEND.value, db_index=True
    )
    waarom: models.TextField[str, str] = models.TextField(max_length=LANG, blank=True)
    alternatief: models.TextField[str, str] = models.TextField(max_length=LANG, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-gemaakt_op", "-pk"]

    @property
    def stand(self) -> Staat:
        """Where it is."""
        return Staat(self.staat)

    @property
    def stappen(self) -> tuple[Stap, ...]:
        """What can happen to it now."""
        return STAPPEN[self.stand]

    @property
    def te_laat(self) -> bool:
        """The day on which the answer was needed is over, and there is none."""
        return self.stand.open and self.deadline < timezone.localdate()

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("vraag", args=[self.pk])


class Antwoordcijfer(Stuk):
    """A figure that answers a question: the exact address, and the release that the analyst saw then."""

    vraag: models.ForeignKey[Vraag, Vraag] = models.ForeignKey(Vraag, on_delete=models.PROTECT, related_name="cijfers")
    cijfer: models.CharField[str, str] = models.CharField(max_length=LANGSTE_ADRES)
    indicator: models.CharField[str, str] = models.CharField(max_length=60, db_index=True)
    release: models.CharField[str, str] = models.CharField(max_length=120)
    toelichting: models.TextField[str, str] = models.TextField(max_length=LANG)
    vervallen: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    waarom_weg: models.TextField[str, str] = models.TextField(max_length=LANG, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
