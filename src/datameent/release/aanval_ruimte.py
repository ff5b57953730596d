"""What a reader can work out of counts that are rounded or carry noise: by linear programming over all sums.

A true count is an unknown whole number near the shown one, never below zero, and sums between true counts hold where
they hold in the lake. A reader keeps all releases. What was shown of a count elsewhere, and could still be so, narrows
it; so does the reason why a release that hides does not show it; and who knows that a rounded value stays while it can
knows that a count left its old interval when its value changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from datameent.disclosure.beleid import Beleid
from datameent.release.aanval import sommen
from datameent.release.aanval_cel import minimum
from datameent.release.aanval_feiten import Feitenboek
from datameent.release.aanval_grenzen import Verborgen, intervallen
from datameent.release.aanval_lezen import Sleutel, Uitgave
from datameent.release.plan import telt_op_in_tijd
from datameent.release.schema import LEEST


def straal(uitgave: Uitgave) -> int | None:
    """How far the true counts are from the shown ones at most, by what the file says of itself; None: not at all."""
    methode = uitgave.beleid.get("methode", "onderdrukken")
    if methode == "afronden":
        return int(uitgave.beleid["afrondingsbasis"]) - 1
    return int(uitgave.beleid["ruis"]["hoogste"]) if methode == "ruis" else None


def te_nauw(
    uitgave: Uitgave, anderen: Sequence[Uitgave], boek: Feitenboek, beleid: Beleid
) -> Iterator[tuple[str, str, Sleutel]]:
    """The counts below the threshold that a reader can place more narrowly than the policy wants: rule and place."""
    for indicator in sorted(uitgave.telt):
        zelf = _nauw(indicator, [uitgave], boek, beleid) if straal(uitgave) is not None else set()
        yield from (("te-nauw", indicator, cel) for cel in zelf)
        samen: set[Sleutel] = set()
        for leest in LEEST.values():
            erbij = [a for a in anderen if a.doelgroep in leest and indicator in a.cellen]
            if uitgave.doelgroep not in leest or all(straal(u) is None for u in (uitgave, *erbij)) or not erbij:
                continue
            boek.meet(erbij)
            nieuw = _nauw(indicator, [uitgave, *erbij], boek, beleid) - zelf - samen
            # What the others gave away without this one is not its doing.
            samen |= nieuw - (_nauw(indicator, erbij, boek, beleid) if nieuw else set())
        yield from (("volgt-met-andere-uitgaven", indicator, cel) for cel in samen)


def _nauw(indicator: str, uitgaven: Sequence[Uitgave], boek: Feitenboek, beleid: Beleid) -> set[Sleutel]:
    alle = {cel for u in uitgaven for cel in u.cellen[indicator]}
    onbekend = {cel for cel in alle if (feit := boek.feit(indicator, cel)) is not None and feit.waarde is None}
    lezer = _Lezer(indicator, sorted(uitgaven, key=lambda u: u.peildatum), boek, beleid)
    cellen = {cel: wat for cel in sorted(alle - onbekend) if (wat := lezer.weet(cel)) is not None}
    stelsel = []
    for som in sommen(sorted(alle), telt_op_in_tijd(indicator)):
        totaal, *delen = (boek.waarde(indicator, cel) for cel in som)
        if totaal == sum(delen) and onbekend.isdisjoint(som):
            stelsel.append(som)
    ruimten = intervallen(cellen, stelsel)
    return {cel for cel, ruimte in ruimten.items() if ruimte.breedte < cellen[cel].nodig}


class _Grens(NamedTuple):
    """Between which counts a cell lies for a reader, and whether a reason of a release that hides says so too."""

    laag: int = 0
    hoog: int | None = None
    reden: bool = False

    def met(self, laag: int, hoog: int | None, *, reden: bool = False) -> _Grens:
        hoogst = [h for h in (self.hoog, hoog) if h is not None]
        return _Grens(max(self.laag, laag), min(hoogst, default=None), self.reden or reden)


class _Lezer:
    """A reader of these releases, the oldest first."""

    def __init__(self, indicator: str, uitgaven: Sequence[Uitgave], boek: Feitenboek, beleid: Beleid) -> None:
        self.indicator, self.boek, self.beleid = indicator, boek, beleid
        self.uitgaven = [(u.cellen[indicator], straal(u)) for u in uitgaven]

    def weet(self, cel: Sleutel) -> Verborgen | None:
        """A cell as this reader knows it, with the width that it must keep (0: it is no secret); None: it is known."""
        waar = self.boek.waarde(self.indicator, cel)
        minst = minimum(cel, self.beleid)
        grens, rond = _Grens(), list[tuple[int, int]]()
        for cellen, ver in self.uitgaven:
            inhoud = cellen.get(cel)
            if inhoud is None:
                continue
            if inhoud.waarde is None:
                if ver is None and inhoud.status == "te-weinig-personen" and waar < minst:
                    grens = grens.met(1 if self.beleid.nul_veilig else 0, minst - 1, reden=True)
            elif ver is not None:
                rond.append((inhoud.waarde, ver))
            elif inhoud.waarde == waar:
                return None
        grens = _afgerond(grens, rond, waar)
        geheim = 0 < waar < minst or (waar == 0 and not self.beleid.nul_veilig)
        return Verborgen(waar, grens.laag, grens.hoog, self._nodig(grens) if geheim else 0)

    def _nodig(self, grens: _Grens) -> int:
        nodig = max(1, self.beleid.speling_personen)
        if grens.reden and grens.hoog is not None:
            # Beyond what hiding here and rounding there say of the cell itself nothing can be asked.
            return min(nodig, max(1, grens.hoog - grens.laag))
        return nodig


def _afgerond(grens: _Grens, rond: Sequence[tuple[int, int]], waar: int) -> _Grens:
    """What the values that were shown say, the oldest first: those that can still be so, and what the last left."""
    for waarde, ver in rond:
        if abs(waarde - waar) <= ver:
            grens = grens.met(waarde - ver, waarde + ver)
    for toen, ver in rond[-2:-1]:
        if abs(toen - waar) > ver:
            grens = grens.met(toen + ver + 1, None) if waar > toen else grens.met(0, toen - ver - 1)
    return grens
