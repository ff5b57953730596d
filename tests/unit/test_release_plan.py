"""The table plan: what may be written in it, and what is added to it."""

from __future__ import annotations

from importlib.resources import files
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datameent.domain.errors import DatameentError
from datameent.indicators.register import definities
from datameent.release.plan import DELEN, RATIO, Kruising, lees_plan, sluit, telt_op_in_tijd
from datameent.release.schema import DIMENSIES, DOELGROEPEN, KORRELS

STANDAARD = (files("datameent") / "config" / "tabellenplan.yaml").read_text(encoding="utf-8")


EERSTE = ("clienten", "uitgaven", "instroom", "uitstroom", "kosten_per_client", "wachttijd")


@pytest.mark.parametrize("indicator", ["toetreders", "uittreders", "openstaande_verplichting"])
def test_a_figure_that_cannot_be_protected_is_in_no_plan(indicator: str) -> None:
    with pytest.raises(DatameentError) as fout:
        lees_plan(f"versie: '1'\neigenaar: x\ndoelgroepen:\n  raad:\n    {indicator}:\n      - [jaar, wet]\n")
    assert fout.value.code == "DM-REL-006"
    assert not any(indicator in per for per in lees_plan(STANDAARD).doelgroepen.values())


@pytest.mark.parametrize("indicator", ["verzilvering", "afkeur"])
def test_a_ratio_without_parts_is_for_beleid_only(indicator: str) -> None:
    regels = f"versie: '1'\neigenaar: x\ndoelgroepen:\n  {{}}:\n    {indicator}:\n      - [kwartaal, wet]\n"
    assert lees_plan(regels.format("beleid")).voor("beleid")[indicator]
    for doelgroep in ("raad", "openbaar"):
        with pytest.raises(DatameentError) as fout:
            lees_plan(regels.format(doelgroep))
        assert fout.value.code == "DM-REL-006"
    # By year only: what changed in a year keeps all of that year as it was shown, and with it a new quarter.
    plan = lees_plan(STANDAARD).voor("beleid")[indicator]
    assert [(k.korrel, k.dimensies) for k in plan] == [("jaar", ("wet",)), ("jaar", ("wet", "aanbieder"))]


def test_the_built_in_plan_is_closed_and_known() -> None:
    plan = lees_plan(STANDAARD)
    assert set(plan.doelgroepen) == set(DOELGROEPEN)
    for per in plan.doelgroepen.values():
        assert {*EERSTE} <= set(per) <= set(definities())
        assert set(per[RATIO]) <= set(per[DELEN[0]]) & set(per[DELEN[1]])
        for indicator, kruisingen in per.items():
            assert all(set(k.dimensies) <= set(definities()[indicator].dimensies) for k in kruisingen)
            assert len({k.naam(indicator) for k in kruisingen}) == len(kruisingen)
    assert not any("aanbieder" in k.dimensies for d in ("raad", "openbaar") for ks in plan.voor(d).values() for k in ks)
    assert Kruising("jaar", ()) in plan.voor("openbaar")["uitgaven"]


kruisingen = st.lists(
    st.builds(
        lambda k, d: Kruising.van([k, *d]), st.sampled_from(KORRELS), st.sets(st.sampled_from(DIMENSIES), max_size=3)
    ),
    max_size=5,
)


@given(kruisingen, st.booleans())
def test_what_two_crossings_share_is_a_crossing(lijst: list[Kruising], tijd: bool) -> None:
    gesloten = sluit(lijst, tijd)
    assert set(lijst) <= set(gesloten)
    for een, twee in combinations(gesloten, 2):
        if een.korrel == twee.korrel or tijd:
            korrel = next(k for k in KORRELS if k in (een.korrel, twee.korrel))
            gedeeld = set(een.dimensies) & set(twee.dimensies)
            assert Kruising.van([korrel, *gedeeld]) in gesloten
    assert sluit(gesloten, tijd) == gesloten


def test_a_buurt_brings_its_wijk_and_the_table_per_wijk() -> None:
    plan = lees_plan(KOP + "    clienten:\n      - [jaar, wet, buurt, product]\n")
    assert [k.dimensies for k in plan.voor("raad")["clienten"]] == [
        ("wet", "productcategorie", "wijk"),
        ("wet", "productcategorie", "product", "wijk"),
        ("wet", "productcategorie", "wijk", "buurt"),
        ("wet", "productcategorie", "product", "wijk", "buurt"),
    ]


def test_months_add_up_for_flows_and_amounts_only() -> None:
    bij_een_dag = {"opeenvolgende_trajecten", "terugkeer", "doorstroom", "wisseling_aanbieder", "verwijsstromen"}
    tellers = {"verzilvering", "afkeur"}  # of these the numerator
    assert {i for i in definities() if telt_op_in_tijd(i)} == {
        "uitgaven",
        "instroom",
        "uitstroom",
    } | bij_een_dag | tellers


KOP = 'versie: "1"\neigenaar: x\ndoelgroepen:\n  raad:\n'


@pytest.mark.parametrize(
    ("regels", "plaats", "wat"),
    [
        ("    clienten:\n      - [wijk, wet]\n", "doelgroepen.raad.clienten.0", "starts with jaar"),
        ("    clienten:\n      - []\n", "doelgroepen.raad.clienten.0", "starts with"),
        ("    clienten:\n      - [jaar, wet]\n      - [jaar, wet, straat]\n", "clienten.1", "straat is not one of"),
        ("    clienten:\n      - [jaar, wijk]\n", "doelgroepen.raad.clienten.0", "wet must be"),
        ("    uitgaven:\n      - [jaar, wijk, wijk]\n", "uitgaven.0", "twice"),
        ("    instroom:\n      - [jaar, wet, buurt]\n", "instroom.0", "instroom cannot be broken out by buurt"),
        ("    uitgaven:\n      - jaar\n", "doelgroepen.raad.uitgaven.0", "list"),
        ("    kosten_per_client:\n      - [jaar, wet]\n", "kosten_per_client", "that uitgaven lacks"),
        ("    uitgaven: [[jaar]]\neerste_maand: mei\n", "eerste_maand", "pattern"),
        ("    uitgaven: [[jaar]]\nkleur: rood\n", "kleur", "Extra"),
        ("  ]", None, "not YAML"),
    ],
)
def test_a_wrong_plan_says_what_and_where(regels: str, plaats: str | None, wat: str) -> None:
    with pytest.raises(DatameentError) as fout:
        lees_plan(KOP + regels)
    assert fout.value.code == "DM-REL-006"
    assert wat in str(fout.value)
    assert plaats is None or str(fout.value.where.element).endswith(plaats)


def test_an_audience_without_a_plan_is_refused() -> None:
    with pytest.raises(DatameentError) as fout:
        lees_plan(STANDAARD).voor("pers")
    assert fout.value.code == "DM-REL-007"
