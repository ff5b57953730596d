"""A decision: on what it rests, what was expected, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django.db import models

from datameent.web.duiding.bewijs import Bewijs
from datameent.web.duiding.models import LEZERS
from datameent.web.stukken.models import Stuk

CONCEPT, VASTGESTELD, GEEVALUEERD = "concept", "vastgesteld", "geevalueerd"
STATUS: Final = ((CONCEPT, "Concept"), (VASTGESTELD, "Vastgesteld"), (GEEVALUEERD, "Geëvalueerd"))
ORGANEN: Final = (
    ("college", "Het college"),
    ("raad", "De gemeenteraad"),
    ("wethouder", "Een wethouder"),
    ("ambtelijk", "Een ambtenaar met mandaat"),
)
BEWIJSKRACHT: Final = (
    ("samenhang", "Samenhang: het gebeurde tegelijk. Of het door het besluit komt, weten we niet."),
    ("getoetst", "Getoetst: we vergeleken met een groep of periode zonder het besluit."),
    ("oorzakelijk", "Oorzakelijk: een proef of sterk onderzoek laat zien dat het door het besluit komt."),
    ("weten-we-niet", "Weten we niet: we kunnen het niet zien."),
)
KRACHT_KORT: Final = {
    "samenhang": "Samenhang",
    "getoetst": "Getoetst",
    "oorzakelijk": "Oorzakelijk",
    "weten-we-niet": "Weten we niet",
}
VAST: Final = ("verwachting",)
"""Fields that the database itself keeps as they were once a decision is no draft any more."""

if TYPE_CHECKING:
    _Tekst = models.TextField[str, str]
    _Kort = models.CharField[str, str]


class Besluit(Stuk):
    """What was decided. `figuren` and `effectfiguren` hold evidence, `duidingen` pairs of a reading and its version.

    `verwijzingen`: goals and measures by kind and number, wherever they live.
    """

    titel: _Kort = models.CharField(max_length=150)
    orgaan: _Kort = models.CharField(max_length=12, choices=ORGANEN)
    wie: _Kort = models.CharField(max_length=150, blank=True)
    genomen_op: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    besluit: _Tekst = models.TextField(max_length=10_000)
    alternatieven: _Tekst = models.TextField(max_length=10_000)
    verwachting: _Tekst = models.TextField(max_length=10_000)
    evaluatie_op: models.DateField[date, date] = models.DateField()
    doelgroep: _Kort = models.CharField(max_length=10, choices=LEZERS[:2], default="beleid")
    figuren: models.JSONField[Any, Any] = models.JSONField(default=list)
    duidingen: models.JSONField[Any, Any] = models.JSONField(default=list)
    verwijzingen: models.JSONField[Any, Any] = models.JSONField(default=list)
    status: _Kort = models.CharField(max_length=12, choices=STATUS, default=CONCEPT)
    vastgesteld_door: _Kort = models.CharField(max_length=60, blank=True)
    vastgesteld_versie: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)
    reden: _Tekst = models.TextField(max_length=2_000, blank=True)
    effect: _Tekst = models.TextField(max_length=10_000, blank=True)
    bewijskracht: _Kort = models.CharField(max_length=15, choices=BEWIJSKRACHT, blank=True)
    lessen: _Tekst = models.TextField(max_length=10_000, blank=True)
    effectfiguren: models.JSONField[Any, Any] = models.JSONField(default=list)
    bevestigd: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["-genomen_op", "-pk"]

    @property
    def bewijzen(self) -> Sequence[Bewijs]:
        """The figures that it rests on."""
        return [Bewijs.van(b) for b in self.figuren]

    @property
    def effectbewijzen(self) -> Sequence[Bewijs]:
        """The figures in which the effect was looked for."""
        return [Bewijs.van(b) for b in self.effectfiguren]

    @property
    def kracht(self) -> str:
        """How strong the proof of the effect is, in one or two words."""
        return KRACHT_KORT.get(self.bewijskracht, "")
