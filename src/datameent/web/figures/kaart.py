"""A map of a breakdown by wijk or buurt: one hue, five classes with round borders, every area a link.

Only for numbers that a large area does not make large by itself: a mean or a median, and a count or a sum only per
inhabitants, where the release knows how many there are.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from datameent.release.read import Release
from datameent.web.components import opmaak
from datameent.web.figures import inwoners
from datameent.web.figures.figuur import NAAST, Figuur, Punt
from datameent.web.figures.inwoners import Noemer, PerInwoner
from datameent.web.figures.keuze import NAMEN, Aanbod, Keuze

GEBIEDEN: Final = ("wijk", "buurt")
SOORTEN: Final = frozenset({"ratio", "mediaan"})
"""Kinds of figure that may be drawn on a map as they are."""
KLASSEN: Final = 5
BREEDTE: Final = 700
_STAPPEN: Final = (1, 2, 5)
_EENHEDEN: Final = {"euro_cent": 100, "promille": 10, inwoners.EURO.eenheid: 100, inwoners.PER_1000.eenheid: 10}
"""How many units of a number are one of what stands on the map: a euro, a percent, or one per 1.000 inhabitants. No
class is narrower: in a wijk that is a few people, and so chance."""
_RUIMTE: Final = 26
"""An area that is smaller than this, in units of the drawing, has no room for its number."""


@dataclass(frozen=True, slots=True)
class Klasse:
    """From `onder` up to, not including, `boven`; its number is its tint."""

    nummer: int
    tekst: str
    onder: int
    boven: int


@dataclass(frozen=True, slots=True)
class Vlak:
    """An area: its number on the map, its point, its tint (`1` to `5`, `weg`, `ouder`) and where it leads."""

    nummer: int
    punt: Punt
    tint: str
    adres: str
    ringen: Sequence[Sequence[int]]
    per: PerInwoner | None = None

    @property
    def zin(self) -> str:
        """What it is and what its number is, as it stands on the map."""
        p, per = self.punt, self.per
        if p.ouder:
            toen = f"{p.tekst}, stand {p.stand}"
            return f"{p.label}: geen cijfer {per.maat.naam} (eerder {toen})" if per else f"{p.label}: {toen}"
        if per and per.tekst:
            return f"{p.label}: {per.tekst} {per.maat.naam}{', voorlopig' if p.voorlopig else ''}"
        if per and per.reden:
            return f"{p.label}: geen cijfer ({per.reden})"
        rest = f" ({p.reden})" if p.reden else ", voorlopig" if p.voorlopig else ""
        return f"{p.label}: {p.tekst}{rest}"


@dataclass(frozen=True, slots=True)
class Kaart:
    """A drawing with its key, what is not in a class, and areas without a shape."""

    tekening: SafeString
    periode: str
    klassen: tuple[Klasse, ...]
    vlakken: tuple[Vlak, ...]
    zonder_vorm: tuple[tuple[Punt, PerInwoner | None], ...]
    noemer: Noemer | None = None

    @property
    def weinig(self) -> str:
        """Of areas with too few inhabitants: the reason as it stands in the list; empty without such an area."""
        per = [v.per for v in self.vlakken] + [p for _, p in self.zonder_vorm]
        return inwoners.WEINIG if any(p and p.reden == inwoners.WEINIG for p in per) else ""

    @property
    def verborgen(self) -> bool:
        """Some area has no number."""
        return any(v.tint == "weg" for v in self.vlakken)

    @property
    def ouder(self) -> tuple[Vlak, ...]:
        """Areas that wait: with the number of before and its date."""
        return tuple(v for v in self.vlakken if v.tint == "ouder")


def heeft_kaart(release: Release, keuze: Keuze, periode: str = "") -> bool:
    """Whether this choice is broken out by areas that have a shape, of a figure that may be on a map at this period."""
    return keuze.per in GEBIEDEN and _mag(release, keuze, periode) and bool(_codes(release, keuze))


def kaartkeuze(release: Release, keuze: Keuze, aanbod: Aanbod) -> Keuze | None:
    """The choice that leads to a map from here: by buurt within a chosen wijk, else by wijk; None without one."""
    if not _mag(release, keuze) or keuze.per in GEBIEDEN:
        return None
    per = "buurt" if "wijk" in keuze.waar and "buurt" not in keuze.waar else "wijk"
    for gebied in dict.fromkeys((per, "wijk")):
        rest = keuze.zonder("wijk") if gebied == "wijk" else keuze
        anders = Keuze(keuze.indicator, keuze.korrel, keuze.periode, rest.waar, gebied)
        if aanbod.bereikbaar(anders.korrel, anders.actief) and _codes(release, anders):
            return anders
    return None


def _mag(release: Release, keuze: Keuze, periode: str = "") -> bool:
    """A period that was not chosen will be one of the newest."""
    if not release.vormen or release.definitie(keuze.indicator).get("soort") in SOORTEN:
        return bool(release.vormen)
    periode = periode or keuze.periode or str(release.meta.peildatum.year)
    return inwoners.noemer(release, keuze.indicator, periode) is not None


def _codes(release: Release, keuze: Keuze) -> list[str]:
    """The areas of the choice that have a shape."""
    wijk = keuze.waar.get("wijk")
    waarden = [w for w in release.dimensie(keuze.per) if keuze.per == "wijk" or wijk in (None, w.ouder)]
    return [w.code for w in waarden if w.code in release.vormen]


def maak_kaart(release: Release, figuur: Figuur, adres: str, titel: str) -> Kaart | None:
    """The map of a figure at its period; None when it may not have one. `adres`: of the page of this figure."""
    if not heeft_kaart(release, figuur.keuze, figuur.periode):
        return None
    eigen = [r for r in figuur.reeksen if r.code != NAAST]
    punten = {p.code: p for r in eigen for p in r.punten if p.periode == figuur.periode}
    deler = inwoners.noemer(release, figuur.keuze.indicator, figuur.periode)
    per = {c: deler.van(c, p.waarde) if deler else None for c, p in punten.items()}
    getekend = {c: p.waarde if (deel := per[c]) is None else deel.waarde for c, p in punten.items()}
    klassen = klassen_van(
        [w for w in getekend.values() if w is not None], deler.maat.eenheid if deler else figuur.eenheid
    )
    met = [c for c in punten if c in release.vormen]
    if not met:
        return None
    vlakken = tuple(
        Vlak(i, punten[c], _tint(punten[c], getekend[c], klassen), _naar(figuur, adres, c), release.vormen[c], per[c])
        for i, c in enumerate(met, 1)
    )
    zonder = tuple((p, per[c]) for c, p in punten.items() if c not in release.vormen)
    kop = f"Kaart: {titel}{f', {deler.maat.naam}' if deler else ''}"
    return Kaart(_teken(vlakken, kop, _omschrijving(figuur, klassen)), figuur.periode, klassen, vlakken, zonder, deler)


def _naar(figuur: Figuur, adres: str, code: str) -> str:
    """The address of the same figure for one area."""
    return f"{adres}?{figuur.keuze.met(figuur.keuze.per, code).vraagtekst()}"


def klassen_van(waarden: Sequence[int], eenheid: str) -> tuple[Klasse, ...]:
    """At most five classes of the same width with round borders, that hold every value; none without values.

    >>> [(k.onder, k.boven) for k in klassen_van([43, 61, 88], "dagen")]
    [(40, 50), (50, 60), (60, 70), (70, 80), (80, 90)]
    """
    if not waarden:
        return ()
    laag, hoog = min(waarden), max(waarden)
    per = _EENHEDEN.get(eenheid, 1)
    stap = next(s * per for s in _ronde() if (laag // (s * per) + KLASSEN) * s * per > hoog)
    begin = laag // stap * stap
    grenzen = [(begin + i * stap, begin + (i + 1) * stap) for i in range(KLASSEN)]
    return tuple(Klasse(i, _grenstekst(a, b, eenheid), a, b) for i, (a, b) in enumerate(grenzen, 1))


def _ronde() -> Sequence[int]:
    return [s * 10**macht for macht in range(16) for s in _STAPPEN]


def _grenstekst(onder: int, boven: int, eenheid: str) -> str:
    per = _EENHEDEN.get(eenheid, 1)
    teken = f"€{opmaak.NBSP}" if per == 100 else ""
    slot = f"{opmaak.NBSP}%" if eenheid == "promille" else ""
    return f"{teken}{opmaak.getal(onder // per)} tot {teken}{opmaak.getal(boven // per)}{slot}"


def _tint(punt: Punt, waarde: int | None, klassen: Sequence[Klasse]) -> str:
    if punt.ouder:
        return "ouder"
    if waarde is None:
        return "weg"
    return next(str(k.nummer) for k in klassen if k.onder <= waarde < k.boven)


def _omschrijving(figuur: Figuur, klassen: Sequence[Klasse]) -> str:
    kleur = f" Donkerder is hoger, van {klassen[0].tekst} tot {klassen[-1].tekst}." if klassen else ""
    naam = NAMEN[figuur.keuze.per].lower()
    return (
        f"Elke {naam} heeft een tint.{kleur} Gearceerd is zonder cijfer, gestippeld is een ouder cijfer. "
        "De tabel heeft dezelfde cijfers."
    )


def _teken(vlakken: Sequence[Vlak], titel: str, omschrijving: str) -> SafeString:
    xs = [x for v in vlakken for r in v.ringen for x in r[::2]]
    ys = [y for v in vlakken for r in v.ringen for y in r[1::2]]
    links, boven = min(xs), min(ys)
    deler = max(max(xs) - links, max(ys) - boven) / BREEDTE or 1.0
    hoog = math.ceil((max(ys) - boven) / deler)
    breed = math.ceil((max(xs) - links) / deler)
    delen = [_vlak(v, links, boven, deler) for v in vlakken]
    return format_html(
        '<svg class="gebieden" viewBox="-4 -4 {} {}" role="group" aria-labelledby="kaart-t kaart-d">'
        '<title id="kaart-t">{}</title><desc id="kaart-d">{}</desc>{}{}{}</svg>',
        breed + 8,
        hoog + 8,
        titel,
        omschrijving,
        _PATRONEN,
        format_html_join("", "{}", ((vorm,) for vorm, _ in delen)),
        format_html_join("", "{}", ((nummer,) for _, nummer in delen)),
    )


_PATRONEN: Final = mark_safe(
    '<defs><pattern id="kaart-weg" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="grond" width="8" height="8"/><rect class="streep" width="2" height="8"/></pattern>'
    '<pattern id="kaart-ouder" width="7" height="7" patternUnits="userSpaceOnUse">'
    '<rect class="grond" width="7" height="7"/><circle class="stip" cx="3.5" cy="3.5" r="1.5"/></pattern></defs>'
)


def _vlak(vlak: Vlak, links: int, boven: int, deler: float) -> tuple[SafeString, SafeString]:
    """The area as a link, and its number on top of all areas."""
    ringen = [
        [((x - links) / deler, (y - boven) / deler) for x, y in zip(r[::2], r[1::2], strict=True)] for r in vlak.ringen
    ]
    pad = "".join("M" + " ".join(f"{x:.1f},{y:.1f}" for x, y in r[:-1]) + "Z" for r in ringen)
    vorm = format_html(
        '<a href="{}" aria-label="{}"><title>{}</title><path class="tint-{}"{} d="{}"/></a>',
        vlak.adres,
        vlak.zin,
        vlak.zin,
        vlak.tint,
        format_html(' fill="url(#kaart-{})"', vlak.tint) if vlak.tint in ("weg", "ouder") else "",
        pad,
    )
    grootste = max(ringen, key=lambda r: abs(_oppervlak(r)))
    breedte = max(x for x, _ in grootste) - min(x for x, _ in grootste)
    if breedte < _RUIMTE:
        return vorm, SafeString("")
    x, y = _midden(grootste)
    nummer = format_html(
        '<text class="op-{}" aria-hidden="true" x="{}" y="{}">{}</text>', vlak.tint, f"{x:.0f}", f"{y:.0f}", vlak.nummer
    )
    return vorm, nummer


def _oppervlak(ring: Sequence[tuple[float, float]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def _midden(ring: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Where the number stands: the middle of the widest stretch at a height near the middle of the area."""
    onder, boven = min(y for _, y in ring), max(y for _, y in ring)
    breedste = (0.0, ring[0][0], ring[0][1])
    for deel in (0.5, 0.45, 0.55, 0.4, 0.6, 0.33, 0.67):
        y = onder + (boven - onder) * deel
        snedes = sorted(
            a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) for a, b in pairwise(ring) if (a[1] <= y) != (b[1] <= y)
        )
        for van, tot in zip(snedes[::2], snedes[1::2], strict=False):
            # Nearer the middle is better, so a stretch further off must be clearly wider.
            if (tot - van) > breedste[0] * 1.15:
                breedste = (tot - van, (van + tot) / 2, y)
    return breedste[1], breedste[2]
