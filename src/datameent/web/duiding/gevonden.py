"""What looks at the numbers of a text, for a request: with the release of the writer and those of the readers."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from datameent.release.read import Release
from datameent.web.audit.toegang import GeenRelease, nieuwste_voor
from datameent.web.duiding.getallen import Kennis, Vondst, zoek
from datameent.web.duiding.kennis import vondsten
from datameent.web.duiding.nagaan import Nagaan
from datameent.web.figures.keuze import Keuze

ZONDER_RELEASE = Kennis(10)
"""Without any release nothing is known but that small numbers of people are to be hidden."""


def nagaan_voor(request: HttpRequest, release: Release | None, keuze: Keuze | None) -> Nagaan:
    """The check of a form. `release`: what the writer saw. The newest of the readers counts as well."""

    def nagaan(tekst: str, doelgroep: str) -> Sequence[Vondst]:
        if release is None:
            return zoek(tekst, ZONDER_RELEASE)
        releases = [release]
        if doelgroep != release.meta.doelgroep:
            # Readers who have no figures yet: nothing of theirs can be hidden.
            with contextlib.suppress(GeenRelease, PermissionDenied):
                releases.append(nieuwste_voor(request, doelgroep))
        return vondsten(tekst, keuze, releases)

    return nagaan
