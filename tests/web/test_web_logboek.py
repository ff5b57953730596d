"""What an auditor does: check the chain from the command line, compare with a seal of before, take it all along."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import REPO, gebeurtenissen
from datameent.domain.home import Home
from datameent.web.permissions.doelen import DOEL_VAN_ROL, DOELEN, KIEST, doel_van
from datameent.web.permissions.rollen import DOELGROEP, INTERNE_DOELGROEPEN, Rol

EERSTE_DOEL = "SELECT min(volgnr) FROM audit_gebeurtenis WHERE doel <> ''"


def _laatste() -> Any:
    from datameent.web.audit.models import Gebeurtenis

    return Gebeurtenis.objects.order_by("-volgnr").first()


def datameent(*woorden: str | Path, invoer: str = "") -> subprocess.CompletedProcess[str]:
    """The command, in a process of its own: one home per process."""
    omgeving = {**os.environ, "PYTHONPATH": str(REPO / "src")}
    for naam in ("DJANGO_SETTINGS_MODULE", "DATAMEENT_HOME"):
        omgeving.pop(naam, None)
    opdracht = [sys.executable, "-c", "from datameent.cli.main import run; run()", *map(str, woorden)]
    return subprocess.run(opdracht, env=omgeving, capture_output=True, text=True, check=False, input=invoer)


@pytest.fixture
def kopie(tmp_path: Path, als: Callable[[str], Any], web_home: Home) -> Path:
    """A copy of the home of this run, with looks in its trail, to be tampered with."""
    for rol in ("beleid", "raad"):
        als(rol).get("/cijfers/clienten/")
    doel = tmp_path / "home"
    for map_ in ("config", "keys"):
        (doel / map_).mkdir(parents=True)
        for bestand in (web_home.root / map_).iterdir():
            (doel / map_ / bestand.name).write_bytes(bestand.read_bytes())
            (doel / map_ / bestand.name).chmod(0o600)
    bron = sqlite3.connect(web_home.app_db)
    with sqlite3.connect(doel / "app.sqlite3") as naar:
        bron.backup(naar)
    bron.close()
    naar.close()
    return doel


def _knoei(home: Path, sql: str) -> None:
    with sqlite3.connect(home / "app.sqlite3") as verbinding:
        verbinding.execute("DROP TRIGGER audit_gebeurtenis_niet_wijzigen")
        verbinding.execute("DROP TRIGGER audit_gebeurtenis_niet_wissen")
        verbinding.execute(sql)
    verbinding.close()


def test_a_whole_chain(kopie: Path) -> None:
    uit = datameent("logboek", "controleer", "--json", "--home", kopie)
    document = json.loads(uit.stdout)
    assert uit.returncode == 0, uit.stderr
    assert (document["breuk"], document["heel"]) == (0, True)
    assert document["aantal"] == gebeurtenissen()
    weer = datameent("logboek", "controleer", "--zegel", document["laatste"], "--home", kopie)
    assert weer.returncode == 0
    assert "the chain is whole" in weer.stdout


@pytest.mark.parametrize(
    ("sql", "eerste"),
    [
        ("UPDATE audit_gebeurtenis SET gebruiker = 'iemand-anders' WHERE volgnr = 5", 5),
        ("UPDATE audit_gebeurtenis SET doel = 'begroting' WHERE volgnr = 3", 3),
        (f"UPDATE audit_gebeurtenis SET doel = '' WHERE volgnr = ({EERSTE_DOEL})", 0),
        ("DELETE FROM audit_gebeurtenis WHERE volgnr = 4", 5),
    ],
    ids=["another user", "a purpose put in", "a purpose taken out", "an event gone"],
)  # fmt: skip
def test_tampering_is_told_with_the_first_event_that_does_not_fit(kopie: Path, sql: str, eerste: int) -> None:
    if not eerste:
        with sqlite3.connect(kopie / "app.sqlite3") as verbinding:
            (eerste,) = verbinding.execute(EERSTE_DOEL).fetchone()
        verbinding.close()
    _knoei(kopie, sql)
    uit = datameent("logboek", "controleer", "--json", "--home", kopie)
    assert uit.returncode == 1
    assert json.loads(uit.stdout)["breuk"] == eerste
    assert f"event {eerste}" in datameent("logboek", "controleer", "--home", kopie).stdout


def test_an_end_that_was_cut_off_is_seen_with_a_seal_of_before(kopie: Path) -> None:
    zegel = json.loads(datameent("logboek", "controleer", "--json", "--home", kopie).stdout)["laatste"]
    _knoei(kopie, "DELETE FROM audit_gebeurtenis WHERE volgnr = (SELECT max(volgnr) FROM audit_gebeurtenis)")
    assert datameent("logboek", "controleer", "--home", kopie).returncode == 0, "a shorter chain is a whole chain"
    uit = datameent("logboek", "controleer", "--zegel", zegel, "--home", kopie)
    assert uit.returncode == 1
    assert "the seal of before is gone" in uit.stdout


def test_all_of_it_in_a_file(kopie: Path, tmp_path: Path) -> None:
    naar = tmp_path / "logboek.jsonl"
    uit = datameent("logboek", "export", "--uit", naar, "--home", kopie, "--json")
    assert uit.returncode == 0, uit.stderr
    rijen = [json.loads(r) for r in naar.read_text(encoding="utf-8").splitlines()]
    assert len(rijen) == gebeurtenissen() + 1, "the export is an event too"
    assert [r["vorige"] for r in rijen[1:]] == [r["zegel"] for r in rijen[:-1]]
    assert rijen[-1]["zegel"] == json.loads(uit.stdout)["laatste"]
    assert naar.stat().st_mode & 0o077 == 0
    weer = datameent("logboek", "export", "--uit", naar, "--home", kopie)
    assert weer.returncode == 2
    assert "DM-WEB-034" in weer.stderr


@pytest.mark.parametrize("rol", list(Rol))
def test_a_look_at_an_internal_release_has_a_purpose(als: Callable[[str], Any], rol: Rol) -> None:
    client = als(rol.value)
    eerst = gebeurtenissen()
    client.get("/cijfers/clienten/")
    if DOELGROEP[rol] in INTERNE_DOELGROEPEN:
        assert _laatste().doel == DOEL_VAN_ROL[rol]
        assert _laatste().doel in DOELEN
    else:
        assert gebeurtenissen() == eerst


@pytest.mark.parametrize("rol", [r for r in Rol if r is not Rol.BEZOEKER])
def test_a_chosen_purpose_counts_for_who_may_choose(als: Callable[[str], Any], rol: Rol) -> None:
    client = als(rol.value)
    assert client.post("/account/doel/", {"doel": "zomaar"}).status_code == 422
    assert client.post("/account/doel/", {"doel": "begroting", "next": "https://elders.example/"}).status_code == 302
    client.get("/cijfers/clienten/")
    if DOELGROEP[rol] in INTERNE_DOELGROEPEN:
        assert _laatste().doel == ("begroting" if rol in KIEST else DOEL_VAN_ROL[rol])


@pytest.mark.parametrize("gekozen", ["", "begroting", "zomaar"])
@pytest.mark.parametrize("rol", list(Rol))
def test_the_purpose_over_the_whole_matrix(rol: Rol, gekozen: str) -> None:
    verwacht = "begroting" if gekozen == "begroting" and rol.value in {"analist", "privacy"} else DOEL_VAN_ROL[rol]
    assert doel_van(rol, gekozen) == verwacht


def test_the_purposes_are_those_of_the_agreements() -> None:
    bekend = yaml.safe_load((REPO / "src/datameent/agreements/doelen.yaml").read_text(encoding="utf-8"))
    assert set(DOELEN) == set(bekend)
    assert set(DOEL_VAN_ROL) == set(Rol)


def test_accounts_on_the_command_line(kopie: Path) -> None:
    wachtwoord = "een-heel-lang-wachtwoord-7"
    twee = f"{wachtwoord}\n{wachtwoord}\n"
    gedaan = [
        datameent("gebruiker", "add", "k.nieuw", "--rol", "beleid", "--domein", "wmo", "--home", kopie, invoer=twee),
        datameent("gebruiker", "rol", "k.nieuw", "--rol", "privacy", "--home", kopie),
        datameent("gebruiker", "bereik", "k.nieuw", "--gemeente", "0001", "--domein", "jeugdwet", "--home", kopie),
        datameent("gebruiker", "wachtwoord", "k.nieuw", "--home", kopie, invoer=twee),
        datameent("gebruiker", "tweestap-weg", "k.nieuw", "--home", kopie),
        datameent("gebruiker", "sluit", "k.nieuw", "--home", kopie),
    ]
    assert [(g.returncode, g.stderr if g.returncode else "") for g in gedaan] == [(0, "")] * 6
    lijst = json.loads(datameent("gebruiker", "lijst", "--json", "--home", kopie).stdout)
    (nieuw,) = [a for a in lijst if a["gebruikersnaam"] == "k.nieuw"]
    assert nieuw == {
        "gebruikersnaam": "k.nieuw",
        "rol": "privacy",
        "gemeente": "0001",
        "domeinen": ["jeugdwet"],
        "actief": False,
        "tweestap": False,
        "organisatie": False,
    }
    assert datameent("gebruiker", "heropen", "k.nieuw", "--home", kopie).returncode == 0
    for woorden, code in (
        (("rol", "k.nieuw", "--rol", "baas"), "DM-WEB-004"),
        (("bereik", "k.nieuw", "--gemeente", "Utrecht"), "DM-WEB-031"),
        (("bereik", "k.nieuw", "--domein", "alles"), "DM-WEB-032"),
        (("sluit", "niemand"), "DM-WEB-008"),
    ):
        fout = datameent("gebruiker", *woorden, "--home", kopie)
        assert fout.returncode == 2
        assert code in fout.stderr
