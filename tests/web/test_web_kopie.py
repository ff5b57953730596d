"""A copy of a whole home and back, by the commands: nothing is lost, and no key goes along unasked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import postgres
import proefrelease
import pytest

from conftest import REPO
from datameent.domain.home import Home


def draai(home: Path, *opdracht: str) -> subprocess.CompletedProcess[str]:
    """A command on this home, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from datameent.cli.main import run; run()", *opdracht, "--home", str(home)],
        env={
            **os.environ,
            "PYTHONPATH": f"{REPO / 'src'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}",
            "DATAMEENT_HOME": "",
        },
        capture_output=True,
        text=True,
        check=False,
    )


_TOKENS = ("--rol", "raad", "--geldig-tot")


def _vul(root: Path) -> None:
    """Releases and audit events in a home that `init` made."""
    for doelgroep in ("beleid", "openbaar"):
        proefrelease.schrijf(Home(root).releases, doelgroep)
    from datetime import date, timedelta

    morgen = (date.today() + timedelta(days=2)).isoformat()
    for naam in ("een", "twee", "drie"):
        gemaakt = draai(root, "token", "maak", f"token-{naam}", *_TOKENS, morgen)
        assert gemaakt.returncode == 0, gemaakt.stderr


@pytest.fixture(scope="module")
def vol(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home on SQLite."""
    root = tmp_path_factory.mktemp("kopie") / "home"
    gemaakt = subprocess.run(
        [sys.executable, "-c", "from datameent.cli.main import run; run()", "init", str(root)],
        env={**os.environ, "PYTHONPATH": str(REPO / "src")},
        capture_output=True,
        check=False,
    )
    assert gemaakt.returncode == 0
    _vul(root)
    return root


def test_back_with_keys_is_whole(vol: Path, tmp_path: Path) -> None:
    """Three tokens and the public release that was there before two people had to look: four events."""
    assert draai(vol, "backup", str(tmp_path / "kopie"), "--met-sleutels").returncode == 0
    terug = draai(tmp_path / "nieuw", "restore", str(tmp_path / "kopie"), "--json")
    assert terug.returncode == 0, terug.stderr
    nagekeken = json.loads(terug.stdout)["nagekeken"]
    assert (nagekeken["releases"], nagekeken["gebeurtenissen"], nagekeken["breuk"]) == (2, 4, 0)
    assert nagekeken["laatste_zegel"] == json.loads(draai(vol, "verify", "--json").stdout)["laatste_zegel"]
    tokens = json.loads(draai(tmp_path / "nieuw", "token", "lijst", "--json").stdout)
    assert [t["naam"] for t in tokens] == ["token-drie", "token-een", "token-twee"]
    assert (tmp_path / "nieuw" / "config" / "onthulling.yaml").is_file()


def test_back_without_keys_waits_for_them(vol: Path, tmp_path: Path) -> None:
    import shutil

    assert draai(vol, "backup", str(tmp_path / "kopie")).returncode == 0
    geheimen = [p.read_bytes().strip() for p in (vol / "keys").iterdir()]
    for pad in (p for p in (tmp_path / "kopie").rglob("*") if p.is_file()):
        assert not [g for g in geheimen if g in pad.read_bytes()], pad.name
    nieuw = tmp_path / "nieuw"
    terug = draai(nieuw, "restore", str(tmp_path / "kopie"))
    assert terug.returncode == 0, terug.stderr
    assert "put keys/ back" in terug.stdout
    # No command makes a new key for a trail that has one.
    for opdracht in (["verify"], ["token", "lijst"]):
        zonder = draai(nieuw, *opdracht)
        assert zonder.returncode == 5
        assert "DM-WEB-043" in zonder.stderr
        assert not (nieuw / "keys" / "audit.key").exists()
    shutil.copytree(vol / "keys", nieuw / "keys", dirs_exist_ok=True)
    heel = draai(nieuw, "verify", "--json")
    assert heel.returncode == 0, heel.stderr
    assert json.loads(heel.stdout)["gebeurtenissen"] == 4


def test_a_turned_byte_in_a_release_is_no_copy(vol: Path, tmp_path: Path) -> None:
    assert draai(vol, "backup", str(tmp_path / "kopie")).returncode == 0
    release = next((tmp_path / "kopie" / "releases" / "openbaar").glob("*.sqlite"))
    bytes_ = bytearray(release.read_bytes())
    bytes_[-1] ^= 1
    release.chmod(0o644)
    release.write_bytes(bytes_)
    terug = draai(tmp_path / "nieuw", "restore", str(tmp_path / "kopie"))
    assert terug.returncode == 2
    assert "DM-LAKE-010" in terug.stderr
    assert not (tmp_path / "nieuw").exists()


def test_a_changed_trail_is_seen(vol: Path, tmp_path: Path) -> None:
    import sqlite3

    assert draai(vol, "backup", str(tmp_path / "kopie"), "--met-sleutels").returncode == 0
    assert draai(tmp_path / "nieuw", "restore", str(tmp_path / "kopie")).returncode == 0
    with sqlite3.connect(tmp_path / "nieuw" / "app.sqlite3") as db:
        db.execute("DROP TRIGGER audit_gebeurtenis_niet_wijzigen")
        db.execute("UPDATE audit_gebeurtenis SET filters = 'anders' WHERE volgnr = 2")
    nagekeken = draai(tmp_path / "nieuw", "verify", "--json")
    assert nagekeken.returncode == 1
    assert json.loads(nagekeken.stdout)["breuk"] == 2


def test_a_lost_file_of_the_lake_is_seen(vol: Path, tmp_path: Path) -> None:
    from datameent.domain.errors import DatameentError
    from datameent.lake.schemas import schema
    from datameent.lake.store import Lake

    assert draai(vol, "backup", str(tmp_path / "kopie"), "--met-sleutels").returncode == 0
    assert draai(tmp_path / "nieuw", "restore", str(tmp_path / "kopie")).returncode == 0
    home = Home(tmp_path / "nieuw")
    lake = Lake.open(home)
    with lake.schrijf() as tx:
        tx.voeg_toe("bron", "gebied", _een_rij(schema("bron", "gebied")))
    assert Lake.open(home).controleer() == 1
    Path(Lake.open(home).bestanden("bron", "gebied")[0]).unlink()
    with pytest.raises(DatameentError, match="DM-LAKE-005"):
        Lake.open(home).controleer()


def _een_rij(vorm: Any) -> Any:
    import pyarrow as pa

    waarden = {"int64": 1, "int32": 1, "string": "x", "date32[day]": None}
    return pa.table({v.name: pa.array([waarden.get(str(v.type))], v.type) for v in vorm}, schema=vorm)


# ------------------------------------------------------------------------------------------ on Postgres


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    """A Postgres for this module."""
    if os.environ.get("CI") != "true":
        pytest.importorskip("psycopg")
    with postgres.server() as gestart:
        yield gestart


@pytest.mark.slow
def test_a_copy_of_a_home_on_postgres(server: postgres.Server, tmp_path: Path) -> None:
    from datameent.lake.start import init_home

    home = init_home(tmp_path / "home")
    postgres.koppel(home, server.adres, server.wachtwoord)
    _vul(home.root)
    assert not home.app_db.exists()
    kopie = tmp_path / "kopie"
    gemaakt = draai(home.root, "backup", str(kopie))
    assert gemaakt.returncode == 0, gemaakt.stderr
    assert (kopie / "app.pgdump").stat().st_mode & 0o077 == 0
    assert server.wachtwoord.encode() not in b"".join(p.read_bytes() for p in kopie.rglob("*") if p.is_file())
    nieuw = tmp_path / "nieuw"
    terug = draai(nieuw, "restore", str(kopie))
    assert terug.returncode == 0, terug.stderr
    import shutil

    shutil.copytree(home.keys, nieuw / "keys", dirs_exist_ok=True)
    vol = draai(nieuw, "restore-database")
    assert vol.returncode == 2, "the database of the copy is the one in use: it must not be touched"
    assert "DM-WEB-045" in vol.stderr
    instellingen = (nieuw / "config" / "instellingen.yaml").read_text(encoding="utf-8")
    (nieuw / "config" / "instellingen.yaml").write_text(instellingen.split("site:\n  database")[0], encoding="utf-8")
    postgres.koppel(Home(nieuw), server.adres, server.wachtwoord)
    geladen = draai(nieuw, "restore-database")
    assert geladen.returncode == 0, geladen.stderr
    heel, was = draai(nieuw, "verify", "--json"), draai(home.root, "verify", "--json")
    assert heel.returncode == 0, heel.stderr
    assert json.loads(heel.stdout) == json.loads(was.stdout)
    assert json.loads(heel.stdout)["gebeurtenissen"] == 4
