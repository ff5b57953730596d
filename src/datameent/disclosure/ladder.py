"""The ways up from a code to the total: one per hierarchy, with what hangs below it in another hierarchy.

Two hierarchies of one dimension meet in the codes that they share: buurt < wijk < gemeente, and wijk < team. A table
per buurt and one per team, without one per wijk, are linked all the same: a team is the sum of the buurten of its
wijken. So each hierarchy is completed with what the others say of the codes below its finest ones.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from datameent.disclosure.celtabel import TOTAAL
from datameent.disclosure.fouten import Foutcode
from datameent.disclosure.hierarchie import Hierarchie
from datameent.domain.errors import DatameentError, ExitStatus, Plaats

Boven = dict[str, str | None]
Delen = dict[str | None, list[str]]


@dataclass(frozen=True)
class Ladder:
    """Per code the one above it (None: the total); every code counts once on its way up.

    >>> gebied = Hierarchie.van_paren("gebied", [("b1", "w1"), ("b2", "w1"), ("w1", None), ("w2", None)])
    >>> team = Hierarchie.van_paren("team", [("w1", "t"), ("w2", "t"), ("t", None)])
    >>> [ladder.keten("b1") for ladder in ladders("wijk", [gebied, team])]
    [('w1', 'totaal'), ('w1', 't', 'totaal')]
    """

    boven: Mapping[str, str | None]

    def keten(self, code: str) -> tuple[str, ...]:
        """The codes above a code, the nearest first and the total last; nothing for a code that it lacks."""
        rij: list[str] = []
        while code in self.boven:
            code = self.boven[code] or TOTAAL
            rij.append(code)
        return tuple(rij)

    @cached_property
    def delen(self) -> Delen:
        """Per code (None: the total) those directly below it."""
        return _delen(self.boven)

    @cached_property
    def bladeren(self) -> dict[str, int]:
        """How many of the finest codes each code and the total hold; a finest code holds itself."""
        aantal: dict[str, int] = {}
        for code in self.boven:
            if code not in self.delen:
                for hoger in (code, *self.keten(code)):
                    aantal[hoger] = aantal.get(hoger, 0) + 1
        return aantal


def ladders(dimensie: str, hierarchieen: Sequence[Hierarchie]) -> tuple[Ladder, ...]:
    """The ladders of a dimension, in the order of its hierarchies; the same code is the same thing in all of them.

    Errors: DM-ONT-017 for a code on two levels (or `totaal` below something), DM-ONT-007 when hierarchies together put
    a code above itself.
    """
    bomen = [_op_code(dimensie, h) for h in hierarchieen]
    _controleer_niveaus(dimensie, hierarchieen)
    _controleer_kring(dimensie, bomen)
    gevonden: dict[tuple[tuple[str, str | None], ...], Ladder] = {}
    for basis in bomen:
        for eerst in [b for b in bomen if b is not basis] or [basis]:
            volgorde = [eerst, *(b for b in bomen if b is not basis and b is not eerst)]
            boven = _volledig(dict(basis), volgorde)
            gevonden.setdefault(tuple(sorted(boven.items(), key=str)), Ladder(boven))
    return tuple(gevonden.values())


def _delen(boven: Mapping[str, str | None]) -> Delen:
    delen: Delen = {}
    for code, hoger in boven.items():
        delen.setdefault(hoger, []).append(code)
    return delen


def _op_code(dimensie: str, hierarchie: Hierarchie) -> Boven:
    """A hierarchy by code alone, without its level names; the code `totaal` is the total itself."""
    boven = {code: None if hoger is None else hoger[1] for (_, code), hoger in hierarchie.ouder.items()}
    if len(boven) != len(hierarchie.ouder) or boven.pop(TOTAAL, None) is not None:
        raise _twee_niveaus(dimensie)
    return {code: None if hoger == TOTAAL else hoger for code, hoger in boven.items()}


def _controleer_niveaus(dimensie: str, hierarchieen: Iterable[Hierarchie]) -> None:
    niveaus: dict[str, str] = {}
    for hierarchie in hierarchieen:
        if len({niveau for niveau, _ in hierarchie.ouder}) > 1:  # from columns; rows of pairs name no levels
            for niveau, code in hierarchie.ouder:
                if niveaus.setdefault(code, niveau) != niveau:
                    raise _twee_niveaus(dimensie)


def _controleer_kring(dimensie: str, bomen: Iterable[Boven]) -> None:
    graaf: dict[str, set[str]] = {}
    for boven in bomen:
        for code, hoger in boven.items():
            graaf.setdefault(code, set()).update([] if hoger is None else [hoger])
    try:
        TopologicalSorter(graaf).prepare()
    except CycleError:
        raise DatameentError(
            Foutcode.HIERARCHIE_KRING,
            "The hierarchies of a dimension together put a code above itself",
            "Break the cycle",
            Plaats(kolom=dimensie),
            ExitStatus.USAGE,
        ) from None


def _volledig(boven: Boven, anderen: Sequence[Boven]) -> Boven:
    """Complete a hierarchy with what is below its finest codes, and beside those that it lacks."""
    delen = [_delen(b) for b in anderen]
    _vul_onder(boven, delen)
    for ander, van in zip(anderen, delen, strict=True):
        _vul_naast(boven, ander, van)
    _vul_onder(boven, delen)
    return boven


def _vul_onder(boven: Boven, anderen: Sequence[Delen]) -> None:
    """Below every finest code the parts that the first other hierarchy knows of it."""
    hoger = set(boven.values())
    wacht = deque(code for code in boven if code not in hoger)
    while wacht:
        blad = wacht.popleft()
        delen = next((d for van in anderen if (d := van.get(blad)) and boven.keys().isdisjoint(d)), [])
        boven.update(dict.fromkeys(delen, blad))
        wacht.extend(delen)


def _vul_naast(boven: Boven, ander: Boven, van: Delen) -> None:
    """What this hierarchy leaves out: a wijk without a team is beside the teams, not nothing."""
    geraakt: set[str] = set()
    for code in boven:
        hier: str | None = code
        while hier is not None and hier in ander and hier not in geraakt:
            geraakt.add(hier)
            hier = ander[hier]
    for ouder, delen in van.items():
        los = [d for d in delen if d not in geraakt]
        if ouder in boven or not los or len(los) == len(delen):
            continue  # nothing is left out here, or this is another way to divide the same
        hoger = ouder
        while hoger is not None and hoger not in boven:
            hoger = ander[hoger]
        _neem_over(boven, los, hoger, van)


def _neem_over(boven: Boven, codes: Iterable[str], hoger: str | None, van: Delen) -> None:
    for code in codes:
        boven[code] = hoger
        _neem_over(boven, van.get(code, ()), code, van)


def _twee_niveaus(dimensie: str) -> DatameentError:
    return DatameentError(
        Foutcode.CODE_TWEE_NIVEAUS,
        "A code is on two levels of a hierarchy, so a table cannot say which is meant",
        "Give every level codes of its own",
        Plaats(kolom=dimensie),
        ExitStatus.USAGE,
    )
