"""The table plan: which crossings of dimensions an audience gets per indicator. Data, checked when it is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.yamltekst import lees_yaml
from datameent.indicators.register import definities
from datameent.release.fouten import Foutcode
from datameent.release.schema import BINNEN, DIMENSIES, KORRELS

_FIJN_NAAR_GROF = ("maand", "kwartaal", "jaar")
RATIO = "kosten_per_client"
DELEN = ("uitgaven", "clienten")
_OVER_WETTEN = frozenset(("uitgaven",))
_TELT_OP_IN_TIJD = frozenset(
    (
        "uitgaven",
        "instroom",
        "uitstroom",
        "opeenvolgende_trajecten",
        "terugkeer",
        "doorstroom",
        "wisseling_aanbieder",
        "verwijsstromen",
        "verzilvering",
        "afkeur",
    )
)
"""A month of these adds up to a year; a person in help in two months is one client of the year. Of a `VERHOUDINGEN`
it is the numerator that adds up."""
VERHOUDINGEN = frozenset(("verzilvering", "afkeur"))
"""Ratios of which no part is published; `release.verhouding` says how they are protected."""
_VERHOUDING_VOOR = frozenset(("beleid",))
"""The audiences that may have them: nothing protects the share of one aanbieder in what is divided by."""
_ALLEEN_ANALIST = frozenset(("toetreders", "uittreders", "openstaande_verplichting"))
"""Not for a release: aanbieders are not the persons that protection counts, and what stands open has no period."""


@dataclass(frozen=True, slots=True, order=True)
class Kruising:
    """A grain and the dimensions broken out, in the order of the release file.

    >>> Kruising.van(["jaar", "wijk", "wet"]).dimensies
    ('wet', 'wijk')
    >>> Kruising.van(["jaar", "wet", "buurt"]).dimensies
    ('wet', 'wijk', 'buurt')
    """

    korrel: str
    dimensies: tuple[str, ...]

    @classmethod
    def van(cls, delen: Iterable[str]) -> Kruising:
        """From a line of the plan: the grain first. What divides another dimension brings that one along."""
        korrel, *rest = delen
        genoemd = {*rest, *(BINNEN[d] for d in rest if d in BINNEN)}
        return cls(korrel, tuple(d for d in DIMENSIES if d in genoemd))

    @property
    def fijn(self) -> bool:
        """Whether it breaks out more than the law; then late messages move small groups.

        >>> Kruising("jaar", ("wet",)).fijn, Kruising("jaar", ("wet", "wijk")).fijn
        (False, True)
        """
        return not {*self.dimensies} <= {"wet"}

    def naam(self, indicator: str) -> str:
        """The name of the table: indicator, dimensions, grain."""
        return "-".join([indicator, *self.dimensies, self.korrel])


@dataclass(frozen=True, slots=True)
class Tabellenplan:
    """Per audience and indicator the crossings, closed: a total that two of them share is one of them.

    `rijpen_maanden`: a period comes into a fine crossing so many months after it ended, when most late messages are in.
    """

    versie: str
    eigenaar: str
    eerste_maand: str | None
    voorlopig_maanden: int
    rijpen_maanden: int
    doelgroepen: Mapping[str, Mapping[str, tuple[Kruising, ...]]]

    def voor(self, doelgroep: str) -> Mapping[str, tuple[Kruising, ...]]:
        """The crossings of an audience. Error: DM-REL-007."""
        try:
            return self.doelgroepen[doelgroep]
        except KeyError:
            raise DatameentError(
                Foutcode.DOELGROEP_ONBEKEND,
                "The table plan does not know this audience",
                "Use one that is under `doelgroepen` in config/tabellenplan.yaml, or add it there",
                Plaats(bestand="tabellenplan.yaml", element="doelgroepen"),
                ExitStatus.USAGE,
            ) from None


class _Bestand(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    versie: Annotated[str, Field(min_length=1)]
    eigenaar: Annotated[str, Field(min_length=1)]
    eerste_maand: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")] | None = None
    voorlopig_maanden: Annotated[int, Field(ge=0, le=24)] = 3
    rijpen_maanden: Annotated[int, Field(ge=0, le=24)] = 0
    doelgroepen: Annotated[dict[str, dict[str, list[list[str]]]], Field(min_length=1)]


def telt_op_in_tijd(indicator: str) -> bool:
    """Whether the months of an indicator add up to its quarters and years."""
    return indicator in _TELT_OP_IN_TIJD


def lees_plan(tekst: str, bestand: str = "tabellenplan.yaml") -> Tabellenplan:
    """The plan from YAML. Error: DM-REL-006, naming audience, indicator and line."""
    try:
        gelezen = _Bestand.model_validate(lees_yaml(tekst))
    except ValidationError as fout:
        eerste = fout.errors(include_input=False, include_url=False)[0]
        veld = ".".join(str(deel) for deel in eerste["loc"]) or "(file)"
        raise _ongeldig(eerste["msg"], bestand, veld) from None
    except yaml.YAMLError:
        raise _ongeldig("it is not YAML", bestand, None) from None
    doelgroepen: dict[str, dict[str, tuple[Kruising, ...]]] = {}
    for doelgroep, indicatoren in gelezen.doelgroepen.items():
        per: dict[str, tuple[Kruising, ...]] = {}
        for indicator, regels in indicatoren.items():
            plaats = f"doelgroepen.{doelgroep}.{indicator}"
            if indicator in _ALLEEN_ANALIST:
                raise _ongeldig(f"{indicator} cannot be protected in a release", bestand, plaats)
            if indicator in VERHOUDINGEN and doelgroep not in _VERHOUDING_VOOR:
                raise _ongeldig(f"{indicator} cannot be protected for this audience", bestand, plaats)
            kruisingen = [_kruising(regel, indicator, bestand, f"{plaats}.{i}") for i, regel in enumerate(regels)]
            per[indicator] = sluit(kruisingen, telt_op_in_tijd(indicator))
        _controleer_ratio(per, bestand, doelgroep)
        doelgroepen[doelgroep] = per
    return Tabellenplan(
        gelezen.versie,
        gelezen.eigenaar,
        gelezen.eerste_maand,
        gelezen.voorlopig_maanden,
        gelezen.rijpen_maanden,
        doelgroepen,
    )


def sluit(kruisingen: Iterable[Kruising], tijd_telt_op: bool) -> tuple[Kruising, ...]:
    """Add every total that two crossings share, until nothing is added: protection sees a link only through it.

    Over time too where months add up: a monthly and a yearly crossing share the yearly one. A crossing per buurt
    brings the one per wijk along, and one per product that per productcategorie.

    >>> [k.dimensies for k in sluit([Kruising("jaar", ("wet", "wijk", "buurt"))], False)]
    [('wet', 'wijk'), ('wet', 'wijk', 'buurt')]
    """
    gesloten = set(kruisingen)
    while True:
        erbij = {
            Kruising(k.korrel, tuple(d for d in k.dimensies if d != fijn))
            for k in gesloten
            for fijn in BINNEN
            if fijn in k.dimensies
        }
        for een, twee in combinations(gesloten, 2):
            if een.korrel != twee.korrel and not tijd_telt_op:
                continue
            korrel = max(een.korrel, twee.korrel, key=_FIJN_NAAR_GROF.index)
            erbij.add(Kruising(korrel, tuple(d for d in een.dimensies if d in twee.dimensies)))
        if erbij <= gesloten:
            return tuple(sorted(gesloten, key=_volgorde))
        gesloten |= erbij


def _volgorde(kruising: Kruising) -> tuple[int, int, tuple[str, ...]]:
    return KORRELS.index(kruising.korrel), len(kruising.dimensies), kruising.dimensies


def _kruising(regel: list[str], indicator: str, bestand: str, plaats: str) -> Kruising:
    if not regel or regel[0] not in KORRELS:
        raise _ongeldig(f"a crossing starts with {', '.join(KORRELS[:-1])} or {KORRELS[-1]}", bestand, plaats)
    onbekend = [d for d in regel[1:] if d not in DIMENSIES]
    if onbekend:
        raise _ongeldig(f"{onbekend[0]} is not one of {', '.join(DIMENSIES)}", bestand, plaats)
    if len(set(regel)) != len(regel):
        raise _ongeldig("a dimension is named twice", bestand, plaats)
    definitie = definities().get(indicator)
    zinloos = [d for d in regel[1:] if definitie is not None and d not in definitie.dimensies]
    if zinloos:
        raise _ongeldig(f"{indicator} cannot be broken out by {zinloos[0]}", bestand, plaats)
    if indicator not in _OVER_WETTEN and "wet" not in regel:
        raise _ongeldig("persons are counted per law, so wet must be in the crossing", bestand, plaats)
    return Kruising.van(regel)


def _controleer_ratio(per: Mapping[str, tuple[Kruising, ...]], bestand: str, doelgroep: str) -> None:
    for kruising in per.get(RATIO, ()):
        for deel in DELEN:
            if kruising not in per.get(deel, ()):
                raise _ongeldig(
                    f"{RATIO} has the crossing {', '.join([kruising.korrel, *kruising.dimensies])} that {deel} lacks",
                    bestand,
                    f"doelgroepen.{doelgroep}.{RATIO}",
                )


def _ongeldig(wat: Any, bestand: str, plaats: str | None) -> DatameentError:
    return DatameentError(
        Foutcode.PLAN_ONGELDIG,
        f"The table plan is not valid: {wat}",
        "Correct this line of the plan",
        Plaats(bestand=bestand, element=plaats),
        ExitStatus.USAGE,
    )
