"""Sends what the diary says: turns rows into messages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from heapq import heapify, heappop, heappush
from typing import Any

from datameent.demo import berichten as b
from datameent.demo import foutberichten as f
from datameent.demo.aanbieders import HALF_LEEG, VERWIJZERS, Aanbod, verwijzer_agb
from datameent.demo.clienten import Clienten
from datameent.demo.kalender import eerste, iso, maand_van_dag
from datameent.demo.kalibratie import producten
from datameent.demo.trajecten import INGETROKKEN, LOOPT, NIET_GESTART, VERVALLEN, Stand
from datameent.demo.verzending import Stuk, Verzending
from datameent.demo.verzoeken import Wijziging, antwoord, verzoek

_AFWIJZING = ("1", "4", "6", "7")
VERWIJDERD = 13
_VOLGORDE_REDEN = {0: 0, 4: 1, 12: 1, 5: 2, 2: 3, 7: 3, 9: 3, VERWIJDERD: 4}
"""Seconds of the Toewijzingstijd by reason, so that of two decisions of one day the later has the later time."""
_HULPMIDDELEN = ("11", "12", "13", "14")
"""Categories of the Wmo that may overlap."""
_TERMIJN = 5
"""Days within which five working days always fit (OP271, OP272): what is sent again later would be late as well."""
_LANG = 9
"""Months after which something has certainly been paid on a delivery."""


class Post:
    """Handles the diary of a month."""

    def __init__(self, aanbod: Aanbod, clienten: Clienten, stand: Stand, verzending: Verzending) -> None:
        self.plan, self.aanbod, self.clienten, self.planter = verzending.plan, aanbod, clienten, verzending.planter
        self.t, self.agenda, self.zend = stand.t, stand.agenda, verzending
        self._doe: dict[str, Callable[[int, int, Any], None]] = {
            "VOT": self._vot, "ANT": self._antwoord_vot, "ANW": self._antwoord_vow, "TOE": self._toewijzing,
            "HER": self._herhaald, "INT": self._intrekking, "KRT": self._korter, "VER": self._langer,
            "STA": self._start, "STO": self._stop, "VOW": self._vow, "F305": self._fout_305, "F319": self._fout_319,
            "TST": self._tijdelijke_stop, "HST": self._herstart, "HRS": self._hersteld,
        }  # fmt: skip
        self._open: dict[tuple[int, int, int], str] = {}  # person, provider, law: request without a decision
        self._oud: dict[tuple[int, int], str] = {}  # provider, law: a request that was decided on
        self._verteld: dict[tuple[int, int], int] = {}  # provider, law: row of the newest 301
        self._begin: dict[int, int] = {}  # first day of what was started last, where it is not that of the delivery
        self.pauzes: dict[int, tuple[int, int]] = {}  # row: last day before and last day of a temporary stop
        self._mee: list[int] = []  # rows that change with the assignment that is told

    def verwerk(self, maand: int) -> None:
        """Send everything the diary has for this month; what that adds to the month is sent too."""
        rij = self.agenda.neem(maand)
        heapify(rij)
        while rij:
            wat = heappop(rij)
            dag = self.zend.eerste_dag(wat)
            if dag > wat.dag:
                self.agenda.stel_uit(wat, dag)
            else:
                self.zend.vast = wat.dag > wat.gepland
                self._doe[wat.soort](wat.dag, wat.rij, wat.extra)
            for nieuw in self.agenda.neem(maand):
                heappush(rij, nieuw)

    def _na(self, stuk: Stuk, codes: Sequence[str]) -> None:
        """Plant at most one of these errors in an extra message beside this one."""
        for code in codes:
            if self.planter.raak(code):
                self.zend.plant(stuk, code)
                return

    def _kaal(self, rij: int) -> bool:
        return bool(self.t.aanbieder[rij] == HALF_LEEG) and self.zend.worp() < self.plan.half_leeg

    def _regel(self, rij: int, referentie: str = "") -> b.Toewijzing:
        t = self.t
        p = producten()[t.product[rij]]
        volume = int(t.volume[rij])
        ing, eind = int(t.ing[rij]), int(t.eind_gemeld[rij])
        if p.per == "totaal":
            volume *= maand_van_dag(eind) - maand_van_dag(ing) + 1
        budget = volume * (maand_van_dag(eind) - maand_van_dag(ing) + 1) if t.budget[rij] else 0
        reden = int(t.reden[rij])
        return b.Toewijzing(
            nummer=t.nummer(rij), categorie=p.categorie, code="" if budget else p.code,
            toegewezen=iso(max(int(t.toegewezen[rij]), 1)),
            tijd=f"{8 + rij % 9:02d}:{rij * 7 % 60:02d}:{_VOLGORDE_REDEN[reden]:02d}", ing=iso(ing), eind=iso(eind),
            reden=f"{reden:02d}" if reden else "", volume=volume, eenheid=p.eenheid, frequentie=p.frequentie,
            referentie=referentie, budget=budget,
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

    def _stuur_301(self, dag: int, rij: int, referentie: str = "", eerst_fout: bool = True) -> None:
        persoon, sleutel = int(self.t.persoon[rij]), self._sleutel(rij)[1:]
        andere = [*self._mee, *(x for x in self._geldig(dag, rij) if x not in self._mee)]
        self._mee.clear()
        regels = [self._regel(rij, referentie), *(self._regel(x) for x in andere)]
        wie, adres = self.clienten.client(persoon), self.clienten.adres(persoon)
        telefoon = self.clienten.telefoon(persoon)
        vreemd = self._van_ander(rij, andere) if self.planter.raak("TR332") else None

        def maak(v: b.Vorm, code: str, fout: str) -> str:
            goed = b.GOED if code else ""
            toegewezen = f.toewijzingen(fout, regels, dag, vreemd) if fout else regels
            delen = [b.toegewezen_product(v, r, goed if i else code) for i, r in enumerate(toegewezen)]
            producten_ = f"<{v.m}:ToegewezenProducten>\n{''.join(delen)}</{v.m}:ToegewezenProducten>\n"
            return b.client(v, wie, b.contactgegevens(v, adres, telefoon, goed) + producten_, goed, volledig=True)

        eigen, ander = str(regels[0].nummer), str(vreemd.nummer if vreemd else "")
        stuk = Stuk(dag, rij, 301, maak, lambda fout: ander if fout == "TR332" else eigen, eerst_fout)
        goed = self.zend.verstuur(stuk)
        if goed:
            self._verteld[sleutel] = rij
        if goed and vreemd:
            self.zend.plant(stuk, "TR332")
            return
        if vreemd:
            self.planter.terug("TR332")
        if goed:
            self._na(stuk, ["TR379", *["TR385"] * self._lang_betaald(rij)])

    def _van_ander(self, rij: int, andere: list[int]) -> b.Toewijzing | None:
        """What somebody else was told last at this provider, when it is not for a product that this person has."""
        t, ander = self.t, self._verteld.get(self._sleutel(rij)[1:])
        eigen = {producten()[t.product[x]].categorie for x in (rij, *andere)}
        past = ander is not None and t.persoon[ander] != t.persoon[rij] and not t.reden[ander]
        if ander is not None and past and producten()[t.product[ander]].categorie not in eigen:
            return self._regel(ander)
        self.planter.terug("TR332")
        return None

    def _lang_betaald(self, rij: int) -> bool:
        """Whether this was just made longer and has been paid for a long time."""
        t, toen = self.t, self.zend.maand - _LANG
        lang = toen >= self.plan.begin_maand and t.begin[rij] < eerste(toen) and t.som[rij] > 0
        return bool(lang and t.reden[rij] in (4, 12) and t.status[rij] == LOOPT)

    def _toewijzing(self, dag: int, rij: int, _: Any) -> None:
        if self.t.status[rij] == VERVALLEN:
            return
        for oud in self._overlapt(dag, rij):
            self._maak_plaats(dag, oud, int(self.t.ing[rij]))
        self.t.toegewezen[rij] = dag
        gevraagd = bool(self.t.aanvraag[rij])
        if gevraagd:
            self._beslis(rij)
        traag = not gevraagd or dag > self.t.aanvraag[rij] + 7  # then a first answer came in time
        self._stuur_301(dag, rij, self._referentie(rij) if gevraagd else "", eerst_fout=traag)
        if gevraagd and self.planter.raak("TR359"):
            self.agenda.zet(dag + 5, "F319", rij, self._referentie(rij))

    def _beslis(self, rij: int) -> None:
        """A request was decided on."""
        sleutel = self._sleutel(rij)
        referentie = self._open.pop(sleutel, "")
        if referentie:
            self.zend.wacht[sleutel[0]] -= 1
            self._oud[sleutel[1:]] = referentie

    def _maak_plaats(self, dag: int, oud: int, ing: int) -> None:
        """An older assignment of the same product, of which the help has ended, ends before the new one begins."""
        t = self.t
        weg = t.status[oud] == VERVALLEN or t.ing[oud] >= ing
        t.eind_gemeld[oud], t.reden[oud] = (t.ing[oud], VERWIJDERD) if weg else (ing - 1, 5)
        t.eind[oud], t.toegewezen[oud] = t.eind_gemeld[oud], dag
        self._mee.append(oud)

    def _herhaald(self, dag: int, rij: int, _: Any) -> None:
        self._stuur_301(dag, rij, eerst_fout=False)

    def _intrekking(self, dag: int, rij: int, _: Any) -> None:
        if self.t.toegewezen[rij] and self.t.reden[rij] != VERWIJDERD:
            self._wijzig(dag, rij, int(self.t.ing[rij]), VERWIJDERD)

    def _korter(self, dag: int, rij: int, reden: int) -> None:
        """Never refused once the month has ended: its lines must find the assignment as it has become."""
        self.zend.vast |= maand_van_dag(int(self.t.eind[rij])) != self.zend.maand
        self._wijzig(dag, rij, int(self.t.eind[rij]), reden)

    def _langer(self, dag: int, rij: int, reden: int) -> None:
        t, sleutel = self.t, self._sleutel(rij)
        referentie = self._open.get(sleutel, "")
        gevraagd = reden == 12 and referentie.startswith(f"VOW{t.nummer(rij)}-")
        if t.status[rij] == LOOPT and t.eind[rij] != t.stop[rij] and t.reden[rij] != VERWIJDERD:
            if gevraagd and self.zend.worp() < self.plan.afwijzing:
                self._stuur_319(dag, rij, referentie, "1")
                self.agenda.zet(dag + 1, "VER", rij, 4)  # what was asked is refused; help goes on all the same
                return
            if gevraagd:
                self._beslis(rij)
            self._wijzig(dag, rij, int(t.eind[rij]), 12 if gevraagd else 4, referentie if gevraagd else "")
        elif gevraagd:
            self._stuur_319(dag, rij, referentie, "1")

    def _wijzig(self, dag: int, rij: int, eind: int, reden: int, referentie: str = "") -> None:
        self.t.eind_gemeld[rij], self.t.reden[rij], self.t.toegewezen[rij] = eind, reden, dag
        self._stuur_301(dag, rij, referentie, eerst_fout=not referentie)

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

        oud = self._oud.get(sleutel[1:], "")

        def maak(v: b.Vorm, retour: str, fout: str) -> str:
            anders = {"TR347": oud, "TR374": f"{regel.referentie}B"}.get(fout, regel.referentie)
            product = b.aangevraagd_product(v, replace(regel, referentie=anders), (code, naam, agb), kaal, retour)
            return b.client(v, wie, product, b.GOED if retour else "")

        stuk = Stuk(dag, rij, 315, maak, eerst_fout=bool(oud))
        self._na(stuk, ["TR347"] * bool(oud))
        if self.zend.verstuur(stuk):
            self._na(stuk, ["TR374"])
        self.zend.wacht[sleutel[0]] += 1

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
            self._beslis(rij)
        stuk = _antwoord(dag, rij, (referentie, soort, reden))
        if self.zend.verstuur(stuk):
            self._na(stuk, ["TR355", "TR365" if soort == "1" else "TR360"])

    def _fout_319(self, dag: int, rij: int, referentie: str) -> None:
        """A refusal of what was assigned already."""
        self.zend.plant(_antwoord(dag, rij, (referentie, "1", _AFWIJZING[0])), "TR359")

    def _vow(self, dag: int, rij: int, _: Any) -> None:
        if self._sleutel(rij) in self._open or self.t.eind_gemeld[rij] < dag or self._stapelt(dag, rij):
            return
        sleutel, t = self._sleutel(rij), self.t
        self._open[sleutel] = referentie = self._wijzigreferentie(rij)
        andere = tuple(t.nummer(x) for x in self._geldig(dag, rij))
        bsn, oud = self.clienten.bsn(int(t.persoon[rij])), self._oud.get(sleutel[1:], "")
        gemeld, t.eind_gemeld[rij] = int(t.eind_gemeld[rij]), t.eind[rij]
        regel = self._regel(rij, referentie)
        t.eind_gemeld[rij] = gemeld
        goed = Wijziging(referentie, andere, regel, regel.ing)

        def maak(v: b.Vorm, code: str, fout: str) -> str:
            return verzoek(v, bsn, f.wijziging(fout, goed, dag, oud) if fout else goed, code)

        stuk = Stuk(dag, rij, 317, maak)
        soort = producten()[t.product[rij]]
        vrij = not regel.budget
        kan = {
            "TR347": bool(oud),
            "TR349": bool(andere),
            "TR357": t.ing[rij] < dag and soort.per != "totaal" and vrij,
            "TR373": soort.per == "totaal" or not vrij,
            "TR361": vrij and (soort.wet == 1 or soort.categorie not in _HULPMIDDELEN),
            "TR411": vrij,
            "TR412": not vrij,
        }
        self._na(stuk, [c for c in f.VOOR if kan.get(c, True)])
        if self.zend.verstuur(stuk):
            self._na(stuk, ["TR374"])
        self.zend.wacht[sleutel[0]] += 1

    def _stapelt(self, dag: int, rij: int) -> bool:
        """Whether the longer assignment would overlap another of the same product (TR361)."""
        t = self.t
        return any(t.product[x] == t.product[rij] and t.ing[x] <= t.eind[rij] for x in self._geldig(dag, rij))

    def _start(self, dag: int, rij: int, _: Any) -> None:
        if self.t.status[rij] in (VERVALLEN, INGETROKKEN, NIET_GESTART):
            return
        if self.zend.worp() < self.plan.start_correctie:
            self._begin[rij] = int(self.t.begin[rij]) - 1
            self.zend.vast = True
            self.agenda.zet(dag + 2, "HRS", rij)
        self._levering(dag, rij, 305, None)
        if self.zend.worp() < self.plan.tijdelijke_stop:
            laatste = dag + 15 + int(self.zend.worp() * 60)
            self.agenda.zet(laatste + 1, "TST", rij, (laatste, laatste + 10 + int(self.zend.worp() * 20)))

    def _hersteld(self, dag: int, rij: int, _: Any) -> None:
        """A start with a wrong day is taken back and sent as it should be."""
        self.zend.vast = True
        self.zend.verstuur(self._stuk(dag, rij, 305, None, status="3"))
        del self._begin[rij]
        self.zend.verstuur(self._stuk(dag, rij, 305, None))

    def _tijdelijke_stop(self, dag: int, rij: int, pauze: tuple[int, int]) -> None:
        """Help stops for a while, unless it or its assignment ends before that is over."""
        t = self.t
        if t.status[rij] != LOOPT or t.stop[rij] <= pauze[0] + 1 or t.eind[rij] <= pauze[1] + 1:
            return
        self.zend.vast = True
        stuk = self._stuk(dag, rij, 307, ("20", pauze[0]))
        self.zend.verstuur(stuk)
        self._na(stuk, ["TR413"])
        self.pauzes[rij] = pauze
        self.agenda.zet(pauze[1] + 1, "HST", rij, pauze[1] + 1)

    def _herstart(self, dag: int, rij: int, begin: int) -> None:
        """It starts again, unless it ended in the meantime: then the stop that follows is about the first start."""
        if self.t.stop[rij] > begin:
            self.zend.vast = True
            self._begin[rij] = begin
            self.zend.verstuur(self._stuk(dag, rij, 305, None))

    def _stop(self, dag: int, rij: int, _: Any) -> None:
        self._levering(dag, rij, 307, (f"{int(self.t.stopreden[rij]):02d}", int(self.t.stop[rij])))
        if self.planter.raak("TR071"):
            self.agenda.zet(dag + 5, "F305", rij, None)

    def _fout_305(self, dag: int, rij: int, _: Any) -> None:
        """A start is taken back although its stop was sent."""
        self.zend.plant(self._stuk(dag, rij, 305, None), "TR071")

    def _levering(self, dag: int, rij: int, soort: int, einde: tuple[str, int] | None) -> None:
        stuk = self._stuk(dag, rij, soort, einde)
        if self.zend.verstuur(stuk):
            begin = self._begin.get(rij, int(self.t.begin[rij]))
            kan = {"TR414": einde is not None and einde[1] > begin, "TR019": dag <= begin + _TERMIJN}
            self._na(stuk, [c for c in f.NA[soort] if kan.get(c, True)])

    def _stuk(self, dag: int, rij: int, soort: int, einde: tuple[str, int] | None, status: str = "1") -> Stuk:
        """A start or stop."""
        kaal = self._kaal(rij)
        wie, regel = self.clienten.client(int(self.t.persoon[rij]), kaal), self._regel(rij)
        goed = f.Melding(regel, self._begin.get(rij, int(self.t.begin[rij])), einde, status)
        wet = producten()[self.t.product[rij]].wet

        def maak(v: b.Vorm, code: str, fout: str) -> str:
            m = f.melding(fout, goed, wet) if fout else goed
            slot = (m.einde[0], iso(m.einde[1])) if m.einde else None
            product = b.levering_product(v, m.regel, iso(m.begin), slot, kaal=kaal, status=m.status, code=code)
            return b.client(v, wie, product, b.GOED if code else "")

        op_tijd = dag + 4 <= (goed.begin if einde is None else einde[1]) + _TERMIJN
        return Stuk(dag, rij, soort, maak, lambda fout: str(f.melding(fout, goed, wet).regel.nummer), op_tijd)


def _antwoord(dag: int, rij: int, wat: tuple[str, str, str]) -> Stuk:
    """An answer: referentie, kind and reason."""
    referentie, soort, reden = wat

    def maak(v: b.Vorm, code: str, fout: str) -> str:
        return antwoord(v, f.ONBEKENDE_REFERENTIE if fout == "TR355" else referentie, soort, reden, code)

    return Stuk(dag, rij, 319, maak)
