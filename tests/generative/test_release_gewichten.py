"""Shares of which no part is published: whatever the table, a reader who knows every weight finds no hidden share."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from datameent.disclosure.beleid import Beleid
from datameent.disclosure.celtabel import Celtabel
from datameent.domain.cel import Status
from datameent.release.build import _geoordeeld
from datameent.release.herstel import Herstel
from datameent.release.meten import Meting
from datameent.release.plan import Kruising
from datameent.release.samenstelling import Plantabel
from datameent.release.tijd import Verleden
from datameent.release.verhouding import Verhouding

BELEID = Beleid(minimum_personen=10, dominantie_persoon=50, samen_minimum=True, eenlingen=True, speling_procent=10)
WETTEN, AANBIEDERS = ("wmo", "jeugdwet"), ("a", "b", "c", "d")
Plek = tuple[str, str]


class Vak(NamedTuple):
    """What is in one cell, or in several together."""

    personen: int
    teller: int
    noemer: int
    grootste_teller: int
    grootste_noemer: int


def vakken() -> st.SearchStrategy[Vak]:
    """Nobody; or persons with an amount each, often few of them, often nothing or all used."""
    paar = st.tuples(st.sampled_from([0, 1, 2, 50, 99, 100]), st.sampled_from([100, 100, 120, 900]))
    gewoon = st.lists(paar, min_size=8, max_size=16)
    gelijk = st.builds(lambda n, deel: [(deel, 100)] * n, st.integers(1, 20), st.sampled_from([0, 100]))
    return st.one_of(gewoon, gewoon, gelijk, st.just([])).map(_vak)


def _vak(mensen: list[tuple[int, int]]) -> Vak:
    per = [(min(t, n), n) for t, n in mensen]
    t, n = [a for a, _ in per], [b for _, b in per]
    return Vak(len(per), sum(t), sum(n), max(t, default=0), max(n, default=0))


def _samen(delen: list[Vak]) -> Vak:
    return Vak(
        *(sum(d[i] for d in delen) for i in range(3)),
        *(max((d[i] for d in delen), default=0) for i in (3, 4)),
    )


def _tabel(cellen: dict[Plek, Vak], dimensies: tuple[str, ...]) -> Plantabel:
    inhoud = list(cellen.values())
    assen = {"periode": ["2024"] * len(cellen), "wet": [w for w, _ in cellen], "aanbieder": [a for _, a in cellen]}
    tellers = Celtabel(
        "verzilvering",
        "omvang",
        dimensies,
        tuple(assen[d] for d in dimensies),
        [v.teller for v in inhoud],
        [v.personen for v in inhoud],
        grootste_persoon_cent=[v.grootste_teller for v in inhoud],
    )
    deel = [(2_000 * v.teller + v.noemer) // (2 * v.noemer) if v.noemer else None for v in inhoud]
    naast = Verhouding(deel, [v.noemer or None for v in inhoud], [v.grootste_noemer or None for v in inhoud])
    return Plantabel("verzilvering", Kruising.van(["jaar", *dimensies[1:]]), tellers, naast)


def _bepaald(rijen: list[dict[Plek, Fraction]]) -> set[Plek]:
    """The unknowns that a system fixes, by plain elimination in fractions."""
    klaar: list[tuple[Plek, dict[Plek, Fraction]]] = []
    for rij in rijen:
        rest = dict(rij)
        for spil, eerder in klaar:
            _trek_af(rest, spil, eerder)
        if rest:
            spil = min(rest)
            rest = {c: w / rest[spil] for c, w in rest.items()}
            for _, eerder in klaar:
                _trek_af(eerder, spil, rest)
            klaar.append((spil, rest))
    return {spil for spil, rij in klaar if set(rij) == {spil}}


def _trek_af(rij: dict[Plek, Fraction], spil: Plek, ander: dict[Plek, Fraction]) -> None:
    factor = rij.get(spil, Fraction(0))
    for cel, w in ander.items():
        rij[cel] = rij.get(cel, Fraction(0)) - factor * w
    for cel in [c for c, w in rij.items() if not w]:
        del rij[cel]


@settings(max_examples=150, deadline=None)
@given(st.lists(vakken(), min_size=8, max_size=8))
def test_who_knows_all_weights_finds_no_hidden_share(inhoud: list[Vak]) -> None:
    fijn = dict(zip(((w, a) for w in WETTEN for a in AANBIEDERS), inhoud, strict=True))
    wetten = {(w, "totaal"): _samen([fijn[w, a] for a in AANBIEDERS]) for w in WETTEN}
    tabellen = [_tabel(fijn, ("periode", "wet", "aanbieder")), _tabel(wetten, ("periode", "wet"))]
    tabellen, oordelen, _ = _geoordeeld(tabellen, BELEID, Verleden(), cast(Meting, None), Herstel())
    status = dict(zip((*fijn, *wetten), (s for o in oordelen for s in o.statussen), strict=True))
    alles = {**fijn, **wetten}
    for cel, s in status.items():
        vak = alles[cel]
        assert (s is Status.GEEN_NOEMER) == (vak.personen == 0)
        assert s in (Status.GEPUBLICEERD, Status.GEEN_NOEMER, Status.BESCHERMT_ANDER)
        if s is Status.GEPUBLICEERD:
            assert vak.personen >= 10
            assert 0 < vak.teller < vak.noemer
            assert 2 * vak.grootste_teller <= vak.teller
            assert 2 * vak.grootste_noemer <= vak.noemer
    weg = {c for c, s in status.items() if s is Status.BESCHERMT_ANDER}
    rijen = [
        {
            c: Fraction(-alles[c].noemer if c[1] == "totaal" else alles[c].noemer)
            for c in ((w, "totaal"), *((w, a) for a in AANBIEDERS))
            if c in weg
        }
        for w in WETTEN
    ]
    assert not _bepaald([r for r in rijen if r])
    for w in WETTEN:
        onder = [fijn[w, a] for a in AANBIEDERS if (w, a) in weg]
        if onder and (w, "totaal") not in weg:
            assert len(onder) > 1
            assert sum(v.personen for v in onder) >= 10
