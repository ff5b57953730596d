"""Release after release of tables that change: the check finds nothing in what the suppressor made, whatever came in.

Counts per wijk and age, with all margins. Every month some cells change, by few persons or by many. The next release
knows the earlier ones. No repair is done here: suppressor and check must agree by themselves on what a reader knows.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.release_nagemaakt import meting, plantabel, schrijf, tabel

from datameent.disclosure.beleid import Beleid
from datameent.disclosure.celtabel import PERIODE, Celtabel
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
