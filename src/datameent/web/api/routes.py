"""Every address of the API: its path, what it takes, what it gives, and the function between. The one list that the
URLs, the OpenAPI document and the tests are made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import BaseModel

from datameent.release.read import Release
from datameent.release.schema import DIMENSIES
from datameent.web.api import inhoud, vormen
from datameent.web.api.inhoud import BASIS
from datameent.web.api.lezer import Beller
from datameent.web.api.vragen import Celvraag, Lijstvraag, Vraag
from datameent.web.audit.toegang import uitgaven

VERSIE: Final = "1.0.0"
NIEUWSTE: Final = "nieuwste"
"""Stands for the id of the newest release."""


@dataclass(frozen=True, slots=True)
class Aanvraag:
    """One call, checked: who, where, with which parameters; the release when the address is inside one."""

    beller: Beller
    pad: str
    delen: Mapping[str, str]
    vraag: Any
    uitgave: Release | None = None
    overig: Mapping[str, str] = field(default_factory=dict)

    @property
    def release(self) -> Release:
        """The release that the address is inside."""
        assert self.uitgave is not None  # noqa: S101 - the dispatcher opens it for every such address
        return self.uitgave

    @property
    def hier(self) -> str:
        """The address of that release."""
        return f"{BASIS}/releases/{self.release.meta.release_id}"

    def lijst(self, rijen: list[Any]) -> BaseModel:
        """The page of a list that was asked for."""
        return inhoud.bladzijde(rijen, self.vraag, self.pad, self.overig)


@dataclass(frozen=True, slots=True)
class Route:
    """An address."""

    naam: str
    pad: str
    titel: str
    vraag: type[Vraag]
    antwoord: type[BaseModel]
    maak: Callable[[Aanvraag], BaseModel]

    @property
    def delen(self) -> tuple[str, ...]:
        """The names in the path."""
        return tuple(d[1:-1] for d in self.pad.split("/") if d.startswith("{"))


def _releases(a: Aanvraag) -> BaseModel:
    return a.lijst([inhoud.uitgave(m) for m in uitgaven(a.beller.lezer, pagina=a.pad)])


def _indicatoren(a: Aanvraag) -> BaseModel:
    return a.lijst([inhoud.indicatorkop(a.release, k, a.hier) for k in a.release.indicatoren()])


def _dimensies(a: Aanvraag) -> BaseModel:
    return a.lijst([inhoud.dimensie(a.release, n, a.beller.wetten) for n in ("periode", *DIMENSIES)])


def _tabellen(a: Aanvraag) -> BaseModel:
    return a.lijst([inhoud.tabel(t, a.hier) for t in inhoud.tabellen(a.release, a.beller.wetten)])


def _tabel(a: Aanvraag) -> BaseModel:
    return inhoud.tabel(inhoud.tabelkop(a.release, a.delen["tabel"], a.beller.wetten), a.hier)


def _tabelcellen(a: Aanvraag) -> BaseModel:
    kop = inhoud.tabelkop(a.release, a.delen["tabel"], a.beller.wetten)
    cellen = inhoud.tabelcellen(a.release, kop, a.beller.wetten)
    return a.lijst([inhoud.cel(c, a.release, kop.eenheid) for c in cellen])


def _cellen(a: Aanvraag) -> BaseModel:
    cellen = inhoud.gekozen_cellen(a.release, a.vraag, a.beller.wetten)
    eenheid = str(a.release.definitie(a.vraag.indicator).get("eenheid", ""))
    return a.lijst([inhoud.cel(c, a.release, eenheid) for c in cellen])


_R: Final = "/releases/{releaseId}"
ROUTES: Final = (
    Route(
        "api-releases", "/releases", "De uitgaven die u mag zien",
        Lijstvraag, vormen.Lijst[vormen.Uitgave], _releases,
    ),
    Route("api-release", _R, "Eén uitgave", Vraag, vormen.Uitgave, lambda a: inhoud.uitgave(a.release.meta)),
    Route(
        "api-indicatoren", f"{_R}/indicatoren", "De cijfers van een uitgave",
        Lijstvraag, vormen.Lijst[vormen.Indicatorkop], _indicatoren,
    ),
    Route(
        "api-indicator", f"{_R}/indicatoren/{{indicator}}", "Wat een cijfer betekent",
        Vraag, vormen.Definitie, lambda a: inhoud.definitie(a.release, a.delen["indicator"]),
    ),
    Route(
        "api-dimensies", f"{_R}/dimensies", "De indelingen, met hun codes",
        Lijstvraag, vormen.Lijst[vormen.Dimensie], _dimensies,
    ),
    Route(
        "api-dimensie", f"{_R}/dimensies/{{dimensie}}", "Eén indeling, met haar codes",
        Vraag, vormen.Dimensie, lambda a: inhoud.dimensie(a.release, a.delen["dimensie"], a.beller.wetten),
    ),
    Route(
        "api-tabellen", f"{_R}/tabellen", "De tabellen van een uitgave",
        Lijstvraag, vormen.Lijst[vormen.Tabel], _tabellen,
    ),
    Route("api-tabel", f"{_R}/tabellen/{{tabel}}", "Eén tabel", Vraag, vormen.Tabel, _tabel),
    Route(
        "api-tabelcellen", f"{_R}/tabellen/{{tabel}}/cellen", "De cellen van een tabel",
        Lijstvraag, vormen.Lijst[vormen.Cel], _tabelcellen,
    ),
    Route(
        "api-cellen", f"{_R}/cellen", "De cellen van een cijfer, met een keuze",
        Celvraag, vormen.Lijst[vormen.Cel], _cellen,
    ),
    Route(
        "api-bronnen", f"{_R}/bronnen", "Waar de cijfers vandaan komen, en hoe oud ze zijn",
        Lijstvraag, vormen.Lijst[vormen.Bron], lambda a: a.lijst(inhoud.bronnen(a.release)),
    ),
    Route(
        "api-verlies", f"{_R}/verlies", "Hoeveel er is afgeschermd",
        Vraag, vormen.Verliezen, lambda a: inhoud.verliezen(a.release),
    ),
)  # fmt: skip
