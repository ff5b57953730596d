"""What linked tables must be before they can be judged: totals that add, and groups that do not overlap.

Protection reasons with the sums between cells. Where a total is not what its parts add up to, or a dimension holds 0-17
beside 0-18, those sums are not true, and what follows from the true ones would go unseen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

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
    >>> controleer_sommen("uitgaven", [45, 30, 20], [(0, 1, 2)], optellend=True)
    Traceback (most recent call last):
    ...
    datameent.domain.errors.DatameentError: [DM-ONT-013] A total is not what its parts add up to ...
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


def controleer_indeling(indicator: str, dimensies: Sequence[str], sleutels: Iterable[Sleutel]) -> None:
    """Refuse groups of one dimension that overlap, such as ages 0-17 and 0-18. Error: DM-ONT-018.

    Their difference is a group too, that of eighteen, which is in no table and would be protected by nobody. Two
    groupings are one dimension with two hierarchies above the codes that both can be made of (`Dimensie`). Codes are
    read as `18`, `0-17` or `65+`; groups that differ in another code (ages per law) may overlap.

    >>> controleer_indeling("clienten", ("wet", "leeftijd"), [("wmo", "18-64"), ("wmo", "65+"), ("jeugdwet", "18-22")])
    >>> controleer_indeling("clienten", ("leeftijd",), [("0-17",), ("0-18",)])
    Traceback (most recent call last):
    ...
    datameent.domain.errors.DatameentError: [DM-ONT-018] Two groups of one dimension overlap ...
    """
    alle = list(sleutels)
    for as_, dimensie in enumerate(dimensies):
        if dimensie == PERIODE:
            continue
        reeksen = _reeksen({s[as_] for s in alle})
        if not _overlappen(reeksen.values()):
            continue
        naast: dict[Sleutel, set[tuple[int, int]]] = {}
        for s in alle:
            if s[as_] in reeksen:
                naast.setdefault((*s[:as_], *s[as_ + 1 :]), set()).add(reeksen[s[as_]])
        if any(map(_overlappen, naast.values())):
            raise _fout(
                Foutcode.GROEPEN_OVERLAPPEN,
                f"Two groups of one dimension overlap: {dimensie}",
                "Use one grouping, or give both as hierarchies above the finest codes",
                indicator,
            )


def _reeksen(codes: Iterable[str]) -> dict[str, tuple[int, int]]:
    """The codes that are a number or a range of numbers, with their first and last.

    >>> sorted(_reeksen(["00-03", "18", "85+", "onbekend"]).values())
    [(0, 3), (18, 18), (85, 1000000000)]
    """
    gelezen = {c: m for c in codes if c != TOTAAL and (m := _REEKS.fullmatch(c))}
    if not any(m[2] or m[3] for m in gelezen.values()):
        return {}  # numbers alone are names: 43 is no age
    return {c: (int(m[1]), _OPEN_EIND if m[3] else int(m[2] or m[1])) for c, m in gelezen.items()}


def _overlappen(reeksen: Iterable[tuple[int, int]]) -> bool:
    return any(tot >= van for (_, tot), (van, _) in pairwise(sorted(reeksen)))


def _fout(code: Foutcode, what: str, todo: str, indicator: str) -> DatameentError:
    return DatameentError(code, what, todo, Plaats(element=indicator), ExitStatus.USAGE)
