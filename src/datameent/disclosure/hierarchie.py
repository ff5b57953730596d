"""A checked hierarchy of codes: what adds up to what on one dimension.

Codes are strings, whatever the column held: 1, "1" and a categorical 1 are the same code. A code is known by its level
and itself, because levels may use the same codes (region 1 in county 1).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from datameent.disclosure.fouten import Foutcode
from datameent.domain.errors import DatameentError, ExitStatus, Plaats

Knoop = tuple[str, str]


@dataclass(frozen=True)
class Hierarchie:
    """Per code (level, code) the one above it; None is the total of everything.

    Errors: DM-ONT-007 for a cycle, DM-ONT-008 for an orphan (a parent that is no code itself).

    >>> h = Hierarchie.van_paren("gebied", [("BU1", "WK1"), ("BU2", "WK1"), ("WK1", None)])
    >>> h.boven(("gebied", "BU1")), h.bladeren
    ((('gebied', 'WK1'),), (('gebied', 'BU1'), ('gebied', 'BU2')))
    """

    naam: str
    ouder: Mapping[Knoop, Knoop | None]

    def __post_init__(self) -> None:
        if any(o is not None and o not in self.ouder for o in self.ouder.values()):
            raise _fout(Foutcode.HIERARCHIE_WEES, "A parent in a hierarchy is no code of it", "Add a row", self.naam)
        goed: set[Knoop] = set()
        for knoop in self.ouder:
            weg: set[Knoop] = set()
            hier: Knoop | None = knoop
            while hier is not None and hier not in goed:
                if hier in weg:
                    raise _fout(
                        Foutcode.HIERARCHIE_KRING, "A code is above itself in a hierarchy", "Break the cycle", self.naam
                    )
                weg.add(hier)
                hier = self.ouder[hier]
            goed |= weg

    @classmethod
    def van_paren(cls, naam: str, paren: Iterable[tuple[object, object]]) -> Hierarchie:
        """From rows of code and parent; the parent of a highest code is None or empty.

        Errors besides those of the class: DM-ONT-006 for a code with two parents, DM-ONT-009 for an empty code,
        DM-ONT-010 for a row that is there twice.
        """
        ouder: dict[Knoop, Knoop | None] = {}
        for rij, (code, boven) in enumerate(paren):
            knoop = (naam, als_code(code, naam, rij))
            nieuw = None if is_leeg(boven) else (naam, als_code(boven, naam, rij))
            if knoop in ouder:
                if ouder[knoop] == nieuw:
                    raise _fout(
                        Foutcode.HIERARCHIE_DUBBEL, "A row of a hierarchy is there twice", "Remove one", naam, rij
                    )
                raise _twee_ouders(naam, rij)
            ouder[knoop] = nieuw
        return cls(naam, ouder)

    @classmethod
    def van_kolommen(cls, kolommen: Sequence[tuple[str, Sequence[str]]]) -> Hierarchie:
        """From columns of a table, the finest level first. Error: DM-ONT-006 when a code has two parents.

        >>> Hierarchie.van_kolommen([("wijk", ["a", "b"]), ("stad", ["s", "s"])]).ouder
        {('wijk', 'a'): ('stad', 's'), ('wijk', 'b'): ('stad', 's'), ('stad', 's'): None}
        """
        naam = ":".join(n for n, _ in kolommen)
        ouder: dict[Knoop, Knoop | None] = {}
        for (onder, codes), (boven, ouders) in pairwise(kolommen):
            for rij, paar in enumerate(zip(codes, ouders, strict=True)):
                knoop, nieuw = (onder, paar[0]), (boven, paar[1])
                if ouder.setdefault(knoop, nieuw) != nieuw:
                    raise _twee_ouders(naam, rij)
        hoogste, codes = kolommen[-1]
        ouder.update({(hoogste, code): None for code in codes})
        return cls(naam, ouder)

    def boven(self, knoop: Knoop) -> tuple[Knoop, ...]:
        """What a code counts for, from its parent to the top, without the total."""
        rij: list[Knoop] = []
        hier = self.ouder.get(knoop)
        while hier is not None:
            rij.append(hier)
            hier = self.ouder[hier]
        return tuple(rij)

    @cached_property
    def delen(self) -> dict[Knoop | None, tuple[Knoop, ...]]:
        """Per code (None: the total) what adds up to it, sorted."""
        uit: dict[Knoop | None, list[Knoop]] = {}
        for knoop, ouder in self.ouder.items():
            uit.setdefault(ouder, []).append(knoop)
        return {ouder: tuple(sorted(delen)) for ouder, delen in uit.items()}

    @cached_property
    def bladeren(self) -> tuple[Knoop, ...]:
        """The finest codes, sorted."""
        return tuple(sorted(k for k in self.ouder if k not in self.delen))


def als_codes(kolom: Iterable[object], naam: str) -> list[str]:
    """A column of codes as strings, however it was coded (whole numbers, text, an Arrow dictionary).

    Error: DM-ONT-009 for a missing code.

    >>> als_codes([1, 2.0, "3"], "wijk")
    ['1', '2', '3']
    """
    lijst = getattr(kolom, "to_pylist", None)
    return [als_code(waarde, naam, rij) for rij, waarde in enumerate(lijst() if lijst else kolom)]


def is_leeg(waarde: object) -> bool:
    """Whether there is no code: None, an empty text, or not a number."""
    return waarde is None or waarde == "" or (isinstance(waarde, float) and math.isnan(waarde))


def als_code(waarde: object, naam: str, rij: int) -> str:
    """One code as a string. Error: DM-ONT-009 when it is missing."""
    if is_leeg(waarde):
        raise _fout(Foutcode.CODE_ONTBREEKT, "A code is missing", "Give every row a code", naam, rij)
    if isinstance(waarde, float) and waarde.is_integer():
        return str(int(waarde))
    return str(waarde)


def _twee_ouders(naam: str, rij: int) -> DatameentError:
    todo = "Give every code one parent, or name the columns as two hierarchies with +"
    return _fout(Foutcode.HIERARCHIE, "A code belongs to two parents in one hierarchy", todo, naam, rij)


def _fout(code: Foutcode, what: str, todo: str, naam: str, rij: int | None = None) -> DatameentError:
    regel = None if rij is None else rij + 1
    return DatameentError(code, what, todo, Plaats(kolom=naam, regel=regel), ExitStatus.USAGE)
