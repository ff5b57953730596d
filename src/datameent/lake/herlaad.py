"""Make every bron table of messages again from the vault: after a new pseudonym key, agreement or postcode table."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pyarrow as pa

from datameent.agreements.laden import laad
from datameent.agreements.overeenkomst import Bronovereenkomst
from datameent.domain.home import Home
from datameent.lake import schemas, velden
from datameent.lake.bundels import BUNDEL_BYTES, Bundel
from datameent.lake.ingest import maak_opdracht
from datameent.lake.lading import met_herkomst, schrijf_quarantaine
from datameent.lake.ploeg import draai
from datameent.lake.schrijven import Transactie
from datameent.lake.store import Lake, Sessie
from datameent.lake.werk import Weigering
from datameent.privacy import keys
from datameent.privacy.verwerking import log_verwerking
from datameent.sources.bevinding import Stuk
from datameent.sources.limieten import load_limieten
from datameent.vault.kluis import Kluis
from datameent.vault.ledger import onthoud

Rij = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Herladen:
    """How many messages were made again, and how many no longer pass and are in quarantine now."""

    berichten: int
    afgekeurd: int


def herlaad(home: Home, *, werkers: int | None = None, vandaag: date | None = None) -> Herladen:
    """Read all loaded messages of all sources again, with the keys, agreements and postcode table of now.

    One transaction: before its commit readers see the old tables, after it the new ones. Every row keeps its lading.
    What no longer passes goes to quarantine. This is how the pseudonym key is rotated: `keys.roteer(home.keys,
    "pseudoniem")`, then this, then `build --volledig`.
    """
    dag = vandaag or datetime.now(UTC).date()
    lake = Lake.open(home)
    ring = keys.laad(home.keys)
    with lake.sessie() as sessie:
        bronnen = [b for (b,) in sessie.ledger.con.execute(_BRONNEN)]
        overeenkomsten = [o for o in (laad(home, b, dag) for b in bronnen) if o.over_berichten]
        with sessie.transactie("herlaad") as tx:
            loop = _Herlader(lake, sessie, tx, ring, werkers)
            for naam in velden.tabellen("iwmo"):
                if naam in lake.namen("bron"):
                    tx.vervang("bron", naam, schemas.BRON[naam].empty_table())
            for overeenkomst in overeenkomsten:
                loop.bron(overeenkomst)
            tx.bij_vastlegging(lambda con, _: _onthoud(con, ring, overeenkomsten))
    return Herladen(loop.berichten, loop.afgekeurd)


_BRONNEN = "SELECT DISTINCT bron FROM bericht WHERE uitkomst = 'geladen' AND berichttype IS NOT NULL ORDER BY bron"
_LADINGEN = "SELECT DISTINCT lading_id FROM bericht WHERE bron = ? AND uitkomst = 'geladen' ORDER BY lading_id"
_BERICHTEN = """
SELECT b.inhoud, b.bestand, o.lengte FROM bericht b JOIN object o USING (inhoud)
WHERE b.bron = ? AND b.lading_id = ? AND b.uitkomst = 'geladen' ORDER BY b.id
"""


class _Herlader:
    def __init__(self, lake: Lake, sessie: Sessie, tx: Transactie, ring: keys.Sleutelring, werkers: int | None) -> None:
        self.lake, self.sessie, self.tx, self.ring, self.werkers = lake, sessie, tx, ring, werkers
        self.kluis = Kluis(lake.home.kluis, sessie.ledger, ring.kluissleutels())
        self.limieten = load_limieten(lake.home)
        self.berichten = 0
        self.afgekeurd = 0

    def bron(self, overeenkomst: Bronovereenkomst) -> None:
        con = self.sessie.ledger.con
        for (lading,) in con.execute(_LADINGEN, (overeenkomst.naam,)).fetchall():
            self._lading(overeenkomst, lading, con.execute(_BERICHTEN, (overeenkomst.naam, lading)).fetchall())
        log_verwerking(
            self.lake.home,
            wat="herladen",
            doelen=overeenkomst.doelen,
            bron=overeenkomst.naam,
            aantallen={"berichten": self.berichten, "geweigerd": self.afgekeurd},
            overeenkomst_versie=overeenkomst.versie,
        )

    def _lading(self, overeenkomst: Bronovereenkomst, lading: int, rijen: Sequence[Rij]) -> None:
        opdracht = maak_opdracht(self.lake, overeenkomst, self.ring, self.limieten, ook_bekende=True)
        # What is stored is compressed about tenfold; the estimate only decides whether workers are worth it.
        omvang = 10 * sum(lengte for _, _, lengte in rijen)
        delen: dict[str, list[pa.Table]] = {}
        weigering: list[Weigering] = []
        for deel in draai(opdracht, self._bundels(rijen), omvang, self.werkers):
            self.berichten += len(deel.koppen)
            weigering += deel.geweigerd
            for naam, tabel in deel.tabellen.items():
                delen.setdefault(naam, []).append(tabel)
        for naam, stukken in delen.items():
            tabel = pa.concat_tables(stukken, promote_options="default")
            self.tx.voeg_toe("bron", naam, met_herkomst(tabel, lading, overeenkomst))
        self._weiger(overeenkomst, weigering)

    def _weiger(self, overeenkomst: Bronovereenkomst, weigering: Sequence[Weigering]) -> None:
        self.afgekeurd += len(weigering)
        schrijf_quarantaine(self.lake.home, overeenkomst.naam, weigering)
        self.tx.bij_vastlegging(
            lambda con, _: con.executemany(
                "UPDATE bericht SET uitkomst = 'geweigerd' WHERE bron = ? AND inhoud = ? AND uitkomst = 'geladen'",
                [(overeenkomst.naam, w.inhoud) for w in weigering],
            )
        )

    def _bundels(self, rijen: Sequence[Rij]) -> Iterator[Bundel]:
        stukken: list[Stuk] = []
        grootte = 0
        for inhoud, bestand, _ in rijen:
            data = self.kluis.lees(inhoud)
            stukken.append(Stuk(bestand, data))
            grootte += len(data)
            if grootte >= BUNDEL_BYTES:
                yield Bundel(stukken=tuple(stukken))
                stukken, grootte = [], 0
        if stukken:
            yield Bundel(stukken=tuple(stukken))


def _onthoud(con: sqlite3.Connection, ring: keys.Sleutelring, overeenkomsten: Sequence[Bronovereenkomst]) -> None:
    onthoud(con, "pseudoniemsleutel", ring.actief("pseudoniem").kenmerk.hex())
    for overeenkomst in overeenkomsten:
        onthoud(con, f"domein/{overeenkomst.naam}", overeenkomst.domein)
