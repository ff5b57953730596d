"""Find figures by words: in their name, question and definition, or by another word for the same thing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

SYNONIEMEN: Final = (
    ("geld", "kosten", "uitgaven", "bedrag", "euro", "budget"),
    ("wachten", "wachtlijst", "wachttijd", "wacht"),
    ("mensen", "clienten", "client", "personen", "inwoners"),
    ("kinderen", "kind", "jongeren", "jeugd", "jeugdwet", "jeugdhulp"),
    ("ouderen", "volwassenen", "wmo"),
    ("beginnen", "begin", "start", "nieuw", "instroom", "begonnen"),
    ("stoppen", "einde", "klaar", "uitstroom", "stopte"),
    ("zorgbedrijf", "zorgaanbieder", "aanbieder", "instelling"),
    ("rekening", "factuur", "declaratie"),
    ("aanvraag", "verzoek", "aanmelding"),
    ("afgekeurd", "afkeur", "fout", "geweigerd"),
    ("terug", "terugkeer", "opnieuw", "herhaling"),
    ("lengte", "looptijd", "trajectduur", "doorlooptijd"),
    ("verwijzer", "huisarts", "verwijzing", "verwijsstromen"),
    ("toewijzing", "beschikking", "indicatie"),
)
"""Groups of words that readers use for the same thing, without accents."""
_WOORD: Final = re.compile(r"[a-z0-9]+")
MEESTE_WOORDEN: Final = 12
"""More words than these are not looked for: nobody types them to find one figure."""


def woorden(tekst: str) -> tuple[str, ...]:
    """The words of a text in small letters, without accents.

    >>> woorden("Cliënten: hoe véél?")
    ('clienten', 'hoe', 'veel')
    """
    kaal = unicodedata.normalize("NFKD", tekst.lower())
    return tuple(_WOORD.findall("".join(t for t in kaal if not unicodedata.combining(t))))


def past(vraag: str, teksten: Iterable[str]) -> bool:
    """Whether every word of `vraag`, or another word for it, is in these texts, at the begin of a word.

    >>> past("geld jeugd", ["Uitgaven", "per wet: Jeugdwet"]), past("geld", ["Wachttijd"]), past("", ["x"])
    (True, False, True)
    """
    gezocht = woorden(vraag)[:MEESTE_WOORDEN]
    aanwezig = {w for t in teksten for w in woorden(t)} if gezocht else set()
    return all(any(w.startswith(zelfde) for zelfde in _zelfde(z) for w in aanwezig) for z in gezocht)


def _zelfde(woord: str) -> set[str]:
    """A word and the other words for it; of a word that is not finished too, when it has three letters."""
    groepen = [g for g in SYNONIEMEN if woord in g or (len(woord) > 2 and any(s.startswith(woord) for s in g))]
    return {woord, *(s for groep in groepen for s in groep)}
