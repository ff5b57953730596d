"""The language of the shell: Dutch, or English for who chose it by a link. No script, and no guess from the browser.

The figures and their definitions are in Dutch only; in an English page they say so (`lang="nl"`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

KOEKJE: Final = "datameent-taal"
EIGEN: Final = "nl"
NAMEN: Final = {"nl": "Nederlands", "en": "English"}
_JAAR: Final = 365 * 24 * 3600


class Taal:
    """Middleware: the link or `?taal=en` chooses, and a cookie remembers that choice and nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language that was chosen."""
        if request.path.startswith(("/api/", settings.STATIC_URL)):
            return self._get_response(request)
        gekozen = request.GET.get("taal", "")
        onthouden = request.COOKIES.get(KOEKJE, "")
        taal = next((t for t in (gekozen, onthouden) if t in NAMEN), EIGEN)
        with translation.override(taal):
            antwoord = self._get_response(request)
        antwoord.headers.setdefault("Content-Language", taal)
        if gekozen in NAMEN and gekozen != onthouden:
            _onthoud(antwoord, gekozen)
        return antwoord


@require_safe
def kies(request: HttpRequest, code: str) -> HttpResponse:
    """Choose a language and go back to the page where the link was, with its choices.

    The browser says which page that was; so nothing that somebody typed has to come back in a page.
    """
    if code not in NAMEN:
        raise Http404
    vandaan = request.headers.get("Referer", "")
    veilig = url_has_allowed_host_and_scheme(vandaan, {request.get_host()}, require_https=request.is_secure())
    delen = urlsplit(vandaan if veilig else "/")
    vraag = urlencode([(n, w) for n, w in parse_qsl(delen.query) if n != "taal"])
    antwoord = HttpResponseRedirect(urlunsplit(("", "", delen.path or "/", vraag, "")))
    _onthoud(antwoord, code)
    return antwoord


def _onthoud(antwoord: HttpResponse, taal: str) -> None:
    veilig = settings.SESSION_COOKIE_SECURE
    antwoord.set_cookie(KOEKJE, taal, max_age=_JAAR, httponly=True, samesite="Lax", secure=veilig)


def taalcontext(request: HttpRequest) -> dict[str, Any]:
    """For templates: the link to the other language, and what marks a part that is Dutch in a page that is not."""
    nu = translation.get_language() or EIGEN
    ander = next(t for t in NAMEN if t != nu)
    return {
        "taallink": {"code": ander, "naam": NAMEN[ander]},
        "nl": in_het_nederlands(),
    }


def in_het_nederlands() -> SafeString:
    """The attribute for a Dutch part; nothing in a Dutch page."""
    return mark_safe("" if translation.get_language() == EIGEN else ' lang="nl"')  # noqa: S308 (a constant)
