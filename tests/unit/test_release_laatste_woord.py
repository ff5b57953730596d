"""What the check takes for known from other releases: the last word on a figure, and only while it is still so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from tests.unit.release_nagemaakt import meting, schrijf, tabel

from datameent.disclosure.beleid import Beleid
from datameent.disclosure.celtabel import Celtabel, Oordeel
from datameent.domain.cel import Status
from datameent.release.aanval_feiten import Feitenboek
from datameent.release.aanval_lezen import Uitgave, lees_uitgave
from datameent.release.aanval_samen import bekend_bij_lezers

BELEID = Beleid(andere_releases=True)
WEG = {
    "~": Status.EERDER_GEPUBLICEERD,
    "=": Status.BESCHERMT_ANDER,
    "#": Status.TE_WEINIG_PERSONEN,
    "?": Status.ZONDER_REDEN,
}


def _tabel(getal: str) -> list[Celtabel]:
    return [tabel("clienten", {"2024": 20 if getal in WEG else int(getal)})]


def _uitgave(map_: Path, zegt: str, nummer: int) -> Uitgave:
    """A release from a word such as `raad 1 20`: the audience, the month, and what it shows."""
    doelgroep, maand, getal = zegt.split()
    oordeel = Oordeel([WEG.get(getal, Status.GEPUBLICEERD)])
    dag = date(2025, int(maand), 28)
    return lees_uitgave(schrijf(map_ / str(nummer), _tabel(getal), [oordeel], doelgroep=doelgroep, dag=dag))


def _bekend(map_: Path, zelf: str, anderen: Iterable[str]) -> bool:
    uitgave = _uitgave(map_, zelf, 0)
    boek = Feitenboek(meting([tabel("clienten", {"2024": 20})], uitgave.peildatum), BELEID)
    boek.meet([uitgave])
    erbij = [_uitgave(map_, zegt, i) for i, zegt in enumerate(anderen, 1)]
    return bool(bekend_bij_lezers("clienten", uitgave, erbij, boek))


@pytest.mark.parametrize("weg", WEG)
def test_what_was_withheld_since_is_not_known(tmp_path: Path, weg: str) -> None:
    assert not _bekend(tmp_path, "raad 4 #", ["raad 1 20", f"raad 2 {weg}"])
    assert _bekend(tmp_path, "raad 4 #", ["raad 1 20", f"raad 2 {weg}", "raad 3 20"])


def test_what_is_another_figure_now_is_not_known(tmp_path: Path) -> None:
    assert not _bekend(tmp_path, "raad 4 #", ["raad 1 19"])
    assert not _bekend(tmp_path, "raad 4 #", ["raad 1 20", "raad 2 19"])


@pytest.mark.parametrize(("weg", "bekend"), [("~", False), ("?", False), ("#", True), ("=", True)])
def test_what_waits_in_the_release_itself_may_have_changed(tmp_path: Path, weg: str, bekend: bool) -> None:
    """That it is hidden for its own sake, or for another, takes nothing back: the figure of before is no secret."""
    assert _bekend(tmp_path, f"raad 4 {weg}", ["raad 1 20"]) is bekend


def test_another_audience_of_the_same_lake_has_the_last_word_as_well(tmp_path: Path) -> None:
    assert _bekend(tmp_path, "raad 4 #", ["openbaar 3 20", "raad 3 ~"])
    assert _bekend(tmp_path, "raad 4 ~", ["openbaar 4 20"])
    assert not _bekend(tmp_path, "raad 4 #", ["openbaar 2 20", "raad 3 ~"])
    assert not _bekend(tmp_path, "openbaar 4 #", ["raad 3 20"]), "a reader of openbaar has no release of raad"


def test_what_comes_after_is_known_whatever_it_takes_back(tmp_path: Path) -> None:
    assert _bekend(tmp_path, "raad 4 ~", ["raad 1 20", "raad 5 20"])
    assert _bekend(tmp_path, "raad 4 #", ["raad 5 20", "raad 6 ~"])
