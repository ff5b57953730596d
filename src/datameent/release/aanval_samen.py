"""Several releases in one hand: earlier ones, and those of other audiences.

What was published last stays known. A figure that still is what it was then is known today; one that changed tells how
many changed; one that was withheld since is not known. A reader of the council has the public releases too, and who
sees beleid has all (`schema.LEEST`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from datameent.release.aanval_cel import minimum
from datameent.release.aanval_feiten import Feitenboek
from datameent.release.aanval_lezen import Sleutel, Uitgave
from datameent.release.schema import LEEST

_WACHT = ("eerder-gepubliceerd", "zonder-reden")


def samen_bekend(
    indicator: str, uitgave: Uitgave, anderen: Sequence[Uitgave], boek: Feitenboek
) -> Iterator[tuple[set[Sleutel], set[Sleutel], set[Sleutel]]]:
    """Per kind of reader of this release and others: the cells hidden from it, all cells, and those shown by others.

    Readers to whom the others or this release add nothing are left out: what holds for one release holds for them.
    """
    for lezer, leest in LEEST.items():
        erbij = [a for a in anderen if a.doelgroep in leest and indicator in a.cellen]
        if uitgave.doelgroep not in leest or not erbij:
            continue
        boek.meet(erbij)
        elders = _bekend(indicator, uitgave, erbij, boek)
        eigen = uitgave.cellen[indicator]
        hier = {c for c, inhoud in eigen.items() if inhoud.waarde is not None}
        alle = set(eigen).union(*(a.cellen[indicator] for a in erbij))
        niets_nieuws = lezer != uitgave.doelgroep and hier <= elders
        niets_meer = not (elders & (set(eigen) - hier)) and alle == set(eigen)
        if not niets_nieuws and not niets_meer:
            yield alle - elders - hier, alle, elders


def bekend_bij_lezers(indicator: str, uitgave: Uitgave, anderen: Sequence[Uitgave], boek: Feitenboek) -> set[Sleutel]:
    """The cells that every reader of this release was shown elsewhere, and that still are so."""
    leest = LEEST.get(uitgave.doelgroep, ())
    erbij = [a for a in anderen if a.doelgroep in leest and indicator in a.cellen]
    boek.meet(erbij)
    return _bekend(indicator, uitgave, erbij, boek)


def _bekend(indicator: str, uitgave: Uitgave, erbij: Sequence[Uitgave], boek: Feitenboek) -> set[Sleutel]:
    """What these releases showed and what is still so, for who does not know more than the last word on every cell.

    A release that hides a cell takes back what earlier ones showed of it: it may have changed since. That goes for the
    release that is attacked too, where it lets a figure wait. Releases of the same day and lake are one word, and so is
    whatever came after the release that is attacked.
    """
    zelf = (False, uitgave.peildatum, uitgave.vingerafdruk_bron)
    getoond: dict[Sleutel, bool] = {}
    stand: dict[Sleutel, tuple[bool, date, str]] = {}
    for ander in sorted(erbij, key=lambda a: (a.peildatum, a.gemaakt_op)):
        later = ander.peildatum > uitgave.peildatum
        woord = (later, ander.peildatum, "" if later else ander.vingerafdruk_bron)
        for cel, inhoud in ander.cellen[indicator].items():
            zo = inhoud.waarde is not None and inhoud.waarde == boek.waarde(indicator, cel)
            getoond[cel] = zo or (getoond.get(cel, False) and (later or stand[cel] == woord))
            stand[cel] = woord
    wacht = {c for c, inhoud in uitgave.cellen[indicator].items() if inhoud.status in _WACHT}
    teruggenomen = {c for c in wacht & stand.keys() if not stand[c][0] and stand[c] != zelf}
    return {cel for cel, zo in getoond.items() if zo} - teruggenomen


def kleine_veranderingen(
    uitgave: Uitgave, anderen: Sequence[Uitgave], boek: Feitenboek
) -> Iterator[tuple[str, Sleutel]]:
    """Shown figures that differ from what the same reader was shown elsewhere by the doing of too few persons.

    A count by the difference itself, with every figure shown before. An amount by the persons whose amount differs
    between the two days, with the last figure shown before.
    """
    erbij = [a for a in anderen if a.doelgroep in LEEST.get(uitgave.doelgroep, ())]
    for indicator in sorted(uitgave.telbaar):
        for cel, inhoud in uitgave.cellen[indicator].items():
            toen = {a.peildatum: w for a in erbij if (w := a.waarde(indicator, cel)) is not None}
            if inhoud.waarde is None or set(toen.values()) <= {inhoud.waarde}:
                continue
            n = minimum(cel, boek.beleid)
            if boek.telt_personen(indicator):
                klein = any(0 < abs(inhoud.waarde - w) < n for w in toen.values())
            else:
                dag = max(toen)
                klein = toen[dag] != inhoud.waarde and boek.veranderd(indicator, dag, uitgave, cel) < n
            if klein:
                yield indicator, cel
