"""An attacker with linear programming against what the suppression hides, on random hierarchies and tables.

The attacker here is written apart from `disclosure`: one program per bound, built anew, with the plainest reading of
what a reader knows. DATAMEENT_AANVALLEN sets how many random tables are attacked (the bench takes 1,000).
"""

from __future__ import annotations

import math
import os
import random
from fractions import Fraction
from typing import Any

import pytest

from datameent.disclosure.aanvullend import Regel, bescherming
from datameent.disclosure.csv_tabel import Dimensie, Getelde, tel_tabel
from datameent.disclosure.eliminatie import Herleiding
from datameent.disclosure.hierarchie import Hierarchie
from datameent.disclosure.marges import marges
from datameent.disclosure.optimum import optimum
from datameent.disclosure.stelsel import Ruimte

N = 10
AANTAL = int(os.environ.get("DATAMEENT_AANVALLEN", "20"))


def boom(kans: random.Random, naam: str, codes: list[str], niveaus: int) -> Hierarchie:
    """A random tree above these codes."""
    paren: list[tuple[str, str | None]] = []
    laag = codes
    for niveau in range(niveaus):
        boven = [f"{naam}{niveau}{i}" for i in range(max(1, len(laag) // 2))]
        paren += [(code, kans.choice(boven)) for code in laag]
        laag = sorted({ouder for _, ouder in paren[-len(laag) :] if ouder})
    paren += [(code, None) for code in laag]
    return Hierarchie.van_paren(naam, paren)


def tabel(zaad: int) -> Getelde:
    """A random table of one to three dimensions, some with a hierarchy of two levels and some with two of them."""
    kans = random.Random(zaad)
    maten = [kans.randint(2, 6) for _ in range(kans.randint(1, 3))]
    rijen = [tuple(f"d{i}c{kans.randrange(m)}" for i, m in enumerate(maten)) for _ in range(kans.randint(5, 60))]
    dimensies = []
    for i in range(len(maten)):
        codes = [rij[i] for rij in rijen]
        bomen = [boom(kans, f"h{i}{j}", sorted(set(codes)), kans.randint(1, 2)) for j in range(kans.randint(0, 2))]
        dimensies.append(Dimensie(f"d{i}", codes, hierarchieen=tuple(bomen)))
    waarden = [kans.choice((0, 1, 2, kans.randint(1, 9), kans.randint(10, 60))) for _ in rijen]
    return tel_tabel(dimensies, waarden, None)


def interval(geteld: Getelde, verborgen: list[bool], cel: int) -> tuple[float, float]:
    """The least and greatest value of one hidden cell, for a reader who knows the reason codes."""
    import highspy

    waarden = geteld.stelsel.personen
    grenzen = []
    for richting in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
        lp: Any = highspy.Highs()
        lp.setOptionValue("output_flag", False)
        plek = {}
        for c, weg in enumerate(verborgen):
            if weg:
                plek[c] = len(plek)
                laag, hoog = (1, N - 1) if 0 < waarden[c] < N else (N, 1e6)
                lp.addCol(float(c == cel), laag, hoog, 0, [], [])
        for totaal, *delen in geteld.stelsel.vergelijkingen:
            leden = dict.fromkeys(delen, 1.0) | {totaal: -1.0}
            weg = [c for c in leden if verborgen[c]]
            rechts = -sum(teken * waarden[c] for c, teken in leden.items() if not verborgen[c])
            if weg:
                lp.addRow(rechts, rechts, len(weg), [plek[c] for c in weg], [leden[c] for c in weg])
        lp.changeObjectiveSense(richting)
        lp.run()
        assert lp.getModelStatus() == highspy.HighsModelStatus.kOptimal
        grenzen.append(lp.getInfo().objective_function_value)
    return grenzen[0], grenzen[1]


@pytest.mark.parametrize("zaad", range(AANTAL))
def test_the_attacker_finds_nothing(zaad: int) -> None:
    """No hidden cell exactly, none within less than asked, except what was reported as impossible."""
    geteld = tabel(zaad)
    personen = geteld.stelsel.personen
    onveilig = [0 < p < N for p in personen]
    speling = 1 + zaad % 4
    ruimte = Ruimte.van_personen(personen, onveilig, N, speling)
    gedaan = bescherming(geteld.stelsel, onveilig, Regel(N, bool(zaad % 2)), ruimte=ruimte)
    assert gedaan.niet_gezocht == ()
    assert all(weg for weg, o in zip(gedaan.verborgen, onveilig, strict=True) if o)
    zichtbaar = [not v for v in gedaan.verborgen]
    gezegd = {*gedaan.open, *gedaan.smal}
    if gezegd:  # only what stays exposed with everything hidden that can be hidden
        alles = [p == 0 for p in personen]
        ruimst = marges(geteld.stelsel, alles, ruimte)
        smal = {c for c in gezegd if ruimst[c][1] - ruimst[c][0] < min(speling, 8)}
        assert gezegd <= smal | bepaald(geteld, {c for c, z in enumerate(alles) if not z})
    binnen = marges(geteld.stelsel, zichtbaar, ruimte)
    hidden = [c for c, weg in enumerate(gedaan.verborgen) if weg]
    for cel in random.Random(zaad).sample(hidden, min(4, len(hidden))):
        laag, hoog = interval(geteld, gedaan.verborgen, cel)
        assert binnen[cel][0] == math.ceil(laag - 1e-6)
        assert cel in gezegd or hoog - laag >= speling - 1e-6


@pytest.mark.parametrize("zaad", range(max(8, AANTAL // 4)))
def test_who_is_alone_learns_nothing(zaad: int) -> None:
    """With its own cells shown, no unsafe cell of another follows; checked with fractions."""
    geteld = tabel(1000 + zaad)
    personen = geteld.stelsel.personen
    onveilig = [0 < p < N for p in personen]
    kans = random.Random(zaad)
    klein = [c for c, o in enumerate(onveilig) if o]
    eenlingen = {c: kans.randrange(4) for c in kans.sample(klein, len(klein) // 2)}
    gedaan = bescherming(geteld.stelsel, onveilig, Regel(N, False), eenlingen=eenlingen)
    weg = {c for c, v in enumerate(gedaan.verborgen) if v}
    gezegd = {*gedaan.open, *gedaan.verklikt}
    for wie in set(eenlingen.values()):
        eigen = {c for c, w in eenlingen.items() if w == wie}
        geleerd = bepaald(geteld, weg - eigen)
        assert not {c for c in geleerd if onveilig[c]} - gezegd


def bepaald(geteld: Getelde, verborgen: set[int]) -> set[int]:
    """The hidden cells that follow, by elimination with fractions."""
    per_spil: dict[int, dict[int, Fraction]] = {}
    for totaal, *delen in geteld.stelsel.vergelijkingen:
        rij = {d: Fraction(1) for d in delen if d in verborgen}
        if totaal in verborgen:
            rij[totaal] = Fraction(-1)
        for spil in [c for c in rij if c in per_spil]:
            trek_af(rij, rij[spil], per_spil[spil])
        if rij:
            spil = min(rij)
            rij = {c: w / rij[spil] for c, w in rij.items()}
            for ander in per_spil.values():
                if spil in ander:
                    trek_af(ander, ander[spil], rij)
            per_spil[spil] = rij
    return {spil for spil, rij in per_spil.items() if len(rij) == 1}


def trek_af(doel: dict[int, Fraction], factor: Fraction, bron: dict[int, Fraction]) -> None:
    for cel, waarde in bron.items():
        nieuw = doel.get(cel, Fraction(0)) - factor * waarde
        if nieuw:
            doel[cel] = nieuw
        else:
            doel.pop(cel, None)


@pytest.mark.parametrize("zaad", range(6))
def test_the_optimum_is_safe_and_never_dearer(zaad: int) -> None:
    geteld = [t for t in map(tabel, range(2000, 2060)) if 20 < len(t.som) <= 60][zaad]
    personen = geteld.stelsel.personen
    onveilig = [0 < p < N for p in personen]
    regel = Regel(N, bool(zaad % 2))
    ruimte = Ruimte.van_personen(personen, onveilig, N, 3)
    snel = bescherming(geteld.stelsel, onveilig, regel, ruimte=ruimte)
    best = optimum(geteld.stelsel, onveilig, regel, ruimte=ruimte)
    kosten = [sum(p for p, v in zip(personen, b.verborgen, strict=True) if v) for b in (best, snel)]
    assert kosten[0] <= kosten[1]
    for cel in [c for c, v in enumerate(best.verborgen) if v][:8]:
        laag, hoog = interval(geteld, best.verborgen, cel)
        assert cel in (*best.open, *best.smal) or hoog - laag >= 3 - 1e-6


def test_the_same_table_gives_the_same_result() -> None:
    geteld = tabel(7)
    onveilig = [0 < p < N for p in geteld.stelsel.personen]
    ruimte = Ruimte.van_personen(geteld.stelsel.personen, onveilig, N, 3)
    een, twee = (bescherming(geteld.stelsel, onveilig, Regel(N), ruimte=ruimte) for _ in range(2))
    assert een == twee
    groep = [c for c, v in enumerate(een.verborgen) if v]
    assert Herleiding.van(geteld.stelsel, groep, [not v for v in een.verborgen]).bepaald() == list(een.open)
