"""The API against its own description, on a real server: what it allows works, what it forbids is refused, as told."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import dien, maak_home

AANWEZIG = importlib.util.find_spec("schemathesis") is not None
VOORBEELDEN = os.environ.get("DATAMEENT_API_VOORBEELDEN", "25")
MEEST = 540
WAT_ER_IS = """
[parameters]
"path.releaseId" = "nieuwste"
"path.tabel" = "clienten-wet-jaar"
"path.indicator" = "clienten"
"query.indicator" = "clienten"

[checks]
# The server refuses an address of more than 2,048 characters before the API sees it.
negative_data_rejection.expected-statuses = [400, 401, 403, 404, 405, 406, 409, 414, 415, 422, 428, 429]
"""


@pytest.fixture(scope="module")
def adres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A served home without a rate limit to speak of: this asks thousands of things."""
    home = maak_home(tmp_path_factory.mktemp("api") / "home")
    instellingen: Path = home.config / "instellingen.yaml"
    ruim = "site:\n  api_anoniem: 1000000000\n  api_token: 1000000000\n"
    instellingen.write_text(instellingen.read_text(encoding="utf-8") + ruim, encoding="utf-8")
    for site in dien(home):
        yield site.url


@pytest.mark.slow
@pytest.mark.skipif(
    not AANWEZIG and os.environ.get("CI") != "true", reason="schemathesis is missing: install the dev extra"
)
def test_no_finding(adres: str, tmp_path: Path) -> None:
    """All checks that schemathesis has: examples, edges of every parameter, what is not allowed, and links."""
    (tmp_path / "schemathesis.toml").write_text(WAT_ER_IS, encoding="utf-8")
    opdracht = ["run", f"{adres}/api/v1/openapi.json", "--checks", "all", "--max-examples", VOORBEELDEN]
    opdracht += ["--seed", "1", "--generation-database", "none", "--no-color", "--continue-on-failure"]
    uit = subprocess.run(
        [sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()", *opdracht],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=MEEST,
    )
    assert uit.returncode == 0, uit.stdout[-6000:] + uit.stderr[-2000:]
    assert "No issues found" in uit.stdout, uit.stdout[-3000:]
