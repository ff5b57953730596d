"""The truth: what was planted and what came of it, so that analyses can be held to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from datameent.demo.kalender import map_naam
from datameent.demo.kalibratie import LEEFTIJDEN, WETTEN, producten, tarieven, trends
from datameent.demo.plan import Plan
from datameent.demo.trajecten import LOOPT, NIET_GESTART, Trajecten

if TYPE_CHECKING:
    from datameent.demo.berichten import Prestatie
    from datameent.demo.bevolking import Bevolking
    from datameent.demo.instroom import Verwachting
    from datameent.demo.regels import Regels

_AFGEKEURD = 2


class Boekhouding:
    """Counts what is really sent: amounts by law, product, month and age; clients; late, wrong and refused lines."""

    def __init__(self, plan: Plan, mensen: Bevolking) -> None:
        self.plan, self.mensen = plan, mensen
        n = plan.maanden + 1
        self.cent = np.zeros((len(producten()), n), dtype=np.int64)
        self.volume = np.zeros((len(producten()), n), dtype=np.int64)
        self.leeftijd_cent = np.zeros((2, n, LEEFTIJDEN), dtype=np.int64)
        self.inwoners = np.zeros((n, LEEFTIJDEN), dtype=np.int64)
        self.regels = dict.fromkeys(("ingediend", "eerste", "laat", "afgekeurd", "credit", "toegekend"), 0)
        self.levend: list[dict[int, int]] = [{}, {}]
        self._wet = np.array([p.wet for p in producten()])

    def tel_inwoners(self, maand: int) -> None:
        """Inhabitants per age on the first of the month."""
        leeftijd = self.mensen.leeftijd(self.mensen.aanwezig(maand), maand)
        self.inwoners[maand - self.plan.begin_maand] = np.bincount(leeftijd, minlength=LEEFTIJDEN)

    def boek(self, r: Regels, bedrag: np.ndarray, wet: np.ndarray, t: Trajecten) -> None:
        """Add the lines of one month of declarations."""
        goed = r.soort != _AFGEKEURD
        maand = r.maand - self.plan.begin_maand
        persoon, product = t.persoon[r.rij], t.product[r.rij]
        netto = np.where(goed, bedrag * r.teken, 0)
        np.add.at(self.cent, (product, maand), netto)
        np.add.at(self.volume, (product, maand), np.where(goed, r.volume * r.teken, 0))
        leeftijd = np.clip((r.maand - 1 - self.mensen.geboren[persoon]) // 12, 0, LEEFTIJDEN - 1)
        np.add.at(self.leeftijd_cent, (wet, maand, leeftijd), netto)
        self.regels["ingediend"] += len(goed)
        self.regels["eerste"] += int(r.eerste.sum())
        self.regels["afgekeurd"] += int((~goed).sum())
        self.regels["credit"] += int((r.teken < 0).sum())
        self.regels["toegekend"] += int(goed.sum())
        self._clienten(r, goed, wet, persoon)

    def tel_erbij(self, regels: list[Prestatie]) -> None:
        """Lines that should not be there: all refused."""
        self.regels["ingediend"] += len(regels)
        self.regels["afgekeurd"] += len(regels)
        self.regels["credit"] += sum(not p.debet for p in regels)

    def tel_laat(self, r: Regels, verzonden: int) -> None:
        """First submissions that come later than the month after delivery."""
        self.regels["laat"] += int(((r.eerste == 1) & (r.maand < verzonden - 1)).sum())

    def _clienten(self, r: Regels, goed: np.ndarray, wet: np.ndarray, persoon: np.ndarray) -> None:
        """Granted debit lines that are not credited, per person and year of delivery."""
        jaar = r.maand // 12
        for w, wie, j, teken in zip(
            wet[goed].tolist(), persoon[goed].tolist(), jaar[goed].tolist(), r.teken[goed].tolist(), strict=True
        ):
            sleutel = wie * 4096 + j
            teller = self.levend[w]
            teller[sleutel] = teller.get(sleutel, 0) + teken

    def clienten_per_jaar(self) -> dict[str, dict[str, int]]:
        """Distinct persons with at least one granted, uncredited line, by law and year of delivery."""
        uit: dict[str, dict[str, int]] = {}
        for w, naam in enumerate(WETTEN):
            jaren = [s % 4096 for s, n in self.levend[w].items() if n > 0]
            uit[naam] = {str(j): jaren.count(j) for j in sorted(set(jaren))}
        return uit


def maak_waarheid(
    plan: Plan,
    boek: Boekhouding,
    t: Trajecten,
    verwachting: Verwachting,
    *,
    aantallen: dict[str, int],
    geweigerd: int,
    clienten: int,
    fouten: dict[str, dict[str, object]],
) -> dict[str, Any]:
    """The content of waarheid.json."""
    return {
        "plan": plan.model_dump(mode="json"),
        "venster": {"eerste_maand": map_naam(plan.begin_maand), "laatste_maand": map_naam(plan.tot_maand - 1)},
        "berichten": dict(sorted(aantallen.items())) | {"totaal": sum(aantallen.values())},
        "geweigerde_berichten": geweigerd,
        "clienten_totaal": clienten,
        "clienten_per_jaar": boek.clienten_per_jaar(),
        "regels": _regels(boek),
        "uitgaven_per_jaar_cent": _per_jaar(plan, boek),
        "uitgaven_per_maand_cent": _per_maand(plan, boek),
        "per_leeftijd": _per_leeftijd(plan, boek),
        "toewijzingen": _toewijzingen(t),
        "producten": _producten(plan, boek, t),
        "maatregel": _maatregel(plan, verwachting),
        "fouten": fouten,
        "instroom_leveringen": _instroom(plan, t),
        "instroom_personen": _instroom_personen(plan, t),
    }


def _regels(boek: Boekhouding) -> dict[str, float]:
    r = boek.regels
    eerste = max(r["eerste"], 1)
    return r | {
        "aandeel_laat": round(r["laat"] / eerste, 5),
        "aandeel_afgekeurd": round(r["afgekeurd"] / eerste, 5),
        "aandeel_gecrediteerd": round(r["credit"] / eerste, 5),
    }


def _toewijzingen(t: Trajecten) -> dict[str, Any]:
    """Of what was told: how many assignments are a budget, and the numbers of those that nobody starts."""
    verteld = t.toegewezen > 0
    nooit = np.flatnonzero(verteld & (t.status == NIET_GESTART)).tolist()
    return {"met_budget": int((verteld & (t.budget == 1)).sum()), "nooit_gestart": [t.nummer(rij) for rij in nooit]}


def _maanden(plan: Plan) -> list[int]:
    return list(range(plan.begin_maand, plan.tot_maand - 1))


def _per_jaar(plan: Plan, boek: Boekhouding) -> dict[str, dict[str, int]]:
    uit: dict[str, dict[str, int]] = {}
    for w, naam in enumerate(WETTEN):
        som = boek.cent[boek._wet == w].sum(axis=0)
        jaren: dict[str, int] = {}
        for i, maand in enumerate(_maanden(plan)):
            jaren[str(maand // 12)] = jaren.get(str(maand // 12), 0) + int(som[i])
        uit[naam] = jaren
    return uit


def _per_maand(plan: Plan, boek: Boekhouding) -> dict[str, dict[str, int]]:
    return {
        naam: {map_naam(m): int(boek.cent[boek._wet == w, i].sum()) for i, m in enumerate(_maanden(plan))}
        for w, naam in enumerate(WETTEN)
    }


def _per_leeftijd(plan: Plan, boek: Boekhouding) -> dict[str, list[int]]:
    """Over the whole period: cents per age and law, and person-months, both only for months of delivery."""
    n = len(_maanden(plan))
    uit = {f"{naam}_cent": boek.leeftijd_cent[w, :n].sum(axis=0).tolist() for w, naam in enumerate(WETTEN)}
    return uit | {"persoonmaanden": boek.inwoners[:n].sum(axis=0).tolist()}


def _producten(plan: Plan, boek: Boekhouding, t: Trajecten) -> dict[str, dict[str, Any]]:
    reeks = tarieven(plan)
    jaren = [j for j in reeks if plan.eerste_maand[0] <= j <= plan.laatste_maand[0]]
    index = trends(plan.indexatie, plan.indexatie_standaard)
    instroom, volume, duur = trends(plan.instroomtrend), trends(plan.volumetrend), trends(plan.duurtrend)
    wacht = t.begin - t.aanvraag
    gevraagd = (t.aanvraag > 0) & (t.status == LOOPT)
    uit: dict[str, dict[str, Any]] = {}
    for k, p in enumerate(producten()):
        eigen = gevraagd & (t.product == k)
        uit[p.code] = {
            "wet": WETTEN[p.wet], "naam": p.naam, "categorie": p.categorie, "eenheid": p.eenheid,
            "prijsindex_per_jaar": round(float(index[k]), 6), "instroomtrend_per_jaar": float(instroom[k]),
            "volumetrend_per_jaar": float(volume[k]), "duurtrend_per_jaar": float(duur[k]), "duur_maanden": p.duur,
            "tarief_cent": {str(j): int(reeks[j][k]) for j in jaren},
            "uitgaven_cent": int(boek.cent[k].sum()), "volume": int(boek.volume[k].sum()),
            "wachttijd_gepland_dagen": p.wacht,
            "wachttijd_gemiddeld_dagen": round(float(wacht[eigen].mean()), 2) if eigen.any() else None,
        }  # fmt: skip
    return uit


def _maatregel(plan: Plan, v: Verwachting) -> dict[str, Any] | None:
    if plan.maatregel is None or plan.maatregel_maand is None:
        return None
    return {
        "naam": plan.maatregel.naam,
        "wet": plan.maatregel.wet,
        "wijken": [f"WK9999{w:02d}" for w in plan.maatregel.wijken],
        "eerste_maand": map_naam(plan.maatregel_maand),
        "effect": plan.maatregel.effect,
        "verwacht_zonder_maatregel": round(v.zonder, 3),
        "verwacht_met_maatregel": round(v.met, 3),
        "aanvragen": v.aanvragen,
        "aanvragen_per_maand": {map_naam(m): {"maatregelwijken": a, "overige": o} for m, a, o in v.per_maand},
    }


def _instroom(plan: Plan, t: Trajecten) -> dict[str, dict[str, int]]:
    """Deliveries that began in the period and do not continue an earlier one, by product and month of beginning."""
    from datameent.demo.kalender import eerste

    grenzen = np.array([eerste(m) for m in range(plan.begin_maand, plan.tot_maand + 1)])
    goed = (t.status == LOOPT) & (t.vervolg == 0) & (t.begin >= grenzen[0]) & (t.begin < grenzen[-1])
    plek = np.searchsorted(grenzen, t.begin[goed], side="right") - 1
    uit: dict[str, dict[str, int]] = {}
    for k, p in enumerate(producten()):
        telling = np.bincount(plek[t.product[goed] == k], minlength=plan.maanden)
        uit[p.code] = {map_naam(plan.begin_maand + i): int(n) for i, n in enumerate(telling.tolist())}
    return uit


def _instroom_personen(plan: Plan, t: Trajecten) -> dict[str, dict[str, int]]:
    """Unbroken periods of help (gaps up to 31 days closed) per person and law that begin in the period, by year."""
    from datetime import date

    from datameent.demo.kalender import eerste

    wet = np.array([p.wet for p in producten()])[t.product]
    rijen = np.flatnonzero((t.status == LOOPT) & (t.begin < eerste(plan.tot_maand)))
    rijen = rijen[np.lexsort((t.begin[rijen], t.persoon[rijen], wet[rijen]))]
    uit: dict[str, dict[str, int]] = {naam: {} for naam in WETTEN}
    vorige, gedekt = (-1, -1), 0
    kolommen = (wet[rijen], t.persoon[rijen], t.begin[rijen], t.stop[rijen])
    for w, wie, begin, stop in zip(*(x.tolist() for x in kolommen), strict=True):
        nieuw = (w, wie) != vorige or begin - gedekt > 32
        gedekt = stop if (w, wie) != vorige else max(gedekt, stop)
        vorige = (w, wie)
        if nieuw and begin >= eerste(plan.begin_maand):
            jaar = str(date.fromordinal(begin).year)
            uit[WETTEN[w]][jaar] = uit[WETTEN[w]].get(jaar, 0) + 1
    return {naam: dict(sorted(jaren.items())) for naam, jaren in uit.items()}
