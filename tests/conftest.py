"""Fixtures every kind of test may use."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[1]
_DEKKING = "COVERAGE_PROCESS_CONFIG"
"""Where programs that a test starts find that their coverage is measured."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Coverage is measured of the tests of parts. Who computes or serves at length takes twice as long when counted."""
    for item in items:
        lang = item.path.parent.name in {"functional", "generative"} or item.path.name == "test_web_postgres.py"
        if lang or item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.no_cover)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """What such a test starts is not counted either, from its fixtures on."""
    weg = os.environ.pop(_DEKKING, None) if item.get_closest_marker("no_cover") else None
    try:
        return (yield)
    finally:
        if weg is not None:
            os.environ[_DEKKING] = weg


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
