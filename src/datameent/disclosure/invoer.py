"""What linked tables must be before they can be judged: totals that add, and groups that do not overlap.

Protection reasons with the sums between cells. Where a total is not what its parts add up to, or a dimension holds 0-17
beside 0-18, those sums are not true, and what follows from the true ones would go unseen.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import combinations, product

from datameent.disclosure.celtabel import PERIODE, TOTAAL
from datameent.disclosure.fouten import Foutcode
from datameent.domain.errors import DatameentError, ExitStatus, Plaats

Sleutel = tuple[str, ...]
_REEKS = re.compile(r"(\d+)(?:-(\d+)|(\+))?")
_OPEN_EIND = 10**9


def controleer_sommen(
    indicator: str, waarden: Sequence[int], vergelijkingen: Iterable[tuple[int, ...]], *, optellend: bool
) -> None:
    """Refuse totals that their parts cannot make. Error: DM-ONT-013.

    Amounts (`optellend`) add up to the cent, credits included. Someone may be counted in two wijken, so counts add up
    to their total or more, and no part is more than the total.

    >>> controleer_sommen("clienten", [45, 30, 20], [(0, 1, 2)], optellend=False)
    >>> try:
    ...     controleer_sommen("uitgaven", [45, 30, 20], [(0, 1, 2)], optellend=True)
    ... except DatameentError as fout:
    ...     print(fout.code)
    DM-ONT-013
    """
    for totaal, *delen in vergelijkingen:
        geheel, stukken = waarden[totaal], [waarden[d] for d in delen]
        som = sum(stukken)
        if (som != geheel) if optellend else not max(stukken) <= geheel <= som:
            raise _fout(
                Foutcode.TELT_NIET_OP,
                "A total is not what its parts add up to",
                "Give every table all its cells, counted at the same moment from the same rows",
                indicator,
            )


def controleer_indeling(
    indicator: str, dimensies: Sequence[str], sleutels: Iterable[Sleutel], ladders: Collection[str] = ()
) -> None:
    """Refuse groups of one dimension that overlap, such as ages 0-17 and 0-18. Error: DM-ONT-018.

    Their difference is a group too, that of eighteen, which is in no table and would be protected by nobody. Two
    groupings are one dimension with two hierarchies above the codes that both can be made of (`Dimensie`). Codes are
    read as `18`, `0-17` or `65+`; groups that differ in another code (ages per law) may overlap. `ladders`: dimensions
    whose codes are linked by hierarchies, where 0-17 may stand beside 12-17.

    >>> controleer_indeling("clienten", ("wet", "leeftijd"), [("wmo", "18-64"), ("wmo", "65+"), ("jeugdwet", "18-22")])
    >>> try:
    ...     controleer_indeling("clienten", ("leeftijd",), [("0-17",), ("0-18",)])
    ... except DatameentError as fout:
    ...     print(fout.code)
    DM-ONT-018
    """
    alle = list(sleutels)
    tijd = dimensies.index(PERIODE) if PERIODE in dimensies else None
    for as_, dimensie in enumerate(dimensies):
        reeksen = {} if as_ == tijd or dimensie in ladders else _reeksen({s[as_] for s in alle})
        paren = [p for p in combinations(sorted(reeksen), 2) if _overlappen(*(reeksen[c] for c in p))]
        if not paren:
            continue
        rest: dict[str, set[Sleutel]] = {c: set() for paar in paren for c in paar}
        for s in alle:
            if s[as_] in rest:
                rest[s[as_]].add(tuple(c[:4] if i == tijd else c for i, c in enumerate(s) if i != as_))
        if any(_naast_elkaar(rest[een], rest[ander]) for een, ander in paren):
            raise _fout(
                Foutcode.GROEPEN_OVERLAPPEN,
                f"Two groups of one dimension overlap: {dimensie}",
                "Use one grouping, or give both as hierarchies above the finest codes",
                indicator,
            )


def _naast_elkaar(een: set[Sleutel], ander: set[Sleutel]) -> bool:
    """Whether two groups are about the same rest somewhere: equal codes (the year of a period), or the total of them.

    >>> _naast_elkaar({("2024", "w1")}, {("2024", "totaal")}), _naast_elkaar({("2024", "wmo")}, {("2024", "jeugdwet")})
    (True, False)
    """
    for a, b in product(_per_vorm(een).values(), _per_vorm(ander).values()):
        x, y = next(iter(a)), next(iter(b))
        beide = [i for i, paar in enumerate(zip(x, y, strict=True)) if TOTAAL not in paar]
        if {tuple(s[i] for i in beide) for s in a} & {tuple(s[i] for i in beide) for s in b}:
            return True
    return False


def _per_vorm(sleutels: set[Sleutel]) -> dict[tuple[bool, ...], set[Sleutel]]:
    """Split by where the total stands."""
    per: dict[tuple[bool, ...], set[Sleutel]] = {}
    for s in sleutels:
        per.setdefault(tuple(c == TOTAAL for c in s), set()).add(s)
    return per


def _reeksen(codes: Iterable[str]) -> dict[str, tuple[int, int]]:
    """The codes that are a number or a range of numbers, with their first and last.

    >>> sorted(_reeksen(["00-03", "18", "85+", "onbekend"]).values())
    [(0, 3), (18, 18), (85, 1000000000)]
    """
    gelezen = {c: m for c in codes if c != TOTAAL and (m := _REEKS.fullmatch(c))}
    if not any(m[2] or m[3] for m in gelezen.values()):
        return {}  # numbers alone are names: 43 is no age
    return {c: (int(m[1]), _OPEN_EIND if m[3] else int(m[2] or m[1])) for c, m in gelezen.items()}


def _overlappen(een: tuple[int, int], ander: tuple[int, int]) -> bool:
    return een[0] <= ander[1] and ander[0] <= een[1]


def _fout(code: Foutcode, what: str, todo: str, indicator: str) -> DatameentError:
    return DatameentError(code, what, todo, Plaats(element=indicator), ExitStatus.USAGE)
