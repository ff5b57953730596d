"""Figures from the cells of a release: as one series, or broken out. Pure: a release and a choice in, a figure out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from datameent.release.read import Release, ReleaseCel
from datameent.web.components import opmaak
from datameent.web.figures import methode, redenen, verhaal
from datameent.web.figures.figuur import NAAST, Figuur, Punt, Reeks, Rij, laatste_vaste, vergelijkbaar
from datameent.web.figures.keuze import PERIODE, Aanbod, Keuze, ernaast, naam_ernaast

MEESTE_REEKSEN = 12
"""With more members than this a breakdown over time is unreadable: one period is shown instead."""


def maak_figuur(release: Release, keuze: Keuze, aanbod: Aanbod) -> Figuur:
    """Ask the release for the cells of a choice that it holds, and arrange them."""
    if keuze.per:
        return _uitgesplitst(release, keuze, aanbod)
    return _reeks(release, keuze, aanbod)


def _eigenschappen(release: Release, indicator: str) -> tuple[str, str]:
    d = release.definitie(indicator)
    return str(d.get("eenheid", "")), str(d.get("soort", ""))


def _punten(release: Release, cellen: Sequence[ReleaseCel], dimensie: str, eenheid: str) -> list[Punt]:
    soort = _eigenschappen(release, cellen[0].indicator)[1] if cellen else ""
    return [
        Punt(
            c.periode,
            c.code(dimensie) if dimensie else "",
            release.label(dimensie, c.code(dimensie)) if dimensie else "",
            c.waarde,
            c.status,
            c.voorlopig,
            eenheid,
            redenen.in_cel(c, release.meta, methode.soort_van(soort, eenheid)),
            c.eerder,
        )
        for c in cellen
    ]


def _reeks(release: Release, keuze: Keuze, aanbod: Aanbod) -> Figuur:
    eenheid, soort = _eigenschappen(release, keuze.indicator)
    punten = _punten(release, release.cellen(keuze.indicator, keuze.korrel, waar=keuze.waar), "", eenheid)
    per_periode = {p.periode: p for p in punten}
    naast = _naast(release, keuze, aanbod, eenheid)
    naam = "" if keuze.naast[0] == PERIODE else naam_ernaast(release, keuze)
    reeksen = [Reeks("", _eigen_naam(release, keuze) if naast else "", tuple(punten))]
    if naast:
        reeksen.append(Reeks(NAAST, naam, tuple(naast.values())))
    hoofd = per_periode.get(keuze.periode) if keuze.periode else laatste_vaste(punten)
    toen = keuze.naast[1] if keuze.naast[0] == PERIODE else ""
    rijen = [
        Rij(
            opmaak.periode(p.periode),
            (p, naast.get(p.periode)) if naast else (p,),
            _tussen(p, _toen(p, toen, per_periode), eenheid, soort),
            p.voorlopig,
        )
        for p in reversed(punten)
    ]
    kolommen = (reeksen[0].label, naam) if naast else (_eenheidkop(eenheid),)
    return Figuur(
        keuze,
        "reeks",
        eenheid,
        soort,
        hoofd.periode if hoofd else "",
        tuple(reeksen),
        hoofd,
        _toen(hoofd, toen, per_periode) if hoofd else None,
        kolommen,
        tuple(rijen),
        naast=naast.get(hoofd.periode) if hoofd else None,
        naast_naam=naam,
        tegenover=opmaak.periode(toen) if toen else "een jaar eerder",
    )


def _toen(nu: Punt, gekozen: str, per_periode: Mapping[str, Punt]) -> Punt | None:
    """What a number is set against: the chosen period, else a year earlier; never itself."""
    anders = gekozen if gekozen and gekozen != nu.periode else ""
    if gekozen and not anders:
        return None
    return per_periode.get(anders or verhaal.vorige_periode(nu.periode))


def _naast(release: Release, keuze: Keuze, aanbod: Aanbod, eenheid: str) -> dict[str, Punt]:
    """The series beside the choice."""
    naast = ernaast(keuze, release)
    if naast is None or not aanbod.heeft(naast.korrel, naast.actief):
        return {}
    cellen = release.cellen(naast.indicator, naast.korrel, waar=naast.waar)
    return {p.periode: p for p in _punten(release, cellen, "", eenheid)}


def _eigen_naam(release: Release, keuze: Keuze) -> str:
    """What the choice is called beside another."""
    volgorde = (keuze.naast[0], "buurt", "wijk")
    return next((release.label(d, keuze.waar[d]) for d in volgorde if d in keuze.waar), "Uw keuze")


def _uitgesplitst(release: Release, keuze: Keuze, aanbod: Aanbod) -> Figuur:
    eenheid, soort = _eigenschappen(release, keuze.indicator)
    cellen = release.cellen(keuze.indicator, keuze.korrel, per=(keuze.per,), waar=keuze.waar)
    punten = _punten(release, cellen, keuze.per, eenheid)
    leden: dict[str, str] = {}
    for waarde in release.dimensie(keuze.per):
        leden[waarde.code] = waarde.label
    naast = _ernaast_per(release, keuze, aanbod, eenheid)
    aanwezig = {p.code for p in (*punten, *naast.punten)}
    leden = {c: naam for c, naam in leden.items() if c in aanwezig} | {
        p.code: p.label for p in punten if p.code not in leden
    }
    zelf_gekozen = bool(keuze.periode)
    # Beside a chosen period stands the newest other one: a period says nothing beside itself.
    andere = [p for p in punten if keuze.naast != (PERIODE, p.periode)]
    deel = _Uitsplitsing(
        keuze,
        tuple(punten),
        leden,
        _totaal(release, keuze, aanbod, eenheid),
        keuze.periode or _laatste_vaste_periode(andere),
        eenheid,
        soort,
        naast,
    )
    if zelf_gekozen or naast.naam or len(leden) > MEESTE_REEKSEN:
        return _stand(deel, door_ons=not zelf_gekozen)
    return _reeksen(deel)


@dataclass(frozen=True, slots=True)
class _Ernaast:
    """What stands beside a breakdown: its name, its points by member, and the total of them per period."""

    naam: str = ""
    punten: tuple[Punt, ...] = ()
    totaal: Mapping[str, Punt] = field(default_factory=dict)


def _ernaast_per(release: Release, keuze: Keuze, aanbod: Aanbod, eenheid: str) -> _Ernaast:
    """What stands beside a breakdown; the whole municipality never does."""
    soort, code = keuze.naast
    if not soort:
        return _Ernaast()
    anders = ernaast(keuze, release) or keuze
    waar = {**anders.waar, PERIODE: code} if soort == PERIODE else anders.waar
    cellen = release.cellen(keuze.indicator, keuze.korrel, per=(keuze.per,), waar=waar)
    totaal = {} if soort == PERIODE else _totaal(release, anders, aanbod, eenheid)
    return _Ernaast(naam_ernaast(release, keuze), tuple(_punten(release, cellen, keuze.per, eenheid)), totaal)


@dataclass(frozen=True, slots=True)
class _Uitsplitsing:
    """The points of all members, their names in order, and the total of all of them per period."""

    keuze: Keuze
    punten: tuple[Punt, ...]
    leden: Mapping[str, str]
    totaal: Mapping[str, Punt]
    periode: str
    eenheid: str
    soort: str
    naast: _Ernaast

    @property
    def cel(self) -> dict[tuple[str, str], Punt]:
        return {(p.code, p.periode): p for p in self.punten}


def _totaal(release: Release, keuze: Keuze, aanbod: Aanbod, eenheid: str) -> dict[str, Punt]:
    samen = replace(keuze, per="")
    if not aanbod.heeft(keuze.korrel, samen.actief):
        return {}
    cellen = release.cellen(keuze.indicator, keuze.korrel, waar=keuze.waar)
    return {p.periode: p for p in _punten(release, cellen, "", eenheid)}


def _stand(deel: _Uitsplitsing, *, door_ons: bool) -> Figuur:
    """All members at one period, with beside it what was asked for, else the same period a year earlier."""
    nu_code = deel.periode
    eigen = deel.keuze.naast[0] not in ("", PERIODE)
    toen_code = deel.keuze.naast[1] if deel.keuze.naast[0] == PERIODE else verhaal.vorige_periode(nu_code or "0000")
    cel = deel.cel
    naam = deel.naast.naam
    if naam:
        daar = {p.code: p for p in deel.naast.punten if p.periode == (nu_code if eigen else toen_code)}
    else:
        daar = {c: p for (c, periode), p in cel.items() if periode == toen_code}
    rijen = []
    for code, label in deel.leden.items():
        nu, toen = cel.get((code, nu_code)), daar.get(code)
        if nu is not None or toen is not None:
            cellen = (nu, toen) if daar else (nu,)
            rijen.append(Rij(label, cellen, _tussen(nu, toen, deel.eenheid, deel.soort), bool(nu and nu.voorlopig)))
    nu_kop, toen_kop = opmaak.periode(nu_code), naam if eigen else opmaak.periode(toen_code)
    reeksen = [Reeks("", "", tuple(p for c in deel.leden if (p := cel.get((c, nu_code))) is not None))]
    if naam:
        reeksen.append(Reeks(NAAST, toen_kop, tuple(daar[c] for c in deel.leden if c in daar)))
    return Figuur(
        deel.keuze,
        "stand",
        deel.eenheid,
        deel.soort,
        nu_code,
        tuple(reeksen),
        deel.totaal.get(nu_code),
        None if eigen else deel.totaal.get(toen_code),
        (nu_kop, toen_kop) if daar else (nu_kop,),
        tuple(rijen),
        door_ons,
        naast=deel.naast.totaal.get(nu_code),
        naast_naam=naam,
        tegenover=toen_kop if naam else "een jaar eerder",
    )


def _reeksen(deel: _Uitsplitsing) -> Figuur:
    """Few members, all periods."""
    cel = deel.cel
    voorlopig = {p.periode for p in deel.punten if p.voorlopig}
    perioden = sorted({p.periode for p in deel.punten}, reverse=True)
    gekanteld = len(deel.leden) > len(perioden)  # a table reads easier when it is higher than it is wide
    if gekanteld:
        rijen = tuple(Rij(n, tuple(cel.get((c, p)) for p in perioden)) for c, n in deel.leden.items())
        kolommen = tuple(opmaak.periode(p) for p in perioden)
    else:
        rijen = tuple(
            Rij(opmaak.periode(p), tuple(cel.get((c, p)) for c in deel.leden), voorlopig=p in voorlopig)
            for p in perioden
        )
        kolommen = tuple(deel.leden.values())
    reeksen = tuple(Reeks(c, n, tuple(p for p in deel.punten if p.code == c)) for c, n in deel.leden.items())
    hoofd = deel.totaal.get(deel.periode) or laatste_vaste(list(deel.totaal.values()))
    return Figuur(
        deel.keuze,
        "reeksen",
        deel.eenheid,
        deel.soort,
        deel.periode,
        reeksen,
        hoofd,
        deel.totaal.get(verhaal.vorige_periode(hoofd.periode)) if hoofd else None,
        kolommen,
        rijen,
        leden_als_rijen=gekanteld,
    )


def _laatste_vaste_periode(punten: Sequence[Punt]) -> str:
    vast = [p.periode for p in punten if not p.voorlopig] or [p.periode for p in punten]
    return max(vast, default="")


def _tussen(nu: Punt | None, toen: Punt | None, eenheid: str, soort: str) -> str:
    if nu is None or toen is None or not vergelijkbaar(nu, toen):
        return ""
    return verhaal.verschil_kort(nu.waarde or 0, toen.waarde or 0, eenheid, soort)


def _eenheidkop(eenheid: str) -> str:
    return {"euro_cent": "Bedrag", "dagen": "Dagen"}.get(eenheid, "Aantal mensen")
