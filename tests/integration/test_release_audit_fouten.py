"""Planted faults: a suppressor with one rule off is caught by the audit, every time, and nothing is published."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from tests.integration.release_home import maak_home

from datameent.disclosure.beleid import Beleid
from datameent.disclosure.celtabel import Celtabel, Eerder, Oordeel
from datameent.disclosure.oordeel import beoordeel as echt
from datameent.domain.errors import DatameentError
from datameent.domain.home import Home
from datameent.release import build
from datameent.release.build import bouw_release
from datameent.release.controle import controleer_release

PLAN = """
versie: "1"
eigenaar: test
doelgroepen:
  beleid: &plan
    clienten:
      - [jaar, wet, productcategorie, wijk]
      - [kwartaal, wet, productcategorie]
      - [kwartaal, wet, wijk]
    uitgaven:
      - [jaar, wet, productcategorie, wijk]
      - [kwartaal, wet, productcategorie]
      - [kwartaal, wet, wijk]
      - [maand, wet]
    kosten_per_client:
      - [jaar, wet, productcategorie, wijk]
      - [kwartaal, wet, wijk]
  raad: *plan
"""
Uitkomst = list[Oordeel]


@dataclass(frozen=True)
class Fout:
    """A rule that is off: what the policy asks, how the suppressor forgets it, what the audit must say."""

    beleid: str
    zonder: Callable[[Sequence[Celtabel], Beleid, Eerder], Uitkomst]
    regel: str


def _beleid(**anders: Any) -> Callable[[Sequence[Celtabel], Beleid, Eerder], Uitkomst]:
    return lambda tabellen, beleid, eerder: echt(tabellen, replace(beleid, **anders), eerder)


def _tabellen(**anders: Any) -> Callable[[Sequence[Celtabel], Beleid, Eerder], Uitkomst]:
    return lambda tabellen, beleid, eerder: echt([replace(t, **anders) for t in tabellen], beleid, eerder)


def _zonder_ander(tabellen: Sequence[Celtabel], beleid: Beleid, eerder: Eerder) -> Uitkomst:
    from datameent.domain.cel import Status

    return [
        replace(o, statussen=[Status.GEPUBLICEERD if s is Status.BESCHERMT_ANDER else s for s in o.statussen])
        for o in echt(tabellen, beleid, eerder)
    ]


def _los(tabellen: Sequence[Celtabel], beleid: Beleid, eerder: Eerder) -> Uitkomst:
    return [echt([replace(t, teller_van=None, noemer_van=None)], beleid, eerder)[0] for t in tabellen]


FOUTEN = {
    "persons": Fout("", _beleid(minimum_personen=2), "te-weinig-personen"),
    "secondary": Fout("", _zonder_ander, "volgt-uit-sommen"),
    "linked tables": Fout("", _los, "volgt-uit-sommen"),
    "time sums": Fout("", _tabellen(tijd_telt_op=False), "volgt-uit-sommen"),
    "one person": Fout("dominantie_persoon: 9", _beleid(dominantie_persoon=None), "een-bepaalt-bedrag"),
    "one provider": Fout("dominantie_aanbieder: 40", _beleid(dominantie_aanbieder=None), "een-bepaalt-bedrag"),
    "two providers": Fout("dominantie_twee_aanbieders: 60", _beleid(dominantie_twee_aanbieders=None), "een-bepaalt"),
    "p percent": Fout("p_procent: 95", _beleid(p_procent=None), "een-bepaalt-bedrag"),
    "sensitive": Fout(
        "gevoelig: [{dimensie: productcategorie, codes: ['43', '45'], minimum_personen: 25}]",
        _beleid(gevoelig=()),
        "te-weinig-personen",
    ),
    "intervals": Fout("speling_personen: 7", _beleid(speling_personen=0), "te-nauw"),
}


@pytest.fixture(scope="module")
def basis(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = maak_home(tmp_path_factory.mktemp("fouten") / "home", personen=170, maanden=14)
    (home.config / "tabellenplan.yaml").write_text(PLAN, encoding="utf-8")
    return home


def _zet_beleid(home: Home, extra: str) -> None:
    shutil.rmtree(home.releases, ignore_errors=True)
    home.releases.mkdir()
    regels = "" if "samen_minimum" in extra else "samen_minimum: true\n    "
    (home.config / "onthulling.yaml").write_text(
        "versie: '1'\ningangsdatum: 2025-01-01\neigenaar: test\nbron: test\ndoelgroepen:\n"
        + "".join(f"  {d}:\n    minimum_personen: 10\n    {regels}{extra}\n" for d in ("beleid", "raad")),
        encoding="utf-8",
    )


@pytest.mark.parametrize("naam", FOUTEN)
def test_a_rule_that_is_off_is_caught(basis: Home, naam: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fout = FOUTEN[naam]
    _zet_beleid(basis, fout.beleid)
    monkeypatch.setattr(build, "beoordeel", fout.zonder)
    monkeypatch.setattr(build, "RONDES", 0)  # what the check finds is not mended here
    with pytest.raises(DatameentError) as gevangen:
        bouw_release(basis, "raad")
    assert gevangen.value.code == "DM-REL-009"
    assert fout.regel in str(gevangen.value)
    assert not list(Path(basis.releases / "raad").glob("*"))


@pytest.mark.parametrize("beleid", sorted({f.beleid for f in FOUTEN.values()}))
def test_with_all_rules_on_it_is_published(basis: Home, beleid: str) -> None:
    _zet_beleid(basis, beleid)
    assert bouw_release(basis, "raad").onderdrukt > 0


def test_two_audiences_protected_apart_are_caught(basis: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """The council gets its tables protected by other cells than those of beleid: together they give some away."""
    _zet_beleid(basis, "andere_releases: true\n    speling_personen: 1")
    bouw_release(basis, "beleid")
    monkeypatch.setattr(build, "RONDES", 0)

    def duurder(tabellen: Sequence[Celtabel], beleid: Beleid, eerder: Eerder) -> Uitkomst:
        zelf = replace(beleid, kosten="informatie")
        andersom = [replace(t, personen=[p if p < 10 else 1000 - p for p in t.personen]) for t in tabellen]
        return echt(andersom, zelf, None)

    monkeypatch.setattr(build, "beoordeel", duurder)
    with pytest.raises(DatameentError) as gevangen:
        bouw_release(basis, "raad")
    assert "volgt-met-andere-uitgaven" in str(gevangen.value)
    monkeypatch.setattr(build, "beoordeel", echt)
    bouw_release(basis, "raad")


def test_what_the_check_finds_is_mended_by_hiding_more(basis: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    fout = FOUTEN["intervals"]
    _zet_beleid(basis, fout.beleid)
    monkeypatch.setattr(build, "beoordeel", fout.zonder)
    done = bouw_release(basis, "raad")
    assert controleer_release(basis, done.pad).blootgesteld == ()
