"""Hand-made releases: a file from tables and their judgement, and a measurement that knows just those tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, cast

from datameent.disclosure.celtabel import PERIODE, Celtabel, Oordeel
from datameent.domain.cel import Status
from datameent.domain.periode import Periode
from datameent.release.meten import Gemeten, Meting
from datameent.release.plan import Kruising
from datameent.release.read import ReleaseCel, ReleaseMeta, TabelKop
from datameent.release.samenstelling import Plantabel
from datameent.release.schema import DIMENSIES
from datameent.release.schrijf import Inhoud, schrijf_release

_VAN_VERHOUDING = ("teller", "grootste_noemer_cent")
_MATEN = (
    "waarde",
    "personen",
    "noemer",
    "grootste_persoon_cent",
    "grootste_aanbieder_cent",
    "tweede_aanbieder_cent",
    "aanbieders",
    *_VAN_VERHOUDING,
)
_EENHEID = {"omvang": "euro_cent", "ratio": "euro_cent", "frequentie": "personen", "mediaan": "dagen"}


def tabel(indicator: str, cellen: Mapping[str, int | tuple[int, int]], **meer: Any) -> Celtabel:
    """A table from `{"2024 w1": personen}` or `{"2024 w1": (waarde, personen)}`; the codes are period and wijk."""
    soort = meer.pop("soort", "omvang" if indicator == "uitgaven" else "frequentie")
    dims = meer.pop("dimensies", (PERIODE, "wijk") if any(" " in c for c in cellen) else (PERIODE,))
    codes = [c.split() for c in cellen]
    paren = [c if isinstance(c, tuple) else (c, c) for c in cellen.values()]
    return Celtabel(
        indicator,
        soort,
        dims,
        tuple([c[i] for c in codes] for i in range(len(dims))),
        [w for w, _ in paren],
        [p for _, p in paren],
        **meer,
    )


def plantabel(t: Celtabel) -> Plantabel:
    """The table as the builder has it."""
    korrel = str(Periode(t.codes[t.dimensies.index(PERIODE)][0]).korrel)
    return Plantabel(t.indicator, Kruising.van([korrel, *t.dimensies]), t)


@dataclass
class _Lake:
    """What a measurement says of these tables."""

    tabellen: Sequence[Celtabel]
    peildatum: date
    vingerafdruk: str
    sleutels: Mapping[str, int] = field(default_factory=dict)

    def meet(self, plan: Mapping[str, Iterable[Kruising]]) -> None:
        pass

    def cellen(self, indicator: str, kruising: Kruising) -> Gemeten:
        for p in map(plantabel, self.tabellen):
            if (p.indicator, p.kruising) == (indicator, kruising):
                sleutels = p.cellen.sleutels((PERIODE, *kruising.dimensies))
                mee = [i for i, n in enumerate(p.cellen.personen) if n]  # the lake has no rows where nobody is
                maten = {m: [None if m in _VAN_VERHOUDING else p.cellen.kolom(m)[i] for i in mee] for m in _MATEN}
                return Gemeten([sleutels[i] for i in mee], maten)
        return Gemeten([], {m: [] for m in _MATEN})

    def celsleutels(self, indicator: str, kruisingen: Iterable[Kruising]) -> dict[Kruising, dict[tuple[str, ...], int]]:
        return {
            k: {s: self.sleutels.get(" ".join(s), 0) for s in self.cellen(indicator, k).sleutels} for k in kruisingen
        }


def meting(
    tabellen: Sequence[Celtabel], dag: date = date(2025, 1, 31), sleutels: Mapping[str, int] | None = None
) -> Meting:
    """The lake as these tables say it was; `sleutels`: the key of a cell by its codes ("2024 w1"), 0 when not told."""
    return cast(Meting, _Lake(tabellen, dag, f"lake-{dag}", sleutels or {}))


def schrijf(
    root: Path,
    tabellen: Sequence[Celtabel],
    oordelen: Sequence[Oordeel],
    *,
    doelgroep: str = "raad",
    dag: date = date(2025, 1, 31),
    beleid: Mapping[str, Any] | None = None,
) -> Path:
    """The release file of these tables under this judgement."""
    cellen, koppen = [], []
    for i, (t, o) in enumerate(zip(tabellen, oordelen, strict=True), 1):
        p = plantabel(t)
        koppen.append(
            TabelKop(i, f"{i}", t.indicator, p.kruising.korrel, p.kruising.dimensies, t.soort, _EENHEID[t.soort])
        )
        for sleutel, waarde, status in zip(t.sleutels((PERIODE, *DIMENSIES)), t.waarde, o.statussen, strict=True):
            zichtbaar = waarde if status is Status.GEPUBLICEERD else None
            cellen.append(
                ReleaseCel.van((t.indicator, p.kruising.korrel, *sleutel), zichtbaar, status, voorlopig=False)
            )
    naam = f"{doelgroep}-{dag}-hand"
    meta = ReleaseMeta(
        release_id=naam,
        doelgroep=doelgroep,
        peildatum=dag,
        gemaakt_op=f"{dag}T00:00:00+00:00",
        gemeente_code="9999",
        gemeente_naam="Voorbeeld",
        versie="0",
        minimum_personen=10,
        cellen=len(cellen),
        onderdrukt=0,
        beleid=beleid or {},
        verlies={},
        vingerafdruk_bron=f"lake-{dag}",
    )
    return schrijf_release(root / doelgroep / f"{naam}.sqlite", Inhoud(meta, {}, [], koppen, cellen))
