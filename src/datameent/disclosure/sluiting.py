"""Whether the sums of an indicator say everything that links its tables.

What two tables share must be in the tables, else the link between them would go unseen. For dimensions that is their
common crossing. For two hierarchies of one dimension it takes some linear algebra: modulo what the hierarchies say,
every relation between the codes of a table must follow from the sums that were found (`sommen`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from datameent.disclosure.celtabel import PERIODE, TOTAAL, Celtabel
from datameent.disclosure.fouten import Foutcode
from datameent.disclosure.ladder import Ladder
from datameent.disclosure.sommen import vergelijkingen
from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.periode import Periode

Soort = tuple[str, frozenset[str]]
"""Grain and dimensions of a table."""

KORRELS = ("maand", "kwartaal", "jaar")
_PRIEM = 2**31 - 1
_PLAN = "Add that crossing to config/tabellenplan.yaml"
_NIVEAU = "Add the codes of the level in between, or say in one hierarchy which of the two levels is above the other"


def controleer_codes(tabellen: Iterable[Celtabel], ladders: Mapping[str, Sequence[Ladder]]) -> None:
    """Error DM-ONT-009 for a code that no hierarchy of its dimension has."""
    bekend = {d: {TOTAAL}.union(*(ladder.boven for ladder in eigen)) for d, eigen in ladders.items()}
    for tabel in tabellen:
        for dimensie, codes in zip(tabel.dimensies, tabel.codes, strict=True):
            if dimensie in bekend and not bekend[dimensie].issuperset(codes):
                raise DatameentError(
                    Foutcode.CODE_ONTBREEKT,
                    "A table has a code that its hierarchies do not have",
                    "Give the code a place in a hierarchy",
                    Plaats(element=tabel.indicator, kolom=dimensie),
                    ExitStatus.USAGE,
                )


def controleer_sluiting(tabellen: Sequence[Celtabel], ladders: Mapping[str, Sequence[Ladder]]) -> None:
    """Error DM-ONT-003 when a total that two tables or two hierarchies share is not in these tables."""
    soorten: dict[Soort, dict[str, set[str]]] = {}
    for tabel in tabellen:
        if len(tabel):
            per = soorten.setdefault((korrel_van(tabel), frozenset(tabel.dimensies) - {PERIODE}), {})
            for dimensie, codes in zip(tabel.dimensies, tabel.codes, strict=True):
                if dimensie in ladders:
                    per.setdefault(dimensie, set()).update(set(codes) - {TOTAAL})
    _Sluiting(tabellen[0].indicator, soorten, ladders).controleer(any(t.tijd_telt_op for t in tabellen))


class _Sluiting:
    def __init__(
        self, naam: str, soorten: Mapping[Soort, Mapping[str, set[str]]], ladders: Mapping[str, Sequence[Ladder]]
    ) -> None:
        self.naam = naam
        self.soorten = soorten
        self.ruimte = {
            d: _Ruimte(eigen, set().union(*(per.get(d, set()) for per in soorten.values())))
            for d, eigen in ladders.items()
        }
        self.ladders = ladders

    def controleer(self, tijd_telt_op: bool) -> None:
        for soort, per in self.soorten.items():
            for dimensie in per:
                self._binnen(soort, dimensie)
        for een, twee in combinations(sorted(self.soorten, key=lambda s: (s[0], sorted(s[1]))), 2):
            if een[0] == twee[0] or tijd_telt_op:
                self._tussen(een, twee)

    def _codes(self, soort: Soort, dimensie: str) -> set[str]:
        """The codes of tables of this kind, and the total when that is a table."""
        hoger = (soort[0], soort[1] - {dimensie})
        return {*self.soorten.get(soort, {}).get(dimensie, ()), *([TOTAAL] if hoger in self.soorten else [])}

    def _binnen(self, soort: Soort, dimensie: str) -> None:
        """Every relation between the codes of one kind of table follows from the sums between them."""
        codes, ruimte = sorted(self._codes(soort, dimensie)), self.ruimte[dimensie]
        sleutels = [("2024", code) for code in codes]
        gevonden = [
            _rij(codes[boven], [codes[d] for d in delen])
            for boven, *delen in vergelijkingen(sleutels, (PERIODE, dimensie), False, self.ladders)
        ]
        waar = [rij for rij in gevonden if ruimte.is_nul(rij)]
        if _Basis().met(waar).rang < len(codes) - ruimte.rang(codes):
            raise ongesloten(self.naam, f"two hierarchies of {dimensie} share a sum that is not in the tables", _NIVEAU)

    def _tussen(self, een: Soort, twee: Soort) -> None:
        """What two kinds of tables share is a kind of table, with the codes that they share."""
        korrel = max(een[0], twee[0], key=KORRELS.index)
        samen = een[1] & twee[1]
        gedeeld = {d: self._gedeeld(een, twee, d) for d in sorted(samen & set(self.ladders))}
        if 0 in gedeeld.values():
            return  # other codes altogether
        soort = (korrel, samen)
        if all(self._heeft(soort, een, twee, d, n) for d, n in gedeeld.items()) and (gedeeld or soort in self.soorten):
            return
        heel = {d for d, n in gedeeld.items() if n == 1}  # only their total is shared
        if heel and (korrel, samen - heel) in self.soorten:
            return
        per = ", ".join([korrel, *sorted(samen)])
        if soort in self.soorten or heel:
            raise ongesloten(self.naam, f"two tables share codes that no table per {per} has", _NIVEAU)
        raise ongesloten(self.naam, f"two tables share the total per {per}, which is not a table")

    def _gedeeld(self, een: Soort, twee: Soort, dimensie: str) -> int:
        """How many different codes can be made of both."""
        eerste, tweede, ruimte = self.soorten[een][dimensie], self.soorten[twee][dimensie], self.ruimte[dimensie]
        return ruimte.rang(eerste) + ruimte.rang(tweede) - ruimte.rang(eerste | tweede)

    def _heeft(self, soort: Soort, een: Soort, twee: Soort, dimensie: str, aantal: int) -> bool:
        """Whether the tables of a kind have so many of the codes that both can make."""
        eerste, tweede, ruimte = self.soorten[een][dimensie], self.soorten[twee][dimensie], self.ruimte[dimensie]
        codes = self._codes(soort, dimensie) & self._bereik(eerste, dimensie) & self._bereik(tweede, dimensie)
        return ruimte.rang(c for c in codes if ruimte.omvat(eerste, c) and ruimte.omvat(tweede, c)) >= aantal

    def _bereik(self, codes: set[str], dimensie: str) -> set[str]:
        """These codes and all above them: sums go up, also where a code is the only part of the one above it."""
        return codes.union(*(ladder.keten(code) for ladder in self.ladders[dimensie] for code in codes))


class _Ruimte:
    """The codes of a dimension as unknowns, modulo what its hierarchies say that adds up."""

    def __init__(self, ladders: Iterable[Ladder], aanwezig: set[str]) -> None:
        rijen: list[_Rij] = []
        for ladder in ladders:
            rijen += [_rij(hoger or TOTAAL, delen) for hoger, delen in ladder.delen.items()]
            rijen += [{code: 1} for code in _nullen(ladder, aanwezig)]
        self.basis = _Basis().met(rijen)

    def is_nul(self, rij: _Rij) -> bool:
        """Whether this always is zero."""
        return not self.basis.rest(rij)

    def rang(self, codes: Iterable[str]) -> int:
        """How many of these codes do not follow from the others."""
        return self._met(codes).rang - self.basis.rang

    def omvat(self, codes: Iterable[str], code: str) -> bool:
        """Whether a code follows from these codes."""
        return not self._met(codes).rest({code: 1})

    def _met(self, codes: Iterable[str]) -> _Basis:
        return _Basis(self.basis).met({code: 1} for code in sorted(codes))


def _nullen(ladder: Ladder, aanwezig: set[str]) -> set[str]:
    """The codes that no table lists though something beside them is listed: nobody is there."""
    geraakt = {hoger for code in aanwezig for hoger in (code, *ladder.keten(code))}
    return {
        deel
        for hoger, delen in ladder.delen.items()
        if (hoger or TOTAAL) in geraakt and any(d in geraakt for d in delen)
        for deel in delen
        if deel not in geraakt
    }


_Rij = dict[str, int]


class _Basis:
    """Rows in echelon form modulo a prime: pivot → row."""

    def __init__(self, begin: _Basis | None = None) -> None:
        self.rijen: dict[str, _Rij] = {} if begin is None else dict(begin.rijen)

    @property
    def rang(self) -> int:
        return len(self.rijen)

    def met(self, rijen: Iterable[_Rij]) -> _Basis:
        """This, with these rows added."""
        for rij in rijen:
            rest = self.rest(rij)
            if rest:
                spil = min(rest)
                factor = pow(rest[spil], -1, _PRIEM)
                self.rijen[spil] = {c: w * factor % _PRIEM for c, w in rest.items()}
        return self

    def rest(self, rij: _Rij) -> _Rij:
        """What is left of a row when all that the basis says is taken out."""
        rest = {c: w % _PRIEM for c, w in rij.items() if w % _PRIEM}
        hier = min(rest, default=None)
        while hier is not None:
            if hier in self.rijen:
                factor = rest[hier]
                for code, waarde in self.rijen[hier].items():
                    nieuw = (rest.get(code, 0) - factor * waarde) % _PRIEM
                    if nieuw:
                        rest[code] = nieuw
                    else:
                        rest.pop(code, None)
            hier = min((c for c in rest if c > hier), default=None)
        return rest


def _rij(boven: str, delen: Iterable[str]) -> _Rij:
    return {boven: -1, **dict.fromkeys(delen, 1)}


def korrel_van(tabel: Celtabel) -> str:
    """The grain of the periods of a (not empty) table."""
    return str(Periode(tabel.codes[tabel.dimensies.index(PERIODE)][0]).korrel)


def ongesloten(indicator: str, wat: str, todo: str = _PLAN) -> DatameentError:
    """Error DM-ONT-003."""
    return DatameentError(
        Foutcode.TABELLEN_ONGESLOTEN,
        f"The tables of {indicator} cannot be judged: {wat}",
        todo,
        Plaats(element=indicator),
        ExitStatus.USAGE,
    )
