"""What is delivered becomes lines, lines become declarations (323), and the municipality answers (325).

A line can be late, wrong (and credited later), or refused (and handed in again). Lines wait in the month in which
they will be declared; a month is taken out whole.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from datameent.demo import berichten as b
from datameent.demo.aanbieders import TRAAG
from datameent.demo.brieven import Brief, Brieven
from datameent.demo.extraregels import Extra, Extraregels, dag_van_declaratie
from datameent.demo.foutregels import Verkeerd
from datameent.demo.kalender import dagen_overlap, eerste, iso, laatste
from datameent.demo.kalibratie import DAGEN_PER_MAAND, producten, tarieven
from datameent.demo.post import Post
from datameent.demo.regelfouten import PLANTBAAR, VERKEERD
from datameent.demo.regels import AFGEKEURD, GOED, WORDT_GECREDITEERD, Regels
from datameent.demo.ruimte import Ruimte
from datameent.demo.toeval import stroom
from datameent.demo.trajecten import LOOPT
from datameent.demo.waarheid import Boekhouding

_F = {code: i for i, code in enumerate(VERKEERD)}


class Declaraties:
    """Lines in waiting and the declarations of a month."""

    def __init__(self, post: Post, boek: Boekhouding) -> None:
        self.plan, self.aanbod, self.clienten, self.t = post.plan, post.aanbod, post.clienten, post.t
        self.post, self.boek, self.brieven = post, boek, Brieven(post.zend)
        self.tarieven = tarieven(self.plan)
        self._wachtend: dict[int, list[Regels]] = {}
        self._referentie = 0
        self._nummers: dict[int, str] = {}  # law x 64 + provider: the number of its last declaration
        self._geheel = np.zeros(128, dtype=bool)
        self._prijs83 = np.array([p.eenheid == "83" for p in producten()])
        self._week = np.array([p.per == "week" for p in producten()])
        self._eenmaal = np.array([p.eenheid in ("82", "83") or p.code.startswith("48") for p in producten()])
        self._geleverd = np.array([p.geleverd for p in producten()])
        self._wet = np.array([p.wet for p in producten()])
        self.planter, self.ruimte = post.planter, Ruimte(self.t)
        self.verkeerd = Verkeerd(self.planter, self.aanbod, self.tarieven)
        self.extra = Extraregels(self.planter, self.clienten, self.ruimte, self.tarieven)

    def lever(self, maand: int) -> None:
        """Lines about what was delivered in a month, put in the months in which they will be declared."""
        rng = stroom(self.plan.seed, "levering", maand)
        t = self.t
        rij = t.actief
        rij = rij[(t.status[rij] == LOOPT) & (t.begin[rij] <= laatste(maand)) & (t.stop[rij] >= eerste(maand))]
        volume = self._volume(rng, rij, maand)
        rij, volume = rij[volume > 0], volume[volume > 0]
        product = t.product[rij]
        n = len(rij)
        traag = np.where(t.aanbieder[rij] == TRAAG, self.plan.laat_trage_aanbieder, self.plan.laat)
        u = rng.random((4, n))
        uitstel = np.where(u[0] < traag, np.minimum(rng.geometric(0.45, n), 6), 0)
        soort = np.select(
            [u[1] < self.plan.afkeur, u[1] < self.plan.afkeur + self.plan.correctie],
            [AFGEKEURD, WORDT_GECREDITEERD],
            GOED,
        )
        verkeerd_tarief = (u[2] < 0.5) & ~self._prijs83[product]
        te_weinig = np.maximum(np.floor(volume * (0.4 + 0.5 * u[3])).astype(np.int64), 1)
        regels = Regels(
            rij=rij, maand=np.full(n, maand), volume=np.where(soort == WORDT_GECREDITEERD, te_weinig, volume),
            waar=volume, tarief=self.tarieven[maand // 12][product], teken=np.ones(n, dtype=np.int64),
            vorige=np.zeros(n, dtype=np.int64), soort=soort, eerste=np.ones(n, dtype=np.int64),
            fout=np.where(soort == AFGEKEURD, np.where(verkeerd_tarief, _F["TR418"], _F["TR321"]), 0),
        )  # fmt: skip
        for later in np.unique(uitstel).tolist():
            self._wacht(maand + 1 + later, regels.kies(uitstel == later))

    def _volume(self, rng: np.random.Generator, rij: np.ndarray, maand: int) -> np.ndarray:
        """Delivered volume: by day for hours, days and parts of days; whole months for what is paid by the month."""
        t = self.t
        product = t.product[rij]
        dagen = dagen_overlap(t.begin[rij], t.stop[rij], maand) - self._gepauzeerd(rij, maand)
        deel = np.where(self._week[product], dagen / 7, dagen / DAGEN_PER_MAAND)
        spreiding = np.minimum(self._geleverd[product] * 2 - 1, 1)
        kans = spreiding + rng.random(len(rij)) * (1 - spreiding)
        volume = np.floor(t.volume[rij] * deel * kans + rng.random(len(rij))).astype(np.int64)
        midden = eerste(maand) + 14
        vol = np.where((t.begin[rij] <= midden) & (t.stop[rij] >= midden), t.volume[rij], 0)
        past = self.ruimte.som(rij, np.minimum(t.eind[rij], laatste(maand)).astype(np.int64)) - t.som[rij]
        maandelijks = np.array([p.per == "maand" for p in producten()])[product]
        past = np.where(maandelijks, np.minimum(past, t.volume[rij]), past)
        volume = np.maximum(np.minimum(np.where(self._eenmaal[product], vol, volume), past), 0)
        t.som[rij] += volume.astype(np.int32)
        return np.asarray(volume)

    def _gepauzeerd(self, rij: np.ndarray, maand: int) -> np.ndarray:
        """Days of a month in which help had stopped for a while."""
        pauzes = self.post.pauzes
        for oud in [r for r, (_, tot) in pauzes.items() if tot < eerste(maand)]:
            del pauzes[oud]
        dagen = np.zeros(len(rij), dtype=np.int64)
        for plek in np.flatnonzero(np.isin(rij, list(pauzes))).tolist():
            van, tot = pauzes[int(rij[plek])]
            tot = min(tot, int(self.t.stop[rij[plek]]), laatste(maand))
            dagen[plek] = max(tot - max(van + 1, eerste(maand)) + 1, 0)
        return dagen

    def _wacht(self, maand: int, regels: Regels) -> None:
        if len(regels.rij):
            self._wachtend.setdefault(maand, []).append(regels)

    def verstuur(self, maand: int) -> None:
        """The declarations of a month, one per provider and law, their answers, and what follows from those."""
        delen = self._wachtend.pop(maand, [])
        if not delen:
            return
        regels = Regels.samen(delen)
        t = self.t
        wet = self._wet[t.product[regels.rij]]
        volgorde = np.lexsort(
            (regels.teken, regels.maand, regels.rij, t.persoon[regels.rij], t.aanbieder[regels.rij], wet)
        )
        regels = regels.kies(volgorde)
        wet = wet[volgorde]
        self._plant(regels)
        nummer = self._referentie + 1 + np.arange(len(wet))
        self._referentie += len(wet)
        bedrag = regels.volume * np.where(self._prijs83[t.product[regels.rij]], 1, regels.tarief)
        self._volg_op(maand, regels, nummer)
        self.boek.boek(regels, bedrag, wet, t)
        self.boek.tel_laat(regels, maand)
        groep = wet * 64 + t.aanbieder[regels.rij]
        self.extra.vol = set(regels.rij[regels.fout == _F["TR369"]].tolist())
        extra = self.extra.van_maand(maand, regels, nummer, groep)
        self._geheel = stroom(self.plan.seed, "geheel", maand).random(128) < self.plan.afkeur_geheel
        grenzen = [*np.flatnonzero(np.diff(groep, prepend=-1)).tolist(), len(groep)]
        for van, tot in pairwise(grenzen):
            hier = regels.kies(np.arange(van, tot))
            erbij = extra.get(int(groep[van]), [])
            self.boek.tel_erbij([p for _, _, p in erbij])
            self._stuur(maand, hier, self._prestaties(hier, nummer[van:tot], bedrag[van:tot]) + erbij)

    def _plant(self, regels: Regels) -> None:
        """Decide which true lines are declared wrong, and how; a line that has no room to be wrong stays right."""
        t = self.t
        budget = (regels.fout == _F["TR321"]) & (t.budget[regels.rij] == 1)
        regels.fout[budget & self._kan("TR369", regels)] = _F["TR369"]
        for code in VERKEERD[1:]:
            if self.planter.aan(code):
                kan = (regels.soort == GOED) & (regels.teken == 1) & (regels.eerste == 1) & self._kan(code, regels)
                kan = np.flatnonzero(kan)
                raak = kan[self.planter.kies(code, len(kan))]
                regels.soort[raak], regels.fout[raak] = AFGEKEURD, _F[code]
        veel = np.flatnonzero(regels.fout == _F["TR321"])
        gemeld = self.ruimte.te_veel_in_maand(regels.rij[veel])
        past = gemeld - regels.waar[veel] <= self.ruimte.over(regels.rij[veel])
        past &= t.budget[regels.rij[veel]] == 0
        regels.volume[veel[past]] = gemeld[past]
        rest = veel[~past]
        regels.fout[rest] = np.where(self._prijs83[t.product[regels.rij[rest]]], 0, _F["TR418"])
        regels.soort[rest] = np.where(regels.fout[rest] > 0, AFGEKEURD, GOED)
        alles = np.flatnonzero(np.isin(regels.fout, (_F["TR322"], _F["TR369"])))
        regels.volume[alles] = self.ruimte.te_veel(regels.rij[alles])

    def _kan(self, code: str, regels: Regels) -> np.ndarray:
        """Lines that can be wrong in this way."""
        t = self.t
        if code in ("TR387", "TR388"):
            begin, eind = self._periode(regels)
            return np.asarray((begin < eind) & (begin < t.stop[regels.rij]))
        budget = t.budget[regels.rij] == 1
        if code == "TR321":
            return np.asarray(~budget)
        if code in ("TR322", "TR369"):  # nothing told about the assignment this month
            oud = t.toegewezen[regels.rij] < eerste(int(regels.maand.max()) + 1)
            return np.asarray(oud & (budget & self._enige(regels) if code == "TR369" else ~budget))
        return np.asarray(self.verkeerd.tabel(code)[t.product[regels.rij], t.aanbieder[regels.rij]])

    def _enige(self, regels: Regels) -> np.ndarray:
        """Lines that are the only one on their assignment this month: nothing adds up with what is too much."""
        _, plek, aantal = np.unique(regels.rij, return_inverse=True, return_counts=True)
        return np.asarray(aantal[plek] == 1)

    def _periode(self, regels: Regels) -> tuple[np.ndarray, np.ndarray]:
        """First and last day of the product periods."""
        t = self.t
        begin = np.maximum(t.ing[regels.rij], np.array([eerste(m) for m in regels.maand.tolist()]))
        return begin, np.minimum(t.eind[regels.rij], np.array([laatste(m) for m in regels.maand.tolist()]))

    def _volg_op(self, maand: int, regels: Regels, nummer: np.ndarray) -> None:
        """Refused lines come back right; wrong ones are credited, and mostly declared again as they should be."""
        rng = stroom(self.plan.seed, "correctie", maand)
        u, wanneer = rng.random(len(nummer)), rng.integers(1, 5, len(nummer))
        tarief = np.array(
            [
                self.tarieven[m // 12][k]
                for m, k in zip(regels.maand.tolist(), self.t.product[regels.rij].tolist(), strict=True)
            ],
            dtype=np.int64,
        )
        terug = regels.met(volume=regels.waar, tarief=tarief, soort=GOED, vorige=0, teken=1, eerste=0, fout=0)
        self._wacht(maand + 1, terug.kies((regels.soort == AFGEKEURD) & (u < self.plan.afkeur_opnieuw)))
        mis = (regels.soort == WORDT_GECREDITEERD) & (regels.teken == 1)
        credit = regels.met(teken=-1, vorige=nummer, soort=GOED, eerste=0)
        for later in (1, 2, 3, 4):
            nu = mis & (wanneer == later)
            self._wacht(maand + later, credit.kies(nu))
            self._wacht(maand + later, terug.kies(nu & (u < self.plan.correctie_opnieuw)))

    def _stuur(self, maand: int, regels: Regels, lijnen: list[Extra]) -> None:
        """One 323 and its 325, and what else this provider declares."""
        aanbieder, wet = int(self.t.aanbieder[regels.rij[0]]), int(self._wet[self.t.product[regels.rij[0]]])
        nummer = f"D{maand // 12 % 100:02d}{maand % 12 + 1:02d}{aanbieder + 1:03d}{'WJ'[wet]}"
        dag = dag_van_declaratie(maand, aanbieder)
        brief = Brief(wet, self.aanbod.agb[aanbieder], dag, dag + 2 + aanbieder % 3, nummer, maand - 1)
        groep = wet * 64 + aanbieder
        extra = self.extra.declaraties.get(groep, [])
        oud, self._nummers[groep] = self._nummers.get(groep, ""), nummer
        if oud and self._geheel[groep] and not extra and not any(p.afkeur for _, _, p in lijnen):
            self.boek.tel_erbij([p for _, _, p in lijnen])
            self.brieven.stuur_fout("TR333", replace(brief, nummer=oud), lijnen)
            brief = replace(brief, dag=brief.antwoorddag + 1, antwoorddag=brief.antwoorddag + 3)
        self.brieven.stuur(brief, lijnen)
        for code, over, lijn in extra:
            self.boek.tel_erbij([lijn[2]])
            ander = nummer if code == "TR333" else f"{nummer}L"
            self.brieven.stuur_fout(code, replace(brief, maand=over, nummer=ander), [lijn])

    def _prestaties(self, regels: Regels, nummer: np.ndarray, bedrag: np.ndarray) -> list[Extra]:
        t, rij = self.t, regels.rij
        soorten = producten()
        begin, eind = self._periode(regels)
        kolommen = (
            rij, t.persoon[rij], t.product[rij], t.aanbieder[rij], begin, eind, regels.volume, regels.tarief,
            regels.teken, regels.vorige, regels.fout, nummer, bedrag,
        )  # fmt: skip
        uit: list[Extra] = []
        for r, wie, k, wie_levert, van, tot, volume, tarief, teken, vorige, fout, nr, cent in zip(
            *(x.tolist() for x in kolommen), strict=True
        ):
            soort, code = soorten[k], VERKEERD[fout]
            p = b.Prestatie(
                f"P{nr:09d}", f"P{vorige:09d}" if vorige else "", t.nummer(r), soort.categorie, soort.code, iso(van),
                iso(tot), volume, soort.eenheid, tarief, cent, teken > 0, PLANTBAAR[code].retour if code else "",
            )  # fmt: skip
            bsn = self.clienten.bsn(wie)
            if code:
                bsn, p = self.verkeerd.bsn(code, bsn), self.verkeerd.maak(code, p, k, wie_levert)
            uit.append((PLANTBAAR[code].codes if code else (), bsn, p))
        return uit
