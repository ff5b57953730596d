"""What a reader can work out of counts that are rounded or carry noise: by linear programming over all sums.

A true count is an unknown whole number near the shown one, never below zero, and sums between true counts hold where
they hold in the lake. A reader keeps all releases. What another release of the same state of the lake shows of a count
narrows it, and so does the reason why a release that hides does not show it. Who knows that a rounded value stays
while it can, knows that a count left its old interval when its value changed. And who knows of one count that it did
not change since an earlier release, puts both intervals of it together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from datameent.disclosure.beleid import Beleid
from datameent.release.aanval import sommen
from datameent.release.aanval_cel import minimum
from datameent.release.aanval_feiten import Feitenboek
from datameent.release.aanval_grenzen import Verborgen, intervallen
from datameent.release.aanval_lezen import Sleutel, Uitgave
from datameent.release.plan import telt_op_in_tijd
from datameent.release.schema import LEEST

_ONBEGRENSD = 2**40


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
    kennis = {cel: wat for cel in sorted(alle - onbekend) if (wat := lezer.weet(cel)) is not None}
    stelsel = []
    for som in sommen(sorted(alle), telt_op_in_tijd(indicator)):
        totaal, *delen = (boek.waarde(indicator, cel) for cel in som)
        if totaal == sum(delen) and onbekend.isdisjoint(som):
            stelsel.append(som)
    cellen = {cel: wat.verborgen() for cel, wat in kennis.items()}
    nauw = {cel for cel, ruimte in intervallen(cellen, stelsel).items() if ruimte.breedte < cellen[cel].nodig}
    vrij = {cel: replace(v, nodig=0) for cel, v in cellen.items()}
    for cel, wat in kennis.items():
        if wat.nodig and cel not in nauw and wat.grens.met(*wat.vroeger) != wat.grens:
            alleen = replace(wat, grens=wat.grens.met(*wat.vroeger)).verborgen()
            if intervallen({**vrij, cel: alleen}, stelsel)[cel].breedte < wat.nodig:
                nauw.add(cel)
    return nauw


class _Grens(NamedTuple):
    """Between which counts a cell lies for a reader."""

    laag: int = 0
    hoog: int = _ONBEGRENSD

    def met(self, laag: int, hoog: int) -> _Grens:
        return _Grens(max(self.laag, laag), min(self.hoog, hoog))


@dataclass(frozen=True, slots=True)
class _Kennis:
    """A cell as a reader knows it. `vroeger`: when nothing changed in it; `nodig`: the width to keep, 0: no secret."""

    waar: int
    grens: _Grens
    vroeger: _Grens
    nodig: int

    def verborgen(self) -> Verborgen:
        """As the programs want it."""
        hoog = None if self.grens.hoog == _ONBEGRENSD else self.grens.hoog
        return Verborgen(self.waar, self.grens.laag, hoog, self.nodig)


class _Lezer:
    """A reader of these releases, the oldest first."""

    def __init__(self, indicator: str, uitgaven: Sequence[Uitgave], boek: Feitenboek, beleid: Beleid) -> None:
        self.indicator, self.boek, self.beleid = indicator, boek, beleid
        zelfde = boek.meting.vingerafdruk
        self.uitgaven = [(u.cellen[indicator], straal(u), u.vingerafdruk_bron == zelfde) for u in uitgaven]

    def weet(self, cel: Sleutel) -> _Kennis | None:
        """What the reader knows of a cell; None when the count itself."""
        waar = self.boek.waarde(self.indicator, cel)
        minst = minimum(cel, self.beleid)
        grens, vroeger, reden = _Grens(), _Grens(), False
        rond: list[tuple[int, int]] = []
        for cellen, ver, nu in self.uitgaven:
            inhoud = cellen.get(cel)
            if inhoud is None:
                continue
            if ver is None:
                if inhoud.waarde == waar:
                    return None
                if inhoud.status == "te-weinig-personen" and waar < minst:
                    grens, reden = grens.met(1 if self.beleid.nul_veilig else 0, minst - 1), True
            elif inhoud.waarde is not None:
                rond.append((inhoud.waarde, ver))
                if abs(inhoud.waarde - waar) <= ver:
                    ruimte = (inhoud.waarde - ver, inhoud.waarde + ver)
                    grens, vroeger = (grens.met(*ruimte), vroeger) if nu else (grens, vroeger.met(*ruimte))
        grens = _verlaten(grens, rond, waar)
        geheim = 0 < waar < minst or (waar == 0 and not self.beleid.nul_veilig)
        return _Kennis(waar, grens, vroeger, self._nodig(grens.met(*vroeger), reden) if geheim else 0)

    def _nodig(self, grens: _Grens, reden: bool) -> int:
        """The width to keep; beyond what hiding here and rounding there say of the cell itself nothing can be asked."""
        nodig = max(1, self.beleid.speling_personen)
        return min(nodig, max(1, grens.hoog - grens.laag)) if reden else nodig


def _verlaten(grens: _Grens, rond: Sequence[tuple[int, int]], waar: int) -> _Grens:
    """Without the interval of the value before the last, where the count cannot be in it any more."""
    for toen, ver in rond[-2:-1]:
        if waar > toen + ver:
            grens = grens.met(toen + ver + 1, _ONBEGRENSD)
        elif waar < toen - ver:
            grens = grens.met(0, toen - ver - 1)
    return grens
