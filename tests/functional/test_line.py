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
    assert said["berichten"] == sum(truth["gerealiseerd"]["berichten"].values())
    assert said["prestaties"] == truth["gerealiseerd"]["prestaties"]
    assert set(said["releases"]) == {"beleid", "raad", "openbaar"}
    assert 0 < said["onderdrukt"] < said["cellen"]
    assert {"genereren", "laden", "bouwen", "releases", "totaal"} <= set(said["seconden"])


def test_spend_is_the_planted_truth_to_the_cent(klein: Klein, datameent: Draai) -> None:
    home, _ = klein
    truth = json.loads((home / "demo/waarheid.json").read_text(encoding="utf-8"))["gerealiseerd"]
    asked = datameent("cijfer", "UITGAVEN", "--per", "jaar,wet", "--doel", "beleid", "--home", home, "--json")
    assert asked.status == 0, asked.fout
    shown = {(c["dimensies"]["wet"], c["dimensies"]["jaar"]): c["waarde"] for c in asked.json["cellen"]}
    planted = {(wet, jaar): cents for wet, years in truth["uitgaven_cent"].items() for jaar, cents in years.items()}
    assert {k: v for k, v in shown.items() if v is not None} == planted


def test_the_second_demo_does_nothing_again(klein: Klein, datameent: Draai) -> None:
    home, first = klein
    again = datameent(
        "demo", "--no-serve", "--json", "--home", home, "--inwoners", "6000", "--jaren", "2", "--seed", "7"
    )
    assert again.json == first


def test_status_knows_age_and_counts(klein: Klein, datameent: Draai) -> None:
    home, said = klein
    stand = datameent("status", "--home", home, "--json").json
    assert (stand["berichten"], stand["prestaties"], stand["clienten"]) == tuple(
        said[k] for k in ("berichten", "prestaties", "clienten")
    )
    assert set(stand["bronnen"]) == {"ijw", "iwmo", "bevolking", "postcodes", "gebieden", "aanbieders"}
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


def test_the_next_run_adds_the_next_month(klein: Klein, datameent: Draai, tmp_path: Path) -> None:
    """One year up to a day, then the month after it: the earlier files are the same and only the new ones load."""
    plan = ("--inwoners", "3000", "--jaren", "1", "--seed", "3")
    generated = datameent("generate", "--uit", tmp_path / "a", *plan, "--tot", "2025-07-01", "--json")
    assert generated.status == 0, generated.fout
    longer = datameent("generate", "--uit", tmp_path / "b", *plan, "--vanaf", "2024-07", "--tot", "2025-08-01", "--json")
    assert longer.status == 0, longer.fout
    early = {p.relative_to(tmp_path / "a"): p.read_bytes() for p in (tmp_path / "a/berichten").rglob("*.xml")}
    later = {p.relative_to(tmp_path / "b"): p.read_bytes() for p in (tmp_path / "b/berichten").rglob("*.xml")}
    assert early
    assert len(later) > len(early)
    assert {k: later.get(k) for k in early} == early


def test_a_purpose_no_agreement_names_is_refused(klein: Klein, datameent: Draai) -> None:
    home, _ = klein
    done = datameent("cijfer", "UITGAVEN", "--doel", "nieuwsgierig", "--home", home, "--json")
    assert done.status != 0
    assert done.json["fout"]["code"].startswith("DM-")


def test_help_names_every_command(datameent: Draai) -> None:
    said = datameent("--help").uit
    for command in (
        "init", "generate", "demo", "standaard", "ingest", "check", "build", "cijfer", "release", "tabellen", "audit",
        "onderdruk", "status", "serve", "backup", "restore",
    ):  # fmt: skip
        assert f"  {command} " in said


def test_wrong_use_is_status_2(datameent: Draai, tmp_path: Path) -> None:
    assert datameent("ingest").status == 2
    assert datameent("status", "--home", tmp_path / "nergens").status == 2
