"""The documentation in a real browser: accessible and readable on a phone, and it asks no other host for anything."""

from __future__ import annotations

import functools
import http.server
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from checks.tree import REPO
from playwright.sync_api import Browser, sync_playwright

pytestmark = pytest.mark.browser
CASES = [
    ("index.html", 1280),
    ("reference/foutcodes.html", 1280),
    ("tutorials/eerste-uur.html", 320),
    ("reference/foutcodes.html", 320),
    ("zoek.html?q=bronovereenkomst", 320),
    ("404.html", 320),
]
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
BUILD = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir")


class Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: Any) -> None: ...


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    subprocess.run([*BUILD, str(folder)], cwd=REPO, check=True)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Silent, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "chromium is missing: run `make browser`"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield started
        started.close()


@pytest.mark.parametrize(("page", "width"), CASES)
def test_a_page_is_accessible_and_fits(browser: Browser, address: str, page: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    tab = context.new_page()
    asked: list[str] = []
    faults: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.goto(f"{address}/{page}", wait_until="networkidle")
    assert [v["id"] for v in Axe().run(tab).response["violations"]] == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert [u for u in asked if not u.startswith(address)] == []
    assert faults == []
    context.close()


def test_searching_finds_a_page(browser: Browser, address: str) -> None:
    tab = browser.new_page()
    tab.goto(f"{address}/index.html")
    tab.get_by_label("Zoek in de uitleg").fill("bronovereenkomst")
    tab.get_by_role("button", name="Zoek").click()
    tab.get_by_role("link", name="Een bronovereenkomst schrijven").nth(1).wait_for()
    tab.close()
