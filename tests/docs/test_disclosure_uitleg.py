"""What the page for an FG promises is held by a test that is named there, and its numbers are those of today."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from checks.tree import REPO

from datameent.release.onderdruk import onderdruk_bestand

TEKST = (REPO / "docs" / "explanation" / "onthulling.md").read_text(encoding="utf-8")
BEWIJS = TEKST[TEKST.index("## Wat bewijst dit?") :]


def test_every_test_that_is_named_exists() -> None:
    genoemd = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", BEWIJS)
    assert len(genoemd) > 15
    for bestand, functie in genoemd:
        boom = ast.parse((REPO / bestand).read_text(encoding="utf-8"))
        assert functie in {n.name for n in boom.body if isinstance(n, ast.FunctionDef)}, f"{bestand}::{functie}"


def test_every_promise_is_in_the_table() -> None:
    kort = TEKST[TEKST.index("**Wat we beloven.**") : TEKST.index("## Stap 1")]
    beloften = set(re.findall(r"^(\d)\. ", kort, flags=re.M))
    assert len(beloften) == 8
    assert beloften == set(re.findall(r"^\| (\d)\. ", BEWIJS, flags=re.M))


OEFENTABELLEN = {
    "regio in fylke x inkomstenbron": (["region:fylke", "hovedint"], True),
    "ook met kostragroep": (["region:fylke+kostragr", "hovedint"], True),
    "ook met maanden": (["region:fylke+kostragr", "hovedint", "mnd2"], True),
    "de eerste, nullen veilig": (["region:fylke", "hovedint"], False),
    "de tweede, nullen veilig": (["region:fylke+kostragr", "hovedint"], False),
    "de derde, nullen veilig": (["region:fylke+kostragr", "hovedint", "mnd2"], False),
}


@pytest.mark.material
@pytest.mark.parametrize("naam", OEFENTABELLEN)
def test_the_numbers_of_the_practice_tables_are_those_of_today(shared_data: Path, naam: str) -> None:
    regel = next(r for r in TEKST.splitlines() if r.startswith(f"| {naam} |"))
    vakken = [[int(g.replace(".", "")) for g in re.findall(r"[\d.]+", v)] for v in regel.strip("|").split("|")[1:]]
    (cellen,), (onveilig,), (ernaast, mensen), (ander, hun_mensen), (minst,) = vakken
    dims, nullen = OEFENTABELLEN[naam]
    bron = shared_data / "sdc" / "sosialFiktiv.csv"
    gedaan = onderdruk_bestand(bron, tel="ant", dimensies=dims, drempel=10, nullen=nullen)
    assert (gedaan.cellen, gedaan.primair, gedaan.secundair) == (cellen, onveilig, ernaast)
    assert gedaan.personen_secundair == mensen
    assert ernaast <= ander
    assert minst <= mensen <= hun_mensen
