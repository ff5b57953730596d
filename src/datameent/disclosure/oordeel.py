"""Judge all tables of an audience together: primary rules, then what protects them over the linked tables.

Tables of one indicator are linked: a cell is known by its full set of codes, with `totaal` where a dimension is not
broken out, and sums link the cells of different tables. Counts of different persons are treated as if they added up
(a person in two wijken is counted in both): that protects against a reader who assumes so. Over time only
indicators that really add up are linked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from datameent.disclosure.aanvullend import Regel, bescherm
from datameent.disclosure.beleid import Beleid
from datameent.disclosure.celtabel import PERIODE, TOTAAL, Celtabel, Oordeel
from datameent.disclosure.fouten import Foutcode
from datameent.disclosure.primair import beoordeel_primair
from datameent.disclosure.stelsel import Stelsel
from datameent.domain.cel import Status
from datameent.domain.errors import DatameentError, ExitStatus, Plaats
from datameent.domain.periode import Periode

Sleutel = tuple[str, ...]
_TELBAAR = frozenset(("frequentie", "omvang"))
_KORRELS = ("maand", "kwartaal", "jaar")


@dataclass
class _Indicator:
    """The cells of all tables of one indicator together."""

    tabellen: list[Celtabel]
    dimensies: tuple[str, ...]
    status: dict[Sleutel, Status]
    personen: dict[Sleutel, int]


def beoordeel(tabellen: Sequence[Celtabel], beleid: Beleid) -> list[Oordeel]:
    """A judgement per table, in the same order; the same cell in two tables gets one status.

    The shared total of two tables of an indicator must be a table too, else the link between them would go unseen:
    error DM-ONT-003 names what is missing. The same tables give the same judgement.

    >>> wijken = Celtabel("clienten", "frequentie", ("periode", "wijk"), (["2024"] * 3, ["a", "b", "c"]),
    ...                   [3, 20, 30], [3, 20, 30])
    >>> totaal = Celtabel("clienten", "frequentie", ("periode",), (["2024"],), [53], [53])
    >>> [s.value for s in beoordeel([wijken, totaal], Beleid())[0].statussen]
    ['te-weinig-personen', 'beschermt-ander', '']
    """
    indicatoren = _verzamel(tabellen, beleid)
    ratios = [t for t in tabellen if t.soort == "ratio" and t.teller_van and t.noemer_van]
    for tabel in ratios:
        _geef_door(tabel, indicatoren)
    regel = Regel(beleid.minimum_personen, beleid.samen_minimum, beleid.nul_veilig)
    for indicator in indicatoren.values():
        if indicator.tabellen[0].soort in _TELBAAR:
            _controleer_sluiting(indicator.tabellen)
            _vul_aan(indicator, regel)
    for tabel in ratios:
        _volg_delen(tabel, indicatoren)
    return [_oordeel(tabel, indicatoren[tabel.indicator]) for tabel in tabellen]


def _verzamel(tabellen: Sequence[Celtabel], beleid: Beleid) -> dict[str, _Indicator]:
    per: dict[str, list[Celtabel]] = {}
    for tabel in tabellen:
        per.setdefault(tabel.indicator, []).append(tabel)
    indicatoren: dict[str, _Indicator] = {}
    for naam, groep in per.items():
        dimensies = tuple(sorted({PERIODE, *(d for t in groep for d in t.dimensies)}))
        indicator = _Indicator(groep, dimensies, {}, {})
        for tabel in groep:
            oordelen = beoordeel_primair(tabel, beleid)
            for sleutel, status, n in zip(tabel.sleutels(dimensies), oordelen, tabel.personen, strict=True):
                if not indicator.status.get(sleutel, Status.GEPUBLICEERD).onderdrukt:
                    indicator.status[sleutel] = status
                indicator.personen[sleutel] = n
        indicatoren[naam] = indicator
    return indicatoren


def _delen(tabel: Celtabel, indicatoren: Mapping[str, _Indicator]) -> list[_Indicator]:
    """The parts of a ratio that are judged with it; they must have its dimensions."""
    delen = [indicatoren[n] for n in (tabel.teller_van, tabel.noemer_van) if n is not None and n in indicatoren]
    if any(not set(tabel.dimensies) <= set(deel.dimensies) for deel in delen):
        raise _ongesloten(tabel.indicator, "a part of this ratio is not broken out in the same way")
    return delen


def _geef_door(tabel: Celtabel, indicatoren: Mapping[str, _Indicator]) -> None:
    """An unsafe ratio makes its parts unsafe: who has both can divide."""
    eigen = indicatoren[tabel.indicator]
    for deel in _delen(tabel, indicatoren):
        vertaald = tabel.sleutels(deel.dimensies)
        for sleutel, daar in zip(tabel.sleutels(eigen.dimensies), vertaald, strict=True):
            status = eigen.status[sleutel]
            if status.onderdrukt and daar in deel.status and not deel.status[daar].onderdrukt:
                deel.status[daar] = status


def _volg_delen(tabel: Celtabel, indicatoren: Mapping[str, _Indicator]) -> None:
    """A ratio is shown only where both its parts are: with one part and the ratio the other part follows."""
    eigen = indicatoren[tabel.indicator]
    for deel in _delen(tabel, indicatoren):
        vertaald = tabel.sleutels(deel.dimensies)
        for sleutel, daar in zip(tabel.sleutels(eigen.dimensies), vertaald, strict=True):
            status = deel.status.get(daar)
            if status is None:
                raise _ongesloten(tabel.indicator, "a part of this ratio is not broken out in the same way")
            if status.onderdrukt and not eigen.status[sleutel].onderdrukt:
                eigen.status[sleutel] = status


def _vul_aan(indicator: _Indicator, regel: Regel) -> None:
    sleutels = sorted(indicator.status)
    plek = {sleutel: i for i, sleutel in enumerate(sleutels)}
    tijd = indicator.tabellen[0].tijd_telt_op
    stelsel = Stelsel(
        [indicator.personen[s] for s in sleutels], vergelijkingen(sleutels, plek, indicator.dimensies, tijd)
    )
    verborgen = bescherm(stelsel, [indicator.status[s].onderdrukt for s in sleutels], regel)
    for sleutel, weg in zip(sleutels, verborgen, strict=True):
        if weg and not indicator.status[sleutel].onderdrukt:
            indicator.status[sleutel] = Status.BESCHERMT_ANDER


def vergelijkingen(
    sleutels: Sequence[Sleutel], plek: Mapping[Sleutel, int], dimensies: Sequence[str], tijd_telt_op: bool
) -> list[tuple[int, ...]]:
    """The sums between cells: over every dimension to its total, and over time when that adds up.

    >>> s = [("2024", "a"), ("2024", "b"), ("2024", "totaal")]
    >>> vergelijkingen(s, {k: i for i, k in enumerate(s)}, ("periode", "wijk"), False)
    [(2, 0, 1)]
    """
    tijd = dimensies.index(PERIODE)
    delen: dict[tuple[int, int], list[int]] = {}
    for cel, sleutel in enumerate(sleutels):
        for as_, code in enumerate(sleutel):
            if as_ != tijd and code != TOTAAL:
                boven = plek.get((*sleutel[:as_], TOTAAL, *sleutel[as_ + 1 :]))
            elif as_ == tijd and tijd_telt_op:
                boven = _langere_periode(sleutel, tijd, plek)
            else:
                continue
            if boven is not None:
                delen.setdefault((boven, as_), []).append(cel)
    return [(boven, *cellen) for (boven, _), cellen in sorted(delen.items())]


def _langere_periode(sleutel: Sleutel, tijd: int, plek: Mapping[Sleutel, int]) -> int | None:
    """The same cell over the first longer period that is in the tables."""
    ouder = Periode(sleutel[tijd]).ouder
    while ouder is not None:
        boven = plek.get((*sleutel[:tijd], ouder.code, *sleutel[tijd + 1 :]))
        if boven is not None:
            return boven
        ouder = ouder.ouder
    return None


def _controleer_sluiting(tabellen: Iterable[Celtabel]) -> None:
    """Two tables that share a total must have that total among the tables."""
    soorten = {(korrel_van(t), frozenset(t.dimensies) - {PERIODE}) for t in tabellen if len(t)}
    tijd_telt_op = any(t.tijd_telt_op for t in tabellen)
    naam = next(iter(tabellen)).indicator
    for (k1, d1), (k2, d2) in combinations(sorted(soorten, key=lambda s: (s[0], sorted(s[1]))), 2):
        if k1 != k2 and not tijd_telt_op:
            continue
        korrel = max(k1, k2, key=_KORRELS.index)
        if (korrel, d1 & d2) not in soorten:
            per = ", ".join([korrel, *sorted(d1 & d2)])
            raise _ongesloten(naam, f"two tables share the total per {per}, which is not a table")


def korrel_van(tabel: Celtabel) -> str:
    """The grain of the periods of a (not empty) table."""
    return str(Periode(tabel.codes[tabel.dimensies.index(PERIODE)][0]).korrel)


def _ongesloten(indicator: str, wat: str) -> DatameentError:
    return DatameentError(
        Foutcode.TABELLEN_ONGESLOTEN,
        f"The tables of {indicator} cannot be judged: {wat}",
        "Add that crossing to config/tabellenplan.yaml",
        Plaats(element=indicator),
        ExitStatus.USAGE,
    )


def _oordeel(tabel: Celtabel, indicator: _Indicator) -> Oordeel:
    statussen = [indicator.status[s] for s in tabel.sleutels(indicator.dimensies)]
    alle = sum(s.onderdrukt for s in statussen)
    aanvullend = sum(s is Status.BESCHERMT_ANDER for s in statussen)
    return Oordeel(statussen, alle - aanvullend, aanvullend)
