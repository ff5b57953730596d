"""Two different people, the same file, nothing withdrawn since: only then is a release published."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from datameent.web.publicatie.toestand import Feit, Staat, Staptype, ingetrokken, toestanden

BEGIN = datetime(2025, 11, 1, tzinfo=UTC)


def _feit(nummer: int, soort: Staptype, door: str = "", afdruk: str = "f1", release: str = "raad-1") -> Feit:
    return Feit(soort, release, "raad", door, afdruk, BEGIN + timedelta(minutes=nummer), "te laat" if door else "")


def _traag(feiten: list[Feit]) -> tuple[bool, str]:
    """Whether one release is published and which file, by looking at every pair of agreements."""
    for i in range(len(feiten), 0, -1):
        if feiten[i - 1].soort in {Staptype.INGETROKKEN, Staptype.AFGEWEZEN}:
            feiten = feiten[i:]
            break
    uit = (False, "")
    for i, feit in enumerate(feiten):
        if feit.soort is Staptype.OVERGENOMEN:
            uit = (True, feit.vingerafdruk)
        elif uit != (True, feit.vingerafdruk):
            # All agreements in a row with this file, up to now.
            namen: set[str] = set()
            for eerder in reversed(feiten[: i + 1]):
                if eerder.soort is not Staptype.AKKOORD or eerder.vingerafdruk != feit.vingerafdruk:
                    break
                namen.add(eerder.door)
            uit = (len(namen) >= 2, feit.vingerafdruk)
    return uit if uit[0] else (False, "")


STAPPEN = st.lists(
    st.tuples(
        st.sampled_from([Staptype.AKKOORD] * 4 + [Staptype.INGETROKKEN, Staptype.AFGEWEZEN, Staptype.OVERGENOMEN]),
        st.sampled_from(["jan", "piet", "kees"]),
        st.sampled_from(["f1", "f1", "f2"]),
    ),
    max_size=8,
)


@given(STAPPEN)
def test_the_steps_come_to_what_looking_at_every_pair_gives(stappen: list[tuple[Staptype, str, str]]) -> None:
    feiten = [_feit(i, *stap) for i, stap in enumerate(stappen)]
    toestand = toestanden(feiten).get("raad-1")
    gepubliceerd = toestand is not None and toestand.staat is Staat.GEPUBLICEERD
    assert (gepubliceerd, toestand.vingerafdruk if toestand and gepubliceerd else "") == _traag(feiten)


def test_one_person_twice_is_one_person() -> None:
    stand = toestanden([_feit(0, Staptype.AKKOORD, "jan"), _feit(1, Staptype.AKKOORD, "jan")])
    assert stand["raad-1"].staat is Staat.WACHT
    assert stand["raad-1"].akkoord == ("jan",)


def test_who_agreed_with_another_file_did_not_agree_with_this_one() -> None:
    feiten = [_feit(0, Staptype.AKKOORD, "jan", "f1"), _feit(1, Staptype.AKKOORD, "piet", "f2")]
    assert toestanden(feiten)["raad-1"].staat is Staat.WACHT
    weer = [*feiten, _feit(2, Staptype.AKKOORD, "kees", "f2")]
    assert (toestanden(weer)["raad-1"].staat, toestanden(weer)["raad-1"].vingerafdruk) == (Staat.GEPUBLICEERD, "f2")


def test_one_agreement_with_another_file_takes_a_published_one_away() -> None:
    feiten = [_feit(0, Staptype.OVERGENOMEN, "", "f1"), _feit(1, Staptype.AKKOORD, "jan", "f2")]
    assert toestanden(feiten)["raad-1"].staat is Staat.WACHT


def test_readers_hear_of_a_withdrawal_until_something_is_published_after_it() -> None:
    feiten = [_feit(0, Staptype.OVERGENOMEN), _feit(1, Staptype.INGETROKKEN, "jan")]
    weg = ingetrokken(toestanden(feiten), "raad")
    assert weg is not None
    assert weg.reden == "te laat"
    assert ingetrokken(toestanden(feiten), "openbaar") is None
    later = [*feiten, *(_feit(i, Staptype.AKKOORD, n, "f9", "raad-2") for i, n in ((2, "jan"), (3, "piet")))]
    assert ingetrokken(toestanden(later), "raad") is None


def test_nobody_hears_of_a_release_that_was_refused() -> None:
    feiten = [_feit(0, Staptype.OVERGENOMEN), _feit(1, Staptype.AFGEWEZEN, "jan", release="raad-2")]
    assert ingetrokken(toestanden(feiten), "raad") is None
