"""Judge all tables of an audience together: primary rules, then what protects them over the linked tables.

Tables of one indicator are linked: a cell is known by its full set of codes, with `totaal` where a dimension is not
broken out, and sums link the cells of different tables. Counts of different persons are treated as if they added up
(a person in two wijken is counted in both): that protects against a reader who assumes so. Over time only
indicators that really add up are linked. What was published before (`Eerder`) stays shown, waits, or is hidden again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from datameent.disclosure.aanvullend import Bescherming, Regel, bescherming, informatiekosten, stabiele_kosten
from datameent.disclosure.beleid import Beleid
from datameent.disclosure.celtabel import PERIODE, TOTAAL, Celsleutel, Celtabel, Eerder, Oordeel, celsleutel
from datameent.disclosure.fouten import Foutcode, zonder_drempel
from datameent.disclosure.groep import verraden_cellen
from datameent.disclosure.invoer import controleer_indeling, controleer_sommen
from datameent.disclosure.opbouw import Opbouw
from datameent.disclosure.primair import beoordeel_primair
from datameent.disclosure.stelsel import Ruimte, Stelsel
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
    waarde: dict[Sleutel, int | None]
    open: frozenset[Sleutel] = frozenset()
    smal: frozenset[Sleutel] = frozenset()

    @property
    def naam(self) -> str:
        return self.tabellen[0].indicator

    @property
    def in_euro(self) -> bool:
        return self.tabellen[0].soort == "omvang"


def beoordeel(tabellen: Sequence[Celtabel], beleid: Beleid, eerder: Eerder | None = None) -> list[Oordeel]:
    """A judgement per table, in the same order; the same cell in two tables gets one status.

    The shared total of two tables of an indicator must be a table too, else the link between them would go unseen:
    error DM-ONT-003 names what is missing. The same tables give the same judgement. `eerder`: what earlier releases of
    this audience ask. Other errors: DM-ONT-001 (no threshold), DM-ONT-012 (the policy rounds or adds noise instead of
    hiding), DM-ONT-013 (a total is not what its parts add up to), DM-ONT-018 (groups overlap: ages 0-17 and 0-18).

    >>> wijken = Celtabel("clienten", "frequentie", ("periode", "wijk"), (["2024"] * 3, ["a", "b", "c"]),
    ...                   [3, 20, 30], [3, 20, 30])
    >>> totaal = Celtabel("clienten", "frequentie", ("periode",), (["2024"],), [53], [53])
    >>> [s.value for s in beoordeel([wijken, totaal], Beleid())[0].statussen]
    ['te-weinig-personen', 'beschermt-ander', '']
    """
    if beleid.minimum_personen < 2:
        raise zonder_drempel()
    if beleid.methode != "onderdrukken":
        raise _andere_methode()
    indicatoren = _verzamel(tabellen, beleid, eerder or Eerder())
    ratios = [t for t in tabellen if t.soort == "ratio" and t.teller_van and t.noemer_van]
    for tabel in ratios:
        _geef_door(tabel, indicatoren)
    regel = Regel(beleid.minimum_personen, beleid.samen_minimum, beleid.nul_veilig)
    for indicator in indicatoren.values():
        if indicator.tabellen[0].soort in _TELBAAR:
            _controleer_sluiting(indicator.tabellen)
            controleer_indeling(indicator.naam, indicator.dimensies, indicator.status)
            _vul_aan(indicator, beleid, regel, eerder or Eerder())
    for tabel in ratios:
        _volg_delen(tabel, indicatoren)
    return [_oordeel(tabel, indicatoren[tabel.indicator]) for tabel in tabellen]


def _verzamel(tabellen: Sequence[Celtabel], beleid: Beleid, eerder: Eerder) -> dict[str, _Indicator]:
    per: dict[str, list[Celtabel]] = {}
    for tabel in tabellen:
        per.setdefault(tabel.indicator, []).append(tabel)
    indicatoren: dict[str, _Indicator] = {}
    for naam, groep in per.items():
        dimensies = tuple(sorted({PERIODE, *(d for t in groep for d in t.dimensies)}))
        indicator = _Indicator(groep, dimensies, {}, {}, {})
        for tabel in groep:
            oordelen = beoordeel_primair(tabel, beleid)
            kolommen = zip(tabel.sleutels(dimensies), oordelen, tabel.personen, tabel.waarde, strict=True)
            for sleutel, status, n, waarde in kolommen:
                if not indicator.status.get(sleutel, Status.GEPUBLICEERD).onderdrukt:
                    indicator.status[sleutel] = status
                indicator.personen[sleutel], indicator.waarde[sleutel] = n, waarde
        _verberg_groepen(indicator, beleid)
        _laat_wachten(indicator, eerder)
        indicatoren[naam] = indicator
    return indicatoren


def _verberg_groepen(indicator: _Indicator, beleid: Beleid) -> None:
    """All cells of such a row get one reason, also those that broke another rule: they may not be told apart."""
    for dimensie in set(beleid.groep_onthulling) & set(indicator.dimensies):
        for sleutel in verraden_cellen(indicator.personen, indicator.dimensies.index(dimensie)):
            indicator.status[sleutel] = Status.GROEP_VERRAADT


def _laat_wachten(indicator: _Indicator, eerder: Eerder) -> None:
    """What waits says nothing else about itself: that it is too small now would tell how it changed."""
    if not eerder.wacht and not eerder.mee:
        return
    for sleutel, status in indicator.status.items():
        naam = celsleutel(indicator.naam, indicator.dimensies, sleutel)
        if naam in eerder.wacht:
            indicator.status[sleutel] = Status.EERDER_GEPUBLICEERD
        elif naam in eerder.mee and naam not in eerder.getoond and not status.onderdrukt:
            indicator.status[sleutel] = _voor_een_ander(naam, eerder)


def _voor_een_ander(naam: Celsleutel, eerder: Eerder) -> Status:
    """The reason of a cell that protects another: of one that was shown before, the figure of then stays the last."""
    return Status.EERDER_GEPUBLICEERD if naam in eerder.laatste else Status.BESCHERMT_ANDER


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


def _vul_aan(indicator: _Indicator, beleid: Beleid, regel: Regel, eerder: Eerder) -> None:
    sleutels = sorted(indicator.status)
    plek = {sleutel: i for i, sleutel in enumerate(sleutels)}
    tijd = indicator.tabellen[0].tijd_telt_op
    stelsel = Stelsel(
        [indicator.personen[s] for s in sleutels], vergelijkingen(sleutels, plek, indicator.dimensies, tijd)
    )
    controleer_sommen(
        indicator.naam,
        [indicator.waarde[s] or 0 for s in sleutels],
        stelsel.vergelijkingen,
        optellend=indicator.in_euro,
    )
    namen = [celsleutel(indicator.naam, indicator.dimensies, s) for s in sleutels]
    # What was shown before and still is so, is known: it protects nothing and nothing can protect it. Where it breaks a
    # rule of today it is hidden all the same.
    bekend = {i for i, n in enumerate(namen) if n in eerder.getoond}
    while True:
        statussen = [indicator.status[s] for s in sleutels]
        opbouw = Opbouw(stelsel, statussen)
        uitkomst: Bescherming = bescherming(
            stelsel,
            [s.onderdrukt and i not in bekend for i, s in enumerate(statussen)],
            regel,
            kosten=_kosten(stelsel, beleid, [n in eerder.verborgen for n in namen]),
            vast=bekend,
            eenlingen=_eenlingen(stelsel) if beleid.eenlingen else None,
            ruimte=_ruimte(indicator, sleutels, beleid, eerder, opbouw),
        )
        nullen = opbouw.te_verbergen((*uitkomst.smal, *uitkomst.open)) - bekend
        if not nullen:
            break
        indicator.status.update({sleutels[i]: Status.TE_WEINIG_PERSONEN for i in nullen})
    for sleutel, naam, weg in zip(sleutels, namen, uitkomst.verborgen, strict=True):
        if weg and not indicator.status[sleutel].onderdrukt:
            indicator.status[sleutel] = _voor_een_ander(naam, eerder)
    indicator.open = frozenset(sleutels[i] for i in uitkomst.open)
    indicator.smal = frozenset(sleutels[i] for i in (*uitkomst.smal, *uitkomst.niet_gezocht))


def _kosten(stelsel: Stelsel, beleid: Beleid, was_weg: Sequence[bool]) -> list[int] | None:
    """What hiding a cell costs; None is its persons."""
    if beleid.kosten == "informatie":
        return informatiekosten(stelsel.personen)
    if beleid.kosten == "stabiel":
        return stabiele_kosten(stelsel.personen, {cel for cel, weg in enumerate(was_weg) if weg})
    return None


def _eenlingen(stelsel: Stelsel) -> dict[int, int]:
    """The cells of one person, with one number for all that must be the same person: a part of 1 of a total of 1."""
    wie = {cel: cel for cel, p in enumerate(stelsel.personen) if p == 1}

    def van(cel: int) -> int:
        while wie[cel] != cel:
            cel = wie[cel]
        return cel

    for totaal, *delen in stelsel.vergelijkingen:
        alleen = [d for d in delen if d in wie] if totaal in wie else []
        if len(alleen) == 1:
            wie[van(alleen[0])] = van(totaal)
    return {cel: van(cel) for cel in wie}


def _ruimte(
    indicator: _Indicator, sleutels: Sequence[Sleutel], beleid: Beleid, eerder: Eerder, opbouw: Opbouw
) -> Ruimte:
    """The interval that each hidden cell must keep, from the bounds that its reason tells; always more than one value.

    Sums and reasons together can fix a value that the sums alone do not. Amounts are taken to be 0 or more.
    """
    waarden = [indicator.waarde[s] or 0 for s in sleutels]
    if indicator.tabellen[0].soort != "frequentie":
        ruim = [max(1, -(-abs(w) * beleid.speling_procent // 100)) for w in waarden]
        return Ruimte(waarden, [0] * len(sleutels), [None] * len(sleutels), ruim)
    misschien_leeg = opbouw.misschien_leeg()
    grenzen = []
    for cel, sleutel in enumerate(sleutels):
        codes = {d: c for d, c in zip(indicator.dimensies, sleutel, strict=True) if c != TOTAAL}
        toen = eerder.laatste.get(celsleutel(indicator.naam, indicator.dimensies, sleutel))
        nul = not beleid.nul_veilig or cel in misschien_leeg
        grenzen.append(_grenzen(indicator.status[sleutel], beleid.minimum_voor(codes), toen, nul))
    nodig = max(1, beleid.speling_personen)
    return Ruimte(waarden, [laag for laag, _ in grenzen], [hoog for _, hoog in grenzen], [nodig] * len(sleutels))


def _grenzen(status: Status, minimum: int, toen: tuple[int, date] | None, nul: bool) -> tuple[int, int | None]:
    """Between what a count lies when it is hidden, for who knows the reason and the policy."""
    if status is Status.TE_WEINIG_PERSONEN:
        return (0 if nul else 1), minimum - 1
    if toen is not None:
        return max(0, toen[0] - minimum + 1), toen[0] + minimum - 1
    if status in (Status.GEPUBLICEERD, Status.BESCHERMT_ANDER):
        return minimum, None  # what protects another is never empty and never too small itself
    return 0, None


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


def _andere_methode() -> DatameentError:
    return DatameentError(
        Foutcode.ANDERE_METHODE,
        "This audience gets rounded figures or figures with noise, and these tables are protected by hiding",
        "Set `methode: onderdrukken` for this audience in config/onthulling.yaml",
        Plaats(bestand="onthulling.yaml", element="methode"),
        ExitStatus.USAGE,
    )


def _oordeel(tabel: Celtabel, indicator: _Indicator) -> Oordeel:
    sleutels = tabel.sleutels(indicator.dimensies)
    statussen = [indicator.status[s] for s in sleutels]
    alle = sum(s.onderdrukt for s in statussen)
    aanvullend = sum(s is Status.BESCHERMT_ANDER for s in statussen)
    volgt, smal = (sum(s in cellen for s in sleutels) for cellen in (indicator.open, indicator.smal))
    return Oordeel(statussen, alle - aanvullend, aanvullend, volgt, smal)
