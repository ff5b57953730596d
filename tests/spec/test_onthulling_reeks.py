"""Releases in a row: only the last word on a figure is known, and so there is always a safe release.

Every table is worked by hand. A line is a release; the columns are the parts and their total. `#` hidden for its own
sake, `=` hidden for another, `~` waits with the figure of before, `?` hidden without a reason.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.unit.release_nagemaakt import meting, plantabel, schrijf, tabel

from datameent.disclosure.beleid import Beleid
from datameent.disclosure.celtabel import PERIODE, Celsleutel, Celtabel, celsleutel
from datameent.disclosure.oordeel import beoordeel
from datameent.domain.cel import Status
from datameent.release.aanval_lezen import lees_uitgave
from datameent.release.controle import Controle, controleer_bestand
from datameent.release.tijd import Verleden, bewaard, voorkennis

TEKEN = {
    Status.TE_WEINIG_PERSONEN: "#",
    Status.BESCHERMT_ANDER: "=",
    Status.EERDER_GEPUBLICEERD: "~",
    Status.ZONDER_REDEN: "?",
}
BELEID = Beleid(kosten="stabiel", speling_personen=4, andere_releases=True)


class Reeks:
    """Releases of one year, each knowing those before it."""

    def __init__(self, map_: Path, indicator: str) -> None:
        self.map_ = map_
        self.indicator = indicator
        self.gemaakt: list[Path] = []

    def tabellen(self, delen: str, totaal: int | None = None) -> list[Celtabel]:
        """The parts (quarters of instroom, wijken of clienten) and their year; `-` is not in the table."""
        in_tijd = self.indicator == "instroom"
        naam = "2024-Q{}" if in_tijd else "2024 w{}"
        getallen = {naam.format(i): int(n) for i, n in enumerate(delen.split(), 1) if n != "-"}
        jaar = sum(getallen.values()) if totaal is None else totaal
        return [
            tabel(self.indicator, getallen, tijd_telt_op=in_tijd),
            tabel(self.indicator, {"2024": jaar}, tijd_telt_op=in_tijd),
        ]

    def maak(self, tabellen: list[Celtabel], los: frozenset[Celsleutel] = frozenset()) -> tuple[str, Controle]:
        """The next release as text, and what the check says of it."""
        dag = date(2025, len(self.gemaakt) + 1, 28)
        lake = meting(tabellen, dag)
        verleden = Verleden(eigen=tuple(map(bewaard, self.gemaakt)))
        kennis = voorkennis(verleden, [plantabel(t) for t in tabellen], lake, BELEID).met(frozenset(), los)
        oordelen = beoordeel(tabellen, BELEID, kennis)
        pad = schrijf(self.map_, tabellen, oordelen, dag=dag)
        controle = controleer_bestand(pad, lake, BELEID, anderen=[lees_uitgave(p) for p in self.gemaakt])
        self.gemaakt.append(pad)
        tekst = [
            str(w) if s is Status.GEPUBLICEERD else TEKEN[s]
            for t, o in zip(tabellen, oordelen, strict=True)
            for w, s in zip(t.waarde, o.statussen, strict=True)
        ]
        return " ".join(tekst), controle


CASES = {
    # January: six in Q4 are too few, and Q2 protects them. February: thirteen in Q4 may be shown, but the year went
    # from 68 to 75 and waits; Q2 was hidden and stays so. March: Q4 waits, so Q2 can be shown. April: Q4 is again what
    # it was in February. Every quarter was shown once, and together they are the year that waits. But who was told in
    # March that Q4 waits, does not know that it is thirteen again: so it waits on.
    "four quarters and a year that waits": (
        "instroom",
        [
            ("24 12 26 6", "24 = 26 # 68"),
            ("24 12 26 13", "24 = 26 13 ~"),
            ("24 12 26 14", "24 12 26 ~ ~"),
            ("24 12 26 13", "24 12 26 ~ ~"),
        ],
    ),
    # January: w1 and w4 are too few; with w3, of at least ten, they share 25. February: w3 is too few as well. The
    # total and w2 are known, so three cells share 25; were all three "fewer than ten", each would be seven at least. So
    # none of them says why.
    "reasons that tell too much": (
        "clienten",
        [
            ("6 23 10 9", "# 23 = # 48"),
            ("7 23 9 9", "? 23 ? ? 48"),
        ],
    ),
    # The three of w1 turn out to live elsewhere: w1 is no part of the table any more, so it is nobody. That follows
    # from the rest as well, and is no secret.
    "a wijk that is nobody after all": (
        "clienten",
        [
            ("3 40", "# = 43"),
            ("- 60", "60 60"),
        ],
    ),
    # Q2 waits when it is three. When it is nobody again, a zero would be shown: it is what was shown last, and safe.
    "a zero that comes back": (
        "instroom",
        [
            ("12 0 20", "12 0 20 32"),
            ("12 3 20", "12 ~ 20 ~"),
            ("12 0 20", "12 0 20 32"),
        ],
    ),
}


@pytest.mark.parametrize("naam", CASES)
def test_releases_in_a_row(naam: str, tmp_path: Path) -> None:
    indicator, regels = CASES[naam]
    reeks = Reeks(tmp_path, indicator)
    for delen, verwacht in regels:
        tekst, controle = reeks.maak(reeks.tabellen(delen))
        assert (delen, tekst) == (delen, verwacht)
        assert controle.blootgesteld == ()


def test_what_is_known_waits_only_where_nothing_else_protects(tmp_path: Path) -> None:
    """Four clients moved to w3 and were counted in w1 and w2 as well: those and the total stay what they were.

    | | w1 | w2 | w3 | total |
    |---|---|---|---|---|
    | January | 20 | 40 | | 60 |
    | February | 20 | 40 | 4 | 60 |
    | shown, when all that is known stays | 20 | 40 | # | 60 |
    | shown, when what is known may wait | ~ | 40 | # | 60 |

    The check refuses the first: everything beside w3 is known. Then w1, the smallest, waits with its 20, and nobody can
    tell any more whether that is still so.
    """
    for los, verwacht, regels in (
        (frozenset[Celsleutel](), "20 40 # 60", {"volgt-uit-sommen": 1}),
        (_alles(), "~ 40 # 60", {}),
    ):
        reeks = Reeks(tmp_path / verwacht[0], "clienten")
        assert reeks.maak(reeks.tabellen("20 40"))[0] == "20 40 60"
        tekst, controle = reeks.maak(reeks.tabellen("20 40 4", totaal=60), los)
        assert tekst == verwacht
        assert controle.per_regel() == regels


def _alles() -> frozenset[Celsleutel]:
    wijken = [celsleutel("clienten", (PERIODE, "wijk"), ("2024", f"w{i}")) for i in (1, 2)]
    return frozenset((*wijken, celsleutel("clienten", (PERIODE,), ("2024",))))
