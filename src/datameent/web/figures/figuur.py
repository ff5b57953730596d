"""The cells that answer a choice, arranged for the table, the chart and the sentence. Pure: cells in, figure out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from datameent.domain.cel import Status
from datameent.release.read import Eerdercijfer, Release, ReleaseCel
from datameent.web.components import opmaak
from datameent.web.figures import redenen, verhaal
from datameent.web.figures.keuze import Aanbod, Keuze

MEESTE_REEKSEN = 12
"""With more members than this a breakdown over time is unreadable: one period is shown instead."""


@dataclass(frozen=True, slots=True)
class Punt:
    """One cell as it is shown."""

    periode: str
    code: str
    label: str
    waarde: int | None
    status: Status
    voorlopig: bool
    eenheid: str
    reden: str = ""
    """Why there is no number of now; empty when there is one."""
    eerder: Eerdercijfer | None = None
    """What was shown before, where the number of now waits."""

    @property
    def getoond(self) -> int | None:
        """The number that a reader sees: of now, else of before. Only numbers of now may be compared or added."""
        return self.eerder.waarde if self.ouder and self.eerder else self.waarde

    @property
    def ouder(self) -> bool:
        """The number that a reader sees is of before."""
        return self.status is Status.EERDER_GEPUBLICEERD and self.eerder is not None

    @property
    def uitleg(self) -> str:
        """Why the number is an older one."""
        return redenen.OUDER if self.ouder else ""

    @property
    def stand(self) -> str:
        """The day that an older number is about."""
        return opmaak.dag_voluit(self.eerder.peildatum) if self.eerder else ""

    @property
    def tekst(self) -> str:
        """The number, or the word that stands for it."""
        return verhaal.woord(self.status) if self.getoond is None else opmaak.exact(self.getoond, self.eenheid)

    @property
    def klein(self) -> bool:
        """A count so small that chance weighs."""
        return self.eenheid == "personen" and 0 < (self.getoond or 0) < opmaak.KLEIN_AANTAL


@dataclass(frozen=True, slots=True)
class Reeks:
    """The points of one member over time."""

    code: str
    label: str
    punten: tuple[Punt, ...]


@dataclass(frozen=True, slots=True)
class Rij:
    """A row of the table: its head and its cells (None: the release has no such cell)."""

    kop: str
    cellen: tuple[Punt | None, ...]
    verandering: str = ""
    voorlopig: bool = False


@dataclass(frozen=True, slots=True)
class Figuur:
    """Everything the page shows of one choice. `vorm`: `reeks`, `reeksen` or `stand`."""

    keuze: Keuze
    vorm: str
    eenheid: str
    soort: str
    periode: str
    reeksen: tuple[Reeks, ...]
    hoofd: Punt | None
    hoofd_vorige: Punt | None
    kolommen: tuple[str, ...]
    rijen: tuple[Rij, ...]
    periode_gekozen_door_ons: bool = False
    leden_als_rijen: bool = False

    @property
    def punten(self) -> tuple[Punt, ...]:
        """Every point that is shown in the table."""
        return tuple(c for r in self.rijen for c in r.cellen if c is not None)

    @property
    def leeg(self) -> bool:
        """The release has no cell at all for this choice."""
        return not self.rijen

    @property
    def verborgen(self) -> Mapping[Status, int]:
        """How many shown cells have no number, per reason."""
        return Counter(p.status for p in self.punten if p.getoond is None)

    @property
    def ouder(self) -> int:
        """How many shown cells have a number of before."""
        return sum(p.ouder for p in self.punten)

    @property
    def heeft_voorlopig(self) -> bool:
        """Some number may still change."""
        return any(p.voorlopig for p in self.punten)

    @property
    def alles_verborgen(self) -> bool:
        """Not one number to show."""
        return bool(self.punten) and all(p.getoond is None for p in self.punten)

    @property
    def verandering(self) -> str:
        """The change of the main number in words; empty when it cannot be said."""
        a, b = self.hoofd, self.hoofd_vorige
        if a is None or b is None or not vergelijkbaar(a, b):
            return ""
        return verhaal.verschil(a.waarde or 0, b.waarde or 0, self.eenheid, self.soort, b.periode)


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
            redenen.in_cel(c, release.meta, soort),
            c.eerder,
        )
        for c in cellen
    ]


def _reeks(release: Release, keuze: Keuze, aanbod: Aanbod) -> Figuur:
    eenheid, soort = _eigenschappen(release, keuze.indicator)
    punten = _punten(release, release.cellen(keuze.indicator, keuze.korrel, waar=keuze.waar), "", eenheid)
    per_periode = {p.periode: p for p in punten}
    gemeente = _gemeente(release, keuze, aanbod, eenheid) if keuze.vergelijk else {}
    label = next((release.label(d, keuze.waar[d]) for d in ("buurt", "wijk") if d in keuze.waar), "Uw keuze")
    reeksen = [Reeks("", label if gemeente else "", tuple(punten))]
    if gemeente:
        reeksen.append(Reeks("gemeente", "Hele gemeente", tuple(gemeente.values())))
    hoofd = per_periode.get(keuze.periode) if keuze.periode else laatste_vaste(punten)
    rijen = [
        Rij(
            opmaak.periode(p.periode),
            (p, gemeente.get(p.periode)) if gemeente else (p,),
            _verandering(p, per_periode, eenheid, soort),
            p.voorlopig,
        )
        for p in reversed(punten)
    ]
    kolommen = (reeksen[0].label, "Hele gemeente") if gemeente else (_eenheidkop(eenheid),)
    return Figuur(
        keuze,
        "reeks",
        eenheid,
        soort,
        hoofd.periode if hoofd else "",
        tuple(reeksen),
        hoofd,
        per_periode.get(verhaal.vorige_periode(hoofd.periode)) if hoofd else None,
        kolommen,
        tuple(rijen),
    )


def _gemeente(release: Release, keuze: Keuze, aanbod: Aanbod, eenheid: str) -> dict[str, Punt]:
    """The series of the whole municipality beside a choice of more than a law; of the same law when one is chosen."""
    if set(keuze.waar) <= {"wet"}:
        return {}
    waar = {d: c for d, c in keuze.waar.items() if d == "wet"}
    if not aanbod.heeft(keuze.korrel, frozenset(waar)):
        return {}
    cellen = release.cellen(keuze.indicator, keuze.korrel, waar=waar)
    return {p.periode: p for p in _punten(release, cellen, "", eenheid)}


def kan_vergelijken(keuze: Keuze, aanbod: Aanbod) -> bool:
    """Whether "whole municipality" says something beside this choice."""
    if keuze.per or set(keuze.waar) <= {"wet"}:
        return False
    return aanbod.heeft(keuze.korrel, frozenset(keuze.waar) & {"wet"})


def _uitgesplitst(release: Release, keuze: Keuze, aanbod: Aanbod) -> Figuur:
    eenheid, soort = _eigenschappen(release, keuze.indicator)
    cellen = release.cellen(keuze.indicator, keuze.korrel, per=(keuze.per,), waar=keuze.waar)
    punten = _punten(release, cellen, keuze.per, eenheid)
    leden: dict[str, str] = {}
    for waarde in release.dimensie(keuze.per):
        leden[waarde.code] = waarde.label
    aanwezig = {p.code for p in punten}
    leden = {c: naam for c, naam in leden.items() if c in aanwezig} | {
        p.code: p.label for p in punten if p.code not in leden
    }
    zelf_gekozen = bool(keuze.periode)
    deel = _Uitsplitsing(
        keuze,
        tuple(punten),
        leden,
        _totaal(release, keuze, aanbod, eenheid),
        keuze.periode or _laatste_vaste_periode(punten),
        eenheid,
        soort,
    )
    if zelf_gekozen or len(leden) > MEESTE_REEKSEN:
        return _stand(deel, door_ons=not zelf_gekozen)
    return _reeksen(deel)


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
    """All members at one period, with the same period a year earlier beside it."""
    nu_code = deel.periode
    toen_code = verhaal.vorige_periode(nu_code) if nu_code else ""
    cel = deel.cel
    heeft_toen = any(p.periode == toen_code for p in deel.punten)
    rijen = []
    for code, label in deel.leden.items():
        nu, toen = cel.get((code, nu_code)), cel.get((code, toen_code))
        if nu is not None or toen is not None:
            cellen = (nu, toen) if heeft_toen else (nu,)
            rijen.append(Rij(label, cellen, _tussen(nu, toen, deel.eenheid, deel.soort), bool(nu and nu.voorlopig)))
    kolommen = (nu_code, toen_code) if heeft_toen else (nu_code,)
    return Figuur(
        deel.keuze,
        "stand",
        deel.eenheid,
        deel.soort,
        nu_code,
        (Reeks("", "", tuple(p for c in deel.leden if (p := cel.get((c, nu_code))) is not None)),),
        deel.totaal.get(nu_code),
        deel.totaal.get(toen_code),
        tuple(opmaak.periode(k) for k in kolommen),
        tuple(rijen),
        door_ons,
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


def laatste_vaste(punten: Sequence[Punt]) -> Punt | None:
    """The newest point that late messages will not change any more; the newest of all when there is none such."""
    vast = [p for p in punten if not p.voorlopig]
    kandidaten = vast or list(punten)
    return kandidaten[-1] if kandidaten else None


def _laatste_vaste_periode(punten: Sequence[Punt]) -> str:
    vast = [p.periode for p in punten if not p.voorlopig] or [p.periode for p in punten]
    return max(vast, default="")


def _verandering(punt: Punt, per_periode: Mapping[str, Punt], eenheid: str, soort: str) -> str:
    return _tussen(punt, per_periode.get(verhaal.vorige_periode(punt.periode)), eenheid, soort)


def _tussen(nu: Punt | None, toen: Punt | None, eenheid: str, soort: str) -> str:
    if nu is None or toen is None or not vergelijkbaar(nu, toen):
        return ""
    return verhaal.verschil_kort(nu.waarde or 0, toen.waarde or 0, eenheid, soort)


def vergelijkbaar(nu: Punt, toen: Punt) -> bool:
    """Both have a number, and what is not complete yet cannot have risen or fallen."""
    return nu.waarde is not None and toen.waarde is not None and nu.voorlopig <= toen.voorlopig


def _eenheidkop(eenheid: str) -> str:
    return {"euro_cent": "Bedrag", "dagen": "Dagen"}.get(eenheid, "Aantal mensen")
