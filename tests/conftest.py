"""Fixtures every kind of test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[1]


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
