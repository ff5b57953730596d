"""Linked tables whose codes lie in hierarchies, every case worked out by hand.

`#` is hidden because of the cell itself, `=` to protect another cell. Counts below ten are unsafe.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest

from datameent.disclosure import Beleid, Celtabel, Hierarchie, beoordeel, rond_tabellen_af
from datameent.domain.cel import Status
from datameent.domain.errors import DatameentError

TEKEN = {
    Status.GEPUBLICEERD: "",
    Status.TE_WEINIG_PERSONEN: "#",
    Status.BESCHERMT_ANDER: "=",
    Status.GROEP_VERRAADT: "g",
}

# buurt:  b1   b2 | b3   b4   b5 | b6 | b7   b8
# wijk:   w1      | w2           | w3 | w4
GEBIED = {"b1": "w1", "b2": "w1", "b3": "w2", "b4": "w2", "b5": "w2", "b6": "w3", "b7": "w4", "b8": "w4"}
BUURTEN = {"b1": 3, "b2": 20, "b3": 40, "b4": 30, "b5": 50, "b6": 25, "b7": 45, "b8": 60}
TEAM = {"w1": "noord", "w2": "noord", "w3": "zuid", "w4": "zuid"}


def boom(naam: str, ouder: dict[str, str]) -> Hierarchie:
    return Hierarchie.van_paren(naam, [*ouder.items(), *((t, None) for t in sorted(set(ouder.values()) - set(ouder)))])


def tabel(cellen: dict[str, int], dimensie: str = "gebied") -> Celtabel:
    """Persons per code; `totaal` makes the table without the dimension."""
    getallen = list(cellen.values())
    codes: tuple[list[str], ...] = (["2024"] * len(cellen),)
    if "totaal" in cellen:
        return Celtabel("clienten", "frequentie", ("periode",), codes, getallen, getallen)
    return Celtabel("clienten", "frequentie", ("periode", dimensie), (*codes, list(cellen)), getallen, getallen)


def opgeteld(cellen: dict[str, int], ouder: dict[str, str]) -> dict[str, int]:
    return {o: sum(n for c, n in cellen.items() if ouder[c] == o) for o in sorted(set(ouder.values()))}


def uitkomst(tabellen: Sequence[Celtabel], bomen: Sequence[Hierarchie], beleid: Beleid | None = None) -> dict[str, str]:
    oordelen = beoordeel(tabellen, beleid or Beleid(), hierarchieen={"gebied": bomen})
    assert all(o.volgt == 0 for o in oordelen)
    return {
        code: TEKEN[status] or str(waarde)
        for t, o in zip(tabellen, oordelen, strict=True)
        for (code,), waarde, status in zip(t.sleutels(("gebied",)), t.waarde, o.statussen, strict=True)
    }


WIJKEN = opgeteld(BUURTEN, GEBIED)
TEAMS = opgeteld(WIJKEN, TEAM)
ALLES = [tabel(BUURTEN), tabel(WIJKEN), tabel(TEAMS), tabel({"totaal": 273})]
BOMEN = [boom("gebied", GEBIED), boom("team", TEAM)]


def test_a_buurt_is_protected_within_its_wijk() -> None:
    """w1 23 = b1 3 + b2 20. The wijk is shown, so b2 goes with b1; the other wijken, the teams and the town stay."""
    cellen = uitkomst(ALLES, BOMEN)
    assert {c: w for c, w in cellen.items() if w in "#="} == {"b1": "#", "b2": "="}
    assert (cellen["w1"], cellen["noord"], cellen["totaal"]) == ("23", "143", "273")


def test_a_team_is_the_sum_of_buurten_where_no_table_has_the_wijken() -> None:
    """noord 143 = b1 3 + b2 20 + b3 40 + b4 30 + b5 50: the buurten of its two wijken. The cheapest beside b1 is b2.

    Without that link b1 would be hidden alone, and 143 - 20 - 40 - 30 - 50 = 3.
    """
    cellen = uitkomst([tabel(BUURTEN), tabel(TEAMS), tabel({"totaal": 273})], BOMEN)
    assert {c: w for c, w in cellen.items() if w in "#="} == {"b1": "#", "b2": "="}


def test_a_wijk_that_is_divided_in_two_ways() -> None:
    """Buurten divide a wijk, and so do postcodes. The tables have the postcodes and the teams, and neither buurten nor
    wijken: noord 90 = p1 3 + p2 47 + p3 40. The cheapest beside p1 is p3."""
    gebied, post = {"b1": "w1", "b2": "w1", "b3": "w2"}, {"p1": "w1", "p2": "w1", "p3": "w2"}
    bomen = [boom("gebied", gebied), boom("team", {"w1": "noord", "w2": "noord"}), boom("post", post)]
    cellen = uitkomst([tabel({"p1": 3, "p2": 47, "p3": 40}), tabel({"noord": 90})], bomen)
    assert cellen == {"p1": "#", "p2": "47", "p3": "=", "noord": "90"}


# team:            dorp 20      | kern 80
# wijk:            w1 4 | w2 16 | w3 30      | w4 50
# buurt:           b1 4 | b2 16 | b3 12 b4 18 | b5 50
# kant:   west = w1 + w3 = 34, oost = w2 + w4 = 66
KRUIS = {"b1": 4, "b2": 16, "b3": 12, "b4": 18, "b5": 50}
KRUISGEBIED = {"b1": "w1", "b2": "w2", "b3": "w3", "b4": "w3", "b5": "w4"}
KRUISTEAM = {"w1": "dorp", "w2": "dorp", "w3": "kern", "w4": "kern"}
KANT = {"w1": "west", "w2": "oost", "w3": "west", "w4": "oost"}
KRUISBOMEN = [boom("gebied", KRUISGEBIED), boom("team", KRUISTEAM), boom("kant", KANT)]
KRUISWIJK = opgeteld(KRUIS, KRUISGEBIED)
HOOG = [tabel(opgeteld(KRUISWIJK, KRUISTEAM)), tabel(opgeteld(KRUISWIJK, KANT)), tabel({"totaal": 100})]


def test_two_hierarchies_that_meet_in_the_wijken() -> None:
    """w1 is unsafe. dorp takes w2 along, and then west = w1 + 30 and oost = w2 + 50 give both away.

    Either w3 and w4 go, with b3 and b5 below them (30 + 50 + 12 + 50 = 142), or the two sides (34 + 66 = 100), for
    the town shows only what they are together. b1 and b2 are w1 and w2 by another name and go with them.
    """
    cellen = uitkomst([tabel(KRUIS), tabel(KRUISWIJK), *HOOG], KRUISBOMEN)
    assert {c: w for c, w in cellen.items() if w in "#="} == {
        **{"w1": "#", "w2": "=", "west": "=", "oost": "="},
        **{"b1": "#", "b2": "="},
    }


def test_two_hierarchies_that_meet_in_wijken_of_no_table() -> None:
    """dorp 20 = b1 + b2, west 34 = b1 + b3 + b4, kern 80 = b3 + b4 + b5, oost 66 = b2 + b5. b1 takes b2 (dorp), the
    cheapest of west is b3, and b2 and b3 are alone in oost and kern unless b5 goes."""
    cellen = uitkomst([tabel(KRUIS), *HOOG], KRUISBOMEN)
    assert {c: w for c, w in cellen.items() if w in "#="} == {"b1": "#", "b2": "=", "b3": "=", "b5": "="}


def test_a_level_of_which_the_tables_have_a_part() -> None:
    """Of the teams only noord is in the tables. noord = w1 + w2, and the town is noord + w3 + w4: not noord alone.

    w3 is unsafe (3 instead of 25): the cheapest beside it is w4, or noord; w4 105 against noord 143.
    """
    wijken = {"w1": 23, "w2": 120, "w3": 3, "w4": 105}
    cellen = uitkomst([tabel(wijken), tabel({"noord": 143}), tabel({"totaal": 251})], [boom("team", TEAM)])
    assert {c: w for c, w in cellen.items() if w in "#="} == {"w3": "#", "w4": "="}


def test_codes_that_are_missing_are_zeros_only_when_that_can_be() -> None:
    """The tables have the buurten of w1 alone, and the town. With 23 in the town b3 to b8 are zeros, so b1 needs b2.
    With 273 in the town they are not broken out: b1 follows from nothing."""
    deel = tabel({"b1": 3, "b2": 20})
    bomen = [boom("gebied", GEBIED)]
    assert uitkomst([deel, tabel({"totaal": 23})], bomen) == {"b1": "#", "b2": "=", "totaal": "23"}
    assert uitkomst([deel, tabel({"totaal": 273})], bomen) == {"b1": "#", "b2": "20", "totaal": "273"}


def test_a_wijk_without_a_team_is_beside_the_teams() -> None:
    """w4 is in no team. The town is noord + w3's team + w4; with zuid (w3) 3 the cheapest beside it is w4, 105."""
    team = {w: t for w, t in TEAM.items() if w != "w4"}
    wijken = {"w1": 23, "w2": 120, "w3": 3, "w4": 105}
    tabellen = [tabel(wijken), tabel({"noord": 143, "zuid": 3}), tabel({"totaal": 251})]
    cellen = uitkomst(tabellen, [boom("gebied", GEBIED), boom("team", team)])
    assert {c: w for c, w in cellen.items() if w in "#="} == {"w3": "#", "zuid": "#", "w4": "="}


def test_a_crossing_under_a_total_without_its_margins() -> None:
    """93 = 3 + 20 + 30 + 40, and no table has the rows or the columns: one cell hidden alone would be 93 - 90."""
    kruis = Celtabel(
        "clienten",
        "frequentie",
        ("periode", "wijk", "hulp"),
        (["2024"] * 4, ["a", "a", "b", "b"], ["x", "y", "x", "y"]),
        [3, 20, 30, 40],
        [3, 20, 30, 40],
    )
    oordelen = beoordeel([kruis, tabel({"totaal": 93})], Beleid())
    assert [TEKEN[s] for s in oordelen[0].statussen] == ["#", "=", "", ""]


def test_a_month_of_one_kind_under_a_year_of_all() -> None:
    """instroom per month and kind of help, and per year: 60 = 4 + 26 + 10 + 20, over both at once."""
    maand = Celtabel(
        "instroom",
        "frequentie",
        ("periode", "hulp"),
        (["2024-01", "2024-01", "2024-02", "2024-02"], ["x", "y", "x", "y"]),
        [4, 26, 10, 20],
        [4, 26, 10, 20],
        tijd_telt_op=True,
    )
    jaar = Celtabel("instroom", "frequentie", ("periode",), (["2024"],), [60], [60], tijd_telt_op=True)
    oordelen = beoordeel([maand, jaar], Beleid(samen_minimum=False))
    assert [TEKEN[s] for s in oordelen[0].statussen] == ["#", "", "=", ""]


def test_a_group_within_a_wijk() -> None:
    """All 20 of w1 live in b2: that and the empty b1 go, whatever the wijk says. w3 has one buurt: nothing to tell."""
    buurten = {**BUURTEN, "b1": 0, "b2": 20}
    tabellen = [tabel(buurten), tabel(opgeteld(buurten, GEBIED))]
    cellen = uitkomst(tabellen, BOMEN[:1], Beleid(groep_onthulling=("gebied",)))
    assert {c: w for c, w in cellen.items() if w == "g"} == {"b1": "g", "b2": "g"}
    assert cellen["b6"] == "25"


def test_a_group_at_every_level() -> None:
    """All 20 of the town live in b2 of w1. Every other wijk and buurt is empty, and would say so."""
    buurten = {**dict.fromkeys(BUURTEN, 0), "b2": 20}
    tabellen = [tabel(buurten), tabel(opgeteld(buurten, GEBIED)), tabel({"totaal": 20})]
    oordelen = beoordeel(tabellen, Beleid(groep_onthulling=("gebied",)), hierarchieen={"gebied": BOMEN[:1]})
    assert {s for o in oordelen[:2] for s in o.statussen} == {Status.GROEP_VERRAADT}
    assert oordelen[2].statussen == [Status.GEPUBLICEERD]


def test_a_group_in_a_dimension_that_another_divides() -> None:
    """Product divides categorie. All 25 of w1 have product a1, so categorie a: both go, and all zeros beside them."""
    rijen = [("w1", "a", "a1", 25), ("w1", "a", "a2", 0), ("w1", "b", "b1", 0), ("w2", "a", "a1", 12)]
    rijen += [("w2", "a", "a2", 14), ("w2", "b", "b1", 16)]
    fijn = Celtabel(
        "clienten",
        "frequentie",
        ("periode", "wijk", "categorie", "product"),
        (["2024"] * 6, *(list(k) for k in list(zip(*rijen, strict=True))[:3])),
        [r[3] for r in rijen],
        [r[3] for r in rijen],
    )
    grof = Celtabel(
        "clienten",
        "frequentie",
        ("periode", "wijk", "categorie"),
        (["2024"] * 4, ["w1", "w1", "w2", "w2"], ["a", "b", "a", "b"]),
        [25, 0, 26, 16],
        [25, 0, 26, 16],
    )
    beleid = Beleid(groep_onthulling=("categorie",))
    oordelen = beoordeel([replace(fijn, binnen={"product": "categorie"}), grof], beleid)
    assert [TEKEN[s] for s in oordelen[0].statussen] == ["g", "g", "g", "", "", ""]
    assert [TEKEN[s] for s in oordelen[1].statussen] == ["g", "g", "", ""]


def test_rounded_tables_add_up_over_every_hierarchy() -> None:
    rond = rond_tabellen_af(ALLES, 5, hierarchieen={"gebied": BOMEN})
    assert rond.niet_optellend == {}
    per = {
        code: waarde
        for t, waarden in zip(ALLES, rond.waarden, strict=True)
        for (code,), waarde in zip(t.sleutels(("gebied",)), waarden, strict=True)
    }
    for ouder in (GEBIED, TEAM):
        for hoger in set(ouder.values()):
            assert per[hoger] == sum(per[c] or 0 for c, o in ouder.items() if o == hoger)


@pytest.mark.parametrize(
    "maak", [lambda c: c, lambda c: [int(x) for x in c], lambda c: pa.array(c).dictionary_encode()]
)
def test_whole_numbers_text_and_categories_give_the_same(maak: Any) -> None:
    """The same tables coded in three ways; buurt 11 is in wijk 1, 21 in wijk 2."""
    ouder = {"11": "1", "12": "1", "13": "1", "21": "2", "22": "2"}
    cellen = {"11": 3, "12": 20, "13": 40, "21": 50, "22": 8, "1": 63, "2": 58}
    rijen = list(cellen.values())
    kolommen: Any = (maak(["2024"] * len(rijen)), maak(list(cellen)))
    tafel = Celtabel("clienten", "frequentie", ("periode", "wijk"), kolommen, rijen, rijen)
    paren = [*ouder.items(), ("1", None), ("2", None)]
    boom_ = Hierarchie.van_paren("wijk", list(zip(maak([c for c, _ in paren]), [o for _, o in paren], strict=True)))
    oordelen = beoordeel([tafel, tabel({"totaal": 121})], Beleid(), hierarchieen={"wijk": [boom_]})
    assert [TEKEN[s] for s in oordelen[0].statussen] == ["#", "=", "", "=", "#", "", ""]


def test_one_row_and_nothing_but_unsafe_cells() -> None:
    assert uitkomst([tabel({"b1": 30})], BOMEN) == {"b1": "30"}
    assert uitkomst([tabel({"b1": 3})], BOMEN) == {"b1": "#"}
    klein = dict.fromkeys(BUURTEN, 1)
    tabellen = [tabel(klein), tabel(opgeteld(klein, GEBIED)), tabel({"totaal": 8})]
    assert set(uitkomst(tabellen, BOMEN).values()) == {"#"}


GEHEIM = "Geheim123"


@pytest.mark.parametrize(
    ("bomen", "cellen", "code"),
    [
        ([Hierarchie.van_kolommen([("buurt", [GEHEIM, "2"]), ("wijk", [GEHEIM, GEHEIM])])], {GEHEIM: 1}, "DM-ONT-017"),
        (
            [
                Hierarchie.van_kolommen([("buurt", ["1"]), ("wijk", ["w"])]),
                Hierarchie.van_kolommen([("buurt", ["2"]), ("team", ["1"])]),
            ],
            {"1": 1},
            "DM-ONT-017",
        ),
        ([boom("x", {"totaal": GEHEIM})], {GEHEIM: 1}, "DM-ONT-017"),
        ([boom("x", {"a": GEHEIM}), boom("y", {GEHEIM: "a"})], {"a": 1}, "DM-ONT-007"),
        ([boom("x", {"a": "b"})], {GEHEIM: 1}, "DM-ONT-009"),
        ([boom("x", {"a": "b"})], {"": 1}, "DM-ONT-009"),
    ],
)
def test_what_cannot_be_is_refused_without_its_codes(
    bomen: list[Hierarchie], cellen: dict[str, int], code: str
) -> None:
    with pytest.raises(DatameentError) as fout:
        beoordeel([tabel(cellen)], Beleid(), hierarchieen={"gebied": bomen})
    assert fout.value.code == code
    assert GEHEIM not in str(fout.value)


@pytest.mark.parametrize(
    "tabellen",
    [
        [tabel({"noord": 143, "zuid": 130}), tabel({"west": 100, "oost": 173})],
        [tabel({"noord": 143, "zuid": 130, "west": 100, "oost": 173})],
        [tabel({"noord": 143, "zuid": 130}), tabel({"w1": 143, "w3": 130}), tabel({"totaal": 273})],
    ],
)
def test_a_sum_that_two_hierarchies_share_must_be_in_the_tables(tabellen: list[Celtabel]) -> None:
    """noord + zuid = west + oost, and no table has the town. In the last noord is w1 + w2, and w2 is not listed."""
    kant = {"w1": "west", "w2": "oost", "w3": "west", "w4": "oost"}
    bomen = [boom("team", TEAM), boom("kant", kant)]
    if len(tabellen) == 3:
        beoordeel(tabellen, Beleid(), hierarchieen={"gebied": bomen})
        return
    with pytest.raises(DatameentError) as fout:
        beoordeel(tabellen, Beleid(), hierarchieen={"gebied": bomen})
    assert fout.value.code == "DM-ONT-003"


def test_two_crossings_that_share_a_level_must_have_it() -> None:
    """Buurten by kind of help and wijken by age share the wijken over both, and those are in no table."""
    een = Celtabel("c", "frequentie", ("periode", "gebied", "hulp"), (["2024"], ["b1"], ["x"]), [40], [40])
    twee = Celtabel("c", "frequentie", ("periode", "gebied", "leeftijd"), (["2024"], ["w1"], ["0"]), [40], [40])
    wijk = Celtabel("c", "frequentie", ("periode", "gebied"), (["2024"], ["w1"]), [40], [40])
    with pytest.raises(DatameentError) as fout:
        beoordeel([een, twee], Beleid(), hierarchieen={"gebied": BOMEN[:1]})
    assert fout.value.code == "DM-ONT-003"
    beoordeel([een, twee, wijk], Beleid(), hierarchieen={"gebied": BOMEN[:1]})
