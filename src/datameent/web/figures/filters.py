"""The form above a figure: only what the release holds is offered."""

from __future__ import annotations

from dataclasses import dataclass

from datameent.release.read import Release
from datameent.release.schema import TOTAAL
from datameent.web.components import opmaak
from datameent.web.figures.figuur import kan_vergelijken
from datameent.web.figures.keuze import ALLES, KORRELNAMEN, NAMEN, Aanbod, Keuze, korrel_van


@dataclass(frozen=True, slots=True)
class Optie:
    """One option of a select."""

    code: str
    label: str
    gekozen: bool


@dataclass(frozen=True, slots=True)
class Veld:
    """One select of the form."""

    naam: str
    label: str
    opties: tuple[Optie, ...]


@dataclass(frozen=True, slots=True)
class Wissel:
    """A dimension that cannot be added to this choice, with the choice that does have it."""

    label: str
    vraagtekst: str


@dataclass(frozen=True, slots=True)
class Formulier:
    """The fields, whether something else than the default is chosen, and what needs another choice first."""

    velden: tuple[Veld, ...]
    vergelijken: bool
    vergelijkt: bool
    gekozen: tuple[str, ...]
    wissels: tuple[Wissel, ...]


def maak_formulier(release: Release, keuze: Keuze, aanbod: Aanbod) -> Formulier:
    """The form for this state."""
    velden = [_korrels(keuze, aanbod), _perioden(release, keuze)]
    wissels = []
    for dimensie in aanbod.dimensies(keuze.korrel):
        if dimensie == keuze.per:
            continue
        rest = keuze.zonder(dimensie)
        if aanbod.kan_erbij(keuze.korrel, rest.actief, dimensie):
            velden.append(_codes(release, keuze, aanbod, dimensie))
        else:
            schoon = Keuze(keuze.indicator, keuze.korrel, keuze.periode, per=dimensie)
            wissels.append(Wissel(f"per {NAMEN[dimensie].lower()}", schoon.vraagtekst()))
    velden.append(_uitsplitsen(keuze, aanbod))
    gekozen = [release.label(d, c) for d, c in keuze.waar.items()]
    return Formulier(tuple(velden), kan_vergelijken(keuze, aanbod), keuze.vergelijk, tuple(gekozen), tuple(wissels))


def _korrels(keuze: Keuze, aanbod: Aanbod) -> Veld:
    opties = tuple(Optie(k, KORRELNAMEN[k], k == keuze.korrel) for k in aanbod.korrels)
    return Veld("korrel", "Indeling", opties)


def _perioden(release: Release, keuze: Keuze) -> Veld:
    codes = [w.code for w in release.dimensie("periode") if w.code != TOTAAL and korrel_van(w.code) == keuze.korrel]
    alle = Optie("", "Alle perioden", not keuze.periode)
    rest = (Optie(c, opmaak.periode(c), c == keuze.periode) for c in sorted(codes, reverse=True))
    return Veld("periode", "Periode", (alle, *rest))


def _codes(release: Release, keuze: Keuze, aanbod: Aanbod, dimensie: str) -> Veld:
    gekozen = keuze.waar.get(dimensie, "")
    aanwezig = _aanwezig(release, keuze, aanbod, dimensie)
    alles = ALLES[dimensie]
    if dimensie == "wet" and not any("wet" not in s for s in aanbod.sets[keuze.korrel]):
        alles = "Wetten naast elkaar"
    opties = [Optie("", alles, not gekozen)]
    for waarde in release.dimensie(dimensie):
        if waarde.code == gekozen or (waarde.code != TOTAAL and (aanwezig is None or waarde.code in aanwezig)):
            opties.append(Optie(waarde.code, waarde.label, waarde.code == gekozen))
    return Veld(dimensie, NAMEN[dimensie], tuple(opties))


def _aanwezig(release: Release, keuze: Keuze, aanbod: Aanbod, dimensie: str) -> set[str] | None:
    """The codes that have cells beside the rest of the choice; None when that crossing needs one more choice."""
    rest = keuze.zonder(dimensie)
    if not aanbod.heeft(keuze.korrel, rest.actief | {dimensie}):
        return None
    per = (dimensie, rest.per) if rest.per else (dimensie,)
    return {c.code(dimensie) for c in release.cellen(keuze.indicator, keuze.korrel, per=per, waar=rest.waar)}


def _uitsplitsen(keuze: Keuze, aanbod: Aanbod) -> Veld:
    kan = [
        d
        for d in aanbod.dimensies(keuze.korrel)
        if d == keuze.per or (d not in keuze.waar and aanbod.kan_erbij(keuze.korrel, keuze.zonder(keuze.per).actief, d))
    ]
    opties = (Optie("", "Niet", not keuze.per), *(Optie(d, f"Per {NAMEN[d].lower()}", d == keuze.per) for d in kan))
    return Veld("per", "Uitsplitsen", opties)
