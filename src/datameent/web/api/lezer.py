"""Who calls: nobody in particular, or the holder of a token. A session of the site does not count here."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from datameent.web.accounts.adres import adres_van
from datameent.web.api.probleem import Probleem
from datameent.web.api.snelheid import adressleutel, te_snel
from datameent.web.api.tokens import vind_token
from datameent.web.audit.toegang import Lezer
from datameent.web.permissions.rollen import Rol


@dataclass(frozen=True, slots=True)
class Beller:
    """A reader, and the laws of which it may see figures (None for all)."""

    lezer: Lezer
    wetten: frozenset[str] | None
    met_token: bool


def beller_van(request: HttpRequest) -> Beller:
    """Who calls, after counting the call. Errors: `Probleem` 401 for a token that opens nothing, 429 for too many."""
    kop = request.headers.get("Authorization")
    if kop is None:
        _tel(adressleutel(adres_van(request)), settings.SITE.api_anoniem)
        return Beller(Lezer.met_rol(Rol.BEZOEKER, ""), None, met_token=False)
    soort, _, geheim = kop.partition(" ")
    token = vind_token(geheim.strip()) if soort.lower() == "bearer" else None
    if token is None:
        # Guessing is slowed down like asking without a token.
        _tel(adressleutel(adres_van(request)), settings.SITE.api_anoniem)
        raise Probleem(
            "geen-toegang",
            "Dit token is onbekend, verlopen of ingetrokken. Vraag de beheerder om een nieuw token.",
            headers={"WWW-Authenticate": 'Bearer realm="datameent", error="invalid_token"'},
        )
    _tel(f"token-{token.pk}", settings.SITE.api_token)
    return Beller(Lezer.met_rol(token.als_rol, f"token:{token.naam}"), token.wetten, met_token=True)


def _tel(sleutel: str, hoogstens: int) -> None:
    wacht = te_snel(sleutel, hoogstens)
    if wacht:
        raise Probleem(
            "te-vaak",
            f"U kunt {hoogstens} vragen per minuut stellen. Wacht {wacht} seconden.",
            headers={"Retry-After": str(wacht)},
        )
