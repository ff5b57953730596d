"""What the demo decided: one decision that is due, on a figure and a reading, and one draft."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from datameent.web.accounts.models import Gebruiker
from datameent.web.audit.toegang import GeenRelease, open_voor
from datameent.web.besluiten.models import VASTGESTELD, Besluit
from datameent.web.duiding.models import VASTGESTELD as DUIDING_VAST
from datameent.web.duiding.models import Duiding
from datameent.web.duiding.voorbeelden import INDICATOR, bewijs_van
from datameent.web.stukken.opslag import maak, wijzig


def zet(gebruikers: Mapping[str, Gebruiker]) -> None:
    """Write the examples, once. `gebruikers`: a user per role."""
    beleid, wethouder = gebruikers["beleid"], gebruikers["wethouder"]
    if Besluit.objects.exists():
        return
    try:
        bewijs = bewijs_van(open_voor(beleid, "voorbeelden"), INDICATOR)
    except GeenRelease:
        return
    if bewijs is None:
        return
    besluit = Besluit(titel="Meer plaatsen voor dagbesteding", orgaan="college", wie="wethouder Zorg", domein="wmo")
    besluit.genomen_op = datetime(2025, 11, 11, 9, 30, tzinfo=UTC)
    besluit.besluit = "Vanaf januari komen er in elke wijk meer plaatsen voor dagbesteding. Dat geldt voor twee jaar."
    besluit.alternatieven = (
        "Niets doen: dan wachten mensen langer.\nMeer hulp thuis: dat kost meer, en mensen blijven alleen."
    )
    besluit.verwachting = (
        "Over een jaar wachten mensen korter op dagbesteding. Het aantal mensen met hulp blijft gelijk."
    )
    besluit.evaluatie_op = date(2026, 11, 1)
    besluit.doelgroep = "raad"
    besluit.figuren = [bewijs.als_json()]
    besluit.duidingen = [{"id": d.pk, "versie": d.versie} for d in Duiding.objects.filter(status=DUIDING_VAST)]
    maak(besluit, beleid)
    besluit.status, besluit.vastgesteld_door, besluit.vastgesteld_versie = VASTGESTELD, wethouder.gebruikersnaam, 2
    wijzig(besluit, wethouder, gezien=1, wat="vastgesteld")
    _concept(beleid)


def _concept(beleid: Gebruiker) -> None:
    besluit = Besluit(titel="Wijkteam Oost krijgt er een collega bij", orgaan="wethouder", domein="alle")
    besluit.genomen_op = datetime(2025, 12, 2, 13, 0, tzinfo=UTC)
    besluit.besluit = "Het wijkteam krijgt een extra collega, voor een jaar."
    besluit.alternatieven = "Wachten tot de nieuwe begroting."
    besluit.verwachting = "De wachtlijst bij het wijkteam is over een half jaar weg."
    besluit.evaluatie_op = date(2027, 1, 15)
    maak(besluit, beleid)
