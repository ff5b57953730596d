"""What sums give away: the known hard cases, every one with a small table worked out by hand.

A table is drawn with its totals; `#` is hidden because of the cell itself, `=` to protect another cell. Counts below
ten are unsafe, zeros are not.
"""

from __future__ import annotations

from datameent.disclosure.aanvullend import Regel, bescherming, stabiele_kosten
from datameent.disclosure.csv_tabel import Dimensie, Wensen, onderdruk_tabel
from datameent.disclosure.marges import marges
from datameent.disclosure.optimum import optimum
from datameent.disclosure.stelsel import Ruimte, Stelsel
from datameent.domain.cel import Status

TEKEN = {Status.GEPUBLICEERD: "", Status.TE_WEINIG_PERSONEN: "#", Status.BESCHERMT_ANDER: "="}


def uitkomst(dimensies: dict[str, str], aantallen: list[int], wensen: Wensen | None = None) -> dict[str, str]:
    """Per cell (codes joined by a space) what is shown; a column of codes is written with spaces between."""
    dims = [Dimensie(naam, codes.split()) for naam, codes in dimensies.items()]
    gedaan = onderdruk_tabel(dims, aantallen, None, drempel=10, wensen=wensen)
    return {" ".join(codes): TEKEN[status] or str(waarde) for codes, waarde, status in gedaan.rijen}


def verborgen(stelsel: Stelsel, onveilig: set[int], **anders: object) -> set[int]:
    regel = Regel(samen=False)
    gedaan = bescherming(stelsel, [c in onveilig for c in range(len(stelsel.personen))], regel, **anders)  # type: ignore[arg-type]
    return {c for c, weg in enumerate(gedaan.verborgen) if weg}


def test_male_plus_female_is_the_total() -> None:
    """Of 43 persons 3 are men. 43 - 40 = 3: the women must go too, though they are many."""
    assert uitkomst({"geslacht": "m v"}, [3, 40]) == {"totaal": "43", "m": "#", "v": "="}


def test_a_two_by_two_with_one_unsafe_cell_hides_all_four() -> None:
    """Row and column totals are shown, so 4 follows unless another cell of its row and of its column goes, and then
    those two follow each other unless the fourth goes."""
    cellen = uitkomst({"wijk": "a a b b", "wet": "x y x y"}, [4, 30, 20, 50])
    assert {c: cellen[c] for c in ("a x", "a y", "b x", "b y")} == {"a x": "#", "a y": "=", "b x": "=", "b y": "="}
    assert cellen["totaal totaal"] == "104"
    assert cellen["a totaal"] == "34"


def test_linked_tables_give_away_through_a_shared_margin() -> None:
    """Wijken add up to the stad by kind and by side. Each sum alone has two unknowns; together they give w1 away.

    stad 100 = dorp (w1 4 + w2 16) + kern (w3 30 + w4 50); west = w1 + w3 = 34, oost = w2 + w4 = 66. With w1 and w2
    hidden, w1 = 34 - 30. So three or four of them must go.
    """
    dims = [
        Dimensie(
            "wijk",
            ["w1", "w2", "w3", "w4"],
            (("soort", ["dorp", "dorp", "kern", "kern"]), ("kant", ["west", "oost", "west", "oost"])),
        )
    ]
    gedaan = onderdruk_tabel(dims, [4, 16, 30, 50], None, drempel=10)
    weg = {codes[0] for codes, _, status in gedaan.rijen if status is not Status.GEPUBLICEERD}
    assert weg == {"w1", "w2", "w3", "w4"}


def test_a_zero_that_completes_a_sum_protects_nothing() -> None:
    """7 + 0 + 60 = 67. Hiding the known zero beside the 7 leaves 67 - 60 = 7: the 60 must go, the zero stays."""
    assert uitkomst({"wijk": "a b c"}, [7, 0, 60]) == {"totaal": "67", "a": "#", "b": "0", "c": "="}


def test_ages_up_to_seventeen_and_up_to_eighteen() -> None:
    """0-17 has 120 and 0-18 has 124: the difference is 4 persons of eighteen. As sums: 0-18 = 0-17 + 18.

    The cell 18 is nobody's table, but a reader makes it by subtracting; told as a cell, it takes one of the two along.
    """
    nul_18, nul_17, achttien = 0, 1, 2
    assert verborgen(Stelsel((124, 120, 4), ((nul_18, nul_17, achttien),)), {achttien}) == {nul_17, achttien}


def test_who_is_alone_in_a_cell_must_not_learn_the_other() -> None:
    """30 = 1 + 8 + 21. Hidden are 1 and 8: nobody else can split the 9, but who is the 1 knows that the other is 8."""
    rij = Stelsel((30, 1, 8, 21), ((0, 1, 2, 3),))
    assert verborgen(rij, {1, 2}) == {1, 2}
    assert verborgen(rij, {1, 2}, eenlingen={1: 7}) == {1, 2, 3}


def test_a_contributor_knows_all_its_own_cells() -> None:
    """Contributor 7 is alone in a and b; it knows both, so c must not be the only other unknown in its sum."""
    rij = Stelsel((50, 1, 1, 8, 40), ((0, 1, 2, 3, 4),))
    assert verborgen(rij, {1, 2, 3}, eenlingen={1: 7, 2: 8}) == {1, 2, 3}
    assert verborgen(rij, {1, 2, 3}, eenlingen={1: 7, 2: 7}) == {1, 2, 3, 4}


def test_an_amount_of_one_provider_among_hidden_amounts() -> None:
    """Provider p is alone in w1; only q and r are in w2. Under the shown total, p subtracts its own from 90 - 60 = 30
    and has w2 to the cent, so w3 goes too."""
    wijk = ["w1", "w2", "w2", "w3", "w3", "w3"]
    namen = ["p", "q", "r", "q", "r", "s"]
    bedrag = [10, 12, 8, 20, 20, 20]
    dims = [Dimensie("wijk", wijk)]
    gewoon = onderdruk_tabel(dims, bedrag, namen, drempel=3)
    assert [waarde for _, waarde, _ in gewoon.rijen] == [90, None, None, 60]
    streng = onderdruk_tabel(dims, bedrag, namen, drempel=3, wensen=Wensen(eenlingen=True))
    assert [waarde for _, waarde, _ in streng.rijen] == [90, None, None, None]


def test_what_was_published_before_stays_and_something_dearer_goes() -> None:
    """60 = 11 + 4 + 45. The 11 would go, but everyone has it already; so the 45."""
    rij = Stelsel((60, 11, 4, 45), ((0, 1, 2, 3),))
    assert verborgen(rij, {2}) == {1, 2}
    assert verborgen(rij, {2}, vast={1}) == {2, 3}


def test_when_nothing_is_left_to_hide_it_is_said() -> None:
    rij = Stelsel((15, 11, 4), ((0, 1, 2),))
    gedaan = bescherming(rij, [False, False, True], Regel(samen=False), vast={0, 1})
    assert gedaan.open == (2,)


def test_one_cell_more_is_not_hidden_to_spare_one_person() -> None:
    """3 + 21 + 10 = 34, and the 10 is in 10 + 10 + 40 = 60 too. Beside the 3 goes the 21, or the 10 and the other 10.

    The two have 20 persons, ten each, so an empty place counts for half of that: 21 + 5 is less than 20 + 10. Who asks
    for persons alone gets the two.
    """
    drie, eenentwintig, tien, ander = 1, 2, 3, 5
    stelsel = Stelsel((34, 3, 21, 10, 60, 10, 40), ((0, drie, eenentwintig, tien), (4, tien, ander, 6)))
    assert verborgen(stelsel, {drie}) == {drie, eenentwintig}
    assert verborgen(stelsel, {drie}, kosten=stelsel.personen) == {drie, tien, ander}


def test_the_same_cells_go_again_when_stability_counts() -> None:
    """The 14 was hidden last time and the 12 was not: hiding the 12 now would show both over time."""
    rij = Stelsel((60, 4, 12, 14, 30), ((0, 1, 2, 3, 4),))
    assert verborgen(rij, {1}) == {1, 2}
    assert verborgen(rij, {1}, kosten=stabiele_kosten(rij.personen, {3})) == {1, 3}


def test_an_interval_that_is_too_narrow_takes_a_third_cell() -> None:
    """30 - 12 = 18 for two hidden cells that are known to be at most 9: so both are 9, though the sum has two unknowns.
    With room of 4 asked, the 12 goes too and each can be 1 to 9."""
    rij = Stelsel((30, 9, 9, 12), ((0, 1, 2, 3),))
    onveilig = [False, True, True, False]
    ruimte = Ruimte.van_personen(rij.personen, onveilig, 10, 4)
    assert marges(rij, [True, False, False, True], ruimte) == {1: (9, 9), 2: (9, 9)}
    gedaan = bescherming(rij, onveilig, Regel(samen=False), ruimte=ruimte)
    assert gedaan.verborgen == [False, True, True, True]
    assert (gedaan.smal, gedaan.niet_gezocht) == ((), ())
    # 30 = a + b + c with a and b 1 to 9: c is 12 to 28, and a and b are free.
    assert marges(rij, [not v for v in gedaan.verborgen], ruimte) == {1: (1, 9), 2: (1, 9), 3: (12, 28)}


def test_an_interval_that_was_not_calculated_is_reported() -> None:
    rij = Stelsel((30, 9, 9, 12), ((0, 1, 2, 3),))
    onveilig = [False, True, True, False]
    ruim = Ruimte.van_personen(rij.personen, onveilig, 10, 4)
    zonder = Ruimte(ruim.waarden, ruim.laag, ruim.hoog, ruim.nodig, budget=0)
    assert bescherming(rij, onveilig, Regel(samen=False), ruimte=zonder).niet_gezocht == (1, 2)


def test_the_least_that_must_be_hidden() -> None:
    """One unsafe cell, 4. The cheapest way per sum is the 10 in its row and the 11 in its column, and then the 90
    between those two; together 111. The rectangle with 20, 12 and 13 costs 45."""
    #      x   y   z  som
    # a    4  10  20   34
    # b   11  90  60  161
    # c   12  70  13   95
    # som 27 170  93  290
    cellen = (4, 10, 20, 34, 11, 90, 60, 161, 12, 70, 13, 95, 27, 170, 93, 290)
    rijen = [(4 * r + 3, 4 * r, 4 * r + 1, 4 * r + 2) for r in range(4)]
    kolommen = [(12 + k, k, 4 + k, 8 + k) for k in range(4)]
    stelsel = Stelsel(cellen, (*rijen, *kolommen))
    best = optimum(stelsel, [c == 0 for c in range(16)], Regel(samen=False)).verborgen
    assert {c for c, weg in enumerate(best) if weg} == {0, 2, 8, 10}


def test_all_cells_unsafe_and_a_table_of_one_row() -> None:
    assert uitkomst({"wijk": "a b"}, [2, 3]) == {"totaal": "#", "a": "#", "b": "#"}
    assert uitkomst({"wijk": "a"}, [3]) == {"totaal": "#", "a": "#"}
    assert uitkomst({"wijk": "a"}, [30]) == {"totaal": "30", "a": "30"}
