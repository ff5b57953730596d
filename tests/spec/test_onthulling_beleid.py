"""What the fields of the policy that ask for more change, each in a small table worked out by hand.

`#` is hidden because of the cell itself, `=` to protect another. The fields about one cell and about groups are in
`test_onthulling_regels_cel` and `test_onthulling_regels_groep`; `SPEC` below says for every field where it is.
"""

from __future__ import annotations

import ast
from dataclasses import fields
from pathlib import Path

import pytest

from datameent.disclosure.beleid import Beleid
from datameent.disclosure.celtabel import Celtabel
from datameent.disclosure.csv_tabel import Dimensie, Wensen, onderdruk_tabel
from datameent.disclosure.oordeel import beoordeel
from datameent.domain.cel import Status
from datameent.domain.errors import DatameentError

TEKEN = {Status.TE_WEINIG_PERSONEN: "#", Status.BESCHERMT_ANDER: "="}

SPEC = {
    "minimum_personen": "test_onthulling_regels::test_one_to_nine_persons_are_hidden_and_ten_and_zero_are_shown",
    "nul_veilig": "test_onthulling_regels::test_a_zero_is_hidden_too_when_the_policy_says_so",
    "dominantie_persoon": "test_onthulling_regels::test_one_who_determines_the_amount",
    "dominantie_aanbieder": "test_onthulling_regels_cel::test_een_en_twee_k",
    "dominantie_twee_aanbieders": "test_onthulling_regels_cel::test_een_en_twee_k",
    "p_procent": "test_onthulling_regels_cel::test_p_procent",
    "minimum_aanbieders": "test_onthulling_regels_cel::test_minstens_drie_aanbieders",
    "groep_onthulling": "test_onthulling_regels_groep::test_everyone_of_a_wijk_has_the_same_help",
    "gevoelig": "test_onthulling_regels_cel::test_een_gevoelige_code_heeft_een_eigen_grens",
    "eenlingen": "test_onthulling_regels_groep::test_who_is_alone_may_not_learn_of_another",
    "samen_minimum": "test_onthulling_beleid::test_hidden_cells_together_are_no_small_group",
    "speling_personen": "test_onthulling_beleid::test_a_count_keeps_room",
    "speling_procent": "test_onthulling_beleid::test_an_amount_keeps_room",
    "methode": "test_disclosure_afronding_regels::test_three_ones_are_not_fifteen",
    "afrondingsbasis": "test_disclosure_afronding_regels::test_a_multiple_of_the_base_stays",
    "kosten": "test_onthulling_beleid::test_what_hiding_costs_decides_which_cells_go",
    "andere_releases": "test_onthulling_tijd::test_two_releases",
}


def test_every_field_of_the_policy_has_a_table_worked_by_hand() -> None:
    assert set(SPEC) == {f.name for f in fields(Beleid)}
    for plek in SPEC.values():
        bestand, _, functie = plek.partition("::")
        boom = ast.parse((Path(__file__).parent / f"{bestand}.py").read_text(encoding="utf-8"))
        assert functie in {n.name for n in boom.body if isinstance(n, ast.FunctionDef)}, plek


def wijken(aantallen: dict[str, int], beleid: Beleid) -> str:
    """What is shown of the wijken of one year and of their total."""
    codes, n, som = list(aantallen), list(aantallen.values()), sum(aantallen.values())
    tabellen = [
        Celtabel("clienten", "frequentie", ("periode", "wijk"), (["2024"] * len(n), codes), n, n),
        Celtabel("clienten", "frequentie", ("periode",), (["2024"],), [som], [som]),
    ]
    statussen = [s for o in beoordeel(tabellen, beleid) for s in o.statussen]
    return " ".join(TEKEN.get(s, str(w)) for s, w in zip(statussen, [*n, som], strict=True))


def test_hidden_cells_together_are_no_small_group() -> None:
    """75 - 60 - 12 = 3 persons in w1 and w2 together. With `samen_minimum` that is too few, so w3 makes it 15.

    wijk   | persons | samen_minimum | without
    w1     | 1       | #             | #
    w2     | 2       | #             | #
    w3     | 12      | =             | 12
    w4     | 60      | 60            | 60
    totaal | 75      | 75            | 75

    Without it a reader still has two answers: w1 is 1 and w2 is 2, or the other way round.
    """
    rij = {"w1": 1, "w2": 2, "w3": 12, "w4": 60}
    assert wijken(rij, Beleid()) == "# # = 60 75"
    assert wijken(rij, Beleid(samen_minimum=False)) == "# # 12 60 75"


def test_a_count_keeps_room() -> None:
    """17 = 8 + 9 in two cells of at most 9: each is 8 or 9, an interval of width 1. Asked is 4, so w3 goes too.

    wijk   | persons | no room asked | 4 persons asked
    w1     | 8       | #  8 or 9     | #  1 to 9
    w2     | 9       | #  8 or 9     | #  1 to 9
    w3     | 30      | 30            | =
    w4     | 60      | 60            | 60
    totaal | 107     | 107           | 107
    """
    rij = {"w1": 8, "w2": 9, "w3": 30, "w4": 60}
    assert wijken(rij, Beleid()) == "# # 30 60 107"
    assert wijken(rij, Beleid(speling_personen=4)) == "# # = 60 107"


EUROS = {
    # wijk, help: euro, persons
    ("a", "x"): (1000, 3),
    ("a", "y"): (5, 20),
    ("b", "x"): (700, 25),
    ("b", "y"): (5, 20),
    ("c", "x"): (300, 60),
    ("c", "y"): (2000, 70),
}


def euros(beleid: Beleid) -> dict[str, str]:
    """What is shown of euros per wijk and kind of help, with all their totals."""
    per: dict[tuple[str, ...], list[tuple[tuple[str, ...], int, int]]] = {}
    for dims in (("wijk", "hulp"), ("wijk",), ("hulp",), ()):
        som: dict[tuple[str, ...], list[int]] = {}
        for (wijk, hulp), (euro, personen) in EUROS.items():
            naam = tuple({"wijk": wijk, "hulp": hulp}[d] for d in dims)
            oud = som.setdefault(naam, [0, 0])
            som[naam] = [oud[0] + euro, oud[1] + personen]
        per[dims] = [(c, e, p) for c, (e, p) in som.items()]
    tabellen = [
        Celtabel(
            "uitgaven",
            "omvang",
            ("periode", *dims),
            (["2024"] * len(cellen), *([c[i] for c, _, _ in cellen] for i in range(len(dims)))),
            [e for _, e, _ in cellen],
            [p for _, _, p in cellen],
        )
        for dims, cellen in per.items()
    ]
    uit = {}
    for tabel, oordeel in zip(tabellen, beoordeel(tabellen, beleid), strict=True):
        for codes, s, w in zip(tabel.sleutels(("wijk", "hulp")), oordeel.statussen, tabel.waarde, strict=True):
            uit[" ".join(codes)] = TEKEN.get(s, str(w))
    return uit


def test_an_amount_keeps_room() -> None:
    """The 1.000 of a x is of 3 persons. Around it a y, b x and b y go: nothing follows exactly.

    wijk   | x         | y          | totaal
    a      | # 1.000   | = 5        | 1.005, of 23 persons
    b      | = 700     | = 5        | 705, of 45 persons
    c      | 300       | 2.000      | 2.300, of 130 persons
    totaal | 2.000     | 2.010      | 4.010

    But a y and b y are 10 together, so a y is 0 to 10 and a x is 995 to 1.005: known to within 1 percent. With
    `speling_procent: 10` its interval must be 100 wide. The cheapest way is to hide the totals of a and b (68 persons;
    the cells of c hold 130). Then a x is anything up to 1.700.
    """
    zonder, met = euros(Beleid()), euros(Beleid(speling_procent=10))
    binnen = {"a x": "#", "a y": "=", "b x": "=", "b y": "=", "c x": "300", "c y": "2000"}
    onder = {"totaal x": "2000", "totaal y": "2010", "totaal totaal": "4010", "c totaal": "2300"}
    assert zonder == {**binnen, **onder, "a totaal": "1005", "b totaal": "705"}
    assert met == {**binnen, **onder, "a totaal": "=", "b totaal": "="}


def test_what_hiding_costs_decides_which_cells_go() -> None:
    """One unsafe cell, the 4; a rectangle around it must go. Two are cheap, the others hold 200 each.

           | x  | y   | z
    a      | 4  | 10  | 20
    b      | 10 | 45  | 200
    c      | 20 | 200 | 20

    a y, b x, b y: 10 + 10 + 45 = 65 persons. a z, c x, c z: 20 + 20 + 20 = 60 persons: that is the least.
    As information (the logarithm of the persons) two tens and 45 are less than three twenties: 4,500 against 8,000.
    """
    rij, kolom = list("aaabbbccc"), list("xyzxyzxyz")
    dims, n = [Dimensie("rij", rij), Dimensie("kolom", kolom)], [4, 10, 20, 10, 45, 200, 20, 200, 20]
    weg = {}
    for kosten in ("personen", "informatie"):
        gedaan = onderdruk_tabel(dims, n, None, drempel=10, wensen=Wensen(optimaal=True, kosten=kosten))
        weg[kosten] = {" ".join(codes) for codes, _, s in gedaan.rijen if s is Status.BESCHERMT_ANDER}
    assert weg == {"personen": {"a z", "c x", "c z"}, "informatie": {"a y", "b x", "b y"}}


# ------------------------------------------------------------------ two groupings of the same


LEEFTIJD = ["0-17", "18", "19+"]
"""The finest ages that both groupings can be made of."""


def test_ages_up_to_seventeen_beside_ages_up_to_eighteen() -> None:
    """Two tables of one year: 0-17 and 18+, and 0-18 and 19+. Only 4 persons are eighteen.

    age | persons | up to 17 | up to 18
    0-17 | 120    | 0-17 120 | 0-18 124
    18   | 4      | 18+  80  | 0-18
    19+  | 76     | 18+      | 19+  76
    total | 200   | 200      | 200

    124 - 120 = 4, and 80 - 76 = 4. Told as two hierarchies above the ages that both can be made of, eighteen is a cell,
    and it is unsafe. One of the two groupings goes. Either costs two cells that hold all 200 persons; the same table
    always gets the same answer: with 0-17 and 18+ shown, 0-18 and 19+ are hidden.
    """
    groepen = (("tot 18", ["0-17", "18+", "18+"]), ("tot 19", ["0-18", "0-18", "19+"]))
    for _ in range(2):
        gedaan = onderdruk_tabel([Dimensie("leeftijd", LEEFTIJD, groepen)], [120, 4, 76], None, drempel=10)
        getoond = {codes[0]: waarde for codes, waarde, _ in gedaan.rijen if waarde is not None}
        assert getoond == {"totaal": 200, "tot 18=0-17": 120, "18+": 80, "leeftijd=0-17": 120}
        assert (gedaan.samenvatting.open, gedaan.samenvatting.smal) == (0, 0)


def per_leeftijd(groepen: dict[str, int], extra: dict[str, str] | None = None) -> Celtabel:
    extra = extra or {}
    n = list(groepen.values())
    vast = tuple([c] * len(n) for c in extra.values())
    return Celtabel(
        "clienten", "frequentie", ("periode", *extra, "leeftijd"), (["2024"] * len(n), *vast, list(groepen)), n, n
    )


@pytest.mark.parametrize(
    "tabellen",
    [
        # side by side in one table
        [per_leeftijd({"0-17": 120, "18+": 80, "0-18": 124, "19+": 76})],
        # in two tables of the same indicator
        [per_leeftijd({"0-17": 120, "18+": 80}), per_leeftijd({"0-18": 124, "19+": 76})],
        # one of them per wijk: the wijken add up to it
        [per_leeftijd({"0-17": 120, "18+": 80}), per_leeftijd({"0-18": 124, "19+": 76}, {"wijk": "a"})],
        # one inside the other
        [per_leeftijd({"0-17": 120, "12-17": 40, "18+": 80})],
    ],
)
def test_tables_to_judge_together_have_one_grouping(tabellen: list[Celtabel]) -> None:
    """`beoordeel` reasons with the sum of all groups. With two groupings that sum is not true, so they are refused."""
    totaal = Celtabel("clienten", "frequentie", ("periode",), (["2024"],), [200], [200])
    with pytest.raises(DatameentError) as fout:
        beoordeel([*tabellen, totaal], Beleid())
    assert fout.value.code == "DM-ONT-018"
    assert "leeftijd" in str(fout.value)
    assert "0-17" not in str(fout.value)


def test_ages_per_law_may_differ() -> None:
    """The Jeugdwet has 18-22 and the Wmo 18-64: nobody subtracts one from the other, because the law differs. And ages
    may be grouped otherwise from another year on."""
    jeugd = per_leeftijd({"12-17": 40, "18-22": 30}, {"wet": "jeugdwet"})
    wmo = per_leeftijd({"18-64": 50, "65+": 60}, {"wet": "wmo"})
    assert [set(o.statussen) for o in beoordeel([jeugd, wmo], Beleid())] == [{Status.GEPUBLICEERD}] * 2
    jaren, groepen = ["2024", "2024", "2025", "2025"], ["0-17", "18+", "0-22", "23+"]
    n = [40, 50, 60, 70]
    twee_jaar = Celtabel("clienten", "frequentie", ("periode", "leeftijd"), (jaren, groepen), n, n)
    assert set(beoordeel([twee_jaar], Beleid())[0].statussen) == {Status.GEPUBLICEERD}
