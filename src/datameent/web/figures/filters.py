"""The form above a figure: only what the release holds is offered."""

from __future__ import annotations

from dataclasses import dataclass

from datameent.release.read import Dimensiewaarde, Release
from datameent.release.schema import BINNEN, DIMENSIES, TOTAAL
from datameent.web.components import opmaak
from datameent.web.figures.keuze import (
    ALLES,
    GEMEENTE,
    KORRELNAMEN,
    NAMEN,
    PERIODE,
    Aanbod,
    Keuze,
    gemeente_ernaast,
    korrel_van,
    naam_ernaast,
    naast_te_zetten,
    ouder_van,
)


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
class Groep:
    """Options of one kind under a name of their own."""

    naam: str
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
    naast: tuple[Groep, ...]
    gekozen: tuple[str, ...]
    wissels: tuple[Wissel, ...]


def maak_formulier(release: Release, keuze: Keuze, aanbod: Aanbod) -> Formulier:
    """The form for this state."""
    velden = [_korrels(keuze, aanbod), _perioden(release, keuze)]
    for dimensie in DIMENSIES:
        kan = aanbod.bereikbaar(keuze.korrel, keuze.zonder(dimensie).actief | {dimensie})
        vrij = keuze.per not in (dimensie, BINNEN.get(dimensie, dimensie))
        if vrij and (kan or dimensie in keuze.waar):
            velden.append(_codes(release, keuze, aanbod, dimensie))
    uitsplitsen = _uitsplitsen(keuze, aanbod)
    velden.append(uitsplitsen)
    wissels = _wissels(keuze, aanbod, {o.code for o in uitsplitsen.opties})
    gekozen = [release.label(d, c) for d, c in keuze.waar.items()]
    return Formulier(tuple(velden), _naast(release, keuze, aanbod), tuple(gekozen), wissels)


def _naast(release: Release, keuze: Keuze, aanbod: Aanbod) -> tuple[Groep, ...]:
    """What can stand beside the choice: the municipality, another code of what is held fixed, another period."""
    groepen = []
    if gemeente_ernaast(keuze, aanbod):
        heel = Optie(GEMEENTE, ALLES["wijk"], keuze.vergelijk == GEMEENTE)
        groepen.append(Groep("Het geheel", (heel,)))
    for dimensie in naast_te_zetten(keuze):
        veld = _codes(release, keuze, aanbod, dimensie)
        groepen.append(_groep(release, dimensie, f"Andere keuze bij {NAMEN[dimensie].lower()}", veld, keuze))
    groepen.append(_groep(release, PERIODE, "Andere periode", _perioden(release, keuze), keuze))
    return tuple(g for g in groepen if g.opties)


def _groep(release: Release, dimensie: str, naam: str, veld: Veld, keuze: Keuze) -> Groep:
    """The options of a field that are not chosen, as what can stand beside the one that is."""
    namen = {f"{dimensie}:{o.code}": o.label for o in veld.opties if o.code and not o.gekozen}
    if keuze.naast[0] == dimensie:  # from an address that somebody made: the form shows every state that a page has
        namen.setdefault(keuze.vergelijk, naam_ernaast(release, keuze))
    return Groep(naam, tuple(Optie(c, label, c == keuze.vergelijk) for c, label in namen.items()))


def _wissels(keuze: Keuze, aanbod: Aanbod, aangeboden: set[str]) -> tuple[Wissel, ...]:
    """Breakdowns that this choice cannot have, with the nearest choice that can: fewer filters, or another grain."""
    wissels = []
    for dimensie in DIMENSIES:
        korrel = aanbod.korrel_met(dimensie, keuze.korrel)
        if dimensie in aangeboden or dimensie in keuze.waar or korrel is None or dimensie in BINNEN:
            continue  # a buurt is found through its wijk
        wet = {"wet": keuze.waar["wet"]} if "wet" in keuze.waar and dimensie != "wet" else {}
        periode = keuze.periode if korrel == keuze.korrel else ""
        anders = Keuze(keuze.indicator, korrel, periode, wet, dimensie)
        erbij = "" if korrel == keuze.korrel else f" ({KORRELNAMEN[korrel].lower()})"
        wissels.append(Wissel(f"per {NAMEN[dimensie].lower()}{erbij}", anders.vraagtekst()))
    return tuple(wissels)


def _korrels(keuze: Keuze, aanbod: Aanbod) -> Veld:
    kan = [k for k in aanbod.korrels if k == keuze.korrel or aanbod.bereikbaar(k, keuze.actief)]
    opties = tuple(Optie(k, KORRELNAMEN[k], k == keuze.korrel) for k in kan)
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
            opties.append(Optie(waarde.code, _naam(release, waarde), waarde.code == gekozen))
    return Veld(dimensie, NAMEN[dimensie], tuple(opties))


def _naam(release: Release, waarde: Dimensiewaarde) -> str:
    """What a code is called in a list; a buurt with its wijk and a product with its soort hulp."""
    ouder = ouder_van(release, waarde.naam, waarde.code) if waarde.naam in BINNEN else ""
    return f"{waarde.label} ({release.label(BINNEN[waarde.naam], ouder)})" if ouder else waarde.label


def _aanwezig(release: Release, keuze: Keuze, aanbod: Aanbod, dimensie: str) -> set[str] | None:
    """The codes that have cells beside the rest of the choice; None when that crossing needs one more choice."""
    rest = keuze.zonder(dimensie)
    grof = BINNEN.get(dimensie, dimensie)
    if not aanbod.heeft(keuze.korrel, rest.actief | {dimensie, grof}):
        return None
    per = {dimensie, grof, *([rest.per] if rest.per else [])} - set(rest.waar)
    cellen = release.cellen(keuze.indicator, keuze.korrel, per=sorted(per), waar=rest.waar)
    # Without its wijk a buurt can only be chosen when it has one.
    zonder = dimensie in BINNEN and grof not in rest.waar
    return {c for c in {cel.code(dimensie) for cel in cellen} if not zonder or ouder_van(release, dimensie, c)}


def _uitsplitsen(keuze: Keuze, aanbod: Aanbod) -> Veld:
    rest = keuze.zonder(keuze.per).actief
    kan = [
        d
        for d in DIMENSIES
        if d == keuze.per
        or (
            d not in keuze.waar
            and not any(BINNEN.get(fijn) == d for fijn in keuze.waar)
            and BINNEN.get(d, "") in ("", *keuze.waar)
            and aanbod.bereikbaar(keuze.korrel, rest | {d})
        )
    ]
    opties = (Optie("", "Niet", not keuze.per), *(Optie(d, f"Per {NAMEN[d].lower()}", d == keuze.per) for d in kan))
    return Veld("per", "Uitsplitsen", opties)
