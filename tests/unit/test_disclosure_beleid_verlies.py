"""What was lost by hiding: counted again the slow way, and told too roughly to be one more sum."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from hypothesis import given, settings
from hypothesis import strategies as st

from datameent.disclosure.beleid import Beleid
from datameent.disclosure.celtabel import Celtabel, Oordeel
from datameent.disclosure.verlies import verlies
from datameent.domain.cel import Status

cellen = st.lists(
    st.tuples(
        st.integers(-500, 5000),
        st.integers(0, 400),
        st.sampled_from(
            [
                Status.GEPUBLICEERD,
                Status.TE_WEINIG_PERSONEN,
                Status.BESCHERMT_ANDER,
                Status.GEEN_NOEMER,
                Status.EERDER_GEPUBLICEERD,
            ]
        ),
    ),
    min_size=1,
    max_size=12,
)


def uitkomst(rijen: list[tuple[int, int, Status]], soort: str = "omvang") -> dict[str, object]:
    w, p, s = (list(k) for k in zip(*rijen, strict=True))
    tabel = Celtabel("x", soort, ("wijk",), ([str(i) for i in range(len(w))],), w, p)
    return verlies([("x-wijk", tabel, Oordeel(s))], Beleid())["x"]


def aandeel(paren: list[tuple[int, bool]]) -> int | None:
    geheel = sum(n for n, _ in paren)
    return 10 * ceil(Fraction(100 * sum(n for n, weg in paren if weg), geheel)) if geheel else None


@settings(max_examples=100, deadline=None)
@given(cellen)
def test_shares_are_what_a_slow_count_gives(rijen: list[tuple[int, int, Status]]) -> None:
    weg = [s in (Status.TE_WEINIG_PERSONEN, Status.BESCHERMT_ANDER) for _, _, s in rijen]
    uit = uitkomst(rijen)
    wacht = sum(s is Status.EERDER_GEPUBLICEERD for _, _, s in rijen)
    assert (uit["cellen"], uit["onderdrukt"], uit["wacht"]) == (len(rijen), sum(weg) + wacht, wacht)
    assert uit["redenen"] == {r: n for r in sorted({s.value for _, _, s in rijen} - {""})
                              if (n := sum(s.value == r for _, _, s in rijen))}  # fmt: skip
    personen = [(p, v) for (_, p, _), v in zip(rijen, weg, strict=True)]
    euro = [(abs(w), v) for (w, _, _), v in zip(rijen, weg, strict=True)]
    genoeg = sum(p for p, _ in personen) >= 1000
    assert uit["personen"] == (aandeel(personen) if genoeg else None)
    assert uit["bedrag_cent"] == (aandeel(euro) if genoeg else None)


def test_a_count_has_no_euros() -> None:
    rij = [(2000, 2000, Status.GEPUBLICEERD)]
    assert (uitkomst(rij, "frequentie")["personen"], uitkomst(rij, "frequentie")["bedrag_cent"]) == (0, None)


def test_two_hidden_groups_cannot_be_told_apart_by_the_share() -> None:
    """Of 1000 persons 3 or 9 are hidden: the share is the same, so it is no sum to solve."""
    een = [(3, 3, Status.TE_WEINIG_PERSONEN), (997, 997, Status.GEPUBLICEERD)]
    ander = [(9, 9, Status.TE_WEINIG_PERSONEN), (991, 991, Status.GEPUBLICEERD)]
    assert uitkomst(een)["personen"] == uitkomst(ander)["personen"] == 10
    assert uitkomst([(3, 3, Status.TE_WEINIG_PERSONEN), (96, 96, Status.GEPUBLICEERD)])["personen"] is None
