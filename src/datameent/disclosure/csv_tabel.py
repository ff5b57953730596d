"""Protect one table of counts or amounts with hierarchies: from micro rows to judged cells. Pure; no files."""

from __future__ import annotations

import itertools
import math
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from datameent.disclosure.aanvullend import Regel, bescherm
from datameent.disclosure.fouten import Foutcode
from datameent.disclosure.stelsel import Stelsel
from datameent.domain.cel import Status
from datameent.domain.errors import DatameentError, ExitStatus, Plaats

TOTAAL = "totaal"
MAXIMUM_CELLEN = 2_000_000


@dataclass(frozen=True)
class Dimensie:
    """A column of codes per row, and per hierarchy above it the column of parent codes (0 or more hierarchies).

    Two hierarchies both add up to the same total: a region to its county, and also to its kind of municipality.
    """

    naam: str
    codes: Sequence[str]
    ouders: tuple[tuple[str, Sequence[str]], ...] = ()


@dataclass(frozen=True, slots=True)
class Samenvatting:
    """What was done: cells with all totals, hidden for themselves, hidden for others, seconds."""

    cellen: int
    primair: int
    secundair: int
    seconden: float


@dataclass(frozen=True)
class BeschermdeTabel:
    """The judged table: per cell one code per dimension, the value (null when hidden) and the reason."""

    dimensies: tuple[str, ...]
    rijen: list[tuple[tuple[str, ...], int | None, Status]]
    samenvatting: Samenvatting


def onderdruk_tabel(
    dimensies: Sequence[Dimensie],
    waarden: Sequence[int],
    contribuanten: Sequence[str] | None,
    *,
    drempel: int,
    nullen: bool = False,
    samen: bool = False,
) -> BeschermdeTabel:
    """Build the table of all codes and totals, and hide what is unsafe and what protects it.

    `waarden`: the count per row, or the amount when `contribuanten` names who it belongs to (then the number of
    different contribuanten is what must reach `drempel`). Counts 1 to drempel-1 are unsafe, with `nullen` zeros
    too. `samen` also asks that hidden cells under a shown total reach `drempel` together. Errors: DM-ONT-005 when
    the table would exceed MAXIMUM_CELLEN, DM-ONT-006 when a code has two parents in one hierarchy.

    >>> regio = Dimensie("regio", ["a", "b", "c"])
    >>> tabel = onderdruk_tabel([regio], [3, 20, 30], None, drempel=10)
    >>> [(codes[0], waarde, status.value) for codes, waarde, status in tabel.rijen]  # doctest: +NORMALIZE_WHITESPACE
    [('totaal', 53, ''), ('a', None, 'te-weinig-personen'), ('b', None, 'beschermt-ander'), ('c', 30, '')]
    """
    begin = time.perf_counter()
    assen = [_as(d) for d in dimensies]
    if math.prod(len(a.codes) for a in assen) > MAXIMUM_CELLEN:
        raise DatameentError(
            Foutcode.TE_GROOT,
            "The table would have too many cells",
            "Use fewer dimensions or coarser codes",
            exit_status=ExitStatus.USAGE,
        )
    som, personen = _tel(dimensies, assen, waarden, contribuanten)
    onveilig = [(0 < p < drempel) or (nullen and p == 0) for p in personen]
    stelsel = Stelsel(personen, list(_vergelijkingen(assen)))
    regel = Regel(minimum=drempel, samen=samen, nul_veilig=not nullen)
    verborgen = bescherm(stelsel, onveilig, regel)
    rijen: list[tuple[tuple[str, ...], int | None, Status]] = []
    for cel, codes in enumerate(itertools.product(*(a.codes for a in assen))):
        status = Status.GEPUBLICEERD
        if verborgen[cel]:
            status = Status.TE_WEINIG_PERSONEN if onveilig[cel] else Status.BESCHERMT_ANDER
        rijen.append((codes, None if verborgen[cel] else som[cel], status))
    primair, alle = sum(onveilig), sum(verborgen)
    samenvatting = Samenvatting(len(rijen), primair, alle - primair, time.perf_counter() - begin)
    return BeschermdeTabel(tuple(d.naam for d in dimensies), rijen, samenvatting)


@dataclass(frozen=True)
class _As:
    """A dimension worked out: its codes (total first), per code of a row the codes it counts for, and the sums."""

    codes: list[str]
    van_rij: dict[str, tuple[int, ...]]
    sommen: list[tuple[int, ...]]


def _as(dimensie: Dimensie) -> _As:
    bladeren = sorted(set(dimensie.codes))
    ouder_van = [_ouders(dimensie, naam, kolom) for naam, kolom in dimensie.ouders]
    namen: list[tuple[str, str]] = [("", TOTAAL)]
    for (naam, _), ouders in zip(dimensie.ouders, ouder_van, strict=True):
        namen += [(naam, code) for code in sorted(set(ouders.values()))]
    namen += [(dimensie.naam, code) for code in bladeren]
    plek = {sleutel: i for i, sleutel in enumerate(namen)}
    van_rij: dict[str, tuple[int, ...]] = {}
    sommen: list[tuple[int, ...]] = []
    for blad in bladeren:
        boven = [plek[h, o[blad]] for (h, _), o in zip(dimensie.ouders, ouder_van, strict=True)]
        van_rij[blad] = (0, *boven, plek[dimensie.naam, blad])
    if not dimensie.ouders:
        sommen.append((0, *(plek[dimensie.naam, b] for b in bladeren)))
    for (naam, _), ouders in zip(dimensie.ouders, ouder_van, strict=True):
        boven_codes = sorted(set(ouders.values()))
        sommen.append((0, *(plek[naam, o] for o in boven_codes)))
        for o in boven_codes:
            sommen.append((plek[naam, o], *(plek[dimensie.naam, b] for b in bladeren if ouders[b] == o)))
    return _As(_unieke_namen(namen), van_rij, sommen)


def _ouders(dimensie: Dimensie, naam: str, kolom: Sequence[str]) -> dict[str, str]:
    ouders: dict[str, str] = {}
    for code, ouder in zip(dimensie.codes, kolom, strict=True):
        if ouders.setdefault(code, ouder) != ouder:
            raise DatameentError(
                Foutcode.HIERARCHIE,
                "A code belongs to two parents in one hierarchy",
                "Give every code one parent, or name the columns as two hierarchies with +",
                Plaats(kolom=f"{dimensie.naam}:{naam}"),
                ExitStatus.USAGE,
            )
    return ouders


def _unieke_namen(namen: Sequence[tuple[str, str]]) -> list[str]:
    """The code itself, with the name of its column before it where two levels use the same code."""
    vaak = Counter(code for _, code in namen)
    return [code if vaak[code] == 1 or not naam else f"{naam}={code}" for naam, code in namen]


def _tel(
    dimensies: Sequence[Dimensie],
    assen: Sequence[_As],
    waarden: Sequence[int],
    contribuanten: Sequence[str] | None,
) -> tuple[list[int], list[int]]:
    """Per cell the sum and the number of persons."""
    stappen = _stappen(assen)
    som = [0] * math.prod(len(a.codes) for a in assen)
    wie: dict[int, set[str]] = {}
    for rij, codes in enumerate(zip(*(d.codes for d in dimensies), strict=True)):
        per_as = [[i * stap for i in as_.van_rij[code]] for as_, code, stap in zip(assen, codes, stappen, strict=True)]
        for plekken in itertools.product(*per_as):
            cel = sum(plekken)
            som[cel] += waarden[rij]
            if contribuanten is not None:
                wie.setdefault(cel, set()).add(contribuanten[rij])
    if contribuanten is None:
        return som, som
    return som, [len(wie.get(cel, ())) for cel in range(len(som))]


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
