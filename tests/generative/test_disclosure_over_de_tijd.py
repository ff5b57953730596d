"""Release after release of tables that change: the check finds nothing in what the suppressor made, whatever came in.

Counts per wijk and age, with all margins. Every month some cells change, by few persons or by many. The next release
knows the earlier ones. No repair is done here: suppressor and check must agree by themselves on what a reader knows.

Then the same over quarters that add up to their year, for two audiences of which the wider reads both, with counts that
come back to what they were: what was shown once, was withheld since and is so again.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.release_nagemaakt import meting, plantabel, schrijf, tabel

from datameent.disclosure.beleid import Beleid
from datameent.disclosure.celtabel import PERIODE, Celtabel, Oordeel
from datameent.disclosure.oordeel import beoordeel
from datameent.domain.cel import Status
from datameent.release.aanval_lezen import lees_uitgave
from datameent.release.controle import controleer_bestand
from datameent.release.tijd import Verleden, bewaard, voorkennis

BELEID = Beleid(eenlingen=True, speling_personen=4, speling_procent=10, kosten="stabiel", andere_releases=True)
Rooster = list[list[int]]


def _tabellen(rooster: Rooster) -> list[Celtabel]:
    """The grid with its margins, as four linked tables."""
    kruis = {f"2024 w{i} l{j}": n for i, rij in enumerate(rooster) for j, n in enumerate(rij)}
    leeftijd = {f"2024 l{j}": sum(rij[j] for rij in rooster) for j in range(len(rooster[0]))}
    return [
        tabel("clienten", kruis, dimensies=(PERIODE, "wijk", "leeftijdsgroep")),
        tabel("clienten", {f"2024 w{i}": sum(rij) for i, rij in enumerate(rooster)}),
        tabel("clienten", leeftijd, dimensies=(PERIODE, "leeftijdsgroep")),
        tabel("clienten", {"2024": sum(map(sum, rooster))}),
    ]


@st.composite
def _maanden(draw: st.DrawFn) -> list[Rooster]:
    rijen, kolommen = draw(st.integers(2, 5)), draw(st.integers(2, 5))
    cel = st.one_of(st.just(0), st.integers(1, 9), st.integers(10, 40), st.integers(41, 90))
    stap = st.one_of(st.just(0), st.just(0), st.integers(-3, 4), st.integers(10, 30))
    rooster = [[draw(cel) for _ in range(kolommen)] for _ in range(rijen)]
    gang = [rooster]
    for _ in range(draw(st.integers(0, 2))):
        rooster = [[max(0, n + draw(stap)) for n in rij] for rij in rooster]
        gang.append(rooster)
    return gang


@given(_maanden())
@settings(max_examples=40, deadline=None)
def test_nothing_is_exposed_in_any_release(tmp_path_factory: pytest.TempPathFactory, gang: list[Rooster]) -> None:
    map_ = tmp_path_factory.mktemp("gang")
    eerder: list[Path] = []
    for nummer, rooster in enumerate(gang):
        t, dag = _tabellen(rooster), date(2025, nummer + 1, 28)
        verleden = Verleden(eigen=tuple(bewaard(pad) for pad in eerder))
        kennis = voorkennis(verleden, [plantabel(u) for u in t], meting(t, dag), BELEID)
        oordelen = beoordeel(t, BELEID, kennis)
        if nummer == 0:
            assert Status.EERDER_GEPUBLICEERD not in {s for o in oordelen for s in o.statussen}
        pad = schrijf(map_, t, oordelen, dag=dag)
        controle = controleer_bestand(pad, meting(t, dag), BELEID, anderen=[lees_uitgave(p) for p in eerder])
        assert controle.blootgesteld == ()
        eerder.append(pad)


def _kwartalen(rooster: Rooster) -> list[Celtabel]:
    """The grid as quarter by age of one year, with its margins and the year: over time these counts add up."""
    kruis = {f"2024-Q{i + 1} l{j}": n for i, rij in enumerate(rooster) for j, n in enumerate(rij)}
    leeftijd = {f"2024 l{j}": sum(rij[j] for rij in rooster) for j in range(len(rooster[0]))}
    tijd: dict[str, Any] = {"tijd_telt_op": True}
    return [
        tabel("instroom", kruis, dimensies=(PERIODE, "leeftijdsgroep"), **tijd),
        tabel("instroom", {f"2024-Q{i + 1}": sum(rij) for i, rij in enumerate(rooster)}, **tijd),
        tabel("instroom", leeftijd, dimensies=(PERIODE, "leeftijdsgroep"), **tijd),
        tabel("instroom", {"2024": sum(map(sum, rooster))}, **tijd),
    ]


@st.composite
def _heen_en_terug(draw: st.DrawFn) -> list[Rooster]:
    """Months of which a cell takes the count of any month before, or a little more or less."""
    rijen, kolommen = draw(st.integers(2, 4)), draw(st.integers(1, 4))
    cel = st.one_of(st.just(0), st.integers(1, 9), st.integers(10, 30))
    gang = [[[draw(cel) for _ in range(kolommen)] for _ in range(rijen)]]
    for _ in range(draw(st.integers(1, 4))):
        nieuw = []
        for i in range(rijen):
            toen = [rooster[i] for rooster in gang]
            nieuw.append(
                [
                    draw(st.sampled_from([rij[j] for rij in toen]))
                    if draw(st.booleans())
                    else max(0, toen[-1][j] + draw(st.sampled_from([0, 0, 1, 2, -1, 12])))
                    for j in range(kolommen)
                ]
            )
        gang.append(nieuw)
    return gang


class _Reeks:
    """The releases so far, per audience, in one place."""

    def __init__(self, map_: Path) -> None:
        self.map_ = map_
        self.gemaakt: dict[str, list[Path]] = {"raad": [], "openbaar": []}

    def verleden(self, doelgroep: str) -> Verleden:
        eigen, raad = (tuple(map(bewaard, self.gemaakt[d])) for d in (doelgroep, "raad"))
        if doelgroep == "openbaar":
            return Verleden(eigen=eigen, wijder=raad[-1:])
        return Verleden(eigen=eigen, naast=tuple(map(bewaard, self.gemaakt["openbaar"])))

    def maak(self, doelgroep: str, tabellen: list[Celtabel], dag: date) -> None:
        kennis = voorkennis(self.verleden(doelgroep), [plantabel(t) for t in tabellen], meting(tabellen, dag), BELEID)
        oordelen: list[Oordeel] = beoordeel(tabellen, BELEID, kennis)
        pad = schrijf(self.map_, tabellen, oordelen, doelgroep=doelgroep, dag=dag)
        anderen = [lees_uitgave(p) for paden in self.gemaakt.values() for p in paden]
        alles = meting(_kwartalen(self.nu), dag)
        assert controleer_bestand(pad, alles, BELEID, anderen=anderen).blootgesteld == ()
        self.gemaakt[doelgroep].append(pad)

    def maand(self, rooster: Rooster, dag: date, smal: tuple[int, ...]) -> None:
        self.nu = rooster
        tabellen = _kwartalen(rooster)
        self.maak("raad", tabellen, dag)
        self.maak("openbaar", [tabellen[i] for i in smal], dag)


@given(_heen_en_terug(), st.sampled_from([(0, 1, 2, 3), (2, 3), (1, 3), (0, 2)]))
@settings(max_examples=40, deadline=None)
def test_quarters_and_their_year_can_always_be_published(
    tmp_path_factory: pytest.TempPathFactory, gang: list[Rooster], smal: tuple[int, ...]
) -> None:
    reeks = _Reeks(tmp_path_factory.mktemp("kwartalen"))
    for nummer, rooster in enumerate(gang):
        reeks.maand(rooster, date(2025, nummer + 1, 28), smal)
