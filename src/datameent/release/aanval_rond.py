"""Attack counts that are rounded or carry noise. Independent of `disclosure`: the file says how it was made, and that
is held against the policy, the lake, and what a reader can work out.

Whether every value is what the method gives: a multiple of the base within the base, sums that hold where the true
counts add up, or exactly what the key of the cell and the told table of chances give. Whether nothing beside it says
more: an amount, its absence or its reason, money per client, a row of which one category is left. What the intervals
of all cells say together is `aanval_ruimte`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, NamedTuple

from datameent.disclosure.beleid import Beleid
from datameent.release.aanval import sommen
from datameent.release.aanval_cel import minimum
from datameent.release.aanval_feiten import Feitenboek
from datameent.release.aanval_lezen import Gelezen, Sleutel, Uitgave
from datameent.release.aanval_ruimte import straal, te_nauw
from datameent.release.plan import DELEN, RATIO, Kruising, telt_op_in_tijd
from datameent.release.schema import DIMENSIES, TOTAAL

_NAUWKEURIG = 1e-6


class Vondst(NamedTuple):
    """What is wrong with a cell."""

    regel: str
    indicator: str
    cel: Sleutel


def zonder_benaderde(uitgave: Uitgave) -> Uitgave:
    """The release without counts that are not exact and what is divided by them: the rest is attacked as ever."""
    if straal(uitgave) is None:
        return uitgave
    weg = {*uitgave.telt, RATIO}
    return replace(
        uitgave,
        cellen={i: per for i, per in uitgave.cellen.items() if i not in weg},
        tabellen=tuple(t for t in uitgave.tabellen if t.indicator not in weg),
        telbaar=uitgave.telbaar - weg,
    )


def val_rond_aan(uitgave: Uitgave, anderen: Sequence[Uitgave], boek: Feitenboek, beleid: Beleid) -> Iterator[Vondst]:
    """All that is wrong with the counts of this release, alone and beside the others; nothing when all are exact."""
    if straal(uitgave) is not None:
        boek.meet([uitgave])
        yield from _Aanval(uitgave, boek, beleid).voer_uit()
    elif all(straal(ander) is None for ander in anderen):
        return
    yield from (Vondst(*v) for v in te_nauw(uitgave, anderen, boek, beleid))


class _Aanval:
    """On one release with counts that are not exact."""

    def __init__(self, uitgave: Uitgave, boek: Feitenboek, beleid: Beleid) -> None:
        self.uitgave, self.boek, self.beleid = uitgave, boek, beleid
        self.straal = straal(uitgave) or 0
        self.basis = uitgave.beleid.get("afrondingsbasis")
        self.zelfde_lake = uitgave.vingerafdruk_bron == boek.meting.vingerafdruk

    def voer_uit(self) -> Iterator[Vondst]:
        yield from self._methode()
        for indicator in sorted(self.uitgave.telt):
            per = self.uitgave.cellen[indicator]
            for cel, inhoud in per.items():
                yield from (Vondst(regel, indicator, cel) for regel in self._cel(indicator, cel, inhoud))
            yield from self._groepen(indicator)
            if self.basis and self.zelfde_lake:
                yield from self._sommen(indicator)
        if self.basis is None and self.zelfde_lake:
            yield from self._ruis()
        yield from self._bedragen()
        yield from self._ratios()

    def _methode(self) -> Iterator[Vondst]:
        """The release is made by the method that the policy wants, with a table of chances that is what it says."""
        eigen = self.uitgave.beleid
        anders = eigen["methode"] != self.beleid.methode or self.basis != self.beleid.afrondingsbasis
        ruis = eigen.get("ruis")
        regel = "andere-methode" if anders else "" if ruis is None or kanstabel_klopt(ruis) else "andere-kanstabel"
        if regel:
            indicator = min(self.uitgave.telt)
            yield Vondst(regel, indicator, min(self.uitgave.cellen[indicator]))

    # one cell

    def _cel(self, indicator: str, cel: Sleutel, inhoud: Gelezen) -> Iterator[str]:
        if (inhoud.waarde is None) != bool(inhoud.status):
            yield "waarde-en-status"
        if inhoud.waarde is None:
            return
        if inhoud.waarde < 0 or (self.basis and inhoud.waarde % self.basis):
            yield "geen-veelvoud"
        if self.zelfde_lake and abs(inhoud.waarde - self.boek.waarde(indicator, cel)) > self.straal:
            yield "buiten-de-basis"
        streng = minimum(cel, self.beleid)
        if streng > self.beleid.minimum_personen and inhoud.waarde - self.straal < streng:
            yield "te-weinig-personen"  # of a sensitive code more persons have to be sure

    # all cells of an indicator

    def _sommen(self, indicator: str) -> Iterator[Vondst]:
        """Where the true counts add up, and all is shown, what is shown adds up."""
        per = self.uitgave.cellen[indicator]
        for som in sommen(sorted(per), telt_op_in_tijd(indicator)):
            getoond = [per[cel].waarde for cel in som]
            totaal, *delen = (self.boek.waarde(indicator, cel) for cel in som)
            if None not in getoond and totaal == sum(delen) and 2 * (getoond[0] or 0) != sum(w or 0 for w in getoond):
                yield Vondst("telt-niet-op", indicator, som[0])

    def _groepen(self, indicator: str) -> Iterator[Vondst]:
        """Rows of which, for a reader, one category is left that is not zero."""
        per = {cel: c for cel, c in self.uitgave.cellen[indicator].items() if c.status != "geen-noemer"}
        for dimensie in self.beleid.groep_onthulling:
            as_ = 1 + DIMENSIES.index(dimensie)
            rijen: dict[Sleutel, list[Sleutel]] = {}
            for cel in per:
                if cel[as_] != TOTAAL:
                    rijen.setdefault((*cel[:as_], *cel[as_ + 1 :]), []).append(cel)
            for rij in rijen.values():
                over = [cel for cel in rij if per[cel].waarde != 0]
                if len(over) == 1 and (len(rij) > 1 or per[over[0]].waarde is not None):
                    yield Vondst("groep-verraadt", indicator, over[0])

    def _ruis(self) -> Iterator[Vondst]:
        """Every value is what the key of its cell gives, counted again."""
        rijen = self.uitgave.beleid["ruis"]["rijen"]
        for indicator in sorted(self.uitgave.telt):
            kruisingen = [Kruising(t.korrel, t.dimensies) for t in self.uitgave.tabellen if t.indicator == indicator]
            geteld = self.boek.meting.celsleutels(indicator, kruisingen)
            sleutels = {_vol(codes, k.dimensies): sleutel for k in kruisingen for codes, sleutel in geteld[k].items()}
            for cel, inhoud in self.uitgave.cellen[indicator].items():
                hoort = met_ruis(rijen, self.boek.waarde(indicator, cel), sleutels.get(cel, 0))
                if inhoud.waarde is not None and inhoud.waarde != hoort:
                    yield Vondst("andere-ruis", indicator, cel)

    # what stands beside a count

    def _bedragen(self) -> Iterator[Vondst]:
        """An amount and its absence tell no more than the count beside it: shown only where that proves enough."""
        for cel, inhoud in self.uitgave.cellen.get(DELEN[0], {}).items():
            naast = self.uitgave.cellen.get(DELEN[1], {}).get(cel)
            if naast is None:
                continue
            groep = (naast.status == "groep-verraadt") == (inhoud.status == "groep-verraadt")
            weinig = naast.waarde is not None and naast.waarde - self.straal < minimum(cel, self.beleid)
            if not groep or (weinig and inhoud.status != "te-weinig-personen"):
                yield Vondst("reden-verraadt", DELEN[0], cel)

    def _ratios(self) -> Iterator[Vondst]:
        """Money per client is the shown amount by the shown count, and not there without both."""
        cent, aantal = ({cel: c.waarde for cel, c in self.uitgave.cellen.get(d, {}).items()} for d in DELEN)
        for cel, inhoud in self.uitgave.cellen.get(RATIO, {}).items():
            if (inhoud.waarde is None) != bool(inhoud.status):
                yield Vondst("waarde-en-status", RATIO, cel)
            if inhoud.waarde is None:
                continue
            teller, noemer = cent.get(cel), aantal.get(cel)
            if teller is None or not noemer:
                yield Vondst("deel-van-ratio", RATIO, cel)
            elif not -noemer < 2 * (inhoud.waarde * noemer - teller) <= noemer:
                yield Vondst("andere-waarde", RATIO, cel)


def _vol(codes: Sequence[str], dimensies: Sequence[str]) -> Sleutel:
    eigen = dict(zip(dimensies, codes[1:], strict=True))
    return (codes[0], *(eigen.get(d, TOTAAL) for d in DIMENSIES))


def met_ruis(rijen: Sequence[Mapping[str, Any]], aantal: int, sleutel: int) -> int:
    """What the table of chances of a release gives for a true count and the key of its cell.

    >>> rijen = [{"telling": 0, "uitkomsten": [0], "drempels": [4]}]
    >>> rijen += [{"telling": 1, "uitkomsten": [0, 3], "drempels": [1, 4]}]
    >>> met_ruis(rijen, 0, 2), met_ruis(rijen, 1, 0), met_ruis(rijen, 9, 5)
    (0, 0, 11)
    """
    rij = rijen[min(aantal, len(rijen) - 1)]
    rest = sleutel % rij["drempels"][-1]
    uitkomst = next(u for u, tot in zip(rij["uitkomsten"], rij["drempels"], strict=True) if rest < tot)
    return int(aantal + uitkomst - rij["telling"])


def kanstabel_klopt(ruis: Mapping[str, Any]) -> bool:
    """Whether a table of chances is what it says: noise of mean zero, never too much, never in the gap, and real."""
    ver, gat = ruis["hoogste"], ruis["gesloten"]
    rijen = ruis["rijen"]
    if [r["telling"] for r in rijen] != list(range(ver + gat + 2)):
        return False
    gaten = all(u == 0 or gat < u for r in rijen for u in r["uitkomsten"])
    ruim = all(abs(u - r["telling"]) <= ver for r in rijen for u in r["uitkomsten"])
    eerlijk = all(abs(_moment(r, 1)) < _NAUWKEURIG and (r["telling"] == 0 or _moment(r, 2) > 1) for r in rijen)
    return gaten and ruim and eerlijk and abs(_moment(rijen[-1], 2) - ruis["variantie"]) < _NAUWKEURIG


def _moment(rij: Mapping[str, Any], macht: int) -> float:
    kansen = _stappen(rij["drempels"])
    som = sum(k * (u - rij["telling"]) ** macht for u, k in zip(rij["uitkomsten"], kansen, strict=True))
    return float(som / rij["drempels"][-1])


def _stappen(drempels: Iterable[int]) -> list[int]:
    return [b - a for a, b in pairwise([0, *drempels])]
