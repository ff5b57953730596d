"""Noise by cell key, worked out by hand."""

from __future__ import annotations

import pytest

from datameent.disclosure.ruis import MODULUS, Ptabel, Ruismaat, celsleutel


def test_the_smallest_table_of_noise() -> None:
    """At most 1 either way, variance 0.5, nothing closed: a quarter down, half the same, a quarter up.

    Mean 0 and variance p(-1) + p(+1) = 0.5 leave no other choice. A count of 1 can go to 0, 1 or 2 in the same way.
    """
    for rij in Ptabel.van(Ruismaat(1, 0.5, 0)).rijen[1:]:
        assert rij.kansen == pytest.approx((0.25, 0.5, 0.25))


def test_a_count_of_one_that_may_not_be_shown_is_nothing_or_more() -> None:
    """No outcome 1 or 2, at most 2 either way: a count of 1 becomes 0 or 3. Mean zero: twice as often 0 as 3.

    The variance is 2/3 x 1 + 1/3 x 4 = 2, whatever was asked (1 here): less is not possible.
    """
    rij = Ptabel.van(Ruismaat(3, 1.0, 2)).rijen[1]
    kans = {u: k for u, k in zip(rij.uitkomsten, rij.kansen, strict=True) if k}
    assert kans == pytest.approx({0: 2 / 3, 3: 1 / 3})
    assert rij.variantie == pytest.approx(2)


def test_the_same_persons_get_the_same_noise_in_every_table() -> None:
    """Three persons, keys 2^31, 2^31 and 2^30: together 2^32 + 2^30, so 2^30, a quarter of the way: noise 0.

    Without the last the key is 2^32, so 0: the lowest noise, -1. A wijk with the same three as the whole city gets
    what the city gets.
    """
    tabel = Ptabel.van(Ruismaat(1, 0.5, 0))
    sleutels = [2**31, 2**31, 2**30]
    assert celsleutel(sleutels) == MODULUS // 4
    assert tabel.ruis(3, celsleutel(sleutels)) == 3
    assert tabel.ruis(3, celsleutel(reversed(sleutels))) == 3
    assert tabel.ruis(2, celsleutel(sleutels[:2])) == 1


def test_nobody_stays_nobody() -> None:
    assert {Ptabel.van(Ruismaat()).ruis(0, sleutel) for sleutel in (0, MODULUS // 2, MODULUS - 1)} == {0}
