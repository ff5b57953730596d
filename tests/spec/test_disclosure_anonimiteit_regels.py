"""k, l and uniqueness with small tables worked out by hand."""

from __future__ import annotations

import pytest

from datameent.disclosure.anonimiteit import Microdata, eis, meet, oorzaak
from datameent.domain.errors import DatameentError


def tabel(tekst: str, *, gekoppeld: bool = True) -> Microdata:
    kop, *rijen = [[v.strip() for v in r.split("|")] for r in tekst.strip().splitlines()]
    kolommen = dict(zip(kop, zip(*rijen, strict=True), strict=True))
    gevoelig = {n: k for n, k in kolommen.items() if n == "zorg"}
    quasi = {n: k for n, k in kolommen.items() if n not in ("zorg", "wie")}
    return Microdata(kolommen["wie"], quasi, gevoelig, gekoppeld)


def test_k_is_the_smallest_group_and_l_the_fewest_kinds_of_help() -> None:
    """Two in a/18-64 and three in b/65+: k = 2. The first two have x and y; of the three all have z: l = 1."""
    data = tabel("""
    wie | wijk | leeftijd | zorg
    1   | a    | 18-64    | x
    2   | a    | 18-64    | y
    3   | b    | 65+      | z
    4   | b    | 65+      | z
    5   | b    | 65+      | z
    """)
    uit = meet(data)
    assert (uit.k, uit.l, uit.uniek_promille, uit.groepen) == (2, 1, 0, 2)


def test_who_is_alone_and_which_columns_do_it() -> None:
    """Nobody is alone in a wijk or in an age, but 1 is the only one of 65+ in a, and 4 the only one of 18-64 in b."""
    data = tabel("""
    wie | wijk | leeftijd
    1   | a    | 65+
    2   | a    | 18-64
    3   | a    | 18-64
    4   | b    | 18-64
    5   | b    | 65+
    6   | b    | 65+
    """)
    uit = meet(data)
    assert (uit.k, uit.l, uit.uniek_promille) == (1, None, 334)
    assert oorzaak(data, 2) == ("wijk", "leeftijd")
    assert oorzaak(data, 4) == ("wijk",)


def test_rows_are_not_persons() -> None:
    """Person 1 has three rows. Three rows a say k = 3, but it is one person: k = 1."""
    rijen = "wie | wijk\n1 | a\n1 | a\n1 | a\n2 | b\n3 | b\n4 | b"
    assert meet(tabel(rijen)).k == 1
    assert meet(tabel(rijen, gekoppeld=False)).k == 1


def test_linked_rows_tell_a_story_that_loose_rows_do_not() -> None:
    """1 and 2 moved from a to b, 3 lived in a and 4 in b all the time.

    Loose: three persons in a and three in b, k = 3. With a number per person: {a, b} twice, {a} and {b} once, k = 1.
    """
    rijen = "wie | wijk\n1 | a\n1 | b\n2 | a\n2 | b\n3 | a\n4 | b"
    assert meet(tabel(rijen, gekoppeld=False)).k == 3
    los = meet(tabel(rijen))
    assert (los.k, los.uniek_promille) == (1, 500)
    assert oorzaak(tabel(rijen), 2) == ("wijk",)


def test_how_many_rows_someone_has_tells_too() -> None:
    """All in one wijk; but 3 is the only one with two rows."""
    assert oorzaak(tabel("wie | wijk\n1 | a\n2 | a\n3 | a\n3 | a"), 2) == ("aantal rijen",)


def test_a_value_that_everyone_has_is_known_of_everyone() -> None:
    """Both have x; that 2 also has y does not hide it: l = 1, though there are two values."""
    assert meet(tabel("wie | wijk | zorg\n1 | a | x\n2 | a | x\n2 | a | y", gekoppeld=False)).l == 1
    assert meet(tabel("wie | wijk | zorg\n1 | a | x\n2 | a | y", gekoppeld=False)).l == 2


def test_numbers_of_two_laws_may_be_one_human() -> None:
    """Under the Wmo 1, 2 and 3, under the Jeugdwet 8 and 9; 8 may be 1 and 9 may be 2. So three humans at least: k = 3.

    wie | wet | zorg
    1   | wmo | x
    2   | wmo | y
    3   | wmo | z
    8   | jw  | x
    9   | jw  | x

    x is had by 1, 8 and 9: by three numbers, and there may be three humans only. Then all of them have x: l = 1. With y
    for 8, no value can be that of everyone: l = 3.
    """
    wijk, wet = ["a"] * 5, ["wmo"] * 3 + ["jw"] * 2

    def uit(zorg: str) -> tuple[int, int | None]:
        gemeten = meet(Microdata([1, 2, 3, 8, 9], {"wijk": wijk}, {"zorg": list(zorg)}, gekoppeld=False, domein=wet))
        return gemeten.k, gemeten.l

    assert uit("xyzxx") == (3, 1)
    assert uit("xyzyx") == (3, 3)
    assert meet(Microdata([1, 2, 3, 8, 9], {"wijk": wijk}, {})).k == 5, "numbers of one domain are persons"


def test_a_column_that_is_neither_may_not_point_at_anyone() -> None:
    """Two in each wijk, so k = 2. But only one person had help for 900 days: who knows that, finds the row.

    wie | wijk | dagen
    1   | a    | 100
    2   | a    | 100
    3   | b    | 100
    4   | b    | 900
    """
    wijk, dagen = ["a", "a", "b", "b"], ["100", "100", "100", "900"]
    data = Microdata([1, 2, 3, 4], {"wijk": wijk}, {}, gewoon={"dagen": dagen})
    assert meet(data).k == 2
    assert meet(data).uniek_promille == 0
    assert meet(data).uniek_alles_promille == 500  # 3 and 4, by wijk and days together
    with pytest.raises(DatameentError, match="some value of: dagen"):
        eis(data, 2, 1, "x.csv")
    assert eis(Microdata([1, 2, 3, 4], {"wijk": wijk}, {}, gewoon={"dagen": ["100"] * 4}), 2, 1, "x.csv").k == 2


def test_no_rows_protect_nobody() -> None:
    uit = meet(Microdata([], {"wijk": []}, {"zorg": []}))
    assert (uit.k, uit.l, uit.uniek_promille) == (0, 0, 0)
