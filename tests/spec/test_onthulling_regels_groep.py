"""Rules that look at a whole row, with a small table worked by hand. `#` hidden for itself, `g` group, `=` for another.

Source: Hundepool et al., Statistical Disclosure Control (Wiley, 2012), chapter 5: in a table of counts also a large
cell tells something, when everyone of a row is in it.
"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from datameent.disclosure.beleid import Beleid
from datameent.disclosure.celtabel import Celtabel, Eerder, celsleutel
from datameent.disclosure.groep import verraden_cellen
from datameent.disclosure.oordeel import beoordeel
from datameent.domain.cel import Status

TEKEN = {
    Status.TE_WEINIG_PERSONEN: "#",
    Status.GROEP_VERRAADT: "g",
    Status.BESCHERMT_ANDER: "=",
    Status.EERDER_GEPUBLICEERD: "e",
}
PER_PRODUCT = Beleid(groep_onthulling=("product",))


def tabellen(tekst: str) -> list[Celtabel]:
    """A drawn table of wijk by product with totals, as the crossings that it holds."""
    kop, *rijen = [[v.strip() for v in r.split("|")] for r in tekst.strip().splitlines()]
    per: dict[tuple[str, ...], list[tuple[tuple[str, ...], int]]] = {}
    for wijk, *vakken in rijen:
        for product, n in zip(kop[1:], vakken, strict=True):
            assen = [("periode", "2024"), ("wijk", wijk), ("product", product)]
            assen = [(d, c) for d, c in assen if c != "totaal"]
            per.setdefault(tuple(d for d, _ in assen), []).append((tuple(c for _, c in assen), int(n)))
    return [_tabel(d, [c for c, _ in cellen], [n for _, n in cellen]) for d, cellen in per.items()]


def _tabel(dimensies: tuple[str, ...], codes: list[tuple[str, ...]], n: list[int]) -> Celtabel:
    return Celtabel("clienten", "frequentie", dimensies, tuple(zip(*codes, strict=True)), n, n)


def uitkomst(tekst: str, beleid: Beleid, eerder: Eerder | None = None) -> str:
    alle = tabellen(tekst)
    status = {
        s: TEKEN.get(oordeel, str(w))
        for t, o in zip(alle, beoordeel(alle, beleid, eerder), strict=True)
        for s, oordeel, w in zip(t.sleutels(("wijk", "product")), o.statussen, t.waarde, strict=True)
    }
    kop, *rijen = [[v.strip() for v in r.split("|")] for r in tekst.strip().splitlines()]
    return "\n".join([" | ".join(kop), *(" | ".join([r[0], *(status[r[0], p] for p in kop[1:])]) for r in rijen)])


def staat_er(tekst: str) -> str:
    return "\n".join(" | ".join(v.strip() for v in r.split("|")) for r in tekst.strip().splitlines())


def test_everyone_of_a_wijk_has_the_same_help() -> None:
    """All 25 of w1 have help b. Who knows a client in w1, knows what help it is.

    Hiding b alone would not help: the zeros of a and c say it. So a, b and c of w1 are hidden.
    """
    assert uitkomst("wijk | a | b | c\nw1 | 0 | 25 | 0\nw2 | 30 | 20 | 12", PER_PRODUCT) == staat_er("""
    wijk | a  | b  | c
    w1   | g  | g  | g
    w2   | 30 | 20 | 12
    """)


def test_without_the_rule_the_row_is_shown() -> None:
    tekst = "wijk | a | b | c\nw1 | 0 | 25 | 0\nw2 | 30 | 20 | 12"
    assert uitkomst(tekst, Beleid()) == staat_er(tekst)


def test_the_columns_may_not_give_the_row_away() -> None:
    """With totals: from 30 - 30 = 0 the zero of w1 a would follow, so w2 hides cells as well."""
    assert uitkomst(
        """
    wijk   | a  | b  | totaal
    w1     | 0  | 25 | 25
    w2     | 30 | 20 | 50
    totaal | 30 | 45 | 75
    """,
        PER_PRODUCT,
    ) == staat_er("""
    wijk   | a  | b  | totaal
    w1     | g  | g  | 25
    w2     | =  | =  | 50
    totaal | 30 | 45 | 75
    """)


def test_a_small_row_of_one_category_may_not_be_told_apart() -> None:
    """Both 4 of w1 have help b: with `#` at b and a zero at a the reader would know. They get the same reason."""
    assert uitkomst("wijk | a | b\nw1 | 0 | 4\nw2 | 30 | 20", PER_PRODUCT) == "wijk | a | b\nw1 | g | g\nw2 | 30 | 20"


def test_two_categories_are_no_group() -> None:
    assert uitkomst("wijk | a | b\nw1 | 12 | 13\nw2 | 0 | 0", PER_PRODUCT) == "wijk | a | b\nw1 | 12 | 13\nw2 | 0 | 0"


def test_who_is_alone_may_not_learn_of_another() -> None:
    """1 and 12 are hidden under 53: nobody outside knows which is which. But the one in w1 takes off 1 and has 12.

    w2 of 12 is hidden for another only, so learning it harms nobody. With 8 in w2 it does: w3 goes too.
    """
    aan = Beleid(eenlingen=True, samen_minimum=False)
    uit = Beleid(eenlingen=False, samen_minimum=False)
    tekst = "wijk | totaal\nw1 | 1\nw2 | 8\nw3 | 44\ntotaal | 53"
    assert uitkomst(tekst, uit) == "wijk | totaal\nw1 | #\nw2 | #\nw3 | 44\ntotaal | 53"
    assert uitkomst(tekst, aan) == "wijk | totaal\nw1 | #\nw2 | #\nw3 | =\ntotaal | 53"


def sleutel(wijk: str) -> tuple[str, frozenset[tuple[str, str]]]:
    return celsleutel("clienten", ("periode", "wijk"), ("2024", wijk))


def test_what_waits_is_hidden_and_protected() -> None:
    """The new 20 of w2 would give a change of one away: it waits, and w1, the cheapest, with it."""
    tekst = "wijk | totaal\nw1 | 15\nw2 | 20\nw3 | 44\ntotaal | 79"
    assert uitkomst(tekst, Beleid(), Eerder(wacht={sleutel("w2")})) == staat_er("""
    wijk   | totaal
    w1     | =
    w2     | e
    w3     | 44
    totaal | 79
    """)


def test_what_was_shown_stays_and_what_was_hidden_is_hidden_again() -> None:
    """w1 is unsafe. w2 (20) is the cheapest beside it; was it shown before, then w3 goes. `stabiel`: w4 was hidden."""
    tekst = "wijk | totaal\nw1 | 5\nw2 | 20\nw3 | 44\nw4 | 90\ntotaal | 159"
    regels = uitkomst(tekst, Beleid(), Eerder(getoond={sleutel("w2")})).splitlines()
    assert regels[1:5] == ["w1 | #", "w2 | 20", "w3 | =", "w4 | 90"]
    stabiel = uitkomst(tekst, Beleid(kosten="stabiel"), Eerder(verborgen={sleutel("w4")})).splitlines()
    assert stabiel[1:5] == ["w1 | #", "w2 | 20", "w3 | 44", "w4 | ="]


def test_a_rule_of_today_wins_of_what_was_shown() -> None:
    tekst = "wijk | totaal\nw1 | 5\nw2 | 20"
    assert uitkomst(tekst, Beleid(), Eerder(getoond={sleutel("w1")})) == "wijk | totaal\nw1 | #\nw2 | 20"


# ------------------------------------------------------------------ slow reference

personen = st.dictionaries(
    st.tuples(st.sampled_from("vwx"), st.sampled_from("abcd")), st.sampled_from([0, 0, 3, 25]), max_size=12
)


def werelden(rij: dict[str, int]) -> set[str]:
    """Where all persons of a row are, by looking at each person: the categories that hold everybody."""
    wie = [(categorie, nummer) for categorie, n in rij.items() for nummer in range(n)]
    return {c for c in rij if wie and all(categorie == c for categorie, _ in wie)}


@settings(max_examples=100, deadline=None)
@given(personen, st.booleans())
def test_a_row_is_told_exactly_when_every_person_is_in_one_category(
    cellen: dict[tuple[str, str], int], met_totaal: bool
) -> None:
    rijen: dict[str, dict[str, int]] = {}
    for (wijk, product), n in cellen.items():
        rijen.setdefault(wijk, {})[product] = n
    totalen = {(w, "totaal"): sum(rij.values()) for w, rij in rijen.items()} if met_totaal else {}
    verwacht = {(w, p) for w, rij in rijen.items() if werelden(rij) for p in rij}
    assert verraden_cellen({**cellen, **totalen}, 1) == verwacht


@settings(max_examples=60, deadline=None)
@given(personen)
def test_no_shown_cell_says_it_of_a_whole_row(cellen: dict[tuple[str, str], int]) -> None:
    """What a reader sees of every row leaves room for more than one category, where the row has more than one."""
    if not cellen:
        return
    codes = sorted(cellen)
    n = [cellen[c] for c in codes]
    kolommen = (["2024"] * len(codes), [w for w, _ in codes], [p for _, p in codes])
    wijken = sorted({w for w, _ in codes})
    som = [sum(cellen[c] for c in codes if c[0] == w) for w in wijken]
    alle = [
        Celtabel("clienten", "frequentie", ("periode", "wijk", "product"), kolommen, n, n),
        Celtabel("clienten", "frequentie", ("periode", "wijk"), (["2024"] * len(wijken), wijken), som, som),
    ]
    statussen = beoordeel(alle, PER_PRODUCT)[0].statussen
    for wijk in wijken:
        rij = [(c, s) for c, s in zip(codes, statussen, strict=True) if c[0] == wijk]
        if len(rij) > 1 and sum(cellen[c] for c, _ in rij):
            open_ = [c for c, s in rij if s is not Status.GEPUBLICEERD]
            assert len(open_) != 1 or any(cellen[c] for c, s in rij if s is Status.GEPUBLICEERD)
