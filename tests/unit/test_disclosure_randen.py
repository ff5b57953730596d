"""Edges of disclosure control: what is refused, and what the policy file may say."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from datameent.disclosure.beleid import Beleid, lees_beleid
from datameent.disclosure.celtabel import Celtabel
from datameent.disclosure.csv_tabel import Dimensie, onderdruk_tabel
from datameent.disclosure.oordeel import beoordeel
from datameent.domain.errors import DatameentError
from datameent.release.onderdruk import onderdruk_bestand

STANDAARD = (files("datameent") / "config" / "onthulling.yaml").read_text(encoding="utf-8")


def test_the_built_in_policy_is_strict_for_every_audience() -> None:
    beleid = lees_beleid(STANDAARD)
    assert set(beleid.doelgroepen) == {"beleid", "raad", "openbaar"}
    assert all(b.minimum_personen >= 10 and b.samen_minimum for b in beleid.doelgroepen.values())
    assert beleid.eigenaar
    assert beleid.bron
    assert beleid.voor("raad").als_json()["minimum_personen"] == 10


@pytest.mark.parametrize(
    ("oud", "nieuw", "plaats"),
    [
        ("minimum_personen: 10", "minimum_personen: 1", "doelgroepen.beleid.minimum_personen"),
        ("minimum_personen: 10", "minimum: 10", "doelgroepen.beleid.minimum"),
        ("eigenaar:", "baas:", "eigenaar"),
        ("dominantie_persoon: 50", "dominantie_persoon: 500", "dominantie_persoon"),
        (f"ingangsdatum: {lees_beleid(STANDAARD).ingangsdatum}", "ingangsdatum: morgen", "ingangsdatum"),
        (f'versie: "{lees_beleid(STANDAARD).versie}"', "versie: [", "onthulling.yaml"),
    ],
)
def test_a_wrong_policy_is_refused_by_field(oud: str, nieuw: str, plaats: str) -> None:
    with pytest.raises(DatameentError) as fout:
        lees_beleid(STANDAARD.replace(oud, nieuw, 1))
    assert fout.value.code == "DM-ONT-001"
    assert plaats in str(fout.value.where)


def test_an_audience_without_rules_is_refused() -> None:
    with pytest.raises(DatameentError) as fout:
        lees_beleid(STANDAARD).voor("pers")
    assert fout.value.code == "DM-ONT-002"


def tel(dims: tuple[str, ...], korrel: str = "2024") -> Celtabel:
    return Celtabel("clienten", "frequentie", ("periode", *dims), ([korrel], *([d] for d in dims)), [50], [50])


def test_two_tables_whose_shared_total_is_missing_are_refused() -> None:
    with pytest.raises(DatameentError) as fout:
        beoordeel([tel(("wet", "wijk")), tel(("wet", "product"))], Beleid())
    assert fout.value.code == "DM-ONT-003"
    assert "jaar, wet" in str(fout.value)
    beoordeel([tel(("wet", "wijk")), tel(("wet", "product")), tel(("wet",))], Beleid())
    beoordeel([tel(("wet", "wijk")), tel(("wet", "product"), "2024-01")], Beleid())  # other grains do not add up


def test_columns_of_unequal_length_are_refused() -> None:
    with pytest.raises(DatameentError) as fout:
        Celtabel("x", "omvang", ("periode",), (["2024", "2025"],), [1], [1])
    assert fout.value.code == "DM-ONT-004"


def test_a_ratio_whose_part_lacks_its_cell_is_refused() -> None:
    ratio = Celtabel(
        "k", "ratio", ("periode", "wijk"), (["2024"], ["a"]), [5], [50], [50], teller_van="u", noemer_van="clienten"
    )
    with pytest.raises(DatameentError) as fout:
        beoordeel([ratio, tel(())], Beleid())
    assert fout.value.code == "DM-ONT-003"


def test_nothing_to_judge_is_no_error() -> None:
    assert beoordeel([], Beleid()) == []


def test_a_code_with_two_parents_is_refused() -> None:
    with pytest.raises(DatameentError) as fout:
        onderdruk_tabel([Dimensie("wijk", ["a", "a"], (("stad", ["s", "t"]),))], [1, 2], None, drempel=10)
    assert fout.value.code == "DM-ONT-006"


def test_a_table_that_would_explode_is_refused() -> None:
    veel = [str(i) for i in range(2000)]
    with pytest.raises(DatameentError) as fout:
        onderdruk_tabel([Dimensie("a", veel), Dimensie("b", veel)], [1] * 2000, None, drempel=10)
    assert fout.value.code == "DM-ONT-005"


def test_levels_with_the_same_code_keep_apart(tmp_path: Path) -> None:
    """Region 1 in county 1: the county is written with the name of its column before it."""
    bron = tmp_path / "a.csv"
    bron.write_text("regio,provincie,n\n1,1,40\n2,1,3\n3,2,50\n4,2,60\n", encoding="utf-8")
    uit = tmp_path / "b.csv"
    done = onderdruk_bestand(bron, tel="n", dimensies=["regio:provincie"], drempel=10, uit=uit)
    assert (done.cellen, done.primair, done.secundair) == (7, 1, 1)
    assert uit.read_text(encoding="utf-8").splitlines() == [
        "regio,waarde,status",
        "totaal,153,",
        "provincie=1,43,",
        "provincie=2,110,",
        "regio=1,,beschermt-ander",
        "regio=2,,te-weinig-personen",
        "3,50,",
        "4,60,",
    ]


GEHEIM = "Geheim123"


@pytest.mark.parametrize(
    ("inhoud", "anders", "code"),
    [
        ("a,n\nx,1\n", {"tel": "m"}, "DM-REL-012"),
        ("a,n\nx,1\n", {"dimensies": ["b"]}, "DM-REL-012"),
        ("a,n\nx,1\n", {"dimensies": ["a:b"]}, "DM-REL-012"),
        ("a,n\nx,1\n", {"som": "n"}, "DM-REL-012"),
        ("a,n\nx,1\n", {"dimensies": []}, "DM-REL-012"),
        ("a,n\nx,1\n", {"drempel": 0}, "DM-REL-012"),
        (f"a,n\nx,{GEHEIM}\n", {}, "DM-REL-013"),
        ("a,n\nx,1.5\n", {}, "DM-REL-013"),
        ("a,n\nx,-1\n", {}, "DM-REL-013"),
        (f"a,n\nx,1,{GEHEIM}\n", {}, "DM-REL-011"),
        ('a,n\n"x,1\n', {}, "DM-REL-011"),
    ],
)
def test_a_wrong_csv_is_refused_without_its_values(
    tmp_path: Path, inhoud: str, anders: dict[str, object], code: str
) -> None:
    bron = tmp_path / "a.csv"
    bron.write_text(inhoud, encoding="utf-8")
    opties: dict[str, object] = {"tel": "n", "dimensies": ["a"], "drempel": 10, **anders}
    with pytest.raises(DatameentError) as fout:
        onderdruk_bestand(bron, **opties)  # type: ignore[arg-type]
    assert fout.value.code == code
    assert GEHEIM not in str(fout.value)
    assert fout.value.__cause__ is None


def test_bytes_that_are_not_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a,n\n\xff\xfe,1\n")
    for naam in ("a.csv", "weg.csv"):
        with pytest.raises(DatameentError) as fout:
            onderdruk_bestand(tmp_path / naam, tel="n", dimensies=["a"], drempel=10)
        assert fout.value.code == "DM-REL-011"
