"""Shares of which no part is published: whatever the table, a reader who knows every weight finds no hidden share.

Not in one release, and not in several: what was shown last and is still so is known too.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from types import SimpleNamespace
from typing import NamedTuple, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from datameent.disclosure.beleid import Beleid
from datameent.disclosure.celtabel import PERIODE, Celtabel, celsleutel
from datameent.domain.cel import Status
from datameent.release.build import _geoordeeld
from datameent.release.herstel import Herstel
from datameent.release.meten import Meting
from datameent.release.plan import Kruising
from datameent.release.read import ReleaseCel, ReleaseMeta
from datameent.release.samenstelling import Plantabel
from datameent.release.schema import DIMENSIES
from datameent.release.tijd import Bewaard, Verleden
from datameent.release.verhouding import Verhouding

BELEID = Beleid(minimum_personen=10, dominantie_persoon=50, samen_minimum=True, eenlingen=True, speling_procent=10)
WETTEN, AANBIEDERS = ("wmo", "jeugdwet"), ("a", "b", "c", "d")
Plek = tuple[str, str]
WACHT = (Status.EERDER_GEPUBLICEERD, Status.ZONDER_REDEN)


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


def _uit_te_rekenen(alles: dict[Plek, Vak], weg: set[Plek]) -> set[Plek]:
    """The hidden shares that follow for who knows every weight: per law one sum over its providers."""
    rijen = [
        {
            c: Fraction(-alles[c].noemer if c[1] == "totaal" else alles[c].noemer)
            for c in ((w, "totaal"), *((w, a) for a in AANBIEDERS))
            if c in weg and alles[c].noemer
        }
        for w in WETTEN
    ]
    return _bepaald([r for r in rijen if r])


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
    assert not _uit_te_rekenen(alles, weg)
    for w in WETTEN:
        onder = [fijn[w, a] for a in AANBIEDERS if (w, a) in weg]
        if onder and (w, "totaal") not in weg:
            assert len(onder) > 1
            assert sum(v.personen for v in onder) >= 10


def _alles(fijn: dict[Plek, Vak]) -> dict[Plek, Vak]:
    return {**fijn, **{(w, "totaal"): _samen([fijn[w, a] for a in AANBIEDERS]) for w in WETTEN}}


Uitkomst = dict[Plek, tuple[int | None, Status]]


def _release(alles: dict[Plek, Vak], eerder: list[Bewaard], *, los: bool) -> tuple[Bewaard, Uitkomst]:
    """The next release of these cells, as kept and by place. `los`: what is known may wait, as in the last repairs."""
    fijn = {plek: vak for plek, vak in alles.items() if plek[1] != "totaal"}
    wetten = {plek: vak for plek, vak in alles.items() if plek[1] == "totaal"}
    tabellen = [_tabel(fijn, ("periode", "wet", "aanbieder")), _tabel(wetten, ("periode", "wet"))]
    dag = date(2025, len(eerder) + 1, 28)
    lake = cast(Meting, SimpleNamespace(peildatum=dag, vingerafdruk=str(dag)))
    verleden = Verleden(eigen=tuple(eerder))
    _, oordelen, bekend = _geoordeeld(tabellen, BELEID, verleden, lake, Herstel())
    if los:
        _, oordelen, _ = _geoordeeld(tabellen, BELEID, verleden, lake, Herstel(los=frozenset(bekend)))
    cellen, per_plek = {}, {}
    for t, o in zip(tabellen, oordelen, strict=True):
        for sleutel, waarde, s in zip(t.cellen.sleutels((PERIODE, *DIMENSIES)), t.waarden, o.statussen, strict=True):
            zichtbaar = waarde if s is Status.GEPUBLICEERD else None
            cel = ReleaseCel.van(("verzilvering", "jaar", *sleutel), zichtbaar, s, voorlopig=False)
            cellen[celsleutel("verzilvering", (PERIODE, *DIMENSIES), sleutel)] = cel
            per_plek[cel.wet, cel.aanbieder] = (zichtbaar, s)
    meta = cast(ReleaseMeta, SimpleNamespace(peildatum=dag, gemaakt_op=str(dag), vingerafdruk_bron=str(dag), beleid={}))
    return Bewaard(meta, "", cellen, frozenset()), per_plek


def _aandeel(vak: Vak) -> int | None:
    return (2_000 * vak.teller + vak.noemer) // (2 * vak.noemer) if vak.noemer else None


def _volgt(alles: dict[Plek, Vak], nu: Uitkomst, woord: dict[Plek, int | None]) -> set[Plek]:
    """What follows from this release with the last word of before on every share."""
    leeg = {plek for plek, (_, s) in nu.items() if s is Status.GEEN_NOEMER}
    bekend = {p for p, (_, s) in nu.items() if s not in WACHT and woord.get(p) == _aandeel(alles[p]) is not None}
    return _uit_te_rekenen(alles, {plek for plek, (waarde, _) in nu.items() if waarde is None} - leeg - bekend)


@settings(max_examples=100, deadline=None)
@given(st.lists(vakken(), min_size=8, max_size=8), st.lists(st.dictionaries(st.integers(0, 7), vakken()), max_size=4))
def test_nor_from_the_releases_of_several_months(begin: list[Vak], gang: list[dict[int, Vak]]) -> None:
    """In each month some cells are about other people; what was another figure before is not shown."""
    inhoud, eerder, getoond = begin, list[Bewaard](), dict[Plek, set[int]]()
    woord: dict[Plek, int | None] = {}
    for anders in ({}, *gang):
        inhoud = [anders.get(i, vak) for i, vak in enumerate(inhoud)]
        alles = _alles(dict(zip(((w, a) for w in WETTEN for a in AANBIEDERS), inhoud, strict=True)))
        nieuw, nu = _release(alles, eerder, los=False)
        if _volgt(alles, nu, woord):  # all that is known of before leaves nothing to hide: the check has it made again
            nieuw, nu = _release(alles, eerder, los=True)
        assert not _volgt(alles, nu, woord)
        for plek, (waarde, _) in nu.items():
            assert waarde is None or (waarde == _aandeel(alles[plek]) and getoond.get(plek, set()) <= {waarde})
        woord = {plek: waarde for plek, (waarde, _) in nu.items()}
        for plek, (waarde, _) in nu.items():
            getoond.setdefault(plek, set()).update(() if waarde is None else (waarde,))
        eerder.append(nieuw)
