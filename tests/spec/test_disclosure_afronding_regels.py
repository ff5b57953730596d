"""Rounding that keeps the sums, with small tables worked out by hand."""

from __future__ import annotations

from datameent.disclosure.afronding import naaste, rond_af, speelruimte
from datameent.disclosure.stelsel import Stelsel


def test_three_ones_are_not_fifteen() -> None:
    """Each for itself, 1 is nearest to 0 and the total 3 nearest to 5: 0 + 0 + 0 is not 5. One of them goes up.

    wijk   | waar | elk apart | samen
    w1     | 1    | 0         | 5
    w2     | 1    | 0         | 0
    w3     | 1    | 0         | 0
    totaal | 3    | 5         | 5
    """
    stelsel = Stelsel((1, 1, 1, 3), ((3, 0, 1, 2),))
    assert [5 * naaste(w, 5) for w in (1, 1, 1, 3)] == [0, 0, 0, 5]
    assert rond_af(stelsel, (1, 1, 1, 3), 5).waarden == (5, 0, 0, 5)


def test_the_largest_remainders_go_up() -> None:
    """36 becomes 35. All parts down is 5 + 10 + 15 = 30, so one must go up: 14 lost most (4, against 3 and 4 of 19).

    wijk   | waar | naar beneden | rest | afgerond
    w1     | 3    | 0            | 3    | 0
    w2     | 14   | 10           | 4    | 15
    w3     | 19   | 15           | 4    | 20
    totaal | 36   |              |      | 35
    """
    assert rond_af(Stelsel((3, 14, 19, 36), ((3, 0, 1, 2),)), (3, 14, 19, 36), 5).waarden == (0, 15, 20, 35)


def test_a_multiple_of_the_base_stays() -> None:
    """10 and 20 stay; 13 becomes 15, so the total 43 becomes 45."""
    assert rond_af(Stelsel((10, 20, 13, 43), ((3, 0, 1, 2),)), (10, 20, 13, 43), 5).waarden == (10, 20, 15, 45)


def test_a_cross_table_adds_up_in_both_directions() -> None:
    """wijk | a  | b | totaal      base 5:  w1 | 5  | 0 | 5
    w1     | 4  | 2 | 6                     w2 | 10 | 5 | 15
    w2     | 8  | 6 | 14                totaal | 15 | 5 | 20
    totaal | 12 | 8 | 20

    The total 20 stays. The nearest of all that add up: 1 + 2 + 1 + 2 + 1 + 1 + 3 + 3 = 14 away from the truth.
    """
    waar = (4, 2, 6, 8, 6, 14, 12, 8, 20)
    sommen = ((2, 0, 1), (5, 3, 4), (8, 6, 7), (6, 0, 3), (7, 1, 4), (8, 2, 5))
    uit = rond_af(Stelsel(waar, sommen), waar, 5)
    assert uit.waarden == (5, 0, 5, 10, 5, 15, 15, 5, 20)
    assert (uit.afwijking, uit.buiten) == (3, ())


def test_what_a_reader_learns() -> None:
    """A count shown as 10 with base 5 was 6 to 14; a 0 was 0 to 4, and may have been nobody."""
    assert speelruimte(10, 5) == (6, 14)
    assert speelruimte(0, 5) == (0, 4)
