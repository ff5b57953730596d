"""Which figures nobody uses, which ones serve a question or a goal, and which say almost the same.

Simple on purpose, so that a reader can check it: opened is counted from the audit trail, and figures are alike when
their unit, kind, dimensions and source are the same. It counts pages, never people.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, TypeVar

from django.db.models import Count, Max, Min
from django.urls import reverse

from datameent.release.read import Release
from datameent.web.accounts.models import Gebruiker
from datameent.web.audit.keten import Soort
from datameent.web.audit.models import Gebeurtenis
from datameent.web.doelen.models import Knoop
from datameent.web.stukken.zicht import zichtbaar
from datameent.web.vragen.models import Antwoordcijfer, Vraag

T = TypeVar("T")
MAANDEN: Final = (1, 3, 6, 12, 24)
DAGEN_IN_MAAND: Final = 30
"""A month of this report; good enough to tell use from no use."""


@dataclass(frozen=True, slots=True)
class Kenmerk:
    """What makes figures alike: unit, kind of number (a count, a sum, a ratio, a median), dimensions over all their
    tables, source."""

    eenheid: str
    soort: str
    dimensies: tuple[str, ...]
    bron: str


@dataclass(frozen=True, slots=True)
class Gebruik:
    """One figure. `laatst`: the moment it was last opened, ISO, empty when the trail has none; `keer`: how often in the
    months that were asked for."""

    code: str
    naam: str
    eigenaar: str
    keer: int
    laatst: str
    vragen: tuple[Vraag, ...]
    doelen: tuple[Knoop, ...]

    @property
    def ongebruikt(self) -> bool:
        """Nobody opened it in these months."""
        return self.keer == 0


@dataclass(frozen=True, slots=True)
class Rapport:
    """All figures of a release, and since when the trail can tell (ISO, empty when it is empty)."""

    regels: tuple[Gebruik, ...]
    gelijken: tuple[tuple[Kenmerk, tuple[Gebruik, ...]], ...]
    begin: str
    sinds: str

    @property
    def ongebruikt(self) -> tuple[Gebruik, ...]:
        """What nobody opened."""
        return tuple(r for r in self.regels if r.ongebruikt)

    @property
    def te_kort(self) -> bool:
        """The trail is younger than the months that were asked for."""
        return not self.begin or self.begin > self.sinds


def maak_rapport(release: Release, gebruiker: Gebruiker, maanden: int, nu: datetime) -> Rapport:
    """The report on the figures of this reader's release over the months before `nu`."""
    sinds = (nu.astimezone(UTC) - timedelta(days=maanden * DAGEN_IN_MAAND)).isoformat(timespec="milliseconds")
    paden = {reverse("indicator", args=[k.code]): k.code for k in release.indicatoren()}
    gezien = Gebeurtenis.objects.filter(soort=Soort.GEZIEN, pagina__in=paden)
    laatst = {paden[r["pagina"]]: r["op"] for r in gezien.values("pagina").order_by().annotate(op=Max("tijd"))}
    recent = gezien.filter(tijd__gte=sinds).values("pagina").order_by().annotate(keer=Count("volgnr"))
    keer = {paden[r["pagina"]]: r["keer"] for r in recent}
    vragen, doelen = _vragen(gebruiker), _doelen(gebruiker)
    regels = tuple(
        Gebruik(
            k.code,
            k.naam,
            str(release.definitie(k.code).get("eigenaar", "")),
            keer.get(k.code, 0),
            laatst.get(k.code, ""),
            vragen.get(k.code, ()),
            doelen.get(k.code, ()),
        )
        for k in release.indicatoren()
    )
    per_code = {r.code: r for r in regels}
    gelijken = tuple((s, tuple(per_code[c] for c in codes)) for s, codes in gelijk(kenmerken(release)))
    begin = Gebeurtenis.objects.aggregate(op=Min("tijd"))["op"] or ""
    return Rapport(regels, gelijken, begin, sinds)


def kenmerken(release: Release) -> dict[str, Kenmerk]:
    """The mark of every figure of a release."""
    dims: dict[str, set[str]] = {k.code: set() for k in release.indicatoren()}
    for tabel in release.tabellen():
        dims.setdefault(tabel.indicator, set()).update(tabel.dimensies)
    return {
        k.code: Kenmerk(k.eenheid, k.soort, tuple(sorted(dims[k.code])), str(release.definitie(k.code).get("bron", "")))
        for k in release.indicatoren()
    }


def gelijk(kenmerk: Mapping[str, Kenmerk]) -> list[tuple[Kenmerk, tuple[str, ...]]]:
    """Groups of two or more figures with the same mark, in the order in which they come.

    >>> a = Kenmerk("personen", "frequentie", ("wet",), "301")
    >>> [codes for _, codes in gelijk({"x": a, "y": Kenmerk("dagen", "mediaan", (), "301"), "z": a})]
    [('x', 'z')]
    """
    groepen: dict[Kenmerk, list[str]] = {}
    for code, waarde in kenmerk.items():
        groepen.setdefault(waarde, []).append(code)
    return [(k, tuple(codes)) for k, codes in groepen.items() if len(codes) > 1]


def vragen_bij(gebruiker: Gebruiker, indicator: str) -> list[Vraag]:
    """The questions that this figure answers, that this user may see; the newest first."""
    return list(
        zichtbaar(Vraag._default_manager.select_related("eigenaar"), gebruiker)
        .filter(cijfers__indicator=indicator, cijfers__vervallen=False)
        .distinct()
    )


def _vragen(gebruiker: Gebruiker) -> dict[str, tuple[Vraag, ...]]:
    """Per figure the questions that it answers or that are about it."""
    eigen = zichtbaar(Vraag._default_manager.all(), gebruiker)
    koppelingen = Antwoordcijfer._default_manager.filter(vervallen=False, vraag__in=eigen).select_related("vraag")
    paren = [(k.indicator, k.vraag) for k in koppelingen]
    paren += [(v.indicator, v) for v in eigen.exclude(indicator="")]
    return _per_code(paren)


def _doelen(gebruiker: Gebruiker) -> dict[str, tuple[Knoop, ...]]:
    knopen = zichtbaar(Knoop._default_manager.exclude(indicator=""), gebruiker).filter(vervallen=False)
    return _per_code((k.indicator, k) for k in knopen)


def _per_code(paren: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    per: dict[str, dict[T, None]] = {}
    for code, ding in paren:
        per.setdefault(code, {})[ding] = None
    return {code: tuple(dingen) for code, dingen in per.items()}
