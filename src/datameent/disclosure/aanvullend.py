"""Complementary suppression: hide more, until no sum gives a hidden cell away, and not more than that.

(1) The simple rule, per equation and to a fixed point: never exactly one unknown; hidden parts of a shown total
together hold at least the minimum of persons, with room on both sides of what the thresholds say; and nobody who is
alone in a cell can work out its only hidden neighbour. (2) The exact rule, over all equations at once: a hidden cell
that still follows from a combination of sums gets a shown cell of that combination hidden beside it. (3) Back: every
cell hidden in 1 and 2 that is not needed is shown again, the dearest first. (4) What remains is attacked by who is
alone in a cell (`eenlingen`) and, when asked, by linear programming (`marges`); each proof found costs one more cell.
Zeros are never hidden here: a known zero protects nothing.

Which cell of an equation is hidden is a guess that decides how much is lost (`afscherming`; up to three ways of
guessing). Every finding on the way is kept, and from all of them together a cheaper choice is made (`dekking`),
completed to an outcome and made again (`zoektocht`). The cheapest outcome is kept; ties go to the first, so the same
tables give the same result. Langsrud's way (publish from large to small what gives nothing away; GaussSuppression in
R) is the peer in `bench/onthulling.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from datameent.disclosure.afscherming import WEGINGEN, Afscherming
from datameent.disclosure.eliminatie import Herleiding
from datameent.disclosure.opgave import Opgave, Regel, informatiekosten, stabiele_kosten
from datameent.disclosure.stelsel import Ruimte, Stelsel
from datameent.disclosure.zoektocht import Zoektocht

__all__ = ("Bescherming", "Regel", "bescherm", "bescherming", "informatiekosten", "stabiele_kosten")

# With more unsafe cells than this, fewer first guesses are made.
DRIE_TOT, TWEE_TOT = 600, 1_500


@dataclass(frozen=True, slots=True)
class Bescherming:
    """The outcome: per cell whether it is hidden, and what could not be reached.

    `open`: hidden cells that still follow, because everything that could protect them is a zero or was published
    before; `verklikt`: unsafe cells that someone who is alone in another cell can work out; `smal`: hidden cells
    whose interval stays narrower than asked; `niet_gezocht`: hidden cells whose interval was not calculated within
    the budget.
    """

    verborgen: list[bool]
    open: tuple[int, ...] = ()
    verklikt: tuple[int, ...] = ()
    smal: tuple[int, ...] = ()
    niet_gezocht: tuple[int, ...] = ()


def bescherm(
    stelsel: Stelsel,
    onveilig: Sequence[bool],
    regel: Regel,
    *,
    kosten: Sequence[int] | None = None,
    vast: AbstractSet[int] = frozenset(),
    eenlingen: Mapping[int, int] | None = None,
) -> list[bool]:
    """Per cell whether it must be hidden: the unsafe ones and what protects them. See `bescherming`.

    Two regions of 3 and 20 under a shown total of 23: the small one alone would follow from the sum.

    >>> bescherm(Stelsel((23, 3, 20), ((0, 1, 2),)), [False, True, False], Regel())
    [False, True, True]
    """
    return bescherming(stelsel, onveilig, regel, kosten=kosten, vast=vast, eenlingen=eenlingen).verborgen


def bescherming(
    stelsel: Stelsel,
    onveilig: Sequence[bool],
    regel: Regel,
    *,
    kosten: Sequence[int] | None = None,
    vast: AbstractSet[int] = frozenset(),
    eenlingen: Mapping[int, int] | None = None,
    ruimte: Ruimte | None = None,
) -> Bescherming:
    """Hide the unsafe cells and what protects them, and say what could not be reached.

    `kosten`: what hiding each cell costs (whole numbers above 0; default its persons, and half the persons of an
    average hidden cell for the empty place). `vast`: cells that were
    published before: they stay shown, whatever the rules say of them. `eenlingen`: cell with one contributor →
    number of that contributor, who knows all its own cells. `ruimte`: the interval that each hidden cell must keep.

    Three wijken and their total; w1 was published before, so w3 must go, though it is larger:

    >>> s = Stelsel((60, 11, 4, 45), ((0, 1, 2, 3),))
    >>> bescherming(s, [False, False, True, False], Regel(), vast={1}).verborgen
    [False, False, True, True]
    """
    opgave = Opgave.van(stelsel, onveilig, regel, kosten=kosten, vast=vast, eenlingen=eenlingen)
    basis = Herleiding.van(stelsel, [c for c, o in enumerate(opgave.onveilig) if o], opgave.zonder(frozenset()))
    gokken = [Afscherming(opgave, weging=weging, basis=basis) for weging in WEGINGEN[: _gokken(opgave)]]
    for gok in gokken:
        gok.zoek()
    if kosten is None:
        opgave = _met_gaten(opgave, gokken[0].zichtbaar)
    beste = Afscherming(opgave, Zoektocht(opgave, gokken, basis).voer_uit(), basis=basis)
    beste.toon_wat_volgt()
    smal, niet_gezocht = beste.verruim(ruimte) if ruimte is not None else ((), ())
    verklikt = tuple(sorted({cel for cel, _ in beste.verklikt()})) if eenlingen else ()
    return Bescherming([not z for z in beste.zichtbaar], beste.open(), verklikt, smal, niet_gezocht)


def _gokken(opgave: Opgave) -> int:
    onveilig = sum(opgave.onveilig)
    return 3 if onveilig <= DRIE_TOT else 2 if onveilig <= TWEE_TOT else 1


def _met_gaten(opgave: Opgave, zichtbaar: Sequence[bool]) -> Opgave:
    """The same, where each hidden cell costs half the persons of an average one more.

    With persons alone, hiding two cells to save one person would be a gain. So ten percent fewer cells is worth as
    much as five percent fewer persons.
    """
    personen, cellen = opgave.verlies(zichtbaar)
    gat = personen // (2 * cellen) if cellen else 0
    return replace(opgave, kosten=[k + gat for k in opgave.kosten])
