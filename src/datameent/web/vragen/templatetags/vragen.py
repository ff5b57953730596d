"""The questions under a figure, outside what all readers of a release share."""

from __future__ import annotations

from typing import Any, cast

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from datameent.web.accounts.models import Gebruiker
from datameent.web.permissions.poort import rol_van
from datameent.web.permissions.rollen import Actie, mag
from datameent.web.vragen.gebruik import vragen_bij

register = template.Library()


@register.inclusion_tag("vragen/bij_cijfer.html", takes_context=True)
def vragen_bij_cijfer(context: Any) -> dict[str, Any]:
    """The questions that the figure of this page answers, and the way to a new one; nothing on another page."""
    request: HttpRequest = context.request
    match = request.resolver_match
    rol = rol_van(request)
    if match is None or match.view_name != "indicator" or not mag(rol, Actie.VRAGEN_ZIEN):
        return {}
    adres = context.get("hier") or request.path  # the choice as it was understood, never what was typed
    return {
        "tonen": True,
        "vragen": vragen_bij(cast(Gebruiker, request.user), match.kwargs["code"]),
        "nieuw": f"{reverse('vraag-nieuw')}?{urlencode({'cijfer': adres})}" if mag(rol, Actie.VRAAG_STELLEN) else "",
    }
