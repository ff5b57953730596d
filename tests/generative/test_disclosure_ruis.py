"""Cell-key noise against a slow reference for its probabilities, and the statistics that it promises."""

from __future__ import annotations

from collections.abc import Callable
from math import exp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datameent.disclosure.ruis import MODULUS, STANDAARD, Ptabel, Ruismaat, celsleutel, recordsleutel
from datameent.domain.errors import DatameentError

SLEUTELS = st.integers(0, MODULUS - 1)


@st.composite
def maten(draw: st.DrawFn) -> Ruismaat:
    hoogste = draw(st.integers(1, 9))
    variantie = draw(st.integers(1, 10 * hoogste**2 - 1)) / 10
    return Ruismaat(hoogste, variantie, draw(st.integers(0, hoogste - 1)))


def halveer(f: Callable[[float], float]) -> float:
    """Where an increasing function passes zero."""
    laag, hoog = -60.0, 60.0
    for _ in range(100):
        midden = (laag + hoog) / 2
        laag, hoog = (midden, hoog) if f(midden) < 0 else (laag, midden)
    return laag


def traag(ruis: list[int], variantie: float) -> list[float]:
    """The same form exp(a d + b d^2), with a found by halving for every b, and b by halving around it."""

    def kansen(a: float, b: float) -> list[float]:
        top = max(a * d + b * d * d for d in ruis)
        machten = [exp(a * d + b * d * d - top) for d in ruis]
        return [m / sum(machten) for m in machten]

    def moment(k: list[float], macht: int) -> float:
        return sum(p * d**macht for p, d in zip(k, ruis, strict=True))

    def bij(b: float) -> list[float]:
        return kansen(halveer(lambda a: moment(kansen(a, b), 1)), b)

    return bij(halveer(lambda b: moment(bij(b), 2) - variantie))


@pytest.mark.parametrize("telling", range(1, 9))
def test_the_probabilities_are_those_of_the_slow_search(telling: int) -> None:
    rij = Ptabel.van(STANDAARD).rijen[telling]
    ruis = [u - telling for u in rij.uitkomsten]
    assert rij.kansen == pytest.approx(traag(ruis, STANDAARD.variantie), abs=1e-7)


@settings(max_examples=80, deadline=None)
@given(maten())
def test_mean_zero_the_variance_asked_or_the_nearest_possible_and_nothing_forbidden(maat: Ruismaat) -> None:
    tabel = Ptabel.van(maat)
    assert tabel.rijen[0].uitkomsten == (0,)
    for rij in tabel.rijen[1:]:
        ruis = [u - rij.telling for u in rij.uitkomsten]
        assert all(abs(d) <= maat.hoogste for d in ruis)
        assert all(u == 0 or u > maat.gesloten for u in rij.uitkomsten)
        assert min(rij.kansen) >= 0
        assert sum(rij.kansen) == pytest.approx(1)
        assert rij.gemiddelde == pytest.approx(0, abs=1e-6)
        onder, boven = max(d for d in ruis if d <= 0), min(d for d in ruis if d >= 0)
        mogelijk = min(max(maat.variantie, -onder * boven), -ruis[0] * ruis[-1])
        assert rij.variantie == pytest.approx(mogelijk, abs=1e-5)


@settings(max_examples=40, deadline=None)
@given(maten())
def test_the_thresholds_rise_to_the_modulus(maat: Ruismaat) -> None:
    for rij in Ptabel.van(maat).rijen:
        assert list(rij.drempels) == sorted(rij.drempels)
        assert rij.drempels[0] >= 0
        assert rij.drempels[-1] == MODULUS


@settings(max_examples=60, deadline=None)
@given(maten(), st.integers(0, 500), SLEUTELS, SLEUTELS)
def test_an_answer_is_near_never_forbidden_and_rises_with_the_key(
    maat: Ruismaat, telling: int, een: int, ander: int
) -> None:
    tabel = Ptabel.van(maat)
    uit = tabel.ruis(telling, een)
    assert abs(uit - telling) <= maat.hoogste
    assert uit == 0 or uit > maat.gesloten
    assert telling > 0 or uit == 0
    assert tabel.ruis(telling, een) == uit == tabel.ruis(telling, een + MODULUS)
    laag, hoog = sorted((een, ander))
    assert tabel.ruis(telling, laag) <= tabel.ruis(telling, hoog)


@given(st.lists(SLEUTELS), st.randoms())
def test_a_cell_key_is_of_the_persons_not_of_their_order(sleutels: list[int], toeval: object) -> None:
    door_elkaar = list(sleutels)
    toeval.shuffle(door_elkaar)  # type: ignore[attr-defined]
    assert celsleutel(door_elkaar) == celsleutel(sleutels) == sum(sleutels) % MODULUS


@pytest.mark.parametrize("telling", [1, 2, 5, 7, 40])
def test_over_all_keys_the_noise_is_what_the_table_says(telling: int) -> None:
    """Keys evenly over the whole range: mean 0 and variance 4, to the precision of 10,000 of them."""
    tabel = Ptabel.van(STANDAARD)
    stap = MODULUS // 10_000
    ruis = [tabel.ruis(telling, i * stap + stap // 2) - telling for i in range(10_000)]
    assert abs(sum(ruis) / len(ruis)) < 0.01
    assert sum(d * d for d in ruis) / len(ruis) == pytest.approx(STANDAARD.variantie, abs=0.02)


def test_from_some_count_on_the_noise_does_not_depend_on_the_count() -> None:
    tabel = Ptabel.van(STANDAARD)
    for sleutel in range(0, MODULUS, MODULUS // 97):
        assert len({tabel.ruis(n, sleutel) - n for n in (8, 9, 100, 10**9)}) == 1


@pytest.mark.parametrize("fout", [(5, 0.0, 2), (5, 25.0, 2), (2, 1.0, 2), (5, 4.0, -1)])
def test_noise_that_does_not_exist_is_refused(fout: tuple[int, float, int]) -> None:
    with pytest.raises(DatameentError) as gezien:
        Ruismaat(*fout)
    assert gezien.value.code == "DM-ONT-015"


def test_a_record_key_is_the_first_eight_digits() -> None:
    assert recordsleutel("ffffffff" + "0" * 24) == MODULUS - 1
