"""Lines that should not be there: declared twice, credited twice, outside the assignment, on what was withdrawn.

They stand beside the true lines of a declaration and are all refused in its 325, so that nothing is paid for them.
"""

from __future__ import annotations

import numpy as np

from datameent.demo import berichten as b
from datameent.demo.clienten import Clienten
from datameent.demo.kalender import eerste, iso, laatste, maand_van_dag, maanden_van_dagen
from datameent.demo.kalibratie import producten
from datameent.demo.planter import Planter
from datameent.demo.regelfouten import PLANTBAAR
from datameent.demo.regels import GOED, Regels
from datameent.demo.ruimte import Ruimte
from datameent.demo.trajecten import LOOPT

Extra = tuple[tuple[str, ...], str, b.Prestatie]
"""The rules a line breaks (none: it is right), the BSN it is declared for, and the line."""
_NERGENS = 500_000_000
VERWIJDERD = 13


def dag_van_declaratie(maand: int, aanbieder: int) -> int:
    """The day of the month on which a provider declares."""
    return eerste(maand) + 5 + aanbieder * 7 % 12


class Extraregels:
    """Makes the lines of a month; remembers the lines of the month before."""

    def __init__(self, planter: Planter, clienten: Clienten, ruimte: Ruimte, tarieven: dict[int, np.ndarray]) -> None:
        self.planter, self.clienten, self.ruimte, self.t = planter, clienten, ruimte, ruimte.t
        self._tarieven = tarieven
        self._wet = np.array([p.wet for p in producten()])
        self._vorige: tuple[Regels, np.ndarray] | None = None
        self._uit: dict[int, list[Extra]] = {}
        self.declaraties: dict[int, list[tuple[str, int, Extra]]] = {}
        """Extra declarations of a month: the rule, the month it is about, and the one line in it."""
        self._bezet: set[tuple[int, int]] = set()
        self.vol: set[int] = set()
        """Assignments on which more than all is declared this month: nothing can be added."""

    def van_maand(self, maand: int, regels: Regels, nummer: np.ndarray, groep: np.ndarray) -> dict[int, list[Extra]]:
        """Extra lines per declaration; a declaration is known by law x 64 + provider."""
        self._uit = {int(g): [] for g in np.unique(groep)}
        self._bezet = set(zip(regels.rij.tolist(), regels.maand.tolist(), strict=True))
        self.declaraties = {g: [] for g in self._uit}
        self._te_vroeg(maand, regels)
        self._nergens(regels)
        if self._vorige is not None:
            self._dubbel(*self._vorige)
            self._te_laat(maand, self._vorige[0])
            self._na_de_stop(maand, self._vorige[0])
            self._declaraties(maand, *self._vorige)
        self._ingetrokken(maand)
        self._niet_voorbij(maand)
        self._vorige = (regels, nummer) if any(map(self.planter.aan, _VAN_VORIGE)) else None
        return self._uit

    def _kies(self, code: str, kan: np.ndarray) -> list[int]:
        """Places in a list of occasions."""
        waar = np.flatnonzero(kan) if self.planter.aan(code) else np.zeros(0, dtype=np.int64)
        return [int(x) for x in waar[self.planter.kies(code, len(waar))]]

    def _zet(
        self, code: str, rij: int, maand: int, *, volume: int = 1, periode: tuple[int, int] | None = None,
        debet: bool = True, nummers: tuple[str, str] = ("", ""), tarief: int | None = None,
    ) -> None:  # fmt: skip
        """Add a line, unless its provider declares nothing this month or the same period is in it already."""
        t = self.t
        product = producten()[t.product[rij]]
        groep = product.wet * 64 + int(t.aanbieder[rij])
        if groep not in self._uit or (rij, maand) in self._bezet or rij in self.vol:
            self.planter.terug(code)
            return
        self._bezet.add((rij, maand))
        van, tot = periode or (max(int(t.ing[rij]), eerste(maand)), min(int(t.eind[rij]), laatste(maand)))
        prijs = int(self._tarieven[maand // 12][t.product[rij]]) if tarief is None else tarief
        p = b.Prestatie(
            nummers[0] or self.planter.referentie(), nummers[1], t.nummer(rij), product.categorie, product.code,
            iso(van), iso(tot), volume, product.eenheid, prijs, volume * (1 if product.eenheid == "83" else prijs),
            debet, PLANTBAAR[code].retour,
        )  # fmt: skip
        self._uit[groep].append((PLANTBAAR[code].codes, self.clienten.bsn(int(t.persoon[rij])), p))

    def _te_vroeg(self, maand: int, r: Regels) -> None:
        """TR307: the month before the one in which the assignment begins."""
        begint = (maanden_van_dagen(self.t.ing[r.rij]) == r.maand) & (r.teken == 1) & (r.soort == GOED)
        begint &= (r.eerste == 1) & (self.ruimte.over(r.rij) > 1)
        for i in self._kies("TR307", begint):
            ervoor = int(r.maand[i]) - 1
            self._zet("TR307", int(r.rij[i]), ervoor, periode=(eerste(ervoor), laatste(ervoor)))

    def _nergens(self, r: Regels) -> None:
        """TR323: a credit of a number that was never used."""
        for i in self._kies("TR323", (r.teken == 1) & (r.soort == GOED) & (r.eerste == 1)):
            rij, maand = int(r.rij[i]), int(r.maand[i])
            self._bezet.discard((rij, maand))
            self._zet("TR323", rij, maand, volume=int(r.volume[i]), debet=False, nummers=("", f"P{_NERGENS + rij:09d}"))

    def _dubbel(self, r: Regels, nummer: np.ndarray) -> None:
        """TR389, TR314: a paid line of last month again, under a new or its old number. TR390: a credit again.

        DM-REG-003: a credit of twice what was declared.
        """
        betaald = (r.teken == 1) & (r.soort == GOED)
        past = self.ruimte.over(r.rij) >= r.volume
        kansen = {"TR389": betaald & past, "TR314": betaald & past, "TR390": r.teken == -1, "DM-REG-003": betaald}
        for code, kan in kansen.items():
            for i in self._kies(code, kan):
                eigen = f"P{nummer[i]:09d}"
                nummers = {"TR314": (eigen, ""), "TR390": ("", f"P{r.vorige[i]:09d}"), "DM-REG-003": ("", eigen)}
                self._zet(
                    code, int(r.rij[i]), int(r.maand[i]), volume=int(r.volume[i]) * (1 + (code == "DM-REG-003")),
                    debet=code in ("TR389", "TR314"), nummers=nummers.get(code, ("", "")), tarief=int(r.tarief[i]),
                )  # fmt: skip

    def _declaraties(self, maand: int, r: Regels, nummer: np.ndarray) -> None:
        """TR333, TR318: a second declaration in a month, with one credit; refused as a whole."""
        t = self.t
        groep = self._wet[t.product[r.rij]] * 64 + t.aanbieder[r.rij]
        betaald = (r.teken == 1) & (r.soort == GOED)
        for code, tot in (("TR333", maand - 1), ("TR318", maand - 3)):
            kan = np.flatnonzero(betaald & (r.maand <= tot) & np.isin(groep, list(self._uit)))
            eersten = kan[np.unique(groep[kan], return_index=True)[1]]
            for i in eersten[self.planter.kies(code, len(eersten))].tolist():
                hier, eerder = self._uit[int(groep[i])], len(self._uit[int(groep[i])])
                self._zet(
                    code, int(r.rij[i]), int(r.maand[i]), volume=int(r.volume[i]), debet=False,
                    nummers=("", f"P{nummer[i]:09d}"), tarief=int(r.tarief[i]),
                )  # fmt: skip
                if len(hier) > eerder:
                    self.declaraties[int(groep[i])].append((code, tot, hier.pop()))

    def _te_laat(self, maand: int, r: Regels) -> None:
        """TR308: the month after the one in which the assignment ended."""
        t = self.t
        eind = np.maximum(t.eind[r.rij], t.eind_gemeld[r.rij])
        voorbij = (eind < eerste(maand - 1)) & (maanden_van_dagen(eind) == r.maand) & (r.maand == maand - 2)
        voorbij &= (r.teken == 1) & (r.soort == GOED) & (self.ruimte.over(r.rij) >= 1)
        for i in self._kies("TR308", voorbij):
            self._zet("TR308", int(r.rij[i]), maand - 1, periode=(eerste(maand - 1), laatste(maand - 1)))

    def _na_de_stop(self, maand: int, r: Regels) -> None:
        """DM-REG-004: the month after the one in which help stopped, while the assignment goes on."""
        t = self.t
        stop = t.stop[r.rij]
        na = (maanden_van_dagen(np.minimum(stop, laatste(maand))) == r.maand) & (r.maand == maand - 2)
        na &= (t.eind[r.rij] == t.eind_gemeld[r.rij]) & (t.eind[r.rij] >= eerste(maand - 1))
        na &= (t.begin[r.rij] < eerste(maand - 2)) & (t.toegewezen[r.rij] < eerste(maand - 1))
        na &= (r.teken == 1) & (r.soort == GOED) & (self.ruimte.over(r.rij) >= 1)
        for i in self._kies("DM-REG-004", na):
            self._zet("DM-REG-004", int(r.rij[i]), maand - 1)

    def _ingetrokken(self, maand: int) -> None:
        """TR384: on what was withdrawn last month."""
        t = self.t
        rij = t.actief
        verteld = (t.toegewezen[rij] >= eerste(maand - 1)) & (t.toegewezen[rij] < eerste(maand))
        for i in self._kies("TR384", (t.reden[rij] == VERWIJDERD) & verteld & (t.ing[rij] < eerste(maand))):
            dag = int(t.ing[rij[i]])
            self._zet("TR384", int(rij[i]), maand_van_dag(dag), periode=(dag, dag))

    def _niet_voorbij(self, maand: int) -> None:
        """TR319: the month of the declaration itself, of an assignment that has ended in it."""
        t = self.t
        rij = t.actief
        rij = rij[
            (t.status[rij] == LOOPT) & (t.eind_gemeld[rij] >= eerste(maand)) & (t.eind_gemeld[rij] == t.eind[rij])
        ]
        dag = np.array([dag_van_declaratie(maand, int(a)) for a in t.aanbieder[rij]], dtype=np.int64)
        klaar = (t.eind[rij] <= dag) & (t.toegewezen[rij] <= dag - 5) & (t.begin[rij] < eerste(maand))
        klaar &= t.stop[rij] >= eerste(maand)
        for i in self._kies("TR319", klaar & (self.ruimte.over(rij) >= 1)):
            self._zet("TR319", int(rij[i]), maand)


_VAN_VORIGE = ("TR389", "TR314", "TR390", "DM-REG-003", "DM-REG-004", "TR308", "TR333", "TR318")
