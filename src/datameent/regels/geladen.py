"""Findings of what was loaded, one by one: with the file it came in, and the place from the original in the vault."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from datameent.domain.errors import DatameentError
from datameent.lake.store import Lake
from datameent.privacy import keys
from datameent.regels.lake import bron_van
from datameent.regels.melding import Melding, op_volgorde
from datameent.regels.vondst import als_meldingen, vondsten
from datameent.sources.bevinding import BerichtKop
from datameent.sources.istandaarden.uitpakken import Inhoud
from datameent.vault.kluis import Kluis
from datameent.vault.ledger import Ledger


def meldingen(lake: Lake) -> tuple[Melding, ...]:
    """Every finding in `kern/regelbevinding`. A message whose original is no longer kept has places without
    positions."""
    con = lake.engine()
    try:
        bron = bron_van(lake, con)
        bevindingen = lake.tabel(con, "kern", "regelbevinding")
        gevonden = vondsten(bevindingen, bron)
        koppen = _koppen(lake, bron["bericht"].semi_join(bevindingen, "bericht_id"))
    finally:
        con.disconnect()
    return op_volgorde(als_meldingen(gevonden, koppen, _originelen(lake, sorted(koppen))))


def _koppen(lake: Lake, bericht: Any) -> Mapping[str, BerichtKop]:
    bestanden = _bestanden(lake)
    velden = ("bericht_id", "standaard", "release", "berichttype", "afzender", "ontvanger", "identificatie")
    tabel = bericht.select(*velden, "dagtekening").to_pyarrow()
    return {r["bericht_id"]: BerichtKop(bestand=bestanden.get(r["bericht_id"], ""), **r) for r in tabel.to_pylist()}


def _bestanden(lake: Lake) -> dict[str, str]:
    with Ledger.open(lake.home.ledger, alleen_lezen=True) as ledger:
        return dict(ledger.con.execute("SELECT inhoud, bestand FROM bericht WHERE uitkomst = 'geladen'").fetchall())


def _originelen(lake: Lake, nodig: Collection[str]) -> Iterator[tuple[str, Inhoud]]:
    with Ledger.open(lake.home.ledger, alleen_lezen=True) as ledger:
        try:
            kluis = Kluis(lake.home.kluis, ledger, keys.laad(lake.home.keys).kluissleutels())
        except DatameentError:
            return
        for bericht_id in nodig:
            try:
                yield bericht_id, kluis.lees(bericht_id)
            except DatameentError:  # no longer kept: the finding stays, its place is less exact
                continue
