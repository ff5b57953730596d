"""Judge all tables of an audience together: primary rules, then what protects them over the linked tables.

Tables of one indicator are linked: a cell is known by its full set of codes, with `totaal` where a dimension is not
broken out, and sums link the cells of different tables. Counts of different persons are treated as if they added up
(a person in two wijken is counted in both): that protects against a reader who assumes so. Over time only
indicators that really add up are linked. What was published before (`Eerder`) stays shown, waits, or is hidden again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from datameent.disclosure.aanvullend import Bescherming, Regel, bescherming, informatiekosten, stabiele_kosten
from datameent.disclosure.beleid import Beleid
from datameent.disclosure.celtabel import PERIODE, TOTAAL, Celsleutel, Celtabel, Eerder, Oordeel, celsleutel
from datameent.disclosure.fouten import Foutcode, zonder_drempel
from datameent.disclosure.groep import Rangorde, verraden_cellen
from datameent.disclosure.hierarchie import Hierarchie
from datameent.disclosure.invoer import controleer_indeling, controleer_sommen
from datameent.disclosure.ladder import Ladder, ladders
from datameent.disclosure.opbouw import Opbouw
from datameent.disclosure.primair import beoordeel_primair
from datameent.disclosure.sluiting import controleer_codes, controleer_sluiting, ongesloten
from datameent.disclosure.sommen import vergelijkingen
from datameent.disclosure.stelsel import Ruimte, Stelsel
from datameent.domain.cel import Status
from datameent.domain.errors import DatameentError, ExitStatus, Plaats

Sleutel = tuple[str, ...]
_TELBAAR = frozenset(("frequentie", "omvang"))
_BEKEND = 1_000_000
"""How much dearer it is to let a figure wait that readers have and that did not change."""


@dataclass
class _Indicator:
    """The cells of all tables of one indicator together."""

    tabellen: list[Celtabel]
    dimensies: tuple[str, ...]
    status: dict[Sleutel, Status]
    personen: dict[Sleutel, int]
    waarde: dict[Sleutel, int | None]
    ladders: Mapping[str, Sequence[Ladder]] = field(default_factory=dict)
    open: frozenset[Sleutel] = frozenset()
    smal: frozenset[Sleutel] = frozenset()

    @property
    def naam(self) -> str:
        return self.tabellen[0].indicator

    @property
    def in_euro(self) -> bool:
        return self.tabellen[0].soort == "omvang"


def beoordeel(
    tabellen: Sequence[Celtabel],
    beleid: Beleid,
    eerder: Eerder | None = None,
    *,
    hierarchieen: Mapping[str, Sequence[Hierarchie]] | None = None,
) -> list[Oordeel]:
    """A judgement per table, in the same order; the same cell in two tables gets one status.

    `eerder`: what earlier releases of this audience ask. `hierarchieen`: per dimension what its codes add up to; a
    table may then hold codes of any level, and every hierarchy links cells (`sommen`).

    The same tables give the same judgement, whether codes were whole numbers, text or an Arrow dictionary. Errors:
    DM-ONT-001 (no threshold). DM-ONT-003 names a total that two tables or two hierarchies share and that is not in the
    tables: the link between them would go unseen. DM-ONT-007 and 017 for hierarchies that cannot be, DM-ONT-009 for a
    code that no hierarchy of its dimension has, DM-ONT-012 when the policy rounds or adds noise instead of hiding,
    DM-ONT-013 (a total is not what its parts add up to), DM-ONT-018 (groups overlap: ages 0-17 and 0-18).

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
    eerder = Eerder() if eerder is None else eerder
    per = {d: ladders(d, bomen) for d, bomen in (hierarchieen or {}).items() if bomen}
    controleer_codes(tabellen, per)
    indicatoren = _verzamel(tabellen, _Regels(beleid, eerder, per))
    ratios = [t for t in tabellen if t.soort == "ratio" and t.teller_van and t.noemer_van]
    for tabel in ratios:
        _geef_door(tabel, indicatoren)
    regel = Regel(beleid.minimum_personen, beleid.samen_minimum, beleid.nul_veilig)
    for indicator in indicatoren.values():
        if indicator.tabellen[0].soort in _TELBAAR:
            controleer_sluiting(indicator.tabellen, indicator.ladders)
            controleer_indeling(indicator.naam, indicator.dimensies, indicator.status, indicator.ladders)
            _vul_aan(indicator, beleid, regel, eerder)
    for tabel in ratios:
        _volg_delen(tabel, indicatoren)
    return [_oordeel(tabel, indicatoren[tabel.indicator]) for tabel in tabellen]


@dataclass(frozen=True)
class _Regels:
    """By what all indicators are judged."""

    beleid: Beleid
    eerder: Eerder
    ladders: Mapping[str, Sequence[Ladder]]


def _verzamel(tabellen: Sequence[Celtabel], regels: _Regels) -> dict[str, _Indicator]:
    per: dict[str, list[Celtabel]] = {}
    for tabel in tabellen:
        per.setdefault(tabel.indicator, []).append(tabel)
    indicatoren: dict[str, _Indicator] = {}
    for naam, groep in per.items():
        dimensies = tuple(sorted({PERIODE, *(d for t in groep for d in t.dimensies)}))
        eigen = {d: regels.ladders[d] for d in dimensies if d in regels.ladders}
        indicator = _Indicator(groep, dimensies, {}, {}, {}, eigen)
        for tabel in groep:
            oordelen = beoordeel_primair(tabel, regels.beleid)
            kolommen = zip(tabel.sleutels(dimensies), oordelen, tabel.personen, tabel.waarde, strict=True)
            for sleutel, status, n, waarde in kolommen:
                if not indicator.status.get(sleutel, Status.GEPUBLICEERD).onderdrukt:
                    indicator.status[sleutel] = status
                indicator.personen[sleutel], indicator.waarde[sleutel] = n, waarde
        _verberg_groepen(indicator, regels)
        _laat_wachten(indicator, regels.eerder)
        indicatoren[naam] = indicator
    return indicatoren


def _verberg_groepen(indicator: _Indicator, regels: _Regels) -> None:
    """All cells of such a row get one reason, also those that broke another rule: they may not be told apart."""
    for dimensie in set(regels.beleid.groep_onthulling) & set(indicator.dimensies):
        binnen = {fijn: grof for t in indicator.tabellen for fijn, grof in t.binnen.items()}
        orde = Rangorde.van(dimensie, indicator.dimensies, indicator.ladders, binnen)
        for sleutel in verraden_cellen(indicator.personen, indicator.dimensies.index(dimensie), orde):
            indicator.status[sleutel] = Status.GROEP_VERRAADT


def _laat_wachten(indicator: _Indicator, eerder: Eerder) -> None:
    """What waits says nothing else about itself: that it is too small now would tell how it changed.

    What readers know and breaks a rule of today says nothing at all once it may wait: the figure of before goes too.
    Nor does a row of one category, where the other cells would tell which one that is.
    """
    if not eerder.wacht and not eerder.mee and not eerder.los and not eerder.zonder_reden:
        return
    for sleutel, status in indicator.status.items():
        naam = celsleutel(indicator.naam, indicator.dimensies, sleutel)
        if naam in eerder.wacht:
            indicator.status[sleutel] = Status.EERDER_GEPUBLICEERD
        elif status.onderdrukt and (naam in eerder.los or naam in eerder.zonder_reden):
            indicator.status[sleutel] = Status.ZONDER_REDEN
        elif naam in eerder.mee and naam not in eerder.getoond and not status.onderdrukt:
            leeg = not indicator.personen[sleutel] and naam not in eerder.laatste
            # A zero is hidden from others with its row (`opbouw`); as what protects another it would not be empty.
            indicator.status[sleutel] = Status.TE_WEINIG_PERSONEN if leeg else _voor_een_ander(naam, eerder)


def _voor_een_ander(naam: Celsleutel, eerder: Eerder) -> Status:
    """The reason of a cell that protects another: of one that was shown before, the figure of then stays the last."""
    return Status.EERDER_GEPUBLICEERD if naam in eerder.laatste else Status.BESCHERMT_ANDER


def _delen(tabel: Celtabel, indicatoren: Mapping[str, _Indicator]) -> list[_Indicator]:
    """The parts of a ratio that are judged with it; they must have its dimensions."""
    delen = [indicatoren[n] for n in (tabel.teller_van, tabel.noemer_van) if n is not None and n in indicatoren]
    if any(not set(tabel.dimensies) <= set(deel.dimensies) for deel in delen):
        raise ongesloten(tabel.indicator, "a part of this ratio is not broken out in the same way")
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
                raise ongesloten(tabel.indicator, "a part of this ratio is not broken out in the same way")
            if status.onderdrukt and not eigen.status[sleutel].onderdrukt:
                eigen.status[sleutel] = status


def _vul_aan(indicator: _Indicator, beleid: Beleid, regel: Regel, eerder: Eerder) -> None:
    sleutels = sorted(indicator.status)
    personen = [indicator.personen[s] for s in sleutels]
    tijd = indicator.tabellen[0].tijd_telt_op
    stelsel = Stelsel(personen, vergelijkingen(sleutels, indicator.dimensies, tijd, indicator.ladders, personen))
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
            kosten=_kosten(stelsel, beleid, namen, eerder),
            vast=bekend,
            eenlingen=_eenlingen(stelsel) if beleid.eenlingen else None,
            ruimte=_ruimte(indicator, sleutels, beleid, eerder, opbouw),
        )
        wachtend = {i for i, n in enumerate(namen) if n in eerder.laatste} - bekend
        anders = _andere_redenen(opbouw, uitkomst, bekend, wachtend)
        if not anders:
            break
        indicator.status.update({sleutels[i]: status for i, status in anders.items()})
    for sleutel, naam, weg in zip(sleutels, namen, uitkomst.verborgen, strict=True):
        if weg and not indicator.status[sleutel].onderdrukt:
            indicator.status[sleutel] = _voor_een_ander(naam, eerder)
    indicator.open = frozenset(sleutels[i] for i in uitkomst.open)
    indicator.smal = frozenset(sleutels[i] for i in (*uitkomst.smal, *uitkomst.niet_gezocht))


def _andere_redenen(
    opbouw: Opbouw, uitkomst: Bescherming, bekend: AbstractSet[int], wachtend: AbstractSet[int]
) -> Mapping[int, Status]:
    """What more to withhold, and why, where hidden cells follow or have too little room; nothing when it is done.

    First zeros. When all that can be hidden is, what is known of before can leave too little room to the reasons: then
    the reasons go.
    """
    nauw = {*uitkomst.smal, *uitkomst.open}
    nullen = dict.fromkeys(opbouw.te_verbergen(nauw) - bekend, Status.TE_WEINIG_PERSONEN)
    nullen |= dict.fromkeys(opbouw.die_wachtten(nauw, wachtend), Status.EERDER_GEPUBLICEERD)
    if nullen or not bekend:
        return nullen
    smal = set(uitkomst.smal) - set(uitkomst.open)
    return dict.fromkeys(opbouw.zonder_reden(smal, uitkomst.verborgen), Status.ZONDER_REDEN)


def _kosten(stelsel: Stelsel, beleid: Beleid, namen: Sequence[Celsleutel], eerder: Eerder) -> Sequence[int] | None:
    """What hiding a cell costs; None is its persons. What readers know already goes last."""
    kosten: Sequence[int] | None = None
    if beleid.kosten == "informatie":
        kosten = informatiekosten(stelsel.personen)
    if beleid.kosten == "stabiel":
        kosten = stabiele_kosten(stelsel.personen, {cel for cel, n in enumerate(namen) if n in eerder.verborgen})
    if not eerder.los:
        return kosten
    basis = stelsel.personen if kosten is None else kosten
    return [_BEKEND * k if n in eerder.los else k for k, n in zip(basis, namen, strict=True)]


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
        minimum = beleid.minimum_voor(codes)
        rond = None if toen is None or abs(waarden[cel] - toen[0]) >= minimum else toen[0]
        grenzen.append(_grenzen(indicator.status[sleutel], minimum, rond, nul))
    nodig = max(1, beleid.speling_personen)
    return Ruimte(waarden, [laag for laag, _ in grenzen], [hoog for _, hoog in grenzen], [nodig] * len(sleutels))


def _grenzen(status: Status, minimum: int, rond: int | None, nul: bool) -> tuple[int, int | None]:
    """Between what a count lies when it is hidden, for who knows the reason and the policy.

    `rond`: the figure of before that it is near. A waiting figure is near the one of before or protects another; who
    knows which of both knows most, so that is what it is held against.
    """
    if status is Status.TE_WEINIG_PERSONEN:
        return (0 if nul else 1), minimum - 1
    if rond is not None:
        return max(0, rond - minimum + 1), rond + minimum - 1
    if status in (Status.GEPUBLICEERD, Status.BESCHERMT_ANDER, Status.EERDER_GEPUBLICEERD):
        return minimum, None  # what protects another is never empty and never too small itself
    return 0, None


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
