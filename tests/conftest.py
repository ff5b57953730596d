"""Fixtures every kind of test may use; what is counted for coverage (`dekking.py`), and what runs first."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from tests.dekking import geteld_zoals_het_hoort

REPO = Path(__file__).resolve().parents[1]
LANG = ("tests/web/test_web_postgres.py", "tests/functional/test_line.py")
"""Tests of a minute or more each: at the end they would leave the other workers without work."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(LANG))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    with geteld_zoals_het_hoort(item):
        return (yield)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder with official material; its absence fails in CI and is a named skip elsewhere."""
    folder = Path(os.environ.get("DATAMEENT_SHARED", REPO.parent / "shared")) / "data"
    if folder.is_dir():
        return folder
    reason = "official material is missing: put it in ../shared/data or set DATAMEENT_SHARED"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
