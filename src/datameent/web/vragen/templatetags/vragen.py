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
from datameent.web.stukken.onthouden import Onthouden
from datameent.web.vragen.gebruik import vragen_bij
from datameent.web.vragen.models import Vraag

register = template.Library()
_onthouden: Onthouden[list[Vraag]] = Onthouden(1000)


@register.inclusion_tag("vragen/bij_cijfer.html", takes_context=True)
def vragen_bij_cijfer(context: Any) -> dict[str, Any]:
    """The questions that the figure of this page answers, and the way to a new one; nothing on another page."""
    request: HttpRequest = context.request
    match = request.resolver_match
    rol = rol_van(request)
    if match is None or match.view_name != "indicator" or not mag(rol, Actie.VRAGEN_ZIEN):
        return {}
    code = match.kwargs["code"]
    adres = context.get("hier") or request.path  # the choice as it was understood, never what was typed
    return {
        "tonen": True,
        "vragen": _onthouden.geef(request, (code,), lambda: vragen_bij(cast(Gebruiker, request.user), code)),
        "nieuw": f"{reverse('vraag-nieuw')}?{urlencode({'cijfer': adres})}" if mag(rol, Actie.VRAAG_STELLEN) else "",
    }
