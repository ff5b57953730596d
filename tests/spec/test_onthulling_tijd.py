"""Two releases side by side: what a reader learns from the difference, and what therefore stays, waits or is hidden.

Every table is worked by hand. A row is a wijk; the columns say how many clients there are, what the earlier release
showed, and what the new one shows. `#` hidden for its own sake, `=` hidden for another, `~` waits because too few
changed since the earlier release, or to protect a figure that waits: the figure of then stays the last one.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.unit.release_nagemaakt import meting, plantabel, schrijf, tabel

from datameent.disclosure.beleid import Beleid
from datameent.disclosure.celtabel import Celtabel, Eerder
from datameent.disclosure.oordeel import beoordeel
from datameent.domain.cel import Status
from datameent.release.aanval_lezen import lees_uitgave
from datameent.release.controle import controleer_bestand
from datameent.release.tijd import Verleden, bewaard, voorkennis

TEKEN = {
    Status.TE_WEINIG_PERSONEN: "#",
    Status.BESCHERMT_ANDER: "=",
    Status.EERDER_GEPUBLICEERD: "~",
}
TOEN, NU = date(2025, 1, 31), date(2025, 2, 28)
BELEID = Beleid(kosten="stabiel", speling_personen=1, andere_releases=True)


def _tabellen(cellen: dict[str, int]) -> list[Celtabel]:
    """The wijken of one year and their total."""
    wijken = {f"2024 {w}": n for w, n in cellen.items() if w != "totaal"}
    return [tabel("clienten", wijken), tabel("clienten", {"2024": cellen.get("totaal", sum(wijken.values()))})]


def _toon(tabellen: list[Celtabel], eerder: Eerder, beleid: Beleid) -> tuple[str, list]:
    oordelen = beoordeel(tabellen, beleid, eerder)
    tekst = [
        str(w) if s is Status.GEPUBLICEERD else TEKEN[s]
        for t, o in zip(tabellen, oordelen, strict=True)
        for w, s in zip(t.waarde, o.statussen, strict=True)
    ]
    return " ".join(tekst), oordelen


CASES = {
    # The late message of one client: 45 became 46. Who has both releases would know of that one client. Both the wijk
    # and the total wait; nothing else changed, so nothing else has to be hidden.
    "one late client": (
        {"w1": 45, "w2": 60, "w3": 80},
        "45 60 80 185",
        {"w1": 46, "w2": 60, "w3": 80},
        "~ 60 80 ~",
    ),
    # Twelve late clients are no small group: the new figures are shown.
    "twelve late clients": (
        {"w1": 45, "w2": 60, "w3": 80},
        "45 60 80 185",
        {"w1": 57, "w2": 60, "w3": 80},
        "57 60 80 197",
    ),
    # Three in w1 and eleven in w2, so fourteen in all. w1 waits. Were w2 and the total shown, w1 would follow, so w2
    # waits with it. w3 did not change: it is known, and hiding it would protect nothing.
    "a small change beside a large one": (
        {"w1": 45, "w2": 60, "w3": 80},
        "45 60 80 185",
        {"w1": 48, "w2": 71, "w3": 80},
        "~ ~ 80 199",
    ),
    # Four is hidden, and 45 protects it. Nothing changed, and nothing changes: the same pattern again.
    "the same again": (
        {"w1": 4, "w2": 45, "w3": 80},
        "# = 80 129",
        {"w1": 4, "w2": 45, "w3": 80},
        "# = 80 129",
    ),
    # w3 shrank from 80 to 40 and is now the smallest that could protect w1. The earlier release hid w2: it is cheap to
    # hide again, and then w1 and w2 are hidden in both. (Of w3 one would otherwise learn nothing new, of w2 all.)
    "the pattern of before is kept": (
        {"w1": 4, "w2": 45, "w3": 80},
        "# = 80 129",
        {"w1": 4, "w2": 45, "w3": 40},
        "# = 40 89",
    ),
    # w1 had 12 clients and was shown; now it has 4. 8 fewer is too small a change, so it waits: were it hidden as too
    # small, a reader would know that at least 3 left. w2 and w3 are known, so the total has to wait with it.
    "a cell that becomes small": (
        {"w1": 12, "w2": 45, "w3": 80},
        "12 45 80 137",
        {"w1": 4, "w2": 45, "w3": 80},
        "~ 45 80 ~",
    ),
}


@pytest.mark.parametrize("naam", CASES)
def test_two_releases(naam: str, tmp_path: Path) -> None:
    toen, getoond, nu, verwacht = CASES[naam]
    eerst = _tabellen(toen)
    tekst, oordelen = _toon(eerst, Eerder(), BELEID)
    assert tekst == getoond
    oud = schrijf(tmp_path, eerst, oordelen, dag=TOEN)
    later = _tabellen(nu)
    kennis = voorkennis(Verleden(eigen=(bewaard(oud),)), [plantabel(t) for t in later], meting(later, NU), BELEID)
    tekst, oordelen = _toon(later, kennis, BELEID)
    assert tekst == verwacht
    nieuw = schrijf(tmp_path, later, oordelen, dag=NU)
    andere = [lees_uitgave(oud)]
    assert controleer_bestand(nieuw, meting(later, NU), BELEID, anderen=andere).blootgesteld == ()


@pytest.mark.parametrize(
    ("naam", "regel"),
    [
        ("one late client", "kleine-verandering"),
        ("a small change beside a large one", "kleine-verandering"),
        ("a cell that becomes small", "volgt-met-andere-uitgaven"),
    ],
)
def test_who_forgets_the_earlier_release_is_caught(naam: str, regel: str, tmp_path: Path) -> None:
    toen, _, nu, _ = CASES[naam]
    eerst, later = _tabellen(toen), _tabellen(nu)
    oud = schrijf(tmp_path, eerst, beoordeel(eerst, BELEID), dag=TOEN)
    nieuw = schrijf(tmp_path, later, beoordeel(later, BELEID), dag=NU)
    alleen = controleer_bestand(nieuw, meting(later, NU), BELEID)
    assert alleen.blootgesteld == ()
    samen = controleer_bestand(nieuw, meting(later, NU), BELEID, anderen=[lees_uitgave(oud)])
    assert samen.per_regel()[regel] > 0


def test_waiting_only_is_not_enough(tmp_path: Path) -> None:
    """w1 waits, but w2 and the total are shown: 199 - 71 - 80 = 48, which is the figure that waits."""
    toen, _, nu, _ = CASES["a small change beside a large one"]
    eerst, later = _tabellen(toen), _tabellen(nu)
    oud = schrijf(tmp_path, eerst, beoordeel(eerst, BELEID), dag=TOEN)
    oordelen = beoordeel(later, BELEID)
    oordelen[0].statussen[0] = Status.EERDER_GEPUBLICEERD  # type: ignore[index]
    nieuw = schrijf(tmp_path, later, oordelen, dag=NU)
    gevonden = controleer_bestand(nieuw, meting(later, NU), BELEID, anderen=[lees_uitgave(oud)])
    assert gevonden.per_regel() == {"volgt-uit-sommen": 1}


def test_two_audiences_that_hide_different_cells(tmp_path: Path) -> None:
    """Beleid hides w2 beside w1, the council w3: who has both sees w2 and w3, and with the total that is w1.

    | wijk | clienten | beleid | council alone | council, knowing beleid |
    |---|---|---|---|---|
    | w1 | 4 | # | # | # |
    | w2 | 45 | = | 45 | = |
    | w3 | 80 | 80 | = | 80 |
    | total | 129 | 129 | 129 | 129 |
    """
    t = _tabellen({"w1": 4, "w2": 45, "w3": 80})
    wijd = schrijf(tmp_path, t, beoordeel(t, BELEID), doelgroep="beleid")
    anders = beoordeel(t, BELEID)
    anders[0].statussen[:] = [Status.TE_WEINIG_PERSONEN, Status.GEPUBLICEERD, Status.BESCHERMT_ANDER]  # type: ignore[index]
    apart = schrijf(tmp_path, t, anders, dag=NU)
    assert controleer_bestand(apart, meting(t, NU), BELEID).blootgesteld == ()
    samen = controleer_bestand(apart, meting(t, NU), BELEID, anderen=[lees_uitgave(wijd)])
    assert samen.per_regel() == {"volgt-met-andere-uitgaven": 1}
    kennis = voorkennis(Verleden(wijder=(bewaard(wijd),)), [plantabel(x) for x in t], meting(t, NU), BELEID)
    tekst, oordelen = _toon(t, kennis, BELEID)
    assert tekst == "# = 80 129"
    goed = schrijf(tmp_path / "goed", t, oordelen, dag=NU)
    assert controleer_bestand(goed, meting(t, NU), BELEID, anderen=[lees_uitgave(wijd)]).blootgesteld == ()


def test_a_zero_that_a_wider_audience_does_not_see_has_the_reason_of_its_row(tmp_path: Path) -> None:
    """Beleid hides the zero of w2 with its row; the council may not be told that it protects another: then it is ten.

    | wijk | clienten | beleid | council |
    |---|---|---|---|
    | w1 | 4 | # | # |
    | w2 | 0 | # | # |
    | w3 | 45 | = | = |
    | total | 49 | 49 | 49 |
    """
    t = _tabellen({"w1": 4, "w2": 0, "w3": 45})
    weg = beoordeel(t, BELEID)
    weg[0].statussen[1] = Status.TE_WEINIG_PERSONEN  # type: ignore[index]
    wijd = schrijf(tmp_path, t, weg, doelgroep="beleid")
    kennis = voorkennis(Verleden(wijder=(bewaard(wijd),)), [plantabel(x) for x in t], meting(t, NU), BELEID)
    assert _toon(t, kennis, BELEID)[0] == "# # = 49"
