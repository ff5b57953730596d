"""Ratios of which no part is published: verzilvering (cents of cents) and afkeur (lines of lines), in promille.

No release holds what they divide. `uitgaven` are other money: all help of a month, and not the toewijzingen that ended
in it. So nobody can multiply a share back into cents or lines. But the share of a total lies between those of its
parts, and who guesses how heavy the parts are comes near a hidden one. So these tables are judged as if the weights
were known: the numerator is an amount that adds up over parts and over months, and the suppressor protects it as
`uitgaven`. A share follows from other shares and known weights exactly where its numerator follows from other
numerators (one unknown per cell, scaled by a known number), so what is safe then is safe now.

On top of that:

- a share of nothing, or of all and more, says the same of everybody in the cell. So it is hidden, in every policy.
  When a total is nothing, so is every part, and each is hidden by the same rule;
- dominance of one person is looked for in what is divided by as well: a share of which one person has most of the
  money is the share of that person;
- every hidden cell has one reason (`een_reden`), so that a reason tells neither that a share was nothing nor that few
  persons are behind it;
- what was shown once and is another figure now waits, however many persons changed it: an earlier day knows the
  persons behind a numerator, not those behind a share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from datameent.disclosure.beleid import Beleid
from datameent.disclosure.celtabel import Celsleutel, Celtabel, Oordeel, celsleutel
from datameent.domain.cel import Status

HEEL = 1_000
"""All of it, in promille."""
_EIGEN = (Status.GEPUBLICEERD, Status.GEEN_NOEMER, Status.EERDER_GEPUBLICEERD, Status.ZONDER_REDEN)


@dataclass(frozen=True)
class Verhouding:
    """Beside a table of numerators, per cell: the share to show, what is divided by, and the most of it of one person.

    `toon` in promille, None where there is nothing to divide by; `noemer` and `grootste` in cents or lines, `grootste`
    None where it is not about money.
    """

    toon: Sequence[int | None]
    noemer: Sequence[int | None]
    grootste: Sequence[int | None]

    def onveilig(self, tellers: Celtabel, beleid: Beleid) -> set[Celsleutel]:
        """The cells that are hidden by what the numerator alone does not tell.

        >>> tabel = Celtabel("verzilvering", "omvang", ("aanbieder",), (["a", "b", "c"],), [0, 75, 40], [12, 12, 12])
        >>> deel = Verhouding([0, 750, 400], [100, 100, 100], [9, 9, 60])
        >>> sorted(dict(codes)["aanbieder"] for _, codes in deel.onveilig(tabel, Beleid(dominantie_persoon=50)))
        ['a', 'c']
        """
        kolommen = zip(
            tellers.sleutels(tellers.dimensies), self.toon, tellers.waarde, self.noemer, self.grootste, strict=True
        )
        return {
            celsleutel(tellers.indicator, tellers.dimensies, sleutel)
            for sleutel, deel, teller, noemer, grootste in kolommen
            if deel is not None
            and (_zegt_van_iedereen(deel, teller or 0, noemer or 0) or _van_een(grootste, noemer or 0, beleid))
        }

    def een_reden(self, oordeel: Oordeel) -> Oordeel:
        """The judgement with one reason for whatever is hidden, and none to divide by where nobody is.

        >>> deel = Verhouding([750, None, 10], [100, None, 100], [9, None, 9])
        >>> gewoon, weg = Status.GEPUBLICEERD, Status.TE_WEINIG_PERSONEN
        >>> [s.value for s in deel.een_reden(Oordeel([gewoon, gewoon, weg])).statussen]
        ['', 'geen-noemer', 'beschermt-ander']
        """
        return replace(
            oordeel,
            statussen=[
                Status.GEEN_NOEMER if s is Status.GEPUBLICEERD and deel is None else s
                for s, deel in zip(map(_reden, oordeel.statussen), self.toon, strict=True)
            ],
        )


def _reden(status: Status) -> Status:
    return status if status in _EIGEN else Status.BESCHERMT_ANDER


def _zegt_van_iedereen(deel: int, teller: int, noemer: int) -> bool:
    return deel <= 0 or deel >= HEEL or not 0 < teller < noemer


def _van_een(grootste: int | None, noemer: int, beleid: Beleid) -> bool:
    procent = beleid.dominantie_persoon
    return procent is not None and grootste is not None and grootste * 100 > procent * noemer
