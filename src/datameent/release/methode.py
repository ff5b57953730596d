"""Counts that are rounded or carry noise: from tables and policy to judged tables with the values to show.

Hiding is the other method (`disclosure.oordeel`). Here every count is shown, near the truth: within the base when it is
rounded, within the maximum of the noise when it has noise. `straal` is that distance. What a reader may conclude from
a shown count is an interval, and nothing else in the release may say more. So every decision about such a cell is
taken from what is shown, never from the true count:

- an amount of the same cell is shown only where the shown count proves enough persons, for the fact that it is hidden
  would tell on which side of the threshold the true count is; a zero is then no exception;
- money per client is the shown amount divided by the shown count, so that it tells neither more;
- a code that asks for more persons (`gevoelig`) is hidden until the shown count proves them: rounding leaves the same
  room around every cell, and of these codes the policy wants more than that;
- a row of which one category is not zero, as shown, is hidden (`groep_onthulling`), and the sums to it.

Rounding up or down is drawn from the keys of the persons in the cell, so that who reads this program cannot tell which
way a count went. Over time see `methode_tijd`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from datameent.disclosure.beleid import Beleid
from datameent.disclosure.celtabel import PERIODE, Celsleutel, Eerder, Oordeel, celsleutel
from datameent.disclosure.oordeel import beoordeel
from datameent.disclosure.ruis import STANDAARD, Ptabel
from datameent.disclosure.tabelafronding import rond_tabellen_af
from datameent.domain.cel import Status
from datameent.release.meten import Meting
from datameent.release.methode_tijd import Getoond, eerder_getoond, zonder_benaderde
from datameent.release.plan import DELEN, Kruising
from datameent.release.samenstelling import Plantabel
from datameent.release.tijd import Verleden, voorkennis

BLIJFT = 1_000.0
"""How much a cell wants to stay what it was shown as; see `tabelafronding` for what that is measured against."""


@dataclass(frozen=True)
class Benaderd:
    """What there is to show of the counts: per cell the value near the truth, and how far the truth may be from it."""

    waarden: Mapping[Celsleutel, int]
    straal: int

    def bewijst(self, cel: Celsleutel) -> int:
        """The least number of persons that a reader is sure of."""
        return max(0, self.waarden[cel] - self.straal)


def beoordeel_benaderd(
    tabellen: Sequence[Plantabel],
    regels: Beleid,
    verleden: Verleden,
    meting: Meting,
    erbij: AbstractSet[Celsleutel] = frozenset(),
) -> tuple[list[Plantabel], list[Oordeel]]:
    """The tables with the values to show, and a judgement per table, under `methode: afronden` or `ruis`.

    `erbij`: cells that have to be hidden too. Errors: those of `rond_tabellen_af` and of `beoordeel`.
    """
    eerder = eerder_getoond(verleden)
    telt = [t for t in tabellen if t.cellen.soort == "frequentie"]
    benaderd = _benader(telt, regels, meting, eerder)
    status = _aantallen(telt, regels, benaderd, eerder, erbij)
    rijen = {(DELEN[0], cel[1]) for cel, s in status.items() if (cel[0], s) == (DELEN[1], Status.GROEP_VERRAADT)}
    bedragen = [t for t in tabellen if t.cellen.soort == "omvang"]
    vroeger = voorkennis(zonder_benaderde(verleden), bedragen, meting, regels)
    status |= _bedragen(bedragen, regels, benaderd, replace(vroeger, mee=vroeger.mee | erbij), rijen)
    medianen = [t for t in tabellen if t.cellen.soort == "mediaan"]
    status |= _oordelen(medianen, _hidend(regels), Eerder(mee=erbij))
    bedrag = {cel: w for t in tabellen if t.indicator == DELEN[0] for cel, w in _paren(t)}
    uit, oordelen = [], []
    for tabel in tabellen:
        if tabel.cellen.soort == "ratio":
            status.update((cel, _ratiostatus(cel, status, benaderd)) for cel in _namen(tabel))
        waarde = [_waarde(tabel.cellen.soort, cel, w, bedrag, benaderd) for cel, w in _paren(tabel)]
        uit.append(replace(tabel, cellen=replace(tabel.cellen, waarde=waarde)))
        oordelen.append(_oordeel([status[cel] for cel in _namen(tabel)]))
    return uit, oordelen


def _namen(tabel: Plantabel) -> list[Celsleutel]:
    dimensies = tabel.cellen.dimensies
    return [celsleutel(tabel.indicator, dimensies, s) for s in tabel.cellen.sleutels(dimensies)]


def _paren(tabel: Plantabel) -> Iterable[tuple[Celsleutel, int | None]]:
    return zip(_namen(tabel), tabel.cellen.waarde, strict=True)


def _deel(nummer: int, cel: Celsleutel) -> Celsleutel:
    """The cell of a part of the ratio (`DELEN`) with the same codes."""
    return DELEN[nummer], cel[1]


def _minimum(regels: Beleid, cel: Celsleutel) -> int:
    return regels.minimum_voor(dict(cel[1]))


# what is shown of the counts


def _benader(
    telt: Sequence[Plantabel], regels: Beleid, meting: Meting, eerder: Mapping[Celsleutel, Sequence[Getoond]]
) -> Benaderd:
    sleutel = _celsleutels(telt, meting)
    waar = {cel: w for t in telt for cel, w in _paren(t) if w is not None}
    if regels.methode == "ruis":
        ruis = Ptabel.van(STANDAARD).ruis
        return Benaderd({cel: ruis(w, sleutel.get(cel, 0)) for cel, w in waar.items()}, STANDAARD.hoogste)
    basis = regels.afrondingsbasis or 1
    wil = {cel: _voorkeur(w, basis, sleutel.get(cel, 0), eerder.get(cel, ())) for cel, w in waar.items()}
    rond = rond_tabellen_af([t.cellen for t in telt], basis, wil).waarden
    waarden = {
        cel: w
        for t, rij in zip(telt, rond, strict=True)
        for cel, w in zip(_namen(t), rij, strict=True)
        if w is not None
    }
    return Benaderd(waarden, basis - 1)


def _celsleutels(telt: Iterable[Plantabel], meting: Meting) -> dict[Celsleutel, int]:
    per: dict[str, list[Kruising]] = {}
    for tabel in telt:
        per.setdefault(tabel.indicator, []).append(tabel.kruising)
    return {
        celsleutel(indicator, (PERIODE, *kruising.dimensies), codes): sleutel
        for indicator, kruisingen in per.items()
        for kruising, cellen in meting.celsleutels(indicator, kruisingen).items()
        for codes, sleutel in cellen.items()
    }


def _voorkeur(waarde: int, basis: int, sleutel: int, eerder: Sequence[Getoond]) -> float:
    """Up or down: what it was shown as while that is still within the base, else drawn from the key of the cell.

    Drawn such that a count goes up as often as it is near the multiple above it.

    >>> _voorkeur(3, 5, 0, [Getoond(0, 4)]), _voorkeur(3, 5, 0, [Getoond(0, 4), Getoond(5, 4)])
    (-1000.0, 1000.0)
    """
    if eerder and eerder[-1].waarde % basis == 0 and abs(eerder[-1].waarde - waarde) < basis:
        return BLIJFT if eerder[-1].waarde > waarde else -BLIJFT
    trekking = hashlib.sha256(f"afronding:{sleutel}".encode()).digest()
    return waarde % basis / basis - int.from_bytes(trekking[:6]) / 2**48


# which counts are hidden all the same


def _aantallen(
    telt: Sequence[Plantabel],
    regels: Beleid,
    benaderd: Benaderd,
    eerder: Mapping[Celsleutel, Sequence[Getoond]],
    erbij: AbstractSet[Celsleutel],
) -> dict[Celsleutel, Status]:
    weg: dict[Celsleutel, Status] = {}
    for cel, waar in ((cel, w) for t in telt for cel, w in _paren(t) if w is not None):
        minimum, bewezen = _minimum(regels, cel), benaderd.bewijst(cel)
        if minimum > regels.minimum_personen and bewezen < minimum:
            weg[cel] = Status.TE_WEINIG_PERSONEN
        elif cel in erbij or abs(benaderd.waarden[cel] - waar) > benaderd.straal:
            weg[cel] = Status.BESCHERMT_ANDER
        elif bewezen < minimum and not _blijft_ruim(waar, cel, regels, benaderd, eerder):
            weg[cel] = Status.EERDER_GEPUBLICEERD
    for tabel in telt:
        weg.update(dict.fromkeys(_verraden(tabel, regels, benaderd, weg), Status.GROEP_VERRAADT))
    gewoon = {cel: Status.GEPUBLICEERD if w is not None else Status.GEEN_NOEMER for t in telt for cel, w in _paren(t)}
    if weg and regels.methode == "afronden":  # noise adds nothing up, so nothing follows from its sums
        gewoon.update(_met_sommen(telt, regels, benaderd, weg))
    return {**gewoon, **weg}


def _blijft_ruim(
    waar: int, cel: Celsleutel, regels: Beleid, benaderd: Benaderd, eerder: Mapping[Celsleutel, Sequence[Getoond]]
) -> bool:
    """Whether this value and those shown before leave enough room, when nothing changed and when something did."""
    nu = Getoond(benaderd.waarden[cel], benaderd.straal)
    laag, hoog = nu.ruimte()
    for toen in eerder.get(cel, ()):
        if toen.kan(waar):
            laag, hoog = max(laag, toen.ruimte()[0]), min(hoog, toen.ruimte()[1])
    return hoog - laag >= max(1, regels.speling_personen)


def _verraden(
    tabel: Plantabel, regels: Beleid, benaderd: Benaderd, weg: Mapping[Celsleutel, Status]
) -> set[Celsleutel]:
    """The rows of which, as a reader would see them, everybody is in one category: all their cells."""
    gevonden: set[Celsleutel] = set()
    for dimensie in set(regels.groep_onthulling) & set(tabel.kruising.dimensies):
        rijen: dict[frozenset[tuple[str, str]], list[Celsleutel]] = {}
        for cel in _namen(tabel):
            if cel in benaderd.waarden:
                rijen.setdefault(frozenset(p for p in cel[1] if p[0] != dimensie), []).append(cel)
        for rij in rijen.values():
            if sum(benaderd.waarden[cel] > 0 or cel in weg for cel in rij) == 1:
                gevonden.update(rij)
    return gevonden


def _met_sommen(
    telt: Sequence[Plantabel], regels: Beleid, benaderd: Benaderd, weg: Mapping[Celsleutel, Status]
) -> dict[Celsleutel, Status]:
    """What goes along, because rounded counts add up: judged as a table of exactly these numbers would be."""
    rond = []
    for tabel in telt:
        getallen = [benaderd.waarden.get(cel) for cel in _namen(tabel)]
        rond.append(replace(tabel.cellen, waarde=getallen, personen=[w or 0 for w in getallen]))
    los = Beleid(minimum_personen=2, samen_minimum=False, kosten=regels.kosten)
    oordelen = beoordeel(rond, los, Eerder(mee=frozenset(weg)))
    return {
        cel: status
        for tabel, oordeel in zip(telt, oordelen, strict=True)
        for cel, status in zip(_namen(tabel), oordeel.statussen, strict=True)
    }


# amounts, medians, ratios


def _bedragen(
    tabellen: Sequence[Plantabel],
    regels: Beleid,
    benaderd: Benaderd,
    vroeger: Eerder,
    rijen: AbstractSet[Celsleutel],
) -> dict[Celsleutel, Status]:
    """Amounts by the rules for hiding, and all of them where the count beside it does not prove enough persons.

    `rijen`: those of a row that gives a group away in the counts; one reason for all, for they may not be told apart.
    """
    naast = {cel: _deel(1, cel) for t in tabellen if t.indicator == DELEN[0] for cel in _namen(t)}
    onder = {cel for cel, n in naast.items() if n in benaderd.waarden and benaderd.bewijst(n) < _minimum(regels, cel)}
    weg = dict.fromkeys(onder, Status.TE_WEINIG_PERSONEN)
    weg.update(dict.fromkeys(rijen & naast.keys(), Status.GROEP_VERRAADT))
    vroeger = replace(vroeger, getoond=vroeger.getoond - weg.keys(), mee=vroeger.mee | weg.keys())
    status = _oordelen(tabellen, replace(_hidend(regels), nul_veilig=False), vroeger)
    for cel, n in naast.items():
        if status[cel] is Status.GROEP_VERRAADT and n in benaderd.waarden:
            status[cel] = Status.BESCHERMT_ANDER  # the counts, which are shown, would say of whom the reason is
    return {**status, **weg}


def _hidend(regels: Beleid) -> Beleid:
    return replace(regels, methode="onderdrukken", afrondingsbasis=None)


def _oordelen(tabellen: Sequence[Plantabel], regels: Beleid, eerder: Eerder) -> dict[Celsleutel, Status]:
    oordelen = beoordeel([t.cellen for t in tabellen], regels, eerder)
    return {
        cel: status
        for tabel, oordeel in zip(tabellen, oordelen, strict=True)
        for cel, status in zip(_namen(tabel), oordeel.statussen, strict=True)
    }


def _ratiostatus(cel: Celsleutel, status: Mapping[Celsleutel, Status], benaderd: Benaderd) -> Status:
    """A ratio is there where both its parts are shown and there is somebody, as shown, to divide by."""
    bedrag, aantal = _deel(0, cel), _deel(1, cel)
    if status[aantal].onderdrukt:
        return status[aantal]
    if not benaderd.waarden.get(aantal):
        return Status.GEEN_NOEMER
    return status[bedrag]


def _waarde(
    soort: str, cel: Celsleutel, waarde: int | None, bedrag: Mapping[Celsleutel, int | None], benaderd: Benaderd
) -> int | None:
    """What is shown of a cell, where it is shown; half a cent goes up."""
    if soort == "frequentie":
        return benaderd.waarden.get(cel)
    if soort != "ratio":
        return waarde
    cent, aantal = bedrag[_deel(0, cel)], benaderd.waarden.get(_deel(1, cel))
    return (2 * cent + aantal) // (2 * aantal) if cent is not None and aantal else None


def _oordeel(statussen: Sequence[Status]) -> Oordeel:
    alle = sum(s.onderdrukt for s in statussen)
    aanvullend = sum(s is Status.BESCHERMT_ANDER for s in statussen)
    return Oordeel(statussen, alle - aanvullend, aanvullend)
