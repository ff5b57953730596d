"""From a request to an answer: the caller, the parameters, the release, and what every answer has in its headers."""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.utils.http import parse_etags
from django.views.decorators.csrf import csrf_exempt

from datameent import __version__
from datameent.web.api import openapi
from datameent.web.api.lezer import Beller, beller_van
from datameent.web.api.probleem import Probleem, even_weg_probleem
from datameent.web.api.routes import NIEUWSTE, ROUTES, VERSIE, Aanvraag, Route
from datameent.web.api.vragen import CODE, Vraag, lees_vraag
from datameent.web.audit.keten import Soort
from datameent.web.audit.toegang import GeenRelease, open_als

_log = logging.getLogger(__name__)
METHODEN = ("GET", "HEAD", "OPTIONS")
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "API-Version, ETag, Link, Retry-After",
}
View = Callable[..., HttpResponse]


def _dien(maak: Callable[[HttpRequest, Beller, dict[str, str]], HttpResponse]) -> View:
    """The view of an address: everything that goes wrong becomes problem details."""

    def view(request: HttpRequest, **delen: str) -> HttpResponse:
        try:
            antwoord = _voorwerk(request) or maak(request, beller_van(request), delen)
        except Probleem as probleem:
            antwoord = probleem.als_antwoord(request.path)
        except DatabaseError:
            antwoord = even_weg_probleem().als_antwoord(request.path)
        except Exception as fout:
            # The kind of failure and no more: its text could hold a value.
            _log.error("the API failed with %s", type(fout).__name__)
            antwoord = Probleem("storing", "Probeer het later opnieuw.").als_antwoord(request.path)
        return _koppen(request, antwoord)

    # Nothing can be written here, so a form from elsewhere is refused as a wrong method and not for its origin.
    return csrf_exempt(view)


def _voorwerk(request: HttpRequest) -> HttpResponse | None:
    """What is answered without looking who asks: which methods there are."""
    if request.method not in METHODEN:
        raise Probleem("methode", "Gebruik GET, HEAD of OPTIONS.", headers={"Allow": ", ".join(METHODEN)})
    if request.method != "OPTIONS":
        return None
    antwoord = HttpResponse(status=204, headers={"Allow": ", ".join(METHODEN)})
    if "Access-Control-Request-Method" in request.headers:
        # Only what a page elsewhere may do: read public figures. A token is not for a browser.
        antwoord.headers["Access-Control-Allow-Methods"] = "GET, HEAD"
        antwoord.headers["Access-Control-Allow-Headers"] = "If-None-Match"
    return antwoord


def _koppen(request: HttpRequest, antwoord: HttpResponse) -> HttpResponse:
    antwoord.headers["API-Version"] = VERSIE
    antwoord.headers["Vary"] = "Authorization"
    if "Authorization" not in request.headers:
        for naam, waarde in _CORS.items():
            antwoord.headers[naam] = waarde
    if request.method == "HEAD":
        antwoord.headers["Content-Length"] = str(len(antwoord.content))
        antwoord.content = b""
    return antwoord


def _adres(route: Route) -> View:
    def maak(request: HttpRequest, beller: Beller, delen: dict[str, str]) -> HttpResponse:
        vraag = lees_vraag(route.vraag, request.GET)
        if not all(re.fullmatch(CODE, d) for d in delen.values()):
            raise Probleem("niet-gevonden", "Dit adres is er niet.")
        uitgave = _open(request, beller, delen["releaseId"]) if "releaseId" in delen else None
        overig = {n: str(w) for n, w in request.GET.items() if n not in {"pagina", "aantal"}}
        aanvraag = Aanvraag(beller, request.path, delen, vraag, uitgave, overig)
        if uitgave is not None:
            # Who has this mark had the answer, so it is there; `*` says nothing of the kind.
            bekend = _niet_veranderd(request, _merk(request, uitgave.meta.release_id, beller), alles="")
            if bekend is not None:
                return bekend
        document = route.maak(aanvraag).model_dump(mode="json", by_alias=True)
        merk = _merk(request, uitgave.meta.release_id if uitgave else json.dumps(document), beller)
        return _niet_veranderd(request, merk) or _json(document, merk, beller)

    return _dien(maak)


def _open(request: HttpRequest, beller: Beller, release_id: str) -> Any:
    try:
        return open_als(
            beller.lezer,
            Soort.GEDOWNLOAD,
            pagina=request.path,
            vraag=request.GET,
            release_id="" if release_id == NIEUWSTE else release_id,
        )
    except GeenRelease:
        raise Probleem("niet-gevonden", "Deze uitgave is er niet, of niet voor u.") from None


def _merk(request: HttpRequest, waarvan: str, beller: Beller) -> str:
    """A release never changes, so which one it is and what was asked of it is enough; no need to make the answer."""
    delen = (waarvan, request.get_full_path(), VERSIE, __version__, sorted(beller.wetten or ()))
    return '"' + hashlib.sha256(json.dumps(delen).encode()).hexdigest()[:32] + '"'


def _niet_veranderd(request: HttpRequest, merk: str, alles: str = "*") -> HttpResponse | None:
    """304 when the caller has it already; compression makes the mark weak, which counts as the same."""
    bekend = {m.removeprefix("W/") for m in parse_etags(request.headers.get("If-None-Match", ""))}
    if not bekend & {merk, alles}:
        return None
    return HttpResponse(status=304, headers={"ETag": merk})


def _json(document: Any, merk: str, beller: Beller) -> HttpResponse:
    antwoord = HttpResponse(json.dumps(document, ensure_ascii=False), content_type="application/json")
    antwoord.headers["ETag"] = merk
    if not beller.met_token:
        antwoord.headers["Cache-Control"] = "public, no-cache"
    links = document.get("_links", {}) if isinstance(document, dict) else {}
    bladzijden = [(n, links[n]["href"]) for n in ("first", "prev", "next", "last") if n in links]
    if bladzijden:
        antwoord.headers["Link"] = ", ".join(f'<{href}>; rel="{naam}"' for naam, href in bladzijden)
    return antwoord


def _beschrijving(request: HttpRequest, beller: Beller, delen: dict[str, str]) -> HttpResponse:
    lees_vraag(Vraag, request.GET)
    document = openapi.document()
    merk = '"' + hashlib.sha256(json.dumps(document).encode()).hexdigest()[:32] + '"'
    return _niet_veranderd(request, merk) or _json(document, merk, beller)


def _nergens(request: HttpRequest, beller: Beller, delen: dict[str, str]) -> HttpResponse:
    raise Probleem("niet-gevonden", "Dit adres is er niet. /api/v1/openapi.json zegt wat er wel is.")


def adressen() -> list[URLPattern]:
    """The URL patterns: one per address, the description, and problem details for whatever else is asked here."""
    return [
        *(path(openapi.django_pad(r.pad), _adres(r), name=r.naam) for r in ROUTES),
        path(openapi.django_pad("/openapi.json"), _dien(_beschrijving), name="api-openapi"),
        re_path(r"^api(?:/.*)?$", _dien(lambda r, b, d: _nergens(r, b, {})), name="api-nergens"),
    ]
