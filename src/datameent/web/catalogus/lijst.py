"""What the catalogue says of every figure, and the part of it that a reader asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlencode

from datameent.release.read import Release
from datameent.release.schema import TOTAAL
from datameent.web.catalogus.zoeken import past
from datameent.web.figures.tegels import secties
from datameent.web.vragen.gebruik import gelijk, kenmerken

_DOORZOCHT: Final = ("naam", "vraag", "telt", "teller", "noemer", "bron")
LANGSTE_VRAAG: Final = 200


@dataclass(frozen=True, slots=True)
class Wetstand:
    """A figure under one law: the address of it, and its mark of quality in words."""

    code: str
    naam: str
    vraagtekst: str
    kwaliteit: str


@dataclass(frozen=True, slots=True)
class Doel:
    """A goal that a figure belongs to."""

    pk: int
    naam: str
    adres: str


@dataclass(frozen=True, slots=True)
class Item:
    """A figure in the catalogue. `lijkt_op`: codes and names of figures that answer almost the same."""

    code: str
    naam: str
    vraag: str
    uitleg: str
    eigenaar: str
    versie: str
    wetten: tuple[Wetstand, ...]
    lijkt_op: tuple[tuple[str, str], ...]
    doorzocht: tuple[str, ...]
    geduid: bool = False
    doelen: tuple[Doel, ...] = ()


@dataclass(frozen=True, slots=True)
class Zoekvraag:
    """What a reader asked for. `opmerking`: a sentence when something in the address is not known."""

    zoek: str = ""
    wet: str = ""
    doel: str = ""
    eigenaar: str = ""
    opmerking: str = ""

    @property
    def vraagtekst(self) -> str:
        """The query string; empty when all figures are asked for."""
        delen = {"zoek": self.zoek, "wet": self.wet, "doel": self.doel, "eigenaar": self.eigenaar}
        return urlencode({n: w for n, w in delen.items() if w})


def alle_items(release: Release, geduid: set[str], doelen: Mapping[str, Sequence[Doel]]) -> tuple[Item, ...]:
    """Every figure of the release, with what this reader may know of readings and goals."""
    return tuple(
        replace(i, geduid=i.code in geduid, doelen=tuple(doelen.get(i.code, ()))) for i in _uit_release(release)
    )


@lru_cache(maxsize=8)
def _uit_release(release: Release) -> tuple[Item, ...]:
    """The part that all readers of a release share: it never changes."""
    per_code: dict[str, list[Wetstand]] = {}
    for sectie in secties(release, {}):
        for t in sectie.tegels:
            stand = Wetstand(sectie.code, sectie.naam, t.vraagtekst, t.kwaliteit or t.woord)
            per_code.setdefault(t.code, []).append(stand)
    namen = {k.code: k.naam for k in release.indicatoren()}
    lijkt = {c: [(a, namen[a]) for a in groep if a != c] for _, groep in gelijk(kenmerken(release)) for c in groep}
    return tuple(
        _item(release.definitie(code), code, per_code.get(code, ()), tuple(lijkt.get(code, ()))) for code in namen
    )


def _item(
    definitie: Mapping[str, Any], code: str, wetten: Sequence[Wetstand], lijkt_op: tuple[tuple[str, str], ...]
) -> Item:
    doorzocht = [str(definitie.get(veld, "")) for veld in _DOORZOCHT]
    doorzocht += [str(z) for z in definitie.get("zegt_wel") or ()]
    return Item(
        code,
        str(definitie.get("naam", code)),
        str(definitie.get("vraag", "")),
        str(definitie.get("telt", "")),
        str(definitie.get("eigenaar", "")),
        str(definitie.get("versie", "")),
        tuple(wetten),
        lijkt_op,
        (*doorzocht, code.replace("_", " "), *(w.naam for w in wetten)),
    )


def lees_zoekvraag(vraag: Mapping[str, str], release: Release, items: Sequence[Item]) -> Zoekvraag:
    """What the address asks for; what is not known is left out and said."""
    mogelijk = {
        "wet": {w.code for w in release.dimensie("wet") if w.code != TOTAAL},
        "doel": {str(d.pk) for i in items for d in i.doelen},
        "eigenaar": {i.eigenaar for i in items},
    }
    gekozen = {n: vraag.get(n, "") for n in mogelijk}
    fout = [n for n, w in gekozen.items() if w and w not in mogelijk[n]]
    goed = {n: "" if n in fout else w for n, w in gekozen.items()}
    opmerking = "Een deel van uw keuze kennen we niet. Dat deel laten we weg." if fout else ""
    return Zoekvraag(vraag.get("zoek", "").strip()[:LANGSTE_VRAAG], **goed, opmerking=opmerking)


def gevonden(items: Sequence[Item], vraag: Zoekvraag) -> tuple[Item, ...]:
    """The figures that answer a search, those with the words in their name or question first."""
    rest = [
        i
        for i in items
        if (not vraag.wet or vraag.wet in {w.code for w in i.wetten})
        and (not vraag.doel or vraag.doel in {str(d.pk) for d in i.doelen})
        and (not vraag.eigenaar or vraag.eigenaar == i.eigenaar)
        and past(vraag.zoek, i.doorzocht)
    ]
    return tuple(sorted(rest, key=lambda i: not past(vraag.zoek, (i.naam, i.vraag))))
