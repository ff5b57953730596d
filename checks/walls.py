"""Walls that import-linter cannot draw to the name: `web` opens a release, and nothing else of ours."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from checks.tree import SRC, Violation, name, parse, python_files

# What each of these may import of ours besides itself. A longer name allows what is below it. `release.schema` is the
# shape of the file: names only.
ALLOWED = {
    "web": ("datameent.domain", "datameent.release.read", "datameent.release.schema"),
    "disclosure": ("datameent.domain",),
    "agreements": ("datameent.domain",),
    "domain": (),
}


def violations() -> Iterator[Violation]:
    """Every import through a wall, also the ones inside a function."""
    for path in python_files("src"):
        room = path.relative_to(SRC).parts[0]
        if room in ALLOWED:
            yield from imports_through(path, room, ALLOWED[room])
    release = SRC / "release" / "__init__.py"
    if release.is_file() and any(True for _ in _imports(release)):
        yield Violation(name(release), 1, "release/__init__.py imports: `web` would load the builder with the reader")


def imports_through(path: Path, room: str, allowed: tuple[str, ...]) -> Iterator[Violation]:
    """Imports of ours that are neither in the room itself nor allowed to it."""
    may = (*allowed, f"datameent.{room}", "datameent.__version__")
    for line, module in _imports(path):
        if module.split(".")[0] != "datameent":
            continue
        if not any(module == m or module.startswith(m + ".") for m in may):
            yield Violation(name(path), line, f"{room} imports {module}")


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, a.name) for a in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            if node.module == "__future__":
                continue
            yield from ((node.lineno, f"{node.module}.{a.name}") for a in node.names)
