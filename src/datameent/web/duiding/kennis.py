"""What a text about a figure may not give away: the hidden cells of that figure and of who is named in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from datameent.domain.cel import Status
from datameent.release.read import Release, ReleaseCel, ReleaseMeta
from datameent.release.schema import TOTAAL
from datameent.web.duiding.getallen import Kennis, Verborgen, Vondst, genoemd, zoek
from datameent.web.figures.keuze import Keuze, aanbod_van
from datameent.web.figures.redenen import minimum_personen
from datameent.web.figures.verhaal import wanneer

GENOEMD: Final = ("wijk", "productcategorie", "aanbieder")
"""Dimensions whose members a text can name."""
_TELT_OP: Final = frozenset(("frequentie", "omvang"))
VOOR: Final = {"beleid": "de gemeente zelf", "raad": "de gemeenteraad", "openbaar": "iedereen"}


def vondsten(tekst: str, keuze: Keuze | None, releases: Sequence[Release]) -> tuple[Vondst, ...]:
    """The numbers in a text that may be hidden from a reader of one of these releases.

    The first release is what the writer saw; the others are what the readers of the text see. What is shown to the
    writer and not to a reader counts as hidden.
    """
    gevonden: dict[str, Vondst] = {}
    for release in releases:
        for vondst in zoek(tekst, _kennis(tekst, keuze, release, releases[0])):
            gevonden.setdefault(f"{vondst.getal}|{vondst.fragment}", vondst)
    return tuple(gevonden.values())


def _kennis(tekst: str, keuze: Keuze | None, release: Release, gezien: Release) -> Kennis:
    namen = _namen(release)
    kennis = Kennis(_minimum(release.meta, keuze), tuple(namen))
    if keuze is None:
        return kennis
    cellen = list(_cellen(release, keuze))
    for naam in genoemd(tekst, tuple(namen)):
        cellen += _cellen_van(release, keuze, *namen[naam])
    verborgen = [_verborgen(release, c, keuze) for c in cellen if c.status.onderdrukt]
    if release is not gezien:
        verborgen += _alleen_gezien(_cellen(gezien, keuze), gezien, release, keuze, cellen)
    # Where a figure waits, the one of before is shown: a text may name that number too.
    getoond = {c.waarde for c in cellen} | {c.eerder.waarde for c in cellen if c.eerder}
    return replace(kennis, verborgen=tuple(verborgen), getoond=frozenset(w for w in getoond if w is not None))


def _namen(release: Release) -> dict[str, tuple[str, str]]:
    namen = {}
    for dimensie in GENOEMD:
        for waarde in release.dimensie(dimensie):
            if waarde.code not in {TOTAAL, "onbekend"}:
                namen[waarde.label] = (dimensie, waarde.code)
    return namen


def _minimum(meta: ReleaseMeta, keuze: Keuze | None) -> int:
    return minimum_personen(meta, keuze.waar if keuze else {})


def _cellen(release: Release, keuze: Keuze) -> Sequence[ReleaseCel]:
    """The cells of the figure itself, and of the same choice without its breakdown."""
    aanbod = aanbod_van(release, keuze.indicator)
    cellen: list[ReleaseCel] = []
    for per in {keuze.per, ""}:
        actief = frozenset({*keuze.waar, *([per] if per else [])})
        if aanbod.heeft(keuze.korrel, actief):
            cellen += release.cellen(keuze.indicator, keuze.korrel, (per,) if per else (), keuze.waar)
    return cellen


def _cellen_van(release: Release, keuze: Keuze, dimensie: str, code: str) -> Iterator[ReleaseCel]:
    """The cells of who is named, for the same figure at every grain: with and without the law of the choice."""
    aanbod = aanbod_van(release, keuze.indicator)
    for korrel in aanbod.korrels:
        for waar in ({**keuze.waar, dimensie: code}, {dimensie: code}):
            if aanbod.heeft(korrel, frozenset(waar)):
                yield from release.cellen(keuze.indicator, korrel, waar=waar)
            if aanbod.heeft(korrel, frozenset(waar) | {"wet"}) and "wet" not in waar:
                yield from release.cellen(keuze.indicator, korrel, ("wet",), waar)


def _verborgen(release: Release, cel: ReleaseCel, keuze: Keuze) -> Verborgen:
    definitie = release.definitie(cel.indicator)
    eenheid = str(definitie.get("eenheid", ""))
    hoog = _boven(release, cel) if str(definitie.get("soort", "")) in _TELT_OP else None
    laag = 1 if eenheid == "personen" else 0
    if cel.status is Status.TE_WEINIG_PERSONEN and eenheid == "personen":
        hoog = minimum_personen(release.meta, {d: cel.code(d) for d in ("wet", *GENOEMD)}) - 1
    namen = _namen_van(release, cel, keuze)
    return Verborgen(eenheid, laag, hoog, namen, f"Het cijfer{_van(namen)} {wanneer(cel.periode)}")


def _boven(release: Release, cel: ReleaseCel) -> int | None:
    """The smallest shown total that this cell is part of: it cannot be more than that."""
    codes = {d: cel.code(d) for d in ("wet", *GENOEMD, "leeftijdsgroep") if cel.code(d) != TOTAAL}
    totalen = []
    for dimensie in codes.keys() - {"wet"}:
        rest = {d: c for d, c in codes.items() if d != dimensie}
        totaal = release.cel(cel.indicator, cel.korrel, cel.periode, **rest)
        if totaal is not None and totaal.waarde is not None:
            totalen.append(totaal.waarde)
    return min(totalen, default=None)


def _namen_van(release: Release, cel: ReleaseCel, keuze: Keuze) -> tuple[str, ...]:
    """What a text calls this cell beside what the whole figure is about already."""
    return tuple(
        release.label(d, cel.code(d)) for d in GENOEMD if cel.code(d) not in {TOTAAL, keuze.waar.get(d, TOTAAL)}
    )


def _van(namen: Sequence[str]) -> str:
    return f" van {' en '.join(namen)}" if namen else ""


def _alleen_gezien(
    cellen: Iterable[ReleaseCel], gezien: Release, release: Release, keuze: Keuze, getoond: Sequence[ReleaseCel]
) -> Iterator[Verborgen]:
    """What the writer sees and the reader does not: exactly that number is hidden from the reader."""
    zichtbaar = {(c.indicator, c.korrel, *c.sleutel) for c in getoond if c.waarde is not None}
    eenheid = str(gezien.definitie(keuze.indicator).get("eenheid", ""))
    for cel in cellen:
        if cel.waarde is not None and (cel.indicator, cel.korrel, *cel.sleutel) not in zichtbaar:
            namen = _namen_van(gezien, cel, keuze)
            wat = f"Het cijfer{_van(namen)} {wanneer(cel.periode)} in de cijfers voor {VOOR[release.meta.doelgroep]}"
            yield Verborgen(eenheid, cel.waarde, cel.waarde, namen, wat)
