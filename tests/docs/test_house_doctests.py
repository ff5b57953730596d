"""The examples in the docstrings of the site run. Django serves one data home per process, so they get a process."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from checks.tree import REPO


def test_examples_in_the_docstrings_of_the_site_run(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir(mode=0o700)
    environment = {**os.environ, "DATAMEENT_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "datameent.web.settings"}
    for name in [n for n in environment if n.startswith(("PYTEST", "COV_"))]:
        del environment[name]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--doctest-modules", "src/datameent/web"]
    done = subprocess.run(command, cwd=REPO, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed, done.stdout
    assert int(passed[1]) >= 1
