"""What tests of written texts share: people of another municipality or domain, and a home without releases."""

from __future__ import annotations

import html
from typing import Any

LANG = "é" * 10_000
HTML = '<script>alert("x")</script> & <b>vet</b>'


def collega(naam: str, rol: str, *, gemeente: str | None = None, domeinen: list[str] | None = None) -> Any:
    """An account beside those of the demo; made once."""
    from datameent.web.accounts.models import Gebruiker

    gebruiker = Gebruiker.objects.filter(gebruikersnaam=naam).first() or Gebruiker(gebruikersnaam=naam, rol=rol)
    gebruiker.gemeente = gemeente or Gebruiker.objects.get(gebruikersnaam="demo-beleid").gemeente
    gebruiker.domeinen = domeinen or ["alle"]
    gebruiker.demo = True  # without a second step to log in
    gebruiker.set_unusable_password()
    gebruiker.save()
    return gebruiker


def in_als(gebruiker: Any) -> Any:
    """A client that is logged in as this account."""
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.force_login(gebruiker, backend="django.contrib.auth.backends.ModelBackend")
    return client


def zonder_release(monkeypatch: Any) -> None:
    """All releases are withdrawn."""
    from datameent.web.audit import toegang

    def weg(_: str) -> Any:
        raise toegang.GeenRelease

    monkeypatch.setattr(toegang, "_nieuwste_release", weg)


def tekst(antwoord: Any) -> str:
    """The page as a reader sees it: without tags, entities as characters."""
    import re

    kaal = re.sub(r"<[^>]+>", "", antwoord.content.decode())
    return " ".join(html.unescape(kaal).replace("\u00a0", " ").split())
