"""The targets and budgets that belong to the choice of a figure, as lines for its chart."""

from __future__ import annotations

from typing import cast
from urllib.parse import parse_qsl, urlsplit

from django.db import DatabaseError
from django.http import HttpRequest

from datameent.release.read import Release
from datameent.web.accounts.models import Gebruiker
from datameent.web.components import opmaak
from datameent.web.doelen.boom import in_eenheid
from datameent.web.doelen.models import Knoop
from datameent.web.figures.keuze import Keuze
from datameent.web.figures.strepen import Streep
from datameent.web.permissions.poort import rol_van
from datameent.web.permissions.rollen import INTERNE_DOELGROEPEN, Actie, mag
from datameent.web.stukken.onthouden import Onthouden
from datameent.web.stukken.zicht import zichtbaar

_LOS = {"periode", "vergelijk"}
"""Parts of a choice that do not change what a target is about."""


_onthouden: Onthouden[tuple[Streep, ...]] = Onthouden(1000)


def strepen_bij(request: HttpRequest, release: Release, keuze: Keuze) -> tuple[Streep, ...]:
    """The lines for this reader, in the order in which the goals were written; none without the right to see goals."""
    if keuze.per or not mag(rol_van(request), Actie.DOELEN_ZIEN):
        return ()
    try:
        vraag = (str(release.pad), keuze.indicator, keuze.vraagtekst())
        return _onthouden.geef(request, vraag, lambda: _zoek(cast(Gebruiker, request.user), release, keuze))
    except DatabaseError:
        if release.meta.doelgroep in INTERNE_DOELGROEPEN:
            raise
        return ()


def _zoek(gebruiker: Gebruiker, release: Release, keuze: Keuze) -> tuple[Streep, ...]:
    eenheid = str(release.definitie(keuze.indicator).get("eenheid", ""))
    knopen = zichtbaar(Knoop._default_manager.all(), gebruiker)
    hier = _kern(keuze.vraagtekst())
    rijen = [
        k for k in knopen.filter(indicator=keuze.indicator, vervallen=False) if _kern(urlsplit(k.cijfer).query) == hier
    ]
    return tuple(s for k in rijen for s in _strepen(k, keuze, eenheid))


def _kern(vraagtekst: str) -> frozenset[tuple[str, str]]:
    return frozenset((n, w) for n, w in parse_qsl(vraagtekst) if n not in _LOS)


def _strepen(knoop: Knoop, keuze: Keuze, eenheid: str) -> list[Streep]:
    vast = (knoop.naam, knoop.get_absolute_url(), eenheid)
    strepen = []
    if knoop.streefwaarde is not None:
        wanneer = opmaak.datum(knoop.streefdatum) if knoop.streefdatum else ""
        strepen.append(Streep("streefwaarde", *vast, in_eenheid(knoop.streefwaarde, eenheid), (), wanneer))
    if knoop.bedragen and eenheid == "euro_cent" and keuze.korrel == "jaar":
        bedragen = tuple(sorted((str(j), in_eenheid(int(w), eenheid)) for j, w in knoop.bedragen.items()))
        strepen.append(Streep("begroot", *vast, None, bedragen))
    return strepen
