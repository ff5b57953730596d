"""The shell of a reader round a page with figures, and what of both is kept for the next one who asks the same.

The inside is the same for all readers of a release. With its shell it is the same for all readers of one role,
municipality and domains, while nobody changed a text and no release was published or withdrawn.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any, Final

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from datameent.release.read import Release
from datameent.web.accounts.bewaard import haal
from datameent.web.audit.toegang import wat_is_ingetrokken
from datameent.web.components.context import LANGSTE_PLEK
from datameent.web.figures.geheugen import Geheugen, Pagina
from datameent.web.figures.keuze import Keuze
from datameent.web.permissions.poort import doelgroep_van
from datameent.web.stukken.onthouden import stempel, wie

_TEKEN: Final = secrets.token_hex(16)
"""Stands in a kept page where the token of each reader against forged requests comes."""
_paginas = Geheugen(256)
_geheel = Geheugen(128)


def toon(
    request: HttpRequest,
    release: Release,
    sleutel: tuple[str, ...],
    maak: Callable[[], Pagina],
    *,
    eigen: dict[str, Any] | None = None,
    keuze: Keuze | None = None,
) -> HttpResponse:
    """The page with its shell. `eigen`: what is for this reader alone; such a page is not kept.

    The address it names has the choice as it was understood, never what was typed behind it.
    """
    inhoud = _paginas.geef((str(release.pad), get_language() or "", *sleutel), maak)
    plek = f"{request.path}?{keuze.vraagtekst()}" if keuze else request.path
    context = {"meta": release.meta, "pagina": inhoud, "adres": f"{request.get_host()}{plek}", **(eigen or {})}
    context["hier"] = plek if len(plek) <= LANGSTE_PLEK else request.path
    voor_wie = None if any((eigen or {}).values()) or haal(request) else _voor_wie(request)
    if voor_wie is None:
        return render(request, "figures/schil.html", context)

    def met_schil() -> Pagina:
        html = render_to_string("figures/schil.html", {**context, "csrf_token": _TEKEN}, request)
        return Pagina(inhoud.titel, html, houdbaar=inhoud.houdbaar)

    html = _geheel.geef((str(release.pad), *sleutel, context["adres"], *voor_wie), met_schil).html
    return HttpResponse(html.replace(_TEKEN, get_token(request)) if _TEKEN in html else html)


def _voor_wie(request: HttpRequest) -> tuple[str, ...] | None:
    """Everything of the reader and of this moment that the shell shows; None when that cannot be told now."""
    try:
        deel = (wie(request), stempel(request), wat_is_ingetrokken(doelgroep_van(request)))
    except DatabaseError:
        return None
    return (get_language() or "", *(repr(d) for d in deel))
