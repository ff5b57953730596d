"""What is installed is what is in the tree: a data file that the package forgets is only missed by users."""

from __future__ import annotations

import tomllib
from pathlib import PurePosixPath

from checks.tree import REPO, SRC, tracked


def test_every_file_of_the_package_is_installed_with_it() -> None:
    project = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]["datameent"]
    suffixes = {PurePosixPath(p).suffix or PurePosixPath(p).name for p in patterns} | {".py"}
    inside = [p for p in tracked() if p.is_relative_to(SRC)]
    assert len(inside) > 100
    assert [p.name for p in inside if p.suffix not in suffixes and p.name not in suffixes] == []


def test_the_licence_is_whole() -> None:
    text = (REPO / "LICENSE").read_text(encoding="utf-8")
    articles = [line for line in text.splitlines() if line.split(".")[0].isdigit()]
    assert [int(a.split(".")[0]) for a in articles] == list(range(1, 16))
    assert "v. 1.2" in text.splitlines()[0]
    assert text.rstrip().endswith("EUPL version.")
    assert "Appendix" in text
