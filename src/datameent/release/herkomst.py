"""Where a release comes from: sources and their age, and the public cards of the agreements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from datameent.agreements.laden import laad_ook_verlopen, namen
from datameent.agreements.overeenkomst import Bronovereenkomst
from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.home import Home
from datameent.domain.yamltekst import lees_yaml
from datameent.release.fouten import Foutcode
from datameent.release.read import BronInfo
from datameent.vault.ledger import Ledger

_PER_BRON = """
SELECT bron,
  max(CASE WHEN uitkomst = 'geladen' THEN dagtekening END),
  max(CASE WHEN uitkomst = 'geladen' THEN tijd END),
  sum(uitkomst = 'geladen'), sum(uitkomst = 'geweigerd')
FROM bericht GROUP BY bron
"""


def bronnen(home: Home, overeenkomsten: Mapping[str, Bronovereenkomst]) -> list[BronInfo]:
    """Per agreement what was loaded under it; a source from which nothing came is listed with zeros."""
    with Ledger.open(home.ledger, alleen_lezen=True) as ledger:
        stand: dict[str, Any] = {rij[0]: rij[1:] for rij in ledger.con.execute(_PER_BRON)}
    lijst = []
    for naam, o in sorted(overeenkomsten.items()):
        laatste, geladen, berichten, geweigerd = stand.get(naam, (None, None, 0, 0))
        lijst.append(BronInfo(naam, o.titel, laatste, geladen, berichten, geweigerd, o.leverritme))
    return lijst


def overeenkomsten(home: Home) -> dict[str, Bronovereenkomst]:
    """The agreements of this home by name; an expired one still says under what the data came in."""
    return {naam: laad_ook_verlopen(home, naam) for naam in namen(home)}


def gemeente(home: Home) -> tuple[str, str]:
    """Code and name of the municipality from `config/instellingen.yaml`. Error: DM-REL-015."""
    pad = home.config / "instellingen.yaml"
    try:
        inhoud = lees_yaml(pad.read_text(encoding="utf-8")) or {}
        return str(inhoud["gemeente_code"]), str(inhoud["gemeente_naam"])
    except (OSError, yaml.YAMLError, KeyError, TypeError):
        raise DatameentError(
            Foutcode.GEMEENTE_ONTBREEKT,
            "The settings do not name the municipality",
            "Write gemeente_code and gemeente_naam in config/instellingen.yaml",
            Plaats(bestand="config/instellingen.yaml"),
            ExitStatus.USAGE,
        ) from None
