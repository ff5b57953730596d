"""What an audience sees whose counts are rounded, or carry noise: small tables worked by hand, and attacked.

A count n goes up to the multiple above it when the part that it has of the way there is more than the draw of its
cell, unless a sum or an earlier release asks otherwise. The draw belongs to the persons of the cell (its key):

key  | 0    | 1    | 3    | 4    | 9    | 10
draw | .945 | .475 | .553 | .830 | .740 | .097

The base is 5 and a cell of fewer than 10 persons is unsafe. A shown count x was x-4 to x+4, so it proves ten persons
from 15 on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from tests.unit.release_nagemaakt import meting, plantabel, schrijf, tabel

from datameent.disclosure.beleid import Beleid, Gevoelig
from datameent.disclosure.celtabel import PERIODE, Celtabel, Oordeel
from datameent.disclosure.ruis import STANDAARD, Ptabel
from datameent.domain.cel import Status
from datameent.release.aanval_lezen import lees_uitgave
from datameent.release.controle import controleer_bestand
from datameent.release.methode import beoordeel_benaderd
from datameent.release.tijd import Verleden, bewaard

TEKEN = {
    Status.TE_WEINIG_PERSONEN: "#",
    Status.BESCHERMT_ANDER: "=",
    Status.GROEP_VERRAADT: "g",
    Status.EERDER_GEPUBLICEERD: "~",
    Status.GEEN_NOEMER: "-",
}
BELEID = Beleid(methode="afronden", afrondingsbasis=5, speling_personen=4, andere_releases=True)
PRODUCTEN = (PERIODE, "wijk", "productcategorie")


def zie(
    tmp_path: Path,
    tabellen: Sequence[Celtabel],
    beleid: Beleid = BELEID,
    sleutels: Mapping[str, int] | None = None,
    eerder: Sequence[Path] = (),
    dag: date = date(2025, 1, 31),
) -> tuple[str, Path]:
    """What the release shows, table by table; and the file, that the audit found nothing in."""
    lake = meting(tabellen, dag, sleutels)
    verleden = Verleden(eigen=tuple(map(bewaard, eerder)))
    getoond, oordelen = beoordeel_benaderd([plantabel(t) for t in tabellen], beleid, verleden, lake)
    ruis = {"ruis": Ptabel.van(STANDAARD).als_json()} if beleid.methode == "ruis" else {}
    pad = schrijf(tmp_path, [t.cellen for t in getoond], oordelen, dag=dag, beleid={**beleid.als_json(), **ruis})
    controle = controleer_bestand(pad, lake, beleid, anderen=[lees_uitgave(p) for p in eerder])
    assert controle.blootgesteld == ()
    tekst = [_rij(t.cellen, o) for t, o in zip(getoond, oordelen, strict=True)]
    return " | ".join(tekst), pad


def _rij(tabel: Celtabel, oordeel: Oordeel) -> str:
    paren = zip(tabel.waarde, oordeel.statussen, strict=True)
    return " ".join(str(w) if s is Status.GEPUBLICEERD else TEKEN[s] for w, s in paren)


def test_a_small_linked_table(tmp_path: Path) -> None:
    """Nothing is hidden, and wijken and products both add up to the total.

    wijk   | waar | deel van de weg | trekking   | wil    | getoond
    w1     | 3    | .6              | .475 (1)   | omhoog | 5
    w2     | 4    | .8              | .553 (3)   | omhoog | 5
    w3     | 12   | .4              | .830 (4)   | omlaag | 10
    totaal | 19   | .8              | .740 (9)   | omhoog | 20
    a      | 8    | .6              | .740 (9)   | omlaag | 5 of 10
    b      | 11   | .2              | .097 (10)  | omhoog | 15 of 10

    The total goes up to 20. Of the wijken two have to go up: those that want to. Of the products a is 5 or 10 and b
    is 10 or 15, and together they are 20: as both want, 5 and 15.
    """
    tabellen = [
        tabel("clienten", {"2024 w1": 3, "2024 w2": 4, "2024 w3": 12}),
        tabel("clienten", {"2024 a": 8, "2024 b": 11}, dimensies=(PERIODE, "productcategorie")),
        tabel("clienten", {"2024": 19}),
    ]
    sleutels = {"2024 w1": 1, "2024 w2": 3, "2024 w3": 4, "2024": 9, "2024 a": 9, "2024 b": 10}
    assert zie(tmp_path, tabellen, sleutels=sleutels)[0] == "5 5 10 | 5 15 | 20"


def test_who_is_counted_twice_is_no_reason_that_it_does_not_add_up(tmp_path: Path) -> None:
    """7 in w1 and 7 in w2, one of them in both: 13. That one extra is rounded to nothing: 10 + 5 = 15 (or 5 + 5 = 10).

    The total wants up (3 of 5 is more than .475) and weighs as much as a wijk; w1 and w2 want down, w2 the least.
    """
    tabellen = [tabel("clienten", {"2024 w1": 7, "2024 w2": 7}), tabel("clienten", {"2024": 13})]
    assert zie(tmp_path, tabellen, sleutels={"2024 w1": 4, "2024 w2": 1, "2024": 1})[0] == "5 10 | 15"


def _geld(clienten: Mapping[str, int], cent: Mapping[str, tuple[int, int]]) -> list[Celtabel]:
    ratio = {c: (b // max(clienten[c], 1), n) for c, (b, n) in cent.items()}
    return [
        tabel("clienten", clienten),
        tabel("uitgaven", cent),
        tabel("kosten_per_client", ratio, soort="ratio", teller_van="uitgaven", noemer_van="clienten"),
    ]


def test_money_per_client_is_by_the_rounded_count(tmp_path: Path) -> None:
    """Six wijken with € 2.300 each. 23 clients are shown as 25: € 92,00 each, and not the true € 100,00.

    wijk | clienten | getoond | uitgaven                                   | per client
    w1   | 23       | 25      | 230000                                     | 9200
    w2   | 22       | 20      | 230000                                     | 11500
    w3   | 14       | 15      | 230000: 15 proves 11 persons               | 15333 (230000 / 15 = 15333,3)
    w4   | 12       | 10      | hidden: there are 12, but 10 may be 6 to 14 | hidden
    w5   | 8        | 5       | hidden                                     | hidden
    w6   | 1        | 0       | hidden: who knows that it is not zero, knows 1 to 4 | nobody to divide by
    w7   | 0        | 0       | hidden: a shown zero would say which zeros are real | nobody to divide by
    """
    clienten = {"2024 w1": 23, "2024 w2": 22, "2024 w3": 14, "2024 w4": 12, "2024 w5": 8, "2024 w6": 1, "2024 w7": 0}
    tabellen = _geld(clienten, {c: (230_000 if n else 0, n) for c, n in clienten.items()})
    sleutels = {"2024 w1": 3, "2024 w2": 4, "2024 w3": 9, "2024 w4": 4, "2024 w5": 4, "2024 w6": 1}
    assert zie(tmp_path, tabellen, sleutels=sleutels)[0] == (
        "25 20 15 10 5 0 0 | 230000 230000 230000 # # # # | 9200 11500 15333 # # - -"
    )


def test_what_protects_such_an_amount_goes_along(tmp_path: Path) -> None:
    """w1 has 12 clients, shown as 10: its amount is hidden. From the total and w3 it would follow, so w2 goes too."""
    clienten = {"2024 w1": 12, "2024 w2": 23, "2024 w3": 40}
    tabellen = [
        tabel("clienten", clienten),
        tabel("clienten", {"2024": 75}),
        tabel("uitgaven", {c: (n * 1000, n) for c, n in clienten.items()}),
        tabel("uitgaven", {"2024": (75_000, 75)}),
    ]
    assert zie(tmp_path, tabellen, sleutels={"2024 w1": 4, "2024 w2": 3})[0] == "10 25 40 | 75 | # = 40000 | 75000"


def test_a_code_that_asks_for_more_is_hidden_until_the_shown_count_proves_it(tmp_path: Path) -> None:
    """Of w1 at least 20 persons are asked, so 25 has to be shown (at least 21). 22 is shown as 20: hidden.

    Were the total and the other wijk shown, 20 would follow: w2 is hidden with it. In 2025 there are 24, shown as 25.
    """
    tabellen = [
        tabel("clienten", {"2024 w1": 22, "2024 w2": 40, "2024 w3": 60, "2025 w1": 24, "2025 w2": 40, "2025 w3": 60}),
        tabel("clienten", {"2024": 122, "2025": 124}),
    ]
    streng = Beleid(methode="afronden", afrondingsbasis=5, gevoelig=(Gevoelig("wijk", ("w1",), 20),))
    sleutels = {"2024 w1": 4, "2025 w1": 1, "2024": 4, "2025": 1}
    assert zie(tmp_path, tabellen, streng, sleutels)[0] == "# = 60 25 40 60 | 120 125"


def test_a_row_of_one_category_is_hidden_as_it_is_shown(tmp_path: Path) -> None:
    """In w1 all 25 have help a. In w2 one of the 31 has help b: shown as 30 and 0, it would look the same, so it is
    treated the same. With b of w3 and b of all both shown as 10 the hidden b would be nobody: the totals of a and b go
    along.

    wijk   | a  | b  | getoond | wijk alone
    w1     | 25 | 0  | g  g    | 25
    w2     | 30 | 1  | g  g    | 30 (31; .2 of the way is less than the draw .945)
    w3     | 20 | 10 | 20 10   | 30
    totaal | 75 | 11 | =  =    | 85 (86)
    """
    cellen = {"2024 w1 a": 25, "2024 w1 b": 0, "2024 w2 a": 30, "2024 w2 b": 1, "2024 w3 a": 20, "2024 w3 b": 10}
    tabellen = [
        tabel("clienten", cellen, dimensies=PRODUCTEN),
        tabel("clienten", {"2024 w1": 25, "2024 w2": 31, "2024 w3": 30}),
        tabel("clienten", {"2024 a": 75, "2024 b": 11}, dimensies=(PERIODE, "productcategorie")),
        tabel("clienten", {"2024": 86}),
    ]
    groep = Beleid(methode="afronden", afrondingsbasis=5, groep_onthulling=("productcategorie",))
    assert zie(tmp_path, tabellen, groep)[0] == "g g g g 20 10 | 25 30 30 | = = | 85"


def test_a_category_that_is_hidden_may_hold_somebody(tmp_path: Path) -> None:
    """Help a asks for 20 persons. There is 1, shown as 0 if it were shown; with b the row is not of one category."""
    cellen = {"2024 w1 a": 1, "2024 w1 b": 30, "2024 w2 a": 0, "2024 w2 b": 0, "2024 w3 a": 44, "2024 w3 b": 20}
    streng = Beleid(
        methode="afronden",
        afrondingsbasis=5,
        gevoelig=(Gevoelig("productcategorie", ("a",), 20),),
        groep_onthulling=("productcategorie",),
    )
    tabellen = [tabel("clienten", cellen, dimensies=PRODUCTEN)]
    assert zie(tmp_path, tabellen, streng, {"2024 a w3": 3})[0] == "# 30 g g 45 20"


def test_in_such_a_row_money_says_no_more_than_the_counts(tmp_path: Path) -> None:
    """One reason for the whole row: with `too few` for the zero, the other would be the one that has everybody."""
    clienten = {"2024 w1 a": 25, "2024 w1 b": 0, "2024 w2 a": 20, "2024 w2 b": 30}
    tabellen = [
        tabel("clienten", clienten, dimensies=PRODUCTEN),
        tabel("uitgaven", {c: (n * 1000, n) for c, n in clienten.items()}, dimensies=PRODUCTEN),
        tabel("clienten", {"2024": 75}),
        tabel("uitgaven", {"2024": (75_000, 75)}),
    ]
    groep = Beleid(methode="afronden", afrondingsbasis=5, groep_onthulling=("productcategorie",))
    assert zie(tmp_path, tabellen, groep)[0] == "g g 20 30 | g g 20000 30000 | 75 | 75000"


# over time

TOEN, NU = date(2025, 1, 31), date(2025, 2, 28)


@pytest.mark.parametrize(
    ("nu", "verwacht"),
    [
        (3, "0"),  # the same, by other persons: their draw (.475) would make it 5, and 0 and 5 together say 1 to 4
        (4, "0"),  # one more: 0 is still within the base
        (5, "5"),  # 5 to 9 cannot be shown as 0; a reader who knows this rule knows 5 to 9
        (14, "15"),
    ],
)
def test_what_was_shown_stays_while_it_can(nu: int, verwacht: str, tmp_path: Path) -> None:
    eerst, oud = zie(tmp_path, [tabel("clienten", {"2024 w1": 3})], sleutels={"2024 w1": 4}, dag=TOEN)
    assert eerst == "0"
    later = [tabel("clienten", {"2024 w1": nu})]
    assert zie(tmp_path, later, sleutels={"2024 w1": 1}, eerder=[oud], dag=NU)[0] == verwacht


@pytest.mark.parametrize(("speling", "verwacht"), [(4, "~ 0 0 0 0 | ="), (3, "5 0 0 0 0 | 5")])
def test_where_a_sum_asks_for_another_rounding_the_new_value_waits(speling: int, verwacht: str, tmp_path: Path) -> None:
    """Five wijken of 3. In the total of 15 are three fives: w3, w4 and w5 got them. Then everybody leaves those.

    wijk       | toen | getoond | nu | nu getoond
    w1         | 3    | 0       | 3  | 5: one of w1 and w2 has to be, for they are 6 together
    w2         | 3    | 0       | 3  | 0
    w3, w4, w5 | 3    | 5       | 0  | 0
    totaal     | 15   | 15      | 6  | 5 (.2 of the way is less than the draw .830)

    Who knows that nothing changed in w1 sees 0 to 4 then and 1 to 9 now, so 1 to 4: three apart. Where four are asked
    the 5 waits, and the total, from which it would follow, goes along.
    """
    beleid = Beleid(methode="afronden", afrondingsbasis=5, speling_personen=speling, andere_releases=True)
    wijken = [f"2024 w{n}" for n in range(1, 6)]
    tabellen = [tabel("clienten", dict.fromkeys(wijken, 3)), tabel("clienten", {"2024": 15})]
    sleutels = {"2024 w1": 4, "2024 w2": 4, "2024 w3": 1, "2024 w4": 1, "2024 w5": 1}
    eerst, oud = zie(tmp_path, tabellen, beleid, sleutels, dag=TOEN)
    assert eerst == "0 0 5 5 5 | 15"
    later = [tabel("clienten", {w: 3 * (w < "2024 w3") for w in wijken}), tabel("clienten", {"2024": 6})]
    assert zie(tmp_path, later, beleid, {"2024": 4}, eerder=[oud], dag=NU)[0] == verwacht


# noise


def test_noise_is_what_the_key_says_and_money_follows_the_same_rule(tmp_path: Path) -> None:
    """Rows of the table of chances (docs/explanation/ruis.md): from 8 on an outcome is n-5 to n+5, and n-5 for key 0.

    wijk | clienten | key              | noise | getoond | uitgaven
    w1   | 40       | 0                | -5    | 35      | shown: at least 30
    w2   | 40       | 2**31            | 0     | 40      | shown
    w3   | 16       | 2**31            | 0     | 16      | shown: at least 11
    w4   | 16       | 0                | -5    | 11      | hidden: may be 6
    w5   | 1        | 0                | -1    | 0       | hidden
    """
    clienten = {"2024 w1": 40, "2024 w2": 40, "2024 w3": 16, "2024 w4": 16, "2024 w5": 1}
    tabellen = _geld(clienten, {c: (n * 1_000, n) for c, n in clienten.items()})
    ruis = Beleid(methode="ruis", speling_personen=5)
    sleutels = {"2024 w2": 2**31, "2024 w3": 2**31}
    assert zie(tmp_path, tabellen, ruis, sleutels)[0] == ("35 40 16 11 0 | 40000 40000 16000 # # | 1143 1000 1000 # -")
