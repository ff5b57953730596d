"""A small goal tree of a synthetic municipality, so that a demo shows what the page is for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from django.utils import timezone

from datameent.web.accounts.models import Gebruiker
from datameent.web.doelen.models import Knoop, Maatregel
from datameent.web.doelen.niveaus import Niveau, Vergelijking
from datameent.web.figures.keuze import Keuze
from datameent.web.figures.verwijzing import adres_van
from datameent.web.stukken.opslag import maak

_EFFECT: Final = "Mensen kunnen zo lang mogelijk zelfstandig wonen"


def zet(gebruikers: Mapping[str, Gebruiker]) -> None:
    """Write the examples, once; `gebruikers`: an account per role."""
    door = gebruikers["beleid"]
    if Knoop._default_manager.filter(naam=_EFFECT, gemeente=door.gemeente).exists():
        return
    over = timezone.localdate() + timedelta(days=365)
    effect = maak(Knoop(niveau=Niveau.EFFECT.value, naam=_EFFECT, domein="wmo"), door)
    doel = Knoop(
        niveau=Niveau.DOEL.value,
        ouder=effect,
        naam="Wie hulp nodig heeft, wacht niet langer dan dertig dagen",
        toelichting="We tellen de dagen tussen de aanvraag en de start van de hulp.",
        domein="wmo",
        cijfer=adres_van(Keuze("wachttijd", "jaar", waar={"wet": "wmo"})),
        indicator="wachttijd",
        streefwaarde=30,
        streefdatum=over,
    )
    maak(doel, door)
    prestatie = Knoop(niveau=Niveau.PRESTATIE.value, ouder=doel, domein="wmo")
    prestatie.naam = "Elke aanvraag krijgt binnen een week een gesprek"
    maak(prestatie, door)
    activiteit = Knoop(niveau=Niveau.ACTIVITEIT.value, ouder=prestatie, domein="wmo")
    activiteit.naam = "Een tweede toegangsteam in Oost"
    maak(activiteit, door)
    _zet_budget(activiteit, gebruikers["control"])
    _zet_maatregelen(doel, activiteit, door)


def _zet_budget(activiteit: Knoop, door: Gebruiker) -> None:
    jaar = timezone.localdate().year
    budget = Knoop(
        niveau=Niveau.BUDGET.value,
        ouder=activiteit,
        naam="Geld voor het tweede team",
        domein="wmo",
        taakveld="6.2",
        bedragen={str(jaar): 420_000, str(jaar + 1): 435_000},
        cijfer=adres_van(Keuze("uitgaven", "jaar", waar={"wet": "wmo"})),
        indicator="uitgaven",
    )
    maak(budget, door)


def _zet_maatregelen(doel: Knoop, activiteit: Knoop, door: Gebruiker) -> None:
    """One that begins later, as it should; and one that was written down after it began, which the page says."""
    vandaag = timezone.localdate()
    straks = Maatregel(
        knoop=activiteit,
        domein="wmo",
        naam="Tweede toegangsteam, eerst in Oost",
        als="we in Oost een tweede team aanvragen laten behandelen",
        dan="wachten mensen daar na een half jaar tien dagen korter dan nu",
        omdat="nu de meeste tijd zit tussen de aanvraag en het eerste gesprek",
        vergelijking=Vergelijking.GEFASEERD.value,
        vergelijking_toelichting="Eerst Oost, een half jaar later de andere wijken.",
        startdatum=vandaag + timedelta(days=45),
        evaluatiedatum=vandaag + timedelta(days=400),
    )
    maak(straks, door)
    achteraf = Maatregel(
        knoop=doel,
        domein="wmo",
        naam="Telefonisch spreekuur voor aanvragen",
        als="mensen hun aanvraag ook telefonisch kunnen doen",
        dan="zijn er minder aanvragen die niet compleet zijn",
        omdat="een medewerker meteen kan doorvragen",
        vergelijking=Vergelijking.GEEN.value,
        vergelijking_toelichting="Het spreekuur begon overal tegelijk en we hebben vooraf niets gemeten.",
        startdatum=vandaag - timedelta(days=500),
        evaluatiedatum=vandaag - timedelta(days=20),
    )
    maak(achteraf, door)
