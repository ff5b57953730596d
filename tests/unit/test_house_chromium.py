"""`checks/chromium.sh` finds chromium, installs it when it may, and else says exactly what to do."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from checks.tree import REPO


def run(folder: Path, **programs: str) -> subprocess.CompletedProcess[str]:
    """Run the script on a machine that has bash and these programs, and no other."""
    folder.mkdir(exist_ok=True)
    for name, text in programs.items():
        program = folder / name.replace("_", "-")
        program.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        program.chmod(0o755)
    shell = shutil.which("bash")
    assert shell
    return subprocess.run(
        [shell, str(REPO / "checks" / "chromium.sh")],
        env={"PATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_nothing_is_installed_when_chromium_is_there(tmp_path: Path) -> None:
    done = run(tmp_path / "bin", chromium="exit 0", id="echo 0", apt_get="exit 9")
    assert (done.returncode, done.stderr) == (0, "")


def test_root_gets_the_package_of_debian(tmp_path: Path) -> None:
    log = tmp_path / "log"
    done = run(tmp_path / "bin", id="echo 0", apt_get=f'echo "$@" >> {log}')
    assert done.returncode == 0
    assert [line.split()[0] for line in log.read_text().splitlines()] == ["update", "install"]
    assert log.read_text().split()[-1] == "chromium"


def test_a_failed_install_fails(tmp_path: Path) -> None:
    assert run(tmp_path / "bin", id="echo 0", apt_get="exit 100").returncode == 100


def test_who_is_not_root_reads_what_to_type(tmp_path: Path) -> None:
    done = run(tmp_path / "bin", id="echo 1000", apt_get="exit 9")
    assert done.returncode == 1
    assert "sudo apt-get install chromium" in done.stderr
