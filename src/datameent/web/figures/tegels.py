"""Tiles: a question, its number, the direction in words, a sparkline, age and quality. Grouped by law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from datameent.release.read import IndicatorKop, Release
from datameent.release.schema import KORRELS, TOTAAL
from datameent.web.components import opmaak
from datameent.web.figures import methode, redenen, verhaal
from datameent.web.figures.figuur import Punt, laatste_vaste, vergelijkbaar
from datameent.web.figures.keuze import Aanbod, Keuze, aanbod_van
from datameent.web.figures.vonk import vonk


@dataclass(frozen=True, slots=True)
class Tegel:
    """One indicator under one law. Without a `getal`, `woord` stands there and `reden` says why."""

    code: str
    vraag: str
    vraagtekst: str
    getal: str
    rest: str
    verandering: str
    woord: str
    reden: str
    lijn: SafeString
    lijntekst: str
    kwaliteit: str


@dataclass(frozen=True, slots=True)
class Sectie:
    """The tiles of one law; an empty code stands for all help together."""

    code: str
    naam: str
    tegels: tuple[Tegel, ...]


def secties(release: Release, waar: Mapping[str, str]) -> tuple[Sectie, ...]:
    """All indicators per law, held to `waar`; without the law when the release does not break it out."""
    koppen = release.indicatoren()
    aanbod = {k.code: aanbod_van(release, k.code) for k in koppen}
    wetten = [w for w in release.dimensie("wet") if w.code != TOTAAL]
    resultaat = []
    for wet in wetten:
        tegels = [t for k in koppen if (t := _tegel(release, k, aanbod[k.code], {**waar, "wet": wet.code}))]
        if tegels:
            resultaat.append(Sectie(wet.code, wet.label, tuple(tegels)))
    if not resultaat:
        tegels = [t for k in koppen if (t := _tegel(release, k, aanbod[k.code], waar))]
        if tegels:
            resultaat.append(Sectie("", "Alle hulp samen", tuple(tegels)))
    return tuple(resultaat)


def alle_secties(release: Release) -> tuple[Sectie, ...]:
    """Every indicator of the release: per law, and after that what is not broken out by law. Nothing is left out."""
    per_wet = secties(release, {})
    gezien = {t.code for s in per_wet for t in s.tegels}
    rest = [k for k in release.indicatoren() if k.code not in gezien]
    tegels = tuple(_tegel(release, k, aanbod_van(release, k.code), {}) or _leeg(k) for k in rest)
    return (*per_wet, Sectie("", "Alle hulp samen", tegels)) if tegels else per_wet


def _leeg(kop: IndicatorKop) -> Tegel:
    """An indicator that has no number for the whole municipality: it is told, not left out."""
    reden = "Voor de hele gemeente is er geen cijfer. Open het cijfer voor een ander gebied of een andere keuze."
    return Tegel(kop.code, kop.vraag, "", "", "", "", "geen cijfer", reden, SafeString(""), "", "")


def _tegel(release: Release, kop: IndicatorKop, aanbod: Aanbod, waar: Mapping[str, str]) -> Tegel | None:
    actief = frozenset(waar)
    korrels = [k for k in KORRELS if aanbod.heeft(k, actief)]
    if not korrels:
        return None
    punten = _punten(release, kop, korrels[0], waar)
    hoofd = laatste_vaste(punten)
    if hoofd is None:
        return None
    fijn = korrels[-1]
    reeks = punten if fijn == korrels[0] else _punten(release, kop, fijn, waar)
    getal, rest, verandering, reden, woord = "", "", "", "", ""
    if hoofd.getoond is None:
        soort = methode.soort_van(kop.soort, kop.eenheid)
        reden, woord = redenen.lang(hoofd.status, release.meta, waar, soort), verhaal.woord(hoofd.status)
    else:
        oud = next((p for p in punten if p.periode == verhaal.vorige_periode(hoofd.periode)), None)
        if oud is not None and vergelijkbaar(hoofd, oud) and hoofd.voorlopig == oud.voorlopig:
            verandering = verhaal.verschil(hoofd.waarde or 0, oud.waarde or 0, kop.eenheid, kop.soort, oud.periode)
        getal = opmaak.in_tekst(hoofd.getoond, kop.eenheid)
        rest = verhaal.wanneer(hoofd.periode) + (f" (stand {hoofd.stand})" if hoofd.ouder else "")
    lijn = vonk(reeks)
    return Tegel(
        kop.code,
        kop.vraag,
        Keuze(kop.code, korrels[0], waar=waar).vraagtekst(),
        getal,
        rest,
        verandering,
        woord,
        reden,
        lijn,
        _lijntekst(reeks) if lijn else "",
        _kwaliteit(hoofd, reeks),
    )


def _punten(release: Release, kop: IndicatorKop, korrel: str, waar: Mapping[str, str]) -> list[Punt]:
    cellen = release.cellen(kop.code, korrel, waar=waar)
    return [Punt(c.periode, "", "", c.waarde, c.status, c.voorlopig, kop.eenheid, eerder=c.eerder) for c in cellen]


def _lijntekst(reeks: list[Punt]) -> str:
    namen = {4: "jaar", 7: "maand"}
    korrel = "kwartaal" if "Q" in reeks[0].periode else namen[len(reeks[0].periode)]
    return f"Per {korrel}, {reeks[0].periode[:4]} tot en met {reeks[-1].periode[:4]}"


def _kwaliteit(hoofd: Punt, reeks: list[Punt]) -> str:
    if hoofd.getoond is None:
        return ""
    if hoofd.voorlopig:
        return "voorlopig cijfer: er komen nog berichten binnen"
    if hoofd.klein:
        return "klein aantal, wees voorzichtig"
    if hoofd.ouder:
        return "ouder cijfer: het nieuwe wacht nog"
    verborgen = sum(p.getoond is None for p in reeks)
    if verborgen:
        return f"compleet cijfer; {verborgen} {'periode' if verborgen == 1 else 'perioden'} afgeschermd"
    return "compleet cijfer"
