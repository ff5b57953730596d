"""Questions of a synthetic municipality, so that a demo shows what the page is for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from django.utils import timezone

from datameent.web.accounts.models import Gebruiker
from datameent.web.figures.keuze import Keuze
from datameent.web.figures.verwijzing import adres_van
from datameent.web.stukken.opslag import maak, wijzig
from datameent.web.vragen.models import Antwoordcijfer, Vraag
from datameent.web.vragen.stappen import Staat

_VRAGEN: Final = (
    {
        "vraag": "Hoe lang wachten mensen op Wmo-hulp?",
        "besluit": "In het voorjaar beslist het college of er een tweede toegangsteam komt.",
        "bij_hoog": "We stellen een tweede team voor en zoeken dekking.",
        "bij_laag": "We houden één team en kijken over een jaar opnieuw.",
        "verwachting": "Ongeveer zes weken, en langer dan vorig jaar.",
        "gegevens": "De dagen tussen aanvraag en start, per jaar. Het liefst ook per wijk.",
        "domein": "wmo",
    },
    {
        "vraag": "Geven we meer uit aan jeugdhulp doordat er meer kinderen komen?",
        "besluit": "De raad stelt de begroting voor volgend jaar vast.",
        "bij_hoog": "We begroten voor meer kinderen en spreken met de huisartsen.",
        "bij_laag": "We kijken eerst naar de duur en de prijs van de hulp.",
        "verwachting": "Vooral doordat hulp langer duurt, niet doordat er meer kinderen komen.",
        "gegevens": "Uitgaven en aantal kinderen, per jaar en per soort hulp.",
        "domein": "jeugdwet",
    },
    {
        "vraag": "Welke gezinnen stapelen hulp uit drie wetten?",
        "besluit": "Het college beslist of er een proef met één gezinsplan komt.",
        "bij_hoog": "We beginnen de proef in twee wijken.",
        "bij_laag": "We lossen het op in het gewone overleg.",
        "verwachting": "Een paar honderd gezinnen, vooral in Oost.",
        "gegevens": "Alleen aantallen gezinnen per wijk, geen namen.",
        "domein": "alle",
    },
)
_ANTWOORD: Final = (
    "De helft wacht korter dan het getal hieronder, de helft langer. Het cijfer telt wie met hulp begon. "
    "Wie nog wacht, telt niet mee."
)


def zet(gebruikers: Mapping[str, Gebruiker]) -> None:
    """Write the examples, once; `gebruikers`: an account per role."""
    vrager, analist = gebruikers["beleid"], gebruikers["analist"]
    if Vraag._default_manager.filter(vraag=_VRAGEN[0]["vraag"], gemeente=vrager.gemeente).exists():
        return
    over = timezone.localdate() + timedelta(days=30)
    eerste, tweede, derde = (maak(Vraag(doel="beleid", deadline=over, **v), vrager) for v in _VRAGEN)
    _stap(eerste, analist, Staat.IN_BEHANDELING, "Ik zoek het cijfer op en koppel het hier, deze week.")
    wachttijd = Antwoordcijfer(
        vraag=eerste,
        domein=eerste.domein,
        cijfer=adres_van(Keuze("wachttijd", "jaar", waar={"wet": "wmo"})),
        indicator="wachttijd",
        toelichting="De wachttijd per jaar, voor alle Wmo-hulp samen.",
    )
    maak(wachttijd, analist)
    _stap(eerste, analist, Staat.BEANTWOORD, _ANTWOORD)
    _stap(tweede, analist, Staat.IN_BEHANDELING, "Ik zet uitgaven en aantallen naast elkaar.")
    _stap(derde, analist, Staat.IN_BEHANDELING, "Ik vraag de privacymedewerker of dit mag.")
    derde.alternatief = "Wel kunnen we de aantallen per wet naast elkaar zetten, per wijk."
    _stap(derde, analist, Staat.KAN_NIET, "We mogen gegevens uit drie wetten niet per gezin aan elkaar knopen.")


def _stap(vraag: Vraag, door: Gebruiker, naar: Staat, waarom: str) -> None:
    vraag.staat, vraag.waarom = naar.value, waarom
    wijzig(vraag, door, gezien=vraag.versie, wat=f"staat-{naar.value}")
