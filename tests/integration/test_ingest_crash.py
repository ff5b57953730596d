"""Kill -9, a full disk, at every step and at random moments: a file is whole in the lake or not there at all."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from tests.integration.ingest_berichten import BSNS, Map, declaratie, toewijzing

from datameent.domain.errors import DatameentError, ExitStatus
from datameent.domain.home import Home
from datameent.lake.ingest import ingest
from datameent.lake.start import init_home
from datameent.lake.store import Lake
from datameent.privacy import keys
from datameent.vault.kluis import Kluis
from datameent.vault.ledger import Ledger

# Small bundles and ladings, so that there are many moments to be killed at; `STERF` is the n-th step at which to die.
PROGRAMMA = """
import os, signal, sys
from datetime import date
from pathlib import Path
from datameent.domain.home import Home
from datameent.lake import bundels, ingest, lading, schrijven

def main():
    bundels.BUNDEL_BYTES, ingest.LADING_BYTES = 16_000, 60_000
    sterf, gezien = int(os.environ.get("STERF", "0")), [0]

    def stap(naam):
        gezien[0] += 1
        if gezien[0] == sterf:
            os.kill(os.getpid(), signal.SIGKILL)

    schrijven.stap = lading.stap = stap
    print("begin", flush=True)
    home, werkers = Home(Path(sys.argv[1])), int(sys.argv[3])
    ingest.ingest(home, [Path(sys.argv[2])], "iwmo", vandaag=date(2025, 9, 1), werkers=werkers)
    print("stappen", gezien[0], flush=True)

if __name__ == "__main__":
    main()
"""
AANTAL = 60


@pytest.fixture
def opstelling(tmp_path: Path) -> tuple[Home, Map, Path]:
    map_ = Map(tmp_path / "in")
    for n in range(AANTAL):
        data = declaratie(n, list(BSNS[n : n + 4])) if n % 2 else toewijzing(n, BSNS[n])
        map_.leg(f"m{n:02d}.xml", data)
    map_.leg("m05x.xml", b"<kapot")
    programma = tmp_path / "programma.py"
    programma.write_text(PROGRAMMA)
    return init_home(tmp_path / "home"), map_, programma


def start(opstelling: tuple[Home, Map, Path], werkers: int = 1, **env: str) -> subprocess.Popen[str]:
    home, map_, programma = opstelling
    return subprocess.Popen(
        [sys.executable, str(programma), str(home.root), str(map_.pad), str(werkers)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def heel_of_niets(home: Home) -> int:
    """Every message that the ledger calls loaded has all its rows and its original; no other message has any."""
    lake = Lake.open(home)
    with Ledger.open(home.ledger) as ledger:
        geladen = dict(ledger.con.execute("SELECT inhoud, prestaties FROM bericht WHERE uitkomst = 'geladen'"))
        kluis = Kluis(home.kluis, ledger, keys.laad(home.keys).kluissleutels())
        for inhoud in geladen:
            kluis.lees(inhoud)
    regels = Counter(lake.arrow("bron", "prestatie")["bericht_id"].to_pylist())
    assert regels == Counter({i: n for i, n in geladen.items() if n})
    assert sorted(lake.arrow("bron", "bericht")["bericht_id"].to_pylist()) == sorted(geladen)
    toegewezen = Counter(lake.arrow("bron", "toegewezen_product")["bericht_id"].to_pylist())
    assert toegewezen == Counter({i: 1 for i, n in geladen.items() if not n})
    return len(geladen)


def maak_af(opstelling: tuple[Home, Map, Path]) -> None:
    """The next run recovers and loads exactly what was missing."""
    home, map_, _ = opstelling
    before = heel_of_niets(home)
    uit = ingest(home, [map_.pad], "iwmo", vandaag=date(2025, 9, 1))
    assert uit.berichten == AANTAL - before
    assert heel_of_niets(home) == AANTAL
    with Ledger.open(home.ledger) as ledger:
        packs = {p for (p,) in ledger.con.execute("SELECT DISTINCT pack FROM object")}
    assert {p.name for p in home.kluis.iterdir() if p.suffix in (".pack", ".deel")} == packs


def test_killed_at_every_step(opstelling: tuple[Home, Map, Path]) -> None:
    """The same home is killed again and again, each time one step later than the last run survived."""
    home, _, _ = opstelling
    found = []
    for stap in (1, 2, 4, 7, 9, 10, 11, 3):
        run = start(opstelling, STERF=str(stap))
        run.communicate(timeout=120)
        assert run.returncode in (-signal.SIGKILL, 0)
        found.append(heel_of_niets(home))
    assert found == sorted(found), "what was committed never goes away"
    assert any(0 < n < AANTAL for n in found)
    maak_af(opstelling)


@pytest.mark.slow
@pytest.mark.parametrize("werkers", [1, 2])
def test_killed_at_random_moments(opstelling: tuple[Home, Map, Path], werkers: int) -> None:
    home, _, _ = opstelling
    toeval = random.Random(20250901 + werkers)
    for _ in range(4):
        run = start(opstelling, werkers)
        assert run.stdout is not None
        run.stdout.readline()
        time.sleep(toeval.uniform(0.05, 3.0))
        run.kill()
        run.communicate(timeout=60)
        heel_of_niets(home)
    maak_af(opstelling)


def test_a_killed_writer_leaves_no_lock_and_no_workers(opstelling: tuple[Home, Map, Path]) -> None:
    home, _, _ = opstelling
    run = start(opstelling, 2, STERF="3")
    run.communicate(timeout=120)  # also waits for the workers: they hold the pipes
    assert run.returncode == -signal.SIGKILL
    with Lake.open(home).schrijf():
        pass


DISK = """
import resource, sys
from datetime import date
from pathlib import Path
from datameent.domain.errors import DatameentError
from datameent.domain.home import Home
from datameent.lake.ingest import ingest
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
try:
    ingest(Home(Path(sys.argv[1])), [Path(sys.argv[2])], "iwmo", vandaag=date(2025, 9, 1))
except DatameentError as exc:
    print(exc)
    sys.exit(int(exc.exit_status))
"""


@pytest.mark.parametrize("grens", [0, 2_000, 33_000, 40_000])
def test_full_disk(opstelling: tuple[Home, Map, Path], tmp_path: Path, grens: int) -> None:
    """No file may grow past a limit: whatever write hits it first, nothing is half loaded and the error says so."""
    home, map_, _ = opstelling
    # Coverage would hit the limit too when it writes what it measured.
    omgeving = {k: v for k, v in os.environ.items() if not k.startswith("COVERAGE_")}
    (tmp_path / "disk.py").write_text(DISK)
    done = subprocess.run(
        [sys.executable, str(tmp_path / "disk.py"), str(home.root), str(map_.pad), str(grens)],
        env={**omgeving, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == int(ExitStatus.STORAGE), done.stdout + done.stderr
    assert any(code in done.stdout for code in ("DM-LAKE-004", "DM-KLUIS-003", "DM-LOG-001")), done.stdout
    assert "Traceback" not in done.stderr
    assert heel_of_niets(home) == 0
    maak_af(opstelling)


def test_two_ingests_at_once(opstelling: tuple[Home, Map, Path]) -> None:
    home, map_, _ = opstelling
    with Lake.open(home).sessie(), pytest.raises(DatameentError) as caught:
        ingest(home, [map_.pad], "iwmo", vandaag=date(2025, 9, 1))
    assert caught.value.exit_status is ExitStatus.BUSY
    maak_af(opstelling)
