"""A data home with a drawn-at-random kern, without messages: quick to make, and every number can be counted again."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from datameent.domain.home import Home
from datameent.kern.bouw import bronstaat
from datameent.lake import schemas
from datameent.lake.start import init_home
from datameent.lake.store import Lake

WIJKEN = [f"WK9999{n:02d}" for n in range(1, 9)]
BUURTEN = {w: [f"BU{w[2:]}{n:02d}" for n in range(1, 4)] for w in WIJKEN}
PRODUCTEN = {"wmo": ["01", "02", "07", "11", "15"], "jeugdwet": ["41", "43", "45", "46", "48"]}
LEEFTIJDEN = {"wmo": ["18-64", "65-74", "75-84", "85+"], "jeugdwet": ["00-03", "04-11", "12-17", "18-22"]}
AANBIEDERS = [f"9{n:07d}" for n in range(1, 31)]
Rij = dict[str, Any]


def maak_home(root: Path, *, personen: int, maanden: int, eerste: date = date(2023, 11, 1), zaad: int = 1) -> Home:
    """A home whose kern holds so many persons over so many months."""
    home = init_home(root)
    rng = random.Random(zaad)
    kosten, perioden, trajecten = [], [], []
    for nummer in range(personen):
        for rij in _persoon(rng, nummer, _maanden(eerste, maanden)):
            (kosten if "maand" in rij else trajecten if "traject_id" in rij else perioden).append(rij)
    laatste = _maanden(eerste, maanden)[-1]
    einde = (laatste + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    lake = Lake.open(home)
    with lake.schrijf("test") as tx:
        tx.voeg_toe("bron", "bericht", _tabel("bron", "bericht", [{"bericht_id": "x", "dagtekening": einde}]))
        gebieden = [(w, f"Wijk {w[-1]}") for w in WIJKEN] + [
            (b, f"Buurt {b[-3:]}") for bs in BUURTEN.values() for b in bs
        ]
        tx.voeg_toe("bron", "gebied", _tabel("bron", "gebied", [{"code": c, "naam": n} for c, n in gebieden]))
        tx.voeg_toe(
            "bron", "aanbieder", _tabel("bron", "aanbieder", [{"agb": a, "naam": f"Zorg {a[-2:]}"} for a in AANBIEDERS])
        )
    gezegd = [{"dagtekening": einde}]
    zet_kern(lake, kostenmaand=kosten, hulpperiode=perioden, traject=trajecten, trajectgebeurtenis=gezegd)
    return home


def zet_kern(lake: Lake, **tabellen: list[Rij]) -> None:
    """Put these kern tables in the lake as if they were built from what is loaded."""
    with lake.schrijf("test") as tx:
        for naam, rijen in tabellen.items():
            tx.vervang("kern", naam, _tabel("kern", naam, rijen))
    staat = bronstaat(lake)
    with lake.schrijf("test") as tx:
        tx.vervang(
            "kern", "bouwstaat", _tabel("kern", "bouwstaat", [{"naam": n, "versie": v} for n, v in staat.items()])
        )


def _tabel(zone: str, naam: str, rijen: list[Rij]) -> pa.Table:
    schema = schemas.schema(zone, naam)
    return pa.Table.from_arrays([pa.array([r.get(f.name) for r in rijen], f.type) for f in schema], schema=schema)


def _maanden(eerste: date, aantal: int) -> list[date]:
    lijst = [eerste]
    while len(lijst) < aantal:
        lijst.append((lijst[-1] + timedelta(days=32)).replace(day=1))
    return lijst


def _persoon(rng: random.Random, nummer: int, maanden: list[date]) -> Iterator[Rij]:
    wet = rng.choice(["wmo", "wmo", "jeugdwet"])
    waar = {"wijk_code": rng.choice([*WIJKEN, *WIJKEN[:3], "onbekend"]), "leeftijdsgroep": rng.choice(LEEFTIJDEN[wet])}
    wie = {"wet": wet, "pseudoniem": f"p{nummer}"}
    # Of one person in a hundred no buurt is known; most live in the first buurt of their wijk.
    buurten = BUURTEN.get(waar["wijk_code"], [])
    woont = {"buurt_code": buurten[(nummer % 5) % 3] if buurten and nummer % 100 else None}
    begin = rng.randrange(-6, len(maanden))
    mee = maanden[max(begin, 0) : max(begin, 0) + rng.randint(1, 30)]
    for product in rng.sample(PRODUCTEN[wet], rng.choice([1, 1, 2])):
        aanbieder = AANBIEDERS[min(int(rng.expovariate(0.15)), len(AANBIEDERS) - 1)]
        # One product has the code of its categorie, and one is in two categorieen.
        code = product if product == "07" else "X1" if nummer % 4 == 0 else f"{product}A01"
        wat = {"productcategorie": product, "productcode": code, "aanbieder": aanbieder}
        for maand in mee:
            vast = {**wie, **waar, **woont, **wat, "maand": maand}
            yield {**vast, "bedrag_cent": rng.randint(5_000, 250_000), "telt": True}
            if rng.random() < 0.01:
                yield {**vast, "bedrag_cent": -rng.randint(1, 4_000), "telt": False}
        start = mee[0] + timedelta(days=3)
        eind = None if mee[-1] == maanden[-1] else mee[-1] + timedelta(days=20)
        kanten = {
            f"{k}_{kant}": v for kant in ("begin", "eind") for k, v in {**waar, **wat}.items() if k != "productcode"
        }
        yield {**wie, **kanten, "begindatum": start, "einddatum": eind}
        yield {
            **wie,
            **waar,
            **wat,
            "traject_id": f"t{nummer}{product}",
            "aanbieder_begin": aanbieder,
            "startdatum": start,
            "einddatum": eind,
            "status": "afgerond" if eind else "loopt",
            "toewijzingsdatum": start - timedelta(days=rng.randint(0, 20)),
            "aanvraagdatum": start - timedelta(days=rng.randint(0, 90)),
        }
