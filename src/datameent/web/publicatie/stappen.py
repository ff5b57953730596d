"""Take a step: agree, withdraw, take over. The step and its audit event are written together or not at all."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction
from django.utils import timezone

from datameent.release.read import ReleaseMeta
from datameent.web.accounts.models import Gebruiker
from datameent.web.audit.keten import Soort, leg_vast
from datameent.web.audit.toegang import kop_van
from datameent.web.duiding.plicht import ontbrekende_duiding
from datameent.web.publicatie.models import Stap
from datameent.web.publicatie.stand import VIER_OGEN, stand
from datameent.web.publicatie.toestand import Staat, Staptype, Toestand
from datameent.web.publicatie.verslag import lees_verslag, vingerafdruk


class Geweigerd(Exception):
    """The step may not be taken; `reden` says why and what to do, in Dutch."""

    def __init__(self, reden: str) -> None:
        super().__init__(reden)
        self.reden = reden


def bezwaren(pad: Path) -> list[str]:
    """What stands in the way of publishing this file, whoever asks. A subject with a demand of its own adds it here."""
    controle = lees_verslag(pad).controle_van(vingerafdruk(pad))
    if controle is None:
        return [f"Er is geen uitslag van de controle op deze cijfers. Draai eerst: datameent audit {pad.stem}"]
    if controle.blootgesteld:
        return ["De controle vond cijfers die niet veilig zijn. Deze cijfers mogen niet naar buiten. Maak nieuwe."]
    return _zonder_duiding(pad)


def _zonder_duiding(pad: Path) -> list[str]:
    meta, namen = kop_van(pad)
    missen = ontbrekende_duiding(namen, meta.doelgroep, peildatum=meta.peildatum, gemeente=meta.gemeente_code)
    if not missen:
        return []
    return [f"Stel eerst een duiding vast. Die is verplicht bij: {', '.join(namen[code] for code in missen)}."]


def waarom_niet(gebruiker: Gebruiker, pad: Path, toestand: Toestand) -> list[str]:
    """Why this user cannot agree with this release now; nothing when they can."""
    naam = gebruiker.gebruikersnaam.lower()
    redenen = bezwaren(pad)
    gelijk = toestand.vingerafdruk == vingerafdruk(pad)
    eerder = toestand.akkoord if gelijk else ()
    if toestand.staat is Staat.GEPUBLICEERD and gelijk:
        redenen.append("Deze cijfers zijn al gepubliceerd.")
    elif naam in eerder:
        redenen.append("U heeft al akkoord gegeven. Nu moet iemand anders kijken.")
    elif eerder and naam in {m.lower() for m in lees_verslag(pad).makers}:
        redenen.append("U heeft deze cijfers zelf gemaakt. Een ander moet het tweede akkoord geven.")
    return redenen


@transaction.atomic
def keur_goed(gebruiker: Gebruiker, pad: Path, doelgroep: str, gezien: str | None = None) -> None:
    """Agree with a file; `gezien`: the SHA-256 of what was looked at. Error: `Geweigerd`, and nothing is written."""
    if doelgroep not in VIER_OGEN:
        raise Geweigerd("Deze cijfers hoeven geen akkoord.")
    afdruk = vingerafdruk(pad)
    if gezien is not None and gezien != afdruk:
        raise Geweigerd("De cijfers zijn veranderd terwijl u keek. Bekijk ze opnieuw.")
    # A write lock is held from the begin of the transaction, so two approvals at once come one after the other.
    nu = stand().releases.get(pad.stem) or Toestand(pad.stem, doelgroep)
    redenen = waarom_niet(gebruiker, pad, nu)
    if redenen:
        raise Geweigerd(redenen[0])
    _schrijf(Staptype.AKKOORD, doelgroep, pad.stem, afdruk, gebruiker)


@transaction.atomic
def trek_in(gebruiker: Gebruiker, meta: ReleaseMeta, reden: str, *, getoond: bool) -> None:
    """Take a release away from its readers at once, or refuse one that nobody saw yet; one person is enough."""
    soort = Staptype.INGETROKKEN if getoond else Staptype.AFGEWEZEN
    _schrijf(soort, meta.doelgroep, meta.release_id, door=gebruiker, reden=reden.strip())


@transaction.atomic
def neem_over(pad: Path, doelgroep: str) -> None:
    """Write down that a release was shown before two people had to look."""
    _schrijf(Staptype.OVERGENOMEN, doelgroep, pad.stem, vingerafdruk(pad))


def _schrijf(
    soort: Staptype, doelgroep: str, release: str, afdruk: str = "", door: Gebruiker | None = None, *, reden: str = ""
) -> None:
    naam, rol = (door.gebruikersnaam, door.rol) if door else ("", "")
    Stap.objects.create(
        op=timezone.now(),
        soort=soort.value,
        doelgroep=doelgroep,
        release=release,
        vingerafdruk=afdruk,
        door=naam,
        rol=rol,
        reden=reden[:1000],
    )
    leg_vast(Soort.PUBLICATIE, gebruiker=naam, rol=rol, release=release, filters=f"wat={soort.value}")
