"""Which hidden cells may not be known to who is alone elsewhere: those that are hidden for their own sake."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from datameent.disclosure.beleid import Beleid
from datameent.release.aanval_cel import NIEMAND, Feiten
from datameent.release.controle import _Aanval
from datameent.release.schema import DIMENSIES, TOTAAL

CEL = ("2024", *(TOTAAL for _ in DIMENSIES))
AANVAL: Any = SimpleNamespace(beleid=Beleid(dominantie_persoon=50))
GEWOON = Feiten(500, 12, None, 900, None, None, None, 5_000, 900)
"""A share of half, of twelve persons of whom nobody has most: it could be shown."""


@pytest.mark.parametrize(
    ("indicator", "status", "feit", "geheim"),
    [
        ("clienten", "te-weinig-personen", NIEMAND, True),
        ("clienten", "groep-verraadt", GEWOON, True),
        ("clienten", "beschermt-ander", GEWOON, False),
        ("clienten", "eerder-gepubliceerd", GEWOON, False),
        # Where the reason does not tell, the facts do.
        ("clienten", "zonder-reden", GEWOON, False),
        ("clienten", "zonder-reden", GEWOON._replace(waarde=9, personen=9), True),
        ("clienten", "zonder-reden", None, False),
        ("verzilvering", "beschermt-ander", GEWOON._replace(noemer=10_000), False),
        ("verzilvering", "beschermt-ander", GEWOON._replace(noemer=10_000, personen=9), True),
        ("verzilvering", "beschermt-ander", GEWOON._replace(noemer=10_000, persoon_cent=2_600), True),
        ("verzilvering", "beschermt-ander", GEWOON._replace(noemer=10_000, noemer_cent=5_100), True),
        ("verzilvering", "beschermt-ander", GEWOON._replace(noemer=5_000, waarde=1_000), True),
        ("verzilvering", "geen-noemer", GEWOON._replace(waarde=None), False),
    ],
)
def test_a_secret_of_its_own(indicator: str, status: str, feit: Feiten | None, geheim: bool) -> None:
    assert _Aanval._zelf_geheim(AANVAL, indicator, status, CEL, feit) is geheim
