"""What a text is about, exactly: the release, the choice, and the cells as they were shown. Kept with the text.

The file of the release stays too, and its fingerprint says whether it is still the same. When the file is gone, the
cells here are what is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import parse_qsl

from django.http import Http404

from datameent.domain.cel import Status
from datameent.release.read import Release
from datameent.web.audit.toegang import vingerafdruk
from datameent.web.figures.figuur import Figuur, Punt
from datameent.web.figures.keuze import NAMEN, Aanbod, Keuze, aanbod_van, lees_keuze, vul_wet_aan
from datameent.web.figures.maken import maak_figuur
from datameent.web.figures.pagina import titel_van


@dataclass(frozen=True, slots=True)
class Bewijscel:
    """One cell as it was shown; without a number there is a status and its reason in words."""

    periode: str
    code: str
    waarde: int | None
    status: str
    tekst: str
    reden: str
    voorlopig: bool


@dataclass(frozen=True, slots=True)
class Bewijsrij:
    """A row of the table as it was shown."""

    kop: str
    cellen: tuple[Bewijscel | None, ...]


@dataclass(frozen=True, slots=True)
class Bewijs:
    """A figure as it was shown once. `vraagtekst`: the query string of its choice; `peildatum` is an ISO date.

    `definitie`: the whole definition of then, for when the file is gone.
    """

    release: str
    vingerafdruk: str
    doelgroep: str
    peildatum: str
    indicator: str
    naam: str
    titel: str
    definitieversie: str
    eenheid: str
    vraagtekst: str
    rijkop: str
    kolommen: tuple[str, ...]
    rijen: tuple[Bewijsrij, ...]
    definitie: Mapping[str, Any]

    @classmethod
    def van(cls, inhoud: Mapping[str, Any]) -> Bewijs:
        """From what was kept."""
        rijen = tuple(
            Bewijsrij(r["kop"], tuple(Bewijscel(**c) if c else None for c in r["cellen"])) for r in inhoud["rijen"]
        )
        return cls(**{**inhoud, "kolommen": tuple(inhoud["kolommen"]), "rijen": rijen})

    def als_json(self) -> dict[str, Any]:
        """What is kept."""
        return asdict(self)

    def cellen(self) -> Iterator[Bewijscel]:
        """Every cell that was shown."""
        for rij in self.rijen:
            yield from (c for c in rij.cellen if c is not None)

    @property
    def adres(self) -> str:
        """The query string with the release in it, for a form that goes on with this figure."""
        return f"{self.vraagtekst}&release={self.release}"


def kies(release: Release, code: str, vraag: Mapping[str, str]) -> tuple[Keuze, Aanbod]:
    """The choice of a query string, as the page of the figure reads it. Error: `Http404` for what has no figures."""
    if code not in {k.code for k in release.indicatoren()}:
        raise Http404
    aanbod = aanbod_van(release, code)
    keuze, _ = vul_wet_aan(lees_keuze(vraag, release, code, aanbod)[0], aanbod, release)
    if not aanbod.heeft(keuze.korrel, keuze.actief):
        raise Http404
    return keuze, aanbod


def neem(release: Release, keuze: Keuze, aanbod: Aanbod) -> Bewijs:
    """What this release shows for this choice, to be kept."""
    figuur = maak_figuur(release, keuze, aanbod)
    definitie = release.definitie(keuze.indicator)
    return Bewijs(
        release.meta.release_id,
        vingerafdruk(release),
        release.meta.doelgroep,
        release.meta.peildatum.isoformat(),
        keuze.indicator,
        str(definitie.get("naam", keuze.indicator)),
        titel_van(release, keuze),
        str(definitie.get("versie", "")),
        figuur.eenheid,
        keuze.vraagtekst(),
        _rijkop(figuur),
        figuur.kolommen,
        tuple(Bewijsrij(r.kop, tuple(_cel(c) for c in r.cellen)) for r in figuur.rijen),
        dict(definitie),
    )


def keuze_van(release: Release, bewijs: Bewijs) -> tuple[Keuze, Aanbod]:
    """The choice of kept evidence in a release. Error: `Http404` when this release has no such figure."""
    keuze, aanbod = kies(release, bewijs.indicator, dict(parse_qsl(bewijs.vraagtekst)))
    if keuze.vraagtekst() != bewijs.vraagtekst:  # a code is gone: another choice is not the same figure
        raise Http404
    return keuze, aanbod


def _rijkop(figuur: Figuur) -> str:
    return NAMEN[figuur.keuze.per] if figuur.vorm == "stand" or figuur.leden_als_rijen else "Periode"


def _cel(punt: Punt | None) -> Bewijscel | None:
    if punt is None:
        return None
    return Bewijscel(
        punt.periode, punt.code, punt.waarde, Status(punt.status).value, punt.tekst, punt.reden, punt.voorlopig
    )


@dataclass(frozen=True, slots=True)
class Verschil:
    """A cell that is not what it was. `nu` is a word where there is no number now."""

    plaats: str
    toen: str
    nu: str


def verschillen(toen: Bewijs, nu: Bewijs) -> tuple[Verschil, ...]:
    """Cell by cell what changed since; a cell that was not there then is no difference."""
    nieuw = {
        (rij.kop, kolom): cel
        for rij in nu.rijen
        for kolom, cel in zip(nu.kolommen, rij.cellen, strict=False)
        if cel is not None
    }
    uit = []
    for rij in toen.rijen:
        for kolom, cel in zip(toen.kolommen, rij.cellen, strict=False):
            later = nieuw.get((rij.kop, kolom))
            if cel is not None and (later is None or later.tekst != cel.tekst):
                plaats = f"{rij.kop}, {kolom}" if len(toen.kolommen) > 1 else rij.kop
                uit.append(Verschil(plaats, cel.tekst, later.tekst if later else "staat er niet meer"))
    return tuple(uit)
