"""Declarations (323) and the answers to them (325) as messages; some answers break a rule themselves."""

from __future__ import annotations

from dataclasses import dataclass, replace

from datameent.demo import berichten as b
from datameent.demo.extraregels import Extra
from datameent.demo.kalender import eerste, iso, laatste
from datameent.demo.regelfouten import PLANTBAAR
from datameent.demo.verzending import Verzending

_NOOIT = "0"
_FOUT_IN_ANTWOORD = ("TR376", "TR371", "TR366", "TR367", "TR337")


@dataclass(frozen=True)
class Brief:
    """A declaration: law, provider (AGB), day of sending and of the answer, number, and the month it is about."""

    wet: int
    agb: str
    dag: int
    antwoorddag: int
    nummer: str
    maand: int


class Brieven:
    """Writes them."""

    def __init__(self, zend: Verzending) -> None:
        self.zend, self.planter = zend, zend.planter

    def stuur(self, brief: Brief, lijnen: list[Extra]) -> None:
        """One 323 and its 325."""
        kop = self._schrijf(brief, lijnen)
        for codes, _, p in lijnen:
            if p.afkeur:
                self.planter.noteer_lijn(codes, brief.wet, (kop.afzender, kop.identificatie), p.referentie)
        ingediend = sum(p.cent for _, _, p in lijnen)
        toegekend = sum(p.cent for _, _, p in lijnen if not p.afkeur)
        afgekeurd = [(bsn, p) for _, bsn, p in lijnen if p.afkeur]
        antwoord = b.Antwoord(kop, brief.nummer, (ingediend, toegekend), {})
        terug = b.Kop(b.GEMEENTE, brief.agb, self.zend.nummer(), iso(brief.antwoorddag))
        fout = next((c for c in _FOUT_IN_ANTWOORD if self._kan(c, afgekeurd) and self.planter.raak(c)), "")
        if fout == "TR337":
            self._nooit_gestuurd(brief, antwoord)
        elif fout:
            antwoord, afgekeurd, sleutel = self._bederf(fout, antwoord, afgekeurd, lijnen)
            self.planter.noteer((fout,), brief.wet, 325, (b.GEMEENTE, terug.identificatie), sleutel)
        self._antwoord(brief.wet, terug, antwoord, afgekeurd)

    def stuur_fout(self, code: str, brief: Brief, lijnen: list[Extra]) -> None:
        """A declaration that is wrong as a whole, and refused as a whole."""
        kop = self._schrijf(brief, lijnen)
        self.planter.noteer(PLANTBAAR[code].codes, brief.wet, 323, (kop.afzender, kop.identificatie))
        terug = b.Kop(b.GEMEENTE, brief.agb, self.zend.nummer(), iso(brief.antwoorddag))
        ingediend = sum(p.cent for _, _, p in lijnen)
        antwoord = b.Antwoord(kop, brief.nummer, (ingediend, 0), {}, PLANTBAAR[code].retour)
        self._antwoord(brief.wet, terug, antwoord, [])

    def _schrijf(self, brief: Brief, lijnen: list[Extra]) -> b.Kop:
        v = b.vorm(brief.wet, 323)
        kop = b.Kop(brief.agb, b.GEMEENTE, self.zend.nummer(), iso(brief.dag))
        per_client: dict[str, list[str]] = {}
        for _, bsn, p in lijnen:
            per_client.setdefault(bsn, []).append(b.prestatie(v, p))
        periode, cent = (iso(eerste(brief.maand)), iso(laatste(brief.maand))), sum(p.cent for _, _, p in lijnen)
        inhoud = b.declaratie(v, brief.nummer, periode, dag=kop.dagtekening, cent=cent, regels=per_client)
        self.zend.schrijf(v, kop, b.bericht(v, kop, inhoud), goed=len(lijnen) > 1)
        return kop

    def _antwoord(self, wet: int, kop: b.Kop, antwoord: b.Antwoord, afgekeurd: list[tuple[str, b.Prestatie]]) -> None:
        v = b.vorm(wet, 325)
        regels: dict[str, list[str]] = {}
        for bsn, p in afgekeurd:
            regels.setdefault(bsn, []).append(b.prestatie(v, p, p.afkeur))
        inhoud = b.declaratie_antwoord(v, kop, replace(antwoord, regels=regels))
        self.zend.schrijf(v, kop, inhoud, goed=not antwoord.code)

    @staticmethod
    def _kan(code: str, afgekeurd: list[tuple[str, b.Prestatie]]) -> bool:
        """Whether this answer can be wrong in this way."""
        return code != "TR367" or any(p.eenheid != "83" for _, p in afgekeurd)

    def _nooit_gestuurd(self, brief: Brief, antwoord: b.Antwoord) -> None:
        """An answer to a declaration that does not exist."""
        kop = b.Kop(b.GEMEENTE, brief.agb, self.zend.nummer(), iso(brief.antwoorddag))
        heen = replace(antwoord.heen, identificatie=_NOOIT + antwoord.heen.identificatie[1:])
        self._antwoord(brief.wet, kop, replace(antwoord, heen=heen, cent=(0, 0)), [])
        self.planter.noteer(("TR337",), brief.wet, 325, (b.GEMEENTE, kop.identificatie))

    def _bederf(
        self, code: str, antwoord: b.Antwoord, afgekeurd: list[tuple[str, b.Prestatie]], lijnen: list[Extra]
    ) -> tuple[b.Antwoord, list[tuple[str, b.Prestatie]], str]:
        """The answer, its refused lines, and the line that is wrong."""
        if code == "TR371":
            return replace(antwoord, xsd="1.0.1"), afgekeurd, ""
        if code == "TR376":
            return replace(antwoord, nummer=f"X{antwoord.nummer}"), afgekeurd, ""
        if code == "TR366":
            _, bsn, p = lijnen[0]
            vreemd = replace(p, referentie=self.planter.referentie(), vorige="", bedrag=0, debet=True, afkeur="8021")
            return antwoord, [*afgekeurd, (bsn, vreemd)], vreemd.referentie
        i = next(i for i, (_, p) in enumerate(afgekeurd) if p.eenheid != "83")
        bsn, p = afgekeurd[i]
        anders = replace(p, volume=p.volume + 1)
        return antwoord, [*afgekeurd[:i], (bsn, anders), *afgekeurd[i + 1 :]], p.referentie
