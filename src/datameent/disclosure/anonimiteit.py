"""How anonymous microdata are: k, l and uniqueness, counted over persons.

k: the fewest persons who share one combination of the quasi-identifying columns, which an outsider may know (Samarati &
Sweeney 1998). l: how many different sensitive values the persons of a group have at least (Machanavajjhala et al.
2007); a value that everyone in a group has makes it 1, for then belonging to the group is enough to know it.
Uniqueness: the share of persons who are alone in their group, and of those who are alone when all columns are known.
Of a column that is neither, every value belongs to at least k persons: else it would point at them after all.

Rows are not persons. Where rows of one person can be linked, as by a number, the combination of a person is that of all
its rows together, so that how many rows there are tells too. Where they cannot be linked, a group is the persons who
have a row with that combination.

Numbers are not always persons either: the same human has unrelated numbers under two laws (`domein`). A group then is
at least as many humans as its largest domain has numbers, and no more is counted.

k-anonymity does not protect against who knows a person's sensitive values already, nor against comparing two files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from datameent.disclosure.fouten import Foutcode
from datameent.domain.errors import DatameentError, ExitStatus, Plaats

AANTAL_RIJEN = "aantal rijen"
"""Stands for how many rows a person has, where no column is needed to tell persons apart."""

Kolom = Sequence[Hashable]
_Groepen = Mapping[Hashable, Mapping[Hashable, Sequence[int]]]
"""Combination → person → rows of that person with it."""


@dataclass(frozen=True)
class Microdata:
    """Rows about persons; every column has one entry per row. `gekoppeld`: rows of one person can be linked.

    `domein`: per row the domain of the number in `personen`; numbers of two domains may be one human (empty: one
    domain).
    """

    personen: Kolom
    quasi: Mapping[str, Kolom]
    gevoelig: Mapping[str, Kolom]
    gekoppeld: bool = True
    gewoon: Mapping[str, Kolom] = field(default_factory=dict)
    domein: Kolom = ()

    @property
    def alle(self) -> Mapping[str, Kolom]:
        """Every column of the file."""
        return {**self.quasi, **self.gevoelig, **self.gewoon}


@dataclass(frozen=True)
class Anonimiteit:
    """The measures; k is 0 without rows, l is None without sensitive columns.

    `uniek_promille`: who is alone by the quasi-identifying columns; `uniek_alles_promille`: by all columns together.
    """

    rijen: int
    personen: int
    groepen: int
    k: int
    l: int | None  # noqa: E741 - its name in the literature
    uniek_promille: int
    uniek_alles_promille: int = 0


def meet(data: Microdata) -> Anonimiteit:
    """Measure k, l and uniqueness (permille of persons, rounded up).

    >>> wijk, soort = ["a", "a", "b", "b"], ["x", "y", "z", "z"]
    >>> uit = meet(Microdata([1, 2, 3, 4], {"wijk": wijk}, {"soort": soort}))
    >>> uit.k, uit.l, uit.uniek_promille
    (2, 1, 0)
    """
    groepen = _groepen(data, data.quasi)
    delen = [_verscheidenheid(data, groepen, kolom) for kolom in data.gevoelig.values()]
    return Anonimiteit(
        rijen=len(data.personen),
        personen=len(set(data.personen)),
        groepen=len(groepen),
        k=_kleinste(data, groepen),
        l=min(delen, default=None),
        uniek_promille=_alleen(data, groepen),
        uniek_alles_promille=_alleen(data, _groepen(data, data.alle)),
    )


def oorzaak(data: Microdata, k: int) -> tuple[str, ...]:
    """The smallest combination of columns with a group below k; of those the one that most persons stick out by.

    Empty when no combination has one; (`AANTAL_RIJEN`,) when the number of rows alone does it. Never a value.

    >>> oorzaak(Microdata([1, 2, 3], {"wijk": ["a", "a", "a"], "jaar": [1, 1, 2]}, {}), 2)
    ('jaar',)
    """
    for lengte in range(len(data.quasi) + 1):
        tellingen = [
            (_onder(data, _groepen(data, {n: data.quasi[n] for n in combi}), k), combi)
            for combi in combinations(data.quasi, lengte)
        ]
        meest = max(aantal for aantal, _ in tellingen)
        if meest:
            return next(combi for aantal, combi in tellingen if aantal == meest) or (AANTAL_RIJEN,)
    return ()


def eis(data: Microdata, k: int, verscheiden: int, bestand: str) -> Anonimiteit:
    """The measures, when there are groups of at least k persons and `verscheiden` (l) different sensitive values.

    And when every value of a column that is neither belongs to at least k persons. Error: DM-ONT-016, which names the
    columns that cause it and never a value or a row. A file without rows is refused.
    """
    uit = meet(data)
    if uit.k < k:
        kolommen = ", ".join(oorzaak(data, k)) or "no rows"
        what = f"Fewer than {k} persons share a combination of: {kolommen}"
        if kolommen == AANTAL_RIJEN and not data.gekoppeld:
            what = f"The file is about fewer than {k} persons"
        raise _geweigerd(what, "Generalise these columns further, or leave one out", bestand, kolommen)
    if uit.l is not None and uit.l < verscheiden:
        groepen = _groepen(data, data.quasi)
        laag = [n for n, kolom in data.gevoelig.items() if _verscheidenheid(data, groepen, kolom) < verscheiden]
        kolommen = ", ".join(laag)
        what = f"In some group fewer than {verscheiden} different values, or one that all have, of: {kolommen}"
        raise _geweigerd(what, "Generalise the quasi-identifying columns, or leave this one out", bestand, kolommen)
    los = replace(data, gekoppeld=False)
    zeldzaam = [n for n, kolom in data.gewoon.items() if _kleinste(los, _groepen(los, {n: kolom})) < k]
    if zeldzaam:
        kolommen = ", ".join(zeldzaam)
        what = f"Fewer than {k} persons have some value of: {kolommen}"
        raise _geweigerd(what, "Make it coarser, set `minstens` and `hoogstens`, or leave it out", bestand, kolommen)
    return uit


def _groepen(data: Microdata, kolommen: Mapping[str, Kolom]) -> _Groepen:
    combinaties = _genummerd(list(kolommen.values()), len(data.personen))
    rijen: dict[Hashable, list[int]] = {}
    for rij, persoon in enumerate(data.personen):
        rijen.setdefault(persoon, []).append(rij)
    groepen: dict[Hashable, dict[Hashable, list[int]]] = {}
    for persoon, eigen in rijen.items():
        if data.gekoppeld:
            groepen.setdefault(tuple(sorted(combinaties[r] for r in eigen)), {})[persoon] = eigen
        else:
            for rij in eigen:
                groepen.setdefault(combinaties[rij], {}).setdefault(persoon, []).append(rij)
    return groepen


def _genummerd(kolommen: Sequence[Kolom], lengte: int) -> list[int]:
    """Per row a number for its combination, so that combinations of any type can be sorted."""
    nummers: dict[Hashable, int] = {}
    rijen = zip(*kolommen, strict=True) if kolommen else [()] * lengte
    return [nummers.setdefault(rij, len(nummers)) for rij in rijen]


def _mensen(data: Microdata, wie: Mapping[Hashable, Sequence[int]]) -> int:
    """How many humans these numbers are at least."""
    if not data.domein:
        return len(wie)
    return max(Counter(data.domein[rijen[0]] for rijen in wie.values()).values(), default=0)


def _kleinste(data: Microdata, groepen: _Groepen) -> int:
    return min((_mensen(data, wie) for wie in groepen.values()), default=0)


def _onder(data: Microdata, groepen: _Groepen, k: int) -> int:
    """Persons in groups that are too small."""
    return sum(len(wie) for wie in groepen.values() if _mensen(data, wie) < k)


def _alleen(data: Microdata, groepen: _Groepen) -> int:
    """The permille of persons who are alone in a group, rounded up."""
    alleen = {persoon for wie in groepen.values() if _mensen(data, wie) == 1 for persoon in wie}
    mensen = len(set(data.personen))
    return -(-1000 * len(alleen) // mensen) if mensen else 0


def _verscheidenheid(data: Microdata, groepen: _Groepen, kolom: Kolom) -> int:
    """The fewest different values in a group, 1 where everyone may share one; 0 without groups."""
    minst: list[int] = []
    for wie in groepen.values():
        waarden = Counter(waarde for rijen in wie.values() for waarde in {kolom[rij] for rij in rijen})
        # As many numbers have it as there are humans at least: then it may be everyone.
        minst.append(1 if max(waarden.values()) >= _mensen(data, wie) else len(waarden))
    return min(minst, default=0)


def _geweigerd(what: str, todo: str, bestand: str, kolommen: str) -> DatameentError:
    return DatameentError(
        Foutcode.NIET_ANONIEM, what, todo, Plaats(bestand=bestand, kolom=kolommen), ExitStatus.REFUSED
    )
