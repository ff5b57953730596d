"""From the plan and the measurements to the tables that must be judged: whole periods only, zeros filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from datameent.disclosure.celtabel import Celtabel
from datameent.indicators.definitie import Definitie
from datameent.release.meten import Gemeten, Meting, Venster
from datameent.release.plan import DELEN, RATIO, VERHOUDINGEN, Kruising, telt_op_in_tijd
from datameent.release.schema import BINNEN
from datameent.release.verhouding import Verhouding

_TELBAAR = frozenset(("frequentie", "omvang"))
_SAMEN = frozenset((RATIO, *DELEN))
"""A ratio and its parts get the same cells: what is missing in one is a zero there."""


@dataclass(frozen=True)
class Plantabel:
    """A crossing of the plan with its cells.

    `verhouding`: the shares to show, where the cells hold their numerators (`release.verhouding`).
    """

    indicator: str
    kruising: Kruising
    cellen: Celtabel
    verhouding: Verhouding | None = None

    @property
    def waarden(self) -> Sequence[int | None]:
        """The figures to show."""
        return self.cellen.waarde if self.verhouding is None else self.verhouding.toon

    @property
    def gewogen(self) -> Celtabel:
        """The cells as they are weighed in what is told of the loss: the cents of a numerator are told nowhere."""
        return self.cellen if self.verhouding is None else replace(self.cellen, soort="ratio")


def stel_samen(
    plan: Mapping[str, Iterable[Kruising]],
    definities: Mapping[str, Definitie],
    meting: Meting,
    venster: Venster,
    rijpen: int = 0,
) -> list[Plantabel]:
    """All tables of an audience, in the order of the definitions and then of the plan; `rijpen`: see `Tabellenplan`."""
    meting.meet({i: plan[i] for i in definities if i in plan})
    tabellen = []
    for indicator, definitie in definities.items():
        for kruising in plan.get(indicator, ()):
            bekend = venster.eerder(max(definitie.naloop, rijpen if kruising.fijn else 0))
            broers = _SAMEN & set(plan) if indicator in _SAMEN else {indicator}
            gemeten = [meting.cellen(i, kruising) for i in sorted(broers) if kruising in plan[i]]
            perioden = set(bekend.perioden(kruising.korrel))
            groepen = sorted({s[1:] for g in gemeten for s in g.sleutels if s[0] in perioden})
            tabel = _plantabel(definitie, kruising, meting.cellen(indicator, kruising), groepen, bekend)
            if len(tabel.cellen):
                tabellen.append(tabel)
    return tabellen


def _plantabel(
    definitie: Definitie,
    kruising: Kruising,
    gemeten: Gemeten,
    groepen: Iterable[tuple[str, ...]],
    venster: Venster,
) -> Plantabel:
    """Every group in every period of the window: a period without facts is a zero, not a gap in a line."""
    sleutels = [(periode, *groep) for periode in venster.perioden(kruising.korrel) for groep in groepen]
    plekken = [gemeten.plek.get(s) for s in sleutels]

    def kolom(maat: str, leeg: int | None) -> list[Any]:
        waarden = gemeten.maten[maat]
        return [leeg if p is None else waarden[p] for p in plekken]

    ratio = definitie.code == RATIO
    verhouding = definitie.code in VERHOUDINGEN
    euro = definitie.soort == "omvang" or verhouding
    cellen = Celtabel(
        indicator=definitie.code,
        soort="omvang" if verhouding else definitie.soort,
        dimensies=("periode", *kruising.dimensies),
        codes=tuple([s[i] for s in sleutels] for i in range(1 + len(kruising.dimensies))),
        waarde=kolom("teller", 0) if verhouding else kolom("waarde", 0 if definitie.soort in _TELBAAR else None),
        personen=kolom("personen", 0),
        noemer=kolom("noemer", 0) if ratio else (),
        aanbieders=kolom("aanbieders", 0) if euro else (),
        grootste_persoon_cent=kolom("grootste_persoon_cent", 0) if euro else (),
        grootste_aanbieder_cent=kolom("grootste_aanbieder_cent", 0) if euro else (),
        tweede_aanbieder_cent=kolom("tweede_aanbieder_cent", 0) if euro else (),
        tijd_telt_op=telt_op_in_tijd(definitie.code),
        teller_van=DELEN[0] if ratio else None,
        noemer_van=DELEN[1] if ratio else None,
        binnen={fijn: grof for fijn, grof in BINNEN.items() if fijn in kruising.dimensies},
    )
    if not verhouding:
        return Plantabel(definitie.code, kruising, cellen)
    naast = Verhouding(kolom("waarde", None), kolom("noemer", None), kolom("grootste_noemer_cent", None))
    return Plantabel(definitie.code, kruising, cellen, naast)
