"""Writes messages and their answers; lets a few be wrong first, and plants extra ones that are refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from datameent.demo import berichten as b
from datameent.demo.aanbieders import Aanbod
from datameent.demo.foutberichten import EERST_FOUT
from datameent.demo.foutvormen import VORMEN
from datameent.demo.kalender import iso, laatste, maand_van_dag
from datameent.demo.kalibratie import producten
from datameent.demo.planter import Planter
from datameent.demo.regelfouten import PLANTBAAR
from datameent.demo.schrijver import Schrijver
from datameent.demo.toeval import stroom
from datameent.demo.trajecten import Afspraak, Stand

Maak = Callable[[b.Vorm, str, str], str]
"""Gives the contents of a message: form, retourcode it must carry, rule it must break (both empty: as it should be)."""
_SOORT = {"VOT": 315, "VOW": 317, "ANT": 319, "ANW": 319, "F319": 319, "STA": 305, "HRS": 305, "HST": 305, "F305": 305,
          "STO": 307, "TST": 307}  # fmt: skip
"""Message type of what is in the diary; everything else is a 301."""
_RANG = {315: 0, 317: 1, 319: 2, 301: 3, 305: 4, 307: 5}
"""Order of messages of one day: what is dated earlier, or stands earlier here, was sent earlier."""


@dataclass
class Worp:
    """Draws one at a time from a stream."""

    rng: Any
    voorraad: list[float]

    def __call__(self) -> float:
        if not self.voorraad:
            self.voorraad = self.rng.random(2048).tolist()
        return self.voorraad.pop()


@dataclass(frozen=True)
class Stuk:
    """One message: day, row it is about, type, contents, and which line it has when it breaks a rule."""

    dag: int
    rij: int
    soort: int
    maak: Maak
    sleutel: Callable[[str], str] = lambda _: ""
    eerst_fout: bool = True


class Verzending:
    """The post office: numbers, answers, and the order of messages about one person."""

    def __init__(self, aanbod: Aanbod, stand: Stand, schrijver: Schrijver, planter: Planter) -> None:
        self.plan, self.planter, self.schrijver = planter.plan, planter, schrijver
        self._aanbod, self._t = aanbod, stand.t
        self.maand = 0
        self._volg = 0
        self.worp = Worp(None, [])
        self._wachtend: dict[int, list[tuple[str, str, bytes]]] = {}
        self._laatst: dict[int, tuple[int, int]] = {}  # person: day and rank of the newest message
        self._vormen: dict[int, list[str]] = {}  # type: rules that are broken within a message
        for code in filter(planter.aan, VORMEN):
            self._vormen.setdefault(VORMEN[code][0], []).append(code)
        self.wacht: Counter[int] = Counter()
        """Per person the requests that wait for a decision: what is sent again would keep that decision waiting."""
        self.vast = False  # what is sent now may not be refused
        self.geweigerd = 0

    def begin_maand(self, maand: int) -> None:
        """Open a month: numbering starts anew, answers that fell in it go out first."""
        self.maand, self._volg = maand, 0
        self.worp = Worp(stroom(self.plan.seed, "post", maand), [])
        self._laatst.clear()
        for soort, ident, inhoud in self._wachtend.pop(maand, []):
            self.schrijver.schrijf(soort, ident, inhoud)

    def nummer(self) -> str:
        """The next BerichtIdentificatie: year, month, running number (12 places)."""
        self._volg += 1
        return f"{self.maand // 12 % 100:02d}{self.maand % 12 + 1:02d}{self._volg:08d}"

    def eerste_dag(self, wat: Afspraak) -> int:
        """The first day on which this can be sent.

        About one person messages follow each other in the order of day and type, also when one had to be sent again.
        """
        dag, rang = self._laatst.get(int(self._t.persoon[wat.rij]), (0, 0))
        eigen = _RANG[_SOORT.get(wat.soort, 301)]
        return wat.dag if (wat.dag, eigen) >= (dag, rang) else dag + (eigen < rang)

    def verstuur(self, stuk: Stuk) -> bool:
        """Write a message and its answer; a few are wrong, refused, and sent again four days later.

        Gives whether it was right at once.
        """
        vast = self.vast or self.wacht[int(self._t.persoon[stuk.rij])] > 0
        fout = self.worp() < self.plan.retour_afkeur and stuk.eerst_fout and not vast
        fout = fout and maand_van_dag(stuk.dag + 4) == self.maand
        na = 1 + int(self.worp() * 3)
        dag = stuk.dag
        if fout:
            self.geweigerd += 1
            self._schrijf(stuk, dag, na, EERST_FOUT[stuk.soort])
            dag, na = dag + 4, 1
        self._schrijf(stuk, dag, na, "")
        self._laatst[int(self._t.persoon[stuk.rij])] = (dag, _RANG[stuk.soort])
        return not fout

    def plant(self, stuk: Stuk, code: str) -> None:
        """An extra message that breaks a rule and is refused; what else there is about this person waits a day."""
        self._schrijf(stuk, stuk.dag, 1, code)
        self._laatst[int(self._t.persoon[stuk.rij])] = (stuk.dag, max(_RANG.values()) + 1)

    def _schrijf(self, stuk: Stuk, dag: int, na: int, fout: str) -> None:
        wet = producten()[self._t.product[stuk.rij]].wet
        agb = self._aanbod.agb[self._t.aanbieder[stuk.rij]]
        van, naar = (b.GEMEENTE, agb) if stuk.soort in (301, 319) else (agb, b.GEMEENTE)
        kop = b.Kop(van, naar, self.nummer(), iso(dag))
        v = b.vorm(wet, stuk.soort)
        self.schrijf(v, kop, b.bericht(v, kop, stuk.maak(v, "", fout)), goed=not fout)
        inhoud = ""
        if fout:
            inhoud = stuk.maak(b.vorm(wet, b.RETOUR[stuk.soort]), PLANTBAAR[fout].retour, fout)
            plek = (van, kop.identificatie)
            self.planter.noteer(PLANTBAAR[fout].codes, wet, stuk.soort, plek, stuk.sleutel(fout))
        self._antwoord(kop, wet, stuk.soort, dag + na, inhoud)

    def schrijf(self, v: b.Vorm, kop: b.Kop, inhoud: bytes, *, goed: bool = True) -> None:
        """Write a message; after a right one perhaps the same once more, so wrong that it is refused as a whole."""
        self.schrijver.schrijf(v.bestand, kop.identificatie, inhoud)
        for code in self._vormen.get(v.type, ()) if goed else ():
            if not self.planter.aan(code):
                continue
            tekst = inhoud.decode()
            anders = VORMEN[code][1](tekst)
            if anders != tekst and self.planter.raak(code):
                nummer = self.nummer()
                anders = anders.replace(f"Identificatie>{kop.identificatie}<", f"Identificatie>{nummer}<", 1)
                self.schrijver.schrijf(v.bestand, nummer, anders.encode())
                self.planter.noteer(PLANTBAAR[code].codes, v.wet, v.type, (kop.afzender, nummer))

    def _antwoord(self, heen: b.Kop, wet: int, soort: int, dag: int, inhoud: str) -> None:
        v = b.vorm(wet, b.RETOUR[soort])
        ident = f"R{heen.identificatie[1:]}"
        bericht = b.retour(v, heen, ident, iso(dag), inhoud)
        if dag > laatste(self.maand):
            self._wachtend.setdefault(self.maand + 1, []).append((v.bestand, ident, bericht))
        else:
            self.schrijver.schrijf(v.bestand, ident, bericht)
