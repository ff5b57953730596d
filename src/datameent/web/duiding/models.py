"""A reading, the talk about it, dissent with its answers, what happened around it, and which figures must have one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django.db import models

from datameent.release.schema import DOELGROEPEN
from datameent.web.duiding.bewijs import Bewijs
from datameent.web.permissions.rollen import NAMEN, Rol
from datameent.web.stukken.models import Stuk

LEZERS: Final = (("beleid", "De gemeente zelf"), ("raad", "De gemeenteraad"), ("openbaar", "Iedereen"))
AARD: Final = (
    ("context", "Iets uit de omgeving"),
    ("uitvoering", "Een verhaal uit de uitvoering"),
    ("anders", "Een andere verklaring"),
    ("tegengeluid", "Een tegengeluid"),
)
CONCEPT, BESPROKEN, VASTGESTELD = "concept", "besproken", "vastgesteld"
STATUS: Final = ((CONCEPT, "Concept"), (BESPROKEN, "Besproken"), (VASTGESTELD, "Vastgesteld"))
OVERGANGEN: Final[dict[str, tuple[str, ...]]] = {
    CONCEPT: (BESPROKEN,),
    BESPROKEN: (VASTGESTELD, CONCEPT),
    VASTGESTELD: (BESPROKEN, CONCEPT),
}
"""From which status to which: nothing is set that was not talked about, and all can be opened again."""

if TYPE_CHECKING:
    _Tekst = models.TextField[str, str]
    _Kort = models.CharField[str, str]


class Duiding(Stuk):
    """What somebody says that a figure means. `bevestigd`: how many numbers the writer let stand, knowingly."""

    indicator: _Kort = models.CharField(max_length=60, db_index=True)
    bewijs: models.JSONField[Any, Any] = models.JSONField()
    bewering: _Tekst = models.TextField(max_length=10_000)
    aard: _Kort = models.CharField(max_length=20, choices=AARD)
    antwoordzin: _Kort = models.CharField(max_length=200, blank=True)
    doelgroep: _Kort = models.CharField(max_length=10, choices=LEZERS, default="beleid")
    auteursrol: _Kort = models.CharField(max_length=20)
    status: _Kort = models.CharField(max_length=12, choices=STATUS, default=CONCEPT)
    vastgesteld_door: _Kort = models.CharField(max_length=60, blank=True)
    bevestigd: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)
    if TYPE_CHECKING:  # Django adds these

        @property
        def gesprekken(self) -> models.QuerySet[Gesprek]: ...

        @property
        def tegengeluiden(self) -> models.QuerySet[Tegengeluid]: ...

        def get_status_display(self) -> str: ...

    class Meta:
        ordering: ClassVar[list[str]] = ["-gewijzigd_op", "-pk"]

    @property
    def figuur(self) -> Bewijs:
        """What the reading is about."""
        return Bewijs.van(self.bewijs)

    @property
    def auteur(self) -> str:
        """The role of who wrote it, as people read it: `Beleid`."""
        return NAMEN[Rol(self.auteursrol)]

    @property
    def kan_naar(self) -> tuple[str, ...]:
        """Which statuses may come next."""
        return OVERGANGEN[self.status]


class Gesprek(Stuk):
    """A talk about a reading: who was there, by the name they gave, and the reading they agreed on."""

    duiding: models.ForeignKey[Duiding, Duiding] = models.ForeignKey(
        Duiding, on_delete=models.PROTECT, related_name="gesprekken"
    )
    dag: models.DateField[date, date] = models.DateField()
    deelnemers: _Tekst = models.TextField(max_length=2_000)
    lezing: _Tekst = models.TextField(max_length=10_000)
    bevestigd: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["dag", "pk"]

    @property
    def wie(self) -> list[str]:
        """A participant a line."""
        return [r.strip() for r in self.deelnemers.splitlines() if r.strip()]


class Tegengeluid(Stuk):
    """Somebody disagrees. Nobody can change it or take it away (triggers in the second migration); only answer it."""

    duiding: models.ForeignKey[Duiding, Duiding] = models.ForeignKey(
        Duiding, on_delete=models.PROTECT, related_name="tegengeluiden"
    )
    wie: _Kort = models.CharField(max_length=100)
    tekst: _Tekst = models.TextField(max_length=10_000)
    bevestigd: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)
    gegeven: list[Weerwoord]
    """The answers that are shown; `tegenspraak.tot` fills it."""
    if TYPE_CHECKING:  # Django adds this

        @property
        def antwoorden(self) -> models.QuerySet[Weerwoord]: ...

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]


class Weerwoord(Stuk):
    """The answer to a dissent; it stays as well."""

    tegengeluid: models.ForeignKey[Tegengeluid, Tegengeluid] = models.ForeignKey(
        Tegengeluid, on_delete=models.PROTECT, related_name="antwoorden"
    )
    wie: _Kort = models.CharField(max_length=100)
    tekst: _Tekst = models.TextField(max_length=10_000)
    bevestigd: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]


class Contextgebeurtenis(Stuk):
    """Something that happened and may explain a figure. Empty `wijk` or `productcategorie`: it touches them all.

    Council and residents see it once somebody else than its writer said yes (`akkoord_door`).
    """

    titel: _Kort = models.CharField(max_length=120)
    begin: models.DateField[date, date] = models.DateField()
    eind: models.DateField[date | None, date | None] = models.DateField(null=True, blank=True)
    wijk: _Kort = models.CharField(max_length=20, blank=True)
    productcategorie: _Kort = models.CharField(max_length=20, blank=True)
    toelichting: _Tekst = models.TextField(max_length=2_000, blank=True)
    doelgroep: _Kort = models.CharField(max_length=10, choices=LEZERS, default="beleid")
    akkoord_door: _Kort = models.CharField(max_length=60, blank=True)
    bevestigd: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)
    if TYPE_CHECKING:  # Django adds this

        def get_domein_display(self) -> str: ...

    class Meta:
        ordering: ClassVar[list[str]] = ["begin", "pk"]


class Plicht(Stuk):
    """A figure that may not go to an audience without a reading that is set. `maanden`: how long a reading lasts."""

    indicator: _Kort = models.CharField(max_length=60)
    doelgroep: _Kort = models.CharField(max_length=10, choices=[x for x in LEZERS if x[0] != DOELGROEPEN[0]])
    verplicht: models.BooleanField[bool, bool] = models.BooleanField(default=True)
    maanden: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=3)
    if TYPE_CHECKING:  # Django adds this

        def get_doelgroep_display(self) -> str: ...

    class Meta:
        ordering: ClassVar[list[str]] = ["indicator", "doelgroep"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["gemeente", "indicator", "doelgroep"], name="duiding_een_plicht")
        ]
