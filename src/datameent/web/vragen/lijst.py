"""The list of questions: who sees which, and the filters above it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from datameent.web.accounts.models import Gebruiker
from datameent.web.stukken.zicht import domeinkeuzes, zichtbaar
from datameent.web.vragen.models import Vraag
from datameent.web.vragen.stappen import OPEN, Staat

VAN: Final = {"": "Iedereen", "mij": "Mij"}
STANDEN: Final = {
    "": "Alle",
    "open": "Wachten op antwoord",
    "te-laat": "Te laat",
    **{s.value: s.naam.capitalize() for s in Staat},
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What the reader chose. `opmerking`: a sentence when something in the address could not be used."""

    zoek: str = ""
    van: str = ""
    stand: str = ""
    domein: str = ""
    opmerking: str = ""

    @property
    def vraagtekst(self) -> str:
        """The query string of this choice."""
        delen = {"zoek": self.zoek, "van": self.van, "stand": self.stand, "domein": self.domein}
        return urlencode({n: w for n, w in delen.items() if w})


def lees_filter(vraag: Mapping[str, str], gebruiker: Gebruiker) -> Filter:
    """The filters of a query string; what is unknown is left out and said."""
    mogelijk = {"van": set(VAN), "stand": set(STANDEN), "domein": {"", *(c for c, _ in domeinkeuzes(gebruiker))}}
    gekozen = {naam: vraag.get(naam, "") for naam in mogelijk}
    fout = [naam for naam, waarde in gekozen.items() if waarde not in mogelijk[naam]]
    goed = {naam: "" if naam in fout else waarde for naam, waarde in gekozen.items()}
    opmerking = "Eén van uw keuzes kennen we niet. Die laten we weg." if fout else ""
    return Filter(vraag.get("zoek", "").strip()[:200], goed["van"], goed["stand"], goed["domein"], opmerking)


def vragen_voor(gebruiker: Gebruiker, keuze: Filter, vandaag: date) -> QuerySet[Vraag]:
    """The questions that this user may see and asked for, the newest first."""
    rijen = zichtbaar(Vraag._default_manager.select_related("eigenaar"), gebruiker)
    if keuze.zoek:
        rijen = rijen.filter(Q(vraag__icontains=keuze.zoek) | Q(besluit__icontains=keuze.zoek))
    if keuze.van:
        rijen = rijen.filter(eigenaar=gebruiker)
    if keuze.domein:
        rijen = rijen.filter(domein=keuze.domein)
    if keuze.stand in {"open", "te-laat"}:
        rijen = rijen.filter(staat__in=OPEN)
    elif keuze.stand:
        rijen = rijen.filter(staat=keuze.stand)
    return rijen.filter(deadline__lt=vandaag) if keuze.stand == "te-laat" else rijen
