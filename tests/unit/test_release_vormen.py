"""Shapes of areas: read, refused when they cannot be right, made small with no gaps between neighbours."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datameent.demo.vormen import schrijf_vormen
from datameent.domain.errors import DatameentError
from datameent.domain.home import Home
from datameent.release import vormen
from datameent.release.read import Release
from datameent.release.schema import SQL

VIERKANT = [[4.0, 52.0], [4.0, 52.1], [4.1, 52.1], [4.1, 52.0], [4.0, 52.0]]


def _home(tmp_path: Path, *onderdelen: Any) -> Home:
    home = Home(tmp_path)
    home.config.mkdir()
    document = {"type": "FeatureCollection", "features": list(onderdelen)}
    home.vormen.write_text(json.dumps(document), encoding="utf-8")
    return home


def _gebied(code: str, ring: Any, veld: str = "code", soort: str = "Polygon") -> dict[str, Any]:
    return {"type": "Feature", "properties": {veld: code}, "geometry": {"type": soort, "coordinates": ring}}


@pytest.mark.parametrize("veld", ["code", "WK_CODE", "BU_CODE", "statcode"])
def test_the_code_is_found_under_the_names_that_cbs_gives_it(tmp_path: Path, veld: str) -> None:
    home = _home(tmp_path, _gebied("WK999901", [VIERKANT], veld), _gebied("WK036301", [VIERKANT], veld))
    assert set(vormen.lees_vormen(home, {"WK999901", "WK999902"})) == {"WK999901"}


def test_a_home_without_shapes_has_none(tmp_path: Path) -> None:
    assert vormen.lees_vormen(Home(tmp_path), {"WK999901"}) == {}


@pytest.mark.parametrize(
    ("gebied", "woord"),
    [
        (_gebied("WK036301", [VIERKANT]), "no area of this municipality"),
        (_gebied("WK999901", [VIERKANT[:-1]]), "area 1"),
        (_gebied("WK999901", [[[84000, 447000]] * 4]), "area 1"),
        (_gebied("WK999901", [[4.0, 52.0]], soort="Point"), "area 1"),
        (_gebied("WK999901", [VIERKANT], veld="name"), "area 1"),
        ({"properties": None}, "area 1"),
    ],
)
def test_what_cannot_be_a_map_is_refused_without_its_values(tmp_path: Path, gebied: Any, woord: str) -> None:
    with pytest.raises(DatameentError) as fout:
        vormen.lees_vormen(_home(tmp_path, gebied), {"WK999901"})
    assert fout.value.code == "DM-REL-018"
    assert woord in str(fout.value)
    assert "84000" not in str(fout.value)


@pytest.mark.parametrize("tekst", ["{", "[]", '{"features": 3}', "\u0000", "[" * 100_000])
def test_what_is_not_geojson_is_refused(tmp_path: Path, tekst: str) -> None:
    home = _home(tmp_path)
    home.vormen.write_text(tekst, encoding="utf-8")
    with pytest.raises(DatameentError, match="cannot be used"):
        vormen.lees_vormen(home, {"WK999901"})


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = _home(tmp_path, _gebied("WK999901", [VIERKANT]))
    monkeypatch.setattr(vormen, "GROOTSTE_BESTAND", 10)
    with pytest.raises(DatameentError, match="larger"):
        vormen.lees_vormen(home, {"WK999901"})


def _zijden(ringen: Any) -> Counter[frozenset[tuple[int, int]]]:
    teller: Counter[frozenset[tuple[int, int]]] = Counter()
    for ring in ringen:
        punten = list(zip(ring[::2], ring[1::2], strict=True))
        teller.update(frozenset(z) for z in pairwise(punten))
    return teller


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(1, 99)), min_size=1, max_size=40), st.integers(60, 2000))
def test_neighbours_keep_one_border(bochten: list[tuple[int, int]], budget: int) -> None:
    """Two areas that share a crooked border: whatever is left of it, both have the same pieces."""
    hoogtes = sorted({y for _, y in bochten})
    grens = [(0.5, 0.0), *((0.5 + x / 100, y / 100) for (x, _), y in zip(bochten, hoogtes, strict=False)), (0.5, 1.0)]
    links = [*grens, (0.0, 1.0), (0.0, 0.0), (0.5, 0.0)]
    rechts = [*grens[::-1], (1.0, 0.0), (1.0, 1.0), (0.5, 1.0)]
    gemaakt = vormen.vereenvoudig({"L": [links], "R": [rechts]}, budget)
    samen = _zijden(gemaakt["L"]) & _zijden(gemaakt["R"])
    # Everything that is not the outer frame (three corners and their sides) is shared.
    assert sum(_zijden(gemaakt["L"]).values()) - 3 == sum(samen.values()) > 0
    for ring in (*gemaakt["L"], *gemaakt["R"]):
        assert ring[:2] == ring[-2:]


def test_a_large_shape_fits_the_budget() -> None:
    import math

    ring = [(math.cos(i / 999), math.sin(i / 999)) for i in range(6277)]
    gemaakt = vormen.vereenvoudig({f"WK{i}": [[(x + 3 * i, y) for x, y in (*ring, ring[0])]] for i in range(30)}, 8000)
    assert len(json.dumps(gemaakt, separators=(",", ":"))) <= 8000
    assert len(gemaakt) == 30


def test_the_synthetic_municipality_has_a_shape_for_every_area(tmp_path: Path) -> None:
    from datameent.demo.gebieden import gebied_rijen

    home = _home(tmp_path)
    schrijf_vormen(home.vormen, 7)
    codes = {c for c, _, soort, _ in gebied_rijen("X") if soort != "gemeente"}
    eerst = home.vormen.read_bytes()
    schrijf_vormen(home.vormen, 7)
    assert home.vormen.read_bytes() == eerst
    gemaakt = vormen.lees_vormen(home, codes)
    assert set(gemaakt) == codes
    wijken = [r for c, ringen in gemaakt.items() if c.startswith("WK") for r in ringen]
    buurten = [r for c, ringen in gemaakt.items() if c.startswith("BU") for r in ringen]
    # The buurten fill the wijken: nothing is drawn twice or left open, but for rounding to the grid.
    assert sum(map(_oppervlak, buurten)) == pytest.approx(sum(map(_oppervlak, wijken)), rel=0.01)


def _oppervlak(ring: Any) -> float:
    p = list(zip(ring[::2], ring[1::2], strict=True))
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(p))) / 2


def test_a_release_of_before_has_no_shapes(tmp_path: Path) -> None:
    import sqlite3

    pad = tmp_path / "oud.sqlite"
    with sqlite3.connect(pad) as db:
        db.executescript(SQL)
        db.execute("DROP TABLE vorm")
    assert Release(pad).vormen == {}


@pytest.mark.material
def test_real_shapes_of_cbs(shared_data: Path, tmp_path: Path) -> None:
    bestand = shared_data / "geo" / "NLD_dist.geojson"
    home = Home(tmp_path)
    home.config.mkdir()
    home.vormen.write_bytes(bestand.read_bytes())
    onderdelen = json.loads(bestand.read_text(encoding="utf-8"))["features"]
    codes = {f["properties"]["code"] for f in onderdelen if f["properties"]["code"].startswith("WK0363")}
    gemaakt = vormen.lees_vormen(home, codes)
    assert set(gemaakt) == codes
    assert len(codes) == 99
    assert len(json.dumps(gemaakt, separators=(",", ":"))) < vormen.BUDGET
