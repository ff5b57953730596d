"""Attack a release: everything a reader could do with the file, and everything the policy forbids.

This shares no code with `disclosure` (but the policy itself): it reads the written file, counts the persons again from
the lake, and solves the sums with an elimination of its own. What it finds is reported by place, never by value.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from datameent.disclosure.beleid import Beleid
from datameent.domain.home import Home
from datameent.release.aanval import bepaalde_cellen, sommen
from datameent.release.configuratie import beleid_van
from datameent.release.meten import Gemeten, Meting
from datameent.release.plan import DELEN, RATIO, Kruising, telt_op_in_tijd
from datameent.release.read import Release
from datameent.release.schema import DIMENSIES, TOTAAL

Sleutel = tuple[str, ...]
"""periode, then the codes on DIMENSIES."""


class Blootstelling(NamedTuple):
    """One exposed cell: the rule it breaks and where it is."""

    regel: str
    indicator: str
    korrel: str
    cel: Sleutel


@dataclass(frozen=True, slots=True)
class Controle:
    """The outcome of an attack; `blootgesteld` is empty when the release is safe."""

    release: str
    cellen: int
    onderdrukt: int
    blootgesteld: tuple[Blootstelling, ...]

    def per_regel(self) -> Mapping[str, int]:
        """How often each rule was broken."""
        return Counter(b.regel for b in self.blootgesteld)


_GEEN_GEHEIM = ("", "geen-noemer")


class _Cel(NamedTuple):
    waarde: int | None
    status: str


class _Feiten(NamedTuple):
    """What the lake says of a cell."""

    waarde: int | None
    personen: int
    noemer: int | None
    persoon_cent: int | None
    aanbieder_cent: int | None
    tweede_cent: int | None
    aanbieders: int | None


def controleer_release(home: Home, pad: Path) -> Controle:
    """Attack a release file with today's policy, against the lake as it was on the peildatum of the release."""
    with Release.open(pad) as release:
        meta = release.meta
    with Meting(home, meta.peildatum) as meting:
        return controleer_bestand(pad, meting, beleid_van(home).voor(meta.doelgroep))


def controleer_bestand(pad: Path, meting: Meting, beleid: Beleid) -> Controle:
    """Attack a release file against a measurement of the lake."""
    aanval = _Aanval(pad, meting, beleid)
    return Controle(pad.stem.removeprefix(".proef-"), aanval.aantal, aanval.weg, tuple(sorted(set(aanval.voer_uit()))))


class _Aanval:
    def __init__(self, pad: Path, meting: Meting, beleid: Beleid) -> None:
        self.meting = meting
        self.beleid = beleid
        verbinding = sqlite3.connect(f"file:{quote(str(pad.absolute()))}?immutable=1&mode=ro", uri=True)
        try:
            kolommen = f"indicator, korrel, periode, {', '.join(DIMENSIES)}, waarde, status"
            rijen = verbinding.execute(f"SELECT {kolommen} FROM cel").fetchall()  # noqa: S608 - names of ours
            self.tabellen = verbinding.execute("SELECT indicator, korrel, dimensies, soort FROM tabel").fetchall()
            meta = dict(verbinding.execute("SELECT sleutel, waarde FROM meta").fetchall())
        finally:
            verbinding.close()
        self.zelfde_lake = meta["vingerafdruk_bron"] == meting.vingerafdruk
        self.cellen: dict[tuple[str, str], dict[Sleutel, _Cel]] = {}
        for indicator, korrel, *rest in rijen:
            self.cellen.setdefault((indicator, korrel), {})[tuple(rest[:6])] = _Cel(rest[6], rest[7])
        self.aantal = len(rijen)
        self._meet_alles()
        self.feiten = {sleutel: self._feiten(*sleutel) for sleutel in self.cellen}
        self.verborgen = {s: {c for c, cel in per.items() if cel.waarde is None} for s, per in self.cellen.items()}
        self.weg = sum(cel.status not in _GEEN_GEHEIM for per in self.cellen.values() for cel in per.values())

    def _meet_alles(self) -> None:
        """Measure all tables at once; `_feiten` then picks them one by one."""
        plan: dict[str, list[Kruising]] = {}
        for indicator, korrel, dims, _ in self.tabellen:
            plan.setdefault(indicator, []).append(Kruising(korrel, tuple(json.loads(dims))))
        self.meting.meet(plan)

    def _feiten(self, indicator: str, korrel: str) -> dict[Sleutel, _Feiten]:
        feiten: dict[Sleutel, _Feiten] = {}
        for tabel in (t for t in self.tabellen if t[:2] == (indicator, korrel)):
            dims = tuple(json.loads(tabel[2]))
            gemeten = self.meting.cellen(indicator, Kruising(korrel, dims))
            for rij, codes in enumerate(gemeten.sleutels):
                eigen = dict(zip(dims, codes[1:], strict=True))
                cel = (codes[0], *(eigen.get(d, TOTAAL) for d in DIMENSIES))
                feiten[cel] = _lees_feiten(gemeten, rij)
        return feiten

    def voer_uit(self) -> list[Blootstelling]:
        gevonden: list[Blootstelling] = []
        for soort, per in self.cellen.items():
            for cel, inhoud in per.items():
                regel = self._regel(soort, cel, inhoud)
                if regel:
                    gevonden.append(Blootstelling(regel, *soort, cel))
        gevonden += self._ratios()
        for indicator in {indicator for indicator, _ in self.cellen}:
            gevonden += self._sommen(indicator)
        return gevonden

    # one cell

    def _regel(self, soort: tuple[str, str], cel: Sleutel, inhoud: _Cel) -> str:
        if (inhoud.waarde is None) != bool(inhoud.status):
            return "waarde-en-status"
        if inhoud.waarde is None:
            return ""
        feit = self.feiten[soort].get(cel)
        if feit is None:  # the lake has nobody here: only a zero may be shown
            return "" if inhoud.waarde == 0 and self.beleid.nul_veilig else "niet-in-het-meer"
        # The amount in a ratio is its numerator; `_ratios` holds the two together.
        bedrag = "" if soort[0] == RATIO else self._bedrag(inhoud.waarde, feit, cel)
        anders = self.zelfde_lake and inhoud.waarde != feit.waarde
        return self._personen(feit) or bedrag or ("andere-waarde" if anders else "")

    def _personen(self, feit: _Feiten) -> str:
        n = self.beleid.minimum_personen
        te_klein = [p for p in (feit.personen, feit.noemer) if p is not None and 1 <= p <= n - 1]
        if te_klein or (feit.personen == 0 and not self.beleid.nul_veilig):
            return "te-weinig-personen"
        return ""

    def _bedrag(self, waarde: int, feit: _Feiten, cel: Sleutel) -> str:
        b = self.beleid
        grenzen = [(feit.persoon_cent, b.dominantie_persoon)]
        if cel[1 + DIMENSIES.index("aanbieder")] == TOTAAL:
            twee = None if feit.aanbieder_cent is None else feit.aanbieder_cent + (feit.tweede_cent or 0)
            grenzen += [(feit.aanbieder_cent, b.dominantie_aanbieder), (twee, b.dominantie_twee_aanbieders)]
            if b.minimum_aanbieders and feit.aanbieders and feit.aanbieders < b.minimum_aanbieders:
                return "te-weinig-aanbieders"
        for bijdrage, procent in grenzen:
            if procent is not None and bijdrage and (waarde <= 0 or bijdrage / waarde > procent / 100):
                return "een-bepaalt-bedrag"
        return ""

    # ratios

    def _ratios(self) -> list[Blootstelling]:
        """A shown ratio beside exactly one shown part gives the other part."""
        gevonden = []
        for (indicator, korrel), per in self.cellen.items():
            if indicator != RATIO:
                continue
            for cel, inhoud in per.items():
                delen = [self.cellen.get((d, korrel), {}).get(cel) for d in DELEN]
                weg = [d for d in delen if d is None or d.waarde is None]
                if inhoud.waarde is not None and weg:
                    gevonden.append(Blootstelling("deel-van-ratio", indicator, korrel, cel))
        return gevonden

    # sums

    def _sommen(self, indicator: str) -> list[Blootstelling]:
        if not any(t[0] == indicator and t[3] in ("frequentie", "omvang") for t in self.tabellen):
            return []
        korrels = {k: per for (i, k), per in self.cellen.items() if i == indicator}
        van = {cel: k for k, per in korrels.items() for cel in per}
        weg = {cel for k in korrels for cel in self.verborgen[indicator, k]}
        stelsel = sommen(sorted(van), telt_op_in_tijd(indicator))
        gevonden = [Blootstelling("volgt-uit-sommen", indicator, van[c], c) for c in bepaalde_cellen(stelsel, weg)]
        for totaal, *delen in stelsel:
            onder = [d for d in delen if d in weg]
            if onder and totaal not in weg and self._samen_te_klein(indicator, van, onder, delen):
                gevonden.append(Blootstelling("samen-te-weinig", indicator, van[totaal], totaal))
        return gevonden

    def _samen_te_klein(self, indicator: str, van: Mapping[Sleutel, str], onder: list[Sleutel], delen: Any) -> bool:
        if not self.beleid.samen_minimum:
            return False
        feiten = {d: self.feiten[indicator, van[d]].get(d) for d in delen}
        personen = sum(f.personen for d in onder if (f := feiten[d]) is not None)
        anderen = any(f is not None and f.personen for d, f in feiten.items() if d not in onder)
        # With nobody else to hide behind the total itself has to be hidden, and its own count decides that.
        return anderen and personen < self.beleid.minimum_personen


def _lees_feiten(gemeten: Gemeten, rij: int) -> _Feiten:
    m = gemeten.maten
    return _Feiten(
        m["waarde"][rij],
        m["personen"][rij] or 0,
        m["noemer"][rij],
        m["grootste_persoon_cent"][rij],
        m["grootste_aanbieder_cent"][rij],
        m["tweede_aanbieder_cent"][rij],
        m["aanbieders"][rij],
    )
