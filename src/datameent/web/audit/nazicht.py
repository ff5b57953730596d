"""What an auditor asks of the trail from the command line: is it whole, and all of it in a file."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home
from datameent.web.foutcodes import Foutcode
from datameent.web.opzet import opzet


@dataclass(frozen=True, slots=True)
class Nazicht:
    """`breuk`: number of the first event that does not fit, 0 for none. `laatste`: the last seal that fits.

    `zegel_gevonden`: the seal of before that was given is still in the chain.
    """

    aantal: int
    breuk: int
    laatste: str
    zegel_gevonden: bool
    heel: bool


def zie_na(home: Home, zegel: str = "") -> Nazicht:
    """Check every seal, and that `zegel` (of an earlier check) is still one of them; empty is not asked for."""
    opzet(home)
    from datameent.web.audit.keten import BEGIN, controleer
    from datameent.web.audit.models import Gebeurtenis

    uitslag = controleer()
    gevonden = zegel in {"", BEGIN} or Gebeurtenis.objects.filter(zegel=zegel).exists()
    return Nazicht(uitslag.aantal, uitslag.breuk, uitslag.laatste, gevonden, uitslag.heel and gevonden)


def voer_uit(home: Home, uit: Path) -> Nazicht:
    """Write every event as a line of JSON, the first one first. Error: DM-WEB-034 when the file is there already."""
    opzet(home)
    from datameent.web.audit.keten import Soort, leg_vast
    from datameent.web.audit.models import Gebeurtenis

    try:
        greep = os.open(uit, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise DatameentError(
            Foutcode.BESTAND_BESTAAT,
            "This file exists already",
            "Choose another name with --uit",
            Plaats(bestand=uit.name),
            ExitStatus.USAGE,
        ) from None
    leg_vast(Soort.GEDOWNLOAD, gebruiker="(beheerder)", rol="beheer", pagina="logboek export")
    velden = [f.attname for f in Gebeurtenis._meta.concrete_fields]
    with os.fdopen(greep, "w", encoding="utf-8") as bestand:
        for rij in Gebeurtenis.objects.order_by("volgnr").values(*velden).iterator():
            bestand.write(json.dumps(rij, ensure_ascii=False) + "\n")
    return zie_na(home)
