"""What somebody learns who is alone in a cell: the quick ways against elimination done anew for every one of them."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from datameent.disclosure.eenling import geraden, raadt_iemand
from datameent.disclosure.eliminatie import Herleiding
from datameent.disclosure.stelsel import Stelsel
from datameent.release.aanval import bepaalde_cellen, sommen
from datameent.release.aanval_binnen import _per_persoon, volgt_voor_eenling
from datameent.release.schema import TOTAAL

Sleutel = tuple[str, ...]


def tabel(kans: random.Random) -> tuple[list[tuple[Sleutel, ...]], set[Sleutel], set[Sleutel]]:
    """The sums of a random table of two or three dimensions, hidden cells, and those of one person among them."""
    maten = [kans.randint(1, 3) for _ in range(kans.randint(2, 3))]
    cellen: list[Sleutel] = [("2024",)]
    for as_, maat in enumerate(maten):
        cellen = [(*c, code) for c in cellen for code in (*(f"{as_}{i}" for i in range(maat)), TOTAAL)]
    weg = {c for c in cellen if kans.random() < 0.6}
    return sommen(cellen, False), weg, {c for c in weg if kans.random() < 0.3}


@given(st.integers(0, 10**6))
def test_alone_in_a_cell_learns_the_same_as_by_elimination_anew(zaad: int) -> None:
    stelsel, weg, alleen = tabel(random.Random(zaad))
    vanzelf = set(bepaalde_cellen(stelsel, weg))
    anew = {c for eigen in _per_persoon(stelsel, alleen) for c in bepaalde_cellen(stelsel, weg - eigen)}
    assert volgt_voor_eenling(stelsel, weg, alleen) - vanzelf == anew - vanzelf


@given(st.integers(0, 10**6))
def test_the_suppressor_agrees_group_by_group(zaad: int) -> None:
    kans = random.Random(zaad)
    sommen_, weg, alleen = tabel(kans)
    plek = {c: i for i, c in enumerate(sorted({c for som in sommen_ for c in som}))}
    stelsel = Stelsel([5] * len(plek), [tuple(plek[c] for c in som) for som in sommen_])
    zichtbaar = [c not in weg for c in plek]
    onveilig = [c in weg and kans.random() < 0.7 for c in plek]
    eenlingen = {plek[c]: kans.randrange(3) for c in alleen if c in plek}
    verklikt = {cel for cel, _ in geraden(stelsel, zichtbaar, onveilig, eenlingen)}
    alle = stelsel.groepen(zichtbaar)
    for groep in alle:
        assert [groep] == stelsel.groepen(zichtbaar, groep)
        herleiding = Herleiding.van(stelsel, groep, zichtbaar)
        assert raadt_iemand(herleiding, groep, onveilig, eenlingen) == (not verklikt.isdisjoint(groep))
    assert sorted(c for groep in alle for c in groep) == [i for i, z in enumerate(zichtbaar) if not z]
