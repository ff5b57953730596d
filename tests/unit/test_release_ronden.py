"""What one round of repair keeps of the round before is what working everything out again would give."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.release_nagemaakt import meting, schrijf, tabel

from datameent.disclosure.beleid import Beleid
from datameent.disclosure.celtabel import Celsleutel, Celtabel, Eerder, celsleutel
from datameent.disclosure.oordeel import beoordeel
from datameent.release.controle import Gevonden, controleer_bestand
from datameent.release.herstel import Herstel
from datameent.release.ronden import Ronden

BELEID = Beleid(eenlingen=True)
BEKEND = {celsleutel(i, ("periode", "wijk"), ("2024", w)) for i in ("clienten", "instroom") for w in ("w1", "w2")}
EERDER = Eerder(getoond=BEKEND)


def _tabellen(kans: random.Random) -> list[Celtabel]:
    """Two parts with their ratio, and an indicator apart, per wijk with the total."""
    gemaakt = []
    for indicator in ("clienten", "uitgaven", "instroom"):
        aantal = [kans.choice((0, 1, 4, 12, 40)) for _ in range(5)]
        gemaakt.append(tabel(indicator, {f"2024 w{i}": n for i, n in enumerate(aantal)}))
        gemaakt.append(tabel(indicator, {"2024": sum(aantal)}))
    ratio = tabel("kosten_per_client", {f"2024 w{i}": (30, 40) for i in range(5)}, soort="ratio")
    return [*gemaakt, replace(ratio, teller_van="uitgaven", noemer_van="clienten")]


@given(st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_only_what_changed_is_judged_again(zaad: int) -> None:
    kans = random.Random(zaad)
    tabellen, ronden, gevraagd = _tabellen(kans), Ronden(), 0
    namen = [celsleutel(t.indicator, t.dimensies, s) for t in tabellen for s in t.sleutels(t.dimensies)]
    erbij, los = set[Celsleutel](), set[Celsleutel]()

    def rechter(welke: list[Celtabel], eerder: Eerder) -> list[object]:
        nonlocal gevraagd
        gevraagd += 1
        return list(beoordeel(welke, BELEID, eerder))

    for _ in range(4):
        extra = Herstel(frozenset(erbij), frozenset(los))
        nu = ronden.beoordeel(tabellen, EERDER, extra, rechter)  # type: ignore[arg-type]  # the list is of Oordeel
        assert nu == beoordeel(tabellen, BELEID, EERDER.met(erbij, los))
        assert ronden.beoordeel(tabellen, EERDER, extra, lambda *_: []) == nu
        erbij |= set(kans.sample(namen, 1))
        los |= set(kans.sample(sorted(BEKEND, key=str), 1))
    assert gevraagd <= 2 * 4


def test_an_attack_is_done_again_where_a_cell_changed(tmp_path: Path) -> None:
    """First nothing hidden but what is too small, so a cell follows; then protected; and the first again."""
    tabellen = [tabel("clienten", {"2024 w1": 3, "2024 w2": 40, "2024 w3": 50}), tabel("clienten", {"2024": 93})]
    ander = [tabel("instroom", {"2024 w1": 20, "2024 w2": 40, "2024 w3": 50}), tabel("instroom", {"2024": 110})]
    goed = beoordeel([*tabellen, *ander], BELEID)
    lek = [beoordeel([t], BELEID)[0] for t in (*tabellen, *ander)]
    gevonden: Gevonden = {}
    for ronde, oordelen in enumerate((lek, goed, lek)):
        pad = schrijf(tmp_path / str(ronde), [*tabellen, *ander], oordelen)
        los = controleer_bestand(pad, meting([*tabellen, *ander]), BELEID)
        samen = controleer_bestand(pad, meting([*tabellen, *ander]), BELEID, gevonden=gevonden)
        assert samen.blootgesteld == los.blootgesteld
        assert bool(los.blootgesteld) == (oordelen is lek)
