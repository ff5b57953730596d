"""The audit trail, for the privacy role: who looked at what, and whether the chain is whole."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from datameent.web.audit.keten import Soort, controleer, leg_vast
from datameent.web.audit.models import Gebeurtenis
from datameent.web.permissions.poort import rol_van

PER_PAGINA = 50


@require_safe
def logboek(request: HttpRequest) -> HttpResponse:
    """Newest first; reading the trail is itself an event."""
    soort = request.GET.get("soort", "")
    soort = soort if soort in set(Soort) else ""
    leg_vast(Soort.GEZIEN, gebruiker=request.user.get_username(), rol=rol_van(request).value, pagina=request.path)
    rijen = Gebeurtenis.objects.order_by("-volgnr")
    if soort:
        rijen = rijen.filter(soort=soort)
    pagina = Paginator(rijen, PER_PAGINA).get_page(request.GET.get("pagina"))
    # Checking walks the whole trail: only when asked.
    uitslag = controleer() if request.GET.get("controleer") == "1" else None
    context = {"pagina": pagina, "soort": soort, "soorten": list(Soort), "uitslag": uitslag}
    return render(request, "audit/logboek.html", context)
