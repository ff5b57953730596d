"""What goes wrong, told to a program as problem details (RFC 9457): what and what to do, never how we are built."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpResponse

SOORTEN: Final = {
    "ongeldige-vraag": (400, "De vraag klopt niet"),
    "geen-toegang": (401, "Dit token geldt niet"),
    "niet-gevonden": (404, "Dit bestaat niet"),
    "methode": (405, "Dit adres kunt u alleen lezen"),
    "te-vaak": (429, "Te veel vragen"),
    "storing": (500, "Er ging iets mis bij ons"),
    "even-weg": (503, "De site is even niet bereikbaar"),
}
"""Every kind of problem: its status and its title."""


class Probleem(Exception):
    """A call that gets no figures. `extra`: more members, such as which parameter was wrong."""

    def __init__(
        self,
        soort: str,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(soort)
        self.soort, self.detail = soort, detail
        self.headers, self.extra = dict(headers or {}), dict(extra or {})

    @property
    def status(self) -> int:
        """The HTTP status."""
        return SOORTEN[self.soort][0]

    def als_antwoord(self, pad: str) -> HttpResponse:
        """The answer, without anything of the program in it."""
        status, titel = SOORTEN[self.soort]
        document = {
            "type": f"urn:datameent:probleem:{self.soort}",
            "title": titel,
            "status": status,
            "detail": self.detail,
            "instance": pad,
            **self.extra,
        }
        antwoord = HttpResponse(
            json.dumps(document, ensure_ascii=False), content_type="application/problem+json", status=status
        )
        for naam, waarde in self.headers.items():
            antwoord.headers[naam] = waarde
        return antwoord


def even_weg_probleem() -> Probleem:
    """The database does not answer."""
    return Probleem("even-weg", "Probeer het over een minuut opnieuw.", headers={"Retry-After": "60"})
