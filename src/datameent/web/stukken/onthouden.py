"""What was looked up in the texts of the site, kept while nobody changed one. Every change of a text is a new version,
and versions only grow: the last one says whether anything changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from datameent.web.accounts.models import Gebruiker

T = TypeVar("T")
Sleutel = tuple[object, ...]


def stempel(request: HttpRequest) -> Sleutel:
    """The last version of any text, and the day: what is late today was not yesterday. Asked once a request."""
    bekend: Sleutel | None = getattr(request, "_stempel", None)
    if bekend is None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT volgnr, op FROM stukken_versie ORDER BY volgnr DESC LIMIT 1")
            bekend = (timezone.localdate(), *(cursor.fetchone() or ()))
        request._stempel = bekend  # type: ignore[attr-defined]  # where the rest of this request finds it
    return bekend


def wie(request: HttpRequest) -> Sleutel:
    """What decides which texts a reader may see: role, municipality, domains."""
    gebruiker = request.user
    return (gebruiker.rol, gebruiker.gemeente, *gebruiker.domeinen) if isinstance(gebruiker, Gebruiker) else ()


class Onthouden(Generic[T]):
    """Answers by reader and question, forgotten together at the first change of any text."""

    def __init__(self, hoogstens: int) -> None:
        self._hoogstens = hoogstens
        # Replaced whole, so threads need no lock.
        self._laatst: tuple[Sleutel, dict[Sleutel, T]] = ((), {})

    def geef(self, request: HttpRequest, vraag: Sleutel, maak: Callable[[], T]) -> T:
        """The answer of before, or a new one. Error: DatabaseError when the texts cannot be reached."""
        nu = stempel(request)
        gemaakt, per = self._laatst
        if gemaakt != nu or len(per) >= self._hoogstens:
            per = {}
            self._laatst = (nu, per)
        sleutel = (*wie(request), "", *vraag)
        if sleutel not in per:
            per[sleutel] = maak()
        return per[sleutel]
