"""Tables drawn at random and protected through the public functions, as a reader has them afterwards.

Nothing here uses what protects but the call itself. The sums are written down from what was drawn. What a reader knows
of a hidden figure is what its reason gives away: `te-weinig-personen` is below the threshold; any other hidden count is
at least the threshold, for a reader who thinks that far.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from datameent.disclosure import Beleid, Celtabel, Dimensie, Hierarchie, Oordeel, Wensen, beoordeel, onderdruk_tabel

Sleutel = tuple[str, ...]
Som = tuple[Sleutel, ...]
TOTAAL, TE_WEINIG = "totaal", "te-weinig-personen"
GEEN_GRENS = 1e6


class Verborgen(NamedTuple):
    """Between what a reader knows a hidden figure to lie."""

    laag: float
    hoog: float = GEEN_GRENS


@dataclass
class Geval:
    """A protected set of linked tables; `gemeld`: how many cells were said to be impossible to protect."""

    naam: str
    getoond: dict[Sleutel, int] = field(default_factory=dict)
    verborgen: dict[Sleutel, Verborgen] = field(default_factory=dict)
    sommen: list[Som] = field(default_factory=list)
    gemeld: int = 0

    def zonder_drempel(self) -> Geval:
        """The same for a reader who takes a figure that protects another for anything from zero up."""
        verborgen = {c: v if v.hoog < GEEN_GRENS else Verborgen(0) for c, v in self.verborgen.items()}
        return replace(self, verborgen=verborgen)


class As(NamedTuple):
    """A dimension: the code per row, per hierarchy the pairs of code and parent, and every total with its parts."""

    naam: str
    rijen: list[str]
    bomen: list[list[tuple[str, str | None]]]
    sommen: list[tuple[str, ...]]

    @property
    def codes(self) -> list[str]:
        """Every code that the table has on this axis."""
        return sorted({code for som in self.sommen for code in som})


def _trek_as(kans: random.Random, naam: str, rijen: int) -> As:
    maat = kans.randint(2, 6)
    codes = [f"{naam}{kans.randrange(maat)}" for _ in range(rijen)]
    bladeren = sorted(set(codes))
    bomen, sommen = [], []
    for nummer in range(kans.choice((0, 1, 1, 2))):
        paren: list[tuple[str, str | None]] = []
        laag = bladeren
        for niveau in range(kans.randint(1, 2)):
            boven = [f"{naam}h{nummer}n{niveau}k{i}" for i in range(max(1, len(laag) // 2))]
            ouder = {code: kans.choice(boven) for code in laag}
            paren += ouder.items()
            laag = sorted(set(ouder.values()))
            sommen += [(o, *(c for c in ouder if ouder[c] == o)) for o in laag]
        sommen.append((TOTAAL, *laag))
        bomen.append([*paren, *((code, None) for code in laag)])
    return As(naam, codes, bomen, sommen or [(TOTAAL, *bladeren)])


def _trek_assen(kans: random.Random, rijen: int) -> list[As]:
    """One to three axes; drawn again while the table would have more than 400 cells."""
    while True:
        assen = [_trek_as(kans, naam, rijen) for naam in "abc"[: kans.randint(1, 3)]]
        cellen = 1
        for as_ in assen:
            cellen *= len(as_.codes)
        if cellen <= 400:
            return assen


def _trek_aantal(kans: random.Random) -> int:
    return kans.choice((0, 1, 1, 2, kans.randint(1, 12), kans.randint(10, 60), kans.randint(10, 200)))


def _alle_sommen(per_as: Sequence[Sequence[tuple[str, ...]]], codes: Sequence[Iterable[str]]) -> list[Som]:
    """Every total of every axis at every combination of codes of the others."""
    uit = []
    for plek, sommen in enumerate(per_as):
        for rest in itertools.product(*(c for i, c in enumerate(codes) if i != plek)):
            uit += [tuple((*rest[:plek], code, *rest[plek:]) for code in som) for som in sommen]
    return uit


def trek_tabel(zaad: int) -> Geval:
    """Counts of one to three dimensions with up to two hierarchies each, through `onderdruk_tabel`."""
    kans = random.Random(zaad)
    rijen = kans.randint(4, 60)
    assen = _trek_assen(kans, rijen)
    drempel, nullen = kans.randint(3, 10), kans.random() < 0.3
    samen, eenlingen, kosten = kans.random() < 0.5, kans.random() < 0.5, kans.choice(("personen", "informatie"))
    dims = []
    for as_ in assen:
        bomen = tuple(Hierarchie.van_paren(f"{as_.naam}{i}", paren) for i, paren in enumerate(as_.bomen))
        dims.append(Dimensie(as_.naam, as_.rijen, hierarchieen=bomen))
    tabel = onderdruk_tabel(
        dims,
        [_trek_aantal(kans) for _ in range(rijen)],
        None,
        drempel=drempel,
        nullen=nullen,
        wensen=Wensen(samen, eenlingen, kans.randint(1, 3), kosten=kosten),
    )
    s = tabel.samenvatting
    geval = Geval(f"tabel {zaad}", gemeld=s.open + s.smal + s.niet_gezocht)
    for codes, waarde, status in tabel.rijen:
        if waarde is not None:
            geval.getoond[codes] = waarde
        else:
            klein = Verborgen(0 if nullen else 1, drempel - 1)
            geval.verborgen[codes] = klein if status.value == TE_WEINIG else Verborgen(drempel)
    geval.sommen = _alle_sommen([a.sommen for a in assen], [a.codes for a in assen])
    return geval


class _Blok(NamedTuple):
    """The linked cells of one indicator: its dimensions, the sums over periods, and the count per cell."""

    dims: tuple[str, ...]
    codes: list[list[str]]
    jaar_van: dict[str, list[str]]
    aantal: dict[Sleutel, int]


def _trek_blok(kans: random.Random) -> _Blok:
    dims = ("leeftijdsgroep", "productcategorie", "wijk")[: kans.randint(1, 3)]
    codes = [[f"{d[0]}{i}" for i in range(kans.randint(2, 4))] for d in dims]
    jaar_van = {"2024": [f"2024-0{m}" for m in range(1, kans.randint(2, 4))]} if kans.random() < 0.4 else {}
    maanden = [m for per_jaar in jaar_van.values() for m in per_jaar] or ["2023", "2024"][: kans.randint(1, 2)]
    aantal: dict[Sleutel, int] = {}
    for cel in itertools.product(maanden, *codes):
        n = _trek_aantal(kans) if kans.random() < 0.8 else 0
        for weg in itertools.product((False, True), repeat=len(dims)):
            boven = tuple(TOTAAL if w else c for w, c in zip(weg, cel[1:], strict=True))
            for periode in (cel[0], *jaar_van):
                aantal[periode, *boven] = aantal.get((periode, *boven), 0) + n
    return _Blok(dims, codes, jaar_van, aantal)


def _tabellen(blok: _Blok) -> list[tuple[list[Sleutel], Celtabel]]:
    """Per grain and crossing the cells and the table that holds them."""
    uit = []
    for korrel in sorted({len(cel[0]) for cel in blok.aantal}):
        for weg in itertools.product((False, True), repeat=len(blok.dims)):
            cellen = [c for c in blok.aantal if len(c[0]) == korrel and tuple(x == TOTAAL for x in c[1:]) == weg]
            dims = ("periode", *(d for d, w in zip(blok.dims, weg, strict=True) if not w))
            kolommen = [[c[0] for c in cellen], *([c[i + 1] for c in cellen] for i, w in enumerate(weg) if not w)]
            aantal = [blok.aantal[c] for c in cellen]
            tabel = Celtabel(
                "instroom", "frequentie", dims, tuple(kolommen), aantal, aantal, tijd_telt_op=bool(blok.jaar_van)
            )
            uit.append((cellen, tabel))
    return uit


def trek_celtabellen(zaad: int) -> Geval:
    """Every crossing of one to three dimensions of one indicator, over months and a year, through `beoordeel`."""
    kans = random.Random(zaad)
    blok = _trek_blok(kans)
    beleid = Beleid(
        minimum_personen=kans.randint(3, 10),
        nul_veilig=kans.random() < 0.7,
        samen_minimum=kans.random() < 0.5,
        eenlingen=kans.random() < 0.5,
        speling_personen=kans.randint(0, 3),
        kosten=kans.choice(("personen", "informatie")),
    )
    tabellen = _tabellen(blok)
    oordelen = beoordeel([t for _, t in tabellen], beleid)
    geval = Geval(f"celtabellen {zaad}", gemeld=sum(o.volgt + o.smal for o in oordelen))
    for (cellen, _), oordeel in zip(tabellen, oordelen, strict=True):
        _lees_oordeel(geval, cellen, oordeel, blok.aantal, beleid)
    sommen = _alle_sommen([[(TOTAAL, *c)] for c in blok.codes], [[TOTAAL, *c] for c in blok.codes])
    geval.sommen = [tuple((p, *cel) for cel in som) for p in sorted({c[0] for c in blok.aantal}) for som in sommen]
    for jaar, maanden in blok.jaar_van.items():
        rest = sorted({cel[1:] for cel in blok.aantal})
        geval.sommen += [tuple((p, *r) for p in (jaar, *maanden)) for r in rest]
    _laat_leeg_zijn(geval)
    return geval


def _laat_leeg_zijn(geval: Geval) -> None:
    """Under a total that is too small an empty cell may be hidden too; unless one is shown there, nobody can tell."""
    te_weinig = {c for c, v in geval.verborgen.items() if v.hoog < GEEN_GRENS}
    leeg = {c for c, n in geval.getoond.items() if n == 0}
    zegt_iets = leeg - {deel for totaal, *delen in geval.sommen if totaal in leeg for deel in delen}
    for totaal, *delen in geval.sommen:
        if totaal in te_weinig and zegt_iets.isdisjoint(delen):
            geval.verborgen |= {d: Verborgen(0, geval.verborgen[d].hoog) for d in delen if d in te_weinig}


def _lees_oordeel(
    geval: Geval, cellen: Sequence[Sleutel], oordeel: Oordeel, aantal: Mapping[Sleutel, int], beleid: Beleid
) -> None:
    klein = Verborgen(1 if beleid.nul_veilig else 0, beleid.minimum_personen - 1)
    for cel, status in zip(cellen, oordeel.statussen, strict=True):
        if not status.onderdrukt:
            geval.getoond[cel] = aantal[cel]
        else:
            geval.verborgen[cel] = klein if status.value == TE_WEINIG else Verborgen(beleid.minimum_personen)
