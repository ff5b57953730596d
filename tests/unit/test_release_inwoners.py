"""Inhabitants per area: read, held to the map, and refused as a whole when a row cannot be right."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datameent.domain.errors import DatameentError
from datameent.domain.home import Home
from datameent.domain.inwoners import Inwonertal, in_het_jaar, per_inwoners
from datameent.release import inwoners
from datameent.release.inwoners import lees_inwoners
from datameent.release.read import Release
from datameent.release.schema import SQL

KOP = "code,peildatum,inwoners,bron"
GOED = [
    "GM9999,2024-01-01,1000,CBS",
    "WK999901,2024-01-01,600,CBS",
    "WK999902,2024-01-01,400,CBS",
    "BU99990101,2024-01-01,600,CBS",
    "BU99990201,2024-01-01,400,CBS",
]
CODES = {"WK999901", "WK999902", "BU99990101", "BU99990201", "totaal", "onbekend"}
RING = [[[4.0, 52.0], [4.0, 52.1], [4.1, 52.1], [4.0, 52.0]]]


def _home(tmp_path: Path, regels: list[str], kop: str = KOP, vormen: set[str] | None = None) -> Home:
    home = Home(tmp_path)
    home.config.mkdir()
    home.inwoners.write_text("\n".join([kop, *regels]) + "\n", encoding="utf-8")
    if vormen is not None:
        gebieden = [{"properties": {"code": c}, "geometry": {"type": "Polygon", "coordinates": RING}} for c in vormen]
        home.vormen.write_text(json.dumps({"features": gebieden}), encoding="utf-8")
    return home


def _lees(home: Home) -> tuple[Inwonertal, ...]:
    return lees_inwoners(home, "9999", CODES)


def test_every_year_is_read_with_its_source(tmp_path: Path) -> None:
    eerder = [r.replace("2024", "2023").replace("CBS", '"CBS, Kerncijfers 2023"') for r in GOED]
    nu, toen = (_lees(_home(tmp_path, [*GOED, *eerder])))[::-1]
    assert (nu.peildatum, nu.bron, toen.bron) == (date(2024, 1, 1), "CBS", "CBS, Kerncijfers 2023")
    assert nu.aantal == {"GM9999": 1000, "WK999901": 600, "WK999902": 400, "BU99990101": 600, "BU99990201": 400}


def test_semicolons_quotes_spaces_and_other_municipalities_are_fine(tmp_path: Path) -> None:
    """As StatLine gives it: a mark at the begin, codes filled up with spaces, the whole country in one file."""
    regels = [";".join(f'"{v} "' for v in r.split(",")) for r in [*GOED, "NL00,2024-01-01,18000000,CBS"]]
    regels += ["WK036300;2024-01-01;5;Ander", "WK036300;2024-01-01;5;Ander", ""]
    home = _home(tmp_path, regels, kop="\ufeff" + ";".join(f'"{k}"' for k in KOP.split(",")))
    assert set(_lees(home)[0].aantal) == {"GM9999", *CODES} - {"totaal", "onbekend"}


def test_only_areas_of_the_release_are_carried(tmp_path: Path) -> None:
    home = _home(tmp_path, GOED, vormen=CODES - {"totaal", "onbekend"})
    assert lees_inwoners(home, "9999", {"WK999901"})[0].aantal == {"GM9999": 1000, "WK999901": 600}


def test_without_the_file_there_are_none(tmp_path: Path) -> None:
    assert _lees(Home(tmp_path)) == ()


def _zonder(code: str) -> list[str]:
    return [r for r in GOED if not r.startswith(code)]


@pytest.mark.parametrize(
    ("regels", "woord", "regel"),
    [
        (_zonder("WK999902"), "areas are missing on a date (WK): 1", 2),
        (_zonder("BU99990201"), "areas are missing on a date (BU): 1", 2),
        (_zonder("GM"), "whole municipality is missing", 2),
        (["GM0363,2024-01-01,9,CBS"], "no area of this municipality", None),
        ([], "no area of this municipality", None),
        ([*GOED, GOED[1]], "twice", 7),
        ([*GOED, "WK999901,2024-07-01,77,CBS"], "two dates", 7),
        ([*GOED[:-1], GOED[-1].replace("CBS", "Elders")], "two sources", 6),
        ([GOED[0].replace("1000", "1100"), *GOED[1:]], "do not add up", 2),
        ([*GOED, "WK999901,2024-01-01,77"], "columns", 7),
    ],
)
def test_what_does_not_fit_together_is_refused(
    tmp_path: Path, regels: list[str], woord: str, regel: int | None
) -> None:
    with pytest.raises(DatameentError) as fout:
        _lees(_home(tmp_path, regels))
    assert fout.value.code == "DM-REL-019"
    assert woord in str(fout.value)
    assert fout.value.where.regel == regel


@pytest.mark.parametrize(
    ("rij", "kolom"),
    [
        ("WK999901,2024-01-01,-600,CBS", "inwoners"),
        ("WK999901,2024-01-01,zeshonderd,CBS", "inwoners"),
        ("WK999901,2024-01-01,.,CBS", "inwoners"),
        ("WK999901,2024-01-01,6.480,CBS", "inwoners"),
        ("WK999901,2024-01-01,600.5,CBS", "inwoners"),
        ("WK999901,2024-01-01,,CBS", "inwoners"),
        ("WK999901,2024-01-01,٦٠٠,CBS", "inwoners"),
        ("WK999901,2024-01-01,999999999,CBS", "inwoners"),
        ("WK999901,2024-02-30,600,CBS", "peildatum"),
        ("WK999901,1-1-2024,600,CBS", "peildatum"),
        ("WK999901,2024-W01-1,600,CBS", "peildatum"),
        ("WK9999,2024-01-01,600,CBS", "code"),
        ("Geheim Centrum,2024-01-01,600,CBS", "code"),
        ("WK999901,2024-01-01,600,", "bron"),
        (f"WK999901,2024-01-01,600,{'x' * 201}", "bron"),
    ],
)
def test_a_value_that_cannot_be_is_refused_without_telling_it(tmp_path: Path, rij: str, kolom: str) -> None:
    with pytest.raises(DatameentError) as fout:
        _lees(_home(tmp_path, [GOED[0], rij, *GOED[2:]]))
    assert fout.value.code == "DM-REL-019"
    assert (fout.value.where.regel, fout.value.where.kolom) == (3, kolom)
    assert not any(v in str(fout.value) for v in ("zeshonderd", "Geheim", "-600", "2024-02-30", "xxx"))


@pytest.mark.parametrize("kop", ["", "code,peildatum,inwoners", "wijk,peildatum,inwoners,bron", "inwoners,code,bron"])
def test_other_columns_are_refused(tmp_path: Path, kop: str) -> None:
    with pytest.raises(DatameentError, match="first line"):
        _lees(_home(tmp_path, GOED, kop=kop))


def test_an_area_that_is_not_on_the_map_is_refused(tmp_path: Path) -> None:
    """Other borders than those of the map would give a rate of another area."""
    with pytest.raises(DatameentError, match="not in the file with shapes"):
        _lees(_home(tmp_path, GOED, vormen={"WK999901", "WK999903", "BU99990101", "BU99990201"}))


def test_a_wijk_of_the_map_without_any_help_is_missed_too(tmp_path: Path) -> None:
    with pytest.raises(DatameentError, match="missing on a date"):
        _lees(_home(tmp_path, GOED, vormen={*CODES, "WK999903"}))


def test_a_map_of_wijken_alone_leaves_buurten_to_the_release(tmp_path: Path) -> None:
    assert len(_lees(_home(tmp_path, GOED, vormen={"WK999901", "WK999902", "WK036300"}))[0].aantal) == 5


def test_buurten_may_be_left_out(tmp_path: Path) -> None:
    assert set(_lees(_home(tmp_path, _zonder("BU")))[0].aantal) == {"GM9999", "WK999901", "WK999902"}


def test_a_file_that_is_too_large_or_not_text_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = _home(tmp_path, GOED)
    home.inwoners.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DatameentError, match="UTF-8"):
        _lees(home)
    monkeypatch.setattr(inwoners, "GROOTSTE_BESTAND", 2)
    with pytest.raises(DatameentError, match="larger"):
        _lees(home)


def test_a_release_of_before_has_no_inhabitants_and_opens(tmp_path: Path) -> None:
    pad = tmp_path / "oud.sqlite"
    with sqlite3.connect(pad) as db:
        db.executescript(SQL)
        db.execute("DROP TABLE inwoners")
    assert Release(pad).inwoners == ()


@given(st.sets(st.integers(2000, 2030)), st.integers(1999, 2031))
def test_the_year_is_the_nearest_one_that_is_not_later(jaren: set[int], jaar: int) -> None:
    """Walk back a year at a time until one is there."""
    tallen = [Inwonertal(date(j, 1, 1), "CBS", {}) for j in jaren]
    zoek = jaar
    while zoek >= 1999 and zoek not in jaren:
        zoek -= 1
    gevonden = in_het_jaar(tallen, jaar)
    assert (gevonden.peildatum.year if gevonden else None) == (zoek if zoek in jaren else None)


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**6), st.sampled_from([1, 1000, 10_000]))
def test_a_rate_is_the_nearest_whole_number(waarde: int, aantal: int, maal: int) -> None:
    from decimal import ROUND_HALF_UP, Decimal, localcontext
    from fractions import Fraction

    with localcontext(prec=60):
        echt = Decimal(waarde * maal) / Decimal(aantal)
        assert per_inwoners(waarde, aantal, maal) == int(echt.quantize(Decimal(1), ROUND_HALF_UP))
    assert abs(per_inwoners(waarde, aantal, maal) - Fraction(waarde * maal, aantal)) <= Fraction(1, 2)


@pytest.mark.material
def test_real_figures_of_cbs(shared_data: Path, tmp_path: Path) -> None:
    """Amsterdam in 2020: all wijken and buurten as CBS gives them, in the file with the whole country."""
    import pyarrow.parquet as pq

    bestand = shared_data / "cbs" / "84799NED-kwb2020" / "cbs.v3.84799NED_TypedDataSet.parquet"
    rijen = pq.read_table(bestand, columns=["WijkenEnBuurten", "AantalInwoners_5"]).to_pylist()
    regels = [f"{r['WijkenEnBuurten']},2020-01-01,{r['AantalInwoners_5']},CBS 84799NED" for r in rijen]
    codes = {r["WijkenEnBuurten"].strip() for r in rijen if r["WijkenEnBuurten"][2:6] == "0363"}
    (tal,) = lees_inwoners(_home(tmp_path, regels), "0363", codes)
    assert tal.aantal["GM0363"] == 872_757
    assert len(tal.aantal) == len(codes) > 500
    assert abs(sum(n for c, n in tal.aantal.items() if c.startswith("WK")) - 872_757) < 1000
