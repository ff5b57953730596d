"""The commands `check` and `regels` as they are called: what is on stdout, what beside it, and the exit status."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from tests.integration.ingest_berichten import BSNS, KANARIES, Map, declaratie
from tests.integration.regels_home import CODE, eigen_regels, gevulde_home
from typer.testing import CliRunner

from datameent.cli.main import app
from datameent.domain.errors import DatameentError
from datameent.domain.home import Home
from datameent.lake.schemas import KERN
from datameent.lake.store import Lake

Roep = Callable[..., Result]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return gevulde_home(tmp_path_factory.mktemp("regels")).root


@pytest.fixture
def roep() -> Iterator[Roep]:
    with eigen_regels():
        yield lambda *args: CliRunner().invoke(app, [str(a) for a in args])


@pytest.fixture
def los(tmp_path: Path) -> Map:
    return Map(tmp_path / "los")


def _json(result: Result) -> Any:
    return json.loads(result.stdout)


def test_check_of_files_has_the_keys_that_others_count_on(roep: Roep, home: Path, los: Map) -> None:
    los.leg("a.xml", declaratie(20, [BSNS[0], BSNS[1]], dag="2025-03-10"))
    los.leg("b.xml", declaratie(21, [BSNS[0]], totaal=1))
    result = roep("check", los.pad, "--home", home, "--json")
    said = _json(result)
    assert result.exit_code == 1
    assert (said["bestanden"], said["berichten"]) == (2, 1)
    keys = {"bestand", "code", "ernst", "niveau", "plaats", "tekst", "retourcode", "doen", "afzender"}
    assert all(keys <= set(finding) for finding in said["bevindingen"])
    samen = next(f for f in said["bevindingen"] if f["code"] == CODE)
    assert (samen["niveau"], samen["afzender"]) == ("berichtoverstijgend", "99101234")
    assert samen["plaats"].startswith(str(los.pad / "a.xml"))
    assert "Client[2]/Prestaties/Prestatie[1]" in samen["plaats"]
    assert not any(geheim in result.output for geheim in (*KANARIES, *BSNS[:2], "R20-1"))


def test_check_for_a_person_is_grouped_by_sender(roep: Roep, home: Path, los: Map) -> None:
    los.leg("a.xml", declaratie(20, [BSNS[0], BSNS[1]], dag="2025-03-10"))
    result = roep("check", los.pad, "--home", home)
    assert result.exit_code == 0  # a warning is no error
    lines = result.stdout.splitlines()
    assert lines[0] == "1 files, 1 messages, 1 findings"
    assert lines[1] == "From 99101234:"
    assert lines[2].split()[:4] == ["1", "x", CODE, "(waarschuwing):"]
    assert "Not judged: OP262; load gebied" in result.stderr


def test_check_without_a_path_judges_what_was_loaded(roep: Roep, home: Path, tmp_path: Path) -> None:
    said = _json(roep("check", "--home", home, "--json", "--retour", tmp_path / "uit"))
    (count,) = said["aantallen"]
    assert (count["afzender"], count["code"], count["aantal"]) == ("99101234", CODE, 1)
    assert [f["code"] for f in said["bevindingen"]] == [CODE]
    tabel = Lake.open(Home(home)).arrow("kern", "regelbevinding")
    assert tabel.schema == KERN["regelbevinding"]
    assert tabel.num_rows == 1
    assert "referentienummer R10-1" in (tmp_path / "uit" / "bevindingen-99101234.txt").read_text(encoding="utf-8")


def test_check_without_a_path_needs_a_home(roep: Roep, tmp_path: Path) -> None:
    assert isinstance(roep("check", "--home", tmp_path / "nergens").exception, DatameentError)


def test_check_of_clean_files_is_good(roep: Roep, home: Path, los: Map) -> None:
    los.leg("a.xml", declaratie(20, [BSNS[0]], dag="2025-03-10"))
    result = roep("check", los.pad, "--home", home, "--json")
    assert result.exit_code == 0
    assert _json(result)["bevindingen"] == []


def test_regels_lists_every_code_once_per_law(roep: Roep) -> None:
    entries = _json(roep("regels", "--json"))
    assert set(entries[0]) >= {"standaard", "code", "soort", "niveau", "berichten", "status", "reden"}
    keys = [(e["standaard"], e["code"]) for e in entries]
    assert len(keys) == len(set(keys)) > 580
    assert {e["status"] for e in entries} == {"geïmplementeerd", "niet toetsbaar", "buiten bereik"}
    assert all(e["reden"] for e in entries if e["status"] != "geïmplementeerd")


def test_regels_for_a_person_counts_per_status_and_shows_one_code(roep: Roep) -> None:
    lines = roep("regels").stdout.splitlines()
    assert lines[-1].endswith(f"{len(lines) - 2} codes")
    one = roep("regels", "--code", "TR307").stdout
    assert "9307" in one
    assert "323" in one
    assert isinstance(roep("regels", "--code", "TR999").exception, DatameentError)
