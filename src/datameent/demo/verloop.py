"""How help goes on: it ends, is extended, reassessed, or moves to another provider."""

from __future__ import annotations

import numpy as np

from datameent.demo.bevolking import Bevolking
from datameent.demo.instroom import Instroom, _einden
from datameent.demo.kalender import NOOIT, eerste, laatste
from datameent.demo.kalibratie import DAGEN_PER_MAAND, trends
from datameent.demo.plan import Plan
from datameent.demo.toeval import kies, stroom
from datameent.demo.trajecten import LOOPT, VERVALLEN, Agenda, Trajecten

# reason of ending (WMO588, JZ588) by law, with its share; the reasons of the 301 (WMO002, JZ002) beside what causes them
_STOP = (((19, 23, 21, 39, 22), (0.55, 0.16, 0.12, 0.12, 0.05)), ((31, 34, 32, 39, 33), (0.62, 0.18, 0.11, 0.05, 0.04)))
DOOD, VERTREK, WISSEL, PLAN, OPVOLGING = 1, 2, 3, 4, 5
_VERTREK_STOP = (31, 35)
_REDEN_301 = {DOOD: 2, VERTREK: 7, WISSEL: 9}
VERLENGD, AANBIEDER = 4, 12


class Verloop:
    """Brings every running delivery one month further."""

    def __init__(self, plan: Plan, instroom: Instroom) -> None:
        self.plan, self.instroom = plan, instroom
        self.duurtrend = trends(plan.duurtrend)

    def maand(
        self, mensen: Bevolking, t: Trajecten, agenda: Agenda, maand: int, dood: np.ndarray, vertrek: np.ndarray
    ) -> None:
        """Ends, switches and extensions of one month."""
        rng = stroom(self.plan.seed, "verloop", maand)
        weg = np.zeros(len(mensen.geboren), dtype=np.int8)
        weg[dood], weg[vertrek] = DOOD, VERTREK
        self._vervallen(t, agenda, maand, weg)
        rij = t.actief
        rij = rij[(t.status[rij] == LOOPT) & (t.begin[rij] <= laatste(maand)) & (t.stop[rij] == NOOIT)]
        oorzaak, dag = self._eindes(rng, mensen, t, rij, maand, weg)
        self._stop(rng, t, agenda, rij[oorzaak > 0], oorzaak[oorzaak > 0], dag[oorzaak > 0])
        self._wissel(rng, t, agenda, rij[oorzaak == WISSEL], dag[oorzaak == WISSEL], maand)
        blijft = rij[oorzaak == 0]
        self._verleng(rng, t, agenda, blijft[(t.eind[blijft] <= laatste(maand + 1)) & (t.opvolger[blijft] < 0)], maand)

    def _vervallen(self, t: Trajecten, agenda: Agenda, maand: int, weg: np.ndarray) -> None:
        """Deliveries that had not begun when the person went do not begin."""
        rij = t.actief
        rij = rij[(t.status[rij] == LOOPT) & (t.begin[rij] > laatste(maand)) & (weg[t.persoon[rij]] > 0)]
        t.status[rij] = VERVALLEN
        verteld = rij[t.toegewezen[rij] > 0]
        agenda.zet_alle(np.full(len(verteld), laatste(maand)), "INT", verteld)

    def _eindes(
        self, rng: np.random.Generator, mensen: Bevolking, t: Trajecten, rij: np.ndarray, maand: int, weg: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Per running row why it ends this month (0 when it goes on) and on which day."""
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
        volgt = (oorzaak == 0) & (t.opvolger[rij] >= 0) & (t.eind[rij] <= laatste(maand))
        oorzaak[volgt], dag[volgt] = OPVOLGING, t.eind[rij][volgt]
        return oorzaak, dag

    def _stop(
        self,
        rng: np.random.Generator,
        t: Trajecten,
        agenda: Agenda,
        rij: np.ndarray,
        oorzaak: np.ndarray,
        dag: np.ndarray,
    ) -> None:
        """Write down the end, plan the 307, and the 301 that shortens the assignment where the municipality sends one."""
        t.stop[rij] = dag
        wet = self.instroom.tafels.wet[t.product[rij]]
        u, na = rng.random(len(rij)), rng.integers(0, 11, len(rij))
        gewoon = np.where(wet == 0, _trek(0, u), _trek(1, u))
        reden = np.select(
            [oorzaak == DOOD, oorzaak == VERTREK, oorzaak == WISSEL, oorzaak == OPVOLGING],
            [2, np.array(_VERTREK_STOP)[wet], 38, 36],
            gewoon,
        )
        t.stopreden[rij] = reden
        agenda.zet_alle(np.maximum(dag + na, t.begin[rij] + 6), "STO", rij)
        for welke, code in _REDEN_301.items():
            korter = rij[(oorzaak == welke) & (t.eind[rij] > dag)]
            t.eind[korter] = t.stop[korter]
            agenda.zet_alle(t.stop[korter].astype(np.int64) + 3, "KRT", korter, code)
        wees = t.opvolger[rij]
        wees = wees[(wees >= 0) & (oorzaak != OPVOLGING)]
        t.status[wees] = VERVALLEN
        agenda.zet_alle(np.maximum(t.ing[wees] - 1, t.toegewezen[wees] + 1), "INT", wees)

    def _wissel(
        self, rng: np.random.Generator, t: Trajecten, agenda: Agenda, rij: np.ndarray, dag: np.ndarray, maand: int
    ) -> None:
        """The same help from another provider, at most two weeks later."""
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

    def _verleng(self, rng: np.random.Generator, t: Trajecten, agenda: Agenda, rij: np.ndarray, maand: int) -> None:
        """Assignments that end next month while help goes on: longer, or a new one after reassessment."""
        u = rng.random((3, len(rij)))
        dag = np.minimum(
            np.maximum(eerste(maand) + np.floor(u[0] * 28).astype(np.int64), t.begin[rij] + 7), t.eind[rij] - 3
        )
        dag = np.clip(dag, eerste(maand), laatste(maand))
        opnieuw = u[1] < self.plan.herbeoordeling
        self._herbeoordeel(rng, t, agenda, rij[opnieuw], dag[opnieuw], maand)
        langer, dag, u2 = rij[~opnieuw], dag[~opnieuw], u[2][~opnieuw]
        t.eind[langer] = _einden(t.eind[langer].astype(np.int64) + 1, t.product[langer])
        via = u2 < self.plan.verlenging_via_verzoek
        agenda.zet_alle(dag[~via], "VER", langer[~via], VERLENGD)
        agenda.zet_alle(dag[via], "VOW", langer[via])
        onderzoek = via & (u2 < self.plan.verlenging_via_verzoek * self.plan.onderzoek)
        agenda.zet_alle(dag[onderzoek] + 2, "ANW", langer[onderzoek], "2")
        besluit = np.minimum(dag + 8, np.maximum(t.eind_gemeld[langer], dag + 3))
        agenda.zet_alle(besluit[via], "VER", langer[via], AANBIEDER)

    def _herbeoordeel(
        self, rng: np.random.Generator, t: Trajecten, agenda: Agenda, rij: np.ndarray, dag: np.ndarray, maand: int
    ) -> None:
        if not len(rij):
            return
        product = t.product[rij].astype(np.int64)
        ing = t.eind[rij].astype(np.int64) + 1
        nieuw = t.voeg_toe(
            persoon=t.persoon[rij], product=product, aanbieder=t.aanbieder[rij], begin=ing, ing=ing, vervolg=1,
            eind=_einden(ing, product), volume=self.instroom.volumes(rng, product, maand),
        )  # fmt: skip
        t.opvolger[rij] = nieuw
        agenda.zet_alle(dag, "TOE", nieuw)
        agenda.zet_alle(ing + 3, "STA", nieuw)


def _trek(wet: int, u: np.ndarray) -> np.ndarray:
    codes, kansen = _STOP[wet]
    return np.array(codes)[kies(np.tile(np.cumsum(kansen), (len(u), 1)), u)]
