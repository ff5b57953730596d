"""Hierarchies: what is refused, and that it does not matter how a column was coded."""

from __future__ import annotations

import pyarrow as pa
import pytest

from datameent.disclosure.csv_tabel import Dimensie, onderdruk_tabel
from datameent.disclosure.hierarchie import Hierarchie
from datameent.domain.errors import DatameentError

GEHEIM = "Geheim123"


@pytest.mark.parametrize(
    ("paren", "code"),
    [
        ([(GEHEIM, "b"), ("b", GEHEIM)], "DM-ONT-007"),
        ([(GEHEIM, GEHEIM)], "DM-ONT-007"),
        ([("a", GEHEIM)], "DM-ONT-008"),
        ([("a", GEHEIM), ("a", "t"), (GEHEIM, None), ("t", None)], "DM-ONT-006"),
        ([("", GEHEIM), (GEHEIM, None)], "DM-ONT-009"),
        ([(None, GEHEIM), (GEHEIM, None)], "DM-ONT-009"),
        ([("a", GEHEIM), (GEHEIM, None), ("a", GEHEIM)], "DM-ONT-010"),
    ],
)
def test_a_wrong_hierarchy_is_refused_without_its_codes(paren: list[tuple[object, object]], code: str) -> None:
    with pytest.raises(DatameentError) as fout:
        Hierarchie.van_paren("gebied", paren)
    assert fout.value.code == code
    assert GEHEIM not in str(fout.value)


def test_three_levels_add_up_level_by_level() -> None:
    """buurt < wijk < gemeente, from columns and from rows: the same sums."""
    buurt = ["b1", "b2", "b3", "b4", "b5"]
    wijk, gemeente = ["w1", "w1", "w2", "w2", "w3"], ["g1", "g1", "g1", "g1", "g2"]
    kolommen = Hierarchie.van_kolommen([("buurt", buurt), ("wijk", wijk), ("gemeente", gemeente)])
    rijen = dict(zip(buurt, wijk, strict=True)) | dict(zip(wijk, gemeente, strict=True)) | {"g1": None, "g2": None}
    paren = Hierarchie.van_paren("gebied", rijen.items())
    uit = [
        onderdruk_tabel([Dimensie("buurt", buurt, hierarchieen=(h,))], [3, 30, 40, 50, 60], None, drempel=10)
        for h in (kolommen, paren)
    ]
    waarden = [{codes[0]: w for codes, w, _ in t.rijen} for t in uit]
    assert waarden[0] == waarden[1]
    assert waarden[0]["g1"] == 123
    assert (waarden[0]["b1"], waarden[0]["b2"], waarden[0]["w1"]) == (None, None, 33)


@pytest.mark.parametrize(
    "kolom",
    [
        [1, 2, 10, 1],
        ["1", "2", "10", "1"],
        [1.0, 2.0, 10.0, 1.0],
        pa.array([1, 2, 10, 1], pa.int16()),
        pa.array(["1", "2", "10", "1"]).dictionary_encode(),
    ],
)
def test_whole_numbers_text_and_categories_give_the_same(kolom: list[object]) -> None:
    ouder = ["x", "x", "y", "x"]
    gedaan = onderdruk_tabel([Dimensie("regio", kolom, (("streek", ouder),))], [2, 20, 30, 1], None, drempel=10)
    assert [(codes[0], w) for codes, w, _ in gedaan.rijen] == [
        ("totaal", 53),
        ("x", 23),
        ("y", 30),
        ("1", None),
        ("10", 30),
        ("2", None),
    ]


@pytest.mark.parametrize("leeg", [None, "", float("nan")])
def test_a_missing_code_is_refused(leeg: object) -> None:
    with pytest.raises(DatameentError) as fout:
        onderdruk_tabel([Dimensie("regio", ["a", leeg])], [1, 2], None, drempel=10)
    assert fout.value.code == "DM-ONT-009"


def test_a_code_that_the_hierarchy_does_not_know_is_refused() -> None:
    boom = Hierarchie.van_paren("gebied", [("a", "w"), ("w", None)])
    for code in (GEHEIM, "w"):
        with pytest.raises(DatameentError) as fout:
            onderdruk_tabel([Dimensie("buurt", ["a", code], hierarchieen=(boom,))], [1, 2], None, drempel=10)
        assert fout.value.code == "DM-ONT-009"
        assert GEHEIM not in str(fout.value)


def test_two_hierarchies_that_share_a_level_must_agree() -> None:
    buurt = ["a", "b"]
    een = Hierarchie.van_kolommen([("buurt", buurt), ("wijk", ["w", "w"])])
    twee = Hierarchie.van_kolommen([("buurt", buurt), ("wijk", ["w", "v"])])
    with pytest.raises(DatameentError) as fout:
        onderdruk_tabel([Dimensie("buurt", buurt, hierarchieen=(een, twee))], [1, 2], None, drempel=10)
    assert fout.value.code == "DM-ONT-006"
