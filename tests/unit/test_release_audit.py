"""The audit on hand-made releases: each rule that a suppressor forgets is found, and nothing is found without need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.release_nagemaakt import meting, schrijf, tabel

from datameent.disclosure.beleid import Beleid, Gevoelig
from datameent.disclosure.celtabel import Celtabel, Eerder, Oordeel, celsleutel
from datameent.disclosure.oordeel import beoordeel
from datameent.disclosure.sommen import vergelijkingen
from datameent.domain.cel import Status
from datameent.release.aanval import sommen
from datameent.release.aanval_grenzen import Verborgen, intervallen
from datameent.release.controle import controleer_bestand
from datameent.release.plan import Kruising, sluit
from datameent.release.schema import BINNEN, DIMENSIES

JAAR = tabel("clienten", {"2024 w1": 3, "2024 w2": 4, "2024 w3": 50, "2024 w4": 60})
TOTAAL = tabel("clienten", {"2024": 117})
SAMEN = [JAAR, TOTAAL]


def _euro(cellen: dict[str, tuple[int, int]], **kolommen: list[int]) -> list[Celtabel]:
    som = tabel("uitgaven", {"2024": (sum(w for w, _ in cellen.values()), sum(p for _, p in cellen.values()))})
    return [tabel("uitgaven", cellen, **kolommen), som]


def _kruis(waarden: Sequence[Sequence[tuple[int, int]]], indicator: str) -> list[Celtabel]:
    """A table of leeftijd by wijk with all its totals, from rows of (waarde, personen)."""
    per = {f"2024 w{j} l{i}": c for i, rij in enumerate(waarden) for j, c in enumerate(rij)}

    def som(cellen: list[tuple[int, int]]) -> tuple[int, int]:
        return sum(w for w, _ in cellen), sum(p for _, p in cellen)

    wijken = {f"2024 w{j}": som([rij[j] for rij in waarden]) for j in range(len(waarden[0]))}
    leeftijden = {f"2024 l{i}": som(list(rij)) for i, rij in enumerate(waarden)}
    return [
        tabel(indicator, per, dimensies=("periode", "wijk", "leeftijdsgroep")),
        tabel(indicator, wijken),
        tabel(indicator, leeftijden, dimensies=("periode", "leeftijdsgroep")),
        tabel(indicator, {"2024": som([c for rij in waarden for c in rij])}),
    ]


_KLEIN = [[(10, 10), (12, 12), (300, 30)], [(13, 13), (5, 5), (40, 40)], [(44, 44), (41, 41), (43, 43)]]
_GELD = [
    [(100_000, 5), (10, 12), (90_000, 30)],
    [(12, 14), (9, 15), (80_000, 40)],
    [(95_000, 44), (70_000, 41), (60_000, 43)],
]
MEDIAAN = tabel("wachttijd", {"2024 w1": (20, 9), "2024 w2": (30, 40)}, soort="mediaan")
RATIO = [
    tabel("clienten", {"2024 w1": 20, "2024 w2": 40, "2024 w3": 44}),
    tabel(
        "uitgaven", {"2024 w1": (900, 20), "2024 w2": (800, 40), "2024 w3": (990, 44)},
        grootste_persoon_cent=[800, 40, 50], grootste_aanbieder_cent=[1, 1, 1], tweede_aanbieder_cent=[1, 1, 1],
    ),
    replace(
        tabel("kosten_per_client", {"2024 w1": (45, 20), "2024 w2": (20, 40), "2024 w3": (22, 44)}, soort="ratio"),
        noemer=[20, 40, 44], teller_van="uitgaven", noemer_van="clienten",
    ),
]  # fmt: skip
MAANDEN = [
    tabel("instroom", {"2024-01": 4, "2024-02": 20, "2024-03": 30}, tijd_telt_op=True),
    tabel("instroom", {"2024-Q1": 54}, tijd_telt_op=True),
]
AANBIEDERS = _euro(
    {"2024 w1": (900, 20), "2024 w2": (800, 40), "2024 w3": (990, 44)},
    aanbieders=[2, 5, 6],
    grootste_persoon_cent=[1, 1, 1],
    grootste_aanbieder_cent=[500, 200, 100],
    tweede_aanbieder_cent=[350, 100, 100],
)
ALLEEN = [
    tabel("clienten", {"2024 w1": 1, "2024 w2": 8, "2024 w3": 40, "2024 w4": 50}),
    tabel("clienten", {"2024": 99}),
]
GROEP = [
    tabel("clienten", {"2024 w1": 0, "2024 w2": 25, "2024 w3": 0}),
    tabel("clienten", {"2024": 25}),
]
BUURTEN = [
    tabel("clienten", {"2024 w1 b1": 3, "2024 w1 b2": 20, "2024 w2 b3": 40}, dimensies=("periode", "wijk", "buurt")),
    tabel("clienten", {"2024 w1": 23, "2024 w2": 40}),
]
PRODUCTEN = [
    tabel(
        "clienten", {"2024 c1 p1": 25, "2024 c1 p2": 0, "2024 c2 p3": 0},
        dimensies=("periode", "productcategorie", "product"), binnen={"product": "productcategorie"},
    ),
    tabel("clienten", {"2024 c1": 25, "2024 c2": 0}, dimensies=("periode", "productcategorie")),
    tabel("clienten", {"2024": 25}),
]  # fmt: skip
NUL = [tabel("clienten", {"2024 w1": 0, "2024 w2": 25, "2024 w3": 30}), tabel("clienten", {"2024": 55})]

Vergeet = Callable[[Sequence[Celtabel], Beleid], object]
GEVALLEN: dict[str, tuple[Sequence[Celtabel], Beleid, Vergeet, str]] = {
    "persons": (SAMEN, Beleid(), lambda t, b: beoordeel(t, replace(b, minimum_personen=2)), "te-weinig-personen"),
    "a median": ([MEDIAAN], Beleid(), lambda t, b: beoordeel(t, replace(b, minimum_personen=2)), "te-weinig"),
    "secondary": (
        ALLEEN[:1] + ALLEEN[1:], Beleid(minimum_personen=5),
        lambda t, b: [beoordeel([u], b)[0] for u in t], "volgt-uit-sommen",
    ),
    "linked tables": (
        _kruis(_KLEIN, "clienten"), Beleid(), lambda t, b: [beoordeel([u], b)[0] for u in t], "volgt-uit-sommen",
    ),
    "a total without its margins": (
        [t for i, t in enumerate(_kruis(_KLEIN, "clienten")) if i in (0, 3)], Beleid(),
        lambda t, b: [beoordeel([u], b)[0] for u in t], "volgt-uit-sommen",
    ),
    "buurten of a wijk": (
        BUURTEN, Beleid(samen_minimum=False), lambda t, b: [beoordeel([u], b)[0] for u in t], "volgt-uit-sommen",
    ),
    "a group of one product": (
        PRODUCTEN, Beleid(groep_onthulling=("productcategorie",)),
        lambda t, b: [beoordeel(t[:1], Beleid())[0], *beoordeel(t, b)[1:]], "groep-verraadt",
    ),
    "a group within a categorie": (
        PRODUCTEN, Beleid(groep_onthulling=("product",)), lambda t, b: beoordeel(t, Beleid()), "groep-verraadt",
    ),
    "time sums": (
        MAANDEN, Beleid(), lambda t, b: beoordeel([replace(u, tijd_telt_op=False) for u in t], b), "volgt-uit-sommen",
    ),
    "together": (SAMEN, Beleid(), lambda t, b: beoordeel(t, replace(b, samen_minimum=False)), "samen-te-weinig"),
    "ratio": (
        RATIO, Beleid(dominantie_persoon=50),
        lambda t, b: beoordeel([replace(u, teller_van=None, noemer_van=None) for u in t], b), "deel-van-ratio",
    ),
    "zeros": (NUL, Beleid(nul_veilig=False), lambda t, b: beoordeel(t, replace(b, nul_veilig=True)), "te-weinig"),
    "dominance of a person": (
        RATIO[1:2], Beleid(dominantie_persoon=50), lambda t, b: beoordeel(t, replace(b, dominantie_persoon=None)),
        "een-bepaalt-bedrag",
    ),
    "dominance of a provider": (
        AANBIEDERS, Beleid(dominantie_aanbieder=50), lambda t, b: beoordeel(t, Beleid()), "een-bepaalt-bedrag",
    ),
    "dominance of two": (
        AANBIEDERS, Beleid(dominantie_twee_aanbieders=80), lambda t, b: beoordeel(t, Beleid()), "een-bepaalt-bedrag",
    ),
    "p percent": (AANBIEDERS, Beleid(p_procent=20), lambda t, b: beoordeel(t, Beleid()), "een-bepaalt-bedrag"),
    "number of providers": (
        AANBIEDERS, Beleid(minimum_aanbieders=3), lambda t, b: beoordeel(t, Beleid()), "te-weinig-aanbieders",
    ),
    "sensitive codes": (
        SAMEN, Beleid(gevoelig=(Gevoelig("wijk", ("w4",), 70),)), lambda t, b: beoordeel(t, Beleid()), "te-weinig",
    ),
    "a whole group": (
        GROEP, Beleid(groep_onthulling=("wijk",)), lambda t, b: beoordeel(t, Beleid()), "groep-verraadt",
    ),
    "who is alone": (
        ALLEEN, Beleid(samen_minimum=False, eenlingen=True), lambda t, b: beoordeel(t, replace(b, eenlingen=False)),
        "volgt-voor-eenling",
    ),
    "intervals": (
        _kruis(_KLEIN, "clienten"), Beleid(speling_personen=40, samen_minimum=False),
        lambda t, b: beoordeel(t, replace(b, speling_personen=0)), "te-nauw",
    ),
    "intervals of money": (
        _kruis(_GELD, "uitgaven"), Beleid(speling_procent=60, samen_minimum=False),
        lambda t, b: beoordeel(t, replace(b, speling_procent=0)), "te-nauw",
    ),
}  # fmt: skip


@pytest.mark.parametrize("naam", GEVALLEN)
def test_a_forgotten_rule_is_found_and_only_then(tmp_path: Path, naam: str) -> None:
    tabellen, beleid, vergeet, regel = GEVALLEN[naam]
    goed = schrijf(tmp_path / "goed", tabellen, beoordeel(tabellen, beleid))
    assert controleer_bestand(goed, meting(tabellen), beleid).blootgesteld == ()
    fout = schrijf(tmp_path / "fout", tabellen, vergeet(tabellen, beleid))  # type: ignore[arg-type]
    regels = controleer_bestand(fout, meting(tabellen), beleid).per_regel()
    assert any(r.startswith(regel) for r in regels), dict(regels)


def test_products_are_no_groups_of_their_own(tmp_path: Path) -> None:
    """Every product is of one categorie, and one categorie has one product: that says nothing about anybody."""
    per_product = [25, 20, 30]
    tabellen = [
        replace(PRODUCTEN[0], waarde=per_product, personen=per_product),
        tabel("clienten", {"2024 c1": 45, "2024 c2": 30}, dimensies=("periode", "productcategorie")),
        tabel("clienten", {"2024": 75}),
    ]
    beleid = Beleid(groep_onthulling=("productcategorie", "product"))
    oordelen = beoordeel(tabellen, beleid)
    assert not any(s.onderdrukt for o in oordelen for s in o.statussen)
    assert controleer_bestand(schrijf(tmp_path, tabellen, oordelen), meting(tabellen), beleid).blootgesteld == ()


@given(
    st.lists(
        st.tuples(st.sampled_from(["jaar", "kwartaal", "maand"]), st.sets(st.sampled_from(DIMENSIES), max_size=3)),
        min_size=1, max_size=4,
    ),
    st.lists(st.integers(0, 3), min_size=12, max_size=12),
    st.booleans(),
)  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_the_audit_and_the_suppressor_find_the_same_sums(
    kruisingen: list[tuple[str, set[str]]], codes: list[int], tijd: bool
) -> None:
    """Two methods that share no code, on the cells of random plans over eight facts."""
    perioden = {"jaar": ["2024"], "kwartaal": ["2024-Q1", "2024-Q2"], "maand": ["2024-01", "2024-02", "2024-05"]}
    cellen = set()
    for kruising in sluit([Kruising.van([korrel, *dims]) for korrel, dims in kruisingen], tijd):
        for feit in range(8):
            eigen = {d: f"{d}{codes[(feit + i) % 12] % 2}" for i, d in enumerate(DIMENSIES)}
            eigen |= {fijn: f"{eigen[grof]}.{codes[feit] % 3}" for fijn, grof in BINNEN.items()}
            sleutel = tuple(eigen[d] if d in kruising.dimensies else "totaal" for d in DIMENSIES)
            cellen |= {(p, *sleutel) for p in perioden[kruising.korrel]}
    gesorteerd = sorted(cellen)
    van_audit = {(s[0], frozenset(s[1:])) for s in sommen(gesorteerd, tijd)}
    gevonden = vergelijkingen(gesorteerd, ("periode", *DIMENSIES), tijd)
    assert {(gesorteerd[t], frozenset(gesorteerd[d] for d in delen)) for t, *delen in gevonden} == van_audit


def test_a_row_of_one_category_may_not_be_guessed(tmp_path: Path) -> None:
    """All 25 of w0 are l1. Both cells are hidden for that, and w1 hides its own beside them.

    | | l0 | l1 | total |
    |---|---|---|---|
    | w0 | 0 | 25 | 25 |
    | w1 | 12 | 30 | 42 |
    | total | 12 | 55 | 67 |

    But all of l0 are 12, so it cannot hold the 25 of w0: it is l1. With the total of l0 hidden as well nobody can tell.
    """
    beleid = Beleid(groep_onthulling=("leeftijdsgroep",))
    t = _kruis([[(0, 0), (12, 12)], [(25, 25), (30, 30)]], "clienten")
    oordelen = beoordeel(t, beleid)
    open_ = schrijf(tmp_path / "open", t, oordelen)
    gevonden = controleer_bestand(open_, meting(t), beleid)
    assert gevonden.per_regel() == {"groep-te-raden": 1}
    mee = frozenset({celsleutel("clienten", ("periode", "leeftijdsgroep"), ("2024", "l0"))})
    dicht = schrijf(tmp_path / "dicht", t, beoordeel(t, beleid, Eerder(mee=mee)))
    assert controleer_bestand(dicht, meting(t), beleid).blootgesteld == ()
    # Or nobody is told that they are of one category.
    rij = frozenset(celsleutel("clienten", t[0].dimensies, ("2024", "w0", leeftijd)) for leeftijd in ("l0", "l1"))
    zwijgt = beoordeel(t, beleid, Eerder(zonder_reden=rij))
    assert list(zwijgt[0].statussen).count(Status.ZONDER_REDEN) == 2
    stil = schrijf(tmp_path / "stil", t, zwijgt)
    assert controleer_bestand(stil, meting(t), beleid).blootgesteld == ()


def test_that_a_category_of_such_a_row_is_empty_is_no_secret(tmp_path: Path) -> None:
    """Nobody at all is l2, and that is shown. So nobody of the 25 of w0 is; that they are l0 or l1 is all one knows."""
    beleid = Beleid(groep_onthulling=("leeftijdsgroep",))
    t = _kruis([[(0, 0), (40, 40)], [(25, 25), (30, 30)], [(0, 0), (0, 0)]], "clienten")
    oordelen = beoordeel(t, beleid)
    assert list(oordelen[0].statussen).count(Status.GROEP_VERRAADT) == 3
    pad = schrijf(tmp_path, t, oordelen)
    assert controleer_bestand(pad, meting(t), beleid).blootgesteld == ()


def test_who_is_alone_may_not_guess_the_category_either(tmp_path: Path) -> None:
    """All four of w0 are l1, and one person is l0, in w1. Who that is knows that w0 has no l0, so that they are l1."""
    t = _kruis([[(0, 0), (1, 1)], [(4, 4), (30, 30)]], "clienten")
    for eenlingen, regels in ((False, set()), (True, {"groep-te-raden"})):
        beleid = Beleid(groep_onthulling=("leeftijdsgroep",), eenlingen=eenlingen)
        pad = schrijf(tmp_path / str(eenlingen), t, beoordeel(t, beleid))
        assert set(controleer_bestand(pad, meting(t), beleid).per_regel()) == regels


@pytest.mark.parametrize("nul_veilig", [True, False])
def test_who_is_alone_may_know_that_nobody_is_elsewhere(tmp_path: Path, nul_veilig: bool) -> None:
    """The zero of w0 is hidden with its row. The only one of l0 is in w1, so who that is knows that w0 has none.

    | | l0 | l1 | l2 | total |
    |---|---|---|---|---|
    | w0 | # 0 | # 3 | # 5 | # 8 |
    | w1 | # 1 | 40 hidden | 50 hidden | 91 hidden |
    | total | # 1 | 43 hidden | 55 | 99 |

    That is no secret where zeros are shown, and it is one where they are not.
    """
    t = _kruis([[(0, 0), (1, 1)], [(3, 3), (40, 40)], [(5, 5), (50, 50)]], "clienten")
    beleid = Beleid(eenlingen=True, samen_minimum=False, nul_veilig=nul_veilig)
    klein, ander, getoond = Status.TE_WEINIG_PERSONEN, Status.BESCHERMT_ANDER, Status.GEPUBLICEERD
    weg = [[klein, klein, klein, ander, klein, ander], [klein, ander], [klein, ander, getoond], [getoond]]
    pad = schrijf(tmp_path, t, [Oordeel(statussen) for statussen in weg])
    gevonden = controleer_bestand(pad, meting(t), beleid).blootgesteld
    assert {(b.regel, b.cel[0], b.cel[4], b.cel[-1]) for b in gevonden} == (
        set() if nul_veilig else {("volgt-voor-eenling", "2024", "w0", "l0")}
    )


@st.composite
def _tafels(draw: st.DrawFn) -> list[Celtabel]:
    rijen, kolommen = draw(st.integers(2, 4)), draw(st.integers(2, 4))
    cel = st.one_of(st.just(0), st.integers(1, 9), st.integers(10, 40), st.integers(41, 90))
    waarden = [[draw(cel) for _ in range(kolommen)] for _ in range(rijen)]
    if draw(st.booleans()):
        return _kruis([[(n, n) for n in rij] for rij in waarden], "clienten")
    return _kruis([[(n * draw(st.integers(1, 500)), n) for n in rij] for rij in waarden], "uitgaven")


@given(_tafels(), st.sampled_from([Beleid(), Beleid(samen_minimum=False), Beleid(speling_personen=4)]))
@settings(max_examples=40, deadline=None)
def test_nothing_follows_from_what_is_protected(
    tmp_path_factory: pytest.TempPathFactory, tafels: list[Celtabel], beleid: Beleid
) -> None:
    pad = schrijf(tmp_path_factory.mktemp("los"), tafels, beoordeel(tafels, beleid))
    assert controleer_bestand(pad, meting(tafels), beleid).blootgesteld == ()


@given(st.lists(st.integers(0, 6), min_size=4, max_size=6), st.data())
@settings(max_examples=60, deadline=None)
def test_intervals_are_those_of_trying_everything(waarden: list[int], data: st.DataObject) -> None:
    """Two rows of cells with all margins; the reader is told that a small cell has 1 to 4."""
    helft = len(waarden) // 2
    blad = {("2024", f"r{i // helft}", f"k{i % helft}"): w for i, w in enumerate(waarden[: 2 * helft])}
    alle = dict(blad)
    for (j, r, k), w in blad.items():
        for boven in ((j, r, "totaal"), (j, "totaal", k), (j, "totaal", "totaal")):
            alle[boven] = alle.get(boven, 0) + w
    weg = data.draw(st.sets(st.sampled_from(sorted(alle)), min_size=1))
    cellen = {c: Verborgen(alle[c], *((1, 4) if 1 <= alle[c] <= 4 else (0, 30))) for c in sorted(weg)}
    stelsel = sommen(sorted(alle), tijd_telt_op=False)
    gevonden = intervallen(cellen, stelsel, volledig=cellen.keys())
    mogelijk = _probeer(blad, alle, cellen)
    for cel in weg:
        ruimte = gevonden[cel]
        assert ruimte.exact
        # Linear programming may leave a step that whole numbers do not have, never the other way round.
        assert ruimte.laag <= min(mogelijk[cel]) <= alle[cel] <= max(mogelijk[cel]) <= ruimte.hoog
        if len(mogelijk[cel]) > 1:
            assert ruimte.breedte >= 1
    vlug = intervallen(cellen, stelsel)
    assert {c for c in weg if vlug[c].breedte < 1} == {c for c in weg if gevonden[c].breedte < 1}


def _probeer(
    blad: dict[tuple[str, ...], int], alle: dict[tuple[str, ...], int], cellen: dict[tuple[str, ...], Verborgen]
) -> dict[tuple[str, ...], set[int]]:
    """Every table of whole numbers that agrees with what is shown: the values that each hidden cell takes."""
    mogelijk: dict[tuple[str, ...], set[int]] = {c: set() for c in cellen}
    plekken = sorted(blad)
    vrij = [range(alle[c], alle[c] + 1) if c not in cellen else range(9) for c in plekken]
    for poging in product(*vrij):
        som = dict(zip(plekken, poging, strict=True))
        for (j, r, k), w in list(som.items()):
            for boven in ((j, r, "totaal"), (j, "totaal", k), (j, "totaal", "totaal")):
                som[boven] = som.get(boven, 0) + w
        past = all(
            (cellen[c].laag or 0) <= w <= (cellen[c].hoog or 0) if c in cellen else w == alle[c] for c, w in som.items()
        )
        if past:
            for c in cellen:
                mogelijk[c].add(som[c])
    return mogelijk
