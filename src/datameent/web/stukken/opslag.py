"""Keep a text: a new version, an audit event and the row itself, all three or none."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from datameent.web.accounts.models import Gebruiker
from datameent.web.audit.keten import Soort, leg_vast
from datameent.web.permissions.rollen import Rol
from datameent.web.stukken.models import Stuk, Versie

S = TypeVar("S", bound=Stuk)


class Botsing(Exception):
    """Somebody else changed the text since it was read. `nu`: how it is now."""

    def __init__(self, nu: Stuk) -> None:
        super().__init__("changed in the meantime")
        self.nu = nu


@transaction.atomic
def maak(stuk: S, door: Gebruiker, *, wat: str = "gemaakt") -> S:
    """Write down a new text, owned by who writes it unless it has an owner, in the municipality of who writes it."""
    stuk.gemeente = door.gemeente
    if getattr(stuk, "eigenaar_id") is None:  # noqa: B009 - Django adds this one, the stubs do not know it
        stuk.eigenaar = door
    stuk.gemaakt_op = stuk.gewijzigd_op = timezone.now()
    stuk.versie = 1
    stuk.save(force_insert=True)
    _leg_neer(stuk, door, wat)
    return stuk


@transaction.atomic
def maak_zonder_account(stuk: S, *, wat: str = "gemaakt") -> S:
    """Write down a new text of somebody without an account, in the municipality that it names; nobody owns it."""
    stuk.gemaakt_op = stuk.gewijzigd_op = timezone.now()
    stuk.versie = 1
    stuk.save(force_insert=True)
    _leg_neer(stuk, None, wat)
    return stuk


@transaction.atomic
def wijzig(stuk: S, door: Gebruiker, *, gezien: int, wat: str = "gewijzigd") -> S:
    """Keep the changed fields of a text of which `door` saw version `gezien`. Error: `Botsing`, and nothing changed."""
    nu = type(stuk)._default_manager.select_for_update().get(pk=stuk.pk)
    if nu.versie != gezien:
        raise Botsing(nu)
    stuk.versie = gezien + 1
    stuk.gemaakt_op, stuk.gewijzigd_op = nu.gemaakt_op, timezone.now()
    stuk.save(force_update=True)
    _leg_neer(stuk, door, wat)
    return stuk


def versies(stuk: Stuk) -> list[Versie]:
    """All versions of a text, the first one first."""
    return list(Versie.objects.filter(soort=stuk.soort(), stuk=stuk.pk).order_by("versie"))


def zoals_in(stuk: Stuk, versie: int) -> dict[str, Any]:
    """What a text held in one version. Error: `Versie.DoesNotExist`."""
    inhoud: dict[str, Any] = Versie.objects.get(soort=stuk.soort(), stuk=stuk.pk, versie=versie).inhoud
    return inhoud


def _leg_neer(stuk: Stuk, door: Gebruiker | None, wat: str) -> None:
    naam, rol = (door.gebruikersnaam, door.rol) if door else ("", Rol.BEZOEKER.value)
    Versie.objects.create(
        soort=stuk.soort(),
        stuk=stuk.pk,
        versie=stuk.versie,
        op=stuk.gewijzigd_op,
        door=naam,
        rol=rol,
        inhoud=stuk.inhoud(),
    )
    leg_vast(
        Soort.GESCHREVEN,
        gebruiker=naam,
        rol=rol,
        pagina=f"{stuk.soort()}/{stuk.pk}",
        filters=f"wat={wat}&versie={stuk.versie}",
    )
