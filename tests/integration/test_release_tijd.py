"""Releases over time, from a lake: late messages, releases that are gone or changed, and the same made again."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from tests.integration.release_home import Rij, maak_home, zet_kern
from tests.integration.test_release_audit_fouten import PLAN

from datameent.domain.cel import Status
from datameent.domain.errors import DatameentError
from datameent.domain.home import Home
from datameent.lake.store import Lake
from datameent.release import build
from datameent.release.build import bouw_release
from datameent.release.controle import controleer_release
from datameent.release.meten import Meting
from datameent.release.plan import Kruising
from datameent.release.read import Release
from datameent.release.tijd import vingerafdruk_van
from datameent.release.verschil import veranderde_personen


@pytest.fixture(scope="module")
def eerst(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with one release for the council."""
    home = maak_home(tmp_path_factory.mktemp("tijd") / "home", personen=420, maanden=15)
    (home.config / "tabellenplan.yaml").write_text(PLAN, encoding="utf-8")
    bouw_release(home, "raad")
    return home


@pytest.fixture
def home(eerst: Home, tmp_path: Path) -> Home:
    shutil.copytree(eerst.root, tmp_path / "home")
    return Home(tmp_path / "home")


def _laat(home: Home, mensen: int, maand: date = date(2024, 5, 1), wijk: str = "WK999901") -> None:
    """So many new clients in one wijk and one month, that were told of after the first release."""
    lake = Lake.open(home)
    tabellen: dict[str, list[Rij]] = {
        n: lake.arrow("kern", n).to_pylist() for n in ("kostenmaand", "hulpperiode", "traject", "trajectgebeurtenis")
    }
    nieuw = {
        "wet": "wmo", "maand": maand, "aanbieder": "90000001", "productcategorie": "01", "productcode": "01A01",
        "bedrag_cent": 20_000, "telt": True, "wijk_code": wijk, "leeftijdsgroep": "18-64",
    }  # fmt: skip
    tabellen["kostenmaand"] += [{**nieuw, "pseudoniem": f"laat{i}"} for i in range(mensen)]
    zet_kern(lake, **tabellen)


def _cel(pad: Path, indicator: str, korrel: str, periode: str, **codes: str) -> tuple[int | None, Status]:
    with Release.open(pad) as r:
        cel = r.cel(indicator, korrel, periode, **codes)
        assert cel is not None
        return cel.waarde, cel.status


def test_one_late_client_waits_and_twelve_do_not(home: Home) -> None:
    waar = {"wet": "wmo", "wijk": "WK999901"}
    oud = bouw_release(home, "raad")
    toen, _ = _cel(oud.pad, "clienten", "kwartaal", "2024-Q2", **waar)
    _laat(home, 1)
    een = bouw_release(home, "raad")
    assert een.pad != oud.pad
    assert _cel(een.pad, "clienten", "kwartaal", "2024-Q2", **waar) == (None, Status.EERDER_GEPUBLICEERD)
    # The ratio goes with its part, and the money of one client waits too.
    assert _cel(een.pad, "kosten_per_client", "kwartaal", "2024-Q2", **waar)[0] is None
    assert _cel(een.pad, "uitgaven", "kwartaal", "2024-Q2", **waar)[1] is Status.EERDER_GEPUBLICEERD
    # A quarter about which nothing came stays as it was.
    anders = _cel(oud.pad, "clienten", "kwartaal", "2024-Q3", **waar)
    assert _cel(een.pad, "clienten", "kwartaal", "2024-Q3", **waar) == anders
    assert controleer_release(home, een.pad).blootgesteld == ()
    _laat(home, 12)
    meer = bouw_release(home, "raad")
    assert toen is not None
    assert _cel(meer.pad, "clienten", "kwartaal", "2024-Q2", **waar) == (toen + 12, Status.GEPUBLICEERD)
    controle = controleer_release(home, meer.pad)
    assert (controle.blootgesteld, len(controle.naast)) == ((), 2)
    with Release.open(meer.pad) as r:
        assert [v.release_id for v in r.meta.vorige] == sorted([oud.release_id, een.release_id])
        assert {v.release_id: v.vingerafdruk for v in r.meta.vorige}[oud.release_id] == vingerafdruk_van(oud.pad)


def test_a_builder_that_forgets_the_past_is_caught(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    _laat(home, 1)
    echt = build.beoordeel
    monkeypatch.setattr(build, "beoordeel", lambda tabellen, beleid, _: echt(tabellen, beleid))
    with pytest.raises(DatameentError) as fout:
        bouw_release(home, "raad")
    assert fout.value.code == "DM-REL-009"
    assert "kleine-verandering" in str(fout.value)


def test_the_same_is_made_again_with_the_past_it_had(home: Home) -> None:
    eerste = bouw_release(home, "raad")
    _laat(home, 3)
    tweede = bouw_release(home, "raad")
    assert bouw_release(home, "raad").release_id == tweede.release_id != eerste.release_id
    assert len(list((home.releases / "raad").glob("*.sqlite"))) == 2


def test_an_earlier_release_that_is_gone_or_changed_is_refused(home: Home) -> None:
    eerste = bouw_release(home, "raad")
    _laat(home, 3)
    bouw_release(home, "raad")
    weg = eerste.pad.read_bytes()
    eerste.pad.unlink()
    with pytest.raises(DatameentError) as fout:
        bouw_release(home, "raad")
    assert (fout.value.code, str(fout.value.where.bestand)) == ("DM-REL-016", eerste.pad.name)
    assert "datameent restore" in fout.value.todo
    eerste.pad.write_bytes(weg)
    con = sqlite3.connect(eerste.pad)
    con.execute("UPDATE cel SET waarde = waarde + 1 WHERE waarde > 50")
    con.commit()
    con.close()
    with pytest.raises(DatameentError) as fout:
        bouw_release(home, "raad")
    assert fout.value.code == "DM-REL-017"
    eerste.pad.write_bytes(weg)
    bouw_release(home, "raad")


def test_whose_amounts_changed(home: Home) -> None:
    """Against counting by hand: the lake of the day before knows none of these lines, so everybody changed."""
    with Meting(home) as meting:
        per = [Kruising("kwartaal", ("wet", "wijk"))]
        niemand = veranderde_personen(meting, meting.peildatum, "uitgaven", per)
        assert niemand == {}
        iedereen = veranderde_personen(meting, date(2024, 1, 1), "uitgaven", per)
        cellen = meting.cellen("uitgaven", per[0])
        for (periode, wet, wijk), personen in zip(cellen.sleutels, cellen.maten["personen"], strict=True):
            assert iedereen.get((periode, frozenset({("wet", wet), ("wijk", wijk)})), 0) == personen


def test_what_was_kept_of_a_release_is_what_is_worked_out_again(home: Home) -> None:
    """The amounts of the day of a release, from the part that was kept and from the messages, are the same."""
    bouw_release(home, "raad")
    with Meting(home) as meting:
        assert meting.lake.namen("uitgave") == ("kosten",)
        dag = meting.peildatum
        bewaard = meting.kosten_op(dag)
        nu = meting.kern["kostenmaand"]
        for een, ander in ((bewaard, nu), (nu, bewaard)):
            assert (
                meting._con.to_pyarrow(een.select(nu.columns).difference(ander.select(nu.columns)).count()).as_py() == 0
            )
        assert meting._con.to_pyarrow(bewaard.count()).as_py() == meting._con.to_pyarrow(nu.count()).as_py() > 0
        assert veranderde_personen(meting, dag, "uitgaven", [Kruising("jaar", ("wet",))]) == {}


def test_a_writer_at_work_does_not_stop_a_release(home: Home) -> None:
    with Lake.open(home).sessie():
        gemaakt = bouw_release(home, "raad")
    assert gemaakt.pad.is_file()
