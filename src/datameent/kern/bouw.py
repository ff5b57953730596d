"""Write today's kern to the lake: one transaction, in bounded memory, only what new messages touch where that is
faster, and nothing when nothing changed."""

from __future__ import annotations

import contextlib
import gc
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
from ibis.expr import types as ir

from datameent.kern.conform import BRON_TABELLEN, KERN_TABELLEN, conform
from datameent.kern.opslag import LakeOpslag
from datameent.kern.verschil import vul_aan
from datameent.lake.aanwas import alleen_erbij
from datameent.lake.schemas import WERK
from datameent.lake.schrijven import Transactie
from datameent.lake.store import Lake
from datameent.quality.meting import kwaliteit
from datameent.quality.volledigheid import volledigheid

KERN_VERSIE = 3
"""Raise this when a rule changes: every kern that an older version built is then built again."""

LADING, MAANDEN = "lading", "maanden"
"""In `bouwstaat`: the newest lading that was built, and how many months a part of a table holds."""

KLEIN = 300_000
"""Up to so many declared lines a whole build is as fast as an increment (measured), and tables lie in one part."""

HOOGSTENS = 5
"""An increment is for when at most one in so many declared lines is new."""

_ALLES = 12 * 10_000
BEWAARD = {
    "lijn": "lijn",
    "lijnsom": "lijnsom",
    "toewijzing": "besluit",
    "categorievak": "categorievak",
    "nummervak": "nummervak",
    "persoonvak": "persoonvak",
}
"""What `conform` makes on the way and the next build needs: its name there, and that of the table."""


@dataclass(frozen=True)
class KernResultaat:
    """What a build did.

    `gebouwd` is False when the kern was already up to date; `volledig` tells a whole build from an increment; `rijen`
    is per table what it holds now; `aangeraakt` what an increment looked at.
    """

    gebouwd: bool
    rijen: Mapping[str, int]
    seconden: float
    volledig: bool = False
    aangeraakt: Mapping[str, int] = field(default_factory=dict)


def bouw(lake: Lake, *, volledig: bool = False) -> KernResultaat:
    """Bring the kern tables up to date with the committed bron tables, in one transaction.

    Skips when the same versions of the bron tables were built before by the same rules. Adds what new messages touch
    when the bron tables only gained rows since then; the result is that of a whole build. Builds everything when it
    must, when the lake is so small that this is faster, and with `volledig`. The engine spills to disk, and rows go to
    Delta batch by batch. Raises DM-LAKE-001 when another writer is at work.
    """
    begin = time.perf_counter()
    with _zonder_vuilnisrondes(), lake.sessie() as sessie:
        # Inside the lock: what is read here is what the transaction builds on.
        vers = Lake.open(lake.home)
        if not volledig and is_bij(vers):
            return KernResultaat(False, {}, time.perf_counter() - begin)
        geraakt = None
        if not volledig and _kan_erbij(vers):
            try:
                with sessie.transactie("kern") as tx:
                    rijen, geraakt = _vul_aan(vers, tx)
            except NietGeslotenError:
                vers = Lake.open(lake.home)
        if geraakt is None:
            with sessie.transactie("kern") as tx:
                rijen = _bouw_alles(vers, tx)
    return KernResultaat(True, rijen, time.perf_counter() - begin, geraakt is None, geraakt or {})


@contextlib.contextmanager
def _zonder_vuilnisrondes() -> Iterator[None]:
    """Without looking for rings of dead objects: expressions are many small objects and none, and looking through
    them again and again takes a fifth of a small build."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class NietGeslotenError(Exception):
    """The group of persons that new messages touch is not closed: everything must be built."""


def bronstaat(lake: Lake) -> dict[str, int]:
    """What a kern is built from: the Delta version of every bron table it reads, and the version of the rules."""
    versies = {naam: lake.versies.get(("bron", naam), -1) for naam in BRON_TABELLEN}
    return {**versies, "regels": KERN_VERSIE}


def is_bij(lake: Lake) -> bool:
    """Whether the kern was built by these rules from exactly the bron tables that count now."""
    staat = _gebouwd(lake)
    return {k: v for k, v in staat.items() if k not in (LADING, MAANDEN)} == bronstaat(lake)


def _gebouwd(lake: Lake) -> dict[str, int]:
    rijen = lake.arrow("kern", "bouwstaat").to_pylist()
    return {str(r["naam"]): int(r["versie"]) for r in rijen}


def _als_tabel(staat: Mapping[str, int]) -> pa.Table:
    return pa.table({"naam": list(staat), "versie": pa.array(list(staat.values()), pa.int64())})


def _kan_erbij(lake: Lake) -> bool:
    """Whether the new rows can be told for certain, and are few enough in a lake that is large enough."""
    staat = _gebouwd(lake)
    if staat.get("regels") != KERN_VERSIE or LADING not in staat:
        return False
    nu = lake.aantal("bron", "prestatie")
    toen = Lake(lake.home, {**lake.versies, ("bron", "prestatie"): staat["prestatie"]})
    if nu <= KLEIN or staat["prestatie"] < 0 or (nu - toen.aantal("bron", "prestatie")) * HOOGSTENS > nu:
        return False
    con = lake.engine()
    try:
        een_gemeente = _aantal(con, lake.tabel(con, "bron", "bericht").gemeente.nunique()) <= 1
        return een_gemeente and all(_alleen_erbij(lake, con, naam, staat) for naam in BRON_TABELLEN)
    finally:
        con.disconnect()


def _alleen_erbij(lake: Lake, con: Any, naam: str, staat: Mapping[str, int]) -> bool:
    """Whether a bron table is what it was, and rows of later ladingen: by its log, and by counting."""
    vanaf, tot = staat[naam], lake.versies.get(("bron", naam), -1)
    if vanaf == tot:
        return True
    if vanaf >= 0 and not alleen_erbij(lake.home.lake / "bron" / naam, vanaf, tot):
        return False
    t = lake.tabel(con, "bron", naam)
    later = _aantal(con, t.filter(t.lading_id > staat[LADING]).count())
    toen = Lake(lake.home, {("bron", naam): vanaf}).aantal("bron", naam) if vanaf >= 0 else 0
    return lake.aantal("bron", naam) - toen == later


def _aantal(con: Any, expr: Any) -> int:
    return int(con.to_pyarrow(expr).as_py() or 0)


def _lading(lake: Lake, con: Any) -> int:
    """The newest lading of which the kern holds something."""
    return max(_aantal(con, lake.tabel(con, "bron", naam).lading_id.max()) for naam in BRON_TABELLEN)


def _vul_aan(lake: Lake, tx: Transactie) -> tuple[dict[str, int], dict[str, int]]:
    staat = _gebouwd(lake)
    con = lake.engine()
    try:
        opslag = LakeOpslag(lake, con, tx, staat[MAANDEN])
        bron = {naam: lake.tabel(con, "bron", naam) for naam in BRON_TABELLEN}
        if _aantal(con, vul_aan(bron, staat[LADING], opslag).count()):
            raise NietGeslotenError
        tx.vervang(
            "kern", "bouwstaat", _als_tabel({**bronstaat(lake), LADING: _lading(lake, con), MAANDEN: staat[MAANDEN]})
        )
        geraakt = {
            naam: _aantal(con, con.table(f"tussen_{tabel}").count())
            for naam, tabel in (("berichten", "aangeraakt"), ("personen", "groep_2"), ("lijnen", "lijn_verschil"))
        }
        return _rijen(opslag), geraakt
    finally:
        con.disconnect()


def _rijen(opslag: LakeOpslag) -> dict[str, int]:
    return {naam: opslag.rijen(naam) for naam in (*KERN_TABELLEN, "kwaliteit", "volledigheid")}


def _vergeet(lake: Lake, tx: Transactie) -> None:
    """What was kept for a next time holds rows of persons, so it goes when it is not kept up to date."""
    for naam in lake.namen("werk"):
        if lake.aantal("werk", naam):
            tx.vervang("werk", naam, WERK[naam].empty_table())


def _bouw_alles(lake: Lake, tx: Transactie) -> dict[str, int]:
    """Build everything; what only an increment needs is kept where an increment will be worth it."""
    con = lake.engine()
    groot = lake.aantal("bron", "prestatie") > KLEIN
    try:
        opslag = LakeOpslag(lake, con, tx, 1 if groot else _ALLES)
        bron = {naam: lake.tabel(con, "bron", naam) for naam in BRON_TABELLEN}
        bewaard: dict[str, ir.Table] = {}

        def bewaar(naam: str, tabel: ir.Table) -> ir.Table:
            klaar = opslag.tussen(naam, tabel)
            if groot and naam in BEWAARD:
                bewaard[BEWAARD[naam]] = klaar
            return klaar

        kern = conform(bron, None, tussen=bewaar)
        kern["kwaliteit"] = kwaliteit(bron, kern["declaratieregel"])
        kern["volledigheid"] = volledigheid(kern["declaratieregel"])
        for naam, tabel in {**kern, **bewaard}.items():
            opslag.schrijf(naam, tabel)
        staat = bronstaat(lake)
        if groot:
            staat |= {LADING: _lading(lake, con), MAANDEN: opslag.maanden}
        else:
            _vergeet(lake, tx)
        tx.vervang("kern", "bouwstaat", _als_tabel(staat))
        return _rijen(opslag)
    finally:
        con.disconnect()
