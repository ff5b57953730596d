"""A small home with messages in it, and a rule of its own for tests of what runs rules."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.integration.ingest_berichten import BSNS, Map, declaratie, toewijzing

from datameent.domain.home import Home
from datameent.lake.ingest import ingest
from datameent.lake.start import init_home
from datameent.regels import toets
from datameent.regels.bronnen import Bronnen
from datameent.regels.register import Overstijgend

CODE = "OP302"
"""A code of the register; within `eigen_regels` it means: the toewijzingnummer of a line was never assigned."""


def niet_toegewezen(b: Bronnen) -> Any:
    """The declared lines whose toewijzingnummer stands in no 301."""
    regels, toegewezen = b.rijen("prestatie", "323"), b.rijen("toegewezen_product", "301")
    return regels.anti_join(toegewezen, ["wet", "toewijzingnummer"])


@contextmanager
def eigen_regels() -> Iterator[None]:
    """Only the rule of this module, and one whose facts are never loaded."""
    toets.toetsen()
    regels = {
        (CODE, "prestatie"): Overstijgend(CODE, "prestatie", niet_toegewezen),
        ("OP262", "prestatie"): Overstijgend("OP262", "prestatie", niet_toegewezen, nodig=("gebied",)),
    }
    with patch.object(toets, "OVERSTIJGEND", regels):
        toets.toetsen.cache_clear()
        yield
    toets.toetsen.cache_clear()


def gevulde_home(map_: Path) -> Home:
    """A home with one assignment (number 1), and one declaration on the numbers 1 and 2."""
    home, berichten = init_home(map_ / "home"), Map(map_ / "in")
    berichten.leg("301.xml", toewijzing(1, BSNS[0]))
    berichten.leg("323.xml", declaratie(10, [BSNS[0], BSNS[1]]))
    resultaat = ingest(home, [berichten.pad], "iwmo", vandaag=date(2025, 9, 1))
    assert (resultaat.berichten, resultaat.afgekeurd) == (2, 0), resultaat.bevindingen
    return home
