"""How much information was lost by hiding, in cells, persons and euros: for whoever judges the release or reads it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from datameent.disclosure.beleid import Beleid
from datameent.disclosure.celtabel import Celtabel, Oordeel
from datameent.domain.cel import Status

_STAP = 10
"""Shares are told in steps of 10 permille."""


@dataclass
class _Som:
    """What is there and what of it is hidden, over all tables of one indicator."""

    cellen: int = 0
    onderdrukt: int = 0
    wacht: int = 0
    redenen: Counter[str] = field(default_factory=Counter)
    tabellen: dict[str, list[int]] = field(default_factory=dict)
    personen: list[int] = field(default_factory=lambda: [0, 0])
    cent: list[int] = field(default_factory=lambda: [0, 0])
    heeft_euro: bool = False

    def tel(self, naam: str, tabel: Celtabel, oordeel: Oordeel) -> None:
        zonder = [s.onderdrukt for s in oordeel.statussen]
        # What waits is not lost: the figure of before stands there.
        weg = [w and s is not Status.EERDER_GEPUBLICEERD for w, s in zip(zonder, oordeel.statussen, strict=True)]
        self.cellen += len(weg)
        self.onderdrukt += sum(zonder)
        self.wacht += sum(zonder) - sum(weg)
        self.redenen.update(s.value for s in oordeel.statussen if s is not Status.GEPUBLICEERD)
        self.tabellen[naam] = [len(weg), sum(zonder)]
        self.heeft_euro = self.heeft_euro or tabel.soort == "omvang"
        _tel_op(self.personen, tabel.personen, weg)
        if tabel.soort == "omvang":
            _tel_op(self.cent, [abs(w or 0) for w in tabel.waarde], weg)

    def als_json(self, drempel: int) -> dict[str, Any]:
        genoeg = self.personen[0] >= drempel
        return {
            "cellen": self.cellen,
            "onderdrukt": self.onderdrukt,
            "wacht": self.wacht,
            "redenen": dict(sorted(self.redenen.items())),
            "tabellen": self.tabellen,
            "personen": _promille(self.personen) if genoeg else None,
            "bedrag_cent": _promille(self.cent) if genoeg and self.heeft_euro else None,
        }


def verlies(tabellen: Iterable[tuple[str, Celtabel, Oordeel]], beleid: Beleid) -> dict[str, dict[str, Any]]:
    """Per indicator: `cellen`, `onderdrukt`, `redenen` (reason to cells), `tabellen` (name to [cells, hidden]).

    `wacht`: how many of `onderdrukt` only wait, because a figure of before stands there. And `personen` and
    `bedrag_cent`: the share in permille of the persons and of the euros in the tables that is hidden and does not
    wait. A person in three tables counts three times, as a reader of three tables would. Shares are rounded up to
    whole percents, and are None where one percent is fewer persons than `minimum_personen`: an exact share would be
    one more sum for an attacker. They are None too where there is nothing to share, and euros where there are none.

    >>> wijken = Celtabel("clienten", "frequentie", ("periode", "wijk"), (["2024"] * 3, ["a", "b", "c"]),
    ...                   [8, 20, 972], [8, 20, 972])
    >>> oordeel = Oordeel([Status.TE_WEINIG_PERSONEN, Status.BESCHERMT_ANDER, Status.GEPUBLICEERD], 1, 1)
    >>> uit = verlies([("clienten-wijk-jaar", wijken, oordeel)], Beleid())["clienten"]
    >>> uit["cellen"], uit["onderdrukt"], uit["personen"]
    (3, 2, 30)
    """
    sommen: dict[str, _Som] = {}
    for naam, tabel, oordeel in tabellen:
        sommen.setdefault(tabel.indicator, _Som()).tel(naam, tabel, oordeel)
    drempel = beleid.minimum_personen * 1000 // _STAP
    return {indicator: som.als_json(drempel) for indicator, som in sommen.items()}


def _tel_op(som: list[int], waarden: Sequence[int], weg: Sequence[bool]) -> None:
    som[0] += sum(waarden)
    som[1] += sum(w for w, verborgen in zip(waarden, weg, strict=True) if verborgen)


def _promille(som: Sequence[int]) -> int | None:
    """The second as a share of the first, rounded up to a step.

    >>> _promille([1000, 0]), _promille([1000, 1]), _promille([1000, 10]), _promille([0, 0])
    (0, 10, 10, None)
    """
    geheel, deel = som
    return _STAP * -(-deel * 1000 // (geheel * _STAP)) if geheel else None
