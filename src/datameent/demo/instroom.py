"""Who asks for help, for what, from whom, and when it starts."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from datameent.demo.aanbieders import Aanbod, verwijzer_kans
from datameent.demo.bevolking import Bevolking, vertrekkans
from datameent.demo.gebieden import buurten
from datameent.demo.kalender import NOOIT, eerste, laatste, plus_maanden
from datameent.demo.kalibratie import LEEFTIJDEN, WETTEN, Tafels, producten, tafels, trends
from datameent.demo.plan import Plan
from datameent.demo.toeval import kies, stroom
from datameent.demo.trajecten import AFGEWEZEN, INGETROKKEN, LOOPT, NIET_GESTART, Stand

AANLOOP = 6
"""Months before the first month in which requests may lie that start in the period."""


@dataclass
class Verwachting:
    """What the plan expects of requests in the wijken of the measure, with and without it, beside what happened."""

    zonder: float = 0.0
    met: float = 0.0
    aanvragen: int = 0
    per_maand: list[tuple[int, int, int]] = field(default_factory=list)  # month, requests in measure wijken, elsewhere


@dataclass(frozen=True)
class Groep:
    """Who lives here this month, how old they are, and how much likelier than average they need help (2 laws)."""

    wie: np.ndarray
    leeftijd: np.ndarray
    gewicht: np.ndarray


class Instroom:
    """Draws requests month by month."""

    def __init__(self, plan: Plan, aanbod: Aanbod) -> None:
        self.plan, self.aanbod = plan, aanbod
        blijft = [(1 - getattr(plan.verwijzing, w) * plan.afwijzing) * (1 - plan.nooit_gestart) for w in WETTEN]
        uitval = 1 - np.array(blijft)
        self.tafels: Tafels = tafels(vertrekkans(), uitval)
        self.trend = trends(plan.instroomtrend)
        self.volumetrend = trends(plan.volumetrend)
        self.wachttrend = np.array([getattr(plan.wachttrend, w) for w in WETTEN])
        self.verwachting = Verwachting()
        self.wijk = np.array([b.wijk for b in buurten()])
        self.factor = np.exp(plan.achterstand_sterkte * np.array([b.achterstand for b in buurten()]))
        self.wacht = np.array([p.wacht for p in producten()])
        self.gewogen_som = np.zeros(2)

    def jaren(self, maand: int) -> float:
        """Years since the first month; 0 before it."""
        return max(maand - self.plan.begin_maand, 0) / 12

    def gewichten(self, mensen: Bevolking, wie: np.ndarray, leeftijd: np.ndarray) -> np.ndarray:
        """How much likelier than average for their age each person is to need help, per law (2 columns)."""
        ruw = mensen.kwetsbaar[wie] * self.factor[mensen.huis_buurt[mensen.huis[wie]]][:, None]
        totaal = np.maximum(np.bincount(leeftijd, minlength=LEEFTIJDEN), 1)
        for wet in (0, 1):
            som = np.bincount(leeftijd, weights=ruw[:, wet], minlength=LEEFTIJDEN)
            ruw[:, wet] /= np.maximum(som / totaal, 1e-9)[leeftijd]
        return np.asarray(ruw)

    def volumes(self, rng: np.random.Generator, product: np.ndarray, maand: int) -> np.ndarray:
        """An assigned volume per row, with the yearly trend of the product."""
        uit = np.zeros(len(product), dtype=np.int64)
        groei = (1 + self.volumetrend) ** self.jaren(maand)
        for k in np.unique(product).tolist():
            rij = product == k
            p = producten()[k]
            keus = rng.choice([v for v, _ in p.volumes], size=int(rij.sum()), p=[d for _, d in p.volumes])
            nieuw = keus * groei[k]
            uit[rij] = np.floor(nieuw + rng.random(len(nieuw)) * (groei[k] != 1)).astype(np.int64)
        return np.maximum(uit, 1)

    def aanbieder(self, rng: np.random.Generator, product: np.ndarray) -> np.ndarray:
        """A provider per row, by size among those who offer the product."""
        return kies(self.aanbod.keuze[product], rng.random(len(product)))

    def maand(self, stand: Stand) -> None:
        """Requests of one month: new rows and the messages that belong to them."""
        mensen, maand = stand.mensen, stand.maand
        rng = stroom(self.plan.seed, "instroom", maand)
        toestand = max(maand, self.plan.begin_maand)
        wie = mensen.aanwezig(toestand)
        leeftijd = mensen.leeftijd(wie, toestand)
        groep = Groep(wie, leeftijd, self.gewichten(mensen, wie, leeftijd))
        personen, keuzes = [], []
        for wet in (0, 1):
            tabel = self._kansen(stand, groep, wet)
            kans = tabel.sum(axis=0)[leeftijd] * groep.gewicht[:, wet]
            kans = self._maatregel(mensen, wie, kans, wet, maand)
            raak = np.flatnonzero(rng.random(len(wie)) < kans)
            som = np.maximum(tabel.sum(axis=0), 1e-12)
            cum = (np.cumsum(tabel, axis=0) / som).T
            personen.append(wie[raak])
            keuzes.append(kies(cum[leeftijd[raak]], rng.random(len(raak))))
            self._tel(mensen, wie[raak], wet, maand)
        self._plan_in(rng, stand, np.concatenate(personen), np.concatenate(keuzes))

    def _kansen(self, stand: Stand, groep: Groep, wet: int) -> np.ndarray:
        """Chance per product and age, raised for those who have the product already and cannot ask for it again."""
        t, maand, wie, leeftijd, gewicht = stand.t, stand.maand, groep.wie, groep.leeftijd, groep.gewicht
        basis = self.tafels.begin * ((1 + self.trend) ** self.jaren(maand))[:, None]
        basis = np.where((self.tafels.wet == wet)[:, None], basis, 0.0)
        alle = np.full(len(stand.mensen.geboren), -1)
        alle[wie] = np.arange(len(wie))
        rij = t.actief[(t.status[t.actief] == LOOPT) & (t.stop[t.actief] == NOOIT)]
        plek = alle[t.persoon[rij]]
        rij, plek = rij[plek >= 0], plek[plek >= 0]
        cel = t.product[rij].astype(np.int64) * LEEFTIJDEN + leeftijd[plek]
        bezet = np.bincount(cel, weights=gewicht[plek, wet], minlength=basis.size).reshape(basis.shape)
        totaal = np.maximum(np.bincount(leeftijd, weights=gewicht[:, wet], minlength=LEEFTIJDEN), 1e-9)
        return np.asarray(basis / np.maximum(1 - bezet / totaal, 0.25))

    def _maatregel(self, mensen: Bevolking, wie: np.ndarray, kans: np.ndarray, wet: int, maand: int) -> np.ndarray:
        """The measure lowers the chance in its wijken from its first month on."""
        m = self.plan.maatregel
        vanaf = self.plan.maatregel_maand
        if m is None or vanaf is None or WETTEN[wet] != m.wet or maand < vanaf:
            return kans
        daar = np.isin(self.wijk[mensen.huis_buurt[mensen.huis[wie]]], m.wijken)
        self.verwachting.zonder += float(kans[daar].sum())
        self.verwachting.met += float(kans[daar].sum()) * (1 - m.effect)
        return np.where(daar, kans * (1 - m.effect), kans)

    def _tel(self, mensen: Bevolking, wie: np.ndarray, wet: int, maand: int) -> None:
        m, vanaf = self.plan.maatregel, self.plan.maatregel_maand
        if m is None or vanaf is None or WETTEN[wet] != m.wet or maand < self.plan.begin_maand:
            return
        daar = int(np.isin(self.wijk[mensen.huis_buurt[mensen.huis[wie]]], m.wijken).sum())
        self.verwachting.per_maand.append((maand, daar, len(wie) - daar))
        if maand >= vanaf:
            self.verwachting.aanvragen += daar

    def _plan_in(self, rng: np.random.Generator, stand: Stand, persoon: np.ndarray, product: np.ndarray) -> None:
        """Drop requests for what someone already has, draw the timetable, add rows, plan messages."""
        t, maand = stand.t, stand.maand
        heeft = t.persoon[t.actief].astype(np.int64) * 64 + t.product[t.actief]
        sleutel, uniek = np.unique(persoon.astype(np.int64) * 64 + product, return_index=True)
        uniek = np.sort(uniek[~np.isin(sleutel, heeft[t.status[t.actief] == LOOPT])])
        persoon, product = persoon[uniek], product[uniek]
        n = len(persoon)
        wet = self.tafels.wet[product]
        aanvraag = eerste(maand) + rng.integers(0, laatste(maand) - eerste(maand) + 1, n)
        aanbieder = self.aanbieder(rng, product)
        gemiddeld = self.wacht[product] * (1 + self.wachttrend[wet]) ** self.jaren(maand) * self.aanbod.wacht[aanbieder]
        begin = aanvraag + np.maximum(np.rint(rng.gamma(2.0, gemiddeld / 2)), 1).astype(np.int64)
        traag = rng.random(n) < self.plan.onderzoek
        besluit = np.minimum(aanvraag + np.where(traag, rng.integers(8, 30, n), rng.integers(3, 6, n)), begin)
        ing = begin - np.minimum(begin - besluit, rng.integers(0, 11, n))
        verwezen = rng.random(n) < np.array([getattr(self.plan.verwijzing, w) for w in WETTEN])[wet]
        afgewezen = verwezen & (rng.random(n) < self.plan.afwijzing)
        nooit = stroom(self.plan.seed, "nooit gestart", maand).random(n) < self.plan.nooit_gestart
        volume = self.volumes(rng, product, maand)
        u = rng.random((4, n))
        soort = kies(np.stack([verwijzer_kans(0), verwijzer_kans(1)])[wet], u[3])
        ok = begin >= eerste(self.plan.begin_maand)
        rijen = t.voeg_toe(
            persoon=persoon[ok], product=product[ok], aanbieder=aanbieder[ok], begin=begin[ok], ing=ing[ok],
            eind=_einden(ing[ok], product[ok]), volume=volume[ok], aanvraag=(aanvraag * verwezen)[ok],
            status=np.select([afgewezen, nooit], [AFGEWEZEN, NIET_GESTART], LOOPT)[ok], verwijzer=soort[ok],
        )  # fmt: skip
        onderzoek = verwezen[ok] & (besluit[ok] > aanvraag[ok] + 7)  # a decision that takes more than five working days
        stand.agenda.zet_alle(aanvraag[ok][onderzoek] + 2, "ANT", rijen[onderzoek], "2")
        self._plan_post(stand, rijen, besluit[ok], u[:, ok], afgewezen[ok])

    def _plan_post(
        self, stand: Stand, rijen: np.ndarray, besluit: np.ndarray, u: np.ndarray, afgewezen: np.ndarray
    ) -> None:
        """Request, answer, assignment and start of new rows into the diary."""
        t, agenda = stand.t, stand.agenda
        verwezen = t.aanvraag[rijen] > 0
        agenda.zet_alle(t.aanvraag[rijen[verwezen]], "VOT", rijen[verwezen])
        agenda.zet_alle(besluit[afgewezen], "ANT", rijen[afgewezen], "1")
        door = ~afgewezen
        fout = door & (u[1] < self.plan.intrekking)
        self._ingetrokken(stand, rijen[fout], besluit[fout])
        agenda.zet_alle(besluit[door], "TOE", rijen[door])
        agenda.zet_alle(t.begin[rijen[door]] + np.floor(u[2][door] * 5).astype(np.int64), "STA", rijen[door])

    def _ingetrokken(self, stand: Stand, goed: np.ndarray, besluit: np.ndarray) -> None:
        """A wrong assignment goes out first and is withdrawn (reason 13) when the right one comes."""
        if not len(goed):
            return
        t, agenda = stand.t, stand.agenda
        kopie = {n: getattr(t, n)[goed].copy() for n in ("persoon", "product", "aanbieder", "begin", "ing", "eind")}
        fout = t.voeg_toe(**kopie, volume=t.volume[goed] * 2, status=INGETROKKEN)
        agenda.zet_alle(besluit - 1, "TOE", fout)
        agenda.zet_alle(besluit, "INT", fout)


def _einden(ing: np.ndarray, product: np.ndarray) -> np.ndarray:
    termijn = [p.termijn for p in producten()]
    dagen = zip(ing.tolist(), product.tolist(), strict=True)
    return np.array([plus_maanden(i, termijn[k]) - 1 for i, k in dagen], dtype=np.int64)


def beginstand(plan: Plan, stap: Instroom, stand: Stand) -> None:
    """Everyone in help on the first day, with their assignments told in the month before it."""
    mensen, t, agenda = stand.mensen, stand.t, stand.agenda
    rng = stroom(plan.seed, "beginstand")
    wie = mensen.aanwezig(plan.begin_maand)
    leeftijd = mensen.leeftijd(wie, plan.begin_maand)
    gewicht = stap.gewichten(mensen, wie, leeftijd)
    personen, keuzes = [], []
    for k, p in enumerate(producten()):
        kans = np.minimum(stap.tafels.in_zorg[k][leeftijd] * gewicht[:, p.wet], 0.97)
        raak = wie[rng.random(len(wie)) < kans]
        personen.append(raak)
        keuzes.append(np.full(len(raak), k))
    persoon, product = np.concatenate(personen), np.concatenate(keuzes)
    n = len(persoon)
    eerste_dag = eerste(plan.begin_maand)
    duur = np.minimum(rng.exponential(stap.tafels.duur[product]), 60) * 30.4
    geboren = np.array([eerste(m + 1) for m in mensen.geboren[persoon].tolist()], dtype=np.int64)
    begin = np.minimum(np.maximum(eerste_dag - 1 - duur.astype(np.int64), geboren), eerste_dag - 1)
    eind = _einden(begin, product)
    for _ in range(40):
        kort = eind < eerste_dag + 35
        eind[kort] = _einden(eind[kort] + 1, product[kort])
    aanbieder = stap.aanbieder(rng, product)
    sleutel = persoon.astype(np.int64) * 128 + aanbieder + 64 * stap.tafels.wet[product]
    _, eersten, groep = np.unique(sleutel, return_index=True, return_inverse=True)
    dag = eerste(plan.begin_maand - 1) + rng.integers(0, 28, n)[eersten][groep]
    rijen = t.voeg_toe(
        persoon=persoon, product=product, aanbieder=aanbieder, begin=begin, ing=begin, eind=eind,
        volume=stap.volumes(rng, product, plan.begin_maand), toegewezen=np.minimum(begin - 5, dag),
        # of what began later than the first messages, there would have to be an earlier message to change (IV099)
        reden=np.where((eind > _einden(begin, product)) & (begin < eerste(plan.begin_maand - AANLOOP)), 4, 0),
    )  # fmt: skip
    agenda.zet_alle(dag[eersten], "HER", rijen[eersten])
    agenda.zet_alle(np.maximum(dag, begin), "STA", rijen)
