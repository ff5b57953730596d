"""Protection against sums, held to elimination with fractions on small tables."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from datameent.disclosure.aanvullend import Regel, bescherm, bescherming, informatiekosten, stabiele_kosten
from datameent.disclosure.afscherming import WEGINGEN, Afscherming
from datameent.disclosure.beleid import Beleid
from datameent.disclosure.celtabel import Celtabel
from datameent.disclosure.csv_tabel import Dimensie, onderdruk_tabel
from datameent.disclosure.dekking import Dekking
from datameent.disclosure.eliminatie import Herleiding
from datameent.disclosure.oordeel import beoordeel
from datameent.disclosure.opgave import Opgave
from datameent.disclosure.optimum import optimum
from datameent.disclosure.sommen import vergelijkingen
from datameent.disclosure.stelsel import Stelsel
from datameent.domain.cel import Status

N = 10


def bepaald_door_breuken(vergelijkingen: Sequence[tuple[int, ...]], verborgen: set[int]) -> set[int]:
    """The slow obvious reference: the hidden cells that are a solved row in the echelon form over the fractions."""
    kolommen = sorted(verborgen)
    rijen = []
    for totaal, *delen in vergelijkingen:
        rij = [Fraction(0)] * len(kolommen)
        for cel, teken in [(totaal, -1), *((d, 1) for d in delen)]:
            if cel in verborgen:
                rij[kolommen.index(cel)] += teken
        rijen.append(rij)
    plek = 0
    for kolom in range(len(kolommen)):
        spil = next((r for r in range(plek, len(rijen)) if rijen[r][kolom]), None)
        if spil is None:
            continue
        rijen[plek], rijen[spil] = rijen[spil], rijen[plek]
        rijen[plek] = [w / rijen[plek][kolom] for w in rijen[plek]]
        for r in range(len(rijen)):
            if r != plek and rijen[r][kolom]:
                factor = rijen[r][kolom]
                rijen[r] = [a - factor * b for a, b in zip(rijen[r], rijen[plek], strict=True)]
        plek += 1
    return {kolommen[next(i for i, w in enumerate(rij) if w)] for rij in rijen if sum(1 for w in rij if w) == 1}


@st.composite
def stelsels(draw: st.DrawFn) -> Stelsel:
    """Tables of two or three dimensions, one of them with a level in between, with all totals."""
    maten = draw(st.lists(st.integers(2, 4), min_size=2, max_size=3))
    groepen = draw(st.lists(st.integers(0, 1), min_size=maten[0], max_size=maten[0]))
    waarde = st.one_of(st.just(0), st.integers(1, 12), st.integers(13, 60))
    aantallen = {c: draw(waarde) for c in product(*(range(m) for m in maten))}
    assen: list[list[tuple[object, ...]]] = []
    for as_, maat in enumerate(maten):
        sommen: list[tuple[object, ...]] = []
        if as_ == 0 and len(set(groepen)) == 2:
            sommen.append(("T", "g0", "g1"))
            sommen += [(f"g{g}", *(i for i in range(maat) if groepen[i] == g)) for g in (0, 1)]
        else:
            sommen.append(("T", *range(maat)))
        assen.append(sommen)
    codes = [sorted({c for som in sommen for c in som}, key=str) for sommen in assen]

    def bladeren(as_: int, code: object) -> set[object]:
        onder = next((som[1:] for som in assen[as_] if som[0] == code), None)
        return {code} if onder is None else set().union(*(bladeren(as_, c) for c in onder))

    cellen = list(product(*codes))
    plek = {c: i for i, c in enumerate(cellen)}
    personen = [sum(aantallen[b] for b in product(*(bladeren(i, c) for i, c in enumerate(cel)))) for cel in cellen]
    sommen = [
        tuple(plek[(*rest[:as_], c, *rest[as_:])] for c in som)
        for as_ in range(len(maten))
        for rest in product(*(codes[j] for j in range(len(maten)) if j != as_))
        for som in assen[as_]
    ]
    return Stelsel(personen, sommen)


def onveilige(stelsel: Stelsel, nul_veilig: bool = True) -> list[bool]:
    return [0 < p < N or (p == 0 and not nul_veilig) for p in stelsel.personen]


@settings(max_examples=50, deadline=None)
@given(stelsels(), st.data())
def test_elimination_finds_exactly_what_fractions_find(stelsel: Stelsel, data: st.DataObject) -> None:
    zichtbaar = data.draw(st.lists(st.booleans(), min_size=len(stelsel.personen), max_size=len(stelsel.personen)))
    verborgen = {c for c, z in enumerate(zichtbaar) if not z}
    herleiding = Herleiding.van(stelsel, verborgen, zichtbaar)
    verwacht = bepaald_door_breuken(stelsel.vergelijkingen, verborgen)
    assert set(herleiding.bepaald()) == verwacht
    nulruimte = herleiding.nulruimte(verborgen)
    assert {c for c, v in nulruimte.vectoren.items() if not v} == verwacht
    for cel in sorted(verborgen - verwacht)[:3]:
        meer = bepaald_door_breuken(stelsel.vergelijkingen, verborgen - {cel})
        assert set(nulruimte.bepaalt(cel)) == meer - verwacht
    for cel in sorted(verborgen - verwacht)[:1]:
        nulruimte.toon(cel)
        meer = bepaald_door_breuken(stelsel.vergelijkingen, verborgen - {cel})
        assert {c for c, v in nulruimte.vectoren.items() if not v} == meer


@settings(max_examples=15, deadline=None)
@given(stelsels(), st.data())
def test_cells_taken_in_later_give_the_same_reduction(stelsel: Stelsel, data: st.DataObject) -> None:
    alle = st.sampled_from(range(len(stelsel.personen)))
    delen = data.draw(st.lists(st.sets(alle, max_size=12), min_size=1, max_size=4))
    weg: set[int] = set()
    herleiding = Herleiding.van(stelsel, (), [True] * len(stelsel.personen))
    for deel in delen:
        herleiding = herleiding.kopie()
        herleiding.neem_op(sorted(deel - weg))
        weg |= deel
        zichtbaar = [c not in weg for c in range(len(stelsel.personen))]
        cellen = herleiding.bepaald()
        assert set(cellen) == bepaald_door_breuken(stelsel.vergelijkingen, weg)
        for cel, bewijs in zip(cellen, herleiding.bewijzen(cellen, zichtbaar), strict=True):
            assert weg.isdisjoint(bewijs)
            alleen = {c for c in range(len(stelsel.personen)) if c not in bewijs}
            assert cel in bepaald_door_breuken(stelsel.vergelijkingen, alleen)
        nulruimte = herleiding.nulruimte(sorted(weg))
        assert {c for c, v in nulruimte.vectoren.items() if not v} == set(cellen)


@settings(max_examples=15, deadline=None)
@given(stelsels(), st.data())
def test_a_proof_names_shown_cells_that_break_it(stelsel: Stelsel, data: st.DataObject) -> None:
    zichtbaar = data.draw(st.lists(st.booleans(), min_size=len(stelsel.personen), max_size=len(stelsel.personen)))
    verborgen = {c for c, z in enumerate(zichtbaar) if not z}
    herleiding = Herleiding.van(stelsel, verborgen, zichtbaar)
    cellen = herleiding.bepaald()
    bewijzen = herleiding.bewijzen(cellen, zichtbaar)
    assert all(zichtbaar[c] for bewijs in bewijzen for c in bewijs)
    for cel, bewijs in list(zip(cellen, bewijzen, strict=True))[:1]:
        alleen = verborgen | {c for c, z in enumerate(zichtbaar) if z and c not in bewijs}
        assert cel in bepaald_door_breuken(stelsel.vergelijkingen, alleen)


@settings(max_examples=50, deadline=None)
@given(stelsels(), st.booleans(), st.booleans())
def test_no_hidden_cell_follows_from_the_shown_ones(stelsel: Stelsel, samen: bool, nul_veilig: bool) -> None:
    onveilig = onveilige(stelsel, nul_veilig)
    verborgen = bescherm(stelsel, onveilig, Regel(N, samen, nul_veilig))
    assert all(v for v, o in zip(verborgen, onveilig, strict=True) if o)
    weg = {c for c, v in enumerate(verborgen) if v}
    assert bepaald_door_breuken(stelsel.vergelijkingen, weg) == set()
    assert not any(stelsel.personen[c] == 0 for c in weg if not onveilig[c])
    for totaal, *delen in stelsel.vergelijkingen:
        onder = [d for d in delen if d in weg]
        assert len(onder) + (totaal in weg) != 1
        zichtbaar_over = any(stelsel.personen[d] for d in delen if d not in weg)
        if samen and totaal not in weg and onder and zichtbaar_over:
            assert sum(stelsel.personen[d] for d in onder) >= N
    assert bescherm(stelsel, onveilig, Regel(N, samen, nul_veilig)) == verborgen


@settings(max_examples=10, deadline=None)
@given(stelsels())
def test_nothing_is_hidden_that_could_be_shown(stelsel: Stelsel) -> None:
    """Showing any one of the protecting cells would give an unsafe cell away."""
    onveilig = onveilige(stelsel)
    verborgen = bescherm(stelsel, onveilig, Regel(N, samen=False))
    weg = {c for c, v in enumerate(verborgen) if v}
    gevoelig = {c for c, o in enumerate(onveilig) if o}
    for cel in weg - gevoelig:
        assert bepaald_door_breuken(stelsel.vergelijkingen, weg - {cel}) & gevoelig


@st.composite
def opgaven(draw: st.DrawFn) -> Opgave:
    """Tables with every way of counting costs, cells published before and persons who are alone in a cell."""
    stelsel = draw(stelsels())
    nul_veilig = draw(st.booleans())
    onveilig = onveilige(stelsel, nul_veilig)
    alle = range(len(onveilig))
    personen = [max(1, p) for p in stelsel.personen]
    kosten = draw(
        st.sampled_from(
            [
                personen,
                informatiekosten(personen),
                stabiele_kosten(personen, draw(st.frozensets(st.sampled_from(alle), max_size=9))),
            ]
        )
    )
    vast = draw(st.frozensets(st.sampled_from(alle), max_size=3))
    klein = [c for c, o in enumerate(onveilig) if o and stelsel.personen[c]]
    eenlingen = draw(st.dictionaries(st.sampled_from(klein), st.integers(0, 3), max_size=4)) if klein else {}
    regel = Regel(N, draw(st.booleans()), nul_veilig)
    return Opgave.van(stelsel, onveilig, regel, kosten=kosten, vast=vast, eenlingen=eenlingen)


@settings(max_examples=60, deadline=None)
@given(opgaven())
def test_the_search_is_as_safe_as_its_first_guesses_and_never_dearer(opgave: Opgave) -> None:
    gevoelig = {c for c, o in enumerate(opgave.onveilig) if o}
    basis = Herleiding.van(opgave.stelsel, gevoelig, opgave.zonder(frozenset()))
    gokken = [Afscherming(opgave, weging=weging, basis=basis) for weging in WEGINGEN]
    for gok in gokken:
        gok.zoek()
    gedaan = bescherming(
        opgave.stelsel,
        opgave.onveilig,
        opgave.regel,
        kosten=opgave.kosten,
        vast=opgave.vast,
        eenlingen=opgave.eenlingen,
    )
    zichtbaar = [not v for v in gedaan.verborgen]
    assert not any(z for z, o in zip(zichtbaar, opgave.onveilig, strict=True) if o)
    assert not any(v for c, v in enumerate(gedaan.verborgen) if c in opgave.vast)
    assert opgave.verlies(zichtbaar) <= min(opgave.verlies(gok.zichtbaar) for gok in gokken)
    weg = {c for c, v in enumerate(gedaan.verborgen) if v}
    volgt = bepaald_door_breuken(opgave.stelsel.vergelijkingen, weg)
    assert volgt == set(gedaan.open)
    assert volgt <= gevoelig
    for gok in gokken:
        assert volgt <= set(gok.open())
        assert set(gedaan.verklikt) <= {cel for cel, _ in gok.verklikt()}
    for wie in set(opgave.eenlingen.values()):
        eigen = {c for c, w in opgave.eenlingen.items() if w == wie}
        geleerd = bepaald_door_breuken(opgave.stelsel.vergelijkingen, weg - eigen) & gevoelig
        assert geleerd <= {*volgt, *gedaan.verklikt}


@settings(max_examples=15, deadline=None)
@given(stelsels(), st.booleans())
def test_the_search_is_never_below_the_optimum(stelsel: Stelsel, samen: bool) -> None:
    onveilig, kosten = onveilige(stelsel), [p + 7 for p in stelsel.personen]
    verlies = [
        sum(k for k, v, o in zip(kosten, gedaan.verborgen, onveilig, strict=True) if v and not o)
        for gedaan in (f(stelsel, onveilig, Regel(N, samen), kosten=kosten) for f in (bescherming, optimum))
    ]
    assert verlies[0] >= verlies[1]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.integers(1, 60), min_size=7, max_size=7),
    st.lists(st.tuples(st.integers(0, 7), st.sets(st.integers(0, 6), min_size=1)), max_size=9),
)
def test_a_choice_meets_every_finding_and_lies_between_the_bound_and_trying_everything(
    kosten: list[int], gevonden: list[tuple[int, set[int]]]
) -> None:
    """Cell 7 is unsafe; a finding about another cell counts only when that cell is chosen."""
    opgave = Opgave.van(
        Stelsel([10] * 8, ()), [c == 7 for c in range(8)], Regel(), kosten=[*kosten, 1], vast=set(), eenlingen=None
    )
    dekking = Dekking(opgave)
    dekking.leer((cel, sorted(leden)) for cel, leden in gevonden)

    def voldoet(keuze: frozenset[int]) -> bool:
        return all(leden & keuze for cel, leden in gevonden if cel == 7 or cel in keuze)

    alle = [frozenset(c for c in range(7) if bits >> c & 1) for bits in range(128)]
    minst = min(dekking.kost(keuze) for keuze in alle if voldoet(keuze))
    gekozen = dekking.kies()
    geschud = dekking.schud(gekozen, 200, Random(1))
    assert voldoet(gekozen)
    assert voldoet(geschud)
    assert dekking.ondergrens() <= minst <= dekking.kost(geschud) <= dekking.kost(gekozen)


micro = st.lists(
    st.tuples(
        st.sampled_from(["2024-01", "2024-02", "2024-04"]),
        st.sampled_from("abc"),
        st.sampled_from("xyz"),
        st.integers(0, 25),
        st.integers(1, 900),
    ),
    min_size=1,
    max_size=120,
)
Rij = tuple[str, str, str, int, int]


def tabel(indicator: str, rijen: list[Rij], korrel: str, dims: tuple[str, ...]) -> Celtabel:
    """A crossing straight from the micro rows, the obvious way."""
    lengte = {"jaar": 4, "maand": 7}[korrel]
    groepen: dict[tuple[str, ...], list[Rij]] = {}
    for rij in rijen:
        waarden = {"wijk": rij[1], "product": rij[2]}
        groepen.setdefault((rij[0][:lengte], *(waarden[d] for d in dims)), []).append(rij)
    sleutels = sorted(groepen)
    personen = [len({r[3] for r in groepen[s]}) for s in sleutels]
    euro = [sum(r[4] for r in groepen[s]) for s in sleutels]
    waarde = {
        "clienten": personen,
        "uitgaven": euro,
        "kosten": [e // p for e, p in zip(euro, personen, strict=True)],
    }[indicator]
    grootste = [max(sum(r[4] for r in groepen[s] if r[3] == w[3]) for w in groepen[s]) for s in sleutels]
    return Celtabel(
        indicator,
        {"clienten": "frequentie", "uitgaven": "omvang", "kosten": "ratio"}[indicator],
        ("periode", *dims),
        tuple(zip(*sleutels, strict=True)),
        waarde,
        personen,
        noemer=personen if indicator == "kosten" else (),
        grootste_persoon_cent=grootste if indicator == "uitgaven" else (),
        tijd_telt_op=indicator == "uitgaven",
        teller_van="uitgaven" if indicator == "kosten" else None,
        noemer_van="clienten" if indicator == "kosten" else None,
    )


KRUISINGEN = [(k, d) for k in ("jaar", "maand") for d in ((), ("wijk",), ("product",), ("wijk", "product"))]


@settings(max_examples=40, deadline=None)
@given(micro)
def test_the_tables_of_an_audience_together(rijen: list[Rij]) -> None:
    beleid = Beleid(minimum_personen=5, dominantie_persoon=60)
    tabellen = [tabel(i, rijen, k, d) for i in ("clienten", "uitgaven", "kosten") for k, d in KRUISINGEN]
    oordelen = beoordeel(tabellen, beleid)
    dims = ("periode", "wijk", "product")
    status: dict[str, dict[tuple[str, ...], Status]] = {"clienten": {}, "uitgaven": {}, "kosten": {}}
    for t, oordeel in zip(tabellen, oordelen, strict=True):
        for sleutel, s, personen in zip(t.sleutels(dims), oordeel.statussen, t.personen, strict=True):
            assert personen >= 5 or s.onderdrukt
            status[t.indicator][sleutel] = s
    for sleutel, s in status["kosten"].items():
        delen = status["uitgaven"][sleutel].onderdrukt or status["clienten"][sleutel].onderdrukt
        assert s.onderdrukt == delen
    for indicator in ("clienten", "uitgaven"):
        sleutels = sorted(status[indicator])
        plek = {s: i for i, s in enumerate(sleutels)}
        sommen = sommen_een_voor_een(sleutels, indicator == "uitgaven")
        assert sorted(vergelijkingen(sleutels, dims, indicator == "uitgaven")) == sorted(sommen)
        weg = {plek[s] for s in sleutels if status[indicator][s].onderdrukt}
        assert bepaald_door_breuken(sommen, weg) == set()


def sommen_een_voor_een(sleutels: list[tuple[str, ...]], tijd: bool) -> list[tuple[int, ...]]:
    """Every total with its parts, found by comparing every pair of cells."""
    uit = []
    for boven, b in enumerate(sleutels):
        for as_ in range(3):
            delen = []
            for deel, d in enumerate(sleutels):
                gelijk = all(b[i] == d[i] for i in range(3) if i != as_)
                if as_ == 0:
                    past = tijd and len(b[0]) == 4 and len(d[0]) == 7 and d[0].startswith(b[0])
                else:
                    past = b[as_] == "totaal" and d[as_] != "totaal"
                if gelijk and past:
                    delen.append(deel)
            if delen:
                uit.append((boven, *delen))
    return uit


@settings(max_examples=40, deadline=None)
@given(micro, st.booleans())
def test_a_csv_table_counts_what_the_rows_say(rijen: list[Rij], nullen: bool) -> None:
    wijk, product_ = [r[1] for r in rijen], [r[2] for r in rijen]
    stad = ["1" if w in "ab" else "2" for w in wijk]
    soort = ["k" if w in "ac" else "m" for w in wijk]
    wie = [str(r[3]) for r in rijen]
    gemaakt = onderdruk_tabel(
        [Dimensie("wijk", wijk, (("stad", stad), ("soort", soort))), Dimensie("product", product_)],
        [r[4] for r in rijen],
        wie,
        drempel=4,
        nullen=nullen,
    )
    for (w, p), waarde, status in gemaakt.rijen:
        mee = [
            i for i in range(len(rijen)) if w in ("totaal", wijk[i], stad[i], soort[i]) and p in ("totaal", product_[i])
        ]
        personen = len({wie[i] for i in mee})
        if 0 < personen < 4 or (nullen and personen == 0):
            assert (waarde, status) == (None, Status.TE_WEINIG_PERSONEN)
        elif status is Status.GEPUBLICEERD:
            assert waarde == sum(rijen[i][4] for i in mee)
        else:
            assert (waarde, status) == (None, Status.BESCHERMT_ANDER)
    s = gemaakt.samenvatting
    assert s.cellen == len(gemaakt.rijen)
    assert s.primair + s.secundair == sum(1 for _, w, _ in gemaakt.rijen if w is None)
