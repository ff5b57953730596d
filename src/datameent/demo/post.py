"""Sends what the diary says: turns rows into messages, has them answered, and lets a few be refused first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Any

from datameent.demo import berichten as b
from datameent.demo.aanbieders import HALF_LEEG, VERWIJZERS, Aanbod, verwijzer_agb
from datameent.demo.clienten import Clienten
from datameent.demo.kalender import iso, laatste, maand_van_dag
from datameent.demo.kalibratie import producten
from datameent.demo.planter import Planter
from datameent.demo.schrijver import Schrijver
from datameent.demo.toeval import stroom
from datameent.demo.trajecten import INGETROKKEN, LOOPT, VERVALLEN, Afspraak, Stand

_AFKEUR = {301: "9379", 305: "9019", 307: "9069", 315: "9347", 317: "9351", 319: "9365"}
"""What a refused message is refused with: a code its own rules know (WJ001)."""
_AFWIJZING = ("1", "4", "6", "7")
_SOORT = {"VOT": 315, "VOW": 317, "ANT": 319, "ANW": 319, "STA": 305, "STO": 307}
"""Message type of what is in the diary; everything else is a 301."""
_RANG = {315: 0, 317: 1, 319: 2, 301: 3, 305: 4, 307: 5}
"""Order of messages of one day: what is dated earlier, or stands earlier here, was sent earlier."""
VERWIJDERD = 13
_VOLGORDE_REDEN = {0: 0, 4: 1, 12: 1, 5: 2, 2: 3, 7: 3, 9: 3, VERWIJDERD: 4}
"""Seconds of the Toewijzingstijd by reason, so that of two decisions of one day the later has the later time."""


@dataclass
class Worp:
    """Draws one at a time from a stream."""

    rng: Any
    voorraad: list[float]

    def __call__(self) -> float:
        if not self.voorraad:
            self.voorraad = self.rng.random(2048).tolist()
        return self.voorraad.pop()


class Post:
    """Handles the diary of a month; `nummer` and `kop` also serve the declarations."""

    def __init__(
        self, aanbod: Aanbod, clienten: Clienten, stand: Stand, *, schrijver: Schrijver, planter: Planter
    ) -> None:
        self.plan, self.aanbod, self.clienten, self.planter = planter.plan, aanbod, clienten, planter
        self.t, self.agenda, self.schrijver = stand.t, stand.agenda, schrijver
        self._doe: dict[str, Callable[[int, int, Any], None]] = {
            "VOT": self._vot, "ANT": self._antwoord_vot, "ANW": self._antwoord_vow, "TOE": self._toewijzing,
            "HER": self._herhaald, "INT": self._intrekking, "KRT": self._korter, "VER": self._langer,
            "STA": self._start,
            "STO": self._stop, "VOW": self._vow,
        }  # fmt: skip
        self._maand = 0
        self._volg = 0
        self._worp = Worp(None, [])
        self._wachtend: dict[int, list[tuple[str, str, bytes]]] = {}
        self._laatst: dict[int, tuple[int, int]] = {}  # person: day and rank of the newest message
        self._open: dict[tuple[int, int, int], str] = {}  # person, provider, law: request without a decision
        self._uitgesteld = False
        self._mee: list[int] = []  # rows that change with the assignment that is told
        self.geweigerd = 0

    def begin_maand(self, maand: int) -> None:
        """Open a month: numbering starts anew, answers that fell in it go out first."""
        self._maand, self._volg = maand, 0
        self._worp = Worp(stroom(self.plan.seed, "post", maand), [])
        self._laatst.clear()
        for soort, ident, inhoud in self._wachtend.pop(maand, []):
            self.schrijver.schrijf(soort, ident, inhoud)

    def verwerk(self) -> None:
        """Send everything the diary has for this month; what that adds to the month is sent too.

        About one person messages follow each other in the order of day and type, also when one had to be sent again:
        what would come too early waits.
        """
        rij = self.agenda.neem(self._maand)
        heapify(rij)
        while rij:
            wat = heappop(rij)
            dag = self._eerste_dag(wat)
            if dag > wat.dag:
                self.agenda.stel_uit(wat, dag)
            else:
                self._uitgesteld = wat.dag > wat.gepland
                self._doe[wat.soort](wat.dag, wat.rij, wat.extra)
            for nieuw in self.agenda.neem(self._maand):
                heappush(rij, nieuw)

    def _eerste_dag(self, wat: Afspraak) -> int:
        dag, rang = self._laatst.get(int(self.t.persoon[wat.rij]), (0, 0))
        if wat.dag > dag or (wat.dag == dag and _RANG[_SOORT.get(wat.soort, 301)] >= rang):
            return wat.dag
        return dag + (_RANG[_SOORT.get(wat.soort, 301)] < rang)

    def nummer(self) -> str:
        """The next BerichtIdentificatie: year, month, running number (12 places)."""
        self._volg += 1
        return f"{self._maand // 12 % 100:02d}{self._maand % 12 + 1:02d}{self._volg:08d}"

    # -- the messages ------------------------------------------------------------------------------------------

    def _verstuur(self, dag: int, rij: int, soort: int, maak: Callable[[b.Vorm, str], str], vast: bool = False) -> None:
        """Write a message and its answer; a few are wrong, refused, and sent again four days later (`vast`: never)."""
        product = producten()[self.t.product[rij]]
        agb = self.aanbod.agb[self.t.aanbieder[rij]]
        van, naar = (b.GEMEENTE, agb) if soort in (301, 319) else (agb, b.GEMEENTE)
        kop = b.Kop(van, naar, self.nummer(), iso(dag))
        v = b.vorm(product.wet, soort)
        fout = self._worp() < self.plan.retour_afkeur and not vast and not self._uitgesteld
        fout = fout and maand_van_dag(dag + 4) == self._maand
        self.schrijver.schrijf(v.bestand, kop.identificatie, b.bericht(v, kop, maak(v, "")))
        self._antwoord(kop, product.wet, soort, dag + 1 + int(self._worp() * 3), maak if fout else None)
        if fout:
            self.geweigerd += 1
            dag += 4
            nieuw = b.Kop(van, naar, self.nummer(), iso(dag))
            self.schrijver.schrijf(v.bestand, nieuw.identificatie, b.bericht(v, nieuw, maak(v, "")))
            self._antwoord(nieuw, product.wet, soort, dag + 1, None)
        self._laatst[int(self.t.persoon[rij])] = (dag, _RANG[soort])

    def _antwoord(self, heen: b.Kop, wet: int, soort: int, dag: int, maak: Callable[[b.Vorm, str], str] | None) -> None:
        v = b.vorm(wet, b.RETOUR[soort])
        ident = f"R{heen.identificatie[1:]}"
        inhoud = b.retour(v, heen, ident, iso(dag), maak(v, _AFKEUR[soort]) if maak else "")
        if dag > laatste(self._maand):
            self._wachtend.setdefault(self._maand + 1, []).append((v.bestand, ident, inhoud))
        else:
            self.schrijver.schrijf(v.bestand, ident, inhoud)

    def _kaal(self, rij: int) -> bool:
        return bool(self.t.aanbieder[rij] == HALF_LEEG) and self._worp() < self.plan.half_leeg

    def _regel(self, rij: int, referentie: str = "") -> b.Toewijzing:
        t = self.t
        p = producten()[t.product[rij]]
        volume = int(t.volume[rij])
        ing, eind = int(t.ing[rij]), int(t.eind_gemeld[rij])
        if p.per == "totaal":
            volume *= maand_van_dag(eind) - maand_van_dag(ing) + 1
        reden = int(t.reden[rij])
        return b.Toewijzing(
            nummer=t.nummer(rij), categorie=p.categorie, code=p.code, toegewezen=iso(max(int(t.toegewezen[rij]), 1)),
            tijd=f"{8 + rij % 9:02d}:{rij * 7 % 60:02d}:{_VOLGORDE_REDEN[reden]:02d}", ing=iso(ing), eind=iso(eind),
            reden=f"{reden:02d}" if reden else "", volume=volume, eenheid=p.eenheid, frequentie=p.frequentie,
            referentie=referentie,
        )  # fmt: skip

    def _geldig(self, dag: int, rij: int) -> list[int]:
        """Other assignments of this person at this provider that are told and still valid (OP087)."""
        t = self.t
        wet = producten()[t.product[rij]].wet
        return [
            x
            for x in t.van_persoon.get(int(t.persoon[rij]), [])
            if x != rij and t.aanbieder[x] == t.aanbieder[rij] and t.reden[x] != VERWIJDERD
            and 0 < t.toegewezen[x] <= dag and t.eind_gemeld[x] >= dag and producten()[t.product[x]].wet == wet
        ]  # fmt: skip

    def _overlapt(self, dag: int, rij: int) -> list[int]:
        """Those of `_geldig` for the same product that have not ended when this one begins."""
        t = self.t
        return [x for x in self._geldig(dag, rij) if t.product[x] == t.product[rij] and t.eind_gemeld[x] >= t.ing[rij]]

    def _sleutel(self, rij: int) -> tuple[int, int, int]:
        t = self.t
        return int(t.persoon[rij]), int(t.aanbieder[rij]), producten()[t.product[rij]].wet

    def _stuur_301(self, dag: int, rij: int, referentie: str = "", vast: bool = False) -> None:
        persoon = int(self.t.persoon[rij])
        andere = [*self._mee, *(x for x in self._geldig(dag, rij) if x not in self._mee)]
        regels = [self._regel(rij, referentie), *(self._regel(x) for x in andere)]
        wie, adres = self.clienten.client(persoon), self.clienten.adres(persoon)
        telefoon = self.clienten.telefoon(persoon)

        def maak(v: b.Vorm, code: str) -> str:
            goed = b.GOED if code else ""
            delen = [b.toegewezen_product(v, r, goed if i else code) for i, r in enumerate(regels)]
            producten_ = f"<{v.m}:ToegewezenProducten>\n{''.join(delen)}</{v.m}:ToegewezenProducten>\n"
            return b.client(v, wie, b.contactgegevens(v, adres, telefoon, goed) + producten_, goed, volledig=True)

        self._mee.clear()
        self._verstuur(dag, rij, 301, maak, vast)

    def _toewijzing(self, dag: int, rij: int, _: Any) -> None:
        if self.t.status[rij] == VERVALLEN:
            return
        for oud in self._overlapt(dag, rij):
            self._maak_plaats(dag, oud, int(self.t.ing[rij]))
        self.t.toegewezen[rij] = dag
        gevraagd = bool(self.t.aanvraag[rij])
        if gevraagd:
            self._open.pop(self._sleutel(rij), None)
        self._stuur_301(dag, rij, self._referentie(rij) if gevraagd else "")

    def _maak_plaats(self, dag: int, oud: int, ing: int) -> None:
        """An older assignment of the same product, of which the help has ended, ends before the new one begins."""
        t = self.t
        weg = t.status[oud] == VERVALLEN or t.ing[oud] >= ing
        t.eind_gemeld[oud], t.reden[oud] = (t.ing[oud], VERWIJDERD) if weg else (ing - 1, 5)
        t.eind[oud], t.toegewezen[oud] = t.eind_gemeld[oud], dag
        self._mee.append(oud)

    def _herhaald(self, dag: int, rij: int, _: Any) -> None:
        self._stuur_301(dag, rij, vast=True)

    def _intrekking(self, dag: int, rij: int, _: Any) -> None:
        if self.t.toegewezen[rij] and self.t.reden[rij] != VERWIJDERD:
            self._wijzig(dag, rij, int(self.t.ing[rij]), VERWIJDERD)

    def _korter(self, dag: int, rij: int, reden: int) -> None:
        """Never refused once the month has ended: its lines must find the assignment as it has become."""
        self._uitgesteld |= maand_van_dag(int(self.t.eind[rij])) != self._maand
        self._wijzig(dag, rij, int(self.t.eind[rij]), reden)

    def _langer(self, dag: int, rij: int, reden: int) -> None:
        t, sleutel = self.t, self._sleutel(rij)
        referentie = self._open.get(sleutel, "")
        gevraagd = reden == 12 and referentie.startswith(f"VOW{t.nummer(rij)}-")
        if t.status[rij] == LOOPT and t.eind[rij] != t.stop[rij] and t.reden[rij] != VERWIJDERD:
            if gevraagd:
                del self._open[sleutel]
            self._wijzig(dag, rij, int(t.eind[rij]), 12 if gevraagd else 4, referentie if gevraagd else "")
        elif gevraagd:
            self._stuur_319(dag, rij, referentie, "1")

    def _wijzig(self, dag: int, rij: int, eind: int, reden: int, referentie: str = "") -> None:
        self.t.eind_gemeld[rij], self.t.reden[rij], self.t.toegewezen[rij] = eind, reden, dag
        self._stuur_301(dag, rij, referentie)

    def _referentie(self, rij: int) -> str:
        return f"VOT{self.t.nummer(rij)}"

    def _wijzigreferentie(self, rij: int) -> str:
        return f"VOW{self.t.nummer(rij)}-{int(self.t.eind[rij])}"

    def _vot(self, dag: int, rij: int, _: Any) -> None:
        """A request; not while another waits for a decision, nor for what was assigned already: then by telephone."""
        sleutel = self._sleutel(rij)
        if sleutel in self._open or self._overlapt(dag, rij):
            self.t.aanvraag[rij] = 0
            return
        self._open[sleutel] = self._referentie(rij)
        soort = int(self.t.verwijzer[rij])
        code = VERWIJZERS[soort]
        agb = verwijzer_agb(soort, rij) if code in ("02", "03", "05") else ""
        naam = "Gecertificeerde instelling" if code == "04" else ""
        kaal = self._kaal(rij)
        wie, regel = self.clienten.client(int(self.t.persoon[rij]), kaal), self._regel(rij, self._referentie(rij))

        def maak(v: b.Vorm, fout: str) -> str:
            return b.client(
                v, wie, b.aangevraagd_product(v, regel, (code, naam, agb), kaal, fout), b.GOED if fout else ""
            )

        self._verstuur(dag, rij, 315, maak)

    def _antwoord_vot(self, dag: int, rij: int, soort: str) -> None:
        if self.t.aanvraag[rij]:
            self._stuur_319(dag, rij, self._referentie(rij), soort)

    def _antwoord_vow(self, dag: int, rij: int, soort: str) -> None:
        referentie = self._open.get(self._sleutel(rij), "")
        if referentie.startswith(f"VOW{self.t.nummer(rij)}-"):
            self._stuur_319(dag, rij, referentie, soort)

    def _stuur_319(self, dag: int, rij: int, referentie: str, soort: str) -> None:
        reden = _AFWIJZING[rij % len(_AFWIJZING)] if soort == "1" else ""
        if soort == "1":
            self._open.pop(self._sleutel(rij), None)
        self._verstuur(dag, rij, 319, lambda v, fout: b.antwoord(v, referentie, soort, reden, fout))

    def _vow(self, dag: int, rij: int, _: Any) -> None:
        if self._sleutel(rij) in self._open or self.t.eind_gemeld[rij] < dag or self._stapelt(dag, rij):
            return
        self._open[self._sleutel(rij)] = self._wijzigreferentie(rij)
        andere = [self.t.nummer(x) for x in self._geldig(dag, rij)]
        bsn, t = self.clienten.bsn(int(self.t.persoon[rij])), self.t
        oud, t.eind_gemeld[rij] = int(t.eind_gemeld[rij]), t.eind[rij]
        regel = self._regel(rij, self._wijzigreferentie(rij))
        t.eind_gemeld[rij] = oud
        self._verstuur(dag, rij, 317, lambda v, fout: b.verzoek(v, bsn, regel, andere, bool(fout)))

    def _stapelt(self, dag: int, rij: int) -> bool:
        """Whether the longer assignment would overlap another of the same product (TR361)."""
        t = self.t
        return any(t.product[x] == t.product[rij] and t.ing[x] <= t.eind[rij] for x in self._geldig(dag, rij))

    def _start(self, dag: int, rij: int, _: Any) -> None:
        if self.t.status[rij] in (VERVALLEN, INGETROKKEN):
            return
        self._levering(dag, rij, 305, None)

    def _stop(self, dag: int, rij: int, _: Any) -> None:
        self._levering(dag, rij, 307, (f"{int(self.t.stopreden[rij]):02d}", iso(int(self.t.stop[rij]))))

    def _levering(self, dag: int, rij: int, soort: int, einde: tuple[str, str] | None) -> None:
        kaal = self._kaal(rij)
        wie, regel = self.clienten.client(int(self.t.persoon[rij]), kaal), self._regel(rij)
        begin = iso(int(self.t.begin[rij]))

        def maak(v: b.Vorm, fout: str) -> str:
            return b.client(
                v, wie, b.levering_product(v, regel, begin, einde, kaal=kaal, code=fout), b.GOED if fout else ""
            )

        self._verstuur(dag, rij, soort, maak)
