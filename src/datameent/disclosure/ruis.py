"""Cell-key perturbation: noise that belongs to the persons in a cell, so that asking again gives the same answer.

Every person has a record key, a whole number uniform in 0..2**32-1 that the caller gives (the first 8 hex digits of a
pseudonym, which is a keyed hash). The cell key is the sum of the record keys of the distinct persons in a cell, modulo
2**32: the same persons, in whatever table or filter, give the same key and so the same noise. A table of probabilities
(the p-table) turns a count and a cell key into a noisy count.

Per count the noise d has mean zero, a fixed variance, |d| at most D; the outcome is never negative and never 1..js;
among all distributions like that it has the largest entropy, which reveals least. Zero stays zero. Where a count is
too small for the variance asked, it gets the nearest variance that is possible.

Totals get noise of their own, so a noisy table does not add up: a reader cannot use sums to take the noise away, and
should not add cells to make a total. What stays possible: averaging over many different cells that should be equal,
and a difference of two cells that differ by one person, which the noise blurs and does not hide.

Sources: J. Marley & V. Leaver, A method for confidentialising user-defined tables (ISI, 2011); G. Thompson,
S. Broadfoot & D. Elazar, Methodology for the automatic confidentialisation of statistical outputs from remote servers
(UNECE, 2013: ABS TableBuilder); S. Giessing, Computational issues in the design of transition probabilities and
disclosure risk estimation for additive noise (Privacy in Statistical Databases, 2016).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from itertools import accumulate
from math import exp, log
from typing import Any

from datameent.disclosure.beleid import RUIS_HOOGSTE
from datameent.disclosure.fouten import Foutcode
from datameent.domain.errors import DatameentError, ExitStatus

MODULUS = 2**32
"""Record keys and cell keys are whole numbers below this."""
_STAPPEN = 200
_NAUWKEURIG = 1e-12


@dataclass(frozen=True, slots=True)
class Ruismaat:
    """How much noise: at most `hoogste` (D) either way, with `variantie` (V); no outcome is 1 to `gesloten` (js).

    Error: DM-ONT-015 when V is not between 0 and D squared, or D does not reach over the gap.
    """

    hoogste: int = RUIS_HOOGSTE
    variantie: float = 4.0
    gesloten: int = 2

    def __post_init__(self) -> None:
        if not 0 < self.variantie < self.hoogste**2 or not 0 <= self.gesloten < self.hoogste:
            raise DatameentError(
                Foutcode.RUIS_ONGELDIG,
                "Noise with this maximum, variance and gap does not exist",
                "Choose a variance below the square of the maximum, and a gap below the maximum",
                exit_status=ExitStatus.USAGE,
            )


STANDAARD = Ruismaat()


@dataclass(frozen=True, slots=True)
class Kansrij:
    """The outcomes that a true count can get, ascending, with their probabilities."""

    telling: int
    uitkomsten: tuple[int, ...]
    kansen: tuple[float, ...]

    @property
    def gemiddelde(self) -> float:
        """Of the noise; 0."""
        return sum(k * (u - self.telling) for u, k in zip(self.uitkomsten, self.kansen, strict=True))

    @property
    def variantie(self) -> float:
        """Of the noise."""
        return sum(k * (u - self.telling) ** 2 for u, k in zip(self.uitkomsten, self.kansen, strict=True))

    @property
    def drempels(self) -> tuple[int, ...]:
        """Per outcome the cell key below which it, or a lower one, is the answer; the last is `MODULUS`."""
        som = [round(MODULUS * s) for s in accumulate(self.kansen)]
        return (*som[:-1], MODULUS)


@dataclass(frozen=True)
class Ptabel:
    """Noise for every count: a row per true count up to where all rows are alike."""

    maat: Ruismaat
    rijen: tuple[Kansrij, ...]
    _drempels: tuple[tuple[int, ...], ...]

    @classmethod
    def van(cls, maat: Ruismaat) -> Ptabel:
        """The table of these parameters, computed once.

        >>> [round(k, 3) for k in Ptabel.van(Ruismaat(1, 0.5, 0)).rijen[1].kansen]
        [0.25, 0.5, 0.25]
        """
        return _ptabel(maat)

    def als_json(self) -> dict[str, Any]:
        """The parameters and all rows, as a release tells them: how a count and a cell key give an outcome.

        >>> Ptabel.van(Ruismaat(1, 0.5, 0)).als_json()["rijen"][1]
        {'telling': 1, 'uitkomsten': [0, 1, 2], 'drempels': [1073741824, 3221225472, 4294967296]}
        """
        rijen = [
            {"telling": r.telling, "uitkomsten": list(r.uitkomsten), "drempels": list(drempels)}
            for r, drempels in zip(self.rijen, self._drempels, strict=True)
        ]
        return {**asdict(self.maat), "modulus": MODULUS, "rijen": rijen}

    def ruis(self, telling: int, celsleutel: int) -> int:
        """A count (0 or more) with the noise of this cell key (modulo 2**32).

        >>> tabel = Ptabel.van(STANDAARD)
        >>> tabel.ruis(0, 12345), tabel.ruis(40, 0), tabel.ruis(40, 2**31), tabel.ruis(40, 2**32 - 1)
        (0, 35, 40, 45)
        """
        nummer = min(telling, len(self.rijen) - 1)
        plek = bisect_right(self._drempels[nummer], celsleutel % MODULUS)
        return telling + self.rijen[nummer].uitkomsten[plek] - nummer


def celsleutel(recordsleutels: Iterable[int]) -> int:
    """The key of a cell from the record keys of its distinct persons; nobody gives 0.

    >>> celsleutel([2**32 - 1, 2]), celsleutel([])
    (1, 0)
    """
    return sum(recordsleutels) % MODULUS


def recordsleutel(pseudoniem: str) -> int:
    """The record key of a pseudonym: its first 8 hex digits. A pseudonym is an HMAC, so this is uniform and secret.

    >>> recordsleutel("0000000a" + 24 * "f")
    10
    """
    return int(pseudoniem[:8], 16)


@cache
def _ptabel(maat: Ruismaat) -> Ptabel:
    # From D + js + 1 on no outcome is cut off: the noise no longer depends on the count.
    rijen = tuple(_rij(telling, maat) for telling in range(maat.hoogste + maat.gesloten + 2))
    return Ptabel(maat, rijen, tuple(rij.drempels for rij in rijen))


def _rij(telling: int, maat: Ruismaat) -> Kansrij:
    if telling == 0:
        return Kansrij(0, (0,), (1.0,))
    laag, hoog = max(0, telling - maat.hoogste), telling + maat.hoogste
    uitkomsten = tuple(u for u in range(laag, hoog + 1) if not 1 <= u <= maat.gesloten)
    ruis = [u - telling for u in uitkomsten]
    dichtbij = _naaste(ruis)
    minst = -dichtbij[0] * dichtbij[1]
    meest = -ruis[0] * ruis[-1]
    if maat.variantie <= minst:
        return Kansrij(telling, uitkomsten, _twee(ruis, *dichtbij))
    if maat.variantie >= meest:
        return Kansrij(telling, uitkomsten, _twee(ruis, ruis[0], ruis[-1]))
    return Kansrij(telling, uitkomsten, _meeste_entropie(ruis, maat.variantie))


def _naaste(ruis: Sequence[int]) -> tuple[int, int]:
    """The amounts of noise nearest to none, on either side; (0, 0) when none at all is possible."""
    if 0 in ruis:
        return 0, 0
    return max(d for d in ruis if d < 0), min(d for d in ruis if d > 0)


def _twee(ruis: Sequence[int], links: int, rechts: int) -> tuple[float, ...]:
    """Mean zero on two amounts only: the least or the greatest variance that is possible."""
    if links == rechts:
        return tuple(float(d == links) for d in ruis)
    kans = {links: rechts / (rechts - links), rechts: -links / (rechts - links)}
    return tuple(kans.get(d, 0.0) for d in ruis)


def _meeste_entropie(ruis: Sequence[int], variantie: float) -> tuple[float, ...]:
    """Probabilities exp(a d + b d^2), normalised, with mean zero and this variance.

    Of all distributions with these moments that form has the largest entropy. a and b are where the convex function
    log sum exp(a d + b d^2) - b V is least; Newton steps, halved until the function does not rise.
    """
    a = b = 0.0
    waarde = _duaal(ruis, variantie, a, b)
    for _ in range(_STAPPEN):
        kansen = _kansen(ruis, a, b)
        m1, m2, m3, m4 = (sum(p * d**k for d, p in zip(ruis, kansen, strict=True)) for k in (1, 2, 3, 4))
        g1, g2 = m1, m2 - variantie
        if abs(g1) < _NAUWKEURIG and abs(g2) < _NAUWKEURIG:
            break
        h11, h12, h22 = m2 - m1 * m1, m3 - m1 * m2, m4 - m2 * m2
        det = h11 * h22 - h12 * h12
        da, db = (h22 * g1 - h12 * g2) / det, (h11 * g2 - h12 * g1) / det
        stap = 1.0
        while stap > _NAUWKEURIG:
            nieuw = _duaal(ruis, variantie, a - stap * da, b - stap * db)
            if nieuw <= waarde:
                break
            stap /= 2
        a, b, waarde = a - stap * da, b - stap * db, nieuw
    return _kansen(ruis, a, b)


def _machten(ruis: Sequence[int], a: float, b: float) -> tuple[float, list[float]]:
    """The largest exponent, and exp of every exponent less that one: no overflow."""
    exponenten = [a * d + b * d * d for d in ruis]
    top = max(exponenten)
    return top, [exp(e - top) for e in exponenten]


def _kansen(ruis: Sequence[int], a: float, b: float) -> tuple[float, ...]:
    _, machten = _machten(ruis, a, b)
    som = sum(machten)
    return tuple(m / som for m in machten)


def _duaal(ruis: Sequence[int], variantie: float, a: float, b: float) -> float:
    top, machten = _machten(ruis, a, b)
    return top + log(sum(machten)) - b * variantie
