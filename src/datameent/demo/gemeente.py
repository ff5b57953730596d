"""Generates the municipality: month by month, so that messages never pile up in memory."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from datameent.demo import bevolking
from datameent.demo.aanbieders import maak_aanbod
from datameent.demo.clienten import Clienten
from datameent.demo.contracten import product_rijen, tarief_rijen
from datameent.demo.declaraties import Declaraties
from datameent.demo.fouten import Foutcode, fout
from datameent.demo.gebieden import gebied_rijen, postcode_rijen
from datameent.demo.instroom import AANLOOP, Instroom, beginstand
from datameent.demo.kalender import eerste, map_naam
from datameent.demo.plan import Plan
from datameent.demo.planter import Planter
from datameent.demo.post import Post
from datameent.demo.schrijver import Schrijver
from datameent.demo.trajecten import Agenda, Stand, Trajecten
from datameent.demo.verloop import Verloop
from datameent.demo.verzending import Verzending
from datameent.demo.vormen import schrijf_vormen
from datameent.demo.waarheid import Boekhouding, maak_waarheid

BRON = "Verzonnen bevolking van de demo"
Voortgang = Callable[[int, int], None]
"""Called after every month with months done and months to do."""


@dataclass(frozen=True)
class Gegenereerd:
    """What was written."""

    uit: Path
    berichten_map: Path
    berichten: int
    prestaties: int
    clienten: int
    per_soort: dict[str, int]
    waarheid: Path


class _Gemeente:
    """Everything that changes while the months go by."""

    def __init__(self, plan: Plan, uit: Path) -> None:
        self.plan = plan
        self.aanbod = maak_aanbod(plan)
        self.instroom = Instroom(plan, self.aanbod)
        self.verloop = Verloop(plan, self.instroom)
        self.mensen = bevolking.begin(plan)
        self.t, self.agenda = Trajecten(plan.budget), Agenda()
        self.stand = Stand(self.mensen, self.t, self.agenda, plan.begin_maand)
        self.schrijver = Schrijver(uit, plan.ingepakt)
        self.clienten = Clienten(plan.seed, self.mensen, plan.gemeente_naam)
        self.planter = Planter(plan)
        self.zend = Verzending(self.aanbod, self.stand, self.schrijver, self.planter)
        self.post = Post(self.aanbod, self.clienten, self.stand, self.zend)
        self.boek = Boekhouding(plan, self.mensen)
        self.declaraties = Declaraties(self.post, self.boek)
        self.inwoners: list[tuple[str, str, str, str]] = []
        beginstand(plan, self.instroom, self.stand)

    def maand(self, maand: int, tellingen: TextIO) -> None:
        """Simulate one month and write its messages."""
        plan = self.plan
        loopt = maand >= plan.begin_maand
        self.stand.maand = maand
        if loopt:
            tellingen.writelines(bevolking.telling(self.mensen, maand))
            self._tel(maand)
            self.boek.tel_inwoners(maand)
            self.stand.dood, self.stand.vertrek = bevolking.sterfgevallen(plan, self.mensen, maand)
        self.instroom.maand(self.stand)
        if loopt:
            self.verloop.maand(self.stand)
        self.schrijver.open(maand)
        try:
            self.planter.begin_maand(maand)
            self.zend.begin_maand(maand)
            self.post.verwerk(maand)
            self.declaraties.verstuur(maand)
        finally:
            self.schrijver.sluit()
        if loopt:
            self.declaraties.lever(maand)
            self.t.ruim_op(eerste(maand))
            bevolking.volgende_maand(plan, self.stand)

    def _tel(self, maand: int) -> None:
        """Count everybody on 1 January, and on the first day of all: once in every year."""
        if maand == self.plan.begin_maand or maand % 12 == 0:
            dag = map_naam(maand) + "-01"
            self.inwoners += [(c, dag, str(n), BRON) for c, n in bevolking.inwoners(self.mensen, maand)]


def generate(plan: Plan, uit: Path, voortgang: Voortgang | None = None) -> Gegenereerd:
    """Write a synthetic municipality into `uit`: berichten/, seven CSV files, gebieden.geojson and waarheid.json.

    The same plan gives the same bytes. Raises DM-DEMO-003 when `uit` already holds messages or cannot be written,
    DM-DEMO-004 when the plan names an unknown product code.
    """
    try:
        uit.mkdir(parents=True, exist_ok=True)
        gemeente = _Gemeente(plan, uit)
        maanden = range(plan.begin_maand - AANLOOP, plan.tot_maand)
        with (uit / "bevolking.csv").open("w", encoding="utf-8", newline="") as tellingen:
            tellingen.write("maand,buurt_code,leeftijd,aantal\n")
            for gedaan, maand in enumerate(maanden, 1):
                gemeente.maand(maand, tellingen)
                if voortgang:
                    voortgang(gedaan, len(maanden))
        _tabellen(plan, uit, gemeente)
    except OSError:
        raise fout(
            Foutcode.MAP, "The folder cannot be written", "Choose a folder you may write to, with room"
        ) from None
    return _slot(plan, uit, gemeente)


def _schrijf_csv(pad: Path, kop: str, rijen: Iterable[tuple[str, ...]]) -> None:
    with pad.open("w", encoding="utf-8", newline="") as bestand:
        schrijver = csv.writer(bestand, lineterminator="\n")
        schrijver.writerow(kop.split(","))
        schrijver.writerows(rijen)


def _tabellen(plan: Plan, uit: Path, gemeente: _Gemeente) -> None:
    kop = "postcode,huisnummer_van,huisnummer_tot,buurt_code,geldig_vanaf,geldig_tot"
    _schrijf_csv(uit / "postcodes.csv", kop, postcode_rijen())
    _schrijf_csv(uit / "gebieden.csv", "code,naam,soort,ouder_code", gebied_rijen(plan.gemeente_naam))
    schrijf_vormen(uit / "gebieden.geojson", plan.seed)
    _schrijf_csv(uit / "inwoners.csv", "code,peildatum,inwoners,bron", gemeente.inwoners)
    _schrijf_csv(uit / "aanbieders.csv", "agb,naam", zip(gemeente.aanbod.agb, gemeente.aanbod.naam, strict=True))
    kop = "wet,productcategorie,productcode,geldig_vanaf,geldig_tot"
    _schrijf_csv(uit / "producten.csv", kop, product_rijen())
    kop = "aanbieder,productcode,eenheid,tarief_cent,geldig_vanaf,geldig_tot"
    _schrijf_csv(uit / "tarieven.csv", kop, tarief_rijen(plan, gemeente.aanbod))


def _slot(plan: Plan, uit: Path, g: _Gemeente) -> Gegenereerd:
    aantallen = g.schrijver.aantallen
    waarheid = maak_waarheid(
        plan,
        g.boek,
        g.t,
        g.instroom.verwachting,
        aantallen=aantallen,
        geweigerd=g.zend.geweigerd,
        clienten=len(g.clienten),
        fouten=g.planter.waarheid(),
    )
    pad = uit / "waarheid.json"
    pad.write_text(json.dumps(waarheid, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return Gegenereerd(
        uit=uit,
        berichten_map=g.schrijver.map,
        berichten=sum(aantallen.values()),
        prestaties=g.boek.regels["ingediend"],
        clienten=len(g.clienten),
        per_soort=dict(sorted(aantallen.items())),
        waarheid=pad,
    )
