"""Protect one table of counts or amounts with hierarchies: from micro rows to judged cells. Pure; no files."""

from __future__ import annotations

import itertools
import math
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from datameent.disclosure.aanvullend import Bescherming, Regel, bescherming, informatiekosten
from datameent.disclosure.fouten import Foutcode, zonder_drempel
from datameent.disclosure.hierarchie import Hierarchie, Knoop, als_codes
from datameent.disclosure.stelsel import Ruimte, Stelsel
from datameent.domain.cel import Status
from datameent.domain.errors import DatameentError, ExitStatus, Plaats

TOTAAL = "totaal"
MAXIMUM_CELLEN = 2_000_000


@dataclass(frozen=True)
class Dimensie:
    """A column of codes per row, and the hierarchies above it (0 or more); codes of any kind become strings.

    `ouders`: per hierarchy the name and the column of parent codes. `hierarchieen`: checked hierarchies, whose finest
    codes are those of the column; they may have any number of levels. All hierarchies add up to the same total: a
    region to its county, and also to its kind of municipality. Errors: DM-ONT-006, DM-ONT-009.
    """

    naam: str
    codes: Sequence[object]
    ouders: tuple[tuple[str, Sequence[object]], ...] = ()
    hierarchieen: tuple[Hierarchie, ...] = ()

    @cached_property
    def bladeren(self) -> list[str]:
        """The code of every row."""
        return als_codes(self.codes, self.naam)

    @cached_property
    def bomen(self) -> tuple[Hierarchie, ...]:
        """All hierarchies."""
        uit_kolommen = (
            Hierarchie.van_kolommen([(self.naam, self.bladeren), (naam, als_codes(kolom, naam))])
            for naam, kolom in self.ouders
        )
        return (*uit_kolommen, *self.hierarchieen)


@dataclass(frozen=True, slots=True)
class Samenvatting:
    """What was done: cells with all totals, hidden for themselves, hidden for others, seconds.

    `personen_secundair`: persons in the cells hidden for others (a person counts in every cell). `open`: hidden cells
    that still follow because nothing is left to hide; `smal` and `niet_gezocht`: hidden cells whose interval is too
    narrow, or was not calculated (only with `speling`).
    """

    cellen: int
    primair: int
    secundair: int
    seconden: float
    personen_secundair: int = 0
    open: int = 0
    smal: int = 0
    niet_gezocht: int = 0


@dataclass(frozen=True)
class BeschermdeTabel:
    """The judged table: per cell one code per dimension, the value (null when hidden) and the reason."""

    dimensies: tuple[str, ...]
    rijen: list[tuple[tuple[str, ...], int | None, Status]]
    samenvatting: Samenvatting


@dataclass(frozen=True, slots=True)
class Wensen:
    """What to ask of the protection beside the threshold.

    `samen`: hidden cells under a shown total reach the threshold together. `eenlingen`: who is alone in a cell must
    not learn another. `speling`: the least width of the interval of a hidden cell, in the unit of the table (0: not
    asked). `optimaal`: the least possible loss, for a small table. `kosten`: `personen`, or `informatie` (the
    logarithm: many small cells cost more than one large).
    """

    samen: bool = False
    eenlingen: bool = False
    speling: int = 0
    optimaal: bool = False
    kosten: str = "personen"


@dataclass(frozen=True)
class Getelde:
    """A table with all totals: the value per cell, the system of sums, and who is alone in a cell."""

    assen: tuple[list[str], ...]
    som: list[int]
    stelsel: Stelsel
    eenlingen: dict[int, int]


def onderdruk_tabel(
    dimensies: Sequence[Dimensie],
    waarden: Sequence[int],
    contribuanten: Sequence[str] | None,
    *,
    drempel: int,
    nullen: bool = False,
    wensen: Wensen | None = None,
) -> BeschermdeTabel:
    """Build the table of all codes and totals, and hide what is unsafe and what protects it.

    `waarden`: the count per row, or the amount when `contribuanten` names who it belongs to (then the number of
    different contribuanten is what must reach `drempel`). Counts 1 to drempel-1 are unsafe, with `nullen` zeros
    too. Two rows with the same codes are counted together. Errors: DM-ONT-001 without a threshold, DM-ONT-005 when the
    table would exceed MAXIMUM_CELLEN, DM-ONT-006 and DM-ONT-009 about codes, DM-ONT-011 when it is too large for the
    optimum, DM-ONT-020 when a row is a total.

    >>> regio = Dimensie("regio", ["a", "b", "c"])
    >>> tabel = onderdruk_tabel([regio], [3, 20, 30], None, drempel=10)
    >>> [(codes[0], waarde, status.value) for codes, waarde, status in tabel.rijen]  # doctest: +NORMALIZE_WHITESPACE
    [('totaal', 53, ''), ('a', None, 'te-weinig-personen'), ('b', None, 'beschermt-ander'), ('c', 30, '')]
    """
    begin = time.perf_counter()
    if drempel < 1:
        raise zonder_drempel()
    wensen = wensen or Wensen()
    geteld = tel_tabel(dimensies, waarden, contribuanten)
    personen = geteld.stelsel.personen
    onveilig = [(0 < p < drempel) or (nullen and p == 0) for p in personen]
    regel = Regel(minimum=drempel, samen=wensen.samen, nul_veilig=not nullen)
    gedaan = _bescherm(geteld, onveilig, regel, wensen, bedragen=contribuanten is not None)
    rijen: list[tuple[tuple[str, ...], int | None, Status]] = []
    for cel, codes in enumerate(itertools.product(*geteld.assen)):
        status = Status.GEPUBLICEERD
        if gedaan.verborgen[cel]:
            status = Status.TE_WEINIG_PERSONEN if onveilig[cel] else Status.BESCHERMT_ANDER
        rijen.append((codes, None if status.onderdrukt else geteld.som[cel], status))
    extra = [p for p, weg, o in zip(personen, gedaan.verborgen, onveilig, strict=True) if weg and not o]
    telling = (len(gedaan.open), len(gedaan.smal), len(gedaan.niet_gezocht))
    seconden = time.perf_counter() - begin
    samenvatting = Samenvatting(len(rijen), sum(onveilig), len(extra), seconden, sum(extra), *telling)
    return BeschermdeTabel(tuple(d.naam for d in dimensies), rijen, samenvatting)


def tel_tabel(dimensies: Sequence[Dimensie], waarden: Sequence[int], contribuanten: Sequence[str] | None) -> Getelde:
    """The table of all codes and totals, not protected. Errors: as for `onderdruk_tabel`."""
    for dimensie in dimensies:
        _controleer_rijen(dimensie)
    assen = [_as(d) for d in dimensies]
    if math.prod(len(a.codes) for a in assen) > MAXIMUM_CELLEN:
        raise DatameentError(
            Foutcode.TE_GROOT,
            "The table would have too many cells",
            "Use fewer dimensions or coarser codes",
            exit_status=ExitStatus.USAGE,
        )
    som, personen, eenlingen = _tel(dimensies, assen, waarden, contribuanten)
    stelsel = Stelsel(personen, list(_vergelijkingen(assen)))
    return Getelde(tuple(a.codes for a in assen), som, stelsel, eenlingen)


def _controleer_rijen(dimensie: Dimensie) -> None:
    """Whoever gives a table with its totals in it would count everything twice."""
    if any(code.casefold() == TOTAAL for code in dimensie.bladeren):
        raise DatameentError(
            Foutcode.TOTAAL_TUSSEN_RIJEN,
            "A row is a total, and totals are made from the other rows",
            f"Leave the rows with the code `{TOTAAL}` out",
            Plaats(kolom=dimensie.naam),
            ExitStatus.USAGE,
        )


def _bescherm(
    geteld: Getelde, onveilig: Sequence[bool], regel: Regel, wensen: Wensen, *, bedragen: bool
) -> Bescherming:
    stelsel = geteld.stelsel
    kosten = informatiekosten(stelsel.personen) if wensen.kosten == "informatie" else None
    eenlingen = geteld.eenlingen if wensen.eenlingen else None
    ruimte = None
    if wensen.speling and bedragen:
        n = len(geteld.som)
        ruimte = Ruimte(geteld.som, [None if min(geteld.som) < 0 else 0] * n, [None] * n, [wensen.speling] * n)
    elif wensen.speling:
        ruimte = Ruimte.van_personen(geteld.som, onveilig, regel.minimum, wensen.speling, nul_veilig=regel.nul_veilig)
    if wensen.optimaal:
        from datameent.disclosure.optimum import optimum

        return optimum(stelsel, onveilig, regel, kosten=kosten, eenlingen=eenlingen, ruimte=ruimte)
    return bescherming(stelsel, onveilig, regel, kosten=kosten, eenlingen=eenlingen, ruimte=ruimte)


@dataclass(frozen=True)
class _As:
    """A dimension worked out: its codes (total first), per code of a row the codes it counts for, and the sums."""

    codes: list[str]
    van_rij: dict[str, tuple[int, ...]]
    sommen: list[tuple[int, ...]]


def _as(dimensie: Dimensie) -> _As:
    boven = {blad: _boven(dimensie, blad) for blad in sorted(set(dimensie.bladeren))}
    namen: list[Knoop] = [("", TOTAAL)]
    for nummer in range(len(dimensie.bomen)):
        namen += sorted({k for per_boom in boven.values() for k in per_boom[nummer]} - {*namen})
    namen += [(dimensie.naam, code) for code in boven]
    plek = {knoop: i for i, knoop in enumerate(namen)}
    van_rij = {
        blad: (0, *sorted({plek[k] for knopen in per_boom for k in knopen}), plek[dimensie.naam, blad])
        for blad, per_boom in boven.items()
    }
    sommen = [som for boom in dimensie.bomen for som in _sommen(boom, dimensie.naam, plek)]
    if not dimensie.bomen:
        sommen.append((0, *(plek[dimensie.naam, blad] for blad in boven)))
    return _As(_unieke_namen(namen), van_rij, sommen)


def _boven(dimensie: Dimensie, blad: str) -> list[tuple[Knoop, ...]]:
    """Per hierarchy the codes that a row counts for. A level that two hierarchies share must agree on its code."""
    per_boom = [boom.boven(_knoop(boom, dimensie.naam, blad)) for boom in dimensie.bomen]
    for een, ander in itertools.combinations(per_boom, 2):
        niveaus = {niveau for niveau, _ in een} & {niveau for niveau, _ in ander}
        if any((k in een) != (k in ander) for k in (*een, *ander) if k[0] in niveaus):
            raise DatameentError(
                Foutcode.HIERARCHIE,
                "Two hierarchies of a dimension share a level but not the codes of it",
                "Name the levels differently, or give the code the same parent in both",
                Plaats(kolom=dimensie.naam),
                ExitStatus.USAGE,
            )
    return per_boom


def _knoop(boom: Hierarchie, naam: str, blad: str) -> Knoop:
    """The code in the hierarchy: under the name of its column, or (in one from pairs) of the hierarchy."""
    for knoop in ((naam, blad), (boom.naam, blad)):
        if knoop in boom.ouder and knoop not in boom.delen:
            return knoop
    raise DatameentError(
        Foutcode.CODE_ONTBREEKT,
        "A code of the table is not among the finest codes of its hierarchy",
        "Add the code to the hierarchy, or give the table finer codes",
        Plaats(kolom=naam),
        ExitStatus.USAGE,
    )


def _sommen(boom: Hierarchie, naam: str, plek: Mapping[Knoop, int]) -> Iterator[tuple[int, ...]]:
    """Every sum of one hierarchy that the table holds, the total of everything first."""

    def vind(knoop: Knoop) -> int | None:
        return plek.get((naam, knoop[1])) if knoop not in boom.delen else plek.get(knoop)

    for boven in sorted(boom.delen, key=lambda k: k or ("", "")):
        totaal = 0 if boven is None else plek.get(boven)
        delen = [d for d in map(vind, boom.delen[boven]) if d is not None]
        if totaal is not None and delen:
            yield (totaal, *delen)


def _unieke_namen(namen: Sequence[tuple[str, str]]) -> list[str]:
    """The code itself, with the name of its column before it where two levels use the same code."""
    vaak = Counter(code for _, code in namen)
    return [code if vaak[code] == 1 or not naam else f"{naam}={code}" for naam, code in namen]


def _tel(
    dimensies: Sequence[Dimensie],
    assen: Sequence[_As],
    waarden: Sequence[int],
    contribuanten: Sequence[str] | None,
) -> tuple[list[int], list[int], dict[int, int]]:
    """Per cell the sum and the number of persons; and of cells with one person, a number for that person."""
    stappen = _stappen(assen)
    som = [0] * math.prod(len(a.codes) for a in assen)
    wie: dict[int, set[str]] = {}
    for rij, codes in enumerate(zip(*(d.bladeren for d in dimensies), strict=True)):
        per_as = [[i * stap for i in as_.van_rij[code]] for as_, code, stap in zip(assen, codes, stappen, strict=True)]
        for plekken in itertools.product(*per_as):
            cel = sum(plekken)
            som[cel] += waarden[rij]
            if contribuanten is not None:
                wie.setdefault(cel, set()).add(contribuanten[rij])
    if contribuanten is None:
        return som, som, {cel: cel for cel, n in enumerate(som) if n == 1}
    nummer = {naam: i for i, naam in enumerate(dict.fromkeys(contribuanten))}
    eenlingen = {cel: nummer[min(namen)] for cel, namen in wie.items() if len(namen) == 1}
    return som, [len(wie.get(cel, ())) for cel in range(len(som))], eenlingen


def _stappen(assen: Sequence[_As]) -> list[int]:
    """The stride of every axis in the flat list of cells (last axis fastest)."""
    stappen = [1] * len(assen)
    for i in range(len(assen) - 2, -1, -1):
        stappen[i] = stappen[i + 1] * len(assen[i + 1].codes)
    return stappen


def _vergelijkingen(assen: Sequence[_As]) -> Iterator[tuple[int, ...]]:
    """Every sum of every dimension, at every combination of codes of the others."""
    stappen = _stappen(assen)
    for i, as_ in enumerate(assen):
        bereiken = [
            [0] if j == i else [k * stappen[j] for k in range(len(ander.codes))] for j, ander in enumerate(assen)
        ]
        for basis in map(sum, itertools.product(*bereiken)):
            for sommen in as_.sommen:
                yield tuple(basis + k * stappen[i] for k in sommen)
