"""Which figures may be shown: every rule with a table drawn beside it, worked out by hand.

A cell is drawn as `value/persons`; `#` is hidden because of the cell itself, `=` is hidden to protect another cell,
`o` is nothing to divide by.
"""

from __future__ import annotations

from datameent.disclosure.beleid import Beleid
from datameent.disclosure.celtabel import Celtabel
from datameent.disclosure.oordeel import beoordeel
from datameent.domain.cel import Status

TEKEN = {
    Status.GEPUBLICEERD: "",
    Status.TE_WEINIG_PERSONEN: "#",
    Status.EEN_BEPAALT_BEDRAG: "# bedrag",
    Status.TE_WEINIG_AANBIEDERS: "# aanbieders",
    Status.BESCHERMT_ANDER: "=",
    Status.GEEN_NOEMER: "o",
}


def kruistabel(tekst: str, soort: str = "frequentie", indicator: str = "clienten") -> list[Celtabel]:
    """A drawn table of wijk by product with totals, as the four crossings that it holds."""
    regels = [[v.strip() for v in r.split("|")] for r in tekst.strip().splitlines()]
    kop, *rest = regels
    per: dict[tuple[str, ...], list[tuple[tuple[str, ...], int, int]]] = {}
    for wijk, *vakken in rest:
        for product, vak in zip(kop[1:], vakken, strict=True):
            waarde, _, personen = vak.partition("/")
            gekruist = [("periode", "2024")]
            gekruist += [(d, c) for d, c in (("wijk", wijk), ("product", product)) if c != "totaal"]
            cel = (tuple(c for _, c in gekruist), int(waarde), int(personen or waarde))
            per.setdefault(tuple(d for d, _ in gekruist), []).append(cel)
    return [
        Celtabel(
            indicator,
            soort,
            dims,
            tuple(zip(*(codes for codes, _, _ in cellen), strict=True)),
            [w for _, w, _ in cellen],
            [p for _, _, p in cellen],
        )
        for dims, cellen in per.items()
    ]


def uitkomst(tekst: str, beleid: Beleid | None = None, soort: str = "frequentie") -> str:
    """The same drawing with the judgement in every cell."""
    tabellen = kruistabel(tekst, soort)
    oordelen = beoordeel(tabellen, beleid or Beleid())
    status = {
        sleutel: TEKEN[s] or str(w)
        for t, o in zip(tabellen, oordelen, strict=True)
        for sleutel, s, w in zip(t.sleutels(("wijk", "product")), o.statussen, t.waarde, strict=True)
    }
    kop, *rest = [[v.strip() for v in r.split("|")] for r in tekst.strip().splitlines()]
    lijnen = [" | ".join(kop)]
    lijnen += [" | ".join([r[0], *(status[r[0], p] for p in kop[1:])]) for r in rest]
    return "\n".join(lijnen)


def staat_er(tekst: str) -> str:
    return "\n".join(" | ".join(v.strip() for v in r.split("|")) for r in tekst.strip().splitlines())


def test_one_to_nine_persons_are_hidden_and_ten_and_zero_are_shown() -> None:
    """Without totals there is nothing to protect: only the cells themselves count."""
    tekst = """
    wijk | a
    w1   | 0
    w2   | 1
    w3   | 9
    w4   | 10
    """
    assert uitkomst(tekst) == staat_er("""
    wijk | a
    w1   | 0
    w2   | #
    w3   | #
    w4   | 10
    """)


def test_a_zero_is_hidden_too_when_the_policy_says_so() -> None:
    assert uitkomst("wijk | a\nw1 | 0\nw2 | 10", Beleid(nul_veilig=False)) == "wijk | a\nw1 | #\nw2 | 10"


def test_one_small_wijk_takes_the_smallest_other_wijk_with_it() -> None:
    """112 - 60 - 45 = 7 would give w1 away. w3 has the fewest persons of the rest, so w3 goes too."""
    assert uitkomst("""
    wijk   | totaal
    w1     | 7
    w2     | 60
    w3     | 45
    totaal | 112
    """) == staat_er("""
    wijk   | totaal
    w1     | #
    w2     | 60
    w3     | =
    totaal | 112
    """)


def test_two_small_wijken_that_together_are_small_take_a_third() -> None:
    """63 - 60 = 3 persons in w1 and w2 together: still recognisable. w3 makes it 15 in three wijken."""
    assert uitkomst("""
    wijk   | totaal
    w1     | 1
    w2     | 2
    w3     | 12
    w4     | 60
    totaal | 75
    """) == staat_er("""
    wijk   | totaal
    w1     | #
    w2     | #
    w3     | =
    w4     | 60
    totaal | 75
    """)


def test_the_reason_codes_may_not_give_it_away() -> None:
    """Hiding 1 and 10 leaves 11. Who knows from the reasons that one is 1 or more and the other 10 or more has both.

    So w3 has to be hidden with w1, and then w2 may be shown.
    """
    assert uitkomst("""
    wijk   | totaal
    w1     | 1
    w2     | 10
    w3     | 30
    w4     | 60
    totaal | 101
    """) == staat_er("""
    wijk   | totaal
    w1     | #
    w2     | 10
    w3     | =
    w4     | 60
    totaal | 101
    """)


def test_two_nines_are_as_clear_as_two_ones() -> None:
    """18 persons in two cells of at most 9 each: both are 9. One more cell takes the certainty away."""
    assert uitkomst("""
    wijk   | totaal
    w1     | 9
    w2     | 9
    w3     | 30
    w4     | 60
    totaal | 108
    """) == staat_er("""
    wijk   | totaal
    w1     | #
    w2     | #
    w3     | =
    w4     | 60
    totaal | 108
    """)


def test_in_a_cross_table_four_cells_go_together() -> None:
    """One small cell: its row, its column, and the corner where those two meet.

    w1 a = 5. In the row of w1, c (20) is the smallest other cell; in the column of a, w3 (15). Then w3 c (80) is the
    fourth corner: without it, the column of c would give w1 c away.
    """
    assert uitkomst("""
    wijk   | a  | b   | c   | totaal
    w1     | 5  | 70  | 20  | 95
    w2     | 40 | 60  | 90  | 190
    w3     | 15 | 75  | 80  | 170
    totaal | 60 | 205 | 190 | 455
    """) == staat_er("""
    wijk   | a  | b   | c   | totaal
    w1     | #  | 70  | =   | 95
    w2     | 40 | 60  | 90  | 190
    w3     | =  | 75  | =   | 170
    totaal | 60 | 205 | 190 | 455
    """)


def test_a_zero_protects_nothing() -> None:
    """w2 is 0 and everybody may know; hiding it would leave 7 = 52 - 45."""
    assert uitkomst("""
    wijk   | totaal
    w1     | 7
    w2     | 0
    w3     | 45
    totaal | 52
    """) == staat_er("""
    wijk   | totaal
    w1     | #
    w2     | 0
    w3     | =
    totaal | 52
    """)


def test_the_only_wijk_of_a_product_takes_its_total_along() -> None:
    """Product b exists in w1 only, so its cell and its total are one figure: both are hidden.

    Then w1 a (30) goes, or 34 - 30 gives b away; and the total of a (50), or 54 - 50 does. w2 a (20) may stay.
    """
    assert uitkomst("""
    wijk   | a  | b | totaal
    w1     | 30 | 4 | 34
    w2     | 20 | 0 | 20
    totaal | 50 | 4 | 54
    """) == staat_er("""
    wijk   | a  | b | totaal
    w1     | =  | # | 34
    w2     | 20 | 0 | 20
    totaal | =  | # | 54
    """)


def test_euros_of_few_persons_are_hidden_as_well() -> None:
    """Amounts are judged by who is in them: 900.000 euro of 3 persons is hidden, 10 euro of 12 persons is not."""
    assert uitkomst("wijk | a\nw1 | 900000/3\nw2 | 10/12", soort="omvang") == "wijk | a\nw1 | #\nw2 | 10"


def euros(waarde: int, persoon: int, eerste: int, tweede: int, aanbieders: int, dims: tuple[str, ...]) -> Celtabel:
    return Celtabel(
        "uitgaven",
        "omvang",
        ("periode", *dims),
        (["2024"], *([d[0]] for d in dims)),
        [waarde],
        [40],
        aanbieders=[aanbieders],
        grootste_persoon_cent=[persoon],
        grootste_aanbieder_cent=[eerste],
        tweede_aanbieder_cent=[tweede],
    )


def test_one_who_determines_the_amount() -> None:
    """Person (1,50): 500 of 1000 may, 501 may not. Provider (1,80), two of them (2,90), and at least 3 of them."""
    beleid = Beleid(dominantie_persoon=50, dominantie_aanbieder=80, dominantie_twee_aanbieders=90, minimum_aanbieders=3)
    #              euro  persoon eerste tweede aanbieders
    gevallen = [
        ((1000, 500, 800, 100, 3), Status.GEPUBLICEERD),
        ((1000, 501, 800, 100, 3), Status.EEN_BEPAALT_BEDRAG),
        ((1000, 500, 801, 0, 3), Status.EEN_BEPAALT_BEDRAG),
        ((1000, 500, 800, 101, 3), Status.EEN_BEPAALT_BEDRAG),
        ((1000, 500, 800, 100, 2), Status.TE_WEINIG_AANBIEDERS),
        ((-20, 10, 10, 0, 3), Status.EEN_BEPAALT_BEDRAG),
    ]
    for getallen, verwacht in gevallen:
        assert beoordeel([euros(*getallen, ("wijk",))], beleid)[0].statussen == [verwacht]


def test_in_a_table_per_provider_the_provider_is_the_subject() -> None:
    beleid = Beleid(dominantie_aanbieder=80, minimum_aanbieders=3)
    assert beoordeel([euros(1000, 1, 1000, 0, 1, ("aanbieder",))], beleid)[0].statussen == [Status.GEPUBLICEERD]


def test_months_quarters_and_years_are_one_table_where_they_add_up() -> None:
    """jan 4 + feb 20 + mrt 30 = Q1 54. Hidden: jan, and feb beside it. Clients do not add up over time: only jan."""
    maanden = (["2024-01", "2024-02", "2024-03"], [4, 20, 30])
    for telt_op, feb in ((True, Status.BESCHERMT_ANDER), (False, Status.GEPUBLICEERD)):
        tabellen = [
            Celtabel("x", "omvang", ("periode",), (p,), w, w, tijd_telt_op=telt_op)
            for p, w in (maanden, (["2024-Q1"], [54]))
        ]
        maand, kwartaal = beoordeel(tabellen, Beleid())
        assert maand.statussen == [Status.TE_WEINIG_PERSONEN, feb, Status.GEPUBLICEERD]
        assert kwartaal.statussen == [Status.GEPUBLICEERD]


def test_a_ratio_is_shown_only_where_both_its_parts_are() -> None:
    """w1: 4 clients, so hidden everywhere. w2 protects w1 in both parts. w3 is free. w4 has nobody: nothing to divide.

    wijk   | uitgaven | clienten | kosten per client
    w1     | 400      | 4        | 100
    w2     | 2000     | 20       | 100
    w3     | 9000     | 30       | 300
    w4     | 0        | 0        | -
    totaal | 11400    | 54       | 211
    """
    wijken, personen, euro = ["w1", "w2", "w3", "w4"], [4, 20, 30, 0], [400, 2000, 9000, 0]
    tabellen = []
    for naam, soort, per_wijk, totaal in [
        ("uitgaven", "omvang", euro, 11400),
        ("clienten", "frequentie", personen, 54),
        ("kosten_per_client", "ratio", [100, 100, 300, None], 211),
    ]:
        ratio = soort == "ratio"
        extra = {"teller_van": "uitgaven", "noemer_van": "clienten"} if ratio else {}
        tabellen.append(
            Celtabel(
                naam,
                soort,
                ("periode", "wijk"),
                (["2024"] * 4, wijken),
                per_wijk,
                personen,
                noemer=personen if ratio else (),
                **extra,
            )
        )
        tabellen.append(
            Celtabel(naam, soort, ("periode",), (["2024"],), [totaal], [54], noemer=[54] if ratio else (), **extra)
        )
    tekens = [[TEKEN[s] for s in o.statussen] for o in beoordeel(tabellen, Beleid())]
    assert tekens[0] == tekens[2] == ["#", "=", "", ""]
    assert tekens[4] == ["#", "=", "", "o"]
    assert tekens[1] == tekens[3] == tekens[5] == [""]


def test_a_median_of_few_is_hidden() -> None:
    t = Celtabel(
        "wachttijd", "mediaan", ("periode", "wijk"), (["2024"] * 3, ["a", "b", "c"]), [30, 41, None], [9, 10, 0]
    )
    assert [TEKEN[s] for s in beoordeel([t], Beleid())[0].statussen] == ["#", "", "o"]


def test_an_unsafe_ratio_takes_its_parts_along() -> None:
    """400 euro and 40 persons may be shown; but their ratio rests on 4 persons, and who has both can divide."""
    delen = [Celtabel(n, s, ("periode",), (["2024"],), [w], [40]) for n, s, w in
             [("uitgaven", "omvang", 400), ("clienten", "frequentie", 40)]]  # fmt: skip
    ratio = Celtabel(
        "k", "ratio", ("periode",), (["2024"],), [10], [40], [4], teller_van="uitgaven", noemer_van="clienten"
    )
    assert [[TEKEN[s] for s in o.statussen] for o in beoordeel([*delen, ratio], Beleid())] == [["#"]] * 3
    assert [[TEKEN[s] for s in o.statussen] for o in beoordeel(delen, Beleid())] == [[""]] * 2
