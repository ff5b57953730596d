"""What the demo says about its figures: a set reading with dissent, a talk, a draft, what happened, and one duty."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from datameent.release.read import Release
from datameent.release.schema import TOTAAL
from datameent.web.accounts.models import Gebruiker
from datameent.web.audit.toegang import GeenRelease, open_voor
from datameent.web.duiding.bewijs import Bewijs, neem
from datameent.web.duiding.models import (
    BESPROKEN,
    VASTGESTELD,
    Contextgebeurtenis,
    Duiding,
    Gesprek,
    Plicht,
    Tegengeluid,
    Weerwoord,
)
from datameent.web.figures.keuze import Keuze, aanbod_van, vul_wet_aan
from datameent.web.permissions.domeinen import ALLE
from datameent.web.stukken.opslag import maak, wijzig

INDICATOR = "clienten"


def bewijs_van(release: Release, indicator: str) -> Bewijs | None:
    """The years of an indicator, of its first law, when this release has them."""
    aanbod = aanbod_van(release, indicator)
    wet = next((w.code for w in release.dimensie("wet") if w.code != TOTAAL), "")
    keuze, _ = vul_wet_aan(Keuze(indicator, "jaar", waar={"wet": wet} if wet else {}), aanbod, release)
    return neem(release, keuze, aanbod) if aanbod.heeft(keuze.korrel, keuze.actief) else None


def zet(gebruikers: Mapping[str, Gebruiker]) -> None:
    """Write the examples, once. `gebruikers`: a user per role."""
    beleid, analist = gebruikers["beleid"], gebruikers["analist"]
    if Duiding.objects.exists():
        return
    try:
        release = open_voor(beleid, "voorbeelden")
    except GeenRelease:
        return
    bewijs = bewijs_van(release, INDICATOR)
    if bewijs is None:
        return
    _vastgesteld(bewijs, beleid, analist)
    concept = Duiding(indicator=INDICATOR, bewijs=bewijs.als_json(), domein="wmo", auteursrol=analist.rol)
    concept.bewering = (
        "De stijging kan ook komen doordat aanbieders nu sneller berichten sturen. "
        "Dan tellen we mensen die er al waren. Dit moeten we nog nagaan."
    )
    concept.aard = "anders"
    maak(concept, analist)
    _gebeurtenissen(release.meta.peildatum, beleid)
    maak(Plicht(indicator=INDICATOR, doelgroep="raad", domein=ALLE), analist)


def _vastgesteld(bewijs: Bewijs, beleid: Gebruiker, analist: Gebruiker) -> None:
    duiding = Duiding(indicator=INDICATOR, bewijs=bewijs.als_json(), domein="wmo", auteursrol=beleid.rol)
    duiding.bewering = (
        "Meer mensen vragen hulp, vooral 75-plussers die thuis blijven wonen. "
        "De wijkteams zien dit ook: mensen komen eerder uit het ziekenhuis.\n\n"
        "Of de hulp goed genoeg is, zegt dit cijfer niet."
    )
    duiding.aard = "uitvoering"
    duiding.antwoordzin = "Dat komt vooral doordat meer oudere mensen thuis blijven wonen."
    duiding.doelgroep = "raad"
    maak(duiding, beleid)
    gesprek = Gesprek(duiding=duiding, domein="wmo", dag=date(2025, 11, 4))
    gesprek.deelnemers = "wijkteam, Samira\ncliëntenraad, dhr. De Wit\nbeleid Wmo, Joost"
    gesprek.lezing = "Het aantal stijgt doordat meer ouderen thuis wonen. Hoe zwaar de hulp is, weten we nog niet."
    maak(gesprek, beleid)
    tegen = Tegengeluid(duiding=duiding, domein="wmo", wie="cliëntenraad")
    tegen.tekst = "Er zijn ook mensen die geen hulp vragen omdat de eigen bijdrage te hoog is. Die ziet u hier niet."
    maak(tegen, beleid)
    antwoord = Weerwoord(tegengeluid=tegen, domein="wmo", wie="beleid Wmo")
    antwoord.tekst = "Dat klopt. We vragen dit na bij de volgende ronde van het cliëntonderzoek."
    maak(antwoord, beleid)
    duiding.status = BESPROKEN
    wijzig(duiding, beleid, gezien=1, wat=BESPROKEN)
    duiding.status, duiding.vastgesteld_door = VASTGESTELD, analist.gebruikersnaam
    wijzig(duiding, analist, gezien=2, wat=VASTGESTELD)


def _gebeurtenissen(peildatum: date, beleid: Gebruiker) -> None:
    jaar = peildatum.year
    for titel, begin, eind, domein, uitleg in (
        ("Nieuwe eigen bijdrage", date(jaar - 2, 1, 1), None, "wmo", "Iedereen betaalt hetzelfde bedrag per maand."),
        ("Contract met nieuwe aanbieders", date(jaar - 1, 1, 1), None, ALLE, ""),
        ("Wachtlijst bij het wijkteam", date(jaar - 1, 9, 1), date(jaar, 2, 28), "wmo", "Er was te weinig personeel."),
    ):
        gebeurtenis = Contextgebeurtenis(titel=titel, begin=begin, eind=eind, domein=domein, toelichting=uitleg)
        maak(gebeurtenis, beleid)
