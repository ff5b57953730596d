"""The tree as it is shown: every node with its children, its measures, and what its figure says to this reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from datameent.release.read import Release
from datameent.web.components import opmaak
from datameent.web.doelen.models import Knoop, Maatregel
from datameent.web.figures import verwijzing
from datameent.web.figures.verwijzing import Stand
from datameent.web.permissions.rollen import INTERNE_DOELGROEPEN

K = TypeVar("K", bound=Knoop)


@dataclass(frozen=True, slots=True)
class Meting:
    """What the figure of a node says to this reader: now, and beside baseline and target, each a sentence or empty."""

    stand: Stand
    nulmeting: str
    streven: str


@dataclass(frozen=True, slots=True)
class Tak:
    """A node with what hangs under it."""

    knoop: Knoop
    meting: Meting | None
    maatregelen: tuple[Maatregel, ...]
    takken: tuple[Tak, ...]


def maak_boom(knopen: Sequence[Knoop], maatregelen: Iterable[Maatregel], release: Release | None) -> tuple[Tak, ...]:
    """The tree from the top down. A node whose parent is not among `knopen` is not shown, and neither is a circle."""
    kinderen: dict[int | None, list[Knoop]] = {}
    for knoop in knopen:
        kinderen.setdefault(_sleutel(knoop, "ouder_id"), []).append(knoop)
    per_knoop: dict[int | None, list[Maatregel]] = {}
    for maatregel in maatregelen:
        per_knoop.setdefault(_sleutel(maatregel, "knoop_id"), []).append(maatregel)

    def tak(knoop: Knoop) -> Tak:
        onder = tuple(tak(k) for k in kinderen.get(knoop.pk, ()))
        return Tak(knoop, meet(knoop, release), tuple(per_knoop.get(knoop.pk, ())), onder)

    return tuple(tak(k) for k in kinderen.get(None, ()))


def pad_naar(knoop: Knoop) -> tuple[Knoop, ...]:
    """From the top to this node."""
    pad = [knoop]
    while pad[-1].ouder is not None and len(pad) < 10:
        pad.append(pad[-1].ouder)
    return tuple(reversed(pad))


def meet(knoop: Knoop, release: Release | None) -> Meting | None:
    """The figure of a node in words; None when it has none."""
    if not knoop.cijfer:
        return None
    stand = verwijzing.lees_stand(release, knoop.cijfer)
    return Meting(stand, _nulmeting(knoop, stand, release), _streven(knoop, stand))


def _nulmeting(knoop: Knoop, stand: Stand, release: Release | None) -> str:
    """A baseline was read from a figure, so it shows only to who may see that figure, and as they see it."""
    if knoop.nulmeting is None or release is None or not stand.eenheid:
        return ""
    cel = verwijzing.cel_op(release, knoop.cijfer, knoop.nulmeting_periode)
    wanneer = opmaak.periode(knoop.nulmeting_periode)
    eerder = verwijzing.eerder_van(cel)
    if eerder is not None:  # what was written down may be the number that waits: the reader sees the one of before
        dag = opmaak.dag_voluit(eerder.peildatum)
        return f"De nulmeting was {opmaak.in_tekst(eerder.waarde, stand.eenheid)} ({wanneer}, stand {dag})."
    intern = release.meta.doelgroep in INTERNE_DOELGROEPEN - {"raad"}
    if (cel is not None and cel.waarde is None) or not (cel or intern):
        return "De nulmeting is voor u afgeschermd."
    ander = in_eenheid(knoop.nulmeting, stand.eenheid)
    if cel is not None and cel.waarde is not None and not intern:
        ander = cel.waarde  # rounded for this reader, maybe: what was written down is not
    if stand.waarde is None:
        return f"De nulmeting was {opmaak.in_tekst(ander, stand.eenheid)} ({wanneer})."
    return verwijzing.tegenover(stand.waarde, ander, stand.eenheid, f"de nulmeting ({wanneer})")


def _streven(knoop: Knoop, stand: Stand) -> str:
    if knoop.streefwaarde is None or not stand.eenheid:
        return ""
    ander = in_eenheid(knoop.streefwaarde, stand.eenheid)
    tegen = f"We streven op {opmaak.datum(knoop.streefdatum)} naar" if knoop.streefdatum else "We streven naar"
    zin = f"{tegen} {opmaak.in_tekst(ander, stand.eenheid)}."
    if stand.waarde is None:
        return zin
    if stand.waarde == ander:
        return f"{zin} Het cijfer is nu gelijk aan de streefwaarde."
    woord = "lager" if stand.waarde < ander else "hoger"
    verschil = opmaak.in_tekst(abs(stand.waarde - ander), stand.eenheid)
    return f"{zin} Het cijfer is nu {woord} dan de streefwaarde. Het verschil is {verschil}."


def in_eenheid(waarde: int, eenheid: str) -> int:
    """What people wrote, in the unit of the figure: whole euros become cents, percents promille.

    >>> in_eenheid(1500, "euro_cent"), in_eenheid(75, "promille"), in_eenheid(45, "dagen")
    (150000, 750, 45)
    """
    return waarde * {"euro_cent": 100, "promille": 10}.get(eenheid, 1)


def _sleutel(ding: object, naam: str) -> int | None:
    sleutel: int | None = getattr(ding, naam)  # Django adds these, the stubs do not know them
    return sleutel
