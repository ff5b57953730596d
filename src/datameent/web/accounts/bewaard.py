"""What somebody typed whose session had ended: carried through the login page, put back in the form, never sent.

It travels signed, with the page it was for: nobody can make up such a text, or bring it to another page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

if TYPE_CHECKING:
    from django import forms

MAX_TEKENS: Final = 200_000
_ZOUT: Final = "datameent.bewaard"
_HOUDBAAR: Final = 12 * 3600
_NOOIT: Final = frozenset({"csrfmiddlewaretoken", "wachtwoord", "huidig", "nieuw", "herhaal", "code"})
"""Fields that are never carried."""
ONZICHTBAAR: Final = frozenset({"gezien", "merkteken"})
"""Which version the writer saw goes along, so that nobody is overwritten; it is no text of theirs."""
_SESSIE: Final = "bewaard"


def uitgelogd(request: HttpRequest) -> HttpResponse:
    """The page for a form that came in when its writer was no longer logged in. Nothing was saved."""
    velden = {naam: request.POST.getlist(naam) for naam in request.POST if naam not in _NOOIT}
    te_lang = len(json.dumps(velden)) > MAX_TEKENS
    context: dict[str, Any] = {
        "naar": request.get_full_path(),
        "te_lang": te_lang,
        "oidc": settings.SITE.oidc is not None,
        "getypt": leesbaar(velden),
        "bewaard": "" if te_lang or not velden else _teken(request, velden),
    }
    return render(request, "accounts/uitgelogd.html", context, status=403)


def _teken(request: HttpRequest, velden: Mapping[str, Sequence[str]]) -> str:
    van = getattr(request, "verlopen_van", None)
    inhoud = {"pad": request.path, "velden": velden, "van": van}
    return signing.dumps(inhoud, salt=_ZOUT, compress=True)


def leesbaar(velden: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """The texts among the fields, to show."""
    gevuld = {naam: waarden for naam, waarden in velden.items() if any(w.strip() for w in waarden)}
    return [(woord(naam), "\n".join(waarden)) for naam, waarden in gevuld.items() if naam not in ONZICHTBAAR]


def woord(naam: str) -> str:
    """The name of a field as a word on a page that does not know the form.

    >>> woord("bij_hoog")
    'bij hoog'
    """
    return naam.replace("_", " ")


def neem_mee(request: HttpRequest, bewaard: str) -> None:
    """Keep in the session what the login page carried; what was not signed by us, or long ago, is left out."""
    try:
        inhoud = signing.loads(bewaard, salt=_ZOUT, max_age=_HOUDBAAR)
    except signing.BadSignature:
        return
    request.session[_SESSIE] = inhoud


def haal(request: HttpRequest) -> dict[str, list[str]] | None:
    """What was typed for this very page by whoever is logged in now; a second time there is nothing left."""
    bekend = getattr(request, "_bewaard", None)
    if bekend is not None:
        return dict(bekend)
    inhoud = request.session.get(_SESSIE) if request.user.is_authenticated else None
    if not inhoud or inhoud["pad"] != request.path or request.method != "GET":
        return None
    del request.session[_SESSIE]
    if inhoud["van"] not in {None, request.user.pk}:
        return None
    request._bewaard = inhoud["velden"]  # type: ignore[attr-defined]  # once per request: form and shell both ask
    return dict(inhoud["velden"])


def vul(request: HttpRequest, form: forms.BaseForm) -> None:
    """Put what was typed back into a form that is shown; it is not sent."""
    for naam, waarden in (haal(request) or {}).items():
        if naam in form.fields:
            meer = isinstance(form.initial.get(naam), list | tuple) or len(waarden) > 1
            form.initial[naam] = waarden if meer else (waarden[0] if waarden else "")
