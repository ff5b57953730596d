"""Which files belong to the project, and how a rule that was broken is told."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REPO = Path(__file__).resolve().parents[1]
SRC = REPO / "src" / "datameent"


@dataclass(frozen=True, slots=True)
class Violation:
    """One place where a house rule does not hold."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


@cache
def tracked() -> tuple[Path, ...]:
    """Every file under version control that exists; outside a checkout every file that is not a product of a build."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPO, capture_output=True, check=False)  # noqa: S607
    if listed.returncode == 0:
        names = listed.stdout.decode().split("\0")
        return tuple(p for p in (REPO / n for n in names if n) if p.is_file())
    made = {".venv", "site", "build", "datameent-home", "demo-home"}
    found = (p for p in REPO.rglob("*") if p.is_file())
    return tuple(p for p in found if not made & set(p.relative_to(REPO).parts) and "cache" not in str(p))


def name(path: Path) -> str:
    """The path as a person types it from the root of the project."""
    return path.relative_to(REPO).as_posix() if path.is_relative_to(REPO) else path.as_posix()


def python_files(*folders: str) -> Iterator[Path]:
    """Tracked Python files below the given folders of the project."""
    for path in tracked():
        if path.suffix == ".py" and path.relative_to(REPO).parts[0] in folders:
            yield path


@cache
def parse(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def lines(path: Path) -> list[str]:
    """The lines of a text file; nothing for a file that is not text."""
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return []
