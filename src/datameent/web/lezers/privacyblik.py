"""The view of the privacy officer: what was agreed, who looked, what was refused, what was published and taken back."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from datameent.web.audit.keten import Soort, controleer, leg_vast
from datameent.web.audit.models import Gebeurtenis
from datameent.web.audit.tellen import tel
from datameent.web.figures.verwijzing import release_of_niets
from datameent.web.permissions.poort import rol_van
from datameent.web.public.kaarten import maak_kaart
from datameent.web.publicatie.models import Stap
from datameent.web.stukken.verloop import rolnaam

MEESTE: Final = 50
_KIJK: Final = (Soort.GEZIEN.value, Soort.GEDOWNLOAD.value)
_WEIGER: Final = (Soort.GEWEIGERD.value, Soort.LOGIN_MISLUKT.value)


@require_safe
def privacyoverzicht(request: HttpRequest) -> HttpResponse:
    """All of it in counts; reading it is itself an event. The chain is walked only when asked."""
    release = release_of_niets(request)
    leg_vast(
        Soort.GEZIEN,
        gebruiker=request.user.get_username(),
        rol=rol_van(request).value,
        pagina=f"{request.path}logboek",
        doel="kwaliteit",
    )
    context: dict[str, Any] = {
        "meta": release.meta if release else None,
        "kaarten": [maak_kaart(k) for k in release.overeenkomsten()] if release else [],
        "gebruik": tel(),
        "kijkers": [(g, rolnaam(r), n, t) for g, r, n, t in _tel(_KIJK, "gebruiker", "rol")],
        "paginas": _tel(_KIJK, "pagina"),
        "geweigerd": [(g, rolnaam(r), s, p, n, t) for g, r, s, p, n, t in _tel(_WEIGER, *_WIE_WAT)],
        "stappen": [(s, rolnaam(s.rol)) for s in Stap.objects.order_by("-volgnr")[:MEESTE]],
        "uitslag": controleer() if request.GET.get("controleer") == "1" else None,
        "meeste": MEESTE,
    }
    return render(request, "lezers/privacy.html", context)


_WIE_WAT: Final = ("gebruiker", "rol", "soort", "pagina")


def _tel(soorten: tuple[str, ...], *per: str) -> list[Any]:
    """How many events and the last of them, the most first, at most `MEESTE` rows."""
    rijen = Gebeurtenis.objects.filter(soort__in=soorten).order_by().values_list(*per)
    return list(rijen.annotate(n=Count("volgnr"), laatst=Max("tijd")).order_by("-n", *per)[:MEESTE])
