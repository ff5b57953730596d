"""What the steps of a release come to: it waits, it is published, or it was withdrawn. Pure; no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final


class Staptype(StrEnum):
    """What somebody did with a release."""

    AKKOORD = "akkoord"
    INGETROKKEN = "ingetrokken"
    AFGEWEZEN = "afgewezen"
    OVERGENOMEN = "overgenomen"


class Staat(StrEnum):
    """Where a release is."""

    WACHT = "wacht"
    GEPUBLICEERD = "gepubliceerd"
    INGETROKKEN = "ingetrokken"
    AFGEWEZEN = "afgewezen"


NIET: Final = frozenset({Staat.INGETROKKEN, Staat.AFGEWEZEN})
"""Never shown, whether two people had to look or not."""


@dataclass(frozen=True, slots=True)
class Feit:
    """One step, without the database."""

    soort: Staptype
    release: str
    doelgroep: str
    door: str
    vingerafdruk: str
    op: datetime
    reden: str = ""


@dataclass(frozen=True, slots=True)
class Toestand:
    """Where a release is. `akkoord`: who said yes to the file with this `vingerafdruk`, in order.

    `sinds`: when it was published, withdrawn or refused; `reden`: why it was withdrawn or refused.
    """

    release: str
    doelgroep: str
    staat: Staat = Staat.WACHT
    akkoord: tuple[str, ...] = ()
    vingerafdruk: str = ""
    sinds: datetime | None = None
    reden: str = ""


def toestanden(feiten: Iterable[Feit]) -> Mapping[str, Toestand]:
    """Where every release is, after all steps in the order in which they were taken."""
    stand: dict[str, Toestand] = {}
    for feit in feiten:
        nu = stand.get(feit.release) or Toestand(feit.release, feit.doelgroep)
        stand[feit.release] = _volgende(nu, feit)
    return stand


def _volgende(nu: Toestand, feit: Feit) -> Toestand:
    if feit.soort in {Staptype.INGETROKKEN, Staptype.AFGEWEZEN}:
        staat = Staat(feit.soort.value)
        return replace(nu, staat=staat, akkoord=(), vingerafdruk="", sinds=feit.op, reden=feit.reden)
    if feit.soort is Staptype.OVERGENOMEN:
        return replace(nu, staat=Staat.GEPUBLICEERD, vingerafdruk=feit.vingerafdruk, sinds=feit.op, reden="")
    if nu.staat is Staat.GEPUBLICEERD and nu.vingerafdruk == feit.vingerafdruk:
        return nu
    # Who agreed with another file did not agree with this one.
    eerder = nu.akkoord if nu.vingerafdruk == feit.vingerafdruk else ()
    akkoord = eerder if feit.door in eerder else (*eerder, feit.door)
    if len(akkoord) < 2:
        staat = nu.staat if nu.staat in NIET else Staat.WACHT
        return replace(nu, staat=staat, akkoord=akkoord, vingerafdruk=feit.vingerafdruk)
    return replace(nu, staat=Staat.GEPUBLICEERD, akkoord=akkoord, sinds=feit.op, reden="")


def ingetrokken(stand: Mapping[str, Toestand], doelgroep: str) -> Toestand | None:
    """The release whose withdrawal readers of this audience must know of: nothing was published after it."""
    eigen = [
        t for t in stand.values() if t.doelgroep == doelgroep and t.staat in {Staat.GEPUBLICEERD, Staat.INGETROKKEN}
    ]
    laatste = max(eigen, key=lambda t: t.sinds.timestamp() if t.sinds else 0.0, default=None)
    return laatste if laatste and laatste.staat is Staat.INGETROKKEN else None
