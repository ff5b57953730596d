"""A lading: the outcome of some bundles, kept or refused, that counts as one commit."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from datameent.agreements.overeenkomst import Bronovereenkomst
from datameent.domain.home import Home
from datameent.lake.schrijven import nu, stap
from datameent.lake.store import Sessie
from datameent.lake.werk import Versleuteld, Verwerkt, Weigering, bevinding, zonder
from datameent.privacy.verwerking import log_verwerking
from datameent.sources.bevinding import BerichtKop, Bevinding
from datameent.vault.kluis import Pack

# Raw bytes per lading: what a crash can cost to do again, and what is held in memory (about a tenth of it).
LADING_BYTES = 256 << 20

Sleutel = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Post:
    """One row of the ledger to be: a message or file that was loaded (with or without header) or refused."""

    inhoud: str
    bestand: str
    uitkomst: str
    kop: BerichtKop | None = None


@dataclass
class Lading:
    """Collects outcomes; `sluit` commits them. `vervang` replaces the tables instead of appending (tables of a CSV)."""

    sessie: Sessie
    overeenkomst: Bronovereenkomst
    vervang: bool = False
    omvang: int = 0
    posten: list[Post] = field(default_factory=list)
    weigeringen: list[Weigering] = field(default_factory=list)
    waarschuwingen: list[Bevinding] = field(default_factory=list)
    _tabellen: dict[str, list[pa.Table]] = field(default_factory=dict)
    _objecten: dict[str, Versleuteld] = field(default_factory=dict)
    _sleutels: dict[Sleutel, str] = field(default_factory=dict)

    @property
    def home(self) -> Home:
        """The data home written to."""
        return self.sessie.home

    def neem(self, deel: Verwerkt) -> int:
        """Take one outcome; gives how many of its messages turned out to be loaded already (in an earlier bundle)."""
        eerder = self._eerder(deel.koppen)
        dubbel, houd, al = [], [], set()
        for kop in deel.koppen:
            ander = self._sleutels.get(_sleutel(kop)) or eerder.get(_sleutel(kop))
            if ander is None:
                self._sleutels[_sleutel(kop)] = kop.bericht_id
                houd.append(kop)
            elif ander == kop.bericht_id:
                al.add(kop.bericht_id)
            else:
                dubbel.append(kop)
        weg = al | {k.bericht_id for k in dubbel}
        for naam, tabel in zonder(deel.tabellen, weg).items():
            self._tabellen.setdefault(naam, []).append(tabel)
        self.posten += [Post(k.bericht_id, k.bestand, "geladen", k) for k in houd]
        self.weigeringen += deel.geweigerd
        gehouden = {k.bestand for k in houd}
        self.waarschuwingen += [b for b in deel.bevindingen if b.plaats.bestand in gehouden]
        self.weigeringen += [Weigering(k.bestand, k.bericht_id, (bevinding("DM-LADE-002", k.bestand),)) for k in dubbel]
        self._objecten.update((i, d) for i, d in deel.objecten if i not in al)
        self.omvang += deel.omvang
        return len(al)

    def neem_tabel(self, naam: str, tabel: pa.Table) -> None:
        """Take rows of one table."""
        self._tabellen.setdefault(naam, []).append(tabel)

    def neem_objecten(self, objecten: Mapping[str, Versleuteld]) -> None:
        """Take encrypted originals by the sha256 of what is in them."""
        self._objecten.update(objecten)

    @property
    def prestaties(self) -> int:
        """Declared lines in what is kept so far."""
        return sum(p.kop.prestaties for p in self.posten if p.kop)

    def sluit(self) -> None:
        """Commit: vault pack, lake tables and quarantine first, then one ledger transaction that makes them count."""
        schrijf_quarantaine(self.home, self.overeenkomst.naam, self.weigeringen)
        uniek = {w.inhoud or w.bestand: w for w in self.weigeringen}
        nieuw = [w for w in uniek.values() if not self._al_geweigerd(w)]
        if not self.posten and not nieuw:
            return
        ledger = self.sessie.ledger
        nummer = ledger.volgende_lading()
        log_verwerking(
            self.home,
            wat="laden",
            doelen=self.overeenkomst.doelen,
            bron=self.overeenkomst.naam,
            aantallen={
                "lading": nummer,
                "bestanden": len(self.posten),
                "prestaties": self.prestaties,
                "geweigerd": len(nieuw),
            },
            overeenkomst_versie=self.overeenkomst.versie,
        )
        with self.sessie.transactie("lading") as tx:
            objecten = self._schrijf_pack(f"lading-{nummer:08d}-{os.urandom(4).hex()}.pack")
            for naam, delen in self._tabellen.items():
                tabel = met_herkomst(pa.concat_tables(delen, promote_options="default"), nummer, self.overeenkomst)
                if self.vervang:
                    tx.vervang("bron", naam, tabel)
                else:
                    tx.voeg_toe("bron", naam, tabel)
            tx.bij_vastlegging(lambda con, vastlegging: self._boek(con, vastlegging, nummer, objecten, nieuw))
        self._ruim_quarantaine_op()

    def _ruim_quarantaine_op(self) -> None:
        """Findings of what was refused before and is loaded now have had their day."""
        liggen = {p.stem for p in self.home.quarantaine.glob("*.json")}
        for post in self.posten if liggen else ():
            for inhoud in (post.inhoud, ""):
                naam = quarantaine_naam(self.overeenkomst.naam, Weigering(post.bestand, inhoud, ()))
                if naam in liggen:
                    (self.home.quarantaine / f"{naam}.json").unlink(missing_ok=True)

    def _eerder(self, koppen: Sequence[BerichtKop]) -> dict[Sleutel, str]:
        """Messages that earlier ladings loaded under the identifications of these headers."""
        con = self.sessie.ledger.con
        con.execute("CREATE TEMP TABLE IF NOT EXISTS vraag(standaard, afzender, berichttype, identificatie)")
        con.execute("DELETE FROM temp.vraag")
        con.executemany("INSERT INTO temp.vraag VALUES (?, ?, ?, ?)", [_sleutel(k) for k in koppen])
        rijen = con.execute(
            "SELECT b.standaard, b.afzender, b.berichttype, b.identificatie, b.inhoud FROM temp.vraag v CROSS JOIN"
            " bericht b USING (standaard, afzender, berichttype, identificatie)"
            " WHERE b.uitkomst IN ('geladen', 'verlopen') AND b.identificatie IS NOT NULL"
        )
        return {(r[0], r[1], r[2], r[3]): r[4] for r in rijen}

    def _al_geweigerd(self, w: Weigering) -> bool:
        if w.inhoud:
            waar, waarde = "inhoud = ?", w.inhoud
        else:
            waar, waarde = "inhoud IS NULL AND bestand = ?", w.bestand
        vraag = f"SELECT 1 FROM bericht WHERE bron = ? AND uitkomst = 'geweigerd' AND {waar}"  # noqa: S608 - ours
        return self.sessie.ledger.con.execute(vraag, (self.overeenkomst.naam, waarde)).fetchone() is not None

    def _iets_geweigerd(self, con: sqlite3.Connection) -> bool:
        vraag = "SELECT 1 FROM bericht WHERE bron = ? AND uitkomst = 'geweigerd' LIMIT 1"
        return con.execute(vraag, (self.overeenkomst.naam,)).fetchone() is not None

    def _schrijf_pack(self, naam: str) -> list[tuple[str, str, int, int]]:
        """Write the originals that the vault does not hold yet; gives the rows of table `object`."""
        con = self.sessie.ledger.con
        nodig = [i for i in self._objecten if not con.execute("SELECT 1 FROM object WHERE inhoud = ?", (i,)).fetchone()]
        if not nodig:
            return []
        pack, rijen = Pack(self.home.kluis, naam), []
        for inhoud in nodig:
            data = self._objecten[inhoud]
            delen = (data,) if isinstance(data, bytes) else data()
            begin, lengte = pack.schrijf(delen)
            rijen.append((inhoud, naam, begin, lengte))
        stap("pack")
        pack.sluit()
        stap("pack-klaar")
        return rijen

    def _boek(
        self,
        con: sqlite3.Connection,
        vastlegging: int,
        nummer: int,
        objecten: Iterable[tuple[str, str, int, int]],
        geweigerd: Sequence[Weigering],
    ) -> None:
        o, tijd = self.overeenkomst, nu()
        con.execute(
            "INSERT INTO lading VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                nummer,
                vastlegging,
                o.naam,
                o.versie,
                tijd,
                len(self.posten),
                self.prestaties,
                len(geweigerd),
                self.omvang,
            ),
        )
        con.executemany("INSERT INTO object VALUES (?, ?, ?, ?)", objecten)
        if self.vervang and self.posten:
            con.execute("UPDATE bericht SET uitkomst = 'vervangen' WHERE bron = ? AND uitkomst = 'geladen'", (o.naam,))
        # What was refused before and is loaded now leaves the quarantine.
        con.executemany(
            "UPDATE bericht SET uitkomst = 'vervangen' WHERE bron = ? AND uitkomst = 'geweigerd'"
            " AND (inhoud = ? OR (inhoud IS NULL AND bestand = ?))",
            [(o.naam, p.inhoud, p.bestand) for p in self.posten] if self._iets_geweigerd(con) else [],
        )
        posten = [*self.posten, *(Post(w.inhoud, w.bestand, "geweigerd") for w in geweigerd)]
        con.executemany(_INVOEGEN, [_rij(p, nummer, o, tijd) for p in posten])


_INVOEGEN = """
INSERT INTO bericht(lading_id, inhoud, bron, bestand, overeenkomst_versie, standaard, berichttype, identificatie,
  afzender, dagtekening, tijd, prestaties, uitkomst) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def _rij(p: Post, nummer: int, o: Bronovereenkomst, tijd: str) -> tuple[object, ...]:
    k = p.kop
    wie = (k.standaard, k.berichttype, k.identificatie, k.afzender, k.dagtekening.isoformat()) if k else (None,) * 5
    return (
        nummer,
        p.inhoud or None,
        o.naam,
        p.bestand,
        o.versie,
        *wie,
        tijd,
        k.prestaties if k else 0,
        p.uitkomst,
    )


def _sleutel(kop: BerichtKop) -> Sleutel:
    """What makes a message the same message: TR056, an identification is unique per sender and type of message."""
    return (kop.standaard, kop.afzender, kop.berichttype, kop.identificatie)


def met_herkomst(tabel: pa.Table, nummer: int, o: Bronovereenkomst) -> pa.Table:
    n = tabel.num_rows
    tabel = tabel.append_column("lading_id", pa.repeat(pa.scalar(nummer, pa.int64()), n))
    return tabel.append_column("bron", pa.repeat(pa.scalar(o.naam), n))


def schrijf_quarantaine(home: Home, bron: str, weigeringen: Iterable[Weigering]) -> None:
    """One JSON of findings per refused piece, whole or not at all; never contents."""
    for w in weigeringen:
        doel = home.quarantaine / f"{quarantaine_naam(bron, w)}.json"
        document = {
            "bron": bron,
            "bestand": w.bestand,
            "inhoud": w.inhoud or None,
            "tijd": nu(),
            "bevindingen": [
                {
                    "code": str(b.code),
                    "ernst": b.ernst,
                    "niveau": b.niveau,
                    "plaats": str(b.plaats),
                    "tekst": b.tekst,
                    "retourcode": b.retourcode,
                }
                for b in w.bevindingen
            ],
        }
        deel = doel.with_suffix(".deel")
        deel.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        deel.rename(doel)


def quarantaine_naam(bron: str, w: Weigering) -> str:
    """The name of the findings of a refused piece: by its content, or by its name when it could not be read."""
    return f"{bron}-{(w.inhoud or hashlib.sha256(w.bestand.encode()).hexdigest())[:16]}"
