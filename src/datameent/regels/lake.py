"""Judge everything that was loaded and write the findings beside the figures: kern table `regelbevinding`."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from datameent.lake import schemas
from datameent.lake.store import Lake, sql_van, tijdelijk
from datameent.regels.bronnen import Bronnen
from datameent.regels.melding import RETOUR
from datameent.regels.toets import Tussentabellen, toetsen, uitdrukkingen, zonder_feiten

_TABEL = "bevindingen"
_RUW = "bevindingen_ruw"
Voortgang = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Aantal:
    """How often rows in messages of one sender break one rule."""

    afzender: str
    code: str
    aantal: int


@dataclass(frozen=True)
class LakeUitslag:
    """What was judged: messages, findings per sender and code (sorted), and the codes that could not be judged with
    the tables of facts they miss."""

    berichten: int
    aantallen: tuple[Aantal, ...]
    niet_beoordeeld: Mapping[str, tuple[str, ...]]
    seconden: float

    @property
    def bevindingen(self) -> int:
        """All findings together."""
        return sum(a.aantal for a in self.aantallen)


def beoordeel(lake: Lake, *, voortgang: Voortgang | None = None) -> LakeUitslag:
    """Judge all loaded messages by all rules and replace `kern/regelbevinding` in one transaction.

    Findings are gathered in the engine, which spills to disk, and go to Delta batch by batch. DM-LAKE-001 when another
    writer is at work.
    """
    begin = time.perf_counter()
    with lake.schrijf("regels") as tx:
        # Inside the lock: what is read here is what the transaction builds on.
        vers = Lake.open(lake.home)
        con = vers.engine()
        try:
            uitslag = _beoordeel(vers, con, voortgang)
            tx.vervang("kern", "regelbevinding", vers.stroom(con, _gesorteerd(con)))
        finally:
            con.disconnect()
    berichten, aantallen, mist = uitslag
    return LakeUitslag(berichten, aantallen, mist, round(time.perf_counter() - begin, 3))


def bron_van(lake: Lake, con: Any) -> dict[str, Any]:
    """Every bron table of a lake by name; facts that were never loaded are empty tables."""
    return {naam: lake.tabel(con, "bron", naam) for naam in schemas.BRON}


def verzamel(con: Any, bronnen: Bronnen, voortgang: Voortgang | None, berichten: Any = None) -> Any:
    """Run every rule into one temporary table with the columns of `kern/regelbevinding` and afzender; gives it.

    `berichten` (a column bericht_id) keeps only the findings of those messages; the others still take part in the
    judgement. Rules run one after the other, so that what is held at a time is what one rule needs.
    """
    import ibis

    con.raw_sql(f"CREATE TEMP TABLE {_RUW} (code VARCHAR, tabel VARCHAR, bericht_id VARCHAR, volgnr INTEGER)")
    totaal = len(toetsen())
    for klaar, (regel, rijen) in enumerate(uitdrukkingen(bronnen), start=1):
        wie = f"'{regel.code}', '{regel.tabel}'"
        con.raw_sql(f"INSERT INTO {_RUW} SELECT {wie}, * FROM ({sql_van(con, rijen)})")  # noqa: S608 - our own names
        if voortgang is not None:
            voortgang("regels", klaar, totaal)
    bericht = bronnen.bron["bericht"]
    verzender = ibis.ifelse(bericht.berichttype.isin(sorted(RETOUR)), bericht.ontvanger, bericht.afzender)
    kop = bericht.select("bericht_id", "wet", "aanbieder", "berichttype", "dagtekening", afzender=verzender)
    uniek = con.table(_RUW).distinct()
    if berichten is not None:
        uniek = uniek.semi_join(berichten, "bericht_id")
    return tijdelijk(con, _TABEL, uniek.inner_join(kop, "bericht_id"))


def _beoordeel(
    lake: Lake, con: Any, voortgang: Voortgang | None
) -> tuple[int, tuple[Aantal, ...], Mapping[str, tuple[str, ...]]]:
    bronnen = Bronnen(bron_van(lake, con), Tussentabellen(con))
    gevonden = verzamel(con, bronnen, voortgang)
    telling = gevonden.group_by("afzender", "code").agg(aantal=gevonden.count()).order_by("afzender", "code")
    aantallen = tuple(Aantal(r["afzender"] or "", r["code"], r["aantal"]) for r in telling.to_pyarrow().to_pylist())
    berichten = int(bronnen.bron["bericht"].count().to_pyarrow().as_py())
    return berichten, aantallen, zonder_feiten(bronnen)


def _gesorteerd(con: Any) -> Any:
    t = con.table(_TABEL).drop("afzender")
    return t.order_by("code", "dagtekening", "bericht_id", "tabel", "volgnr")
