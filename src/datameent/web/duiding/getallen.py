"""Numbers in a text that may be a hidden figure. Pure: text and what is hidden in, findings out.

People write "in Oost waren het er drie". Nobody typed a cell, and still a hidden one is out. So every number is held
against what a hidden cell can be. What is found goes to the writer and to nobody else: never to a log or the audit.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from datameent.web.duiding.taal import DAGEN, EENHEDEN, KLEINE_WOORDEN, MENSEN, NIET_TELLEN
from datameent.web.duiding.telwoorden import waarde_van

_GETAL: Final = re.compile(
    r"(?P<geld>€\s?)?(?<![\w.,])(?P<cijfers>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?![\d\w])(?!,\d)(?P<streep>,-)?"
    r"|(?P<woord>(?<![\w-])[^\W\d_]+(?:['’]n)?(?![\w-]))"
)
_MAAL: Final = {"duizend": 1000, "miljoen": 10**6, "mln": 10**6, "miljard": 10**9, "mld": 10**9}
_WOORD: Final = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_ZIN: Final = re.compile(r"(?<=[.!?])\s+|\n\s*\n")
DICHTBIJ: Final = 5
"""How many words from a number a word for people still belongs to it."""
_OM: Final = 160
"""How many characters round a number are read for those words."""


@dataclass(frozen=True, slots=True)
class Getal:
    """A number in a text. `soort`: `aantal`, `geld` (in cents) or `dagen`; `marge`: half its last digit."""

    tekst: str
    waarde: Decimal
    marge: Decimal
    soort: str
    over_mensen: bool
    zin: str
    ervoor: str


@dataclass(frozen=True, slots=True)
class Verborgen:
    """A hidden cell: its unit, between what it lies for who knows the reason, and how a text would name it.

    `namen`: any of these in a text is about this cell; empty when the whole text is about it. `hoog` is None where the
    reason sets no end.
    """

    eenheid: str
    laag: int
    hoog: int | None
    namen: tuple[str, ...]
    wat: str


@dataclass(frozen=True, slots=True)
class Kennis:
    """What numbers are held against: the least number of people, all names that a figure can be split by, what is
    hidden, and what is shown anyway."""

    minimum: int
    namen: tuple[str, ...] = ()
    verborgen: tuple[Verborgen, ...] = ()
    getoond: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Vondst:
    """A number that may be a hidden figure, with the words round it and why we think so."""

    getal: str
    fragment: str
    reden: str


def lees_getallen(tekst: str) -> Iterator[Getal]:
    """Every number in a text that can be a count, an amount or a number of days.

    Years, dates, times, percentages, ages, numbers of articles and numbers of other things are left out.

    >>> [(g.tekst, int(g.waarde), g.soort) for g in lees_getallen("In 2024: drie cliënten, € 12.000 en 4 % meer.")]
    [('drie', 3, 'aantal'), ('€ 12.000', 1200000, 'geld')]
    """
    schoon = "".join(c for c in unicodedata.normalize("NFKC", tekst) if unicodedata.category(c) != "Cf")
    for patroon in NIET_TELLEN:
        schoon = patroon.sub(lambda m: "§" * len(m[0]), schoon)
    vorige = ""
    for zin in _ZIN.split(schoon):
        yield from _in_zin(zin, vorige)
        vorige = zin


def _in_zin(zin: str, vorige: str) -> Iterator[Getal]:
    for m in _GETAL.finditer(zin):
        ervoor = _WOORD.findall(zin[max(0, m.start() - _OM) : m.start()])
        erna = _WOORD.findall(zin[m.end() : m.end() + _OM])
        kaal = _kaal(m, ervoor)
        if kaal is None:
            continue
        waarde, decimalen = kaal
        factor = _MAAL.get(erna[0].lower(), 1) if erna else 1
        rest = erna[1:] if factor > 1 else erna
        soort, mensen = _soort(m, ervoor, rest)
        if not soort or (_jaartal(m) and soort == "aantal" and _zelfstandig(rest) not in MENSEN):
            continue
        schaal = Decimal(factor * (100 if soort == "geld" else 1))
        marge = schaal / 10**decimalen / 2 if factor > 1 or decimalen else Decimal(0)
        woorden = (m[0] + (f" {erna[0]}" if factor > 1 else "")).strip()
        yield Getal(woorden, waarde * schaal, marge, soort, mensen, zin, vorige)


def _kaal(m: re.Match[str], ervoor: Sequence[str]) -> tuple[Decimal, int] | None:
    if m["woord"]:
        n = waarde_van(m["woord"], ervoor[-1] if ervoor else "")
        return None if n is None else (Decimal(n), 0)
    heel, _, deel = m["cijfers"].partition(",")
    return Decimal(f"{heel.replace('.', '')}.{deel or 0}"), len(deel)


def _soort(m: re.Match[str], ervoor: Sequence[str], erna: Sequence[str]) -> tuple[str, bool]:
    """What a number counts, and whether people are near it; an empty kind for what no hidden cell can be."""
    volgend = _zelfstandig(erna)
    if m["geld"] or m["streep"] or volgend in {"euro", "euros", "eur"}:
        return "geld", False
    if volgend in DAGEN:
        return "dagen", False
    buurt = {w.lower() for w in (*ervoor[-DICHTBIJ:], *erna[:DICHTBIJ])}
    if volgend in EENHEDEN:
        return "", False
    return "aantal", bool(buurt & MENSEN)


def _zelfstandig(erna: Sequence[str]) -> str:
    """The word that a number counts: the first after it, past one or two adjectives."""
    for woord in erna[:3]:
        klein = woord.lower()
        if klein in EENHEDEN or klein in MENSEN or klein in DAGEN or klein.startswith("euro"):
            return klein
        if klein in KLEINE_WOORDEN or not klein.endswith("e") or waarde_van(klein) is not None:
            return klein
    return ""


def _jaartal(m: re.Match[str]) -> bool:
    return bool(m["cijfers"]) and bool(re.fullmatch(r"(19|20)\d\d", m["cijfers"]))


def zoek(tekst: str, kennis: Kennis) -> tuple[Vondst, ...]:
    """The numbers in a text that may be a hidden figure.

    >>> zoek("In Oost waren het er drie.", Kennis(10, ("Oost",)))[0].reden
    'Dit getal is kleiner dan 10 en kan over mensen gaan.'
    """
    vondsten: dict[Vondst, None] = {}
    for getal in lees_getallen(tekst):
        reden = _reden(getal, kennis)
        if reden:
            vondsten[Vondst(getal.tekst, _fragment(getal), reden)] = None
    return tuple(vondsten)


def _reden(getal: Getal, kennis: Kennis) -> str:
    samen = f"{getal.ervoor} {getal.zin}"
    heel = getal.soort == "aantal" and getal.waarde == int(getal.waarde)
    if heel and 1 <= getal.waarde < kennis.minimum and (getal.over_mensen or genoemd(samen, kennis.namen)):
        return f"Dit getal is kleiner dan {kennis.minimum} en kan over mensen gaan."
    if any(abs(w - getal.waarde) <= getal.marge for w in kennis.getoond):
        return ""
    for cel in kennis.verborgen:
        if _past(getal, cel) and (genoemd(samen, cel.namen) if cel.namen else _noemt_eenheid(getal)):
            return f"{cel.wat} is afgeschermd. Dit getal kan dat cijfer zijn."
    return ""


_SOORT: Final = {"personen": "aantal", "euro_cent": "geld", "dagen": "dagen"}


def _past(getal: Getal, cel: Verborgen) -> bool:
    if _SOORT.get(cel.eenheid, "aantal") != getal.soort:
        return False
    boven = cel.hoog is None or getal.waarde - getal.marge <= cel.hoog
    return boven and cel.laag <= getal.waarde + getal.marge


def _noemt_eenheid(getal: Getal) -> bool:
    return getal.over_mensen or getal.soort != "aantal"


def genoemd(tekst: str, namen: Sequence[str]) -> tuple[str, ...]:
    """The names that a text holds as whole words, whatever their capitals.

    >>> genoemd("In oost en Zuid.", ("Oost", "Noord"))
    ('Oost',)
    """
    klein = tekst.casefold()
    return tuple(n for n in namen if n and re.search(rf"(?<!\w){re.escape(n.casefold())}(?!\w)", klein))


def _fragment(getal: Getal) -> str:
    plek = getal.zin.find(getal.tekst.split(" ")[0])
    begin = max(0, getal.zin.rfind(" ", 0, max(0, plek - 30)) + 1)
    eind = getal.zin.find(" ", plek + len(getal.tekst) + 30)
    return " ".join(getal.zin[begin : eind if eind > 0 else None].replace("§", "…").split())


def merk(tekst: str, vondsten: Sequence[Vondst]) -> str:
    """A mark of exactly this text with these findings: what a writer confirms. Nothing can be read back from it."""
    inhoud = "\x00".join([tekst, *(f"{v.getal}|{v.reden}" for v in vondsten)])
    return hashlib.sha256(inhoud.encode()).hexdigest()[:32]
