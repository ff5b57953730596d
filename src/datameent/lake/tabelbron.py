"""Sources that are a table (CSV): what is offered together replaces the table; one refused file and nothing does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from datameent.lake.lading import Lading, Post
from datameent.lake.werk import Opdracht, Weigering, beperk, versleutel_stuk, verzamel
from datameent.sources import tabellen
from datameent.sources.invoer import vind_stukken


def laad_tabel(lading: Lading, opdracht: Opdracht, paths: Sequence[Path]) -> int:
    """Read the files of one table source into a lading that replaces; gives how many were loaded already.

    When exactly these files are what the table was made of, nothing changes. The newest lading counts; earlier tables
    stay in the Delta history.
    """
    overeenkomst, limieten = opdracht.overeenkomst, opdracht.limieten
    vooraf, stukken, lading.omvang = verzamel(vind_stukken(paths, limieten))
    if not vooraf and stukken and set(stukken) == _huidig(lading):
        return len(stukken)
    gelezen = tabellen.lees(tuple(stukken.values()), tabel=overeenkomst.soort, limieten=limieten)
    inhoud = {stuk.bestand: i for i, stuk in stukken.items()}
    lading.weigeringen += vooraf
    lading.weigeringen += [Weigering(b, inhoud[b], bev) for b, bev in gelezen.geweigerd.items()]
    if lading.weigeringen:
        # A table with a part of its rows would look whole and be wrong: only what was refused is recorded.
        nodig = {w.inhoud for w in lading.weigeringen if w.inhoud}
        lading.neem_objecten({i: versleutel_stuk(stukken[i], i, opdracht.kluissleutel) for i in nodig})
        return 0
    lading.neem_objecten({i: versleutel_stuk(s, i, opdracht.kluissleutel) for i, s in stukken.items()})
    for naam, tabel in gelezen.tabellen.items():
        lading.neem_tabel(naam, _zonder_ruw(beperk(overeenkomst, naam, tabel)))
    lading.posten += [Post(k.bericht_id, k.bestand, "geladen") for k in gelezen.koppen]
    return 0


def _huidig(lading: Lading) -> set[str]:
    """The contents that the table is made of now."""
    rijen = lading.sessie.ledger.con.execute(
        "SELECT inhoud FROM bericht WHERE bron = ? AND uitkomst = 'geladen'", (lading.overeenkomst.naam,)
    )
    return {inhoud for (inhoud,) in rijen}


def _zonder_ruw(tabel: pa.Table) -> pa.Table:
    return tabel.drop_columns([k for k in tabel.column_names if k.startswith("_")])
