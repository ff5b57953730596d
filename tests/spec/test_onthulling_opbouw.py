"""What a total of too few persons is made up of, worked by hand. `#` too few persons, `=` hidden for another.

A reader is told that a hidden cell has 1 to 9 persons, and sees that empty cells are shown. So the reasons themselves
say something: seven hidden cells under a hidden total are seven times at least one, and together at most nine.
"""

from __future__ import annotations

from tests.spec.test_onthulling_regels_groep import staat_er, uitkomst

from datameent.disclosure.beleid import Beleid
from datameent.disclosure.opbouw import Opbouw
from datameent.disclosure.stelsel import Stelsel
from datameent.domain.cel import Status

RUIM = Beleid(speling_personen=4)


def test_two_of_five_leave_room_enough() -> None:
    """a and b of w1 are 1 to 8 each, for together they are at most 9. That is room enough: the zeros are shown."""
    assert uitkomst(
        """
    wijk   | a  | b  | c  | d  | totaal
    w1     | 3  | 2  | 0  | 0  | 5
    w2     | 30 | 31 | 32 | 33 | 126
    totaal | 33 | 33 | 32 | 33 | 131
    """,
        RUIM,
    ) == staat_er("""
    wijk   | a  | b  | c  | d  | totaal
    w1     | #  | #  | 0  | 0  | #
    w2     | =  | =  | 32 | 33 | =
    totaal | 33 | 33 | 32 | 33 | 131
    """)


def test_seven_of_seven_leave_too_little() -> None:
    """Seven cells of w1 of 1 person each. Six others are at least one, so each is at most 9 - 6 = 3: between 1 and 3.

    The policy wants 4 between the ends. So the zero of h is hidden too, for the same reason. Then nobody can tell which
    of the eight are empty, and each may be 0 to 9. The zero may not follow from its column either: w2 h goes with it.
    """
    assert uitkomst(
        """
    wijk   | a  | b  | c  | d  | e  | f  | g  | h  | totaal
    w1     | 1  | 1  | 1  | 1  | 1  | 1  | 1  | 0  | 7
    w2     | 30 | 31 | 32 | 33 | 34 | 35 | 36 | 37 | 268
    totaal | 31 | 32 | 33 | 34 | 35 | 36 | 37 | 37 | 275
    """,
        RUIM,
    ) == staat_er("""
    wijk   | a  | b  | c  | d  | e  | f  | g  | h  | totaal
    w1     | #  | #  | #  | #  | #  | #  | #  | #  | #
    w2     | =  | =  | =  | =  | =  | =  | =  | =  | =
    totaal | 31 | 32 | 33 | 34 | 35 | 36 | 37 | 37 | 275
    """)


def test_a_zero_that_has_to_be_empty_is_shown() -> None:
    """Nobody anywhere has h: its total says 0, so hiding the zero of w1 would hide nothing. It does not count as a sign
    that zeros are shown in this row either."""
    te_klein, leeg = Status.TE_WEINIG_PERSONEN, Status.GEPUBLICEERD
    # Cells: 0 total of w1, 1 and 2 its parts, 3 its empty part; 4 the empty total of the column of 3.
    stelsel = Stelsel((9, 4, 5, 0, 0), ((0, 1, 2, 3), (4, 3)))
    rij = Opbouw(stelsel, [te_klein, te_klein, te_klein, leeg, leeg])
    assert rij.te_verbergen([1]) == set()
    assert rij.misschien_leeg() == {1, 2, 3}


def test_zeros_under_a_hidden_zero_go_with_it() -> None:
    """A zero that was hidden has parts, all of them empty. Shown, they would add up to it."""
    te_klein, leeg = Status.TE_WEINIG_PERSONEN, Status.GEPUBLICEERD
    stelsel = Stelsel((7, 7, 0, 0, 0), ((0, 1, 2), (2, 3, 4)))
    rij = Opbouw(stelsel, [te_klein, te_klein, te_klein, leeg, leeg])
    assert rij.te_verbergen([2]) == {3, 4}
