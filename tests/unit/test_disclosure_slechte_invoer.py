"""Bad input to disclosure control, one test per kind: refused with a code and without a value, or a right answer.

Wrong hierarchies and columns of every coding are in `test_disclosure_hierarchie` too, wrong policies in
`test_disclosure_beleid`; releases that went missing for real are in `tests/integration/test_release_tijd.py`.
"""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from tests.unit.release_nagemaakt import schrijf, tabel

from datameent.disclosure.beleid import Beleid, lees_beleid
from datameent.disclosure.celtabel import Celtabel
from datameent.disclosure.csv_tabel import Dimensie, Wensen, onderdruk_tabel
from datameent.disclosure.hierarchie import Hierarchie
from datameent.disclosure.oordeel import beoordeel
from datameent.domain.cel import Status
from datameent.domain.errors import DatameentError
from datameent.domain.home import Home
from datameent.release.onderdruk import onderdruk_bestand
from datameent.release.read import Release
from datameent.release.tijd import Zelfde, lees_verleden, vingerafdruk_van

GEHEIM = "Geheim123"
ZICHTBAAR, TE_WEINIG, ANDER = Status.GEPUBLICEERD, Status.TE_WEINIG_PERSONEN, Status.BESCHERMT_ANDER


def geweigerd(code: str, doe: Any) -> DatameentError:
    with pytest.raises(DatameentError) as fout:
        doe()
    assert fout.value.code == code
    assert GEHEIM not in str(fout.value)
    return fout.value


# ------------------------------------------------------------------ hierarchy with a cycle or an orphan


def test_a_hierarchy_with_a_cycle() -> None:
    geweigerd("DM-ONT-007", lambda: Hierarchie.van_paren("gebied", [("a", "b"), ("b", GEHEIM), (GEHEIM, "a")]))


def test_a_hierarchy_with_an_orphan() -> None:
    geweigerd("DM-ONT-008", lambda: Hierarchie.van_paren("gebied", [("a", "w"), ("b", GEHEIM), ("w", None)]))


# ------------------------------------------------------------------ totals that do not add


@pytest.mark.parametrize("totaal", [59, 61])
def test_amounts_that_do_not_add_up_to_their_total(totaal: int) -> None:
    """10 + 20 + 30 is 60, to the cent."""
    euro = {"2024 a": (10, 40), "2024 b": (20, 40), "2024 c": (30, 40)}
    tabellen = [tabel("uitgaven", euro), tabel("uitgaven", {"2024": (totaal, 120)})]
    assert str(totaal) not in str(geweigerd("DM-ONT-013", lambda: beoordeel(tabellen, Beleid())))


def test_months_that_do_not_add_up_to_their_year() -> None:
    maanden = {f"2024-{m:02d}": (10, 40) for m in range(1, 13)}
    tabellen = [
        tabel("uitgaven", maanden, tijd_telt_op=True),
        tabel("uitgaven", {"2024": (121, 40)}, tijd_telt_op=True),
    ]
    geweigerd("DM-ONT-013", lambda: beoordeel(tabellen, Beleid()))


@pytest.mark.parametrize(("totaal", "goed"), [(29, False), (30, True), (45, True), (60, True), (61, False)])
def test_a_count_lies_between_its_largest_part_and_the_sum(totaal: int, goed: bool) -> None:
    """Of 10, 20 and 30 at least 30 are different persons and at most 60: someone may live in two wijken in a year."""
    tabellen = [tabel("clienten", {"2024 a": 10, "2024 b": 20, "2024 c": 30}), tabel("clienten", {"2024": totaal})]
    if goed:
        assert beoordeel(tabellen, Beleid())[1].statussen == [ZICHTBAAR]
    else:
        geweigerd("DM-ONT-013", lambda: beoordeel(tabellen, Beleid()))


@pytest.mark.parametrize("woord", ["totaal", "Totaal", "TOTAAL"])
def test_a_file_of_rows_with_its_totals_in_it(tmp_path: Path, woord: str) -> None:
    """Counted as a wijk of its own it would double every sum."""
    geweigerd("DM-ONT-020", lambda: onderdruk_tabel([Dimensie("wijk", ["a", woord])], [7, 7], None, drempel=10))
    bron = tmp_path / "a.csv"
    bron.write_text(f"wijk,n\n{GEHEIM},7\n{woord},7\n", encoding="utf-8")
    fout = geweigerd("DM-ONT-020", lambda: onderdruk_bestand(bron, tel="n", dimensies=["wijk"], drempel=10))
    assert "column wijk" in str(fout)


# ------------------------------------------------------------------ negative euros


def test_credits_in_rows_are_taken_off_and_count_as_contributors() -> None:
    """Wijk a: 900 and a credit of 100 of two persons, under the threshold of 3. b: three persons, c: three."""
    wijk = ["a", "a", "b", "b", "b", "c", "c", "c"]
    bedrag, wie = [900, -100, 10, 20, -5, 40, 50, 60], ["p", "q", "p", "q", "r", "s", "t", "u"]
    gedaan = onderdruk_tabel([Dimensie("wijk", wijk)], bedrag, wie, drempel=3, wensen=Wensen(speling=50))
    uit = {codes[0]: (waarde, status) for codes, waarde, status in gedaan.rijen}
    assert uit == {"totaal": (975, ZICHTBAAR), "a": (None, TE_WEINIG), "b": (None, ANDER), "c": (150, ZICHTBAAR)}


def test_a_cell_of_credits_only() -> None:
    """Below zero there is nothing that one contribution could be a share of: it is hidden. The sums hold."""
    euro = [
        tabel("uitgaven", {"2024 a": (-50, 40), "2024 b": (80, 40), "2024 c": (90, 60)},
              grootste_persoon_cent=[30, 5, 5]),
        tabel("uitgaven", {"2024": (120, 140)}, grootste_persoon_cent=[30]),
    ]  # fmt: skip
    statussen = [list(o.statussen) for o in beoordeel(euro, Beleid(dominantie_persoon=50))]
    assert statussen == [[Status.EEN_BEPAALT_BEDRAG, ANDER, ZICHTBAAR], [ZICHTBAAR]]


# ------------------------------------------------------------------ one row, and all unsafe


def test_a_table_with_one_row() -> None:
    for n, verwacht in ((3, TE_WEINIG), (30, ZICHTBAAR)):
        gedaan = onderdruk_tabel([Dimensie("wijk", ["a"])], [n], None, drempel=10)
        assert [s for _, _, s in gedaan.rijen] == [verwacht] * 2
        tabellen = [tabel("clienten", {"2024 a": n}), tabel("clienten", {"2024": n})]
        assert [list(o.statussen) for o in beoordeel(tabellen, Beleid())] == [[verwacht], [verwacht]]


def test_a_table_without_rows() -> None:
    gedaan = onderdruk_tabel([Dimensie("wijk", [])], [], None, drempel=10)
    assert [(codes, waarde, s) for codes, waarde, s in gedaan.rijen] == [(("totaal",), 0, ZICHTBAAR)]
    leeg = Celtabel("clienten", "frequentie", ("periode",), ([],), [], [])
    assert beoordeel([leeg], Beleid())[0].statussen == []


def test_all_cells_unsafe() -> None:
    gedaan = onderdruk_tabel([Dimensie("wijk", ["a", "b"]), Dimensie("hulp", ["x", "y"])], [2, 3], None, drempel=10)
    leeg = {("a", "y"), ("b", "x")}
    assert {codes: waarde for codes, waarde, _ in gedaan.rijen if waarde is not None} == dict.fromkeys(leeg, 0)
    assert (gedaan.samenvatting.open, gedaan.samenvatting.secundair) == (0, 0)
    tabellen = [tabel("clienten", {"2024 a": 2, "2024 b": 3}), tabel("clienten", {"2024": 5})]
    assert {s for o in beoordeel(tabellen, Beleid()) for s in o.statussen} == {TE_WEINIG}


# ------------------------------------------------------------------ how codes are written


KOLOMMEN: list[Any] = [
    ["1", "2", "10"],
    [1, 2, 10],
    [1.0, 2.0, 10.0],
    pa.array([1, 2, 10], pa.int16()),
    pa.array(["1", "2", "10"]),
    pa.array(["1", "2", "10"]).dictionary_encode(),
]


@pytest.mark.parametrize("kolom", KOLOMMEN)
def test_whole_numbers_text_and_categories_give_the_same(kolom: Any) -> None:
    gedaan = onderdruk_tabel([Dimensie("wijk", kolom)], [3, 20, 30], None, drempel=10)
    assert [(codes[0], w) for codes, w, _ in gedaan.rijen] == [("totaal", 53), ("1", None), ("10", 30), ("2", None)]
    wijken = Celtabel("clienten", "frequentie", ("periode", "wijk"), (["2024"] * 3, kolom), [3, 20, 30], [3, 20, 30])
    assert list(wijken.codes[1]) == ["1", "2", "10"]
    assert beoordeel([wijken, tabel("clienten", {"2024": 53})], Beleid())[0].statussen == [TE_WEINIG, ANDER, ZICHTBAAR]


@pytest.mark.parametrize("leeg", [None, "", float("nan")])
def test_a_missing_code(leeg: object) -> None:
    fout = geweigerd(
        "DM-ONT-009", lambda: onderdruk_tabel([Dimensie("wijk", [GEHEIM, leeg])], [1, 2], None, drempel=10)
    )
    assert (fout.where.kolom, fout.where.regel) == ("wijk", 2)
    codes: Any = (["2024"] * 2, [GEHEIM, leeg])
    geweigerd("DM-ONT-009", lambda: Celtabel("clienten", "frequentie", ("periode", "wijk"), codes, [1, 2], [1, 2]))


# ------------------------------------------------------------------ duplicate rows


def test_micro_rows_may_repeat_and_are_counted() -> None:
    """Two rows of a wijk are two parts of it; of amounts a person in two rows is one contributor."""
    dims = [Dimensie("wijk", ["a", "a", "b", "b"])]
    aantallen = onderdruk_tabel(dims, [6, 6, 30, 30], None, drempel=10)
    assert {codes[0]: w for codes, w, _ in aantallen.rijen} == {"totaal": 72, "a": 12, "b": 60}
    bedragen = onderdruk_tabel(dims, [6, 6, 30, 30], ["p", "p", "q", "r"], drempel=2)
    assert {codes[0]: w for codes, w, _ in bedragen.rijen} == {"totaal": 72, "a": None, "b": None}


def test_the_same_cell_twice_in_a_table_of_cells() -> None:
    """One says 12, the other 12 again: is it 12 or 24? Nobody can tell, so it is refused."""
    codes = (["2024"] * 2, [GEHEIM, GEHEIM])
    geweigerd("DM-ONT-019", lambda: Celtabel("clienten", "frequentie", ("periode", "wijk"), codes, [12, 12], [12, 12]))


# ------------------------------------------------------------------ a policy without a threshold


@pytest.mark.parametrize("regels", ["{}", "{nul_veilig: true}", "{minimum_personen: null}", "{minimum_personen: 1}"])
def test_a_policy_without_a_threshold(regels: str) -> None:
    tekst = f'versie: "1"\ningangsdatum: 2026-01-01\neigenaar: FG\nbron: b\ndoelgroepen: {{raad: {regels}}}\n'
    fout = geweigerd("DM-ONT-001", lambda: lees_beleid(tekst))
    assert "minimum_personen" in str(fout.where)


def test_rules_in_code_without_a_threshold() -> None:
    tabellen = [tabel("clienten", {"2024": 3})]
    for minimum in (0, 1):
        geweigerd("DM-ONT-001", lambda n=minimum: beoordeel(tabellen, Beleid(minimum_personen=n)))
    geweigerd("DM-ONT-001", lambda: onderdruk_tabel([Dimensie("wijk", ["a"])], [3], None, drempel=0))


# ------------------------------------------------------------------ an earlier release that is missing or changed


@pytest.fixture
def keten(tmp_path: Path) -> tuple[Home, Path]:
    """January, and February that took January into account; and the file of January."""
    home = Home(tmp_path)
    tabellen = [tabel("clienten", {"2024 a": 45, "2024 b": 60}), tabel("clienten", {"2024": 105})]
    oordelen = beoordeel(tabellen, Beleid())
    januari = schrijf(home.releases, tabellen, oordelen, dag=date(2025, 1, 31))
    with Release.open(januari) as release:
        naam = release.meta.release_id
    februari = schrijf(home.releases, tabellen, oordelen, dag=date(2025, 2, 28))
    februari.chmod(0o600)
    with sqlite3.connect(februari) as db:
        vorige = f'[{{"release_id": "{naam}", "vingerafdruk": "{vingerafdruk_van(januari)}"}}]'
        db.execute("UPDATE meta SET waarde = ? WHERE sleutel = 'vorige'", (vorige,))
    return home, januari


NIEUW = Zelfde("lake-nu", {}, frozenset())


def test_earlier_releases_that_are_there(keten: tuple[Home, Path]) -> None:
    assert len(lees_verleden(keten[0], "raad", NIEUW).eigen) == 2


def test_an_earlier_release_that_is_missing(keten: tuple[Home, Path]) -> None:
    home, januari = keten
    januari.unlink()
    fout = geweigerd("DM-REL-016", lambda: lees_verleden(home, "raad", NIEUW))
    assert fout.where.bestand == januari.name


@pytest.mark.parametrize("waarde", [44, 46])
def test_an_earlier_release_that_was_changed(keten: tuple[Home, Path], waarde: int) -> None:
    home, januari = keten
    januari.chmod(0o600)
    with sqlite3.connect(januari) as db:
        db.execute("UPDATE cel SET waarde = ? WHERE waarde = 45", (waarde,))
    fout = geweigerd("DM-REL-017", lambda: lees_verleden(home, "raad", NIEUW))
    assert fout.where.bestand == januari.name


def test_an_earlier_release_that_cannot_be_read(keten: tuple[Home, Path]) -> None:
    home, januari = keten
    januari.chmod(0o600)
    januari.write_bytes(b"not a release")
    with pytest.raises(DatameentError) as fout:
        lees_verleden(home, "raad", NIEUW)
    assert fout.value.code.startswith("DM-REL-")
