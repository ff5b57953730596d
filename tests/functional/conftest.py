"""Runs the command as a stranger would: in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True)
class Gedaan:
    """What a command left."""

    status: int
    uit: str
    fout: str

    @property
    def json(self) -> Any:
        return json.loads(self.uit)


Draai = Callable[..., Gedaan]


def draai(*args: str | Path, env: dict[str, str] | None = None, timeout: int = 300) -> Gedaan:
    """Run `datameent` with these arguments."""
    done = subprocess.run(
        [sys.executable, "-c", "from datameent.cli.main import run; run()", *map(str, args)],
        capture_output=True,
        text=True,
        timeout=timeout,
        env={**os.environ, **(env or {})},
        check=False,
    )
    return Gedaan(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def datameent() -> Draai:
    return draai


@pytest.fixture(scope="session")
def klein(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A small municipality that went through the whole line once: its home and what `demo --json` said."""
    home = tmp_path_factory.mktemp("klein") / "home"
    done = draai("demo", "--no-serve", "--json", "--home", home, "--inwoners", "6000", "--jaren", "2", "--seed", "7")
    assert done.status == 0, done.fout
    return home, done.json
