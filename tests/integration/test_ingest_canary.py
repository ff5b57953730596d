"""The canary: synthetic persons go through ingest, good files and bad, and are then looked for everywhere."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.integration.ingest_berichten import BSNS, KANARIES, POSTCODES, Map, declaratie, toewijzing
from tests.integration.test_ingest_berichten import SLECHT

from datameent.domain.home import Home
from datameent.lake.start import init_home
from datameent.lake.store import Lake

PERSONEN = BSNS[:12]
# Invalid BSNs and the like stand in bad files; they must not come out either.
OOK = ("999900007", "1950-03-27")

PROGRAMMA = """
import logging, sys, traceback
from datetime import date
from pathlib import Path
from datameent.domain.errors import DatameentError
from datameent.domain.home import Home
from datameent.lake import werk
from datameent.lake.ingest import ingest

logging.basicConfig(level=logging.DEBUG)
home, in_ = Home(Path(sys.argv[1])), Path(sys.argv[2])
for ronde in range(2):
    for bron in ("postcodes", "iwmo", "ijw", "bestaatniet"):
        try:
            print(ingest(home, [in_ / bron], bron, vandaag=date(2025, 9, 1)))
        except DatameentError as exc:
            print(exc, repr(exc), exc.__cause__)
            traceback.print_exc()
# A reader that breaks with a value in its hands, and a lake that cannot be written.
real = werk.lees
def broken(stukken, **opties):
    raise ValueError(stukken[0].bron)
werk.lees = broken
print(ingest(home, [in_ / "later"], "iwmo", vandaag=date(2025, 9, 1)))
werk.lees = real
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (40000, 40000))
try:
    ingest(home, [in_ / "later"], "iwmo", vandaag=date(2025, 9, 1))
except DatameentError as exc:
    traceback.print_exc()
"""


@pytest.fixture(scope="module")
def gevlogen(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, str]:
    """A home after ingest of everything, and all that was printed meanwhile."""
    root = tmp_path_factory.mktemp("kanarie")
    home, map_ = init_home(root / "home"), Map(root / "in")
    map_.leg("postcodes/p.csv", POSTCODES.encode())
    for std in ("iwmo", "ijw"):
        for n, bsn in enumerate(PERSONEN):
            map_.leg(f"{std}/{n}.xml", toewijzing(n, bsn, std=std))
        map_.leg(f"{std}/d.xml", declaratie(500, list(PERSONEN), std=std))
        map_.leg(f"{std}/dubbel.xml", declaratie(500, list(PERSONEN[:2]), std=std))
        map_.leg(f"{std}/{PERSONEN[0]}.xml", b"<" + PERSONEN[0].encode())
        for naam, data in SLECHT.items():
            map_.leg(f"{std}/slecht-{naam}.xml", data)
        map_.leg(f"{std}/ander.xml", toewijzing(700, PERSONEN[5], std={"iwmo": "ijw", "ijw": "iwmo"}[std]))
    with zipfile.ZipFile(map_.pad / "iwmo/z.zip", "w") as z:
        z.writestr("a.xml", toewijzing(900, PERSONEN[3]))
        z.writestr("b.xml", toewijzing(901, PERSONEN[4]).replace(b"Postcode>1234KV", b"Postcode>geheimopmerking"))
    for n in range(80):
        map_.leg(f"later/{n}.xml", toewijzing(2000 + n, PERSONEN[n % 12]))
    (root / "p.py").write_text(PROGRAMMA)
    done = subprocess.run(
        [sys.executable, "-X", "dev", str(root / "p.py"), str(home.root), str(map_.pad)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "RUST_LOG": "debug"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, "the program of this test failed"
    return home, done.stdout + done.stderr


def verboden_in(path: Path) -> set[str]:
    """What may not be in a file; the postcode table is a public list and does hold the postcode."""
    alles = {*PERSONEN, *KANARIES, *OOK}
    return alles - {"1234KV"} if "postcode" in path.parts else alles


def test_something_flew(gevlogen: tuple[Home, str]) -> None:
    home, uit = gevlogen
    lake = Lake.open(home)
    assert len(lake.arrow("bron", "client")) > 2 * len(PERSONEN)
    assert "gevonden" in lake.arrow("bron", "client")["buurt_status"].to_pylist()
    assert "DM-LADE-001" in uit
    assert "DM-LADE-008" in uit
    assert "DM-OVK-001" in uit
    assert len(list(home.quarantaine.iterdir())) > 10


def test_no_file_outside_vault_and_keys_holds_a_canary(gevlogen: tuple[Home, str]) -> None:
    home, _ = gevlogen
    gezien = 0
    for path in home.root.rglob("*"):
        if not path.is_file() or home.keys in path.parents:
            continue
        gezien += 1
        zoek = [w.encode() for w in verboden_in(path)]
        data = path.name.encode() + path.read_bytes()  # the vault too: it is encrypted, and the ledger lies in it
        assert not [w for w in zoek if w in data], path.relative_to(home.root)
    assert gezien > 20


def test_no_parquet_value_is_a_canary(gevlogen: tuple[Home, str]) -> None:
    """Read, not grepped: Parquet is compressed. Files of earlier versions and of crashed writes count too."""
    home, _ = gevlogen
    files = list(home.lake.rglob("*.parquet"))
    assert files
    for path in files:
        for kolom in pq.read_table(path).itercolumns():
            if pa.types.is_string(kolom.type) or pa.types.is_large_string(kolom.type):
                for waarde in kolom.unique().to_pylist():
                    assert not waarde or not [w for w in verboden_in(path) if w in waarde], path.parent.name


def test_nothing_printed_or_logged_is_a_canary(gevlogen: tuple[Home, str]) -> None:
    _, uit = gevlogen
    assert uit
    assert not [w for w in (*PERSONEN, *KANARIES, *OOK) if w in uit]
