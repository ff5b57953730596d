"""No file of the project names a package index or a place that exists on one machine only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from checks.tree import REPO, Violation, lines, name, tracked

# Written in halves, so that this file passes its own check.
_INDEX_HOSTS = tuple(
    "".join(halves)
    for halves in (
        ("py", "pi.org"),
        ("python", "hosted.org"),
        ("registry.np", "mjs.org"),
        ("crates", ".io"),
        ("deb.debian", ".org"),
        ("conda.", "anaconda.org"),
    )
)
_INDEX = re.compile("|".join(re.escape(h) for h in _INDEX_HOSTS))
_LOCK_SETTING = re.compile(r"^\s*(--(extra-)?index-url|--find-links|-i|-f)\b|://|^\s*[./].*$|@\s*file:")
# An absolute path of a home folder or a checkout; `/tmp/...` is no better.
_MACHINE = re.compile(r"(?<![\w.\-/])/(?:root|wo" + r"rk|home/\w+|opt|Users|mnt)/[\w.]|(?<![\w.\-/])/tmp/\w")
_SKIP = frozenset({"LICENSE"})
_MACHINE_EXEMPT = ("tests/", ".ci/")


def violations() -> Iterator[Violation]:
    """Everything in a tracked file that points outside the project."""
    for path in tracked():
        if path.name not in _SKIP:
            yield from index_hosts(path)
            yield from machine_paths(path)
    for path in sorted((REPO / "requirements").glob("*.txt")):
        yield from lock_settings(path)


def index_hosts(path: Path) -> Iterator[Violation]:
    """Whoever installs chooses the index; the project does not."""
    for number, line in enumerate(lines(path), 1):
        if _INDEX.search(line):
            yield Violation(name(path), number, "names a package index")


def machine_paths(path: Path) -> Iterator[Violation]:
    """A path that starts at the root of somebody's machine."""
    if name(path).startswith(_MACHINE_EXEMPT):
        return
    for number, line in enumerate(lines(path), 1):
        if _MACHINE.search(line):
            yield Violation(name(path), number, "an absolute path of one machine")


def lock_settings(path: Path) -> Iterator[Violation]:
    """A lock file is names, versions, markers and hashes, each name with at least one hash."""
    text = lines(path)
    for number, line in enumerate(text, 1):
        if _LOCK_SETTING.search(line):
            yield Violation(name(path), number, "a lock file names no index, link or path")
        if "==" in line and not line.startswith((" ", "#")) and not line.rstrip().endswith("\\"):
            yield Violation(name(path), number, "a requirement without a hash")
