"""What is loaded, how old it is, what failed: from the ledger, and one count from the lake."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from datameent.agreements.laden import laad_ook_verlopen, namen
from datameent.domain.errors import DatameentError
from datameent.domain.home import Home
from datameent.lake.store import Lake
from datameent.vault.ledger import Ledger

_DAGEN = {"dag": 1, "week": 7, "maand": 31, "kwartaal": 92, "jaar": 366}

_PER_BRON = """
SELECT bron, max(CASE WHEN uitkomst = 'geladen' THEN coalesce(dagtekening, substr(tijd, 1, 10)) END),
  sum(uitkomst = 'geladen'), sum(uitkomst = 'geweigerd'),
  sum((uitkomst = 'geladen') * (berichttype IS NOT NULL)), sum((uitkomst = 'geladen') * prestaties)
FROM bericht GROUP BY bron
"""


def status(home: Home, vandaag: date | None = None) -> dict[str, Any]:
    """The document of `status --json`: `berichten`, `prestaties`, `clienten`, `laatste_lading`, `bronnen`.

    `leeftijd_dagen` is counted from the newest date on a message (from the day of loading where a source has no
    messages), null when nothing was loaded; `te_laat` holds that against the rhythm and threshold of the agreement.
    `clienten` counts persons per law.
    """
    dag = vandaag or datetime.now(UTC).date()
    with Ledger.open(home.ledger, alleen_lezen=True) as ledger:
        rijen = {r[0]: r[1:] for r in ledger.con.execute(_PER_BRON)}
        ooit = dict(ledger.con.execute("SELECT bron, sum(geweigerd) FROM lading GROUP BY bron"))
        laatste = ledger.con.execute("SELECT max(tijd) FROM lading").fetchone()[0]
    bronnen = {}
    for naam in sorted({*namen(home), *rijen}):
        nieuwste, geladen, geweigerd, _, _ = rijen.get(naam, (None, 0, 0, 0, 0))
        leeftijd = None if nieuwste is None else (dag - date.fromisoformat(nieuwste)).days
        bronnen[naam] = {
            "leeftijd_dagen": leeftijd,
            "geladen": geladen,
            "afgekeurd": ooit.get(naam, 0),
            "in_quarantaine": geweigerd,
            "te_laat": _te_laat(home, naam, leeftijd),
        }
    return {
        "berichten": sum(r[3] for r in rijen.values()),
        "prestaties": sum(r[4] for r in rijen.values()),
        "clienten": _clienten(home),
        "laatste_lading": laatste,
        "bronnen": bronnen,
    }


def _te_laat(home: Home, naam: str, leeftijd: int | None) -> bool | None:
    """Null when there is nothing to judge by: nothing loaded, or no valid agreement."""
    try:
        overeenkomst = laad_ook_verlopen(home, naam)
    except DatameentError:
        return None
    if leeftijd is None:
        return None
    return leeftijd > _DAGEN[overeenkomst.leverritme] + overeenkomst.drempels.dagen_te_laat


def _clienten(home: Home) -> int:
    lake = Lake.open(home)
    if "client" not in lake.namen("bron"):
        return 0
    con = lake.engine()
    try:
        client = lake.tabel(con, "bron", "client")
        personen = client.filter(client.pseudoniem.notnull()).select("wet", "pseudoniem").distinct()
        return int(con.to_pyarrow(personen.count()).as_py())
    finally:
        con.disconnect()
