"""Sends what the diary says: turns rows into messages, has them answered, and lets a few be refused first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from datameent.demo import berichten as b
from datameent.demo.aanbieders import HALF_LEEG, VERWIJZERS, Aanbod, verwijzer_agb
from datameent.demo.clienten import Clienten
from datameent.demo.kalender import iso, laatste, maand_van_dag
from datameent.demo.kalibratie import producten
from datameent.demo.plan import Plan
from datameent.demo.schrijver import Schrijver
from datameent.demo.toeval import stroom
from datameent.demo.trajecten import INGETROKKEN, LOOPT, VERVALLEN, Stand

_AFKEUR = {301: "9379", 305: "9019", 307: "9069", 315: "9347", 317: "9351", 319: "9365"}
"""What a refused message is refused with: a code its own rules know (WJ001)."""
_AFWIJZING = ("1", "4", "6", "7")


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

    def __init__(self, plan: Plan, aanbod: Aanbod, clienten: Clienten, stand: Stand, schrijver: Schrijver) -> None:
        self.plan, self.aanbod, self.clienten = plan, aanbod, clienten
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
        self.geweigerd = 0

    def begin_maand(self, maand: int) -> None:
        """Open a month: numbering starts anew, answers that fell in it go out first."""
        self._maand, self._volg = maand, 0
        self._worp = Worp(stroom(self.plan.seed, "post", maand), [])
        for soort, ident, inhoud in self._wachtend.pop(maand, []):
            self.schrijver.schrijf(soort, ident, inhoud)

    def verwerk(self) -> None:
        """Send everything the diary has for this month; what that adds to the month is sent too."""
        while taken := self.agenda.neem(self._maand):
            for dag, _, soort, rij, extra in taken:
                self._doe[soort](dag, rij, extra)

    def nummer(self) -> str:
        """The next BerichtIdentificatie: year, month, running number (12 places)."""
        self._volg += 1
        return f"{self._maand // 12 % 100:02d}{self._maand % 12 + 1:02d}{self._volg:08d}"

    # -- the messages ------------------------------------------------------------------------------------------

    def _verstuur(self, dag: int, rij: int, soort: int, maak: Callable[[b.Vorm, str], str], vast: bool = False) -> None:
        """Write a message and its answer; a few are refused and sent again four days later (`vast`: never)."""
        product = producten()[self.t.product[rij]]
        agb = self.aanbod.agb[self.t.aanbieder[rij]]
        van, naar = (b.GEMEENTE, agb) if soort in (301, 319) else (agb, b.GEMEENTE)
        kop = b.Kop(van, naar, self.nummer(), iso(dag))
        v = b.vorm(product.wet, soort)
        self.schrijver.schrijf(v.bestand, kop.identificatie, b.bericht(v, kop, maak(v, "")))
        fout = not vast and self._worp() < self.plan.retour_afkeur and maand_van_dag(dag + 4) == self._maand
        self._antwoord(kop, product.wet, soort, dag + 1 + int(self._worp() * 3), maak if fout else None)
        if fout:
            self.geweigerd += 1
            nieuw = b.Kop(van, naar, self.nummer(), iso(dag + 4))
            self.schrijver.schrijf(v.bestand, nieuw.identificatie, b.bericht(v, nieuw, maak(v, "")))
            self._antwoord(nieuw, product.wet, soort, dag + 5, None)

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
            tijd=f"{8 + rij % 9:02d}:{rij * 7 % 60:02d}:{(rij + reden) % 60:02d}", ing=iso(ing), eind=iso(eind),
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
            if x != rij and t.aanbieder[x] == t.aanbieder[rij] and t.status[x] == LOOPT
            and 0 < t.toegewezen[x] <= dag and t.eind_gemeld[x] >= dag and producten()[t.product[x]].wet == wet
        ]  # fmt: skip

    def _stuur_301(self, dag: int, rij: int, referentie: str = "", vast: bool = False) -> None:
        persoon = int(self.t.persoon[rij])
        regels = [self._regel(rij, referentie), *(self._regel(x) for x in self._geldig(dag, rij))]
        wie, adres = self.clienten.client(persoon), self.clienten.adres(persoon)
        telefoon = self.clienten.telefoon(persoon)

        def maak(v: b.Vorm, code: str) -> str:
            goed = b.GOED if code else ""
            delen = [b.toegewezen_product(v, r, goed if i else code) for i, r in enumerate(regels)]
            producten_ = f"<{v.m}:ToegewezenProducten>\n{''.join(delen)}</{v.m}:ToegewezenProducten>\n"
            return b.client(v, wie, b.contactgegevens(v, adres, telefoon, goed) + producten_, goed, volledig=True)

        self._verstuur(dag, rij, 301, maak, vast)

    def _toewijzing(self, dag: int, rij: int, _: Any) -> None:
        if self.t.status[rij] == VERVALLEN:
            return
        self.t.toegewezen[rij] = dag
        self._stuur_301(dag, rij, self._referentie(rij) if self.t.aanvraag[rij] else "")

    def _herhaald(self, dag: int, rij: int, _: Any) -> None:
        self._stuur_301(dag, rij, vast=True)

    def _intrekking(self, dag: int, rij: int, _: Any) -> None:
        if not self.t.toegewezen[rij]:
            return
        self._wijzig(dag, rij, int(self.t.ing[rij]), 13)

    def _korter(self, dag: int, rij: int, reden: int) -> None:
        self._wijzig(dag, rij, int(self.t.eind[rij]), reden)

    def _langer(self, dag: int, rij: int, reden: int) -> None:
        if self.t.status[rij] == LOOPT and self.t.eind[rij] != self.t.stop[rij]:
            self._wijzig(dag, rij, int(self.t.eind[rij]), reden, self._wijzigreferentie(rij) if reden == 12 else "")

    def _wijzig(self, dag: int, rij: int, eind: int, reden: int, referentie: str = "") -> None:
        self.t.eind_gemeld[rij], self.t.reden[rij], self.t.toegewezen[rij] = eind, reden, dag
        self._stuur_301(dag, rij, referentie)

    def _referentie(self, rij: int) -> str:
        return f"VOT{self.t.nummer(rij)}"

    def _wijzigreferentie(self, rij: int) -> str:
        return f"VOW{self.t.nummer(rij)}-{int(self.t.eind[rij])}"

    def _vot(self, dag: int, rij: int, _: Any) -> None:
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
        self._stuur_319(dag, rij, self._referentie(rij), soort)

    def _antwoord_vow(self, dag: int, rij: int, soort: str) -> None:
        self._stuur_319(dag, rij, self._wijzigreferentie(rij), soort)

    def _stuur_319(self, dag: int, rij: int, referentie: str, soort: str) -> None:
        reden = _AFWIJZING[rij % len(_AFWIJZING)] if soort == "1" else ""
        self._verstuur(dag, rij, 319, lambda v, fout: b.antwoord(v, referentie, soort, reden, fout))

    def _vow(self, dag: int, rij: int, _: Any) -> None:
        andere = [self.t.nummer(x) for x in self._geldig(dag, rij)]
        bsn, t = self.clienten.bsn(int(self.t.persoon[rij])), self.t
        oud, t.eind_gemeld[rij] = int(t.eind_gemeld[rij]), t.eind[rij]
        regel = self._regel(rij, self._wijzigreferentie(rij))
        t.eind_gemeld[rij] = oud
        self._verstuur(dag, rij, 317, lambda v, fout: b.verzoek(v, bsn, regel, andere, bool(fout)))

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
