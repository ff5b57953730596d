"""Retention: what is past the term of its agreement goes, from the lake with its history and from the vault."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, date, datetime

import pyarrow as pa
from deltalake import DeltaTable

from datameent.agreements.laden import laad_ook_verlopen, namen
from datameent.agreements.overeenkomst import Bronovereenkomst
from datameent.domain.home import Home
from datameent.lake import schemas, velden
from datameent.lake.schrijven import Transactie, schijffouten
from datameent.lake.store import Lake, Sessie
from datameent.privacy.verwerking import log_verwerking
from datameent.vault.kluis import Kluis, Pack

_VRAAG = """
SELECT id, inhoud FROM bericht WHERE bron = ? AND uitkomst IN ('geladen', 'geweigerd')
  AND coalesce(dagtekening, substr(tijd, 1, 10)) < ?
"""


def grens(vandaag: date, maanden: int) -> date:
    """The first day that is still kept: so many months before today, on the same day or the last of that month.

    >>> grens(date(2025, 3, 31), 1), grens(date(2024, 2, 29), 12)
    (datetime.date(2025, 2, 28), datetime.date(2023, 2, 28))
    """
    maand = vandaag.year * 12 + vandaag.month - 1 - maanden
    jaar, maand = divmod(maand, 12)
    for dag in range(vandaag.day, 27, -1):
        try:
            return date(jaar, maand + 1, dag)
        except ValueError:
            continue
    return date(jaar, maand + 1, min(vandaag.day, 28))


def pas_bewaartermijn_toe(home: Home, *, uitvoeren: bool = False, vandaag: date | None = None) -> dict[str, int]:
    """Rows past their term per source; with `uitvoeren` they, their Delta history and their originals are deleted.

    The date of a message counts, for what was refused the day it came. Kern tables still hold what was made of the
    rows: run `build` afterwards. A process that had the lake open must open it again.
    """
    dag = vandaag or datetime.now(UTC).date()
    lake = Lake.open(home)
    uitkomst: dict[str, int] = {}
    with lake.sessie() as sessie:
        for naam in namen(home):
            overeenkomst = laad_ook_verlopen(home, naam)
            if overeenkomst.over_berichten:
                uitkomst[naam] = _bron(lake, sessie, overeenkomst, dag, uitvoeren)
    return uitkomst


def _bron(lake: Lake, sessie: Sessie, overeenkomst: Bronovereenkomst, dag: date, uitvoeren: bool) -> int:
    vanaf = grens(dag, overeenkomst.bewaartermijn_maanden)
    rijen = sessie.ledger.con.execute(_VRAAG, (overeenkomst.naam, vanaf.isoformat())).fetchall()
    if not rijen:
        return 0
    lake = Lake.open(lake.home)
    weg = pa.table({"bericht_id": pa.array([r[1] for r in rijen], pa.string())})
    per_tabel = _tel(lake, overeenkomst, weg)
    if uitvoeren:
        _verwijder(lake, sessie, overeenkomst, rijen, [n for n, aantal in per_tabel.items() if aantal])
        log_verwerking(
            lake.home,
            wat="bewaartermijn",
            doelen=overeenkomst.doelen,
            bron=overeenkomst.naam,
            aantallen={"berichten": len(rijen), "rijen": sum(per_tabel.values())},
            overeenkomst_versie=overeenkomst.versie,
        )
    return sum(per_tabel.values())


def _tel(lake: Lake, overeenkomst: Bronovereenkomst, weg: pa.Table) -> dict[str, int]:
    import ibis

    con = lake.engine()
    try:
        nodig = [n for n in velden.tabellen(overeenkomst.soort) if n in lake.namen("bron")]
        ids = ibis.memtable(weg)
        return {
            n: int(con.to_pyarrow(lake.tabel(con, "bron", n).semi_join(ids, "bericht_id").count()).as_py())
            for n in nodig
        }
    finally:
        con.disconnect()


def _verwijder(
    lake: Lake,
    sessie: Sessie,
    overeenkomst: Bronovereenkomst,
    rijen: Sequence[tuple[int, str | None]],
    tabellen: Sequence[str],
) -> None:
    import ibis

    weg = [inhoud for _, inhoud in rijen if inhoud]
    con = lake.engine()
    try:
        ids = ibis.memtable(pa.table({"bericht_id": pa.array(weg, pa.string())}))
        with sessie.transactie("bewaartermijn") as tx:
            for naam in tabellen:
                blijft = lake.tabel(con, "bron", naam).anti_join(ids, "bericht_id")
                tx.vervang("bron", naam, lake.stroom(con, blijft))
            for naam in lake.namen("uitgave"):  # it holds the same persons; what is gone is worked out again
                tx.vervang("uitgave", naam, schemas.UITGAVE[naam].empty_table())
            packs = _herschrijf_packs(sessie, set(weg))
            tx.bij_vastlegging(lambda c, _: _boek(c, rijen, packs, weg))
    finally:
        con.disconnect()
    _wis_geschiedenis(
        sessie, [*(("bron", naam) for naam in tabellen), *(("uitgave", n) for n in lake.namen("uitgave"))]
    )
    Kluis(lake.home.kluis, sessie.ledger, {}).ruim_op()
    for inhoud in weg:
        (lake.home.quarantaine / f"{overeenkomst.naam}-{inhoud[:16]}.json").unlink(missing_ok=True)


def _herschrijf_packs(sessie: Sessie, weg: set[str]) -> list[tuple[str, int, int, str]]:
    """New packs with what stays of every pack that loses something; frames are copied as they are, unopened."""
    con, map_ = sessie.ledger.con, sessie.home.kluis
    geraakt = {p for i, p in con.execute("SELECT inhoud, pack FROM object") if i in weg}
    nieuw: list[tuple[str, int, int, str]] = []
    for naam in sorted(geraakt):
        blijft = [
            rij
            for rij in con.execute("SELECT inhoud, plek, lengte FROM object WHERE pack = ? ORDER BY plek", (naam,))
            if rij[0] not in weg
        ]
        if not blijft:
            continue
        pack = Pack(map_, f"{naam.removesuffix('.pack')}-b.pack")
        with (map_ / naam).open("rb") as oud:
            for inhoud, plek, lengte in blijft:
                oud.seek(plek)
                nieuw.append((pack.naam, pack.schrijf((oud.read(lengte),))[0], lengte, inhoud))
        pack.sluit()
    return nieuw


def _boek(
    con: sqlite3.Connection,
    rijen: Sequence[tuple[int, str | None]],
    packs: Sequence[tuple[str, int, int, str]],
    weg: Sequence[str],
) -> None:
    con.executemany("UPDATE bericht SET uitkomst = 'verlopen' WHERE id = ?", [(nummer,) for nummer, _ in rijen])
    con.executemany("DELETE FROM object WHERE inhoud = ?", [(i,) for i in weg])
    con.executemany("UPDATE object SET pack = ?, plek = ?, lengte = ? WHERE inhoud = ?", packs)


def _wis_geschiedenis(sessie: Sessie, tabellen: Sequence[tuple[str, str]]) -> None:
    """Older versions still hold the deleted rows in their files: those go too."""
    werk = Transactie(sessie.home, sessie.ledger, "onderhoud")
    for zone, naam in tabellen:
        with schijffouten(zone, naam):
            tabel = DeltaTable(str(sessie.home.lake / zone / naam))
            tabel.vacuum(retention_hours=0, dry_run=False, enforce_retention_duration=False)
            werk.versies[(zone, naam)] = DeltaTable(str(sessie.home.lake / zone / naam)).version()
    werk.commit()
