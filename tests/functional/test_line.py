"""The main job, end to end, on a small synthetic municipality."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from tests.functional.conftest import Draai

Klein = tuple[Path, dict[str, Any]]


def test_demo_says_what_it_did(klein: Klein) -> None:
    home, said = klein
    truth = json.loads((home / "demo/waarheid.json").read_text(encoding="utf-8"))
    assert set(said) >= {
        "berichten", "berichten_map", "prestaties", "clienten", "afgekeurd", "cellen", "onderdrukt", "releases",
        "seconden", "piek_mb",
    }  # fmt: skip
    assert said["afgekeurd"] == 0
    assert said["berichten"] == truth["berichten"]["totaal"]
    assert said["prestaties"] == truth["regels"]["ingediend"]
    assert set(said["releases"]) == {"beleid", "raad", "openbaar"}
    assert 0 < said["onderdrukt"] < said["cellen"]
    assert {"genereren", "laden", "bouwen", "releases", "totaal"} <= set(said["seconden"])


@pytest.mark.parametrize(
    ("indicator", "sleutel"), [("UITGAVEN", "uitgaven_per_jaar_cent"), ("CLIENTEN", "clienten_per_jaar")]
)
def test_figures_are_the_planted_truth(klein: Klein, datameent: Draai, indicator: str, sleutel: str) -> None:
    """To the cent and to the person: what went into the messages comes out as the figure."""
    home, _ = klein
    truth = json.loads((home / "demo/waarheid.json").read_text(encoding="utf-8"))[sleutel]
    asked = datameent("cijfer", indicator, "--per", "jaar,wet", "--doel", "beleid", "--home", home, "--json")
    assert asked.status == 0, asked.fout
    shown = {(c["dimensies"]["wet"], c["dimensies"]["jaar"]): c["waarde"] for c in asked.json["cellen"]}
    planted = {(wet, jaar): value for wet, years in truth.items() for jaar, value in years.items()}
    assert shown == planted


def test_no_month_falls_because_declarations_are_still_to_come(klein: Klein) -> None:
    _, said = klein
    con = sqlite3.connect(f"file:{said['releases']['raad']}?mode=ro&immutable=1", uri=True)
    rows = con.execute(
        "SELECT periode, waarde FROM cel WHERE indicator = 'uitgaven' AND korrel = 'maand' AND wet = 'wmo'"
        " AND productcategorie = 'totaal' AND wijk = 'totaal' AND leeftijdsgroep = 'totaal' ORDER BY periode"
    ).fetchall()
    con.close()
    middle = sorted(value for _, value in rows)[len(rows) // 2]
    assert rows[-1][1] > middle / 2
    assert len(rows) > 20


def test_the_second_demo_does_nothing_again(klein: Klein, datameent: Draai) -> None:
    home, first = klein
    again = datameent(
        "demo", "--no-serve", "--json", "--home", home, "--inwoners", "6000", "--jaren", "2", "--seed", "7"
    )
    assert again.json == first


PLAN = "inwoners: 1500\njaren: 1\nseed: 5\npak: {pak}\n"
HETZELFDE = ("berichten", "prestaties", "clienten", "afgekeurd", "cellen", "onderdrukt")


def _demo(datameent: Draai, map_: Path, pak: str) -> tuple[Path, dict[str, Any]]:
    """The whole line on a municipality of a year: its home and what `demo --json` said."""
    plan, home = map_ / f"{pak}.yaml", map_ / pak
    plan.write_text(PLAN.format(pak=pak), encoding="utf-8")
    done = datameent("demo", "--no-serve", "--json", "--home", home, "--plan", plan)
    assert done.status == 0, done.fout
    return home, done.json


@pytest.fixture(scope="module")
def een_jaar(datameent: Draai, tmp_path_factory: pytest.TempPathFactory) -> Klein:
    """A municipality of a year, in a file per message."""
    return _demo(datameent, tmp_path_factory.mktemp("jaar"), "xml")


def test_a_demo_of_zips_is_the_same_municipality(een_jaar: Klein, datameent: Draai, tmp_path: Path) -> None:
    """A large municipality is written as a zip per month with both laws in it; the line must read that too."""
    _, xml = een_jaar
    _, zips = _demo(datameent, tmp_path, "zip")
    assert {k: zips[k] for k in HETZELFDE} == {k: xml[k] for k in HETZELFDE}
    assert zips["prestaties"] > 0


def test_a_demo_that_was_cut_off_is_made_again(een_jaar: Klein, datameent: Draai) -> None:
    home, whole = een_jaar
    state = json.loads((home / "demo.json").read_text(encoding="utf-8"))
    (home / "demo.json").write_text(json.dumps({**state, "uitkomst": None}), encoding="utf-8")
    for release in whole["releases"].values():
        Path(release).unlink()
    again = datameent("demo", "--no-serve", "--json", "--home", home, "--plan", home.with_suffix(".yaml"))
    assert again.status == 0, again.fout
    same = (*HETZELFDE, "releases")
    assert {k: again.json.get(k) for k in same} == {k: whole.get(k) for k in same}


def test_a_demo_does_not_mix_with_something_else(klein: Klein, datameent: Draai) -> None:
    home, _ = klein
    other = datameent(
        "demo", "--no-serve", "--json", "--home", home, "--inwoners", "6000", "--jaren", "2", "--seed", "8"
    )
    assert (other.status, other.json["fout"]["code"]) == (2, "DM-CLI-005")


def test_status_knows_age_and_counts(klein: Klein, datameent: Draai) -> None:
    home, said = klein
    stand = datameent("status", "--home", home, "--json").json
    assert (stand["berichten"], stand["prestaties"], stand["clienten"]) == tuple(
        said[k] for k in ("berichten", "prestaties", "clienten")
    )
    assert set(stand["bronnen"]) == {
        "ijw", "iwmo", "bevolking", "postcodes", "gebieden", "aanbieders", "producten", "tarieven",
    }  # fmt: skip
    for source in stand["bronnen"].values():
        assert set(source) >= {"leeftijd_dagen", "geladen", "afgekeurd", "in_quarantaine"}


def test_no_published_count_is_below_the_threshold(klein: Klein) -> None:
    _, said = klein
    for pad in said["releases"].values():
        con = sqlite3.connect(f"file:{pad}?mode=ro&immutable=1", uri=True)
        rows = con.execute(
            "SELECT min(waarde) FROM cel WHERE indicator IN ('clienten','instroom','uitstroom') AND waarde > 0"
        ).fetchone()
        hidden = con.execute("SELECT count(*) FROM cel WHERE status <> '' AND waarde IS NOT NULL").fetchone()
        con.close()
        assert rows[0] >= 10
        assert hidden[0] == 0


def test_every_release_is_in_the_processing_log(klein: Klein) -> None:
    home, said = klein
    lines = [json.loads(line) for line in (home / "logs/verwerkingen.jsonl").read_text(encoding="utf-8").splitlines()]
    logged = {line["bron"]: line for line in lines if line["wat"] == "release"}
    assert {Path(p).stem for p in said["releases"].values()} <= set(logged)
    assert all("beleid" in line["doelen"] and line["aantallen"]["cellen"] > 0 for line in logged.values())


def test_tables_of_a_release_describe_themselves(klein: Klein, datameent: Draai, tmp_path: Path) -> None:
    home, _ = klein
    done = datameent("tabellen", "raad", "--uit", tmp_path, "--home", home)
    assert done.status == 0, done.fout
    described = json.loads((tmp_path / "tabellen.json").read_text(encoding="utf-8"))
    assert described["doelgroep"] == "raad"
    for table in described["tabellen"]:
        with (tmp_path / table["bestand"]).open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
        assert rows
        assert set(rows[0]) == {d["naam"] for d in table["dimensies"]} | {"waarde", "status"}
        for dimension in table["dimensies"]:
            codes = set(described["hierarchieen"][dimension["hierarchie"]]["ouder"])
            assert {r[dimension["naam"]] for r in rows} <= codes
        for row in rows:
            assert bool(row["waarde"]) != bool(row["status"])


@pytest.mark.parametrize("doelgroep", ["beleid", "raad", "openbaar"])
def test_no_release_exposes_anything_to_the_audit(klein: Klein, datameent: Draai, doelgroep: str) -> None:
    home, _ = klein
    done = datameent("audit", doelgroep, "--home", home, "--json")
    assert (done.status, done.json["blootgesteld"]) == (0, []), done.fout


def test_the_next_run_adds_the_next_month(datameent: Draai, tmp_path: Path) -> None:
    """A year, then one month more: the earlier files keep every byte and only the new ones load."""
    plan = ("--inwoners", "3000", "--seed", "3", "--begin", "2024-07-01")
    for uit, tot in (("a", "2025-07-01"), ("b", "2025-08-01")):
        done = datameent("generate", "--uit", tmp_path / uit, *plan, "--tot", tot, "--json")
        assert done.status == 0, done.fout
    early, later = (
        {p.relative_to(tmp_path / m): p.read_bytes() for p in (tmp_path / m / "berichten").rglob("*.xml")} for m in "ab"
    )
    assert len(later) > len(early) > 0
    assert {k: later.get(k) for k in early} == early

    home = tmp_path / "home"
    assert datameent("init", home).status == 0
    for name in ("gebieden", "aanbieders", "postcodes", "bevolking"):
        assert datameent("ingest", tmp_path / f"b/{name}.csv", "--bron", name, "--home", home).status == 0
    loaded = {}
    for uit in "ab":
        for bron in ("ijw", "iwmo"):
            done = datameent("ingest", tmp_path / uit / "berichten", "--bron", bron, "--home", home, "--json")
            assert done.status == 0, done.fout
            loaded[uit, bron] = (done.json["berichten"], done.json["al_geladen"])
    for bron, prefix in (("ijw", "JW"), ("iwmo", "WMO")):
        first = sum(p.name.startswith(prefix) for p in early)
        both = sum(p.name.startswith(prefix) for p in later)
        assert loaded["a", bron] == (first, 0)
        assert loaded["b", bron] == (both - first, first)


def test_a_purpose_no_agreement_names_is_refused(klein: Klein, datameent: Draai) -> None:
    home, _ = klein
    done = datameent("cijfer", "UITGAVEN", "--doel", "nieuwsgierig", "--home", home, "--json")
    assert done.status != 0
    assert done.json["fout"]["code"].startswith("DM-")


def test_help_names_every_command(datameent: Draai) -> None:
    said = datameent("--help").uit
    for command in (
        "init", "generate", "demo", "standaard", "ingest", "check", "build", "cijfer", "release", "tabellen", "audit",
        "onderdruk", "regels", "status", "serve", "backup", "restore",
    ):  # fmt: skip
        assert f"  {command} " in said


def test_wrong_use_is_status_2(datameent: Draai, tmp_path: Path) -> None:
    assert datameent("ingest").status == 2
    assert datameent("status", "--home", tmp_path / "nergens").status == 2
