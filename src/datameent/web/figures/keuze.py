"""What a reader chose: read from the query string, held against what the release has, and written back as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final
from urllib.parse import urlencode

from datameent.release.read import Release
from datameent.release.schema import BINNEN, DIMENSIES, KORRELS, TOTAAL

NAMEN: Final = {
    "wet": "Wet",
    "productcategorie": "Soort hulp",
    "product": "Product",
    "wijk": "Wijk",
    "buurt": "Buurt",
    "aanbieder": "Aanbieder",
    "leeftijdsgroep": "Leeftijd",
}
"""The dimensions as a reader knows them (the glossary's words)."""

ALLES: Final = {
    "wet": "Alle wetten",
    "productcategorie": "Alle soorten hulp",
    "product": "Alle producten",
    "wijk": "Hele gemeente",
    "buurt": "Alle buurten",
    "aanbieder": "Alle aanbieders",
    "leeftijdsgroep": "Alle leeftijden",
}
GEMEENTE: Final = "gemeente"
PERIODE: Final = "periode"
KORRELNAMEN: Final = {"jaar": "Per jaar", "kwartaal": "Per kwartaal", "maand": "Per maand"}


@dataclass(frozen=True, slots=True)
class Keuze:
    """One state of the page of an indicator.

    `waar`: dimension → code for what is held fixed; `per`: the dimension broken out, or empty; `periode`: a code, or
    empty for the whole series; `vergelijk`: what stands beside it: `gemeente`, `periode:2023`, or another code of a
    dimension that is held fixed, as in `wijk:WK999902`; empty for nothing.
    """

    indicator: str
    korrel: str
    periode: str = ""
    waar: Mapping[str, str] = field(default_factory=dict)
    per: str = ""
    vergelijk: str = ""

    @property
    def actief(self) -> frozenset[str]:
        """The dimensions this question breaks out or holds to a code."""
        return frozenset({*self.waar, *([self.per] if self.per else [])})

    @property
    def naast(self) -> tuple[str, str]:
        """The dimension (or `periode`) and the code of what stands beside it; empty for the municipality or nothing.

        >>> Keuze("clienten", "jaar", waar={"wijk": "WK999901"}, vergelijk="wijk:WK999902").naast
        ('wijk', 'WK999902')
        """
        soort, _, code = self.vergelijk.partition(":")
        return (soort, code) if code else ("", "")

    def zonder(self, dimensie: str) -> Keuze:
        """The same, with this dimension and what divides it back to their total."""
        weg = {dimensie, *(fijn for fijn, grof in BINNEN.items() if grof == dimensie)}
        waar = {d: c for d, c in self.waar.items() if d not in weg}
        return replace(self, waar=waar, per="" if self.per in weg else self.per)

    def met(self, dimensie: str, code: str) -> Keuze:
        """The same, with this dimension held to a code."""
        zonder = self.zonder(dimensie)
        return replace(zonder, waar={**zonder.waar, dimensie: code})

    def vraagtekst(self) -> str:
        """The query string of this state, always in the same order.

        >>> Keuze("clienten", "jaar", waar={"wijk": "WK999901"}, per="wet").vraagtekst()
        'korrel=jaar&wijk=WK999901&per=wet'
        """
        delen = [("korrel", self.korrel), ("periode", self.periode)]
        delen += [(d, self.waar.get(d, "")) for d in DIMENSIES]
        delen += [("per", self.per), ("vergelijk", self.vergelijk)]
        return urlencode([(n, w) for n, w in delen if w], safe=":")


@dataclass(frozen=True, slots=True)
class Aanbod:
    """What the release holds for one indicator: per grain the sets of dimensions that are broken out together."""

    sets: Mapping[str, frozenset[frozenset[str]]]

    @property
    def korrels(self) -> tuple[str, ...]:
        """Grains, from large to small."""
        return tuple(k for k in KORRELS if k in self.sets)

    def heeft(self, korrel: str, actief: frozenset[str]) -> bool:
        """Whether this crossing is in the release."""
        return actief in self.sets.get(korrel, frozenset())

    def dimensies(self, korrel: str) -> tuple[str, ...]:
        """Every dimension that occurs at this grain."""
        alle = frozenset().union(*self.sets.get(korrel, frozenset()))
        return tuple(d for d in DIMENSIES if d in alle)

    def bereikbaar(self, korrel: str, actief: frozenset[str]) -> bool:
        """Whether asking for these dimensions gives figures: as they are, or with the laws filled in.

        A buurt or a product brings its wijk or soort hulp along.
        """
        heel = actief | {BINNEN[d] for d in actief if d in BINNEN}
        return self.heeft(korrel, heel) or self.heeft(korrel, heel | {"wet"})

    def korrel_met(self, dimensie: str, liefst: str) -> str | None:
        """A grain at which this dimension can be broken out on its own: the preferred one, else the largest."""
        korrels = [k for k in (liefst, *self.korrels) if self.bereikbaar(k, frozenset({dimensie}))]
        return korrels[0] if korrels else None


@lru_cache(maxsize=64)
def aanbod_van(release: Release, indicator: str) -> Aanbod:
    """The crossings of an indicator, from the table plan in the release."""
    sets: dict[str, set[frozenset[str]]] = {}
    for tabel in release.tabellen():
        if tabel.indicator == indicator:
            dims = frozenset(d for d in tabel.dimensies if d in DIMENSIES)
            sets.setdefault(tabel.korrel, set()).add(dims)
    return Aanbod({k: frozenset(v) for k, v in sets.items()})


def lees_keuze(vraag: Mapping[str, str], release: Release, indicator: str, aanbod: Aanbod) -> tuple[Keuze, list[str]]:
    """The choice in a query string, and a sentence for every part that could not be used."""
    opmerkingen: list[str] = []
    korrel = vraag.get("korrel", "")
    if korrel not in aanbod.sets:
        if korrel:
            opmerkingen.append("Deze indeling in perioden is er niet. U ziet nu een andere.")
        korrel = aanbod.korrels[0] if aanbod.korrels else "jaar"
    waar: dict[str, str] = {}
    for dimensie in DIMENSIES:
        code = vraag.get(dimensie, "")
        if not code or code == TOTAAL:
            continue
        if code in {w.code for w in release.dimensie(dimensie)}:
            waar[dimensie] = code
        else:
            opmerkingen.append(f"{NAMEN[dimensie]}: deze keuze kennen we niet. U ziet nu het totaal.")
    per = vraag.get("per", "")
    if per and per not in DIMENSIES:
        opmerkingen.append("Zo kunnen we dit cijfer niet uitsplitsen.")
        per = ""
    waar.pop(per, None)
    periode = _lees_periode(vraag.get("periode", ""), korrel, release, opmerkingen)
    keuze = Keuze(indicator, korrel, periode, waar, per)
    for fijn in BINNEN:
        keuze, opmerking = _vul_pad_aan(keuze, release, fijn)
        opmerkingen += [opmerking] if opmerking else []
    return _lees_naast(vraag.get("vergelijk", ""), keuze, release, opmerkingen), opmerkingen


def _lees_naast(tekst: str, keuze: Keuze, release: Release, opmerkingen: list[str]) -> Keuze:
    """What stands beside the choice, as far as it can."""
    if tekst in ("", GEMEENTE):
        return replace(keuze, vergelijk=tekst)
    dimensie, _, code = tekst.partition(":")
    kan = dimensie in (PERIODE, *DIMENSIES) and code != TOTAAL
    bekend = kan and code in {w.code for w in release.dimensie(dimensie)}
    if dimensie == PERIODE and bekend:
        # A period of another grain is of before the choice of a grain, as with the period itself.
        return replace(keuze, vergelijk=tekst if korrel_van(code) == keuze.korrel and code != keuze.periode else "")
    if not bekend or dimensie not in naast_te_zetten(keuze):
        opmerkingen.append("Met deze keuze kunnen we niet vergelijken. U ziet nu alleen de rest.")
        return keuze
    if keuze.waar[dimensie] == code or (dimensie in BINNEN and not ouder_van(release, dimensie, code)):
        return keuze
    return replace(keuze, vergelijk=tekst)


def naast_te_zetten(keuze: Keuze) -> tuple[str, ...]:
    """The dimensions of which another code can stand beside this choice: those held fixed, at their finest."""
    return tuple(d for d in keuze.waar if not any(BINNEN.get(fijn) == d for fijn in keuze.actief))


def ernaast(keuze: Keuze, release: Release) -> Keuze | None:
    """The choice that stands beside this one; None where nothing does, or another period of the same."""
    dimensie, code = keuze.naast
    if keuze.vergelijk == GEMEENTE:
        waar = {d: c for d, c in keuze.waar.items() if d == "wet"}
    elif dimensie in keuze.waar:
        grof = BINNEN.get(dimensie, "")
        ouder = {grof: ouder_van(release, dimensie, code)} if grof in keuze.waar else {}
        waar = {**keuze.waar, **ouder, dimensie: code}
    else:
        return None
    return replace(keuze, waar=waar, vergelijk="")


def naam_ernaast(release: Release, keuze: Keuze) -> str:
    """What stands beside the choice, in words; empty for nothing."""
    dimensie, code = keuze.naast
    return release.label(dimensie, code) if dimensie else "Hele gemeente" if keuze.vergelijk else ""


def ouder_van(release: Release, fijn: str, code: str) -> str:
    """The wijk of a buurt, or the soort hulp of a product; empty when that is not one code."""
    gevonden = next((w.ouder for w in release.dimensie(fijn) if w.code == code), None)
    return "" if gevonden in (None, TOTAAL) else str(gevonden)


def _vul_pad_aan(keuze: Keuze, release: Release, fijn: str) -> tuple[Keuze, str]:
    """A buurt is only asked for within its wijk, and a product within its soort hulp; says so when it was not."""
    grof = BINNEN[fijn]
    if keuze.per == fijn and grof not in keuze.waar:
        return replace(keuze, per=grof), f"Kies eerst een {NAMEN[grof].lower()} om per {NAMEN[fijn].lower()} te kijken."
    ouder = ouder_van(release, fijn, keuze.waar[fijn]) if fijn in keuze.waar else ""
    if ouder and grof not in keuze.actief:
        waar = {**keuze.waar, grof: ouder}
        keuze = replace(keuze, waar={d: waar[d] for d in DIMENSIES if d in waar})
    bezwaar = _bezwaar(keuze, fijn, ouder) if fijn in keuze.waar else ""
    return (keuze.zonder(fijn), f"{NAMEN[fijn]}: {bezwaar}.") if bezwaar else (keuze, "")


def _bezwaar(keuze: Keuze, fijn: str, ouder: str) -> str:
    grof = BINNEN[fijn]
    naam = NAMEN[grof].lower()
    if keuze.per == grof:
        return f"dat kan niet samen met alles per {naam}"
    if grof not in keuze.waar:
        return f"kies eerst een {naam}"
    return f"deze keuze hoort bij een andere {naam}" if ouder not in ("", keuze.waar[grof]) else ""


def _lees_periode(code: str, korrel: str, release: Release, opmerkingen: list[str]) -> str:
    if not code:
        return ""
    if code not in {w.code for w in release.dimensie("periode")}:
        opmerkingen.append("Deze periode is er niet. U ziet nu alle perioden.")
        return ""
    # Changing from years to months keeps an old period in the address: then the whole series is the better answer.
    return code if korrel_van(code) == korrel else ""


def korrel_van(code: str) -> str:
    """The grain of a period code.

    >>> korrel_van("2025"), korrel_van("2025-Q1"), korrel_van("2025-01")
    ('jaar', 'kwartaal', 'maand')
    """
    if len(code) == 4:
        return "jaar"
    return "kwartaal" if "Q" in code else "maand"


def vul_wet_aan(keuze: Keuze, aanbod: Aanbod, release: Release) -> tuple[Keuze, str]:
    """People are counted per law: where only the law is missing, show the laws apart, or begin with the first.

    Returns the choice and a sentence about it, empty when nothing was filled in.
    """
    if aanbod.heeft(keuze.korrel, keuze.actief) or "wet" in keuze.actief:
        return keuze, ""
    if not aanbod.heeft(keuze.korrel, keuze.actief | {"wet"}):
        return keuze, ""
    if not keuze.per:
        return replace(keuze, per="wet"), ""
    wetten = [w for w in release.dimensie("wet") if w.code != TOTAAL]
    if not wetten:
        return keuze, ""
    zin = f"We tellen mensen per wet. U ziet nu: {wetten[0].label}. Kies hieronder een andere wet."
    return keuze.met("wet", wetten[0].code), zin


@dataclass(frozen=True, slots=True)
class Alternatief:
    """A choice near the one that is not there."""

    tekst: str
    keuze: Keuze


def alternatieven(keuze: Keuze, aanbod: Aanbod, release: Release, hoogstens: int = 8) -> tuple[Alternatief, ...]:
    """The nearest choices that the release does hold: first those that keep most of what was asked."""
    gevonden: list[tuple[int, str, Alternatief]] = []
    for korrel in aanbod.korrels:
        for dims in aanbod.sets[korrel]:
            if not dims - keuze.actief:
                afstand = len(keuze.actief - dims) + (0 if korrel == keuze.korrel else 1)
                nieuw = _beperk(keuze, korrel, dims)
                gevonden.append((afstand, korrel, Alternatief(_tekst(nieuw, release), nieuw)))
            elif korrel == keuze.korrel and dims - keuze.actief == {"wet"} and keuze.actief <= dims:
                for waarde in release.dimensie("wet"):
                    if waarde.code != TOTAAL:
                        nieuw = keuze.met("wet", waarde.code)
                        gevonden.append((0, korrel, Alternatief(_tekst(nieuw, release), nieuw)))
    gevonden.sort(key=lambda g: (g[0], g[1] != keuze.korrel, g[2].tekst))
    return tuple(a for _, _, a in gevonden[:hoogstens])


def _beperk(keuze: Keuze, korrel: str, dims: frozenset[str]) -> Keuze:
    waar = {d: c for d, c in keuze.waar.items() if d in dims}
    periode = keuze.periode if korrel == keuze.korrel else ""
    return replace(keuze, korrel=korrel, periode=periode, waar=waar, per=keuze.per if keuze.per in dims else "")


def _tekst(keuze: Keuze, release: Release) -> str:
    delen = [KORRELNAMEN[keuze.korrel].lower()]
    delen += [release.label(d, c) for d, c in keuze.waar.items()]
    if keuze.per:
        delen.append(f"per {NAMEN[keuze.per].lower()}")
    return ", ".join(delen)


def keuze_in_woorden(release: Release, keuze: Keuze) -> str:
    """All that was chosen in one line, for on paper and in a file; what was not chosen is the whole."""
    delen = [KORRELNAMEN[keuze.korrel].lower()]
    delen.append(f"periode: {release.label('periode', keuze.periode)}" if keuze.periode else "alle perioden")
    delen += [f"{NAMEN[d].lower()}: {release.label(d, c)}" for d, c in keuze.waar.items()]
    delen += [f"uitgesplitst per {NAMEN[keuze.per].lower()}"] if keuze.per else []
    if keuze.vergelijk:
        naast = naam_ernaast(release, keuze)
        delen.append(f"vergeleken met {naast if keuze.naast[0] else 'de hele gemeente'}")
    return ", ".join(delen)
