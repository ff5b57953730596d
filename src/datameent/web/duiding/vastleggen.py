"""From a request at a figure to the evidence that a text will keep: the release that was seen, or the newest."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from datameent.release.read import Release
from datameent.web.audit.toegang import GeenRelease, open_genoemde_release, open_release
from datameent.web.duiding.bewijs import Bewijs, kies, neem
from datameent.web.figures.keuze import Keuze
from datameent.web.permissions.domeinen import ALLE, CODES


@dataclass(frozen=True, slots=True)
class Cijfer:
    """A figure that somebody writes about. `vervangen`: the release that was asked for is gone, this is the newest."""

    release: Release
    keuze: Keuze
    bewijs: Bewijs
    vervangen: bool

    @property
    def domein(self) -> str:
        """The domain that a text about it belongs to: that of its law."""
        wet = self.keuze.waar.get("wet", ALLE)
        return wet if wet in CODES else ALLE


def cijfer_van(request: HttpRequest, code: str) -> Cijfer:
    """The figure in the address of a request. Errors: `GeenRelease` (there is none at all), `Http404`."""
    gevraagd = request.GET.get("release", "")
    vervangen = False
    try:
        release = open_genoemde_release(request, gevraagd) if gevraagd else open_release(request)
    except GeenRelease:
        release, vervangen = open_release(request), True
    keuze, aanbod = kies(release, code, request.GET)
    return Cijfer(release, keuze, neem(release, keuze, aanbod), vervangen)


def kop_van(bewijs: Bewijs) -> dict[str, str]:
    """The way back to the figure, for the path at the top of a page."""
    return {"naam": bewijs.naam, "code": bewijs.indicator, "vraagtekst": bewijs.vraagtekst}
