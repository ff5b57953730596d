"""How help goes on: it ends, is extended, reassessed, or moves to another provider."""

from __future__ import annotations

import numpy as np

from datameent.demo.instroom import Instroom, _einden
from datameent.demo.kalender import NOOIT, eerste, laatste
from datameent.demo.kalibratie import DAGEN_PER_MAAND, trends
from datameent.demo.plan import Plan
from datameent.demo.toeval import kies, stroom
from datameent.demo.trajecten import LOOPT, VERVALLEN, Stand

# reasons of ending (WMO588, JZ588) by law with their shares; below, the reason of the 301 (WMO002, JZ002) by cause
_STOP = (((19, 23, 21, 39, 22), (0.55, 0.16, 0.12, 0.12, 0.05)), ((31, 34, 32, 39, 33), (0.62, 0.18, 0.11, 0.05, 0.04)))
DOOD, VERTREK, WISSEL, PLAN, OPVOLGING = 1, 2, 3, 4, 5
NOOIT_BEGONNEN = -1
_VERTREK_STOP = (31, 35)
_REDEN_301 = {DOOD: 2, VERTREK: 7, WISSEL: 9}
VERLENGD, AANBIEDER = 4, 12


class Verloop:
    """Brings every running delivery one month further."""

    def __init__(self, plan: Plan, instroom: Instroom) -> None:
        self.plan, self.instroom = plan, instroom
        self.duurtrend = trends(plan.duurtrend)

    def maand(self, stand: Stand) -> None:
        """Ends, switches and extensions of one month."""
        t, maand = stand.t, stand.maand
        rng = stroom(self.plan.seed, "verloop", maand)
        weg = np.zeros(len(stand.mensen.geboren), dtype=np.int8)
        weg[stand.dood], weg[stand.vertrek] = DOOD, VERTREK
        self._vervallen(stand, weg)
        rij = t.actief
        rij = rij[(t.status[rij] == LOOPT) & (t.begin[rij] <= laatste(maand)) & (t.stop[rij] == NOOIT)]
        oorzaak, dag = self._eindes(rng, stand, rij, weg)
        oorzaak[np.isin(rij, t.opvolger[rij[(oorzaak > 0) & (oorzaak != OPVOLGING)]])] = NOOIT_BEGONNEN
        self._stop(rng, stand, rij[oorzaak > 0], oorzaak[oorzaak > 0], dag[oorzaak > 0])
        self._wissel(rng, stand, rij[oorzaak == WISSEL], dag[oorzaak == WISSEL])
        blijft = rij[oorzaak == 0]
        self._verleng(rng, stand, blijft[(t.eind[blijft] <= laatste(maand + 1)) & (t.opvolger[blijft] < 0)])

    def _vervallen(self, stand: Stand, weg: np.ndarray) -> None:
        """Deliveries that had not begun when the person went do not begin."""
        t, maand = stand.t, stand.maand
        rij = t.actief
        persoon = t.persoon[rij]
        te_laat = t.begin[rij] > _dag_van_gaan(persoon, maand)
        rij = rij[(t.status[rij] == LOOPT) & te_laat & (weg[persoon] > 0)]
        t.status[rij] = VERVALLEN
        verteld = rij[t.toegewezen[rij] > 0]
        stand.agenda.zet_alle(np.full(len(verteld), laatste(maand)), "INT", verteld)

    def _eindes(
        self, rng: np.random.Generator, stand: Stand, rij: np.ndarray, weg: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Per running row why it ends this month (0 when it goes on) and on which day."""
        mensen, t, maand = stand.mensen, stand.t, stand.maand
        van = np.maximum(t.begin[rij], eerste(maand))
        tot = np.where(t.opvolger[rij] >= 0, np.minimum(t.eind[rij], laatste(maand)), laatste(maand))
        deel = (tot - van + 1) / DAGEN_PER_MAAND
        product = t.product[rij]
        leeftijd = mensen.leeftijd(t.persoon[rij], maand)
        duur = (self.instroom.tafels.duur * (1 + self.duurtrend) ** self.instroom.jaren(maand))[product]
        extra = -np.log(np.maximum(1 - self.instroom.tafels.extra_eind[product, leeftijd], 1e-4))
        gewoon = 1 - np.exp(-(1 / duur + extra) * deel)
        u = rng.random((3, len(rij)))
        oorzaak = np.zeros(len(rij), dtype=np.int8)
        oorzaak[u[0] < gewoon] = PLAN
        keus = self.instroom.aanbod.biedt[product].sum(axis=1) > 1
        oorzaak[(oorzaak == 0) & keus & (u[1] < self.plan.wisseling * deel)] = WISSEL
        hier = weg[t.persoon[rij]]
        oorzaak[hier > 0] = hier[hier > 0]
        dag = van + np.floor(u[2] * (tot - van + 1)).astype(np.int64)
        dag = np.where(hier > 0, np.minimum(_dag_van_gaan(t.persoon[rij], maand), tot), dag)
        volgt = (oorzaak == 0) & (t.opvolger[rij] >= 0) & (t.eind[rij] <= laatste(maand))
        oorzaak[volgt], dag[volgt] = OPVOLGING, t.eind[rij][volgt]
        return oorzaak, dag

    def _stop(
        self, rng: np.random.Generator, stand: Stand, rij: np.ndarray, oorzaak: np.ndarray, dag: np.ndarray
    ) -> None:
        """Write down the end, plan the 307, and the 301 that shortens the assignment where one is sent."""
        t, agenda = stand.t, stand.agenda
        t.stop[rij] = dag
        wet = self.instroom.tafels.wet[t.product[rij]]
        u, na = rng.random(len(rij)), rng.integers(0, 6, len(rij))
        gewoon = np.where(wet == 0, _trek(0, u), _trek(1, u))
        reden = np.select(
            [oorzaak == DOOD, oorzaak == VERTREK, oorzaak == WISSEL, oorzaak == OPVOLGING],
            [2, np.array(_VERTREK_STOP)[wet], 38, 36],
            gewoon,
        )
        t.stopreden[rij] = reden
        agenda.zet_alle(np.maximum(dag + na, t.begin[rij] + 5), "STO", rij)
        for welke, code in _REDEN_301.items():
            korter = rij[(oorzaak == welke) & (t.eind[rij] > dag)]
            t.eind[korter] = t.stop[korter]
            agenda.zet_alle(t.stop[korter].astype(np.int64) + 3, "KRT", korter, code)
        wees = t.opvolger[rij]
        wees = wees[(wees >= 0) & (oorzaak != OPVOLGING)]
        wees = wees[t.status[wees] == LOOPT]
        t.status[wees] = VERVALLEN
        agenda.zet_alle(np.maximum(t.ing[wees] - 1, t.toegewezen[wees] + 1), "INT", wees)

    def _wissel(self, rng: np.random.Generator, stand: Stand, rij: np.ndarray, dag: np.ndarray) -> None:
        """The same help from another provider, at most two weeks later."""
        t, agenda = stand.t, stand.agenda
        if not len(rij):
            return
        product = t.product[rij].astype(np.int64)
        kans = np.diff(self.instroom.aanbod.keuze[product], axis=1, prepend=0.0)
        kans[np.arange(len(rij)), t.aanbieder[rij]] = 0.0
        cum = np.cumsum(kans, axis=1)
        nieuw = kies(cum / cum[:, -1:], rng.random(len(rij)))
        begin = dag + 1 + rng.integers(0, 15, len(rij))
        rijen = t.voeg_toe(
            persoon=t.persoon[rij], product=product, aanbieder=nieuw, begin=begin, ing=begin, vervolg=1,
            eind=_einden(begin, product), volume=t.volume[rij],
        )  # fmt: skip
        agenda.zet_alle(dag + 1, "TOE", rijen)
        agenda.zet_alle(begin + 2, "STA", rijen)

    def _verleng(self, rng: np.random.Generator, stand: Stand, rij: np.ndarray) -> None:
        """Assignments that end next month while help goes on: longer, or a new one after reassessment."""
        t, agenda, maand = stand.t, stand.agenda, stand.maand
        u = rng.random((3, len(rij)))
        dag = np.minimum(
            np.maximum(eerste(maand) + np.floor(u[0] * 28).astype(np.int64), t.begin[rij] + 7), t.eind[rij] - 3
        )
        dag = np.clip(dag, eerste(maand), laatste(maand))
        opnieuw = u[1] < self.plan.herbeoordeling
        volume = self.instroom.volumes(rng, t.product[rij].astype(np.int64), maand)
        opnieuw &= (volume != t.volume[rij]) & (t.budget[rij] == 0)  # the same goes on under its own number (OP380)
        self._herbeoordeel(stand, rij[opnieuw], dag[opnieuw], volume[opnieuw])
        langer, dag, u2 = rij[~opnieuw], dag[~opnieuw], u[2][~opnieuw]
        t.eind[langer] = _einden(t.eind[langer].astype(np.int64) + 1, t.product[langer])
        via = u2 < self.plan.verlenging_via_verzoek
        agenda.zet_alle(dag[~via], "VER", langer[~via], VERLENGD)
        agenda.zet_alle(dag[via], "VOW", langer[via])
        onderzoek = via & (u2 < self.plan.verlenging_via_verzoek * self.plan.onderzoek)
        agenda.zet_alle(dag[onderzoek] + 2, "ANW", langer[onderzoek], "2")
        besluit = np.minimum(dag + 5, np.maximum(t.eind_gemeld[langer] - 4, dag + 3))
        agenda.zet_alle(besluit[via], "VER", langer[via], AANBIEDER)

    def _herbeoordeel(self, stand: Stand, rij: np.ndarray, dag: np.ndarray, volume: np.ndarray) -> None:
        """A new assignment, with a new number and perhaps another volume, from the day after the old one ends."""
        t, agenda = stand.t, stand.agenda
        if not len(rij):
            return
        product = t.product[rij].astype(np.int64)
        ing = t.eind[rij].astype(np.int64) + 1
        nieuw = t.voeg_toe(
            persoon=t.persoon[rij], product=product, aanbieder=t.aanbieder[rij], begin=ing, ing=ing, vervolg=1,
            eind=_einden(ing, product), volume=volume,
        )  # fmt: skip
        t.opvolger[rij] = nieuw
        agenda.zet_alle(dag, "TOE", nieuw)
        agenda.zet_alle(ing + 3, "STA", nieuw)


def _dag_van_gaan(persoon: np.ndarray, maand: int) -> np.ndarray:
    """The day of the month on which a person who goes this month goes: one day for everything of that person."""
    dagen = laatste(maand) - eerste(maand) + 1
    return np.asarray(eerste(maand) + (persoon.astype(np.int64) * 7919 + maand * 31) % dagen)


def _trek(wet: int, u: np.ndarray) -> np.ndarray:
    codes, kansen = _STOP[wet]
    return np.asarray(np.array(codes)[kies(np.tile(np.cumsum(kansen), (len(u), 1)), u)])
