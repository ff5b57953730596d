"""The API against its own description: what the description allows works, what it forbids is refused, all as told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from conftest import vrije_poort  # noqa: F401 - the folder's conftest must be loaded before Django is
from datameent.domain.home import Home

schemathesis = pytest.importorskip("schemathesis", reason="install the dev extra to run this")


@pytest.fixture(scope="module")
def ruim(web_home: Home) -> Iterator[None]:
    """No rate limit in this module: it asks thousands of things."""
    from django.conf import settings

    was = settings.SITE
    settings.SITE = was.model_copy(update={"api_anoniem": 10**9, "api_token": 10**9})
    yield
    settings.SITE = was


@pytest.fixture
def beschrijving(web_home: Home, ruim: None) -> Any:
    from datameent.web.wsgi import application

    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
