"""Rounded and noisy releases of random persons against slow references: promises, and what a reader can work out."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.release_nagemaakt import meting, plantabel, schrijf, tabel

from datameent.disclosure.beleid import Beleid
from datameent.disclosure.celtabel import PERIODE, Celtabel, Oordeel
from datameent.disclosure.ruis import STANDAARD, Ptabel, celsleutel
from datameent.disclosure.tabelafronding import rond_tabellen_af
from datameent.domain.cel import Status
from datameent.release.controle import Blootstelling, controleer_bestand
from datameent.release.herstel import HERSTELBAAR
from datameent.release.meten import Meting
from datameent.release.methode import beoordeel_benaderd
from datameent.release.tijd import Verleden

WIJKEN, PRODUCTEN = ("w1", "w2", "w3"), ("a", "b")
Persoon = tuple[int, frozenset[str], frozenset[str]]
"""Record key, wijken and products."""

personen = st.lists(
    st.tuples(
        st.integers(0, 2**32 - 1),
        st.frozensets(st.sampled_from(WIJKEN), min_size=1, max_size=2),
        st.frozensets(st.sampled_from(PRODUCTEN), min_size=1),
    ),
    min_size=1,
    max_size=60,
)


def lake(mensen: Sequence[Persoon]) -> tuple[list[Celtabel], dict[str, int]]:
    """The crossings of wijk and product with their totals, and the key of every cell by its codes; counted plainly.

    A person costs ten euros for every wijk with every product, so amounts add up where persons do not.
    """
    tabellen, sleutels, bedragen = [], {}, []
    for dims in ((PERIODE, "wijk", "productcategorie"), (PERIODE, "wijk"), (PERIODE, "productcategorie"), (PERIODE,)):
        assen = [{"wijk": WIJKEN, "productcategorie": PRODUCTEN}[d] for d in dims[1:]]
        cellen, cent = {}, []
        for codes in product(*assen):
            wie = [k for k, w, p in mensen if set(codes) <= w | p]
            naam = " ".join(("2024", *codes))
            cellen[naam], sleutels[naam] = len(wie), celsleutel(wie)
            cent.append(sum(1000 * (set(codes) <= set(paar)) for _, w, p in mensen for paar in product(w, p)))
        tabellen.append(tabel("clienten", cellen, dimensies=dims))
        bedragen.append(cent)
    euro = [replace(t, indicator="uitgaven", soort="omvang", waarde=b) for t, b in zip(tabellen, bedragen, strict=True)]
    ratio = replace(tabellen[1], indicator="kosten_per_client", soort="ratio")
    return [*tabellen, *euro, ratio], sleutels


def sommen(tabellen: Sequence[Celtabel]) -> list[tuple[Celtabel, int, list[tuple[Celtabel, int]]]]:
    """Every total with its parts: a table, the row of the total in it, and tables with rows."""
    uit = []
    for heel, deel in product(tabellen, repeat=2):
        extra = set(deel.dimensies) - set(heel.dimensies)
        if deel.indicator != heel.indicator or len(extra) != 1 or not set(heel.dimensies) <= set(deel.dimensies):
            continue
        for rij, codes in enumerate(heel.sleutels(heel.dimensies)):
            onder = [(deel, i) for i, c in enumerate(deel.sleutels(heel.dimensies)) if c == codes]
            uit.append((heel, rij, onder))
    return uit


@settings(max_examples=120, deadline=None)
@given(personen, st.integers(3, 12), st.randoms(use_true_random=False))
def test_every_sum_that_holds_holds_rounded(mensen: list[Persoon], basis: int, rng: random.Random) -> None:
    tabellen = lake(mensen)[0][:4]
    wil = {}
    for t in tabellen:
        for codes in t.sleutels(t.dimensies):
            wil["clienten", frozenset(zip(t.dimensies, codes, strict=True))] = rng.uniform(-1, 1)
    rond = [replace(t, waarde=w) for t, w in zip(tabellen, rond_tabellen_af(tabellen, basis, wil).waarden, strict=True)]
    for t, r in zip(tabellen, rond, strict=True):
        assert all(
            x is not None and x % basis == 0 and abs(x - (w or 0)) < basis
            for w, x in zip(t.waarde, r.waarde, strict=True)
        )
    for (heel, rij, onder), (heel_r, _, onder_r) in zip(sommen(tabellen), sommen(rond), strict=True):
        if sum(d.waarde[i] or 0 for d, i in onder) == heel.waarde[rij]:
            assert sum(d.waarde[i] or 0 for d, i in onder_r) == heel_r.waarde[rij]


BELEIDEN = st.sampled_from(
    [
        Beleid(methode="afronden", afrondingsbasis=5, speling_personen=4),
        Beleid(methode="afronden", afrondingsbasis=3, groep_onthulling=("productcategorie",)),
        Beleid(methode="afronden", afrondingsbasis=10, speling_personen=9, eenlingen=True, speling_procent=10),
        Beleid(methode="ruis", speling_personen=1, groep_onthulling=("productcategorie",)),
    ]
)


@settings(max_examples=60, deadline=None)
@given(personen, BELEIDEN)
def test_the_audit_finds_nothing_and_decisions_follow_from_what_is_shown(mensen: list[Persoon], beleid: Beleid) -> None:
    """Two cells that are shown alike get the same answer about the money beside them."""
    tabellen, sleutels = lake(mensen)
    werk = meting(tabellen, sleutels=sleutels)
    getoond, oordelen = beoordeel_benaderd([plantabel(t) for t in tabellen], beleid, Verleden(), werk)
    cellen = [t.cellen for t in getoond]
    gevonden = val_aan(cellen, oordelen, beleid, werk)
    # Rounding is safe by itself. Noise may narrow, which the builder mends, as it does when money follows from sums.
    te_herstellen = HERSTELBAAR if beleid.methode == "ruis" else set()
    assert {b.regel for b in gevonden if b.indicator != "uitgaven"} <= set(te_herstellen)
    assert {b.regel for b in gevonden} <= HERSTELBAAR
    straal = 5 if beleid.methode == "ruis" else (beleid.afrondingsbasis or 0) - 1
    for aantal, geld, s in zip(cellen[:4], oordelen[4:8], oordelen[:4], strict=True):
        for w, status, eigen in zip(aantal.waarde, geld.statussen, s.statussen, strict=True):
            if eigen is Status.GEPUBLICEERD:
                assert ((w or 0) - straal < 10) == (status is Status.TE_WEINIG_PERSONEN)


def val_aan(
    cellen: Sequence[Celtabel], oordelen: Sequence[Oordeel], beleid: Beleid, werk: Meting
) -> tuple[Blootstelling, ...]:
    ruis = {"ruis": Ptabel.van(STANDAARD).als_json()} if beleid.methode == "ruis" else {}
    with TemporaryDirectory() as root:
        pad = schrijf(Path(root), cellen, oordelen, beleid={**beleid.als_json(), **ruis})
        return controleer_bestand(pad, werk, beleid).blootgesteld


@st.composite
def roosters(draw: st.DrawFn) -> tuple[list[int], list[int], int]:
    """The true counts of two rows by two columns, a rounding of all nine that need not add up, and the base."""
    basis = draw(st.integers(2, 4))
    a, b, c, d = (draw(st.integers(0, 6)) for _ in range(4))
    waar = [a, b, a + b, c, d, c + d, a + c, b + d, a + b + c + d]
    return waar, [w // basis * basis + basis * (w % basis > 0 and draw(st.booleans())) for w in waar], basis


@settings(max_examples=60, deadline=None)
@given(roosters())
def test_what_the_audit_calls_too_narrow_is_what_trying_every_table_finds(
    geval: tuple[list[int], list[int], int],
) -> None:
    waar, rond, basis = geval
    namen = ["w1 a", "w1 b", "w1", "w2 a", "w2 b", "w2", "a", "b", ""]
    groepen = [((0, 1, 3, 4), (PERIODE, "wijk", "productcategorie")), ((2, 5), (PERIODE, "wijk"))]
    groepen += [((6, 7), (PERIODE, "productcategorie")), ((8,), (PERIODE,))]
    tabellen = [
        tabel("clienten", {f"2024 {namen[i]}".strip(): waar[i] for i in cellen}, dimensies=dims)
        for cellen, dims in groepen
    ]
    getoond = [replace(t, waarde=[rond[i] for i in cellen]) for t, (cellen, _) in zip(tabellen, groepen, strict=True)]
    beleid = Beleid(minimum_personen=20, methode="afronden", afrondingsbasis=basis, speling_personen=basis - 1)
    oordelen = [Oordeel([Status.GEPUBLICEERD] * len(t)) for t in getoond]
    gevonden = {b.cel for b in val_aan(getoond, oordelen, beleid, meting(tabellen)) if b.regel == "te-nauw"}
    mogelijk = list(alle_tabellen(rond, basis))
    assert waar in mogelijk
    nauw = set()
    for plek, naam in enumerate(namen):
        waarden = {m[plek] for m in mogelijk}
        if waar[plek] and max(waarden) - min(waarden) < basis - 1:
            nauw.add(naam)
    assert {" ".join(c for c in reversed(cel[1:]) if c != "totaal") for cel in gevonden} == nauw


def alle_tabellen(rond: list[int], basis: int) -> Iterator[list[int]]:
    """Every true table of two by two with its totals that could have been rounded so."""
    ruimte = [range(max(0, r - basis + 1), r + basis) for r in rond]
    for a, b, c, d in product(ruimte[0], ruimte[1], ruimte[3], ruimte[4]):
        heel = [a, b, a + b, c, d, c + d, a + c, b + d, a + b + c + d]
        if all(w in r for w, r in zip(heel, ruimte, strict=True)):
            yield heel
