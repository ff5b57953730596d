"""What is delivered becomes lines, lines become declarations (323), and the municipality answers (325).

A line can be late, wrong (and credited later), or refused (and handed in again). Lines wait in the month in which
they will be declared; a month is taken out whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from datameent.demo import berichten as b
from datameent.demo.aanbieders import TRAAG
from datameent.demo.kalender import dagen_overlap, eerste, iso, laatste
from datameent.demo.kalibratie import DAGEN_PER_MAAND, producten, tarieven
from datameent.demo.post import Post
from datameent.demo.toeval import stroom
from datameent.demo.trajecten import LOOPT
from datameent.demo.waarheid import Boekhouding

GOED, WORDT_GECREDITEERD, AFGEKEURD = 0, 1, 2
_TEVEEL = "9321"
_FOUT_TARIEF = "0611"
_KOLOMMEN = ("rij", "maand", "volume", "waar", "tarief", "teken", "vorige", "soort", "eerste")


@dataclass
class Regels:
    """Lines as columns: delivery, product month, volume declared and true, tariff, sign, credited number, kind, new."""

    rij: np.ndarray
    maand: np.ndarray
    volume: np.ndarray
    waar: np.ndarray
    tarief: np.ndarray
    teken: np.ndarray
    vorige: np.ndarray
    soort: np.ndarray
    eerste: np.ndarray

    def kies(self, welke: np.ndarray) -> Regels:
        """A selection of lines."""
        return Regels(*(getattr(self, naam)[welke] for naam in _KOLOMMEN))

    def met(self, **anders: np.ndarray | int) -> Regels:
        """A copy with other columns."""
        uit = {naam: getattr(self, naam).copy() for naam in _KOLOMMEN}
        for naam, waarde in anders.items():
            uit[naam] = np.broadcast_to(np.asarray(waarde, dtype=np.int64), uit[naam].shape).copy()
        return Regels(**uit)

    @classmethod
    def samen(cls, delen: list[Regels]) -> Regels:
        """Lines below each other."""
        return cls(*(np.concatenate([getattr(d, naam) for d in delen]) for naam in _KOLOMMEN))


class Declaraties:
    """Lines in waiting and the declarations of a month."""

    def __init__(self, post: Post, boek: Boekhouding) -> None:
        self.plan, self.aanbod, self.clienten, self.t = post.plan, post.aanbod, post.clienten, post.t
        self.post, self.boek = post, boek
        self.tarieven = tarieven(self.plan)
        self._wachtend: dict[int, list[Regels]] = {}
        self._referentie = 0
        self._prijs83 = np.array([p.eenheid == "83" for p in producten()])
        self._week = np.array([p.per == "week" for p in producten()])
        self._eenmaal = np.array([p.eenheid in ("82", "83") or p.code.startswith("48") for p in producten()])
        self._geleverd = np.array([p.geleverd for p in producten()])
        self._wet = np.array([p.wet for p in producten()])

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
        tarief = self.tarieven[maand // 12][product]
        verkeerd_tarief = (soort == AFGEKEURD) & (u[2] < 0.5) & ~self._prijs83[product]
        teveel = (soort != GOED) & ~verkeerd_tarief
        gemeld = np.where(teveel, np.ceil(volume * (1.1 + u[3])).astype(np.int64), volume)
        regels = Regels(
            rij=rij, maand=np.full(n, maand), volume=gemeld, waar=volume, teken=np.ones(n, dtype=np.int64),
            tarief=np.where(verkeerd_tarief, np.rint(tarief * 1.07).astype(np.int64), tarief),
            vorige=np.zeros(n, dtype=np.int64), soort=soort, eerste=np.ones(n, dtype=np.int64),
        )  # fmt: skip
        for later in np.unique(uitstel).tolist():
            self._wacht(maand + 1 + later, regels.kies(uitstel == later))

    def _volume(self, rng: np.random.Generator, rij: np.ndarray, maand: int) -> np.ndarray:
        """Delivered volume: by day for hours, days and parts of days; whole months for what is paid by the month."""
        t = self.t
        product = t.product[rij]
        dagen = dagen_overlap(t.begin[rij], t.stop[rij], maand)
        deel = np.where(self._week[product], dagen / 7, dagen / DAGEN_PER_MAAND)
        spreiding = np.minimum(self._geleverd[product] * 2 - 1, 1)
        kans = spreiding + rng.random(len(rij)) * (1 - spreiding)
        volume = np.floor(t.volume[rij] * deel * kans + rng.random(len(rij))).astype(np.int64)
        midden = eerste(maand) + 14
        vol = np.where((t.begin[rij] <= midden) & (t.stop[rij] >= midden), t.volume[rij], 0)
        return np.where(self._eenmaal[product], vol, volume)

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
        nummer = self._referentie + 1 + np.arange(len(wet))
        self._referentie += len(wet)
        bedrag = regels.volume * np.where(self._prijs83[t.product[regels.rij]], 1, regels.tarief)
        self._volg_op(maand, regels, nummer)
        self.boek.boek(regels, bedrag, wet, t)
        self.boek.tel_laat(regels, maand)
        groep = wet * 64 + t.aanbieder[regels.rij]
        grenzen = [*np.flatnonzero(np.diff(groep, prepend=-1)).tolist(), len(groep)]
        for van, tot in pairwise(grenzen):
            self._stuur(maand, regels.kies(np.arange(van, tot)), nummer[van:tot], bedrag[van:tot])

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
        terug = regels.met(volume=regels.waar, tarief=tarief, soort=GOED, vorige=0, teken=1, eerste=0)
        self._wacht(maand + 1, terug.kies((regels.soort == AFGEKEURD) & (u < self.plan.afkeur_opnieuw)))
        mis = (regels.soort == WORDT_GECREDITEERD) & (regels.teken == 1)
        credit = regels.met(teken=-1, vorige=nummer, soort=GOED, eerste=0)
        for later in (1, 2, 3, 4):
            nu = mis & (wanneer == later)
            self._wacht(maand + later, credit.kies(nu))
            self._wacht(maand + later, terug.kies(nu & (u < self.plan.correctie_opnieuw)))

    def _stuur(self, maand: int, regels: Regels, nummer: np.ndarray, bedrag: np.ndarray) -> None:
        """One 323 and its 325."""
        aanbieder, wet = int(self.t.aanbieder[regels.rij[0]]), int(self._wet[self.t.product[regels.rij[0]]])
        v, va = b.vorm(wet, 323), b.vorm(wet, 325)
        dag = eerste(maand) + 5 + aanbieder * 7 % 12
        kop = b.Kop(self.aanbod.agb[aanbieder], b.GEMEENTE, self.post.nummer(), iso(dag))
        declaratienummer = f"D{maand // 12 % 100:02d}{maand % 12 + 1:02d}{aanbieder + 1:03d}{'WJ'[wet]}"
        per_client: dict[str, list[str]] = {}
        afgekeurd: dict[str, list[str]] = {}
        for bsn, p in self._prestaties(regels, nummer, bedrag):
            per_client.setdefault(bsn, []).append(b.prestatie(v, p))
            if p.afkeur:
                afgekeurd.setdefault(bsn, []).append(b.prestatie(va, p, p.afkeur))
        ingediend = int((bedrag * regels.teken).sum())
        toegekend = ingediend - int((bedrag * regels.teken)[regels.soort == AFGEKEURD].sum())
        periode = (iso(eerste(maand - 1)), iso(laatste(maand - 1)))
        inhoud = b.declaratie(v, declaratienummer, periode, dag=kop.dagtekening, cent=ingediend, regels=per_client)
        self.post.schrijver.schrijf(v.bestand, kop.identificatie, b.bericht(v, kop, inhoud))
        terug = b.Kop(b.GEMEENTE, kop.afzender, self.post.nummer(), iso(dag + 2 + aanbieder % 3))
        antwoord = b.declaratie_antwoord(
            va, terug, kop, nummer=declaratienummer, cent=(ingediend, toegekend), regels=afgekeurd
        )
        self.post.schrijver.schrijf(va.bestand, terug.identificatie, antwoord)

    def _prestaties(self, regels: Regels, nummer: np.ndarray, bedrag: np.ndarray) -> list[tuple[str, b.Prestatie]]:
        t, rij = self.t, regels.rij
        soorten = producten()
        begin = np.maximum(t.ing[rij], np.array([eerste(m) for m in regels.maand.tolist()]))
        eind = np.minimum(t.eind[rij], np.array([laatste(m) for m in regels.maand.tolist()]))
        kolommen = (
            rij, t.persoon[rij], t.product[rij], begin, eind, regels.volume, regels.tarief, regels.teken, regels.vorige,
            regels.soort, nummer, bedrag, regels.volume > regels.waar,
        )  # fmt: skip
        uit = []
        for r, wie, k, van, tot, volume, tarief, teken, vorige, soort, nr, cent, teveel in zip(
            *(x.tolist() for x in kolommen), strict=True
        ):
            p = soorten[k]
            afkeur = "" if soort != AFGEKEURD else (_TEVEEL if teveel else _FOUT_TARIEF)
            uit.append((
                self.clienten.bsn(wie),
                b.Prestatie(
                    f"P{nr:09d}", f"P{vorige:09d}" if vorige else "", t.nummer(r), p.categorie, p.code, iso(van),
                    iso(tot), volume, p.eenheid, tarief, cent, teken > 0, afkeur,
                ),
            ))  # fmt: skip
        return uit
